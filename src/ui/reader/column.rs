//! The text column of one frame: a report, and what is marked in it.

use std::collections::HashMap;

use super::{
    heights::Heights,
    recipe::{self, Recipe},
};
use crate::{
    analysis::{Hit, Hits, Marker, Row, RowPart, Selection, Spot, row_texts},
    app::{ChangeMark, Document, Note, View},
    report::{Content, Place, Report},
    ui::theme::Reading,
};

/// More dashes on the scroll bar than this tell nothing.
const MAX_DASHES: usize = 4_000;

/// What is shown of a text besides its words.
#[derive(Default)]
pub(crate) struct Shown<'a> {
    pub(crate) marks: Option<&'a Marks<'a>>,
    pub(crate) found: Option<&'a Found<'a>>,
    pub(crate) selection: Option<Selection>,
    /// Whether the text takes the keyboard now.
    pub(crate) focus: bool,
    /// Whether keys are its own only while it has the keyboard: another text is beside it.
    pub(crate) only_with_focus: bool,
}

/// The text column of one frame.
pub(super) struct Column<'a> {
    pub(super) report: &'a Report,
    pub(super) document: &'a Document,
    /// How the report is looked at here.
    pub(super) view: &'a View,
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) reading: Reading,
    pub(super) shown: &'a Shown<'a>,
}

/// What is searched for in the text.
pub(crate) struct Found<'a> {
    pub(crate) marker: &'a Marker,
    pub(crate) hits: Option<&'a Hits>,
    /// The hit that was gone to.
    pub(crate) current: Option<Hit>,
}

/// Marks on what differs from another report.
pub(crate) struct Marks<'a> {
    /// By place.
    pub(crate) of: &'a HashMap<Place, ChangeMark>,
    /// Whether the words marked are those that went; else those that came.
    pub(crate) gone: bool,
}

/// What a row is marked as: a part of its block, or the block.
pub(super) fn marked_place(row: &Row) -> Place {
    match row.part {
        RowPart::TableRow(part) | RowPart::Bullet(part) => Place::part(row.block, part),
        RowPart::Whole | RowPart::Piece(_) => Place::block(row.block),
    }
}

impl<'a> Column<'a> {
    pub(super) fn recipe(&self, row: usize) -> Recipe<'a> {
        let row = &self.document.loaded.flow.rows()[row];
        let mut recipe = recipe::recipe(self.report, row, self.width, self.reading);
        if let Some(marks) = self.shown.marks
            && let Some(mark) = marks.of.get(&marked_place(row))
        {
            recipe.mark_change(mark, row, marks.gone);
        }
        recipe
    }

    /// What is noted at the paragraph that a row begins.
    pub(super) fn note_at(&self, row: usize) -> Option<&'a Note> {
        let row = &self.document.loaded.flow.rows()[row];
        let begins = matches!(&row.part, RowPart::Whole)
            || matches!(&row.part, RowPart::Piece(range) if range.start == 0);
        self.document.note_at(row.block).filter(|_| begins)
    }

    /// The texts of a row that can be searched and selected.
    pub(super) fn texts(&self, row: usize) -> Vec<&'a str> {
        row_texts(self.report, &self.document.loaded.flow, row)
    }

    /// Marks section names and search results in a row. Only rows in view need these marks, because they change its
    /// height by no more than a line.
    pub(super) fn mark(&self, index: usize, recipe: &mut Recipe<'_>) {
        let block = self.document.loaded.flow.rows()[index].block;
        if matches!(self.report.block(block).content, Content::Paragraph(_) | Content::Recommendation(_)) {
            let names = &self.document.loaded.section_names;
            recipe.link(|words| {
                let found = names.find(self.report, block, words).into_iter();
                found.map(|(range, section)| (range, self.report.section(section).place)).collect()
            });
        }
        if let Some(found) = self.shown.found {
            let current = found.current.filter(|hit| hit.row == index).map(|hit| (hit.text, hit.nth));
            recipe.mark_hits(found.marker, &self.texts(index), current);
        }
    }

    /// Where the hit begins that a jump to a place is for.
    pub(super) fn hit_gone_to(&self, place: Place) -> Option<Spot> {
        let found = self.shown.found?;
        let Hit { row, text, nth, .. } = found.current?;
        let is_there = self.document.loaded.flow.row_of(place) == row;
        let ranges = found.marker.ranges(self.texts(row).get(text).filter(|_| is_there)?);
        // Behind its last letter: before the first one the line before may end.
        Some(Spot { row, text, byte: ranges.get(nth)?.end })
    }

    /// Where what differs stands, as parts of the whole text.
    pub(super) fn dashes(&self, heights: &Heights, total: f64) -> Vec<f32> {
        let places = self.shown.marks.iter().flat_map(|marks| marks.of.keys());
        let rows = places.map(|place| self.document.loaded.flow.row_of(*place));
        let hits = self.shown.found.and_then(|found| found.hits).into_iter().flat_map(|hits| &hits.all);
        // Hits of one row are one dash, and more than there are pixels tell nothing.
        let mut before = None;
        let hits = hits.map(|hit| hit.row).filter(|row| before.replace(*row) != Some(*row)).take(MAX_DASHES);
        let rows = rows.chain(hits);
        #[expect(clippy::cast_possible_truncation, reason = "parts of one")]
        let parts = rows.map(|row| (heights.top(row) / total.max(1.0)) as f32).collect();
        parts
    }

    /// Returns the row, or the first of the headings, grades and timescales directly above it, to show them too.
    pub(super) fn with_heading(&self, row: usize) -> usize {
        let rows = self.document.loaded.flow.rows();
        let heads = |row: &usize| {
            let content = &self.report.block(rows[*row].block).content;
            matches!(content, Content::Heading(_) | Content::Grade(_) | Content::Timescale(_))
        };
        (0..row).rev().take_while(heads).last().unwrap_or(row)
    }
}
