//! Pairs the judgements of two reports and compares their grades.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    hash::Hash,
};

use super::{
    names::ReportNames,
    subjects::{Subject, overall_subject, subject_of_title, succession},
};
use crate::{
    analysis::{gives_no_grades, is_overall, strings::comparison as strings},
    report::{Grade, Judgement, Report, Scale},
};

/// The change of a judgement from the left report to the right report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GradeChange {
    /// The same grade.
    Same,
    /// A better grade.
    Up,
    /// A worse grade.
    Down,
    /// Only the right report has the judgement.
    New,
    /// Only the left report has the judgement.
    Gone,
    /// Both reports have the judgement, but the grades are not comparable.
    NotComparable,
}

impl GradeChange {
    /// Returns the symbol of the change, such as "↑". [`JudgementPair::change_label`] returns its words.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Up => "↑",
            Self::Down => "↓",
            Self::Same => "=",
            Self::New => "+",
            Self::Gone => "−",
            Self::NotComparable => "≠",
        }
    }
}

/// A judgement of either report, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgementPair {
    /// The title in the right report, or in the left report if the right report does not have the judgement.
    pub title: String,
    /// The index of the left report's judgement; `None` if only the right report has the judgement.
    pub left: Option<usize>,
    /// The index of the right report's judgement; `None` if only the left report has the judgement.
    pub right: Option<usize>,
    /// The change of the grade.
    pub change: GradeChange,
    /// The number of steps on the scale between the two grades; 0 unless the change is up or down.
    pub steps: u8,
    /// A note for the reader: the reason why the grades are not comparable, or the title in the other report.
    pub reason: Option<String>,
}

impl JudgementPair {
    /// Returns the change in words: "Up two grades", "Unchanged" or "Only in 2025".
    #[must_use]
    pub fn change_label(&self, names: &ReportNames) -> String {
        match self.change {
            GradeChange::Up => strings::up_grades(self.steps),
            GradeChange::Down => strings::down_grades(self.steps),
            GradeChange::Same => strings::UNCHANGED.to_owned(),
            GradeChange::New => strings::only_in(names.in_words(1)),
            GradeChange::Gone => strings::only_in(names.in_words(0)),
            GradeChange::NotComparable => strings::NOT_COMPARABLE.to_owned(),
        }
    }
}

/// Pairs the judgements of two reports. Overall judgements are first; the others are in the order of the right report,
/// then those that are only in the left report.
pub(super) fn pair_judgements(left: &Report, right: &Report) -> Vec<JudgementPair> {
    let names = ReportNames::new(left, right);
    // If the other report is of a kind that gives no grades, a judgement is neither new nor gone.
    let no_grades = [left, right].map(gives_no_grades);
    let alone = |judgement: &Judgement, indices: [Option<usize>; 2], change: GradeChange, other: usize| {
        let reason = no_grades[other].then(|| strings::gives_no_grades(&names.as_subject(other)));
        let change = if reason.is_some() { GradeChange::NotComparable } else { change };
        let [left, right] = indices;
        JudgementPair { title: judgement.title.clone(), left, right, change, steps: 0, reason }
    };
    let is_left_later = is_left_later(left, right);
    let partners = find_partners(left, right, is_left_later);
    let mut lefts_of: Vec<Vec<usize>> = vec![Vec::new(); right.judgements.len()];
    let mut has_partner = vec![false; left.judgements.len()];
    for (one, other) in &partners {
        lefts_of[*other].push(*one);
        has_partner[*one] = true;
    }
    let mut out = Vec::with_capacity(right.judgements.len());
    for ((index, judgement), lefts) in right.judgements.iter().enumerate().zip(lefts_of) {
        if lefts.is_empty() {
            out.push(alone(judgement, [None, Some(index)], GradeChange::New, 0));
        }
        out.extend(lefts.into_iter().map(|partner| compare_grades((left, partner), (right, index), &names)));
    }
    for (index, judgement) in left.judgements.iter().enumerate() {
        if !has_partner[index] {
            out.push(alone(judgement, [Some(index), None], GradeChange::Gone, 1));
        }
    }
    let is_overall_pair = |pair: &JudgementPair| {
        let left = pair.left.map(|index| &left.judgements[index]);
        left.or_else(|| pair.right.map(|index| &right.judgements[index])).is_some_and(is_overall)
    };
    out.sort_by_key(|pair| !is_overall_pair(pair));
    out
}

/// The keys by which the judgements of a report are paired.
struct PairingKeys {
    /// The normalised group and title of each judgement.
    groups_and_titles: Vec<(String, String)>,
    /// The subject of each judgement.
    subjects: Vec<Option<Subject>>,
}

impl PairingKeys {
    fn new(report: &Report) -> Self {
        let key = |judgement: &Judgement| {
            (title_key(judgement.group.as_deref().unwrap_or_default()), title_key(&judgement.title))
        };
        Self {
            groups_and_titles: report.judgements.iter().map(key).collect(),
            subjects: report.judgements.iter().map(|judgement| subject_of(report, judgement)).collect(),
        }
    }

    fn len(&self) -> usize {
        self.subjects.len()
    }
}

