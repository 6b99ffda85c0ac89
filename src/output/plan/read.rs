//! Reads an action plan that people filled in, from a workbook (XLSX), an OpenDocument spreadsheet (ODS) or CSV.

mod ods;
mod xlsx;

use std::{
    collections::HashMap,
    io::{Cursor, Read as _},
};

use quick_xml::{XmlVersion, events::BytesStart};
use zip::ZipArchive;

use super::{
    EditedPlan,
    columns::{DUE_COLUMN, ID_COLUMN, heading_position, is_heading_row},
    losses::{PlanLosses, cell_name},
    workbook::JUDGEMENTS_SHEET,
};
use crate::{output::strings, report::parse_entered_date};

/// A reason why a file can't be imported as an action plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The file is neither a spreadsheet nor text.
    #[error("This is not an action plan. Choose a workbook (.xlsx or .ods) or a table saved as text (.csv).")]
    NotATable,
    /// No row near the top contains the column headings of a plan.
    #[error(
        "This is not an action plan: no row has column headings such as “Action” or “Recommendation”, and “Owner”, \
         “Lead officer”, “Status” or “RAG”. Restore the column headings, then import the plan again."
    )]
    MissingHeadings,
    /// The workbook or the CSV text can't be parsed.
    #[error("This action plan is damaged. Save it again in your spreadsheet program, then import it again.")]
    Damaged,
    /// The file exceeds the maximum size, number of rows or number of columns of a plan.
    #[error("This file is too large for an action plan. Check that you chose the right file.")]
    TooLarge,
}

/// Maximum size of a plan or register in bytes, for the file and for the files that are packed in a workbook. A register
/// with 80,000 recommendations has about 150 MB of them.
const MAX_PLAN_BYTES: u64 = 256 << 20;
/// Maximum length of a cell in characters, as in spreadsheet programs.
const MAX_CELL_CHARACTERS: usize = 32_767;
/// Maximum number of rows of a plan or register. The recommendations of all reports of a national inspectorate are fewer.
const MAX_PLAN_ROWS: usize = 200_000;
/// Maximum number of columns of a plan.
const MAX_PLAN_COLUMNS: usize = 100;
/// Maximum number of parts of a workbook. Real workbooks have less than a hundred.
const MAX_PLAN_PARTS: usize = 20_000;
/// The maximum number of rows at the top that are searched for the column headings. People add titles above them.
const MAX_HEADING_ROWS: usize = 30;

