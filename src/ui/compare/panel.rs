//! The panel beside the compared texts, with tabs for judgements, recommendations, changes in the text and sections.

use eframe::egui::{self, Role, Ui, WidgetInfo};

use super::{
    Cache, checks, judgements, judgements::JudgementRows, layout::list_id, recommendations, sections,
    text_changes,
};
use crate::{
    analysis::compare::have_same_subject,
    app::{Command, CompareTab, ComparisonTab},
    ui::{
        strings::report as strings,
        theme::{self, PANEL_BOLD, SMALL, SMALL_BOLD},
        widgets::rows::RowContent,
    },
};

/// Shows the panel: the verdict, the tabs, and the list of the current tab.
pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 14, top: 12, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(theme::PANEL_TITLE.rich_text(strings::COMPARISON, tokens.text)));
        ui.add_space(2.0);
        show_verdict(ui, tab);
    });
    show_tabs(ui, tab, commands);
    match tab.tab {
        CompareTab::Judgements => show_judgements(ui, tab, cache, commands),
        CompareTab::Recommendations => recommendations::show(ui, tab, &mut cache.recommendations, commands),
        CompareTab::Sections => sections::show(ui, tab, &mut cache.sections, commands),
        CompareTab::Text => show_changes(ui, tab, cache, commands),
    }
}

/// Shows the judgements, and below them the checks that only one of the reports fails.
fn show_judgements(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    judgements::show_column_titles(ui, tab);
    let (comparison, rows) = (tab.comparison(), JudgementRows::new(tab));
    let count = comparison.judgements.len();
    cache.judgements.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::JUDGEMENTS },
        count + checks::check_count(comparison),
        |ui, row, width| match row.checked_sub(count) {
            Some(check) => checks::row_height(ui, comparison, check, width),
            None => rows.row_height(ui, row, width),
        },
        |ui, row| match row.checked_sub(count) {
            Some(check) => checks::show_row(ui, comparison, check, commands),
            None => rows.show_row(ui, row, commands),
        },
    );
}

/// Shows the changes in the text, with a filter for each kind of change.
fn show_changes(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    text_changes::show_kind_filters(ui, tab, commands);
    let listed = tab.listed_changes();
    if cache.shown_change != tab.current {
        cache.shown_change = tab.current;
        let row = listed.iter().position(|change| Some(*change) == tab.current);
        row.into_iter().for_each(|row| cache.changes.scroll_to(row));
    }
    cache.changes.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::TEXT_CHANGES },
        listed.len(),
        |_, _, _| text_changes::row_height(),
        |ui, row| text_changes::show_row(ui, tab, listed[row], commands),
    );
}

/// Shows the verdict: how the overall grade changed, then how many judgements and checks did.
fn show_verdict(ui: &mut Ui, tab: &ComparisonTab) {
    let tokens = theme::tokens(ui);
    let comparison = tab.comparison();
    let mut sentences = comparison.verdict.sentences().into_iter();
    let overall_count = comparison.verdict.overall.len().max(1);
    for sentence in sentences.by_ref().take(overall_count) {
        ui.add(egui::Label::new(PANEL_BOLD.rich_text(sentence, tokens.text)).wrap());
        ui.add_space(2.0);
    }
    let checks = match (comparison.cleared_checks.len(), comparison.new_checks.len()) {
        (0, 0) => None,
        (cleared, new) => Some(strings::check_changes(cleared, new)),
    };
    let [left, right] = &tab.result.reports;
    let organisations =
        (!have_same_subject(left, right)).then(|| strings::DIFFERENT_ORGANISATIONS.to_owned());
    let rest: Vec<String> = sentences.chain(checks).chain(organisations).collect();
    if !rest.is_empty() {
        ui.add(egui::Label::new(SMALL.rich_text(rest.join(" "), tokens.secondary)).wrap());
    }
}

/// Shows the tabs of the panel with their counts.
fn show_tabs(ui: &mut Ui, tab: &ComparisonTab, commands: &mut Vec<Command>) {
    let comparison = tab.comparison();
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().button_padding.x = 7.0;
        for (shown, name, count) in [
            (CompareTab::Judgements, strings::JUDGEMENTS, comparison.judgements.len()),
            (CompareTab::Recommendations, strings::RECOMMENDATIONS, comparison.recommendations.len()),
            (CompareTab::Text, strings::TEXT, comparison.changes.len()),
            (CompareTab::Sections, strings::SECTIONS, tab.sections.len()),
        ] {
            let is_shown = tab.tab == shown;
            let style = if is_shown { SMALL_BOLD } else { SMALL };
            let words = strings::name_with_count(name, count);
            let button = egui::Button::selectable(is_shown, style.rich_text(words.as_str(), tokens.text));
            let response = ui.add(button);
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, words.as_str()));
            if response.clicked() {
                commands.push(Command::ShowCompareTab(shown));
            }
        }
    });
    ui.add_space(6.0);
    let line = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), line, egui::Stroke::new(1.0, tokens.line));
}
