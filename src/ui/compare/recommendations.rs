//! The recommendations tab of a comparison: how each recommendation changed, with both wordings, the words in common
//! of similar ones, and buttons to confirm or reject these.

use eframe::egui::{Align, Button, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use super::layout::{ROW_PADDING, SIDE_MARGIN, list_id};
use crate::{
    analysis::compare::{RecommendationChange, RecommendationPair, SimilarityDecision},
    app::{Command, ComparedPair, ComparisonTab},
    ui::{
        strings::compare as strings,
        theme::{self, PANEL, SMALL, SMALL_BOLD, TypeStyle},
        widgets::{
            list_row,
            rows::{RowContent, RowList},
            text,
        },
    },
};

/// Height of the line with buttons below a similar pair, in points.
const BUTTONS_HEIGHT: f32 = 30.0;

/// Shows the list of recommendations.
pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, rows: &mut RowList, commands: &mut Vec<Command>) {
    let pairs = &tab.comparison().recommendations;
    if pairs.is_empty() {
        return super::panel::show_empty_list(ui, strings::NO_RECOMMENDATIONS);
    }
    show_rejected_pairs(ui, tab, commands);
    rows.set_fingerprint(u64::from(tab.result_number));
    rows.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::RECOMMENDATIONS },
        pairs.len(),
        |ui, row, width| row_height(ui, tab, &pairs[row], width),
        |ui, row| show_row(ui, tab, row, commands),
    );
}

/// Shows the number of similar pairs that the user rejected, and a button that brings them back.
fn show_rejected_pairs(ui: &mut Ui, tab: &ComparisonTab, commands: &mut Vec<Command>) {
    if tab.rejected_pairs.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(SIDE_MARGIN);
        let words = strings::rejected_pairs(tab.rejected_pairs.len());
        ui.label(SMALL.rich_text(words, theme::tokens(ui).secondary));
        if ui.small_button(strings::REVIEW_AGAIN).clicked() {
            commands.extend(tab.rejected_pairs.iter().map(|pair| Command::DecideSimilarity(*pair, None)));
        }
    });
    ui.add_space(4.0);
}

/// The lines of a row with their styles: captions are small, and the wordings large.
struct RowLine {
    words: String,
    style: TypeStyle,
    is_secondary: bool,
}

/// Returns the lines of a pair: its label, the wordings with captions, the words in common, and the point to improve
/// that still mentions the subject.
fn row_lines(tab: &ComparisonTab, pair: &RecommendationPair) -> Vec<RowLine> {
    let names = &tab.comparison().verdict.names;
    let [left, right] = &tab.result.reports;
    let line = |words: String, style: TypeStyle, is_secondary: bool| RowLine { words, style, is_secondary };
    let mut lines = vec![line(format!("{} {}", pair.change.symbol(), pair.label(names)), SMALL_BOLD, false)];
    let sides = [(pair.left, left, 0), (pair.right, right, 1)];
    let wordings: Vec<(&str, String)> = sides
        .into_iter()
        .filter_map(|(index, report, side)| {
            let caption = strings::recommendation_caption(&names.label(side), index? + 1);
            Some((report.recommendations[index?].text.plain(), caption))
        })
        .collect();
    match &wordings[..] {
        [(before, _), (after, _)] if before == after => lines.push(line((*after).to_owned(), PANEL, false)),
        _ => {
            for (wording, caption) in wordings {
                lines.push(line(caption, SMALL, true));
                lines.push(line(wording.to_owned(), PANEL, false));
            }
        }
    }
    if !pair.shared_words.is_empty() {
        lines.push(line(strings::words_in_common(&pair.shared_words), SMALL, true));
    }
    if let Some(mention) = still_mentioned(tab, pair) {
        let label = mention.label(right);
        let words = strings::still_mentioned(names.in_words(1), &label, &mention.sentence);
        lines.push(line(words, SMALL, true));
    }
    lines
}

/// Returns the point to improve that still mentions the subject of the earlier recommendation of a pair.
fn still_mentioned<'a>(
    tab: &'a ComparisonTab,
    pair: &RecommendationPair,
) -> Option<&'a crate::analysis::compare::StillMentioned> {
    let index = pair.left?;
    // The list is in the order of the recommendations.
    let mentions = &tab.comparison().still_mentioned;
    let at = mentions.binary_search_by_key(&index, |mention| mention.recommendation).ok()?;
    Some(&mentions[at])
}

/// Returns the height of a row, in points. `width` is the width of the row in points.
fn row_height(ui: &Ui, tab: &ComparisonTab, pair: &RecommendationPair, width: f32) -> f32 {
    let width = width - SIDE_MARGIN * 2.0;
    let lines = row_lines(tab, pair);
    let height: f32 = lines.iter().map(|line| text::wrapped_height(ui, &line.words, line.style, width)).sum();
    let buttons = if pair.change == RecommendationChange::Similar { BUTTONS_HEIGHT } else { 0.0 };
    height + buttons + ROW_PADDING * 2.0
}

/// Shows a row. A click goes to the recommendation in both reports.
fn show_row(ui: &mut Ui, tab: &ComparisonTab, row: usize, commands: &mut Vec<Command>) {
    let pair = &tab.comparison().recommendations[row];
    let lines = row_lines(tab, pair);
    let name: Vec<&str> = lines.iter().map(|line| line.words.as_str()).collect();
    let is_current = tab.current_pair == Some(ComparedPair::Recommendation(row));
    let (rect, response) = list_row::show(ui, &name.join(". "), is_current);
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE_MARGIN * 2.0;
    let mut at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
    for line in &lines {
        let color = if line.is_secondary { tokens.secondary } else { tokens.text };
        at.y += text::paint_wrapped(ui, &line.words, line.style, color, at, width);
    }
    if let (RecommendationChange::Similar, Some(left), Some(right)) = (pair.change, pair.left, pair.right) {
        let buttons = Rect::from_min_max(pos2(at.x, at.y + 4.0), pos2(at.x + width, at.y + BUTTONS_HEIGHT));
        show_decision_buttons(ui, buttons, pair.is_confirmed, [left, right], commands);
    }
    if response.clicked() {
        commands.push(Command::GoToPair(ComparedPair::Recommendation(row)));
        // The later report may only mention the subject of a recommendation that it does not repeat.
        if let Some(mention) = still_mentioned(tab, pair).filter(|_| pair.right.is_none()) {
            let own = pair.left.map(|index| tab.result.reports[0].recommendations[index].place);
            commands.push(Command::GoToBoth([own, Some(mention.place)]));
        }
    }
}

/// Shows the buttons that confirm or reject a similar pair, or remove the confirmation.
fn show_decision_buttons(
    ui: &mut Ui,
    rect: Rect,
    is_confirmed: bool,
    pair: [usize; 2],
    commands: &mut Vec<Command>,
) {
    let choices: &[(&str, &str, Option<SimilarityDecision>)] = if is_confirmed {
        &[(strings::REMOVE_DECISION, strings::REMOVE_DECISION_HINT, None)]
    } else {
        &[
            (strings::CONFIRM, strings::CONFIRM_HINT, Some(SimilarityDecision::Confirmed)),
            (strings::REJECT, strings::REJECT_HINT, Some(SimilarityDecision::Rejected)),
        ]
    };
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (label, hint, decision) in choices {
                let button = Button::new(SMALL.rich_text(*label, theme::tokens(ui).text));
                if ui.add(button.min_size(vec2(24.0, 24.0))).on_hover_text(*hint).clicked() {
                    commands.push(Command::DecideSimilarity(pair, *decision));
                }
            }
        });
    });
}
