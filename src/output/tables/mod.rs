//! The tables of many reports: reports, judgements, recommendations, points to improve and paragraphs. Turns a report into
//! rows, and rows into CSV, JSON Lines or a workbook. Must not know files or threads.
//!
//! Scripts rely on the names and the order of the columns: they change only with the major version of the program.

mod rows;
mod text;
mod workbook;

pub use rows::{report_rows, unreadable_row};
pub use text::{csv_table_header, csv_table_row, json_table_row};
pub use workbook::TableWorkbook;

use crate::report::Date;

/// One of the five tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// A row for each file, also for those that can't be read.
    Reports,
    /// A row for each judgement.
    Judgements,
    /// A row for each recommendation.
    Recommendations,
    /// A row for each point to improve.
    Points,
    /// A row for each paragraph.
    Paragraphs,
}

impl Table {
    /// All tables, in order.
    pub const ALL: [Self; 5] =
        [Self::Reports, Self::Judgements, Self::Recommendations, Self::Points, Self::Paragraphs];

    /// Returns the name of the table, which is that of its file or worksheet.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Judgements => "judgements",
            Self::Recommendations => "recommendations",
            Self::Points => "points",
            Self::Paragraphs => "paragraphs",
        }
    }

    /// Returns the names of the columns. Tables other than `reports` begin with the key of a row: the SHA-256 of the file
    /// and the position, from 1.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Reports => &[
                "path",
                "file",
                "sha256",
                "same_as",
                "error",
                "format",
                "pages",
                "title",
                "subject",
                "authority",
                "authority_code",
                "region",
                "framework",
                "inspected_from",
                "inspected_to",
                "published",
                "year",
                "inspectors",
                "scale",
                "overall_grade",
                "overall_step",
                "outcome",
                "action_plan_due",
                "judgements",
                "recommendations",
                "points",
                "paragraphs",
                "warnings",
            ],
            Self::Judgements => &[
                "sha256",
                "position",
                "path",
                "subject",
                "framework",
                "year",
                "group",
                "title",
                "grade",
                "step",
                "is_overall",
                "section",
                "paragraph",
                "page",
                "stated",
            ],
            Self::Recommendations => &[
                "sha256",
                "position",
                "path",
                "subject",
                "framework",
                "year",
                "id",
                "text",
                "timescale",
                "due",
                "responsible",
                "section",
                "paragraph",
                "page",
                "cites",
                "related",
                "number",
                "title",
            ],
            Self::Points => &[
                "sha256",
                "position",
                "path",
                "subject",
                "framework",
                "year",
                "id",
                "text",
                "strength",
                "section",
                "paragraph",
                "page",
            ],
            Self::Paragraphs => {
                &["sha256", "position", "path", "number", "section", "page", "text", "bullets"]
            }
        }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing, because the report gives nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
    /// A date.
    Date(Date),
    /// Yes or no.
    Bool(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u8> for Cell {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

impl From<i16> for Cell {
    fn from(number: i16) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Cell {
    fn from(is_true: bool) -> Self {
        Self::Bool(is_true)
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A row of a table, with a cell for each of its columns.
pub type Row = Vec<Cell>;

/// The rows of one report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReportRows {
    /// The SHA-256 of the file; empty for a file that can't be read.
    pub sha256: String,
    /// The rows of each of [`Table::ALL`].
    pub tables: [Vec<Row>; Table::ALL.len()],
}

impl ReportRows {
    /// Returns the path of the file; empty without a row in the table of reports.
    #[must_use]
    pub fn path(&self) -> String {
        match self.tables[0].first().and_then(|row| row.first()) {
            Some(Cell::Text(path)) => path.clone(),
            _ => String::new(),
        }
    }

    /// Keeps only the row in the table of reports, and sets its column `same_as` to the path of the first file with the
    /// same content. So the other tables have each report once.
    pub fn mark_as_copy_of(&mut self, path: &str) {
        let [reports, others @ ..] = &mut self.tables;
        others.iter_mut().for_each(Vec::clear);
        let column = Table::Reports.columns().iter().position(|name| *name == "same_as");
        for (row, column) in reports.iter_mut().zip(column) {
            row[column] = path.into();
        }
    }
}
