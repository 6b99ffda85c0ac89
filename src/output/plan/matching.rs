//! Matches the rows of an edited plan to the recommendations and improvement points of a report: by id, by wording, and
//! by similar wording if a recommendation was reworded.

mod items;

use std::collections::{HashMap, HashSet};

pub use self::items::{ItemProgress, PlanItem, item_progress};
use super::{
    EditedPlan,
    columns::{ACTION_COLUMN, ColumnLayout, DUE_COLUMN, ID_COLUMN, KIND_COLUMN, TIMESCALE_COLUMN},
    losses::PlanLosses,
    progress::ActionProgress,
};
use crate::{
    analysis::{Findings, compare::reworded_pairs},
    output::strings,
    report::{Date, Report, Timescale},
};

/// The rows of an edited plan that belong to the recommendations and improvement points of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanMatch {
    /// For each recommendation of the report, its row; `None` if the plan has none.
    pub recommendations: Vec<Option<MatchedRow>>,
    /// For each improvement point of the report, the index of its row; `None` if the plan has none.
    pub points: Vec<Option<usize>>,
    /// The other rows, by their index and in their order.
    pub other_rows: Vec<(usize, RowOrigin)>,
    /// The publication date that the due dates of the plan were counted from, if they show one.
    published: Option<Date>,
    /// The number of cells that people changed although they are filled in from the report.
    changed_cells: usize,
    /// The positions of the columns of a new plan in the edited plan.
    pub(super) layout: ColumnLayout,
}

/// The row of a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchedRow {
    /// The index of the row.
    pub row: usize,
    /// True if the recommendation has other words than the row, so that it was matched by similar wording.
    pub is_reworded: bool,
}

/// The origin of a row that belongs to no recommendation or improvement point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowOrigin {
    /// A person added it.
    Added,
    /// It has the id of another row, because a person copied that row.
    Copied,
    /// The report no longer has its recommendation or improvement point.
    Withdrawn,
}

impl PlanMatch {
    /// Matches the rows of an edited plan to a report.
    #[must_use]
    pub fn new(report: &Report, findings: &Findings, edited: &EditedPlan) -> Self {
        let layout = ColumnLayout::new(edited);
        let mut rows = FreeRows::new(edited, &layout);
        let mut recommendations: Vec<Option<MatchedRow>> =
            findings.recommendation_ids.iter().map(|id| rows.take_by_id(id)).map(unchanged).collect();
        let mut points: Vec<Option<usize>> =
            findings.points.iter().map(|point| rows.take_by_id(&point.id)).collect();
        let ids = findings.recommendation_ids.iter().chain(findings.points.iter().map(|point| &point.id));
        let ids: HashSet<String> = ids.map(|id| id.to_lowercase()).collect();
        // A second row with an id of the report is a copy that a person made. It is not matched to anything else.
        let copies: HashSet<usize> = (0..edited.rows.len())
            .filter(|row| !rows.taken[*row] && ids.contains(&rows.id(*row).to_lowercase()))
            .collect();
        rows.index_wordings(&copies);
        for (found, item) in recommendations.iter_mut().zip(&report.recommendations) {
            if found.is_none() {
                *found = unchanged(rows.take_by_wording(item.text.plain()));
            }
        }
        for (found, point) in points.iter_mut().zip(&findings.points) {
            *found = found.or_else(|| rows.take_by_wording(&point.text));
        }
        let wordings: Vec<&str> = report.recommendations.iter().map(|item| item.text.plain()).collect();
        match_reworded(&wordings, &mut recommendations, &mut rows, &copies);
        let other_rows = (0..edited.rows.len()).filter(|row| !rows.taken[*row]).map(|row| {
            let origin = match (copies.contains(&row), is_generated_id(rows.id(row))) {
                (true, _) => RowOrigin::Copied,
                (false, true) => RowOrigin::Withdrawn,
                (false, false) => RowOrigin::Added,
            };
            (row, origin)
        });
        let other_rows = other_rows.collect();
        let timescales = report.recommendations.iter().map(|item| item.timescale.as_ref());
        let published = publication_date_of_edits(timescales, edited, &layout, &recommendations);
        let changed_cells =
            changed_cell_count((report, findings), edited, &layout, (&recommendations, &points));
        Self { recommendations, points, other_rows, published, changed_cells, layout }
    }

    /// Returns the content of the edited plan that a new plan of the report will not have.
    #[must_use]
    pub fn losses(&self, edited: &EditedPlan) -> PlanLosses {
        PlanLosses { changed_cells: self.changed_cells, ..edited.losses.clone() }
    }

    /// Returns a message about the content of the edited plan that a new plan will not have; `None` if nothing is lost.
    #[must_use]
    pub fn losses_message(&self, edited: &EditedPlan) -> Option<String> {
        let losses = self.losses(edited);
        (!losses.is_empty()).then(|| strings::lost_in_new_plan(&losses.to_string()))
    }

