//! The rows of a timeline: the judgements of several reports that belong together, and the links between their grades.

use std::{cmp::Ordering, collections::HashMap};

use super::Inspection;
use crate::{
    analysis::{
        compare::{GradeChange, Subject, part_title, scale_difference, subject_of, succession, title_key},
        is_overall,
        strings::{comparison, timeline as strings},
    },
    report::{Grade, Place, Report, Scale},
};

/// A judgement in several inspections.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRow {
    /// The title in the latest report that has the judgement.
    pub title: String,
    /// The part of the report that contains the judgement, if another row has the same title.
    pub part: Option<String>,
    /// True for an overall judgement.
    pub is_overall: bool,
    /// The grades in date order, at most one for each inspection, and at least one.
    pub points: Vec<TimelinePoint>,
    /// The link between each grade and the next: one fewer than there are points.
    pub links: Vec<Link>,
}

/// The grade of a judgement in one inspection.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelinePoint {
    /// The index in [`Timeline::inspections`](super::Timeline::inspections).
    pub inspection: usize,
    /// The index of the judgement in its report. A judgement on several subjects can be in several rows.
    pub judgement: usize,
    /// The title in this report.
    pub title: String,
    /// The part of this report that contains the judgement, such as "Safeguarding services".
    pub part: Option<String>,
    /// The grade.
    pub grade: Grade,
    /// The number of steps on the scale of this report; 0 if the scale is not known.
    pub step_count: u8,
    /// The place in the report; `None` if it is not known.
    pub place: Option<Place>,
    /// The printed number of the paragraph at that place.
    pub paragraph: Option<u32>,
}

/// The link between a grade and the next grade of the same judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The grades can be compared, so a line joins them.
    Joined {
        /// The change: up, down or the same.
        change: GradeChange,
        /// The number of steps between the grades.
        steps: u8,
    },
    /// The grades can't be compared, for at least one reason. No line joins them.
    Broken(Vec<Break>),
}

/// A reason why two grades can't be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The kind of reason.
    pub kind: BreakKind,
    /// A sentence about the reason.
    pub reason: String,
}

/// A kind of reason why two grades can't be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// The grading scales differ, or are not known.
    Scale,
    /// The judgements are about different services, because a judgement was split, merged or replaced.
    Subject,
    /// The types of inspection differ.
    Framework,
}

impl TimelineRow {
    /// Returns true if the row is drawn: it has grades of several inspections, or is an overall judgement.
    #[must_use]
    pub fn is_charted(&self) -> bool {
        self.points.len() > 1 || self.is_overall
    }

    /// Returns the title, with the part of the report if another row has the same title.
    #[must_use]
    pub fn full_title(&self) -> String {
        match &self.part {
            Some(part) => strings::title_in_part(&self.title, part),
            None => self.title.clone(),
        }
    }

    /// Returns each pair of neighbouring grades with the link between them.
    pub fn steps(&self) -> impl Iterator<Item = (&[TimelinePoint], &Link)> {
        self.points.windows(2).zip(&self.links)
    }
}

impl TimelinePoint {
    fn new(report: &Report, inspection: usize, index: usize) -> Self {
        let judgement = &report.judgements[index];
        let place = judgement.place();
        Self {
            inspection,
            judgement: index,
            title: judgement.title.clone(),
            part: part_title(report, judgement).or(judgement.group.as_deref()).map(str::to_owned),
            grade: judgement.grade.clone(),
            step_count: report.scale.as_ref().map_or(0, Scale::step_count),
            place,
            paragraph: place.and_then(|place| report.paragraph_number_at(place)),
        }
    }

    /// Returns true if the judgement has the same title in this report as in the latest report of the row.
    pub(super) fn has_title_of(&self, row: &TimelineRow) -> bool {
        title_key(&self.title) == title_key(&row.title)
    }
}

impl Link {
    /// Returns the link in words: "Up two grades since 2022.", or why the grades can't be compared. `from` is the label
    /// of the earlier inspection.
    #[must_use]
    pub fn words(&self, from: &str) -> String {
        match self {
            Self::Joined { change, steps } => {
                let change = match change {
                    GradeChange::Up => comparison::up_grades(*steps),
                    GradeChange::Down => comparison::down_grades(*steps),
                    _ => comparison::UNCHANGED.to_owned(),
                };
                strings::since(&change, from)
            }
            Self::Broken(breaks) => {
                let reasons = breaks.iter().map(|one| one.reason.clone());
                std::iter::once(strings::not_comparable_with(from))
                    .chain(reasons)
                    .collect::<Vec<_>>()
                    .join(" ")
            }
        }
    }
}

