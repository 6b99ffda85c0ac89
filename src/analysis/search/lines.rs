//! Searches lines of normalised text, without a report. The search in one report and the search in a folder use it, so
//! that they find the same.

use std::ops::Range;

use super::query::{Matcher, Query};

/// Finds the hits of a query in lines of normalised text; see [`folded_lines`](super::folded_lines).
#[derive(Debug)]
pub struct LineMatcher {
    matcher: Matcher,
    keeps_capitals: bool,
    /// The words in lower case, if the text must have them; see [`can_match`](Self::can_match).
    lower_words: Option<memchr::memmem::Finder<'static>>,
}

/// A hit in one of several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineHit {
    /// The index of the line, from 0.
    pub line: usize,
    /// The index of the hit within the line, from 0.
    pub nth: usize,
    /// The byte range of the hit in all lines.
    pub range: Range<usize>,
}

impl LineMatcher {
    /// Prepares a query. Returns `None` if it is empty.
    ///
    /// # Errors
    /// Returns a sentence for the user if the query is a regular expression that is not valid.
    pub fn new(query: &Query) -> Result<Option<Self>, String> {
        let Some(matcher) = query.matcher()? else { return Ok(None) };
        let keeps_capitals = query.keeps_capitals();
        let lower_words = (keeps_capitals && !matcher.is_regex()).then(|| {
            let mut lower = String::new();
            super::fold::push_folded(&query.words, false, &mut lower);
            memchr::memmem::Finder::new(lower.as_bytes()).into_owned()
        });
        Ok(Some(Self { matcher, keeps_capitals, lower_words }))
    }

    /// Returns true if the lines must be normalised with their capitals.
    #[must_use]
    pub fn keeps_capitals(&self) -> bool {
        self.keeps_capitals
    }

    /// Returns false if the query is certainly not in lines that are given in lower case. It is faster than making the
    /// lines with their capitals.
    #[must_use]
    pub fn can_match(&self, lower_lines: &str) -> bool {
        self.lower_words.as_ref().is_none_or(|words| words.find(lower_lines.as_bytes()).is_some())
    }

    /// Calls `visit` with every hit, in order, until it returns false. Each line ends with a line break.
    pub fn visit_hits(&self, lines: &str, mut visit: impl FnMut(LineHit) -> bool) {
        if self.matcher.is_regex() {
            // Each line is matched on its own, so that "^" and "$" match its ends and no hit continues into the next.
            let mut start = 0;
            for (line, end) in memchr::memchr_iter(b'\n', lines.as_bytes()).enumerate() {
                let (mut nth, mut goes_on) = (0, true);
                self.matcher.for_each_hit(&lines[start..end], |hit| {
                    let range = start + hit.start..start + hit.end;
                    goes_on = visit(LineHit { line, nth, range });
                    nth += 1;
                    goes_on
                });
                if !goes_on {
                    return;
                }
                start = end + 1;
            }
            return;
        }
        let (mut line, mut nth, mut counted) = (0, 0, 0);
        let mut line_end = memchr::memchr(b'\n', lines.as_bytes()).unwrap_or(lines.len());
        self.matcher.for_each_hit(lines, |range| {
            if range.start > line_end {
                let between = &lines.as_bytes()[line_end..range.start];
                line += memchr::memchr_iter(b'\n', between).count();
                let rest = &lines.as_bytes()[range.start..];
                line_end = memchr::memchr(b'\n', rest).map_or(lines.len(), |at| range.start + at);
                nth = 0;
            } else if counted > 0 {
                nth += 1;
            }
            counted += 1;
            visit(LineHit { line, nth, range })
        });
    }

    /// Returns the number of hits that begin at this byte offset or after it.
    #[must_use]
    pub fn count_from(&self, lines: &str, start: usize) -> usize {
        let mut count = 0;
        // A hit before the offset may decide where the next one begins, so regular expressions start at the line.
        if self.matcher.is_regex() {
            self.visit_hits(lines, |hit| {
                count += usize::from(hit.range.start >= start);
                true
            });
        } else {
            self.matcher.for_each_hit_from(lines, start, |_| {
                count += 1;
                true
            });
        }
        count
    }
}
