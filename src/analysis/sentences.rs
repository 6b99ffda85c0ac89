//! Splits text into sentences.

use std::ops::Range;

/// Shortened words whose full stop does not end a sentence.
const SHORTENED_WORDS: [&str; 20] = [
    "e.g", "i.e", "etc", "dr", "mr", "mrs", "ms", "st", "no", "vs", "para", "paras", "p", "pp", "cf",
    "approx", "jr", "prof", "rev", "hon",
];
/// Characters that may follow the punctuation at the end of a sentence.
const CLOSING_MARKS: [char; 7] = ['"', '\u{201D}', '\u{2019}', '\'', ')', ']', '\u{BB}'];
/// Characters that may come before the first letter of a sentence.
const OPENING_MARKS: [char; 7] = ['"', '\u{201C}', '\u{2018}', '\'', '(', '[', '\u{AB}'];

/// Returns the byte ranges of the sentences of a text in order, without surrounding white space.
///
/// A sentence ends at ".", "!" or "?" before white space and a capital or a digit. A full stop after a shortened word
/// or an initial does not end a sentence.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, end_mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
        let after = text[at + 1..].trim_start_matches(CLOSING_MARKS);
        let next = after.trim_start();
        let next_word = next.strip_prefix(OPENING_MARKS).unwrap_or(next);
        let is_end = next.len() < after.len()
            && next_word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && (end_mark != '.' || !is_shortened(&text[start..at]));
        if is_end {
            push_trimmed(text, start..text.len() - after.len(), &mut found);
            start = text.len() - next.len();
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

/// Returns true if the last word before a full stop is a shortened word or an initial.
fn is_shortened(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).next().unwrap_or("");
    // A longer word is neither shortened nor an initial, and converting it to lower case would cost time.
    if word.len() > 8 {
        return false;
    }
    let word = word.to_lowercase();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    is_initial || SHORTENED_WORDS.contains(&word.as_str())
}

/// Adds the range without white space at its ends to `found`, unless nothing is left.
fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
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
    fn sentences_end_before_a_capital_but_not_after_shortened_words() {
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
