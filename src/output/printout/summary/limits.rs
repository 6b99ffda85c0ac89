//! Limits of what a summary prints, so that a summary of any file takes little memory and paper.

use super::Summary;
use crate::{
    analysis::RecommendationGroup,
    output::{
        print::{Block, ParagraphStyle},
        strings,
    },
};

/// The maximum number of items of a list that are printed. The known reports have up to 43 recommendations and 22
/// judgements, so only a damaged or malicious file has more.
pub(super) const MAX_PRINTED_ITEMS: usize = 300;
/// The maximum length in bytes of the items of a list that are printed, which is about 100 pages.
const MAX_PRINTED_BYTES: usize = 400_000;

/// Returns how many of the first items of a list are printed. `lengths` are the lengths of the items in bytes.
pub(super) fn printed_count(lengths: impl Iterator<Item = usize>) -> usize {
    let mut bytes = 0_usize;
    let fitting = lengths.take(MAX_PRINTED_ITEMS).take_while(|length| {
        bytes = bytes.saturating_add(*length);
        bytes <= MAX_PRINTED_BYTES
    });
    fitting.count()
}

/// Returns the note after a list of which only the first items are printed; `None` if all of them are. `items` is the
/// name of the items in the plural.
pub(super) fn shortened_note(printed: usize, total: usize, items: &str) -> Option<Block> {
    let words = strings::first_of_all(printed, total, items);
    (printed < total).then(|| Block::Paragraph(ParagraphStyle::Small, words.as_str().into()))
}

impl Summary<'_> {
    /// Returns how many recommendations are printed with their wording, if there is room for all of them.
    pub(super) fn printed_recommendations(&self, groups: &[RecommendationGroup]) -> usize {
        let items = groups.iter().flat_map(|group| &group.items);
        printed_count(items.map(|index| self.report.recommendations[*index].text.plain().len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_printed_up_to_a_number_and_a_length() {
        assert_eq!(printed_count([10; 40].into_iter()), 40);
        assert_eq!(printed_count([10; 1_000].into_iter()), MAX_PRINTED_ITEMS);
        assert_eq!(printed_count([MAX_PRINTED_BYTES / 2 - 1; 40].into_iter()), 2);
        assert_eq!(printed_count([usize::MAX; 2].into_iter()), 0);
    }
}
