//! The register: the recommendations of many reports as rows of one workbook that people fill in, and the import of a
//! completed register.

mod workbook;

use std::collections::HashMap;

use super::{
    EditedPlan, EntryColumn, PlanTotals,
    columns::{COLUMNS, heading_position},
    matching::wording_key,
    progress::is_closed_status,
};
use crate::report::{Date, is_unclear_date, parse_entered_date};

/// The headings of the columns that only a register has.
const FINGERPRINT_HEADING: &str = "Fingerprint";
const COUNCIL_HEADING: &str = "Council";
const REPORT_HEADING: &str = "Report";
const INSPECTED_HEADING: &str = "Inspected";
/// The column headings, in order. Importing a register relies on them.
pub const REGISTER_COLUMNS: [&str; 13] = [
    FINGERPRINT_HEADING,
    "Id",
    COUNCIL_HEADING,
    REPORT_HEADING,
    INSPECTED_HEADING,
    "Action",
    "Timescale",
    "Due",
    "For",
    "Owner",
    "Status",
    "RAG",
    "Evidence",
];

/// A recommendation as a row of a register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterLine {
    /// The SHA-256 of the report.
    pub sha256: String,
    /// The id of the recommendation.
    pub id: String,
    /// The name of the council.
    pub council: String,
    /// The title of the report.
    pub report: String,
    /// The date of the inspection.
    pub inspected: Option<Date>,
    /// The wording.
    pub action: String,
    /// The timescale as printed.
    pub timescale: String,
    /// The due date, as "2012-08-14", or the words that a person entered in its place.
    pub due: String,
    /// The person or organisation that the recommendation is addressed to.
    pub responsible: String,
    /// The person or team responsible.
    pub owner: String,
    /// The status.
    pub status: String,
    /// The rating.
    pub rag: String,
    /// The evidence of progress.
    pub evidence: String,
}

/// A register that can be written as a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterSheet {
    /// The title, for the first line of the worksheet.
    pub title: String,
    /// The rows.
    pub lines: Vec<RegisterLine>,
}

impl RegisterSheet {
    /// Returns the register as a workbook (XLSX).
    ///
    /// # Errors
    /// Returns the error of the workbook writer, for example if there are more rows than a worksheet can have.
    pub fn to_xlsx(&self, today: Date) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        workbook::to_xlsx(self, today)
    }
}

impl RegisterLine {
    /// Returns the content of a cell that people fill in.
    #[must_use]
    pub fn entry(&self, column: EntryColumn) -> &str {
        match column {
            EntryColumn::Due => &self.due,
            EntryColumn::Owner => &self.owner,
            EntryColumn::Status => &self.status,
            EntryColumn::Rag => &self.rag,
            EntryColumn::Evidence => &self.evidence,
        }
    }

    /// Returns the content of all cells, in the order of [`REGISTER_COLUMNS`].
    fn cells(&self) -> [String; REGISTER_COLUMNS.len()] {
        [
            self.sha256.clone(),
            self.id.clone(),
            self.council.clone(),
            self.report.clone(),
            self.inspected.map(|day| day.to_string()).unwrap_or_default(),
            self.action.clone(),
            self.timescale.clone(),
            self.due.clone(),
            self.responsible.clone(),
            self.owner.clone(),
            self.status.clone(),
            self.rag.clone(),
            self.evidence.clone(),
        ]
    }
}

/// An entry that a completed register changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterEntry {
    /// The index of the line among those that the register was compared with.
    pub line: usize,
    /// The column.
    pub column: EntryColumn,
    /// The new content. Empty words remove the entry.
    pub words: String,
}

/// The result of comparing a completed register with the recommendations of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterImport {
    /// The entries that the register changes, in the order of its rows.
    pub entries: Vec<RegisterEntry>,
    /// The totals of its rows.
    pub totals: PlanTotals,
    /// The numbers of the rows that belong to no recommendation, in the order of the register, counted from 1 without its
    /// headings.
    pub unmatched_rows: Vec<usize>,
    /// The headings of columns that people added, whose content is not kept.
    pub other_columns: Vec<String>,
    /// Due dates that can't be read, such as those with the month first. They are imported as words.
    pub unclear_dates: Vec<String>,
}

impl RegisterImport {
    /// Compares a completed register with the recommendations of a folder, as they are now.
    #[must_use]
    pub fn new(edited: &EditedPlan, lines: &[RegisterLine], today: Date) -> Self {
        let known = KnownLines::new(lines);
        let columns = RegisterLayout::new(&edited.columns);
        let mut import = Self { other_columns: columns.others.clone(), ..Self::default() };
        let mut taken = vec![false; lines.len()];
        for (index, row) in edited.rows.iter().enumerate() {
            let line = known.find(&columns, row).filter(|line| !taken[*line]);
            let Some(line) = line else {
                // A row without words is a line that somebody left between others.
                if !columns.cell(row, columns.action).is_empty() || !columns.cell(row, columns.id).is_empty()
                {
                    import.unmatched_rows.push(index + 1);
                }
                continue;
            };
            taken[line] = true;
            import.add_row(&columns, row, line, &lines[line]);
            import.count_row(&columns, row, &lines[line], today);
        }
        import
    }

