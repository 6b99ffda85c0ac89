//! The recommendations tab of a comparison: how each recommendation changed, with both wordings.

use eframe::egui::{Ui, vec2};

use super::layout::{ROW_PADDING, SIDE_MARGIN, list_id};
use crate::{
    analysis::compare::{RecommendationPair, ReportNames},
    app::{Command, ComparisonTab},
    report::Report,
    ui::{
        strings::report as strings,
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::{
            list_row,
            rows::{RowContent, RowList},
            text,
        },
    },
};

/// Shows the list of recommendations.
pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, rows: &mut RowList, commands: &mut Vec<Command>) {
    let pairs = &tab.comparison().recommendations;
    let names = &tab.comparison().verdict.names;
    let reports = (&*tab.result.reports[0], &*tab.result.reports[1]);
    rows.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::RECOMMENDATIONS },
        pairs.len(),
        |ui, row, width| row_height(ui, &pairs[row], names, reports, width),
        |ui, row| show_row(ui, &pairs[row], names, reports, commands),
    );
}

/// Returns the captions and texts of a recommendation. Returns both texts if they differ, or one text with an empty
/// caption.
fn captioned_texts<'a>(
    pair: &RecommendationPair,
    (left, right): (&'a Report, &'a Report),
) -> Vec<(&'static str, &'a str)> {
    let before = pair.left.map(|index| left.recommendations[index].text.plain());
    let after = pair.right.map(|index| right.recommendations[index].text.plain());
    match (before, after) {
        (Some(before), Some(after)) if before != after => {
            vec![(strings::BEFORE, before), (strings::NOW, after)]
        }
        (_, Some(only)) | (Some(only), None) => vec![("", only)],
        (None, None) => Vec::new(),
    }
}

/// Returns the label of a pair after its symbol.
fn label_with_symbol(pair: &RecommendationPair, names: &ReportNames) -> String {
    format!("{} {}", pair.change.symbol(), pair.label(names))
}

/// Returns the height of a row, in points. `width` is the width of the row in points.
fn row_height(
    ui: &Ui,
    pair: &RecommendationPair,
    names: &ReportNames,
    reports: (&Report, &Report),
    width: f32,
) -> f32 {
    let width = width - SIDE_MARGIN * 2.0;
    let texts = captioned_texts(pair, reports);
    let words: f32 = texts
        .iter()
        .map(|(caption, words)| {
            let caption = if caption.is_empty() { 0.0 } else { SMALL.line_height };
            caption + text::wrapped_height(ui, words, PANEL, width)
        })
        .sum();
    words + text::wrapped_height(ui, &label_with_symbol(pair, names), SMALL_BOLD, width) + ROW_PADDING * 2.0
}

/// Shows a row. A click goes to the recommendation in both reports.
fn show_row(
    ui: &mut Ui,
    pair: &RecommendationPair,
    names: &ReportNames,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    let label = pair.label(names);
    let texts = captioned_texts(pair, (left, right));
    let name = format!("{label}: {}", texts.last().map_or("", |(_, words)| words));
    let (rect, response) = list_row::show(ui, &name, false);
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE_MARGIN * 2.0;
    let mut at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
    at.y += text::paint_wrapped(ui, &label_with_symbol(pair, names), SMALL_BOLD, tokens.text, at, width);
    for (caption, words) in texts {
        if !caption.is_empty() {
            at.y += text::paint_wrapped(ui, caption, SMALL, tokens.secondary, at, width);
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