/// The pairs of judgements found so far.
struct Partners {
    /// The indices of the judgements in the first and the other report.
    pairs: Vec<(usize, usize)>,
    /// For each judgement of both reports, true if it is in a pair.
    is_paired: [Vec<bool>; 2],
}

impl Partners {
    fn push(&mut self, one: usize, other: usize) {
        self.pairs.push((one, other));
        (self.is_paired[0][one], self.is_paired[1][other]) = (true, true);
    }

    /// Returns the judgements of a report, 0 or 1, that are in no pair, in order.
    fn unpaired(&self, report: usize) -> impl Iterator<Item = usize> {
        let is_paired = self.is_paired[report].iter().enumerate();
        is_paired.filter(|(_, is_paired)| !**is_paired).map(|(index, _)| index)
    }

    /// Pairs the unpaired judgements for which `key` returns the same, in order. `key` gets the report, 0 or 1, and the
    /// index of a judgement. Judgements without a key are not paired.
    fn pair_by<K: Eq + Hash>(&mut self, key: impl Fn(usize, usize) -> Option<K>) {
        let mut others: HashMap<K, VecDeque<usize>> = HashMap::new();
        for other in self.unpaired(1) {
            if let Some(key) = key(1, other) {
                others.entry(key).or_default().push_back(other);
            }
        }
        for one in self.unpaired(0).collect::<Vec<_>>() {
            let same = key(0, one).and_then(|key| others.get_mut(&key));
            if let Some(other) = same.and_then(VecDeque::pop_front) {
                self.push(one, other);
            }
        }
    }
}

/// Returns the judgements that belong together, as indices in the first and the other report. Judgements are paired
/// first by group and title, then by title, then by subject. A subject may have been split or merged, so a judgement
/// may have several partners.
fn find_partners(
    one_report: &Report,
    other_report: &Report,
    is_left_later: Option<bool>,
) -> Vec<(usize, usize)> {
    let keys = [PairingKeys::new(one_report), PairingKeys::new(other_report)];
    let is_paired = keys.each_ref().map(|keys| vec![false; keys.len()]);
    let mut partners = Partners { pairs: Vec::new(), is_paired };
    partners.pair_by(|report, index| {
        Some((&keys[report].groups_and_titles[index], keys[report].subjects[index]))
    });
    partners.pair_by(|report, index| {
        Some((&keys[report].groups_and_titles[index].1, keys[report].subjects[index]))
    });
    let unpaired = [0, 1].map(|report| partners.unpaired(report).collect::<Vec<_>>());
    partners.pair_by(|report, index| keys[report].subjects[index]);
    let successions = successions(&keys, &unpaired, is_left_later);
    // A pair with a successor is redundant if one of the judgements also has a partner with the same title or subject.
    let is_redundant =
        |(one, other): &(usize, usize)| partners.is_paired[0][*one] || partners.is_paired[1][*other];
    let mut pairs: Vec<(usize, usize)> = successions.into_iter().filter(|pair| !is_redundant(pair)).collect();
    pairs.extend(partners.pairs);
    pairs.sort_unstable();
    pairs
}

/// Returns the pairs of these judgements whose subjects were merged or split. `unpaired` are indices of judgements in
/// both reports.
fn successions(
    keys: &[PairingKeys; 2],
    unpaired: &[Vec<usize>; 2],
    is_left_later: Option<bool>,
) -> Vec<(usize, usize)> {
    /// The maximum number of judgements on one subject that are considered. A framework has one or two.
    const MAX_ON_SUBJECT: usize = 8;
    let by_subject = [0, 1].map(|report: usize| {
        let mut found: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
        for index in &unpaired[report] {
            if let Some(subject) = keys[report].subjects[*index] {
                let indices = found.entry(subject).or_default();
                if indices.len() < MAX_ON_SUBJECT {
                    indices.push(*index);
                }
            }
        }
        found
    });
    let mut pairs = Vec::new();
    for (first, ones) in &by_subject[0] {
        for (second, others) in &by_subject[1] {
            if first != second && succession_between(*first, *second, is_left_later).is_some() {
                pairs.extend(ones.iter().flat_map(|one| others.iter().map(|other| (*one, *other))));
            }
        }
    }
    pairs
}

/// Returns the subject of a judgement. An overall judgement has the subject of its report, or of its part of the
/// report: a review of a board, services for looked after children, safeguarding services. Returns `None` for titles
/// that no framework since 2013 uses.
pub(in crate::analysis) fn subject_of(report: &Report, judgement: &Judgement) -> Option<Subject> {
    let subject = subject_of_title(&judgement.title)?;
    if subject != Subject::Overall {
        return Some(subject);
    }
    let part = judgement
        .section
        .and_then(|section| report.section_path(section).first().map(|part| part.to_lowercase()));
    Some(overall_subject(report.cover.framework, &part.unwrap_or_default()))
}

