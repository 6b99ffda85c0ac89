//! Files that are saved, opened again or unlocked while a comparison, a print view or a message is about an earlier
//! version. There is no window: commands go in, state and effects are checked.
#![allow(clippy::unwrap_used, missing_docs)]

use findings::{
    app::{Action, Command, Effect, LoadedReport, Password, ReportSource, Settings, Task},
    read::{ReadError, read},
};
use tabs::{App, COMPARISON, open_files, password_required, sample_report};

use crate::tabs;

/// Returns the fingerprint of the sample that a file of this name contains.
fn sample_sha256(path: &str) -> String {
    sample_report(path).report.source.sha256.clone()
}

/// Returns the fingerprints of the reports in the only comparison.
fn compared_fingerprints(app: &App) -> [String; 2] {
    app.state.tabs.iter().find_map(|tab| tab.comparison()).unwrap().fingerprints()
}

#[test]
fn a_compared_file_saved_and_opened_again_updates_the_comparison() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt"]);
    app.send(Command::Close(app.tab("/a.txt")));
    // No change is reported: reading the file again hides it from the watcher.
    app.send(open_files(&["/a.txt"]));
    app.answer_load("/a.txt", Ok(sample_report("/b.txt")));
    app.answer_comparisons();
    assert_eq!(compared_fingerprints(&app), [sample_sha256("/b.txt"), sample_sha256("/b.txt")]);
    assert_eq!(app.front(), "/a.txt");
}

#[test]
fn a_compared_file_saved_while_its_tab_waits_for_a_password_updates_the_comparison() {
    let mut app = App::new(Settings::default());
    app.send(open_files(&["/a.txt", "/secret.pdf"]));
    app.answer_load("/a.txt", Ok(sample_report("/a.txt")));
    app.answer_load("/secret.pdf", password_required());
    app.send(Command::Unlock(Password("open".to_owned())));
    app.answer_load("/secret.pdf", Ok(sample_report("/b.txt")));
    app.compare("/a.txt", "/secret.pdf");
    app.send(Command::Close(app.tab("/secret.pdf")));
    app.send(open_files(&["/secret.pdf"]));
    app.answer_load("/secret.pdf", password_required());
    app.send(Command::FileChanged("/secret.pdf".into()));
    app.answer_load("/secret.pdf", Ok(sample_report("/a.txt")));
    app.answer_comparisons();
    assert_eq!(compared_fingerprints(&app), [sample_sha256("/a.txt"), sample_sha256("/a.txt")]);
}

#[test]
fn the_same_files_compared_again_show_the_comparison_that_is_open() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt"]);
    for path in ["/a.txt", "/b.txt"] {
        app.send(Command::Close(app.tab(path)));
    }
    app.send(Command::CompareFiles(["/a.txt".into(), "/b.txt".into()]));
    for path in ["/a.txt", "/b.txt"] {
        app.answer_load(path, Ok(sample_report(path)));
    }
    app.answer_comparisons();
    assert_eq!(app.comparisons().len(), 1);
    assert_eq!(app.front(), COMPARISON);
    assert!(app.state.tabs.iter().all(|tab| tab.opening().is_none()), "no tab waits for a comparison");
}

#[test]
fn another_tab_can_be_shown_while_a_file_waits_for_its_password() {
    let mut app = App::with_open(&["/a.txt"]);
    app.send(open_files(&["/secret.pdf"]));
    app.answer_load("/secret.pdf", password_required());
    assert!(!app.state.dialog.as_ref().unwrap().should_block_shortcuts());
    app.send(Command::Activate(app.tab("/a.txt")));
    assert_eq!((app.front().as_str(), app.requested_password()), ("/a.txt", None));
    app.send(Command::Activate(app.tab("/secret.pdf")));
    assert_eq!(app.requested_password().as_deref(), Some("/secret.pdf"));
}

#[test]
fn the_notice_about_a_file_disappears_once_the_file_can_be_opened() {
    let mut app = App::with_open(&["/a.txt", "/b.txt"]);
    for path in ["/a.txt", "/b.txt"] {
        app.send(Command::FileChanged(path.into()));
        app.answer_load(path, Err(ReadError::Empty.into()));
    }
    assert_eq!(app.state.messages.notices.len(), 2);
    app.send(Command::FileChanged("/a.txt".into()));
    app.answer_load("/a.txt", Ok(sample_report("/a.txt")));
    let titles: Vec<&str> = app.state.messages.notices.iter().map(|notice| notice.title.as_str()).collect();
    assert_eq!(titles, ["“b.txt” could not be opened"]);
}

