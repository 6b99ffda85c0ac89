//! Tests the tabs in the real window: their titles, the list of all tabs, closing and opening again, and their menu.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use eframe::egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Role, TouchPhase, vec2,
};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{Action, Command},
    ui::Window,
};

use crate::{driver, support};

fn sample(name: &str) -> PathBuf {
    support::project().join("assets/samples").join(name)
}

/// Opens this number of copies of a report, named "copy 0.txt" and so on.
fn with_copies(count: usize) -> (tempfile::TempDir, Harness<'static, Window>) {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = driver::window([1000.0, 700.0]);
    for number in 0..count {
        let copy = folder.path().join(format!("copy {number}.txt"));
        std::fs::copy(sample("larkmoor_2009.txt"), &copy).unwrap();
        driver::open(&mut harness, &copy);
    }
    driver::wait_for_findings(&mut harness);
    (folder, harness)
}

/// Returns the file names of the open tabs, from left to right.
fn open_files(harness: &Harness<'_, Window>) -> Vec<String> {
    let tabs = harness.state().state().tabs.iter();
    tabs.map(|tab| tab.path().unwrap().file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn front_file(harness: &Harness<'_, Window>) -> String {
    let path = harness.state().state().tabs.front().unwrap().path().unwrap();
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn tab_named<'a>(harness: &'a Harness<'_, Window>, name: &'a str) -> egui_kittest::Node<'a> {
    harness.get_by_role_and_label(Role::Tab, name)
}

#[test]
fn reports_with_the_same_title_get_the_file_name_added() {
    let (_folder, mut harness) = with_copies(2);
    tab_named(&harness, "Larkmoor Borough Council, 2009 · copy 0.txt");
    tab_named(&harness, "Larkmoor Borough Council, 2009 · copy 1.txt");
    harness.state_mut().run_command(Command::Do(Action::CloseTab));
    harness.run();
    tab_named(&harness, "Larkmoor Borough Council, 2009");
}

#[test]
fn fifteen_tabs_are_all_in_a_list_and_the_wheel_scrolls_them() {
    let (_folder, mut harness) = with_copies(15);
    harness.get_by_role_and_label(Role::Button, "All tabs").click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Larkmoor Borough Council, 2009 · copy 3.txt").click();
    harness.run();
    assert_eq!(front_file(&harness), "copy 3.txt");

    let left = |harness: &Harness<'_, Window>| {
        tab_named(harness, "Larkmoor Borough Council, 2009 · copy 3.txt").rect().left()
    };
    let before = left(&harness);
    harness.hover_at(tab_named(&harness, "Larkmoor Borough Council, 2009 · copy 3.txt").rect().center());
    harness.run();
    harness.event(Event::MouseWheel {
        source: MouseWheelSource::Wheel,
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -120.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(12);
    assert!(left(&harness) < before - 20.0, "{} {before}", left(&harness));
}

#[test]
fn two_tabs_have_no_list() {
    let (_folder, harness) = with_copies(2);
    assert!(harness.query_by_role_and_label(Role::Button, "All tabs").is_none());
}

#[test]
fn a_middle_click_closes_a_tab_and_ctrl_shift_t_opens_it_again_in_its_place() {
    let (_folder, mut harness) = with_copies(3);
    let middle = tab_named(&harness, "Larkmoor Borough Council, 2009 · copy 1.txt");
    middle.click_button(PointerButton::Middle);
    harness.run();
    assert_eq!(open_files(&harness), ["copy 0.txt", "copy 2.txt"]);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    harness.run_ok();
    driver::wait_for_load(&mut harness);
    assert_eq!(open_files(&harness), ["copy 0.txt", "copy 1.txt", "copy 2.txt"]);
    assert_eq!(front_file(&harness), "copy 1.txt");
    assert!(!harness.state().state().action_context().has_closed_tab);
}

#[test]
fn the_menu_of_a_tab_closes_the_other_tabs() {
    let (_folder, mut harness) = with_copies(3);
    tab_named(&harness, "Larkmoor Borough Council, 2009 · copy 1.txt").click_secondary();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Show in folder");
    harness.get_by_role_and_label(Role::Button, "Copy file path");
    harness.get_by_role_and_label(Role::Button, "Close other tabs").click();
    harness.run();
    assert_eq!(open_files(&harness), ["copy 1.txt"]);
    for _ in 0..2 {
        harness.state_mut().run_command(Command::Do(Action::ReopenTab));
        driver::wait_for_load(&mut harness);
    }
    assert_eq!(open_files(&harness), ["copy 0.txt", "copy 1.txt", "copy 2.txt"]);
}

#[test]
fn a_tab_has_its_path_as_tooltip() {
    let mut harness = driver::window([1000.0, 700.0]);
    driver::open(&mut harness, &sample("larkmoor_2009.txt"));
    tab_named(&harness, "Larkmoor Borough Council, 2009").hover();
    harness.run_steps(8);
    harness.get_by_label_contains(&sample("larkmoor_2009.txt").display().to_string());
}

#[test]
fn titles_in_the_contents_wrap_to_two_lines() {
    let mut harness = driver::window([1000.0, 700.0]);
    driver::open(&mut harness, &sample("larkmoor_2012.md"));
    let heights: Vec<f32> = harness.get_all_by_role(Role::TreeItem).map(|row| row.rect().height()).collect();
    assert!(heights.iter().any(|height| (height - 25.0).abs() < 0.5), "{heights:?}");
    assert!(heights.iter().any(|height| (height - 44.0).abs() < 0.5), "{heights:?}");
    assert!(heights.iter().all(|height| *height < 45.0), "{heights:?}");
}

#[test]
fn the_menu_of_a_contents_row_goes_there_and_copies_its_title() {
    let mut harness = driver::window([1000.0, 700.0]);
    driver::open(&mut harness, &sample("larkmoor_2012.md"));
    harness.get_by_role_and_label(Role::TreeItem, "Partnership working").click_secondary();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Copy link");
    harness.get_by_role_and_label(Role::Button, "Go to section").click();
    harness.run();
    let selected = harness
        .get_all_by_role(Role::TreeItem)
        .find(|row| row.accesskit_node().is_selected() == Some(true))
        .and_then(|row| row.accesskit_node().label());
    assert_eq!(selected.as_deref(), Some("Partnership working"));
    harness.get_by_role_and_label(Role::TreeItem, "Partnership working").click_secondary();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Copy title").click();
    harness.run();
    assert_eq!(
        harness.state().state().messages.toast.as_ref().map(|toast| toast.words.as_str()),
        Some("Copied the title.")
    );
}
