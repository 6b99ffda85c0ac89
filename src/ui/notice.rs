//! A message over the text: what could not be done, why, and what can be done about it.

use eframe::egui::{self, Align, Layout, Panel, Role, Ui, UiBuilder, vec2};

use super::{
    actions,
    icons::{self, Icon},
    theme::{self, PANEL, PANEL_BOLD},
};
use crate::app::{Action, Command, Document, Notice, State};

/// No more than this many are shown at once.
const MOST: usize = 4;

pub(crate) fn show(ui: &mut Ui, notices: &[Notice], commands: &mut Vec<Command>) {
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
            if icons::button(ui, Icon::Close, "Dismiss the message", false).clicked() {
                commands.push(Command::Dismiss);
            }
            actions::button(ui, Action::Open, commands);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                for notice in notices.iter().take(MOST) {
                    one(ui, notice);
                }
                if let Some(more) = notices.len().checked_sub(MOST).filter(|more| *more > 0) {
                    ui.label(PANEL.rich(format!("And {more} more."), tokens.text));
                }
            });
        });
    });
}

/// Offers to compare a report that was dropped on another one.
pub(crate) fn offer(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(offer) = state.offer else { return };
    let title = |id| state.documents.iter().find(|document| document.id == id).map(Document::title);
    let Some((one, other)) = title(offer[0]).zip(title(offer[1])) else { return };
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(14, 6));
    Panel::top("offer").frame(frame).resizable(false).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icons::button(ui, Icon::Close, "Do not compare", false).clicked() {
                commands.push(Command::Do(Action::Dismiss));
            }
            if ui.button("Compare them").clicked() {
                commands.push(Command::Compare(offer));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let words = format!("“{one}” and “{other}” can be held against one another.");
                ui.add(egui::Label::new(PANEL.rich(words, tokens.text)).truncate());
            });
        });
    });
}

/// Tells what was done, until it is read.
pub(crate) fn said(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(words) = &state.said else { return };
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(14, 6));
    Panel::top("said").frame(frame).resizable(false).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icons::button(ui, Icon::Close, "Dismiss the message", false).clicked() {
                commands.push(Command::Dismiss);
            }
            let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words);
            ui.scope_builder(builder, |ui| {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(PANEL.rich(words, tokens.text)).truncate());
                });
            });
        });
    });
}

fn one(ui: &mut Ui, notice: &Notice) {
    let tokens = theme::tokens(ui);
    let says = format!("{}. {}", notice.title, notice.message);
    let builder = UiBuilder::new().accessibility_role(Role::Alert).accessibility_label(says);
    ui.scope_builder(builder, |ui| {
        ui.horizontal_top(|ui| {
            ui.add(Icon::Warning.image(tokens.warning).fit_to_exact_size(vec2(20.0, 20.0)));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(egui::Label::new(PANEL_BOLD.rich(notice.title.as_str(), tokens.warning)).wrap());
                ui.add(egui::Label::new(PANEL.rich(notice.message.as_str(), tokens.text)).wrap());
            });
        });
    });
}
