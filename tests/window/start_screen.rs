//! Tests the start screen in the real window: cards of samples and recent reports, by role and label.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    analysis,
    app::{Action, Command, RecentReport, RememberedHeadline, ReportFacts, Settings, SettingsFile, State},
    ui::Window,
};

use crate::{driver, support};

const SAMPLE_2009: &str = "Larkmoor Borough Council, 2009. Adequate, step 3 of 4. Fictional sample report";
const SAMPLE_2012: &str = "Larkmoor Borough Council, 2012. Good, step 2 of 4. Fictional sample report";

fn recent(path: &str, title: &str, facts: Option<ReportFacts>) -> RecentReport {
    RecentReport { path: PathBuf::from(path), title: title.to_owned(), facts }
}

fn with_recent(size: [f32; 2], recent: Vec<RecentReport>) -> Harness<'static, Window> {
    let settings = Settings { recent, ..Settings::default() };
    let mut harness = driver::window_with_state(size, 1.0, State::new(settings));
    harness.run();
    harness
}

/// Opens a file, and returns the facts that are remembered of it.
fn remembered_facts(path: &Path) -> Option<ReportFacts> {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, path);
    harness.state().state().settings.recent[0].facts.clone()
}

#[test]
fn facts_of_a_report_are_remembered_when_it_is_opened() {
    let facts = remembered_facts(&support::project().join("assets/samples/larkmoor_2012.md")).unwrap();
    assert_eq!(facts.subject.as_deref(), Some("Larkmoor Borough Council"));
    assert_eq!(facts.year, Some(2012));
    let RememberedHeadline::Grades(grades) = facts.headline else { panic!("no grades") };
    // Both parts of the report have this grade.
    assert_eq!(grades.len(), 1);
    assert_eq!((grades[0].label.as_str(), grades[0].step, grades[0].steps), ("Good", Some(2), 4));
}

#[test]
fn a_visit_without_grades_is_remembered_as_such() {
    let path = support::project().join("tests/fixtures/letter_with_its_frame.md");
    assert!(analysis::gives_no_grades(&support::read(&path).report), "precondition");
    let facts = remembered_facts(&path).unwrap();
    assert_eq!(facts.headline, RememberedHeadline::NoGrades);
    let harness = with_recent([1280.0, 800.0], vec![recent("/no/visit.txt", "A visit", Some(facts))]);
    harness.get_by_label_contains("A visit. No grades.");
}

#[test]
fn cards_have_council_year_and_grade_and_entries_of_earlier_versions_have_only_their_title() {
    let sample = support::project().join("assets/samples/larkmoor_2009.txt");
    let facts = remembered_facts(&sample);
    let path = sample.display().to_string();
    let entries =
        vec![recent(&path, "Larkmoor Borough Council, 2009", facts), recent(&path, "An old entry", None)];
    let harness = with_recent([1280.0, 800.0], entries);
    let place = "larkmoor_2009.txt in assets/samples";
    let graded = format!("Larkmoor Borough Council, 2009. Adequate, step 3 of 4. {place}");
    harness.get_by_role_and_label(Role::Button, &graded);
    harness.get_by_role_and_label(Role::Button, &format!("An old entry. {place}"));
    harness.get_by_role_and_label(Role::Button, SAMPLE_2009);
    harness.get_by_role_and_label(Role::Button, SAMPLE_2012);
}

#[test]
fn missing_recent_file_is_labelled_not_found() {
    let sample = support::project().join("assets/samples/larkmoor_2009.txt");
    let path = sample.display().to_string();
    let entries = vec![recent("/no/such/file.pdf", "Gone", None), recent(&path, "Here", None)];
    let mut harness = with_recent([1280.0, 800.0], entries);
    driver::wait_until(&mut harness, |state| state.missing_files.contains(Path::new("/no/such/file.pdf")));
    harness.get_by_role_and_label(Role::Button, "Gone. File not found. file.pdf in no/such");
    assert!(harness.query_by_label_contains("Here. File not found").is_none());
}

