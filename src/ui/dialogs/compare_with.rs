//! Chooses an open report to compare the one in front with.

use eframe::egui::{Button, Ui};

use crate::{
    app::{Action, Command, Document, State, in_date_order},
    ui::theme::{self, PANEL},
};

pub(super) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(front) = state.front_document() else { return };
    let tokens = theme::tokens(ui);
    super::modal(ui, "compare with", 480.0, 20, commands, |ui, commands| {
        super::title(ui, "Compare with", "Do not compare", |_| ());
        ui.add_space(8.0);
        let reports = state.tabs.iter().filter_map(|tab| tab.report());
        let others: Vec<&Document> =
            reports.filter(|report| report.id != front.id && report.has_text()).collect();
        if others.is_empty() {
            let words =
                "No other report is open. Open another report to compare with; it will be listed here.";
            ui.label(PANEL.rich(words, tokens.secondary));
        }
        for other in others {
            let entry = Button::new(PANEL.rich(other.title(), tokens.text)).wrap();
            let entry = ui.add_sized([ui.available_width(), 32.0], entry);
            // Enter chooses the first report.
            if ui.memory(|memory| memory.focused().is_none()) {
                entry.request_focus();
            }
            if entry.clicked() {
                commands.push(Command::Compare(in_date_order(front, other)));
            }
        }
        ui.add_space(8.0);
        if ui.button("Open another report…").clicked() {
            commands.push(Command::Do(Action::Open));
        }
    });
}
