//! The scale, in the report's own words.

use eframe::egui::{Role, Sense, Ui, WidgetInfo, vec2};

use super::{SIDE, line_below, nothing, paint_words, wrapped};
use crate::{
    app::Document,
    report::{Scale, ScaleGrade},
    ui::{
        mark::Mark,
        theme::{self, PANEL, PANEL_BOLD},
        widgets::rows::Rows,
    },
};

/// Space above and below the words of a row, in points.
const PADDING: f32 = 9.0;
/// Room for the mark.
const MARK: f32 = 34.0;

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows) {
    let Some(scale) = &document.report().scale else {
        return nothing(
            ui,
            "This report is on no scale that Findings knows, so its grades are shown as words alone.",
        );
    };
    rows.show(
        ui,
        (document.id.0, "scale"),
        scale.grades.len(),
        |ui, row, width| {
            let meaning = meaning(&scale.grades[row]);
            let text = theme::tokens(ui).text;
            let words = wrapped(ui, &meaning, PANEL, text, width - SIDE * 2.0 - MARK);
            PADDING * 2.0 + PANEL_BOLD.line + 2.0 + words.size().y
        },
        |ui, row| grade_row(ui, scale, &scale.grades[row]),
    );
}

fn grade_row(ui: &mut Ui, scale: &Scale, grade: &ScaleGrade) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let title = match grade.number {
        Some(number) => format!("{} · grade {number}", grade.label),
        None => grade.label.clone(),
    };
    let meaning = meaning(grade);
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, format!("{title}: {meaning}")));
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.page);
    line_below(ui, rect, tokens);
    let at = rect.min + vec2(SIDE, PADDING);
    Mark::new(&grade.given(), Some(scale)).paint(ui.painter(), tokens, at + vec2(11.0, 12.0), 22.0);
    let at = at + vec2(MARK, 0.0);
    let width = rect.width() - SIDE * 2.0 - MARK;
    paint_words(ui, wrapped(ui, &title, PANEL_BOLD, tokens.text, width), at);
    paint_words(ui, wrapped(ui, &meaning, PANEL, tokens.text, width), at + vec2(0.0, PANEL_BOLD.line + 2.0));
}

fn meaning(grade: &ScaleGrade) -> String {
    grade
        .meaning
        .clone()
        .unwrap_or_else(|| format!("Step {}; the report does not say what it means.", grade.step))
}
