//! A report as the rows a reader scrolls through.
//!
//! A block is one row, but for a paragraph's bullets and a table's rows, which are rows of their own, and for a
//! paragraph so long that laying it out at once would hold up the window: that one is cut at word ends.

use std::ops::Range;

use crate::report::{BlockId, Content, Place, Report};

/// The longest text that is one row, in bytes: some forty screens; a long paragraph of a report has 2,000.
const LONGEST: usize = 50_000;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The block it shows.
    pub block: BlockId,
    /// Which part of it.
    pub part: RowPart,
}

/// Which part of a block a row shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowPart {
    /// All of it, or a paragraph's words without its bullets.
    Whole,
    /// A stretch of a paragraph's words, in bytes; the first one carries the number.
    Piece(Range<usize>),
    /// A bullet of a paragraph, from 0.
    Bullet(usize),
    /// A row of a table, from 0.
    TableRow(usize),
}

/// The rows of a report, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    rows: Vec<Row>,
    /// For each block, its first row.
    first: Vec<usize>,
}

impl Flow {
    /// The rows of a report.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let mut flow = Self { rows: Vec::with_capacity(report.blocks.len()), first: Vec::new() };
        for index in 0..report.blocks.len() {
            flow.first.push(flow.rows.len());
            flow.push_block(report, BlockId(index));
        }
        flow
    }

    fn push_block(&mut self, report: &Report, block: BlockId) {
        let mut push = |part| self.rows.push(Row { block, part });
        match &report.block(block).content {
            Content::Paragraph(id) => {
                let paragraph = report.paragraph(*id);
                let words = paragraph.text.plain();
                if words.len() > LONGEST {
                    pieces(words).into_iter().for_each(|piece| push(RowPart::Piece(piece)));
                } else if !words.is_empty() || paragraph.number.is_some() {
                    push(RowPart::Whole);
                }
                (0..paragraph.bullets.len()).for_each(|bullet| push(RowPart::Bullet(bullet)));
            }
            Content::Table(table) => (0..table.rows.len()).for_each(|row| push(RowPart::TableRow(row))),
            _ => push(RowPart::Whole),
        }
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row that shows a place; the block's first where the place has no such part.
    #[must_use]
    pub fn row_of(&self, place: Place) -> usize {
        let first = self.first.get(place.block.0).copied().unwrap_or(0);
        let Some(part) = place.part.and_then(|part| usize::try_from(part).ok()) else { return first };
        let of_block = self.rows[first..].iter().take_while(|row| row.block == place.block);
        let found = of_block.enumerate().find(|(_, row)| match row.part {
            RowPart::Bullet(index) | RowPart::TableRow(index) => index == part,
            RowPart::Whole | RowPart::Piece(_) => false,
        });
        found.map_or(first, |(offset, _)| first + offset)
    }

    /// The place a row shows.
    #[must_use]
    pub fn place_of(&self, row: usize) -> Option<Place> {
        let row = self.rows.get(row)?;
        Some(match row.part {
            RowPart::Bullet(part) | RowPart::TableRow(part) => Place::part(row.block, part),
            RowPart::Whole | RowPart::Piece(_) => Place::block(row.block),
        })
    }
}

/// Byte ranges of at most [`LONGEST`] bytes, each ending behind white space where there is any.
fn pieces(words: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while words.len() - start > LONGEST {
        let limit = words.floor_char_boundary(start + LONGEST);
        let end = words[start..limit].rfind(' ').map_or(limit, |space| start + space + 1);
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..words.len());
    pieces
}
