//! The text column in one frame: the report, its view, and the links and highlights in its rows.

use std::collections::HashMap;

use super::{
    address_spec,
    heights::Heights,
    row_spec::{self, RowSpec},
};
use crate::{
    analysis::{CaretPosition, Hit, HitHighlighter, Hits, Row, RowPart, Selection, address_block, row_texts},
    app::{ChangeHighlight, Document, Note, View},
    report::{BlockId, Content, Place, Report},
    ui::theme::ReadingStyles,
};

/// Maximum number of dashes for search hits on the scroll bar. More dashes would look like a solid line.
const MAX_DASHES: usize = 4_000;

/// Highlights, selection and keyboard focus of a text in one frame.
#[derive(Default)]
pub(crate) struct ReaderOptions<'a> {
    /// The differences to highlight, in a comparison.
    pub(crate) changes: Option<&'a ChangeHighlights<'a>>,
    /// The search hits to highlight, while the search is open.
    pub(crate) search: Option<&'a SearchHighlights<'a>>,
    /// The selected text.
    pub(crate) selection: Option<Selection>,
    /// True if the text takes the keyboard focus in this frame.
    pub(crate) takes_focus: bool,
    /// True if the text reacts to keys only while it has the focus, because another text beside it has the keys
    /// otherwise.
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

/// The current search, to highlight its hits.
pub(crate) struct SearchHighlights<'a> {
    /// Finds the hits in a text.
    pub(crate) highlighter: &'a HitHighlighter,
    /// All hits, or `None` until the search is complete.
    pub(crate) hits: Option<&'a Hits>,
    /// The hit that the user went to last.
    pub(crate) current: Option<Hit>,
}

/// The differences from another report, to highlight them.
pub(crate) struct ChangeHighlights<'a> {
    /// The changed places of the report.
    pub(crate) by_place: &'a HashMap<Place, ChangeHighlight>,
    /// True if the highlighted words were deleted, false if they were inserted.
    pub(crate) are_deletions: bool,
}

/// Returns the place that a row is highlighted for: the part of its block that the row shows, or else the block.
pub(super) fn highlight_place(row: &Row) -> Place {
    match row.part {
        RowPart::TableRow(part) | RowPart::Bullet(part) => Place::at_part(row.block, part),
        RowPart::Whole | RowPart::Piece(_) => Place::at_block(row.block),
    }
}

impl<'a> Column<'a> {
    /// Returns the specification of a row with its changes highlighted, without links to sections and search hits.
    pub(super) fn row_spec(&self, row: usize) -> RowSpec<'a> {
        let row = &self.document.loaded.flow.rows()[row];
        // In a comparison, each line of an address can have its own change.
        let address = match self.options.changes {
            None => address_spec::address_row_spec(self.report, row, self.width, self.reading),
            Some(_) => None,
        };
        let mut spec = address
            .unwrap_or_else(|| row_spec::row_spec(&self.document.loaded, row, self.width, self.reading));
        if let Some(changes) = self.options.changes
            && let Some(change) = changes.by_place.get(&highlight_place(row))
        {
            spec.highlight_change(change, row, changes.are_deletions);
        }
        spec
    }

    /// Returns the note on the paragraph whose first row is this one, or `None` if there is no note or the row is not a
    /// first row.
    pub(super) fn note_at(&self, row: usize) -> Option<&'a Note> {
        let row = &self.document.loaded.flow.rows()[row];
        let is_first = matches!(&row.part, RowPart::Whole)
            || matches!(&row.part, RowPart::Piece(range) if range.start == 0);
        self.document.note_at(row.block).filter(|_| is_first)
    }

    /// Returns the texts of a row that can be searched and selected.
    pub(super) fn searchable_texts(&self, row: usize) -> Vec<&'a str> {
        row_texts(self.report, &self.document.loaded.flow, row)
    }

    /// Returns the texts of several rows that can be searched and selected.
    pub(super) fn texts_of_rows(&self, rows: std::ops::Range<usize>) -> Vec<&'a str> {
        rows.flat_map(|row| self.searchable_texts(row)).collect()
    }

    /// Turns section names in a row into links, and highlights search hits in the row. Heights of rows out of view
    /// are computed without this step, because it changes the height of a row by at most one line.
    pub(super) fn add_links_and_hits(&self, row: usize, spec: &mut RowSpec<'_>) {
        let block = self.document.loaded.flow.rows()[row].block;
        if matches!(self.report.block(block).content, Content::Paragraph(_) | Content::Recommendation(_)) {
            let names = &self.document.loaded.section_names;
            spec.add_links(|words| {
                let found = names.find_references(self.report, block, words).into_iter();
                found.map(|(range, section)| (range, self.report.section(section).place)).collect()
            });
        }
        if let Some(search) = self.options.search {
            let rows = row..row + spec.row_count;
            let current = search.current.filter(|hit| rows.contains(&hit.row));
            // Each row of an address block has one text.
            let current = current.map(|hit| (hit.row - row + hit.text, hit.nth));
            spec.highlight_hits(search.highlighter, &self.texts_of_rows(rows), current);
        }
    }

    /// Returns the end of the current search hit if the hit is in the row of `place`, or `None` if it is not.
    pub(super) fn current_hit_at(&self, place: Place) -> Option<CaretPosition> {
        let search = self.options.search?;
        let Hit { row, text, nth, .. } = search.current?;
        let is_in_row = self.document.loaded.flow.row_of(place) == row;
        let ranges = search.highlighter.ranges(self.searchable_texts(row).get(text).filter(|_| is_in_row)?);
        // The end is returned, because the position before the first letter can belong to the line above.
        Some(CaretPosition { row, text, byte: ranges.get(nth)?.end })
    }

    /// Returns the positions of changes and search hits, as fractions of the height of the text. `total` is that
    /// height in points.
    pub(super) fn scroll_bar_dashes(&self, heights: &Heights, total: f64) -> Vec<f32> {
        let places = self.options.changes.iter().flat_map(|changes| changes.by_place.keys());
        let rows = places.map(|place| self.document.loaded.flow.row_of(*place));
        let hits = self.options.search.and_then(|search| search.hits).into_iter().flat_map(|hits| &hits.all);
        // The hits in one row share one dash.
        let mut last_row = None;
        let hits =
            hits.map(|hit| hit.row).filter(|row| last_row.replace(*row) != Some(*row)).take(MAX_DASHES);
        let rows = rows.chain(hits);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "f32 is precise enough for a fraction from 0 to 1"
        )]
        let fractions = rows.map(|row| (heights.row_top(row) / total.max(1.0)) as f32).collect();
        fractions
    }

    /// Returns the first of the headings, grades and timescales directly above a row, or the row if there are none. A
    /// jump to the row scrolls there, so that its heading is in view too. For a line of an address block, returns the
    /// row that shows the block.
    pub(super) fn row_or_heading_above(&self, row: usize) -> usize {
        let rows = self.document.loaded.flow.rows();
        if let Some(lines) =
            address_block(self.report, rows[row].block).filter(|_| self.options.changes.is_none())
        {
            return self.document.loaded.flow.row_of(Place::at_block(BlockId(lines.start)));
        }
        let is_heading = |row: &usize| {
            let content = &self.report.block(rows[*row].block).content;
            matches!(content, Content::Heading(_) | Content::Grade(_) | Content::Timescale(_))
        };
        (0..row).rev().take_while(is_heading).last().unwrap_or(row)
    }
}
