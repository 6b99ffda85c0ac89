//! The tables as an Excel workbook with a worksheet for each. Rows are kept in temporary files until the workbook is
//! saved, so that memory does not grow with their number.

use std::{io, path::Path};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Table};

/// The number of rows of a worksheet, set by the file format.
const MAX_SHEET_ROWS: u32 = 1_048_576;
/// Maximum length of a cell in characters, set by the file format.
const MAX_CELL_CHARACTERS: usize = 32_767;
/// The width of columns with long texts, in digits of the default font.
const TEXT_COLUMN_WIDTH: f64 = 60.0;
/// The width of the other columns.
const COLUMN_WIDTH: f64 = 14.0;
/// The columns with long texts.
const TEXT_COLUMNS: [&str; 5] = ["text", "bullets", "title", "section", "error"];

/// A workbook with a worksheet for each of [`Table::ALL`]. A table that has more rows than a worksheet is continued on
/// another: "paragraphs 2".
pub struct TableWorkbook {
    workbook: Workbook,
    sheets: Vec<TableSheets>,
    formats: Formats,
    /// The number of rows of a worksheet, with the heading.
    max_sheet_rows: u32,
}

/// The worksheets of one table.
struct TableSheets {
    table: Table,
    /// The worksheets that are full.
    full: Vec<Worksheet>,
    /// The worksheet that rows are added to.
    current: Worksheet,
    /// The next row of that worksheet, from 0.
    next_row: u32,
}

/// The formats of cells.
struct Formats {
    heading: Format,
    date: Format,
    /// Text that Excel would take as a formula if somebody edited the cell.
    quoted: Format,
}

impl TableWorkbook {
    /// Creates a workbook with empty tables. The temporary files are in this folder, and are removed when the workbook is
    /// dropped.
    ///
    /// # Errors
    /// Returns [`XlsxError::TempFileError`] if no file can be created in the folder.
    pub fn new(folder: &Path) -> Result<Self, XlsxError> {
        Self::with_max_rows(folder, MAX_SHEET_ROWS)
    }

    fn with_max_rows(folder: &Path, max_sheet_rows: u32) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder)?;
        // The creation date is always the same, so that the same reports give the same bytes.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let formats = Formats {
            heading: Format::new().set_bold(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            quoted: Format::new().set_quote_prefix(),
        };
        let mut sheets = Vec::new();
        for table in Table::ALL {
            let current = new_sheet(&mut workbook, table, 1, &formats)?;
            sheets.push(TableSheets { table, full: Vec::new(), current, next_row: 1 });
        }
        Ok(Self { workbook, sheets, formats, max_sheet_rows })
    }

    /// Adds a row to a table.
    ///
    /// # Errors
    /// Returns the error of the workbook writer, for example if a temporary file can't be written.
    pub fn add_row(&mut self, table: Table, row: &[Cell]) -> Result<(), XlsxError> {
        let Some(sheets) = self.sheets.iter_mut().find(|sheets| sheets.table == table) else { return Ok(()) };
        if sheets.next_row >= self.max_sheet_rows {
            let sheet = new_sheet(&mut self.workbook, table, sheets.full.len() + 2, &self.formats)?;
            sheets.full.push(std::mem::replace(&mut sheets.current, sheet));
            sheets.next_row = 1;
        }
        for (column, cell) in (0..).zip(row) {
            write_cell(&mut sheets.current, (sheets.next_row, column), cell, &self.formats)?;
        }
        sheets.next_row += 1;
        Ok(())
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// Returns the error of the workbook writer.
    pub fn save(mut self, writer: impl io::Write + Send) -> Result<(), XlsxError> {
        for sheets in self.sheets {
            let last_column = u16::try_from(sheets.table.columns().len() - 1).unwrap_or(u16::MAX);
            for (mut sheet, row_count) in sheets
                .full
                .into_iter()
                .map(|sheet| (sheet, self.max_sheet_rows))
                .chain([(sheets.current, sheets.next_row)])
            {
                sheet.autofilter(0, 0, row_count.saturating_sub(1).max(1), last_column)?;
                self.workbook.push_worksheet(sheet);
            }
        }
        self.workbook.save_to_writer(writer)
    }
}

