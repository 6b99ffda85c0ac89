//! The matrix: a row for each report or council, and a column with grade marks for each judgement.

use eframe::egui::{Align, PointerButton, Rangef, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    Cache, CachedMatrix, Shown,
    table::{self, Column, ColumnOrder, Rows},
};
use crate::{
    analysis::{GradeMarkShape, JudgementColumn},
    app::{Command, FolderCommand, FolderSideCommand, FolderTab},
    library::{
        Entry, EntryContent, JudgementFacts, ReportFacts,
        matrix::{Matrix, MatrixRow, MatrixSort, SortColumn, cell},
        short_kind,
    },
    report::{Place, format_date},
    ui::{
        grade_mark::GradeMark,
        strings::{charts as side_strings, folder as strings},
        theme::{self, PANEL_BOLD},
        widgets::{list_row, text},
    },
};

/// Size of a grade mark, in points.
const MARK_SIZE: f32 = 15.0;
/// The number of fixed columns before those of judgements.
const COLUMNS_BEFORE: usize = 4;

/// Returns the rows for the state of a folder.
pub(super) fn rows<'a>(matrix: &'a mut CachedMatrix, tab: &FolderTab) -> &'a Matrix {
    let key = (tab.collection.revision(), tab.matrix.clone());
    matrix.get(key, || Matrix::new(&tab.collection, &tab.matrix, &tab.overdue_counts))
}

/// Shows the matrix.
pub(super) fn show(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    let tab = shown.tab;
    let Cache { matrix, requested, .. } = cache;
    let matrix = rows(matrix, tab);
    if matrix.rows.is_empty() {
        return super::show_message(ui, strings::NOTHING_FITS);
    }
    let (columns, sorts) = columns(tab, matrix, ui.available_width());
    let rows = Rows { name: strings::TABLE, owner_id: shown.id.0, count: matrix.rows.len() };
    let outcome = table::show(ui, rows, &columns, |ui, row, ranges| match &matrix.rows[row] {
        MatrixRow::Group { title, count } => show_group(ui, title, *count),
        MatrixRow::Entry(index) => {
            let entry = &tab.collection.entries()[*index];
            EntryRow { shown, entry, matrix }.show(ui, ranges, commands);
        }
    });
    if let Some(column) = outcome.clicked_heading.and_then(|index| sorts[index].clone()) {
        let is_descending = tab.matrix.sort.column == column && !tab.matrix.sort.is_descending;
        let mut options = tab.matrix.clone();
        options.sort = MatrixSort { column, is_descending };
        commands.push(shown.command(FolderCommand::SetMatrix(Box::new(options))));
    }
    request_visible_files(matrix, &outcome.visible_rows, shown, requested, commands);
}

/// Asks to read the files in view before the others.
fn request_visible_files(
    matrix: &Matrix,
    visible: &std::ops::Range<usize>,
    shown: Shown<'_>,
    requested: &mut Vec<std::path::PathBuf>,
    commands: &mut Vec<Command>,
) {
    let rows = matrix.rows.get(visible.clone()).unwrap_or_default();
    let unread: Vec<std::path::PathBuf> = rows
        .iter()
        .filter_map(|row| match row {
            MatrixRow::Entry(index) => shown.tab.collection.entries().get(*index),
            MatrixRow::Group { .. } => None,
        })
        .filter(|entry| entry.content == EntryContent::NotRead)
        .map(|entry| entry.path().to_owned())
        .collect();
    let is_new = unread.iter().any(|path| !requested.contains(path));
    if is_new {
        requested.clone_from(&unread);
        commands.push(shown.command(FolderCommand::ReadFirst(unread)));
    }
}

/// The widths of columns, in points.
struct ColumnWidths {
    name: f32,
    date: f32,
    kind: f32,
    judgement: f32,
    recommendations: f32,
}

/// Width of the column with the boxes that select rows, in points.
const SELECT_WIDTH: f32 = 34.0;
/// Width of the column with the number of overdue recommendations, in points.
const OVERDUE_WIDTH: f32 = 74.0;
/// Widths with which long names and headings fit.
const WIDE: ColumnWidths =
    ColumnWidths { name: 190.0, date: 128.0, kind: 92.0, judgement: 88.0, recommendations: 64.0 };
