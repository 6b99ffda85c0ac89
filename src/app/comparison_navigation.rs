//! Going to places, changes and pairs of a comparison. Runs without a window.

use super::{CompareSide, CompareTab, ComparedTexts, ComparisonTab, NarrowPart, State, strings};
use crate::{analysis::compare::TextMode, report::Place};

/// A pair of judgements or recommendations in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparedPair {
    /// The index of a pair of judgements.
    Judgement(usize),
    /// The index of a pair of recommendations.
    Recommendation(usize),
}

impl ComparisonTab {
    /// Returns the left and right place of a pair; `None` for a side that does not have it.
    #[must_use]
    pub fn places_of_pair(&self, pair: ComparedPair) -> [Option<Place>; 2] {
        let [left, right] = &self.result.reports;
        let comparison = self.comparison();
        match pair {
            ComparedPair::Judgement(index) => {
                let Some(pair) = comparison.judgements.get(index) else { return [None, None] };
                [
                    pair.left.and_then(|index| left.judgements[index].place()),
                    pair.right.and_then(|index| right.judgements[index].place()),
                ]
            }
            ComparedPair::Recommendation(index) => {
                let Some(pair) = comparison.recommendations.get(index) else { return [None, None] };
                [
                    pair.left.map(|index| left.recommendations[index].place),
                    pair.right.map(|index| right.recommendations[index].place),
                ]
            }
        }
    }
}

impl State {
    /// Goes to a place on each side, in the full texts. A side without a place is scrolled to the matching position.
    pub(super) fn go_to_both_places(&mut self, places: [Option<Place>; 2]) {
        let Some(comparison) = self.front_comparison_mut() else { return };
        comparison.texts = ComparedTexts::Full;
        // A narrow window shows one text: the later one, unless only the earlier one has a place.
        match places {
            [_, Some(_)] => comparison.narrow_part = NarrowPart::Text(CompareSide::Right),
            [Some(_), None] => comparison.narrow_part = NarrowPart::Text(CompareSide::Left),
            [None, None] => {}
        }
        for (side, place) in comparison.sides.iter_mut().zip(places) {
            side.view.highlighted = place;
            match place {
                Some(place) => side.view.scroll.go_to_place(place),
                None => side.view.scroll.clear_target(),
            }
        }
    }

    /// Goes to a change, on both sides. `change` is an index in the list of all changes.
    pub(super) fn go_to_change(&mut self, change: usize) {
        let Some(comparison) = self.front_comparison_mut() else { return };
        comparison.current = Some(change);
        comparison.tab = CompareTab::Text;
        let places = comparison.places_of_change(change);
        // The texts by section show the change themselves.
        let shown = comparison.shown_texts();
        self.go_to_both_places(places);
        if let Some(comparison) = self.front_comparison_mut() {
            comparison.texts = shown;
        }
    }

    /// Goes to the next difference in the list (1), or to the previous difference (-1). After the last one, a toast says
    /// that there are no more.
    pub(super) fn go_to_adjacent_change(&mut self, step: isize) {
        let Some(comparison) = self.front_comparison() else { return };
        let listed = comparison.listed_changes();
        let next = match (comparison.current, step > 0) {
            (Some(current), true) => listed.iter().find(|change| **change > current),
            (Some(current), false) => listed.iter().rfind(|change| **change < current),
            (None, true) => listed.first(),
            (None, false) => listed.last(),
        };
        match next.copied() {
            Some(next) => self.go_to_change(next),
            None => {
                let words = strings::no_more_differences_toast(step > 0);
                self.messages.toast = Some(words.to_owned().into());
            }
        }
    }

    /// Goes to a pair of judgements or recommendations, on both sides, and shows it in the panel. The texts by section
    /// have the judgements, but not the recommendations, which are shown in the full texts.
    pub(super) fn go_to_pair(&mut self, pair: ComparedPair) {
        let Some(comparison) = self.front_comparison_mut() else { return };
        comparison.current_pair = Some(pair);
        comparison.tab = match pair {
            ComparedPair::Judgement(_) => CompareTab::Judgements,
            ComparedPair::Recommendation(_) => CompareTab::Recommendations,
        };
        let places = comparison.places_of_pair(pair);
        let shown = comparison.shown_texts();
        self.go_to_both_places(places);
        if let ComparedPair::Judgement(index) = pair
            && shown == ComparedTexts::BySection
        {
            self.show_compared_texts(shown);
            self.go_to_judgement_texts(index);
        }
    }

    /// Goes to the next (1) or previous (-1) pair of judgements.
    pub(super) fn go_to_adjacent_judgement_pair(&mut self, step: isize) {
        let Some(comparison) = self.front_comparison() else { return };
        let current = match comparison.current_pair {
            Some(ComparedPair::Judgement(index)) => Some(index),
            _ => None,
        };
        if let Some(next) = adjacent_index(current, step, comparison.comparison().judgements.len()) {
            self.go_to_pair(ComparedPair::Judgement(next));
        }
    }

    /// Goes to the next (1) or previous (-1) pair of recommendations.
    pub(super) fn go_to_adjacent_recommendation_pair(&mut self, step: isize) {
        let Some(comparison) = self.front_comparison() else { return };
        let current = match comparison.current_pair {
            Some(ComparedPair::Recommendation(index)) => Some(index),
            _ => None,
        };
        if let Some(next) = adjacent_index(current, step, comparison.comparison().recommendations.len()) {
            self.go_to_pair(ComparedPair::Recommendation(next));
        }
    }

    /// Shows the compared texts by section, or in full. Drafts are always shown in full.
    pub(super) fn show_compared_texts(&mut self, texts: ComparedTexts) {
        if let Some(comparison) = self.front_comparison_mut() {
            let is_possible = comparison.comparison().mode == TextMode::Inspections;
            comparison.texts = if is_possible { texts } else { ComparedTexts::Full };
        }
    }
}

/// Returns the index one step from `current` in a list of `count` items, or the first or last index without a current
/// one; `None` beyond either end.
fn adjacent_index(current: Option<usize>, step: isize, count: usize) -> Option<usize> {
    let next = match current {
        Some(current) => current.checked_add_signed(step),
        None if step > 0 => Some(0),
        None => count.checked_sub(1),
    };
    next.filter(|next| *next < count)
}
