//! Writes an action plan as a workbook: a worksheet with the plan, then one with the judgements of the report.

mod formats;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, Formula, Workbook,
    Worksheet, XlsxError,
};

pub(super) use self::formats::{CellFormats, EntryColumns, add_conditional_formats, default_format};
use super::{
    COLUMNS, Plan, RAG_RATINGS, STATUSES,
    columns::{ACTION_COLUMN, DUE_COLUMN, ID_COLUMN, OWNER_COLUMN, RAG_COLUMN, STATUS_COLUMN},
    losses::cell_name,
    progress::{CLOSED_STATUSES, is_closed_status},
    row_height::row_height,
};
use crate::{
    analysis::JudgementExtent,
    output::strings,
    report::{Date, Report, format_date},
};

/// Maximum length of a cell in characters, set by the file format.
const MAX_CELL_CHARACTERS: usize = 32_767;
/// The width of each of [`COLUMNS`], in digits of the default font. They fit a page of A4 paper in landscape at three
/// quarters of their size.
const COLUMN_WIDTHS: [f64; COLUMNS.len()] =
    [14.0, 15.5, 44.0, 11.5, 17.0, 11.5, 12.0, 14.0, 15.0, 12.0, 9.5, 26.0];
/// The width of a column that people added, in digits of the default font.
const EXTRA_COLUMN_WIDTH: f64 = 18.0;
/// The code of A4 paper in the file format.
const A4_PAPER_CODE: u8 = 9;
/// The name of the worksheet with the plan.
const PLAN_SHEET: &str = "Action plan";
/// The name of the worksheet with the judgements.
pub(super) const JUDGEMENTS_SHEET: &str = "Judgements";
// The rows above the table, counted from 0.
const TITLE_ROW: u32 = 0;
const INSTRUCTIONS_ROW: u32 = 1;
const PROGRESS_ROW: u32 = 2;
const HEADING_ROW: u32 = 3;
/// The columns with choices and highlights.
const ENTRY_COLUMNS: EntryColumns = EntryColumns { due: DUE_COLUMN, status: STATUS_COLUMN, rag: RAG_COLUMN };
/// The number of empty rows below the plan that have the lists of choices and count in the progress, for rows that
/// people add.
const SPARE_ROWS: u32 = 200;

/// Returns a plan and the judgements of its report as a workbook. See [`Plan::to_xlsx`].
pub(super) fn to_xlsx(plan: &Plan, report: &Report, today: Date) -> Result<Vec<u8>, XlsxError> {
    let formats = CellFormats::new();
    let mut workbook = Workbook::new();
    // The heights of rows are computed for this font: 17 is the height of a row, and 64 the width of a column, in
    // pixels.
    workbook.set_default_format(&default_format(), 17, 64)?;
    // The creation date is always the same, so that the same plan gives the same bytes on the same day.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&plan.heading).set_creation_datetime(&created));
    write_plan(workbook.add_worksheet(), plan, today, &formats)?;
    write_judgements(workbook.add_worksheet(), report, &formats)?;
    workbook.save_to_buffer()
}

/// Returns the width of a column of the plan, in digits of the default font.
fn column_width(column: usize) -> f64 {
    COLUMN_WIDTHS.get(column).copied().unwrap_or(EXTRA_COLUMN_WIDTH)
}

/// Writes the worksheet with the plan.
fn write_plan(
    sheet: &mut Worksheet,
    plan: &Plan,
    today: Date,
    formats: &CellFormats,
) -> Result<(), XlsxError> {
    sheet.set_name(PLAN_SHEET)?;
    for (column, name) in (0..).zip(plan.columns()) {
        let is_filled_in_by_people = usize::from(column) >= OWNER_COLUMN;
        let format = if is_filled_in_by_people { &formats.entry_heading } else { &formats.heading };
        write_text(sheet, (HEADING_ROW, column), name, formats, format)?;
        sheet.set_column_width(column, column_width(column.into()))?;
    }
    // The button of the filter covers the end of a heading.
    let headings = plan.columns().enumerate().map(|(column, name)| (name, column_width(column) - 3.0));
    sheet.set_row_height(HEADING_ROW, row_height(headings))?;
    for (row, cells) in (HEADING_ROW + 1..).zip(&plan.rows) {
        for (column, cell) in (0..).zip(cells) {
            write_cell(sheet, (row, column), cell, formats)?;
        }
        // The column with the ids is hidden.
        let shown = cells.iter().enumerate().skip(ID_COLUMN + 1);
        sheet.set_row_height(
            row,
            row_height(shown.map(|(column, cell)| (cell.as_str(), column_width(column)))),
        )?;
    }
    let last_row =
        HEADING_ROW + u32::try_from(plan.rows.len()).unwrap_or(u32::MAX - SPARE_ROWS - HEADING_ROW);
    write_lines_above(sheet, plan, last_row, today, formats)?;
    add_choices(sheet, &ENTRY_COLUMNS, HEADING_ROW + 1, last_row + SPARE_ROWS)?;
    add_conditional_formats(sheet, &ENTRY_COLUMNS, HEADING_ROW + 1, last_row + SPARE_ROWS)?;
    set_up_plan_worksheet(sheet, plan, last_row)
}

