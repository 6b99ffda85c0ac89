//! The action plan: the recommendations of a report as rows that people fill in, and the import of a completed plan.
//!
//! A plan is written as a workbook or as CSV. People fill it in, and the program reads it again as an [`EditedPlan`].
//! The next plan of the report keeps everything that they entered: owners, statuses, evidence, and the rows and columns
//! that they added. Rows are matched by an id that is derived from their words.

mod columns;
mod entries;
mod losses;
mod matching;
mod progress;
mod read;
mod register;
mod row_height;
mod table;
mod workbook;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use self::columns::{
    ACTION_COLUMN, ColumnLayout, DUE_COLUMN, ID_COLUMN, KIND_COLUMN, OWNER_COLUMN, PARAGRAPHS_COLUMN,
    RESPONSIBLE_COLUMN, SECTION_COLUMN,
};
pub use self::{
    columns::COLUMNS,
    entries::{EntryColumn, PlanEntry, PlanRowKey},
    losses::PlanLosses,
    matching::{ItemProgress, MatchedRow, PlanItem, PlanMatch, RowOrigin, item_progress},
    progress::{ActionProgress, PlanTotals, RAG_RATINGS, STATUSES},
    read::{PlanError, read_plan},
    register::{REGISTER_COLUMNS, RegisterEntry, RegisterImport, RegisterLine, RegisterSheet},
};
use crate::{
    analysis::{self, Findings, ImprovementPoint},
    output::strings,
    report::{Date, Recommendation, Report, SectionId},
};

/// An action plan that can be written as a workbook or as CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The name and the title of the report, for the properties and the title row of the workbook.
    pub heading: String,
    /// The file name of the report.
    pub file: String,
    /// The publication date, which due dates are counted from.
    pub published: Option<Date>,
    /// The headings of columns that people added after [`COLUMNS`].
    pub extra_columns: Vec<String>,
    /// The rows: recommendations, improvement points, then rows that the report no longer has or that people added.
    /// Each row has a cell for every column. Dates are written as "2012-08-14".
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
    /// The content of the file that a new plan will not have.
    #[serde(skip_serializing_if = "PlanLosses::is_empty")]
    pub losses: PlanLosses,
    /// The pairs of rows that have the same id, by their numbers in the spreadsheet, counted from 1.
    #[serde(skip)]
    pub repeated_ids: Vec<[usize; 2]>,
}

impl EditedPlan {
    /// Returns a message about the rows that have the same id; `None` if all ids are different.
    #[must_use]
    pub fn repeated_ids_message(&self) -> Option<String> {
        (!self.repeated_ids.is_empty()).then(|| strings::rows_with_one_id(&self.repeated_ids))
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
        let plan_match = PlanMatch::new(report, findings, edited);
        let layout = &plan_match.layout;
        let mut rows = RowMerger { edited, layout, used: vec![false; edited.rows.len()], rows: Vec::new() };
        for index in analysis::recommendation_order(report) {
            let mut row = recommendation_row(report, findings, index, published);
            let found = plan_match.recommendations[index];
            let due = plan_match.entered_due(report, edited, index);
            if !due.is_empty() {
                due.clone_into(&mut row[DUE_COLUMN]);
            }
            if found.is_some_and(|found| found.is_reworded) {
                matching::mark_kind(&mut row, strings::REWORDED);
            }
            rows.push_merged(row, found.map(|found| found.row));
        }
        let point_rows: HashMap<&str, Option<usize>> = findings
            .points
            .iter()
            .map(|point| point.id.as_str())
            .zip(plan_match.points.iter().copied())
            .collect();
        for point in points {
            let found = point_rows.get(point.id.as_str()).copied().flatten();
            let mut row = improvement_point_row(report, point);
            if let Some(found) = found {
                layout.cell(&edited.rows[found], DUE_COLUMN).clone_into(&mut row[DUE_COLUMN]);
            }
            rows.push_merged(row, found);
        }
        rows.push_others(&plan_match);
        Self {
            heading: plan_heading(report),
            file: report.source.file.clone(),
            published,
            extra_columns: layout.extra_headings.clone(),
            rows: rows.rows,
        }
    }

    /// Returns the headings of all columns: [`COLUMNS`], then those that people added.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        COLUMNS.into_iter().chain(self.extra_columns.iter().map(String::as_str))
    }

    /// Returns the plan as CSV (RFC 4180, UTF-8 with a byte order mark) with a header row. An apostrophe is put before
    /// each cell that a spreadsheet program would treat as a formula.
    ///
    /// # Errors
    /// Returns the error of the CSV writer. This is not known to happen for any plan.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        table::to_csv(self)
    }

    /// Returns the plan as a workbook (XLSX), with the judgements of the report on a second worksheet. The line with
    /// the progress counts the overdue rows on the day `today`; spreadsheet programs count them again.
    ///
    /// # Errors
    /// Returns the error of the workbook writer, for example if the plan has more rows than a worksheet can have.
    pub fn to_xlsx(&self, report: &Report, today: Date) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        workbook::to_xlsx(self, report, today)
    }
}

/// Puts the rows of a new plan together with what people entered in an edited plan.
struct RowMerger<'a> {
    edited: &'a EditedPlan,
    layout: &'a ColumnLayout,
    /// For each row of the edited plan, true if it is in the new plan.
    used: Vec<bool>,
    /// The rows of the new plan.
    rows: Vec<Vec<String>>,
}

impl RowMerger<'_> {
    /// Returns the number of columns of the new plan.
    fn width(&self) -> usize {
        COLUMNS.len() + self.layout.extra_headings.len()
    }

    /// Adds a row of the report with the entries of the edited row at this index.
    fn push_merged(&mut self, mut row: Vec<String>, edited_row: Option<usize>) {
        row.resize(self.width(), String::new());
        if let Some(index) = edited_row {
            self.used[index] = true;
            let edited_row = &self.edited.rows[index];
            for (column, cell) in row.iter_mut().enumerate() {
                let entered = self.layout.cell(edited_row, column);
                // The columns before Owner contain the words of the report, except that people change who it is for.
                if column >= OWNER_COLUMN || column == RESPONSIBLE_COLUMN && !entered.is_empty() {
                    entered.clone_into(cell);
                }
            }
        }
        self.rows.push(row);
    }

    /// Adds the rows that belong to no row of the new plan: those that people added or copied, those that the report no
    /// longer has, which are marked, and points that are not in the new plan but were filled in.
    fn push_others(&mut self, plan_match: &PlanMatch) {
        let mut is_withdrawn = vec![false; self.edited.rows.len()];
        for (row, origin) in &plan_match.other_rows {
            is_withdrawn[*row] = *origin == RowOrigin::Withdrawn;
        }
        for (index, edited_row) in self.edited.rows.iter().enumerate() {
            if self.used[index] {
                continue;
            }
            let cell = |column: usize| self.layout.cell(edited_row, column).to_owned();
            let mut row: Vec<String> = (0..self.width()).map(cell).collect();
            let is_point =
                row[ID_COLUMN].to_lowercase().starts_with("p-") && matching::is_generated_id(&row[ID_COLUMN]);
            let is_blank = row[ID_COLUMN + 1..].iter().all(String::is_empty);
            // A point that nobody filled in was only a suggestion.
            if is_blank || is_point && !matching::is_filled_in(self.layout, edited_row) {
                continue;
            }
            if is_withdrawn[index] {
                matching::mark_kind(&mut row, strings::WITHDRAWN);
            }
            self.rows.push(row);
        }
    }
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
