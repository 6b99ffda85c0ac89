//! Heights of rows and the anchor of the view: where a text is scrolled to, within its ends.

use eframe::egui::Ui;

use super::{
    Cache, HeightsKey, SPACE_BELOW_END, column::Column, estimate::Widths, heights::Heights, mouse_selection,
    paint, row_spec::RowSpec,
};
use crate::{analysis::CaretPosition, app::ScrollAnchor};

/// A line that is brought into view stays at least this far from the edge, in points.
const EDGE_MARGIN: f32 = 12.0;

impl Cache {
    /// Estimates all heights again if the text, its width or the zoom has changed. If the text is the same, returns the
    /// old height of `row` in points.
    pub(super) fn prepare(&mut self, ui: &Ui, column: &Column<'_>, row: usize) -> Option<f32> {
        let key = HeightsKey {
            document: column.document.id,
            width: column.width,
            reading: column.reading,
            pixels_per_point: ui.pixels_per_point(),
        };
        if self.key == Some(key) {
            return None;
        }
        let same_text = self.key.is_some_and(|old| old.document == key.document);
        let old_height =
            if same_text { self.heights.height(row).filter(|height| *height > 0.0) } else { None };
        self.key = Some(key);
        let widths = self.widths.get_or_insert_with(|| Widths::new(ui.ctx()));
        let rows = 0..column.document.loaded.flow.rows().len();
        self.heights =
            Heights::new(rows.map(|row| estimated_height(widths, &column.row_spec(row))).collect());
        old_height
    }

    /// Lays out a row, and returns and keeps its true height in points.
    pub(super) fn measure(&mut self, ui: &Ui, column: &Column<'_>, row: usize) -> f32 {
        let height = paint::lay_out(ui, &column.row_spec(row)).height;
        self.heights.set_height(row, height);
        height
    }

    /// Returns the anchor that brings a line into view: the end of a selection, or a search result. If it is in view
    /// already, the anchor stays.
    pub(super) fn anchor_to_show(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        anchor: ScrollAnchor,
        view: f32,
        position: CaretPosition,
    ) -> ScrollAnchor {
        let Some((upper, lower)) = mouse_selection::line_edges(ui, column, position) else { return anchor };
        let at_top = ScrollAnchor { row: position.row, offset: upper - EDGE_MARGIN };
        if position.row < anchor.row {
            return at_top;
        }
        // True heights are needed only down to the lower edge of the view. A row further down is out of view anyway.
        let mut top = -anchor.offset;
        for row in anchor.row..position.row {
            if top >= view {
                break;
            }
            top += self.measure(ui, column, row);
        }
        if top + upper < EDGE_MARGIN {
            at_top
        } else if top + lower + EDGE_MARGIN > view {
            ScrollAnchor { row: position.row, offset: lower + EDGE_MARGIN - view }
        } else {
            anchor
        }
    }

    /// Returns the same anchor with the row that is at the top of the view, kept within both ends of the text.
    pub(super) fn settle(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        anchor: ScrollAnchor,
        view: f32,
    ) -> ScrollAnchor {
        let last = self.heights.len() - 1;
        let ScrollAnchor { mut row, offset: mut into } = anchor;
        if row > last {
            // The anchor is beyond the end, so the lower edge of the last row is placed at the bottom of the view.
            row = last;
            into = self.measure(ui, column, last) + SPACE_BELOW_END - view;
        }
        (row, into) = self.normalised(ui, column, row, into);
        // No space stays empty below the end if there is text above to fill it.
        let mut below = -into;
        for next in row..=last {
            if below >= view {
                break;
            }
            below += self.measure(ui, column, next);
        }
        let shows_end = below + SPACE_BELOW_END < view;
        if shows_end {
            (row, into) = self.normalised(ui, column, row, into - (view - below - SPACE_BELOW_END));
        }
        // Heights are sums of fractions. Without rounding, a text at rest could keep moving and repainting.
        ScrollAnchor { row, offset: (into * 64.0).round() / 64.0 }
    }

    /// Moves an offset that is above or below its row into the row where it belongs.
    fn normalised(&mut self, ui: &Ui, column: &Column<'_>, mut row: usize, mut into: f32) -> (usize, f32) {
        while into < 0.0 && row > 0 {
            row -= 1;
            into += self.measure(ui, column, row);
        }
        while row + 1 < self.heights.len() {
            let height = self.measure(ui, column, row);
            if into < height {
                break;
            }
            into -= height;
            row += 1;
        }
        (row, into.max(0.0))
    }
}

/// Returns the estimated height of a row in points.
fn estimated_height(widths: &Widths, spec: &RowSpec<'_>) -> f32 {
    let heights = spec.pieces.iter().map(|piece| {
        let lines = widths.lines(piece.words.plain(), piece.kind, piece.width);
        #[expect(clippy::cast_precision_loss, reason = "lines of one paragraph")]
        let lines = lines as f32;
        lines * piece.kind.line
    });
    let height = if spec.is_side_by_side { heights.fold(0.0, f32::max) } else { heights.sum() };
    spec.above + height + spec.below
}
