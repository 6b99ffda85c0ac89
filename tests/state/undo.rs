//! No work is lost: a note that is being written is kept as a draft, and decisions, notes and closed tabs can be undone.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command as Process, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    app::{
        Action, Application, Command, Dialog, PointDecision, Runner, Settings, SettingsFile, State,
        SummaryTab, ToastButton,
    },
    report::Place,
    ui::Window,
};

use crate::{driver, support};

fn sample() -> PathBuf {
    support::project().join("assets/samples/larkmoor_2009.txt")
}

/// Returns the window with a report whose findings are computed.
fn with_sample() -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &sample());
    driver::wait_for_findings(&mut harness);
    harness.run();
    harness
}

/// Returns the place of the paragraph with this number in the report in front.
fn place_of(harness: &Harness<'_, Window>, number: u32) -> Place {
    let report = harness.state().state().front_document().unwrap().report();
    report.paragraph(report.paragraph_with_number(number).unwrap()).place
}

fn toast(harness: &Harness<'_, Window>) -> String {
    harness.state().state().messages.toast.as_ref().map(|toast| toast.words.clone()).unwrap_or_default()
}

fn press_undo(harness: &mut Harness<'_, Window>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
}

/// Opens the note at paragraph 12, and returns the words in its field.
fn open_note(harness: &mut Harness<'_, Window>) -> String {
    let place = place_of(harness, 12);
    let id = harness.state().state().front_document().unwrap().id;
    harness.state_mut().run_command(Command::BeginNote(id, place));
    harness.run();
    let Some(Dialog::Note(note)) = &harness.state().state().dialog else { panic!("no note is open") };
    note.text.clone()
}

#[test]
fn a_note_that_is_closed_with_escape_is_offered_again() {
    let mut harness = with_sample();
    assert_eq!(open_note(&mut harness), "");
    harness.event(Event::Text("Ask the director".to_owned()));
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().state().dialog, None);
    assert!(toast(&harness).contains("draft"), "{}", toast(&harness));
    assert!(
        harness.state().state().front_document().unwrap().notes().is_empty(),
        "it is not saved as a note"
    );
    // The list of notes offers the draft too.
    harness.state_mut().run_command(Command::ShowTab(SummaryTab::Notes));
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Paragraph 12: Ask the director").click();
    harness.run();
    assert!(
        matches!(&harness.state().state().dialog, Some(Dialog::Note(note)) if note.text == "Ask the director")
    );
    harness.get_by_role_and_label(Role::Button, "Save note").click();
    harness.run();
    let document = harness.state().state().front_document().unwrap();
    assert_eq!((document.notes().len(), document.drafts().len()), (1, 0));
}

#[test]
fn a_discarded_draft_and_a_removed_note_come_back_with_undo() {
    let mut harness = with_sample();
    open_note(&mut harness);
    harness.event(Event::Text("Ask".to_owned()));
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Discard changes").click();
    harness.run();
    assert!(harness.state().state().front_document().unwrap().drafts().is_empty());
    press_undo(&mut harness);
    assert_eq!(open_note(&mut harness), "Ask");
    harness.get_by_role_and_label(Role::Button, "Save note").click();
    harness.run();
    open_note(&mut harness);
    harness.get_by_role_and_label(Role::Button, "Remove").click();
    harness.run();
    assert!(harness.state().state().front_document().unwrap().notes().is_empty());
    harness.get_by_role_and_label(Role::Button, "Undo").click();
    harness.run();
    assert_eq!(harness.state().state().front_document().unwrap().notes()[0].1.text, "Ask");
}

