//! Aligns the texts of two reports and finds the differences.
//!
//! First, texts with the same words are paired in order. The texts between them are paired by similarity. Texts that
//! are then left on both sides with nearly the same words were moved.

use std::collections::{BTreeMap, HashMap};

use super::{
    TextMode, TextUnit,
    inspections::{choose_text_mode, pairs_of_inspections},
    word_families::FamilyWeights,
    words::{WordCounts, hunks},
};

/// The minimum similarity of a text that counts as changed, from 0 to 1.
pub(super) const MIN_CHANGED_SIMILARITY: f32 = 0.6;
/// The minimum similarity of a text that counts as replaced, from 0 to 1. With a lower similarity, one text counts as
/// removed and another as added.
pub(super) const MIN_REPLACED_SIMILARITY: f32 = 0.3;
/// The minimum similarity of a text at another place that counts as moved, from 0 to 1.
const MIN_MOVED_SIMILARITY: f32 = 0.9;
/// The minimum length of a text that counts as moved, in words. Shorter texts are too common to be recognised again.
const MIN_MOVED_WORDS: usize = 5;
/// The maximum number of pairs of texts that are all compared. If there are more, only texts that share a rare word are
/// compared.
const MAX_COMPARED_PAIRS: usize = 40_000;

/// The kind of difference between two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextChangeKind {
    /// The text is only in the right report.
    Inserted,
    /// The text is only in the left report.
    Deleted,
    /// Some words differ.
    Changed,
    /// A different text is at the same place.
    Replaced,
    /// The text is at another place.
    Moved,
}

impl TextChangeKind {
    /// Returns the symbol and the label of the change: "+" and "Added".
    #[must_use]
    pub fn symbol_and_label(self) -> (&'static str, &'static str) {
        match self {
            Self::Inserted => ("+", "Added"),
            Self::Deleted => ("−", "Removed"),
            Self::Changed => ("~", "Changed"),
            Self::Replaced => ("≠", "Replaced"),
            Self::Moved => ("↕", "Moved"),
        }
    }

    /// Returns the symbol and the label of the change between texts that are compared in this way. Between inspections, a
    /// paragraph about the same subject does not replace the other: "≈" and "Same subject".
    #[must_use]
    pub fn symbol_and_label_in(self, mode: TextMode) -> (&'static str, &'static str) {
        match (self, mode) {
            (Self::Replaced, TextMode::Inspections) => ("≈", "Same subject"),
            _ => self.symbol_and_label(),
        }
    }
}

/// A row of two texts side by side. One side may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlignedRow {
    /// The index of the left report's text in [`Comparison::left`](super::Comparison::left); `None` if this side is
    /// empty.
    pub left: Option<usize>,
    /// The index of the right report's text in [`Comparison::right`](super::Comparison::right); `None` if this side is
    /// empty.
    pub right: Option<usize>,
    /// The index of the change in [`Comparison::changes`](super::Comparison::changes). `None` if both texts are the
    /// same; between inspections also if only one report has the text.
    pub change: Option<usize>,
}

/// A difference between two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// The kind of difference.
    pub kind: TextChangeKind,
    /// The index of the text in [`Comparison::left`](super::Comparison::left); `None` if only the right report has it.
    pub left: Option<usize>,
    /// The index of the text in [`Comparison::right`](super::Comparison::right); `None` if only the left report has it.
    pub right: Option<usize>,
}

/// The aligned texts of two reports.
#[derive(Debug)]
pub(super) struct Alignment {
    /// The texts of both reports side by side.
    pub(super) rows: Vec<AlignedRow>,
    /// The differences, in reading order.
    pub(super) changes: Vec<TextChange>,
    /// The way in which the texts were compared.
    pub(super) mode: TextMode,
}

/// Aligns the texts of two reports and lists the differences. `bodies` tells for each text whether it is compared
/// between inspections. Without a `mode`, it is chosen from the texts.
pub(super) fn align_units<'w>(
    (left, right): (&[TextUnit], &[TextUnit]),
    bodies: [&[bool]; 2],
    mode: Option<TextMode>,
    weights: impl FnOnce() -> &'w FamilyWeights,
) -> Alignment {
    // The report with the smaller keys is always first, so that swapping the reports gives the mirror image of the
    // result.
    let keys = |units: &[TextUnit]| units.iter().map(|unit| unit.key.clone()).collect::<Vec<String>>();
    let pairs = if keys(left) > keys(right) {
        pair_units(right, left).into_iter().map(UnitPair::swap_sides).collect()
    } else {
        pair_units(left, right)
    };
    let mode = mode.unwrap_or_else(|| choose_text_mode(left, right, &pairs));
    let pairs = match mode {
        TextMode::Drafts => pairs,
        TextMode::Inspections => pairs_of_inspections((left, right), bodies, pairs, weights()),
    };
    let (rows, changes) = align_rows(left.len(), right.len(), &pairs, mode);
    Alignment { rows, changes, mode }
}