/// Reads an action plan from CSV, or from the first sheet of a spreadsheet that has the column headings of a plan.
///
/// # Errors
/// Returns [`PlanError::NotATable`] for other kinds of file, [`PlanError::MissingHeadings`] if no row has the headings,
/// [`PlanError::Damaged`] if the file can't be parsed, and [`PlanError::TooLarge`] if it exceeds the limits of a plan.
pub fn read_plan(bytes: &[u8]) -> Result<EditedPlan, PlanError> {
    if bytes.starts_with(b"PK") {
        return read_package(bytes);
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

/// A sheet of a spreadsheet as it was read.
#[derive(Debug, Default)]
struct SheetContent {
    /// The name of the sheet.
    name: String,
    /// The rows. They can have different numbers of cells.
    rows: Vec<Vec<String>>,
    /// The rows and columns of cells with a formula, counted from 0.
    formulas: Vec<(usize, usize)>,
    /// For each cell with a colour, its row, counted from 0.
    coloured_rows: Vec<usize>,
    /// The number of comments.
    comments: usize,
    /// The number of pictures, charts and shapes.
    pictures: usize,
    /// The number of links in cells.
    links: usize,
}

/// The cells of a sheet while they are read, within the limits of a plan.
#[derive(Debug, Default)]
struct CellGrid {
    rows: Vec<Vec<String>>,
    /// The memory that the cells take.
    bytes: usize,
}

impl CellGrid {
    /// Sets a cell. Empty cells beyond the limits are ignored, because they are common: a format is often set for whole
    /// columns.
    ///
    /// # Errors
    /// Returns [`PlanError::TooLarge`] if a cell with words is beyond the limits.
    fn set(&mut self, row: usize, column: usize, words: String) -> Result<(), PlanError> {
        // The memory is limited too, because a small file can repeat one long string in a million cells.
        let overhead = if words.is_empty() { 0 } else { std::mem::size_of::<String>() };
        self.bytes += words.len() + overhead;
        if self.bytes as u64 > MAX_PLAN_BYTES {
            return Err(PlanError::TooLarge);
        }
        if words.is_empty() {
            return Ok(());
        }
        if row >= MAX_PLAN_ROWS || column >= MAX_PLAN_COLUMNS {
            return Err(PlanError::TooLarge);
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        if self.rows[row].len() <= column {
            self.rows[row].resize(column + 1, String::new());
        }
        self.rows[row][column] = words;
        Ok(())
    }
}

/// Reads a plan from a workbook (XLSX) or an OpenDocument spreadsheet (ODS).
fn read_package(bytes: &[u8]) -> Result<EditedPlan, PlanError> {
    // Every entry in the list of parts begins with this signature, and the list is kept in memory.
    if memchr::memmem::find_iter(bytes, b"PK\x01\x02").nth(MAX_PLAN_PARTS).is_some() {
        return Err(PlanError::TooLarge);
    }
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PlanError::NotATable)?;
    check_unpacked_size(&mut package, MAX_PLAN_BYTES)?;
    // A workbook has no part of this name.
    match package.index_for_name("content.xml") {
        Some(_) => ods::read_plan(&mut package),
        None => xlsx::read_plan(bytes, &mut package),
    }
}

/// Unpacks all parts of a package, because the sizes that it states for them can be wrong.
///
/// # Errors
/// Returns [`PlanError::TooLarge`] if the parts have more than `max_bytes` bytes together.
fn check_unpacked_size(package: &mut ZipArchive<Cursor<&[u8]>>, max_bytes: u64) -> Result<(), PlanError> {
    let mut buffer = vec![0; 64 * 1024];
    let mut unpacked = 0_u64;
    for index in 0..package.len() {
        // A part that cannot be unpacked, such as a protected one, is not read later either.
        let Ok(mut part) = package.by_index(index) else { continue };
        while let Ok(count) = part.read(&mut buffer)
            && count > 0
        {
            unpacked = unpacked.saturating_add(count as u64);
            if unpacked > max_bytes {
                return Err(PlanError::TooLarge);
            }
        }
    }
    Ok(())
}

/// Returns a part of a package as text; `None` if the package has no part of this name or it can't be unpacked.
fn read_part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let file = package.by_name(name).ok()?;
    let mut bytes = Vec::new();
    // The size that a package states for a part can be wrong, so the limit is on the unpacked bytes.
    file.take(MAX_PLAN_BYTES).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns the value of the attribute with this name, without its prefix: "name" finds `table:name`. Returns `None` if
/// the element has no such attribute.
fn attribute_value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    // Looking for duplicates takes time that grows with the square of the number of attributes.
    attributes.with_checks(false);
    let attribute =
        attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Returns the plan in a sheet; `None` if no row has the column headings. `other_sheets` are the names of the other
/// sheets of the file.
fn plan_in_sheet(sheet: SheetContent, other_sheets: Vec<String>) -> Option<EditedPlan> {
    let headings = heading_row_position(&sheet.rows)?;
    let formulas = sheet.formulas.iter().filter(|(row, _)| *row > headings);
    let has_result = |(row, column): &&(usize, usize)| {
        let cell = sheet.rows.get(*row).and_then(|row| row.get(*column));
        cell.is_some_and(|words| !words.is_empty())
    };
    let (formulas, without_result): (Vec<_>, Vec<_>) = formulas.partition(has_result);
    let names = |cells: Vec<&(usize, usize)>| {
        cells.into_iter().map(|(row, column)| cell_name(*row, *column)).collect()
    };
    let losses = PlanLosses {
        formulas: names(formulas),
        formulas_without_result: names(without_result),
        sheets: other_sheets.into_iter().filter(|name| name != JUDGEMENTS_SHEET).collect(),
        lines_above: lines_above(&sheet.rows[..headings]),
        coloured_cells: sheet.coloured_rows.iter().filter(|row| **row > headings).count(),
        comments: sheet.comments,
        pictures: sheet.pictures,
        links: sheet.links,
        ..PlanLosses::default()
    };
    plan_in_rows(sheet.rows).map(|plan| EditedPlan { losses, ..plan })
}

/// Returns the lines above the column headings that people added. The program writes a title, the instructions and the
/// progress there.
fn lines_above(rows: &[Vec<String>]) -> Vec<String> {
    let is_instruction = |row: &Vec<String>| row.iter().any(|cell| cell.trim() == strings::PLAN_INSTRUCTIONS);
    let own = rows.iter().position(is_instruction);
    let is_own = |row: usize| own.is_some_and(|own| row + 1 == own || row == own || row == own + 1);
    let added = rows.iter().enumerate().filter(|(row, _)| !is_own(*row));
    let words = added.map(|(_, row)| row.join(" ").split_whitespace().collect::<Vec<_>>().join(" "));
    words.filter(|words| !words.is_empty()).collect()
}

/// Returns the position of the row with the column headings; `None` if there is none near the top.
fn heading_row_position(rows: &[Vec<String>]) -> Option<usize> {
    rows.iter().take(MAX_HEADING_ROWS).position(|row| is_heading_row(row))
}

/// Returns the plan whose rows are below the row with the column headings; `None` if there is no such row.
fn plan_in_rows(rows: Vec<Vec<String>>) -> Option<EditedPlan> {
    let headings = heading_row_position(&rows)?;
    let mut rows = rows.into_iter().enumerate().skip(headings);
    let columns: Vec<String> = rows.next()?.1.into_iter().map(|name| name.trim().to_owned()).collect();
    let due = heading_position(&columns, DUE_COLUMN);
    let id = heading_position(&columns, ID_COLUMN);
    let mut first_rows: HashMap<String, usize> = HashMap::new();
    let mut plan = EditedPlan::default();
    for (index, mut row) in rows {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        row.resize(row.len().max(columns.len()), String::new());
        // In CSV, spreadsheet programs write dates such as "14/08/2012"; in a plan they are "2012-08-14".
        if let Some(day) = due.and_then(|due| parse_entered_date(&row[due])) {
            row[due.unwrap_or(0)] = day.to_string();
        }
        let key = id.map(|id| row[id].trim().to_lowercase()).filter(|key| !key.is_empty());
        if let Some(key) = key {
            // Rows of a spreadsheet are counted from 1.
            let first = *first_rows.entry(key).or_insert(index + 1);
            if first != index + 1 {
                plan.repeated_ids.push([first, index + 1]);
            }
        }
        plan.rows.push(row);
    }
    plan.columns = columns;
    Some(plan)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn the_limit_of_a_workbook_holds_for_all_its_parts_together() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..3 {
            writer.start_file(format!("part{number}.xml"), SimpleFileOptions::default()).unwrap();
            writer.write_all(&[b' '; 2_000]).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        let mut package = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        assert!(check_unpacked_size(&mut package, 6_000).is_ok());
        assert!(matches!(check_unpacked_size(&mut package, 5_999), Err(PlanError::TooLarge)));
    }
}
