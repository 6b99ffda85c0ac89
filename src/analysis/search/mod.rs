//! Search within a report. All hits are found at once, while the user types.
//!
//! The text is normalised once into one long string ([`SearchText`]) with a line for each piece of text, and a query is
//! searched for in all of it. Highlights are computed only for the rows in view ([`HitHighlighter`]).

mod fold;
mod lines;
mod query;

use std::{ops::Range, sync::OnceLock};

pub use lines::{LineHit, LineMatcher};
pub use query::{Query, Scope};

use self::query::Matcher;
use super::flow::{Flow, RowPart};
use crate::report::{BlockId, Content, Report, SectionId, Text};

/// The maximum number of hits that are collected: enough for a single letter in a long report.
const MAX_HITS: usize = 250_000;

/// The text of a report in the form that is searched.
#[derive(Debug, PartialEq, Eq)]
pub struct SearchText {
    /// All pieces of text in reading order and in lower case, each on a separate line.
    folded: String,
    /// The same text with its capitals. It is created when it is first needed.
    capitals: OnceLock<String>,
    /// The pieces, in the order of the lines of `folded`.
    pieces: Vec<Piece>,
}

/// A piece of text of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// The index of the row in [`Flow::rows`].
    row: u32,
    /// The index of the text in [`row_texts`].
    text: u32,
    section: Option<SectionId>,
    block: BlockId,
}

/// A place where a query was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The index of the row in [`Flow::rows`].
    pub row: usize,
    /// The index of the text in [`row_texts`].
    pub text: usize,
    /// The index of the hit within that text, from 0.
    pub nth: usize,
    /// The section that contains the hit.
    pub section: Option<SectionId>,
}

/// All hits of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The hits in reading order.
    pub all: Vec<Hit>,
    /// The number of hits in each section without its subsections, by section index.
    pub by_section: Vec<u32>,
    /// True if there are more hits than were collected.
    pub is_truncated: bool,
}

impl SearchText {
    /// Prepares the text of a report for searching.
    #[must_use]
    pub fn new(report: &Report, flow: &Flow) -> Self {
        let mut text = Self { folded: String::new(), capitals: OnceLock::new(), pieces: Vec::new() };
        for (row, shown) in flow.rows().iter().enumerate() {
            let block = report.block(shown.block);
            for (index, words) in row_texts(report, flow, row).into_iter().enumerate() {
                text.pieces.push(Piece {
                    row: u32::try_from(row).unwrap_or(u32::MAX),
                    text: u32::try_from(index).unwrap_or(u32::MAX),
                    section: block.section,
                    block: shown.block,
                });
                fold::push_folded(words, false, &mut text.folded);
                text.folded.push('\n');
            }
        }
        text
    }

    /// Finds all hits of a query.
    ///
    /// # Errors
    /// Returns a sentence for the user if the query is a regular expression that is not valid.
    pub fn search(&self, report: &Report, flow: &Flow, query: &Query) -> Result<Hits, String> {
        let mut hits = Hits { by_section: vec![0; report.sections.len()], ..Hits::default() };
        let Some(matcher) = LineMatcher::new(query)? else { return Ok(hits) };
        let searched = match matcher.keeps_capitals() {
            true => self.text_with_capitals(report, flow),
            false => self.folded.as_str(),
        };
        matcher.visit_hits(searched, |hit| {
            let piece = self.pieces.get(hit.line);
            let Some(piece) = piece.filter(|piece| is_in_scope(report, piece, query.scope)) else {
                return true;
            };
            if hits.all.len() >= MAX_HITS {
                hits.is_truncated = true;
                return false;
            }
            let (row, text) = (piece.row as usize, piece.text as usize);
            hits.all.push(Hit { row, text, nth: hit.nth, section: piece.section });
            if let Some(section) = piece.section {
                hits.by_section[section.0] += 1;
            }
            true
        });
        Ok(hits)
    }

    /// Returns the text of all pieces with its capitals, each piece on a separate line.
    fn text_with_capitals(&self, report: &Report, flow: &Flow) -> &str {
        self.capitals.get_or_init(|| {
            let mut text = String::with_capacity(self.folded.len());
            for row in 0..flow.rows().len() {
                for words in row_texts(report, flow, row) {
                    fold::push_folded(words, true, &mut text);
                    text.push('\n');
                }
            }
            text
        })
    }
}

