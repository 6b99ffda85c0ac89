//! Abbreviations: what a report says they stand for, and where it uses them.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::passages::{Passage, passages};
use crate::report::{Place, Report};

/// An abbreviation, explained in the report or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abbreviation {
    /// The letters, without the "s" of more than one: "IRO".
    pub short: String,
    /// What it stands for, as the report explains it each time; empty where it never does. Explanations that say the
    /// same in other capitals or numbers are told once.
    pub explained: Vec<Explained>,
    /// Whether it stands in brackets behind words, which explains it even where its letters do not fit them.
    pub in_brackets: bool,
    /// Everywhere it is used, explanations too, in reading order.
    pub uses: Vec<Place>,
}

/// One explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The words as printed: "independent reviewing officer".
    pub long: String,
    /// Where.
    pub place: Place,
}

impl Abbreviation {
    fn new(short: &str) -> Self {
        Self { short: short.to_owned(), explained: Vec::new(), in_brackets: false, uses: Vec::new() }
    }

    /// What it stands for: the first explanation.
    #[must_use]
    pub fn long(&self) -> Option<&str> {
        self.explained.first().map(|explained| explained.long.as_str())
    }

    /// Where it is first used.
    #[must_use]
    pub fn first(&self) -> Option<Place> {
        self.uses.first().copied()
    }

    /// Where it is explained first.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.explained.first().map(|explained| explained.place).or(self.first())
    }
}

/// The abbreviations of a report in alphabetical order: those it explains, and words in capitals that it uses
/// unexplained.
#[must_use]
pub fn abbreviations(report: &Report) -> Vec<Abbreviation> {
    let passages = passages(report);
    let mut known: HashMap<String, Abbreviation> = HashMap::new();
    for passage in &passages {
        for (short, long) in definitions(passage.text) {
            let entry = known.entry(short.clone()).or_insert_with(|| Abbreviation::new(&short));
            entry.in_brackets = true;
            let Some(long) = long else { continue };
            if !entry.explained.iter().any(|other| same(&other.long, &long)) {
                entry.explained.push(Explained { long, place: passage.place });
            }
        }
    }
    uses(&passages, &mut known);
    // "AND" in a report that also has "and" is a word that somebody stressed.
    let stressed = stressed(&passages, &known);
    let mut found: Vec<Abbreviation> =
        known.into_values().filter(|item| item.in_brackets || !stressed.contains(&item.short)).collect();
    found.sort_by(|one, other| {
        let key = |item: &Abbreviation| (item.short.to_lowercase(), item.short.clone());
        key(one).cmp(&key(other))
    });
    found
}

/// Notes every use; words in capitals that are explained nowhere are entered too.
fn uses(passages: &[Passage<'_>], known: &mut HashMap<String, Abbreviation>) {
    for passage in passages {
        // What is set in capitals throughout is a heading.
        let shouts = !passage.text.chars().any(char::is_lowercase);
        let mut here: HashSet<String> = HashSet::new();
        for word in words(passage.text) {
            let word = &passage.text[word];
            let word = word.strip_suffix("'s").or(word.strip_suffix("\u{2019}s")).unwrap_or(word);
            let singular = word.strip_suffix('s').unwrap_or(word);
            let capitals = word.to_uppercase();
            let short =
                [word, singular, capitals.as_str()].into_iter().find(|short| known.contains_key(*short));
            let short = short.or_else(|| (is_capitals(singular) && !shouts).then_some(singular));
            let Some(short) = short.filter(|short| here.insert((*short).to_owned())) else { continue };
            let entry = known.entry(short.to_owned()).or_insert_with(|| Abbreviation::new(short));
            entry.uses.push(passage.place);
        }
    }
}

/// Unexplained words in capitals that the report also has in small letters.
fn stressed(passages: &[Passage<'_>], known: &HashMap<String, Abbreviation>) -> HashSet<String> {
    let mut found = HashSet::new();
    for passage in passages {
        let all = words(passage.text).into_iter().map(|word| &passage.text[word]);
        for word in all.filter(|word| word.len() <= 8 && word.chars().all(|c| c.is_ascii_lowercase())) {
            let capitals = word.to_uppercase();
            if known.contains_key(&capitals) {
                found.insert(capitals);
            }
        }
    }
    found
}

/// Two to eight capitals, digits among them.
fn is_capitals(word: &str) -> bool {
    (2..=8).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && word.chars().filter(char::is_ascii_uppercase).count() >= 2
}

/// The words of a text, apostrophes within them, in bytes.
fn words(text: &str) -> Vec<Range<usize>> {
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

/// "common assessment framework (CAF)" and "RONI (Risk of NEET Indicator)": each abbreviation with what it stands for,
/// where its letters tell.
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
        // "(CAF)", "(LADO, the officer who …)", "(known as CAF)".
        let short = inside.split([',', ';', ':']).next().unwrap_or(inside).trim();
        let short = short.strip_prefix("known as ").or(short.strip_prefix("the ")).unwrap_or(short);
        let short = short.trim_matches(['\'', '\u{2018}', '\u{2019}', '"', '\u{201C}', '\u{201D}']);
        if is_short(short) {
            let explained = long_form(before, short).map(|(short, long)| (short, Some(long)));
            let is_behind_words = before.ends_with(char::is_alphanumeric);
            found.extend(explained.or_else(|| is_behind_words.then(|| (singular(short).to_owned(), None))));
        } else if let Some(short) = last_word(before).filter(|word| is_short(word)) {
            let letters = letters(short);
            let whole = words(inside);
            let fits = whole.len() >= 2 && whole.len() <= 8 && stands_for(inside, &whole, &letters);
            found.extend(fits.then(|| (short.to_owned(), Some(inside.to_owned()))));
        }
    }
    found
}

fn last_word(text: &str) -> Option<&str> {
    /// No abbreviation is longer, in bytes.
    const LONGEST: usize = 60;
    let near = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST))..];
    let last = words(near).pop()?;
    (last.end == near.len()).then(|| &near[last])
}