    /// Returns true if the plan belongs to the report: a row has the id or the words of a recommendation or point, or
    /// at least as many recommendations of the plan were reworded as are no longer in the report.
    #[must_use]
    pub fn is_of_report(&self) -> bool {
        let found = self.recommendations.iter().flatten();
        let (reworded, same): (Vec<&MatchedRow>, Vec<&MatchedRow>) =
            found.partition(|found| found.is_reworded);
        let withdrawn = self.other_rows.iter().filter(|(_, origin)| *origin == RowOrigin::Withdrawn).count();
        let has_points = self.points.iter().any(Option::is_some);
        has_points || !same.is_empty() || !reworded.is_empty() && reworded.len() >= withdrawn
    }

    /// Returns the due date of a recommendation that a person entered in the plan, as it was entered; empty if nobody
    /// entered one.
    ///
    /// A date that equals the calculated one was not entered by a person. It can be wrong now, because the publication
    /// date may have been set since.
    #[must_use]
    pub fn entered_due<'a>(&self, report: &Report, edited: &'a EditedPlan, recommendation: usize) -> &'a str {
        let Some(Some(found)) = self.recommendations.get(recommendation) else { return "" };
        let Some(row) = edited.rows.get(found.row) else { return "" };
        let entered = self.layout.cell(row, DUE_COLUMN);
        let item = &report.recommendations[recommendation];
        let is_calculated = [report.cover.published, self.published].into_iter().any(|published| {
            item.due_date(published).is_some_and(|calculated| entered.parse().ok() == Some(calculated))
        });
        if is_calculated { "" } else { entered }
    }

    /// Returns the progress in a row of the edited plan.
    #[must_use]
    pub fn progress<'a>(&self, edited: &'a EditedPlan, row: usize) -> ActionProgress<'a> {
        ActionProgress::in_row(&self.layout, edited.rows.get(row).map_or(&[], Vec::as_slice))
    }

    /// Returns the words of the action in a row of the edited plan.
    #[must_use]
    pub fn action<'a>(&self, edited: &'a EditedPlan, row: usize) -> &'a str {
        edited.rows.get(row).map_or("", |row| self.layout.cell(row, ACTION_COLUMN))
    }

    /// Returns the due date of a recommendation: the date that a person entered in the plan, or else the date counted
    /// from `published`. `None` if there is no date, or if a person entered words that are not a date.
    #[must_use]
    pub fn due_date(
        &self,
        report: &Report,
        edited: &EditedPlan,
        recommendation: usize,
        published: Option<Date>,
    ) -> Option<Date> {
        match self.entered_due(report, edited, recommendation) {
            "" => report.recommendations[recommendation].due_date(published),
            entered => entered.parse().ok(),
        }
    }
}

/// Returns the number of cells that people changed in the columns that are filled in from the report. The words of a
/// reworded recommendation are not among them, because the report changed them.
fn changed_cell_count(
    (report, findings): (&Report, &Findings),
    edited: &EditedPlan,
    layout: &ColumnLayout,
    (recommendations, points): (&[Option<MatchedRow>], &[Option<usize>]),
) -> usize {
    let words = |cell: &str| cell.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let count = |row: usize, generated: &[String]| {
        let is_changed = |column: &usize| {
            let entered = layout.cell(&edited.rows[row], *column);
            !entered.is_empty() && words(entered) != words(&generated[*column])
        };
        (ACTION_COLUMN..=TIMESCALE_COLUMN).filter(is_changed).count()
    };
    let kept = recommendations.iter().enumerate().filter_map(|(index, found)| {
        let row = found.filter(|found| !found.is_reworded)?.row;
        Some(count(row, &super::recommendation_row(report, findings, index, None)))
    });
    let kept_points = findings
        .points
        .iter()
        .zip(points)
        .filter_map(|(point, row)| Some(count((*row)?, &super::improvement_point_row(report, point))));
    kept.chain(kept_points).sum()
}

/// Returns a row that was matched by its id or by the same words.
fn unchanged(row: Option<usize>) -> Option<MatchedRow> {
    row.map(|row| MatchedRow { row, is_reworded: false })
}

/// The rows of an edited plan that are not matched yet.
struct FreeRows<'a> {
    edited: &'a EditedPlan,
    layout: &'a ColumnLayout,
    /// For each row, true if it is matched.
    taken: Vec<bool>,
    /// The first row with each id, in lower case.
    by_id: HashMap<String, usize>,
    /// The first free row with each wording, by its key.
    by_wording: HashMap<String, usize>,
}

impl<'a> FreeRows<'a> {
    fn new(edited: &'a EditedPlan, layout: &'a ColumnLayout) -> Self {
        let mut by_id = HashMap::new();
        for (index, row) in edited.rows.iter().enumerate() {
            by_id.entry(layout.cell(row, ID_COLUMN).to_lowercase()).or_insert(index);
        }
        by_id.remove("");
        Self { edited, layout, taken: vec![false; edited.rows.len()], by_id, by_wording: HashMap::new() }
    }

