//! The verdict of a comparison: how the overall grade changed and by how much, and how many judgements changed.
//!
//! Must not know how a verdict is shown.

use super::{GradeChange, JudgementPair, judgements::is_left_later, names::ReportNames};
use crate::{
    analysis::{gives_no_grades, is_overall, strings::comparison as strings},
    report::{FrameworkId, Grade, Report},
};

/// The verdict of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The overall judgements. There are several if parts of a report are judged separately, and none if neither report
    /// gives an overall grade.
    pub overall: Vec<OverallChange>,
    /// The numbers of judgements that changed, including the overall judgements.
    pub counts: JudgementCounts,
    /// For the left and the right report, why it has no grades; `None` if it has grades.
    pub without_grades: [Option<NoGrades>; 2],
    /// True if the left report is later than the right report, so that "up" means that the earlier grade was better.
    pub is_left_later: bool,
    /// The names of the reports in the sentences of the verdict.
    pub names: ReportNames,
}

/// The change of an overall judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct OverallChange {
    /// The index in [`Comparison::judgements`](super::Comparison::judgements).
    pub pair: usize,
    /// The title, such as "Overall effectiveness", with the part of the report if parts are judged separately.
    pub title: String,
    /// The grade in the left report; `None` if it gives none.
    pub left: Option<Grade>,
    /// The grade in the right report; `None` if it gives none.
    pub right: Option<Grade>,
    /// The change of the grade.
    pub change: GradeChange,
    /// The change in words: "Up two grades".
    pub how_far: String,
    /// True if only one report has this judgement and the other gives an overall grade for something else.
    has_other: bool,
}

/// The numbers of judgements with each kind of change. A judgement that was split or merged counts once for each pair.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JudgementCounts {
    /// The grade went up.
    pub up: usize,
    /// The grade is the same.
    pub unchanged: usize,
    /// The grade went down.
    pub down: usize,
    /// Both reports have a grade, but the grades can't be compared.
    pub not_comparable: usize,
    /// Only the left report has the judgement.
    pub only_left: usize,
    /// Only the right report has the judgement.
    pub only_right: usize,
}

/// The reason why a report has no grades.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoGrades {
    /// Inspections under this framework give no grades.
    NotGiven(FrameworkId),
    /// No grades were found, and the type of inspection is unknown or usually gives grades.
    NotFound,
}

impl Verdict {
    /// Returns the sentences of the verdict: about reports without grades, the overall judgements, and the numbers of
    /// judgements.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        if self.without_grades.iter().all(|reason| matches!(reason, Some(NoGrades::NotGiven(_)))) {
            return vec![strings::NEITHER_GIVES_GRADES.to_owned()];
        }
        let names = &self.names;
        let mut sentences: Vec<String> = Vec::new();
        for (side, reason) in self.without_grades.iter().enumerate() {
            sentences.extend(reason.map(|reason| match reason {
                NoGrades::NotGiven(_) => strings::gives_no_grades(&names.as_subject(side)),
                NoGrades::NotFound => strings::no_grades_found(&names.in_sentence(side)),
            }));
        }
        let has_grades = self.without_grades.iter().all(Option::is_none);
        sentences.extend(self.overall.iter().flat_map(|overall| overall.sentences(names, has_grades)));
        if has_grades {
            sentences.push(self.counts.sentence(names));
        }
        sentences
    }

    /// Returns the sentences of the verdict as one text: "Overall effectiveness: Requires improvement in 2022,
    /// Outstanding in 2025 (up two grades). 3 judgements up, 1 unchanged, 0 down, 2 can't be compared."
    #[must_use]
    pub fn text(&self) -> String {
        self.sentences().join(" ")
    }
}

impl OverallChange {
    /// Returns the sentences about this judgement. `has_grades` is true if both reports have grades.
    fn sentences(&self, names: &ReportNames, has_grades: bool) -> Vec<String> {
        let reports = [names.in_words(0), names.in_words(1)];
        let (grade, side) = match (&self.left, &self.right) {
            (Some(before), Some(after)) => {
                let grades = [before.label.as_str(), after.label.as_str()];
                return vec![strings::overall_of_both(&self.title, grades, reports, &self.how_far)];
            }
            (Some(grade), None) => (grade, 0),
            (None, Some(grade)) => (grade, 1),
            (None, None) => return Vec::new(),
        };
        let one = strings::overall_of_one(&self.title, &grade.label, reports[side]);
        let other =
            has_grades.then(|| strings::no_overall_grade(&names.as_subject(1 - side), self.has_other));
        std::iter::once(one).chain(other).collect()
    }
}

