//! Words that are selected, over any number of rows of a report: as data, so that they stay selected out of view, and
//! can be copied from anywhere.

use std::ops::Range;

use super::{Flow, RowPart, row_texts};
use crate::report::{Content, Place, Report, Text};

/// A place between two characters of what is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The row, by its index in [`Flow::rows`].
    pub row: usize,
    /// Which text of the row, by its index in [`row_texts`].
    pub text: usize,
    /// Where in that text, in bytes.
    pub byte: usize,
}

/// From where to where something is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Where selecting began.
    pub anchor: Spot,
    /// Where it ended, and goes on; in front of the anchor or behind it.
    pub head: Spot,
}

/// How far an end of a selection is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stride {
    /// To the next character.
    Character,
    /// To the next end of a word.
    Word,
    /// To the end of the row, or of the next one.
    Row,
    /// To the end of the report.
    Report,
}

impl Selection {
    /// Nothing yet, from here.
    #[must_use]
    pub fn at(spot: Spot) -> Self {
        Self { anchor: spot, head: spot }
    }

    /// A whole report.
    #[must_use]
    pub fn everything(report: &Report, flow: &Flow) -> Self {
        let last = flow.rows().len().saturating_sub(1);
        Self { anchor: Spot::default(), head: end_of(report, flow, last) }
    }

    /// The block at a place, with its bullets; of a table only the row.
    #[must_use]
    pub fn of_place(report: &Report, flow: &Flow, place: Place) -> Self {
        let is_table = matches!(report.block(place.block).content, Content::Table(_));
        let first = if is_table { flow.row_of(place) } else { flow.row_of(Place::block(place.block)) };
        let of_block = flow.rows()[first..].iter().take_while(|row| row.block == place.block);
        let count = if is_table { 1 } else { of_block.count().max(1) };
        Self { anchor: Spot { row: first, ..Spot::default() }, head: end_of(report, flow, first + count - 1) }
    }

    /// Both ends, the earlier one first.
    #[must_use]
    pub fn ends(&self) -> (Spot, Spot) {
        (self.anchor.min(self.head), self.anchor.max(self.head))
    }

    /// Whether no character is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.anchor == self.head
    }

    /// What of a row's text is selected, in bytes; empty where nothing is.
    #[must_use]
    pub fn within(&self, row: usize, text: usize, length: usize) -> Range<usize> {
        let (from, to) = self.ends();
        let side = |spot: Spot| match (spot.row, spot.text).cmp(&(row, text)) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => spot.byte.min(length),
            std::cmp::Ordering::Greater => length,
        };
        side(from)..side(to)
    }
}

/// Behind the last character of a row.
fn end_of(report: &Report, flow: &Flow, row: usize) -> Spot {
    let texts = row_texts(report, flow, row);
    let byte = texts.last().map_or(0, |text| text.len());
    Spot { row, text: texts.len().saturating_sub(1), byte }
}

/// The word at a place of a text, in bytes; what is between words is one too.
#[must_use]
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    let byte = text.floor_char_boundary(byte.min(text.len()));
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
    let in_word = text[byte..].chars().next().is_some_and(is_word);
    let same = |c: char| is_word(c) == in_word;
    let end = text[byte..].find(|c| !same(c)).map_or(text.len(), |length| byte + length);
    let start = text[..byte].trim_end_matches(same).len();
    start..end
}

/// Where an end of a selection comes to, moved forward or back.
#[must_use]
pub fn moved(report: &Report, flow: &Flow, spot: Spot, stride: Stride, forward: bool) -> Spot {
    let texts = row_texts(report, flow, spot.row);
    let text = texts.get(spot.text).copied().unwrap_or("");
    let byte = text.floor_char_boundary(spot.byte.min(text.len()));
    let (before, behind) = text.split_at(byte);
    let is_word = |c: char| c.is_alphanumeric();
    let within = match (stride, forward) {
        (Stride::Character, true) => behind.chars().next().map(|c| byte + c.len_utf8()),
        (Stride::Character, false) => before.chars().next_back().map(|c| byte - c.len_utf8()),
        (Stride::Word, true) => (!behind.is_empty()).then(|| {
            let word = behind.trim_start_matches(|c| !is_word(c)).trim_start_matches(is_word);
            text.len() - word.len()
        }),
        (Stride::Word, false) => (!before.is_empty())
            .then(|| before.trim_end_matches(|c| !is_word(c)).trim_end_matches(is_word).len()),
        (Stride::Row, _) => {
            let (first, last) = (Spot { row: spot.row, ..Spot::default() }, end_of(report, flow, spot.row));
            return if forward && spot < last {
                last
            } else if !forward && spot > first {
                first
            } else {
                beside(report, flow, spot, forward).map_or(spot, |next| {
                    if forward { end_of(report, flow, next.row) } else { Spot { text: 0, byte: 0, ..next } }
                })
            };
        }
        (Stride::Report, true) => return end_of(report, flow, flow.rows().len().saturating_sub(1)),
        (Stride::Report, false) => return Spot::default(),
    };
    match within {
        Some(byte) => Spot { byte, ..spot },
        None => beside(report, flow, spot, forward).unwrap_or(spot),
    }
}

