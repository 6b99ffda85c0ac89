//! The print view, print jobs and exports.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use eframe::egui::Role;
use egui_kittest::{Harness, kittest::Queryable as _};
use findings::{
    app::{
        Action, Command, ComparisonResult, Effect, ExportKind, JobState, LoadedReport, PrintJob,
        PrintSubject, Runner, RunnerAnswer, SAMPLES, SaveRequest, Settings, State, Task, Ticket,
        WindowEffect,
    },
    output::{
        print::{Ink, Paper},
        printer::{Outcome, PrinterError, Progress},
        printout::{Part, PrintOptions, SummaryLength},
    },
    ui::Window,
};

use crate::{driver, support};

/// Returns a state with both samples open and the later one in front.
fn with_samples() -> State {
    let mut state = State::new(Settings::default());
    for sample in &SAMPLES {
        let loaded = LoadedReport::new(findings::read::read(sample.bytes, sample.file).unwrap());
        drop(state.add_report(None, loaded));
    }
    let later = state.tabs.iter().find(|tab| tab.report().unwrap().report().name().ends_with("2012"));
    let later = later.unwrap().id;
    state.update(Command::Activate(later));
    state
}

/// Runs the effects until the pages that they lay out are done. Returns the effects that need the window.
fn run_effects(state: &mut State, effects: Vec<Effect>) -> Vec<WindowEffect> {
    let mut runner = Runner::new(|| {}, None);
    let mut left = Vec::new();
    let mut awaited = 0;
    for effect in effects {
        awaited += usize::from(matches!(effect, Effect::Task(_, Task::LayOutPages(_))));
        left.extend(runner.run_effect(effect));
    }
    let start = Instant::now();
    while awaited > 0 {
        assert!(start.elapsed() < Duration::from_secs(20), "the pages were not laid out within 20 seconds");
        let answers: Vec<RunnerAnswer> = runner.poll().collect();
        for answer in answers {
            awaited -= 1;
            let RunnerAnswer::Command(command) = answer else { continue };
            for effect in state.update(command) {
                left.extend(runner.run_effect(effect));
            }
        }
        std::thread::yield_now();
    }
    left
}

/// Returns a state that shows the print view of the later sample.
fn state_with_print_view() -> State {
    let mut state = with_samples();
    let effects = state.update(Command::Do(Action::Print));
    run_effects(&mut state, effects);
    state
}

/// Starts to print, and returns the ticket and the job.
fn start_printing(state: &mut State) -> (Ticket, PrintJob) {
    let effects = state.update(Command::Print);
    let job = effects.into_iter().find_map(|effect| match effect {
        Effect::Window(WindowEffect::Print(ticket, job)) => Some((ticket, job)),
        _ => None,
    });
    job.unwrap()
}

#[test]
fn pages_that_are_being_sent_are_counted_and_the_job_can_be_cancelled() {
    let mut state = state_with_print_view();
    let (ticket, job) = start_printing(&mut state);
    state.update(Command::PrintProgress(ticket, Progress { sent: 1, total: 2 }));
    let mut harness = driver::window_with_state([1280.0, 800.0], 1.0, state);
    harness.get_by_role_and_label(Role::Status, "Printing page 2 of 2…");
    harness.get_by_role_and_label(Role::Button, "Cancel printing").click();
    harness.run();
    assert!(job.cancel.is_cancelled());
    assert!(harness.query_by_label("Cancel printing").is_none());
    // A late answer changes nothing.
    harness.state_mut().run_command(Command::PrintProgress(ticket, Progress { sent: 1, total: 2 }));
    harness.run();
    assert!(harness.query_by_label("Cancel printing").is_none());
}

#[test]
fn the_window_stays_open_only_while_pages_are_being_sent() {
    let mut state = state_with_print_view();
    let (ticket, _) = start_printing(&mut state);
    assert!(!state.is_sending_pages(), "the dialog of the system is open");
    state.update(Command::PrintProgress(ticket, Progress { sent: 0, total: 2 }));
    assert!(state.is_sending_pages());
    state.update(Command::RefuseToClose);
    assert!(state.messages.toast.as_ref().unwrap().words.contains("still sending pages"));
    state.update(Command::Printed(ticket, Ok(Outcome::Accepted(None))));
    assert!(!state.is_sending_pages());
}