/// Whether a word can be an abbreviation: two to ten letters, two of them capitals, the first one too.
fn is_short(word: &str) -> bool {
    (2..=10).contains(&word.chars().count())
        && word.chars().all(char::is_alphanumeric)
        && word.starts_with(char::is_uppercase)
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

fn letters(short: &str) -> Vec<char> {
    short.chars().flat_map(char::to_lowercase).collect()
}

/// The words before a bracket that its abbreviation stands for, and the abbreviation for one of them: the fewest words
/// from one that begins with its first letter.
fn long_form(before: &str, short: &str) -> Option<(String, String)> {
    // "IROs" and "PEPS" stand for more than one.
    let singular = short.strip_suffix(['s', 'S']).filter(|singular| singular.chars().count() >= 2);
    let plural = singular.filter(|_| short.ends_with('s') || !ends_in_word_of(before, short));
    let forms = plural.into_iter().chain(Some(short).filter(|_| !short.ends_with('s') || singular.is_none()));
    let start = before.floor_char_boundary(before.len().saturating_sub(160));
    let near = &before[start..];
    let all = words(near);
    // "targeted mental health in schools scheme (TaMHS)": the last word may be one that no letter stands for.
    forms.flat_map(|form| [(form, 0), (form, 1)]).find_map(|(form, behind)| {
        let words = &all[..all.len().checked_sub(behind)?];
        let long = fewest(near, words, &letters(form))?;
        Some((form.to_owned(), long.trim_end_matches([',', '\u{2019}', '\'']).to_owned()))
    })
}

/// The fewest of the last words of a text that the letters stand for.
fn fewest<'a>(text: &'a str, words: &[Range<usize>], letters: &[char]) -> Option<&'a str> {
    let most = (letters.len() * 2).min(letters.len() + 5).min(words.len());
    let end = words.last()?.end;
    // An explanation is within its sentence, and of two words at least.
    let longs = (2..=most).map(|count| &words[words.len() - count..]);
    let mut longs = longs.take_while(|part| !text[part[0].start..].contains(['.', ';', ':', '(', ')', '?']));
    let part = longs.find(|part| stands_for(text, part, letters))?;
    Some(&text[part[0].start..end])
}

/// Without the "s" of more than one.
fn singular(short: &str) -> &str {
    short.strip_suffix('s').unwrap_or(short)
}

/// Whether the last letter of an abbreviation begins the last word before it.
fn ends_in_word_of(before: &str, short: &str) -> bool {
    let initial = |word: &str| word.chars().next().and_then(|c| c.to_lowercase().next());
    let last = letters(short).pop();
    last_word(before).is_some_and(|word| initial(word) == last)
}

/// Words that an abbreviation may pass over, "NHS" as in names of trusts.
const SMALL: [&str; 15] =
    ["a", "an", "and", "at", "by", "for", "from", "in", "nhs", "of", "on", "or", "the", "to", "with"];

/// Whether the letters are the initials of the words, in order: none but small words is passed over, and a word may give
/// letters from within where it gave its first ("TaMHS").
fn stands_for(text: &str, part: &[Range<usize>], letters: &[char]) -> bool {
    let words: Vec<Vec<char>> =
        part.iter().map(|range| text[range.clone()].chars().flat_map(char::to_lowercase).collect()).collect();
    let small: Vec<bool> =
        words.iter().map(|word| SMALL.contains(&word.iter().collect::<String>().as_str())).collect();
    let inner_allowed = letters.len().saturating_sub(2).min(2);
    // The first word gives the first letter; small words stand at neither end.
    if small.first() != Some(&false) || small.last() != Some(&false) {
        return false;
    }
    fits(&words, &small, letters, inner_allowed)
}

/// Whether `letters` can be had from `words`, with so many from within words.
fn fits(words: &[Vec<char>], small: &[bool], letters: &[char], inner: usize) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    let passes = small[0] && fits(rest, &small[1..], letters, inner);
    if passes || letters.first() != word.first() {
        return passes;
    }
    let mut taken = 1;
    let mut at = 1;
    loop {
        if fits(rest, &small[1..], &letters[taken..], inner + 1 - taken) {
            return true;
        }
        // One more letter from within this word.
        let next = letters.get(taken).filter(|_| taken <= inner);
        let Some(found) = next.and_then(|next| word[at..].iter().position(|c| c == next)) else {
            return false;
        };
        at += found + 1;
        taken += 1;
    }
}

/// Whether two explanations say the same: capitals, small words, and the endings of words aside.
fn same(one: &str, other: &str) -> bool {
    let key = |long: &str| -> Vec<String> {
        let words = words(long).into_iter().map(|range| long[range].to_lowercase());
        let words = words.filter(|word| !SMALL.contains(&word.as_str()));
        words.map(|word| word.chars().take(4).collect()).collect()
    };
    key(one) == key(other)
}

#[cfg(test)]
mod tests {
    use super::{definitions, same};

    #[test]
    fn letters_are_explained_before_or_within_brackets() {
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
    fn other_endings_are_no_other_explanation() {
        assert!(same(
            "not in education, employment and training",
            "Not in Education, Employment or Training"
        ));
        assert!(same("personal education plan", "personal educational plans"));
        assert!(!same("child protection", "care plan"));
    }
}
