//! Definitions of abbreviations in a text: "common assessment framework (CAF)".
//!
//! Must not know reports.

use std::{collections::HashSet, ops::Range};

use super::word_ranges;

/// Returns definitions such as "common assessment framework (CAF)" and "RONI (Risk of NEET Indicator)". Returns each
/// abbreviation with its long form, if its letters match words of the text.
pub(super) fn definitions(text: &str) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('(').map(|at| from + at) {
        from = open + 1;
        let Some(close) = text[from..].find([')', '(']).map(|at| from + at) else { break };
        if !text[close..].starts_with(')') {
            continue;
        }
        let (before, inside) = (text[..open].trim_end(), text[from..close].trim());
        // An abbreviation in brackets can have words around it: "(LADO, the officer who …)", "(known as CAF)".
        let short = inside.split([',', ';', ':']).next().unwrap_or(inside).trim();
        let short = short.strip_prefix("known as ").or(short.strip_prefix("the ")).unwrap_or(short);
        let short = short.trim_matches(['\'', '\u{2018}', '\u{2019}', '"', '\u{201C}', '\u{201D}']);
        let short = short.strip_suffix("'s").or(short.strip_suffix("\u{2019}s")).unwrap_or(short);
        if let Some((before, short)) = split_repeated_words(before, short) {
            let explained = long_form(before, short).map(|(short, long)| (short, Some(long)));
            found.push(explained.unwrap_or_else(|| (singular_form(short).to_owned(), None)));
        } else if can_be_abbreviation(short) {
            let explained = long_form(before, short).map(|(short, long)| (short, Some(long)));
            let is_after_words = before.ends_with(char::is_alphanumeric);
            found.extend(
                explained.or_else(|| is_after_words.then(|| (singular_form(short).to_owned(), None))),
            );
        } else if let Some(short) = last_word(before).filter(|word| can_be_abbreviation(word)) {
            let letters = lower_case_letters(short);
            let inside_words = word_ranges(inside);
            let is_match =
                (2..=8).contains(&inside_words.len()) && can_stand_for(inside, &inside_words, &letters, true);
            if is_match {
                found.push((short.to_owned(), Some(inside.to_owned())));
            } else if is_likely_explanation(inside, &inside_words, &letters) {
                found.push((short.to_owned(), None));
            }
        }
    }
    found
}

/// Splits an abbreviation in brackets from the words after it, if the text before the bracket ends with the same words:
/// "education, health and care plan (EHC plan)". Returns the text before these words, and the abbreviation.
fn split_repeated_words<'a>(before: &'a str, inside: &'a str) -> Option<(&'a str, &'a str)> {
    let (short, rest) = inside.split_once(' ').filter(|(short, _)| can_be_abbreviation(short))?;
    let rest = singular_form(rest);
    let before = singular_form(before);
    let start = before.len().checked_sub(rest.len())?;
    let is_repeated = before.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(rest));
    let before = is_repeated.then(|| before[..start].trim_end())?;
    before.ends_with(char::is_alphanumeric).then_some((before, short))
}

/// Returns true if words in brackets after an abbreviation are likely to explain it, although its letters are not their
/// initials: they begin with its first letter, and there are at least as many as letters but few more.
fn is_likely_explanation(inside: &str, words: &[Range<usize>], letters: &[char]) -> bool {
    /// The maximum number of words in brackets for each letter.
    const MAX_WORDS_PER_LETTER: usize = 3;
    let is_article = |word: &Range<usize>| ["the", "a", "an"].contains(&&inside[word.clone()]);
    let first =
        words.iter().find(|word| !is_article(word)).and_then(|word| inside[word.clone()].chars().next());
    (letters.len()..=letters.len() * MAX_WORDS_PER_LETTER).contains(&words.len())
        && first.is_some_and(|first| first.to_lowercase().next() == letters.first().copied())
}

/// Returns the word at the end of a text. Returns `None` if the text ends with another character.
fn last_word(text: &str) -> Option<&str> {
    /// The length of the end of the text that is searched, in bytes. A longer word is not an abbreviation.
    const MAX_WORD_BYTES: usize = 60;
    let near = &text[text.floor_char_boundary(text.len().saturating_sub(MAX_WORD_BYTES))..];
    let last = word_ranges(near).pop()?;
    (last.end == near.len()).then(|| &near[last])
}