#[test]
fn the_print_view_shows_the_pages_of_the_front_report() {
    let state = state_with_print_view();
    let printing = state.printing.as_ref().unwrap();
    let preview = printing.preview.as_ref().unwrap();
    assert_eq!(printing.subject, PrintSubject::Report(state.front_document().unwrap().id));
    assert_eq!(preview.pages, 2);
    assert_eq!(preview.document.loaded.original.as_ref().unwrap().page_sizes().len(), 2);
    assert!(preview.pdf.starts_with(b"%PDF"));
    // An earlier report of the same council is open, so the changes since then are printed.
    assert!(printing.baseline.is_some());
}

#[test]
fn changed_print_options_lay_out_the_pages_again_and_are_saved() {
    let mut state = state_with_print_view();
    let before = state.printing.as_ref().unwrap().preview.as_ref().unwrap().pdf.clone();
    let choice = PrintOptions {
        ink: Ink::Grey,
        paper: Paper::A3Folded,
        part: Part::Recommendations,
        length: SummaryLength::Full,
        ..PrintOptions::default()
    };
    let effects = state.update(Command::ChoosePrint(Box::new(choice), None));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Save(SaveRequest::Settings(_)))));
    run_effects(&mut state, effects);
    let preview = state.printing.as_ref().unwrap().preview.as_ref().unwrap();
    assert!(preview.pdf != before);
    // Ink and paper are saved; part and length depend on the report and are not saved.
    let expected = PrintOptions { ink: Ink::Grey, paper: Paper::A3Folded, ..PrintOptions::default() };
    assert_eq!(state.settings.print, expected);
    let json = serde_json::to_string(&state.settings).unwrap();
    let read: Settings = serde_json::from_str(&json).unwrap();
    assert_eq!(read.print, state.settings.print);
}

#[test]
fn pages_with_an_unknown_ticket_are_dropped() {
    let mut state = state_with_print_view();
    let pdf = state.printing.as_ref().unwrap().preview.as_ref().unwrap().pdf.clone();
    state.update(Command::Typeset(Ticket(9999), Box::new(Err("late".to_owned()))));
    let printing = state.printing.as_ref().unwrap();
    assert_eq!(printing.job, JobState::None);
    assert!(printing.preview.as_ref().unwrap().pdf == pdf);
    state.update(Command::ClosePrinting);
    state.update(Command::Typeset(Ticket(1), Box::new(Err("late".to_owned()))));
    assert!(state.printing.is_none());
}

#[test]
fn a_print_job_is_done_only_when_the_system_accepted_it() {
    let mut state = state_with_print_view();
    let job = |state: &State| state.printing.as_ref().unwrap().job.clone();
    let effects = state.update(Command::Print);
    let ticket = |effects: &[Effect]| {
        let found = effects.iter().find_map(|effect| match effect {
            Effect::Window(WindowEffect::Print(ticket, _)) => Some(*ticket),
            _ => None,
        });
        found.unwrap()
    };
    let print_ticket = ticket(&effects);
    assert!(
        matches!(effects.as_slice(), [Effect::Window(WindowEffect::Print(_, job))] if job.job_options.is_none())
    );
    assert_eq!(job(&state), JobState::Asking);
    // A second print command while the first is pending does nothing.
    assert!(state.update(Command::Print).is_empty());
    state.update(Command::Printed(print_ticket, Ok(Outcome::Cancelled)));
    assert_eq!(job(&state), JobState::None);
    let print_ticket = ticket(&state.update(Command::Print));
    let refused = || Err(PrinterError::Refused("It is out of paper.".to_owned()));
    state.update(Command::Printed(print_ticket, refused()));
    assert!(matches!(job(&state), JobState::Failed(why) if why.contains("out of paper")));
    // Without a system dialog, the user chooses a printer in the print view.
    let print_ticket = ticket(&state.update(Command::Print));
    state.update(Command::ChoosePrinter(print_ticket, vec!["Paper".to_owned(), "Other".to_owned()]));
    let effects = state.update(Command::Do(Action::Print));
    let print_ticket = ticket(&effects);
    let queue = effects.iter().find_map(|effect| match effect {
        Effect::Window(WindowEffect::Print(_, job)) => job.job_options.clone(),
        _ => None,
    });
    assert_eq!(queue.unwrap().printer, "Paper");
    state.update(Command::Printed(
        print_ticket,
        Ok(Outcome::Accepted(Some("request id is Paper-1".to_owned()))),
    ));
    assert!(matches!(job(&state), JobState::Done(words) if words.contains("Paper-1")));
    // An error that arrives after the print view was closed is a notice, and does not appear in another print view.
    let print_ticket = ticket(&state.update(Command::Print));
    state.update(Command::ClosePrinting);
    let effects = state.update(Command::Do(Action::Print));
    run_effects(&mut state, effects);
    state.update(Command::Printed(print_ticket, refused()));
    assert_eq!(job(&state), JobState::None);
    assert!(state.messages.notices[0].message.contains("out of paper"));
}

