//! Tests the list of keyboard shortcuts in the real window: its groups, its filter, and the keys that close it.
#![allow(clippy::unwrap_used, missing_docs)]

use eframe::egui::{Key, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{ACTIONS, Action, Dialog, action_name},
    ui::Window,
};

use crate::driver;

const FILTER: &str = "Filter shortcuts";
const NO_MATCH: &str = "No shortcuts match";

const FILES: &str = "Open, print and save";
const SCROLL: &str = "Scroll";
const SELECT: &str = "Select, copy and add notes";
const GROUPS: [&str; 8] = [
    FILES,
    "Search and commands",
    "Go to a place",
    SCROLL,
    SELECT,
    "Change the view",
    "Tabs and panels",
    "Help",
];

/// Opens the list with F1.
fn open_list() -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 800.0]);
    harness.run();
    press_key(&mut harness, Key::F1);
    assert_eq!(harness.state().state().dialog, Some(Dialog::Keyboard));
    harness
}

/// Opens the list and types this in the filter field.
fn open_filtered_list(text: &str) -> Harness<'static, Window> {
    let mut harness = open_list();
    harness.get_by_role_and_label(Role::TextInput, FILTER).type_text(text);
    harness.run();
    harness
}

fn press_key(harness: &mut Harness<'_, Window>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn is_shown(harness: &Harness<'_, Window>, text: &str) -> bool {
    harness.query_all_by_label(text).any(|node| node.accesskit_node().role() == Role::Label)
}

fn is_listed(harness: &Harness<'_, Window>, action: Action) -> bool {
    let info = action.info();
    is_shown(harness, &format!("{}: {}", action_name(info), info.hint))
}

#[test]
fn every_shortcut_is_listed_in_groups_and_the_filter_has_the_focus() {
    let harness = open_list();
    assert!(harness.get_by_role_and_label(Role::TextInput, FILTER).is_focused());
    for group in GROUPS {
        assert!(is_shown(&harness, group), "{group}");
    }
    for info in ACTIONS {
        assert_eq!(is_listed(&harness, info.action), !info.keys.is_empty(), "{:?}", info.action);
    }
    assert!(!is_shown(&harness, NO_MATCH));
}

#[test]
fn label_filters_shortcuts_and_groups_without_matches_are_hidden() {
    let harness = open_filtered_list(&action_name(Action::SelectAll.info()).to_uppercase());
    assert!(is_listed(&harness, Action::SelectAll));
    assert!(!is_listed(&harness, Action::Quit));
    assert!(is_shown(&harness, SELECT));
    assert!(!is_shown(&harness, FILES) && !is_shown(&harness, SCROLL));
}

#[test]
fn keys_filter_shortcuts() {
    let harness = open_filtered_list("ctrl+shift+f");
    assert!(is_listed(&harness, Action::FilterContents));
    assert!(!is_listed(&harness, Action::Search));
    let harness = open_filtered_list("page up");
    assert!(is_shown(&harness, SCROLL));
    assert!(!is_listed(&harness, Action::Open));
}

#[test]
fn filter_without_matches_shows_message_and_no_groups() {
    let harness = open_filtered_list("xyzzy");
    assert!(is_shown(&harness, NO_MATCH));
    for group in GROUPS {
        assert!(!is_shown(&harness, group), "{group}");
    }
}

#[test]
fn escape_and_f1_close_the_list_and_the_filter_is_empty_afterwards() {
    for key in [Key::Escape, Key::F1] {
        let mut harness = open_filtered_list("xyzzy");
        press_key(&mut harness, key);
        assert_eq!(harness.state().state().dialog, None, "{key:?}");
        press_key(&mut harness, Key::F1);
        assert!(is_listed(&harness, Action::Open), "{key:?}");
        assert!(harness.get_by_role_and_label(Role::TextInput, FILTER).is_focused(), "{key:?}");
    }
}
