//! Checks that only one of two compared reports fails, below their judgements.

use eframe::egui::{Ui, vec2};

use super::layout::{PADDING, SIDE};
use crate::{
    analysis::Comparison,
    app::Command,
    report::Warning,
    ui::{
        theme::{self, PANEL, SMALL_BOLD},
        widgets::{list_row, text},
    },
};

/// How many there are.
pub(super) fn count(comparison: &Comparison) -> usize {
    comparison.checks_gone.len() + comparison.checks_come.len()
}

/// One of them, by its index, and whether it fires on the right report.
fn check(comparison: &Comparison, index: usize) -> (&Warning, bool) {
    match index.checked_sub(comparison.checks_gone.len()) {
        Some(come) => (&comparison.checks_come[come], true),
        None => (&comparison.checks_gone[index], false),
    }
}

pub(super) fn height(ui: &Ui, comparison: &Comparison, index: usize, width: f32) -> f32 {
    let (warning, _) = check(comparison, index);
    SMALL_BOLD.line + text::wrapped_height(ui, &warning.message, PANEL, width - SIDE * 2.0) + PADDING * 2.0
}

pub(super) fn show(ui: &mut Ui, comparison: &Comparison, index: usize, commands: &mut Vec<Command>) {
    let (warning, is_right) = check(comparison, index);
    let word =
        if is_right { "+ Check: only in the right report" } else { "− Check: only in the left report" };
    let (rect, response) = list_row::show(ui, &format!("{word}: {}", warning.message), false);
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE * 2.0;
    let mut at = rect.min + vec2(SIDE, PADDING);
    at.y += text::paint_wrapped(ui, word, SMALL_BOLD, tokens.warning, at, width);
    text::paint_wrapped(ui, &warning.message, PANEL, tokens.text, at, width);
    if response.clicked() {
        let place = warning.places.first().copied();
        commands.push(Command::GoToBoth(if is_right { [None, place] } else { [place, None] }));
    }
}
