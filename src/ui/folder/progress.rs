//! The line under a folder: the number of rows, the progress of reading with a button to stop it, and problems.

use std::time::{Duration, Instant};

use eframe::egui::{Align, Label, Layout, Sense, Ui, vec2};

use super::{Cache, Shown};
use crate::{
    analysis::GradeMarkShape,
    app::{Command, FolderCommand, FolderReading, FolderView, IndexStorage},
    library::{EntryContent, MAX_FILES},
    ui::{
        grade_mark::GradeMark,
        strings::folder as strings,
        theme::{self, SMALL},
    },
};

/// Shows the line.
pub(super) fn show(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    ui.spacing_mut().interact_size.y = 24.0;
    ui.horizontal(|ui| {
        let rows = super::matrix::rows(&mut cache.matrix, shown.tab);
        let is_failed = |entry: &&crate::library::Entry| matches!(entry.content, EntryContent::Failed(_));
        let unreadable = shown.tab.collection.entries().iter().filter(is_failed).count();
        if shown.tab.view == FolderView::Register {
            let register = super::register::rows(&mut cache.register, shown.tab);
            let (shown_count, total) = (register.shown_count, register.total_count);
            show_words(ui, &crate::ui::strings::register::recommendation_counts(shown_count, total));
        } else {
            show_words(ui, &strings::row_counts(rows.shown_count, rows.total_count, unreadable));
        }
        show_reading(ui, shown, commands);
        if shown.tab.view == FolderView::Matrix {
            // Here, because buttons above the table would move the rows under the pointer.
            if shown.tab.selected.is_empty() {
                show_legend(ui);
            } else {
                super::controls::show_selection(ui, shown, commands);
            }
        }
        show_problems(ui, shown, commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| show_folder_menu(ui, shown, commands));
    });
}

fn show_words(ui: &mut Ui, words: &str) {
    ui.add(Label::new(SMALL.rich_text(words, theme::tokens(ui).secondary)).truncate());
}

/// Shows what the grade marks of the scale of four grades mean, if there is room.
fn show_legend(ui: &mut Ui) {
    /// Size of a grade mark, in points.
    const MARK_SIZE: f32 = 13.0;
    /// The least width that is left for the legend, in points.
    const MIN_WIDTH: f32 = 640.0;
    if ui.available_width() < MIN_WIDTH {
        return;
    }
    ui.separator();
    let tokens = theme::tokens(ui);
    for (step, words) in (1..).zip(strings::LEGEND) {
        let (rect, _) = ui.allocate_exact_size(vec2(MARK_SIZE, MARK_SIZE), Sense::hover());
        let shape = GradeMarkShape::for_step(Some(step), 4);
        GradeMark::from_shape(shape).paint(ui.painter(), tokens, rect.center(), MARK_SIZE);
        show_words(ui, words);
    }
}

/// Shows the progress, with a button that stops the reading or goes on.
fn show_reading(ui: &mut Ui, shown: Shown<'_>, commands: &mut Vec<Command>) {
    let collection = &shown.tab.collection;
    let (done, total) = (collection.done_count(), collection.file_count());
    let (words, button, command) = match shown.tab.reading {
        FolderReading::Complete => return,
        FolderReading::Listing => (strings::LISTING.to_owned(), strings::STOP, FolderCommand::Stop),
        FolderReading::Reading { .. } => {
            // The time left counts down although nothing else happens.
            ui.request_repaint_after(Duration::from_secs(1));
            let left = shown.tab.seconds_left(Instant::now());
            (strings::reading_progress(done, total, left), strings::STOP, FolderCommand::Stop)
        }
        FolderReading::Stopped => {
            (strings::reading_stopped(done, total), strings::CONTINUE, FolderCommand::Refresh)
        }
    };
    ui.separator();
    show_words(ui, &words);
    if ui.button(SMALL.rich_text(button, theme::tokens(ui).text)).clicked() {
        commands.push(shown.command(command));
    }
}

/// Shows why the folder or its index can't be used.
fn show_problems(ui: &mut Ui, shown: Shown<'_>, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let collection = &shown.tab.collection;
    let closed = collection.closed_folders.len();
    let closed = (closed > 0).then(|| strings::closed_folders(closed));
    let truncated = collection.is_truncated.then(|| strings::too_many_files(MAX_FILES));
    let has_files = collection.file_count() > 0;
    let folder = shown.tab.folder_error.clone().filter(|_| has_files);
    // The button is before the message, which may be too long for the line.
    if shown.tab.folder_error.is_some()
        && ui.button(SMALL.rich_text(strings::TRY_AGAIN, tokens.text)).clicked()
    {
        commands.push(shown.command(FolderCommand::Refresh));
    }
    for words in [folder, shown.tab.index_error.clone(), closed, truncated].into_iter().flatten() {
        ui.separator();
        ui.add(Label::new(SMALL.rich_text(&words, tokens.warning)).truncate()).on_hover_text(&words);
    }
}

/// Shows the menu of the folder, named after what is kept about it.
fn show_folder_menu(ui: &mut Ui, shown: Shown<'_>, commands: &mut Vec<Command>) {
    let name = match (shown.tab.storage, &shown.tab.index_error) {
        (IndexStorage::File, None) => strings::INDEX_KEPT,
        (IndexStorage::File, Some(_)) => strings::INDEX_OUTDATED,
        (IndexStorage::Memory, _) => strings::INDEX_IN_MEMORY,
    };
    let menu = ui.menu_button(SMALL.rich_text(name, theme::tokens(ui).secondary), |ui| {
        if ui.button(strings::REFRESH).clicked() {
            commands.push(shown.command(FolderCommand::Refresh));
        }
        let has_index = shown.tab.storage == IndexStorage::File;
        if has_index && ui.button(strings::FORGET).on_hover_text(strings::FORGET_HINT).clicked() {
            commands.push(shown.command(FolderCommand::Forget));
        }
    });
    menu.response.on_hover_text(strings::FOLDER_MENU);
}
