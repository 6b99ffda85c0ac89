//! The words of a report as terms: stems, and abbreviations for the long forms that the report explains.

use std::collections::{HashMap, HashSet};

use crate::analysis::{
    abbreviations::Abbreviation,
    terms::{is_stop_word, lower_case_words, word_stem},
};

/// The maximum number of abbreviations that are also recognised by their long forms.
const MAX_ABBREVIATIONS: usize = 100;

/// The number of a term.
pub(super) type TermId = usize;

/// The different terms of a report.
///
/// A report has few different words, so each is converted once. Converting every word took 40 of the 71 million
/// instructions for relating the paragraphs of a report of 156 paragraphs.
#[derive(Debug, Default)]
pub(super) struct TermIndex {
    abbreviations: AbbreviationForms,
    /// The words that were converted, in lower case.
    words: HashMap<String, Word>,
    terms: HashMap<String, TermId>,
    stems: HashMap<String, usize>,
    /// For each stem, the long forms that begin with it: all stems, and the term of the short form.
    long_forms: Vec<Vec<(Vec<usize>, TermId)>>,
}

/// A word that was converted.
#[derive(Debug, Clone, Copy)]
struct Word {
    /// The number of the stem.
    stem: usize,
    /// The term; `None` for stop words.
    term: Option<TermId>,
}

impl TermIndex {
    /// Creates an index without terms for a report with these abbreviations.
    pub(super) fn new(abbreviations: &[Abbreviation]) -> Self {
        let mut index = Self { abbreviations: AbbreviationForms::new(abbreviations), ..Self::default() };
        let long_forms: Vec<(Vec<String>, String)> =
            index.abbreviations.long.values().flatten().cloned().collect();
        for (long, short) in long_forms {
            let stems: Vec<usize> = long.iter().map(|stem| id_of(&mut index.stems, stem)).collect();
            let short = id_of(&mut index.terms, &short);
            let Some(first) = stems.first().copied() else { continue };
            if index.long_forms.len() <= first {
                index.long_forms.resize_with(first + 1, Vec::new);
            }
            index.long_forms[first].push((stems, short));
        }
        index
    }

    /// Returns the number of terms so far. All ids are below it.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// Returns the id of a term, or `None` if no text so far has it.
    pub(super) fn term_id(&self, term: &str) -> Option<TermId> {
        self.terms.get(term).copied()
    }

    /// Returns the terms of a text. A long form also gives its abbreviation. Stop words give no term.
    pub(super) fn add_text(&mut self, text: &str) -> Vec<TermId> {
        let words = self.add_words(text);
        let mut found = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            for (long, short) in self.long_forms.get(word.stem).into_iter().flatten() {
                let stems = words[at..].iter().map(|word| &word.stem);
                if long.len() <= words.len() - at && stems.zip(long).all(|(stem, wanted)| stem == wanted) {
                    found.push(*short);
                }
            }
            found.extend(word.term);
        }
        found
    }

    /// Converts the words of a text, as [`lower_case_words`] splits it.
    fn add_words(&mut self, text: &str) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len() / 5);
        let mut lower = String::new();
        let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
        for piece in text.split(|c: char| !is_inner(c)).filter(|piece| !piece.is_empty()) {
            let is_plain = piece.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if is_plain && piece.bytes().all(|byte| !byte.is_ascii_uppercase()) {
                words.push(self.add_word(piece));
            } else if is_plain {
                piece.clone_into(&mut lower);
                lower.make_ascii_lowercase();
                words.push(self.add_word(&lower));
            } else {
                words.extend(lower_case_words(piece).map(|word| self.add_word(&word)));
            }
        }
        words
    }

    /// Converts a word in lower case.
    fn add_word(&mut self, word: &str) -> Word {
        if let Some(known) = self.words.get(word) {
            return *known;
        }
        let stem = word_stem(word);
        let term = self.abbreviations.term(word, &stem).map(str::to_owned);
        let added = Word {
            stem: id_of(&mut self.stems, &stem),
            term: term.map(|term| id_of(&mut self.terms, &term)),
        };
        self.words.insert(word.to_owned(), added);
        added
    }

    /// Returns the terms of a text that is not added to the index, each with the word as printed.
    pub(super) fn printed_terms(&self, text: &str) -> Vec<(String, String)> {
        self.abbreviations.terms(text)
    }
}

/// Returns the id of a text, which is added if it is new.
fn id_of(ids: &mut HashMap<String, usize>, text: &str) -> usize {
    if let Some(id) = ids.get(text) {
        return *id;
    }
    ids.insert(text.to_owned(), ids.len());
    ids.len() - 1
}

/// The short and long forms of abbreviations, so that "independent reviewing officer" also counts as "IRO".
#[derive(Debug, Default)]
struct AbbreviationForms {
    /// The short forms, in lower case.
    short: HashSet<String>,
    /// The long forms by their first stem. Each entry has all stems of the long form, then the short form.
    long: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl AbbreviationForms {
    /// Collects the forms of the abbreviations that the report explains.
    fn new(abbreviations: &[Abbreviation]) -> Self {
        let mut forms = Self::default();
        for item in abbreviations.iter().filter(|item| !item.explanations.is_empty()).take(MAX_ABBREVIATIONS)
        {
            let short = item.short.to_lowercase();
            let long: Vec<String> =
                lower_case_words(item.long().unwrap_or("")).map(|word| word_stem(&word)).collect();
            if let Some(first) = long.first() {
                forms.long.entry(first.clone()).or_default().push((long.clone(), short.clone()));
            }
            forms.short.insert(short);
        }
        forms
    }

    /// Returns the words of a text without stop words, each as its stem and as printed. A long form also gives its
    /// abbreviation.
    fn terms(&self, text: &str) -> Vec<(String, String)> {
        let words: Vec<String> = lower_case_words(text).collect();
        let stems: Vec<String> = words.iter().map(|word| word_stem(word)).collect();
        let mut terms = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            for (long, short) in self.long.get(&stems[at]).into_iter().flatten() {
                if stems[at..].starts_with(long) {
                    terms.push((short.clone(), short.to_uppercase()));
                }
            }
            match self.term(word, &stems[at]) {
                Some(term) if self.is_short_form(word) => terms.push((term.to_owned(), word.to_uppercase())),
                Some(term) => terms.push((term.to_owned(), word.clone())),
                None => {}
            }
        }
        terms
    }

    /// Returns true if a word is a short form or its plural.
    fn is_short_form(&self, word: &str) -> bool {
        self.short.contains(word) || self.singular_short_form(word).is_some()
    }

    /// Returns the short form without its plural s; `None` if the word is not the plural of a short form.
    fn singular_short_form<'a>(&self, word: &'a str) -> Option<&'a str> {
        word.strip_suffix('s').filter(|short| self.short.contains(*short))
    }

    /// Returns the term of a word with this stem: the short form, or else the stem. Returns `None` for stop words.
    fn term<'a>(&self, word: &'a str, stem: &'a str) -> Option<&'a str> {
        if self.is_short_form(word) {
            return Some(self.singular_short_form(word).unwrap_or(word));
        }
        (!is_stop_word(word)).then_some(stem)
    }
}
