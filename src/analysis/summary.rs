//! What a summary of a report lists, and in which order.

use std::fmt;

use crate::report::{Date, Judgement, Recommendation, Report, SectionId, Stated, long_date};

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
    report.cover.published.and_then(|published| item.timescale.as_ref()?.due(published))
}

/// The recommendations by timescale, the timescales in the order in which the report first has them; those without one
/// by their section.
#[must_use]
pub fn recommendation_groups(report: &Report) -> Vec<RecommendationGroup> {
    let untimed: Vec<SectionId> = {
        let items = report.recommendations.iter().filter(|item| item.timescale.is_none());
        let mut sections: Vec<SectionId> = items.filter_map(|item| item.section).collect();
        sections.dedup();
        sections
    };
    let mut groups: Vec<(Option<SectionId>, RecommendationGroup)> = Vec::new();
    for (index, item) in report.recommendations.iter().enumerate() {
        let section = item.section.filter(|_| item.timescale.is_none());
        let label = item.timescale.as_ref().map(|timescale| timescale.label.clone());
        let is_it = |(known, group): &(Option<SectionId>, RecommendationGroup)| {
            *known == section && (section.is_some() || group.title == label)
        };
        match groups.iter_mut().find(|known| is_it(known)) {
            Some((_, group)) => group.items.push(index),
            None => {
                let title = label.or_else(|| section.map(|section| told_apart(report, section, &untimed)));
                let due = due(report, item);
                groups.push((section, RecommendationGroup { title, due, items: vec![index] }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The titles that tell a section from others, its own last: those above it at which the others part from it.
fn told_apart(report: &Report, section: SectionId, others: &[SectionId]) -> String {
    let path = |section| {
        let mut path: Vec<SectionId> = report.ancestors(section).collect();
        path.reverse();
        path
    };
    let own = path(section);
    let parts_at = |depth: usize| {
        others.iter().any(|other| {
            let other = path(*other);
            other.len() > depth && other[..depth] == own[..depth] && other[depth] != own[depth]
        })
    };
    let titles = own.iter().enumerate().filter(|(depth, _)| *depth + 1 == own.len() || parts_at(*depth));
    titles.map(|(_, id)| report.section(*id).title.as_str()).collect::<Vec<_>>().join(": ")
}
