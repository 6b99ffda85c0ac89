//! Where the sentences of a text begin and end.

use std::ops::Range;

/// Words that end in a full stop without ending a sentence.
const SHORTENED: [&str; 20] = [
    "e.g", "i.e", "etc", "dr", "mr", "mrs", "ms", "st", "no", "vs", "para", "paras", "p", "pp", "cf",
    "approx", "jr", "prof", "rev", "hon",
];
/// What may stand between the mark that ends a sentence and the space behind it.
const CLOSING: [char; 7] = ['"', '\u{201D}', '\u{2019}', '\'', ')', ']', '\u{BB}'];
/// What may stand before the first letter of a sentence.
const OPENING: [char; 7] = ['"', '\u{201C}', '\u{2018}', '\'', '(', '[', '\u{AB}'];

/// The sentences of a text in order, in bytes, without the white space around them.
///
/// A sentence ends at ".", "!" or "?" before white space and a capital or a digit, but for shortened words and initials.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
        let behind = text[at + 1..].trim_start_matches(CLOSING);
        let next = behind.trim_start();
        let begins = next.strip_prefix(OPENING).unwrap_or(next);
        let is_end = next.len() < behind.len()
            && begins.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && (mark != '.' || !is_shortened(&text[start..at]));
        if is_end {
            push(text, start..text.len() - behind.len(), &mut found);
            start = text.len() - next.len();
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Whether the last word before a full stop is a shortened one, or an initial.
fn is_shortened(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).next().unwrap_or("");
    // The longest of them has six letters.
    if word.len() > 8 {
        return false;
    }
    let word = word.to_lowercase();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    is_initial || SHORTENED.contains(&word.as_str())
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    if start < end {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_sentence_ends_before_a_capital() {
        for (text, expected) in [
            ("One. Two? Three! 4 is a number.", &["One.", "Two?", "Three!", "4 is a number."][..]),
            ("He said \u{2018}go.\u{2019} They went.", &["He said \u{2018}go.\u{2019}", "They went."]),
            (
                "Plans, e.g. Care plans, and Dr. A. Lark at St. Ann\u{2019}s. Next.",
                &["Plans, e.g. Care plans, and Dr. A. Lark at St. Ann\u{2019}s.", "Next."],
            ),
            (
                "It rose by 2.5 per cent. (See below.) Good.",
                &["It rose by 2.5 per cent.", "(See below.)", "Good."],
            ),
            ("no full stop", &["no full stop"]),
            ("   ", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
