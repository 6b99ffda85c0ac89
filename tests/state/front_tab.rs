//! Tests the front tab and open comparisons. There is no window: commands go in, state and effects are
//! checked.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use findings::{
    app::{Action, Command, Dialog, Effect, LoadedReport, Settings, Task},
    read::ReadError,
};

use tabs::{App, COMPARISON, open_files, password_required, sample_report, session};

use crate::tabs;

#[test]
fn a_file_handed_over_while_a_comparison_is_in_front_comes_to_the_front() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt"]);
    app.send(Command::HandedOver(vec!["/c.txt".into()]));
    app.answer_load("/c.txt", Ok(sample_report("/c.txt")));
    assert_eq!(app.front(), "/c.txt");
}

#[test]
fn the_guide_opened_while_a_comparison_is_in_front_comes_to_the_front() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt"]);
    app.press(Action::ShowGuide);
    app.answer_guide();
    assert_eq!(app.front(), "the guide");
}

#[test]
fn the_guide_already_open_behind_a_comparison_comes_to_the_front() {
    let mut app = App::with_open(&["/a.txt", "/b.txt"]);
    app.press(Action::ShowGuide);
    app.answer_guide();
    app.compare("/a.txt", "/b.txt");
    app.press(Action::ShowGuide);
    assert_eq!(app.front(), "the guide");
}

#[test]
fn a_file_opened_while_a_comparison_is_in_front_comes_to_the_front() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt"]);
    app.send(open_files(&["/c.txt"]));
    app.answer_load("/c.txt", Ok(sample_report("/c.txt")));
    assert_eq!(app.front(), "/c.txt");
}

#[test]
fn a_failed_load_leaves_an_unrelated_pending_comparison_alone() {
    let mut app = App::new(Settings::default());
    app.send(Command::CompareFiles(["/a.txt".into(), "/b.txt".into()]));
    app.send(open_files(&["/c.txt"]));
    app.answer_load("/c.txt", Err(ReadError::Empty.into()));
    app.answer_load("/a.txt", Ok(sample_report("/a.txt")));
    app.answer_load("/b.txt", Ok(sample_report("/b.txt")));
    assert!(app.is_comparing(), "a and b are not compared after c failed to open");
}

#[test]
fn a_cancelled_password_leaves_an_unrelated_pending_comparison_alone() {
    let mut app = App::new(Settings::default());
    app.send(Command::CompareFiles(["/a.txt".into(), "/b.txt".into()]));
    app.send(open_files(&["/c.pdf"]));
    app.answer_load("/c.pdf", password_required());
    app.send(Command::CloseDialog);
    app.answer_load("/a.txt", Ok(sample_report("/a.txt")));
    app.answer_load("/b.txt", Ok(sample_report("/b.txt")));
    assert!(app.is_comparing(), "a and b are not compared after the password of c was cancelled");
}

#[test]
fn a_tab_chosen_with_ctrl_tab_during_restore_stays_in_front() {
    let (_folder, paths, settings) = session(&["a.txt", "b.txt", "c.txt"], "a.txt");
    let mut app = App::new(settings);
    app.send(Command::Restore);
    app.answer_load(&paths[1], Ok(sample_report(&paths[1])));
    app.answer_load(&paths[2], Ok(sample_report(&paths[2])));
    let before = app.front();
    app.press(Action::NextTab);
    let chosen = app.front();
    assert_ne!(chosen, before, "precondition: Ctrl+Tab moves between the two loaded tabs");
    app.answer_load(&paths[0], Ok(sample_report(&paths[0])));
    assert_eq!(app.front(), chosen);
}

#[test]
fn a_comparison_cancelled_with_escape_never_comes_to_the_front() {
    let mut app = App::with_open(&["/a.txt", "/b.txt"]);
    app.start_comparing("/a.txt", "/b.txt");
    app.press(Action::Dismiss);
    app.answer_comparisons();
    assert_eq!(app.front(), "/b.txt");
}

