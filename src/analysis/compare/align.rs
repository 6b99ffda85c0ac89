//! Texts of two reports side by side: what is the same, what changed, what was moved.
//!
//! The same words are paired first, in order; what is left between them is paired by likeness; what then stands alone on
//! both sides with the same words was moved.

use std::collections::{BTreeMap, HashMap};

use super::{
    Unit,
    words::{Bag, hunks},
};

/// From this share of words in common a text was changed.
pub(super) const CHANGED: f32 = 0.6;
/// From this share one text stands in the place of the other; with less, one went and another came.
pub(super) const REPLACED: f32 = 0.3;
/// From this share a text that stands elsewhere is the same one, moved.
const MOVED: f32 = 0.9;
/// Texts of fewer words are too short to be told to have moved.
const FEWEST_MOVED: usize = 5;
/// Stretches of so many pairs are compared pair by pair; in longer ones only texts that share a rare word.
const MOST_PAIRS: usize = 40_000;

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Only the right report has it.
    Inserted,
    /// Only the left report has it.
    Deleted,
    /// Some of its words differ.
    Changed,
    /// Another text stands in its place.
    Replaced,
    /// It stands elsewhere.
    Moved,
}

impl Kind {
    /// Its sign and its word.
    #[must_use]
    pub fn says(self) -> (&'static str, &'static str) {
        match self {
            Self::Inserted => ("+", "Added"),
            Self::Deleted => ("−", "Removed"),
            Self::Changed => ("~", "Changed"),
            Self::Replaced => ("≠", "Replaced"),
            Self::Moved => ("↕", "Moved"),
        }
    }
}

/// A row of two texts side by side; one side is empty where the other has something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aligned {
    /// The text of the left report.
    pub left: Option<usize>,
    /// The text of the right report.
    pub right: Option<usize>,
    /// Which of the changes it is; `None` where both are the same.
    pub change: Option<usize>,
}

/// A difference between two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// Of what kind.
    pub kind: Kind,
    /// The text of the left report, by its index.
    pub left: Option<usize>,
    /// The text of the right report, by its index.
    pub right: Option<usize>,
}

/// Pairs the units of two reports.
pub(super) fn align(left: &[Unit], right: &[Unit]) -> (Vec<Aligned>, Vec<TextChange>) {
    // The same answer whichever way round they are given.
    let words = |units: &[Unit]| units.iter().map(|unit| unit.key.clone()).collect::<Vec<String>>();
    if words(left) > words(right) {
        let pairs = pairs(right, left);
        return rows(left.len(), right.len(), &pairs.into_iter().map(Pair::mirrored).collect::<Vec<_>>());
    }
    rows(left.len(), right.len(), &pairs(left, right))
}

/// Two units that belong together, and how.
#[derive(Debug, Clone, Copy)]
struct Pair {
    left: usize,
    right: usize,
    kind: Option<Kind>,
}

impl Pair {
    fn mirrored(self) -> Self {
        Self { left: self.right, right: self.left, ..self }
    }
}

fn pairs(left: &[Unit], right: &[Unit]) -> Vec<Pair> {
    let keys = |units: &'_ [Unit]| -> Vec<String> { units.iter().map(|unit| unit.key.clone()).collect() };
    let (left_keys, right_keys) = (keys(left), keys(right));
    let mut found = Vec::with_capacity(left.len());
    let (mut i, mut j) = (0, 0);
    let (mut left_alone, mut right_alone) = (Vec::new(), Vec::new());
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
    // What was moved whole is told before what is left is held against its neighbours.
    let moved = moved(left, right, &gaps);
    let (left_moved, right_moved): (Vec<usize>, Vec<usize>) = moved.iter().copied().unzip();
    let (left_moved, right_moved): (std::collections::HashSet<usize>, std::collections::HashSet<usize>) =
        (left_moved.into_iter().collect(), right_moved.into_iter().collect());
    found.extend(moved.iter().map(|(left, right)| Pair {
        left: *left,
        right: *right,
        kind: Some(Kind::Moved),
    }));
    for (before, after) in gaps {
        let lefts: Vec<usize> = before.filter(|index| !left_moved.contains(index)).collect();
        let rights: Vec<usize> = after.filter(|index| !right_moved.contains(index)).collect();
        let alike = alike(left, right, &lefts, &rights);
        let taken_left: Vec<usize> = alike.iter().map(|pair| pair.left).collect();
        let taken_right: Vec<usize> = alike.iter().map(|pair| pair.right).collect();
        left_alone.extend(lefts.into_iter().filter(|index| taken_left.binary_search(index).is_err()));
        right_alone.extend(rights.into_iter().filter(|index| taken_right.binary_search(index).is_err()));
        found.extend(alike);
    }
    found.extend(moved_and_changed(left, right, &left_alone, &right_alone));
    found
}

