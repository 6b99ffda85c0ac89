//! The action plan: the recommendations of a report as rows that people fill in, and the import of a completed plan.
//!
//! A plan is written as a workbook or as CSV. People fill it in, and the program reads it again as an [`EditedPlan`].
//! The next plan of the report keeps everything that they entered: owners, statuses, evidence, and the rows and columns
//! that they added. Rows are matched by an id that is derived from their words.

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
// Positions of columns in `COLUMNS`, from 0.
const ID_COLUMN: usize = 0;
const KIND_COLUMN: usize = 1;
const ACTION_COLUMN: usize = 2;
const PARAGRAPHS_COLUMN: usize = 3;
const SECTION_COLUMN: usize = 4;
const DUE_COLUMN: usize = 6;
const RESPONSIBLE_COLUMN: usize = 7;
/// The position of the column for owners. It is the first column that people fill in.
const OWNER_COLUMN: usize = 8;

/// The choices in the Status column of the workbook.
pub const STATUSES: [&str; 4] = ["Not started", "In progress", "Done", "Not taken up"];

/// An action plan that can be written as a workbook or as CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The name and the title of the report, for the properties and the footer of the workbook.
    pub heading: String,
    /// The publication date, which due dates are counted from.
    pub published: Option<Date>,
    /// The headings of columns that people added after [`COLUMNS`].
    pub extra_columns: Vec<String>,
    /// The rows: recommendations, improvement points, then rows that people added. Each row has a cell for every
    /// column. Dates are written as "2012-08-14".
    pub rows: Vec<Vec<String>>,
}

/// An action plan that people filled in. Its columns can be in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditedPlan {
    /// The column headings, in the order of the file.
    pub columns: Vec<String>,
    /// The rows. Each has at least as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// The progress that people entered for an action. Cells without an entry are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionProgress<'a> {
    /// The person or team responsible for the action.
    pub owner: &'a str,
    /// The status, usually one of [`STATUSES`].
    pub status: &'a str,
    /// The evidence of progress.
    pub evidence: &'a str,
}

impl EditedPlan {
    /// Returns the cell of a row in the column with this heading, without white space around it; empty if there is no
    /// such column. Capital and small letters in the heading are the same.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| name.eq_ignore_ascii_case(column));
        index.and_then(|index| row.get(index)).map_or("", |cell| cell.trim())
    }

    /// Returns the progress in the row with this id; `None` if there is no such row or nothing was entered in it.
    #[must_use]
    pub fn progress(&self, id: &str) -> Option<ActionProgress<'_>> {
        let row = self.rows.iter().find(|row| self.cell(row, COLUMNS[ID_COLUMN]) == id)?;
        let [owner, status, evidence] = ["Owner", "Status", "Evidence"].map(|name| self.cell(row, name));
        let has_progress = [owner, status, evidence].iter().any(|cell| !cell.is_empty());
        has_progress.then_some(ActionProgress { owner, status, evidence })
    }

    /// Returns the ids of all rows that have one.
    #[must_use]
    pub fn ids(&self) -> HashSet<&str> {
        self.rows.iter().map(|row| self.cell(row, COLUMNS[ID_COLUMN])).filter(|id| !id.is_empty()).collect()
    }
}

impl Plan {
    /// Returns a plan with a row for each recommendation and each of these improvement points, and with everything that
    /// people entered in `edited`. Due dates are counted from `published`; without a date they are empty.
    #[must_use]
    pub fn new(
        report: &Report,
        findings: &Findings,
        points: &[&ImprovementPoint],
        published: Option<Date>,
        edited: &EditedPlan,
    ) -> Self {
        let order = analysis::recommendation_order(report).into_iter();
        let mut rows: Vec<Vec<String>> =
            order.map(|index| recommendation_row(report, findings, index, published)).collect();
        rows.extend(points.iter().map(|point| improvement_point_row(report, point)));
        let layout = ColumnLayout::new(edited);
        let mut plan = Self {
            heading: plan_heading(report),
            published,
            extra_columns: layout.extra_headings.clone(),
            rows,
        };
        plan.merge_edits(report, edited, &layout);
        plan
    }

