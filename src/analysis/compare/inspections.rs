//! The texts of two different inspections: paragraphs about the same subject, and counts of all others.
//!
//! Two drafts of one report have most of their words in common, so every difference is worth a mark. Two inspections of
//! one council have almost none in common: of 34 pairs of consecutive inspections, at most 7% of the words are in the
//! same or slightly changed paragraphs. Marks on all other paragraphs would hide what matters.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Comparison, SectionPair, TextChangeKind, TextUnit,
    align::UnitPair,
    word_families::{FamilyWeights, WeighedText, similar_pairs, sort_most_similar_first},
};
use crate::{
    analysis::asides::is_aside,
    report::{Content, Report, SectionId},
};

/// The way in which two texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextMode {
    /// The texts are drafts of one report: every difference is a change.
    Drafts,
    /// The texts are about different inspections: only changed and moved paragraphs, and paragraphs about the same
    /// subject, are changes. Texts that only one report has are counted by section; see
    /// [`Comparison::section_texts`].
    Inspections,
}

/// The minimum share of the words of the shorter text that drafts of one report have in common, from 0 to 1.
const MIN_COMMON_WORDS_OF_DRAFTS: f32 = 0.25;
/// The minimum similarity by word families of two paragraphs about the same subject. Of 5 pairs of paragraphs
/// between 0.20 and 0.25 that were checked by hand, 4 were about the same subject; between 0.17 and 0.20 it was 2 of 5.
/// They are from the labelled pairs of reports.
const MIN_SAME_SUBJECT_SIMILARITY: f32 = 0.2;

/// Returns the number of words of a text.
fn word_count(unit: &TextUnit) -> usize {
    unit.words.split(' ').count()
}

/// Returns the mode for two texts, from the share of their words that are in paired texts. Texts without words are
/// drafts.
pub(super) fn choose_text_mode(left: &[TextUnit], right: &[TextUnit], pairs: &[UnitPair]) -> TextMode {
    let total = |units: &[TextUnit]| units.iter().map(word_count).sum::<usize>();
    let common = |pair: &UnitPair| match pair.kind {
        Some(TextChangeKind::Replaced) => 0,
        _ => word_count(&left[pair.left]).min(word_count(&right[pair.right])),
    };
    let common: usize = pairs.iter().map(common).sum();
    #[expect(clippy::cast_precision_loss, reason = "the number of words of a report is small enough for f32")]
    let is_draft = common as f32 >= MIN_COMMON_WORDS_OF_DRAFTS * total(left).min(total(right)) as f32;
    if is_draft { TextMode::Drafts } else { TextMode::Inspections }
}

/// Returns for each text whether it is compared between inspections: the paragraphs and the rows of tables, without the
/// cover, notices and sections about the inspection itself.
pub(super) fn body_units(report: &Report, units: &[TextUnit]) -> Vec<bool> {
    let mut asides: HashMap<SectionId, bool> = HashMap::new();
    let mut is_in_body = |section: Option<SectionId>| match section {
        Some(section) => !*asides.entry(section).or_insert_with(|| is_aside(report, section)),
        None => report.sections.is_empty(),
    };
    let is_body = |unit: &TextUnit| {
        matches!(report.block(unit.place.block).content, Content::Paragraph(_) | Content::Table(_))
            && is_in_body(unit.section)
    };
    units.iter().map(is_body).collect()
}

/// Two texts of different inspections that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchedTexts {
    /// The index of the text in [`Comparison::left`].
    pub left: usize,
    /// The index of the text in [`Comparison::right`].
    pub right: usize,
    /// The index of the change in [`Comparison::changes`]; `None` if the texts are the same.
    pub change: Option<usize>,
}

/// The texts of two linked sections, or of a section without a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionTexts {
    /// The section of the left report; `None` if it has no such section.
    pub left: Option<SectionId>,
    /// The section of the right report; `None` if it has no such section.
    pub right: Option<SectionId>,
    /// The matched texts, in the order of the right report. The left text can be in another section.
    pub matched: Vec<MatchedTexts>,
    /// The indices of the texts in [`Comparison::left`] that match no text, in order.
    pub only_left: Vec<usize>,
    /// The indices of the texts in [`Comparison::right`] that match no text, in order.
    pub only_right: Vec<usize>,
}

impl SectionTexts {
    /// Returns the number of matched texts that are changes.
    #[must_use]
    pub fn change_count(&self) -> usize {
        self.matched.iter().filter(|texts| texts.change.is_some()).count()
    }
}

/// Removes the pairs that are not worth a mark between inspections, and adds the paragraphs about the same subject.
///
/// `bodies` tells for each text of both reports whether it is compared. See [`body_units`].
pub(super) fn pairs_of_inspections(
    (left, right): (&[TextUnit], &[TextUnit]),
    bodies: [&[bool]; 2],
    mut pairs: Vec<UnitPair>,
    weights: &FamilyWeights,
) -> Vec<UnitPair> {
    let is_body = |pair: &UnitPair| bodies[0][pair.left] && bodies[1][pair.right];
    let is_moved = |pair: &UnitPair| pair.kind == Some(TextChangeKind::Moved);
    pairs.retain(|pair| pair.kind != Some(TextChangeKind::Replaced) && (is_body(pair) || !is_moved(pair)));
    for pair in &mut pairs {
        pair.is_marked = pair.is_marked && is_body(pair);
    }
    let same_subject = texts_about_same_subject((left, right), bodies, &pairs, weights);
    // Rows are in the order of both texts, so only the paragraphs in the same order can be side by side.
    let ordered = pairs.iter().filter(|pair| !is_moved(pair)).map(|pair| (pair.left, pair.right));
    let mut ordered: BTreeMap<usize, usize> = ordered.collect();
    for (one, other) in &same_subject {
        let is_after = ordered.range(..one).next_back().is_none_or(|(_, before)| before < other);
        let is_before = ordered.range(one..).next().is_none_or(|(_, after)| after > other);
        let is_in_order = is_after && is_before;
        if is_in_order {
            ordered.insert(*one, *other);
        }
        let pair = UnitPair::new(*one, *other, Some(TextChangeKind::Replaced));
        pairs.push(UnitPair { is_apart: !is_in_order, ..pair });
    }
    pairs
}

