//! The findings of a report, and the decisions of the user about them. Runs without a window.

use std::sync::Arc;

use super::{
    AnnotationChange, Annotations, Document, DocumentId, Effect, Pending, PointDecision, SaveRequest, State,
    Task, Ticket, Toast, ToastButton, Work, strings,
};
use crate::{
    analysis::{Findings, ImprovementPoint, JudgementView, RecommendationView},
    report::Date,
};

/// The findings of a report, and its annotations.
#[derive(Debug)]
pub struct ComputedFindings {
    /// The findings.
    pub findings: Arc<Findings>,
    /// Notes and decisions that were saved before.
    pub annotations: Annotations,
}

/// The filter and sort order of each table of findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TableArrangement {
    /// The filter and sort order of the judgements.
    pub judgements: JudgementView,
    /// The filter and sort order of the recommendations.
    pub recommendations: RecommendationView,
    /// The filter of the improvement points.
    pub points: PointFilter,
}

/// A filter of the improvement points, by the decision of the user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum PointFilter {
    /// Points that were not dismissed.
    #[default]
    Open,
    /// Points that were kept.
    Kept,
    /// Points that were dismissed.
    Dismissed,
}

impl PointFilter {
    /// All filters with their labels.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Open, "To review"), (Self::Kept, "Kept"), (Self::Dismissed, "Dismissed")];

    /// Returns true if the filter shows a point with this decision.
    #[must_use]
    pub fn should_show(self, decision: Option<PointDecision>) -> bool {
        match self {
            Self::Open => decision != Some(PointDecision::Dismiss),
            Self::Kept => decision == Some(PointDecision::Keep),
            Self::Dismissed => decision == Some(PointDecision::Dismiss),
        }
    }
}

impl Document {
    /// Returns the publication date that the report states, or else the date that the user entered.
    #[must_use]
    pub fn published(&self) -> Option<Date> {
        self.report().cover.published.or(self.annotations.published)
    }

    /// Returns the improvement points that were kept.
    pub fn kept_points(&self) -> impl Iterator<Item = &ImprovementPoint> {
        let points = self.findings.iter().flat_map(|findings| &findings.points);
        points.filter(|point| self.annotations.points.get(&point.id) == Some(&PointDecision::Keep))
    }

    /// Returns true if the report has text and its findings are not computed yet.
    #[must_use]
    pub fn is_awaiting_findings(&self) -> bool {
        self.findings.is_none() && self.has_text()
    }
}

impl State {
    /// Computes the findings of a report that has text, unless they are known or being computed.
    pub(super) fn compute_findings(&mut self, id: DocumentId) -> Vec<Effect> {
        let Some(document) = self.document(id).filter(|document| document.is_awaiting_findings()) else {
            return Vec::new();
        };
        let (sha256, loaded) = (document.sha256().to_owned(), Arc::clone(&document.loaded));
        let known = self
            .documents_with_sha256(&sha256)
            .find_map(|other| Some((other.findings.clone()?, other.annotations.clone())));
        if let Some((findings, annotations)) = known {
            self.show_findings(&sha256, &ComputedFindings { findings, annotations });
            return Vec::new();
        }
        let is_same =
            |work: &Work| matches!(work, Work::ComputeFindings { sha256: other } if *other == sha256);
        if self.pending.iter().any(|pending| is_same(&pending.work)) {
            return Vec::new();
        }
        let ticket = self.next_ticket();
        self.pending.push(Pending { ticket, work: Work::ComputeFindings { sha256 }, next_steps: Vec::new() });
        let task = Task::ComputeFindings(Arc::clone(&loaded.report), Arc::clone(&loaded.abbreviations));
        vec![Effect::Task(ticket, task)]
    }

    /// Shows the findings that a task computed.
    pub(super) fn finish_findings(&mut self, ticket: Ticket, computed: &ComputedFindings) {
        if let Some(Pending { work: Work::ComputeFindings { sha256 }, .. }) = self.pending.take(ticket) {
            self.show_findings(&sha256, computed);
            self.offer_drafts();
        }
    }

    /// Offers in a toast to open the first draft of a note in the report in front. Each report is offered once.
    pub(super) fn offer_drafts(&mut self) {
        if self.messages.toast.is_some() || self.dialog.is_some() {
            return;
        }
        let Some(document) = self.front_document_mut() else { return };
        if document.findings.is_none() || std::mem::replace(&mut document.has_offered_drafts, true) {
            return;
        }
        let drafts = document.drafts();
        let Some((place, _)) = drafts.first() else { return };
        let button = ToastButton::OpenDraft(document.id, *place);
        let words = strings::drafts_toast(drafts.len());
        self.messages.toast = Some(Toast { words, button: Some(button) });
    }

    /// Shows findings in every tab that shows the report and has none yet.
    fn show_findings(&mut self, sha256: &str, computed: &ComputedFindings) {
        for document in self.documents_with_sha256(sha256).filter(|document| document.findings.is_none()) {
            document.findings = Some(Arc::clone(&computed.findings));
            document.annotations = computed.annotations.clone();
            document.refresh_noted_blocks();
            document.refresh_plan_match();
        }
    }

    /// Changes the annotations of a report in all tabs that show it, and saves the change. Does nothing until the
    /// findings are known, because the annotations are loaded with them.
    pub(super) fn change_annotations(&mut self, id: DocumentId, change: AnnotationChange) -> Vec<Effect> {
        let document = self.document(id).filter(|document| document.findings.is_some());
        let Some(sha256) = document.map(|document| document.sha256().to_owned()) else {
            return Vec::new();
        };
        self.apply_annotation_change(&sha256, change)
    }

    /// Changes the annotations of the report with this fingerprint wherever it is open, and saves the change.
    pub(super) fn apply_annotation_change(&mut self, sha256: &str, change: AnnotationChange) -> Vec<Effect> {
        let is_plan = matches!(change, AnnotationChange::Plan(..) | AnnotationChange::PlanEntries(_));
        for document in self.documents_with_sha256(sha256) {
            document.annotations.apply_change(change.clone());
            document.annotations_revision += 1;
            document.refresh_noted_blocks();
            if is_plan {
                document.refresh_plan_match();
            }
        }
        if change.is_about_plan() {
            let folders = self.tabs.iter_mut().filter_map(super::Tab::folder_mut);
            folders.for_each(|folder| folder.apply_plan_change(sha256, &change));
        }
        self.renew_closing_warning();
        vec![Effect::Save(SaveRequest::Annotation(sha256.to_owned(), Box::new(change)))]
    }

    /// Saves or removes the decision on the improvement point with this id.
    pub(super) fn judge_point(&mut self, id: String, decision: Option<PointDecision>) -> Vec<Effect> {
        let words = match decision {
            Some(PointDecision::Keep) => strings::POINT_KEPT,
            Some(PointDecision::Dismiss) => strings::POINT_DISMISSED,
            None => strings::DECISION_REMOVED,
        };
        let Some(front) = self.front_document().map(|document| document.id) else { return Vec::new() };
        self.change_annotations_undoably(front, AnnotationChange::Point(id, decision), words)
    }

    /// Saves or removes the publication date of the report in front.
    pub(super) fn set_publication_date(&mut self, day: Option<Date>) -> Vec<Effect> {
        let front = self.front_document().map(|document| document.id);
        front.map(|id| self.change_annotations(id, AnnotationChange::Published(day))).unwrap_or_default()
    }
}
