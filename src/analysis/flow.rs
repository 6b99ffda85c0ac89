//! The rows of text that the user scrolls through.
//!
//! A block is usually one row. Each bullet of a paragraph and each row of a table is a separate row. A very long
//! paragraph is divided into several rows between words, because its layout would block the window.

use std::ops::Range;

use crate::report::{BlockId, Content, Place, Report};

/// The maximum size of the text in one row, in bytes. This is about forty screens; a long paragraph in a real report
/// has 2,000 bytes.
const MAX_ROW_BYTES: usize = 50_000;

/// A row of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The block that the row shows.
    pub block: BlockId,
    /// The part of the block that the row shows.
    pub part: RowPart,
}

/// The part of a block that a row shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowPart {
    /// The whole block, or a paragraph's text without its bullets.
    Whole,
    /// A byte range of a long paragraph's text. The first piece has the paragraph number.
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
    /// The first row of each block.
    first_rows: Vec<usize>,
}

impl Flow {
    /// Divides a report into rows.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let mut flow = Self { rows: Vec::with_capacity(report.blocks.len()), first_rows: Vec::new() };
        for index in 0..report.blocks.len() {
            flow.first_rows.push(flow.rows.len());
            flow.push_block(report, BlockId(index));
        }
        flow
    }

    /// Appends the rows of a block.
    fn push_block(&mut self, report: &Report, block: BlockId) {
        let mut push = |part| self.rows.push(Row { block, part });
        match &report.block(block).content {
            Content::Paragraph(id) => {
                let paragraph = report.paragraph(*id);
                let words = paragraph.text.plain();
                if words.len() > MAX_ROW_BYTES {
                    split_long_text(words).into_iter().for_each(|piece| push(RowPart::Piece(piece)));
                } else if !words.is_empty() || paragraph.number.is_some() {
                    push(RowPart::Whole);
                }
                (0..paragraph.bullets.len()).for_each(|bullet| push(RowPart::Bullet(bullet)));
            }
            Content::Table(table) => (0..table.rows.len()).for_each(|row| push(RowPart::TableRow(row))),
            _ => push(RowPart::Whole),
        }
    }

    /// Returns all rows in reading order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the index of the row that shows a place, or of the block's first row if the place has no part.
    #[must_use]
    pub fn row_of(&self, place: Place) -> usize {
        let Some(&first) = self.first_rows.get(place.block.0) else { return 0 };
        let Some(part) = place.part.and_then(|part| usize::try_from(part).ok()) else { return first };
        // The parts of a block are its last rows, in order, so the row is counted from the last one.
        let next_block = self.first_rows.get(place.block.0 + 1).copied().unwrap_or(self.rows.len());
        let Some(last) = next_block.checked_sub(1) else { return first };
        let from_end = match self.rows.get(last).map(|row| &row.part) {
            Some(RowPart::Bullet(index) | RowPart::TableRow(index)) => index.checked_sub(part),
            Some(RowPart::Whole | RowPart::Piece(_)) | None => None,
        };
        from_end.and_then(|count| last.checked_sub(count)).filter(|row| *row >= first).unwrap_or(first)
    }

    /// Returns the place that a row shows. Returns `None` if there is no such row.
    #[must_use]
    pub fn place_of(&self, row: usize) -> Option<Place> {
        let row = self.rows.get(row)?;
        Some(match row.part {
            RowPart::Bullet(part) | RowPart::TableRow(part) => Place::at_part(row.block, part),
            RowPart::Whole | RowPart::Piece(_) => Place::at_block(row.block),
        })
    }
}

/// Divides a text into byte ranges of at most [`MAX_ROW_BYTES`] bytes. Each range ends after a space if it contains
/// one.
fn split_long_text(words: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while words.len() - start > MAX_ROW_BYTES {
        let limit = words.floor_char_boundary(start + MAX_ROW_BYTES);
        let end = words[start..limit].rfind(' ').map_or(limit, |space| start + space + 1);
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..words.len());
    pieces
}
