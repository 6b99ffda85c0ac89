//! The timeline in the window: how it is opened, what it shows, and what a click does.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/window.rs"]
#[allow(clippy::unwrap_used, unreachable_pub, dead_code)]
mod driver;
mod support;

use std::path::PathBuf;

use eframe::egui::{Key, Role};
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    app::{Action, Command, ExportKind, PrintSubject, TimelineView, WindowEffect},
    ui::Window,
};

const SIZE: [f32; 2] = [1280.0, 800.0];
const TAB: &str = "Timeline, 2009 to 2023";

/// Returns the two samples and the letter about a visit, all about one council.
fn files() -> Vec<PathBuf> {
    [
        "assets/samples/larkmoor_2012.md",
        "tests/fixtures/letter_with_its_frame.md",
        "assets/samples/larkmoor_2009.txt",
    ]
    .map(|file| support::project().join(file))
    .to_vec()
}

/// Returns the window with the timeline of the three reports in front.
fn timeline_window(size: [f32; 2]) -> Harness<'static, Window> {
    let mut harness = driver::window(size);
    harness.state_mut().run_command(Command::ShowTimelineOf(files()));
    wait_for_timeline(&mut harness);
    harness
}

fn wait_for_timeline(harness: &mut Harness<'_, Window>) {
    driver::wait_until(harness, |state| state.front_timeline().is_some());
}

/// Returns the name of the overall grade of 2012 in the chart.
fn overall_of_2012(harness: &Harness<'_, Window>) -> String {
    let tab = harness.state().state().front_timeline().unwrap();
    let row = tab.timeline.charted_rows().next().unwrap();
    assert_eq!(row.points.len(), 2);
    format!("{}. {}", tab.timeline.accessible_point(row, 1), tab.timeline.change_words(row, 1))
}

#[test]
fn timeline_shows_charts_beside_a_table_of_the_same_grades() {
    let harness = timeline_window(SIZE);
    assert!(harness.query_by_role_and_label(Role::Tab, TAB).is_some());
    assert!(harness.query_by_role_and_label(Role::Table, "Grades over time").is_some());
    assert!(harness.query_by_role_and_label(Role::Table, "All grades").is_some());
    assert!(
        harness.query_by_role_and_label(Role::ColumnHeader, "2023: Focused visit. Gives no grades").is_some()
    );
    let name = overall_of_2012(&harness);
    assert!(name.ends_with("2012: Good, step 2 of 4. Up one grade since 2009."), "{name}");
    assert!(harness.query_by_role_and_label(Role::Button, &name).is_some(), "in the chart: {name}");
    assert!(harness.query_by_role_and_label(Role::Row, &name).is_some(), "in the table: {name}");
}

#[test]
fn clicking_a_grade_opens_its_report_at_the_judgement() {
    let mut harness = timeline_window(SIZE);
    let name = overall_of_2012(&harness);
    harness.get_by_role_and_label(Role::Button, &name).click();
    harness.run();
    let front = harness.state().state().front_document().unwrap();
    assert_eq!(front.report().source.file, "larkmoor_2012.md");
    let place = front.view.highlighted.unwrap();
    assert!(front.report().judgements.iter().any(|judgement| judgement.place() == Some(place)));
    assert_eq!(harness.state().state().tabs.len(), 4, "the report was open already");
}

#[test]
fn grade_of_a_closed_report_opens_it_again() {
    let mut harness = timeline_window(SIZE);
    let state = harness.state().state();
    let tab = state
        .tabs
        .iter()
        .find(|tab| tab.report().is_some_and(|document| document.report().source.file == "larkmoor_2012.md"));
    let id = tab.unwrap().id;
    harness.state_mut().run_command(Command::Close(id));
    harness.run();
    let name = overall_of_2012(&harness);
    harness.get_by_role_and_label(Role::Row, &name).click();
    driver::wait_for_load(&mut harness);
    assert_eq!(harness.state().state().front_document().unwrap().report().source.file, "larkmoor_2012.md");
}

#[test]
fn keyboard_reaches_a_grade_and_opens_its_report() {
    let mut harness = timeline_window(SIZE);
    let name = overall_of_2012(&harness);
    let mut presses = 0;
    while !harness.get_by_role_and_label(Role::Button, &name).is_focused() {
        harness.key_press(Key::Tab);
        harness.run();
        presses += 1;
        assert!(presses < 80, "the Tab key does not reach the grade");
    }
    let hint = harness.query_all_by_label_contains("Open this report").count();
    assert!(hint > 0, "a focused grade shows its facts");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().report().source.file, "larkmoor_2012.md");
}

#[test]
fn clicking_a_visit_opens_its_letter() {
    let mut harness = timeline_window(SIZE);
    harness.get_by_role_and_label(Role::ColumnHeader, "2023: Focused visit. Gives no grades").click();
    harness.run();
    let front = harness.state().state().front_document().unwrap();
    assert_eq!(front.report().source.file, "letter_with_its_frame.md");
}

#[test]
fn narrow_window_shows_the_chart_or_the_table() {
    let mut harness = timeline_window([640.0, 800.0]);
    assert!(harness.query_by_role_and_label(Role::Table, "All grades").is_none());
    harness.get_by_role_and_label(Role::Tab, "All grades").click();
    harness.run();
    assert_eq!(harness.state().state().front_timeline().unwrap().view, TimelineView::Table);
    assert!(harness.query_by_role_and_label(Role::Table, "All grades").is_some());
    assert!(harness.query_by_role_and_label(Role::Table, "Grades over time").is_none());
}