#[test]
fn the_keyboard_reaches_every_card_and_enter_opens_it() {
    let mut harness = driver::window([1280.0, 800.0]);
    harness.run();
    harness.get_by_role_and_label(Role::Button, SAMPLE_2009).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::NONE, Key::Tab);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::Button, SAMPLE_2012).is_focused());
    harness.key_press_modifiers(Modifiers::NONE, Key::Enter);
    driver::wait_until(&mut harness, |state| state.front_document().is_some());
    assert_eq!(harness.state().state().front_document().unwrap().title(), "Larkmoor Borough Council, 2012");
}

#[test]
fn twenty_recent_reports_scroll_and_a_focused_card_comes_into_view() {
    let entries: Vec<_> = (1..=20)
        .map(|number| recent(&format!("/r/{number}.pdf"), &format!("Report {number}"), None))
        .collect();
    let mut harness = with_recent([1280.0, 800.0], entries);
    driver::wait_until(&mut harness, |state| state.missing_files.contains(Path::new("/r/20.pdf")));
    let name = "Report 20. File not found. 20.pdf in /r";
    assert!(harness.get_by_role_and_label(Role::Button, name).rect().top() > 800.0);
    harness.get_by_role_and_label(Role::Button, name).focus();
    harness.run();
    let rect = harness.get_by_role_and_label(Role::Button, name).rect();
    assert!(rect.top() >= 42.0 && rect.bottom() <= 776.0, "{rect:?}");
    harness.get_by_role_and_label(Role::Button, "Remove Report 20 from this list").click();
    harness.run();
    assert_eq!(harness.state().state().settings.recent.len(), 19);
}

#[test]
fn cards_fit_windows_640_and_480_points_wide() {
    for (width, columns) in [(640.0, 2), (480.0, 1), (1280.0, 3)] {
        let entries =
            (1..=4).map(|number| recent(&format!("/r/{number}.pdf"), &format!("Report {number}"), None));
        let harness = with_recent([width, 480.0], entries.collect());
        let cards: Vec<_> = harness
            .get_all_by_role(Role::Button)
            .filter(|node| node.accesskit_node().label().is_some_and(|name| name.contains(".pdf in")))
            .map(|node| node.rect())
            .collect();
        assert_eq!(cards.len(), 4);
        assert!(cards.iter().all(|card| card.left() >= 0.0 && card.right() <= width), "{width}: {cards:?}");
        let in_first_row = cards.iter().filter(|card| (card.top() - cards[0].top()).abs() < 1.0).count();
        assert_eq!(in_first_row, columns, "{width}");
    }
}

#[test]
fn facts_that_cannot_be_read_do_not_remove_the_report_from_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    let text = r#"{"recent": [{"path": "/a.pdf", "title": "A", "facts": {"headline": "of the future"}},
        {"path": "/b.pdf", "title": "B"}]}"#;
    std::fs::write(file.path(), text).unwrap();
    let (settings, problems) = file.load_with_problems();
    assert_eq!(problems, None);
    assert_eq!(settings.recent, [recent("/a.pdf", "A", None), recent("/b.pdf", "B", None)]);
}

#[test]
fn facts_are_saved_with_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    let facts = remembered_facts(&support::project().join("assets/samples/larkmoor_2012.md"));
    let settings = Settings { recent: vec![recent("/a.md", "A", facts)], ..Settings::default() };
    file.save(&settings).unwrap();
    assert_eq!(file.load(), settings);
}

#[test]
fn closing_the_last_tab_looks_for_the_files_again() {
    let mut harness = driver::window([1280.0, 800.0]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "A report\n\n1. A paragraph.\n").unwrap();
    driver::open(&mut harness, &path);
    std::fs::remove_file(&path).unwrap();
    harness.state_mut().run_command(Command::Do(Action::CloseTab));
    driver::wait_until(&mut harness, |state| state.missing_files.contains(&path));
}
