//! The text tab of a comparison: the list of changes in the text.

use eframe::egui::{self, Align, Layout, Role, Ui, UiBuilder, accesskit, vec2};

use super::layout::{ROW_PADDING, SIDE_MARGIN};
use crate::{
    analysis::compare::{TextChange, TextChangeKind, TextMode},
    app::{Action, Command, ComparisonTab},
    ui::{
        notice::announce_changes,
        strings::compare as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL},
        widgets::{list_row, text},
    },
};

/// Returns the height of a row, in points: two lines.
pub(super) fn row_height() -> f32 {
    PANEL.line_height * 2.0 + ROW_PADDING * 2.0
}

/// Shows the two ways to compare the texts, as drafts and as inspections, and chooses one of them.
pub(super) fn show_mode(ui: &mut Ui, tab: &ComparisonTab, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(SIDE_MARGIN);
        ui.label(SMALL.rich_text(strings::COMPARE_AS, tokens.secondary));
        for (mode, label, hint) in [
            (TextMode::Drafts, strings::AS_DRAFTS, strings::AS_DRAFTS_HINT),
            (TextMode::Inspections, strings::AS_INSPECTIONS, strings::AS_INSPECTIONS_HINT),
        ] {
            let is_shown = tab.comparison().mode == mode;
            let words = SMALL.rich_text(label, tokens.text);
            if ui.add(egui::Button::selectable(is_shown, words)).on_hover_text(hint).clicked() {
                commands.push(Command::CompareTextsAs(mode));
            }
        }
    });
}

/// Shows the number of the current change among those listed, such as "3 of 6 changes", and buttons that go to the
/// previous and the next one.
pub(super) fn show_position(ui: &mut Ui, tab: &ComparisonTab, listed: &[usize], commands: &mut Vec<Command>) {
    if listed.is_empty() {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.add_space(SIDE_MARGIN);
            ui.label(PANEL.rich_text(strings::NO_CHANGES, theme::tokens(ui).text));
        });
        return;
    }
    // The list is in the order of the changes.
    let current = tab.current.and_then(|current| listed.binary_search(&current).ok());
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(SIDE_MARGIN);
        let words = strings::change_position(current, listed.len());
        let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words.as_str());
        ui.scope_builder(builder, |ui| {
            announce_changes(ui, accesskit::Live::Polite);
            ui.label(PANEL.rich_text(words, theme::tokens(ui).text));
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(SIDE_MARGIN - 6.0);
            ui.spacing_mut().item_spacing.x = 6.0;
            let next_label =
                (Action::NextMatch, strings::NEXT, current.is_none_or(|at| at + 1 < listed.len()));
            let previous_label = (Action::PreviousMatch, strings::PREVIOUS, current != Some(0));
            for (action, label, is_possible) in [next_label, previous_label] {
                let hint = crate::ui::actions::hint_with_shortcut(ui, action);
                if ui.add_enabled(is_possible, egui::Button::new(label)).on_hover_text(hint).clicked() {
                    commands.push(Command::Do(action));
                }
            }
        });
    });
}

/// Shows a switch for each kind of change that occurs, with the number of its changes. The switch shows or hides them.
pub(super) fn show_kind_filters(ui: &mut Ui, comparison: &ComparisonTab, commands: &mut Vec<Command>) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(8.0);
        for kind in [
            TextChangeKind::Inserted,
            TextChangeKind::Deleted,
            TextChangeKind::Changed,
            TextChangeKind::Replaced,
            TextChangeKind::Moved,
        ] {
            let count = comparison.comparison().changes.iter().filter(|change| change.kind == kind).count();
            if count == 0 {
                continue;
            }
            let (symbol, label) = kind.symbol_and_label_in(comparison.comparison().mode);
            let is_on = !comparison.hidden_kinds.contains(&kind);
            let words = SMALL.rich_text(format!("{symbol} {label} {count}"), theme::tokens(ui).text);
            let hint = if is_on { strings::HIDE_KIND } else { strings::SHOW_KIND };
            if ui.add(egui::Button::selectable(is_on, words)).on_hover_text(hint).clicked() {
                commands.push(Command::ToggleKind(kind));
            }
        }
    });
    ui.add_space(4.0);
    let line = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), line, egui::Stroke::new(1.0, theme::tokens(ui).line));
}

/// Shows the row of a change: the changed words or else the first words, and below them its kind, paragraph and section.
/// A click goes to the change.
pub(super) fn show_row(ui: &mut Ui, tab: &ComparisonTab, index: usize, commands: &mut Vec<Command>) {
    let comparison = tab.comparison();
    let [left, right] = &tab.result.reports;
    let TextChange { kind, left: in_left, right: in_right } = &comparison.changes[index];
    let (symbol, label) = kind.symbol_and_label_in(comparison.mode);
    let units =
        (in_left.map(|index| &comparison.left[index]), in_right.map(|index| &comparison.right[index]));
    let numbers = (units.0.and_then(|unit| unit.number), units.1.and_then(|unit| unit.number));
    let location = match numbers {
        (Some(before), Some(now)) if before != now => strings::renumbered_paragraph(before, now),
        (Some(number), _) | (None, Some(number)) => strings::changed_paragraph(number),
        (None, None) => String::new(),
    };
    let section = units.1.map(|unit| (right, unit)).or(units.0.map(|unit| (left, unit)));
    let title = section.and_then(|(report, unit)| Some(report.section(unit.section?).title.as_str()));
    let place = [label, &location, title.unwrap_or("")];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let place = place.join(" · ");
    let changed_words = tab.result.changed_words[index].as_str();
    let first_words = units.1.or(units.0).map_or("", |unit| unit.words.as_str());
    let words = if changed_words.is_empty() { first_words } else { changed_words };
    let (rect, response) = list_row::show(ui, &format!("{place}: {words}"), tab.current == Some(index));
    let tokens = theme::tokens(ui);
    let at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
    let text_width = rect.width() - SIDE_MARGIN * 2.0;
    text::paint_truncated(ui, symbol, PANEL_BOLD, tokens.text, at, text_width);
    let at = at + vec2(18.0, 0.0);
    text::paint_truncated(ui, words, PANEL, tokens.text, at, text_width - 18.0);
    let below = at + vec2(0.0, PANEL.line_height + 1.0);
    text::paint_truncated(ui, &place, SMALL, tokens.secondary, below, text_width - 18.0);
    if response.clicked() {
        commands.push(Command::GoToChange(index));
    }
}