/// Adds the lists of choices for statuses and ratings to these rows, counted from 0.
pub(super) fn add_choices(
    sheet: &mut Worksheet,
    columns: &EntryColumns,
    first_row: u32,
    last_row: u32,
) -> Result<(), XlsxError> {
    for (column, choices) in [(columns.status, &STATUSES), (columns.rag, &RAG_RATINGS)] {
        let choices = DataValidation::new().allow_list_strings(choices)?.ignore_blank(true);
        // People may have statuses of their own, so the program asks instead of refusing them.
        let choices = choices
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_message(strings::NOT_IN_LIST)?;
        let column = sheet_column(column);
        sheet.add_data_validation(first_row, column, last_row, column, &choices)?;
    }
    Ok(())
}

/// Converts the position of one of [`COLUMNS`] to the type of the workbook writer.
fn sheet_column(column: usize) -> u16 {
    // There are few columns.
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// Writes the title, the instructions and the progress above the table. They are in the first column that is shown.
fn write_lines_above(
    sheet: &mut Worksheet,
    plan: &Plan,
    last_row: u32,
    today: Date,
    formats: &CellFormats,
) -> Result<(), XlsxError> {
    let column = sheet_column(ID_COLUMN + 1);
    let title = strings::plan_title(&plan.heading);
    write_text(sheet, (TITLE_ROW, column), &title, formats, &formats.title)?;
    sheet.set_row_height(TITLE_ROW, 24.0)?;
    let instructions = strings::PLAN_INSTRUCTIONS;
    write_text(sheet, (INSTRUCTIONS_ROW, column), instructions, formats, &formats.note)?;
    sheet.set_row_height(INSTRUCTIONS_ROW, 16.0)?;
    let progress =
        progress_formula(HEADING_ROW + 1, last_row + SPARE_ROWS).set_result(progress_line(plan, today));
    sheet.write_formula_with_format(PROGRESS_ROW, column, progress, &formats.progress)?;
    sheet.set_row_height(PROGRESS_ROW, 20.0)?;
    Ok(())
}

/// Returns the line with the progress, as it is on a day.
fn progress_line(plan: &Plan, today: Date) -> String {
    let (mut closed, mut with_owner, mut overdue) = (0, 0, 0);
    for row in &plan.rows {
        let is_closed = is_closed_status(&row[STATUS_COLUMN]) || is_closed_status(&row[RAG_COLUMN]);
        let is_past = row[DUE_COLUMN].parse::<Date>().is_ok_and(|due| due < today);
        closed += usize::from(is_closed);
        with_owner += usize::from(!row[OWNER_COLUMN].is_empty());
        overdue += usize::from(is_past && !is_closed);
    }
    let rows = plan.rows.iter().filter(|row| !row[ACTION_COLUMN].is_empty()).count();
    strings::plan_progress([closed, rows, with_owner, overdue].map(|number: usize| number.to_string()))
}

/// Returns the formula of the line with the progress, over these rows counted from 0.
fn progress_formula(first_row: u32, last_row: u32) -> Formula {
    let range = |column: usize| {
        let name = |row: u32| cell_name(usize::try_from(row).unwrap_or(usize::MAX), column);
        format!("{}:{}", name(first_row), name(last_row))
    };
    let statuses = CLOSED_STATUSES.map(|status| format!("\"{status}\"")).join(",");
    let is_listed = |column: usize| format!("ISNUMBER(MATCH({},{{{statuses}}},0))", range(column));
    let is_closed = format!("(({}+{})>0)", is_listed(STATUS_COLUMN), is_listed(RAG_COLUMN));
    let due = range(DUE_COLUMN);
    let closed = format!("SUMPRODUCT(--{is_closed})");
    let rows = format!("COUNTA({})", range(ACTION_COLUMN));
    let with_owner = format!("COUNTA({})", range(OWNER_COLUMN));
    let overdue = format!("SUMPRODUCT(ISNUMBER({due})*({due}<TODAY())*(1-{is_closed}))");
    let numbers = [closed, rows, with_owner, overdue].map(|number| format!("\"&{number}&\""));
    Formula::new(format!("=\"{}\"", strings::plan_progress(numbers)))
}

/// Sets up the hidden and frozen parts, the filters and the print layout of the worksheet with the plan.
fn set_up_plan_worksheet(sheet: &mut Worksheet, plan: &Plan, last_row: u32) -> Result<(), XlsxError> {
    let columns = u16::try_from(plan.columns().count()).unwrap_or(u16::MAX);
    sheet.set_column_hidden(sheet_column(ID_COLUMN))?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 0)?;
    sheet.autofilter(HEADING_ROW, 0, last_row, columns - 1)?;
    let published = plan.published.map(|day| format!(", published {}", format_date(day))).unwrap_or_default();
    set_up_pages(sheet, &strings::plan_source(&plan.file, &published), HEADING_ROW)
}

