//! Application state without a window: commands go in, state and effects are checked.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{collections::HashMap, path::PathBuf, sync::mpsc, time::Duration};

use findings::{
    app::{
        ACTIONS, Action, Application, AwaitedEvent, Command, Dialog, Document, DocumentId, Effect,
        LayoutOutcome, LoadedReport, OpenError, Password, ReportSource, Runner, RunnerAnswer, SAMPLES,
        SaveRequest, ScrollAnchor, Settings, SettingsFile, Side, State, SummaryTab, TabId, Task, Theme,
        Ticket, ViewSlot, WidthClass,
    },
    read::ReadError,
    report::SectionId,
};

fn loaded_sample(name: &str) -> LoadedReport {
    let sample = SAMPLES.iter().find(|sample| sample.file == name).unwrap();
    LoadedReport::new(findings::read::read(sample.bytes, sample.file).unwrap())
}

/// Opens a file and answers its load task at once.
fn open(state: &mut State, path: &str, answer: Result<LoadedReport, OpenError>) -> Vec<Effect> {
    let effects = state.update(Command::OpenFiles(vec![PathBuf::from(path)]));
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::Task(ticket, Task::Load(ReportSource::File(_))) => Some(*ticket),
        _ => None,
    });
    state.update(Command::Loaded(ticket.unwrap(), Box::new(answer)))
}

#[test]
fn a_report_that_cannot_be_opened_leaves_the_front_tab_in_front() {
    let mut state = State::new(Settings::default());
    open(&mut state, "/reports/a.txt", Ok(loaded_sample("larkmoor_2009.txt")));
    let front = state.front_tab();
    open(&mut state, "/reports/b.txt", Err(ReadError::Empty.into()));
    assert_eq!(state.front_tab(), front);
    let notice = state.messages.notices[0].clone();
    assert!(notice.title.contains("b.txt") && notice.message.contains("empty"), "{notice:?}");
    state.update(Command::Dismiss);
    assert!(state.messages.notices.is_empty());
}

#[test]
fn an_answer_with_an_unknown_ticket_is_dropped() {
    let mut state = State::new(Settings::default());
    state.update(Command::Loaded(Ticket(99), Box::new(Ok(loaded_sample("larkmoor_2009.txt")))));
    assert!(state.documents().is_empty());
}

#[test]
fn tabs_keep_the_requested_order_whichever_thread_answers_first() {
    let mut state = State::new(Settings::default());
    let effects = state.update(Command::OpenFiles(vec!["/a.txt".into(), "/b.md".into()]));
    let tickets: Vec<Ticket> = effects
        .iter()
        .filter_map(
            |effect| if let Effect::Task(ticket, Task::Load(_)) = effect { Some(*ticket) } else { None },
        )
        .collect();
    state.update(Command::Loaded(tickets[1], Box::new(Ok(loaded_sample("larkmoor_2012.md")))));
    state.update(Command::Loaded(tickets[0], Box::new(Ok(loaded_sample("larkmoor_2009.txt")))));
    let titles: Vec<String> = state.documents().into_iter().map(Document::title).collect();
    assert_eq!(titles, ["Larkmoor Borough Council, 2009", "Larkmoor Borough Council, 2012"]);
    assert_eq!(state.front_document().unwrap().title(), "Larkmoor Borough Council, 2012");
}

#[test]
fn opening_an_open_file_reloads_it_in_its_tab() {
    let mut state = State::new(Settings::default());
    open(&mut state, "/reports/a.txt", Ok(loaded_sample("larkmoor_2009.txt")));
    open(&mut state, "/reports/b.md", Ok(loaded_sample("larkmoor_2012.md")));
    // With the same bytes nothing changes, not even the scroll position.
    state.update(Command::Do(Action::NextTab));
    state.update(Command::Do(Action::GoToEnd));
    let anchor = state.front_document().unwrap().view.scroll.anchor();
    open(&mut state, "/reports/a.txt", Ok(loaded_sample("larkmoor_2009.txt")));
    assert_eq!(state.front_document().unwrap().title(), "Larkmoor Borough Council, 2009");
    assert_eq!((state.documents().len(), state.front_document().unwrap().view.scroll.anchor()), (2, anchor));
    // A new draft with the same file name is shown in the same tab.
    open(&mut state, "/reports/a.txt", Ok(loaded_sample("larkmoor_2012.md")));
    assert_eq!(state.documents().len(), 2);
    assert_eq!(state.front_document().unwrap().title(), "Larkmoor Borough Council, 2012");
    assert_eq!(state.front_document().unwrap().revision, 1);
    // A file that is being loaded is not loaded twice.
    assert_eq!(state.update(Command::OpenFiles(vec!["/c.txt".into()])).len(), 1);
    assert_eq!(state.update(Command::OpenFiles(vec!["/c.txt".into()])).len(), 0);
}

