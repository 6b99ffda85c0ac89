//! Notes that can't be saved: a notice says so, and they are kept and saved as soon as possible.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{path::Path, time::Duration};

use findings::app::{
    Application, Command, NotesSaveStatus, Runner, SavedData, Settings, SettingsFile, State,
};

use crate::support;

/// Returns a program with a sample open that saves in this folder.
fn open_sample(folder: &Path) -> Application {
    let file = SettingsFile::in_folder(folder);
    let mut state = State::new(Settings::default());
    state.settings_path = Some(file.path().to_owned());
    let mut app = Application::new(state, Runner::new(|| (), Some(file)));
    app.run_command(Command::OpenFiles(vec![support::project().join("assets/samples/larkmoor_2012.md")]));
    finish(&mut app);
    app
}

fn finish(app: &mut Application) {
    app.finish_work(|| std::thread::park_timeout(Duration::from_millis(5)));
}

/// Saves a note at a paragraph, and waits for the outcome.
fn save_note(app: &mut Application, paragraph: usize, text: &str) {
    let document = app.state().front_document().unwrap();
    let (id, place) = (document.id, document.report().paragraphs[paragraph].place);
    app.run_command(Command::BeginNote(id, place));
    app.run_command(Command::TypeNote(text.to_owned()));
    app.run_command(Command::SaveNote);
    app.wait_until_saved();
    drop(app.take_answers());
}

#[test]
fn notes_that_cannot_be_saved_are_reported_and_saved_later() {
    let folder = tempfile::tempdir().unwrap();
    // A file in the place of the folder of notes makes saving fail, also for a user who may write everywhere.
    std::fs::write(folder.path().join("reports"), "").unwrap();
    let mut app = open_sample(folder.path());
    save_note(&mut app, 3, "First");
    let state = app.state();
    assert!(state.messages.toast.is_none(), "{:?}", state.messages.toast);
    let notice = &state.messages.all_notices()[0];
    assert!(notice.message.contains("reports"), "{notice:?}");
    // Opening a file removes other notices, but not this one.
    app.run_command(Command::OpenFiles(vec![support::project().join("assets/samples/larkmoor_2009.txt")]));
    finish(&mut app);
    assert_eq!(app.state().messages.all_notices().len(), 1);
    save_note(&mut app, 4, "Second");
    let toast = app.state().messages.toast.as_ref().unwrap();
    assert!(toast.words.contains("Not saved yet"), "{toast:?}");

    // A report that is opened again has its note, although it is not saved.
    let first = app.state().tabs.iter().next().unwrap().id;
    app.run_command(Command::Close(first));
    app.run_command(Command::OpenFiles(vec![support::project().join("assets/samples/larkmoor_2012.md")]));
    finish(&mut app);
    assert_eq!(app.state().front_document().unwrap().notes()[0].1.text, "First");

    // Once it is possible, the next note is saved with those before it.
    std::fs::remove_file(folder.path().join("reports")).unwrap();
    save_note(&mut app, 5, "Third");
    assert_eq!(app.state().notes_save_status, NotesSaveStatus::Saved);
    assert!(app.state().messages.all_notices().is_empty());
    let store = SettingsFile::in_folder(folder.path()).annotations();
    let saved = |document: &findings::app::Document| -> Vec<String> {
        store.load(document.sha256()).notes.into_values().map(|note| note.text).collect()
    };
    let mut texts: Vec<String> = app.state().documents().into_iter().flat_map(saved).collect();
    texts.sort();
    assert_eq!(texts, ["First", "Second", "Third"]);
}

#[test]
fn closing_warns_once_before_unsaved_notes_are_lost() {
    let mut state = State::new(Settings::default());
    assert!(state.can_close());
    state.update(Command::SavingFailed(SavedData::Settings, "disk full".to_owned()));
    assert!(state.can_close(), "only notes are worth a warning");
    state.update(Command::SavingFailed(SavedData::Annotations, "disk full".to_owned()));
    assert!(!state.can_close());
    state.update(Command::RefuseToClose);
    assert!(state.messages.saving_notice.is_some() && state.can_close());
    // Another change after the warning would be lost without one.
    state.update(Command::SavingFailed(SavedData::Annotations, "disk full".to_owned()));
    assert!(!state.can_close());
    state.update(Command::SavingWorksAgain(SavedData::Annotations));
    assert!(state.messages.saving_notice.is_none() && state.can_close());
}

#[test]
fn settings_that_cannot_be_saved_are_reported_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings");
    std::fs::write(&file, "").unwrap();
    let runner = Runner::new(|| (), Some(SettingsFile::in_folder(&file)));
    let mut app = Application::new(State::new(Settings::default()), runner);
    let mut toasts = Vec::new();
    for zoom in [1.5, 2.0] {
        app.run_command(Command::SetZoom(zoom));
        app.wait_until_saved();
        drop(app.take_answers());
        toasts.push(app.state().messages.toast.is_some());
        app.run_command(Command::DismissToast);
    }
    assert_eq!(toasts, [true, false]);
}
