//! All that takes a while to find in a report: worked out once, beside the reading of it.

use std::{collections::HashSet, sync::Arc};

use super::{
    abbreviations::Abbreviation,
    ids::Ids,
    improvement::{ImprovementPoint, improvement_points},
    mentions::{Mention, bodies, earlier_inspections, figures},
    related::{Related, related},
};
use crate::report::{Paragraph, Report, SectionId, Text};

/// What a report finds beyond what it says it finds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// A name for each recommendation that follows from its words.
    pub recommendation_ids: Vec<String>,
    /// A name for each paragraph that follows from its words.
    pub paragraph_ids: Vec<String>,
    /// For each recommendation the paragraphs related by wording.
    pub related: Vec<Vec<Related>>,
    /// Sentences that say something falls short.
    pub points: Vec<ImprovementPoint>,
    /// For each judgement how many of these stand in its section and those under it.
    pub judgement_points: Vec<usize>,
    /// What letters stand for.
    pub abbreviations: Arc<[Abbreviation]>,
    /// Bodies that are named.
    pub bodies: Vec<Mention>,
    /// Shares, sums and rates.
    pub figures: Vec<Mention>,
    /// Inspections before this one.
    pub earlier_inspections: Vec<Mention>,
}

impl Findings {
    /// No findings, where looking for them failed: the recommendations have their names.
    #[must_use]
    pub fn none(report: &Report) -> Self {
        let mut ids = Ids::new('R');
        Self {
            recommendation_ids: report.recommendations.iter().map(|item| ids.of(item.text.plain())).collect(),
            related: vec![Vec::new(); report.recommendations.len()],
            judgement_points: vec![0; report.judgements.len()],
            paragraph_ids: paragraph_ids(report),
            ..Self::default()
        }
    }

    /// How many of the recommendations and points have one of these ids.
    #[must_use]
    pub fn known(&self, ids: &HashSet<&str>) -> usize {
        let points = self.points.iter().map(|point| point.id.as_str());
        let all = self.recommendation_ids.iter().map(String::as_str).chain(points);
        all.filter(|id| ids.contains(id)).count()
    }

    /// Computes the findings of a report from its text and its [`abbreviations`](super::abbreviations()).
    #[must_use]
    pub fn of(report: &Report, abbreviations: Arc<[Abbreviation]>) -> Self {
        let mut ids = Ids::new('R');
        let points = improvement_points(report);
        Self {
            judgement_points: judgement_points(report, &points),
            paragraph_ids: paragraph_ids(report),
            recommendation_ids: report.recommendations.iter().map(|item| ids.of(item.text.plain())).collect(),
            related: related(report, &abbreviations),
            points,
            abbreviations,
            bodies: bodies(report),
            figures: figures(report),
            earlier_inspections: earlier_inspections(report),
        }
    }
}

fn paragraph_ids(report: &Report) -> Vec<String> {
    let mut ids = Ids::new('N');
    let words = |paragraph: &Paragraph| {
        let bullets = paragraph.bullets.iter().map(Text::plain);
        std::iter::once(paragraph.text.plain()).chain(bullets).collect::<Vec<_>>().join(" ")
    };
    report.paragraphs.iter().map(|paragraph| ids.of(&words(paragraph))).collect()
}

fn judgement_points(report: &Report, points: &[ImprovementPoint]) -> Vec<usize> {
    // Points before each section, so that those of a stretch of sections are a difference.
    let mut before = vec![0; report.sections.len() + 1];
    for section in points.iter().filter_map(|point| point.section) {
        before[section.0 + 1] += 1;
    }
    for index in 1..before.len() {
        before[index] += before[index - 1];
    }
    let within = |section: SectionId| before[report.sections_within(section).end] - before[section.0];
    report.judgements.iter().map(|judgement| judgement.section.map_or(0, within)).collect()
}
