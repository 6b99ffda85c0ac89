//! Pairs the recommendations of two reports: those with the same wording, and those that ask for similar things.
//!
//! A similarity of words is shown as a similarity. That a recommendation is new, or that an earlier one was met, cannot be
//! known from the words, so no label claims it.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::{
    names::ReportNames,
    units::normalised_words,
    word_families::{FamilyWeights, SimilarPair, WeighedText, similar_pairs, sort_most_similar_first},
    words::WordCounts,
};
use crate::{
    analysis::strings::comparison as strings,
    report::{Recommendation, Report},
};

/// The change of a recommendation from the left report to the right report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecommendationChange {
    /// Both reports make the recommendation, in the same or nearly the same words.
    Repeated,
    /// The recommendations have rare words in common, so they probably ask for similar things.
    Similar,
    /// Only the left report has a recommendation with such words.
    NotRepeated,
    /// Only the right report has a recommendation with such words.
    New,
}

impl RecommendationChange {
    /// Returns the symbol of the change.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Repeated => "=",
            Self::Similar => "~",
            Self::NotRepeated => "−",
            Self::New => "+",
        }
    }

    /// Returns the label of all recommendations with this change: "Not repeated in 2025".
    #[must_use]
    pub fn group_label(self, names: &ReportNames) -> String {
        match self {
            Self::Repeated => strings::REPEATED.to_owned(),
            Self::Similar => strings::similar_to(names.in_words(0)),
            Self::NotRepeated => strings::not_repeated_in(names.in_words(1)),
            Self::New => strings::nothing_similar_in(names.in_words(0)),
        }
    }
}

/// A recommendation of either report, or of both. A recommendation can be in several pairs if it is similar to several.
#[derive(Debug, Clone, PartialEq)]
pub struct RecommendationPair {
    /// The index of the left report's recommendation; `None` if only the right report makes it.
    pub left: Option<usize>,
    /// The index of the right report's recommendation; `None` if only the left report makes it.
    pub right: Option<usize>,
    /// The change of the recommendation.
    pub change: RecommendationChange,
    /// The similarity of the two wordings, from 0 to 1; `None` if only one report makes the recommendation. For
    /// repeated recommendations it is the share of all words that they have in common, for similar ones the share of
    /// the weight of their word families.
    pub similarity: Option<f32>,
    /// The words in common of similar recommendations, as the right report has them, the rarest first. Empty for all
    /// other changes.
    pub shared_words: Vec<String>,
    /// True if the user confirmed that similar recommendations ask for the same thing; see
    /// [`apply_similarity_decisions`](super::apply_similarity_decisions).
    pub is_confirmed: bool,
}

impl RecommendationPair {
    /// Returns the label of the pair: "Similar to recommendation 6 in 2022" or "Not repeated in 2025". Numbers count
    /// the recommendations of a report from 1.
    #[must_use]
    pub fn label(&self, names: &ReportNames) -> String {
        match (self.change, self.left) {
            (RecommendationChange::Similar, Some(left)) if self.is_confirmed => {
                strings::confirmed_same_as_number(names.in_words(0), left + 1)
            }
            (RecommendationChange::Similar, Some(left)) => {
                strings::similar_to_number(names.in_words(0), left + 1)
            }
            (RecommendationChange::Repeated, Some(left)) => {
                strings::repeated_from_number(names.in_words(0), left + 1)
            }
            (change, _) => change.group_label(names),
        }
    }
}

/// The minimum share of common words of two recommendations that count as the same, from 0 to 1.
const MIN_SAME_SIMILARITY: f32 = 0.6;
/// The minimum similarity by word families of two recommendations that are shown as similar. It is the lowest value
/// that gives a precision of 0.95 on one half of the labelled pairs of reports; see `tests/analysis/came_back.rs`.
const MIN_FAMILY_SIMILARITY: f32 = 0.115;
/// The maximum number of words in common that are listed for a pair.
pub(super) const MAX_SHARED_WORDS: usize = 5;

/// Returns the wording of a recommendation without the name of the person or organisation that it is addressed to.
/// Recommendations to one organisation have its name in common, but not their subject.
pub(super) fn wording_without_addressee(item: &Recommendation) -> String {
    let wording = item.text.plain();
    let addressee = item.responsible.as_deref().filter(|name| !name.is_empty());
    addressee.map_or_else(|| wording.to_owned(), |name| wording.replacen(name, " ", 1))
}