#[test]
fn a_comparison_closed_before_it_is_ready_never_comes_to_the_front() {
    let mut app = App::with_open(&["/a.txt", "/b.txt"]);
    app.start_comparing("/a.txt", "/b.txt");
    let waiting = app.state.front_tab().unwrap();
    app.send(Command::Close(waiting));
    app.answer_comparisons();
    assert_eq!(app.front(), "/b.txt");
}

#[test]
fn a_comparison_is_shown_although_the_tab_of_a_report_was_closed_meanwhile() {
    let mut app = App::with_open(&["/a.txt", "/b.txt"]);
    app.start_comparing("/a.txt", "/b.txt");
    app.send(Command::Close(app.tab("/a.txt")));
    app.answer_comparisons();
    assert_eq!(app.front(), COMPARISON);
}

#[test]
fn saving_a_compared_file_updates_the_comparison_in_place() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt"]);
    app.send(Command::FileChanged("/a.txt".into()));
    // The file now contains the other sample.
    app.answer_load("/a.txt", Ok(sample_report("/b.txt")));
    assert_eq!(app.front(), COMPARISON, "while it is compared again");
    app.answer_comparisons();
    assert_eq!(app.front(), COMPARISON, "after it was compared again");
    let compared = app.state.front_comparison().unwrap();
    let shas = compared.result.reports.each_ref().map(|report| report.source.sha256.clone());
    assert_eq!(compared.fingerprints(), shas, "the texts are those that were compared");
    assert_eq!(shas[0], shas[1], "the comparison shows the saved content");
}

#[test]
fn two_comparisons_can_be_open_at_once() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt", "/c.txt"]);
    app.compare("/a.txt", "/c.txt");
    assert_eq!(app.comparisons(), [["/a.txt", "/b.txt"], ["/a.txt", "/c.txt"]]);
    // Each comparison has its own view, and comparing the same reports again shows the open comparison.
    app.send(Command::ShowCompareTab(findings::app::CompareTab::Text));
    app.start_comparing("/a.txt", "/b.txt");
    assert!(!app.is_comparing(), "the comparison that is open is shown again");
    assert_eq!(app.state.front_comparison().unwrap().tab, findings::app::CompareTab::Judgements);
    assert_eq!(app.comparisons().len(), 2);
}

#[test]
fn closing_a_third_report_leaves_the_comparison_in_front() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt", "/c.txt"]);
    app.send(Command::Close(app.tab("/c.txt")));
    assert_eq!(app.front(), COMPARISON);
}

#[test]
fn closing_reports_leaves_both_comparisons_open() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt", "/c.txt", "/d.txt"]);
    app.compare("/a.txt", "/c.txt");
    for path in ["/d.txt", "/c.txt", "/a.txt"] {
        app.send(Command::Close(app.tab(path)));
    }
    assert_eq!(app.comparisons(), [["/a.txt", "/b.txt"], ["/a.txt", "/c.txt"]]);
    assert_eq!(app.front(), COMPARISON);
}

#[test]
fn a_background_tab_asks_for_its_password_only_when_it_is_shown() {
    let (_folder, paths, settings) = session(&["a.txt", "locked.pdf"], "a.txt");
    let mut app = App::new(settings);
    app.send(Command::Restore);
    app.answer_load(&paths[0], Ok(sample_report(&paths[0])));
    app.answer_load(&paths[1], password_required());
    assert_eq!(app.requested_password(), None, "while the tab is in the background");
    assert_eq!(app.front(), paths[0]);
    app.press(Action::NextTab);
    assert_eq!(app.requested_password(), Some(paths[1].clone()), "once the tab is shown");
    app.press(Action::PreviousTab);
    assert_eq!(app.requested_password(), None, "in the background again");
}

