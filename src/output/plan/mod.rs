//! The action plan: the recommendations of a report as rows that people fill in, and the import of a completed plan.
//!
//! A plan is written as a workbook or as CSV. When the plan is written again, everything that people entered in an
//! imported plan ([`EditedPlan`]) is kept: owners, statuses, evidence, and rows and columns of their own. Rows are matched
//! by an id that is derived from their words.

mod read;
mod table;
mod workbook;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

pub use read::{PlanError, read_plan};

use crate::{
    analysis::{self, Findings, ImprovementPoint},
    output::strings,
    report::{Date, Recommendation, Report, SectionId},
};

/// The column headings, in order. Importing a plan relies on them.
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
/// The first column that people fill in.
const OWNER: usize = 8;

/// The choices in the Status column.
pub const STATUSES: [&str; 4] = ["Not started", "In progress", "Done", "Not taken up"];

/// An action plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The name and title of the report.
    pub heading: String,
    /// The publication date, which due dates are counted from.
    pub published: Option<Date>,
    /// The headings of columns that people added after [`COLUMNS`].
    pub extra_columns: Vec<String>,
    /// The rows: recommendations, improvement points, then rows that people added. Each has a cell for every column;
    /// dates are written as "2012-08-14".
    pub rows: Vec<Vec<String>>,
}

/// An action plan as people edited it, with its columns in the order in which they were read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditedPlan {
    /// The column headings.
    pub columns: Vec<String>,
    /// The rows. Each has at least as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// The progress that people entered for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionProgress<'a> {
    /// The person or team responsible for the action.
    pub owner: &'a str,
    /// The status, usually one of [`STATUSES`].
    pub status: &'a str,
    /// The evidence of the progress.
    pub evidence: &'a str,
}

impl EditedPlan {
    /// Returns the cell of a row in the column with this heading; empty without such a column.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| name.eq_ignore_ascii_case(column));
        index.and_then(|index| row.get(index)).map_or("", |cell| cell.trim())
    }

    /// Returns the progress of the row with this id; `None` if nothing was entered.
    #[must_use]
    pub fn progress(&self, id: &str) -> Option<ActionProgress<'_>> {
        let row = self.rows.iter().find(|row| self.cell(row, COLUMNS[ID]) == id)?;
        let [owner, status, evidence] = ["Owner", "Status", "Evidence"].map(|name| self.cell(row, name));
        let has_progress = [owner, status, evidence].iter().any(|cell| !cell.is_empty());
        has_progress.then_some(ActionProgress { owner, status, evidence })
    }

    /// Returns the ids of the rows.
    #[must_use]
    pub fn ids(&self) -> HashSet<&str> {
        self.rows.iter().map(|row| self.cell(row, COLUMNS[ID])).filter(|id| !id.is_empty()).collect()
    }
}

impl Plan {
    /// Returns a plan of all recommendations and of these improvement points, with everything that people entered in
    /// `edited`. Due dates are counted from `published`.
    #[must_use]
    pub fn new(
        report: &Report,
        findings: &Findings,
        points: &[&ImprovementPoint],
        published: Option<Date>,
        edited: &EditedPlan,
    ) -> Self {
        let items = analysis::recommendation_order(report).into_iter();
        let mut rows: Vec<Vec<String>> =
            items.map(|index| recommendation_row(report, findings, index, published)).collect();
        rows.extend(points.iter().map(|point| improvement_point_row(report, point)));
        let layout = ColumnLayout::new(edited);
        let mut plan =
            Self { heading: plan_heading(report), published, extra_columns: layout.extra.clone(), rows };
        plan.merge(report, edited, &layout);
        plan
    }

