//! The keyboard shortcuts of all actions: those of the table of actions, with the changes in the settings file.

use std::collections::{BTreeMap, HashMap};

use eframe::egui::{Key, KeyboardShortcut, ModifierNames, Modifiers};

use super::{ACTIONS, Action, ActionInfo, action_table::FORMER_NAMES, strings};

/// The keyboard shortcuts of every action.
#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    keys: HashMap<Action, Vec<KeyboardShortcut>>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self { keys: ACTIONS.iter().map(|info| (info.action, info.keys.to_vec())).collect() }
    }
}

/// Returns the name of an action in the settings file: its label without "…".
#[must_use]
pub fn action_name(info: &ActionInfo) -> &'static str {
    info.label.trim_end_matches('…')
}

impl Keymap {
    /// Returns the shortcuts of the table, except that the actions in `changes` have the shortcuts given there.
    ///
    /// The keys of `changes` are names of actions, see [`action_name`]; names of earlier versions work too. Also
    /// returns a sentence for each problem: an unknown action, an invalid shortcut, or a shortcut of two actions.
    #[must_use]
    pub fn new(changes: &BTreeMap<String, Vec<String>>) -> (Self, Vec<String>) {
        let mut keymap = Self::default();
        let mut problems = Vec::new();
        let mut changed = Vec::new();
        for (name, keys) in changes {
            let Some(info) = action_with_name(name.trim()) else {
                problems.push(strings::unknown_action_message(name));
                continue;
            };
            let mut shortcuts = Vec::new();
            for key in keys {
                match parse_shortcut(key) {
                    Some(shortcut) => shortcuts.push(shortcut),
                    None => problems.push(strings::invalid_shortcut_message(key, name)),
                }
            }
            // An action with only invalid shortcuts keeps those of the table.
            if !shortcuts.is_empty() || keys.is_empty() {
                keymap.keys.insert(info.action, shortcuts);
                changed.push(info.action);
            }
        }
        problems.extend(keymap.resolve_clashes(&changed));
        (keymap, problems)
    }

    /// If two actions have the same shortcut, removes it from one of them: an action that the user changed keeps the
    /// shortcut, or else the first in the table. Returns a sentence for each removed shortcut.
    fn resolve_clashes(&mut self, changed: &[Action]) -> Vec<String> {
        let mut problems = Vec::new();
        let mut owners: HashMap<KeyboardShortcut, &ActionInfo> = HashMap::new();
        let is_changed = |info: &&ActionInfo| changed.contains(&info.action);
        let (first, others): (Vec<&ActionInfo>, Vec<&ActionInfo>) = ACTIONS.iter().partition(is_changed);
        for info in first.into_iter().chain(others) {
            let Some(keys) = self.keys.get_mut(&info.action) else { continue };
            keys.retain(|key| match owners.get(key) {
                Some(owner) if owner.action != info.action => {
                    let key = key.format(&ModifierNames::NAMES, false);
                    let (owner, name) = (action_name(owner), action_name(info));
                    problems.push(strings::shared_shortcut_message(&key, owner, name));
                    false
                }
                _ => {
                    owners.insert(*key, info);
                    true
                }
            });
        }
        problems
    }

    /// Gives an action these shortcuts, and takes them away from all other actions.
    pub(super) fn set_shortcuts(&mut self, action: Action, shortcuts: Vec<KeyboardShortcut>) {
        for keys in self.keys.values_mut() {
            keys.retain(|key| !shortcuts.contains(key));
        }
        self.keys.insert(action, shortcuts);
    }

    /// Returns the shortcuts that differ from the table of actions, as they are saved: by the names of their actions.
    pub(super) fn changes(&self) -> BTreeMap<String, Vec<String>> {
        let changed = ACTIONS.iter().filter(|info| self.is_changed(info.action));
        let words = |key: &KeyboardShortcut| key.format(&ModifierNames::NAMES, false);
        let entry = |info: &ActionInfo| {
            (action_name(info).to_owned(), self.shortcuts(info.action).iter().map(words).collect())
        };
        changed.map(entry).collect()
    }

    /// Returns true if the shortcuts of an action differ from the table of actions.
    #[must_use]
    pub fn is_changed(&self, action: Action) -> bool {
        self.shortcuts(action) != action.info().keys
    }

    /// Returns the action with this shortcut; `None` if there is none.
    #[must_use]
    pub fn action_with_shortcut(&self, shortcut: KeyboardShortcut) -> Option<Action> {
        let owner = ACTIONS.iter().find(|info| self.shortcuts(info.action).contains(&shortcut))?;
        Some(owner.action)
    }

    /// Returns the shortcuts of an action. Menus and tooltips show the first one.
    #[must_use]
    pub fn shortcuts(&self, action: Action) -> &[KeyboardShortcut] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }
}

/// Returns true if a shortcut with this key works with and without Shift, because some keyboards need Shift to type the
/// symbol.
#[must_use]
pub fn is_shift_ignored(key: Key) -> bool {
    matches!(key, Key::Plus | Key::Minus | Key::Equals | Key::Num0)
}

