//! References to paragraphs in the text of a report: "(paragraphs 43, 106)", "paragraph 12 and 14 to 16".

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
    let mut numbers: Vec<u32> = Vec::new();
    for reference in paragraph_references(text) {
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
    fn reference_ranges_are_byte_positions_of_the_numbers() {
        let text = "caf\u{E9} (paragraphs 43, 106)";
        let found = paragraph_references(text);
        let words: Vec<&str> = found.iter().map(|reference| &text[reference.range.clone()]).collect();
        assert_eq!(words, ["43", "106"]);
    }
}
