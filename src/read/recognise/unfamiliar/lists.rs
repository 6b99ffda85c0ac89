//! Finds the sections with recommendations, and reads the recommendations without a mark in them.

use std::{collections::HashSet, ops::Range};

use super::{
    Occurrence,
    mark::{PrintedNumber, parse_mark},
    numbered::{conclusions, numbered_items, numbered_recommendations},
    pieces::{Piece, Pieces},
    table,
    title::{self, ListKind, ListTitle, list_title},
    wording::{is_criterion, is_denial, is_introduction, is_request, is_statement},
};
use crate::{
    read::{line::split_number, recognise::addressee},
    report::{BlockId, Emphasis, Paragraph, ParagraphId, Place, Recommendation, Text, Timescale},
};

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
    while block < pieces.len() {
        let title = match pieces.get(block) {
            Piece::Heading(id) if !pieces.is_in_contents(block) => {
                list_title(&pieces.body.sections[id.0].title)
            }
            // Some reports announce the recommendations in bold, and have no heading.
            Piece::Paragraph(_, paragraph) if is_bold_announcement(paragraph) => {
                list_title(paragraph.text.plain())
            }
            _ => None,
        };
        block += 1;
        if let Some(title) = title {
            let end = list_end(pieces, block - 1, &title);
            lists.push(List { kind: title.kind, blocks: block..end });
            block = end;
        }
    }
    lists
}

/// Returns true for a bold paragraph that can announce recommendations.
fn is_bold_announcement(paragraph: &Paragraph) -> bool {
    let bold = |(range, emphasis): &(Range<usize>, Emphasis)| {
        *emphasis == Emphasis::Bold && range.start == 0 && range.end == paragraph.text.plain().len()
    };
    paragraph.bullets.is_empty() && paragraph.text.emphasis().iter().any(bold)
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
            // A list can have its own introduction and conclusion.
            let closes = title::is_closing_title(text.plain()) && !follows;
            let is_sibling = found == level && is_only_introduced && continues(pieces, block);
            let is_within =
                found > level || is_sibling || follows && has_headings_within(list, last.as_ref());
            let ends = closes || !is_within;
            if ends || list_title(text.plain()).is_some() || title::is_part_title(text.plain()) {
                return block;
            }
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
    let introduces = |block: &usize| match pieces.get(*block) {
        Piece::Paragraph(_, paragraph) => {
            paragraph.bullets.is_empty() && is_introduction(paragraph.text.plain())
        }
        Piece::Line(_) | Piece::Note => true,
        Piece::Heading(_) | Piece::Table(_) | Piece::Other => false,
    };
    let has_paragraph = below.iter().any(|block| matches!(pieces.get(*block), Piece::Paragraph(..)));
    has_paragraph && below.len() <= 2 && below.iter().all(introduces)
}

/// Returns true if a heading below an introduction belongs to its list: its text asks for something, or it is prose before a
/// heading whose text does.
fn continues(pieces: &Pieces<'_>, heading: usize) -> bool {
    let next = || (heading + 1..pieces.len()).find(|block| pieces.heading_level(*block).is_some());
    let is_prose = |next: usize| {
        let has_bullets = |block| matches!(pieces.get(block), Piece::Paragraph(_, paragraph) if !paragraph.bullets.is_empty());
        !(heading + 1..next).any(has_bullets)
    };
    let precedes_requests = |next: usize| {
        let is_end = pieces.text(next).is_some_and(|title| {
            title::is_closing_title(title.plain()) || title::is_part_title(title.plain())
        });
        !is_end && is_prose(next) && has_requests(pieces, next)
    };
    has_requests(pieces, heading) || next().is_some_and(precedes_requests)
}

