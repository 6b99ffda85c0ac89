//! Judgements and recommendations sorted, filtered and grouped for a table.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    JudgementRow, PointCounts, is_overall, judgement_rows, nearest_section_titles, recommendation_order,
    summary::rows_with_group_titles,
};
use crate::report::{Date, Recommendation, Report, SectionId};

/// The group title of judgements that are only in the report's table.
const NO_SECTION: &str = "No section of its own";
/// The group title of recommendations without a timescale.
const NO_TIMESCALE: &str = "No timescale";
/// The group title of recommendations that name no person or organisation to act.
const NO_ADDRESSEE: &str = "No organisation named";

/// The order of judgements in a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum JudgementOrder {
    /// The order of the report, in the groups of its own table.
    #[default]
    Report,
    /// The order of the report, in groups by outermost section.
    Sections,
    /// The lowest grade first, in groups by grade.
    Grade,
    /// The most improvement points first.
    Points,
}

impl JudgementOrder {
    /// All orders with their labels.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Report, "Report's table"),
        (Self::Sections, "By section"),
        (Self::Grade, "Lowest grade first"),
        (Self::Points, "Most points to improve first"),
    ];
}

/// The order and filter of a table of judgements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct JudgementView {
    /// The order.
    pub order: JudgementOrder,
    /// The label of the only grade that is shown. `None` shows all grades.
    pub grade: Option<String>,
}

/// The order of recommendations in a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum RecommendationOrder {
    /// Priority actions first, then the order of the report, in groups by section.
    #[default]
    Report,
    /// The earliest due date first; recommendations without a date last.
    Due,
    /// In alphabetical order of addressees; recommendations without an addressee last.
    Addressee,
}

impl RecommendationOrder {
    /// All orders with their labels.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Report, "Priority actions first"),
        (Self::Due, "Due soonest first"),
        (Self::Addressee, "By organisation"),
    ];
}

/// The filter of a table of recommendations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum RecommendationFilter {
    /// All recommendations.
    #[default]
    All,
    /// Recommendations under a heading such as "Priority and immediate action".
    Priority,
    /// Recommendations with this timescale.
    Timescale(String),
    /// Recommendations to this organisation.
    Addressee(String),
    /// Recommendations in this section.
    Section(SectionId),
}

/// The order and filter of a table of recommendations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RecommendationView {
    /// The order.
    pub order: RecommendationOrder,
    /// The filter.
    pub filter: RecommendationFilter,
}

/// A row of a table of recommendations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecommendationRow {
    /// The title of the group that follows.
    Group(String),
    /// A recommendation, as an index into [`Report::recommendations`].
    Item(usize),
}

/// Returns the rows of a table of judgements. Each group begins with a row for its title. `points` are the numbers of
/// improvement points, or `None` until they are known.
#[must_use]
pub fn arranged_judgements<'a>(
    report: &'a Report,
    points: Option<&PointCounts>,
    view: &JudgementView,
) -> Vec<JudgementRow<'a>> {
    let is_shown =
        |index: usize| view.grade.as_ref().is_none_or(|grade| report.judgements[index].grade.label == *grade);
    let mut shown: Vec<usize> = (0..report.judgements.len()).filter(|index| is_shown(*index)).collect();
    let points = |index: &usize| points.map_or(0, |points| points.by_judgement[*index]);
    let outermost = |index: usize| -> Option<&'a str> {
        let section = report.judgements[index].section?;
        report.ancestors(section).last().map(|id| report.section(id).title.as_str())
    };
    match view.order {
        JudgementOrder::Report if view.grade.is_none() => judgement_rows(report),
        JudgementOrder::Report => {
            rows_with_group_titles(report, &shown, |index| report.judgements[index].group.as_deref())
        }
        JudgementOrder::Sections => {
            // Judgements that are only in the report's table have no section and are last.
            shown.sort_by_key(|index| {
                report.judgements[*index].section.map_or(usize::MAX, |section| section.0)
            });
            let group_without_section =
                |index: usize| (!is_overall(&report.judgements[index])).then_some(NO_SECTION);
            rows_with_group_titles(report, &shown, |index| {
                outermost(index).or_else(|| group_without_section(index))
            })
        }
        JudgementOrder::Grade => {
            shown.sort_by_key(|index| std::cmp::Reverse(report.judgements[*index].grade.step));
            rows_with_group_titles(report, &shown, |index| {
                Some(report.judgements[index].grade.label.as_str())
            })
        }
        JudgementOrder::Points => {
            shown.sort_by_key(|index| std::cmp::Reverse(points(index)));
            shown.into_iter().map(JudgementRow::Judgement).collect()
        }
    }
}

/// Returns true if a recommendation is under a heading such as "Priority and immediate action", or under a heading
/// within such a section.
#[must_use]
pub fn is_priority(report: &Report, item: &Recommendation) -> bool {
    let is_priority_title = |id: SectionId| {
        let title = report.section(id).title.to_lowercase();
        title.contains("priority") && title.contains("action") || title.contains("immediate action")
    };
    item.section.is_some_and(|section| report.ancestors(section).any(is_priority_title))
}

/// Due dates that people entered, by the indices of their recommendations; `None` for words that are not a date. They
/// replace the dates that are counted from the publication date.
pub type EnteredDates = HashMap<usize, Option<Date>>;

/// Returns the rows of a table of recommendations. Each group begins with a row for its title. Due dates are those of
/// `entered`, or else counted from `published`.
#[must_use]
pub fn arranged_recommendations(
    report: &Report,
    view: &RecommendationView,
    published: Option<Date>,
    entered: &EnteredDates,
) -> Vec<RecommendationRow> {
    let items = &report.recommendations;
    let is_shown = |item: &Recommendation| match &view.filter {
        RecommendationFilter::All => true,
        RecommendationFilter::Priority => is_priority(report, item),
        RecommendationFilter::Timescale(label) => {
            item.timescale.as_ref().is_some_and(|timescale| timescale.label == *label)
        }
        RecommendationFilter::Addressee(addressee) => item.responsible.as_ref() == Some(addressee),
        RecommendationFilter::Section(section) => item.section == Some(*section),
    };
    let mut shown: Vec<usize> = recommendation_order(report);
    shown.retain(|index| is_shown(&items[*index]));
    let due = |index: usize| entered.get(&index).copied().unwrap_or_else(|| items[index].due_date(published));
    let addressee = |index: usize| items[index].responsible.clone();
    match view.order {
        RecommendationOrder::Report => {}
        RecommendationOrder::Due => shown.sort_by_cached_key(|index| (due(*index).is_none(), due(*index))),
        RecommendationOrder::Addressee => {
            shown.sort_by_key(|index| (addressee(*index).is_none(), addressee(*index)));
        }
    }
    let group = |index: usize| match view.order {
        RecommendationOrder::Report => {
            items[index].section.map(|section| nearest_section_titles(report, section))
        }
        RecommendationOrder::Due => Some(
            items[index]
                .timescale
                .as_ref()
                .map_or_else(|| NO_TIMESCALE.to_owned(), |timescale| timescale.label.clone()),
        ),
        RecommendationOrder::Addressee => Some(
            addressee(index).map_or_else(|| NO_ADDRESSEE.to_owned(), |addressee| format!("For {addressee}")),
        ),
    };
    let mut rows = Vec::with_capacity(shown.len() + 8);
    let mut previous_group = None;
    for index in shown {
        let current_group = group(index);
        if current_group != previous_group {
            rows.extend(current_group.clone().map(RecommendationRow::Group));
            previous_group = current_group;
        }
        rows.push(RecommendationRow::Item(index));
    }
    rows
}
