//! Notes and bookmarks: they are saved outside the report, and no saved note is lost in a crash.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command as Process, Stdio},
    sync::Arc,
};

use findings::{
    analysis::Findings,
    app::{
        Action, AnnotationChange, Annotations, Command, ComputedFindings, Dialog, Effect, LoadedReport, Note,
        SaveRequest, Settings, SettingsFile, State, Task,
    },
};

use crate::support;

/// Returns a state with a report open, its findings computed and its annotations loaded.
fn open_with_annotations(file: &Path, annotations: Annotations) -> State {
    let mut state = State::new(Settings::default());
    let (_, effects) = state.add_report(Some(file.to_owned()), LoadedReport::new(support::read(file)));
    let [Effect::Task(ticket, Task::ComputeFindings(report, abbreviations))] = &effects[..] else {
        panic!("{effects:?}")
    };
    let computed = ComputedFindings {
        findings: Arc::new(Findings::compute(report, Arc::clone(abbreviations))),
        annotations,
    };
    state.update(Command::FindingsComputed(*ticket, Box::new(computed)));
    state
}

#[test]
fn a_note_is_found_again_after_the_file_is_renamed_or_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.md");
    std::fs::copy(support::project().join("assets/samples/larkmoor_2012.md"), &file).unwrap();
    let mut state = open_with_annotations(&file, Annotations::default());
    let report = Arc::clone(&state.documents()[0].loaded.report);
    let place = report.paragraph(report.paragraph_with_number(12).unwrap()).place;
    state.update(Command::GoTo(place));
    state.update(Command::Do(Action::Note));
    assert!(
        matches!(&state.dialog, Some(Dialog::Note(note)) if note.number == Some(12)),
        "{:?}",
        state.dialog
    );
    state.update(Command::TypeNote("Ask the director.\nSoon.".to_owned()));
    let effects = state.update(Command::SaveNote);
    let [Effect::Save(SaveRequest::Annotation(sha256, change))] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(state.documents()[0].note_at(place.block).unwrap().text, "Ask the director.\nSoon.");
    let markdown = state.documents()[0].notes_as_markdown();
    assert!(markdown.contains("(para 12, ") && markdown.contains("Ask the director."), "{markdown}");

    // Notes are saved under the report's fingerprint, and found again under another file name.
    let settings = SettingsFile::in_folder(folder.path());
    settings.annotations().apply_changes(sha256, &[(**change).clone()]).unwrap();
    let renamed = folder.path().join("Larkmoor (final).md");
    std::fs::rename(&file, &renamed).unwrap();
    let state = open_with_annotations(&renamed, settings.annotations().load(sha256));
    assert_eq!(state.documents()[0].notes()[0].0, Some(place));
    // If the paragraph changes, the note stays and quotes the beginning of its old text.
    let text = std::fs::read_to_string(&renamed).unwrap();
    let words = report.paragraph(report.paragraph_with_number(12).unwrap()).text.plain();
    std::fs::write(&renamed, text.replace(&words[..30], "Something else altogether")).unwrap();
    let state = open_with_annotations(&renamed, settings.annotations().load(sha256));
    let (place, note) = state.documents()[0].notes()[0];
    assert!(place.is_none() && words.starts_with(note.beginning.trim_end_matches(" …")), "{note:?}");
}

#[test]
fn a_note_is_saved_to_its_report_although_another_is_in_front() {
    let file = support::project().join("assets/samples/larkmoor_2012.md");
    let mut state = open_with_annotations(&file, Annotations::default());
    let place = state.documents()[0].report().paragraphs.last().unwrap().place;
    let id = state.documents()[0].id;
    state.update(Command::BeginNote(id, place));
    // Another, shorter report comes to the front while the note is written.
    let short = support::project().join("tests/fixtures/another_grade_in_the_text.txt");
    drop(state.add_report(Some(short.clone()), LoadedReport::new(support::read(&short))));
    let effects = state.update(Command::SaveNote);
    let sha256 = &state.documents()[0].report().source.sha256;
    assert!(
        matches!(&effects[..], [Effect::Save(SaveRequest::Annotation(key, _))] if key == sha256),
        "{effects:?}"
    );
}

#[test]
fn a_note_is_removed() {
    let file = support::project().join("assets/samples/larkmoor_2012.md");
    let mut state = open_with_annotations(&file, Annotations::default());
    let place = state.documents()[0].report().paragraphs[5].place;
    let id = state.documents()[0].id;
    for is_saved in [true, false] {
        state.update(Command::BeginNote(id, place));
        state.update(if is_saved { Command::SaveNote } else { Command::RemoveNote });
        assert_eq!(state.documents()[0].note_at(place.block).is_some(), is_saved);
    }
    assert!(state.documents()[0].annotations.notes.is_empty());
}

/// An environment variable. Where it names a folder, the crash test writes notes into that folder until it is killed.
const NOTES_FOLDER_VARIABLE: &str = "FINDINGS_TEST_NOTES";

/// Saves notes and prints each number after its note is saved.
fn save_notes_until_killed(folder: &Path) {
    let annotations = SettingsFile::in_folder(folder).annotations();
    let begin = annotations.load(&test_sha256()).notes.len();
    for number in begin..begin + 100_000 {
        let note = Note { text: format!("note {number}"), beginning: "words ".repeat(20) };
        annotations
            .apply_changes(&test_sha256(), &[AnnotationChange::Note(format!("N-{number}"), Some(note))])
            .unwrap();
        println!("saved {number}");
    }
}

fn test_sha256() -> String {
    "c0ffee00".repeat(8)
}

/// Starts this test again as a separate process, which saves notes, and kills it.
#[test]
fn no_saved_note_is_lost_when_the_program_is_killed() {
    const KILLS: usize = 200;
    if let Some(folder) = std::env::var_os(NOTES_FOLDER_VARIABLE) {
        return save_notes_until_killed(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let store = SettingsFile::in_folder(folder.path()).annotations();
    let mut acknowledged = 0;
    for kill in 0..KILLS {
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["--exact", "notes::no_saved_note_is_lost_when_the_program_is_killed", "--nocapture"])
            .env(NOTES_FOLDER_VARIABLE, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // The process is killed after some notes, whatever it is doing then.
        let wanted = 1 + kill % 4;
        let mut read_numbers = |lines: &mut dyn Iterator<Item = std::io::Result<String>>, max: usize| {
            let numbers = lines
                .map_while(Result::ok)
                .filter_map(|line| line.split("saved ").nth(1)?.trim().parse::<usize>().ok());
            let last = numbers.take(max).last();
            acknowledged = acknowledged.max(last.map_or(acknowledged, |number| number + 1));
        };
        read_numbers(&mut lines, wanted);
        child.kill().unwrap();
        child.wait().unwrap();
        // Notes that it printed between the last one read and its end count too.
        read_numbers(&mut lines, usize::MAX);
        let annotations = store.load(&test_sha256());
        let missing =
            (0..acknowledged).find(|number| !annotations.notes.contains_key(&format!("N-{number}")));
        assert_eq!(missing, None, "of {acknowledged}, after {} kills", kill + 1);
    }
    assert!(acknowledged >= KILLS, "{acknowledged}");
    let unreadable = std::fs::read_dir(folder.path().join("reports")).unwrap();
    let unreadable = unreadable
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|end| end == "unreadable"));
    assert_eq!(unreadable.count(), 0);
}
