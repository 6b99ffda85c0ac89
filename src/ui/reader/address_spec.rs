//! The specification of the address block of a letter: many short lines, shown as one small block.

use super::row_spec::{RowPiece, RowSpec};
use crate::{
    analysis::{Row, address_block},
    report::{Content, Report},
    ui::theme::ReadingStyles,
};

/// Returns the specification of the row of a line in an address block, or `None` if the row is in none. The first row
/// shows all lines in small type, in two columns if there is room; the other rows are empty.
pub(super) fn address_row_spec<'a>(
    report: &'a Report,
    row: &Row,
    width: f32,
    reading: ReadingStyles,
) -> Option<RowSpec<'a>> {
    /// Minimum width of a column of lines, in points.
    const MIN_COLUMN_POINTS: f32 = 210.0;
    /// Width of the space between the columns, in points.
    const GAP: f32 = 24.0;
    let lines = address_block(report, row.block)?;
    let count = lines.len();
    if row.block.0 != lines.start {
        return Some(RowSpec::new(0.0, 0.0, Vec::new()));
    }
    let column_count: u8 = if width >= 2.0 * MIN_COLUMN_POINTS + GAP { 2 } else { 1 };
    let column_width = if column_count == 2 { (width - GAP) / 2.0 } else { width };
    let lines_per_column = count.div_ceil(usize::from(column_count));
    let mut pieces = Vec::with_capacity(count);
    for (index, block) in report.blocks[lines].iter().enumerate() {
        if let Content::Line(text) = &block.content {
            let column = index / lines_per_column;
            let x = if column == 0 { 0.0 } else { column_width + GAP };
            let words = RowPiece::from_text(text, reading.small_style());
            pieces.push(RowPiece { x, column, width: column_width, ..words });
        }
    }
    Some(RowSpec { row_count: count, piece_spacing: 3.0, ..RowSpec::new(10.0, 14.0, pieces) })
}
