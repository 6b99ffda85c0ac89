//! Judgements of two reports, pair by pair, and whether they went up or down.

use super::subjects::{Subject, overall_subject, subject, succession};
use crate::report::{Grade, Judgement, Report, Scale};

/// How a judgement fared from the left report to the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// The same grade.
    Same,
    /// A better grade.
    Up,
    /// A worse grade.
    Down,
    /// Only the right report judges it.
    New,
    /// Only the left report judges it.
    Gone,
    /// Both judge it, but the grades cannot be compared.
    NotComparable,
}

impl Change {
    /// Its sign and its word.
    #[must_use]
    pub fn says(self) -> (&'static str, &'static str) {
        match self {
            Self::Up => ("↑", "Up"),
            Self::Down => ("↓", "Down"),
            Self::Same => ("=", "Same"),
            Self::New => ("+", "New"),
            Self::Gone => ("−", "No longer made"),
            Self::NotComparable => ("≠", "Not comparable"),
        }
    }
}

/// A judgement of either report, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgementPair {
    /// Its title, as the right report has it, else the left one.
    pub title: String,
    /// The judgement of the left report, by its index.
    pub left: Option<usize>,
    /// The judgement of the right report, by its index.
    pub right: Option<usize>,
    /// How it fared.
    pub change: Change,
    /// What has to be known of it, in a sentence.
    pub reason: Option<String>,
}

/// Pairs the judgements of two reports: in the order of the right one, then those only the left one makes.
pub(super) fn pairs(left: &Report, right: &Report) -> Vec<JudgementPair> {
    let is_later = is_later(left, right);
    let partners = partners(left, right, is_later);
    let mut out = Vec::with_capacity(right.judgements.len());
    for (index, judgement) in right.judgements.iter().enumerate() {
        let of_it: Vec<usize> =
            partners.iter().filter(|(_, right)| *right == index).map(|(left, _)| *left).collect();
        if of_it.is_empty() {
            out.push(alone(judgement, None, Some(index), Change::New));
        }
        out.extend(of_it.into_iter().map(|partner| pair((left, partner), (right, index), is_later)));
    }
    for (index, judgement) in left.judgements.iter().enumerate() {
        if !partners.iter().any(|(left, _)| *left == index) {
            out.push(alone(judgement, Some(index), None, Change::Gone));
        }
    }
    out
}

fn alone(judgement: &Judgement, left: Option<usize>, right: Option<usize>, change: Change) -> JudgementPair {
    JudgementPair { title: judgement.title.clone(), left, right, change, reason: None }
}

/// What judgements are paired by.
type Key = fn(&Judgement) -> (String, String);

/// Which judgements belong together, as indices of both: by group and title, then by title, each in order; then by what
/// they are about, where one may become two and two may become one.
fn partners(one_report: &Report, other_report: &Report, is_later: Option<bool>) -> Vec<(usize, usize)> {
    let (left, right) = (one_report.judgements.as_slice(), other_report.judgements.as_slice());
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let keys: [Key; 2] = [
        |judgement| (key(judgement.group.as_deref().unwrap_or_default()), key(&judgement.title)),
        |judgement| (String::new(), key(&judgement.title)),
    ];
    for key in keys {
        for (index, judgement) in left.iter().enumerate() {
            if pairs.iter().any(|(left, _)| *left == index) {
                continue;
            }
            let wanted = key(judgement);
            let free = |other: &usize| !pairs.iter().any(|(_, right)| right == other);
            let subject = about(one_report, judgement);
            let same = |other: &usize| {
                key(&right[*other]) == wanted && about(other_report, &right[*other]) == subject
            };
            let found = (0..right.len()).filter(free).find(same);
            pairs.extend(found.map(|other| (index, other)));
        }
    }
    let (left_alone, right_alone): (Vec<usize>, Vec<usize>) = (
        (0..left.len()).filter(|index| !pairs.iter().any(|(left, _)| left == index)).collect(),
        (0..right.len()).filter(|index| !pairs.iter().any(|(_, right)| right == index)).collect(),
    );
    let both =
        |one: usize, other: usize| about(one_report, &left[one]).zip(about(other_report, &right[other]));
    // The same subject is paired once; a succession pairs all that were merged or split.
    for &one in &left_alone {
        for &other in &right_alone {
            let once = |pair: &(usize, usize)| pair.0 == one || pair.1 == other;
            if both(one, other).is_some_and(|(first, second)| first == second) && !pairs.iter().any(once) {
                pairs.push((one, other));
            }
        }
    }
    for &one in &left_alone {
        for &other in &right_alone {
            let succeeds = |(first, second): (Subject, Subject)| {
                first != second && succeeds(first, second, is_later).is_some()
            };
            if both(one, other).is_some_and(succeeds) {
                pairs.push((one, other));
            }
        }
    }
    drop_looser(&mut pairs, one_report, other_report);
    pairs.sort_unstable();
    pairs
}

