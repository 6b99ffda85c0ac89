//! Reads an action plan that people filled in, from a workbook (XLSX) or from CSV.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use super::{COLUMNS, DUE_COLUMN, EditedPlan, ID_COLUMN};
use crate::report::parse_date;

/// A reason why a file can't be imported as an action plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The file is neither an XLSX workbook nor text.
    #[error("This is not an action plan. Choose a workbook (.xlsx) or a table saved as text (.csv).")]
    NotATable,
    /// No row near the top contains the column headings "Id" and "Owner".
    #[error(
        "This is not a Findings action plan: no row has the column headings “Id” and “Owner”. Restore the column \
         headings, then import the plan again."
    )]
    MissingHeadings,
    /// The workbook or the CSV text can't be parsed.
    #[error("This action plan is damaged. Save it again in your spreadsheet program, then import it again.")]
    Damaged,
    /// The file exceeds the maximum size, number of rows or number of columns of a plan.
    #[error("This file is too large for an action plan. Check that you chose the right file.")]
    TooLarge,
}

/// Maximum size of a plan in bytes, for the file and for the files that are packed in a workbook. No real plan comes
/// near it.
const MAX_PLAN_BYTES: u64 = 64 << 20;
/// Maximum length of a cell in characters, as in spreadsheet programs.
const MAX_CELL_CHARACTERS: usize = 32_767;
/// Maximum number of rows of a plan. Recommendations and points to improve are far fewer.
const MAX_PLAN_ROWS: usize = 20_000;
/// Maximum number of columns of a plan.
const MAX_PLAN_COLUMNS: usize = 100;
/// The maximum number of rows at the top that are searched for the column headings. People add titles above them.
const MAX_HEADING_ROWS: usize = 30;

/// Reads an action plan from CSV, or from the first worksheet of a workbook that has the column headings of a plan.
///
/// # Errors
/// Returns [`PlanError::NotATable`] for other kinds of file, [`PlanError::MissingHeadings`] if no row has the headings,
/// [`PlanError::Damaged`] if the file can't be parsed, and [`PlanError::TooLarge`] if it exceeds the limits of a plan.
pub fn read_plan(bytes: &[u8]) -> Result<EditedPlan, PlanError> {
    if bytes.starts_with(b"PK") {
        return read_workbook(bytes);
    }
    let text = decode_text(bytes)?;
    // Depending on the country set in Windows, spreadsheet programs write semicolons instead of commas. The
    // right delimiter is the one that makes the column headings readable.
    let mut result = Ok(());
    for delimiter in [b',', b';', b'\t'] {
        match read_table(&text, delimiter) {
            Ok(Some(plan)) => return Ok(plan),
            Ok(None) => {}
            Err(error) => result = Err(error),
        }
    }
    result.and(Err(PlanError::MissingHeadings))
}

/// Reads a plan from CSV with this delimiter; `None` if no row has the column headings.
fn read_table(text: &str, delimiter: u8) -> Result<Option<EditedPlan>, PlanError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| PlanError::Damaged)?;
        if rows.len() >= MAX_PLAN_ROWS || record.len() > MAX_PLAN_COLUMNS {
            return Err(PlanError::TooLarge);
        }
        rows.push(record.iter().map(unescape_formula).collect());
    }
    Ok(plan_in_rows(rows))
}

/// Decodes text in the encoding of its byte order mark, or else as UTF-8, or else as Windows-1252. Spreadsheet programs
/// write all three.
fn decode_text(bytes: &[u8]) -> Result<String, PlanError> {
    if bytes.len() as u64 > MAX_PLAN_BYTES {
        return Err(PlanError::TooLarge);
    }
    // Spreadsheet programs save “Unicode text” as UTF-16 with a byte order mark.
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Ok(encoding.decode(bytes).0.into_owned());
    }
    if bytes.contains(&0) {
        return Err(PlanError::NotATable);
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    })
}

/// Removes the apostrophe that was put before a cell so that it is not treated as a formula.
fn unescape_formula(cell: &str) -> String {
    let formula = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']));
    formula.unwrap_or(cell).to_owned()
}

/// Reads a plan from the first worksheet that has the column headings.
fn read_workbook(bytes: &[u8]) -> Result<EditedPlan, PlanError> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| PlanError::NotATable)?;
    let mut unpacked = 0_u64;
    for index in 0..package.len() {
        let size = package.by_index_raw(index).map_err(|_| PlanError::NotATable)?.size();
        unpacked = unpacked.saturating_add(size);
    }
    if unpacked > MAX_PLAN_BYTES {
        return Err(PlanError::TooLarge);
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| PlanError::NotATable)?;
    for name in book.sheet_names() {
        if let Some(plan) = plan_in_rows(read_worksheet(&mut book, &name)?) {
            return Ok(plan);
        }
    }
    Err(PlanError::MissingHeadings)
}

/// Reads the rows of a worksheet cell by cell. Reading the worksheet at once would fill a table up to its last cell:
/// one cell in the far corner would make 17 thousand million cells.
fn read_worksheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Vec<String>>, PlanError> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    // A chart sheet has no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(rows) };
    let mut bytes = 0;
    while let Some(cell) = cells.next_cell().map_err(|_| PlanError::Damaged)? {
        let (row, column) = cell.get_position();
        let position = usize::try_from(row).ok().zip(usize::try_from(column).ok());
        let (row, column) = position.ok_or(PlanError::TooLarge)?;
        // The text is limited too, because a small file can repeat one long string in a million cells.
        let words = cell_words(cell.get_value());
        bytes += words.len();
        if bytes as u64 > MAX_PLAN_BYTES {
            return Err(PlanError::TooLarge);
        }
        // Empty cells beyond the limits are ignored, because they are common: a format is often set for whole columns.
        if words.is_empty() {
            continue;
        }
        if row >= MAX_PLAN_ROWS || column >= MAX_PLAN_COLUMNS {
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

/// Returns a cell as text. Dates become "2012-08-14", with the time after it if it is not midnight.
fn cell_words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(words) => words.clone(),
        DataRef::SharedString(words) => words.chars().take(MAX_CELL_CHARACTERS).collect(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is_true) => if *is_true { "yes" } else { "no" }.to_owned(),
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

/// Returns the plan whose rows are below the row with the column headings; `None` if there is no such row.
fn plan_in_rows(rows: Vec<Vec<String>>) -> Option<EditedPlan> {
    let has_heading =
        |row: &Vec<String>, name: &str| row.iter().any(|cell| cell.trim().eq_ignore_ascii_case(name));
    let headings = rows
        .iter()
        .take(MAX_HEADING_ROWS)
        .position(|row| has_heading(row, COLUMNS[ID_COLUMN]) && has_heading(row, "Owner"))?;
    let mut rows = rows.into_iter().skip(headings);
    let columns: Vec<String> = rows.next()?.into_iter().map(|name| name.trim().to_owned()).collect();
    let due = columns.iter().position(|name| name.eq_ignore_ascii_case(COLUMNS[DUE_COLUMN]));
    let rows = rows.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).map(|mut row| {
        row.resize(row.len().max(columns.len()), String::new());
        // In CSV, spreadsheet programs write dates such as "14/08/2012"; in a plan they are "2012-08-14".
        if let Some(day) = due.and_then(|due| parse_date(&row[due])) {
            row[due.unwrap_or(0)] = day.to_string();
        }
        row
    });
    Some(EditedPlan { rows: rows.collect(), columns })
}
