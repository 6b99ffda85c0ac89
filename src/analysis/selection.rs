//! Selected text, over any number of rows of a report.
//!
//! The selection is data, so it remains when it is scrolled out of view, and it can be copied without a window.

use std::ops::Range;

use super::{Flow, RowPart, address_block, row_texts};
use crate::report::{BlockId, Content, Place, Report, Text};

/// A position between two characters of the shown text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaretPosition {
    /// The index of the row in [`Flow::rows`].
    pub row: usize,
    /// The index of the text in [`row_texts`].
    pub text: usize,
    /// The byte offset in that text.
    pub byte: usize,
}

/// A range of selected text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The end where the selection was started.
    pub anchor: CaretPosition,
    /// The end that moves. It may be before or after the anchor.
    pub head: CaretPosition,
}

/// The distance that one key press moves an end of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stride {
    /// To the next character.
    Character,
    /// To the end of the next word.
    Word,
    /// To the end of the row, or of the next row.
    Row,
    /// To the end of the report.
    Report,
}

impl Selection {
    /// Returns an empty selection at a position.
    #[must_use]
    pub fn caret(position: CaretPosition) -> Self {
        Self { anchor: position, head: position }
    }

    /// Returns a selection of the whole report.
    #[must_use]
    pub fn whole_report(report: &Report, flow: &Flow) -> Self {
        let last = flow.rows().len().saturating_sub(1);
        Self { anchor: CaretPosition::default(), head: row_end(report, flow, last) }
    }

    /// Returns a selection of the block at a place, with its bullets. In a table only the row is selected, in a list
    /// without a paragraph number only the bullet, and in the address block of a letter all of its lines.
    #[must_use]
    pub fn of_place(report: &Report, flow: &Flow, place: Place) -> Self {
        if let Some(lines) = address_block(report, place.block) {
            let row_of = |block| flow.row_of(Place::at_block(BlockId(block)));
            return Self {
                anchor: CaretPosition { row: row_of(lines.start), ..CaretPosition::default() },
                head: row_end(report, flow, row_of(lines.end - 1)),
            };
        }
        let is_row_alone = match report.block(place.block).content {
            Content::Table(_) => true,
            Content::Paragraph(paragraph) => {
                place.part.is_some() && report.paragraph(paragraph).number.is_none()
            }
            _ => false,
        };
        let first = if is_row_alone { flow.row_of(place) } else { flow.row_of(Place::at_block(place.block)) };
        let block_rows = flow.rows()[first..].iter().take_while(|row| row.block == place.block);
        let count = if is_row_alone { 1 } else { block_rows.count().max(1) };
        Self {
            anchor: CaretPosition { row: first, ..CaretPosition::default() },
            head: row_end(report, flow, first + count - 1),
        }
    }

    /// Returns both ends, the earlier end first.
    #[must_use]
    pub fn ends(&self) -> (CaretPosition, CaretPosition) {
        (self.anchor.min(self.head), self.anchor.max(self.head))
    }

    /// Returns true if no character is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.anchor == self.head
    }

    /// Returns the selected byte range of a text in a row. `length` is the length of the text in bytes. The range is
    /// empty if nothing in this text is selected.
    #[must_use]
    pub fn selected_range(&self, row: usize, text: usize, length: usize) -> Range<usize> {
        let (from, to) = self.ends();
        let offset_in_text = |position: CaretPosition| match (position.row, position.text).cmp(&(row, text)) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => position.byte.min(length),
            std::cmp::Ordering::Greater => length,
        };
        offset_in_text(from)..offset_in_text(to)
    }
}

/// Returns the position after the last character of a row.
fn row_end(report: &Report, flow: &Flow, row: usize) -> CaretPosition {
    let texts = row_texts(report, flow, row);
    let byte = texts.last().map_or(0, |text| text.len());
    CaretPosition { row, text: texts.len().saturating_sub(1), byte }
}

/// Returns the byte range of the word at a byte offset, or of the characters between two words.
#[must_use]
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    let byte = text.floor_char_boundary(byte.min(text.len()));
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
    let is_in_word = text[byte..].chars().next().is_some_and(is_word);
    let is_same_kind = |c: char| is_word(c) == is_in_word;
    let end = text[byte..].find(|c| !is_same_kind(c)).map_or(text.len(), |length| byte + length);
    let start = text[..byte].trim_end_matches(is_same_kind).len();
    start..end
}