#[test]
fn with_room_for_one_panel_the_requested_panel_is_shown() {
    let mut state = with_sample();
    assert!(state.is_visible(Side::Contents) && state.is_visible(Side::Summary));
    state.panels.width_class = WidthClass::Panel;
    assert!(state.is_visible(Side::Contents) && !state.is_visible(Side::Summary));
    state.update(Command::Do(Action::ToggleSummary));
    assert!(!state.is_visible(Side::Contents) && state.is_visible(Side::Summary));
    state.update(Command::Do(Action::FilterContents));
    assert!(state.is_visible(Side::Contents));
    state.update(Command::Do(Action::ToggleContents));
    assert!(!state.is_visible(Side::Contents) && state.is_visible(Side::Summary));
    state.update(Command::Do(Action::ToggleContents));
    state.panels.width_class = WidthClass::Panels;
    assert!(state.is_visible(Side::Contents) && state.is_visible(Side::Summary));
}

#[test]
fn without_room_a_panel_covers_the_text_until_the_user_goes_to_a_place() {
    let mut state = with_sample();
    state.panels.width_class = WidthClass::Text;
    assert!(!state.is_visible(Side::Contents) && !state.is_visible(Side::Summary));
    state.update(Command::Do(Action::ToggleContents));
    assert!(state.is_visible(Side::Contents) && !state.is_visible(Side::Summary));
    let place = state.front_document().unwrap().report().sections[3].place;
    state.update(Command::GoTo(place));
    assert!(!state.is_visible(Side::Contents));
    state.update(Command::Do(Action::Search));
    assert!(state.is_visible(Side::Summary));
    state.update(Command::Do(Action::Dismiss));
    assert!(!state.is_visible(Side::Summary) && !state.search.is_open);
    // In a wide window both panels are as they were before.
    state.panels.width_class = WidthClass::Panels;
    assert!(state.is_visible(Side::Contents) && state.is_visible(Side::Summary));
}

#[test]
fn closing_a_tab_shows_its_neighbour() {
    let mut state = State::new(Settings::default());
    for name in ["/a.txt", "/b.txt", "/c.txt"] {
        open(&mut state, name, Ok(loaded_sample("larkmoor_2009.txt")));
    }
    let ids: Vec<TabId> = state.tabs.iter().map(|tab| tab.id).collect();
    state.update(Command::Activate(ids[1]));
    state.update(Command::Do(Action::CloseTab));
    assert_eq!(state.front_tab(), Some(ids[2]));
    state.update(Command::Do(Action::CloseTab));
    assert_eq!(state.front_tab(), Some(ids[0]));
    state.update(Command::Do(Action::NextTab));
    assert_eq!(state.front_tab(), Some(ids[0]), "with one tab there is no next");
    state.update(Command::Do(Action::CloseTab));
    assert_eq!(state.front_tab(), None);
    assert!(state.update(Command::Do(Action::CloseTab)).is_empty());
}

#[test]
fn opened_reports_become_recent_and_missing_reports_are_removed() {
    let mut state = State::new(Settings::default());
    for name in ["/a.txt", "/b.txt", "/a2.txt"] {
        let effects = open(&mut state, name, Ok(loaded_sample("larkmoor_2009.txt")));
        assert!(matches!(effects.first(), Some(Effect::Save(SaveRequest::Settings(_)))));
        // All files contain the same report, and its findings are computed once.
        assert_eq!(effects.iter().any(is_findings), name == "/a.txt");
    }
    let recent = |state: &State| -> Vec<PathBuf> {
        state.settings.recent.iter().map(|recent| recent.path.clone()).collect()
    };
    assert_eq!(recent(&state), [PathBuf::from("/a2.txt"), "/b.txt".into(), "/a.txt".into()]);
    let tab = state.tabs.iter().nth(1).unwrap().id;
    state.update(Command::Close(tab));
    open(&mut state, "/b.txt", Err(OpenError::NotFound));
    assert_eq!(recent(&state), [PathBuf::from("/a2.txt"), "/a.txt".into()]);
}