/// Units with the same words that stand in different gaps; those that are there once on each side.
fn moved(
    left: &[Unit],
    right: &[Unit],
    gaps: &[(std::ops::Range<usize>, std::ops::Range<usize>)],
) -> Vec<(usize, usize)> {
    let long = |unit: &Unit| unit.key.split(' ').count() >= FEWEST_MOVED;
    let mut places: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (before, after) in gaps {
        for index in before.clone().filter(|index| long(&left[*index])) {
            places.entry(&left[index].key).or_default().0.push(index);
        }
        for index in after.clone().filter(|index| long(&right[*index])) {
            places.entry(&right[index].key).or_default().1.push(index);
        }
    }
    let pairs = places.into_values().flat_map(|(lefts, rights)| lefts.into_iter().zip(rights));
    pairs.collect()
}

/// Units of a gap that are alike, in order.
fn alike(left: &[Unit], right: &[Unit], lefts: &[usize], rights: &[usize]) -> Vec<Pair> {
    if lefts.is_empty() || rights.is_empty() {
        return Vec::new();
    }
    let left_bags: Vec<Bag> = lefts.iter().map(|index| Bag::of(&left[*index].key)).collect();
    let right_bags: Vec<Bag> = rights.iter().map(|index| Bag::of(&right[*index].key)).collect();
    let scored = scored(&left_bags, &right_bags);
    let chosen = best_in_order(lefts.len(), rights.len(), &scored);
    let pair = |(i, j, likeness): (usize, usize, f32)| {
        let kind = if likeness >= CHANGED { Kind::Changed } else { Kind::Replaced };
        Pair { left: lefts[i], right: rights[j], kind: Some(kind) }
    };
    chosen.into_iter().map(pair).collect()
}

/// Pairs that are alike enough, each with its likeness, in order.
fn scored(left: &[Bag], right: &[Bag]) -> Vec<(usize, usize, f32)> {
    let candidates: Vec<(usize, usize)> = if left.len().saturating_mul(right.len()) <= MOST_PAIRS {
        (0..left.len()).flat_map(|i| (0..right.len()).map(move |j| (i, j))).collect()
    } else {
        sharing_rare_words(left, right)
    };
    candidates
        .into_iter()
        .map(|(i, j)| (i, j, left[i].likeness(&right[j])))
        .filter(|(.., likeness)| *likeness >= REPLACED)
        .collect()
}