#[test]
fn keep_and_dismiss_can_be_undone_by_key_and_in_the_toast() {
    let mut harness = with_sample();
    let document = harness.state().state().front_document().unwrap();
    let point = document.findings.as_ref().unwrap().points[0].id.clone();
    let decision = |harness: &Harness<'_, Window>| {
        harness.state().state().front_document().unwrap().annotations.points.get(&point).copied()
    };
    harness.state_mut().run_command(Command::JudgePoint(point.clone(), Some(PointDecision::Keep)));
    harness.state_mut().run_command(Command::JudgePoint(point.clone(), Some(PointDecision::Dismiss)));
    harness.run();
    assert_eq!(
        (decision(&harness), toast(&harness).as_str()),
        (Some(PointDecision::Dismiss), "Point dismissed.")
    );
    harness.get_by_role_and_label(Role::Button, "Undo").click();
    harness.run();
    assert_eq!(decision(&harness), Some(PointDecision::Keep));
    press_undo(&mut harness);
    assert_eq!(decision(&harness), None);
    // Nothing is left to undo.
    assert!(!(Action::Undo.info().is_possible)(&harness.state().state().action_context()));
}

#[test]
fn a_decision_on_a_report_that_is_behind_is_undone_in_view() {
    let mut harness = with_sample();
    let document = harness.state().state().front_document().unwrap();
    let (first, point) = (document.id, document.findings.as_ref().unwrap().points[0].id.clone());
    harness.state_mut().run_command(Command::JudgePoint(point, Some(PointDecision::Dismiss)));
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    driver::wait_for_findings(&mut harness);
    press_undo(&mut harness);
    let front = harness.state().state().front_document().unwrap();
    assert!(front.id == first && front.annotations.points.is_empty());
}

#[test]
fn a_closed_tab_comes_back_at_its_place() {
    let mut harness = with_sample();
    let place = place_of(&harness, 30);
    harness.state_mut().run_command(Command::GoTo(place));
    harness.run();
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    let first = harness.state().state().tabs.iter().next().unwrap().id;
    let before = harness.state().state().tabs.get(first).unwrap().document().unwrap().view.scroll.anchor();
    harness.state_mut().run_command(Command::Close(first));
    harness.run();
    assert_eq!(harness.state().state().tabs.len(), 1);
    assert!(toast(&harness).starts_with("Closed “"), "{}", toast(&harness));
    harness.get_by_role_and_label(Role::Button, "Undo").click();
    driver::wait_for_load(&mut harness);
    driver::wait_for_findings(&mut harness);
    let state = harness.state().state();
    assert_eq!(state.tabs.len(), 2);
    let reopened = state.tabs.iter().next().unwrap();
    assert_eq!((reopened.path(), state.front_tab()), (Some(sample().as_path()), Some(reopened.id)));
    assert_eq!(state.front_document().unwrap().view.scroll.anchor(), before);
}

/// Returns whether a tab can be opened again, and whether there is anything to undo.
fn can_reopen_and_undo(harness: &Harness<'_, Window>) -> (bool, bool) {
    let now = harness.state().state().action_context();
    ((Action::ReopenTab.info().is_possible)(&now), (Action::Undo.info().is_possible)(&now))
}