    /// Adds the entries of a row that differ from those that are known.
    fn add_row(&mut self, columns: &RegisterLayout, row: &[String], line: usize, known: &RegisterLine) {
        for (column, at) in EntryColumn::ALL.into_iter().zip(columns.entries) {
            let Some(words) = at.map(|at| columns.cell(row, Some(at))) else { continue };
            let words = match (column, parse_entered_date(words)) {
                (EntryColumn::Due, Some(day)) => day.to_string(),
                _ => words.to_owned(),
            };
            if words != known.entry(column).trim() {
                if column == EntryColumn::Due && is_unclear_date(&words) {
                    self.unclear_dates.push(words.clone());
                }
                self.entries.push(RegisterEntry { line, column, words });
            }
        }
    }

    fn count_row(&mut self, columns: &RegisterLayout, row: &[String], known: &RegisterLine, today: Date) {
        let [due, owner, status, rag, _] = [0, 1, 2, 3, 4].map(|index| match columns.entries[index] {
            Some(at) => columns.cell(row, Some(at)),
            None => known.entry(EntryColumn::ALL[index]),
        });
        let is_closed = is_closed_status(status) || is_closed_status(rag);
        let totals = &mut self.totals;
        totals.rows += 1;
        totals.with_owner += usize::from(!owner.is_empty());
        totals.closed += usize::from(is_closed);
        totals.overdue += usize::from(!is_closed && parse_entered_date(due).is_some_and(|due| due < today));
    }
}

/// The positions of the columns of a completed register.
#[derive(Debug)]
struct RegisterLayout {
    fingerprint: Option<usize>,
    id: Option<usize>,
    council: Option<usize>,
    action: Option<usize>,
    /// The columns that people fill in, in the order of [`EntryColumn::ALL`].
    entries: [Option<usize>; EntryColumn::ALL.len()],
    /// The headings of the columns that people added.
    others: Vec<String>,
}

impl RegisterLayout {
    fn new(headings: &[String]) -> Self {
        let named =
            |name: &str| headings.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
        let standard: Vec<Option<usize>> =
            (0..COLUMNS.len()).map(|column| heading_position(headings, column)).collect();
        let of_register = REGISTER_COLUMNS.map(named);
        let is_other = |(at, heading): &(usize, &String)| {
            !heading.trim().is_empty() && !standard.contains(&Some(*at)) && !of_register.contains(&Some(*at))
        };
        let others =
            headings.iter().enumerate().filter(is_other).map(|(_, heading)| heading.trim().to_owned());
        Self {
            fingerprint: named(FINGERPRINT_HEADING),
            id: named("Id"),
            council: named(COUNCIL_HEADING),
            action: heading_position(headings, super::ACTION_COLUMN),
            entries: EntryColumn::ALL.map(|column| standard[column.position()]),
            others: others.collect(),
        }
    }

    /// Returns a cell without white space around it; empty if the register has no such column.
    fn cell<'a>(&self, row: &'a [String], column: Option<usize>) -> &'a str {
        column.and_then(|column| row.get(column)).map_or("", |cell| cell.trim())
    }
}

/// The recommendations of a folder, to find them by the cells of a row.
struct KnownLines<'a> {
    by_id: HashMap<(&'a str, String), usize>,
    by_wording: HashMap<(&'a str, String), usize>,
    /// By council and wording; `None` if there are several, so that no entry gets into the wrong report.
    by_council: HashMap<(String, String), Option<usize>>,
}

impl<'a> KnownLines<'a> {
    fn new(lines: &'a [RegisterLine]) -> Self {
        let mut known =
            Self { by_id: HashMap::new(), by_wording: HashMap::new(), by_council: HashMap::new() };
        for (index, line) in lines.iter().enumerate() {
            let words = wording_key(&line.action);
            known.by_id.entry((&line.sha256, line.id.to_lowercase())).or_insert(index);
            if words.is_empty() {
                continue;
            }
            known.by_wording.entry((&line.sha256, words.clone())).or_insert(index);
            let same = known.by_council.entry((line.council.to_lowercase(), words));
            same.and_modify(|found| *found = None).or_insert(Some(index));
        }
        known
    }

    /// Returns the recommendation of a row: by the fingerprint of its report and its id, then by the fingerprint and its
    /// words, then by the council and its words.
    fn find(&self, columns: &RegisterLayout, row: &[String]) -> Option<usize> {
        let fingerprint = columns.cell(row, columns.fingerprint);
        let id = columns.cell(row, columns.id).to_lowercase();
        let words = wording_key(columns.cell(row, columns.action));
        let council = columns.cell(row, columns.council).to_lowercase();
        let by_id = || self.by_id.get(&(fingerprint, id)).copied();
        let by_wording = || self.by_wording.get(&(fingerprint, words.clone())).copied();
        let by_council = || self.by_council.get(&(council, words.clone())).copied().flatten();
        by_id().or_else(by_wording).or_else(by_council)
    }
}

#[cfg(test)]
#[path = "register/tests.rs"]
mod tests;
