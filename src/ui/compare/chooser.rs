//! Asks which open report to compare with.

use eframe::egui::{Align, Button, Frame, Id, Layout, Modal, Ui};

use crate::{
    app::{Action, Command, Document, State, in_time},
    ui::{
        icons::{self, Icon},
        theme::{self, PANEL, PANEL_TITLE},
    },
};

pub(crate) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(active) = state.active().filter(|_| state.asks_what_to_compare) else { return };
    let tokens = theme::tokens(ui);
    let frame = Frame::popup(ui.style()).inner_margin(20);
    let modal = Modal::new(Id::unique("compare with")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 80.0).min(480.0));
        ui.horizontal(|ui| {
            ui.label(PANEL_TITLE.rich("Compare with", tokens.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icons::button(ui, Icon::Close, "Do not compare", false).clicked() {
                    ui.close();
                }
            });
        });
        ui.add_space(8.0);
        let others: Vec<&Document> = state
            .documents
            .iter()
            .filter(|document| document.id != active.id && document.is_report())
            .collect();
        if others.is_empty() {
            let words = "No other report is open. Open the one to compare with; it is shown here then.";
            ui.label(PANEL.rich(words, tokens.secondary));
        }
        for other in others {
            let entry = Button::new(PANEL.rich(other.title(), tokens.text)).wrap();
            if ui.add_sized([ui.available_width(), 32.0], entry).clicked() {
                commands.push(Command::Compare(in_time(active, other)));
            }
        }
        ui.add_space(8.0);
        if ui.button("Open another report…").clicked() {
            commands.push(Command::Do(Action::Open));
        }
    });
    if modal.should_close() {
        commands.push(Command::Do(Action::Dismiss));
    }
}
