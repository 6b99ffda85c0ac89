//! References in the text of a report: to paragraphs ("(paragraphs 43, 106)", "paragraph 12 and 14 to 16"), and marks of
//! paragraphs that led to a recommendation ("(Recommendation)", "(Recommendations 2 and 5)").

use std::ops::Range;

/// One paragraph number that a text refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The position of the number in the text, in bytes.
    pub range: Range<usize>,
    /// The paragraph number.
    pub number: u32,
    /// True if the number ends a range that the previous reference begins: "14 to 16".
    pub ends_range: bool,
}

/// The maximum length of the text after the word "paragraph" that is searched for numbers, in bytes.
const MAX_LIST_BYTES: usize = 200;
/// The largest difference between the ends of a range, in paragraphs. The ends of a wider range count as two single
/// numbers.
const MAX_RANGE_PARAGRAPHS: u32 = 30;

/// Returns the references to paragraphs in a text, in order.
#[must_use]
pub fn paragraph_references(text: &str) -> Vec<Reference> {
    /// The word without its first letter, which may be a capital.
    const WORD_END: &str = "aragraph";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(WORD_END).map(|at| from + at) {
        from = at + WORD_END.len();
        let has_first_letter = text[..at].ends_with(['p', 'P']);
        let before = text[..at].chars().rev().nth(1);
        if !has_first_letter || before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let start = from + usize::from(text[from..].starts_with('s'));
        let end = text.floor_char_boundary(start + MAX_LIST_BYTES);
        // Stop at the next "paragraph", so that a text that only repeats this word is read once.
        let end = text[from..end].find(WORD_END).map_or(end, |next| from + next);
        if start <= end {
            push_numbers(text, start..end, &mut found);
        }
    }
    found
}

/// Returns all paragraph numbers that a text refers to, including those within ranges: sorted, each once.
#[must_use]
pub fn cited_paragraph_numbers(text: &str) -> Vec<u32> {
    numbers_with_ranges(paragraph_references(text))
}

/// A mark in brackets that says that a paragraph led to a recommendation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecommendationMark {
    /// The position of the mark in the text with its brackets, in bytes.
    pub range: Range<usize>,
    /// The numbers of the recommendations, sorted, each once; empty if the mark does not say which: "(Recommendation)".
    pub numbers: Vec<u32>,
}

/// Returns the marks of recommendations in a text, in order: "(Recommendation)", "(Recommendation 3)", "(see
/// recommendations 2 and 5 to 7)". Brackets that say anything else are not marks.
#[must_use]
pub fn recommendation_marks(text: &str) -> Vec<RecommendationMark> {
    /// The maximum length of a mark, in bytes.
    const MAX_MARK_BYTES: usize = 120;
    let mut found = Vec::new();
    for (start, _) in text.match_indices('(') {
        let end = text.floor_char_boundary(start + MAX_MARK_BYTES);
        let Some(end) = text[start..end].find(')').map(|length| start + length) else { continue };
        let Some(list) = mark_list(text, start + 1..end) else { continue };
        let mut references = Vec::new();
        push_numbers(text, list.clone(), &mut references);
        let list_end = references.last().map_or(list.start, |last| last.range.end);
        if text[list_end..end].trim().is_empty() {
            found
                .push(RecommendationMark { range: start..end + 1, numbers: numbers_with_ranges(references) });
        }
    }
    found
}

/// Returns the part of a bracket after "Recommendation", "see recommendations" and the like.
fn mark_list(text: &str, inside: Range<usize>) -> Option<Range<usize>> {
    const WORDS: [&str; 2] = ["recommendations", "recommendation"];
    let words = text[inside.clone()].trim_start();
    let words = words.strip_prefix("see ").or_else(|| words.strip_prefix("See ")).unwrap_or(words);
    let is_word =
        |word: &&&str| words.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let rest = &words[WORDS.iter().find(is_word)?.len()..];
    (!rest.starts_with(char::is_alphanumeric)).then(|| inside.end - rest.len()..inside.end)
}

