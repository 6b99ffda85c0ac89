//! The text column in one frame: a report, and the links and highlights in its rows.

use std::collections::HashMap;

use super::{
    heights::Heights,
    row_spec::{self, RowSpec},
};
use crate::{
    analysis::{CaretPosition, Hit, HitHighlighter, Hits, Row, RowPart, Selection, row_texts},
    app::{ChangeHighlight, Document, Note, View},
    report::{Content, Place, Report},
    ui::theme::ReadingStyles,
};

/// More dashes on the scroll bar than this can't be told apart.
const MAX_DASHES: usize = 4_000;

/// Highlights, selection and keyboard focus of a text in one frame.
#[derive(Default)]
pub(crate) struct ReaderOptions<'a> {
    pub(crate) changes: Option<&'a ChangeHighlights<'a>>,
    pub(crate) search: Option<&'a SearchHighlights<'a>>,
    pub(crate) selection: Option<Selection>,
    /// True if the text takes the keyboard focus in this frame.
    pub(crate) takes_focus: bool,
    /// True if the text takes keys only while it has the focus, because another text is beside it.
    pub(crate) needs_focus_for_keys: bool,
}

/// The text column in one frame. Lengths are in points.
pub(super) struct Column<'a> {
    pub(super) report: &'a Report,
    pub(super) document: &'a Document,
    /// The view of the report that this column shows.
    pub(super) view: &'a View,
    /// The left edge of the column on the screen.
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) reading: ReadingStyles,
    pub(super) options: &'a ReaderOptions<'a>,
}

/// The current search, to highlight its results.
pub(crate) struct SearchHighlights<'a> {
    pub(crate) highlighter: &'a HitHighlighter,
    pub(crate) hits: Option<&'a Hits>,
    /// The result that the user went to last.
    pub(crate) current: Option<Hit>,
}

/// The differences from another report, to highlight them.
pub(crate) struct ChangeHighlights<'a> {
    pub(crate) by_place: &'a HashMap<Place, ChangeHighlight>,
    /// True if the highlighted words were deleted, false if they were inserted.
    pub(crate) are_deletions: bool,
}

/// Returns the place by which a row is highlighted: a part of its block, or the block.
pub(super) fn highlighted_place(row: &Row) -> Place {
    match row.part {
        RowPart::TableRow(part) | RowPart::Bullet(part) => Place::at_part(row.block, part),
        RowPart::Whole | RowPart::Piece(_) => Place::at_block(row.block),
    }
}

impl<'a> Column<'a> {
    /// Returns a row with its changes highlighted, without links to sections and search results.
    pub(super) fn row_spec(&self, row: usize) -> RowSpec<'a> {
        let row = &self.document.loaded.flow.rows()[row];
        let mut spec = row_spec::row_spec(self.report, row, self.width, self.reading);
        if let Some(changes) = self.options.changes
            && let Some(change) = changes.by_place.get(&highlighted_place(row))
        {
            spec.highlight_change(change, row, changes.are_deletions);
        }
        spec
    }

    /// Returns the note on the paragraph that begins with a row.
    pub(super) fn note_at(&self, row: usize) -> Option<&'a Note> {
        let row = &self.document.loaded.flow.rows()[row];
        let is_first = matches!(&row.part, RowPart::Whole)
            || matches!(&row.part, RowPart::Piece(range) if range.start == 0);
        self.document.note_at(row.block).filter(|_| is_first)
    }

    /// Returns the texts of a row that can be searched and selected.
    pub(super) fn texts(&self, row: usize) -> Vec<&'a str> {
        row_texts(self.report, &self.document.loaded.flow, row)
    }

    /// Turns section names in a row into links, and highlights search results in it. Only rows in view need this,
    /// because it changes the height of a row by no more than a line.
    pub(super) fn add_links_and_hits(&self, row: usize, spec: &mut RowSpec<'_>) {
        let block = self.document.loaded.flow.rows()[row].block;
        if matches!(self.report.block(block).content, Content::Paragraph(_) | Content::Recommendation(_)) {
            let names = &self.document.loaded.section_names;
            spec.add_links(|words| {
                let named = names.find(self.report, block, words).into_iter();
                named.map(|(range, section)| (range, self.report.section(section).place)).collect()
            });
        }
        if let Some(search) = self.options.search {
            let current = search.current.filter(|hit| hit.row == row).map(|hit| (hit.text, hit.nth));
            spec.highlight_hits(search.highlighter, &self.texts(row), current);
        }
    }

    /// Returns the end of the current search result if a jump to `place` is a jump to it.
    pub(super) fn current_hit_at(&self, place: Place) -> Option<CaretPosition> {
        let search = self.options.search?;
        let Hit { row, text, nth, .. } = search.current?;
        let is_there = self.document.loaded.flow.row_of(place) == row;
        let ranges = search.highlighter.ranges(self.texts(row).get(text).filter(|_| is_there)?);
        // The end and not the start: the position before the first letter can belong to the line above.
        Some(CaretPosition { row, text, byte: ranges.get(nth)?.end })
    }

    /// Returns the positions of changes and search results in the text, from 0 to 1. `total` is its height in points.
    pub(super) fn scroll_bar_dashes(&self, heights: &Heights, total: f64) -> Vec<f32> {
        let places = self.options.changes.iter().flat_map(|changes| changes.by_place.keys());
        let rows = places.map(|place| self.document.loaded.flow.row_of(*place));
        let hits = self.options.search.and_then(|search| search.hits).into_iter().flat_map(|hits| &hits.all);
        // The results in one row share one dash.
        let mut last = None;
        let hits = hits.map(|hit| hit.row).filter(|row| last.replace(*row) != Some(*row)).take(MAX_DASHES);
        let rows = rows.chain(hits);
        #[expect(clippy::cast_possible_truncation, reason = "parts from 0 to 1")]
        let parts = rows.map(|row| (heights.top(row) / total.max(1.0)) as f32).collect();
        parts
    }

    /// Returns the row, or the first of the headings, grades and timescales directly above it, so that they are in view
    /// too.
    pub(super) fn with_heading(&self, row: usize) -> usize {
        let rows = self.document.loaded.flow.rows();
        let is_heading = |row: &usize| {
            let content = &self.report.block(rows[*row].block).content;
            matches!(content, Content::Heading(_) | Content::Grade(_) | Content::Timescale(_))
        };
        (0..row).rev().take_while(is_heading).last().unwrap_or(row)
    }
}