/// The smallest widths with which the headings are legible.
const NARROW: ColumnWidths =
    ColumnWidths { name: 144.0, date: 132.0, kind: 66.0, judgement: 72.0, recommendations: 52.0 };

impl ColumnWidths {
    /// Returns the widths with which this number of judgements fits, or else the narrow ones.
    fn fitting(available: f32, judgement_count: usize, has_overdue: bool) -> Self {
        let count = f32::from(u16::try_from(judgement_count).unwrap_or(u16::MAX));
        let others = |widths: &Self| {
            let overdue = if has_overdue { OVERDUE_WIDTH } else { 0.0 };
            SELECT_WIDTH + widths.name + widths.date + widths.kind + widths.recommendations + overdue
        };
        if others(&WIDE) + WIDE.judgement * count <= available {
            return WIDE;
        }
        let left = (available - others(&NARROW)) / count.max(1.0);
        Self { judgement: left.floor().clamp(NARROW.judgement, WIDE.judgement), ..NARROW }
    }
}

/// Returns the columns, and for each the column that a click on its heading sorts by. A folder without overdue
/// recommendations has no column for them.
fn columns(tab: &FolderTab, matrix: &Matrix, available_width: f32) -> (Vec<Column>, Vec<Option<SortColumn>>) {
    let has_overdue = !tab.overdue_counts.is_empty();
    let widths = ColumnWidths::fitting(available_width, matrix.columns.len(), has_overdue);
    let column = |heading: String, hint: &str, width: f32, align: Align, sort: Option<SortColumn>| {
        let order = match &sort {
            None => ColumnOrder::NotSortable,
            Some(sort) if *sort != tab.matrix.sort.column => ColumnOrder::Unsorted,
            Some(_) if tab.matrix.sort.is_descending => ColumnOrder::Descending,
            Some(_) => ColumnOrder::Ascending,
        };
        (Column { heading, hint: hint.to_owned(), width, growth: 0.0, align, order }, sort)
    };
    let left = Align::Min;
    let name = column(strings::NAME_COLUMN.to_owned(), "", widths.name, left, Some(SortColumn::Name));
    let mut columns = vec![
        column(String::new(), strings::SELECT_COLUMN, SELECT_WIDTH, left, None),
        (Column { growth: 1.0, ..name.0 }, name.1),
        column(
            strings::DATE_COLUMN.to_owned(),
            strings::DATE_HINT,
            widths.date,
            left,
            Some(SortColumn::Date),
        ),
        column(strings::KIND_COLUMN.to_owned(), "", widths.kind, left, Some(SortColumn::Kind)),
    ];
    let judgement = |judgement: &JudgementColumn| {
        let sort = SortColumn::Judgement(judgement.clone());
        column(judgement.heading(), "", widths.judgement, Align::Center, Some(sort))
    };
    columns.extend(matrix.columns.iter().map(judgement));
    columns.push(column(
        strings::RECOMMENDATIONS_COLUMN.to_owned(),
        strings::RECOMMENDATIONS_HINT,
        widths.recommendations,
        left,
        Some(SortColumn::Recommendations),
    ));
    if has_overdue {
        let heading = strings::OVERDUE_COLUMN.to_owned();
        columns.push(column(heading, strings::OVERDUE_HINT, OVERDUE_WIDTH, left, Some(SortColumn::Overdue)));
    }
    columns.into_iter().unzip()
}

/// Shows the title of a group.
fn show_group(ui: &mut Ui, title: &str, count: usize) {
    let title = if title.is_empty() { strings::OTHER_GROUP } else { title };
    let words = strings::group_count(title, count);
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &words));
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    let at = rect.min + vec2(12.0, (rect.height() - PANEL_BOLD.line_height) / 2.0);
    text::paint_truncated(ui, &words, PANEL_BOLD, tokens.text, at, rect.width());
}

/// The row of an entry.
#[derive(Clone, Copy)]
struct EntryRow<'a> {
    shown: Shown<'a>,
    entry: &'a Entry,
    matrix: &'a Matrix,
}