#[test]
fn a_failed_load_brings_back_the_tab_it_was_opened_from() {
    let mut app = App::with_open(&["/a.txt", "/b.txt", "/c.txt"]);
    app.send(Command::Activate(app.tab("/a.txt")));
    app.send(open_files(&["/d.txt"]));
    assert_eq!(app.front(), "/d.txt");
    app.answer_load("/d.txt", Err(ReadError::Empty.into()));
    assert_eq!(app.front(), "/a.txt");
}

#[test]
fn a_comparison_of_a_file_that_cannot_be_read_closes_with_a_message() {
    let mut app = App::new(Settings::default());
    app.send(Command::CompareFiles(["/a.txt".into(), "/b.txt".into()]));
    app.answer_load("/a.txt", Ok(sample_report("/a.txt")));
    app.answer_load("/b.txt", Err(ReadError::Empty.into()));
    assert_eq!((app.front().as_str(), app.state.messages.notices.len()), ("/a.txt", 1));
    assert!(!app.is_comparing());
}

#[test]
fn a_comparison_waits_for_the_password_of_one_of_its_files() {
    let mut app = App::new(Settings::default());
    app.send(Command::CompareFiles(["/a.txt".into(), "/b.pdf".into()]));
    app.answer_load("/a.txt", Ok(sample_report("/a.txt")));
    app.answer_load("/b.pdf", password_required());
    assert_eq!(app.requested_password().as_deref(), Some("/b.pdf"), "the comparison in front waits for it");
    app.send(Command::Unlock(findings::app::Password("secret".to_owned())));
    app.answer_load("/b.pdf", Ok(sample_report("/b.pdf")));
    app.answer_comparisons();
    assert_eq!(app.front(), COMPARISON);
}

#[test]
fn a_task_that_panicked_is_reported_and_its_tab_closes() {
    let mut app = App::with_open(&["/a.txt", "/b.txt"]);
    app.start_comparing("/a.txt", "/b.txt");
    let ticket = app.state.pending.iter().last().unwrap().ticket;
    app.send(Command::TaskPanicked(ticket));
    assert_eq!(app.front(), "/b.txt");
    assert!(app.state.messages.notices[0].message.contains("bug"), "{:?}", app.state.messages);
    app.answer_comparisons();
    assert!(app.comparisons().is_empty(), "its late answer is dropped");
}

#[test]
fn a_cancelled_load_returns_to_the_tab_shown_before() {
    let mut app = App::with_open(&["/a.txt"]);
    app.send(open_files(&["/b.txt"]));
    let ticket = app.state.pending.loads().next().unwrap().0;
    app.send(Command::Cancel(ticket));
    assert_eq!((app.front().as_str(), app.state.tabs.len()), ("/a.txt", 1));
    app.answer_load("/b.txt", Ok(sample_report("/b.txt")));
    assert_eq!(app.state.tabs.len(), 1, "its late answer is dropped");
    assert!(app.state.messages.notices.is_empty(), "cancelling is not an error");
}

/// Returns a long report with its pages loaded but not its text.
fn pages_of(path: &str) -> LoadedReport {
    LoadedReport {
        has_only_pages: true,
        flow: Arc::new(findings::analysis::Flow::new(&no_text())),
        ..sample_report(path)
    }
}

/// Returns a report without any text.
fn no_text() -> findings::report::Report {
    let mut empty = (*sample_report("/a.txt").report).clone();
    empty.blocks.clear();
    empty
}

#[test]
fn a_dialog_about_the_front_tab_closes_when_another_tab_comes_to_the_front() {
    for action in [Action::Compare, Action::Export, Action::Palette] {
        let mut app = App::with_open(&["/a.txt"]);
        app.press(action);
        assert!(app.state.dialog.is_some(), "{action:?}");
        app.send(Command::HandedOver(vec!["/b.pdf".into()]));
        app.answer_load("/b.pdf", password_required());
        assert_eq!(app.requested_password().as_deref(), Some("/b.pdf"), "{action:?}");
    }
}

