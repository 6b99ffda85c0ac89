//! Finds the sections with recommendations, and reads the recommendations without a mark in them.

use std::{collections::HashSet, ops::Range};

use super::{
    Occurrence,
    mark::{PrintedNumber, parse_mark},
    numbered::{conclusions, numbered_items, numbered_recommendations, set_addressees},
    pieces::{Piece, Pieces},
    remarks::is_introduction,
    table,
    title::{self, ListKind, ListTitle, list_title},
    unnumbered::{introduced_bullets, unmarked_items},
    wording::{begins_with_verb, is_demand, is_request, is_suggestion},
};
use crate::report::{Emphasis, Paragraph, Text};

/// A section with recommendations.
pub(super) struct List {
    kind: ListKind,
    /// The blocks below the heading.
    pub(super) blocks: Range<usize>,
}

/// Finds the sections with recommendations.
pub(super) fn find_lists(pieces: &Pieces<'_>) -> Vec<List> {
    let mut lists = Vec::new();
    let mut block = 0;
    let is_quoted_section = quoted_sections(pieces);
    while block < pieces.len() {
        let title = match pieces.get(block) {
            _ if pieces.section(block).is_some_and(|id| is_quoted_section[id.0]) => None,
            Piece::Heading(id) if !pieces.is_in_contents(block) => {
                list_title(&pieces.body.sections[id.0].title)
            }
            // Some reports announce the recommendations in bold, and have no heading.
            Piece::Paragraph(_, paragraph) if is_bold_announcement(paragraph) => {
                list_title(paragraph.text.plain())
            }
            // Others announce them in a short line without any style.
            Piece::Line(text) if !pieces.is_in_contents(block) => {
                list_title(text.plain()).filter(|_| precedes_items(pieces, block))
            }
            _ => None,
        };
        block += 1;
        if let Some(title) = title {
            let end = list_end(pieces, block - 1, &title);
            let kind = match title.kind {
                ListKind::Requirements if has_requests(pieces, block - 1) => ListKind::Recommendations,
                ListKind::Requirements => ListKind::WithConclusions,
                kind => kind,
            };
            lists.push(List { kind, blocks: block..end });
            block = end;
        }
    }
    lists
}

/// Returns for each section whether it, or a section around it, has a title that begins a quotation: the section is from
/// another document.
fn quoted_sections(pieces: &Pieces<'_>) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::with_capacity(pieces.body.sections.len());
    for section in &pieces.body.sections {
        let title = section.title.trim();
        let is_open = title.starts_with('\u{201C}') && !title.contains('\u{201D}');
        found.push(is_open || section.parent.is_some_and(|parent| found[parent.0]));
    }
    found
}

/// Returns true for a bold paragraph that can announce recommendations.
fn is_bold_announcement(paragraph: &Paragraph) -> bool {
    paragraph.bullets.is_empty() && is_bold(&paragraph.text)
}

/// Returns true if a whole text is bold.
fn is_bold(text: &Text) -> bool {
    let is_whole = |(range, emphasis): &(Range<usize>, Emphasis)| {
        *emphasis == Emphasis::Bold && range.start == 0 && range.end == text.plain().len()
    };
    text.emphasis().iter().any(is_whole)
}

/// Returns true if a list item or a request is directly below a line.
fn precedes_items(pieces: &Pieces<'_>, line: usize) -> bool {
    let is_note = |block: &usize| matches!(pieces.get(*block), Piece::Note);
    let Some(below) = (line + 1..pieces.len()).find(|block| !is_note(block)) else { return false };
    let is_asking = |text: &Text| {
        let words = text.plain();
        is_request(words) || begins_with_verb(words) || is_introduction(words)
    };
    match pieces.get(below) {
        Piece::Paragraph(_, paragraph) => {
            is_asking(&paragraph.text) || paragraph.bullets.iter().any(is_asking)
        }
        Piece::Line(text) => is_asking(text),
        Piece::Table(table) => table::has_recommendations(table),
        Piece::Heading(_) | Piece::Note | Piece::Other => false,
    }
}