#[test]
fn unavailable_actions_do_nothing() {
    for info in ACTIONS {
        let mut state = State::new(Settings::default());
        if !(info.is_possible)(&state.action_context()) {
            assert!(state.update(Command::Do(info.action)).is_empty(), "{}", info.label);
        }
    }
}

/// Returns the number of actions. Fails to compile when an action is added, as a reminder to add it to the table.
fn action_count(action: Action) -> usize {
    match action {
        Action::Open
        | Action::OpenFolder
        | Action::CloseTab
        | Action::Quit
        | Action::ToggleContents
        | Action::ToggleSummary
        | Action::ZoomIn
        | Action::ZoomOut
        | Action::ZoomReset
        | Action::ThemeSystem
        | Action::ThemeLight
        | Action::ThemeDark
        | Action::NextSection
        | Action::PreviousSection
        | Action::GoToStart
        | Action::GoToEnd
        | Action::FilterContents
        | Action::NextTab
        | Action::PreviousTab
        | Action::Dismiss
        | Action::TogglePages
        | Action::OnlyPages
        | Action::Compare
        | Action::ToggleScrollTogether
        | Action::SwapSides
        | Action::NextMatch
        | Action::PreviousMatch
        | Action::Print
        | Action::Export
        | Action::ExportPlan
        | Action::ReopenTab
        | Action::ShowAbout
        | Action::ImportPlan
        | Action::Search
        | Action::Palette
        | Action::GoToParagraph
        | Action::Back
        | Action::CopyCitation
        | Action::CopyLink
        | Action::Note
        | Action::ThemeHighContrast
        | Action::Forward
        | Action::NextJudgement
        | Action::PreviousJudgement
        | Action::NextRecommendation
        | Action::PreviousRecommendation
        | Action::ShowGuide
        | Action::Copy
        | Action::SelectAll
        | Action::TextSettings
        | Action::MoveTabRight
        | Action::MoveTabLeft
        | Action::SecondView
        | Action::NextPanel
        | Action::PreviousPanel
        | Action::Explain
        | Action::Undo
        | Action::Settings
        | Action::ShowTimeline
        | Action::ShowKeyboard => 60,
    }
}

#[test]
fn every_action_is_in_the_table_once_and_no_two_actions_share_a_key() {
    let mut keys = HashMap::new();
    assert_eq!(ACTIONS.len(), action_count(Action::Open), "an action is not in the table");
    for info in ACTIONS {
        assert_eq!(info.action.info().label, info.label, "{:?} is in the table twice", info.action);
        assert!(!info.label.is_empty() && !info.hint.ends_with('.'), "{}", info.label);
        for key in info.keys {
            if let Some(other) = keys.insert(*key, info.label) {
                panic!("“{}” and “{other}” have the same key", info.label);
            }
        }
    }
}

/// Returns the ticket of the only file that is being loaded.
fn pending_ticket(state: &State) -> Ticket {
    let loads: Vec<Ticket> = state.pending.loads().map(|(ticket, ..)| ticket).collect();
    assert_eq!(loads.len(), 1);
    loads[0]
}