/// The group, title and subject by which judgements of different reports are recognised as the same.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Identity {
    /// The normalised group and title, and how many judgements before it have the same.
    name: (String, String, usize),
    subject: Option<Subject>,
}

/// The judgements of a report, for finding them by identity.
struct IndexedReport<'a> {
    report: &'a Report,
    identities: Vec<Identity>,
    by_name: HashMap<(String, String, usize), usize>,
    /// The judgements with each title, in any group.
    by_title: HashMap<String, Vec<usize>>,
    /// The first judgement on each subject, in the order of the report.
    by_subject: Vec<(Subject, usize)>,
}

impl<'a> IndexedReport<'a> {
    fn new(report: &'a Report) -> Self {
        let mut indexed = Self {
            report,
            identities: Vec::new(),
            by_name: HashMap::new(),
            by_title: HashMap::new(),
            by_subject: Vec::new(),
        };
        let mut counts: HashMap<(String, String), usize> = HashMap::new();
        for (index, judgement) in report.judgements.iter().enumerate() {
            let group = title_key(judgement.group.as_deref().unwrap_or_default());
            let title = title_key(&judgement.title);
            let count = counts.entry((group.clone(), title.clone())).or_default();
            let name = (group, title, *count);
            *count += 1;
            let subject = subject_of(report, judgement);
            indexed.by_title.entry(name.1.clone()).or_default().push(index);
            indexed.by_name.insert(name.clone(), index);
            // There are only a few subjects.
            if let Some(subject) = subject
                && !indexed.by_subject.iter().any(|(known, _)| *known == subject)
            {
                indexed.by_subject.push((subject, index));
            }
            indexed.identities.push(Identity { name, subject });
        }
        indexed
    }

    /// Returns the judgement with the same group and title, or else the same title, or else the same subject.
    fn same_judgement(&self, wanted: &Identity) -> Option<usize> {
        let has_subject = |index: &&usize| self.identities[**index].subject == wanted.subject;
        let by_name = || self.by_name.get(&wanted.name).filter(has_subject).copied();
        let by_title = || match self.by_title.get(&wanted.name.1).map(Vec::as_slice) {
            Some([index]) => Some(*index).filter(|index| has_subject(&index)),
            _ => None,
        };
        let by_subject = || {
            let subject = wanted.subject?;
            self.by_subject.iter().find(|(known, _)| *known == subject).map(|(_, index)| *index)
        };
        by_name().or_else(by_title).or_else(by_subject)
    }

    /// Returns the first judgement on a subject that was later split, merged or replaced to become this subject.
    fn predecessor(&self, later: Option<Subject>) -> Option<usize> {
        let later = later?;
        self.by_subject
            .iter()
            .find(|(earlier, _)| succession(*earlier, later).is_some())
            .map(|(_, index)| *index)
    }

    /// Returns the first judgement on a subject that replaced this subject.
    fn successor(&self, earlier: Option<Subject>) -> Option<usize> {
        let earlier = earlier?;
        self.by_subject
            .iter()
            .find(|(later, _)| succession(earlier, *later).is_some())
            .map(|(_, index)| *index)
    }
}

/// Returns the rows of a timeline. Every judgement of every report is in at least one row.
pub(super) fn rows(reports: &[&Report], inspections: &[Inspection]) -> Vec<TimelineRow> {
    let indexed: Vec<IndexedReport<'_>> =
        inspections.iter().map(|inspection| IndexedReport::new(reports[inspection.report])).collect();
    let mut is_shown: Vec<Vec<bool>> =
        indexed.iter().map(|report| vec![false; report.report.judgements.len()]).collect();
    let mut rows = Vec::new();
    for last in (0..indexed.len()).rev() {
        for judgement in 0..indexed[last].identities.len() {
            if is_shown[last][judgement] {
                continue;
            }
            let chain = chain_of(&indexed, last, judgement);
            for (inspection, judgement) in &chain.judgements {
                is_shown[*inspection][*judgement] = true;
            }
            rows.push(row(&indexed, inspections, &chain));
        }
    }
    rows.sort_by_key(|row| (!row.is_overall, row.is_overall && row.points.len() == 1));
    name_parts(&mut rows);
    rows
}

/// The judgements that belong together, in date order.
struct Chain {
    /// The inspection and the index of the judgement in its report.
    judgements: Vec<(usize, usize)>,
    /// The judgement that the row is named after: the latest one, without the one that replaced it.
    head: usize,
}

