//! The progress that people enter in an action plan, and its totals.

use super::{
    EditedPlan,
    columns::{ColumnLayout, DUE_COLUMN, EVIDENCE_COLUMN, OWNER_COLUMN, RAG_COLUMN, STATUS_COLUMN},
    matching::{PlanMatch, RowOrigin},
};
use crate::report::{Date, Report};

/// The choices in the Status column of the workbook.
pub const STATUSES: [&str; 4] = ["Not started", "In progress", "Done", "Not taken up"];
/// The choices in the RAG column of the workbook.
pub const RAG_RATINGS: [&str; 4] = ["Red", "Amber", "Green", "Complete"];

/// The statuses that mean that nothing is left to do, as people write them, in lower case.
pub(super) const CLOSED_STATUSES: [&str; 11] = [
    "done",
    "complete",
    "completed",
    "closed",
    "finished",
    "achieved",
    "implemented",
    "not taken up",
    "withdrawn",
    "blue",
    "superseded",
];

/// The progress that people entered for an action. Cells without an entry are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionProgress<'a> {
    /// The due date, as "2012-08-14" if it is a date.
    pub due: &'a str,
    /// The person or team responsible for the action.
    pub owner: &'a str,
    /// The status, usually one of [`STATUSES`].
    pub status: &'a str,
    /// The rating, usually one of [`RAG_RATINGS`].
    pub rag: &'a str,
    /// The evidence of progress.
    pub evidence: &'a str,
}

impl<'a> ActionProgress<'a> {
    /// Returns the progress in a row of an edited plan.
    pub(super) fn in_row(layout: &ColumnLayout, row: &'a [String]) -> Self {
        let [due, owner, status, rag, evidence] =
            [DUE_COLUMN, OWNER_COLUMN, STATUS_COLUMN, RAG_COLUMN, EVIDENCE_COLUMN]
                .map(|column| layout.cell(row, column));
        Self { due, owner, status, rag, evidence }
    }

    /// Returns true if an owner, a status, a rating or evidence was entered.
    #[must_use]
    pub fn has_entries(&self) -> bool {
        [self.owner, self.status, self.rag, self.evidence].iter().any(|cell| !cell.is_empty())
    }

    /// Returns true if the status or the rating means that nothing is left to do.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        [self.status, self.rag].iter().any(|words| is_closed_status(words))
    }
}

/// Returns true if a status or a rating means that nothing is left to do: "Done", "Complete", "Closed (May 2013)".
pub(super) fn is_closed_status(words: &str) -> bool {
    let lower = words.trim().to_lowercase();
    CLOSED_STATUSES.iter().any(|closed| {
        let rest = lower.strip_prefix(closed);
        // "Completed by June" and "Done, see minutes" are closed, "Donegal" is not.
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// The totals of an action plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanTotals {
    /// The number of rows.
    pub rows: usize,
    /// The number of rows with an owner.
    pub with_owner: usize,
    /// The number of rows with nothing left to do.
    pub closed: usize,
    /// The number of rows whose due date has passed although something is left to do.
    pub overdue: usize,
    /// The number of recommendations that were reworded since the plan was made.
    pub reworded: usize,
    /// The number of recommendations and points that the report no longer has.
    pub withdrawn: usize,
    /// The number of rows that people added.
    pub added: usize,
}

impl PlanTotals {
    /// Counts the rows of an edited plan of a report on a day. Due dates that the plan does not give are counted from
    /// `published`.
    #[must_use]
    pub fn of_edited_plan(
        report: &Report,
        edited: &EditedPlan,
        plan_match: &PlanMatch,
        published: Option<Date>,
        today: Date,
    ) -> Self {
        let mut totals = Self { rows: edited.rows.len(), ..Self::default() };
        let layout = &plan_match.layout;
        let mut due_dates: Vec<Option<Date>> =
            edited.rows.iter().map(|row| layout.cell(row, DUE_COLUMN).parse().ok()).collect();
        for (index, found) in plan_match.recommendations.iter().enumerate() {
            let Some(found) = found else { continue };
            due_dates[found.row] = plan_match.due_date(report, edited, index, published);
            totals.reworded += usize::from(found.is_reworded);
        }
        for (row, due) in edited.rows.iter().zip(due_dates) {
            let progress = ActionProgress::in_row(layout, row);
            totals.with_owner += usize::from(!progress.owner.is_empty());
            totals.closed += usize::from(progress.is_closed());
            totals.overdue += usize::from(!progress.is_closed() && due.is_some_and(|due| due < today));
        }
        for (_, origin) in &plan_match.other_rows {
            match origin {
                RowOrigin::Added | RowOrigin::Copied => totals.added += 1,
                RowOrigin::Withdrawn => totals.withdrawn += 1,
            }
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::is_closed_status;

    #[test]
    fn a_status_is_closed_if_nothing_is_left_to_do() {
        for (words, expected) in [
            ("Done", true),
            (" complete", true),
            ("Closed (May 2013)", true),
            ("Not taken up", true),
            ("In progress", false),
            ("Donegal office to reply", false),
            ("Not done", false),
            ("", false),
        ] {
            assert_eq!(is_closed_status(words), expected, "{words}");
        }
    }
}
