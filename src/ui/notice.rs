//! A message over the text: what could not be done, why, and what can be done about it.

use eframe::egui::{self, Align, Layout, Panel, Role, Ui, UiBuilder, vec2};

use super::{
    actions,
    icons::{self, Icon},
    theme::{self, PANEL, PANEL_BOLD},
};
use crate::app::{Action, Command, Notice};

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
