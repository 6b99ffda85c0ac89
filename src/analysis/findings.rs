//! All that takes a while to find in a report: worked out once, beside the reading of it.

use super::{
    abbreviations::{Abbreviation, abbreviations},
    ids::Ids,
    improvement::{ImprovementPoint, improvement_points},
    mentions::{Mention, bodies, earlier_inspections, figures},
    related::{Related, related},
};
use crate::report::Report;

/// What a report finds beyond what it says it finds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// A name for each recommendation that follows from its words.
    pub recommendation_ids: Vec<String>,
    /// For each recommendation the paragraphs related by wording.
    pub related: Vec<Vec<Related>>,
    /// Sentences that say something falls short.
    pub points: Vec<ImprovementPoint>,
    /// What letters stand for.
    pub abbreviations: Vec<Abbreviation>,
    /// Bodies that are named.
    pub bodies: Vec<Mention>,
    /// Shares, sums and rates.
    pub figures: Vec<Mention>,
    /// Inspections before this one.
    pub earlier_inspections: Vec<Mention>,
}

impl Findings {
    /// The findings of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut ids = Ids::new('R');
        let abbreviations = abbreviations(report);
        Self {
            recommendation_ids: report.recommendations.iter().map(|item| ids.of(item.text.plain())).collect(),
            related: related(report, &abbreviations),
            points: improvement_points(report),
            abbreviations,
            bodies: bodies(report),
            figures: figures(report),
            earlier_inspections: earlier_inspections(report),
        }
    }
}
