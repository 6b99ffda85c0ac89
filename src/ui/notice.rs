//! Error messages above the text, the toast at the bottom of the window, and the offer to compare two reports.

use std::time::Duration;

use eframe::egui::{self, Align, Id, Layout, Panel, Role, Ui, UiBuilder, accesskit, vec2};

use super::{
    actions,
    icons::{self, Icon, IconSize},
    strings::window as strings,
    theme::{self, PANEL, PANEL_BOLD},
};
use crate::app::{Action, Command, Notice, State, ToastButton, distinct_report_titles};

/// Maximum number of messages shown. The other messages are counted.
const MAX_SHOWN_NOTICES: usize = 4;

/// Shows the error messages, with a button that dismisses all of them.
pub(crate) fn show(ui: &mut Ui, notices: &[&Notice], commands: &mut Vec<Command>) {
    if notices.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new()
        .fill(tokens.page)
        .stroke(egui::Stroke::new(1.0, tokens.warning))
        .inner_margin(egui::Margin::symmetric(14, 10));
    Panel::top("notice").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if icons::show_button(ui, Icon::Close, strings::DISMISS_MESSAGE, false).clicked() {
                commands.push(Command::Dismiss);
            }
            if notices.iter().any(|notice| notice.has_open_button) {
                actions::show_button(ui, Action::Open, commands);
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                for notice in notices.iter().take(MAX_SHOWN_NOTICES) {
                    show_notice(ui, notice);
                }
                if let Some(more) = notices.len().checked_sub(MAX_SHOWN_NOTICES).filter(|more| *more > 0) {
                    ui.label(PANEL.rich_text(strings::more_messages(more), tokens.text));
                }
            });
        });
    });
}

/// Shows the offer to compare a report with the report that it was dropped on.
pub(crate) fn show_comparison_offer(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(offer) = state.messages.offer else { return };
    let report = |id| state.tabs.get(id)?.report();
    let Some((left, right)) = report(offer[0]).zip(report(offer[1])) else { return };
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(14, 6));
    Panel::top("offer").frame(frame).resizable(false).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icons::show_button(ui, Icon::Close, strings::DECLINE_COMPARISON, false).clicked() {
                commands.push(Command::DeclineOffer);
            }
            if ui.button(strings::ACCEPT_COMPARISON).clicked() {
                commands.push(Command::Compare([left.id, right.id]));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let [left, right] = distinct_report_titles([left, right]);
                let words = strings::comparison_offer(&left, &right);
                ui.add(egui::Label::new(PANEL.rich_text(words, tokens.text)).truncate());
            });
        });
    });
}

/// The words of the toast, and the start of the time for reading them, in seconds on the clock of the window.
type ShownSince = (String, f64);

/// Shows the toast at the bottom of the window for as long as it takes to read. The time stands still while the pointer
/// is over the toast.
pub(crate) fn show_toast(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let since_id = Id::unique("toast since");
    let Some(toast) = &state.messages.toast else {
        ui.data_mut(|data| data.remove::<ShownSince>(since_id));
        return;
    };
    let words = &toast.words;
    let tokens = theme::tokens(ui);
    let now = ui.input(|input| input.time);
    let stored = ui.data(|data| data.get_temp::<ShownSince>(since_id)).filter(|(stored, _)| stored == words);
    let (_, since) = stored.unwrap_or_else(|| (words.clone(), now));
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(14, 6));
    let area = egui::Area::new(Id::unique("toast")).order(egui::Order::Tooltip);
    let shown = area.anchor(egui::Align2::CENTER_BOTTOM, vec2(0.0, -36.0)).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_max_width((ui.ctx().content_rect().width() - 60.0).min(640.0));
            ui.horizontal(|ui| {
                let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words);
                ui.scope_builder(builder, |ui| {
                    announce_changes(ui, accesskit::Live::Polite);
                    ui.add(egui::Label::new(PANEL.rich_text(words, tokens.text)).wrap());
                });
                if let Some(button) = &toast.button {
                    show_toast_button(ui, button, commands);
                }
                if icons::show_button(ui, Icon::Close, strings::DISMISS_MESSAGE, false).clicked() {
                    commands.push(Command::DismissToast);
                }
            });
        });
    });
    // A toast about a file that another program saved appears while that program is in front. The time for reading it
    // begins when the user comes back.
    if !ui.input(|input| input.focused) {
        ui.data_mut(|data| data.remove::<ShownSince>(since_id));
        return;
    }
    let since = if shown.response.contains_pointer() { now } else { since };
    ui.data_mut(|data| data.insert_temp::<ShownSince>(since_id, (words.clone(), since)));
    let seconds_left = reading_seconds(words) - (now - since);
    if seconds_left <= 0.0 {
        commands.push(Command::DismissToast);
    } else {
        ui.request_repaint_after(Duration::from_secs_f64(seconds_left.max(0.05)));
    }
}

/// Shows the button of a toast.
fn show_toast_button(ui: &mut Ui, button: &ToastButton, commands: &mut Vec<Command>) {
    match button {
        ToastButton::Undo => {
            let hint = actions::hint_with_shortcut(ui, Action::Undo);
            if ui.button(strings::UNDO).on_hover_text(hint).clicked() {
                commands.push(Command::Do(Action::Undo));
            }
        }
        ToastButton::OpenDraft(document, place) => {
            if ui.button(strings::OPEN_DRAFT).clicked() {
                commands.push(Command::GoTo(*place));
                commands.push(Command::BeginNote(*document, *place));
                commands.push(Command::DismissToast);
            }
        }
        ToastButton::CompareVersions { .. } => {
            let response = ui.button(strings::COMPARE_VERSIONS);
            if response.on_hover_text(strings::COMPARE_VERSIONS_HINT).clicked() {
                commands.push(Command::CompareVersions);
            }
        }
    }
}

/// Returns the time that a toast with these words is shown, in seconds: five, and more for each byte of text.
fn reading_seconds(words: &str) -> f64 {
    5.0 + 0.06 * f64::from(u16::try_from(words.len()).unwrap_or(u16::MAX))
}

/// Makes screen readers read this part of the window aloud when it appears or changes. `priority` says whether they
/// interrupt what they are reading.
pub(crate) fn announce_changes(ui: &Ui, priority: accesskit::Live) {
    ui.accesskit_node_builder(ui.unique_id(), |node| node.set_live(priority));
}

/// Shows an error message with its title and a warning icon.
fn show_notice(ui: &mut Ui, notice: &Notice) {
    let tokens = theme::tokens(ui);
    let accessible_name = format!("{}. {}", notice.title, notice.message);
    let builder = UiBuilder::new().accessibility_role(Role::Alert).accessibility_label(accessible_name);
    ui.scope_builder(builder, |ui| {
        announce_changes(ui, accesskit::Live::Assertive);
        ui.horizontal_top(|ui| {
            ui.add(Icon::Warning.image(IconSize::Large, tokens.warning));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(egui::Label::new(PANEL_BOLD.rich_text(notice.title.as_str(), tokens.warning)).wrap());
                ui.add(egui::Label::new(PANEL.rich_text(notice.message.as_str(), tokens.text)).wrap());
            });
        });
    });
}
