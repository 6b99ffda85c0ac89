//! The tab of a folder: opening it, its dialog, its rows, and what can be done with them. Runs without a window.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use findings::{
    app::{
        Action, Command, Dialog, Effect, FolderCommand, FolderEffect, FolderReading, FolderTab, IndexStorage,
        OpenError, Settings, State, Tab, TabId, Task, Ticket, WindowEffect, read_for_index,
    },
    library::FolderUpdate,
};

use crate::support;

/// Returns a state whose settings are kept, so that an index can be kept too.
fn new_state() -> State {
    let mut state = State::new(Settings::default());
    state.settings_path = Some(std::path::absolute("settings.json").unwrap());
    state
}

fn folder() -> PathBuf {
    std::path::absolute("reports").unwrap()
}

/// Returns a state with a folder in front, and the id of its tab.
fn state_with_folder() -> (State, TabId) {
    let mut state = new_state();
    state.update(Command::OpenFolder(folder()));
    state.update(Command::OpenFoldersOfDialog(IndexStorage::File));
    let id = state.front_tab().unwrap();
    (state, id)
}

fn shown(state: &State) -> &FolderTab {
    state.tabs.front().and_then(Tab::folder).unwrap()
}

/// Adds the reports with these texts to the folder, as "0.txt", "1.txt" and so on.
fn add_reports(state: &mut State, id: TabId, texts: &[&str]) {
    let files = tempfile::tempdir().unwrap();
    let read = |(number, text): (usize, &&str)| {
        let path = files.path().join(format!("{number}.txt"));
        std::fs::write(&path, text).unwrap();
        Arc::new(read_for_index(&path).unwrap().facts)
    };
    let facts: Vec<_> = texts.iter().enumerate().map(read).collect();
    let update = support::folder_update(&facts);
    state.update(Command::Folder(id, FolderCommand::Update(Box::new(update))));
    state.update(Command::Folder(id, FolderCommand::Update(Box::new(FolderUpdate::Complete))));
}

fn report(council: &str, days: &str) -> String {
    format!(
        "{council}\n\nInspection of local authority children's services\n\nInspection dates: {days}\n\nText.\n"
    )
}

#[test]
fn a_folder_that_is_opened_for_the_first_time_asks_what_may_be_kept() {
    let mut state = new_state();
    assert_eq!(state.update(Command::OpenFolder(folder())), []);
    assert_eq!(state.dialog, Some(Dialog::OpenFolders(vec![folder()])));
    assert!(state.tabs.is_empty());
    state.update(Command::CloseDialog);
    assert!(state.tabs.is_empty() && state.settings.folders.is_empty());
}

#[test]
fn folders_that_are_opened_together_share_one_question() {
    let mut state = new_state();
    let other = std::path::absolute("other").unwrap();
    for folder in [folder(), other.clone(), folder()] {
        state.update(Command::OpenFolder(folder));
    }
    assert_eq!(state.dialog, Some(Dialog::OpenFolders(vec![folder(), other.clone()])));
    state.update(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    let open: Vec<_> = state.tabs.iter().map(|tab| tab.folder().unwrap().folder.clone()).collect();
    assert_eq!(open, [folder(), other]);
}

#[test]
fn the_choice_of_an_index_is_remembered() {
    let mut state = new_state();
    state.update(Command::OpenFolder(folder()));
    let effects = state.update(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    let id = state.front_tab().unwrap();
    let read = FolderEffect::Read { tab: id, folder: folder(), storage: IndexStorage::Memory };
    assert!(effects.contains(&Effect::Folder(read)));
    assert_eq!(shown(&state).reading, FolderReading::Listing);
    let effects = state.update(Command::Close(id));
    assert!(effects.contains(&Effect::Folder(FolderEffect::Close(id))));
    state.update(Command::OpenFolder(folder()));
    assert_eq!(state.dialog, None);
    assert_eq!(shown(&state).storage, IndexStorage::Memory);
}

#[test]
fn a_folder_that_is_open_comes_to_the_front() {
    let (mut state, id) = state_with_folder();
    state.update(Command::OpenFolder(std::path::absolute("other").unwrap()));
    state.update(Command::OpenFoldersOfDialog(IndexStorage::File));
    assert_eq!(state.tabs.len(), 2);
    state.update(Command::OpenFolder(folder()));
    assert_eq!((state.tabs.len(), state.front_tab()), (2, Some(id)));
}

#[test]
fn a_folder_among_opened_files_is_opened_as_a_folder() {
    let mut state = new_state();
    let effects = state.update(Command::OpenFiles(vec![folder()]));
    let ticket = load_ticket(&effects);
    state.update(Command::Loaded(ticket, Box::new(Err(OpenError::Folder))));
    assert!(state.tabs.is_empty());
    assert_eq!(state.dialog, Some(Dialog::OpenFolders(vec![folder()])));
    assert!(state.messages.notices.is_empty());
}

fn load_ticket(effects: &[Effect]) -> Ticket {
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::Task(ticket, Task::Load(_)) => Some(*ticket),
        _ => None,
    });
    ticket.unwrap()
}

#[test]
fn a_chosen_folder_is_opened_and_a_cancelled_dialog_says_nothing() {
    let mut state = new_state();
    let effects = state.update(Command::Do(Action::OpenFolder));
    let [Effect::Window(WindowEffect::PickFolder(ticket))] = effects[..] else { panic!("{effects:?}") };
    state.update(Command::FolderPicked(ticket, None));
    assert_eq!((state.dialog.clone(), state.pending.is_empty()), (None, true));
    let effects = state.update(Command::Do(Action::OpenFolder));
    let [Effect::Window(WindowEffect::PickFolder(ticket))] = effects[..] else { panic!("{effects:?}") };
    state.update(Command::FolderPicked(ticket, Some(folder())));
    assert_eq!(state.dialog, Some(Dialog::OpenFolders(vec![folder()])));
}

