//! Measures rows, and keeps the anchor of the view within both ends of the text.

use eframe::egui::Ui;

use super::{
    Cache, HeightsKey, SPACE_BELOW_END, column::Column, estimate::CharacterWidths, heights::Heights,
    mouse_selection, paint, row_spec::RowSpec,
};
use crate::{analysis::CaretPosition, app::ScrollAnchor};

/// Minimum distance of a line that is brought into view from the edge of the view, in points.
const EDGE_MARGIN: f32 = 12.0;

impl Cache {
    /// Estimates all heights again if the text, its width, its settings or the zoom has changed. If only the text is
    /// still the same, returns the old height of `row` in points. Returns `None` otherwise, or if nothing has changed.
    pub(super) fn update_estimates(&mut self, ui: &Ui, column: &Column<'_>, row: usize) -> Option<f32> {
        let key = HeightsKey {
            document: column.document.id,
            width: column.width,
            reading: column.reading,
            pixels_per_point: ui.pixels_per_point(),
        };
        if self.key == Some(key) {
            return None;
        }
        let is_same_text = self.key.is_some_and(|old| old.document == key.document);
        let old_height =
            if is_same_text { self.heights.row_height(row).filter(|height| *height > 0.0) } else { None };
        self.key = Some(key);
        let widths = self.widths.get_or_insert_with(|| CharacterWidths::new(ui.ctx()));
        let rows = 0..column.document.loaded.flow.rows().len();
        self.heights =
            Heights::new(rows.map(|row| estimated_height(widths, &column.row_spec(row))).collect());
        old_height
    }

    /// Lays out a row. Stores its true height in points, and returns it.
    pub(super) fn measure_row(&mut self, ui: &Ui, column: &Column<'_>, row: usize) -> f32 {
        let height = paint::lay_out_row(ui, &column.row_spec(row)).height;
        self.heights.set_height(row, height);
        height
    }

    /// Returns an anchor that brings the line at `position` into view. The position is the end of a selection or a
    /// search hit. Returns the given anchor if the line is in view already.
    pub(super) fn anchor_to_show(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        anchor: ScrollAnchor,
        view_height: f32,
        position: CaretPosition,
    ) -> ScrollAnchor {
        let Some((upper, lower)) = mouse_selection::line_edges(ui, column, position) else { return anchor };
        let at_top = ScrollAnchor { row: position.row, offset: upper - EDGE_MARGIN };
        if position.row < anchor.row {
            return at_top;
        }
        // Measuring stops at the lower edge of the view, because a row further down is out of view in any case.
        let mut top = -anchor.offset;
        for row in anchor.row..position.row {
            if top >= view_height {
                break;
            }
            top += self.measure_row(ui, column, row);
        }
        if top + upper < EDGE_MARGIN {
            at_top
        } else if top + lower + EDGE_MARGIN > view_height {
            ScrollAnchor { row: position.row, offset: lower + EDGE_MARGIN - view_height }
        } else {
            anchor
        }
    }

    /// Returns an anchor for the same scroll position whose row is the row at the top of the view. A position beyond an
    /// end of the text is moved to that end.
    pub(super) fn settle_anchor(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        anchor: ScrollAnchor,
        view_height: f32,
    ) -> ScrollAnchor {
        let last = self.heights.len() - 1;
        let ScrollAnchor { mut row, mut offset } = anchor;
        if row > last {
            // The anchor is beyond the end, so the view is scrolled to the end.
            row = last;
            offset = self.measure_row(ui, column, last) + SPACE_BELOW_END - view_height;
        }
        (row, offset) = self.normalise_anchor(ui, column, row, offset);
        // If the end is in view, text from above fills the empty space below the end.
        let mut below = -offset;
        for next in row..=last {
            if below >= view_height {
                break;
            }
            below += self.measure_row(ui, column, next);
        }
        let shows_end = below + SPACE_BELOW_END < view_height;
        if shows_end {
            (row, offset) =
                self.normalise_anchor(ui, column, row, offset - (view_height - below - SPACE_BELOW_END));
        }
        // Heights are sums of fractions. Without rounding, a text at rest could keep moving and repainting.
        ScrollAnchor { row, offset: (offset * 64.0).round() / 64.0 }
    }

    /// Returns the row at an offset in points from the top of `row`, and the offset of the same point from the top of
    /// that row.
    fn normalise_anchor(
        &mut self,
        ui: &Ui,
        column: &Column<'_>,
        mut row: usize,
        mut offset: f32,
    ) -> (usize, f32) {
        while offset < 0.0 && row > 0 {
            row -= 1;
            offset += self.measure_row(ui, column, row);
        }
        while row + 1 < self.heights.len() {
            let height = self.measure_row(ui, column, row);
            if offset < height {
                break;
            }
            offset -= height;
            row += 1;
        }
        (row, offset.max(0.0))
    }
}

/// Returns the estimated height of a row in points.
fn estimated_height(widths: &CharacterWidths, spec: &RowSpec<'_>) -> f32 {
    let heights = |column: usize| {
        spec.pieces.iter().filter(move |piece| piece.column == column).map(|piece| {
            let lines = widths.line_count(piece.words.plain(), piece.style, piece.width);
            #[expect(
                clippy::cast_precision_loss,
                reason = "f32 holds the number of lines of a paragraph exactly"
            )]
            let lines = lines as f32;
            lines * piece.style.line_height + spec.piece_spacing
        })
    };
    let last_column = spec.pieces.iter().map(|piece| piece.column).max().unwrap_or(0);
    let height = if spec.is_side_by_side {
        heights(0).fold(0.0, f32::max)
    } else {
        (0..=last_column).map(|column| heights(column).sum::<f32>()).fold(0.0, f32::max)
    };
    spec.above + height + spec.below
}