#[test]
fn the_print_view_closes_with_its_report_and_with_escape() {
    let mut state = state_with_print_view();
    state.update(Command::Close(state.front_tab().unwrap()));
    assert!(state.printing.is_none());
    let mut state = state_with_print_view();
    let other = state.tabs.iter().map(|tab| tab.id).find(|id| Some(*id) != state.front_tab()).unwrap();
    state.update(Command::Close(other));
    assert_eq!(state.printing.as_ref().unwrap().baseline, None);
    state.update(Command::Do(Action::Dismiss));
    assert!(state.printing.is_none() && state.documents().len() == 1);
}

#[test]
fn the_print_view_closes_when_its_tab_or_its_report_changes() {
    // Another tab comes to the front.
    let mut state = state_with_print_view();
    let other = state.tabs.iter().map(|tab| tab.id).find(|id| Some(*id) != state.front_tab()).unwrap();
    state.update(Command::Activate(other));
    assert!(state.printing.is_none());
    // The file is reloaded with another text, which does not have the section that was printed.
    let mut state = State::new(Settings::default());
    let path = PathBuf::from("/reports/a.md");
    let open = |state: &mut State, text: &str| {
        let effects = state.update(Command::OpenFiles(vec![path.clone()]));
        let ticket = effects.iter().find_map(|effect| match effect {
            Effect::Task(ticket, Task::Load(_)) => Some(*ticket),
            _ => None,
        });
        let loaded = LoadedReport::new(findings::read::read(text.as_bytes(), "a.md").unwrap());
        state.update(Command::Loaded(ticket.unwrap(), Box::new(Ok(loaded))));
    };
    open(&mut state, "# Title\n\n## One\n\n1. Words.\n\n## Two\n\n2. Words.\n");
    let place = state.front_document().unwrap().report().sections[1].place;
    state.update(Command::GoTo(place));
    let effects = state.update(Command::Do(Action::Print));
    run_effects(&mut state, effects);
    let section = state.printing.as_ref().unwrap().section.unwrap();
    let choice = PrintOptions { part: Part::Section(section), ..PrintOptions::default() };
    let effects = state.update(Command::ChoosePrint(Box::new(choice), None));
    run_effects(&mut state, effects);
    open(&mut state, "Other words.");
    assert!(state.printing.is_none());
    // Close tab closes the print view and not the report.
    let mut state = state_with_print_view();
    state.update(Command::Do(Action::CloseTab));
    assert!(state.printing.is_none() && state.documents().len() == 2);
}

#[test]
fn nothing_is_printed_or_exported_when_no_report_is_open() {
    let mut state = State::new(Settings::default());
    assert!(state.update(Command::Do(Action::Print)).is_empty() && state.printing.is_none());
    assert!(state.update(Command::Do(Action::Export)).is_empty() && state.dialog.is_none());
    assert!(state.update(Command::Print).is_empty());
    assert!(state.update(Command::SavePdf).is_empty());
}

/// Saves to a path, as if the user chose it in the Save dialog.
fn save_to_path(state: &mut State, effects: Vec<Effect>, path: &Path) -> Option<Result<PathBuf, String>> {
    let save = run_effects(state, effects).into_iter().find_map(|effect| match effect {
        WindowEffect::SaveAs(_, save) => Some(save),
        _ => None,
    });
    Some(save?.write(path.to_owned()))
}

#[test]
fn every_export_is_complete_has_its_extension_and_replaces_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = with_samples();
    for kind in state.export_kinds() {
        let effects = state.update(Command::Export(kind));
        let path = folder.path().join(format!("report {kind:?}"));
        let written = save_to_path(&mut state, effects, &path).unwrap().unwrap();
        assert!(std::fs::metadata(&written).unwrap().len() > 1000, "{kind:?}");
        assert!(written.extension().is_some(), "{kind:?} has no extension");
    }
    // The Save dialog confirmed replacing the typed name, but not the name with the added extension.
    let effects = state.update(Command::Export(ExportKind::Report(findings::output::Format::Json)));
    let again = save_to_path(&mut state, effects, &folder.path().join("report Report(Json)")).unwrap();
    assert!(again.unwrap_err().contains("already"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), state.export_kinds().len());
}