/// Returns the judgements that belong to a judgement: the same one in earlier reports, or else what was judged in its
/// place, and the later judgement that replaced it.
fn chain_of(indexed: &[IndexedReport<'_>], last: usize, judgement: usize) -> Chain {
    let head = &indexed[last].identities[judgement];
    let mut judgements = vec![(last, judgement)];
    let mut next = head;
    for inspection in (0..last).rev() {
        let report = &indexed[inspection];
        let found = report
            .same_judgement(head)
            .or_else(|| report.same_judgement(next))
            .or_else(|| report.predecessor(head.subject))
            .or_else(|| report.predecessor(next.subject));
        if let Some(found) = found {
            judgements.push((inspection, found));
            next = &report.identities[found];
        }
    }
    judgements.reverse();
    let head_position = judgements.len() - 1;
    // What follows the replacement is in rows of its own.
    let mut later = last + 1..indexed.len();
    judgements.extend(later.find_map(|later| Some((later, indexed[later].successor(head.subject)?))));
    Chain { judgements, head: head_position }
}

/// Returns the row of judgements that belong together.
fn row(indexed: &[IndexedReport<'_>], inspections: &[Inspection], chain: &Chain) -> TimelineRow {
    let points: Vec<TimelinePoint> = chain
        .judgements
        .iter()
        .map(|(inspection, judgement)| {
            TimelinePoint::new(indexed[*inspection].report, *inspection, *judgement)
        })
        .collect();
    let links = chain.judgements.windows(2).map(|pair| link(indexed, inspections, pair[0], pair[1]));
    let (inspection, judgement) = chain.judgements[chain.head];
    TimelineRow {
        title: points[chain.head].title.clone(),
        part: None,
        is_overall: is_overall(&indexed[inspection].report.judgements[judgement]),
        links: links.collect(),
        points,
    }
}

/// Returns the link between two judgements, each given as an inspection and the index of the judgement.
fn link(
    indexed: &[IndexedReport<'_>],
    inspections: &[Inspection],
    earlier: (usize, usize),
    later: (usize, usize),
) -> Link {
    let report = |(inspection, _): (usize, usize)| indexed[inspection].report;
    let grade = |of: (usize, usize)| -> &Grade { &report(of).judgements[of.1].grade };
    let (before, after) = (grade(earlier), grade(later));
    let [from, to] = [earlier, later].map(|(inspection, _)| inspections[inspection].label.as_str());
    let scale = scale_difference(report(earlier), report(later), before, after)
        .map(|reason| Break { kind: BreakKind::Scale, reason: reason.to_owned() });
    let subject = |(inspection, judgement): (usize, usize)| indexed[inspection].identities[judgement].subject;
    let subject = subject_change(subject(earlier), subject(later), from, &before.label);
    let kinds = [earlier, later].map(|(inspection, _)| &inspections[inspection]);
    let framework = (kinds[0].framework != kinds[1].framework).then(|| {
        let are_known = kinds.iter().all(|inspection| inspection.framework.is_some());
        let names = kinds.map(Inspection::kind);
        let reason = match are_known {
            true => strings::framework_changed(names, [from, to]),
            false => strings::FRAMEWORK_NOT_RECOGNISED.to_owned(),
        };
        Break { kind: BreakKind::Framework, reason }
    });
    let breaks: Vec<Break> = [scale, subject, framework].into_iter().flatten().collect();
    match before.step.zip(after.step).filter(|_| breaks.is_empty()) {
        Some((before, after)) => {
            let change = match after.cmp(&before) {
                Ordering::Less => GradeChange::Up,
                Ordering::Equal => GradeChange::Same,
                Ordering::Greater => GradeChange::Down,
            };
            Link::Joined { change, steps: before.abs_diff(after) }
        }
        None => Link::Broken(breaks),
    }
}

/// Returns the break between judgements on two subjects, or `None` if their subjects are the same. `from` is the label of
/// the earlier inspection and `grade` its grade.
fn subject_change(
    earlier: Option<Subject>,
    later: Option<Subject>,
    from: &str,
    grade: &str,
) -> Option<Break> {
    if earlier == later {
        return None;
    }
    let graded = earlier.zip(later).and_then(|(earlier, later)| succession(earlier, later));
    let reason = match graded {
        Some(graded) => comparison::graded_in(graded, from, grade),
        None => strings::SUBJECT_CHANGED.to_owned(),
    };
    Some(Break { kind: BreakKind::Subject, reason })
}

/// Gives rows with the same title the part of the report that tells them apart.
fn name_parts(rows: &mut [TimelineRow]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for row in rows.iter() {
        *counts.entry(title_key(&row.title)).or_default() += 1;
    }
    for row in rows.iter_mut().filter(|row| counts[&title_key(&row.title)] > 1) {
        row.part = row.points.last().and_then(|point| point.part.clone());
    }
}