#[test]
fn ctrl_z_and_ctrl_shift_t_open_closed_tabs_from_one_list() {
    let mut harness = with_sample();
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    driver::wait_for_findings(&mut harness);
    for _ in 0..2 {
        harness.state_mut().run_command(Command::Do(Action::CloseTab));
        harness.run();
    }
    assert_eq!((harness.state().state().tabs.len(), can_reopen_and_undo(&harness)), (0, (true, true)));
    harness.state_mut().run_command(Command::Do(Action::ReopenTab));
    driver::wait_for_load(&mut harness);
    assert_eq!(harness.state().state().front_document().unwrap().path, Some(sample()));
    // Undo goes on with the other tab.
    harness.state_mut().run_command(Command::Do(Action::Undo));
    driver::wait_for_load(&mut harness);
    let names: Vec<_> = harness.state().state().documents().iter().map(|report| report.title()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(can_reopen_and_undo(&harness), (false, false));
}

#[test]
fn a_closed_tab_does_not_keep_its_report_in_memory_and_gets_its_view_again() {
    let mut harness = with_sample();
    harness.state_mut().run_command(Command::ShowTab(SummaryTab::Points));
    harness.state_mut().run_command(Command::FilterContents("health".to_owned()));
    harness.run();
    let document = harness.state().state().front_document().unwrap();
    let (report, view) = (Arc::downgrade(&document.loaded.report), document.view.scroll.anchor());
    harness.state_mut().run_command(Command::Do(Action::CloseTab));
    harness.run();
    assert!(report.upgrade().is_none(), "the report is still in memory");
    press_undo(&mut harness);
    driver::wait_for_load(&mut harness);
    let document = harness.state().state().front_document().unwrap();
    assert_eq!((document.view.tab, document.view.filter.as_str()), (SummaryTab::Points, "health"));
    assert_eq!(document.view.scroll.anchor(), view);
}

#[test]
fn a_closed_report_whose_file_was_deleted_is_opened_again_from_memory() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.txt");
    std::fs::copy(sample(), &copy).unwrap();
    let mut harness = driver::window([1280.0, 800.0]);
    driver::open(&mut harness, &copy);
    driver::wait_for_findings(&mut harness);
    std::fs::remove_file(&copy).unwrap();
    harness.state_mut().run_command(Command::Do(Action::CloseTab));
    harness.run();
    press_undo(&mut harness);
    driver::wait_for_findings(&mut harness);
    let document = harness.state().state().front_document().unwrap();
    assert!(document.has_text() && document.path.as_deref() == Some(copy.as_path()));
    assert_eq!(harness.state().state().messages.notices.len(), 0);
}

#[test]
fn a_comparison_that_was_closed_is_opened_again_where_it_was_read() {
    let mut harness = with_sample();
    driver::open(&mut harness, &support::project().join("assets/samples/larkmoor_2012.md"));
    let documents: Vec<_> = harness.state().state().documents().iter().map(|report| report.id).collect();
    harness.state_mut().run_command(Command::Compare([documents[0], documents[1]]));
    driver::wait_until(&mut harness, |state| state.front_comparison().is_some());
    harness.key_press(Key::F3);
    harness.run();
    let highlighted = |harness: &Harness<'_, Window>| {
        let comparison = harness.state().state().front_comparison().unwrap();
        comparison.sides.each_ref().map(|side| side.view.highlighted)
    };
    let before = highlighted(&harness);
    assert_ne!(before, [None, None]);
    harness.state_mut().run_command(Command::Do(Action::CloseTab));
    harness.run();
    press_undo(&mut harness);
    driver::wait_until(&mut harness, |state| state.front_comparison().is_some());
    assert_eq!(highlighted(&harness), before);
    assert_eq!(harness.state().state().tabs.len(), 3);
}

/// Returns a program that saves in this file, if there is one.
fn program(settings_file: Option<SettingsFile>) -> Application {
    Application::new(State::new(Settings::default()), Runner::new(|| (), settings_file))
}

fn finish(app: &mut Application) {
    app.finish_work(|| std::thread::park_timeout(Duration::from_millis(5)));
}

/// Opens the sample, and begins a note in it that stays a draft.
fn leave_draft_in_sample(app: &mut Application) {
    app.run_command(Command::OpenFiles(vec![sample()]));
    finish(app);
    let document = app.state().front_document().unwrap();
    let (id, place) = (document.id, document.report().paragraphs[3].place);
    app.run_command(Command::BeginNote(id, place));
    app.run_command(Command::TypeNote("Half a sentence".to_owned()));
    app.run_command(Command::CloseDialog);
}