/// Pairs that share a word which few on either side have.
fn sharing_rare_words(left: &[Bag], right: &[Bag]) -> Vec<(usize, usize)> {
    /// More texts than this share every common word.
    const RARE: usize = 8;
    let mut having: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (index, bag) in left.iter().enumerate() {
        bag.words().for_each(|word| having.entry(word).or_default().0.push(index));
    }
    for (index, bag) in right.iter().enumerate() {
        bag.words().for_each(|word| having.entry(word).or_default().1.push(index));
    }
    let mut pairs: Vec<(usize, usize)> = having
        .into_values()
        .filter(|(lefts, rights)| lefts.len() <= RARE && rights.len() <= RARE)
        .flat_map(|(lefts, rights)| {
            lefts.into_iter().flat_map(move |i| rights.clone().into_iter().map(move |j| (i, j)))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The pairs, in order on both sides, whose likenesses add up to the most. `scored` is in order of both.
fn best_in_order(lefts: usize, rights: usize, scored: &[(usize, usize, f32)]) -> Vec<(usize, usize, f32)> {
    // For each right index the best chain that ends at or before it: a Fenwick tree of maxima.
    let mut tree: Vec<(f32, Option<usize>)> = vec![(0.0, None); rights + 1];
    let mut before: Vec<Option<usize>> = vec![None; scored.len()];
    let mut sums = vec![0.0_f32; scored.len()];
    let mut at = 0;
    for i in 0..lefts {
        let row =
            at..scored[at..].iter().position(|(left, ..)| *left > i).map_or(scored.len(), |end| at + end);
        at = row.end;
        // All of one left text are worked out before any is entered: it is used once.
        for index in row.clone() {
            let (_, j, likeness) = scored[index];
            let (mut sum, mut last) = (0.0, None);
            let mut node = j;
            while node > 0 {
                if tree[node].0 > sum {
                    (sum, last) = tree[node];
                }
                node &= node - 1;
            }
            (sums[index], before[index]) = (sum + likeness, last);
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

/// Units that stand alone on both sides and are nearly the same: moved, with a few words changed.
fn moved_and_changed(left: &[Unit], right: &[Unit], lefts: &[usize], rights: &[usize]) -> Vec<Pair> {
    let long = |unit: &Unit| unit.key.split(' ').count() >= FEWEST_MOVED;
    let lefts: Vec<usize> = lefts.iter().copied().filter(|index| long(&left[*index])).collect();
    let rights: Vec<usize> = rights.iter().copied().filter(|index| long(&right[*index])).collect();
    let left_bags: Vec<Bag> = lefts.iter().map(|index| Bag::of(&left[*index].key)).collect();
    let right_bags: Vec<Bag> = rights.iter().map(|index| Bag::of(&right[*index].key)).collect();
    let mut pairs: Vec<(usize, usize, f32)> =
        scored(&left_bags, &right_bags).into_iter().filter(|(.., likeness)| *likeness >= MOVED).collect();
    pairs.sort_by(|one, other| other.2.total_cmp(&one.2).then(one.0.cmp(&other.0)).then(one.1.cmp(&other.1)));
    let (mut left_taken, mut right_taken) = (vec![false; lefts.len()], vec![false; rights.len()]);
    let mut found = Vec::new();
    for (i, j, _) in pairs {
        if !left_taken[i] && !right_taken[j] {
            (left_taken[i], right_taken[j]) = (true, true);
            found.push(Pair { left: lefts[i], right: rights[j], kind: Some(Kind::Moved) });
        }
    }
    found
}

/// Rows in reading order, and the changes among them.
fn rows(lefts: usize, rights: usize, pairs: &[Pair]) -> (Vec<Aligned>, Vec<TextChange>) {
    let mut of_left: Vec<Option<Pair>> = vec![None; lefts];
    let mut of_right: Vec<Option<Pair>> = vec![None; rights];
    for pair in pairs {
        of_left[pair.left] = Some(*pair);
        of_right[pair.right] = Some(*pair);
    }
    let is_moved = |pair: &Pair| pair.kind == Some(Kind::Moved);
    let (mut aligned, mut changes) = (Vec::with_capacity(lefts.max(rights)), Vec::<TextChange>::new());
    let mut moves: HashMap<usize, usize> = HashMap::new();
    let (mut i, mut j) = (0, 0);
    while i < lefts || j < rights {
        // Left texts without a partner at this place come first, then right ones, then a pair.
        let left_alone = i < lefts && of_left[i].is_none_or(|pair| is_moved(&pair));
        let right_alone = j < rights && of_right[j].is_none_or(|pair| is_moved(&pair));
        let (left, right) = match (left_alone, right_alone) {
            (true, _) => (Some(i), None),
            (false, true) => (None, Some(j)),
            (false, false) => (Some(i).filter(|_| i < lefts), Some(j).filter(|_| j < rights)),
        };
        let pair = left.and_then(|left| of_left[left]).or_else(|| right.and_then(|right| of_right[right]));
        let change = match pair {
            Some(Pair { kind: None, .. }) => None,
            Some(pair) if is_moved(&pair) => Some(*moves.entry(pair.left).or_insert_with(|| {
                changes.push(TextChange {
                    kind: Kind::Moved,
                    left: Some(pair.left),
                    right: Some(pair.right),
                });
                changes.len() - 1
            })),
            _ => {
                let kind = match (left, right) {
                    (Some(_), None) => Kind::Deleted,
                    (None, _) => Kind::Inserted,
                    _ => pair.and_then(|pair| pair.kind).unwrap_or(Kind::Changed),
                };
                changes.push(TextChange { kind, left, right });
                Some(changes.len() - 1)
            }
        };
        aligned.push(Aligned { left, right, change });
        i += usize::from(left.is_some());
        j += usize::from(right.is_some());
    }
    (aligned, changes)
}
