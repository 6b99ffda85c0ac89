//! The lists of a report's summary: judgements and recommendations, in order and in groups.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use super::headline::overall_first;
use crate::report::{
    Date, Judgement, Recommendation, Report, SectionId, StatementKind, format_date, is_superscript_digit,
};

/// A row of the table of judgements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum JudgementRow<'a> {
    /// The title of the group that follows.
    Group(&'a str),
    /// A judgement, as an index into [`Report::judgements`].
    Judgement(usize),
}

/// Returns the judgements in the order of the report, with overall effectiveness first in each group. Each group begins
/// with a row for its title.
#[must_use]
pub fn judgement_rows(report: &Report) -> Vec<JudgementRow<'_>> {
    let all: Vec<usize> = (0..report.judgements.len()).collect();
    rows_with_group_titles(report, &all, |index| report.judgements[index].group.as_deref())
}

/// Returns a row for each judgement, with overall effectiveness first in each group, and a row for the title of each
/// group before its first judgement.
pub(super) fn rows_with_group_titles<'a>(
    report: &'a Report,
    shown: &[usize],
    group: impl Fn(usize) -> Option<&'a str>,
) -> Vec<JudgementRow<'a>> {
    let mut rows = Vec::with_capacity(shown.len() + 8);
    let mut previous_group = None;
    for index in overall_first(report, shown, &group) {
        let current_group = group(index);
        if current_group != previous_group {
            previous_group = current_group;
            rows.extend(current_group.map(JudgementRow::Group));
        }
        rows.push(JudgementRow::Judgement(index));
    }
    rows
}

/// The part of the text that explains a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JudgementExtent {
    /// Numbered paragraphs, from the first to the last number.
    Paragraphs(u32, u32),
    /// A section without paragraph numbers, and the page it begins on, from 1.
    Section(Option<u32>),
    /// The cover.
    Cover,
    /// No text: the judgement is only in the report's own table.
    TableOnly,
}

impl JudgementExtent {
    /// Returns the part of the text that explains a judgement.
    #[must_use]
    pub fn of_judgement(report: &Report, judgement: &Judgement) -> Self {
        let is_on_cover =
            || judgement.statements.iter().any(|statement| statement.kind == StatementKind::Cover);
        match judgement.section {
            Some(section) => match report.paragraph_numbers_within(section) {
                Some((first, last)) => Self::Paragraphs(first, last),
                None => Self::Section(report.block(report.section(section).place.block).origin.page),
            },
            None if is_on_cover() => Self::Cover,
            None => Self::TableOnly,
        }
    }
}

impl JudgementExtent {
    /// Returns the extent in words, to show without a column heading: "paragraphs 13–17". Returns an empty text for a
    /// section without paragraph numbers and pages.
    #[must_use]
    pub fn description(self) -> String {
        match self {
            Self::Paragraphs(first, last) if first == last => format!("paragraph {self}"),
            Self::Paragraphs(..) => format!("paragraphs {self}"),
            Self::Section(None) => String::new(),
            Self::Section(Some(_)) | Self::Cover | Self::TableOnly => self.to_string(),
        }
    }
}

impl fmt::Display for JudgementExtent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paragraphs(first, last) if first == last => write!(f, "{first}"),
            Self::Paragraphs(first, last) => write!(f, "{first}–{last}"),
            Self::Section(Some(page)) => write!(f, "page {page}"),
            Self::Section(None) => f.write_str("–"),
            Self::Cover => f.write_str("cover"),
            Self::TableOnly => f.write_str("no section"),
        }
    }
}

/// Returns the indices of the judgements that readers look for first: overall effectiveness and capacity to improve.
#[must_use]
pub fn headline_judgements(report: &Report) -> Vec<usize> {
    /// Title prefixes of headline judgements, in lower case.
    const HEADLINE_TITLE_PREFIXES: [&str; 4] =
        ["overall effectiveness", "capacity for improvement", "capacity to improve", "inspection outcome"];
    let is_headline = |judgement: &Judgement| {
        let title = judgement.title.to_lowercase();
        HEADLINE_TITLE_PREFIXES.iter().any(|headline| title.starts_with(headline))
    };
    (0..report.judgements.len()).filter(|index| is_headline(&report.judgements[*index])).collect()
}

/// Recommendations with the same timescale, or recommendations without a timescale under the same heading.
#[derive(Debug, Clone, PartialEq)]
pub struct RecommendationGroup {
    /// The timescale as printed, or else the headings above the recommendations. `None` if there are no headings
    /// either.
    pub title: Option<String>,
    /// The due date; `None` if the group has no timescale or the publication date is not known.
    pub due: Option<Date>,
    /// Indices into [`Report::recommendations`].
    pub items: Vec<usize>,
}

