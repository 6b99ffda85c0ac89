//! Recommendations of compared reports: which came back, with both wordings.

use eframe::egui::{Ui, vec2};

use super::panel::{self, PADDING, SIDE, paint, row};
use crate::{
    analysis::compare::RecommendationPair,
    app::Command,
    report::Report,
    ui::theme::{self, PANEL, SMALL, SMALL_BOLD},
};

/// What is shown of a recommendation: both texts where they differ.
fn texts<'a>(
    pair: &RecommendationPair,
    (left, right): (&'a Report, &'a Report),
) -> Vec<(&'static str, &'a str)> {
    let before = pair.left.map(|index| left.recommendations[index].text.plain());
    let after = pair.right.map(|index| right.recommendations[index].text.plain());
    match (before, after) {
        (Some(before), Some(after)) if before != after => vec![("Before", before), ("Now", after)],
        (_, Some(only)) | (Some(only), None) => vec![("", only)],
        (None, None) => Vec::new(),
    }
}

pub(super) fn height(ui: &Ui, pair: &RecommendationPair, reports: (&Report, &Report), width: f32) -> f32 {
    let texts = texts(pair, reports);
    let words: f32 = texts
        .iter()
        .map(|(name, words)| {
            let caption = if name.is_empty() { 0.0 } else { SMALL.line };
            caption + panel::height(ui, words, PANEL, width)
        })
        .sum();
    words + SMALL.line + PADDING * 2.0
}

pub(super) fn show(
    ui: &mut Ui,
    pair: &RecommendationPair,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    let (sign, word) = pair.fate.says();
    let texts = texts(pair, (left, right));
    let name = format!("{word}: {}", texts.last().map_or("", |(_, words)| words));
    let (rect, response) = row(ui, &name, false);
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE * 2.0;
    let mut at = rect.min + vec2(SIDE, PADDING);
    at.y += paint(ui, &format!("{sign} {word}"), SMALL_BOLD, tokens.text, at, width);
    for (name, words) in texts {
        if !name.is_empty() {
            at.y += paint(ui, name, SMALL, tokens.secondary, at, width);
        }
        at.y += paint(ui, words, PANEL, tokens.text, at, width);
    }
    if response.clicked() {
        let places = [
            pair.left.map(|index| left.recommendations[index].place),
            pair.right.map(|index| right.recommendations[index].place),
        ];
        commands.push(Command::GoToBoth(places));
    }
}