/// Returns the paragraphs about the same subject that are in no pair, the most similar first. Each is in one pair.
fn texts_about_same_subject(
    (left, right): (&[TextUnit], &[TextUnit]),
    bodies: [&[bool]; 2],
    pairs: &[UnitPair],
    weights: &FamilyWeights,
) -> Vec<(usize, usize)> {
    let (lefts, rights): (HashSet<usize>, HashSet<usize>) =
        pairs.iter().map(|pair| (pair.left, pair.right)).unzip();
    let unpaired = |units: &[TextUnit], is_body: &[bool], paired: &HashSet<usize>| -> Vec<usize> {
        (0..units.len()).filter(|index| is_body[*index] && !paired.contains(index)).collect()
    };
    let (lefts, rights) = (unpaired(left, bodies[0], &lefts), unpaired(right, bodies[1], &rights));
    let weigh = |units: &[TextUnit], indices: &[usize]| -> Vec<WeighedText> {
        indices.iter().map(|index| weights.weigh(&units[*index].words)).collect()
    };
    let mut similar = similar_pairs(&weigh(left, &lefts), &weigh(right, &rights));
    similar.retain(|pair| pair.similarity >= MIN_SAME_SUBJECT_SIMILARITY);
    sort_most_similar_first(&mut similar);
    let (mut left_taken, mut right_taken) = (HashSet::new(), HashSet::new());
    let mut found = Vec::new();
    for pair in similar {
        if !left_taken.contains(&pair.left) && !right_taken.contains(&pair.right) {
            left_taken.insert(pair.left);
            right_taken.insert(pair.right);
            found.push((lefts[pair.left], rights[pair.right]));
        }
    }
    found
}

impl Comparison {
    /// Returns the matched texts and the texts that only one report has, for each of the given pairs of sections, in
    /// their order. Pairs without such texts are left out.
    ///
    /// `left` and `right` are the compared reports, and `sections` the result of [`Comparison::sections`].
    #[must_use]
    pub fn section_texts(
        &self,
        left: &Report,
        right: &Report,
        sections: &[SectionPair],
    ) -> Vec<SectionTexts> {
        let bodies = [body_units(left, &self.left), body_units(right, &self.right)];
        let mut matched = self.matched_texts();
        matched.retain(|texts| bodies[0][texts.left] && bodies[1][texts.right]);
        matched.sort_unstable_by_key(|texts| (texts.right, texts.left));
        let (left_matched, right_matched): (HashSet<usize>, HashSet<usize>) =
            matched.iter().map(|texts| (texts.left, texts.right)).unzip();
        let mut found: Vec<SectionTexts> = sections
            .iter()
            .map(|pair| SectionTexts {
                left: pair.left,
                right: pair.right,
                matched: Vec::new(),
                only_left: Vec::new(),
                only_right: Vec::new(),
            })
            .collect();
        let index_of = |section: fn(&SectionPair) -> Option<SectionId>| -> HashMap<SectionId, usize> {
            let pairs = sections.iter().enumerate();
            pairs.filter_map(|(index, pair)| Some((section(pair)?, index))).collect()
        };
        let (by_left, by_right) = (index_of(|pair| pair.left), index_of(|pair| pair.right));
        let entry = |by_section: &HashMap<SectionId, usize>, unit: &TextUnit| {
            unit.section.and_then(|section| by_section.get(&section).copied())
        };
        for texts in matched {
            if let Some(index) = entry(&by_right, &self.right[texts.right]) {
                found[index].matched.push(texts);
            }
        }
        for (unit, index) in self.left.iter().zip(0..).filter(|(_, index)| bodies[0][*index]) {
            if let Some(section) = entry(&by_left, unit).filter(|_| !left_matched.contains(&index)) {
                found[section].only_left.push(index);
            }
        }
        for (unit, index) in self.right.iter().zip(0..).filter(|(_, index)| bodies[1][*index]) {
            if let Some(section) = entry(&by_right, unit).filter(|_| !right_matched.contains(&index)) {
                found[section].only_right.push(index);
            }
        }
        found.retain(|texts| {
            !(texts.matched.is_empty() && texts.only_left.is_empty() && texts.only_right.is_empty())
        });
        found
    }

    /// Returns the texts that belong together: the rows with both texts, and the changes whose texts are in other rows.
    fn matched_texts(&self) -> Vec<MatchedTexts> {
        let rows = self
            .aligned
            .iter()
            .filter_map(|row| Some(MatchedTexts { left: row.left?, right: row.right?, change: row.change }));
        let mut matched: Vec<MatchedTexts> = rows.collect();
        let in_rows: HashSet<usize> = matched.iter().map(|texts| texts.left).collect();
        let apart = self.changes.iter().enumerate().filter_map(|(index, change)| {
            Some(MatchedTexts { left: change.left?, right: change.right?, change: Some(index) })
        });
        matched.extend(apart.filter(|texts| !in_rows.contains(&texts.left)));
        matched
    }
}