#[test]
fn the_current_difference_stays_when_a_compared_file_is_saved() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt"]);
    for _ in 0..3 {
        app.press(Action::NextMatch);
    }
    assert_eq!(app.state.front_comparison().unwrap().current, Some(2), "precondition");
    app.send(Command::FileChanged("/a.txt".into()));
    app.answer_load("/a.txt", Ok(edited_version(&sample_report("/a.txt"))));
    app.answer_comparisons();
    app.press(Action::NextMatch);
    assert_eq!(app.state.front_comparison().unwrap().current, Some(3));
}

/// Returns another version of a sample report: its last line has one more word.
fn edited_version(loaded: &LoadedReport) -> LoadedReport {
    let source = &loaded.report.source;
    let sample = findings::app::SAMPLES.iter().find(|sample| sample.file == source.file).unwrap();
    let text = format!("{} Again.\n", std::str::from_utf8(sample.bytes).unwrap().trim_end());
    LoadedReport::new(read(text.as_bytes(), &source.file).unwrap())
}

#[test]
fn the_print_view_lays_out_its_pages_again_when_the_file_is_saved() {
    let mut app = App::with_open(&["/a.txt"]);
    app.press(Action::Print);
    app.pending.clear();
    app.send(Command::FileChanged("/a.txt".into()));
    app.answer_load("/a.txt", Ok(sample_report("/b.txt")));
    assert!(app.state.printing.is_some());
    let is_layout = |effect: &Effect| matches!(effect, Effect::Task(_, Task::LayOutPages(_)));
    assert_eq!(app.pending.iter().filter(|effect| is_layout(effect)).count(), 1);
}

#[test]
fn the_reload_message_counts_changed_paragraphs_and_grades_and_compares_the_versions() {
    let mut app = App::with_open(&["/a.txt"]);
    let sample = &findings::app::SAMPLES[0];
    let text = std::str::from_utf8(sample.bytes).unwrap();
    let before = app.state.documents()[0].loaded.clone();
    let words = before.report.paragraphs[4].text.plain();
    let first_words = words.split(' ').take(4).collect::<Vec<_>>().join(" ");
    assert_eq!(text.matches(&first_words).count(), 1, "precondition");
    let grade = &before.report.judgements[0].grade.label;
    let changed_text = text.replace(&first_words, &format!("{first_words} now"));
    app.send(Command::FileChanged("/a.txt".into()));
    app.answer_load("/a.txt", Ok(LoadedReport::new(read(changed_text.as_bytes(), sample.file).unwrap())));
    let toast = app.state.messages.toast.clone().unwrap().words;
    assert!(toast.ends_with("was reloaded: 1 paragraph changed."), "{toast}");
    // A version with other grades.
    let other = if grade == "Good" { "Adequate" } else { "Good" };
    let mut regraded = read(changed_text.as_bytes(), sample.file).unwrap();
    for judgement in regraded.report.judgements.iter_mut().take(2) {
        judgement.grade.label = other.to_owned();
    }
    let changed = regraded.report.judgements.iter().zip(&before.report.judgements).take(2);
    let count = changed.filter(|(new, old)| new.grade.label != old.grade.label).count();
    regraded.report.source.sha256 = "0".repeat(64);
    app.send(Command::FileChanged("/a.txt".into()));
    app.answer_load("/a.txt", Ok(LoadedReport::new(regraded)));
    let toast = app.state.messages.toast.clone().unwrap().words;
    let grades = if count == 1 { "1 grade changed" } else { "2 grades changed" };
    assert!(toast.ends_with(&format!("was reloaded: {grades}.")), "{toast}");
    app.send(Command::CompareVersions);
    app.answer_comparisons();
    let comparison = app.state.front_comparison().unwrap();
    assert!(comparison.has_versions_of_one_file());
    assert_eq!(comparison.fingerprints()[1], "0".repeat(64));
    assert!(app.state.messages.toast.is_none());
}

#[test]
fn a_change_outside_the_paragraphs_is_reported_as_one() {
    let mut app = App::with_open(&["/a.txt"]);
    let sample = &findings::app::SAMPLES[0];
    let text = std::str::from_utf8(sample.bytes).unwrap();
    let title = text.lines().next().unwrap();
    let renamed = text.replacen(title, "Review of everything", 1);
    app.send(Command::FileChanged("/a.txt".into()));
    app.answer_load("/a.txt", Ok(LoadedReport::new(read(renamed.as_bytes(), sample.file).unwrap())));
    let toast = app.state.messages.toast.clone().unwrap().words;
    assert!(toast.contains("Headings, tables or the cover changed"), "{toast}");
    assert!(
        app.pending
            .iter()
            .all(|effect| !matches!(effect, Effect::Task(_, Task::Load(ReportSource::File(_)))))
    );
}