#[test]
fn a_draft_is_still_there_when_a_closed_tab_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    for settings_file in [None, Some(SettingsFile::in_folder(folder.path()))] {
        let mut app = program(settings_file);
        leave_draft_in_sample(&mut app);
        app.run_command(Command::Do(Action::CloseTab));
        app.run_command(Command::Do(Action::Undo));
        finish(&mut app);
        let drafts = app.state().front_document().unwrap().drafts();
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].1, "Half a sentence");
        // The user is reminded of it, and can go on writing at once.
        let toast = app.state().messages.toast.clone().unwrap();
        let Some(ToastButton::OpenDraft(id, place)) = toast.button else { panic!("{toast:?}") };
        app.run_command(Command::BeginNote(id, place));
        assert!(
            matches!(&app.state().dialog, Some(Dialog::Note(note)) if note.text == "Half a sentence"),
            "{:?}",
            app.state().dialog
        );
    }
}

#[test]
fn a_text_field_keeps_its_own_undo() {
    let mut harness = with_sample();
    let point =
        harness.state().state().front_document().unwrap().findings.as_ref().unwrap().points[0].id.clone();
    harness.state_mut().run_command(Command::JudgePoint(point, Some(PointDecision::Keep)));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.event(Event::Text("care".to_owned()));
    harness.run();
    press_undo(&mut harness);
    assert_eq!(harness.state().state().front_document().unwrap().annotations.points.len(), 1);
}

/// An environment variable. Where it names a folder, the crash test writes a draft there until it is killed.
const DRAFT_FOLDER_VARIABLE: &str = "FINDINGS_TEST_DRAFT";

/// Types a note, and never ends.
fn type_note_until_killed(folder: &Path) {
    let runner = Runner::new(|| (), Some(SettingsFile::in_folder(folder)));
    let mut app = Application::new(State::new(Settings::default()), runner);
    app.run_command(Command::OpenFiles(vec![sample()]));
    app.finish_work(|| std::thread::park_timeout(Duration::from_millis(5)));
    let document = app.state().front_document().unwrap();
    let (id, place, sha256) =
        (document.id, document.report().paragraphs[3].place, document.sha256().to_owned());
    app.run_command(Command::BeginNote(id, place));
    app.run_command(Command::TypeNote("Half a sentence".to_owned()));
    println!("typed {sha256}");
    loop {
        std::thread::park_timeout(Duration::from_secs(1));
    }
}

#[test]
fn a_note_that_is_being_written_survives_a_kill() {
    if let Some(folder) = std::env::var_os(DRAFT_FOLDER_VARIABLE) {
        return type_note_until_killed(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut child = Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "undo::a_note_that_is_being_written_survives_a_kill", "--nocapture"])
        .env(DRAFT_FOLDER_VARIABLE, folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let typed = lines.find_map(|line| Some(line.split("typed ").nth(1)?.trim().to_owned())).unwrap();
    // The draft is saved while the note is still open, and not when the program ends.
    let store = SettingsFile::in_folder(folder.path()).annotations();
    let start = Instant::now();
    while store.load(&typed).drafts.is_empty() && start.elapsed() < Duration::from_secs(30) {
        std::thread::park_timeout(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let drafts = store.load(&typed).drafts;
    assert_eq!(drafts.values().collect::<Vec<_>>(), ["Half a sentence"]);
}

#[test]
fn drafts_are_offered_when_their_report_comes_to_the_front() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    let mut app = program(Some(file.clone()));
    leave_draft_in_sample(&mut app);
    app.wait_until_saved();
    // Another start, with another report in front.
    let other = support::project().join("assets/samples/larkmoor_2012.md");
    let mut app = program(Some(file));
    app.run_command(Command::OpenFiles(vec![sample(), other]));
    finish(&mut app);
    assert!(app.state().messages.toast.is_none());
    app.run_command(Command::Do(Action::PreviousTab));
    let toast = app.state().messages.toast.clone().unwrap();
    assert!(matches!(toast.button, Some(ToastButton::OpenDraft(..))), "{toast:?}");
    // It is offered once.
    app.run_command(Command::DismissToast);
    app.run_command(Command::Do(Action::NextTab));
    app.run_command(Command::Do(Action::PreviousTab));
    assert!(app.state().messages.toast.is_none());
}
