//! The blocks of a body as pieces: texts with what the rules for unknown frameworks need to know about them.
//!
//! Must not know recommendations.

use std::borrow::Cow;

use super::mark::{self, PrintedNumber};
use crate::{
    read::recognise::{body::Body, title_key},
    report::{BlockId, Content, Paragraph, ParagraphId, Place, SectionId, Table, Text},
};

/// The blocks of a body, with the sections and paragraphs that they refer to.
pub(super) struct Pieces<'b> {
    pub(super) body: &'b Body,
    /// For each block, true if it is within a quotation.
    is_quoted: Vec<bool>,
    /// For each section, true if it has the contents.
    has_contents: Vec<bool>,
}

/// A block of the body, by its meaning for unknown frameworks.
#[derive(Clone, Copy)]
pub(super) enum Piece<'b> {
    /// A heading.
    Heading(SectionId),
    /// A paragraph with its bullets.
    Paragraph(ParagraphId, &'b Paragraph),
    /// A separate line that is neither a heading nor a paragraph.
    Line(&'b Text),
    /// A table.
    Table(&'b Table),
    /// A footnote, which can be anywhere in a text.
    Note,
    /// A block that ends a text, such as an entry of the printed contents.
    Other,
}

impl<'b> Pieces<'b> {
    pub(super) fn new(body: &'b Body) -> Self {
        let has_contents = |title: &str| {
            let key = title_key(title);
            ["contents", "table of contents", "list of tables", "list of figures", "index"]
                .contains(&key.as_str())
        };
        let has_contents = body.sections.iter().map(|section| has_contents(&section.title)).collect();
        let mut pieces = Self { body, is_quoted: Vec::new(), has_contents };
        pieces.is_quoted = pieces.quoted_blocks();
        pieces
    }

    /// Returns the number of blocks.
    pub(super) fn len(&self) -> usize {
        self.body.blocks.len()
    }

    /// Returns the piece of a block.
    pub(super) fn get(&self, block: usize) -> Piece<'b> {
        let body = self.body;
        match &body.blocks[block].content {
            Content::Heading(id) => Piece::Heading(*id),
            Content::Paragraph(id) => Piece::Paragraph(*id, &body.paragraphs[id.0]),
            Content::Line(text) => Piece::Line(text),
            Content::Table(table) => Piece::Table(table),
            Content::Footnote(_) => Piece::Note,
            Content::Title(_)
            | Content::ContentsTitle(_)
            | Content::ContentsEntry(_)
            | Content::Grade(_)
            | Content::Timescale(_)
            | Content::Recommendation(_) => Piece::Other,
        }
    }

    /// Returns the text of a heading, paragraph or line, without bullets; `None` for other blocks.
    pub(super) fn text(&self, block: usize) -> Option<Cow<'b, Text>> {
        match self.get(block) {
            Piece::Heading(id) => Some(Cow::Owned(Text::new(self.body.sections[id.0].title.clone()))),
            Piece::Paragraph(_, paragraph) => Some(Cow::Borrowed(&paragraph.text)),
            Piece::Line(text) => Some(Cow::Borrowed(text)),
            Piece::Table(_) | Piece::Note | Piece::Other => None,
        }
    }

    /// Returns the level of a heading; `None` for other blocks.
    pub(super) fn heading_level(&self, block: usize) -> Option<u8> {
        match self.get(block) {
            Piece::Heading(id) => Some(self.body.sections[id.0].level),
            _ => None,
        }
    }

    /// Returns the section of a block.
    pub(super) fn section(&self, block: usize) -> Option<SectionId> {
        self.body.blocks[block].section
    }

    /// Returns the place of a whole block.
    pub(super) fn place(block: usize) -> Place {
        Place::at_block(BlockId(block))
    }

    /// Returns the number that is printed before a heading, paragraph or line; `None` if there is none.
    pub(super) fn number(&self, block: usize) -> Option<PrintedNumber> {
        let text = self.text(block)?;
        if let Piece::Paragraph(_, Paragraph { number: Some(number), .. }) = self.get(block) {
            let label = number.to_string();
            return Some(PrintedNumber { label, chapter: String::new(), last: *number, rest: 0 });
        }
        mark::parse_printed_number(text.plain())
    }

    /// Returns true if a block is within a quotation.
    pub(super) fn is_quoted(&self, block: usize) -> bool {
        self.is_quoted[block]
    }

    /// Returns true if a block is in a contents or index section that was not recognised as printed contents.
    pub(super) fn is_in_contents(&self, block: usize) -> bool {
        self.section(block).is_some_and(|id| self.has_contents[id.0])
    }

    /// Returns for each block whether it is within a quotation. A quotation in several paragraphs has its closing mark only
    /// in the last of them. It ends at the next heading or numbered paragraph in any case.
    fn quoted_blocks(&self) -> Vec<bool> {
        /// The maximum number of blocks of a quotation. A longer one lacks its closing mark.
        const MAX_QUOTED_BLOCKS: usize = 12;
        let mut open_since: Option<usize> = None;
        (0..self.len())
            .map(|block| {
                let is_heading = self.heading_level(block).is_some();
                if is_heading
                    || self.number(block).is_some()
                    || open_since.is_some_and(|since| block - since > MAX_QUOTED_BLOCKS)
                {
                    open_since = None;
                }
                let Some(text) = self.text(block) else { return open_since.is_some() };
                let begins_quotation = text.plain().trim_start().starts_with(['\u{201C}', '"', '\u{2018}']);
                let is_quoted = open_since.is_some() || begins_quotation;
                let bullets = match self.get(block) {
                    Piece::Paragraph(_, paragraph) => paragraph.bullets.as_slice(),
                    _ => &[],
                };
                let texts = std::iter::once(text.plain()).chain(bullets.iter().map(Text::plain));
                let marks =
                    texts.flat_map(|words| words.chars().filter(|c| matches!(c, '\u{201C}' | '\u{201D}')));
                match marks.last() {
                    Some('\u{201C}') => open_since = open_since.or(Some(block)),
                    Some(_) => open_since = None,
                    None => {}
                }
                is_quoted
            })
            .collect()
    }
}