#[test]
fn a_note_stays_open_until_it_is_saved_whatever_comes_to_the_front() {
    let mut app = App::with_open(&["/a.txt"]);
    let effect = app.pending.iter().find_map(|effect| match effect {
        Effect::Task(ticket, Task::ComputeFindings(report, abbreviations)) => {
            Some((*ticket, Arc::clone(report), Arc::clone(abbreviations)))
        }
        _ => None,
    });
    let (ticket, report, abbreviations) = effect.unwrap();
    let findings = Arc::new(findings::analysis::Findings::compute(&report, abbreviations));
    let computed =
        findings::app::ComputedFindings { findings, annotations: findings::app::Annotations::default() };
    app.send(Command::FindingsComputed(ticket, Box::new(computed)));
    app.press(Action::Note);
    app.send(Command::TypeNote("Ask again.".to_owned()));
    app.send(Command::HandedOver(vec!["/b.txt".into()]));
    app.press(Action::Palette);
    assert!(matches!(&app.state.dialog, Some(Dialog::Note(note)) if note.text == "Ask again."));
}

#[test]
fn two_compared_files_saved_at_once_are_both_updated() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt"]);
    for path in ["/a.txt", "/b.txt"] {
        app.send(Command::Close(app.tab(path)));
    }
    for path in ["/a.txt", "/b.txt"] {
        app.send(Command::FileChanged(path.into()));
    }
    // Each file now has the content of the other file.
    app.answer_load("/a.txt", Ok(sample_report("/b.txt")));
    app.answer_load("/b.txt", Ok(sample_report("/a.txt")));
    app.answer_comparisons();
    let expected = ["/b.txt", "/a.txt"].map(|path| sample_report(path).report.source.sha256.clone());
    assert_eq!(app.state.front_comparison().unwrap().fingerprints(), expected);
}

#[test]
fn closing_a_tab_that_is_read_again_still_updates_its_comparison() {
    let mut app = App::with_comparison(&["/a.txt", "/b.txt"]);
    app.send(Command::FileChanged("/a.txt".into()));
    app.send(Command::Close(app.tab("/a.txt")));
    app.answer_load("/a.txt", Ok(sample_report("/b.txt")));
    app.answer_comparisons();
    let expected = sample_report("/b.txt").report.source.sha256.clone();
    assert_eq!(app.state.front_comparison().unwrap().fingerprints()[0], expected);
}

#[test]
fn a_file_saved_while_it_is_read_is_read_once_more() {
    let mut app = App::with_open(&["/a.txt"]);
    app.send(Command::FileChanged("/a.txt".into()));
    app.send(Command::FileChanged("/a.txt".into()));
    app.answer_load("/a.txt", Ok(sample_report("/a.txt")));
    app.answer_load("/a.txt", Ok(sample_report("/b.txt")));
    assert_eq!(app.state.documents()[0].sha256(), sample_report("/b.txt").report.source.sha256);
}

#[test]
fn a_comparison_closes_with_a_message_when_reading_one_text_is_cancelled() {
    let mut app = App::new(Settings::default());
    app.send(Command::CompareFiles(["/a.txt".into(), "/long.pdf".into()]));
    app.answer_load("/a.txt", Ok(sample_report("/a.txt")));
    let ticket = app.state.pending.loads().next().unwrap().0;
    app.send(Command::Loaded(ticket, Box::new(Ok(pages_of("/long.pdf")))));
    app.send(Command::Cancel(ticket));
    assert!(app.state.messages.notices[0].title.contains("can't be compared"), "{:?}", app.state.messages);
    assert_eq!(app.state.tabs.iter().filter(|tab| tab.opening().is_some()).count(), 0);
    // The text is read when the file is opened again.
    app.send(open_files(&["/long.pdf"]));
    app.pending.retain(|effect| !matches!(effect, Effect::Task(other, _) if *other == ticket));
    app.answer_load("/long.pdf", Ok(sample_report("/long.pdf")));
    assert!(app.state.front_document().unwrap().has_text());
}

