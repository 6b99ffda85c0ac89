//! The progress from the imported action plan, and its rows that belong to no recommendation.

use eframe::egui::{Ui, vec2};

use super::{PART_SPACING, Part, ROW_PADDING, RecommendationTable, copied_table};
use crate::{
    app::{ActionProgress, Command, Document},
    report::{Date, format_date},
    ui::{
        strings::report as strings,
        summary::{SIDE_MARGIN, lay_out_wrapped, links::position_in_row, list_row, paint_words, row_menu},
        theme::{self, PANEL, SMALL, SMALL_BOLD},
    },
};

/// Returns the progress in the action plan: "Owner: A. Lark · In progress · Amber · Evidence: audit". `None` if nothing
/// was entered.
pub(super) fn progress_label(progress: ActionProgress<'_>) -> Option<String> {
    let parts = [
        (!progress.owner.is_empty()).then(|| strings::owner_label(progress.owner)),
        (!progress.status.is_empty()).then(|| progress.status.to_owned()),
        (!progress.rag.is_empty()).then(|| progress.rag.to_owned()),
        (!progress.evidence.is_empty()).then(|| strings::evidence_label(progress.evidence)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Returns the due date in a row of the plan: "Overdue · by 14 August 2012"; empty if there is none.
fn due_label(document: &Document, row: usize) -> String {
    let due = document.plan_progress(row).due;
    let date: Option<Date> = due.parse().ok();
    let words = date.map_or_else(|| due.to_owned(), |date| strings::due_by(&format_date(date)));
    if document.is_row_overdue(row, date) { format!("{} · {words}", strings::OVERDUE) } else { words }
}

/// Returns the laid-out parts of a row of the plan from top to bottom, in a column of this width in points.
pub(super) fn row_parts(ui: &Ui, document: &Document, row: usize, width: f32) -> Vec<Part> {
    let tokens = theme::tokens(ui);
    let progress = document.plan_progress(row);
    let is_overdue = document.is_row_overdue(row, progress.due.parse().ok());
    let colour = if is_overdue { tokens.warning } else { tokens.link };
    let due = due_label(document, row);
    let due = (!due.is_empty()).then(|| lay_out_wrapped(ui, &due, SMALL_BOLD, colour, width));
    let action = lay_out_wrapped(ui, document.plan_action(row), PANEL, tokens.text, width);
    let progress = progress_label(progress);
    let progress = progress.map(|words| lay_out_wrapped(ui, &words, SMALL, tokens.secondary, width));
    [due, Some(action), progress].into_iter().flatten().map(Part::Words).collect()
}

/// Shows a row of the plan. It has no place in the report, so a click does nothing.
pub(super) fn show_row(ui: &mut Ui, table: RecommendationTable<'_>, row: usize, commands: &mut Vec<Command>) {
    let document = table.document;
    let due = Some(due_label(document, row)).filter(|due| !due.is_empty()).map(|due| format!("{due}: "));
    let name = format!("{}{}", due.unwrap_or_default(), document.plan_action(row));
    let (rect, response) = list_row::show(ui, &name, false);
    let mut at = position_in_row(rect, SIDE_MARGIN, ROW_PADDING);
    for part in row_parts(ui, document, row, rect.width() - SIDE_MARGIN * 2.0) {
        let height = part.height() + PART_SPACING;
        if let Part::Words(galley) = part {
            paint_words(ui, galley, at);
        }
        at += vec2(0.0, height);
    }
    let (cells, rows) = (|| copied_cells(document, row), || copied_table(table));
    row_menu::show(&response, None, Vec::new, cells, rows, commands);
}

/// Returns the cells of a row of the plan, to copy them.
pub(super) fn copied_cells(document: &Document, row: usize) -> Vec<String> {
    let owner = document.plan_progress(row).owner.to_owned();
    vec![document.plan_action(row).to_owned(), due_label(document, row), owner, String::new()]
}
