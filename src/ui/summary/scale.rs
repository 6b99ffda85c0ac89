//! The scale tab: the grades of the grading scale, each with its meaning in the words of the report.

use eframe::egui::{Role, Sense, Ui, WidgetInfo, vec2};

use super::{SIDE_MARGIN, lay_out_wrapped, paint_line_below, paint_words, show_message};
use crate::{
    app::Document,
    report::{Scale, ScaleGrade},
    ui::{
        grade_mark::GradeMark,
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD},
        widgets::rows::{RowContent, RowList},
    },
};

/// Space above and below the text of a row, in points.
const ROW_PADDING: f32 = 9.0;
/// Width of the column for the grade mark, in points.
const GRADE_MARK_WIDTH: f32 = 34.0;

/// Shows the grades of the scale, or a message if the scale or its order was not recognised.
pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut RowList) {
    let Some(scale) = document.report().scale.as_ref() else {
        return show_message(ui, strings::NO_SCALE);
    };
    if scale.grades.is_empty() {
        return show_message(ui, strings::NO_ORDER);
    }
    rows.show(
        ui,
        RowContent { owner_id: document.id.0, table_name: strings::SCALE_TABLE },
        scale.grades.len(),
        |ui, row, width| {
            let meaning = grade_meaning(&scale.grades[row]);
            let text = theme::tokens(ui).text;
            let words =
                lay_out_wrapped(ui, &meaning, PANEL, text, width - SIDE_MARGIN * 2.0 - GRADE_MARK_WIDTH);
            ROW_PADDING * 2.0 + PANEL_BOLD.line_height + 2.0 + words.size().y
        },
        |ui, row| show_grade(ui, scale, &scale.grades[row]),
    );
}

/// Shows the row of a grade: its mark, its name and its meaning.
fn show_grade(ui: &mut Ui, scale: &Scale, grade: &ScaleGrade) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let title = match grade.number {
        Some(number) => strings::numbered_grade(&grade.label, number),
        None => grade.label.clone(),
    };
    let meaning = grade_meaning(grade);
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, format!("{title}: {meaning}")));
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.page);
    paint_line_below(ui, rect, tokens);
    let at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
    GradeMark::new(&grade.to_grade(), Some(scale)).paint(ui.painter(), tokens, at + vec2(11.0, 12.0), 22.0);
    let at = at + vec2(GRADE_MARK_WIDTH, 0.0);
    let width = rect.width() - SIDE_MARGIN * 2.0 - GRADE_MARK_WIDTH;
    paint_words(ui, lay_out_wrapped(ui, &title, PANEL_BOLD, tokens.text, width), at);
    paint_words(
        ui,
        lay_out_wrapped(ui, &meaning, PANEL, tokens.text, width),
        at + vec2(0.0, PANEL_BOLD.line_height + 2.0),
    );
}

/// Returns the meaning of a grade, or a sentence saying that the report gives no meaning.
fn grade_meaning(grade: &ScaleGrade) -> String {
    grade.meaning.clone().unwrap_or_else(|| strings::step_without_meaning(grade.step))
}