    /// Returns the headings of all columns: [`COLUMNS`], then those that people added.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        COLUMNS.into_iter().chain(self.extra_columns.iter().map(String::as_str))
    }

    /// Copies the cells that people filled in, and appends the rows that they added.
    fn merge_edits(&mut self, report: &Report, edited: &EditedPlan, layout: &ColumnLayout) {
        let mut rows_by_key: HashMap<String, usize> = HashMap::new();
        for (index, row) in edited.rows.iter().enumerate() {
            rows_by_key.entry(layout.cell(row, ID_COLUMN).to_lowercase()).or_insert(index);
            // If the id was deleted from a row, the row is matched by the words of its action.
            rows_by_key.entry(action_key(layout.cell(row, ACTION_COLUMN))).or_insert(index);
        }
        rows_by_key.remove("");
        let edited_published = publication_date_of_edits(report, self, edited, layout, &rows_by_key);
        let order = analysis::recommendation_order(report);
        let width = COLUMNS.len() + self.extra_columns.len();
        let mut matched = HashSet::new();
        for (row_index, row) in self.rows.iter_mut().enumerate() {
            row.resize(width, String::new());
            let found = rows_by_key
                .get(&row[ID_COLUMN].to_lowercase())
                .or_else(|| rows_by_key.get(&action_key(&row[ACTION_COLUMN])));
            let Some(index) = found.copied().filter(|index| matched.insert(*index)) else { continue };
            let edited_row = &edited.rows[index];
            // A due date in the edited plan that equals the calculated one was not entered by a person. It can be
            // wrong now, because the publication date may have been set since.
            let recommendation = order.get(row_index).map(|index| &report.recommendations[*index]);
            let calculated = recommendation.and_then(|item| item.due_date(edited_published));
            for (column, cell) in row.iter_mut().enumerate() {
                let entered = layout.cell(edited_row, column);
                let is_kept = match column {
                    DUE_COLUMN => {
                        !entered.is_empty()
                            && Some(entered.to_owned()) != calculated.map(|day| day.to_string())
                    }
                    RESPONSIBLE_COLUMN => !entered.is_empty(),
                    // The other columns before Owner always contain the words of the report.
                    column => column >= OWNER_COLUMN,
                };
                if is_kept {
                    entered.clone_into(cell);
                }
            }
        }
        let plan_ids: HashSet<String> = self.rows.iter().map(|row| row[ID_COLUMN].clone()).collect();
        let unmatched =
            edited.rows.iter().enumerate().filter(|(index, _)| !matched.contains(index)).map(|(_, row)| row);
        let unmatched = unmatched
            .map(|row| (0..width).map(|column| layout.cell(row, column).to_owned()).collect::<Vec<_>>());
        let added_rows: Vec<Vec<String>> = unmatched
            .filter(|row| row[ID_COLUMN + 1..].iter().any(|cell| !cell.is_empty()))
            // A row of the program whose recommendation is no longer in the report is dropped if nobody filled it in.
            // A second row with an id of the plan is a copy that a person made, so it is kept.
            .filter(|row| {
                let is_copy = plan_ids.contains(row[ID_COLUMN].as_str());
                !is_generated_id(&row[ID_COLUMN])
                    || is_copy
                    || row[OWNER_COLUMN..].iter().any(|cell| !cell.is_empty())
            })
            .collect();
        self.rows.extend(added_rows);
    }

    /// Returns the plan as CSV (RFC 4180, UTF-8) with a header row. An apostrophe is put before each cell that a
    /// spreadsheet program would treat as a formula.
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

/// Assigns the columns of an edited plan to the columns of a new plan.
struct ColumnLayout {
    /// For each of [`COLUMNS`] and then each extra column, its position in the edited plan; `None` if it is missing.
    positions: Vec<Option<usize>>,
    /// The headings of the columns that people added. Headings may repeat. A column without a heading gets one, such as
    /// "Column 12".
    extra_headings: Vec<String>,
}

