//! A folder in the window: its dialog, the rows and columns of the matrix, filters, sorting and selecting.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{path::PathBuf, sync::Arc};

use eframe::egui::{Key, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use findings::{
    app::{Command, FolderCommand, FolderReading, FolderTab, IndexStorage, Settings, State, Tab},
    library::ReportFacts,
    ui::Window,
};

use crate::{driver, support};

const SIZE: [f32; 2] = [1280.0, 800.0];

/// Returns a folder with the two samples and a file that can't be read.
fn folder_of_samples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for sample in ["larkmoor_2009.txt", "larkmoor_2012.md"] {
        let from = support::project().join("assets/samples").join(sample);
        std::fs::copy(from, folder.path().join(sample)).unwrap();
    }
    std::fs::write(folder.path().join("broken.pdf"), "%PDF-1.4 nothing").unwrap();
    folder
}

fn shown<'a>(harness: &'a Harness<'_, Window>) -> &'a FolderTab {
    harness.state().state().tabs.front().and_then(Tab::folder).unwrap()
}

/// Returns the window of a program whose settings are kept, so that an index could be kept too.
fn window_that_keeps_settings() -> Harness<'static, Window> {
    let mut state = State::new(Settings::default());
    state.settings_path = Some(std::path::absolute("settings.json").unwrap());
    driver::window_with_state(SIZE, 1.0, state)
}

/// Returns the window with a folder in front, all of whose files are read.
fn folder_window() -> (Harness<'static, Window>, tempfile::TempDir) {
    let folder = folder_of_samples();
    let mut harness = window_that_keeps_settings();
    harness.state_mut().run_command(Command::OpenFolder(folder.path().to_owned()));
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Don't keep an index").click();
    harness.run();
    wait_until_read(&mut harness);
    (harness, folder)
}

fn wait_until_read(harness: &mut Harness<'_, Window>) {
    let is_read = |tab: &FolderTab| tab.reading == FolderReading::Complete;
    driver::wait_until(harness, |state| state.tabs.front().and_then(Tab::folder).is_some_and(is_read));
    harness.run();
}

/// Returns the names of the rows, from top to bottom.
fn rows(harness: &Harness<'_, Window>) -> Vec<String> {
    let mut rows: Vec<(f32, String)> = harness
        .query_all_by_role(Role::Row)
        .map(|row| (row.rect().top(), row.accesskit_node().label().unwrap_or_default()))
        .collect();
    rows.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    rows.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn a_folder_is_a_table_with_a_row_for_each_report_and_file() {
    let (harness, _folder) = folder_window();
    assert!(harness.query_by_role_and_label(Role::Table, "Reports in the folder").is_some());
    let rows = rows(&harness);
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows[0].starts_with("Larkmoor") && rows[0].contains("Help and protection: Good"), "{rows:?}");
    assert!(rows[1].contains("Help and protection: Adequate"), "{rows:?}");
    assert!(rows[2].starts_with("broken.pdf, ") && rows[2].ends_with('.'), "{rows:?}");
    assert!(harness.query_by_role_and_label(Role::ColumnHeader, "Sort by Children in care").is_some());
}

#[test]
fn a_click_on_a_heading_sorts_and_a_second_click_reverses() {
    let (mut harness, _folder) = folder_window();
    harness.get_by_role_and_label(Role::ColumnHeader, "Sort by Inspected").click();
    harness.run();
    assert!(rows(&harness)[0].contains("Help and protection: Adequate"));
    harness.get_by_role_and_label(Role::ColumnHeader, "Inspected, sorted, first to last").click();
    harness.run();
    assert!(rows(&harness)[0].contains("Help and protection: Good"));
    assert!(rows(&harness)[2].starts_with("broken.pdf"), "files without a date stay last");
}

#[test]
fn words_filter_the_rows_and_the_filters_are_cleared() {
    let (mut harness, _folder) = folder_window();
    harness.get_by_role_and_label(Role::TextInput, "Filter by council, file or title").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Filter by council, file or title").type_text("2009.txt");
    harness.run();
    assert_eq!(rows(&harness).len(), 1);
    assert!(harness.query_by_label("1 of 3 rows shown · 1 file can't be read").is_some());
    harness.get_by_role_and_label(Role::Button, "Clear filters").click();
    harness.run();
    assert_eq!(rows(&harness).len(), 3);
}

#[test]
fn two_selected_reports_are_compared() {
    let (mut harness, _folder) = folder_window();
    for box_index in [0, 1] {
        let boxes: Vec<_> = harness.query_all_by_role(Role::CheckBox).collect();
        boxes[box_index].click();
        drop(boxes);
        harness.run();
    }
    assert_eq!(shown(&harness).selected.len(), 2);
    assert!(harness.query_by_label("2 selected").is_some());
    harness.get_by_role_and_label(Role::Button, "Compare selected").click();
    harness.run();
    driver::wait_until(&mut harness, |state| state.front_comparison().is_some());
    let sides = &harness.state().state().front_comparison().unwrap().sides;
    let files = sides.each_ref().map(|side| side.report().source.file.clone());
    assert_eq!(files, ["larkmoor_2009.txt", "larkmoor_2012.md"]);
}

#[test]
fn a_message_stands_in_for_a_folder_without_reports() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = driver::window(SIZE);
    harness.state_mut().run_command(Command::OpenFolder(folder.path().to_owned()));
    harness.state_mut().run_command(Command::OpenFoldersOfDialog(IndexStorage::Memory));
    wait_until_read(&mut harness);
    assert!(harness.query_by_label_contains("No reports found in this folder").is_some());
}

#[test]
fn escape_cancels_the_dialog_of_a_folder() {
    let mut harness = window_that_keeps_settings();
    harness.state_mut().run_command(Command::OpenFolder(PathBuf::from("somewhere")));
    harness.run();
    assert!(harness.query_by_label_contains("writes nothing into your folder of reports").is_some());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.state().state().dialog.is_none() && harness.state().state().tabs.is_empty());
}

#[test]
fn only_the_rows_in_view_of_many_are_shown() {
    let (mut harness, _folder) = folder_window();
    let facts = Arc::clone(shown(&harness).collection.reports().next().unwrap());
    let many: Vec<Arc<ReportFacts>> = (0..10_000)
        .map(|number| {
            Arc::new(ReportFacts { sha256: format!("{number:064x}"), ..ReportFacts::clone(&facts) })
        })
        .collect();
    let update = support::folder_update(&many);
    let id = harness.state().state().front_tab().unwrap();
    harness.state_mut().run_command(Command::Folder(id, FolderCommand::Update(Box::new(update))));
    harness.run();
    assert_eq!(shown(&harness).collection.entries().len(), 10_000);
    let count = rows(&harness).len();
    assert!((15..60).contains(&count), "{count} rows are in the tree");
}
