//! Aligns the texts of two reports and finds the differences.
//!
//! First, texts with the same words are paired in order. The texts between them are paired by similarity. Texts that are
//! then left on both sides with nearly the same words were moved.

use std::collections::{BTreeMap, HashMap};

use super::{
    Unit,
    words::{WordCounts, hunks},
};

/// From this similarity, a text counts as changed.
pub(super) const MIN_CHANGED_SIMILARITY: f32 = 0.6;
/// From this similarity, a text counts as replaced. With less, one text was removed and another was added.
pub(super) const MIN_REPLACED_SIMILARITY: f32 = 0.3;
/// From this similarity, a text at another place counts as moved.
const MIN_MOVED_SIMILARITY: f32 = 0.9;
/// Shorter texts are too common to tell whether they were moved.
const MIN_MOVED_WORDS: usize = 5;
/// With more pairs than this, only texts that share a rare word are compared.
const MAX_PAIRS: usize = 40_000;

/// The kind of difference between two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextChangeKind {
    /// The text is only in the right report.
    Inserted,
    /// The text is only in the left report.
    Deleted,
    /// Some words differ.
    Changed,
    /// Another text is in the same place.
    Replaced,
    /// The text is at another place.
    Moved,
}

impl TextChangeKind {
    /// Returns the symbol and the label.
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
}

/// A row of two texts side by side. One side may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlignedRow {
    /// The index of the left report's text in [`Comparison::left`](super::Comparison::left).
    pub left: Option<usize>,
    /// The index of the right report's text in [`Comparison::right`](super::Comparison::right).
    pub right: Option<usize>,
    /// The index of the change in [`Comparison::changes`](super::Comparison::changes). `None` if both texts are the
    /// same.
    pub change: Option<usize>,
}

/// A difference between two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// The kind of difference.
    pub kind: TextChangeKind,
    /// The index of the left report's text.
    pub left: Option<usize>,
    /// The index of the right report's text.
    pub right: Option<usize>,
}

/// Aligns the texts of two reports and lists the differences.
pub(super) fn align(left: &[Unit], right: &[Unit]) -> (Vec<AlignedRow>, Vec<TextChange>) {
    // The direction does not depend on the order of the reports, so that swapping them mirrors the result.
    let keys = |units: &[Unit]| units.iter().map(|unit| unit.key.clone()).collect::<Vec<String>>();
    if keys(left) > keys(right) {
        let pairs = pair_units(right, left);
        return align_rows(
            left.len(),
            right.len(),
            &pairs.into_iter().map(Pair::mirrored).collect::<Vec<_>>(),
        );
    }
    align_rows(left.len(), right.len(), &pair_units(left, right))
}

/// Two units that belong together. `kind` is `None` if their words are the same.
#[derive(Debug, Clone, Copy)]
struct Pair {
    left: usize,
    right: usize,
    kind: Option<TextChangeKind>,
}

impl Pair {
    fn mirrored(self) -> Self {
        Self { left: self.right, right: self.left, ..self }
    }
}

