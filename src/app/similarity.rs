//! Confirming and rejecting that recommendations of two inspections ask for the same thing. Runs without a window.
//!
//! A decision is saved with the annotations of the later report, under the ids of both recommendations. So it holds for
//! whichever side the reports are on, and for renamed files.

use std::sync::Arc;

use super::{
    AnnotationChange, AnnotationsFolder, CompareSide, ComparisonTab, Document, Effect, State, Tab, strings,
};
use crate::{
    analysis::{
        Comparison, Findings,
        compare::{SimilarityDecision, apply_similarity_decisions},
    },
    report::Report,
};

/// The version of the decisions that a comparison shows: the number of changes to the annotations of both reports, and
/// whether they are loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DecisionRevision {
    are_loaded: bool,
    changes: [u32; 2],
}

/// Returns the side of the report whose annotations have the decisions; see [`ComparisonTab::decision_owner`].
fn decision_owner(reports: [&Report; 2]) -> CompareSide {
    let [left, right] = reports.map(|report| (report.cover.sort_date(), &report.source.sha256));
    let is_left_later = match (left.0, right.0) {
        (Some(one), Some(other)) if one != other => one > other,
        _ => left.1 > right.1,
    };
    if is_left_later { CompareSide::Left } else { CompareSide::Right }
}

/// Returns the key of a decision in the annotations. `ids` are those of the recommendations, left and right.
fn decision_key(owner: CompareSide, ids: [&[String]; 2], pair: [usize; 2]) -> Option<String> {
    let id = |side: CompareSide| ids[side.index()].get(pair[side.index()]);
    Some(format!("{} {}", id(owner.other())?, id(owner)?))
}

/// Applies the decisions in the annotations of the later report to a comparison that no window shows.
pub fn apply_saved_decisions(
    left: &Report,
    right: &Report,
    comparison: &mut Comparison,
    folder: &AnnotationsFolder,
) {
    let owner = decision_owner([left, right]);
    let decisions = folder.load(&[left, right][owner.index()].source.sha256).similarity_decisions;
    if decisions.is_empty() {
        return;
    }
    let ids = [left, right].map(|report| Findings::ids_only(report).recommendation_ids);
    let decided = apply_similarity_decisions(&comparison.recommendations, |left, right| {
        decisions.get(&decision_key(owner, [&ids[0], &ids[1]], [left, right])?).copied()
    });
    comparison.recommendations = decided;
}

impl ComparisonTab {
    /// Returns the side of the report whose annotations have the decisions: the later one, or the one with the greater
    /// fingerprint if the dates are equal or missing.
    fn decision_owner(&self) -> CompareSide {
        decision_owner(self.sides.each_ref().map(Document::report))
    }

    /// Returns the key of a decision in the annotations; `None` until the ids of the recommendations are known.
    fn decision_key(&self, pair: [usize; 2]) -> Option<String> {
        let ids = self.sides.each_ref().map(|side| side.findings.as_ref());
        let [Some(left), Some(right)] = ids else { return None };
        decision_key(self.decision_owner(), [&left.recommendation_ids, &right.recommendation_ids], pair)
    }

    /// Returns the decision on the recommendations with these indices, left and right; `None` if there is none.
    fn similarity_decision(&self, pair: [usize; 2]) -> Option<SimilarityDecision> {
        let decisions = &self.sides[self.decision_owner().index()].annotations.similarity_decisions;
        if decisions.is_empty() { None } else { decisions.get(&self.decision_key(pair)?).copied() }
    }

    /// Applies the user's decisions, if they have changed or the result is new.
    fn refresh_similarity_decisions(&mut self) {
        let revision = DecisionRevision {
            are_loaded: self.sides.iter().all(|side| side.findings.is_some()),
            changes: self.sides.each_ref().map(|side| side.annotations_revision),
        };
        if self.decision_revision == Some(revision) {
            return;
        }
        self.decision_revision = Some(revision);
        let similar = self.computed_recommendations.iter().filter_map(|pair| Some([pair.left?, pair.right?]));
        self.rejected_pairs = similar
            .filter(|pair| self.similarity_decision(*pair) == Some(SimilarityDecision::Rejected))
            .collect();
        let decided = apply_similarity_decisions(&self.computed_recommendations, |left, right| {
            self.similarity_decision([left, right])
        });
        if decided != self.result.comparison.recommendations {
            self.current_pair = None;
            self.result_number += 1;
            Arc::make_mut(&mut self.result).comparison.recommendations = decided;
        }
    }
}

impl State {
    /// Saves or removes the decision on two similar recommendations of the comparison in front.
    pub(super) fn decide_similarity(
        &mut self,
        pair: [usize; 2],
        decision: Option<SimilarityDecision>,
    ) -> Vec<Effect> {
        let Some(comparison) = self.front_comparison() else { return Vec::new() };
        let Some(key) = comparison.decision_key(pair) else { return Vec::new() };
        let owner: &Document = &comparison.sides[comparison.decision_owner().index()];
        let words = match decision {
            Some(SimilarityDecision::Confirmed) => strings::SIMILARITY_CONFIRMED,
            Some(SimilarityDecision::Rejected) => strings::SIMILARITY_REJECTED,
            None => strings::DECISION_REMOVED,
        };
        let id = owner.id;
        self.change_annotations_undoably(id, AnnotationChange::Similarity(key, decision), words)
    }

    /// Applies the decisions to all comparisons for which they have changed.
    pub(super) fn refresh_similarity_decisions(&mut self) {
        self.tabs
            .iter_mut()
            .filter_map(Tab::comparison_mut)
            .for_each(ComparisonTab::refresh_similarity_decisions);
    }
}