/// Returns true if a line ends a list that a line with the same style began: it is the title of something else.
fn is_end_line(pieces: &Pieces<'_>, heading: usize, line: usize) -> bool {
    /// The maximum length of a title, in bytes.
    const MAX_TITLE_BYTES: usize = 120;
    let (Piece::Line(first), Piece::Line(text)) = (pieces.get(heading), pieces.get(line)) else {
        return false;
    };
    let words = text.plain();
    if words.len() > MAX_TITLE_BYTES || is_request(words) || pieces.number(line).is_some() {
        return false;
    }
    let is_plain_or_bold = |text: &Text| is_bold(text) || text.emphasis().is_empty();
    let is_same_style = is_bold(first) == is_bold(text) && is_plain_or_bold(text);
    title::is_closing_title(words)
        || title::is_part_or_annex_title(words)
        || list_title(words).is_some()
        || is_same_style && !words.trim_end().ends_with(':') && !has_requests_to_next_line(pieces, line)
}

/// Returns true if the text below a line, up to the next line or heading, asks for something.
fn has_requests_to_next_line(pieces: &Pieces<'_>, line: usize) -> bool {
    let is_end =
        |block: &usize| matches!(pieces.get(*block), Piece::Heading(_) | Piece::Line(_) | Piece::Other);
    let mut below = (line + 1..pieces.len()).take_while(|block| !is_end(block));
    below.any(|block| has_request(pieces, block))
}

/// Returns the block after the last of a list. `heading` is the block of its heading. The list ends at the next heading on
/// the same level, unless the numbers of its items go on below that heading: some files mark the headings within a list
/// like that of the list.
fn list_end(pieces: &Pieces<'_>, heading: usize, list: &ListTitle) -> usize {
    let level = pieces.heading_level(heading).unwrap_or(u8::MAX);
    let is_only_introduced = is_only_introduced(pieces, heading);
    let mut last: Option<PrintedNumber> = None;
    for block in heading + 1..pieces.len() {
        if let Some(found) = pieces.heading_level(block) {
            let text = pieces.text(block).unwrap_or_default();
            if parse_mark(&text, true).is_some() {
                continue;
            }
            let follows = number_follows(pieces, block, last.as_ref(), list);
            // A list can have its own introduction and conclusion, and recommendations about its "contact" or "outcome".
            let is_nested_list =
                found > level && !title::is_apparatus_title(text.plain()) && has_requests(pieces, block);
            let closes = title::is_closing_title(text.plain()) && !follows && !is_nested_list;
            let is_sibling = found == level && is_only_introduced && is_within_list(pieces, block);
            let is_within =
                found > level || is_sibling || follows && has_headings_within(list, last.as_ref());
            let ends = closes || !is_within;
            if ends || list_title(text.plain()).is_some() || title::is_part_or_annex_title(text.plain()) {
                return block;
            }
        } else if is_end_line(pieces, heading, block) {
            return block;
        } else if let Some(number) = pieces.number(block) {
            let is_other_chapter = list.chapter.as_ref().is_some_and(|chapter| {
                !number.chapter.is_empty() && number.chapter != *chapter && last.is_some()
            });
            if is_other_chapter {
                return block;
            }
            last = Some(number);
        } else if matches!(pieces.get(block), Piece::Other) {
            return block;
        }
    }
    pieces.len()
}

/// Returns true if the heading of a list has only a sentence below it that introduces the recommendations. They are then
/// below the next headings, even if these are on the same level.
fn is_only_introduced(pieces: &Pieces<'_>, heading: usize) -> bool {
    let below: Vec<usize> =
        (heading + 1..pieces.len()).take_while(|block| pieces.heading_level(*block).is_none()).collect();
    let is_introducing = |block: &usize| match pieces.get(*block) {
        Piece::Paragraph(_, paragraph) => {
            paragraph.bullets.is_empty() && is_introduction(paragraph.text.plain())
        }
        Piece::Line(_) | Piece::Note => true,
        Piece::Heading(_) | Piece::Table(_) | Piece::Other => false,
    };
    let has_paragraph = below.iter().any(|block| matches!(pieces.get(*block), Piece::Paragraph(..)));
    has_paragraph && below.len() <= 2 && below.iter().all(is_introducing)
}

/// Returns true if a heading below an introduction belongs to its list: its text asks for something, or it is prose before a
/// heading whose text does.
fn is_within_list(pieces: &Pieces<'_>, heading: usize) -> bool {
    let next = || (heading + 1..pieces.len()).find(|block| pieces.heading_level(*block).is_some());
    let is_prose = |next: usize| {
        let has_bullets = |block| matches!(pieces.get(block), Piece::Paragraph(_, paragraph) if !paragraph.bullets.is_empty());
        !(heading + 1..next).any(has_bullets)
    };
    let precedes_requests = |next: usize| {
        let is_end = pieces.text(next).is_some_and(|title| {
            title::is_closing_title(title.plain()) || title::is_part_or_annex_title(title.plain())
        });
        !is_end && is_prose(next) && has_requests(pieces, next)
    };
    has_requests(pieces, heading) || next().is_some_and(precedes_requests)
}