/// Returns true if the text below a heading, up to the next, asks for something.
fn has_requests(pieces: &Pieces<'_>, heading: usize) -> bool {
    let mut below = (heading + 1..pieces.len()).take_while(|block| pieces.heading_level(*block).is_none());
    below.any(|block| match pieces.get(block) {
        Piece::Paragraph(_, paragraph) => {
            is_request(paragraph.text.plain())
                || paragraph.bullets.iter().any(|bullet| is_request(bullet.plain()))
        }
        _ => false,
    })
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
        Some(last) => !last.chapter.is_empty() || list.kind == ListKind::Mixed,
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
        let mut found = Vec::new();
        let numbered = numbered_items(pieces, self);
        let tables = self.blocks.clone().filter_map(|block| match pieces.get(block) {
            Piece::Table(table) => Some(table::read_rows(table, block, pieces.section(block))),
            _ => None,
        });
        found.extend(tables.flatten());
        // A single number is that of a paragraph that introduces the list.
        let is_introduction_only = numbered.len() == 1 && self.has_bullets(pieces);
        if numbered.is_empty() || is_introduction_only {
            found.extend(self.unnumbered_items(pieces));
        } else if self.kind == ListKind::Recommendations {
            found.extend(numbered_recommendations(pieces, numbered, numbers_in_text));
        } else if !has_other_recommendations {
            found.extend(conclusions(pieces, numbered));
        }
        found
    }

    /// Reads the recommendations of a list without numbers: list items, paragraphs that ask for something, or, in a list
    /// without items, all paragraphs, unless they all state something and ask for nothing.
    fn unnumbered_items(&self, pieces: &Pieces<'_>) -> Vec<Occurrence> {
        let has_bullets = self.has_bullets(pieces);
        let is_mixed = self.kind == ListKind::Mixed;
        let asks = |block| match pieces.get(block) {
            Piece::Paragraph(_, paragraph) => {
                let words = paragraph.text.plain();
                !words.trim().is_empty() && !is_statement(words) && !is_introduction(words)
            }
            _ => false,
        };
        let are_paragraphs_items = !is_mixed && !has_bullets && self.blocks.clone().any(asks);
        let mut timescale: Option<Timescale> = None;
        let mut found = Vec::new();
        for block in self.blocks.clone().filter(|block| !pieces.is_quoted(*block)) {
            let first = found.len();
            match pieces.get(block) {
                Piece::Paragraph(id, paragraph) => {
                    let words = paragraph.text.plain();
                    let is_item = !paragraph.text.is_blank()
                        && !is_denial(words)
                        && !is_introduction(words)
                        && !is_criterion(words)
                        && (is_request(words) || are_paragraphs_items);
                    if is_item {
                        let place = Pieces::place(block);
                        found.push(unnumbered_item(pieces, paragraph.text.clone(), place, Some(id)));
                    }
                    found.extend(bullet_items(pieces, block, paragraph, is_mixed));
                }
                Piece::Heading(_) => timescale = None,
                Piece::Line(text) if Timescale::parse(text.plain()).is_some() => {
                    timescale = Timescale::parse(text.plain());
                }
                // In some files, recommendations lack a full stop.
                Piece::Line(text) if is_request_line(text) => {
                    found.push(unnumbered_item(pieces, text.clone(), Pieces::place(block), None));
                }
                _ => {}
            }
            found[first..].iter_mut().for_each(|found| found.recommendation.timescale.clone_from(&timescale));
        }
        found
    }

    /// Returns true if the list has list items.
    fn has_bullets(&self, pieces: &Pieces<'_>) -> bool {
        let has_bullets = |block| matches!(pieces.get(block), Piece::Paragraph(_, paragraph) if !paragraph.bullets.is_empty());
        self.blocks.clone().any(has_bullets)
    }
}

/// Returns true if a separate line asks for something and is not a label.
fn is_request_line(text: &Text) -> bool {
    /// The minimum number of words of a request. A shorter line is a label.
    const MIN_REQUEST_WORDS: usize = 5;
    let words = text.plain();
    words.split_whitespace().count() >= MIN_REQUEST_WORDS && is_request(words) && !is_introduction(words)
}

/// Returns true for a bullet that only introduces or names the bullets below it.
fn is_bullet_label(words: &str) -> bool {
    words.trim_end().ends_with(':')
}

/// Returns the recommendations in the bullets of a paragraph. If the paragraph introduces them, they are addressed to the
/// organisation that it names.
fn bullet_items(pieces: &Pieces<'_>, block: usize, paragraph: &Paragraph, is_mixed: bool) -> Vec<Occurrence> {
    // The sentence that introduces the bullets can be a block of its own.
    let above =
        block.checked_sub(1).filter(|_| paragraph.text.is_blank()).and_then(|above| pieces.text(above));
    let words = above.as_deref().unwrap_or(&paragraph.text).plain();
    let introduces = words.trim_end().ends_with(':');
    let addressee = introduces.then(|| addressee::find_addressee(words)).flatten();
    let is_asked = introduces && is_request(words);
    let bullets = paragraph.bullets.iter().enumerate();
    let items = bullets.filter(|(_, bullet)| {
        let words = bullet.plain();
        !bullet.is_blank()
            && !is_bullet_label(words)
            && !is_denial(words)
            && (!is_mixed || is_asked || is_request(words))
    });
    items
        .map(|(part, bullet)| {
            let place = Place::at_part(BlockId(block), part);
            let mut found = unnumbered_item(pieces, bullet.clone(), place, None);
            if let Some((number, _, rest)) = split_number(bullet.plain()) {
                let start = bullet.plain().len() - rest.len();
                found.recommendation.number = Some(number.to_string());
                found.recommendation.text = bullet.slice(start..bullet.plain().len());
            }
            found.recommendation.responsible.clone_from(&addressee);
            found
        })
        .collect()
}

/// Returns a recommendation without a number.
fn unnumbered_item(
    pieces: &Pieces<'_>,
    text: Text,
    place: Place,
    paragraph: Option<ParagraphId>,
) -> Occurrence {
    let section = pieces.section(place.block.0);
    Occurrence::listed(Recommendation { section, paragraph, ..Recommendation::new(text, place) })
}