impl ColumnLayout {
    fn new(edited: &EditedPlan) -> Self {
        let position =
            |name: &str| edited.columns.iter().position(|other| other.trim().eq_ignore_ascii_case(name));
        let standard: Vec<Option<usize>> = COLUMNS.iter().map(|name| position(name)).collect();
        let width = edited.rows.iter().map(Vec::len).max().unwrap_or(0).max(edited.columns.len());
        let is_empty = |column: usize| {
            edited.rows.iter().all(|row| row.get(column).is_none_or(|cell| cell.trim().is_empty()))
        };
        let (mut positions, mut extra_headings) = (standard.clone(), Vec::new());
        for column in (0..width).filter(|column| !standard.contains(&Some(*column))) {
            let name = edited.columns.get(column).map_or("", |name| name.trim());
            if name.is_empty() && is_empty(column) {
                continue;
            }
            extra_headings.push(if name.is_empty() {
                format!("Column {}", column + 1)
            } else {
                name.to_owned()
            });
            positions.push(Some(column));
        }
        Self { positions, extra_headings }
    }

    /// Returns the cell of an edited row that belongs in a column of the new plan, without white space around it; empty
    /// if the edited plan has no such column.
    fn cell<'a>(&self, row: &'a [String], column: usize) -> &'a str {
        let position = self.positions.get(column).copied().flatten();
        position.and_then(|position| row.get(position)).map_or("", |cell| cell.trim())
    }
}

/// Returns a key for matching rows by their action: its words in lower case, without punctuation. The key begins with a
/// space, so that it never equals an id. It is empty for fewer than two words, which could match a different action.
fn action_key(words: &str) -> String {
    let lower = words.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 { String::new() } else { format!(" {}", words.join(" ")) }
}

/// Returns true if an id has the form of those that the program generates: "R-" or "P-", then 10 hexadecimal digits.
fn is_generated_id(id: &str) -> bool {
    let hash =
        id.strip_prefix("R-").or(id.strip_prefix("P-")).map(|rest| rest.split('-').next().unwrap_or(""));
    hash.is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Returns the publication date that the due dates of an edited plan were counted from: the date that fits most of
/// them. `None` unless it fits at least two.
fn publication_date_of_edits(
    report: &Report,
    plan: &Plan,
    edited: &EditedPlan,
    layout: &ColumnLayout,
    rows_by_key: &HashMap<String, usize>,
) -> Option<Date> {
    let mut due_date_counts: HashMap<Date, usize> = HashMap::new();
    for (index, row) in analysis::recommendation_order(report).into_iter().zip(&plan.rows) {
        let item = &report.recommendations[index];
        let due = rows_by_key
            .get(&row[ID_COLUMN].to_lowercase())
            .and_then(|index| layout.cell(&edited.rows[*index], DUE_COLUMN).parse::<Date>().ok());
        let published = due.and_then(|due| item.timescale.as_ref()?.publication_date(due));
        published.into_iter().for_each(|day| *due_date_counts.entry(day).or_default() += 1);
    }
    // A single due date proves nothing: a person may have changed it.
    let (day, count) = due_date_counts.into_iter().max_by_key(|(day, count)| (*count, *day))?;
    (count > 1).then_some(day)
}

/// Returns the name and the title of a report.
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
    row[ID_COLUMN].clone_from(&point.id);
    "Improvement point".clone_into(&mut row[KIND_COLUMN]);
    row[ACTION_COLUMN].clone_from(&point.text);
    row[PARAGRAPHS_COLUMN] = number.map(|number| number.to_string()).unwrap_or_default();
    row[SECTION_COLUMN] = section_path(report, point.section);
    row
}

/// Returns the numbers of the paragraphs that a recommendation refers to. If it refers to none, returns the paragraphs
/// with similar wording, labelled as possibly related.
fn paragraph_list(report: &Report, findings: &Findings, index: usize, item: &Recommendation) -> String {
    if !item.cites.is_empty() {
        return item.cites.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    }
    let mut places: Vec<String> = Vec::new();
    for related in &findings.related[index] {
        let number = report.paragraph(related.paragraph).number.map(|number| number.to_string());
        let page = || report.page_at(related.place).map(|page| format!("page {page}"));
        let place = number.or_else(page).filter(|place| !places.contains(place));
        places.extend(place);
    }
    if places.is_empty() { String::new() } else { strings::possibly_related(&places) }
}

/// Returns the titles of a section and of the sections around it, outermost first.
fn section_path(report: &Report, section: Option<SectionId>) -> String {
    section.map(|section| report.section_path(section).join(" > ")).unwrap_or_default()
}
