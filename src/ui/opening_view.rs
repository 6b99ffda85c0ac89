//! Shows a tab that is still opening.

use eframe::egui::{self, Align, Layout, Role, Ui, UiBuilder, accesskit};

use super::{
    notice::announce,
    progress,
    strings::window as strings,
    theme::{self, PANEL, PANEL_TITLE},
    top_bar,
};
use crate::app::{Command, Dialog, Opening, State, Tab, TabId, Wait};

/// Shows the work that the tab waits for once it takes long, with a button to cancel it.
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
    // The dialog says what the tab waits for.
    if matches!(state.dialog, Some(Dialog::Password(_))) {
        return;
    }
    let Some(words) = waiting_message(state, tab, opening, progress) else { return };
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space(ui.available_height() * 0.3);
        let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(&words);
        ui.scope_builder(builder, |ui| {
            announce(ui, accesskit::Live::Polite);
            let label = egui::Label::new(PANEL_TITLE.rich(words, tokens.text));
            ui.add(label.wrap());
        });
        // The password dialog has its own Cancel button.
        if matches!(opening.wait, Wait::Password { .. }) {
            return;
        }
        ui.add_space(12.0);
        let cancel = ui.button(PANEL.rich(strings::CANCEL, tokens.text));
        if cancel.on_hover_text(strings::CANCEL_OPENING_HINT).clicked() {
            commands.push(Command::Close(tab.id));
        }
    });
}

/// Returns the message for a tab that is opening; `None` before it takes long.
fn waiting_message(
    state: &State,
    tab: &Tab,
    opening: &Opening,
    progress: &progress::Cache,
) -> Option<String> {
    let is_slow = |wanted: &dyn Fn(TabId) -> bool| {
        state
            .pending
            .iter()
            .any(|pending| pending.source.tab().is_some_and(wanted) && progress.is_slow(pending.ticket))
    };
    let name = || top_bar::full_title(tab);
    match &opening.wait {
        Wait::Read(_) => is_slow(&|id| id == tab.id).then(|| strings::opening(&name())),
        Wait::Password { .. } => Some(strings::protected(&name())),
        Wait::BothRead(sides) => is_slow(&|id| sides.contains(&id)).then(|| strings::OPENING_BOTH.to_owned()),
        Wait::Compared => is_slow(&|id| id == tab.id).then(|| strings::COMPARING.to_owned()),
    }
}
