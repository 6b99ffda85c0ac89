//! The headline of a report: the overall judgement, the number of judgements with each grade, and when recommendations
//! are due.
//!
//! Must not know how a headline is shown.

use std::collections::HashMap;

use super::{EnteredDates, sentences};
use crate::report::{Date, Grade, Judgement, Report, StatementKind, TimeLimit};

/// The headline of a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Headline<'a> {
    /// The overall judgement, or the overall judgements if parts of the report are judged separately.
    Overall(Vec<OverallJudgement<'a>>),
    /// The report gives grades, but no overall grade.
    NoOverallGrade,
    /// This type of inspection gives no grades.
    GivesNoGrades,
    /// No grades were found, and the type of inspection is not known.
    NoGradesFound,
}

/// An overall judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct OverallJudgement<'a> {
    /// The index into [`Report::judgements`].
    pub index: usize,
    /// The part of the report that is judged; `None` if there is only one overall judgement.
    pub part: Option<&'a str>,
    /// The meaning of the judgement: the sentence that states it, or else the meaning of its grade on the report's
    /// scale. `None` if the report gives neither.
    pub meaning: Option<&'a str>,
}

/// Returns the headline of a report.
#[must_use]
pub fn headline(report: &Report) -> Headline<'_> {
    let overall: Vec<usize> =
        (0..report.judgements.len()).filter(|index| is_overall(&report.judgements[*index])).collect();
    if !overall.is_empty() {
        let has_parts = overall.len() > 1;
        let judgements = overall.into_iter().map(|index| {
            let judgement = &report.judgements[index];
            let part = has_parts.then(|| part_title(report, judgement)).flatten();
            OverallJudgement { index, part, meaning: judgement_meaning(report, judgement) }
        });
        return Headline::Overall(judgements.collect());
    }
    if !report.judgements.is_empty() {
        Headline::NoOverallGrade
    } else if gives_no_grades(report) {
        Headline::GivesNoGrades
    } else {
        Headline::NoGradesFound
    }
}

/// Returns true if the report was made under a framework that gives no grades.
#[must_use]
pub fn gives_no_grades(report: &Report) -> bool {
    // Every known framework that gives grades has a known scale.
    report.judgements.is_empty() && report.cover.framework.is_some() && report.scale.is_none()
}

/// Returns true for the judgement of overall effectiveness, for the outcome of an area SEND inspection, and for the result
/// of a whole report of an unknown framework.
#[must_use]
pub fn is_overall(judgement: &Judgement) -> bool {
    /// The beginnings of titles of overall judgements, in lower case.
    const BEGINNINGS: [&str; 8] = [
        "overall effectiveness",
        "inspection outcome",
        "overall rating",
        "overall grade",
        "overall result",
        "overall outcome",
        "assessment result",
        "result of assessment",
    ];
    /// The whole titles of overall judgements, in lower case.
    const TITLES: [&str; 4] = ["grade", "outcome", "rating", "result"];
    let title = judgement.title.to_lowercase();
    BEGINNINGS.iter().any(|beginning| title.starts_with(beginning)) || TITLES.contains(&title.as_str())
}

/// Returns judgements with overall effectiveness first in each run of judgements of the same group. An overall judgement
/// without a group is the first of all.
pub(super) fn overall_first<'a>(
    report: &'a Report,
    shown: &[usize],
    group: impl Fn(usize) -> Option<&'a str>,
) -> Vec<usize> {
    let is_overall = |index: usize| is_overall(&report.judgements[index]);
    let mut order = shown.to_vec();
    for run in order.chunk_by_mut(|one, next| group(*one) == group(*next)) {
        run.sort_by_key(|index| !is_overall(*index));
    }
    order.sort_by_key(|index| !(is_overall(*index) && group(*index).is_none()));
    order
}

/// Returns the title of the part of the report that a judgement is in, or else its group in the report's own table.
fn part_title<'a>(report: &'a Report, judgement: &'a Judgement) -> Option<&'a str> {
    // The printed table can name a group after a section within the part, or after the wrong part.
    let outermost = judgement.section.and_then(|section| report.ancestors(section).last());
    let part = outermost.filter(|part| Some(*part) != judgement.section);
    part.map(|part| report.section(part).title.as_str()).or(judgement.group.as_deref())
}

