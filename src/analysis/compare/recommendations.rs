//! Recommendations of two reports, by their wording.

use super::{units::plain, words::Bag};
use crate::report::Report;

/// What became of a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// Both reports ask for it.
    CarriedOver,
    /// The right report does not ask for it again.
    Answered,
    /// Only the right report asks for it.
    New,
}

impl Fate {
    /// Its sign and its word.
    #[must_use]
    pub fn says(self) -> (&'static str, &'static str) {
        match self {
            Self::CarriedOver => ("=", "Carried over"),
            Self::Answered => ("−", "Not asked again"),
            Self::New => ("+", "New"),
        }
    }
}

/// A recommendation of either report, or of both.
#[derive(Debug, Clone, PartialEq)]
pub struct RecommendationPair {
    /// The recommendation of the left report, by its index.
    pub left: Option<usize>,
    /// The recommendation of the right report, by its index.
    pub right: Option<usize>,
    /// What became of it.
    pub fate: Fate,
    /// How alike the wordings are, from 0 to 1, where there are two.
    pub likeness: Option<f32>,
}

/// From this share of words in common two recommendations ask for the same.
const SAME: f32 = 0.6;

/// Pairs recommendations: those of the right report in its order, then those only the left one makes.
pub(super) fn pairs(left: &Report, right: &Report) -> Vec<RecommendationPair> {
    let bags = |report: &Report| -> Vec<Bag> {
        report.recommendations.iter().map(|item| Bag::of(&plain(item.text.plain()))).collect()
    };
    let (left_bags, right_bags) = (bags(left), bags(right));
    let mut alike: Vec<(usize, usize, f32)> = Vec::new();
    for (i, one) in left_bags.iter().enumerate() {
        for (j, other) in right_bags.iter().enumerate() {
            let likeness = one.likeness(other);
            if likeness >= SAME {
                alike.push((i, j, likeness));
            }
        }
    }
    // The most alike first; of those as alike, the ones that stand at the same place.
    alike.sort_by(|one, other| {
        let apart = |pair: &(usize, usize, f32)| (pair.0.abs_diff(pair.1), pair.0 + pair.1);
        other.2.total_cmp(&one.2).then(apart(one).cmp(&apart(other)))
    });
    let mut of_left: Vec<Option<(usize, f32)>> = vec![None; left_bags.len()];
    let mut of_right: Vec<Option<(usize, f32)>> = vec![None; right_bags.len()];
    for (i, j, likeness) in alike {
        if of_left[i].is_none() && of_right[j].is_none() {
            (of_left[i], of_right[j]) = (Some((j, likeness)), Some((i, likeness)));
        }
    }
    let rights = of_right.iter().enumerate().map(|(index, partner)| RecommendationPair {
        left: partner.map(|(left, _)| left),
        right: Some(index),
        fate: if partner.is_some() { Fate::CarriedOver } else { Fate::New },
        likeness: partner.map(|(_, likeness)| likeness),
    });
    let lefts = of_left.iter().enumerate().filter(|(_, partner)| partner.is_none());
    let lefts = lefts.map(|(index, _)| RecommendationPair {
        left: Some(index),
        right: None,
        fate: Fate::Answered,
        likeness: None,
    });
    rights.chain(lefts).collect()
}