/// A judgement that has a partner of its own subject takes no part in a succession.
fn drop_looser(pairs: &mut Vec<(usize, usize)>, left: &Report, right: &Report) {
    let same = |(one, other): &(usize, usize)| {
        let (one, other) = (&left.judgements[*one], &right.judgements[*other]);
        let subjects = (about(left, one), about(right, other));
        key(&one.title) == key(&other.title) || subjects.0.is_some() && subjects.0 == subjects.1
    };
    let close: Vec<(usize, usize)> = pairs.iter().copied().filter(same).collect();
    pairs.retain(|pair| same(pair) || !close.iter().any(|(one, other)| *one == pair.0 || *other == pair.1));
}

/// What a judgement is about. An overall judgement is one of what its report, or its part of the report, inspects: a
/// review of a board, services for looked after children, safeguarding services.
fn about(report: &Report, judgement: &Judgement) -> Option<Subject> {
    let subject = subject(&judgement.title)?;
    if subject != Subject::Overall {
        return Some(subject);
    }
    let part =
        judgement.section.and_then(|section| report.path(section).first().map(|part| part.to_lowercase()));
    Some(overall_subject(report.cover.framework, &part.unwrap_or_default()))
}

fn key(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.skip_while(|word| word.chars().all(|c| c.is_ascii_digit()));
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn pair(
    (left, one): (&Report, usize),
    (right, other): (&Report, usize),
    is_later: Option<bool>,
) -> JudgementPair {
    let (before, after) = (&left.judgements[one], &right.judgements[other]);
    let subjects = about(left, before).zip(about(right, after));
    let scales = apart(left, right, &before.grade, &after.grade).map(|reason| {
        let renamed = key(&before.title) != key(&after.title);
        let name =
            renamed.then(|| format!(" In the other report: “{}”{}.", before.title, part_of(left, before)));
        format!("{reason}{}", name.unwrap_or_default())
    });
    let succeeds = || {
        let (one, other) = subjects.filter(|(one, other)| one != other)?;
        let reason = self::succeeds(one, other, is_later)?;
        Some(format!("{reason} In the other report: “{}”.", before.title))
    };
    let (change, reason) = match scales.or_else(succeeds) {
        Some(reason) => (Change::NotComparable, Some(reason)),
        None => (fared(&before.grade, &after.grade), renamed(before, after, subjects)),
    };
    JudgementPair { title: after.title.clone(), left: Some(one), right: Some(other), change, reason }
}

/// The part of its report that a judgement stands in: ", Safeguarding services".
fn part_of(report: &Report, judgement: &Judgement) -> String {
    let path = judgement.section.map(|section| report.path(section)).unwrap_or_default();
    match path.as_slice() {
        [part, _, ..] => format!(", {part}"),
        _ => String::new(),
    }
}

/// Why two grades cannot be compared; `None` where they can.
fn apart(left: &Report, right: &Report, before: &Grade, after: &Grade) -> Option<String> {
    let labels = |scale: &Scale| scale.grades.iter().map(|grade| grade.label.clone()).collect::<Vec<_>>();
    let scales = left.scale.as_ref().map(labels).zip(right.scale.as_ref().map(labels));
    match scales {
        Some((one, other)) if one == other => {}
        _ => return Some(other_scale(before, after)),
    }
    if before.step.is_none() || after.step.is_none() {
        return Some("A grade is of no known scale.".to_owned());
    }
    None
}

/// Why two subjects that belong together cannot be compared. `is_later`: whether the first one is of the later report,
/// where that is known.
fn succeeds(one: Subject, other: Subject, is_later: Option<bool>) -> Option<&'static str> {
    match is_later {
        Some(true) => succession(other, one),
        Some(false) => succession(one, other),
        None => succession(one, other).or(succession(other, one)),
    }
}

/// Whether the left report is the later one; `None` where nothing tells.
fn is_later(left: &Report, right: &Report) -> Option<bool> {
    left.cover
        .day()
        .zip(right.cover.day())
        .filter(|(left, right)| left != right)
        .map(|(left, right)| left > right)
}

fn other_scale(before: &Grade, after: &Grade) -> String {
    let is = |grade: &Grade, label: &str| grade.label.eq_ignore_ascii_case(label);
    let renamed = |one: &Grade, other: &Grade| is(one, "adequate") && is(other, "requires improvement");
    if renamed(before, after) || renamed(after, before) {
        return "The scales differ: “Requires improvement” took the place of “Adequate” in 2013, and does not mean \
                the same."
            .to_owned();
    }
    "The reports grade on different scales.".to_owned()
}

fn fared(before: &Grade, after: &Grade) -> Change {
    match after.step.cmp(&before.step) {
        std::cmp::Ordering::Less => Change::Up,
        std::cmp::Ordering::Equal => Change::Same,
        std::cmp::Ordering::Greater => Change::Down,
    }
}

/// What is said of a judgement that goes by another name.
fn renamed(before: &Judgement, after: &Judgement, subjects: Option<(Subject, Subject)>) -> Option<String> {
    let renames = subjects.is_some_and(|(one, other)| one == other && one == Subject::Leadership);
    (renames && key(&before.title) != key(&after.title))
        .then(|| format!("In the other report it is called “{}”.", before.title))
}