/// Sets up the pages: landscape, one page wide, with the row of the column headings on each page and a footer.
pub(super) fn set_up_pages(sheet: &mut Worksheet, footer: &str, heading_row: u32) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(A4_PAPER_CODE).set_print_fit_to_pages(1, 0);
    // In inches: left, right, top, bottom, header, footer.
    sheet.set_margins(0.4, 0.4, 0.45, 0.6, 0.3, 0.3);
    // In a footer of the file format, "&" begins a code such as "&P", and "&&" stands for "&".
    let footer: String = footer.replace('&', "&&").chars().take(180).collect();
    sheet.set_footer(format!("&L&8{footer}&R&8Page &P of &N"));
    sheet.set_repeat_rows(heading_row, heading_row)?;
    Ok(())
}

/// Writes the worksheet with the judgements of the report.
fn write_judgements(sheet: &mut Worksheet, report: &Report, formats: &CellFormats) -> Result<(), XlsxError> {
    const WIDTHS: [f64; 5] = [34.0, 52.0, 24.0, 8.0, 14.0];
    sheet.set_name(JUDGEMENTS_SHEET)?;
    let names = ["Group", "Judgement", "Grade", "Step", "Paragraphs"];
    for (column, (name, width)) in (0..).zip(names.into_iter().zip(WIDTHS)) {
        write_text(sheet, (0, column), name, formats, &formats.heading)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, judgement) in (1..).zip(&report.judgements) {
        let group = judgement.group.as_deref().unwrap_or("");
        let extent = JudgementExtent::of_judgement(report, judgement).to_string();
        let cells = [group, &judgement.title, &judgement.grade.label, "", &extent];
        for (column, words) in (0..).zip(cells) {
            write_text(sheet, (row, column), words, formats, &formats.cell)?;
        }
        if let Some(step) = judgement.grade.step {
            sheet.write_number_with_format(row, 3, f64::from(step), &formats.cell)?;
        }
        sheet.set_row_height(row, row_height(cells.into_iter().zip(WIDTHS)))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let last_row = u32::try_from(report.judgements.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last_row, 4)?;
    set_up_pages(sheet, &strings::plan_source(&report.source.file, ""), 0)
}

/// Writes a cell of the plan, never as a formula. In the Due column and in columns that people added, dates are written
/// as dates. In columns that people added, numbers are written as numbers. Everything else is text.
fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &str,
    formats: &CellFormats,
) -> Result<(), XlsxError> {
    let is_added = usize::from(column) >= COLUMNS.len();
    let can_be_date = usize::from(column) == DUE_COLUMN || is_added;
    if can_be_date && excel_date(cell).is_some() {
        return write_date_or_text(sheet, (row, column), cell, formats);
    }
    let number = cell.parse::<f64>().ok().filter(|number| is_added && number.to_string() == cell);
    if let Some(number) = number.filter(|number| number.is_finite()) {
        return sheet.write_number_with_format(row, column, number, &formats.cell).map(|_| ());
    }
    write_text(sheet, (row, column), cell, formats, &formats.cell)
}

/// Writes a date as a date, and other words as text.
pub(super) fn write_date_or_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &str,
    formats: &CellFormats,
) -> Result<(), XlsxError> {
    match excel_date(cell) {
        Some(day) => sheet.write_datetime_with_format(row, column, &day, &formats.date).map(|_| ()),
        None => write_text(sheet, (row, column), cell, formats, &formats.cell),
    }
}

/// Returns a date such as "2012-08-14" for the workbook; `None` for other words.
fn excel_date(cell: &str) -> Option<ExcelDateTime> {
    let day = cell.parse::<Date>().ok().filter(|day| day.to_string() == cell)?;
    let (year, month) = (u16::try_from(day.year()).ok()?, u8::try_from(day.month()).ok()?);
    ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).ok()?).ok()
}

/// Writes text, cut to the maximum length of a cell.
pub(super) fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    words: &str,
    formats: &CellFormats,
    format: &Format,
) -> Result<(), XlsxError> {
    let words = words.char_indices().nth(MAX_CELL_CHARACTERS).map_or(words, |(end, _)| &words[..end]);
    let format = if words.starts_with(['=', '+', '-', '@']) { &formats.quoted } else { format };
    sheet.write_string_with_format(row, column, words, format).map(|_| ())
}
