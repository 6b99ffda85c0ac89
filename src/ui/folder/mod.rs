//! A folder of reports: the views, the filters, a table or chart, and a line with the progress.

mod charts;
mod controls;
mod matrix;
mod progress;
mod register;
mod search;
mod side;
mod table;

use std::path::PathBuf;

use eframe::egui::{self, Button, Frame, Label, Margin, Role, Ui, WidgetInfo};

use super::{
    strings::folder as strings,
    theme::{self, PANEL, PANEL_BOLD},
    widgets::cached::Cached,
};
use crate::{
    app::{Command, FolderCommand, FolderTab, FolderView, TabId},
    library::matrix::{Matrix, MatrixOptions},
};

/// Data that a folder keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// The matrix for a revision of the collection and the choices of the user.
    matrix: CachedMatrix,
    /// The choices of the filters for a revision of the collection.
    choices: Cached<u64, controls::FilterChoices>,
    /// The charts.
    charts: charts::Cache,
    /// The panel beside the matrix.
    side: side::Cache,
    /// The files in view that were last requested to be read first.
    requested: Vec<PathBuf>,
    /// The data of the register.
    register: register::RegisterCache,
    /// The search.
    search: search::SearchCache,
}

/// The matrix for a revision of the collection and the choices of the user.
type CachedMatrix = Cached<(u64, MatrixOptions), Matrix>;

/// The folder of a tab, and where its commands go.
#[derive(Debug, Clone, Copy)]
struct Shown<'a> {
    id: TabId,
    tab: &'a FolderTab,
}

impl Shown<'_> {
    /// Shows the reports of a year in the matrix.
    fn show_year(self, year: i16, commands: &mut Vec<Command>) {
        let mut options = self.tab.matrix.clone();
        options.filter.year = Some(year);
        commands.push(self.command(FolderCommand::SetMatrix(Box::new(options))));
        commands.push(self.command(FolderCommand::ShowView(FolderView::Matrix)));
    }

    /// Returns a command for this folder.
    fn command(self, command: FolderCommand) -> Command {
        Command::Folder(self.id, command)
    }
}

/// Shows a folder.
pub(crate) fn show(
    ui: &mut Ui,
    (id, tab): (TabId, &FolderTab),
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let shown = Shown { id, tab };
    cache.search.is_shown &= tab.view == FolderView::Search;
    let tokens = theme::tokens(ui);
    let bar = Frame::new().fill(tokens.panel).inner_margin(Margin { left: 12, right: 12, top: 6, bottom: 6 });
    egui::Panel::bottom("folder progress").resizable(false).frame(bar).show(ui, |ui| {
        progress::show(ui, shown, cache, commands);
    });
    egui::Panel::top("folder controls").resizable(false).frame(bar).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
            show_views(ui, shown, commands);
            match tab.view {
                FolderView::Matrix => controls::show(ui, shown, cache, commands),
                FolderView::Register => register::show_controls(ui, shown, cache, commands),
                FolderView::Charts => charts::show_controls(ui, shown, cache, commands),
                FolderView::Search => search::show_controls(ui, shown, cache, commands),
            }
        });
    });
    if tab.view == FolderView::Matrix && tab.collection.file_count() > 0 && side::is_shown(ui, shown) {
        side::show(ui, shown, &mut cache.side, commands);
    }
    egui::CentralPanel::no_frame().frame(Frame::new().fill(tokens.page)).show(ui, |ui| {
        if let Some(words) = empty_message(tab) {
            return show_message(ui, words);
        }
        match tab.view {
            FolderView::Matrix => matrix::show(ui, shown, cache, commands),
            FolderView::Register => register::show(ui, shown, cache, commands),
            FolderView::Charts => charts::show(ui, shown, cache, commands),
            FolderView::Search => search::show(ui, shown, cache, commands),
        }
    });
}

/// Shows the choice between the views.
fn show_views(ui: &mut Ui, shown: Shown<'_>, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    for view in FolderView::ALL {
        let name = match view {
            FolderView::Matrix => strings::MATRIX,
            FolderView::Register => strings::REGISTER,
            FolderView::Charts => strings::CHARTS,
            FolderView::Search => strings::SEARCH,
        };
        let is_shown = shown.tab.view == view;
        let style = if is_shown { PANEL_BOLD } else { PANEL };
        let response = ui.add(Button::selectable(is_shown, style.rich_text(name, tokens.text)));
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, name));
        if response.clicked() {
            commands.push(shown.command(FolderCommand::ShowView(view)));
        }
    }
}

/// Returns the sentence in place of a folder without files; `None` if it has files.
fn empty_message(tab: &FolderTab) -> Option<&str> {
    if tab.collection.file_count() > 0 {
        return None;
    }
    Some(match (&tab.folder_error, tab.reading) {
        (Some(reason), _) => reason,
        (None, crate::app::FolderReading::Listing) => strings::LISTING,
        (None, _) => strings::NO_REPORTS,
    })
}

fn show_message(ui: &mut Ui, words: &str) {
    Frame::new().inner_margin(Margin::same(20)).show(ui, |ui| {
        ui.add(Label::new(PANEL.rich_text(words, theme::tokens(ui).secondary)).wrap());
    });
}
