//! Which keys do what: those of the table of actions, unless the settings file says otherwise.

use std::collections::{BTreeMap, HashMap};

use eframe::egui::{Key, KeyboardShortcut, ModifierNames, Modifiers};

use super::{ACTIONS, Action, ActionInfo};

/// The keys of every action.
#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    keys: HashMap<Action, Vec<KeyboardShortcut>>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self { keys: ACTIONS.iter().map(|info| (info.action, info.keys.to_vec())).collect() }
    }
}

/// The name of an action as the settings file has it: as in menus, without dots.
#[must_use]
pub fn action_name(info: &ActionInfo) -> &'static str {
    info.label.trim_end_matches('…')
}

impl Keymap {
    /// The keys of the table with these in place of those of some actions, by the actions' names in menus; and a sentence
    /// for everything that cannot be: a name or key that there is none of, a key that two actions have.
    #[must_use]
    pub fn new(changes: &BTreeMap<String, Vec<String>>) -> (Self, Vec<String>) {
        let mut keymap = Self::default();
        let mut wrong = Vec::new();
        let mut changed = Vec::new();
        for (name, keys) in changes {
            let found = ACTIONS.iter().find(|info| action_name(info).eq_ignore_ascii_case(name.trim()));
            let Some(info) = found else {
                wrong.push(format!("There is no action “{name}”."));
                continue;
            };
            let mut shortcuts = Vec::new();
            for key in keys {
                match shortcut(key) {
                    Some(shortcut) => shortcuts.push(shortcut),
                    None => wrong.push(format!("“{key}” for “{name}” is no key.")),
                }
            }
            // A slip takes no key away.
            if !shortcuts.is_empty() || keys.is_empty() {
                keymap.keys.insert(info.action, shortcuts);
                changed.push(info.action);
            }
        }
        wrong.extend(keymap.settle(&changed));
        (keymap, wrong)
    }

    /// Leaves every key to one action: to one that was changed, else to the first of the table; says where it had to.
    fn settle(&mut self, changed: &[Action]) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut owners: HashMap<KeyboardShortcut, &ActionInfo> = HashMap::new();
        let is_changed = |info: &&ActionInfo| changed.contains(&info.action);
        let (first, then): (Vec<&ActionInfo>, Vec<&ActionInfo>) = ACTIONS.iter().partition(is_changed);
        for info in first.into_iter().chain(then) {
            let Some(keys) = self.keys.get_mut(&info.action) else { continue };
            keys.retain(|key| match owners.get(key) {
                Some(owner) if owner.action != info.action => {
                    let key = key.format(&ModifierNames::NAMES, false);
                    let (owner, name) = (action_name(owner), action_name(info));
                    wrong.push(format!("{key} is a key of both “{owner}” and “{name}”; it does “{owner}”."));
                    false
                }
                _ => {
                    owners.insert(*key, info);
                    true
                }
            });
        }
        wrong
    }

    /// The keys of an action; the first one is shown.
    #[must_use]
    pub fn of(&self, action: Action) -> &[KeyboardShortcut] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }
}

/// "Ctrl+Shift+F", "F3", "Alt+Left"; `None` for what is no key.
fn shortcut(words: &str) -> Option<KeyboardShortcut> {
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

    use super::{ACTIONS, Action, Keymap, action_name};

    fn changes(changes: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let owned = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        changes.iter().map(|(name, keys)| ((*name).to_owned(), owned(keys))).collect()
    }

    #[test]
    fn the_table_has_no_clash_and_no_name_twice() {
        assert_eq!(Keymap::new(&BTreeMap::new()), (Keymap::default(), Vec::new()));
        let names: HashSet<String> = ACTIONS.iter().map(|info| action_name(info).to_lowercase()).collect();
        assert_eq!(names.len(), ACTIONS.len());
    }

    #[test]
    fn keys_are_changed_and_taken_away() {
        let (keymap, wrong) =
            Keymap::new(&changes(&[("next heading", &["Ctrl+j", "F2", "alt + pagedown"]), ("Find", &[])]));
        assert_eq!(wrong, Vec::<String>::new());
        let key = KeyboardShortcut::new;
        let expected = [
            key(Modifiers::COMMAND, Key::J),
            key(Modifiers::NONE, Key::F2),
            key(Modifiers::ALT, Key::PageDown),
        ];
        assert_eq!(keymap.of(Action::NextSection), expected);
        assert_eq!(keymap.of(Action::Find), []);
        assert_eq!(keymap.of(Action::Open), Action::Open.info().keys);
    }

    #[test]
    fn what_cannot_be_is_said_and_a_changed_action_keeps_its_key() {
        let (keymap, wrong) =
            Keymap::new(&changes(&[("Find", &["Ctrl+O", "Ctrl+Nonsense", ""]), ("Fly", &["F5"])]));
        assert_eq!(wrong.len(), 4, "{wrong:?}");
        assert!(wrong.iter().any(|wrong| wrong.contains("Fly")));
        assert!(
            wrong.contains(&"Ctrl+O is a key of both “Find” and “Open”; it does “Find”.".to_owned()),
            "{wrong:?}"
        );
        assert_eq!((keymap.of(Action::Find).len(), keymap.of(Action::Open).len()), (1, 0));
    }
}
