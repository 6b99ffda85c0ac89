//! No work is lost: a note that is being written is kept as a draft, and decisions, notes and closed tabs can be undone.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/window.rs"]
#[allow(clippy::unwrap_used, unreachable_pub, dead_code)]
mod driver;
mod support;

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command as Process, Stdio},
    time::{Duration, Instant},
};

use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    app::{Action, Application, Command, Dialog, Runner, Settings, SettingsFile, State, SummaryTab, Verdict},
    report::Place,
    ui::Window,
};

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
    let verdict = |harness: &Harness<'_, Window>| {
        harness.state().state().front_document().unwrap().annotations.points.get(&point).copied()
    };
    harness.state_mut().run_command(Command::JudgePoint(point.clone(), Some(Verdict::Keep)));
    harness.state_mut().run_command(Command::JudgePoint(point.clone(), Some(Verdict::Dismiss)));
    harness.run();
    assert_eq!((verdict(&harness), toast(&harness).as_str()), (Some(Verdict::Dismiss), "Point dismissed."));
    harness.get_by_role_and_label(Role::Button, "Undo").click();
    harness.run();
    assert_eq!(verdict(&harness), Some(Verdict::Keep));
    press_undo(&mut harness);
    assert_eq!(verdict(&harness), None);
    // Nothing is left to undo.
    assert!(!(Action::Undo.info().is_possible)(&harness.state().state().action_context()));
}

#[test]
fn a_decision_on_a_report_that_is_behind_is_undone_in_view() {
    let mut harness = with_sample();
    let document = harness.state().state().front_document().unwrap();
    let (first, point) = (document.id, document.findings.as_ref().unwrap().points[0].id.clone());
    harness.state_mut().run_command(Command::JudgePoint(point, Some(Verdict::Dismiss)));
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
    assert_eq!((state.tabs.len(), state.front_tab()), (2, Some(first)));
    assert_eq!(state.tabs.iter().next().unwrap().id, first, "the tab is at its old place");
    assert_eq!(state.front_document().unwrap().view.scroll.anchor(), before);
}

#[test]
fn a_text_field_keeps_its_own_undo() {
    let mut harness = with_sample();
    let point =
        harness.state().state().front_document().unwrap().findings.as_ref().unwrap().points[0].id.clone();
    harness.state_mut().run_command(Command::JudgePoint(point, Some(Verdict::Keep)));
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
        .args(["--exact", "a_note_that_is_being_written_survives_a_kill", "--nocapture"])
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
