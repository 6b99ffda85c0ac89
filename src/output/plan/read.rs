//! A plan that people worked on, read back from a workbook or from CSV.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use super::{COLUMNS, Edited, ID};

/// Why a file is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// Neither a workbook nor a table of text.
    #[error("This is no action plan: it is neither a workbook (.xlsx) nor a table as text (.csv).")]
    NoTable,
    /// No row of names.
    #[error(
        "This is no action plan of Findings: no row of it names the columns “Id” and “Owner”. Put the names of the \
         columns back, and read it again."
    )]
    NoColumns,
    /// Larger than any plan.
    #[error("This file is too large for an action plan.")]
    TooLarge,
}

/// No plan has more bytes, also when it is unpacked.
const MOST_BYTES: u64 = 64 << 20;
/// No plan has more rows.
const MOST_ROWS: usize = 20_000;
/// No plan has more columns.
const MOST_COLUMNS: usize = 100;
/// The names of the columns stand in one of the first so many rows.
const HEAD: usize = 30;

/// Reads a plan back: the first sheet or table that names our columns.
///
/// # Errors
/// [`PlanError`], each a sentence of its own.
pub fn read_plan(bytes: &[u8]) -> Result<Edited, PlanError> {
    if bytes.starts_with(b"PK") {
        return workbook(bytes);
    }
    let text = text(bytes)?;
    let first = text.lines().next().unwrap_or("");
    // Spreadsheets of many countries write semicolons.
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|delimiter| first.bytes().filter(|byte| byte == delimiter).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let records = reader.records().map_while(Result::ok).take(MOST_ROWS);
    let rows = records.map(|record| record.iter().take(MOST_COLUMNS).map(unquoted).collect()).collect();
    plan(rows).ok_or(PlanError::NoColumns)
}

/// Text as people's programs write it: UTF-8, else Windows-1252.
fn text(bytes: &[u8]) -> Result<String, PlanError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(PlanError::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(PlanError::NoTable);
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    })
}

/// A cell without the apostrophe that keeps it from being a formula.
fn unquoted(cell: &str) -> String {
    let formula = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']));
    formula.unwrap_or(cell).to_owned()
}

fn workbook(bytes: &[u8]) -> Result<Edited, PlanError> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| PlanError::NoTable)?;
    let mut unpacked = 0_u64;
    for index in 0..package.len() {
        let size = package.by_index_raw(index).map_err(|_| PlanError::NoTable)?.size();
        unpacked = unpacked.saturating_add(size);
    }
    if unpacked > MOST_BYTES {
        return Err(PlanError::TooLarge);
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| PlanError::NoTable)?;
    for name in book.sheet_names() {
        if let Some(plan) = sheet(&mut book, &name).and_then(plan) {
            return Ok(plan);
        }
    }
    Err(PlanError::NoColumns)
}

/// The cells of a sheet; cell by cell, since one cell in the last corner makes a sheet of 17 thousand million.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Option<Vec<Vec<String>>> {
    let mut cells = book.worksheet_cells_reader(name).ok()?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Ok(Some(cell)) = cells.next_cell() {
        let (row, column) = cell.get_position();
        let (row, column) = (usize::try_from(row).ok()?, usize::try_from(column).ok()?);
        let words = words(cell.get_value());
        if row >= MOST_ROWS || column >= MOST_COLUMNS || words.is_empty() {
            continue;
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = words;
    }
    Some(rows)
}

/// A cell as words: dates as "2012-08-14".
fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(words) => words.clone(),
        DataRef::SharedString(words) => (*words).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(time) => time.split('T').next().unwrap_or(time).to_owned(),
        DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// The rows under the one that names our columns.
fn plan(rows: Vec<Vec<String>>) -> Option<Edited> {
    let names =
        |row: &Vec<String>, wanted: &str| row.iter().any(|cell| cell.trim().eq_ignore_ascii_case(wanted));
    let head = rows.iter().take(HEAD).position(|row| names(row, COLUMNS[ID]) && names(row, "Owner"))?;
    let mut rows = rows.into_iter().skip(head);
    let columns: Vec<String> = rows.next()?.into_iter().map(|name| name.trim().to_owned()).collect();
    let width = columns.len();
    let rows = rows.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).map(|mut row| {
        row.resize(width, String::new());
        row
    });
    Some(Edited { rows: rows.collect(), columns })
}
