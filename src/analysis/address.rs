//! The address block of a letter: its letterhead and its addressees, which are many short lines one below the other.

use std::ops::Range;

use crate::report::{BlockId, BlockRole, Content, Report};

/// The minimum number of lines that are an address block. Fewer lines need little space as they are.
const MIN_LINES: usize = 3;
/// The maximum number of lines of an address block. A longer run of lines is something else.
const MAX_LINES: usize = 80;

/// Returns the blocks of the address block that a block belongs to, as indices into [`Report::blocks`]. Returns `None`
/// if the block is in none.
#[must_use]
pub fn address_block(report: &Report, block: BlockId) -> Option<Range<usize>> {
    let is_line = |index: &usize| {
        let block = &report.blocks[*index];
        matches!(block.role, BlockRole::Letterhead | BlockRole::Addressee)
            && matches!(block.content, Content::Line(_))
    };
    if block.0 >= report.blocks.len() || !is_line(&block.0) {
        return None;
    }
    let above = (0..block.0).rev().take(MAX_LINES).take_while(is_line).count();
    let below = (block.0..report.blocks.len()).take(MAX_LINES + 1).take_while(is_line).count();
    (MIN_LINES..=MAX_LINES).contains(&(above + below)).then(|| block.0 - above..block.0 + below)
}
