//! Shows the actions of the action table as menu entries and buttons, and handles their shortcuts.

use std::sync::Arc;

use eframe::egui::{self, Button, Response, Ui, text_selection::LabelSelectionState};

use super::theme;
use crate::app::{ACTIONS, Action, ActionContext, Command, Keymap, Menu};

/// Turns pressed keys into commands. Combinations with more modifiers are tried first, so that Ctrl+Shift+F is not
/// taken for Ctrl+F.
pub(crate) fn handle_shortcuts(ui: &Ui, now: &ActionContext, commands: &mut Vec<Command>) {
    let is_typing = ui.text_edit_focused();
    let keymap = keymap(ui);
    let mut keys: Vec<_> = ACTIONS
        .iter()
        .flat_map(|info| keymap.shortcuts(info.action).iter().map(move |key| (info, key)))
        .collect();
    keys.sort_by_key(|(_, key)| std::cmp::Reverse(modifier_count(key.modifiers)));
    // egui reports the copy shortcut of the system as `Event::Copy` and not as a key.
    let is_copy_event = ui.input(|input| input.events.contains(&egui::Event::Copy));
    let label_has_selection = ui.plugin::<LabelSelectionState>().lock().has_selection();
    if is_copy_event && !is_typing && !label_has_selection && (Action::Copy.info().is_possible)(now) {
        commands.push(Command::Do(Action::Copy));
    }
    for (info, key) in keys {
        if is_typing && is_text_editing_key(key) {
            continue;
        }
        if (info.is_possible)(now) && consume_key(ui, key.modifiers, key.logical_key) {
            commands.push(Command::Do(info.action));
        }
    }
}

/// Returns true if a key was pressed with exactly these modifiers, and removes the event so that nothing else handles
/// it. egui's `consume_key` also takes Ctrl+Shift+End for Ctrl+End. For symbols such as +, Shift is ignored, because
/// some keyboards need Shift to type them.
pub(crate) fn consume_key(ui: &Ui, modifiers: egui::Modifiers, key: egui::Key) -> bool {
    use egui::Key;
    let is_symbol = matches!(key, Key::Plus | Key::Minus | Key::Equals | Key::Num0);
    ui.input_mut(|input| {
        let mut was_pressed = false;
        input.events.retain(|event| {
            let is_match = matches!(event, egui::Event::Key { key: other, modifiers: held, pressed: true, .. }
                if *other == key && if is_symbol { held.matches_logically(modifiers) } else { held.matches_exact(modifiers) });
            was_pressed |= is_match;
            !is_match
        });
        was_pressed
    })
}

/// Returns true if a text field handles this key itself.
fn is_text_editing_key(key: &egui::KeyboardShortcut) -> bool {
    use egui::Key;
    let is_command = key.modifiers.command && !key.modifiers.shift && !key.modifiers.alt;
    let is_edit_command =
        is_command && matches!(key.logical_key, Key::A | Key::C | Key::V | Key::X | Key::Y | Key::Z);
    is_edit_command || key.conflicts_with_text_editing() && !is_function_key(key.logical_key)
}

/// Returns the keyboard shortcuts of all actions, as set by [`set_keymap`].
pub(crate) fn keymap(ui: &Ui) -> Arc<Keymap> {
    ui.data(|data| data.get_temp(keymap_id())).unwrap_or_default()
}

/// Sets the keyboard shortcuts of all actions. They are stored in the egui context, so that every widget can show them.
pub(crate) fn set_keymap(ctx: &egui::Context, keymap: &Arc<Keymap>) {
    ctx.data_mut(|data| data.insert_temp(keymap_id(), Arc::clone(keymap)));
}

/// Returns the key of the shortcuts in egui's memory.
fn keymap_id() -> egui::Id {
    egui::Id::unique("keymap")
}

/// Returns true if a key is one of F1 to F35. A text field has no use for these keys.
fn is_function_key(key: egui::Key) -> bool {
    key.name().strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok())
}

/// Returns the number of modifiers of a shortcut, from 0 to 3.
fn modifier_count(modifiers: egui::Modifiers) -> u8 {
    u8::from(modifiers.command) + u8::from(modifiers.shift) + u8::from(modifiers.alt)
}

/// Shows the entries of a menu. Entries of actions that are not possible now are disabled.
pub(crate) fn show_menu_entries(ui: &mut Ui, menu: Menu, now: &ActionContext, commands: &mut Vec<Command>) {
    ui.set_min_width(230.0);
    for info in ACTIONS.iter().filter(|info| info.menu == menu) {
        let mut entry = Button::selectable((info.is_on)(now), info.label);
        if let Some(key) = keymap(ui).shortcuts(info.action).first() {
            entry = entry
                .shortcut_text(theme::SMALL.rich_text(ui.format_shortcut(key), theme::tokens(ui).secondary));
        }
        let entry = ui.add_enabled((info.is_possible)(now), entry).on_hover_text(info.hint);
        if entry.clicked() {
            commands.push(Command::Do(info.action));
        }
    }
}

/// Shows a button with the label of an action. A click on the button performs the action.
pub(crate) fn show_button(ui: &mut Ui, action: Action, commands: &mut Vec<Command>) -> Response {
    let info = action.info();
    let hint = hint_with_shortcut(ui, action);
    let response = ui.button(info.label).on_hover_text(hint);
    if response.clicked() {
        commands.push(Command::Do(action));
    }
    response
}

/// Returns the tooltip of an action with its first shortcut: "Choose a report and open it (Ctrl+O)".
pub(crate) fn hint_with_shortcut(ui: &Ui, action: Action) -> String {
    let info = action.info();
    match keymap(ui).shortcuts(action).first() {
        Some(key) => format!("{} ({})", info.hint, ui.format_shortcut(key)),
        None => info.hint.to_owned(),
    }
}