#[test]
fn two_selected_reports_are_compared_with_the_earlier_on_the_left() {
    let (mut state, id) = state_with_folder();
    let later = report("Larkmoor Council", "7 March 2022 to 18 March 2022");
    let earlier = report("Larkmoor Council", "5 March 2018 to 16 March 2018");
    add_reports(&mut state, id, &[&later, &earlier]);
    for path in ["0.txt", "1.txt"] {
        state.update(Command::Folder(id, FolderCommand::ToggleSelected(path.into())));
    }
    let effects = state.update(Command::Folder(id, FolderCommand::CompareSelected));
    assert_eq!(loaded_files(&effects), [folder().join("1.txt"), folder().join("0.txt")]);
}

/// Returns the files that are read, in this order.
fn loaded_files(effects: &[Effect]) -> Vec<PathBuf> {
    let path = |effect: &Effect| match effect {
        Effect::Task(_, Task::Load(from)) => from.path().map(Path::to_owned),
        _ => None,
    };
    effects.iter().filter_map(path).collect()
}

#[test]
fn a_report_is_compared_with_the_inspection_before_it() {
    let (mut state, id) = state_with_folder();
    let texts = [
        report("Larkmoor Council", "7 March 2022 to 18 March 2022"),
        report("Larkmoor Council", "5 March 2018 to 16 March 2018"),
        report("Larkmoor Council", "6 May 2014 to 16 May 2014"),
        report("Fenby Council", "3 March 2020 to 13 March 2020"),
    ];
    add_reports(&mut state, id, &texts.each_ref().map(String::as_str));
    let effects = state.update(Command::Folder(id, FolderCommand::CompareWithPrevious("0.txt".into())));
    assert_eq!(loaded_files(&effects), [folder().join("1.txt"), folder().join("0.txt")]);
    assert_eq!(state.update(Command::Folder(id, FolderCommand::CompareWithPrevious("2.txt".into()))), []);
}

#[test]
fn files_that_disappear_are_no_longer_selected() {
    let (mut state, id) = state_with_folder();
    add_reports(&mut state, id, &[&report("Larkmoor Council", "7 March 2022 to 18 March 2022")]);
    state.update(Command::Folder(id, FolderCommand::ToggleSelected("0.txt".into())));
    assert_eq!(shown(&state).selected.len(), 1);
    add_reports(&mut state, id, &[]);
    assert!(shown(&state).selected.is_empty());
}

#[test]
fn a_forgotten_folder_is_closed_and_its_index_deleted() {
    let (mut state, id) = state_with_folder();
    let effects = state.update(Command::Folder(id, FolderCommand::Forget));
    assert!(effects.contains(&Effect::Folder(FolderEffect::Close(id))));
    assert!(effects.contains(&Effect::Folder(FolderEffect::Forget(folder()))));
    assert!(state.tabs.is_empty() && state.settings.folders.is_empty());
    assert!(!state.action_context().has_closed_tab);
}

#[test]
fn a_closed_folder_is_opened_again() {
    let (mut state, id) = state_with_folder();
    state.update(Command::Close(id));
    let effects = state.update(Command::Do(Action::ReopenTab));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Folder(FolderEffect::Read { .. }))));
    assert_eq!(shown(&state).folder, folder());
}

#[test]
fn a_report_is_opened_from_its_row() {
    let (mut state, id) = state_with_folder();
    add_reports(&mut state, id, &[&report("Larkmoor Council", "7 March 2022 to 18 March 2022")]);
    let effects = state.update(Command::Folder(id, FolderCommand::OpenReport("0.txt".into(), None)));
    assert_eq!(loaded_files(&effects), [folder().join("0.txt")]);
}

#[test]
fn a_folder_without_a_place_for_an_index_is_opened_without_asking() {
    let mut state = State::new(Settings::default());
    state.update(Command::OpenFolder(folder()));
    assert_eq!((state.dialog.clone(), shown(&state).storage), (None, IndexStorage::Memory));
}

#[test]
fn a_forgotten_folder_does_not_come_back_from_a_tab_that_was_closed_before() {
    let (mut state, first) = state_with_folder();
    state.update(Command::Close(first));
    state.update(Command::OpenFolder(folder()));
    let id = state.front_tab().unwrap();
    state.update(Command::Folder(id, FolderCommand::Forget));
    assert!(!state.action_context().has_closed_tab && !state.action_context().can_undo);
    assert!(state.messages.toast.is_none());
}

#[test]
fn indexes_of_folders_that_leave_the_list_are_deleted() {
    let mut state = new_state();
    let mut forgotten = Vec::new();
    for number in 0..25 {
        state.update(Command::OpenFolder(folder().join(number.to_string())));
        let effects = state.update(Command::OpenFoldersOfDialog(IndexStorage::File));
        forgotten.extend(effects.into_iter().filter_map(|effect| match effect {
            Effect::Folder(FolderEffect::Forget(folder)) => Some(folder),
            _ => None,
        }));
    }
    let expected: Vec<PathBuf> = (0..5).map(|number| folder().join(number.to_string())).collect();
    assert_eq!((forgotten, state.settings.folders.len()), (expected, 20));
    let effects = state.update(Command::RemoveRecentFolder(folder().join("9")));
    assert!(effects.contains(&Effect::Folder(FolderEffect::Forget(folder().join("9")))));
}

#[test]
fn a_slash_at_the_end_does_not_make_another_folder() {
    let (mut state, id) = state_with_folder();
    state.update(Command::OpenFolder(folder().join("")));
    assert_eq!((state.tabs.len(), state.front_tab()), (1, Some(id)));
}