#[test]
fn a_failed_save_is_reported_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = state_with_print_view();
    let effects = state.update(Command::SavePdf);
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::Window(WindowEffect::SaveAs(ticket, _)) => Some(*ticket),
        _ => None,
    });
    let result =
        save_to_path(&mut state, effects, &folder.path().join("no such folder/summary.pdf")).unwrap();
    state.update(Command::Saved(ticket.unwrap(), Some(result)));
    assert!(
        matches!(&state.printing.as_ref().unwrap().job, JobState::Failed(why) if why.contains("no such folder"))
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Returns the window with both samples open.
fn window() -> Harness<'static, Window> {
    let mut harness = driver::window([1280.0, 800.0]);
    for sample in ["larkmoor_2009.txt", "larkmoor_2012.md"] {
        driver::open(&mut harness, &support::project().join("assets/samples").join(sample));
    }
    harness
}

/// Runs frames until pages are shown whose revision is not `before`, and returns their revision.
fn wait_for_pages(harness: &mut Harness<'_, Window>, before: Option<u32>) -> u32 {
    let start = Instant::now();
    loop {
        harness.step();
        let printing = harness.state().state().printing.as_ref();
        let shown = printing.and_then(|printing| printing.preview.as_ref());
        let shown = shown.map(|preview| preview.document.revision);
        if let Some(shown) = shown.filter(|shown| Some(*shown) != before) {
            harness.run();
            return shown;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "the pages were not laid out within 20 seconds");
        std::thread::yield_now();
    }
}

#[test]
fn every_print_option_can_be_set_by_its_label() {
    let mut harness = window();
    harness.state_mut().run_command(Command::Do(Action::Print));
    let mut shown = wait_for_pages(&mut harness, None);
    for name in [
        "One page",
        "No limit",
        "US Letter",
        "A3, folded to A4 pages",
        "Grey",
        "Outline (saves ink)",
        "Recommendations only",
    ] {
        harness.get_by_role_and_label(Role::RadioButton, name).click();
        harness.step();
        shown = wait_for_pages(&mut harness, Some(shown));
    }
    harness.get_by_role_and_label(Role::CheckBox, "Large print (16 point)").click();
    harness.step();
    wait_for_pages(&mut harness, Some(shown));
    let choice = harness.state().state().printing.as_ref().unwrap().options;
    assert_eq!(
        (choice.length, choice.paper, choice.ink, choice.part, choice.is_large_print),
        (SummaryLength::Full, Paper::A3Folded, Ink::Outline, Part::Recommendations, true)
    );
    harness.get_by_role_and_label(Role::Image, "Page 1");
    harness.get_by_label("Close").click();
    harness.run();
    assert!(harness.state().state().printing.is_none());
    harness.get_by_role_and_label(Role::Document, "Text of the report");
}

#[test]
fn a_comparison_can_be_printed_and_exported() {
    let mut state = with_samples();
    let ids = [0, 1].map(|index: usize| state.documents()[index].id);
    let effects = state.update(Command::Compare(ids));
    let [Effect::Task(ticket, Task::Compare(reports, abbreviations, mode))] = &effects[..] else {
        panic!("{effects:?}")
    };
    state.update(Command::Compared(
        *ticket,
        Arc::new(ComparisonResult::new(reports.clone(), abbreviations, *mode)),
    ));
    assert_eq!(state.export_kinds(), [ExportKind::ComparisonHtml, ExportKind::ComparisonJson]);
    // The comparison is a tab like any other.
    state.update(Command::Do(Action::NextTab));
    assert_eq!(state.front_document().map(|open| open.id), Some(ids[0]));
    state.update(Command::Do(Action::PreviousTab));
    assert!(state.front_comparison().is_some());
    let effects = state.update(Command::Do(Action::Print));
    run_effects(&mut state, effects);
    let printing = state.printing.as_ref().unwrap();
    assert_eq!(printing.subject, PrintSubject::Comparison(state.front_tab().unwrap()));
    assert!(printing.preview.as_ref().unwrap().pages <= 2);
    // The paragraphs are printed on request.
    let choice = PrintOptions { has_paragraphs: true, ..printing.options };
    let effects = state.update(Command::ChoosePrint(Box::new(choice), None));
    run_effects(&mut state, effects);
    assert!(state.printing.as_ref().unwrap().preview.as_ref().unwrap().pages > 2);
}