#[test]
fn every_comparison_that_waits_for_a_cancelled_file_closes() {
    let mut app = App::new(Settings::default());
    app.send(Command::CompareFiles(["/secret.pdf".into(), "/a.txt".into()]));
    app.send(Command::CompareFiles(["/secret.pdf".into(), "/b.txt".into()]));
    app.answer_load("/a.txt", Ok(sample_report("/a.txt")));
    app.answer_load("/b.txt", Ok(sample_report("/b.txt")));
    app.answer_load("/secret.pdf", password_required());
    app.send(Command::CloseDialog);
    assert_eq!(app.state.tabs.iter().filter(|tab| tab.opening().is_some()).count(), 0);
    assert_eq!(app.state.tabs.len(), 2, "both reports that could be read stay");
}

#[test]
fn the_print_view_closes_when_its_own_report_is_opened_again() {
    let mut app = App::with_open(&["/a.txt"]);
    app.press(Action::Print);
    assert!(app.state.printing.is_some());
    app.send(Command::HandedOver(vec!["/a.txt".into()]));
    assert!(app.state.printing.is_none());
}

#[test]
fn a_file_compared_with_itself_is_shown_with_a_message() {
    let mut app = App::new(Settings::default());
    app.send(Command::CompareFiles(["/a.txt".into(), "/a.txt".into()]));
    assert_eq!(app.front(), "/a.txt");
    assert!(app.state.messages.notices[0].title.contains("same file"));
}

#[test]
fn at_most_five_closed_reports_that_cannot_be_read_again_are_kept() {
    let paths = ["/1.txt", "/2.txt", "/3.txt", "/4.txt", "/5.txt", "/6.txt", "/7.txt"];
    let mut app = App::with_open(&paths);
    for path in paths {
        app.send(Command::Close(app.tab(path)));
    }
    while app.state.action_context().has_closed_tab {
        app.press(Action::ReopenTab);
    }
    let open: Vec<_> = app.state.tabs.iter().map(|tab| tab.path().unwrap().display().to_string()).collect();
    assert_eq!(open, ["/3.txt", "/4.txt", "/5.txt", "/6.txt", "/7.txt"]);
    assert!(!app.state.action_context().can_undo, "dropped tabs cannot be opened by undoing either");
}

#[test]
fn a_report_opened_from_outside_keeps_the_tabs_of_the_last_session() {
    let (folder, paths, settings) = session(&["a.txt", "b.txt", "gone.txt"], "a.txt");
    std::fs::remove_file(folder.path().join("gone.txt")).unwrap();
    let mut app = App::new(settings.clone());
    let effects = app.state.run_start_command(open_files(&["/c.txt"]), true);
    app.pending.extend(effects);
    assert_eq!(app.front(), "/c.txt");
    let open: Vec<String> =
        app.state.tabs.iter().map(|tab| tab.path().unwrap().display().to_string()).collect();
    assert_eq!(open, [paths[0].as_str(), paths[1].as_str(), "/c.txt"]);
    let notice = &app.state.messages.notices[0];
    assert!(notice.title.contains("gone.txt"), "a missing report is named: {notice:?}");
    for path in [paths[0].as_str(), paths[1].as_str(), "/c.txt"] {
        app.answer_load(path, Ok(sample_report(path)));
    }
    assert_eq!(app.front(), "/c.txt");

    // A report of the session that is opened is only brought to the front.
    let mut app = App::new(settings.clone());
    app.state.run_start_command(open_files(&[&paths[1]]), true);
    assert_eq!((app.front(), app.state.tabs.len()), (paths[1].clone(), 2));
    // A window beside another one starts without the session.
    let mut app = App::new(settings);
    app.state.run_start_command(open_files(&["/c.txt"]), false);
    assert_eq!(app.state.tabs.len(), 1);
}
