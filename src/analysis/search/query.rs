//! What is searched for, ready to be found.

use std::ops::Range;

use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};

use super::fold;
use crate::report::SectionId;

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// As it was typed.
    pub words: String,
    /// Whether capitals are told from small letters.
    pub case: bool,
    /// Whether only whole words count.
    pub whole_word: bool,
    /// Whether it is a regular expression.
    pub pattern: bool,
    /// Where it is searched.
    pub scope: Scope,
}

/// Where something is searched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In all of the report.
    #[default]
    Everything,
    /// In a section and those under it.
    Section(SectionId),
    /// In headings.
    Headings,
    /// In recommendations.
    Recommendations,
}

/// A query that can be looked for.
#[derive(Debug)]
pub(super) enum Matcher {
    Words { finder: Box<Finder<'static>>, whole_word: bool },
    Pattern { pattern: Regex, whole_word: bool },
}

impl Query {
    /// The query, ready; `None` where there is nothing to look for.
    ///
    /// # Errors
    /// What is wrong with a regular expression, in a sentence.
    pub(super) fn matcher(&self) -> Result<Option<Matcher>, String> {
        if self.words.trim().is_empty() {
            return Ok(None);
        }
        let whole_word = self.whole_word;
        if self.pattern {
            // Quotes and dashes of the text are as typed.
            let mut typed = String::new();
            typed.extend(self.words.chars().filter_map(|c| fold::fold(c, true)));
            let built = RegexBuilder::new(&typed).case_insensitive(!self.case).size_limit(4 << 20).build();
            return match built {
                Ok(pattern) => Ok(Some(Matcher::Pattern { pattern, whole_word })),
                Err(error) => Err(reason(&error)),
            };
        }
        let mut folded = String::new();
        fold::push(&self.words, self.case, &mut folded);
        if folded.trim().is_empty() {
            return Ok(None);
        }
        Ok(Some(Matcher::Words { finder: Box::new(Finder::new(folded.as_bytes()).into_owned()), whole_word }))
    }
}

/// What a regular expression's error says, without the drawing above it.
fn reason(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "This pattern is too large.".to_owned(),
        error => {
            let words = error.to_string();
            let last = words.lines().rev().find_map(|line| line.trim().strip_prefix("error: "));
            plainly(last.unwrap_or("it cannot be read"))
        }
    }
}

/// The commonest slips in words of everybody; others as the library says them.
fn plainly(error: &str) -> String {
    let known = [
        ("unclosed character class", "A [ has no ] behind it."),
        ("unclosed group", "A ( has no ) behind it."),
        ("unopened group", "A ) has no ( before it."),
        ("repetition operator missing expression", "A *, + or ? has nothing before it to repeat."),
        ("invalid character class range", "Within [ ] the first letter of a range comes before the last."),
        ("incomplete escape sequence", "A \\ has nothing behind it."),
        ("unclosed counted repetition", "A { has no } behind it."),
        ("repetition quantifier expects a valid decimal", "Within { } stand numbers."),
    ];
    let plain = known.iter().find(|(known, _)| error.starts_with(known)).map(|(_, plain)| *plain);
    plain.map_or_else(|| format!("This pattern cannot be used: {error}."), str::to_owned)
}

impl Matcher {
    /// Every hit in a folded text, in order, in bytes; `take` answers whether to go on.
    pub(super) fn each(&self, folded: &str, mut take: impl FnMut(Range<usize>) -> bool) {
        match self {
            Self::Words { finder, whole_word } => {
                let length = finder.needle().len();
                let hits = finder.find_iter(folded.as_bytes()).map(|at| at..at + length);
                let mut hits = hits.filter(|hit| !whole_word || is_whole(folded, hit));
                while hits.next().is_some_and(&mut take) {}
            }
            Self::Pattern { pattern, whole_word } => {
                let hits = pattern.find_iter(folded).map(|hit| hit.range());
                // What matches nothing is everywhere, and what runs on into the next paragraph is no hit in either.
                let hits = hits.filter(|hit| !hit.is_empty() && !folded[hit.clone()].contains('\n'));
                let mut hits = hits.filter(|hit| !whole_word || is_whole(folded, hit));
                while hits.next().is_some_and(&mut take) {}
            }
        }
    }

    /// Whether it tells capitals apart, and so asks for the text with its capitals.
    pub(super) fn is_pattern(&self) -> bool {
        matches!(self, Self::Pattern { .. })
    }
}

/// Whether no letter or digit stands right before or behind.
fn is_whole(text: &str, hit: &Range<usize>) -> bool {
    let before = text[..hit.start].chars().next_back();
    let behind = text[hit.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
}
