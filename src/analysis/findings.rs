//! The results that take noticeable time to compute from a report. They are computed once, on a separate thread.

use std::{collections::HashSet, sync::Arc};

use super::{
    abbreviations::Abbreviation,
    ids::IdGenerator,
    improvement::{ImprovementPoint, improvement_points, sort_strongest_first},
    mentions::{Mention, earlier_inspections, figures, organisations},
    related::{RelatedParagraph, related_paragraphs},
};
use crate::report::{Paragraph, Report, SectionId, Text};

/// The findings computed from a report: improvement points, related paragraphs, abbreviations and mentions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// The id of each recommendation, derived from its words, in the order of [`Report::recommendations`].
    pub recommendation_ids: Vec<String>,
    /// The id of each paragraph, derived from its words, in the order of [`Report::paragraphs`].
    pub paragraph_ids: Vec<String>,
    /// For each recommendation, the paragraphs with related wording.
    pub related: Vec<Vec<RelatedParagraph>>,
    /// The improvement points by section, the strongest first. See [`sort_strongest_first`].
    pub points: Vec<ImprovementPoint>,
    /// The abbreviations of the report.
    pub abbreviations: Arc<[Abbreviation]>,
    /// The organisations that the report names.
    pub organisations: Vec<Mention>,
    /// The percentages, sums of money and rates in the report.
    pub figures: Vec<Mention>,
    /// The dated inspections before this inspection.
    pub earlier_inspections: Vec<Mention>,
}

impl Findings {
    /// Returns findings that contain only the ids of recommendations and paragraphs, for use if computing the findings
    /// failed.
    #[must_use]
    pub fn ids_only(report: &Report) -> Self {
        Self {
            recommendation_ids: Self::recommendation_ids(report),
            related: vec![Vec::new(); report.recommendations.len()],
            paragraph_ids: paragraph_ids(report),
            ..Self::default()
        }
    }

    /// Returns the id of each recommendation, derived from its words, in the order of [`Report::recommendations`].
    #[must_use]
    pub fn recommendation_ids(report: &Report) -> Vec<String> {
        let mut ids = IdGenerator::new('R');
        report.recommendations.iter().map(|item| ids.id_for(item.text.plain())).collect()
    }

    /// Counts the recommendations and improvement points that have one of these ids.
    #[must_use]
    pub fn count_matching(&self, ids: &HashSet<&str>) -> usize {
        let points = self.points.iter().map(|point| point.id.as_str());
        let all = self.recommendation_ids.iter().map(String::as_str).chain(points);
        all.filter(|id| ids.contains(id)).count()
    }

    /// Computes the findings of a report from its text and its [`abbreviations`](super::abbreviations()).
    #[must_use]
    pub fn compute(report: &Report, abbreviations: Arc<[Abbreviation]>) -> Self {
        Self {
            organisations: organisations(report),
            figures: figures(report),
            earlier_inspections: earlier_inspections(report),
            ..Self::compute_for_export(report, abbreviations, || improvement_points(report))
        }
    }

    /// Computes the findings that exports contain: all but organisations, figures and earlier inspections. `points`
    /// returns the [`improvement_points`] of the report. It is called last, so that another thread can compute them at
    /// the same time.
    #[must_use]
    pub fn compute_for_export(
        report: &Report,
        abbreviations: Arc<[Abbreviation]>,
        points: impl FnOnce() -> Vec<ImprovementPoint>,
    ) -> Self {
        let recommendation_ids = Self::recommendation_ids(report);
        let related = related_paragraphs(report, &abbreviations);
        let paragraph_ids = paragraph_ids(report);
        let mut points = points();
        sort_strongest_first(&mut points);
        Self { recommendation_ids, paragraph_ids, related, points, abbreviations, ..Self::default() }
    }
}

/// Returns the id of each paragraph, derived from the words of the paragraph and its bullets.
fn paragraph_ids(report: &Report) -> Vec<String> {
    let mut ids = IdGenerator::new('N');
    let words = |paragraph: &Paragraph| {
        let bullets = paragraph.bullets.iter().map(Text::plain);
        std::iter::once(paragraph.text.plain()).chain(bullets).collect::<Vec<_>>().join(" ")
    };
    report.paragraphs.iter().map(|paragraph| ids.id_for(&words(paragraph))).collect()
}

/// The number of improvement points in the sections of judgements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PointCounts {
    /// For each judgement, the number of points in its section and the sections under it.
    pub by_judgement: Vec<usize>,
    /// The number of points that are in no section of a judgement, for example in the summary at the start.
    pub elsewhere: usize,
}

impl PointCounts {
    /// Counts points by their sections. `None` stands for a point before the first heading.
    #[must_use]
    pub fn new(report: &Report, sections_of_points: impl Iterator<Item = Option<SectionId>>) -> Self {
        // With the number of points before each section, the points of a range of sections are a difference of two
        // numbers.
        let mut before = vec![0; report.sections.len() + 1];
        let mut total = 0;
        for section in sections_of_points {
            total += 1;
            if let Some(section) = section {
                before[section.0 + 1] += 1;
            }
        }
        for index in 1..before.len() {
            before[index] += before[index - 1];
        }
        let ends = section_ends(report);
        let points_in = |range: std::ops::Range<usize>| before[range.end] - before[range.start];
        let sections = report.judgements.iter().map(|judgement| judgement.section);
        let ranges: Vec<_> =
            sections.map(|section| section.map_or(0..0, |section| section.0..ends[section.0])).collect();
        let by_judgement = ranges.iter().cloned().map(points_in).collect();
        // Sections are either apart or one within the other, so a section that begins in an earlier one adds nothing.
        let mut sorted = ranges;
        sorted.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let (mut judged, mut end) = (0, 0);
        for range in sorted.into_iter().filter(|range| !range.is_empty()) {
            if range.start >= end {
                end = range.end;
                judged += points_in(range);
            }
        }
        Self { by_judgement, elsewhere: total - judged }
    }
}

/// Returns the end of the range of indices of each section with its subsections, as
/// [`Report::sections_within`](crate::report::Report::sections_within), for all sections in linear time.
fn section_ends(report: &Report) -> Vec<usize> {
    let mut ends = vec![report.sections.len(); report.sections.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, section) in report.sections.iter().enumerate() {
        while let Some(last) = open.pop_if(|last| report.sections[*last].level >= section.level) {
            ends[last] = index;
        }
        open.push(index);
    }
    ends
}
