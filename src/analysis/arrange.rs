//! The findings in another order, or some of them: what a table shows of them.

use serde::{Deserialize, Serialize};

use super::{Findings, JudgementRow, judgement_rows};
use crate::report::{Date, Recommendation, Report, SectionId};

/// In which order judgements stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum JudgementOrder {
    /// As in the report, in the groups of its own table.
    #[default]
    Report,
    /// As in the report, in the groups of its outermost headings.
    Sections,
    /// The worst grade first, in groups of a grade.
    Grade,
    /// Those with the most improvement points first.
    Points,
}

impl JudgementOrder {
    /// All of them, with what each is called.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Report, "As the report’s table"),
        (Self::Sections, "By section"),
        (Self::Grade, "Lowest grade first"),
        (Self::Points, "Most to improve first"),
    ];
}

/// Which judgements are shown, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct JudgementView {
    /// In which order.
    pub order: JudgementOrder,
    /// Only those of this grade.
    pub grade: Option<String>,
}

/// In which order recommendations stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum RecommendationOrder {
    /// As in the report, by the sections they stand in.
    #[default]
    Report,
    /// The first due first; those without a day last.
    Due,
    /// By whom they address; those that address nobody of their own last.
    Addressee,
}

impl RecommendationOrder {
    /// All of them, with what each is called.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Report, "As in the report"),
        (Self::Due, "First due first"),
        (Self::Addressee, "By addressee"),
    ];
}

/// Which recommendations are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum RecommendationFilter {
    /// All.
    #[default]
    All,
    /// Those under "Priority and immediate action".
    Priority,
    /// Those of this timescale.
    Timescale(String),
    /// Those that address this body.
    Addressee(String),
    /// Those that stand in this section.
    Section(SectionId),
}

/// Which recommendations are shown, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RecommendationView {
    /// In which order.
    pub order: RecommendationOrder,
    /// Which.
    pub filter: RecommendationFilter,
}

/// A row of a table of recommendations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecommendationRow {
    /// The name over the recommendations that follow.
    Group(String),
    /// A recommendation, by its index in [`Report::recommendations`].
    Item(usize),
}

/// The judgements as they are asked for, with a row for each group that begins.
#[must_use]
pub fn arranged_judgements<'a>(
    report: &'a Report,
    findings: Option<&Findings>,
    view: &JudgementView,
) -> Vec<JudgementRow<'a>> {
    let is_shown =
        |index: usize| view.grade.as_ref().is_none_or(|grade| report.judgements[index].grade.label == *grade);
    let mut shown: Vec<usize> = (0..report.judgements.len()).filter(|index| is_shown(*index)).collect();
    let points = |index: &usize| findings.map_or(0, |findings| findings.judgement_points[*index]);
    let outermost = |index: usize| -> Option<&'a str> {
        let section = report.judgements[index].section?;
        report.ancestors(section).last().map(|id| report.section(id).title.as_str())
    };
    match view.order {
        JudgementOrder::Report if view.grade.is_none() => judgement_rows(report),
        JudgementOrder::Report => grouped(&shown, |index| report.judgements[index].group.as_deref()),
        JudgementOrder::Sections => {
            // Rows of the table alone stand in no section; they come last.
            shown.sort_by_key(|index| {
                report.judgements[*index].section.map_or(usize::MAX, |section| section.0)
            });
            grouped(&shown, |index| Some(outermost(index).unwrap_or("In the report’s table only")))
        }
        JudgementOrder::Grade => {
            shown.sort_by_key(|index| std::cmp::Reverse(report.judgements[*index].grade.step));
            grouped(&shown, |index| Some(report.judgements[index].grade.label.as_str()))
        }
        JudgementOrder::Points => {
            shown.sort_by_key(|index| std::cmp::Reverse(points(index)));
            grouped(&shown, |_| None)
        }
    }
}

fn grouped<'a>(shown: &[usize], group: impl Fn(usize) -> Option<&'a str>) -> Vec<JudgementRow<'a>> {
    let mut rows = Vec::with_capacity(shown.len() + 8);
    let mut before = None;
    for index in shown {
        let now = group(*index);
        if now != before {
            before = now;
            rows.extend(now.map(JudgementRow::Group));
        }
        rows.push(JudgementRow::Judgement(*index));
    }
    rows
}

/// Whether a recommendation stands under a heading of what is to be done first ("Priority and immediate action").
#[must_use]
pub fn is_priority(report: &Report, item: &Recommendation) -> bool {
    let Some(section) = item.section else { return false };
    let title = report.section(section).title.to_lowercase();
    title.contains("priority") && title.contains("action") || title.contains("immediate action")
}

/// The recommendations as they are asked for, with a row for each group that begins. Due dates are counted from
/// `published`.
#[must_use]
pub fn arranged_recommendations(
    report: &Report,
    view: &RecommendationView,
    published: Option<Date>,
) -> Vec<RecommendationRow> {
    let items = &report.recommendations;
    let is_shown = |item: &Recommendation| match &view.filter {
        RecommendationFilter::All => true,
        RecommendationFilter::Priority => is_priority(report, item),
        RecommendationFilter::Timescale(label) => {
            item.timescale.as_ref().is_some_and(|timescale| timescale.label == *label)
        }
        RecommendationFilter::Addressee(body) => item.responsible.as_ref() == Some(body),
        RecommendationFilter::Section(section) => item.section == Some(*section),
    };
    let mut shown: Vec<usize> = (0..items.len()).filter(|index| is_shown(&items[*index])).collect();
    let due = |index: usize| items[index].due(published);
    let addressee = |index: usize| items[index].responsible.clone();
    match view.order {
        RecommendationOrder::Report => {}
        RecommendationOrder::Due => shown.sort_by_key(|index| (due(*index).is_none(), due(*index))),
        RecommendationOrder::Addressee => {
            shown.sort_by_key(|index| (addressee(*index).is_none(), addressee(*index)));
        }
    }
    let group = |index: usize| match view.order {
        RecommendationOrder::Report => items[index].section.map(|section| report.path(section).join(": ")),
        RecommendationOrder::Due => Some(
            items[index]
                .timescale
                .as_ref()
                .map_or_else(|| "No timescale".to_owned(), |timescale| timescale.label.clone()),
        ),
        RecommendationOrder::Addressee => Some(
            addressee(index)
                .map_or_else(|| "Addressed to nobody else".to_owned(), |body| format!("For {body}")),
        ),
    };
    let mut rows = Vec::with_capacity(shown.len() + 8);
    let mut before = None;
    for index in shown {
        let now = group(index);
        if now != before {
            rows.extend(now.clone().map(RecommendationRow::Group));
            before = now;
        }
        rows.push(RecommendationRow::Item(index));
    }
    rows
}
