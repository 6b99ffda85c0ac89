//! Changing keyboard shortcuts: the shortcuts that no action can have, and the changes to the settings. Runs without a
//! window.

use eframe::egui::{Key, KeyboardShortcut};

use super::{Action, Effect, State, keymap};

/// The reason why an action can't have a shortcut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShortcutRefusal {
    /// Escape closes dialogs and messages.
    Escape,
    /// The keys type a character or scroll, because neither Ctrl nor Alt is held.
    TypesOrScrolls,
    /// Text fields need the keys to move, select or edit.
    EditsText,
    /// The key uses or moves between buttons and fields.
    UsesControls,
    /// Ctrl and Alt together type characters on many keyboards.
    TypesSpecialCharacters,
    /// The system uses the keys.
    System,
}

/// Returns the reason why an action can't have a shortcut; `None` if it can. An action can always have the shortcuts
/// that it comes with.
#[must_use]
pub fn shortcut_refusal(action: Action, shortcut: KeyboardShortcut) -> Option<ShortcutRefusal> {
    use Key::{
        A, ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Backspace, C, Copy, Cut, Delete, End, Enter, Escape,
        F4, H, Home, Insert, M, Paste, PrintScreen, Space, Tab, V, X, Y, Z,
    };
    let KeyboardShortcut { modifiers: held, logical_key: key } = shortcut;
    if action.info().keys.contains(&shortcut) {
        return None;
    }
    let is_mac_system_key = cfg!(target_os = "macos") && held.command && matches!(key, H | M);
    match key {
        Escape => Some(ShortcutRefusal::Escape),
        PrintScreen => Some(ShortcutRefusal::System),
        F4 | Tab | Space if held.alt => Some(ShortcutRefusal::System),
        _ if is_mac_system_key => Some(ShortcutRefusal::System),
        Tab | Space | Enter => Some(ShortcutRefusal::UsesControls),
        Copy | Cut | Paste | Backspace | Delete | Insert => Some(ShortcutRefusal::EditsText),
        _ if held.command && held.alt => Some(ShortcutRefusal::TypesSpecialCharacters),
        _ if keymap::is_function_key(key) || held.alt => None,
        _ if !held.command => Some(ShortcutRefusal::TypesOrScrolls),
        ArrowLeft | ArrowRight | ArrowUp | ArrowDown | Home | End | V | Z => Some(ShortcutRefusal::EditsText),
        A | C | X | Y if !held.shift => Some(ShortcutRefusal::EditsText),
        _ => None,
    }
}

impl State {
    /// Gives an action these shortcuts in place of its own, and takes them away from other actions. Does nothing if the
    /// action can't have one of them.
    pub(super) fn set_shortcuts(&mut self, action: Action, shortcuts: Vec<KeyboardShortcut>) -> Vec<Effect> {
        if shortcuts.iter().any(|shortcut| shortcut_refusal(action, *shortcut).is_some()) {
            return Vec::new();
        }
        let mut keymap = (*self.keymap).clone();
        keymap.set_shortcuts(action, shortcuts);
        self.use_keymap(keymap)
    }

    /// Gives all actions the shortcuts that they come with.
    pub(super) fn reset_all_shortcuts(&mut self) -> Vec<Effect> {
        self.use_keymap(keymap::Keymap::default())
    }

    /// Uses these shortcuts, and saves those that differ from the table of actions. Entries of the settings file that
    /// are not the name of an action stay, because another version of the program may know them.
    fn use_keymap(&mut self, keymap: keymap::Keymap) -> Vec<Effect> {
        let changes = keymap.changes();
        self.keymap = keymap.into();
        self.change_settings(|settings| {
            settings.keys.retain(|name, _| keymap::action_with_name(name).is_none());
            settings.keys.extend(changes);
        })
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Key, KeyboardShortcut, Modifiers};

    use super::{ShortcutRefusal, shortcut_refusal};
    use crate::app::{ACTIONS, Action};

    const CTRL: Modifiers = Modifiers::COMMAND;

    fn refusal(modifiers: Modifiers, key: Key) -> Option<ShortcutRefusal> {
        shortcut_refusal(Action::Explain, KeyboardShortcut::new(modifiers, key))
    }

    #[test]
    fn shortcuts_that_the_system_or_text_fields_need_are_refused_with_the_reason() {
        let (ctrl_shift, ctrl_alt) = (CTRL | Modifiers::SHIFT, CTRL | Modifiers::ALT);
        for (modifiers, key, expected) in [
            (Modifiers::NONE, Key::Escape, ShortcutRefusal::Escape),
            (Modifiers::NONE, Key::A, ShortcutRefusal::TypesOrScrolls),
            (Modifiers::SHIFT, Key::ArrowDown, ShortcutRefusal::TypesOrScrolls),
            (Modifiers::NONE, Key::PageDown, ShortcutRefusal::TypesOrScrolls),
            (CTRL, Key::V, ShortcutRefusal::EditsText),
            (CTRL, Key::C, ShortcutRefusal::EditsText),
            (ctrl_shift, Key::ArrowLeft, ShortcutRefusal::EditsText),
            (CTRL, Key::Home, ShortcutRefusal::EditsText),
            (CTRL, Key::Enter, ShortcutRefusal::UsesControls),
            (ctrl_alt, Key::E, ShortcutRefusal::TypesSpecialCharacters),
            (Modifiers::ALT, Key::F4, ShortcutRefusal::System),
            (Modifiers::ALT, Key::Tab, ShortcutRefusal::System),
        ] {
            assert_eq!(refusal(modifiers, key), Some(expected), "{modifiers:?} {key:?}");
        }
        for (modifiers, key) in [
            (CTRL, Key::J),
            (ctrl_shift, Key::C),
            (Modifiers::NONE, Key::F2),
            (Modifiers::SHIFT, Key::F4),
            (Modifiers::ALT, Key::ArrowDown),
            (CTRL, Key::PageDown),
        ] {
            assert_eq!(refusal(modifiers, key), None, "{modifiers:?} {key:?}");
        }
    }

    #[test]
    fn every_action_can_have_the_shortcuts_that_it_comes_with() {
        for info in ACTIONS {
            for key in info.keys {
                assert_eq!(shortcut_refusal(info.action, *key), None, "{:?}", info.action);
            }
        }
    }
}
