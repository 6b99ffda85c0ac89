//! Parses the marks at the beginning of recommendations ("Recommendation 7: A register") and the printed numbers of
//! paragraphs and titles ("8.1. ", "Chapter 8: ").
//!
//! Works on single texts; must not know their places.

use super::title_words::NUMBER_WORDS;
use crate::report::{Emphasis, Text};

/// The mark at the beginning of a recommendation.
#[derive(Debug, PartialEq)]
pub(super) struct Mark {
    /// The number as printed: "7", "8.2", "12a", "2023/7", "B", "IV", "Seven"; `None` for "Recommendation: ".
    pub(super) number: Option<String>,
    /// The byte at which the text after the mark begins. That text is a title or the wording, or is empty.
    pub(super) rest: usize,
    /// True for "R7", "Action 7" and "Requirement 7", which can also begin other text.
    pub(super) is_uncertain: bool,
}

/// The words of long marks, in lower case.
const WORDS: [&str; 5] =
    ["recommendation", "area for improvement", "required action", "recommended action", "rec"];

/// Words before those of a long mark, in lower case.
const WORDS_BEFORE: [&str; 12] = [
    "detailed",
    "further",
    "improvement",
    "interim",
    "key",
    "local",
    "main",
    "national",
    "overarching",
    "priority",
    "safety",
    "strategic",
];

/// A word of marks that is in other reports too, in lower case.
const UNCERTAIN_WORD: &str = "requirement";
/// A word of marks within a list of recommendations, in lower case. Elsewhere, it begins replies and tables of progress.
const LISTED_WORD: &str = "action";

/// Parses the mark at the beginning of a text. Returns `None` for a text that only mentions a recommendation
/// ("Recommendation 7 was accepted"), and for an entry of the printed contents. Where `is_lenient`, or after a word in
/// capitals, a capital after a mark is enough: "Recommendation 7 The council should …".
pub(super) fn parse_mark(text: &Text, is_lenient: bool) -> Option<Mark> {
    let words = text.plain();
    let start = words.len() - words.trim_start_matches(is_space).len();
    let uncertain_end = || {
        let listed = || after_word(&words[start..], LISTED_WORD).filter(|_| is_lenient);
        after_word(&words[start..], UNCERTAIN_WORD).or_else(listed)
    };
    let (at, label, is_uncertain) = match word_end(&words[start..]) {
        Some(end) => {
            let at = start + end + name_length(&words[start + end..]);
            (at, parse_label(&words[at..])?, false)
        }
        None => match (parse_unnumbered_mark(words, start), uncertain_end()) {
            (None, Some(end)) => {
                let at = start + end + name_length(&words[start + end..]);
                (at, parse_label(&words[at..])?, true)
            }
            (None, None) if words[start..].starts_with('R') => {
                let at = start + 1;
                let length = number_length(&words[at..])?;
                (at, Label { number: words[at..at + length].to_owned(), length }, true)
            }
            (unnumbered, _) => return unnumbered,
        },
    };
    let end = at + label.length;
    // In a sentence, a citation is not in capitals.
    let has_word_in_capitals = !is_uncertain && !words[start..at].contains(char::is_lowercase);
    let gap = separator_length(&words[end..])
        .or_else(|| emphasis_gap(text, end))
        .or_else(|| capital_gap(&words[end..]).filter(|_| is_lenient || has_word_in_capitals));
    let rest = end + gap?;
    let is_entry = ends_with_page(&words[rest..]);
    (!is_entry).then_some(Mark { number: Some(label.number), rest, is_uncertain })
}

/// The number in a mark.
struct Label {
    /// The number as printed.
    number: String,
    /// The length of what stands between the word of the mark and the text or separator after it.
    length: usize,
}

/// Returns the length of the space and of "No." between the word of a mark and its number.
fn name_length(rest: &str) -> usize {
    let gap = rest.len() - rest.trim_start_matches(is_space).len();
    let names = ["No. ", "No ", "no. ", "no ", "number ", "Number ", "#"];
    gap + names.iter().find(|name| rest[gap..].starts_with(**name)).map_or(0, |name| name.len())
}

