//! Tests the toolbar and the menus in the real window, by role and label.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{Action, Command, Dialog, RecentReport, Settings, State, Theme},
    ui::Window,
};

use crate::{driver, support};

const TOOLS: [&str; 6] = ["Open", "Compare", "Print summary", "Action plan", "Find", "Go to"];

fn with_sample(size: [f32; 2]) -> Harness<'static, Window> {
    let mut harness = driver::window(size);
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    driver::wait_for_findings(&mut harness);
    harness
}

fn click_button(harness: &mut Harness<'_, Window>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    harness.run_ok();
}

fn state<'a>(harness: &'a Harness<'_, Window>) -> &'a State {
    harness.state().state()
}

#[test]
fn each_toolbar_button_performs_its_action() {
    let mut harness = with_sample([1280.0, 800.0]);
    click_button(&mut harness, "Compare");
    assert_eq!(state(&harness).dialog, Some(Dialog::CompareWith));
    harness.key_press(Key::Escape);
    harness.run();
    click_button(&mut harness, "Go to");
    assert!(matches!(&state(&harness).dialog, Some(Dialog::Palette(typed)) if typed == "#"));
    harness.key_press(Key::Escape);
    harness.run();
    click_button(&mut harness, "Find");
    assert!(state(&harness).search.is_open);
    click_button(&mut harness, "Print summary");
    assert!(state(&harness).printing.is_some());
    assert!(harness.query_by_role(Role::Toolbar).is_none(), "the print view has its own buttons");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(state(&harness).pending.is_empty());
    click_button(&mut harness, "Action plan");
    // The state waits for the system dialog, or a notice says that the system has none.
    assert!(!state(&harness).pending.is_empty() || !state(&harness).messages.notices.is_empty());
}

#[test]
fn the_toolbar_has_labels_where_there_is_room_and_always_has_names() {
    for (width, has_labels) in [(1280.0, true), (560.0, false)] {
        let harness = with_sample([width, 700.0]);
        for name in TOOLS {
            let button = harness.get_by_role_and_label(Role::Button, name);
            assert_eq!(button.rect().width() > 40.0, has_labels, "{name} at {width}");
        }
        for name in ["Contents", "Summary"] {
            let switch = harness.get_by_role_and_label(Role::Button, name);
            assert_eq!(switch.rect().width() > 40.0, has_labels, "{name} at {width}");
        }
    }
    // A small window has no room for the toolbar. Its switches for the panels are in the bar above.
    let harness = with_sample([500.0, 400.0]);
    assert!(harness.query_by_role(Role::Toolbar).is_none());
    harness.get_by_role_and_label(Role::Button, "Contents");
}

#[test]
fn a_toolbar_button_has_one_tooltip_with_its_shortcut() {
    let mut harness = with_sample([1280.0, 800.0]);
    for (name, tooltip) in [
        ("Find", "Search for words in the report and list all results (Ctrl+F)"),
        ("Summary", "Show or hide the summary of judgements and recommendations (F10)"),
    ] {
        harness.get_by_role_and_label(Role::Button, name).hover();
        harness.run_steps(8);
        assert_eq!(harness.query_all_by_label(tooltip).count(), 1);
        assert!(
            harness.query_by_role(Role::Tooltip).is_none_or(|node| node.accesskit_node().label().is_none())
        );
    }
}

#[test]
fn the_view_menu_ticks_what_is_on() {
    let mut harness = with_sample([1280.0, 800.0]);
    harness.state_mut().run_command(Command::Do(Action::ThemeLight));
    click_button(&mut harness, "View");
    let is_on = |harness: &Harness<'_, Window>, name: &str| {
        let entry = harness.get_by_role_and_label(Role::Button, name);
        entry.accesskit_node().toggled().map(|toggled| toggled == eframe::egui::accesskit::Toggled::True)
    };
    assert_eq!(is_on(&harness, "Light"), Some(true));
    assert_eq!(is_on(&harness, "Dark"), Some(false));
    assert_eq!(is_on(&harness, "Zoom in"), None, "zooming is not a switch");
    click_button(&mut harness, "Dark");
    assert_eq!(state(&harness).settings.theme, Theme::Dark);
}

#[test]
fn find_is_in_the_edit_menu() {
    let mut harness = with_sample([1280.0, 800.0]);
    click_button(&mut harness, "Edit");
    // The toolbar has a button with the same name.
    let entries: Vec<_> = harness.query_all_by_role_and_label(Role::Button, "Find").collect();
    assert_eq!(entries.len(), 2);
    let below_bar = entries.into_iter().max_by(|one, other| one.rect().top().total_cmp(&other.rect().top()));
    below_bar.unwrap().click();
    harness.run();
    assert!(state(&harness).search.is_open);
}

#[test]
fn recent_reports_are_in_a_submenu_with_their_folder() {
    let sample = support::project().join("assets/samples/larkmoor_2009.txt");
    let recent = vec![RecentReport {
        path: sample.clone(),
        title: "Larkmoor Borough Council, 2009".to_owned(),
        facts: None,
    }];
    let settings = Settings { recent, ..Settings::default() };
    let mut harness = driver::window_with_state([1280.0, 800.0], 1.0, State::new(settings));
    click_button(&mut harness, "File");
    click_button(&mut harness, "Recent reports");
    click_button(&mut harness, "Larkmoor Borough Council, 2009, larkmoor_2009.txt in assets/samples");
    driver::wait_for_load(&mut harness);
    assert_eq!(state(&harness).front_document().unwrap().path.as_ref(), Some(&sample));
}

#[test]
fn about_shows_the_version_and_the_settings_folder() {
    let mut app = State::new(Settings::default());
    app.settings_path = Some(PathBuf::from("/home/officer/.config/findings/settings.json"));
    let mut harness = driver::window_with_state([1280.0, 800.0], 1.0, app);
    click_button(&mut harness, "Help");
    click_button(&mut harness, "About Findings");
    harness.get_by_label(&format!("Version {}", env!("CARGO_PKG_VERSION")));
    harness.get_by_label_contains("MIT licence");
    harness.get_by_label("/home/officer/.config/findings");
    harness.get_by_role_and_label(Role::Button, "Show in folder");
    harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
    harness.run();
    assert_eq!(state(&harness).dialog, None);
}
