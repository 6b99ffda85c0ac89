//! Abbreviations in a report: their explanations and uses.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use super::passages::{Passage, passages};
use crate::report::{Place, Report};

/// An abbreviation, with or without an explanation in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abbreviation {
    /// The abbreviation without a plural "s": "IRO".
    pub short: String,
    /// The different explanations in the report. Explanations that differ only in case or word endings are listed once.
    pub explanations: Vec<Explanation>,
    /// True if the abbreviation is in brackets after other words. These words explain the abbreviation even if its
    /// letters are not their initials.
    pub is_in_brackets: bool,
    /// All places that use the abbreviation, including its explanations, in reading order.
    pub uses: Vec<Place>,
}

/// An explanation of an abbreviation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The words as printed: "independent reviewing officer".
    pub long: String,
    /// The place of the explanation.
    pub place: Place,
}

impl Abbreviation {
    /// Creates an abbreviation without explanations and uses.
    fn new(short: &str) -> Self {
        Self { short: short.to_owned(), explanations: Vec::new(), is_in_brackets: false, uses: Vec::new() }
    }

    /// Returns the words of the first explanation, or `None` if the report does not explain the abbreviation.
    #[must_use]
    pub fn long(&self) -> Option<&str> {
        self.explanations.first().map(|explanation| explanation.long.as_str())
    }

    /// Returns the place of the first use.
    #[must_use]
    pub fn first_use(&self) -> Option<Place> {
        self.uses.first().copied()
    }

    /// Returns the place of the first explanation, or the place of the first use if there is no explanation.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.explanations.first().map(|explanation| explanation.place).or(self.first_use())
    }
}

/// Returns the abbreviations of a report, in alphabetical order: abbreviations that the report explains, and words in
/// capitals that it does not explain. Call this once per report: checks, [`Findings`](super::Findings) and exports
/// share the result.
#[must_use]
pub fn abbreviations(report: &Report) -> Arc<[Abbreviation]> {
    let passages = passages(report);
    let mut known: HashMap<String, Abbreviation> = HashMap::new();
    for passage in &passages {
        for (short, long) in definitions(passage.text) {
            let entry = known.entry(short.clone()).or_insert_with(|| Abbreviation::new(&short));
            entry.is_in_brackets = true;
            let Some(long) = long else { continue };
            if !entry.explanations.iter().any(|other| is_same_explanation(&other.long, &long)) {
                entry.explanations.push(Explanation { long, place: passage.place });
            }
        }
    }
    record_uses(&passages, &mut known);
    // "(Cafcass)" explains "CAFCASS" too.
    let bracketed: HashSet<String> =
        passages.iter().flat_map(|passage| bracketed_words(passage.text)).collect();
    for item in known.values_mut() {
        item.is_in_brackets |= bracketed.contains(&item.short.to_lowercase());
    }
    // "AND" in a report that also has "and" is an emphasised word.
    let emphasised = emphasised_words(&passages, &known);
    let mut found: Vec<Abbreviation> =
        known.into_values().filter(|item| item.is_in_brackets || !emphasised.contains(&item.short)).collect();
    found.sort_by(|one, other| {
        let key = |item: &Abbreviation| (item.short.to_lowercase(), item.short.clone());
        key(one).cmp(&key(other))
    });
    found.into()
}