#[test]
fn action_shows_the_timeline_of_all_open_reports_of_the_council_in_front() {
    let mut harness = driver::window(SIZE);
    let other = support::project().join("tests/fixtures/letter_with_an_annex_after_its_signature.md");
    for file in std::iter::once(other).chain(files()) {
        driver::open(&mut harness, &file);
    }
    harness.state_mut().run_command(Command::Do(Action::ShowTimeline));
    wait_for_timeline(&mut harness);
    let state = harness.state().state();
    assert_eq!(state.front_timeline().unwrap().timeline.inspections.len(), 3);
    assert_eq!(state.tabs.len(), 5);
    // The same timeline is not opened twice.
    let report = state.tabs.iter().filter(|tab| tab.report().is_some()).nth(1).unwrap().id;
    harness.state_mut().run_command(Command::Activate(report));
    harness.state_mut().run_command(Command::Do(Action::ShowTimeline));
    harness.run();
    assert_eq!(harness.state().state().tabs.len(), 5);
    assert!(harness.state().state().front_timeline().is_some());
}

#[test]
fn action_asks_for_more_reports_if_too_few_are_open() {
    let mut state = findings::app::State::default();
    assert!(state.update(Command::Do(Action::ShowTimeline)).is_empty(), "no report is open");
    let loaded = findings::app::load_report(&files()[0], None, drop).unwrap();
    state.add_report(Some(files()[0].clone()), loaded);
    let effects = state.update(Command::Do(Action::ShowTimeline));
    let ticket = effects.iter().find_map(|effect| match effect {
        findings::app::Effect::Window(WindowEffect::PickFiles(ticket)) => Some(*ticket),
        _ => None,
    });
    let ticket = ticket.unwrap();
    let effects = state.update(Command::FilesPicked(ticket, files()[1..].to_vec()));
    let loads = effects
        .iter()
        .filter(|effect| matches!(effect, findings::app::Effect::Task(_, findings::app::Task::Load(_))));
    assert_eq!(loads.count(), 2);
    assert!(state.tabs.front().unwrap().opening().is_some(), "the timeline waits for the reports");
}

#[test]
fn reports_of_two_councils_have_no_timeline_and_stay_open() {
    let mut harness = driver::window(SIZE);
    let mut all = files();
    all.push(support::project().join("tests/fixtures/letter_with_an_annex_after_its_signature.md"));
    harness.state_mut().run_command(Command::ShowTimelineOf(all));
    driver::wait_until(&mut harness, |state| !state.messages.notices.is_empty());
    let state = harness.state().state();
    assert_eq!(state.messages.notices[0].title, "The timeline can't be shown");
    assert!(
        state.messages.notices[0].message.contains("letter_with_an_annex_after_its_signature.md is about")
    );
    assert_eq!(state.tabs.len(), 4);
    assert!(state.tabs.iter().all(|tab| tab.report().is_some()));
}

#[test]
fn file_that_cannot_be_opened_is_left_out() {
    let mut harness = driver::window(SIZE);
    let mut all = files();
    all.push(PathBuf::from("/no/such/report.txt"));
    harness.state_mut().run_command(Command::ShowTimelineOf(all));
    wait_for_timeline(&mut harness);
    let state = harness.state().state();
    assert_eq!(state.front_timeline().unwrap().timeline.inspections.len(), 3);
    assert!(state.messages.notices.iter().any(|notice| notice.title.contains("report.txt")));
}

#[test]
fn closed_timeline_opens_again() {
    let mut harness = timeline_window(SIZE);
    harness.state_mut().run_command(Command::Do(Action::CloseTab));
    harness.run();
    assert!(harness.state().state().front_timeline().is_none());
    harness.state_mut().run_command(Command::Do(Action::ReopenTab));
    wait_for_timeline(&mut harness);
    assert!(harness.query_by_role_and_label(Role::Tab, TAB).is_some());
}

#[test]
fn saved_report_changes_the_timeline() {
    let folder = tempfile::tempdir().unwrap();
    let copies: Vec<PathBuf> = files()
        .iter()
        .map(|file| {
            let copy = folder.path().join(file.file_name().unwrap());
            std::fs::copy(file, &copy).unwrap();
            copy
        })
        .collect();
    let mut harness = driver::window(SIZE);
    harness.state_mut().run_command(Command::ShowTimelineOf(copies.clone()));
    wait_for_timeline(&mut harness);
    let saved = std::fs::read_to_string(&copies[2]).unwrap().replace("2009", "2008");
    std::fs::write(&copies[2], saved).unwrap();
    harness.state_mut().run_command(Command::FileChanged(copies[2].clone()));
    driver::wait_until(&mut harness, |state| {
        state.front_timeline().is_some_and(|tab| tab.timeline.inspections[0].label == "2008")
    });
    assert!(harness.query_by_role_and_label(Role::Tab, "Timeline, 2008 to 2023").is_some());
}

#[test]
fn timeline_is_printed_and_exported() {
    let mut harness = timeline_window(SIZE);
    assert_eq!(harness.state().state().export_kinds(), [ExportKind::TimelineHtml, ExportKind::TimelineJson]);
    harness.state_mut().run_command(Command::Do(Action::Print));
    driver::wait_until(&mut harness, |state| {
        state.printing.as_ref().is_some_and(|printing| printing.preview.is_some())
    });
    let state = harness.state().state();
    let printing = state.printing.as_ref().unwrap();
    assert!(matches!(printing.subject, PrintSubject::Timeline(_)));
    assert!(printing.title(state).starts_with("Timeline: Larkmoor"), "{}", printing.title(state));
    assert!(harness.query_by_label("Summary").is_none(), "a timeline has no parts to choose");
}