#[test]
fn text_replaces_the_pages_loaded_before_it_and_a_closed_tab_stays_closed() {
    let mut state = State::new(Settings::default());
    state.update(Command::OpenFiles(vec!["/long.pdf".into()]));
    let ticket = pending_ticket(&state);
    let pages = || LoadedReport { has_only_pages: true, ..loaded_sample("larkmoor_2009.txt") };
    state.update(Command::Loaded(ticket, Box::new(Ok(pages()))));
    assert!(
        front_document(&state).loaded.has_only_pages && state.pending.loads().count() == 1,
        "the text is not loaded yet"
    );
    state.update(Command::Loaded(ticket, Box::new(Ok(loaded_sample("larkmoor_2009.txt")))));
    assert!(!front_document(&state).loaded.has_only_pages && state.pending.loads().next().is_none());
    assert_eq!(state.documents().len(), 1);

    let mut state = State::new(Settings::default());
    state.update(Command::OpenFiles(vec!["/long.pdf".into()]));
    let ticket = pending_ticket(&state);
    state.update(Command::Loaded(ticket, Box::new(Ok(pages()))));
    state.update(Command::Do(Action::CloseTab));
    state.update(Command::Loaded(ticket, Box::new(Ok(loaded_sample("larkmoor_2009.txt")))));
    assert!(state.documents().is_empty() && state.pending.loads().next().is_none());
}

#[test]
fn passwords_of_protected_files_are_requested_one_at_a_time() {
    let mut state = State::new(Settings::default());
    for path in ["/a.pdf", "/b.pdf"] {
        open(&mut state, path, Err(ReadError::Password { is_wrong: false }.into()));
    }
    assert_eq!((requested_password(&state).as_deref(), state.messages.notices.len()), (Some("/b.pdf"), 0));
    let password = Password("secret".to_owned());
    assert_eq!(format!("{password:?}"), "Password", "a password must not appear in logs");
    let effects = state.update(Command::Unlock(password.clone()));
    let expected = ReportSource::Protected("/b.pdf".into(), password);
    assert!(matches!(&effects[..], [Effect::Task(_, Task::Load(from))] if *from == expected), "{effects:?}");
    let ticket = pending_ticket(&state);
    let wrong = Err(ReadError::Password { is_wrong: true }.into());
    state.update(Command::Loaded(ticket, Box::new(wrong)));
    assert_eq!(requested_password(&state).as_deref(), Some("/b.pdf, after a wrong password"));
    state.update(Command::CloseDialog);
    // The tab of the cancelled file closes, and the other file requests its password.
    assert_eq!(requested_password(&state).as_deref(), Some("/a.pdf"));
    state.update(Command::CloseDialog);
    assert!(state.tabs.is_empty() && state.update(Command::Unlock(Password::default())).is_empty());
}

/// Returns the file whose password is requested.
fn requested_password(state: &State) -> Option<String> {
    let Some(Dialog::Password(tab)) = state.dialog else { return None };
    match &state.tabs.get(tab)?.opening()?.awaited {
        AwaitedEvent::Password { path, is_wrong, .. } => {
            Some(format!("{}{}", path.display(), if *is_wrong { ", after a wrong password" } else { "" }))
        }
        _ => None,
    }
}

fn is_findings(effect: &Effect) -> bool {
    matches!(effect, Effect::Task(_, Task::ComputeFindings(..)))
}

/// Scrolls a report to a row, as the window does.
fn scroll_to_row(state: &mut State, document: DocumentId, row: usize) {
    let generation = state.document(document).unwrap().view.scroll.generation();
    let anchor = ScrollAnchor { row, offset: 0.0 };
    let layout_outcome =
        LayoutOutcome { anchor, reading_row: row, position: None, reached: None, generation };
    state.update(Command::Scrolled {
        document,
        slot: ViewSlot::First,
        layout_outcome,
        has_followed_pages: false,
    });
}

fn with_sample() -> State {
    let mut state = State::new(Settings::default());
    open(&mut state, "/a.txt", Ok(loaded_sample("larkmoor_2009.txt")));
    state
}

fn front_document(state: &State) -> &Document {
    state.front_document().unwrap()
}

#[test]
fn going_to_a_judgement_highlights_it() {
    let mut state = with_sample();
    let report = front_document(&state).loaded.report.clone();
    let judgement = report.judgements.iter().find(|item| item.title == "Being healthy").unwrap();
    state.update(Command::GoTo(judgement.place().unwrap()));
    let view = &front_document(&state).view;
    assert_eq!(view.highlighted, judgement.place());
    assert_eq!(front_document(&state).current_section(), judgement.section);
    state.update(Command::Do(Action::Dismiss));
    assert_eq!(front_document(&state).view.highlighted, None);
}