    fn id(&self, row: usize) -> &'a str {
        self.layout.cell(&self.edited.rows[row], ID_COLUMN)
    }

    fn action(&self, row: usize) -> &'a str {
        self.layout.cell(&self.edited.rows[row], ACTION_COLUMN)
    }

    /// Makes the free rows findable by their words, except those of `excluded`.
    fn index_wordings(&mut self, excluded: &HashSet<usize>) {
        for row in (0..self.edited.rows.len()).filter(|row| !excluded.contains(row)) {
            if !self.taken[row] {
                self.by_wording.entry(wording_key(self.action(row))).or_insert(row);
            }
        }
        self.by_wording.remove("");
    }

    /// Takes the row with this id, if it is free.
    fn take_by_id(&mut self, id: &str) -> Option<usize> {
        let row = self.by_id.get(&id.to_lowercase()).copied();
        self.take(row)
    }

    /// Takes the row with these words, if it is free.
    fn take_by_wording(&mut self, words: &str) -> Option<usize> {
        let row = self.by_wording.get(&wording_key(words)).copied();
        self.take(row)
    }

    fn take(&mut self, row: Option<usize>) -> Option<usize> {
        let row = row.filter(|row| !self.taken[*row])?;
        self.taken[row] = true;
        Some(row)
    }
}

/// Matches the recommendations that have no row yet to free rows with similar words.
fn match_reworded(
    wordings: &[&str],
    recommendations: &mut [Option<MatchedRow>],
    rows: &mut FreeRows<'_>,
    excluded: &HashSet<usize>,
) {
    let is_candidate = |row: &usize| {
        let is_point = rows.id(*row).to_lowercase().starts_with("p-");
        !rows.taken[*row] && !is_point && !excluded.contains(row) && !rows.action(*row).is_empty()
    };
    let free: Vec<usize> = (0..rows.edited.rows.len()).filter(is_candidate).collect();
    let unmatched: Vec<usize> =
        (0..recommendations.len()).filter(|index| recommendations[*index].is_none()).collect();
    if free.is_empty() || unmatched.is_empty() {
        return;
    }
    let before: Vec<&str> = free.iter().map(|row| rows.action(*row)).collect();
    let after: Vec<&str> = unmatched.iter().map(|index| wordings[*index]).collect();
    for (left, right) in reworded_pairs(&before, &after) {
        rows.taken[free[left]] = true;
        recommendations[unmatched[right]] = Some(MatchedRow { row: free[left], is_reworded: true });
    }
}

/// Returns a key for matching rows by their words: the words in lower case, without punctuation. It is empty for fewer
/// than two words, which could match a different action.
pub(super) fn wording_key(words: &str) -> String {
    let lower = words.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 { String::new() } else { words.join(" ") }
}

/// Returns true if an id has the form of those that the program generates: "R-" or "P-", then 10 hexadecimal digits.
pub(super) fn is_generated_id(id: &str) -> bool {
    let upper = id.to_uppercase();
    let hash = upper
        .strip_prefix("R-")
        .or(upper.strip_prefix("P-"))
        .map(|rest| rest.split('-').next().unwrap_or(""));
    hash.is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Returns the publication date that the due dates of an edited plan were counted from: the date that fits most of
/// them.
///
/// `None` unless it fits two different timescales, and all recommendations with a timescale have a due date. Due dates of a
/// single timescale prove nothing: a person may have moved all of them to another day. Due dates of a few rows prove nothing
/// either: a plan that the program wrote has all of them, and a register only those that a person entered.
fn publication_date_of_edits<'a>(
    timescales: impl Iterator<Item = Option<&'a Timescale>>,
    edited: &EditedPlan,
    layout: &ColumnLayout,
    recommendations: &[Option<MatchedRow>],
) -> Option<Date> {
    let mut fitting: HashMap<Date, (usize, HashSet<&str>)> = HashMap::new();
    let mut has_all_dates = true;
    for (timescale, found) in timescales.zip(recommendations) {
        let cell = found.map_or("", |found| layout.cell(&edited.rows[found.row], DUE_COLUMN));
        has_all_dates &= timescale.is_none() || !cell.is_empty();
        let due = cell.parse::<Date>().ok();
        let published = due.and_then(|due| timescale?.publication_date(due));
        if let (Some(day), Some(timescale)) = (published, timescale) {
            let (count, labels) = fitting.entry(day).or_default();
            *count += 1;
            labels.insert(&timescale.label);
        }
    }
    let fitting = fitting.into_iter().filter(|(_, (_, labels))| has_all_dates && labels.len() > 1);
    fitting.max_by_key(|(day, (count, _))| (*count, *day)).map(|(day, _)| day)
}

/// Marks the kind of a row whose recommendation or point was reworded or withdrawn: "Recommendation (reworded)".
pub(super) fn mark_kind(row: &mut [String], mark: &str) {
    let kind = row[KIND_COLUMN].split(" (").next().unwrap_or_default().trim().to_owned();
    row[KIND_COLUMN] = if kind.is_empty() { mark.to_owned() } else { format!("{kind} ({mark})") };
}

/// Returns true if a person filled in a row, beyond what the program wrote in it.
pub(super) fn is_filled_in(layout: &ColumnLayout, row: &[String]) -> bool {
    let extra = (0..layout.extra_headings.len())
        .any(|extra| !layout.cell(row, super::COLUMNS.len() + extra).is_empty());
    extra || ActionProgress::in_row(layout, row).has_entries()
}
