//! The action plan: what a report asks for as rows that people fill in, and their work taken back.
//!
//! A plan is written as a workbook or as CSV. What comes back ([`Edited`]) keeps its owners, states and evidence, its
//! own columns and its own rows when the plan is written again: rows are known by an id that follows from their words.

mod read;
mod table;
mod workbook;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

pub use read::{PlanError, read_plan};

use crate::{
    analysis::{Findings, ImprovementPoint},
    report::{Date, Recommendation, Report, SectionId},
};

/// Names of the columns, in their order.
pub const COLUMNS: [&str; 11] = [
    "Id",
    "Kind",
    "Action",
    "Paragraphs",
    "Section",
    "Timescale",
    "Due",
    "For",
    "Owner",
    "Status",
    "Evidence",
];
const ID: usize = 0;
const ACTION: usize = 2;
const DUE: usize = 6;
const RESPONSIBLE: usize = 7;
/// The first of the columns that people fill in.
const OWNER: usize = 8;

/// What the column of states offers.
pub const STATES: [&str; 4] = ["Not started", "In progress", "Done", "Not taken up"];

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Whom and what the report is about.
    pub heading: String,
    /// The day due dates are counted from.
    pub published: Option<Date>,
    /// Columns that people added behind ours.
    pub added: Vec<String>,
    /// Rows: what the report asks for, improvement points, then rows that people added. As many cells as there are
    /// columns; dates as "2012-08-14".
    pub rows: Vec<Vec<String>>,
}

/// What people made of a plan: its columns as they were found and its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edited {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows, each of as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// What people filled in for one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filled<'a> {
    /// Who sees to it.
    pub owner: &'a str,
    /// How far it is.
    pub status: &'a str,
    /// What shows it.
    pub evidence: &'a str,
}

impl Edited {
    /// The cell of a row under a name; empty where there is no such column.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| name.eq_ignore_ascii_case(column));
        index.and_then(|index| row.get(index)).map_or("", |cell| cell.trim())
    }

    /// What was filled in for the row of that id; `None` where nothing was.
    #[must_use]
    pub fn filled(&self, id: &str) -> Option<Filled<'_>> {
        let row = self.rows.iter().find(|row| self.cell(row, COLUMNS[ID]) == id)?;
        let [owner, status, evidence] = ["Owner", "Status", "Evidence"].map(|name| self.cell(row, name));
        let any = [owner, status, evidence].iter().any(|cell| !cell.is_empty());
        any.then_some(Filled { owner, status, evidence })
    }

    /// The ids of its rows.
    #[must_use]
    pub fn ids(&self) -> HashSet<&str> {
        self.rows.iter().map(|row| self.cell(row, COLUMNS[ID])).filter(|id| !id.is_empty()).collect()
    }
}

impl Plan {
    /// A plan of every recommendation and of these improvement points, with what people filled in before. Due dates are
    /// counted from `published`.
    #[must_use]
    pub fn new(
        report: &Report,
        findings: &Findings,
        points: &[&ImprovementPoint],
        published: Option<Date>,
        edited: &Edited,
    ) -> Self {
        let asked = report.recommendations.iter().enumerate();
        let mut rows: Vec<Vec<String>> =
            asked.map(|(index, item)| recommendation(report, findings, index, item, published)).collect();
        rows.extend(points.iter().map(|point| improvement_point(report, point)));
        let added = edited.columns.iter().filter(|name| !name.trim().is_empty() && !is_ours(name));
        let mut plan = Self { heading: heading(report), published, added: added.cloned().collect(), rows };
        plan.fill(edited);
        plan
    }