#[test]
fn next_and_previous_section_step_through_the_headings() {
    let mut state = with_sample();
    for section in 0..3 {
        state.update(Command::Do(Action::NextSection));
        assert_eq!(front_document(&state).current_section(), Some(SectionId(section)));
    }
    state.update(Command::Do(Action::PreviousSection));
    assert_eq!(front_document(&state).current_section(), Some(SectionId(1)));
}

#[test]
fn zoom_is_limited_and_an_invalid_value_resets_it() {
    let mut state = State::new(Settings::default());
    for _ in 0..40 {
        state.update(Command::Do(Action::ZoomIn));
    }
    assert!((state.settings.zoom - 4.0).abs() < 1e-6);
    state.update(Command::SetZoom(f32::NAN));
    assert!((state.settings.zoom - 1.0).abs() < 1e-6);
}

#[test]
fn saved_settings_are_loaded_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(&folder.path().join("new"));
    assert_eq!(file.load(), Settings::default());
    let mut settings = Settings { theme: Theme::Dark, zoom: 1.25, ..Settings::default() };
    settings.contents.width = Some(280.0);
    file.save(&settings).unwrap();
    assert_eq!(file.load(), settings);
    assert_eq!(std::fs::read_dir(folder.path().join("new")).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn two_windows_keep_each_others_recent_reports() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    let with = |names: &[&str]| {
        let recent = |name: &&str| findings::app::RecentReport {
            path: PathBuf::from(name),
            title: (*name).to_owned(),
            facts: None,
        };
        Settings { recent: names.iter().map(recent).collect(), ..Settings::default() }
    };
    let names = || -> Vec<String> { file.load().recent.into_iter().map(|recent| recent.title).collect() };
    // One window has a and opens b. Another window had a too and opened c before.
    file.save(&with(&["c", "a"])).unwrap();
    file.merge(&with(&["b", "a"]), &with(&["a"])).unwrap();
    assert_eq!(names(), ["b", "a", "c"]);
    // Removed reports stay removed.
    file.merge(&with(&["b"]), &with(&["b", "a", "c"])).unwrap();
    assert_eq!(names(), ["b"]);
}

#[test]
fn pending_settings_are_saved_when_the_program_ends() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    let mut runner = Runner::new(|| {}, Some(file.clone()));
    for step in 1..=50_u8 {
        let zoom = 1.0 + f32::from(step) / 100.0;
        assert_eq!(
            runner.run_effect(Effect::Save(SaveRequest::Settings(Box::new(Settings {
                zoom,
                ..Settings::default()
            })))),
            None
        );
    }
    drop(runner);
    assert!((file.load().zoom - 1.5).abs() < 1e-6);
}

#[test]
fn settings_that_do_not_parse_are_moved_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.json");
    let file = SettingsFile::in_folder(folder.path());
    std::fs::write(&path, "{ not json").unwrap();
    assert_eq!(file.load(), Settings::default());
    assert_eq!(
        std::fs::read_to_string(folder.path().join("settings.json.unreadable")).unwrap(),
        "{ not json"
    );
    std::fs::write(&path, r#"{ "zoom": 1e30, "summary": { "open": true, "width": -5 } }"#).unwrap();
    let settings = file.load();
    assert!((settings.zoom - 4.0).abs() < 1e-6);
    assert_eq!(settings.summary.width, Some(200.0));
}

/// Painting a report for the first time needs both cores of a small machine, so its findings are computed later.
#[test]
fn findings_are_computed_after_the_first_frame_and_then_wake_the_window() {
    let (sender, wakes) = mpsc::channel();
    let runner = Runner::new(move || sender.send(()).unwrap_or_default(), None);
    let mut application = Application::new(State::new(Settings::default()), runner);
    application.add_report(None, loaded_sample("larkmoor_2009.txt"));
    // The task has not started, and one frame was requested.
    assert_eq!(wakes.try_iter().count(), 1);
    assert!(application.state().front_document().unwrap().is_awaiting_findings());
    drop(application.take_answers());
    // The answer requests the frame that shows it.
    wakes.recv_timeout(Duration::from_secs(60)).unwrap();
    drop(application.take_answers());
    assert!(!application.state().front_document().unwrap().is_awaiting_findings());
}

