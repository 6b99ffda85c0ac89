//! Finding words in a report: every hit at once, as one types.
//!
//! The text is folded once into one long string ([`SearchText`]), a line for each piece that is shown; a query is looked
//! for in all of it. Which words of a row to mark is asked of the few rows in view ([`Marker`]).

mod fold;
mod query;

use std::{ops::Range, sync::OnceLock};

pub use query::{Query, Scope};

use self::query::Matcher;
use super::flow::{Flow, RowPart};
use crate::report::{BlockId, Content, Report, SectionId, Text};

/// More hits than this are not told apart; a letter of a long report has as many.
const MOST: usize = 250_000;

/// A report's text as it is searched.
#[derive(Debug, PartialEq, Eq)]
pub struct SearchText {
    /// Every piece of text in reading order, in small letters, a line each.
    folded: String,
    /// The same with its capitals, made when it is first asked for.
    capitals: OnceLock<String>,
    /// Where each piece begins in `folded`, and one more at the end.
    starts: Vec<usize>,
    pieces: Vec<Piece>,
}

/// A piece of text of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    row: u32,
    /// Which of the row's texts, as [`row_texts`] has them.
    text: u32,
    section: Option<SectionId>,
    block: BlockId,
}

/// Where a query was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The row, by its index in [`Flow::rows`].
    pub row: usize,
    /// Which of the row's texts, as [`row_texts`] has them.
    pub text: usize,
    /// Which of the hits within that text, from 0.
    pub nth: usize,
    /// The section it stands in.
    pub section: Option<SectionId>,
}

/// Every hit of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// In reading order.
    pub all: Vec<Hit>,
    /// How many stand in each section itself, by its index.
    pub by_section: Vec<u32>,
    /// Whether there are more than were told.
    pub more: bool,
}

impl SearchText {
    /// The text of a report, ready to be searched.
    #[must_use]
    pub fn new(report: &Report, flow: &Flow) -> Self {
        let mut text =
            Self { folded: String::new(), capitals: OnceLock::new(), starts: Vec::new(), pieces: Vec::new() };
        for (row, shown) in flow.rows().iter().enumerate() {
            let block = report.block(shown.block);
            for (index, words) in row_texts(report, flow, row).into_iter().enumerate() {
                text.starts.push(text.folded.len());
                text.pieces.push(Piece {
                    row: u32::try_from(row).unwrap_or(u32::MAX),
                    text: u32::try_from(index).unwrap_or(u32::MAX),
                    section: block.section,
                    block: shown.block,
                });
                fold::push(words, false, &mut text.folded);
                text.folded.push('\n');
            }
        }
        text.starts.push(text.folded.len());
        text
    }

    /// Every hit of a query.
    ///
    /// # Errors
    /// What is wrong with a regular expression, in a sentence.
    pub fn find(&self, report: &Report, flow: &Flow, query: &Query) -> Result<Hits, String> {
        let mut hits = Hits { by_section: vec![0; report.sections.len()], ..Hits::default() };
        let Some(matcher) = query.matcher()? else { return Ok(hits) };
        let keeps = query.case || matcher.is_pattern();
        let searched = if keeps { self.with_capitals(report, flow) } else { self.folded.as_str() };
        let is_in_scope = |piece: &Piece| in_scope(report, piece, query.scope);
        // Both texts have the same pieces, which may differ in length.
        let starts = if keeps { piece_starts(searched) } else { self.starts.clone() };
        let mut add = |at: usize, nth: usize| {
            let Some(piece) = self.pieces.get(at).filter(|piece| is_in_scope(piece)) else { return true };
            if hits.all.len() >= MOST {
                hits.more = true;
                return false;
            }
            let (row, text) = (piece.row as usize, piece.text as usize);
            hits.all.push(Hit { row, text, nth, section: piece.section });
            if let Some(section) = piece.section {
                hits.by_section[section.0] += 1;
            }
            true
        };
        if matcher.is_pattern() {
            // Piece by piece, so that "^" and "$" are their ends and nothing runs on into the next.
            let mut goes_on = true;
            for (at, ends) in starts.windows(2).enumerate().take(self.pieces.len()) {
                let mut nth = 0;
                matcher.each(&searched[ends[0]..ends[1] - 1], |_| {
                    goes_on = add(at, nth);
                    nth += 1;
                    goes_on
                });
                if !goes_on {
                    break;
                }
            }
            return Ok(hits);
        }
        let (mut at, mut nth) = (0, 0);
        let mut last: Option<usize> = None;
        matcher.each(searched, |hit| {
            while starts.get(at + 1).is_some_and(|next| *next <= hit.start) {
                at += 1;
            }
            nth = if last == Some(at) { nth + 1 } else { 0 };
            last = Some(at);
            add(at, nth)
        });
        Ok(hits)
    }

    fn with_capitals(&self, report: &Report, flow: &Flow) -> &str {
        self.capitals.get_or_init(|| {
            let mut text = String::with_capacity(self.folded.len());
            for row in 0..flow.rows().len() {
                for words in row_texts(report, flow, row) {
                    fold::push(words, true, &mut text);
                    text.push('\n');
                }
            }
            text
        })
    }
}

