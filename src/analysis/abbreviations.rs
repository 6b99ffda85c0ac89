//! Abbreviations: what a report says they stand for, and where it uses them.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
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
/// unexplained. Compute them once per report: checks, [`Findings`](super::Findings) and exports share them.
#[must_use]
pub fn abbreviations(report: &Report) -> Arc<[Abbreviation]> {
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
    // "(Cafcass)" explains "CAFCASS" too.
    let bracketed: HashSet<String> = passages.iter().flat_map(|passage| in_brackets(passage.text)).collect();
    for item in known.values_mut() {
        item.in_brackets |= bracketed.contains(&item.short.to_lowercase());
    }
    // "AND" in a report that also has "and" is a word that somebody stressed.
    let stressed = stressed(&passages, &known);
    let mut found: Vec<Abbreviation> =
        known.into_values().filter(|item| item.in_brackets || !stressed.contains(&item.short)).collect();
    found.sort_by(|one, other| {
        let key = |item: &Abbreviation| (item.short.to_lowercase(), item.short.clone());
        key(one).cmp(&key(other))
    });
    found.into()
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

/// Single words in brackets, in small letters.
fn in_brackets(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let words = pieces.filter(|piece| piece.len() <= 20 && piece.chars().all(char::is_alphanumeric));
    words.map(str::to_lowercase)
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
            let fits = whole.len() >= 2 && whole.len() <= 8 && stands_for(inside, &whole, &letters, true);
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

/// The words before a bracket that its abbreviation stands for, and the abbreviation for one of them: the fewest words of
/// which its letters are the initials; else those that give letters from within too; else those before a last word that
/// gives none ("targeted mental health in schools scheme (TaMHS)").
fn long_form(before: &str, short: &str) -> Option<(String, String)> {
    let start = before.floor_char_boundary(before.len().saturating_sub(160));
    let near = &before[start..];
    let all = words(near);
    // "CAMHs" has its plural's letter from a word of its own; "IROs" and "PEPS" stand for more than one.
    let singular = short.strip_suffix(['s', 'S']).filter(|singular| singular.chars().count() >= 2);
    let forms = [Some(short), singular];
    let ways = [(0, false), (0, true), (1, false), (1, true)];
    let tries = ways.into_iter().flat_map(|way| forms.into_iter().flatten().map(move |form| (way, form)));
    tries.into_iter().find_map(|((behind, inner), form)| {
        let letters = letters(form);
        let words = &all[..all.len().checked_sub(behind)?];
        let long = fewest(near, words, &letters, inner)?;
        let from = long.as_ptr() as usize - near.as_ptr() as usize;
        // A last word of the same initial belongs to it: "case conference (CC)".
        let dropped = all[words.len()..].first().map(|range| &near[range.clone()]);
        let dropped = dropped.filter(|word| !ANY_BODY.contains(word)).and_then(|word| word.chars().next());
        let goes_on = dropped.is_some_and(|initial| initial.to_lowercase().next() == letters.last().copied());
        let long = if goes_on { &near[from..all.last()?.end] } else { long };
        let long = long.strip_suffix("'s").or(long.strip_suffix("\u{2019}s")).unwrap_or(long);
        let form = if form.ends_with('s') { form.to_uppercase() } else { form.to_owned() };
        Some((form, long.trim_end_matches([',', '\u{2019}', '\'']).to_owned()))
    })
}

/// The fewest of the last words of a text that the letters stand for.
fn fewest<'a>(text: &'a str, words: &[Range<usize>], letters: &[char], inner: bool) -> Option<&'a str> {
    let most = (letters.len() * 2).min(letters.len() + 5).min(words.len());
    let end = words.last()?.end;
    // An explanation is within its sentence, and of two words at least.
    let longs = (2..=most).map(|count| &words[words.len() - count..]);
    let mut longs = longs.take_while(|part| !text[part[0].start..].contains(['.', ';', ':', '(', ')', '?']));
    let part = longs.find(|part| stands_for(text, part, letters, inner))?;
    Some(&text[part[0].start..end])
}

/// Without the "s" of more than one.
fn singular(short: &str) -> &str {
    short.strip_suffix('s').unwrap_or(short)
}

/// Last words that say no more than that it is one.
const ANY_BODY: [&str; 10] =
    ["group", "meeting", "panel", "programme", "project", "scheme", "service", "services", "system", "team"];

/// Words that an abbreviation may pass over, "NHS" as in names of trusts.
const SMALL: [&str; 15] =
    ["a", "an", "and", "at", "by", "for", "from", "in", "nhs", "of", "on", "or", "the", "to", "with"];

/// Whether the letters are the initials of the words, in order: none but small words is passed over, and a word may give
/// letters from within where it gave its first ("TaMHS").
fn stands_for(text: &str, part: &[Range<usize>], letters: &[char], inner: bool) -> bool {
    let words: Vec<Vec<char>> =
        part.iter().map(|range| text[range.clone()].chars().flat_map(char::to_lowercase).collect()).collect();
    let small: Vec<bool> =
        words.iter().map(|word| SMALL.contains(&word.iter().collect::<String>().as_str())).collect();
    // The first word gives the first letter; small words stand at neither end.
    if small.first() != Some(&false) || small.last() != Some(&false) {
        return false;
    }
    let most = if inner { letters.len().saturating_sub(2).min(2) } else { 0 };
    Initials { words: &words, small: &small, letters, tried: HashSet::new() }.fit(0, 0, most)
}

/// Letters that are to be had from words, and what was tried already.
struct Initials<'a> {
    words: &'a [Vec<char>],
    small: &'a [bool],
    letters: &'a [char],
    tried: HashSet<(usize, usize, usize)>,
}

impl Initials<'_> {
    /// Whether the letters from one on can be had from the words from one on, with so many from within words.
    fn fit(&mut self, word: usize, letter: usize, inner: usize) -> bool {
        let words = self.words;
        let (Some(has), Some(wanted)) = (words.get(word), self.letters.get(letter)) else {
            return word == words.len() && letter == self.letters.len();
        };
        if !self.tried.insert((word, letter, inner)) {
            return false;
        }
        if self.small[word] && self.fit(word + 1, letter, inner) {
            return true;
        }
        if has.first() != Some(wanted) {
            return false;
        }
        let (mut taken, mut at) = (1, 1);
        loop {
            if self.fit(word + 1, letter + taken, inner + 1 - taken) {
                return true;
            }
            // One more letter from within this word.
            let next = self.letters.get(letter + taken).filter(|_| taken <= inner).copied();
            let Some(found) = next.and_then(|next| has.get(at..)?.iter().position(|c| *c == next)) else {
                return false;
            };
            at += found + 1;
            taken += 1;
        }
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
    fn other_endings_are_no_other_explanation() {
        assert!(same(
            "not in education, employment and training",
            "Not in Education, Employment or Training"
        ));
        assert!(same("personal education plan", "personal educational plans"));
        assert!(!same("child protection", "care plan"));
    }
}