#[test]
fn the_runner_reads_on_a_thread_and_wakes_the_window() {
    let (sender, woken) = mpsc::channel();
    let mut runner = Runner::new(move || sender.send(()).unwrap(), None);
    let mut state = State::new(Settings::default());
    let mut effects = state.update(Command::OpenSample(&SAMPLES[0]));
    effects.extend(state.update(Command::OpenFiles(vec!["/no/such/report.txt".into()])));
    for effect in effects {
        assert_eq!(runner.run_effect(effect), None);
    }
    for _ in 0..2 {
        woken.recv_timeout(Duration::from_secs(20)).unwrap();
    }
    let answers: Vec<RunnerAnswer> = runner.poll().collect();
    for answer in answers {
        if let RunnerAnswer::Command(command) = answer {
            state.update(command);
        }
    }
    assert_eq!(state.documents().len(), 1);
    assert!(
        state.messages.notices[0].title.contains("report.txt"),
        "the error is reported although another file was opened"
    );
    state.update(Command::ShowTab(SummaryTab::Checks));
    assert_eq!(front_document(&state).view.tab, SummaryTab::Checks);
}

#[test]
fn a_restored_session_has_its_reports_at_their_scroll_positions() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["a.txt", "b.md"].map(|name| folder.path().join(name));
    for (path, sample) in paths.iter().zip(&SAMPLES) {
        std::fs::write(path, sample.bytes).unwrap();
    }
    let names = ["larkmoor_2009.txt", "larkmoor_2012.md"];
    let mut state = State::new(Settings::default());
    for (path, name) in paths.iter().zip(names) {
        open(&mut state, path.to_str().unwrap(), Ok(loaded_sample(name)));
    }
    let first = state.tabs.iter().next().unwrap().id;
    let document = state.documents()[0].id;
    scroll_to_row(&mut state, document, 40);
    state.update(Command::Activate(first));
    let effects = state.update(Command::SaveSession(Some([900.0, 700.0])));
    let [Effect::Save(SaveRequest::Settings(kept))] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(state.update(Command::SaveSession(None)), [], "nothing changed since");

    // At the next start, the file that is loaded last is not the one in front.
    let mut state = State::new((**kept).clone());
    let effects = state.update(Command::Restore);
    let tickets: Vec<Ticket> = effects
        .iter()
        .filter_map(
            |effect| if let Effect::Task(ticket, Task::Load(_)) = effect { Some(*ticket) } else { None },
        )
        .collect();
    for (ticket, name) in tickets.into_iter().zip(names) {
        state.update(Command::Loaded(ticket, Box::new(Ok(loaded_sample(name)))));
    }
    let shown = state.front_document().unwrap();
    assert_eq!((shown.path.as_ref(), shown.view.scroll.anchor().row), (Some(&paths[0]), 40));
    assert_eq!(state.settings.session.window, Some([900.0, 700.0]));
    // A file that was deleted meanwhile is left out without an error.
    std::fs::remove_file(&paths[1]).unwrap();
    assert_eq!(State::new((**kept).clone()).update(Command::Restore).len(), 1);
}

#[test]
fn a_report_that_changed_on_disk_is_reloaded_at_the_same_paragraph() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.md");
    let text = std::str::from_utf8(SAMPLES[1].bytes).unwrap();
    std::fs::write(&path, text).unwrap();
    let read = |text: &str| LoadedReport::new(findings::read::read(text.as_bytes(), "draft.md").unwrap());
    let mut state = State::new(Settings::default());
    open(&mut state, path.to_str().unwrap(), Ok(read(text)));
    let row = {
        let loaded = state.documents()[0].loaded.clone();
        let id = loaded.report.paragraph_with_number(40).unwrap();
        loaded.flow.row_of(loaded.report.paragraph(id).place)
    };
    let document = state.documents()[0].id;
    scroll_to_row(&mut state, document, row);
    // An unchanged file gives no message and keeps the scroll position.
    let refresh = |state: &mut State, text: &str| {
        let effects = state.update(Command::Refresh);
        let Some(Effect::Task(ticket, Task::Load(_))) = effects.first() else { panic!("{effects:?}") };
        state.update(Command::Loaded(*ticket, Box::new(Ok(read(text)))));
    };
    refresh(&mut state, text);
    assert!(state.messages.toast.is_none());
    assert_eq!(state.documents()[0].view.scroll.anchor().row, row);
    let longer = text.replacen("## ", "Something that nobody had said before.\n\n## ", 4);
    refresh(&mut state, &longer);
    assert_eq!(state.documents()[0].current_number(), Some(40));
    assert!(
        state.messages.toast.as_ref().unwrap().words.contains("draft.md")
            && state.messages.toast.as_ref().unwrap().words.contains("added"),
        "{:?}",
        state.messages.toast
    );
    // A deleted file gives no message.
    std::fs::remove_file(&path).unwrap();
    assert_eq!(state.update(Command::Refresh), []);
}

