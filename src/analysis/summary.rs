//! What a summary of a report lists, and in which order.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use crate::report::{Date, Judgement, Recommendation, Report, SectionId, Stated, is_raised, long_date};

/// A row of the table of judgements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum JudgementRow<'a> {
    /// The name over the judgements that follow.
    Group(&'a str),
    /// A judgement, by its index in [`Report::judgements`].
    Judgement(usize),
}

/// The judgements with a row for each group that begins.
#[must_use]
pub fn judgement_rows(report: &Report) -> Vec<JudgementRow<'_>> {
    let mut rows = Vec::with_capacity(report.judgements.len() + 8);
    let mut group = None;
    for (index, judgement) in report.judgements.iter().enumerate() {
        if judgement.group.as_deref() != group {
            group = judgement.group.as_deref();
            rows.extend(group.map(JudgementRow::Group));
        }
        rows.push(JudgementRow::Judgement(index));
    }
    rows
}

/// What of the text stands behind a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Paragraphs, first and last number.
    Paragraphs(u32, u32),
    /// A section whose paragraphs have no numbers, and the page it begins on.
    Section(Option<u32>),
    /// The cover.
    Cover,
    /// Nothing but a row of the report's own table.
    TableOnly,
}

impl Extent {
    /// What of the text stands behind a judgement.
    #[must_use]
    pub fn of(report: &Report, judgement: &Judgement) -> Self {
        let is_on_cover = || judgement.stated.iter().any(|statement| statement.stated == Stated::Cover);
        match judgement.section {
            Some(section) => match report.numbers_within(section) {
                Some((first, last)) => Self::Paragraphs(first, last),
                None => Self::Section(report.block(report.section(section).place.block).origin.page),
            },
            None if is_on_cover() => Self::Cover,
            None => Self::TableOnly,
        }
    }
}

impl fmt::Display for Extent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paragraphs(first, last) if first == last => write!(f, "{first}"),
            Self::Paragraphs(first, last) => write!(f, "{first}–{last}"),
            Self::Section(Some(page)) => write!(f, "page {page}"),
            Self::Section(None) => f.write_str("–"),
            Self::Cover => f.write_str("cover"),
            Self::TableOnly => f.write_str("table only"),
        }
    }
}

/// The judgements that a reader asks for first, by their index: how effective all of it is, and whether it can improve.
#[must_use]
pub fn headlines(report: &Report) -> Vec<usize> {
    const FIRST: [&str; 3] = ["overall effectiveness", "capacity for improvement", "capacity to improve"];
    let is_first = |judgement: &Judgement| {
        let title = judgement.title.to_lowercase();
        FIRST.iter().any(|first| title.starts_with(first))
    };
    (0..report.judgements.len()).filter(|index| is_first(&report.judgements[*index])).collect()
}

/// Recommendations that are due at the same time, or stand under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct RecommendationGroup {
    /// The timescale as printed; where there is none, the headings they stand under.
    pub title: Option<String>,
    /// The day they are due, where the report was published on a day that is known.
    pub due: Option<Date>,
    /// Which they are, by their index in [`Report::recommendations`].
    pub items: Vec<usize>,
}

impl RecommendationGroup {
    /// "Within three months (by 14 August 2012)".
    #[must_use]
    pub fn heading(&self) -> Option<String> {
        let title = self.title.as_ref()?;
        Some(match self.due {
            Some(due) => format!("{title} (by {})", long_date(due)),
            None => title.clone(),
        })
    }
}

/// The day a recommendation is due.
#[must_use]
pub fn due(report: &Report, item: &Recommendation) -> Option<Date> {
    item.due(report.cover.published)
}

/// The recommendations by timescale, the timescales in the order in which the report first has them; those without one
/// by their section.
#[must_use]
pub fn recommendation_groups(report: &Report) -> Vec<RecommendationGroup> {
    let items = report.recommendations.iter().filter(|item| item.timescale.is_none());
    let mut untimed: Vec<SectionId> = items.filter_map(|item| item.section).collect();
    untimed.dedup();
    let branches = branches(report, &untimed);
    let mut known: HashMap<(Option<SectionId>, Option<&str>), usize> = HashMap::new();
    let mut groups: Vec<RecommendationGroup> = Vec::new();
    for (index, item) in report.recommendations.iter().enumerate() {
        let section = item.section.filter(|_| item.timescale.is_none());
        let label = item.timescale.as_ref().map(|timescale| timescale.label.as_str());
        let group = *known.entry((section, label)).or_insert_with(|| {
            let named = || section.map(|section| told_apart(report, section, &branches));
            let title = label.map(str::to_owned).or_else(named);
            groups.push(RecommendationGroup { title, due: due(report, item), items: Vec::new() });
            groups.len() - 1
        });
        groups[group].items.push(index);
    }
    groups
}

/// Sections, and `None` for the whole report, that have more than one section under them on the way to these.
fn branches(report: &Report, sections: &[SectionId]) -> HashSet<Option<SectionId>> {
    let mut first: HashMap<Option<SectionId>, SectionId> = HashMap::new();
    let mut branches = HashSet::new();
    let mut seen = HashSet::new();
    for section in sections {
        for id in report.ancestors(*section) {
            let parent = report.section(id).parent;
            if *first.entry(parent).or_insert(id) != id {
                branches.insert(parent);
            }
            if !seen.insert(id) {
                break;
            }
        }
    }
    branches
}

/// The titles that tell a section from others, its own last: those above it at which the others part from it. Signs of
/// notes are left out.
fn told_apart(report: &Report, section: SectionId, branches: &HashSet<Option<SectionId>>) -> String {
    let mut path: Vec<SectionId> = report.ancestors(section).collect();
    path.reverse();
    let told = path.into_iter().filter(|id| *id == section || branches.contains(&report.section(*id).parent));
    let titles = told.map(|id| report.section(id).title.trim_end_matches(is_raised).trim_end());
    titles.collect::<Vec<_>>().join(": ")
}