/// Adds the places of all uses to `known`, and adds the words in capitals that the report never explains.
fn record_uses(passages: &[Passage<'_>], known: &mut HashMap<String, Abbreviation>) {
    let mut shapes = WordShapes::of_words(known.keys());
    for passage in passages {
        // If a whole text is in capitals, it is a heading and its words are not abbreviations.
        let is_all_capitals = !passage.text.chars().any(char::is_lowercase);
        let mut seen: HashSet<String> = HashSet::new();
        for word in word_ranges(passage.text) {
            let word = &passage.text[word];
            let word = word.strip_suffix("'s").or(word.strip_suffix("\u{2019}s")).unwrap_or(word);
            let singular = word.strip_suffix('s').unwrap_or(word);
            let is_new = is_in_capitals(singular) && !is_all_capitals;
            if !is_new && !shapes.can_contain(word) && !shapes.can_contain(singular) {
                continue;
            }
            let capitals = word.to_uppercase();
            let short =
                [word, singular, capitals.as_str()].into_iter().find(|short| known.contains_key(*short));
            let short = short.or_else(|| is_new.then_some(singular));
            let Some(short) = short.filter(|short| seen.insert((*short).to_owned())) else { continue };
            let entry = known.entry(short.to_owned()).or_insert_with(|| Abbreviation::new(short));
            shapes.insert(short);
            entry.uses.push(passage.place);
        }
    }
}

/// Returns the single words in brackets, in lower case.
fn bracketed_words(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let words = pieces.filter(|piece| piece.len() <= 20 && piece.chars().all(char::is_alphanumeric));
    words.map(str::to_lowercase)
}

/// Returns the words in capitals that the report also uses in lower case.
fn emphasised_words(passages: &[Passage<'_>], known: &HashMap<String, Abbreviation>) -> HashSet<String> {
    let mut found = HashSet::new();
    let shapes = WordShapes::of_words(known.keys());
    for passage in passages {
        let all = word_ranges(passage.text).into_iter().map(|word| &passage.text[word]);
        let is_lower = |word: &str| word.chars().all(|c| c.is_ascii_lowercase());
        for word in all.filter(|word| word.len() <= 8 && shapes.can_contain(word) && is_lower(word)) {
            let capitals = word.to_uppercase();
            if known.contains_key(&capitals) {
                found.insert(capitals);
            }
        }
    }
    found
}

/// The lengths and first letters of abbreviations, ignoring case. Most words of a report have others, so they need not be
/// converted to capitals and looked up.
#[derive(Debug, Default)]
struct WordShapes {
    /// For each length in bytes, the first letters as bits. The last length also stands for all greater lengths.
    first_letters: [u32; 16],
}

impl WordShapes {
    fn of_words<'a>(words: impl Iterator<Item = &'a String>) -> Self {
        let mut shapes = Self::default();
        words.for_each(|word| shapes.insert(word));
        shapes
    }

    fn insert(&mut self, word: &str) {
        self.first_letters[Self::length(word)] |= Self::first_letter(word);
    }

    /// Returns false if no inserted word is equal to this one, ignoring case.
    fn can_contain(&self, word: &str) -> bool {
        // The length of other characters depends on the case.
        !word.is_ascii() || self.first_letters[Self::length(word)] & Self::first_letter(word) != 0
    }

    fn length(word: &str) -> usize {
        word.len().min(15)
    }

    /// Returns the bit of the first letter. All characters that are not ASCII letters have the same bit.
    fn first_letter(word: &str) -> u32 {
        let first = word.bytes().next().unwrap_or_default().to_ascii_lowercase();
        if first.is_ascii_lowercase() { 1 << (first - b'a') } else { 1 << 26 }
    }
}

/// Returns true if a word has two to eight capitals and digits, starts with a capital and has at least two capitals.
fn is_in_capitals(word: &str) -> bool {
    (2..=8).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && word.chars().filter(char::is_ascii_uppercase).count() >= 2
}

/// Returns the byte ranges of the words of a text. A word may contain apostrophes.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if c.is_alphanumeric() => start = Some(at),
            Some(from) if !is_inner(c) => {
                let end = from + text[from..at].trim_end_matches(['\'', '\u{2019}']).len();
                found.push(from..end);
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Returns definitions such as "common assessment framework (CAF)" and "RONI (Risk of NEET Indicator)". Returns each
/// abbreviation with its long form, if its letters match words of the text.
fn definitions(text: &str) -> Vec<(String, Option<String>)> {
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
        if can_be_abbreviation(short) {
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
            found.extend(is_match.then(|| (short.to_owned(), Some(inside.to_owned()))));
        }
    }
    found
}

/// Returns the word at the end of a text. Returns `None` if the text ends with another character.
fn last_word(text: &str) -> Option<&str> {
    /// The length of the end of the text that is searched, in bytes. A longer word is not an abbreviation.
    const MAX_WORD_BYTES: usize = 60;
    let near = &text[text.floor_char_boundary(text.len().saturating_sub(MAX_WORD_BYTES))..];
    let last = word_ranges(near).pop()?;
    (last.end == near.len()).then(|| &near[last])
}

/// Returns true if a word can be an abbreviation: two to ten letters; the first and at least one more are
/// capitals.
fn can_be_abbreviation(word: &str) -> bool {
    (2..=10).contains(&word.chars().count())
        && word.chars().all(char::is_alphanumeric)
        && word.starts_with(char::is_uppercase)
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Returns the letters and digits of an abbreviation, in lower case.
fn lower_case_letters(short: &str) -> Vec<char> {
    short.chars().flat_map(char::to_lowercase).collect()
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

/// Returns true if two explanations differ only in case, small words and word endings.
fn is_same_explanation(one: &str, other: &str) -> bool {
    let key = |long: &str| -> Vec<String> {
        let words = word_ranges(long).into_iter().map(|range| long[range].to_lowercase());
        let words = words.filter(|word| !SMALL_WORDS.contains(&word.as_str()));
        words.map(|word| word.chars().take(4).collect()).collect()
    };
    key(one) == key(other)
}

#[cfg(test)]
mod tests {
    use super::{definitions, is_same_explanation};

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
    fn explanations_that_differ_only_in_endings_are_the_same() {
        assert!(is_same_explanation(
            "not in education, employment and training",
            "Not in Education, Employment or Training"
        ));
        assert!(is_same_explanation("personal education plan", "personal educational plans"));
        assert!(!is_same_explanation("child protection", "care plan"));
    }
}