#[test]
fn tabs_are_moved_to_an_index_and_by_key() {
    let mut state = State::new(Settings::default());
    for name in ["/a.txt", "/b.txt", "/c.txt"] {
        open(&mut state, name, Ok(loaded_sample("larkmoor_2009.txt")));
    }
    let order = |state: &State| -> Vec<String> {
        state.tabs.iter().map(|tab| tab.path().unwrap().display().to_string()).collect()
    };
    let first = state.front_tab().unwrap();
    let first = state.tabs.iter().map(|tab| tab.id).find(|id| *id != first).unwrap();
    state.update(Command::MoveTab(first, 1));
    assert_eq!(order(&state), ["/b.txt", "/a.txt", "/c.txt"]);
    state.update(Command::MoveTab(first, 99));
    assert_eq!(order(&state), ["/b.txt", "/c.txt", "/a.txt"]);
    // The front tab is moved by key, and no further than the ends.
    state.update(Command::Activate(first));
    for _ in 0..5 {
        state.update(Command::Do(Action::MoveTabLeft));
    }
    assert_eq!(order(&state), ["/a.txt", "/b.txt", "/c.txt"]);
    state.update(Command::Do(Action::MoveTabRight));
    assert_eq!(order(&state), ["/b.txt", "/a.txt", "/c.txt"]);
    assert_eq!(state.front_tab(), Some(first));
}

#[test]
fn clashing_shortcuts_in_the_settings_are_reported() {
    let settings: Settings =
        serde_json::from_str(r#"{"keys":{"Find":["Ctrl+O"],"Quit":["Ctrl+J"]}}"#).unwrap();
    let state = State::new(settings);
    assert!(state.messages.notices[0].message.contains("“Find” and “Open”"), "{:?}", state.messages.notices);
    assert_eq!(state.keymap.shortcuts(Action::Quit).len(), 1);
}

#[test]
fn next_panel_moves_focus_through_the_visible_panels() {
    use findings::app::Focus;
    let mut state = with_sample();
    let mut focus_after = |action| {
        state.update(Command::Do(action));
        state.panels.focus
    };
    assert_eq!(focus_after(Action::NextPanel), Some(Focus::Contents));
    assert_eq!(focus_after(Action::NextPanel), Some(Focus::Text));
    assert_eq!(focus_after(Action::NextPanel), Some(Focus::Summary));
    assert_eq!(focus_after(Action::NextPanel), Some(Focus::Contents));
    assert_eq!(focus_after(Action::PreviousPanel), Some(Focus::Summary));
    focus_after(Action::ToggleContents);
    assert_eq!(focus_after(Action::NextPanel), Some(Focus::Text));
    focus_after(Action::Search);
    assert_eq!(focus_after(Action::NextPanel), Some(Focus::Search));
}

#[test]
fn a_scroll_position_is_restored_by_content_after_renaming_and_many_other_files() {
    let mut state = State::new(Settings::default());
    open(&mut state, "/reports/old name.txt", Ok(loaded_sample("larkmoor_2009.txt")));
    let document = state.documents()[0].id;
    scroll_to_row(&mut state, document, 40);
    state.update(Command::SaveSession(None));
    for number in 0..20 {
        let path = format!("/other {number}.txt");
        state.update(Command::OpenFiles(vec![path.clone().into()]));
        state
            .settings
            .recent
            .insert(0, findings::app::RecentReport { path: path.into(), title: String::new(), facts: None });
    }
    let mut again = State::new(state.settings);
    open(&mut again, "/elsewhere/new name.txt", Ok(loaded_sample("larkmoor_2009.txt")));
    assert_eq!(again.documents()[0].view.scroll.anchor().row, 40);
}

#[test]
fn a_file_that_changed_on_disk_is_reloaded_in_a_background_tab() {
    let mut state = State::new(Settings::default());
    for name in ["/a.txt", "/b.txt"] {
        open(&mut state, name, Ok(loaded_sample("larkmoor_2009.txt")));
    }
    let front = state.front_tab();
    let effects = state.update(Command::FileChanged("/a.txt".into()));
    let [Effect::Task(ticket, Task::Load(_))] = effects[..] else { panic!("{effects:?}") };
    assert_eq!(state.update(Command::FileChanged("/a.txt".into())), [], "the file is already being loaded");
    state.update(Command::Loaded(ticket, Box::new(Ok(loaded_sample("larkmoor_2012.md")))));
    assert_eq!(
        (state.documents()[0].revision, state.documents()[1].revision, state.front_tab()),
        (1, 0, front)
    );
    assert_eq!(state.update(Command::FileChanged("/c.txt".into())), [], "the file is not open");
}

#[test]
fn the_runner_reports_a_file_that_changed_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.txt");
    std::fs::write(&path, SAMPLES[0].bytes).unwrap();
    let (sender, woken) = std::sync::mpsc::channel();
    let mut runner = findings::app::Runner::new(move || sender.send(()).unwrap_or_default(), None);
    runner.run_effect(Effect::Task(Ticket(1), Task::Load(ReportSource::File(path.clone()))));
    let next = || loop {
        woken.recv_timeout(std::time::Duration::from_secs(30)).unwrap();
        if let Some(RunnerAnswer::Command(command)) = runner.poll().next() {
            return command;
        }
    };
    assert!(matches!(next(), Command::Loaded(..)));
    std::fs::write(&path, "1. Another text altogether.\n").unwrap();
    assert!(matches!(next(), Command::FileChanged(changed) if changed == path));
}