/// Returns true if the text below a heading, up to the next, asks for something.
fn has_requests(pieces: &Pieces<'_>, heading: usize) -> bool {
    let mut below = (heading + 1..pieces.len()).take_while(|block| pieces.heading_level(*block).is_none());
    below.any(|block| has_request(pieces, block))
}

/// Returns true if a paragraph or one of its bullets asks for something or suggests it.
fn has_request(pieces: &Pieces<'_>, block: usize) -> bool {
    match pieces.get(block) {
        Piece::Paragraph(_, paragraph) => {
            is_request(paragraph.text.plain())
                || is_suggestion(paragraph.text.plain())
                || paragraph.bullets.iter().any(|bullet| is_request(bullet.plain()))
        }
        _ => false,
    }
}

/// Returns true if the numbers of a list go on below a heading: the next number is that after `last`, or, at the beginning
/// of a list, the first of its chapter.
fn number_follows(
    pieces: &Pieces<'_>,
    heading: usize,
    last: Option<&PrintedNumber>,
    list: &ListTitle,
) -> bool {
    /// The number of blocks in which the next number is expected.
    const MAX_BLOCKS_TO_NUMBER: usize = 6;
    let next = (heading + 1..pieces.len()).take(MAX_BLOCKS_TO_NUMBER).find_map(|block| pieces.number(block));
    let Some(next) = next else { return false };
    match last {
        Some(last) => next.chapter == last.chapter && next.last == last.last.saturating_add(1),
        None => next.last == 1 && list.chapter.as_ref().is_none_or(|chapter| next.chapter == *chapter),
    }
}

/// Returns true if a list whose numbers go on below a heading on its own level contains that heading. Numbers without a
/// chapter can be those of all paragraphs of the report, which go on after any list, but conclusions have headings within
/// their list.
fn has_headings_within(list: &ListTitle, last: Option<&PrintedNumber>) -> bool {
    match last {
        Some(last) => !last.chapter.is_empty() || list.kind == ListKind::WithConclusions,
        None => list.chapter.is_some(),
    }
}

impl List {
    /// Returns true if the section has recommendations and nothing else.
    pub(super) fn has_only_recommendations(&self) -> bool {
        self.kind == ListKind::Recommendations
    }

    /// Reads the recommendations without a mark. `has_other_recommendations` is true if recommendations were found
    /// elsewhere; conclusions are then not read as recommendations.
    pub(super) fn read(
        &self,
        pieces: &Pieces<'_>,
        numbers_in_text: &HashSet<u32>,
        has_other_recommendations: bool,
    ) -> Vec<Occurrence> {
        let numbered = numbered_items(pieces, self);
        let tables = self.blocks.clone().filter_map(|block| match pieces.get(block) {
            Piece::Table(table) => Some(table::read_rows(table, block, pieces.section(block))),
            _ => None,
        });
        let mut found: Vec<Occurrence> = tables.flatten().collect();
        // A single number is that of a paragraph that introduces the list.
        let is_introduction_only = numbered.len() == 1 && self.has_bullets(pieces);
        if numbered.is_empty() || is_introduction_only || self.has_demanding_headings(pieces) {
            found.extend(unmarked_items(pieces, self));
        } else if self.has_only_recommendations() {
            let mut items = numbered_recommendations(pieces, numbered, numbers_in_text);
            set_addressees(pieces, self, &mut items);
            found.extend(items);
            found.extend(introduced_bullets(pieces, self));
        } else if !has_other_recommendations {
            found.extend(conclusions(pieces, numbered));
        }
        found
    }

    /// Returns true if the list has list items.
    pub(super) fn has_bullets(&self, pieces: &Pieces<'_>) -> bool {
        let has_bullets = |block| matches!(pieces.get(block), Piece::Paragraph(_, paragraph) if !paragraph.bullets.is_empty());
        self.blocks.clone().any(has_bullets)
    }

    /// Returns true if the headings of the list are its recommendations: two or more of them say who should do something.
    fn has_demanding_headings(&self, pieces: &Pieces<'_>) -> bool {
        let is_demanding = |block: &usize| match pieces.get(*block) {
            Piece::Heading(id) => is_demand(&pieces.body.sections[id.0].title),
            _ => false,
        };
        self.blocks.clone().filter(is_demanding).count() >= 2
    }
}