impl RecommendationGroup {
    /// Returns the heading with the due date: "Within three months (by 14 August 2012)". Returns `None` if the group
    /// has no title.
    #[must_use]
    pub fn heading(&self) -> Option<String> {
        let title = self.title.as_ref()?;
        Some(match self.due {
            Some(due) => format!("{title} (by {})", format_date(due)),
            None => title.clone(),
        })
    }
}

/// Returns the due date of a recommendation, counted from the publication date on the cover. Returns `None` if the date
/// cannot be determined; see [`Recommendation::due_date`].
#[must_use]
pub fn due_date(report: &Report, item: &Recommendation) -> Option<Date> {
    item.due_date(report.cover.published)
}

/// Returns the indices of all recommendations in display order: priority actions first, and otherwise in the order of
/// the report.
#[must_use]
pub fn recommendation_order(report: &Report) -> Vec<usize> {
    let mut known: HashMap<Option<SectionId>, bool> = HashMap::new();
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for (index, item) in report.recommendations.iter().enumerate() {
        // All recommendations of a section are of the same kind.
        let is_priority = *known.entry(item.section).or_insert_with(|| super::is_priority(report, item));
        if is_priority { first.push(index) } else { rest.push(index) }
    }
    first.append(&mut rest);
    first
}

/// Returns the recommendations grouped by timescale, or by section if they have none. Groups are in the order of their
/// first recommendation, with priority actions first.
#[must_use]
pub fn recommendation_groups(report: &Report) -> Vec<RecommendationGroup> {
    let items = report.recommendations.iter().filter(|item| item.timescale.is_none());
    let mut untimed: Vec<SectionId> = items.filter_map(|item| item.section).collect();
    untimed.dedup();
    let branches = branching_sections(report, &untimed);
    let mut known: HashMap<(Option<SectionId>, Option<&str>), usize> = HashMap::new();
    let mut groups: Vec<RecommendationGroup> = Vec::new();
    for index in recommendation_order(report) {
        let item = &report.recommendations[index];
        let section = item.section.filter(|_| item.timescale.is_none());
        let label = item.timescale.as_ref().map(|timescale| timescale.label.as_str());
        let group = *known.entry((section, label)).or_insert_with(|| {
            let section_title = || section.map(|section| distinguishing_title(report, section, &branches));
            let title = label.map(str::to_owned).or_else(section_title);
            // A date in the wording of one recommendation is not the date of its group.
            let due = item.timescale.as_ref().and_then(|_| due_date(report, item));
            groups.push(RecommendationGroup { title, due, items: Vec::new() });
            groups.len() - 1
        });
        groups[group].items.push(index);
    }
    groups
}

/// Returns the titles of a section and of the section around it: "Safeguarding services: Areas for improvement".
/// Sections further out are left out, because most titles of groups would then have several lines.
#[must_use]
pub fn nearest_section_titles(report: &Report, section: SectionId) -> String {
    let path = report.section_path(section);
    path[path.len().saturating_sub(2)..].join(": ")
}

/// Returns the sections with two or more subsections on the paths to `sections`. `None` stands for the whole report.
fn branching_sections(report: &Report, sections: &[SectionId]) -> HashSet<Option<SectionId>> {
    let mut first_child: HashMap<Option<SectionId>, SectionId> = HashMap::new();
    let mut branches = HashSet::new();
    let mut seen = HashSet::new();
    for section in sections {
        for id in report.ancestors(*section) {
            let parent = report.section(id).parent;
            if *first_child.entry(parent).or_insert(id) != id {
                branches.insert(parent);
            }
            if !seen.insert(id) {
                break;
            }
        }
    }
    branches
}

/// Returns the title of a section. The titles of sections around it come first if they are needed to distinguish it
/// from other sections. Footnote marks are left out.
fn distinguishing_title(
    report: &Report,
    section: SectionId,
    branches: &HashSet<Option<SectionId>>,
) -> String {
    let mut path: Vec<SectionId> = report.ancestors(section).collect();
    path.reverse();
    let needed =
        path.into_iter().filter(|id| *id == section || branches.contains(&report.section(*id).parent));
    let titles = needed.map(|id| report.section(id).title.trim_end_matches(is_superscript_digit).trim_end());
    titles.collect::<Vec<_>>().join(": ")
}