    /// Returns the headings of all columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        COLUMNS.into_iter().chain(self.extra_columns.iter().map(String::as_str))
    }

    /// Copies what people entered, row by row, and appends the rows that they added.
    fn merge(&mut self, report: &Report, edited: &EditedPlan, layout: &ColumnLayout) {
        let mut rows_by_key: HashMap<String, usize> = HashMap::new();
        for (index, row) in edited.rows.iter().enumerate() {
            rows_by_key.entry(layout.cell(row, ID).to_lowercase()).or_insert(index);
            // A row without its id is matched by the words of its action.
            rows_by_key.entry(action_key(layout.cell(row, ACTION))).or_insert(index);
        }
        rows_by_key.remove("");
        let start = due_dates_counted_from(report, self, edited, layout, &rows_by_key);
        let order = analysis::recommendation_order(report);
        let width = COLUMNS.len() + self.extra_columns.len();
        let mut matched = HashSet::new();
        for (number, row) in self.rows.iter_mut().enumerate() {
            row.resize(width, String::new());
            let found = rows_by_key
                .get(&row[ID].to_lowercase())
                .or_else(|| rows_by_key.get(&action_key(&row[ACTION])));
            let Some(index) = found.copied().filter(|index| matched.insert(*index)) else { continue };
            let edited_row = &edited.rows[index];
            // A due date that the program calculated, perhaps from another publication date, was not entered by anyone.
            let item = order.get(number).map(|index| &report.recommendations[*index]);
            let calculated = item.and_then(|item| item.due_date(start));
            for (column, cell) in row.iter_mut().enumerate() {
                let entered = layout.cell(edited_row, column);
                let is_kept = match column {
                    DUE => {
                        !entered.is_empty()
                            && Some(entered.to_owned()) != calculated.map(|day| day.to_string())
                    }
                    RESPONSIBLE => !entered.is_empty(),
                    // The other columns before Owner always have the words of the report.
                    column => column >= OWNER,
                };
                if is_kept {
                    entered.clone_into(cell);
                }
            }
        }
        let own_ids: HashSet<String> = self.rows.iter().map(|row| row[ID].clone()).collect();
        let rest =
            edited.rows.iter().enumerate().filter(|(index, _)| !matched.contains(index)).map(|(_, row)| row);
        let rest =
            rest.map(|row| (0..width).map(|column| layout.cell(row, column).to_owned()).collect::<Vec<_>>());
        let rest: Vec<Vec<String>> = rest
            .filter(|row| row[ID + 1..].iter().any(|cell| !cell.is_empty()))
            // A generated row that is no longer in the report is dropped if nobody wrote in it. A copy of a row was
            // made by someone, and is kept.
            .filter(|row| {
                let is_copy = own_ids.contains(row[ID].as_str());
                !is_generated_id(&row[ID]) || is_copy || row[OWNER..].iter().any(|cell| !cell.is_empty())
            })
            .collect();
        self.rows.extend(rest);
    }

    /// Returns the plan as CSV (RFC 4180, UTF-8) with a header row.
    ///
    /// # Errors
    /// Returns the error of the CSV writer. This is not known to happen for any plan.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        table::to_csv(self)
    }

    /// Returns the plan as a workbook (XLSX), with the judgements of the report on a second worksheet.
    ///
    /// # Errors
    /// Returns the error of the workbook writer, for example if the plan has more rows than a worksheet can have.
    pub fn to_xlsx(&self, report: &Report) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        workbook::to_xlsx(self, report)
    }
}

/// The positions of the columns of a plan in an edited plan.
struct ColumnLayout {
    /// The position of each of [`COLUMNS`] and then of each extra column in the edited plan.
    positions: Vec<Option<usize>>,
    /// The headings of the extra columns. Headings may repeat; a column without a heading gets one.
    extra: Vec<String>,
}

impl ColumnLayout {
    fn new(edited: &EditedPlan) -> Self {
        let position =
            |name: &str| edited.columns.iter().position(|other| other.trim().eq_ignore_ascii_case(name));
        let known: Vec<Option<usize>> = COLUMNS.iter().map(|name| position(name)).collect();
        let width = edited.rows.iter().map(Vec::len).max().unwrap_or(0).max(edited.columns.len());
        let is_empty = |column: usize| {
            edited.rows.iter().all(|row| row.get(column).is_none_or(|cell| cell.trim().is_empty()))
        };
        let (mut positions, mut extra) = (known.clone(), Vec::new());
        for column in (0..width).filter(|column| !known.contains(&Some(*column))) {
            let name = edited.columns.get(column).map_or("", |name| name.trim());
            if name.is_empty() && is_empty(column) {
                continue;
            }
            extra.push(if name.is_empty() { format!("Column {}", column + 1) } else { name.to_owned() });
            positions.push(Some(column));
        }
        Self { positions, extra }
    }

