//! Tests the settings dialog in the real window, by role and label.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{
        Action, Application, Command, Dialog, RendererSetting, Runner, Settings, SettingsFile, SettingsPage,
        State, Theme,
    },
    ui::Window,
};

use crate::{driver, support};

const SHORTCUT_OF_FIND: &str = "Change shortcut for Find. Current shortcut: Ctrl+F";

fn state<'a>(harness: &'a Harness<'_, Window>) -> &'a State {
    harness.state().state()
}

fn press(harness: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn click(harness: &mut Harness<'_, Window>, role: Role, name: &str) {
    harness.get_by_role_and_label(role, name).click_accesskit();
    harness.run();
}

/// Opens a page of the settings with Ctrl+, and a click.
fn open_page(harness: &mut Harness<'_, Window>, name: &str) {
    press(harness, Modifiers::COMMAND, Key::Comma);
    click(harness, Role::Tab, name);
}

/// Opens the keyboard shortcuts, with only Find in the list, and starts to change its shortcut.
fn begin_changing_find(harness: &mut Harness<'_, Window>) {
    open_page(harness, "Keyboard shortcuts");
    harness.get_by_role_and_label(Role::TextInput, "Filter actions").type_text("list all results");
    harness.run();
    click(harness, Role::Button, SHORTCUT_OF_FIND);
}

fn with_sample(size: [f32; 2]) -> Harness<'static, Window> {
    let mut harness = driver::window(size);
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    driver::wait_for_findings(&mut harness);
    harness.run();
    harness
}

#[test]
fn ctrl_comma_and_the_file_menu_open_the_settings_and_escape_restores_the_focus() {
    let mut harness = with_sample([1280.0, 800.0]);
    harness.get_by_role_and_label(Role::Button, "Compare").focus();
    harness.run();
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    assert_eq!(state(&harness).dialog, Some(Dialog::Settings(SettingsPage::General)));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(state(&harness).dialog, None);
    assert!(harness.get_by_role_and_label(Role::Button, "Compare").is_focused());
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    assert_eq!(state(&harness).dialog, None, "the same keys close the settings");
    click(&mut harness, Role::Button, "File");
    click(&mut harness, Role::Button, "Settings…");
    assert_eq!(state(&harness).dialog, Some(Dialog::Settings(SettingsPage::General)));
}

#[test]
fn colours_zoom_panels_and_reopening_apply_at_once() {
    let mut harness = with_sample([1280.0, 800.0]);
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    click(&mut harness, Role::RadioButton, "Dark");
    assert_eq!(state(&harness).settings.theme, Theme::Dark);
    click(&mut harness, Role::RadioButton, "High contrast");
    assert_eq!(state(&harness).settings.theme, Theme::HighContrast);
    click(&mut harness, Role::Button, "Zoom in");
    assert!((state(&harness).settings.zoom - 1.1).abs() < 1e-3);
    click(&mut harness, Role::CheckBox, "Show the contents");
    assert!(!state(&harness).settings.contents.is_open);
    assert!(!state(&harness).action_context().is_contents_visible);
    click(&mut harness, Role::CheckBox, "Reopen the reports that were open last time");
    assert!(!state(&harness).settings.reopens_reports);
}

#[test]
fn what_draws_the_window_is_chosen_for_the_next_start() {
    let mut harness = with_sample([1280.0, 800.0]);
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    harness.get_by_label_contains("the next time Findings starts");
    click(&mut harness, Role::RadioButton, "Software");
    assert_eq!(state(&harness).settings.renderer, RendererSetting::Software);
    click(&mut harness, Role::RadioButton, "Automatic");
    assert_eq!(state(&harness).settings.renderer, RendererSetting::Automatic);
}

#[test]
fn the_text_page_has_the_controls_of_the_text_settings() {
    let mut harness = with_sample([1280.0, 800.0]);
    open_page(&mut harness, "Text");
    click(&mut harness, Role::Button, "Serif");
    assert!(state(&harness).settings.text.is_serif);
    click(&mut harness, Role::Button, "Reset");
    assert!(!state(&harness).settings.text.is_serif);
}

#[test]
fn a_shortcut_is_changed_by_pressing_the_new_keys_and_works_at_once() {
    let mut harness = with_sample([1280.0, 800.0]);
    begin_changing_find(&mut harness);
    assert!(harness.get_by_role_and_label(Role::Button, "Press the new keys for Find").is_focused());
    press(&mut harness, Modifiers::COMMAND, Key::J);
    let changed = "Change shortcut for Find. Current shortcut: Ctrl+J";
    assert!(harness.get_by_role_and_label(Role::Button, changed).is_focused());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(state(&harness).dialog, None);
    press(&mut harness, Modifiers::COMMAND, Key::F);
    assert!(!state(&harness).search.is_open, "the old keys do nothing");
    press(&mut harness, Modifiers::COMMAND, Key::J);
    assert!(state(&harness).search.is_open);
}