    /// Names of all columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        COLUMNS.into_iter().chain(self.added.iter().map(String::as_str))
    }

    /// Takes over what people filled in, row by row, and appends the rows that are theirs alone.
    fn fill(&mut self, edited: &Edited) {
        let mut by_id: HashMap<&str, usize> = HashMap::new();
        for (index, row) in edited.rows.iter().enumerate() {
            let id = edited.cell(row, COLUMNS[ID]);
            if !id.is_empty() {
                by_id.entry(id).or_insert(index);
            }
        }
        let width = COLUMNS.len() + self.added.len();
        let mut taken = HashSet::new();
        for row in &mut self.rows {
            row.resize(width, String::new());
            let Some(index) = by_id.get(row[ID].as_str()) else { continue };
            taken.insert(*index);
            let theirs = &edited.rows[*index];
            let names = COLUMNS.into_iter().chain(self.added.iter().map(String::as_str));
            for (at, name) in names.enumerate() {
                let cell = edited.cell(theirs, name);
                // What the report says stays; a date or a body may be filled in, or agreed anew.
                let is_theirs = at >= OWNER || matches!(at, DUE | RESPONSIBLE) && !cell.is_empty();
                if is_theirs {
                    cell.clone_into(&mut row[at]);
                }
            }
        }
        let left = edited.rows.iter().enumerate().filter(|(index, _)| !taken.contains(index));
        let left: Vec<Vec<String>> = left
            .map(|(_, row)| self.columns().map(|name| edited.cell(row, name).to_owned()).collect::<Vec<_>>())
            .filter(|row| row[ACTION..].iter().any(|cell| !cell.is_empty()))
            // A row of ours that the report no longer asks for and nobody wrote in is no loss.
            .filter(|row| row[ID].is_empty() || row[OWNER..].iter().any(|cell| !cell.is_empty()))
            .collect();
        self.rows.extend(left);
    }

    /// The plan as CSV (RFC 4180, UTF-8), under one line of names.
    ///
    /// # Errors
    /// None that is known: what the writer says.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        table::to_csv(self)
    }

    /// The plan as a workbook (XLSX), with the judgements of the report on a second sheet.
    ///
    /// # Errors
    /// What the writer says: more rows than a workbook has.
    pub fn to_xlsx(&self, report: &Report) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        workbook::to_xlsx(self, report)
    }
}

fn is_ours(name: &str) -> bool {
    COLUMNS.iter().any(|column| column.eq_ignore_ascii_case(name.trim()))
}

fn heading(report: &Report) -> String {
    let title = report.cover.title.as_deref();
    [Some(report.name().as_str()), title].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn recommendation(
    report: &Report,
    findings: &Findings,
    index: usize,
    item: &Recommendation,
    published: Option<Date>,
) -> Vec<String> {
    let timescale = item.timescale.as_ref();
    let due = published.and_then(|day| timescale?.due(day));
    vec![
        findings.recommendation_ids[index].clone(),
        "Recommendation".to_owned(),
        item.text.plain().to_owned(),
        paragraphs(report, findings, index, item),
        path(report, item.section),
        timescale.map(|timescale| timescale.label.clone()).unwrap_or_default(),
        due.map(|due| due.to_string()).unwrap_or_default(),
        item.responsible.clone().unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

fn improvement_point(report: &Report, point: &ImprovementPoint) -> Vec<String> {
    let number = report.paragraph(point.paragraph).number;
    let mut row = vec![String::new(); COLUMNS.len()];
    row[ID].clone_from(&point.id);
    "Improvement point".clone_into(&mut row[1]);
    row[ACTION].clone_from(&point.text);
    row[3] = number.map(|number| number.to_string()).unwrap_or_default();
    row[4] = path(report, point.section);
    row
}

/// The paragraphs behind a recommendation: those it refers to; else those related by wording, said to be so.
fn paragraphs(report: &Report, findings: &Findings, index: usize, item: &Recommendation) -> String {
    let listed = |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    if !item.cites.is_empty() {
        return listed(&item.cites);
    }
    let related = findings.related[index].iter();
    let numbers: Vec<u32> =
        related.filter_map(|related| report.paragraph(related.paragraph).number).collect();
    if numbers.is_empty() { String::new() } else { format!("related by wording: {}", listed(&numbers)) }
}

fn path(report: &Report, section: Option<SectionId>) -> String {
    section.map(|section| report.path(section).join(" > ")).unwrap_or_default()
}
