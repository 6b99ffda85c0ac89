//! The panel beside the compared texts, with tabs for judgements, recommendations, changes in the text, checks and
//! sections.

use eframe::egui::{self, Role, Ui, WidgetInfo, vec2};

use super::{
    Cache, checks, judgements, judgements::JudgementRows, layout::list_id, recommendations, sections,
    text_changes, verdict,
};
use crate::{
    app::{Command, CompareTab, ComparisonTab},
    ui::{
        strings::compare as strings,
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::rows::RowContent,
    },
};

/// Shows the panel: the verdict, the tabs, and the list of the current tab.
pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 14, top: 12, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        verdict::show(ui, tab, &mut cache.verdict, commands);
    });
    show_tabs(ui, tab, commands);
    match tab.tab {
        CompareTab::Judgements => show_judgements(ui, tab, cache, commands),
        CompareTab::Recommendations => recommendations::show(ui, tab, &mut cache.recommendations, commands),
        CompareTab::Sections => sections::show(ui, tab, &mut cache.sections, commands),
        CompareTab::Text => show_changes(ui, tab, cache, commands),
        CompareTab::Checks => checks::show(ui, tab, &mut cache.checks, commands),
    }
}

/// Shows the judgements.
fn show_judgements(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    let rows = JudgementRows::new(tab);
    let count = tab.comparison().judgements.len();
    if count == 0 {
        return show_empty_list(ui, strings::NO_JUDGEMENTS);
    }
    judgements::show_column_titles(ui, tab);
    cache.judgements.set_fingerprint(u64::from(tab.result_number));
    cache.judgements.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::JUDGEMENTS },
        count,
        |ui, row, width| rows.row_height(ui, row, width),
        |ui, row| rows.show_row(ui, row, commands),
    );
}

/// Shows a sentence in place of a list without rows.
pub(super) fn show_empty_list(ui: &mut Ui, words: &str) {
    let frame = egui::Frame::new().inner_margin(egui::Margin::same(14));
    frame.show(ui, |ui| {
        ui.add(egui::Label::new(PANEL.rich_text(words, theme::tokens(ui).secondary)).wrap());
    });
}

/// Shows the changes in the text, with a filter for each kind of change.
fn show_changes(ui: &mut Ui, tab: &ComparisonTab, cache: &mut Cache, commands: &mut Vec<Command>) {
    let listed = tab.listed_changes();
    text_changes::show_mode(ui, tab, commands);
    text_changes::show_position(ui, tab, &listed, commands);
    text_changes::show_kind_filters(ui, tab, commands);
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

/// Shows the tabs of the panel with their counts.
fn show_tabs(ui: &mut Ui, tab: &ComparisonTab, commands: &mut Vec<Command>) {
    let comparison = tab.comparison();
    let tokens = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(9.0);
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        ui.spacing_mut().button_padding.x = 5.0;
        for (shown, name, count) in [
            (CompareTab::Judgements, strings::JUDGEMENTS, comparison.judgements.len()),
            (CompareTab::Recommendations, strings::RECOMMENDATIONS, comparison.recommendations.len()),
            (CompareTab::Text, strings::TEXT, comparison.changes.len()),
            (CompareTab::Checks, strings::CHECKS, checks::check_count(comparison)),
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