#[test]
fn an_invalid_setting_is_reset_and_the_others_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::in_folder(folder.path());
    let text = r#"{"theme":"dark","zoom":1.5,"keys":{"Find":"Ctrl+J"},"recent":3,"unknown":{}}"#;
    std::fs::write(folder.path().join("settings.json"), text).unwrap();
    let (settings, wrong) = file.load_with_problems();
    assert_eq!((settings.theme, settings.zoom, wrong), (Theme::Dark, 1.5, Some(vec!["recent".to_owned()])));
    assert_eq!(
        State::new(settings).keymap.shortcuts(Action::Search).len(),
        1,
        "a single shortcut does not have to be in a list"
    );
    assert_eq!(std::fs::read_to_string(file.unreadable_copy()).unwrap(), text);
    std::fs::write(folder.path().join("settings.json"), "{broken").unwrap();
    assert_eq!(file.load_with_problems(), (Settings::default(), Some(Vec::new())));
    assert_eq!(file.load_with_problems(), (Settings::default(), None), "the unreadable file was moved aside");
}

#[test]
fn search_results_are_visible_at_every_width_and_contents_on_request() {
    let mut state = with_sample();
    state.panels.width_class = WidthClass::Panel;
    state.update(Command::Do(Action::Search));
    assert!(state.is_visible(Side::Summary) && !state.is_visible(Side::Contents));
    state.update(Command::Do(Action::FilterContents));
    assert!(state.is_visible(Side::Contents));
    state.update(Command::Do(Action::Search));
    assert!(state.is_visible(Side::Summary) && !state.is_visible(Side::Contents));
    // The guide has no summary, and can be searched.
    let effects = state.update(Command::Do(Action::ShowGuide));
    let [Effect::Task(ticket, Task::Load(ReportSource::Guide(guide)))] = effects[..] else {
        panic!("{effects:?}")
    };
    let guide = LoadedReport::new(findings::read::read(guide.bytes, guide.file).unwrap());
    state.update(Command::Loaded(ticket, Box::new(Ok(guide))));
    state.panels.width_class = WidthClass::Text;
    state.update(Command::CloseSearch);
    state.update(Command::Do(Action::ToggleSummary));
    assert!(!state.panels.covers_text);
    state.update(Command::Do(Action::Search));
    assert!(state.is_visible(Side::Summary));
}
