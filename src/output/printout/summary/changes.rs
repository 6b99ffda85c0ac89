//! The changes since another report in a summary, apart from the judgements: recommendations that came back, and what a
//! report without grades says about the recommendations before it.

use super::Summary;
use crate::{
    analysis::compare::{RecommendationChange, RecommendationPair, StillMentioned},
    output::{
        print::{Block, ListItem, ParagraphStyle, StyledText, TextStyle},
        printout::first_words,
        strings,
    },
};

impl Summary<'_> {
    /// Returns the changes in a summary without a table of judgements, such as that of a letter: the grades of the other
    /// report, and its recommendations that are still mentioned. Nothing if the summary shows no changes.
    pub(super) fn changes_without_judgements(&self) -> Vec<Block> {
        /// More would not leave room for the letter itself.
        const MAX_MENTIONS: usize = 5;
        let Some(baseline) = self.baseline.filter(|_| self.report.judgements.is_empty()) else {
            return Vec::new();
        };
        let earlier = self.earlier_name().unwrap_or_default();
        let mentioned = &baseline.comparison.still_mentioned;
        let mut sentences = baseline.comparison.verdict.sentences();
        let had_recommendations = !baseline.report.recommendations.is_empty();
        if had_recommendations && mentioned.is_empty() && self.report.recommendations.is_empty() {
            sentences.push(strings::nothing_still_mentioned(earlier));
        }
        let mut words = StyledText::new(strings::CHANGES, TextStyle::BOLD);
        words.push(&sentences.join(" "), TextStyle::PLAIN);
        let mut blocks = vec![Block::Paragraph(ParagraphStyle::Body, words)];
        if !mentioned.is_empty() {
            let lead = StyledText::new(&format!("{}:", strings::STILL_MENTIONED), TextStyle::BOLD);
            blocks.push(Block::Paragraph(ParagraphStyle::Body, lead));
            let items = mentioned.iter().take(MAX_MENTIONS).map(|mention| self.mention_item(mention));
            blocks.push(Block::List(items.collect()));
        }
        if mentioned.len() > MAX_MENTIONS {
            let more = strings::more_not_shown(mentioned.len() - MAX_MENTIONS);
            blocks.push(Block::Paragraph(ParagraphStyle::Small, more.as_str().into()));
        }
        blocks
    }

    /// Returns an earlier recommendation that this report still mentions, with the place.
    fn mention_item(&self, mention: &StillMentioned) -> ListItem {
        let words = self.baseline.map(|baseline| {
            let earlier = self.earlier_name().unwrap_or_default();
            let recommendation = &baseline.report.recommendations[mention.recommendation];
            let beginning = first_words(recommendation.text_before_points());
            let number = self.report.paragraph(mention.paragraph).number.map(|number| number.to_string());
            let place = strings::paragraph_list(number.as_slice(), false);
            strings::still_mentioned_item(mention.recommendation + 1, earlier, &beginning, &place)
        });
        ListItem { label: "•".to_owned(), level: 0, words: words.unwrap_or_default().as_str().into() }
    }

    /// Returns a sentence with the number of recommendations that came back, and of those that are only similar; nothing
    /// if the summary shows no changes.
    pub(super) fn came_back_count(&self) -> Option<Block> {
        self.baseline.filter(|baseline| !baseline.report.recommendations.is_empty())?;
        let is_certain =
            |pair: &RecommendationPair| pair.is_confirmed || pair.change == RecommendationChange::Repeated;
        let (mut certain, mut similar) = (0, 0);
        for index in 0..self.report.recommendations.len() {
            let mut pairs = self.returning_pairs(index).peekable();
            let has_pair = pairs.peek().is_some();
            let has_certain_pair = pairs.any(is_certain);
            certain += usize::from(has_certain_pair);
            similar += usize::from(has_pair && !has_certain_pair);
        }
        let words = strings::recommendations_came_back(certain, similar, self.earlier_name()?);
        Some(Block::Paragraph(ParagraphStyle::Small, words.as_str().into()))
    }

    /// Returns the note on a recommendation that came back: "similar to recommendation 2 in 2022"; `None` for others.
    pub(super) fn came_back_note(&self, index: usize) -> Option<String> {
        let earlier = self.earlier_name()?;
        let note = |pair: &RecommendationPair| {
            let number = pair.left? + 1;
            Some(match pair.change {
                RecommendationChange::Repeated => strings::repeats_recommendation(number, earlier),
                _ if pair.is_confirmed => strings::confirmed_same_recommendation(number, earlier),
                _ => strings::similar_to_recommendation(number, earlier),
            })
        };
        let notes: Vec<String> = self.returning_pairs(index).filter_map(note).collect();
        (!notes.is_empty()).then(|| notes.join(", "))
    }

    /// Returns the name of the other report after "in": its year, or "the other report"; `None` if the summary shows no
    /// changes.
    fn earlier_name(&self) -> Option<&str> {
        let names = &self.baseline?.comparison.verdict.names;
        Some(if names.are_years() { names.in_words(0) } else { strings::OTHER_REPORT })
    }

    /// Returns the recommendations of the other report that one of this report repeats or is similar to.
    fn returning_pairs(&self, index: usize) -> impl Iterator<Item = &RecommendationPair> {
        let pairs = self.baseline.map(|baseline| &baseline.comparison.recommendations);
        pairs.into_iter().flatten().filter(move |pair| {
            let came_back =
                matches!(pair.change, RecommendationChange::Repeated | RecommendationChange::Similar);
            came_back && pair.right == Some(index) && pair.left.is_some()
        })
    }
}