/// Returns true if a key is one of F1 to F35. A text field has no use for these keys.
#[must_use]
pub fn is_function_key(key: Key) -> bool {
    key.name().strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok())
}

/// Returns the action with this name in this or an earlier version, in upper or lower case; `None` if there is none.
pub(super) fn action_with_name(name: &str) -> Option<&'static ActionInfo> {
    let current = ACTIONS.iter().find(|info| action_name(info).eq_ignore_ascii_case(name));
    current.or_else(|| {
        let (_, action) = FORMER_NAMES.iter().find(|(former, _)| former.eq_ignore_ascii_case(name))?;
        Some(action.info())
    })
}

/// Parses a shortcut such as "Ctrl+Shift+F", "F3" or "Alt+Left"; `None` if it is invalid.
fn parse_shortcut(words: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut parts = words.split('+').map(str::trim).peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            let named = || Key::ALL.iter().copied().find(|key| key.name().eq_ignore_ascii_case(part));
            return Key::from_name(part).or_else(named).map(|key| KeyboardShortcut::new(modifiers, key));
        }
        modifiers |= match part.to_ascii_lowercase().as_str() {
            "ctrl" | "control" | "cmd" | "command" => Modifiers::COMMAND,
            "shift" => Modifiers::SHIFT,
            "alt" | "option" => Modifiers::ALT,
            _ => return None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use eframe::egui::{Key, KeyboardShortcut, Modifiers};

    use super::{ACTIONS, Action, FORMER_NAMES, Keymap, action_name};

    fn shortcut_changes(changes: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let owned = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        changes.iter().map(|(name, keys)| ((*name).to_owned(), owned(keys))).collect()
    }

    #[test]
    fn actions_have_no_shortcut_or_name_in_common() {
        assert_eq!(Keymap::new(&BTreeMap::new()), (Keymap::default(), Vec::new()));
        let names: HashSet<String> = ACTIONS.iter().map(|info| action_name(info).to_lowercase()).collect();
        assert_eq!(names.len(), ACTIONS.len());
        // A name that an action had must not be the name of another action now.
        assert!(FORMER_NAMES.iter().all(|(name, _)| !names.contains(&name.to_lowercase())));
    }

    #[test]
    fn settings_change_and_remove_shortcuts() {
        let (keymap, problems) = Keymap::new(&shortcut_changes(&[
            ("next heading", &["Ctrl+j", "F2", "alt + pagedown"]),
            ("Search", &[]),
        ]));
        assert_eq!(problems, Vec::<String>::new());
        let key = KeyboardShortcut::new;
        let expected = [
            key(Modifiers::COMMAND, Key::J),
            key(Modifiers::NONE, Key::F2),
            key(Modifiers::ALT, Key::PageDown),
        ];
        assert_eq!(keymap.shortcuts(Action::NextSection), expected);
        assert_eq!(keymap.shortcuts(Action::Search), []);
        assert_eq!(keymap.shortcuts(Action::Open), Action::Open.info().keys);
    }

    #[test]
    fn problems_are_reported_and_a_changed_action_keeps_its_shortcut() {
        let (keymap, problems) =
            Keymap::new(&shortcut_changes(&[("Search", &["Ctrl+O", "Ctrl+Nonsense", ""]), ("Fly", &["F5"])]));
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(problems.iter().any(|problem| problem.contains("Fly")));
        assert!(problems.iter().any(|problem| problem.contains("“Find” and “Open”")), "{problems:?}");
        assert_eq!((keymap.shortcuts(Action::Search).len(), keymap.shortcuts(Action::Open).len()), (1, 0));
    }

    #[test]
    fn every_shortcut_that_can_be_pressed_is_read_back_from_the_settings() {
        for key in Key::ALL {
            let mut keymap = Keymap::default();
            let shortcut = KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, *key);
            keymap.set_shortcuts(Action::Explain, vec![shortcut]);
            assert_eq!(Keymap::new(&keymap.changes()), (keymap, Vec::new()), "{key:?}");
        }
    }

    #[test]
    fn a_shortcut_given_to_one_action_is_taken_from_the_other() {
        let mut keymap = Keymap::default();
        let ctrl_o = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
        assert_eq!(keymap.action_with_shortcut(ctrl_o), Some(Action::Open));
        keymap.set_shortcuts(Action::Search, vec![ctrl_o]);
        assert_eq!(keymap.action_with_shortcut(ctrl_o), Some(Action::Search));
        assert_eq!(keymap.changes(), shortcut_changes(&[("Find", &["Ctrl+O"]), ("Open", &[])]));
        keymap.set_shortcuts(Action::Open, vec![ctrl_o]);
        assert_eq!(keymap.changes(), shortcut_changes(&[("Find", &[])]));
    }

    #[test]
    fn former_names_of_actions_are_understood() {
        let (keymap, problems) =
            Keymap::new(&shortcut_changes(&[("search", &["Ctrl+J"]), ("Take away marks", &[])]));
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(keymap.shortcuts(Action::Search), [KeyboardShortcut::new(Modifiers::COMMAND, Key::J)]);
        assert_eq!(keymap.shortcuts(Action::Dismiss), []);
    }
}
