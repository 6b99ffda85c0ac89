//! Pairs the sections of two reports, first by title and order, then by content.

use std::collections::{HashMap, HashSet};

use super::{
    AlignedRow, TextChange, TextChangeKind, TextUnit,
    judgements::subject_of,
    subjects::{Subject, succession},
    units::normalised_words,
    words::hunks,
};
use crate::report::{Report, SectionId};

/// A section of either report, or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionPair {
    /// The section of the left report; `None` if it has no such section.
    pub left: Option<SectionId>,
    /// The section of the right report; `None` if it has no such section.
    pub right: Option<SectionId>,
    /// The number of text differences in the two sections, without their subsections.
    pub changes: usize,
    /// True if the user linked the sections.
    pub is_linked_by_user: bool,
}

/// A link between two sections that the user made or removed. It overrides the computed pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SectionLink {
    /// The section of the left report.
    pub left: SectionId,
    /// The section of the right report.
    pub right: SectionId,
    /// True if the user linked the sections, false if the user unlinked them.
    #[serde(rename = "together")]
    pub is_linked: bool,
}

/// The aligned texts of two reports. The fields are those of [`Comparison`](super::Comparison).
#[derive(Debug, Clone, Copy)]
pub(super) struct AlignedTexts<'a> {
    pub(super) left: &'a [TextUnit],
    pub(super) right: &'a [TextUnit],
    pub(super) aligned: &'a [AlignedRow],
    pub(super) changes: &'a [TextChange],
}

/// Pairs the sections of two reports in the order of the right report. An unpaired section of the left report comes
/// before the next paired section of the left report. `manual_links` are the links that the user made or removed.
pub(super) fn pair_sections(
    left: &Report,
    right: &Report,
    texts: AlignedTexts<'_>,
    manual_links: &[SectionLink],
) -> Vec<SectionPair> {
    let is_decided_by_user = |one: SectionId, other: SectionId| {
        manual_links.iter().any(|link| link.left == one || link.right == other)
    };
    let mut left_of_right: HashMap<SectionId, SectionId> =
        manual_links.iter().filter(|link| link.is_linked).map(|link| (link.right, link.left)).collect();
    let mut taken: HashSet<SectionId> = left_of_right.values().copied().collect();
    let mut add_pair = |one: SectionId,
                        other: SectionId,
                        left_of_right: &mut HashMap<SectionId, SectionId>| {
        if !is_decided_by_user(one, other) && !left_of_right.contains_key(&other) && !taken.contains(&one) {
            taken.insert(one);
            left_of_right.insert(other, one);
        }
    };
    for (one, other) in pairs_by_title(left, right) {
        add_pair(one, other, &mut left_of_right);
    }
    for (one, other) in pairs_by_subject(left, right) {
        add_pair(one, other, &mut left_of_right);
    }
    for (one, other) in pairs_by_content(texts) {
        add_pair(one, other, &mut left_of_right);
    }
    let change_counts = ChangeCounts::new(texts);
    let count_changes = |one: Option<SectionId>, other: Option<SectionId>| change_counts.of_pair(one, other);
    let pair = |one: Option<SectionId>, other: Option<SectionId>| SectionPair {
        left: one,
        right: other,
        changes: count_changes(one, other),
        is_linked_by_user: manual_links
            .iter()
            .any(|link| link.is_linked && Some(link.left) == one && Some(link.right) == other),
    };
    let mut out = Vec::new();
    let mut next = 0;
    for other in right.section_ids() {
        let partner = left_of_right.get(&other).copied();
        if let Some(partner) = partner {
            while next < partner.0 {
                let unpaired = SectionId(next);
                if !taken.contains(&unpaired) {
                    out.push(pair(Some(unpaired), None));
                }
                next += 1;
            }
            next = next.max(partner.0 + 1);
        }
        out.push(pair(partner, Some(other)));
    }
    out.extend(
        (next..left.sections.len())
            .map(SectionId)
            .filter(|id| !taken.contains(id))
            .map(|id| pair(Some(id), None)),
    );
    out
}

/// The numbers of changes in sections.
struct ChangeCounts {
    /// The number of changes with a left text in each section of the left report.
    left: HashMap<SectionId, usize>,
    /// The number of changes with a right text in each section of the right report.
    right: HashMap<SectionId, usize>,
    /// The number of changes with texts in both of these sections, left and right.
    both: HashMap<(SectionId, SectionId), usize>,
}