fn piece_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect()
}

fn in_scope(report: &Report, piece: &Piece, scope: Scope) -> bool {
    match scope {
        Scope::Everything => true,
        Scope::Section(wanted) if wanted.0 >= report.sections.len() => false,
        Scope::Section(wanted) => {
            piece.section.is_some_and(|section| report.sections_within(wanted).contains(&section.0))
        }
        Scope::Headings => matches!(report.block(piece.block).content, Content::Heading(_)),
        Scope::Recommendations => matches!(report.block(piece.block).content, Content::Recommendation(_)),
    }
}

/// The texts that a row shows, as [`Report::texts`] has them of its block.
#[must_use]
pub fn row_texts<'a>(report: &'a Report, flow: &Flow, row: usize) -> Vec<&'a str> {
    let Some(row) = flow.rows().get(row) else { return Vec::new() };
    match (&report.block(row.block).content, &row.part) {
        (Content::Paragraph(id), RowPart::Whole) => vec![report.paragraph(*id).text.plain()],
        (Content::Paragraph(id), RowPart::Piece(range)) => {
            report.paragraph(*id).text.plain().get(range.clone()).into_iter().collect()
        }
        (Content::Paragraph(id), RowPart::Bullet(bullet)) => {
            report.paragraph(*id).bullets.get(*bullet).map(Text::plain).into_iter().collect()
        }
        (Content::Table(table), RowPart::TableRow(index)) => {
            table.rows.get(*index).into_iter().flatten().map(Text::plain).collect()
        }
        _ => report.texts(row.block),
    }
}

/// Marks the hits of a query in texts that are shown.
#[derive(Debug)]
pub struct Marker {
    matcher: Option<Matcher>,
    capitals: bool,
}

impl Marker {
    /// For a query; one that cannot be read marks nothing.
    #[must_use]
    pub fn new(query: &Query) -> Self {
        let matcher = query.matcher().ok().flatten();
        let capitals = query.case || matcher.as_ref().is_some_and(Matcher::is_pattern);
        Self { matcher, capitals }
    }

    /// The hits in a text, in order, in bytes of it.
    #[must_use]
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let Some(matcher) = &self.matcher else { return Vec::new() };
        let (folded, places) = fold::with_places(text, self.capitals);
        let mut found = Vec::new();
        matcher.each(&folded, |hit| {
            found.push(places[hit.start]..end(text, &places, hit.end));
            true
        });
        found
    }
}

/// Where the last character of a hit ends, with the accents set behind it; a run of white space counts as its first.
fn end(text: &str, places: &[usize], folded_end: usize) -> usize {
    let last = places[folded_end - 1];
    let length = text[last..].chars().next().map_or(0, char::len_utf8);
    let behind = &text[last + length..];
    last + length + (behind.len() - behind.trim_start_matches(|c| ('\u{300}'..='\u{36F}').contains(&c)).len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Marker, Query};

    fn marked<'a>(words: &str, text: &'a str) -> Vec<&'a str> {
        let query = Query { words: words.to_owned(), ..Query::default() };
        Marker::new(&query).ranges(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn quotes_dashes_accents_and_spaces_match_each_other() {
        for (words, text, expected) in [
            ("children's", "Children\u{2019}s plans", &["Children\u{2019}s"][..]),
            ("\u{201C}good\u{201D}", "it is \"good\"", &["\"good\""]),
            ("2012-13", "in 2012\u{2013}13", &["2012\u{2013}13"]),
            ("cafe", "a caf\u{E9}, a cafe\u{301}.", &["caf\u{E9}", "cafe\u{301}"]),
            ("caf\u{E9}", "a CAFE", &["CAFE"]),
            ("safe recruitment", "Safe\n  recruitment", &["Safe\n  recruitment"]),
            ("coop", "co\u{AD}op", &["co\u{AD}op"]),
            ("", "anything", &[]),
            ("  ", "any thing", &[]),
        ] {
            assert_eq!(marked(words, text), expected, "{words} in {text}");
        }
    }

    #[test]
    fn case_whole_words_and_patterns_are_asked_for() {
        let text = "Plan plans PLAN replan plan-making";
        let find = |query: Query| -> Vec<&str> {
            Marker::new(&query).ranges(text).into_iter().map(|range| &text[range]).collect()
        };
        let query = Query { words: "plan".to_owned(), ..Query::default() };
        assert_eq!(find(query.clone()).len(), 5);
        assert_eq!(find(Query { case: true, ..query.clone() }), ["plan", "plan", "plan"]);
        assert_eq!(find(Query { whole_word: true, ..query.clone() }), ["Plan", "PLAN", "plan"]);
        let pattern = Query { words: r"\bplan\w*".to_owned(), pattern: true, ..query };
        assert_eq!(find(pattern.clone()), ["Plan", "plans", "PLAN", "plan"]);
        let broken = Query { words: "plan(".to_owned(), ..pattern.clone() };
        assert!(broken.matcher().unwrap_err().contains("has no )"));
        // What matches nothing marks nothing, and takes no time without end.
        assert_eq!(find(Query { words: "x*".to_owned(), ..pattern }), Vec::<&str>::new());
    }
}
