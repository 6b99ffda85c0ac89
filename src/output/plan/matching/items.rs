//! Matches the rows of an edited plan to the recommendations of a report whose text is not at hand: their ids and words
//! are enough. Tables of many reports use it.

use std::collections::HashSet;

use super::{
    super::columns::{ID_COLUMN, RESPONSIBLE_COLUMN},
    ActionProgress, ColumnLayout, EditedPlan, FreeRows, MatchedRow, is_generated_id, match_reworded,
    publication_date_of_edits, unchanged,
};
use crate::{
    output::plan::PlanRowKey,
    report::{Date, Timescale, due_date, is_impossible_date},
};

/// A recommendation to which rows of a plan are matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanItem<'a> {
    /// The id, derived from the words.
    pub id: &'a str,
    /// The wording.
    pub text: &'a str,
    /// The timescale; `None` if there is none.
    pub timescale: Option<Timescale>,
}

impl PlanItem<'_> {
    /// Returns the due date that the report gives, counted from this publication date; see
    /// [`Recommendation::due_date`](crate::report::Recommendation::due_date).
    fn due_date(&self, published: Option<Date>) -> Option<Date> {
        due_date(self.timescale.as_ref(), self.text, published)
    }
}

/// The progress of a recommendation: what people entered in the plan of its report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemProgress {
    /// The row of the plan; `None` if the plan has no row for it.
    pub row: Option<PlanRowKey>,
    /// The due date: the date that a person entered, or else the date that the report gives. `None` if there is no date,
    /// or if a person entered words that are not a date.
    pub due: Option<Date>,
    /// The due date as a person entered it; empty if nobody did.
    pub entered_due: String,
    /// The person or organisation that the recommendation is addressed to, as a person entered it; empty if nobody did.
    pub responsible: String,
    /// The person or team responsible for the action.
    pub owner: String,
    /// The status, usually one of [`STATUSES`](super::super::STATUSES).
    pub status: String,
    /// The rating, usually one of [`RAG_RATINGS`](super::super::RAG_RATINGS).
    pub rag: String,
    /// The evidence of progress.
    pub evidence: String,
}

impl ItemProgress {
    /// Returns true if the status or the rating means that nothing is left to do.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        ActionProgress { due: "", owner: "", status: &self.status, rag: &self.rag, evidence: "" }.is_closed()
    }

    /// Returns true if something is left to do although the due date is before this day.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.due.is_some_and(|due| due < today) && !self.is_closed()
    }
}

/// Returns the progress of each recommendation of a report in an edited plan. `stated` is the publication date that the
/// report states, and `entered` the one that a person entered for a report that states none.
#[must_use]
pub fn item_progress(
    items: &[PlanItem<'_>],
    edited: &EditedPlan,
    stated: Option<Date>,
    entered: Option<Date>,
) -> Vec<ItemProgress> {
    let published = stated.or(entered);
    if edited.rows.is_empty() {
        let without_plan =
            |item: &PlanItem<'_>| ItemProgress { due: item.due_date(published), ..ItemProgress::default() };
        return items.iter().map(without_plan).collect();
    }
    let layout = ColumnLayout::new(edited);
    let found = match_items(items, edited, &layout);
    let timescales = items.iter().map(|item| item.timescale.as_ref());
    let counted_from = match stated {
        // Dates that a person counted from another day must win.
        Some(_) => None,
        None => publication_date_of_edits(timescales, edited, &layout, &found),
    };
    let progress = |(item, found): (&PlanItem<'_>, &Option<MatchedRow>)| {
        let due = item.due_date(published);
        let Some(row) = found.and_then(|found| edited.rows.get(found.row)) else {
            return ItemProgress { due, ..ItemProgress::default() };
        };
        let in_row = ActionProgress::in_row(&layout, row);
        let is_calculated = |published: Option<Date>| {
            item.due_date(published).is_some_and(|due| in_row.due.parse().ok() == Some(due))
        };
        let is_entered = !in_row.due.is_empty() && !is_calculated(stated) && !is_calculated(counted_from);
        ItemProgress {
            row: Some(PlanRowKey::of_row(&layout, row)),
            // A date that does not exist is a slip, so the date of the report still counts. Other words replace it.
            due: if is_entered && !is_impossible_date(in_row.due) { in_row.due.parse().ok() } else { due },
            entered_due: if is_entered { in_row.due.to_owned() } else { String::new() },
            responsible: layout.cell(row, RESPONSIBLE_COLUMN).to_owned(),
            owner: in_row.owner.to_owned(),
            status: in_row.status.to_owned(),
            rag: in_row.rag.to_owned(),
            evidence: in_row.evidence.to_owned(),
        }
    };
    items.iter().zip(&found).map(progress).collect()
}

/// Matches rows to recommendations by id, then by wording, then by similar wording. The rows of improvement points and
/// second rows with an id are left out.
fn match_items(
    items: &[PlanItem<'_>],
    edited: &EditedPlan,
    layout: &ColumnLayout,
) -> Vec<Option<MatchedRow>> {
    let mut rows = FreeRows::new(edited, layout);
    let mut found: Vec<Option<MatchedRow>> =
        items.iter().map(|item| unchanged(rows.take_by_id(item.id))).collect();
    let ids: HashSet<String> = items.iter().map(|item| item.id.to_lowercase()).collect();
    let is_point = |id: &str| id.to_lowercase().starts_with("p-") && is_generated_id(id);
    let excluded: HashSet<usize> = (0..edited.rows.len())
        .filter(|row| {
            let id = layout.cell(&edited.rows[*row], ID_COLUMN);
            !rows.taken[*row] && (ids.contains(&id.to_lowercase()) || is_point(id))
        })
        .collect();
    rows.index_wordings(&excluded);
    for (found, item) in found.iter_mut().zip(items) {
        if found.is_none() {
            *found = unchanged(rows.take_by_wording(item.text));
        }
    }
    let wordings: Vec<&str> = items.iter().map(|item| item.text).collect();
    match_reworded(&wordings, &mut found, &mut rows, &excluded);
    found
}
