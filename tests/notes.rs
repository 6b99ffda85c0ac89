//! Notes and bookmarks: kept outside the report, through crashes too.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command as Process, Stdio},
    sync::Arc,
};

use findings::{
    analysis::Findings,
    app::{
        Action, AnnotationChange, Annotations, Command, ComputedFindings, Dialog, Effect, Keep, Loaded, Note,
        Settings, SettingsFile, State, Task,
    },
};

/// A report that is open, with what is found in it and what was said of it.
fn open(file: &Path, annotations: Annotations) -> State {
    let mut state = State::new(Settings::default());
    let (_, effects) = state.add_report(Some(file.to_owned()), Loaded::new(support::read(file)));
    let [Effect::Task(ticket, Task::ComputeFindings(report, abbreviations))] = &effects[..] else {
        panic!("{effects:?}")
    };
    let computed =
        ComputedFindings { findings: Arc::new(Findings::of(report, Arc::clone(abbreviations))), annotations };
    state.update(Command::FindingsComputed(*ticket, Box::new(computed)));
    state
}

#[test]
fn a_note_stands_at_its_paragraph_and_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.md");
    std::fs::copy(support::project().join("assets/samples/larkmoor_2012.md"), &file).unwrap();
    let mut state = open(&file, Annotations::default());
    let report = Arc::clone(&state.documents()[0].loaded.report);
    let place = report.paragraph(report.paragraph_numbered(12).unwrap()).place;
    state.update(Command::GoTo(place));
    state.update(Command::Do(Action::Note));
    assert!(
        matches!(&state.dialog, Some(Dialog::Note(note)) if note.number == Some(12)),
        "{:?}",
        state.dialog
    );
    state.update(Command::TypeNote("Ask the director.\nSoon.".to_owned()));
    let effects = state.update(Command::SaveNote);
    let [Effect::Keep(Keep::Annotation(sha256, said))] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(state.documents()[0].note_at(place.block).unwrap().text, "Ask the director.\nSoon.");
    let markdown = state.documents()[0].notes_as_markdown();
    assert!(markdown.contains("(paragraph 12, ") && markdown.contains("Ask the director."), "{markdown}");

    // Kept under the report's fingerprint, and found again by another name and in another version.
    let settings = SettingsFile::in_folder(folder.path());
    settings.annotations().add(sha256, &[(**said).clone()]).unwrap();
    let renamed = folder.path().join("Larkmoor (final).md");
    std::fs::rename(&file, &renamed).unwrap();
    let state = open(&renamed, settings.annotations().load(sha256));
    assert_eq!(state.documents()[0].notes()[0].0, Some(place));
    // The paragraph went: the note stays, and says what it was of.
    let text = std::fs::read_to_string(&renamed).unwrap();
    let words = report.paragraph(report.paragraph_numbered(12).unwrap()).text.plain();
    std::fs::write(&renamed, text.replace(&words[..30], "Something else altogether")).unwrap();
    let state = open(&renamed, settings.annotations().load(sha256));
    let (place, note) = state.documents()[0].notes()[0];
    assert!(place.is_none() && words.starts_with(note.beginning.trim_end_matches(" …")), "{note:?}");
}

#[test]
fn a_note_stays_with_its_report_whatever_is_shown_meanwhile() {
    let file = support::project().join("assets/samples/larkmoor_2012.md");
    let mut state = open(&file, Annotations::default());
    let place = state.documents()[0].report().paragraphs.last().unwrap().place;
    let id = state.documents()[0].id;
    state.update(Command::BeginNote(id, place));
    // Another, shorter report comes to the front while it is written.
    let short = support::project().join("tests/fixtures/another_grade_in_the_text.txt");
    drop(state.add_report(Some(short.clone()), Loaded::new(support::read(&short))));
    let effects = state.update(Command::SaveNote);
    let sha256 = &state.documents()[0].report().source.sha256;
    assert!(matches!(&effects[..], [Effect::Keep(Keep::Annotation(of, _))] if of == sha256), "{effects:?}");
}

#[test]
fn a_note_is_taken_away() {
    let file = support::project().join("assets/samples/larkmoor_2012.md");
    let mut state = open(&file, Annotations::default());
    let place = state.documents()[0].report().paragraphs[5].place;
    let id = state.documents()[0].id;
    for keep in [true, false] {
        state.update(Command::BeginNote(id, place));
        state.update(if keep { Command::SaveNote } else { Command::RemoveNote });
        assert_eq!(state.documents()[0].note_at(place.block).is_some(), keep);
    }
    assert!(state.documents()[0].annotations.notes.is_empty());
}

const FOLDER: &str = "FINDINGS_TEST_NOTES";

/// No test of its own: what the next one starts and kills. It says each note that was kept.
#[test]
fn notes_are_written_until_the_program_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let kept = SettingsFile::in_folder(Path::new(&folder)).annotations();
    let begin = kept.load(&sha256()).notes.len();
    for number in begin..begin + 100_000 {
        let note = Note { text: format!("note {number}"), beginning: "words ".repeat(20) };
        kept.add(&sha256(), &[AnnotationChange::Note(format!("N-{number}"), Some(note))]).unwrap();
        println!("kept {number}");
    }
}

fn sha256() -> String {
    "c0ffee00".repeat(8)
}

#[test]
fn no_note_that_was_kept_is_lost_when_the_program_is_killed() {
    const KILLS: usize = 200;
    let folder = tempfile::tempdir().unwrap();
    let kept = SettingsFile::in_folder(folder.path()).annotations();
    let mut acknowledged = 0;
    for kill in 0..KILLS {
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["--exact", "notes_are_written_until_the_program_is_killed", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Killed after some notes, at whatever it is doing then.
        let wanted = 1 + kill % 4;
        let mut heard = |lines: &mut dyn Iterator<Item = std::io::Result<String>>, most: usize| {
            let numbers = lines
                .map_while(Result::ok)
                .filter_map(|line| line.split("kept ").nth(1)?.trim().parse::<usize>().ok());
            let last = numbers.take(most).last();
            acknowledged = acknowledged.max(last.map_or(acknowledged, |number| number + 1));
        };
        heard(&mut lines, wanted);
        child.kill().unwrap();
        child.wait().unwrap();
        // What it had said before it was killed, too.
        heard(&mut lines, usize::MAX);
        let annotations = kept.load(&sha256());
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
