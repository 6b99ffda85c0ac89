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
        let layout = Layout::of(edited);
        let mut plan = Self { heading: heading(report), published, added: layout.added.clone(), rows };
        plan.fill(report, edited, &layout);
        plan
    }

    /// Names of all columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        COLUMNS.into_iter().chain(self.added.iter().map(String::as_str))
    }

    /// Takes over what people filled in, row by row, and appends the rows that are theirs alone.
    fn fill(&mut self, report: &Report, edited: &Edited, layout: &Layout) {
        let mut known: HashMap<String, usize> = HashMap::new();
        for (index, row) in edited.rows.iter().enumerate() {
            known.entry(layout.cell(row, ID).to_lowercase()).or_insert(index);
            // A row that lost its id is known by its words.
            known.entry(action_key(layout.cell(row, ACTION))).or_insert(index);
        }
        known.remove("");
        let counted = counted_from(report, self, edited, layout, &known);
        let width = COLUMNS.len() + self.added.len();
        let mut taken = HashSet::new();
        for (number, row) in self.rows.iter_mut().enumerate() {
            row.resize(width, String::new());
            let found = known.get(&row[ID].to_lowercase()).or_else(|| known.get(&action_key(&row[ACTION])));
            let Some(index) = found.copied().filter(|index| taken.insert(*index)) else { continue };
            let theirs = &edited.rows[index];
            // A day that we worked out from another day of publication is not theirs.
            let worked_out = report.recommendations.get(number).and_then(|item| item.due(counted));
            for (at, cell) in row.iter_mut().enumerate() {
                let filled = layout.cell(theirs, at);
                let is_theirs = match at {
                    DUE => {
                        !filled.is_empty() && Some(filled.to_owned()) != worked_out.map(|day| day.to_string())
                    }
                    RESPONSIBLE => !filled.is_empty(),
                    // What the report says stays.
                    at => at >= OWNER,
                };
                if is_theirs {
                    filled.clone_into(cell);
                }
            }
        }
        let ours: HashSet<String> = self.rows.iter().map(|row| row[ID].clone()).collect();
        let left =
            edited.rows.iter().enumerate().filter(|(index, _)| !taken.contains(index)).map(|(_, row)| row);
        let left = left.map(|row| (0..width).map(|at| layout.cell(row, at).to_owned()).collect::<Vec<_>>());
        let left: Vec<Vec<String>> = left
            .filter(|row| row[ID + 1..].iter().any(|cell| !cell.is_empty()))
            // A row of ours that the report no longer asks for and nobody wrote in is no loss; a copy is theirs.
            .filter(|row| {
                let is_copy = ours.contains(row[ID].as_str());
                !is_given(&row[ID]) || is_copy || row[OWNER..].iter().any(|cell| !cell.is_empty())
            })
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

/// Where the columns of a plan that was read back belong.
struct Layout {
    /// For each of our columns and then of theirs, where it stands in what was read.
    from: Vec<Option<usize>>,
    /// Names of the columns that are theirs; of several of one name each is one, and one without a name gets one.
    added: Vec<String>,
}

impl Layout {
    fn of(edited: &Edited) -> Self {
        let named =
            |name: &str| edited.columns.iter().position(|other| other.trim().eq_ignore_ascii_case(name));
        let ours: Vec<Option<usize>> = COLUMNS.iter().map(|name| named(name)).collect();
        let width = edited.rows.iter().map(Vec::len).max().unwrap_or(0).max(edited.columns.len());
        let is_empty =
            |at: usize| edited.rows.iter().all(|row| row.get(at).is_none_or(|cell| cell.trim().is_empty()));
        let (mut from, mut added) = (ours.clone(), Vec::new());
        for at in (0..width).filter(|at| !ours.contains(&Some(*at))) {
            let name = edited.columns.get(at).map_or("", |name| name.trim());
            if name.is_empty() && is_empty(at) {
                continue;
            }
            added.push(if name.is_empty() { format!("Column {}", at + 1) } else { name.to_owned() });
            from.push(Some(at));
        }
        Self { from, added }
    }

    fn cell<'a>(&self, row: &'a [String], column: usize) -> &'a str {
        let at = self.from.get(column).copied().flatten();
        at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim())
    }
}

/// Words of an action as they are compared: letters and digits in small letters. Never an id.
fn action_key(words: &str) -> String {
    let lower = words.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 { String::new() } else { format!(" {}", words.join(" ")) }
}

/// Whether an id is one that we give.
fn is_given(id: &str) -> bool {
    let hash =
        id.strip_prefix("R-").or(id.strip_prefix("P-")).map(|rest| rest.split('-').next().unwrap_or(""));
    hash.is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The day that the due dates of a plan were counted from when it was written: the one most of them agree on.
fn counted_from(
    report: &Report,
    plan: &Plan,
    edited: &Edited,
    layout: &Layout,
    known: &HashMap<String, usize>,
) -> Option<Date> {
    let mut days: HashMap<Date, usize> = HashMap::new();
    for (item, row) in report.recommendations.iter().zip(&plan.rows) {
        let found = known
            .get(&row[ID].to_lowercase())
            .and_then(|index| layout.cell(&edited.rows[*index], DUE).parse::<Date>().ok());
        let day = found.and_then(|due| item.timescale.as_ref()?.before(due));
        day.into_iter().for_each(|day| *days.entry(day).or_default() += 1);
    }
    // One alone may have been agreed anew.
    let (day, count) = days.into_iter().max_by_key(|(day, count)| (*count, *day))?;
    (count > 1).then_some(day)
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
    let due = item.due(published);
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
    let mut places: Vec<String> = Vec::new();
    for related in &findings.related[index] {
        let number = report.paragraph(related.paragraph).number.map(|number| number.to_string());
        let page = || report.block(related.place.block).origin.page.map(|page| format!("page {page}"));
        let place = number.or_else(page).filter(|place| !places.contains(place));
        places.extend(place);
    }
    if places.is_empty() { String::new() } else { format!("related by wording: {}", places.join(", ")) }
}

fn path(report: &Report, section: Option<SectionId>) -> String {
    section.map(|section| report.path(section).join(" > ")).unwrap_or_default()
}
