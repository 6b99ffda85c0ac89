//! The action plan of a report: importing a completed plan, and the progress in it. Runs without a window.

use std::path::PathBuf;

use super::{
    AnnotationChange, Document, Effect, Notice, Pending, State, Ticket, WindowEffect, Work, strings,
};
use crate::{
    analysis::EnteredDates,
    output::{
        plan::{ActionProgress, EditedPlan, MatchedRow, PlanMatch, PlanTotals, RowOrigin},
        printout,
    },
    report::Date,
};

/// The due date of a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueDate<'a> {
    /// The report gives no date, and neither does the plan.
    None,
    /// The date counted from the publication date.
    Calculated(Date),
    /// The date that a person entered in the plan.
    Entered(Date),
    /// Words that a person entered in the plan in place of a date.
    Words(&'a str),
}

impl DueDate<'_> {
    /// Returns the date; `None` if there is none.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        match self {
            Self::Calculated(date) | Self::Entered(date) => Some(date),
            Self::None | Self::Words(_) => None,
        }
    }
}

impl Document {
    /// Returns the due date of the recommendation with this index. A date that a person entered in the imported plan
    /// replaces the date counted from the publication date.
    #[must_use]
    pub fn due_date(&self, recommendation: usize) -> DueDate<'_> {
        let (report, plan) = (self.report(), &self.annotations.plan);
        match self.plan_match.entered_due(report, plan, recommendation) {
            "" => {
                let due = report.recommendations[recommendation].due_date(self.published());
                due.map_or(DueDate::None, DueDate::Calculated)
            }
            entered => entered.parse().map_or(DueDate::Words(entered), DueDate::Entered),
        }
    }

    /// Returns the due dates that people entered in the imported plan.
    #[must_use]
    pub fn entered_dates(&self) -> EnteredDates {
        let items = 0..self.report().recommendations.len();
        let entered = items.filter_map(|index| match self.due_date(index) {
            DueDate::Entered(date) => Some((index, Some(date))),
            DueDate::Words(_) => Some((index, None)),
            DueDate::None | DueDate::Calculated(_) => None,
        });
        entered.collect()
    }

    /// Returns the row of the recommendation with this index in the imported plan; `None` if it has none.
    #[must_use]
    pub fn plan_row(&self, recommendation: usize) -> Option<MatchedRow> {
        self.plan_match.recommendations.get(recommendation).copied().flatten()
    }

    /// Returns the progress in a row of the imported plan.
    #[must_use]
    pub fn plan_progress(&self, row: usize) -> ActionProgress<'_> {
        self.plan_match.progress(&self.annotations.plan, row)
    }

    /// Returns the words of the action in a row of the imported plan.
    #[must_use]
    pub fn plan_action(&self, row: usize) -> &str {
        self.plan_match.action(&self.annotations.plan, row)
    }

    /// Returns true if the imported plan has rows that belong to no recommendation or improvement point.
    #[must_use]
    pub fn has_other_plan_rows(&self) -> bool {
        !self.plan_match.other_rows.is_empty()
    }

    /// Returns the rows of the imported plan that people added or copied.
    #[must_use]
    pub fn added_plan_rows(&self) -> Vec<usize> {
        let others = self.plan_match.other_rows.iter();
        others.filter(|(_, origin)| *origin != RowOrigin::Withdrawn).map(|(row, _)| *row).collect()
    }

    /// Returns the rows of the imported plan whose recommendation or point is no longer in the report.
    #[must_use]
    pub fn withdrawn_plan_rows(&self) -> Vec<usize> {
        let others = self.plan_match.other_rows.iter();
        others.filter(|(_, origin)| *origin == RowOrigin::Withdrawn).map(|(row, _)| *row).collect()
    }

    /// Returns a message about what a new plan will not have of the imported one; `None` if nothing is lost.
    #[must_use]
    pub fn plan_losses(&self) -> Option<String> {
        self.plan_match.losses_message(&self.annotations.plan)
    }

    /// Returns true if the recommendation with this index is in the imported plan, its due date has passed, and
    /// something is left to do.
    #[must_use]
    pub fn is_overdue(&self, recommendation: usize) -> bool {
        self.plan_row(recommendation)
            .is_some_and(|found| self.is_row_overdue(found.row, self.due_date(recommendation).date()))
    }

    /// Returns true if something is left to do in a row of the imported plan although its due date has passed.
    #[must_use]
    pub fn is_row_overdue(&self, row: usize, due: Option<Date>) -> bool {
        due.is_some_and(|due| due < printout::today()) && !self.plan_progress(row).is_closed()
    }

    /// Returns the number of overdue recommendations and other rows of the imported plan.
    #[must_use]
    pub fn overdue_count(&self) -> usize {
        let recommendations =
            (0..self.report().recommendations.len()).filter(|index| self.is_overdue(*index));
        let others = self
            .plan_match
            .other_rows
            .iter()
            .filter(|(row, _)| self.is_row_overdue(*row, self.plan_progress(*row).due.parse().ok()));
        recommendations.count() + others.count()
    }

    /// Matches the rows of the imported plan to the report again, after either changed.
    pub(super) fn refresh_plan_match(&mut self) {
        self.plan_match = match &self.findings {
            Some(findings) if !self.annotations.plan.rows.is_empty() => {
                PlanMatch::new(&self.loaded.report, findings, &self.annotations.plan)
            }
            _ => PlanMatch::default(),
        };
    }
}

