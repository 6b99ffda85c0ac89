//! Recommendations of compared reports: which came back, with both wordings.

use eframe::egui::{Ui, vec2};

use super::layout::{PADDING, SIDE, list_id};
use crate::{
    analysis::compare::RecommendationPair,
    app::{Command, ComparisonTab},
    report::Report,
    ui::{
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::{list_row, rows::Rows, text},
    },
};

pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, rows: &mut Rows, commands: &mut Vec<Command>) {
    let pairs = &tab.comparison().recommendations;
    let reports = (&*tab.result.reports[0], &*tab.result.reports[1]);
    rows.show(
        ui,
        (list_id(tab), "recommendations"),
        pairs.len(),
        |ui, row, width| row_height(ui, &pairs[row], reports, width),
        |ui, row| show_row(ui, &pairs[row], reports, commands),
    );
}

/// Returns what is shown of a recommendation: both texts where they differ.
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

fn row_height(ui: &Ui, pair: &RecommendationPair, reports: (&Report, &Report), width: f32) -> f32 {
    let texts = texts(pair, reports);
    let words: f32 = texts
        .iter()
        .map(|(name, words)| {
            let caption = if name.is_empty() { 0.0 } else { SMALL.line };
            caption + text::wrapped_height(ui, words, PANEL, width - SIDE * 2.0)
        })
        .sum();
    words + SMALL.line + PADDING * 2.0
}

fn show_row(
    ui: &mut Ui,
    pair: &RecommendationPair,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    let (sign, word) = pair.fate.says();
    let texts = texts(pair, (left, right));
    let name = format!("{word}: {}", texts.last().map_or("", |(_, words)| words));
    let (rect, response) = list_row::show(ui, &name, false);
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE * 2.0;
    let mut at = rect.min + vec2(SIDE, PADDING);
    at.y += text::paint_wrapped(ui, &format!("{sign} {word}"), SMALL_BOLD, tokens.text, at, width);
    for (name, words) in texts {
        if !name.is_empty() {
            at.y += text::paint_wrapped(ui, name, SMALL, tokens.secondary, at, width);
        }
        at.y += text::paint_wrapped(ui, words, PANEL, tokens.text, at, width);
    }
    if response.clicked() {
        let places = [
            pair.left.map(|index| left.recommendations[index].place),
            pair.right.map(|index| right.recommendations[index].place),
        ];
        commands.push(Command::GoToBoth(places));
    }
}
