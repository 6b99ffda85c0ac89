//! Tests the callouts of the first start in the real window, by role and label.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, Rect, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{Command, RecentReport, SAMPLES, Settings, SettingsFile, State, TourStep},
    ui::Window,
};

use crate::{driver, support};

const CONTENTS: &str = "Find your way";
const SUMMARY: &str = "See grades and recommendations";
const COMPARE: &str = "Compare two inspections";

fn state<'a>(harness: &'a Harness<'_, Window>) -> &'a State {
    harness.state().state()
}

fn open_sample(harness: &mut Harness<'_, Window>) {
    harness.state_mut().run_command(Command::OpenSample(&SAMPLES[1]));
    driver::wait_for_load(harness);
    driver::wait_for_findings(harness);
    harness.run();
}

/// Opens a sample for the first time, with these settings.
fn first_start(size: [f32; 2], settings: Settings) -> Harness<'static, Window> {
    let mut harness = driver::window_with_state(size, 1.0, State::new(settings));
    harness.run();
    open_sample(&mut harness);
    harness
}

fn callout(harness: &Harness<'_, Window>, title: &str) -> Option<Rect> {
    harness.query_by_role_and_label(Role::Dialog, title).map(|node| node.rect())
}

fn click(harness: &mut Harness<'_, Window>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    harness.run();
}

#[test]
fn three_callouts_point_at_the_contents_the_summary_and_compare_without_covering_them() {
    let mut harness = first_start([1280.0, 800.0], Settings::default());
    assert!(harness.get_by_role_and_label(Role::Button, "Next").is_focused());
    let contents = harness.get_by_role_and_label(Role::TextInput, "Filter contents").rect();
    let shown = callout(&harness, CONTENTS).unwrap();
    assert!(shown.left() > contents.right() && shown.left() < contents.right() + 40.0, "{shown:?}");
    click(&mut harness, "Next");
    assert!(callout(&harness, CONTENTS).is_none());
    let shown = callout(&harness, SUMMARY).unwrap();
    // The card has a margin in the panel.
    let link = harness.get_by_role_and_label(Role::Link, "11 recommendations").rect();
    assert!(shown.right() < link.left() && shown.right() > link.left() - 60.0, "{shown:?} {link:?}");
    click(&mut harness, "Next");
    let shown = callout(&harness, COMPARE).unwrap();
    let button = harness.get_by_role_and_label(Role::Button, "Compare").rect();
    assert!(shown.top() > button.bottom() && shown.top() < button.bottom() + 40.0, "{shown:?}");
    assert!(shown.left() < button.center().x && shown.right() > button.center().x, "{shown:?}");
    click(&mut harness, "Done");
    assert_eq!(state(&harness).tour, None);
    assert!(callout(&harness, COMPARE).is_none());
}

#[test]
fn escape_and_the_close_button_end_the_callouts_for_good() {
    for closes_with_key in [true, false] {
        let mut harness = first_start([1280.0, 800.0], Settings::default());
        if closes_with_key {
            harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
            harness.run();
        } else {
            click(&mut harness, "Close these tips");
        }
        assert_eq!(state(&harness).tour, None);
        assert!(state(&harness).settings.has_seen_tour);
        assert!(state(&harness).front_document().is_some(), "the report stays open");
        open_sample(&mut harness);
        assert_eq!(state(&harness).tour, None, "not again in this window");
        let restarted = first_start([1280.0, 800.0], state(&harness).settings.clone());
        assert_eq!(state(&restarted).tour, None, "not again after a restart");
    }
}

#[test]
fn users_who_opened_a_file_before_see_no_callouts() {
    let recent = vec![RecentReport { path: PathBuf::from("/a.pdf"), title: "A".to_owned(), facts: None }];
    let harness = first_start([1280.0, 800.0], Settings { recent, ..Settings::default() });
    assert_eq!(state(&harness).tour, None);

    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2009.txt"));
    assert_eq!(state(&harness).tour, None);
    open_sample(&mut harness);
    assert_eq!(state(&harness).tour, None);
}

#[test]
fn the_callouts_end_when_another_report_comes_to_the_front() {
    let mut harness = first_start([1280.0, 800.0], Settings::default());
    assert_eq!(state(&harness).tour, Some(TourStep::Contents));
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2009.txt"));
    assert_eq!(state(&harness).tour, None);
}

#[test]
fn a_small_window_shows_only_callouts_that_fit() {
    // At this width there is room for one panel.
    let mut harness = first_start([640.0, 480.0], Settings::default());
    let mut shown = Vec::new();
    while let Some(step) = state(&harness).tour {
        let node = harness.get_by_role(Role::Dialog);
        let rect = node.rect();
        assert!(rect.left() >= 0.0 && rect.right() <= 640.0 && rect.bottom() <= 480.0, "{step:?} {rect:?}");
        assert!(node.accesskit_node().label().is_some());
        shown.push(step);
        harness.state_mut().run_command(Command::NextTourStep);
        harness.run();
    }
    assert!(shown.contains(&TourStep::Compare), "{shown:?}");
    // Without room for the toolbar or a panel, nothing is shown.
    let harness = first_start([480.0, 400.0], Settings::default());
    assert_eq!(state(&harness).tour, None);
}

#[test]
fn older_settings_files_are_read_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    std::fs::write(file.path(), r#"{"zoom": 1.25}"#).unwrap();
    let (settings, problems) = file.load_with_problems();
    assert_eq!(problems, None);
    assert!(!settings.has_seen_tour && settings.reopens_reports);
}