fn pair_units(left: &[Unit], right: &[Unit]) -> Vec<Pair> {
    let keys = |units: &'_ [Unit]| -> Vec<String> { units.iter().map(|unit| unit.key.clone()).collect() };
    let (left_keys, right_keys) = (keys(left), keys(right));
    let mut found = Vec::with_capacity(left.len());
    let (mut i, mut j) = (0, 0);
    let (mut left_unpaired, mut right_unpaired) = (Vec::new(), Vec::new());
    let mut gaps = Vec::new();
    for (before, after) in hunks(&left_keys, &right_keys) {
        while i < before.start {
            found.push(Pair { left: i, right: j, kind: None });
            (i, j) = (i + 1, j + 1);
        }
        (i, j) = (before.end, after.end);
        gaps.push((before, after));
    }
    while i < left.len() && j < right.len() {
        found.push(Pair { left: i, right: j, kind: None });
        (i, j) = (i + 1, j + 1);
    }
    // Unchanged moved texts are paired before the remaining texts are compared with their neighbours.
    let moved = pair_moved(left, right, &gaps);
    let (left_moved, right_moved): (Vec<usize>, Vec<usize>) = moved.iter().copied().unzip();
    let (left_moved, right_moved): (std::collections::HashSet<usize>, std::collections::HashSet<usize>) =
        (left_moved.into_iter().collect(), right_moved.into_iter().collect());
    found.extend(moved.iter().map(|(left, right)| Pair {
        left: *left,
        right: *right,
        kind: Some(TextChangeKind::Moved),
    }));
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

/// Pairs units with the same words in different gaps.
fn pair_moved(
    left: &[Unit],
    right: &[Unit],
    gaps: &[(std::ops::Range<usize>, std::ops::Range<usize>)],
) -> Vec<(usize, usize)> {
    let is_long = |unit: &Unit| unit.key.split(' ').count() >= MIN_MOVED_WORDS;
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

/// Pairs similar units of a gap, in order.
fn pair_similar(left: &[Unit], right: &[Unit], lefts: &[usize], rights: &[usize]) -> Vec<Pair> {
    if lefts.is_empty() || rights.is_empty() {
        return Vec::new();
    }
    let left_counts: Vec<WordCounts> = lefts.iter().map(|index| WordCounts::new(&left[*index].key)).collect();
    let right_counts: Vec<WordCounts> =
        rights.iter().map(|index| WordCounts::new(&right[*index].key)).collect();
    let scored = score_pairs(&left_counts, &right_counts);
    let chosen = best_in_order(lefts.len(), rights.len(), &scored);
    let pair = |(i, j, similarity): (usize, usize, f32)| {
        let kind = if similarity >= MIN_CHANGED_SIMILARITY {
            TextChangeKind::Changed
        } else {
            TextChangeKind::Replaced
        };
        Pair { left: lefts[i], right: rights[j], kind: Some(kind) }
    };
    chosen.into_iter().map(pair).collect()
}

/// Returns the pairs that are similar enough, in order, each with its similarity.
fn score_pairs(left: &[WordCounts], right: &[WordCounts]) -> Vec<(usize, usize, f32)> {
    let candidates: Vec<(usize, usize)> = if left.len().saturating_mul(right.len()) <= MAX_PAIRS {
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

/// Returns the pairs that share a rare word.
fn pairs_sharing_rare_words(left: &[WordCounts], right: &[WordCounts]) -> Vec<(usize, usize)> {
    /// A word is rare if at most this many texts on each side contain it.
    const MAX_TEXTS: usize = 8;
    let mut texts_by_word: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (index, counts) in left.iter().enumerate() {
        counts.words().for_each(|word| texts_by_word.entry(word).or_default().0.push(index));
    }
    for (index, counts) in right.iter().enumerate() {
        counts.words().for_each(|word| texts_by_word.entry(word).or_default().1.push(index));
    }
    let mut pairs: Vec<(usize, usize)> = texts_by_word
        .into_values()
        .filter(|(lefts, rights)| lefts.len() <= MAX_TEXTS && rights.len() <= MAX_TEXTS)
        .flat_map(|(lefts, rights)| {
            lefts.into_iter().flat_map(move |i| rights.clone().into_iter().map(move |j| (i, j)))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Returns the pairs, in order on both sides, with the greatest sum of similarities. `scored` is sorted by left index,
/// then by right index.
fn best_in_order(lefts: usize, rights: usize, scored: &[(usize, usize, f32)]) -> Vec<(usize, usize, f32)> {
    // A Fenwick tree of maxima: for each right index, the best chain that ends at or before it.
    let mut tree: Vec<(f32, Option<usize>)> = vec![(0.0, None); rights + 1];
    let mut before: Vec<Option<usize>> = vec![None; scored.len()];
    let mut sums = vec![0.0_f32; scored.len()];
    let mut at = 0;
    for i in 0..lefts {
        let row =
            at..scored[at..].iter().position(|(left, ..)| *left > i).map_or(scored.len(), |end| at + end);
        at = row.end;
        // All sums of a left text are computed before any is put into the tree: a chain uses each text only once.
        for index in row.clone() {
            let (_, j, similarity) = scored[index];
            let (mut sum, mut last) = (0.0, None);
            let mut node = j;
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
            while node <= rights {
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

/// Pairs the remaining units that are nearly the same: they were moved, and a few words were changed.
fn pair_moved_and_changed(left: &[Unit], right: &[Unit], lefts: &[usize], rights: &[usize]) -> Vec<Pair> {
    let is_long = |unit: &Unit| unit.key.split(' ').count() >= MIN_MOVED_WORDS;
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
    for (i, j, _) in pairs {
        if !left_taken[i] && !right_taken[j] {
            (left_taken[i], right_taken[j]) = (true, true);
            found.push(Pair { left: lefts[i], right: rights[j], kind: Some(TextChangeKind::Moved) });
        }
    }
    found
}

/// Puts both texts in rows in reading order, and lists the changes.
fn align_rows(lefts: usize, rights: usize, pairs: &[Pair]) -> (Vec<AlignedRow>, Vec<TextChange>) {
    let mut pair_of_left: Vec<Option<Pair>> = vec![None; lefts];
    let mut pair_of_right: Vec<Option<Pair>> = vec![None; rights];
    for pair in pairs {
        pair_of_left[pair.left] = Some(*pair);
        pair_of_right[pair.right] = Some(*pair);
    }
    let is_moved = |pair: &Pair| pair.kind == Some(TextChangeKind::Moved);
    let (mut rows, mut changes) = (Vec::with_capacity(lefts.max(rights)), Vec::<TextChange>::new());
    let mut moves: HashMap<usize, usize> = HashMap::new();
    let (mut i, mut j) = (0, 0);
    while i < lefts || j < rights {
        // Unpaired and moved texts of the left report come first, then those of the right report, then pairs.
        let is_left_alone = i < lefts && pair_of_left[i].is_none_or(|pair| is_moved(&pair));
        let is_right_alone = j < rights && pair_of_right[j].is_none_or(|pair| is_moved(&pair));
        let (left, right) = match (is_left_alone, is_right_alone) {
            (true, _) => (Some(i), None),
            (false, true) => (None, Some(j)),
            (false, false) => (Some(i).filter(|_| i < lefts), Some(j).filter(|_| j < rights)),
        };
        let pair =
            left.and_then(|left| pair_of_left[left]).or_else(|| right.and_then(|right| pair_of_right[right]));
        let change = match pair {
            Some(Pair { kind: None, .. }) => None,
            Some(pair) if is_moved(&pair) => Some(*moves.entry(pair.left).or_insert_with(|| {
                changes.push(TextChange {
                    kind: TextChangeKind::Moved,
                    left: Some(pair.left),
                    right: Some(pair.right),
                });
                changes.len() - 1
            })),
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
        i += usize::from(left.is_some());
        j += usize::from(right.is_some());
    }
    (rows, changes)
}
