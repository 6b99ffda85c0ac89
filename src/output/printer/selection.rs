//! The pages of a job that the user chose to print, and their order.

use std::ops::RangeInclusive;

/// The copies of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Copies {
    /// The number of copies; 0 counts as 1.
    pub(super) count: u32,
    /// The order of their pages.
    pub(super) order: CopyOrder,
}

/// The order in which the pages of several copies are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CopyOrder {
    /// A whole copy, then the next one.
    ByCopy,
    /// All copies of a page, then the next page.
    ByPage,
}

/// Reads page numbers and ranges separated by commas, such as "1-2, 5". Pages are counted from 1. Returns no ranges for
/// a text without characters, which means all pages, and `None` if the text is something else.
pub(super) fn parse_page_ranges(text: &str) -> Option<Vec<RangeInclusive<u32>>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() {
        return Some(Vec::new());
    }
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|number| *number > 0);
    let range = |part: &str| match part.split_once('-') {
        Some((from, to)) => Some(number(from)?..=number(to)?),
        None => number(part).map(|page| page..=page),
    };
    text.split(',').map(range).collect()
}

/// Returns the pages to print in their order, from 0. `ranges` are from 1; without ranges, all pages are printed. Pages
/// that the document does not have are left out, and a page that several ranges name is printed once.
pub(super) fn pages_to_print(
    ranges: &[RangeInclusive<u32>],
    page_count: usize,
    copies: Copies,
) -> Vec<usize> {
    let is_chosen = |page: usize| {
        let number = u32::try_from(page + 1).unwrap_or(u32::MAX);
        ranges.is_empty() || ranges.iter().any(|range| range.contains(&number))
    };
    let chosen: Vec<usize> = (0..page_count).filter(|page| is_chosen(*page)).collect();
    let count = usize::try_from(copies.count.max(1)).unwrap_or(1);
    match copies.order {
        CopyOrder::ByCopy => std::iter::repeat_n(chosen, count).flatten().collect(),
        CopyOrder::ByPage => chosen.into_iter().flat_map(|page| std::iter::repeat_n(page, count)).collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const ONE_COPY: Copies = Copies { count: 1, order: CopyOrder::ByCopy };

    #[test]
    fn only_page_numbers_and_ranges_are_accepted() {
        for (text, expected) in [
            ("1", Some(vec![1..=1])),
            ("1-2, 5", Some(vec![1..=2, 5..=5])),
            ("", Some(Vec::new())),
            ("0", None),
            ("a", None),
            ("1-", None),
            ("-o", None),
            ("1,,2", None),
        ] {
            assert_eq!(parse_page_ranges(text), expected, "{text}");
        }
    }

    #[test]
    fn chosen_pages_are_printed_once_each_and_in_their_order() {
        assert_eq!(pages_to_print(&[], 3, ONE_COPY), [0, 1, 2]);
        assert_eq!(pages_to_print(&[3..=9, 1..=1, 3..=3], 4, ONE_COPY), [0, 2, 3]);
        assert!(pages_to_print(&[5..=9], 4, ONE_COPY).is_empty());
    }

    #[test]
    fn copies_are_printed_one_by_one_or_page_by_page() {
        let by_copy = Copies { count: 2, order: CopyOrder::ByCopy };
        assert_eq!(pages_to_print(&[], 2, by_copy), [0, 1, 0, 1]);
        assert_eq!(pages_to_print(&[], 2, Copies { order: CopyOrder::ByPage, ..by_copy }), [0, 0, 1, 1]);
        assert_eq!(pages_to_print(&[], 2, Copies { count: 0, ..by_copy }), [0, 1]);
    }
}