impl ChangeCounts {
    fn new(texts: AlignedTexts<'_>) -> Self {
        let mut counts = Self { left: HashMap::new(), right: HashMap::new(), both: HashMap::new() };
        let section = |units: &[TextUnit], index: Option<usize>| index.and_then(|index| units[index].section);
        for change in texts.changes {
            let (left, right) = (section(texts.left, change.left), section(texts.right, change.right));
            if let Some(left) = left {
                *counts.left.entry(left).or_default() += 1;
            }
            if let Some(right) = right {
                *counts.right.entry(right).or_default() += 1;
            }
            if let Some(both) = left.zip(right) {
                *counts.both.entry(both).or_default() += 1;
            }
        }
        counts
    }

    /// Returns the number of changes in a section of the left report or a section of the right report.
    fn of_pair(&self, left: Option<SectionId>, right: Option<SectionId>) -> usize {
        let in_left = left.and_then(|left| self.left.get(&left)).copied().unwrap_or(0);
        let in_right = right.and_then(|right| self.right.get(&right)).copied().unwrap_or(0);
        let in_both = left.zip(right).and_then(|both| self.both.get(&both)).copied().unwrap_or(0);
        in_left + in_right - in_both
    }
}

/// Returns the pairs of sections with the same title, in order.
fn pairs_by_title(left: &Report, right: &Report) -> Vec<(SectionId, SectionId)> {
    let titles = |report: &Report| -> Vec<String> {
        let key = |title: &str| normalised_words(title).trim_end_matches(['?', ':', '.']).to_lowercase();
        report.sections.iter().map(|section| key(&section.title)).collect()
    };
    let (one, other) = (titles(left), titles(right));
    let mut pairs = Vec::new();
    let (mut left_index, mut right_index) = (0, 0);
    let end = (one.len()..one.len(), other.len()..other.len());
    for (before, after) in hunks(&one, &other).into_iter().chain([end]) {
        while left_index < before.start && right_index < after.start {
            pairs.push((SectionId(left_index), SectionId(right_index)));
            (left_index, right_index) = (left_index + 1, right_index + 1);
        }
        (left_index, right_index) = (before.end, after.end);
    }
    pairs
}

/// Pairs the sections of judgements on the same subject, then those of subjects that were merged, split or replaced. If
/// several judgements of a report are on one subject, only the first is paired.
fn pairs_by_subject(left: &Report, right: &Report) -> Vec<(SectionId, SectionId)> {
    let subjects = |report: &Report| -> Vec<(Subject, SectionId)> {
        let mut subjects: Vec<(Subject, SectionId)> = Vec::new();
        for judgement in &report.judgements {
            let Some((section, subject)) = judgement.section.zip(subject_of(report, judgement)) else {
                continue;
            };
            if !subjects.iter().any(|(known, _)| *known == subject) {
                subjects.push((subject, section));
            }
        }
        subjects
    };
    let (lefts, rights) = (subjects(left), subjects(right));
    let pairs_with = |belong_together: fn(Subject, Subject) -> bool| {
        let pairs = lefts.iter().flat_map(|one| rights.iter().map(move |other| (*one, *other)));
        let pairs = pairs.filter(move |((one, _), (other, _))| belong_together(*one, *other));
        pairs.map(|((_, one), (_, other))| (one, other))
    };
    let is_succession = |one, other| succession(one, other).is_some() || succession(other, one).is_some();
    pairs_with(|one, other| one == other).chain(pairs_with(is_succession)).collect()
}

/// Pairs sections if more than half of the texts of the left section are also in the right section. Pairs with the most
/// texts in common are first.
fn pairs_by_content(texts: AlignedTexts<'_>) -> Vec<(SectionId, SectionId)> {
    let mut common: HashMap<(SectionId, SectionId), usize> = HashMap::new();
    let mut sizes: HashMap<SectionId, usize> = HashMap::new();
    for unit in texts.left {
        *unit.section.map(|section| sizes.entry(section).or_default()).unwrap_or(&mut 0) += 1;
    }
    for row in texts.aligned {
        let is_similar =
            row.change.is_none_or(|change| matches!(texts.changes[change].kind, TextChangeKind::Changed));
        let sections = row.left.and_then(|left| texts.left[left].section);
        let sections = sections.zip(row.right.and_then(|right| texts.right[right].section));
        if let Some(pair) = sections.filter(|_| is_similar) {
            *common.entry(pair).or_default() += 1;
        }
    }
    let mut pairs: Vec<_> = common
        .into_iter()
        .filter(|((one, _), count)| count * 2 > sizes.get(one).copied().unwrap_or(0))
        .collect();
    pairs.sort_by_key(|((one, other), count)| (std::cmp::Reverse(*count), *one, *other));
    pairs.into_iter().map(|(pair, _)| pair).collect()
}
