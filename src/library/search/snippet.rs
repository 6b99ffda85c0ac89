//! The text around a hit.

use std::ops::Range;

/// The maximum number of characters before the first hit.
const MAX_CHARACTERS_BEFORE_HIT: usize = 60;
/// The maximum number of characters of the text around a hit.
const MAX_CHARACTERS: usize = 260;

/// Returns the text around the first of some ranges, and the ranges within it. It begins and ends with a whole word.
pub(super) fn snippet(text: &str, ranges: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let first = ranges.first().cloned().unwrap_or(0..0);
    let after = text[first.start..].chars().take(MAX_CHARACTERS).count();
    // If little text follows the hit, more of the text before it is shown.
    let before = MAX_CHARACTERS_BEFORE_HIT.max(MAX_CHARACTERS - after);
    let start = text[..first.start].char_indices().rev().take(before).last().map_or(0, |(at, _)| at);
    let start = match start {
        0 => 0,
        start => text[start..first.start].find(' ').map_or(start, |space| start + space + 1),
    };
    let cut = text[start..].char_indices().nth(MAX_CHARACTERS).map(|(at, _)| start + at);
    let end = cut.map_or(text.len(), |cut| text[start..cut].rfind(' ').map_or(cut, |space| start + space));
    let end = end.max(first.end);
    let opening = if start > 0 { "\u{2026} " } else { "" };
    let closing = if end < text.len() { " \u{2026}" } else { "" };
    let within = ranges.iter().filter(|range| range.start >= start && range.end <= end);
    let shift = |at: usize| at - start + opening.len();
    let highlighted = within.map(|range| shift(range.start)..shift(range.end)).collect();
    (format!("{opening}{}{closing}", &text[start..end]), highlighted)
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn snippet_begins_with_a_whole_word_before_the_first_hit() {
        let text = format!("{}the plan \u{2013} and a plan. {}", "padding ".repeat(30), "more ".repeat(100));
        let at = text.find("plan").unwrap_or(0);
        let second = text.rfind("plan").unwrap_or(0);
        let (words, ranges) = snippet(&text, &[at..at + 4, second..second + 4]);
        assert!(words.starts_with("\u{2026} padding") && words.ends_with('\u{2026}'), "{words}");
        let found: Vec<&str> = ranges.into_iter().map(|range| &words[range]).collect();
        assert_eq!(found, ["plan", "plan"]);
    }

    #[test]
    fn short_text_is_shown_whole() {
        let hit = std::slice::from_ref(&(2..6));
        assert_eq!(snippet("A plan", hit), ("A plan".to_owned(), hit.to_vec()));
        assert_eq!(snippet("", &[]), (String::new(), Vec::new()));
    }
}