/// Returns the wording of a recommendation, then the text of each sub-point if there are several.
fn compared_texts(item: &Recommendation) -> Vec<String> {
    let points = item.sub_points();
    let points = if points.len() > 1 { points } else { Vec::new() };
    std::iter::once(wording_without_addressee(item)).chain(points.into_iter().map(str::to_owned)).collect()
}

/// The recommendations of a report, prepared for comparison.
struct ComparedItems {
    /// The wording of each recommendation and its sub-points, with the index of the recommendation.
    texts: Vec<(usize, String)>,
    /// The word families of each text.
    weighed: Vec<WeighedText>,
    /// The normalised wording of each recommendation.
    wordings: Vec<String>,
    /// The words of each recommendation without its addressee.
    counts: Vec<WordCounts>,
}

impl ComparedItems {
    fn new(report: &Report, weights: &FamilyWeights) -> Self {
        let items = report.recommendations.iter().enumerate();
        let texts: Vec<(usize, String)> = items
            .flat_map(|(index, item)| compared_texts(item).into_iter().map(move |text| (index, text)))
            .collect();
        let weighed = texts.iter().map(|(_, text)| weights.weigh(text)).collect();
        let wordings: Vec<String> =
            report.recommendations.iter().map(|item| normalised_words(item.text.plain())).collect();
        let counts = report
            .recommendations
            .iter()
            .map(|item| WordCounts::new(&normalised_words(&wording_without_addressee(item))))
            .collect();
        Self { texts, weighed, wordings, counts }
    }
}

/// Two recommendations that share rare word families.
#[derive(Debug, Clone, Copy)]
struct LikelyPair {
    /// The indices of the recommendations, and the similarity of their most similar texts.
    pair: SimilarPair,
    /// The indices of these texts in [`ComparedItems::texts`], left and right.
    texts: (usize, usize),
}

/// Pairs the recommendations of two reports, in the order of the right report. Recommendations that are only in the
/// left report are last.
pub(super) fn pair_recommendations<'w>(
    left: &Report,
    right: &Report,
    weights: impl FnOnce() -> &'w FamilyWeights,
) -> Vec<RecommendationPair> {
    if left.recommendations.is_empty() || right.recommendations.is_empty() {
        return with_unpaired(Vec::new(), left.recommendations.len(), right.recommendations.len());
    }
    let weights = weights();
    let (one, other) = (ComparedItems::new(left, weights), ComparedItems::new(right, weights));
    let likely = likely_pairs(&one, &other);
    let mut pairs = repeated_pairs(&one, &other, &likely);
    let lefts: HashSet<usize> = pairs.iter().filter_map(|pair| pair.left).collect();
    let rights: HashSet<usize> = pairs.iter().filter_map(|pair| pair.right).collect();
    let is_unpaired =
        |likely: &LikelyPair| !lefts.contains(&likely.pair.left) && !rights.contains(&likely.pair.right);
    let similar = most_similar(likely.into_iter().filter(is_unpaired).collect());
    pairs.extend(similar.into_iter().map(|likely| {
        let (before, after) = (&one.texts[likely.texts.0].1, &other.texts[likely.texts.1].1);
        RecommendationPair {
            left: Some(likely.pair.left),
            right: Some(likely.pair.right),
            change: RecommendationChange::Similar,
            similarity: Some(likely.pair.similarity),
            shared_words: weights.shared_words(after, before, MAX_SHARED_WORDS),
            is_confirmed: false,
        }
    }));
    with_unpaired(pairs, left.recommendations.len(), right.recommendations.len())
}

/// Returns the pairs of recommendations that share rare word families, in order.
fn likely_pairs(one: &ComparedItems, other: &ComparedItems) -> Vec<LikelyPair> {
    let mut best: BTreeMap<(usize, usize), LikelyPair> = BTreeMap::new();
    for found in similar_pairs(&one.weighed, &other.weighed) {
        let (left, right) = (one.texts[found.left].0, other.texts[found.right].0);
        let likely = LikelyPair {
            pair: SimilarPair { left, right, similarity: found.similarity },
            texts: (found.left, found.right),
        };
        let known = best.entry((left, right)).or_insert(likely);
        if found.similarity > known.pair.similarity {
            *known = likely;
        }
    }
    best.into_values().collect()
}