/// Two units that belong together.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnitPair {
    /// The index of the left report's unit.
    pub(super) left: usize,
    /// The index of the right report's unit.
    pub(super) right: usize,
    /// The kind of difference; `None` if the words are the same.
    pub(super) kind: Option<TextChangeKind>,
    /// True if a difference is listed as a change.
    pub(super) is_marked: bool,
    /// True if the units are in another order than those of other pairs, so that each has a row of its own.
    pub(super) is_apart: bool,
}

impl UnitPair {
    /// Returns a pair whose difference, if there is one, is listed as a change. Moved units have rows of their own.
    pub(super) fn new(left: usize, right: usize, kind: Option<TextChangeKind>) -> Self {
        Self { left, right, kind, is_marked: true, is_apart: kind == Some(TextChangeKind::Moved) }
    }

    /// Returns the pair for the comparison in the other direction.
    fn swap_sides(self) -> Self {
        Self { left: self.right, right: self.left, ..self }
    }
}

/// Pairs the units of two reports: units with the same words, moved units and similar units.
fn pair_units(left: &[TextUnit], right: &[TextUnit]) -> Vec<UnitPair> {
    let keys = |units: &'_ [TextUnit]| -> Vec<String> { units.iter().map(|unit| unit.key.clone()).collect() };
    let (left_keys, right_keys) = (keys(left), keys(right));
    let mut found = Vec::with_capacity(left.len());
    let (mut left_index, mut right_index) = (0, 0);
    let (mut left_unpaired, mut right_unpaired) = (Vec::new(), Vec::new());
    let mut gaps = Vec::new();
    for (before, after) in hunks(&left_keys, &right_keys) {
        while left_index < before.start {
            found.push(UnitPair::new(left_index, right_index, None));
            (left_index, right_index) = (left_index + 1, right_index + 1);
        }
        (left_index, right_index) = (before.end, after.end);
        gaps.push((before, after));
    }
    while left_index < left.len() && right_index < right.len() {
        found.push(UnitPair::new(left_index, right_index, None));
        (left_index, right_index) = (left_index + 1, right_index + 1);
    }
    // Texts that moved unchanged are paired first. Otherwise they could be paired with similar texts in their gap.
    let moved = pair_moved(left, right, &gaps);
    let (left_moved, right_moved): (Vec<usize>, Vec<usize>) = moved.iter().copied().unzip();
    let (left_moved, right_moved): (std::collections::HashSet<usize>, std::collections::HashSet<usize>) =
        (left_moved.into_iter().collect(), right_moved.into_iter().collect());
    found.extend(moved.iter().map(|(left, right)| UnitPair::new(*left, *right, Some(TextChangeKind::Moved))));
    for (before, after) in gaps {
        let lefts: Vec<usize> = before.filter(|index| !left_moved.contains(index)).collect();
        let rights: Vec<usize> = after.filter(|index| !right_moved.contains(index)).collect();
        let similar = pair_similar(left, right, &lefts, &rights);
        let taken_left: Vec<usize> = similar.iter().map(|pair| pair.left).collect();
        let taken_right: Vec<usize> = similar.iter().map(|pair| pair.right).collect();
        left_unpaired.extend(lefts.into_iter().filter(|index| taken_left.binary_search(index).is_err()));
        right_unpaired.extend(rights.into_iter().filter(|index| taken_right.binary_search(index).is_err()));
        found.extend(similar);
    }
    found.extend(pair_moved_and_changed(left, right, &left_unpaired, &right_unpaired));
    found
}

/// Pairs long units with the same words in different gaps. Returns the indices of the left and the right unit of each
/// pair.
fn pair_moved(
    left: &[TextUnit],
    right: &[TextUnit],
    gaps: &[(std::ops::Range<usize>, std::ops::Range<usize>)],
) -> Vec<(usize, usize)> {
    let is_long = |unit: &TextUnit| unit.key.split(' ').count() >= MIN_MOVED_WORDS;
    let mut places: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (before, after) in gaps {
        for index in before.clone().filter(|index| is_long(&left[*index])) {
            places.entry(&left[index].key).or_default().0.push(index);
        }
        for index in after.clone().filter(|index| is_long(&right[*index])) {
            places.entry(&right[index].key).or_default().1.push(index);
        }
    }
    let pairs = places.into_values().flat_map(|(lefts, rights)| lefts.into_iter().zip(rights));
    pairs.collect()
}