/// Returns a worksheet of a table with its headings. `number` is 1 for the first worksheet of the table.
fn new_sheet(
    workbook: &mut Workbook,
    table: Table,
    number: usize,
    formats: &Formats,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = workbook.new_worksheet_with_constant_memory()?;
    match number {
        1 => sheet.set_name(table.name())?,
        number => sheet.set_name(format!("{} {number}", table.name()))?,
    };
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(table.columns()) {
        let width = if TEXT_COLUMNS.contains(name) { TEXT_COLUMN_WIDTH } else { COLUMN_WIDTH };
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, *name, &formats.heading)?;
    }
    Ok(sheet)
}

/// Writes a cell. A text that is too long for a cell is cut, with "…" at its end.
fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            let cut = cut_text(text);
            let text = cut.as_deref().unwrap_or(text);
            if text.starts_with(['=', '+', '-', '@']) {
                sheet.write_string_with_format(row, column, text, &formats.quoted)?;
            } else {
                sheet.write_string(row, column, text)?;
            }
        }
        Cell::Number(number) => {
            // All numbers are small enough.
            sheet.write_number(row, column, *number as f64)?;
        }
        Cell::Date(date) => {
            let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs);
            match u16::try_from(date.year())
                .ok()
                .and_then(|year| ExcelDateTime::from_ymd(year, month, day).ok())
            {
                Some(day) => sheet.write_datetime_with_format(row, column, &day, &formats.date)?,
                // Excel has no dates before 1900.
                None => sheet.write_string(row, column, date.to_string())?,
            };
        }
        Cell::Bool(is_true) => {
            sheet.write_boolean(row, column, *is_true)?;
        }
    }
    Ok(())
}

/// Returns a text that is too long for a cell, cut to the length of a cell; `None` for other texts.
fn cut_text(text: &str) -> Option<String> {
    // Excel counts the units of UTF-16.
    let mut units = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > MAX_CELL_CHARACTERS {
            return Some(format!("{}…", &text[..end]));
        }
        if units < MAX_CELL_CHARACTERS {
            end = at + c.len_utf8();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};

    use super::*;

    #[test]
    fn rows_above_the_limit_are_on_another_worksheet() {
        let folder = tempfile::tempdir().unwrap();
        let mut workbook = TableWorkbook::with_max_rows(folder.path(), 4).unwrap();
        let columns = Table::Paragraphs.columns().len();
        for number in 1..=7 {
            workbook.add_row(Table::Paragraphs, &vec![Cell::Number(number); columns]).unwrap();
        }
        let mut bytes = Vec::new();
        workbook.save(&mut bytes).unwrap();
        let mut read: Xlsx<_> = open_workbook_from_rs(io::Cursor::new(bytes)).unwrap();
        let names = [
            "reports",
            "judgements",
            "recommendations",
            "points",
            "paragraphs",
            "paragraphs 2",
            "paragraphs 3",
        ];
        assert_eq!(read.sheet_names(), names);
        let mut numbers = Vec::new();
        for name in &names[4..] {
            let sheet = read.worksheet_range(name).unwrap();
            let mut rows = sheet.rows();
            assert_eq!(rows.next().unwrap()[0], Data::String("sha256".to_owned()));
            numbers.extend(rows.map(|row| row[0].clone()));
        }
        assert_eq!(numbers, (1..=7).map(|number| Data::Float(f64::from(number))).collect::<Vec<_>>());
    }

    #[test]
    fn text_that_is_too_long_for_a_cell_is_cut() {
        assert_eq!(cut_text(&"a".repeat(MAX_CELL_CHARACTERS)), None);
        let cut = cut_text(&"🙂".repeat(20_000)).unwrap();
        assert!(cut.ends_with("🙂…") && cut.encode_utf16().count() <= MAX_CELL_CHARACTERS);
    }
}