/// Returns texts in the form that is searched, each on a separate line: without accents and line breaks, with plain
/// quotation marks, and in lower case unless the capitals are kept.
#[must_use]
pub fn folded_lines<'a>(texts: impl Iterator<Item = &'a str>, keeps_capitals: bool) -> String {
    let mut folded = String::new();
    for text in texts {
        fold::push_folded(text, keeps_capitals, &mut folded);
        folded.push('\n');
    }
    folded
}

/// Returns a text in the form of a line of [`folded_lines`] in lower case and, for each of its bytes, the byte offset in
/// the text. One more offset is the end of the text.
#[must_use]
pub fn folded_with_offsets(text: &str) -> (String, Vec<usize>) {
    fold::fold_with_offsets(text, false)
}

/// Returns true if a piece belongs to the part of the report that is searched.
fn is_in_scope(report: &Report, piece: &Piece, scope: Scope) -> bool {
    match scope {
        Scope::WholeReport => true,
        Scope::Section(wanted) if wanted.0 >= report.sections.len() => false,
        Scope::Section(wanted) => {
            piece.section.is_some_and(|section| report.sections_within(wanted).contains(&section.0))
        }
        Scope::Headings => matches!(report.block(piece.block).content, Content::Heading(_)),
        Scope::Recommendations => matches!(report.block(piece.block).content, Content::Recommendation(_)),
    }
}

/// Returns the texts that a row shows, in the order of [`Report::block_texts`].
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
        _ => report.block_texts(row.block),
    }
}

/// Finds the hits of a query in texts that are shown.
#[derive(Debug)]
pub struct HitHighlighter {
    /// `None` if the query is empty or is not a valid regular expression.
    matcher: Option<Matcher>,
    /// True if the texts are searched with their capitals.
    keeps_capitals: bool,
}

impl HitHighlighter {
    /// Prepares the highlights of a query. An invalid regular expression highlights nothing.
    #[must_use]
    pub fn new(query: &Query) -> Self {
        let matcher = query.matcher().ok().flatten();
        Self { matcher, keeps_capitals: query.keeps_capitals() }
    }

    /// Returns the byte ranges of the hits in a text, in order.
    #[must_use]
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let Some(matcher) = &self.matcher else { return Vec::new() };
        let (folded, offsets) = fold::fold_with_offsets(text, self.keeps_capitals);
        let mut found = Vec::new();
        matcher.for_each_hit(&folded, |hit| {
            found.push(offsets[hit.start]..hit_end(text, &offsets, hit.end));
            true
        });
        found
    }
}

/// Returns the end of a hit, as a byte offset in the original text. Combining accents after the hit are included. If
/// the hit ends with several white space characters, only the first is included.
fn hit_end(text: &str, offsets: &[usize], folded_end: usize) -> usize {
    let last = offsets[folded_end - 1];
    let length = text[last..].chars().next().map_or(0, char::len_utf8);
    let after = &text[last + length..];
    last + length + (after.len() - after.trim_start_matches(|c| ('\u{300}'..='\u{36F}').contains(&c)).len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{HitHighlighter, Query};

    fn highlighted<'a>(words: &str, text: &'a str) -> Vec<&'a str> {
        let query = Query { words: words.to_owned(), ..Query::default() };
        HitHighlighter::new(&query).ranges(text).into_iter().map(|range| &text[range]).collect()
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
            assert_eq!(highlighted(words, text), expected, "{words} in {text}");
        }
    }

    #[test]
    fn match_case_whole_words_and_regular_expressions_are_options() {
        let text = "Plan plans PLAN replan plan-making";
        let find = |query: Query| -> Vec<&str> {
            HitHighlighter::new(&query).ranges(text).into_iter().map(|range| &text[range]).collect()
        };
        let query = Query { words: "plan".to_owned(), ..Query::default() };
        assert_eq!(find(query.clone()).len(), 5);
        assert_eq!(find(Query { matches_case: true, ..query.clone() }), ["plan", "plan", "plan"]);
        assert_eq!(find(Query { matches_whole_words: true, ..query.clone() }), ["Plan", "PLAN", "plan"]);
        let pattern = Query { words: r"\bplan\w*".to_owned(), is_regex: true, ..query };
        assert_eq!(find(pattern.clone()), ["Plan", "plans", "PLAN", "plan"]);
        let broken = Query { words: "plan(".to_owned(), ..pattern.clone() };
        assert!(broken.matcher().unwrap_err().contains("has no closing )"));
        // A pattern that matches the empty string highlights nothing and does not loop for ever.
        assert_eq!(find(Query { words: "x*".to_owned(), ..pattern }), Vec::<&str>::new());
    }
}
