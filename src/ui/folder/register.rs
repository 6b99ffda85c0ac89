//! The register: a row for each recommendation of the reports in a folder, with owners and progress.

mod cells;
mod controls;
mod row;
mod similar_panel;

use eframe::egui::{self, Align, Frame, Margin, Role, Sense, Ui, WidgetInfo, vec2};

pub(super) use self::controls::show as show_controls;
use super::{
    Cache, Shown,
    table::{self, Column, ColumnOrder, Rows},
};
use crate::{
    app::{Command, FolderCommand, FolderRegisterCommand, FolderTab, ItemKey},
    library::{
        SimilarItem,
        register::{Register, RegisterColumn, RegisterOptions, RegisterRow, RegisterSort, total_overdue},
    },
    report::Date,
    ui::{
        strings::{folder as folder_strings, register as strings},
        theme::{self, PANEL_BOLD},
        widgets::{cached::Cached, text},
    },
};

/// Height of a row, in points. There is room for two lines.
const ROW_HEIGHT: f32 = 46.0;

/// Data that a register keeps between frames.
#[derive(Debug, Default)]
pub(super) struct RegisterCache {
    rows: Cached<RowsKey, Register>,
    /// The number of overdue recommendations.
    overdue: Cached<(u64, u64, bool, Date), usize>,
    /// The choices of the filters.
    choices: Cached<(u64, u64), controls::FilterChoices>,
    /// The recommendations that are similar to one.
    similar: Cached<(u64, ItemKey), Vec<SimilarItem>>,
}

/// The revisions of the collection and of the rows of the register, the choices of the user, and the day.
type RowsKey = (u64, u64, RegisterOptions, Date);

/// Returns the rows for the state of a folder.
pub(super) fn rows<'a>(cache: &'a mut RegisterCache, tab: &FolderTab) -> &'a Register {
    let register = &tab.register;
    let key = (tab.collection.revision(), register.rows_revision, register.options.clone(), register.today);
    cache.rows.get(key, || Register::new(tab.register_source(), &register.options))
}

/// Returns the number of overdue recommendations, without the filters.
fn overdue_count(cache: &mut RegisterCache, tab: &FolderTab) -> usize {
    let register = &tab.register;
    let is_latest_only = register.options.filter.is_latest_only;
    let key = (tab.collection.revision(), register.revision, is_latest_only, register.today);
    *cache.overdue.get(key, || total_overdue(tab.register_source(), is_latest_only))
}

/// Returns a command for the register.
fn command(shown: Shown<'_>, command: FolderRegisterCommand) -> Command {
    shown.command(FolderCommand::Register(command))
}

/// Shows the register, and below it the similar recommendations of one.
pub(super) fn show(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    let tab = shown.tab;
    similar_panel::show(ui, shown, &mut cache.register.similar, commands);
    let register = rows(&mut cache.register, tab);
    if register.rows.is_empty() {
        let is_empty = register.total_count == 0 && !tab.is_reading();
        let words = if is_empty { strings::NO_RECOMMENDATIONS } else { strings::NOTHING_FITS };
        return super::show_message(ui, words);
    }
    let frame = Frame::new().fill(theme::tokens(ui).page);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        let columns = columns(tab);
        let rows = Rows { name: strings::TABLE, owner_id: shown.id.0, count: register.rows.len() };
        let outcome = table::show_with_height(ui, rows, ROW_HEIGHT, &columns, |ui, row, ranges| {
            match &register.rows[row] {
                RegisterRow::Group { title, count } => show_group(ui, title, *count),
                RegisterRow::Item(position) => {
                    if let Some(item) = tab.register_source().item(*position) {
                        row::ItemRow::new(shown, item).show(ui, ranges, commands);
                    }
                }
            }
        });
        if let Some(index) = outcome.clicked_heading {
            commands.push(command(shown, sorted_by(tab, COLUMNS[index].0)));
        }
    });
}

/// Returns the command that sorts by a column, or in the reverse order if the rows are sorted by it already.
fn sorted_by(tab: &FolderTab, column: RegisterColumn) -> FolderRegisterCommand {
    let mut options = tab.register.options.clone();
    let is_descending = options.sort.column == column && !options.sort.is_descending;
    options.sort = RegisterSort { column, is_descending };
    FolderRegisterCommand::SetOptions(Box::new(options))
}

/// The columns with their headings, hints and widths in points.
const COLUMNS: [(RegisterColumn, &str, &str, f32); 10] = [
    (RegisterColumn::Council, strings::COUNCIL, "", 124.0),
    (RegisterColumn::Date, strings::REPORT_COLUMN, "", 122.0),
    (RegisterColumn::Wording, strings::WORDING_COLUMN, "", 250.0),
    (RegisterColumn::Asked, strings::ASKED_COLUMN, strings::ASKED_HINT, 136.0),
    (RegisterColumn::Due, strings::DUE, "", 124.0),
    (RegisterColumn::Overdue, strings::OVERDUE_COLUMN, strings::OVERDUE_HINT, 76.0),
    (RegisterColumn::Responsible, strings::FOR_COLUMN, "", 96.0),
    (RegisterColumn::Owner, strings::OWNER, "", 104.0),
    (RegisterColumn::Status, strings::STATUS, "", 94.0),
    (RegisterColumn::Rag, strings::RAG_COLUMN, strings::RAG_HINT, 78.0),
];

fn columns(tab: &FolderTab) -> Vec<Column> {
    let sort = tab.register.options.sort;
    let column = |(column, heading, hint, width): (RegisterColumn, &str, &str, f32)| Column {
        heading: heading.to_owned(),
        hint: hint.to_owned(),
        width,
        growth: match column {
            RegisterColumn::Wording => 0.8,
            RegisterColumn::Responsible | RegisterColumn::Owner => 0.1,
            RegisterColumn::Council
            | RegisterColumn::Date
            | RegisterColumn::Asked
            | RegisterColumn::Due
            | RegisterColumn::Overdue
            | RegisterColumn::Status
            | RegisterColumn::Rag => 0.0,
        },
        align: Align::Min,
        order: match sort {
            _ if sort.column != column => ColumnOrder::Unsorted,
            RegisterSort { is_descending: true, .. } => ColumnOrder::Descending,
            RegisterSort { is_descending: false, .. } => ColumnOrder::Ascending,
        },
    };
    COLUMNS.into_iter().map(column).collect()
}

/// Shows the title of a group.
fn show_group(ui: &mut Ui, title: &str, count: usize) {
    let title = if title.is_empty() { folder_strings::OTHER_GROUP } else { title };
    let words = folder_strings::group_count(title, count);
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &words));
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    let width = rect.width() - 24.0;
    let galley = text::lay_out_in_rows(ui, &words, PANEL_BOLD, tokens.text, width, 2);
    let at = rect.min + vec2(12.0, (rect.height() - galley.size().y) / 2.0);
    ui.painter().galley(at, galley, tokens.text);
    response.on_hover_text(words);
}

/// Space around the list of similar recommendations, in points.
const PANEL_MARGIN: Margin = Margin { left: 12, right: 12, top: 8, bottom: 8 };
