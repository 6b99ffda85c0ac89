//! A plan that people worked on, read back from a workbook or from CSV.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use super::{COLUMNS, DUE, Edited, ID};
use crate::report::parse_date;

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
    /// What a spreadsheet wrote has holes.
    #[error("This action plan is damaged; save it anew, and read it again.")]
    Damaged,
    /// Larger than any plan.
    #[error("This file is too large for an action plan.")]
    TooLarge,
}

/// No plan has more bytes, also when it is unpacked.
const MOST_BYTES: u64 = 64 << 20;
/// No cell of a spreadsheet has more characters.
const LONGEST: usize = 32_767;
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
    // Spreadsheets of many countries write semicolons. The table is the one whose columns are ours.
    let mut most = Ok(());
    for delimiter in [b',', b';', b'\t'] {
        match table(&text, delimiter) {
            Ok(Some(plan)) => return Ok(plan),
            Ok(None) => {}
            Err(error) => most = Err(error),
        }
    }
    most.and(Err(PlanError::NoColumns))
}

fn table(text: &str, delimiter: u8) -> Result<Option<Edited>, PlanError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| PlanError::Damaged)?;
        if rows.len() >= MOST_ROWS || record.len() > MOST_COLUMNS {
            return Err(PlanError::TooLarge);
        }
        rows.push(record.iter().map(unquoted).collect());
    }
    Ok(plan(rows))
}

/// Text as people's programs write it: UTF-8, else Windows-1252.
fn text(bytes: &[u8]) -> Result<String, PlanError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(PlanError::TooLarge);
    }
    // What spreadsheets call Unicode text.
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Ok(encoding.decode(bytes).0.into_owned());
    }
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
        if let Some(plan) = plan(sheet(&mut book, &name)?) {
            return Ok(plan);
        }
    }
    Err(PlanError::NoColumns)
}

/// The cells of a sheet; cell by cell, since one cell in the last corner makes a sheet of 17 thousand million.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Vec<String>>, PlanError> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    // A sheet that is a chart has none.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(rows) };
    let mut bytes = 0;
    while let Some(cell) = cells.next_cell().map_err(|_| PlanError::Damaged)? {
        let (row, column) = cell.get_position();
        let at = usize::try_from(row).ok().zip(usize::try_from(column).ok());
        let (row, column) = at.ok_or(PlanError::TooLarge)?;
        // One string may be that of a million cells.
        let words = words(cell.get_value());
        bytes += words.len();
        if bytes as u64 > MOST_BYTES {
            return Err(PlanError::TooLarge);
        }
        // Ground and borders reach far; words beyond are not of a plan, and told.
        if words.is_empty() {
            continue;
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(PlanError::TooLarge);
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = words;
    }
    Ok(rows)
}

/// A cell as words: dates as "2012-08-14".
fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(words) => words.clone(),
        DataRef::SharedString(words) => words.chars().take(LONGEST).collect(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, ..) = time.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, time.as_f64() < 1.0) {
                (hour, minute, true) => format!("{hour:02}:{minute:02}"),
                (0, 0, false) => date,
                (hour, minute, false) => format!("{date} {hour:02}:{minute:02}"),
            }
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
    let due = columns.iter().position(|name| name.eq_ignore_ascii_case(COLUMNS[DUE]));
    let rows = rows.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).map(|mut row| {
        row.resize(row.len().max(columns.len()), String::new());
        // "14/08/2012", as spreadsheets write a day into a table of text.
        if let Some(day) = due.and_then(|due| parse_date(&row[due])) {
            row[due.unwrap_or(0)] = day.to_string();
        }
        row
    });
    Some(Edited { rows: rows.collect(), columns })
}
