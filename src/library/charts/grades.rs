//! The grades of a judgement in each year. Only grades on one scale of four steps are stacked on each other.

use std::collections::BTreeMap;

use super::{BarMeasure, ChartOptions, judgement, percent, year_range};
use crate::{
    analysis::{GradeMarkShape, JudgementColumn},
    library::{ReportFacts, strings::charts as strings},
    output::chart::ChartTable,
};

/// The number of steps of the scales that are shown.
pub(super) const STEPS: usize = 4;

/// The grades of a judgement in each year.
#[derive(Debug, Clone, PartialEq)]
pub struct GradesByYear {
    /// The judgement.
    pub column: JudgementColumn,
    /// The labels of the grading scale, best first; empty if no report has a scale of four steps.
    pub scale: Vec<String>,
    /// All scales of four steps, with the number of reports on each, the most frequent first.
    pub scales: Vec<(Vec<String>, usize)>,
    /// The bars, from the first year to the last. A year without reports has an empty bar.
    pub bars: Vec<YearBar>,
    /// The meaning of the height of a bar.
    pub measure: BarMeasure,
    /// The reports that are left out, in words.
    pub left_out: Vec<String>,
}

/// The grades of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearBar {
    /// The year of the inspections.
    pub year: i16,
    /// The number of reports with each grade, the best grade first.
    pub counts: [usize; STEPS],
}

impl YearBar {
    /// Returns the number of reports.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Returns the number of reports with one of the two better grades.
    #[must_use]
    pub fn good_count(&self) -> usize {
        self.counts.iter().take(2).sum()
    }
}

/// Returns the mark of a step of a scale of four steps, counted from 0.
pub(super) fn mark(step: usize) -> GradeMarkShape {
    GradeMarkShape::for_step(u8::try_from(step + 1).ok(), 4)
}

/// The reports on another scale: their number and years.
#[derive(Default)]
struct OtherScale {
    count: usize,
    years: Vec<i16>,
}

impl GradesByYear {
    /// Returns the grades of these reports.
    #[must_use]
    pub fn new(reports: &[&ReportFacts], options: &ChartOptions) -> Self {
        let column = &options.column;
        let mut counts: BTreeMap<&[String], usize> = BTreeMap::new();
        for facts in reports.iter().filter(|facts| facts.scale.len() == STEPS) {
            if judgement(facts, column).is_some_and(|judgement| judgement.grade.step.is_some()) {
                *counts.entry(&facts.scale).or_default() += 1;
            }
        }
        let mut scales: Vec<(Vec<String>, usize)> =
            counts.into_iter().map(|(scale, count)| (scale.to_vec(), count)).collect();
        scales.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let chosen = options.scale.as_ref().filter(|scale| scales.iter().any(|(known, _)| known == *scale));
        let scale = chosen.cloned().or_else(|| scales.first().map(|(scale, _)| scale.clone()));
        let scale = scale.unwrap_or_default();

        let mut by_year: BTreeMap<i16, [usize; STEPS]> = BTreeMap::new();
        let mut other_scales: BTreeMap<&[String], OtherScale> = BTreeMap::new();
        let (mut ungraded, mut undated) = (0, 0);
        for facts in reports {
            let Some(judgement) = judgement(facts, column) else {
                ungraded += 1;
                continue;
            };
            let step = judgement.grade.step.map(|step| usize::from(step.saturating_sub(1)));
            let on_scale = !scale.is_empty() && facts.scale == scale;
            match (step.filter(|step| on_scale && *step < STEPS), facts.year()) {
                (Some(step), Some(year)) => by_year.entry(year).or_default()[step] += 1,
                (Some(_), None) => undated += 1,
                (None, year) => {
                    let known: &[String] = if judgement.grade.step.is_some() { &facts.scale } else { &[] };
                    let other = other_scales.entry(known).or_default();
                    other.count += 1;
                    other.years.extend(year);
                }
            }
        }
        let mut left_out: Vec<String> = other_scales
            .iter()
            .map(|(labels, other)| {
                strings::on_other_scale(other.count, labels, &year_range(other.years.iter().copied()))
            })
            .collect();
        left_out.extend((ungraded > 0).then(|| strings::without_judgement(ungraded)));
        left_out.extend((undated > 0).then(|| strings::without_date(undated)));
        let bars = year_range(by_year.keys().copied());
        let bar = |year: i16| YearBar { year, counts: by_year.get(&year).copied().unwrap_or_default() };
        Self {
            column: column.clone(),
            scale,
            scales,
            bars: bars.into_iter().map(bar).collect(),
            measure: options.bars,
            left_out,
        }
    }

    /// Returns the name of a bar: "2023: 12 reports: 3 outstanding, 5 good, 3 requires improvement, 1 inadequate".
    #[must_use]
    pub fn bar_name(&self, bar: &YearBar) -> String {
        strings::year_bar(bar.year, bar.total(), &self.scale, &bar.counts)
    }

    /// Returns the sentences: the share of good grades in the last year and in the first, and what is left out.
    pub(super) fn sentences(&self) -> Vec<String> {
        let mut with_reports = self.bars.iter().filter(|bar| bar.total() > 0);
        let first = with_reports.next();
        let last = with_reports.next_back();
        let share = |bar: &YearBar| {
            let share = percent(bar.good_count(), bar.total());
            strings::good_share(bar.year, bar.good_count(), bar.total(), share)
        };
        let label = self.scale.get(1).map(String::as_str).unwrap_or_default();
        let main = match (first, last) {
            (Some(first), Some(last)) => strings::good_shares(label, &share(last), Some(&share(first))),
            (Some(only), None) => strings::good_shares(label, &share(only), None),
            (None, _) => strings::NO_GRADES.to_owned(),
        };
        let left_out = (!self.left_out.is_empty()).then(|| strings::left_out(&self.left_out));
        std::iter::once(main).chain(left_out).collect()
    }

    /// Returns the numbers as a table with a row for each year.
    pub(super) fn table(&self) -> ChartTable {
        let header = std::iter::once(strings::YEAR.to_owned())
            .chain(self.scale.iter().cloned())
            .chain([
                strings::REPORTS.to_owned(),
                strings::good_or_better(self.scale.get(1).map_or("", |label| label)),
            ])
            .collect();
        let row = |bar: &YearBar| {
            let counts = bar.counts.iter().map(usize::to_string);
            let share = format!("{}%", percent(bar.good_count(), bar.total()));
            let share = if bar.total() == 0 { String::new() } else { share };
            std::iter::once(bar.year.to_string())
                .chain(counts)
                .chain([bar.total().to_string(), share])
                .collect()
        };
        ChartTable { header, rows: self.bars.iter().map(row).collect() }
    }
}
