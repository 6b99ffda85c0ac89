//! Shows a tab that is still opening.

use eframe::egui::{self, Align, Layout, Role, Ui, UiBuilder, accesskit};

use super::{
    notice::announce_changes,
    progress,
    strings::window as strings,
    tab_bar,
    theme::{self, PANEL, PANEL_TITLE},
};
use crate::app::{AwaitedEvent, Command, Dialog, OpeningTab, State, Tab, TabId};

/// Shows a message about the work that the tab waits for, and a Cancel button, if the work takes long.
pub(crate) fn show(
    ui: &mut Ui,
    state: &State,
    tab: &Tab,
    progress: &progress::Cache,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.page);
    let Some(opening) = tab.opening() else { return };
    // The password dialog already says what the tab waits for.
    if matches!(state.dialog, Some(Dialog::Password(_))) {
        return;
    }
    let Some(words) = waiting_message(state, tab, opening, progress) else { return };
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space(ui.available_height() * 0.3);
        let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(&words);
        ui.scope_builder(builder, |ui| {
            announce_changes(ui, accesskit::Live::Polite);
            let label = egui::Label::new(PANEL_TITLE.rich_text(words, tokens.text));
            ui.add(label.wrap());
        });
        // The password dialog has its own Cancel button.
        if matches!(opening.awaited, AwaitedEvent::Password { .. }) {
            return;
        }
        ui.add_space(12.0);
        let cancel = ui.button(PANEL.rich_text(strings::CANCEL, tokens.text));
        if cancel.on_hover_text(strings::CANCEL_OPENING_HINT).clicked() {
            commands.push(Command::Close(tab.id));
        }
    });
}

/// Returns the message for a tab that is opening, or `None` if the work has not taken long yet.
fn waiting_message(
    state: &State,
    tab: &Tab,
    opening: &OpeningTab,
    progress: &progress::Cache,
) -> Option<String> {
    let is_slow = |wanted: &dyn Fn(TabId) -> bool| {
        state
            .pending
            .iter()
            .any(|pending| pending.work.tab().is_some_and(wanted) && progress.is_slow(pending.ticket))
    };
    let name = || tab_bar::full_title(tab);
    match &opening.awaited {
        AwaitedEvent::Read(_) => is_slow(&|id| id == tab.id).then(|| strings::opening_message(&name())),
        AwaitedEvent::Password { .. } => Some(strings::protected_message(&name())),
        AwaitedEvent::BothRead(sides) => {
            is_slow(&|id| sides.contains(&id)).then(|| strings::OPENING_BOTH.to_owned())
        }
        AwaitedEvent::AllRead(tabs) => {
            is_slow(&|id| tabs.contains(&id)).then(|| strings::OPENING_ALL.to_owned())
        }
        AwaitedEvent::Compared => is_slow(&|id| id == tab.id).then(|| strings::COMPARING.to_owned()),
    }
}