#[test]
fn a_click_with_the_mouse_starts_to_change_a_shortcut() {
    let mut harness = with_sample([1280.0, 800.0]);
    open_page(&mut harness, "Keyboard shortcuts");
    harness.get_by_role_and_label(Role::TextInput, "Filter actions").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Filter actions").type_text("list all results");
    harness.run();
    harness.get_by_role_and_label(Role::Button, SHORTCUT_OF_FIND).click();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::F2);
    harness.get_by_role_and_label(Role::Button, "Change shortcut for Find. Current shortcut: F2");
}

#[test]
fn a_clash_is_shown_with_the_other_action_and_can_be_resolved() {
    let mut harness = with_sample([1280.0, 800.0]);
    begin_changing_find(&mut harness);
    press(&mut harness, Modifiers::COMMAND, Key::O);
    harness.get_by_role_and_label(Role::Alert, "Open already uses Ctrl+O.");
    assert!(state(&harness).settings.keys.is_empty(), "nothing changes before the answer");
    // Escape goes back from the question, and does not close the settings.
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(state(&harness).dialog.is_some());
    assert!(harness.query_by_role(Role::Alert).is_none());
    click(&mut harness, Role::Button, SHORTCUT_OF_FIND);
    press(&mut harness, Modifiers::COMMAND, Key::O);
    assert!(harness.get_by_role_and_label(Role::Button, "Use it here instead").is_focused());
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.get_by_role_and_label(Role::Button, "Change shortcut for Find. Current shortcut: Ctrl+O");
    assert!(state(&harness).keymap.shortcuts(Action::Open).is_empty());
    // Find has its own keys again, and Open still has none.
    click(&mut harness, Role::Button, "Reset shortcut for Find");
    harness.get_by_role_and_label(Role::Button, SHORTCUT_OF_FIND);
    assert!(state(&harness).keymap.shortcuts(Action::Open).is_empty());
    click(&mut harness, Role::Button, "Reset all");
    assert_eq!(state(&harness).keymap.shortcuts(Action::Open), Action::Open.info().keys);
    assert!(state(&harness).settings.keys.is_empty());
}

#[test]
fn keys_that_text_fields_or_the_system_need_are_refused_with_a_reason() {
    let mut harness = with_sample([1280.0, 800.0]);
    begin_changing_find(&mut harness);
    for (modifiers, key, reason) in [
        (
            Modifiers::NONE,
            Key::A,
            "You can't use A: it types a character or scrolls. Hold Ctrl or Alt as well.",
        ),
        (
            Modifiers::NONE,
            Key::Tab,
            "You can't use Tab: it is used to move between buttons and fields, or to press them.",
        ),
        (Modifiers::ALT, Key::F4, "You can't use Alt+F4: it is used by your system."),
    ] {
        press(&mut harness, modifiers, key);
        harness.get_by_role_and_label(Role::Alert, reason);
    }
    harness.event(Event::Paste("words".to_owned()));
    harness.run();
    harness.get_by_role_and_label(Role::Alert, "You can't use Ctrl+V: it edits or selects text.");
    assert!(state(&harness).settings.keys.is_empty());
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.get_by_role_and_label(Role::Button, SHORTCUT_OF_FIND).is_focused());
    assert!(state(&harness).dialog.is_some());
}

#[test]
fn the_list_of_shortcuts_leads_to_changing_them() {
    let mut harness = with_sample([480.0, 400.0]);
    press(&mut harness, Modifiers::NONE, Key::F1);
    let close = harness.get_by_role_and_label(Role::Button, "Close the keyboard shortcuts").rect();
    let change = harness.get_by_role_and_label(Role::Button, "Change shortcuts…").rect();
    let title = harness.get_by_label("Keyboard shortcuts").rect();
    assert!(title.right() <= change.left() && change.right() <= close.left(), "{title:?} {change:?}");
    click(&mut harness, Role::Button, "Change shortcuts…");
    assert_eq!(state(&harness).dialog, Some(Dialog::Settings(SettingsPage::Shortcuts)));
}

#[test]
fn a_shortcut_can_be_removed() {
    let mut harness = with_sample([1280.0, 800.0]);
    begin_changing_find(&mut harness);
    click(&mut harness, Role::Button, "Remove shortcut");
    harness.get_by_role_and_label(Role::Button, "Change shortcut for Find. Current shortcut: No shortcut");
    assert!(state(&harness).keymap.shortcuts(Action::Search).is_empty());
}

