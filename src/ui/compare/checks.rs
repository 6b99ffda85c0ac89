//! Checks that only one of the compared reports fails, shown below the judgements.

use eframe::egui::{Ui, vec2};

use super::layout::{PADDING, SIDE};
use crate::{
    analysis::Comparison,
    app::Command,
    report::Warning,
    ui::{
        strings::report as strings,
        theme::{self, PANEL, SMALL_BOLD},
        widgets::{list_row, text},
    },
};

/// Returns the number of these checks.
pub(super) fn count(comparison: &Comparison) -> usize {
    comparison.cleared_checks.len() + comparison.new_checks.len()
}

/// Returns a check by its index. True if the right report fails it, false if the left one does.
fn check_at(comparison: &Comparison, index: usize) -> (&Warning, bool) {
    match index.checked_sub(comparison.cleared_checks.len()) {
        Some(new) => (&comparison.new_checks[new], true),
        None => (&comparison.cleared_checks[index], false),
    }
}

/// Returns the height of a row of this width, both in points.
pub(super) fn height(ui: &Ui, comparison: &Comparison, index: usize, width: f32) -> f32 {
    let (warning, _) = check_at(comparison, index);
    SMALL_BOLD.line + text::wrapped_height(ui, &warning.message, PANEL, width - SIDE * 2.0) + PADDING * 2.0
}

pub(super) fn show(ui: &mut Ui, comparison: &Comparison, index: usize, commands: &mut Vec<Command>) {
    let (warning, is_right) = check_at(comparison, index);
    let title = if is_right { strings::CHECK_RIGHT_ONLY } else { strings::CHECK_LEFT_ONLY };
    let (rect, response) = list_row::show(ui, &format!("{title}: {}", warning.message), false);
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE * 2.0;
    let mut at = rect.min + vec2(SIDE, PADDING);
    at.y += text::paint_wrapped(ui, title, SMALL_BOLD, tokens.warning, at, width);
    text::paint_wrapped(ui, &warning.message, PANEL, tokens.text, at, width);
    if response.clicked() {
        let place = warning.places.first().copied();
        commands.push(Command::GoToBoth(if is_right { [None, place] } else { [place, None] }));
    }
}
