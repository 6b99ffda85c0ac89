//! The table of judgements.

use std::collections::BTreeSet;

use eframe::egui::{Align2, Ui, pos2, vec2};

use super::{SIDE, clickable_row, group_height, group_row, laid_out, nothing, paint_words, table_head};
use crate::{
    analysis::{Extent, JudgementRow, judgement_rows},
    app::{Command, Document},
    report::{Judgement, Report, Stated},
    ui::{
        mark::{self, Mark},
        rows::Rows,
        theme::{self, PANEL, PANEL_BOLD, SMALL},
    },
};

/// Width of the column of paragraph numbers, in points.
const NUMBERS: f32 = 66.0;
/// Room for the mark before the word of a grade.
const MARK: f32 = 20.0;
/// Space above and below the words of a row.
const PADDING: f32 = 6.0;

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows, commands: &mut Vec<Command>) {
    let report = document.report();
    let marked = document.view.marked;
    if report.judgements.is_empty() {
        return nothing(ui, "This report states no grades, or none that Findings can tell.");
    }
    let entries = judgement_rows(report);
    let grades = grade_width(ui, report);
    let title_width = |width: f32| (width - SIDE * 2.0 - grades - NUMBERS).max(60.0);
    table_head(ui, &[("Judgement", SIDE), ("Grade", title_width(ui.available_width()) + SIDE)], "Paras");
    rows.show(
        ui,
        (document.id.0, "judgements"),
        entries.len(),
        |ui, row, width| match &entries[row] {
            JudgementRow::Group(group) => group_height(ui, group, width),
            JudgementRow::Judgement(index) => {
                let judgement = &report.judgements[*index];
                let color = theme::tokens(ui).text;
                let title = laid_out(ui, &judgement.title, PANEL, color, title_width(width) - 10.0);
                let grade = laid_out(ui, &judgement.grade.label, PANEL_BOLD, color, grades - MARK);
                title.size().y.max(grade.size().y) + PADDING * 2.0
            }
        },
        |ui, row| match &entries[row] {
            JudgementRow::Group(group) => group_row(ui, group),
            JudgementRow::Judgement(index) => {
                let judgement = &report.judgements[*index];
                let columns = (title_width(ui.max_rect().width()), grades);
                let selected = marked.is_some() && judgement.place() == marked;
                judgement_row(ui, report, judgement, columns, selected, commands);
            }
        },
    );
}

/// The column of grades is as wide as the longest word of the scale asks.
fn grade_width(ui: &Ui, report: &Report) -> f32 {
    let labels: BTreeSet<&str> =
        report.judgements.iter().map(|judgement| judgement.grade.label.as_str()).collect();
    let color = theme::tokens(ui).text;
    let widths =
        labels.into_iter().map(|label| laid_out(ui, label, PANEL_BOLD, color, f32::INFINITY).size().x);
    widths.fold(60.0, f32::max).min(110.0) + MARK + 8.0
}

/// `columns`: widths of the titles and of the grades.
fn judgement_row(
    ui: &mut Ui,
    report: &Report,
    judgement: &Judgement,
    (width, grades): (f32, f32),
    selected: bool,
    commands: &mut Vec<Command>,
) {
    let scale = report.scale.as_ref();
    let extent = Extent::of(report, judgement);
    let (words, fits) = (extent.to_string(), extent != Extent::TableOnly);
    let name = format!("{}: {}, {words}", judgement.title, mark::spoken(&judgement.grade, scale));
    let (rect, response) = clickable_row(ui, &name, selected);
    let tokens = theme::tokens(ui);
    let top = rect.top() + PADDING;
    let title = laid_out(ui, &judgement.title, PANEL, tokens.text, width - 10.0);
    paint_words(ui, title, pos2(rect.left() + SIDE, top));

    let at = pos2(rect.left() + SIDE + width, top);
    let middle = at.y + PANEL.line / 2.0;
    Mark::new(&judgement.grade, scale).paint(ui.painter(), tokens, pos2(at.x + 7.0, middle), 15.0);
    let grade = laid_out(ui, &judgement.grade.label, PANEL_BOLD, tokens.text, grades - MARK);
    paint_words(ui, grade, at + vec2(MARK, 0.0));

    let color = if fits { tokens.secondary } else { tokens.warning };
    let font = if fits { PANEL } else { SMALL }.format(color).font_id;
    ui.painter().text(pos2(rect.right() - SIDE, middle), Align2::RIGHT_CENTER, words, font, color);
    if let Some(place) = judgement.place().filter(|_| response.clicked()) {
        commands.push(Command::GoTo(place));
    }
    response.on_hover_text(stated(judgement));
}

/// "Stated in the text and in the table."
fn stated(judgement: &Judgement) -> String {
    let places: Vec<&str> = judgement
        .stated
        .iter()
        .map(|statement| match statement.stated {
            Stated::Heading => "in its heading",
            Stated::Line => "under its heading",
            Stated::Cover => "on the cover",
            Stated::Table => "in the report’s table",
        })
        .collect();
    format!("Stated {}", places.join(" and "))
}