#[test]
fn changes_are_kept_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    let saved = file.clone();
    let mut harness =
        Harness::builder().with_size([1280.0, 800.0]).with_max_steps(12).build_eframe(move |context| {
            let app = Application::new(State::new(saved.load()), Runner::new(|| {}, Some(saved)));
            Window::new(&context.egui_ctx, app)
        });
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    click(&mut harness, Role::RadioButton, "Dark");
    click(&mut harness, Role::CheckBox, "Reopen the reports that were open last time");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    begin_changing_find(&mut harness);
    press(&mut harness, Modifiers::COMMAND, Key::J);
    // Everything is saved before the program ends.
    drop(harness);
    let restarted = State::new(file.load());
    assert!(restarted.messages.notices.is_empty());
    assert_eq!(restarted.settings.theme, Theme::Dark);
    assert!(!restarted.settings.reopens_reports);
    let keys = restarted.keymap.shortcuts(Action::Search);
    assert_eq!((keys.len(), keys[0].logical_key), (1, Key::J));
}

#[test]
fn reports_are_not_reopened_if_the_user_does_not_want_that() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "A report").unwrap();
    let mut settings = Settings { reopens_reports: false, ..Settings::default() };
    settings.session.tabs = vec![path];
    assert!(State::new(settings.clone()).update(Command::Restore).is_empty());
    settings.reopens_reports = true;
    assert!(!State::new(settings).update(Command::Restore).is_empty());
}

#[test]
fn another_window_keeps_shortcuts_that_were_changed_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    let with = |keys: &[(&str, &str)]| Settings {
        keys: keys.iter().map(|(name, key)| ((*name).to_owned(), vec![(*key).to_owned()])).collect(),
        ..Settings::default()
    };
    // Both windows read a change of Find. Another window changed Open since, and this one resets Find.
    file.save(&with(&[("Find", "Ctrl+J"), ("Open", "F2")])).unwrap();
    file.merge(&with(&[]), &with(&[("Find", "Ctrl+J")])).unwrap();
    assert_eq!(file.load().keys, with(&[("Open", "F2")]).keys);
    file.merge(&with(&[("Quit", "F5")]), &with(&[])).unwrap();
    assert_eq!(file.load().keys, with(&[("Open", "F2"), ("Quit", "F5")]).keys);
}

#[test]
fn folders_are_shown_and_can_be_opened() {
    let mut app = State::new(Settings::default());
    app.settings_path = Some(PathBuf::from("/home/officer/.config/findings/settings.json"));
    let mut harness = driver::window_with_state([1280.0, 800.0], 1.0, app);
    harness.run();
    open_page(&mut harness, "Folders");
    harness.get_by_label("/home/officer/.config/findings/settings.json");
    harness.get_by_label("/home/officer/.config/findings/reports");
    harness.get_by_role_and_label(Role::Button, "Show in folder: Settings, recent reports and open reports");
    harness.get_by_role_and_label(Role::Button, "Show in folder: Notes, decisions and action plans");
}

#[test]
fn every_page_fits_a_small_window() {
    for page in ["General", "Text", "Keyboard shortcuts", "Folders"] {
        let mut harness = with_sample([480.0, 400.0]);
        open_page(&mut harness, page);
        for node in harness.get_all_by_role(Role::Tab).chain(harness.get_all_by_role(Role::Button)) {
            let (rect, name) = (node.rect(), node.accesskit_node().label());
            assert!(rect.left() >= 0.0 && rect.right() <= 480.0, "{page}: {name:?} {rect:?}");
        }
        let close = harness.get_by_role_and_label(Role::Button, "Close settings").rect();
        assert!(close.top() >= 0.0 && close.bottom() <= 400.0, "{page}: {close:?}");
    }
}

#[test]
fn what_gets_the_keyboard_focus_scrolls_into_view() {
    for (page, role, name) in [
        ("General", Role::CheckBox, "Reopen the reports that were open last time"),
        (
            "Keyboard shortcuts",
            Role::Button,
            "Change shortcut for About Findings. Current shortcut: No shortcut",
        ),
    ] {
        let mut harness = with_sample([480.0, 400.0]);
        open_page(&mut harness, page);
        assert!(harness.get_by_role_and_label(role, name).rect().bottom() > 380.0, "precondition: {name}");
        harness.get_by_role_and_label(role, name).focus();
        harness.run();
        let rect = harness.get_by_role_and_label(role, name).rect();
        assert!(rect.top() > 60.0 && rect.bottom() < 380.0, "{name}: {rect:?}");
    }
}

#[test]
fn tab_moves_through_the_general_page_in_reading_order() {
    let mut harness = with_sample([1280.0, 800.0]);
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    harness.get_by_role_and_label(Role::Tab, "Folders").focus();
    harness.run();
    for (role, name) in [
        (Role::RadioButton, "Match system"),
        (Role::RadioButton, "Light"),
        (Role::RadioButton, "Dark"),
        (Role::RadioButton, "High contrast"),
        (Role::Button, "Zoom out"),
    ] {
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert!(harness.get_by_role_and_label(role, name).is_focused(), "{name}");
    }
}