    /// Returns the cell of an edited row for a column of the plan.
    fn cell<'a>(&self, row: &'a [String], column: usize) -> &'a str {
        let position = self.positions.get(column).copied().flatten();
        position.and_then(|position| row.get(position)).map_or("", |cell| cell.trim())
    }
}

/// Returns a key by which actions are matched: letters and digits in lower case. The leading space keeps it different
/// from every id.
fn action_key(words: &str) -> String {
    let lower = words.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 { String::new() } else { format!(" {}", words.join(" ")) }
}

/// Returns true if an id has the form that the program generates.
fn is_generated_id(id: &str) -> bool {
    let hash =
        id.strip_prefix("R-").or(id.strip_prefix("P-")).map(|rest| rest.split('-').next().unwrap_or(""));
    hash.is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Returns the day that the due dates of an edited plan were counted from: the day that most of them agree on.
fn due_dates_counted_from(
    report: &Report,
    plan: &Plan,
    edited: &EditedPlan,
    layout: &ColumnLayout,
    rows_by_key: &HashMap<String, usize>,
) -> Option<Date> {
    let mut days: HashMap<Date, usize> = HashMap::new();
    for (index, row) in analysis::recommendation_order(report).into_iter().zip(&plan.rows) {
        let item = &report.recommendations[index];
        let found = rows_by_key
            .get(&row[ID].to_lowercase())
            .and_then(|index| layout.cell(&edited.rows[*index], DUE).parse::<Date>().ok());
        let day = found.and_then(|due| item.timescale.as_ref()?.publication_date(due));
        day.into_iter().for_each(|day| *days.entry(day).or_default() += 1);
    }
    // A single due date may have been changed by agreement.
    let (day, count) = days.into_iter().max_by_key(|(day, count)| (*count, *day))?;
    (count > 1).then_some(day)
}

fn plan_heading(report: &Report) -> String {
    let title = report.cover.title.as_deref();
    [Some(report.name().as_str()), title].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn recommendation_row(
    report: &Report,
    findings: &Findings,
    index: usize,
    published: Option<Date>,
) -> Vec<String> {
    let item = &report.recommendations[index];
    let timescale = item.timescale.as_ref();
    let due = item.due_date(published);
    vec![
        findings.recommendation_ids[index].clone(),
        "Recommendation".to_owned(),
        item.text.plain().to_owned(),
        paragraph_list(report, findings, index, item),
        section_path(report, item.section),
        timescale.map(|timescale| timescale.label.clone()).unwrap_or_default(),
        due.map(|due| due.to_string()).unwrap_or_default(),
        item.responsible.clone().unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

fn improvement_point_row(report: &Report, point: &ImprovementPoint) -> Vec<String> {
    let number = report.paragraph(point.paragraph).number;
    let mut row = vec![String::new(); COLUMNS.len()];
    row[ID].clone_from(&point.id);
    "Improvement point".clone_into(&mut row[1]);
    row[ACTION].clone_from(&point.text);
    row[3] = number.map(|number| number.to_string()).unwrap_or_default();
    row[4] = section_path(report, point.section);
    row
}

/// Returns the paragraphs that a recommendation refers to, or else those with similar wording, labelled as possibly
/// related.
fn paragraph_list(report: &Report, findings: &Findings, index: usize, item: &Recommendation) -> String {
    if !item.cites.is_empty() {
        return item.cites.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    }
    let mut places: Vec<String> = Vec::new();
    for related in &findings.related[index] {
        let number = report.paragraph(related.paragraph).number.map(|number| number.to_string());
        let page = || report.block(related.place.block).origin.page.map(|page| format!("page {page}"));
        let place = number.or_else(page).filter(|place| !places.contains(place));
        places.extend(place);
    }
    if places.is_empty() { String::new() } else { strings::possibly_related(&places) }
}

fn section_path(report: &Report, section: Option<SectionId>) -> String {
    section.map(|section| report.section_path(section).join(" > ")).unwrap_or_default()
}