/// Parses the number after the word of a long mark, with what can follow it: "7", "(7)", "7 of 12", "7 (Home Office)",
/// "2023/7", "R7". A letter, a Roman numeral or a number word is a number only before a colon or at the end of the text.
fn parse_label(words: &str) -> Option<Label> {
    let bracketed = words.strip_prefix('(').and_then(|inner| {
        let length = number_length(inner)?;
        inner[length..].starts_with(')').then(|| (inner[..length].to_owned(), length + 2))
    });
    let digits = |words: &str| words.bytes().take_while(u8::is_ascii_digit).count();
    let of_year = || {
        let year = digits(words);
        let number = digits(words.get(year + 1..)?);
        let length = year + 1 + number;
        let is_whole = !words[length..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
        let is_pair = (2..=4).contains(&year) && (1..=3).contains(&number) && words[year..].starts_with('/');
        (is_pair && is_whole).then(|| (words[..length].to_owned(), length))
    };
    let plain = || number_length(words).map(|length| (words[..length].to_owned(), length));
    let prefixed = || {
        let length = number_length(words.strip_prefix('R')?)? + 1;
        Some((words[..length].to_owned(), length))
    };
    let numbered = bracketed.or_else(of_year).or_else(plain).or_else(prefixed);
    if let Some((number, length)) = numbered {
        let length = length + count_length(&words[length..]);
        let length = length + bracket_length(&words[length..]);
        return Some(Label { number, length });
    }
    let length = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    let number = &words[..length];
    let is_number = number.len() == 1 && number.starts_with(|c: char| c.is_ascii_uppercase())
        || !number.is_empty() && number.len() <= 5 && number.bytes().all(|byte| b"IVXL".contains(&byte))
        || NUMBER_WORDS.iter().any(|word| number.eq_ignore_ascii_case(word));
    let whole = length + bracket_length(&words[length..]);
    let rest = words[whole..].trim_start_matches(is_space);
    (is_number && (rest.is_empty() || rest.starts_with(':')))
        .then(|| Label { number: number.to_owned(), length: whole })
}

/// Returns the length of the number of all recommendations after the number of one: " of 12".
fn count_length(rest: &str) -> usize {
    let Some(count) = rest.strip_prefix(" of ") else { return 0 };
    match number_length(count) {
        Some(length) => rest.len() - count.len() + length,
        None => 0,
    }
}

/// Returns the length of the brackets between a number and a colon, or at the end: " (Home Office):".
fn bracket_length(rest: &str) -> usize {
    /// The maximum length of the words in brackets, in bytes.
    const MAX_BRACKET_BYTES: usize = 80;
    let bare = rest.trim_start_matches(is_space);
    let end = bare.find(')').filter(|end| bare.starts_with('(') && *end <= MAX_BRACKET_BYTES);
    let Some(end) = end else { return 0 };
    let after = bare[end + 1..].trim_start_matches(is_space);
    match after.is_empty() || after.starts_with(':') {
        true => rest.len() - bare.len() + end + 1,
        false => 0,
    }
}

/// Parses a mark without a number: "Recommendation: the council should …".
fn parse_unnumbered_mark(words: &str, start: usize) -> Option<Mark> {
    let rest = words[start..]
        .strip_prefix("Recommendation:")
        .or_else(|| words[start..].strip_prefix("RECOMMENDATION:"))?;
    let text = rest.trim_start_matches(is_space);
    (!text.is_empty()).then(|| Mark { number: None, rest: words.len() - text.len(), is_uncertain: false })
}

/// Returns the byte at which the word of a long mark ends; `None` if a text does not begin with such a word in the form
/// that begins a line. One word can be before it: "Safety recommendation 7".
fn word_end(words: &str) -> Option<usize> {
    let after_other = || {
        let (first, rest) = words.split_once(' ')?;
        let is_before = WORDS_BEFORE.iter().any(|word| first.eq_ignore_ascii_case(word));
        let is_capital = first.starts_with(char::is_uppercase);
        let at = words.len() - rest.len();
        (is_before && is_capital).then(|| end_of_any_word(rest)).flatten().map(|end| at + end)
    };
    WORDS.iter().find_map(|word| after_word(words, word)).or_else(after_other)
}

/// Returns the byte at which the word of a long mark ends, in capitals or not.
fn end_of_any_word(words: &str) -> Option<usize> {
    WORDS.iter().find_map(|word| {
        let is_word = words.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        (is_word && words[word.len()..].starts_with(is_space)).then_some(word.len())
    })
}

/// Returns the byte at which a word ends that a text begins with in the form that begins a line.
fn after_word(words: &str, word: &str) -> Option<usize> {
    let is_word = words.starts_with(char::is_uppercase)
        && words.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && words[word.len()..].starts_with(is_space);
    is_word.then_some(word.len())
}

/// Returns the length of a number at the beginning of a text: "7", "8.2", "12a". Returns `None` if there is no such
/// number or it goes on.
fn number_length(words: &str) -> Option<usize> {
    /// The maximum number of digits in a part of a number.
    const MAX_DIGITS: usize = 3;
    let mut end = 0;
    loop {
        let digits = words[end..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > MAX_DIGITS {
            return None;
        }
        end += digits;
        let mut after = words[end..].chars();
        let has_part = after.next() == Some('.') && after.next().is_some_and(|c| c.is_ascii_digit());
        if !has_part {
            break;
        }
        end += 1;
    }
    if words[end..].starts_with(|c: char| c.is_ascii_lowercase()) {
        end += 1;
    }
    (!words[end..].starts_with(char::is_alphanumeric)).then_some(end)
}

/// Returns the length of the separator after a number with the spaces around it: ": ", ". ", " – ". Returns `None` if the
/// sentence goes on.
fn separator_length(rest: &str) -> Option<usize> {
    let bare = rest.trim_start_matches(is_space);
    if bare.is_empty() || rest.starts_with(['\n', '\t']) {
        return Some(rest.len() - bare.len());
    }
    let after = bare.strip_prefix([':', '.', ')', '-', '\u{2010}', '\u{2013}', '\u{2014}', '|'])?;
    let words = after.trim_start_matches(is_space);
    // In "Recommendation 7.", nothing may follow; in "R7-based", the word goes on.
    let is_separate = words.is_empty() || words.len() < after.len() || bare.starts_with(':');
    let begins_text = !words.starts_with(char::is_lowercase) || bare.starts_with(':');
    (is_separate && begins_text).then(|| rest.len() - words.len())
}

/// Returns the length of the space after a bold mark in a text that is not bold: "**Recommendation 7** The council should
/// …". Returns `None` for another text.
fn emphasis_gap(text: &Text, end: usize) -> Option<usize> {
    let rest = &text.plain()[end..];
    let gap = rest.len() - rest.trim_start_matches(is_space).len();
    let bold_end = text
        .emphasis()
        .iter()
        .filter(|(range, emphasis)| range.start == 0 && *emphasis == Emphasis::Bold)
        .map(|(range, _)| range.end)
        .max()?;
    let is_mark_bold = (end..=end + gap).contains(&bold_end);
    (gap > 0 && is_mark_bold && rest[gap..].starts_with(char::is_uppercase)).then_some(gap)
}

/// Returns the length of the space at the beginning of a text before a capital.
fn capital_gap(rest: &str) -> Option<usize> {
    let words = rest.trim_start_matches(is_space);
    (words.len() < rest.len() && words.starts_with(char::is_uppercase)).then(|| rest.len() - words.len())
}

/// Returns true if a text ends like an entry of the printed contents: with a page after dots, a tab or several spaces.
pub(super) fn ends_with_page(words: &str) -> bool {
    let title = words.trim_end_matches(is_space).trim_end_matches(|c: char| c.is_ascii_digit());
    let is_leader = |c: char| matches!(c, '.' | '\u{2026}' | '\t' | '\u{FFFD}') || is_space(c);
    let gap = &title[title.trim_end_matches(is_leader).len()..];
    title.len() < words.trim_end_matches(is_space).len()
        && (gap.chars().count() > 1 || gap.contains(['\t', '\u{FFFD}']))
}

/// Returns the number of the paragraph that a conclusion refers back to at its end: "2.20" in "… (paragraph 2.20).",
/// "12" in "(Paragraphs 12 to 14)". Returns `None` if it does not refer back.
pub(super) fn back_reference(words: &str) -> Option<&str> {
    /// The maximum length of the reference in brackets, in bytes.
    const MAX_REFERENCE_BYTES: usize = 60;
    let end = words.trim_end().trim_end_matches(['.', ';', ' ']).strip_suffix(')')?;
    let inside = &end[end.rfind('(')? + 1..];
    let rest = ["paragraphs ", "paragraph ", "para ", "paras "].iter().find_map(|word| {
        let start = inside.get(..word.len())?;
        start.eq_ignore_ascii_case(word).then(|| &inside[word.len()..])
    })?;
    let length = number_length(rest)?;
    (inside.len() <= MAX_REFERENCE_BYTES).then(|| &rest[..length])
}

/// The printed number of a paragraph in its chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PrintedNumber {
    /// The number as printed, without a mark after it: "8.1".
    pub(super) label: String,
    /// The part before the last full stop: "8"; empty for a number without a chapter.
    pub(super) chapter: String,
    /// The part after the last full stop, without a letter.
    pub(super) last: u32,
    /// The byte at which the text after the number begins.
    pub(super) rest: usize,
}

/// Parses the number of a paragraph in its chapter at the beginning of a text: "8.1. The town", "8.32a The town".
/// Returns `None` for other texts.
pub(super) fn parse_printed_number(words: &str) -> Option<PrintedNumber> {
    let length = number_length(words)?;
    let label = &words[..length];
    let (chapter, last) = label.rsplit_once('.')?;
    let rest = &words[length..];
    let rest = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    let text = rest.trim_start_matches(is_space);
    let last = last.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse().ok()?;
    let begins_text = text.len() < rest.len() && text.starts_with(|c: char| !c.is_lowercase());
    begins_text.then(|| PrintedNumber {
        label: label.to_owned(),
        chapter: chapter.to_owned(),
        last,
        rest: words.len() - text.len(),
    })
}

/// Returns true for a space, including the character that stands for a space of a font without a text mapping.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{FFFD}' || c == '\u{A0}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginning_of_a_recommendation_is_a_mark() {
        for (words, expected) in [
            ("Recommendation 7", Some(("7", ""))),
            ("Recommendation 7: A register of lifts", Some(("7", "A register of lifts"))),
            ("RECOMMENDATION 12a \u{2013} Lifts", Some(("12a", "Lifts"))),
            ("Recommendation No. 3. The owners should act.", Some(("3", "The owners should act."))),
            ("Recommendation 8.2: Lifts", Some(("8.2", "Lifts"))),
            ("R7. The council should act.", Some(("7", "The council should act."))),
            ("R7\tThe council should act.", Some(("7", "The council should act."))),
            ("Area for improvement 2: Notices", Some(("2", "Notices"))),
            ("Recommendation: act.", Some(("", "act."))),
            ("RECOMMENDATION 7 The council should act.", Some(("7", "The council should act."))),
            ("RECOMMENDATION 7 is done.", None),
            ("Recommendation One: act.", Some(("One", "act."))),
            ("Recommendation B: act.", Some(("B", "act."))),
            ("Recommendation IV: act.", Some(("IV", "act."))),
            ("Recommendation (7): act.", Some(("7", "act."))),
            ("Recommendation 7 of 12: act.", Some(("7", "act."))),
            ("Recommendation 7 (Home Office): act.", Some(("7", "act."))),
            ("Recommendation 2023/7: act.", Some(("2023/7", "act."))),
            ("Recommendation R7: act.", Some(("R7", "act."))),
            ("Safety Recommendation 7: act.", Some(("7", "act."))),
            ("Requirement 7: act.", Some(("7", "act."))),
            ("Action 7: act.", None),
            ("Recommendation I made to the town: act.", None),
            ("Recommendation 7 (accepted) is done.", None),
            ("Two recommendation 7: act.", None),
            ("Recommendation 7 was accepted by the town.", None),
            ("Recommendation 15, the removal of lifts, was not", None),
            ("Recommendation accepted", None),
            ("recommendation 4 of an older review", None),
            ("Recommendations 2 and 3", None),
            ("Recommendation 1: A register of lifts ........ 67", None),
            ("Recommendation 1: A register of lifts\t67", None),
            ("R7 2AB", None),
            ("R2-based plans", None),
            ("Recommendation 2012: the review", None),
        ] {
            let text = Text::from(words);
            let found =
                parse_mark(&text, false).map(|mark| (mark.number.unwrap_or_default(), &words[mark.rest..]));
            let found = found.as_ref().map(|(number, rest)| (number.as_str(), *rest));
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn actions_are_marks_only_in_a_list_of_recommendations() {
        let number = |words: &str, is_listed| parse_mark(&Text::from(words), is_listed)?.number;
        assert_eq!(number("Action 7: act.", true).as_deref(), Some("7"));
        assert_eq!(number("Action 7: act.", false), None);
        assert_eq!(number("Action 7 is late.", true), None);
    }

    #[test]
    fn a_bold_mark_needs_no_punctuation() {
        let mut text = Text::from("Recommendation 7 The council should act.");
        assert_eq!(parse_mark(&text, false), None);
        assert!(parse_mark(&text, true).is_some());
        text.emphasise(0..16, Emphasis::Bold);
        assert_eq!(parse_mark(&text, false).map(|mark| mark.rest), Some(17));
    }

    #[test]
    fn only_a_reference_at_the_end_of_a_conclusion_refers_back() {
        assert_eq!(back_reference("The town must act (paragraph 2.20)."), Some("2.20"));
        assert_eq!(back_reference("The town must act. (Paragraphs 12 to 14)"), Some("12"));
        assert_eq!(back_reference("The town (paragraph 2.20) must act."), None);
        assert_eq!(back_reference("The town must act (see above)."), None);
    }

    #[test]
    fn numbers_of_paragraphs_in_their_chapters_are_not_decimals() {
        let parsed = |words| parse_printed_number(words).map(|number| (number.label, number.last));
        assert_eq!(parsed("8.1. The town"), Some(("8.1".to_owned(), 1)));
        assert_eq!(parsed("8.32a The town"), Some(("8.32a".to_owned(), 32)));
        assert_eq!(parsed("6.2. \u{FFFD}\u{FFFD}The town"), Some(("6.2".to_owned(), 2)));
        assert_eq!(parsed("2.5 million people"), None);
        assert_eq!(parsed("8. The town"), None);
    }
}