/// Returns the numbers of references with those within ranges: sorted, each once.
fn numbers_with_ranges(references: Vec<Reference>) -> Vec<u32> {
    let mut numbers: Vec<u32> = Vec::new();
    for reference in references {
        let from = numbers.last().copied().filter(|_| reference.ends_range);
        numbers.extend(from.map_or(reference.number, |from| from + 1)..=reference.number);
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Reads the list of paragraph numbers at the beginning of a part of the text, and adds the numbers to `found`. Stops
/// at the first word that does not belong to the list.
fn push_numbers(text: &str, part: Range<usize>, found: &mut Vec<Reference>) {
    let first = found.len();
    let mut at = part.start;
    let mut ends_range = false;
    while at < part.end {
        let rest = &text[at..part.end];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            let Ok(number) = rest[..digits].parse::<u32>() else { break };
            let before = found[first..].last().map(|reference| reference.number);
            let ends_range = ends_range
                && before.is_some_and(|from| from < number && number - from <= MAX_RANGE_PARAGRAPHS);
            // "Paragraph 3 and 5 years": a number that counts something else is not a reference.
            let after = &text[at + digits..];
            let continues_list =
                [" and ", " & ", " to "].iter().any(|connector| after.starts_with(connector));
            // "Paragraph 5.26" is the paragraph of a chapter, which has no number of its own.
            if after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
                break;
            }
            let is_quantity = !continues_list
                && after
                    .trim_start_matches(' ')
                    .starts_with(|c: char| c.is_alphabetic() || "%\u{A3}/".contains(c));
            if before.is_some() && is_quantity {
                break;
            }
            found.push(Reference { range: at..at + digits, number, ends_range });
            at += digits;
        } else if let Some(connector) =
            [" and ", " & ", " to "].iter().find(|connector| rest.starts_with(**connector))
        {
            ends_range = *connector == " to ";
            at += connector.len();
            continue;
        } else {
            let Some(c) = rest.chars().next().filter(|c| " \u{A0},;()-\u{2013}".contains(*c)) else { break };
            let is_dash = matches!(c, '-' | '\u{2013}');
            let is_space = matches!(c, ' ' | '\u{A0}');
            ends_range = is_dash || ends_range && is_space;
            at += c.len_utf8();
            continue;
        }
        ends_range = false;
    }
    // "Paragraph 12 of the guidance" is a paragraph of another document.
    let prepositions = [" of ", " in ", " to the "];
    let is_other_document = found[first..]
        .last()
        .is_some_and(|last| prepositions.iter().any(|word| text[last.range.end..].starts_with(word)));
    if is_other_document {
        found.truncate(first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_after_the_word_paragraph_are_references() {
        for (text, expected) in [
            ("Make it better (paragraphs 43, 106).", &[43, 106][..]),
            ("See paragraph 12 and 14 to 16.", &[12, 14, 15, 16]),
            ("(Paragraphs 7\u{2013}9; 20)", &[7, 8, 9, 20]),
            ("paragraph 3. 4 of the staff left", &[3]),
            ("(paragraph 5.26)", &[]),
            ("paragraphs 1 to 900", &[1, 900]),
            ("as paragraph 12 of the guidance says", &[]),
            ("paragraph 3 to the Act; paragraph 4 in the code", &[]),
            ("see paragraph 3 and 5 years later", &[3]),
            ("paragraphs 4 and 5% more", &[4]),
            ("Paragraph 6 shows how", &[6]),
            ("paragraphs are 12 in number; subparagraph 4", &[]),
            ("paragraph 99999999999999", &[]),
            ("paragraph", &[]),
        ] {
            assert_eq!(cited_paragraph_numbers(text), expected, "{text}");
        }
    }

    #[test]
    fn only_brackets_about_recommendations_are_marks() {
        for (text, expected) in [
            ("Plans are late. (Recommendation)", &[&[][..]][..]),
            ("Plans are late (Recommendation).", &[&[][..]]),
            ("Plans (some of them) are late (recommendation 3).", &[&[3][..]]),
            (
                "Late (Recommendations 2 and 5 to 7) and vague (see recommendation 9).",
                &[&[2, 5, 6, 7][..], &[9]],
            ),
            ("The board accepted it (recommendation 5 of its own review).", &[]),
            ("The review (recommendations are in annex 2) is good.", &[]),
            ("Recommendation 3 is met (see recommendationless).", &[]),
            ("(Recommendation", &[]),
            ("((((", &[]),
        ] {
            let found = recommendation_marks(text);
            let numbers: Vec<&[u32]> = found.iter().map(|mark| mark.numbers.as_slice()).collect();
            assert_eq!(numbers, expected, "{text}");
            assert!(found.iter().all(|mark| text[mark.range.clone()].starts_with('(')), "{text}");
        }
    }

    #[test]
    fn reference_ranges_are_byte_positions_of_the_numbers() {
        let text = "caf\u{E9} (paragraphs 43, 106)";
        let found = paragraph_references(text);
        let words: Vec<&str> = found.iter().map(|reference| &text[reference.range.clone()]).collect();
        assert_eq!(words, ["43", "106"]);
    }
}
