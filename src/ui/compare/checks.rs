//! The checks tab of a comparison: checks that only one of the reports fails.

use eframe::egui::{Ui, vec2};

use super::layout::{ROW_PADDING, SIDE_MARGIN, list_id};
use crate::{
    analysis::Comparison,
    app::{Command, ComparisonTab},
    report::Warning,
    ui::{
        strings::compare as strings,
        theme::{self, PANEL, SMALL_BOLD},
        widgets::{
            list_row,
            rows::{RowContent, RowList},
            text,
        },
    },
};

/// Returns the number of checks that only one of the compared reports fails.
pub(super) fn check_count(comparison: &Comparison) -> usize {
    comparison.cleared_checks.len() + comparison.new_checks.len()
}

/// Returns the check at an index, and true if the right report fails it or false if the left report does. Cleared
/// checks come first.
fn check_at(comparison: &Comparison, index: usize) -> (&Warning, bool) {
    match index.checked_sub(comparison.cleared_checks.len()) {
        Some(new_index) => (&comparison.new_checks[new_index], true),
        None => (&comparison.cleared_checks[index], false),
    }
}

/// Shows the list of checks.
pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, rows: &mut RowList, commands: &mut Vec<Command>) {
    let comparison = tab.comparison();
    let count = check_count(comparison);
    if count == 0 {
        return super::panel::show_empty_list(ui, strings::NO_CHECK_DIFFERENCES);
    }
    rows.set_fingerprint(u64::from(tab.result_number));
    rows.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::CHECKS },
        count,
        |ui, row, width| row_height(ui, comparison, row, width),
        |ui, row| show_row(ui, comparison, row, commands),
    );
}

/// Returns the height of the row of a check, in points. `width` is the width of the row in points.
fn row_height(ui: &Ui, comparison: &Comparison, index: usize, width: f32) -> f32 {
    let (warning, _) = check_at(comparison, index);
    SMALL_BOLD.line_height
        + text::wrapped_height(ui, &warning.message, PANEL, width - SIDE_MARGIN * 2.0)
        + ROW_PADDING * 2.0
}

/// Shows the row of a check. A click goes to the first place that the check names.
fn show_row(ui: &mut Ui, comparison: &Comparison, index: usize, commands: &mut Vec<Command>) {
    let (warning, is_right_report) = check_at(comparison, index);
    let title = if is_right_report { strings::CHECK_RIGHT_ONLY } else { strings::CHECK_LEFT_ONLY };
    let (rect, response) = list_row::show(ui, &format!("{title}: {}", warning.message), false);
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE_MARGIN * 2.0;
    let mut at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
    at.y += text::paint_wrapped(ui, title, SMALL_BOLD, tokens.warning, at, width);
    text::paint_wrapped(ui, &warning.message, PANEL, tokens.text, at, width);
    if response.clicked() {
        let place = warning.places.first().copied();
        commands.push(Command::GoToBoth(if is_right_report { [None, place] } else { [place, None] }));
    }
}