/// Returns true if a word can be an abbreviation: two to ten letters, with or without "&"; the first and at least one
/// more are capitals.
fn can_be_abbreviation(word: &str) -> bool {
    (2..=10).contains(&word.chars().count())
        && word.chars().all(|c| c.is_alphanumeric() || c == '&')
        && word.ends_with(char::is_alphanumeric)
        && word.starts_with(char::is_uppercase)
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Returns the letters and digits of an abbreviation, in lower case.
fn lower_case_letters(short: &str) -> Vec<char> {
    short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the singular form of an abbreviation in brackets, and the words before the bracket that it stands for.
/// Returns `None` if no words match.
///
/// First, the fewest words are tried whose initials are the letters of the abbreviation. Next, a word may also give
/// letters after its initial. Finally, both are tried without the last word, which may give no letter: "targeted mental
/// health in schools scheme (TaMHS)".
fn long_form(before: &str, short: &str) -> Option<(String, String)> {
    let start = before.floor_char_boundary(before.len().saturating_sub(160));
    let near = &before[start..];
    let all = word_ranges(near);
    // The "s" of "CAMHs" is the initial of a word. The "s" of "IROs" and "PEPS" is a plural.
    let singular = short.strip_suffix(['s', 'S']).filter(|singular| singular.chars().count() >= 2);
    let forms = [Some(short), singular];
    // The number of words to skip at the end, and true if a word may also give letters after its initial.
    let ways = [(0, false), (0, true), (1, false), (1, true)];
    let attempts = ways.into_iter().flat_map(|way| forms.into_iter().flatten().map(move |form| (way, form)));
    attempts.into_iter().find_map(|((skipped, allows_inner_letters), form)| {
        let letters = lower_case_letters(form);
        let words = &all[..all.len().checked_sub(skipped)?];
        let long = shortest_long_form(near, words, &letters, allows_inner_letters)?;
        let from = long.as_ptr() as usize - near.as_ptr() as usize;
        // A skipped word with the same initial as the last letter belongs to the long form: "case conference (CC)".
        let dropped = all[words.len()..].first().map(|range| &near[range.clone()]);
        let dropped =
            dropped.filter(|word| !GENERIC_LAST_WORDS.contains(word)).and_then(|word| word.chars().next());
        let has_last_letter =
            dropped.is_some_and(|initial| initial.to_lowercase().next() == letters.last().copied());
        let long = if has_last_letter { &near[from..all.last()?.end] } else { long };
        let long = long.strip_suffix("'s").or(long.strip_suffix("\u{2019}s")).unwrap_or(long);
        let form = if form.ends_with('s') { form.to_uppercase() } else { form.to_owned() };
        Some((form, long.trim_end_matches([',', '\u{2019}', '\'']).to_owned()))
    })
}

/// Returns the shortest phrase at the end of `words` that the letters can stand for. Returns `None` if there is none.
fn shortest_long_form<'a>(
    text: &'a str,
    words: &[Range<usize>],
    letters: &[char],
    allows_inner_letters: bool,
) -> Option<&'a str> {
    let max_words = (letters.len() * 2).min(letters.len() + 5).min(words.len());
    let end = words.last()?.end;
    // A long form has at least two words and is within one sentence.
    let longs = (2..=max_words).map(|count| &words[words.len() - count..]);
    let mut longs = longs.take_while(|part| !text[part[0].start..].contains(['.', ';', ':', '(', ')', '?']));
    let part = longs.find(|part| can_stand_for(text, part, letters, allows_inner_letters))?;
    Some(&text[part[0].start..end])
}

/// Returns an abbreviation without its plural "s".
fn singular_form(short: &str) -> &str {
    short.strip_suffix('s').unwrap_or(short)
}

/// Generic last words that often follow a long form and are not part of it.
const GENERIC_LAST_WORDS: [&str; 10] =
    ["group", "meeting", "panel", "programme", "project", "scheme", "service", "services", "system", "team"];

/// Words whose initials an abbreviation may leave out. The abbreviations of trusts often leave out "NHS".
const SMALL_WORDS: [&str; 15] =
    ["a", "an", "and", "at", "by", "for", "from", "in", "nhs", "of", "on", "or", "the", "to", "with"];

/// Returns true if the letters are the initials of the words, in order. Only small words may be skipped. If
/// `allows_inner_letters` is true, a word may also give further letters after its initial ("TaMHS").
fn can_stand_for(text: &str, part: &[Range<usize>], letters: &[char], allows_inner_letters: bool) -> bool {
    let words: Vec<Vec<char>> =
        part.iter().map(|range| text[range.clone()].chars().flat_map(char::to_lowercase).collect()).collect();
    let is_small: Vec<bool> =
        words.iter().map(|word| SMALL_WORDS.contains(&word.iter().collect::<String>().as_str())).collect();
    // A long form neither begins nor ends with a small word.
    if is_small.first() != Some(&false) || is_small.last() != Some(&false) {
        return false;
    }
    let max_inner_letters = if allows_inner_letters { letters.len().saturating_sub(2).min(2) } else { 0 };
    InitialsSearch { words: &words, is_small: &is_small, letters, tried: HashSet::new() }.can_match(
        0,
        0,
        max_inner_letters,
    )
}

/// A search for the letters of an abbreviation in words.
struct InitialsSearch<'a> {
    /// The letters of each word, in lower case.
    words: &'a [Vec<char>],
    /// True for each word in [`SMALL_WORDS`].
    is_small: &'a [bool],
    /// The letters of the abbreviation, in lower case.
    letters: &'a [char],
    /// The arguments of [`Self::can_match`] that were already tried without success.
    tried: HashSet<(usize, usize, usize)>,
}