impl JudgementCounts {
    /// Counts the judgements with each kind of change.
    fn new(pairs: &[JudgementPair]) -> Self {
        let mut counts = Self::default();
        for pair in pairs {
            let count = match (pair.change, pair.left, pair.right) {
                (GradeChange::Up, ..) => &mut counts.up,
                (GradeChange::Same, ..) => &mut counts.unchanged,
                (GradeChange::Down, ..) => &mut counts.down,
                (GradeChange::Gone, ..) | (GradeChange::NotComparable, _, None) => &mut counts.only_left,
                (GradeChange::New, ..) | (GradeChange::NotComparable, None, _) => &mut counts.only_right,
                (GradeChange::NotComparable, ..) => &mut counts.not_comparable,
            };
            *count += 1;
        }
        counts
    }

    /// Returns the counts as a sentence.
    fn sentence(&self, names: &ReportNames) -> String {
        let counts = strings::CountedJudgements {
            up: self.up,
            unchanged: self.unchanged,
            down: self.down,
            not_comparable: self.not_comparable,
            only_in: [self.only_left, self.only_right],
        };
        strings::judgement_counts(&counts, [names.in_words(0), names.in_words(1)])
    }
}

/// Returns the verdict on two reports with these pairs of judgements.
pub(super) fn verdict(left: &Report, right: &Report, pairs: &[JudgementPair]) -> Verdict {
    let names = ReportNames::new(left, right);
    let reports = [left, right];
    let without_grades = reports.map(|report| {
        let framework = report.cover.framework.filter(|_| gives_no_grades(report));
        let reason = framework.map_or(NoGrades::NotFound, NoGrades::NotGiven);
        report.judgements.is_empty().then_some(reason)
    });
    Verdict {
        overall: overall_changes(left, right, pairs, &names),
        counts: JudgementCounts::new(pairs),
        without_grades,
        is_left_later: is_left_later(left, right).unwrap_or(false),
        names,
    }
}

/// Returns the pairs of overall judgements. An overall judgement that is paired with a judgement on one subject is left
/// out, because it is not the overall judgement of all services.
fn overall_changes(
    left: &Report,
    right: &Report,
    pairs: &[JudgementPair],
    names: &ReportNames,
) -> Vec<OverallChange> {
    let judgements = |pair: &JudgementPair| {
        let judgement = |report: &'_ Report, index: Option<usize>| {
            index.map(|index| (is_overall(&report.judgements[index]), report.judgements[index].grade.clone()))
        };
        (judgement(left, pair.left), judgement(right, pair.right))
    };
    let has_overall = [left, right].map(|report| report.judgements.iter().any(is_overall));
    let mut found: Vec<OverallChange> = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let (one, other) = judgements(pair);
        let all_overall = one.iter().chain(&other).all(|(is_overall, _)| *is_overall);
        if !all_overall {
            continue;
        }
        found.push(OverallChange {
            pair: index,
            title: pair.title.clone(),
            left: one.map(|(_, grade)| grade),
            right: other.map(|(_, grade)| grade),
            change: pair.change,
            how_far: pair.change_label(names),
            has_other: match (pair.left, pair.right) {
                (Some(_), None) => has_overall[1],
                (None, Some(_)) => has_overall[0],
                _ => false,
            },
        });
    }
    if found.len() > 1 {
        for overall in &mut found {
            overall.title = part_of_overall(left, right, &pairs[overall.pair]);
        }
    }
    found
}

/// Returns the title of an overall judgement with the part of the report that it is about.
fn part_of_overall(left: &Report, right: &Report, pair: &JudgementPair) -> String {
    let part = |report: &'_ Report, index: Option<usize>| {
        let judgement = &report.judgements[index?];
        let outermost = judgement.section.and_then(|section| report.ancestors(section).last());
        let part = outermost.filter(|part| Some(*part) != judgement.section);
        part.map(|part| report.section(part).title.clone()).or_else(|| judgement.group.clone())
    };
    match part(right, pair.right).or_else(|| part(left, pair.left)) {
        Some(part) => strings::overall_of_part(&pair.title, &part),
        None => pair.title.clone(),
    }
}