/// Pairs similar units of a gap, in order. `lefts` and `rights` are the indices of the units in the gap.
fn pair_similar(left: &[TextUnit], right: &[TextUnit], lefts: &[usize], rights: &[usize]) -> Vec<UnitPair> {
    if lefts.is_empty() || rights.is_empty() {
        return Vec::new();
    }
    let left_counts: Vec<WordCounts> = lefts.iter().map(|index| WordCounts::new(&left[*index].key)).collect();
    let right_counts: Vec<WordCounts> =
        rights.iter().map(|index| WordCounts::new(&right[*index].key)).collect();
    let scored = score_pairs(&left_counts, &right_counts);
    let chosen = best_ordered_pairs(lefts.len(), rights.len(), &scored);
    let pair = |(left_index, right_index, similarity): (usize, usize, f32)| {
        let kind = if similarity >= MIN_CHANGED_SIMILARITY {
            TextChangeKind::Changed
        } else {
            TextChangeKind::Replaced
        };
        UnitPair::new(lefts[left_index], rights[right_index], Some(kind))
    };
    chosen.into_iter().map(pair).collect()
}

/// Returns the pairs of texts with at least [`MIN_REPLACED_SIMILARITY`], in order: the index on each side, and the
/// similarity.
fn score_pairs(left: &[WordCounts], right: &[WordCounts]) -> Vec<(usize, usize, f32)> {
    let candidates: Vec<(usize, usize)> = if left.len().saturating_mul(right.len()) <= MAX_COMPARED_PAIRS {
        (0..left.len()).flat_map(|i| (0..right.len()).map(move |j| (i, j))).collect()
    } else {
        pairs_sharing_rare_words(left, right)
    };
    candidates
        .into_iter()
        .map(|(i, j)| (i, j, left[i].similarity(&right[j])))
        .filter(|(.., similarity)| *similarity >= MIN_REPLACED_SIMILARITY)
        .collect()
}