/// Returns the recommendations that both reports make. Each is in one pair.
fn repeated_pairs(
    one: &ComparedItems,
    other: &ComparedItems,
    likely: &[LikelyPair],
) -> Vec<RecommendationPair> {
    let mut found: Vec<SimilarPair> = same_wording(one, other);
    let (mut lefts, mut rights): (HashSet<usize>, HashSet<usize>) =
        found.iter().map(|pair| (pair.left, pair.right)).unzip();
    let mut candidates: Vec<SimilarPair> = likely
        .iter()
        .map(|likely| likely.pair)
        .filter(|pair| !lefts.contains(&pair.left) && !rights.contains(&pair.right))
        .map(|pair| SimilarPair {
            similarity: one.counts[pair.left].similarity(&other.counts[pair.right]),
            ..pair
        })
        .filter(|pair| pair.similarity >= MIN_SAME_SIMILARITY)
        .collect();
    sort_most_similar_first(&mut candidates);
    for pair in candidates {
        if !lefts.contains(&pair.left) && !rights.contains(&pair.right) {
            lefts.insert(pair.left);
            rights.insert(pair.right);
            found.push(pair);
        }
    }
    let repeated = |pair: SimilarPair| RecommendationPair {
        left: Some(pair.left),
        right: Some(pair.right),
        change: RecommendationChange::Repeated,
        similarity: Some(pair.similarity),
        shared_words: Vec::new(),
        is_confirmed: false,
    };
    found.into_iter().map(repeated).collect()
}

/// Pairs recommendations with the same wording, in order.
fn same_wording(one: &ComparedItems, other: &ComparedItems) -> Vec<SimilarPair> {
    let mut rights: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (index, wording) in other.wordings.iter().enumerate() {
        rights.entry(wording).or_default().push_back(index);
    }
    let lefts = one.wordings.iter().enumerate();
    let pairs = lefts.filter_map(|(left, wording)| {
        let right = rights.get_mut(wording.as_str())?.pop_front()?;
        Some(SimilarPair { left, right, similarity: 1.0 })
    });
    pairs.collect()
}

/// Returns the pairs that are the most similar pair of either recommendation, if they are similar enough.
fn most_similar(mut likely: Vec<LikelyPair>) -> Vec<LikelyPair> {
    likely.retain(|likely| likely.pair.similarity >= MIN_FAMILY_SIMILARITY);
    likely.sort_by(|one, other| one.pair.compare_most_similar_first(&other.pair));
    let (mut lefts, mut rights) = (HashSet::new(), HashSet::new());
    likely.retain(|LikelyPair { pair, .. }| {
        let is_first_of_left = lefts.insert(pair.left);
        let is_first_of_right = rights.insert(pair.right);
        is_first_of_left || is_first_of_right
    });
    likely
}

/// Adds the recommendations that are in no pair, and sorts all by the place in the right report. The pairs of one
/// recommendation are sorted by similarity, the greatest first.
pub(super) fn with_unpaired(
    mut pairs: Vec<RecommendationPair>,
    left_count: usize,
    right_count: usize,
) -> Vec<RecommendationPair> {
    let alone =
        |left: Option<usize>, right: Option<usize>, change: RecommendationChange| RecommendationPair {
            left,
            right,
            change,
            similarity: None,
            shared_words: Vec::new(),
            is_confirmed: false,
        };
    let lefts: HashSet<usize> = pairs.iter().filter_map(|pair| pair.left).collect();
    let rights: HashSet<usize> = pairs.iter().filter_map(|pair| pair.right).collect();
    let new = (0..right_count).filter(|index| !rights.contains(index));
    pairs.extend(new.map(|index| alone(None, Some(index), RecommendationChange::New)));
    pairs.sort_by(|one, other| {
        let by_similarity = other.similarity.unwrap_or(0.0).total_cmp(&one.similarity.unwrap_or(0.0));
        one.right.cmp(&other.right).then(by_similarity).then(one.left.cmp(&other.left))
    });
    let not_repeated = (0..left_count).filter(|index| !lefts.contains(index));
    pairs.extend(not_repeated.map(|index| alone(Some(index), None, RecommendationChange::NotRepeated)));
    pairs
}