impl InitialsSearch<'_> {
    /// Returns true if the letters from index `letter` match the words from index `word`. At most `max_inner_letters`
    /// letters may come from within words.
    fn can_match(&mut self, word: usize, letter: usize, max_inner_letters: usize) -> bool {
        let words = self.words;
        let (Some(current), Some(wanted)) = (words.get(word), self.letters.get(letter)) else {
            return word == words.len() && letter == self.letters.len();
        };
        if !self.tried.insert((word, letter, max_inner_letters)) {
            return false;
        }
        if self.is_small[word] && self.can_match(word + 1, letter, max_inner_letters) {
            return true;
        }
        if current.first() != Some(wanted) {
            return false;
        }
        let (mut taken, mut at) = (1, 1);
        loop {
            if self.can_match(word + 1, letter + taken, max_inner_letters + 1 - taken) {
                return true;
            }
            // Without a match, one more letter is taken from within this word.
            let next = self.letters.get(letter + taken).filter(|_| taken <= max_inner_letters).copied();
            let Some(found) = next.and_then(|next| current.get(at..)?.iter().position(|c| *c == next)) else {
                return false;
            };
            at += found + 1;
            taken += 1;
        }
    }
}

/// The first four letters of each word of an explanation, in lower case, without small words.
pub(super) type ExplanationKey = Vec<String>;

/// Returns a key that is the same for explanations that differ only in case, small words and word endings.
pub(super) fn explanation_key(long: &str) -> ExplanationKey {
    let words = word_ranges(long).into_iter().map(|range| long[range].to_lowercase());
    let words = words.filter(|word| !SMALL_WORDS.contains(&word.as_str()));
    words.map(|word| word.chars().take(4).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{definitions, explanation_key};

    #[test]
    fn definitions_before_and_within_brackets_are_found() {
        for (text, expected) in [
            ("through the common assessment framework (CAF)", &[("CAF", "common assessment framework")][..]),
            (
                "the Town of Lark Safeguarding Children Board (TLSCB) and",
                &[("TLSCB", "Town of Lark Safeguarding Children Board")],
            ),
            (
                "experienced independent reviewing officers (IROs)",
                &[("IRO", "independent reviewing officers")],
            ),
            ("completed personal educational plans (PEPS)", &[("PEP", "personal educational plans")]),
            (
                "children and adolescent mental health services (CAMHS)",
                &[("CAMHS", "children and adolescent mental health services")],
            ),
            ("drugs and alcohol action team (DAAT)", &[("DAAT", "drugs and alcohol action team")]),
            (
                "not in education, employment and training (EET)",
                &[("EET", "education, employment and training")],
            ),
            (
                "an initial child protection case conference (ICPC)",
                &[("ICPC", "initial child protection case conference")],
            ),
            (
                "child and adolescent mental health services (CAMHs)",
                &[("CAMHS", "child and adolescent mental health services")],
            ),
            ("the clinical commissioning group\u{2019}s (CCG)", &[("CCG", "clinical commissioning group")]),
            (
                "targeted mental health in schools scheme (TaMHS)",
                &[("TaMHS", "targeted mental health in schools")],
            ),
            (
                "people not in education, employment or training (NEET)",
                &[("NEET", "not in education, employment or training")],
            ),
            ("the use of RONI (Risk of NEET Indicator)", &[("RONI", "Risk of NEET Indicator")]),
            ("the multi-agency safeguarding hub (MASH)", &[("MASH", "multi-agency safeguarding hub")]),
            ("education, health and care plans (EHC plans)", &[("EHC", "education, health and care")]),
            ("independent reviewing officers (IRO\u{2019}s)", &[("IRO", "independent reviewing officers")]),
            ("the health and well-being board (H&WB)", &[("H&WB", "health and well-being board")]),
            (
                "an accident and emergency unit, or accident and emergency (A&E)",
                &[("A&E", "accident and emergency")],
            ),
            (
                "children\u{2019}s services (the LADO), a proportion (80%), a note (see below) and Catalyst (Family Project)",
                &[],
            ),
            ("It ended. Services (ES)", &[]),
            ("a bracket (that never ends", &[]),
            ("((((CAF)))", &[]),
        ] {
            let found = definitions(text);
            let found: Vec<(&str, &str)> =
                found.iter().filter_map(|(short, long)| Some((short.as_str(), long.as_deref()?))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn words_in_brackets_explain_an_abbreviation_without_its_letters() {
        let shorts =
            |text: &str| -> Vec<String> { definitions(text).into_iter().map(|(short, _)| short).collect() };
        assert_eq!(shorts("the MACSE (multi-agency panel on child exploitation) meets"), ["MACSE"]);
        assert_eq!(shorts("the LADO (the officer who decides) is"), ["LADO"; 0]);
        assert_eq!(shorts("the MASH (see below) is"), ["MASH"; 0]);
    }

    #[test]
    fn explanations_that_differ_only_in_endings_are_the_same() {
        assert_eq!(
            explanation_key("not in education, employment and training"),
            explanation_key("Not in Education, Employment or Training")
        );
        assert_eq!(explanation_key("personal education plan"), explanation_key("personal educational plans"));
        assert_ne!(explanation_key("child protection"), explanation_key("care plan"));
    }
}