impl State {
    /// Shows the dialog to choose an action plan for the report in front.
    pub(super) fn show_plan_dialog(&mut self) -> Vec<Effect> {
        let document = self.front_document().filter(|document| document.findings.is_some());
        let Some(id) = document.map(|document| document.id) else { return Vec::new() };
        let ticket = self.next_ticket();
        self.pending.push(Pending { ticket, work: Work::ImportPlan(id), next_steps: Vec::new() });
        vec![Effect::Window(WindowEffect::PickPlan(ticket))]
    }

    /// Imports an action plan that was read, and says what was filled in. A plan of another report is refused with a
    /// notice.
    pub(super) fn import_plan(
        &mut self,
        ticket: Ticket,
        plan: Option<(PathBuf, Result<EditedPlan, String>)>,
    ) -> Vec<Effect> {
        let id = match self.pending.take(ticket).map(|pending| pending.work) {
            Some(Work::ImportPlan(id)) => id,
            Some(Work::ImportRegister(tab)) => return self.import_register(tab, plan),
            Some(_) | None => return Vec::new(),
        };
        let Some((path, plan)) = plan else { return Vec::new() };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let plan = match plan {
            Ok(plan) => plan,
            Err(message) => return self.refuse_plan(&name, message),
        };
        let Some((document, findings)) =
            self.document(id).and_then(|document| Some((document, document.findings.clone()?)))
        else {
            return Vec::new();
        };
        let plan_match = PlanMatch::new(document.report(), &findings, &plan);
        if !plan_match.is_of_report() {
            return self.refuse_plan(&name, strings::PLAN_OF_ANOTHER_REPORT.to_owned());
        }
        let published = document.published();
        let totals =
            PlanTotals::of_edited_plan(document.report(), &plan, &plan_match, published, printout::today());
        let points = findings.points.iter().zip(&plan_match.points).filter(|(_, row)| row.is_some());
        let points = points.map(|(point, _)| point.id.clone()).collect();
        self.messages.toast = Some(strings::plan_imported_toast(&name, &totals).into());
        if let Some(message) = plan.repeated_ids_message() {
            self.messages.notices.push(Notice::new(strings::repeated_ids_title(&name), message));
        }
        self.change_annotations(id, AnnotationChange::Plan(Box::new(plan), points))
    }

    /// Shows a notice that an action plan was not imported.
    pub(super) fn refuse_plan(&mut self, name: &str, reason: String) -> Vec<Effect> {
        self.messages.notices.push(strings::plan_not_imported_notice(name, reason));
        Vec::new()
    }
}