/// Moves a position by a stride, forward or back, and returns the new position.
#[must_use]
pub fn move_caret(
    report: &Report,
    flow: &Flow,
    position: CaretPosition,
    stride: Stride,
    is_forward: bool,
) -> CaretPosition {
    let texts = row_texts(report, flow, position.row);
    let text = texts.get(position.text).copied().unwrap_or("");
    let byte = text.floor_char_boundary(position.byte.min(text.len()));
    let (before, after) = text.split_at(byte);
    let is_word = |c: char| c.is_alphanumeric();
    let byte_in_text = match (stride, is_forward) {
        (Stride::Character, true) => after.chars().next().map(|c| byte + c.len_utf8()),
        (Stride::Character, false) => before.chars().next_back().map(|c| byte - c.len_utf8()),
        (Stride::Word, true) => (!after.is_empty()).then(|| {
            let rest = after.trim_start_matches(|c| !is_word(c)).trim_start_matches(is_word);
            text.len() - rest.len()
        }),
        (Stride::Word, false) => (!before.is_empty())
            .then(|| before.trim_end_matches(|c| !is_word(c)).trim_end_matches(is_word).len()),
        (Stride::Row, _) => {
            let (first, last) = (
                CaretPosition { row: position.row, ..CaretPosition::default() },
                row_end(report, flow, position.row),
            );
            return if is_forward && position < last {
                last
            } else if !is_forward && position > first {
                first
            } else {
                adjacent_text_end(report, flow, position, is_forward).map_or(position, |next| {
                    if is_forward {
                        row_end(report, flow, next.row)
                    } else {
                        CaretPosition { text: 0, byte: 0, ..next }
                    }
                })
            };
        }
        (Stride::Report, true) => return row_end(report, flow, flow.rows().len().saturating_sub(1)),
        (Stride::Report, false) => return CaretPosition::default(),
    };
    match byte_in_text {
        Some(byte) => CaretPosition { byte, ..position },
        None => adjacent_text_end(report, flow, position, is_forward).unwrap_or(position),
    }
}

/// Returns the beginning of the next text that is not empty, or the end of the previous text that is not empty. Returns
/// `None` at the end or the beginning of the report.
fn adjacent_text_end(
    report: &Report,
    flow: &Flow,
    position: CaretPosition,
    is_forward: bool,
) -> Option<CaretPosition> {
    let positions_in_row = |row: usize| {
        let texts = row_texts(report, flow, row);
        let position = move |(text, words): (usize, &str)| CaretPosition {
            row,
            text,
            byte: if is_forward { 0 } else { words.len() },
        };
        let positions =
            texts.iter().copied().enumerate().filter(|(_, words)| !words.is_empty()).map(position);
        positions.collect::<Vec<_>>()
    };
    if is_forward {
        let is_after = |next: &CaretPosition| (next.row, next.text) > (position.row, position.text);
        (position.row..flow.rows().len()).flat_map(positions_in_row).find(is_after)
    } else {
        let is_before = |next: &CaretPosition| (next.row, next.text) < (position.row, position.text);
        (0..=position.row).rev().flat_map(|row| positions_in_row(row).into_iter().rev()).find(is_before)
    }
}

/// The selected part of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectedRow {
    /// The place of the row.
    pub place: Place,
    /// The kind of row.
    pub kind: RowKind,
    /// The printed number of the paragraph; `None` if the paragraph has none or its beginning is not selected.
    pub number: Option<u32>,
    /// The selected text. A table row has one text for each cell.
    pub texts: Vec<Text>,
}

/// The kind of a row, for exporting it in another format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A heading with its level, from 1.
    Heading(u8),
    /// A paragraph, a recommendation or a line outside paragraphs.
    Paragraph,
    /// The continuation of the paragraph in the previous row.
    Continued,
    /// A line of the address block of a letter.
    AddressLine,
    /// A bullet of a paragraph.
    Bullet,
    /// A row of a table.
    TableRow,
}

