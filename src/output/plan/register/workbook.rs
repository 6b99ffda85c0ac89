//! Writes a register as a workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{
    super::{
        row_height::row_height,
        workbook::{
            CellFormats, EntryColumns, add_choices, add_conditional_formats, default_format, set_up_pages,
            write_date_or_text, write_text,
        },
    },
    REGISTER_COLUMNS, RegisterLine, RegisterSheet,
};
use crate::{output::strings, report::Date};

/// The width of each of [`REGISTER_COLUMNS`], in digits of the default font.
const COLUMN_WIDTHS: [f64; REGISTER_COLUMNS.len()] =
    [14.0, 14.0, 18.0, 20.0, 12.0, 52.0, 14.0, 12.0, 16.0, 16.0, 12.0, 9.5, 28.0];
/// The number of columns that are hidden: the fingerprint and the id.
const HIDDEN_COLUMNS: u16 = 2;
/// The positions of columns in [`REGISTER_COLUMNS`].
const INSPECTED_COLUMN: usize = 4;
const ENTRY_COLUMNS: EntryColumns = EntryColumns { due: 7, status: 10, rag: 11 };
const FIRST_OWN_COLUMN: usize = 9;
// The rows above the table, counted from 0.
const TITLE_ROW: u32 = 0;
const INSTRUCTIONS_ROW: u32 = 1;
const HEADING_ROW: u32 = 2;

/// Returns a register as a workbook. See [`RegisterSheet::to_xlsx`].
pub(super) fn to_xlsx(register: &RegisterSheet, today: Date) -> Result<Vec<u8>, XlsxError> {
    let formats = CellFormats::new();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&default_format(), 17, 64)?;
    // The creation date is always the same, so that the same register gives the same bytes on the same day.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&register.title).set_creation_datetime(&created));
    write_register(workbook.add_worksheet(), register, today, &formats)?;
    workbook.save_to_buffer()
}

fn write_register(
    sheet: &mut Worksheet,
    register: &RegisterSheet,
    today: Date,
    formats: &CellFormats,
) -> Result<(), XlsxError> {
    sheet.set_name(strings::REGISTER_SHEET)?;
    write_text(sheet, (TITLE_ROW, HIDDEN_COLUMNS), &register.title, formats, &formats.title)?;
    sheet.set_row_height(TITLE_ROW, 24.0)?;
    let instructions = strings::REGISTER_INSTRUCTIONS;
    write_text(sheet, (INSTRUCTIONS_ROW, HIDDEN_COLUMNS), instructions, formats, &formats.note)?;
    for (column, (name, width)) in (0_u16..).zip(REGISTER_COLUMNS.into_iter().zip(COLUMN_WIDTHS)) {
        let is_own = usize::from(column) >= FIRST_OWN_COLUMN || usize::from(column) == ENTRY_COLUMNS.due;
        let format = if is_own { &formats.entry_heading } else { &formats.heading };
        write_text(sheet, (HEADING_ROW, column), name, formats, format)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_row_height(HEADING_ROW, 20.0)?;
    for (row, line) in (HEADING_ROW + 1..).zip(&register.lines) {
        write_line(sheet, row, line, formats)?;
    }
    let last_row = HEADING_ROW + u32::try_from(register.lines.len()).unwrap_or(u32::MAX - HEADING_ROW);
    let last_row = last_row.max(HEADING_ROW + 1);
    add_choices(sheet, &ENTRY_COLUMNS, HEADING_ROW + 1, last_row)?;
    add_conditional_formats(sheet, &ENTRY_COLUMNS, HEADING_ROW + 1, last_row)?;
    (0..HIDDEN_COLUMNS).try_for_each(|column| sheet.set_column_hidden(column).map(|_| ()))?;
    sheet.set_freeze_panes(HEADING_ROW + 1, 0)?;
    let last_column = u16::try_from(REGISTER_COLUMNS.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(HEADING_ROW, 0, last_row, last_column)?;
    set_up_pages(sheet, &strings::register_source(today), HEADING_ROW)
}

fn write_line(
    sheet: &mut Worksheet,
    row: u32,
    line: &RegisterLine,
    formats: &CellFormats,
) -> Result<(), XlsxError> {
    let cells = line.cells();
    for (column, cell) in (0_u16..).zip(&cells) {
        let is_date = [INSPECTED_COLUMN, ENTRY_COLUMNS.due].contains(&usize::from(column));
        if is_date {
            write_date_or_text(sheet, (row, column), cell, formats)?;
        } else {
            write_text(sheet, (row, column), cell, formats, &formats.cell)?;
        }
    }
    let shown = cells.iter().zip(COLUMN_WIDTHS).skip(usize::from(HIDDEN_COLUMNS));
    sheet.set_row_height(row, row_height(shown.map(|(cell, width)| (cell.as_str(), width))))?;
    Ok(())
}