impl EntryRow<'_> {
    fn show(self, ui: &mut Ui, ranges: &[Rangef], commands: &mut Vec<Command>) {
        let is_selected = self.shown.tab.selected.contains(self.entry.path());
        let is_beside = self.shown.tab.side.row.as_deref() == Some(self.entry.path());
        let (rect, response) = list_row::show(ui, &self.accessible_name(), is_selected || is_beside);
        self.show_checkbox(ui, rect, ranges[0], is_selected, commands);
        let tokens = theme::tokens(ui);
        table::paint_cell(ui, rect, ranges[1], &self.name(), tokens.text);
        let mut place = None;
        match &self.entry.content {
            EntryContent::Report(facts) => place = self.show_facts(ui, rect, ranges, facts, &response),
            EntryContent::NotRead => self.paint_note(ui, rect, ranges, strings::NOT_READ, tokens.secondary),
            EntryContent::Failed(reason) => self.paint_note(ui, rect, ranges, reason, tokens.warning),
        }
        let open = |place| FolderCommand::OpenReport(self.entry.path().to_owned(), place);
        self.handle_clicks(&response, open(place), commands);
        response.context_menu(|ui| self.show_menu(ui, open(None), commands));
        let pointer = ui.pointer_hover_pos().filter(|_| response.hovered());
        if pointer.is_some_and(|pointer| ranges[1].contains(pointer.x)) {
            let words = format!("{}\n{}", self.file_words(), side_strings::OPEN_HINT);
            response.on_hover_text_at_pointer(words);
        }
    }

    /// Selects the row on a click, and opens its report on a double click, the Enter key or the action of a screen
    /// reader.
    fn handle_clicks(self, response: &Response, open: FolderCommand, commands: &mut Vec<Command>) {
        let is_mouse_click = response.clicked_by(PointerButton::Primary);
        if response.double_clicked() || response.clicked() && !is_mouse_click {
            commands.push(self.shown.command(open));
        }
        if is_mouse_click || response.gained_focus() {
            let select = FolderSideCommand::ShowRow(self.entry.path().to_owned());
            commands.push(self.shown.command(FolderCommand::Side(select)));
        }
    }

    /// Returns the name: the council or provider, or else the file.
    fn name(self) -> String {
        let organisation = self.entry.facts().and_then(|facts| facts.organisation());
        organisation.map_or_else(|| self.entry.file_name(), str::to_owned)
    }

    /// Returns the paths of the files, for the tooltip of the name.
    fn file_words(self) -> String {
        let mut paths = self.entry.paths.iter().map(|path| path.display().to_string());
        let first = paths.next().unwrap_or_default();
        let others: Vec<String> = paths.collect();
        if others.is_empty() {
            return first;
        }
        format!("{first}\n{}\n{}", strings::more_files(others.len()), others.join("\n"))
    }

    /// Shows the box that selects the row.
    fn show_checkbox(
        self,
        ui: &mut Ui,
        row: Rect,
        column: Rangef,
        is_selected: bool,
        commands: &mut Vec<Command>,
    ) {
        let mut is_checked = is_selected;
        let middle = pos2(column.center() + 2.0, row.center().y);
        let rect = Rect::from_center_size(middle, vec2(18.0, row.height()));
        let checkbox = ui.place(rect, eframe::egui::Checkbox::without_text(&mut is_checked));
        let name = format!("{} {}", strings::SELECT_COLUMN, self.name());
        checkbox.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_checked, &name));
        if checkbox.changed() {
            let path = self.entry.path().to_owned();
            commands.push(self.shown.command(FolderCommand::ToggleSelected(path)));
        }
    }

    /// Shows the facts of a report. Returns the place of the judgement under the pointer.
    fn show_facts(
        self,
        ui: &Ui,
        row: Rect,
        ranges: &[Rangef],
        facts: &ReportFacts,
        response: &Response,
    ) -> Option<Place> {
        let tokens = theme::tokens(ui);
        let date = facts.sort_date().map(format_date).unwrap_or_default();
        table::paint_cell(ui, row, ranges[2], &date, tokens.secondary);
        table::paint_cell(ui, row, ranges[3], short_kind(facts.framework), tokens.secondary);
        let pointer = ui.pointer_hover_pos().filter(|_| response.hovered());
        let mut under_pointer = None;
        for (column, range) in self.matrix.columns.iter().zip(&ranges[COLUMNS_BEFORE..]) {
            let Some((_, judgement)) = cell(facts, column) else { continue };
            let shape = GradeMarkShape::for_step(judgement.grade.step, facts.step_count());
            let middle = pos2(range.center(), row.center().y);
            GradeMark::from_shape(shape).paint(ui.painter(), tokens, middle, MARK_SIZE);
            if pointer.is_some_and(|pointer| range.contains(pointer.x)) {
                under_pointer = judgement.place;
                let words = judgement_words(facts, column, judgement);
                response.clone().on_hover_text_at_pointer(words);
            }
        }
        let after = COLUMNS_BEFORE + self.matrix.columns.len();
        let count = |count: usize| if count == 0 { String::new() } else { count.to_string() };
        table::paint_cell(ui, row, ranges[after], &count(facts.recommendations.len()), tokens.text);
        let overdue = self.shown.tab.overdue_counts.get(&facts.sha256).copied().unwrap_or_default();
        if let Some(range) = ranges.get(after + 1) {
            table::paint_cell(ui, row, *range, &count(overdue), tokens.warning);
        }
        if facts.judgements.is_empty() {
            let note = match (facts.has_text, facts.gives_no_grades) {
                (false, _) => strings::NO_TEXT,
                (true, true) => strings::GIVES_NO_GRADES,
                (true, false) => "",
            };
            let span = Rangef::new(ranges[COLUMNS_BEFORE].min, ranges[after - 1].max);
            table::paint_cell(ui, row, span, note, tokens.secondary);
        }
        under_pointer
    }

    /// Paints a note in place of the facts.
    fn paint_note(self, ui: &Ui, row: Rect, ranges: &[Rangef], words: &str, color: eframe::egui::Color32) {
        let right = ranges.last().map_or(row.right(), |last| last.max);
        table::paint_cell(ui, row, Rangef::new(ranges[2].min, right), words, color);
    }

    /// Shows the context menu.
    fn show_menu(self, ui: &mut Ui, open: FolderCommand, commands: &mut Vec<Command>) {
        let path = self.entry.path();
        if ui.button(strings::OPEN_REPORT).clicked() {
            commands.push(self.shown.command(open));
        }
        let has_previous = self.shown.tab.collection.previous_inspection(path).is_some();
        let compare = eframe::egui::Button::new(strings::COMPARE_WITH_PREVIOUS);
        if ui.add_enabled(has_previous, compare).clicked() {
            commands.push(self.shown.command(FolderCommand::CompareWithPrevious(path.to_owned())));
        }
        if ui.button(strings::SHOW_IN_FOLDER).clicked() {
            commands.push(Command::ShowInFolder(self.shown.tab.full_path(path)));
        }
    }

    /// Returns the row as a sentence for screen readers.
    fn accessible_name(self) -> String {
        let mut parts = vec![self.name()];
        match &self.entry.content {
            EntryContent::NotRead => parts.push(strings::NOT_READ.to_owned()),
            EntryContent::Failed(reason) => parts.push(reason.clone()),
            EntryContent::Report(facts) => {
                parts.extend(facts.sort_date().map(format_date));
                parts.extend(facts.framework.map(|framework| framework.name().to_owned()));
                let grades = self.matrix.columns.iter().filter_map(|column| {
                    let (_, judgement) = cell(facts, column)?;
                    Some(strings::grade_in_column(&column.heading(), &judgement.grade.label))
                });
                parts.extend(grades);
            }
        }
        parts.join(", ")
    }
}

/// Returns the words about a judgement for its tooltip: its title, its grade, and what else it covers.
fn judgement_words(facts: &ReportFacts, column: &JudgementColumn, judgement: &JudgementFacts) -> String {
    let others = facts.judgements_in(column).count().saturating_sub(1);
    let part = judgement.part.as_deref().filter(|part| *part != judgement.title);
    let title = part.map_or_else(|| judgement.title.clone(), |part| format!("{part}: {}", judgement.title));
    let lines = [
        Some(title),
        Some(judgement.grade.label.clone()),
        judgement.note.clone(),
        (others > 0).then(|| strings::more_judgements(others)),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