/// Returns the words of a title in lower case, without numbers at the start.
pub(in crate::analysis) fn title_key(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.skip_while(|word| word.chars().all(|c| c.is_ascii_digit()));
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Compares the grades of two judgements that belong together.
fn compare_grades(
    (left, one): (&Report, usize),
    (right, other): (&Report, usize),
    names: &ReportNames,
) -> JudgementPair {
    let (before, after) = (&left.judgements[one], &right.judgements[other]);
    let subjects = subject_of(left, before).zip(subject_of(right, after));
    let scale_reason = scale_difference(left, right, &before.grade, &after.grade).map(|reason| {
        if title_key(&before.title) == title_key(&after.title) {
            return reason.to_owned();
        }
        format!("{reason} {}", strings::title_in_other_report(&before.title, part_title(left, before)))
    });
    let subject_reason = || {
        let (one, other) = subjects.filter(|(one, other)| one != other)?;
        let (graded, earlier) = succession_between(one, other, is_left_later(left, right))?;
        let grade = if earlier == 0 { &before.grade } else { &after.grade };
        Some(strings::graded_in(graded, names.in_words(earlier), &grade.label))
    };
    let (change, reason) = match scale_reason.or_else(subject_reason) {
        Some(reason) => (GradeChange::NotComparable, Some(reason)),
        None => (grade_change(&before.grade, &after.grade), renaming_note(before, after, subjects)),
    };
    let steps = match (change, before.grade.step, after.grade.step) {
        (GradeChange::Up | GradeChange::Down, Some(before), Some(after)) => before.abs_diff(after),
        _ => 0,
    };
    JudgementPair { title: after.title.clone(), left: Some(one), right: Some(other), change, steps, reason }
}

/// Returns the title of the part of the report that contains a judgement, such as "Safeguarding services". Returns
/// `None` if the judgement has no section or its section is a part itself.
pub(in crate::analysis) fn part_title<'a>(report: &'a Report, judgement: &Judgement) -> Option<&'a str> {
    let path = judgement.section.map(|section| report.section_path(section)).unwrap_or_default();
    match path.as_slice() {
        [part, _, ..] => Some(*part),
        _ => None,
    }
}

/// Returns the reason why two grades cannot be compared because of their scales. Returns `None` if both are on the same
/// scale.
pub(in crate::analysis) fn scale_difference(
    left: &Report,
    right: &Report,
    before: &Grade,
    after: &Grade,
) -> Option<&'static str> {
    let labels = |scale: &Scale| scale.grades.iter().map(|grade| grade.label.clone()).collect::<Vec<_>>();
    let scales = left.scale.as_ref().map(labels).zip(right.scale.as_ref().map(labels));
    match scales {
        Some((one, other)) if one == other => {}
        _ => return Some(different_scales_reason(before, after)),
    }
    if before.step.is_none() || after.step.is_none() {
        return Some(strings::GRADE_NOT_ON_KNOWN_SCALE);
    }
    None
}

/// Returns how the earlier report graded a subject that the later report grades differently, and the side of the
/// earlier report: 0 for the left report and 1 for the right report. Returns `None` if neither subject replaced the
/// other. `is_left_later` is `None` if the order of the reports is unknown.
fn succession_between(
    left: Subject,
    right: Subject,
    is_left_later: Option<bool>,
) -> Option<(&'static str, usize)> {
    let forward = succession(left, right).filter(|_| is_left_later != Some(true)).map(|graded| (graded, 0));
    let backward =
        || succession(right, left).filter(|_| is_left_later != Some(false)).map(|graded| (graded, 1));
    forward.or_else(backward)
}

/// Returns true if the left report is later than the right report. Returns `None` if the date of either report is
/// unknown, or if both dates are the same.
pub(super) fn is_left_later(left: &Report, right: &Report) -> Option<bool> {
    let (left_day, right_day) = (left.cover.sort_date()?, right.cover.sort_date()?);
    (left_day != right_day).then_some(left_day > right_day)
}

/// Returns the reason why grades on two different scales are not comparable.
fn different_scales_reason(before: &Grade, after: &Grade) -> &'static str {
    let has_label = |grade: &Grade, label: &str| grade.label.eq_ignore_ascii_case(label);
    let is_renamed =
        |one: &Grade, other: &Grade| has_label(one, "adequate") && has_label(other, "requires improvement");
    if is_renamed(before, after) || is_renamed(after, before) {
        return strings::ADEQUATE_REPLACED;
    }
    strings::SCALES_DIFFER
}

/// Returns the change between two grades on the same scale. A lower step is a better grade.
fn grade_change(before: &Grade, after: &Grade) -> GradeChange {
    match after.step.cmp(&before.step) {
        std::cmp::Ordering::Less => GradeChange::Up,
        std::cmp::Ordering::Equal => GradeChange::Same,
        std::cmp::Ordering::Greater => GradeChange::Down,
    }
}

/// Returns a note if the reports have different titles for the judgement on leadership. The titles of other judgements
/// need no note.
fn renaming_note(
    before: &Judgement,
    after: &Judgement,
    subjects: Option<(Subject, Subject)>,
) -> Option<String> {
    let is_leadership = subjects.is_some_and(|(one, other)| one == other && one == Subject::Leadership);
    (is_leadership && title_key(&before.title) != title_key(&after.title))
        .then(|| strings::renamed_in_other_report(&before.title))
}
