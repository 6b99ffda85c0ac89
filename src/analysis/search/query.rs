//! A search query, and the matcher that searches a text for it.

use std::ops::Range;

use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};

use super::fold;
use crate::{analysis::strings, report::SectionId};

/// A search query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// The words or regular expression, as typed.
    pub words: String,
    /// True if the search distinguishes capitals from small letters.
    pub matches_case: bool,
    /// True if only whole words are found.
    pub matches_whole_words: bool,
    /// True if `words` is a regular expression.
    pub is_regex: bool,
    /// The part of the report that is searched.
    pub scope: Scope,
}

/// The part of a report that is searched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The whole report.
    #[default]
    WholeReport,
    /// A section and its subsections.
    Section(SectionId),
    /// All headings.
    Headings,
    /// All recommendations.
    Recommendations,
}

/// A compiled query.
#[derive(Debug)]
pub(super) enum Matcher {
    /// Words that must occur exactly as in the normalised query.
    Words { finder: Box<Finder<'static>>, matches_whole_words: bool },
    /// A regular expression.
    Regex { regex: Regex, matches_whole_words: bool },
}

impl Query {
    /// Returns true if the text is searched with its capitals. A regular expression that does not match case finds the
    /// same in lower case, unless it changes that by a flag such as `(?-i)`.
    pub(super) fn keeps_capitals(&self) -> bool {
        self.matches_case || self.is_regex && self.words.contains("(?")
    }

    /// Compiles the query. Returns `None` if the query is empty.
    ///
    /// # Errors
    /// Returns a sentence for the user if the query is a regular expression that is not valid.
    pub(super) fn matcher(&self) -> Result<Option<Matcher>, String> {
        if self.words.trim().is_empty() {
            return Ok(None);
        }
        let matches_whole_words = self.matches_whole_words;
        if self.is_regex {
            // The text has straight quotes and hyphens, so the pattern must have them too.
            let mut folded = String::new();
            folded.extend(self.words.chars().filter_map(|c| fold::fold_char(c, true)));
            let built =
                RegexBuilder::new(&folded).case_insensitive(!self.matches_case).size_limit(4 << 20).build();
            return match built {
                Ok(regex) => Ok(Some(Matcher::Regex { regex, matches_whole_words })),
                Err(error) => Err(regex_error_message(&error)),
            };
        }
        let mut folded = String::new();
        fold::push_folded(&self.words, self.matches_case, &mut folded);
        if folded.trim().is_empty() {
            return Ok(None);
        }
        Ok(Some(Matcher::Words {
            finder: Box::new(Finder::new(folded.as_bytes()).into_owned()),
            matches_whole_words,
        }))
    }
}

/// Returns the message for an error in a regular expression. The message of the `regex` crate also shows the pattern,
/// which is left out.
fn regex_error_message(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => strings::REGEX_TOO_LARGE.to_owned(),
        error => {
            let words = error.to_string();
            let last = words.lines().rev().find_map(|line| line.trim().strip_prefix("error: "));
            user_message(last.unwrap_or(strings::REGEX_NOT_UNDERSTOOD))
        }
    }
}

/// Returns an explanation of the commonest mistakes for the user. Other errors keep the message of the `regex` crate.
fn user_message(error: &str) -> String {
    let known = strings::REGEX_ERROR_PREFIXES.iter().find(|(start, _)| error.starts_with(start));
    known.map_or_else(|| strings::regex_not_accepted(error), |(_, message)| (*message).to_owned())
}

impl Matcher {
    /// Calls `visit` with the byte range of every hit in a normalised text, in order, until `visit` returns false.
    pub(super) fn for_each_hit(&self, folded: &str, visit: impl FnMut(Range<usize>) -> bool) {
        self.for_each_hit_from(folded, 0, visit);
    }

    /// Does the same as [`for_each_hit`](Self::for_each_hit) for the hits that are found from a byte offset on.
    pub(super) fn for_each_hit_from(
        &self,
        folded: &str,
        start: usize,
        mut visit: impl FnMut(Range<usize>) -> bool,
    ) {
        match self {
            Self::Words { finder, matches_whole_words } => {
                let length = finder.needle().len();
                let rest = folded.as_bytes().get(start..).unwrap_or_default();
                let hits = finder.find_iter(rest).map(|at| start + at..start + at + length);
                let mut hits = hits.filter(|hit| !matches_whole_words || is_whole_word(folded, hit));
                while hits.next().is_some_and(&mut visit) {}
            }
            Self::Regex { regex, matches_whole_words } => {
                let rest = folded.get(start..).unwrap_or_default();
                let hits = regex.find_iter(rest).map(|hit| start + hit.start()..start + hit.end());
                // An empty match has nothing to highlight, and a hit must not continue into the next piece.
                let hits = hits.filter(|hit| !hit.is_empty() && !folded[hit.clone()].contains('\n'));
                let mut hits = hits.filter(|hit| !matches_whole_words || is_whole_word(folded, hit));
                while hits.next().is_some_and(&mut visit) {}
            }
        }
    }

    /// Returns true for a regular expression, which needs the text with its capitals.
    pub(super) fn is_regex(&self) -> bool {
        matches!(self, Self::Regex { .. })
    }
}

/// Returns true if no letter or digit is directly before or after the hit.
fn is_whole_word(text: &str, hit: &Range<usize>) -> bool {
    let before = text[..hit.start].chars().next_back();
    let after = text[hit.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