/// Returns the pairs of texts that share a rare word, as indices in order.
fn pairs_sharing_rare_words(left: &[WordCounts], right: &[WordCounts]) -> Vec<(usize, usize)> {
    /// A word is rare if at most this many texts on each side contain it.
    const MAX_TEXTS_WITH_RARE_WORD: usize = 8;
    let mut texts_by_word: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (index, counts) in left.iter().enumerate() {
        counts.words().for_each(|word| texts_by_word.entry(word).or_default().0.push(index));
    }
    for (index, counts) in right.iter().enumerate() {
        counts.words().for_each(|word| texts_by_word.entry(word).or_default().1.push(index));
    }
    let mut pairs: Vec<(usize, usize)> = texts_by_word
        .into_values()
        .filter(|(lefts, rights)| {
            lefts.len() <= MAX_TEXTS_WITH_RARE_WORD && rights.len() <= MAX_TEXTS_WITH_RARE_WORD
        })
        .flat_map(|(lefts, rights)| {
            lefts.into_iter().flat_map(move |i| rights.clone().into_iter().map(move |j| (i, j)))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Returns the pairs with the greatest sum of similarities that are in the same order on both sides. `scored` is sorted
/// by left index, then by right index.
fn best_ordered_pairs(
    left_count: usize,
    right_count: usize,
    scored: &[(usize, usize, f32)],
) -> Vec<(usize, usize, f32)> {
    // A Fenwick tree of maxima: for each right index, the best chain that ends at or before it.
    let mut tree: Vec<(f32, Option<usize>)> = vec![(0.0, None); right_count + 1];
    let mut before: Vec<Option<usize>> = vec![None; scored.len()];
    let mut sums = vec![0.0_f32; scored.len()];
    let mut start = 0;
    for left_index in 0..left_count {
        let row_length = scored[start..].iter().position(|(left, ..)| *left > left_index);
        let row = start..row_length.map_or(scored.len(), |length| start + length);
        start = row.end;
        // All sums of a left text are computed before any of them is put into the tree, so that a chain uses each text
        // only once.
        for index in row.clone() {
            let (_, right_index, similarity) = scored[index];
            let (mut sum, mut last) = (0.0, None);
            let mut node = right_index;
            while node > 0 {
                if tree[node].0 > sum {
                    (sum, last) = tree[node];
                }
                node &= node - 1;
            }
            (sums[index], before[index]) = (sum + similarity, last);
        }
        for index in row {
            let mut node = scored[index].1 + 1;
            while node <= right_count {
                if sums[index] > tree[node].0 {
                    tree[node] = (sums[index], Some(index));
                }
                node += node & node.wrapping_neg();
            }
        }
    }
    let best = (0..scored.len()).max_by(|one, other| sums[*one].total_cmp(&sums[*other]));
    let mut chain: Vec<usize> = std::iter::successors(best, |index| before[*index]).collect();
    chain.reverse();
    chain.into_iter().map(|index| scored[index]).collect()
}

/// Pairs long units with nearly the same words, which were moved and slightly changed. `lefts` and `rights` are the
/// indices of the units that are not yet paired.
fn pair_moved_and_changed(
    left: &[TextUnit],
    right: &[TextUnit],
    lefts: &[usize],
    rights: &[usize],
) -> Vec<UnitPair> {
    let is_long = |unit: &TextUnit| unit.key.split(' ').count() >= MIN_MOVED_WORDS;
    let lefts: Vec<usize> = lefts.iter().copied().filter(|index| is_long(&left[*index])).collect();
    let rights: Vec<usize> = rights.iter().copied().filter(|index| is_long(&right[*index])).collect();
    let left_counts: Vec<WordCounts> = lefts.iter().map(|index| WordCounts::new(&left[*index].key)).collect();
    let right_counts: Vec<WordCounts> =
        rights.iter().map(|index| WordCounts::new(&right[*index].key)).collect();
    let mut pairs: Vec<(usize, usize, f32)> = score_pairs(&left_counts, &right_counts)
        .into_iter()
        .filter(|(.., similarity)| *similarity >= MIN_MOVED_SIMILARITY)
        .collect();
    pairs.sort_by(|one, other| other.2.total_cmp(&one.2).then(one.0.cmp(&other.0)).then(one.1.cmp(&other.1)));
    let (mut left_taken, mut right_taken) = (vec![false; lefts.len()], vec![false; rights.len()]);
    let mut found = Vec::new();
    for (left_index, right_index, _) in pairs {
        if !left_taken[left_index] && !right_taken[right_index] {
            (left_taken[left_index], right_taken[right_index]) = (true, true);
            found.push(UnitPair::new(lefts[left_index], rights[right_index], Some(TextChangeKind::Moved)));
        }
    }
    found
}

/// Puts the units of both reports in rows in reading order, and lists the changes. `left_count` and `right_count` are
/// the numbers of units. Between inspections, units that only one report has are not changes.
fn align_rows(
    left_count: usize,
    right_count: usize,
    pairs: &[UnitPair],
    mode: TextMode,
) -> (Vec<AlignedRow>, Vec<TextChange>) {
    let mut pair_of_left: Vec<Option<UnitPair>> = vec![None; left_count];
    let mut pair_of_right: Vec<Option<UnitPair>> = vec![None; right_count];
    for pair in pairs {
        pair_of_left[pair.left] = Some(*pair);
        pair_of_right[pair.right] = Some(*pair);
    }
    let (mut rows, mut changes) = (Vec::with_capacity(left_count.max(right_count)), Vec::<TextChange>::new());
    // For each unit of the left report whose partner has a row of its own, the index of its change.
    let mut changes_apart: HashMap<usize, usize> = HashMap::new();
    let (mut next_left, mut next_right) = (0, 0);
    while next_left < left_count || next_right < right_count {
        // Texts of the left report without a partner beside them come first, then those of the right report, then pairs.
        let is_left_alone =
            next_left < left_count && pair_of_left[next_left].is_none_or(|pair| pair.is_apart);
        let is_right_alone =
            next_right < right_count && pair_of_right[next_right].is_none_or(|pair| pair.is_apart);
        let (left, right) = match (is_left_alone, is_right_alone) {
            (true, _) => (Some(next_left), None),
            (false, true) => (None, Some(next_right)),
            (false, false) => (
                Some(next_left).filter(|left| *left < left_count),
                Some(next_right).filter(|right| *right < right_count),
            ),
        };
        let pair =
            left.and_then(|left| pair_of_left[left]).or_else(|| right.and_then(|right| pair_of_right[right]));
        let change = match pair {
            Some(UnitPair { kind: None, .. } | UnitPair { is_marked: false, .. }) => None,
            None if mode == TextMode::Inspections => None,
            Some(UnitPair { is_apart: true, left, right, kind: Some(kind), .. }) => {
                Some(*changes_apart.entry(left).or_insert_with(|| {
                    changes.push(TextChange { kind, left: Some(left), right: Some(right) });
                    changes.len() - 1
                }))
            }
            _ => {
                let kind = match (left, right) {
                    (Some(_), None) => TextChangeKind::Deleted,
                    (None, _) => TextChangeKind::Inserted,
                    _ => pair.and_then(|pair| pair.kind).unwrap_or(TextChangeKind::Changed),
                };
                changes.push(TextChange { kind, left, right });
                Some(changes.len() - 1)
            }
        };
        rows.push(AlignedRow { left, right, change });
        next_left += usize::from(left.is_some());
        next_right += usize::from(right.is_some());
    }
    (rows, changes)
}