/// The beginning of the next text that has words, or the end of the one before.
fn beside(report: &Report, flow: &Flow, spot: Spot, forward: bool) -> Option<Spot> {
    let in_row = |row: usize| {
        let texts = row_texts(report, flow, row);
        let spot = move |(text, words): (usize, &str)| Spot {
            row,
            text,
            byte: if forward { 0 } else { words.len() },
        };
        let spots = texts.iter().copied().enumerate().filter(|(_, words)| !words.is_empty()).map(spot);
        spots.collect::<Vec<_>>()
    };
    if forward {
        let is_behind = |next: &Spot| (next.row, next.text) > (spot.row, spot.text);
        (spot.row..flow.rows().len()).flat_map(in_row).find(is_behind)
    } else {
        let is_before = |next: &Spot| (next.row, next.text) < (spot.row, spot.text);
        (0..=spot.row).rev().flat_map(|row| in_row(row).into_iter().rev()).find(is_before)
    }
}

/// What is selected of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectedRow {
    /// The row's place.
    pub place: Place,
    /// What the row is.
    pub kind: RowKind,
    /// The printed number, where the beginning of a numbered paragraph is selected.
    pub number: Option<u32>,
    /// The words: of a row of a table cell by cell.
    pub texts: Vec<Text>,
}

/// What a row is, for those who set it elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A heading, with its level from 1.
    Heading(u8),
    /// A paragraph, a recommendation, or a line outside of any.
    Paragraph,
    /// More of the paragraph that the row before begins.
    Continued,
    /// A bullet of a paragraph.
    Bullet,
    /// A row of a table.
    TableRow,
}

/// What is selected, row by row; rows without words are left out.
#[must_use]
pub fn selected(report: &Report, flow: &Flow, selection: &Selection) -> Vec<SelectedRow> {
    let (from, to) = selection.ends();
    let end = flow.rows().len().min(to.row.saturating_add(1));
    (from.row..end).filter_map(|index| selected_row(report, flow, selection, index)).collect()
}

fn selected_row(report: &Report, flow: &Flow, selection: &Selection, index: usize) -> Option<SelectedRow> {
    let row = &flow.rows()[index];
    let content = &report.block(row.block).content;
    let words = row_texts(report, flow, index);
    let whole: Vec<Option<&Text>> = match (content, &row.part) {
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
    let cut = |(text, (words, whole)): (usize, (&&str, Option<&Text>))| {
        let range = selection.within(index, text, words.len());
        let range = words.floor_char_boundary(range.start)..words.floor_char_boundary(range.end);
        whole.map_or_else(|| Text::new(&words[range.clone()]), |whole| whole.slice(range.clone()))
    };
    let texts: Vec<Text> = words.iter().zip(whole).enumerate().map(cut).collect();
    let kind = match (content, &row.part) {
        (Content::Heading(section), _) => RowKind::Heading(report.section(*section).level),
        (Content::Title(_) | Content::ContentsTitle(_), _) => RowKind::Heading(1),
        (_, RowPart::Bullet(_)) => RowKind::Bullet,
        (_, RowPart::TableRow(_)) => RowKind::TableRow,
        (_, RowPart::Piece(range)) if range.start > 0 => RowKind::Continued,
        _ => RowKind::Paragraph,
    };
    let begins = kind == RowKind::Paragraph && selection.within(index, 0, 1).start == 0;
    let number = match content {
        Content::Paragraph(id) if begins => report.paragraph(*id).number,
        _ => None,
    };
    // A paragraph of bullets alone has its number still.
    if texts.iter().all(Text::is_blank) && number.is_none() {
        return None;
    }
    Some(SelectedRow { place: flow.place_of(index)?, kind, number, texts })
}

/// What is selected as text: numbers before paragraphs, dots before bullets, tabs between the cells of a table.
#[must_use]
pub fn selected_text(rows: &[SelectedRow], with_numbers: bool) -> String {
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| rows[before].kind);
        text.push_str(match (before, row.kind) {
            (None, _) | (_, RowKind::Continued) => "",
            (_, RowKind::Bullet) | (Some(RowKind::TableRow), RowKind::TableRow) => "\n",
            _ => "\n\n",
        });
        if let Some(number) = row.number.filter(|_| with_numbers) {
            text.push_str(&format!("{number}. "));
        }
        if row.kind == RowKind::Bullet {
            text.push_str("\u{2022} ");
        }
        let between = if row.kind == RowKind::TableRow { "\t" } else { "\n" };
        let cells: Vec<&str> = row.texts.iter().map(Text::plain).collect();
        let cells = cells.join(between);
        text.push_str(if row.kind == RowKind::TableRow { &cells } else { cells.trim_matches('\n') });
    }
    text
}