/// Returns the sentence that states a judgement, or else the first sentence of the meaning of its grade.
fn judgement_meaning<'a>(report: &'a Report, judgement: &'a Judgement) -> Option<&'a str> {
    /// A shorter sentence gives only the grade: "The overall judgement is inadequate."
    const MIN_SENTENCE_WORDS: usize = 7;
    if let Some(outcome) = report.cover.outcome.as_deref() {
        return Some(first_sentence(outcome));
    }
    let on_cover = judgement.statements.iter().find(|statement| statement.kind == StatementKind::Cover);
    let stated = on_cover.and_then(|statement| report.block_texts(statement.place.block).into_iter().next());
    let is_informative = |sentence: &&str| sentence.split_whitespace().count() >= MIN_SENTENCE_WORDS;
    let meaning = || {
        let grades = &report.scale.as_ref()?.grades;
        grades.iter().find(|grade| Some(grade.step) == judgement.grade.step)?.meaning.as_deref()
    };
    stated.map(first_sentence).filter(is_informative).or_else(|| meaning().map(first_sentence))
}

/// Returns the first sentence of a text.
fn first_sentence(text: &str) -> &str {
    sentences(text).into_iter().next().map_or(text, |range| &text[range])
}

/// Returns each grade that the report gives, best first, with the number of judgements that have it.
#[must_use]
pub fn grade_counts(report: &Report) -> Vec<(&Grade, usize)> {
    let mut counts: Vec<(&Grade, usize)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for judgement in &report.judgements {
        let index = *known.entry(&judgement.grade.label).or_insert_with(|| {
            counts.push((&judgement.grade, 0));
            counts.len() - 1
        });
        counts[index].1 += 1;
    }
    counts.sort_by_key(|(grade, _)| (grade.step.is_none(), grade.step));
    counts
}

/// A number of recommendations that are due at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueCount {
    /// The time when they are due.
    pub time: DueTime,
    /// The number of recommendations.
    pub count: usize,
}

/// The time when a recommendation is due.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DueTime {
    /// At once.
    Immediately,
    /// By a date.
    By(Date),
    /// Within a timescale, as printed, from a publication date that is not known.
    Within(String),
    /// In words that give no exact day, such as "May 2023".
    InWords,
}

/// Returns the numbers of recommendations that are due at each time, in order of time. Recommendations without a
/// timescale and a due date are left out. Due dates are those of `entered`, or else counted from `published`.
#[must_use]
pub fn due_counts(report: &Report, published: Option<Date>, entered: &EnteredDates) -> Vec<DueCount> {
    let mut counts: Vec<DueCount> = Vec::new();
    let mut known: HashMap<DueTime, usize> = HashMap::new();
    for (index, item) in report.recommendations.iter().enumerate() {
        let timescale = item.timescale.as_ref();
        let is_immediate = timescale.is_some_and(|timescale| timescale.limit == TimeLimit::Immediately);
        let time = match (entered.get(&index), item.due_date(published), timescale) {
            (Some(Some(due)), ..) => DueTime::By(*due),
            (Some(None), ..) => continue,
            (None, ..) if is_immediate => DueTime::Immediately,
            (None, Some(due), _) => DueTime::By(due),
            (None, None, Some(timescale)) if timescale.is_counted_from_publication() => {
                DueTime::Within(timescale.label.clone())
            }
            (None, None, Some(_)) => DueTime::InWords,
            (None, None, None) => continue,
        };
        let index = *known.entry(time).or_insert_with_key(|time| {
            counts.push(DueCount { time: time.clone(), count: 0 });
            counts.len() - 1
        });
        counts[index].count += 1;
    }
    // Timescales without a date stay in the order of the report.
    counts.sort_by_key(|due| match due.time {
        DueTime::Immediately => (0, None),
        DueTime::By(date) => (1, Some(date)),
        DueTime::Within(_) => (2, None),
        DueTime::InWords => (3, None),
    });
    counts
}