/// Returns the selected part of each row. Rows without selected text are left out.
#[must_use]
pub fn selected_rows(report: &Report, flow: &Flow, selection: &Selection) -> Vec<SelectedRow> {
    let (from, to) = selection.ends();
    let end = flow.rows().len().min(to.row.saturating_add(1));
    (from.row..end).filter_map(|index| selected_row(report, flow, selection, index)).collect()
}

/// Returns the selected part of one row. Returns `None` if the row has no selected text.
fn selected_row(report: &Report, flow: &Flow, selection: &Selection, index: usize) -> Option<SelectedRow> {
    let row = &flow.rows()[index];
    let content = &report.block(row.block).content;
    let words = row_texts(report, flow, index);
    // The texts with emphasis; `None` for texts that have none.
    let formatted: Vec<Option<&Text>> = match (content, &row.part) {
        (Content::Paragraph(id), RowPart::Whole) => vec![Some(&report.paragraph(*id).text)],
        (Content::Paragraph(id), RowPart::Bullet(bullet)) => {
            vec![report.paragraph(*id).bullets.get(*bullet)]
        }
        (Content::Recommendation(index), _) => vec![Some(&report.recommendations[*index].text)],
        (Content::Table(table), RowPart::TableRow(index)) => {
            table.rows.get(*index)?.iter().map(Some).collect()
        }
        _ => vec![None; words.len()],
    };
    let selected_part = |(text, (words, formatted)): (usize, (&&str, Option<&Text>))| {
        let range = selection.selected_range(index, text, words.len());
        let range = words.floor_char_boundary(range.start)..words.floor_char_boundary(range.end);
        formatted.map_or_else(|| Text::new(&words[range.clone()]), |text| text.slice(range.clone()))
    };
    let texts: Vec<Text> = words.iter().zip(formatted).enumerate().map(selected_part).collect();
    let kind = match (content, &row.part) {
        (Content::Heading(section), _) => RowKind::Heading(report.section(*section).level),
        (Content::Title(_) | Content::ContentsTitle(_), _) => RowKind::Heading(1),
        (Content::Line(_), _) if address_block(report, row.block).is_some() => RowKind::AddressLine,
        (_, RowPart::Bullet(_)) => RowKind::Bullet,
        (_, RowPart::TableRow(_)) => RowKind::TableRow,
        (_, RowPart::Piece(range)) if range.start > 0 => RowKind::Continued,
        _ => RowKind::Paragraph,
    };
    let includes_start = kind == RowKind::Paragraph && selection.selected_range(index, 0, 1).start == 0;
    let number = match content {
        Content::Paragraph(id) if includes_start => report.paragraph(*id).number,
        _ => None,
    };
    // A paragraph that contains only bullets still has a number.
    if texts.iter().all(Text::is_blank) && number.is_none() {
        return None;
    }
    Some(SelectedRow { place: flow.place_of(index)?, kind, number, texts })
}

/// Returns selected rows as plain text, with "•" before bullets and tabs between table cells. If `includes_numbers`
/// is true, numbered paragraphs begin with their numbers.
#[must_use]
pub fn selected_text(rows: &[SelectedRow], includes_numbers: bool) -> String {
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| rows[before].kind);
        text.push_str(match (before, row.kind) {
            (None, _) | (_, RowKind::Continued) => "",
            (_, RowKind::Bullet)
            | (Some(RowKind::TableRow), RowKind::TableRow)
            | (Some(RowKind::AddressLine), RowKind::AddressLine) => "\n",
            _ => "\n\n",
        });
        if let Some(number) = row.number.filter(|_| includes_numbers) {
            text.push_str(&format!("{number}. "));
        }
        if row.kind == RowKind::Bullet {
            text.push_str("\u{2022} ");
        }
        let separator = if row.kind == RowKind::TableRow { "\t" } else { "\n" };
        let cells: Vec<&str> = row.texts.iter().map(Text::plain).collect();
        let cells = cells.join(separator);
        text.push_str(if row.kind == RowKind::TableRow { &cells } else { cells.trim_matches('\n') });
    }
    text
}
