//! Which section of one report is which of the other: by title and place, then by what stands in them.

use std::collections::HashMap;

use super::{Aligned, Kind, TextChange, Unit, units::plain, words::hunks};
use crate::report::{Report, SectionId};

/// A section of either report, or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionPair {
    /// The section of the left report.
    pub left: Option<SectionId>,
    /// The section of the right report.
    pub right: Option<SectionId>,
    /// How many differences stand in it.
    pub changes: usize,
    /// Whether it was paired by hand.
    pub by_hand: bool,
}

/// What a person said of two sections, instead of what was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ByHand {
    /// The section of the left report.
    pub left: SectionId,
    /// The section of the right report.
    pub right: SectionId,
    /// Whether they belong together; else they do not.
    pub together: bool,
}

/// The texts of two reports, as they were aligned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts<'a> {
    pub(super) left: &'a [Unit],
    pub(super) right: &'a [Unit],
    pub(super) aligned: &'a [Aligned],
    pub(super) changes: &'a [TextChange],
}

/// Pairs sections: those of the right report in its order, each left one without a partner before the one it precedes.
pub(super) fn pairs(left: &Report, right: &Report, texts: Texts<'_>, by_hand: &[ByHand]) -> Vec<SectionPair> {
    let said =
        |one: SectionId, other: SectionId| by_hand.iter().any(|hand| hand.left == one || hand.right == other);
    let mut of_right: HashMap<SectionId, SectionId> =
        by_hand.iter().filter(|hand| hand.together).map(|hand| (hand.right, hand.left)).collect();
    let mut taken: Vec<SectionId> = of_right.values().copied().collect();
    let mut add = |one: SectionId, other: SectionId, of_right: &mut HashMap<SectionId, SectionId>| {
        if !said(one, other) && !of_right.contains_key(&other) && !taken.contains(&one) {
            taken.push(one);
            of_right.insert(other, one);
        }
    };
    for (one, other) in by_title(left, right) {
        add(one, other, &mut of_right);
    }
    for (one, other) in by_content(texts) {
        add(one, other, &mut of_right);
    }
    let changes = |of_left: Option<SectionId>, of_right: Option<SectionId>| {
        let stands = |units: &[Unit], index: Option<usize>, section: Option<SectionId>| {
            section.is_some() && index.is_some_and(|index| units[index].section == section)
        };
        let counts = |change: &&TextChange| {
            stands(texts.left, change.left, of_left) || stands(texts.right, change.right, of_right)
        };
        texts.changes.iter().filter(counts).count()
    };
    let pair = |one: Option<SectionId>, other: Option<SectionId>| SectionPair {
        left: one,
        right: other,
        changes: changes(one, other),
        by_hand: by_hand
            .iter()
            .any(|hand| hand.together && Some(hand.left) == one && Some(hand.right) == other),
    };
    let mut out = Vec::new();
    let mut next = 0;
    for other in right.section_ids() {
        let partner = of_right.get(&other).copied();
        if let Some(partner) = partner {
            while next < partner.0 {
                let alone = SectionId(next);
                if !taken.contains(&alone) {
                    out.push(pair(Some(alone), None));
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

/// Sections of the same title, in order.
fn by_title(left: &Report, right: &Report) -> Vec<(SectionId, SectionId)> {
    let titles = |report: &Report| -> Vec<String> {
        report.sections.iter().map(|section| plain(&section.title).to_lowercase()).collect()
    };
    let (one, other) = (titles(left), titles(right));
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    let end = (one.len()..one.len(), other.len()..other.len());
    for (before, after) in hunks(&one, &other).into_iter().chain([end]) {
        while i < before.start && j < after.start {
            pairs.push((SectionId(i), SectionId(j)));
            (i, j) = (i + 1, j + 1);
        }
        (i, j) = (before.end, after.end);
    }
    pairs
}

/// Sections that have most of their texts in common, the most first.
fn by_content(texts: Texts<'_>) -> Vec<(SectionId, SectionId)> {
    let mut common: HashMap<(SectionId, SectionId), usize> = HashMap::new();
    let mut sizes: HashMap<SectionId, usize> = HashMap::new();
    for unit in texts.left {
        *unit.section.map(|section| sizes.entry(section).or_default()).unwrap_or(&mut 0) += 1;
    }
    for row in texts.aligned {
        let is_alike = row.change.is_none_or(|change| matches!(texts.changes[change].kind, Kind::Changed));
        let sections = row.left.and_then(|left| texts.left[left].section);
        let sections = sections.zip(row.right.and_then(|right| texts.right[right].section));
        if let Some(pair) = sections.filter(|_| is_alike) {
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
