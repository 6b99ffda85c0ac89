//! Measures how many characters would fit at the end of a block, which shows whether its sentence can continue after a
//! page end.
//!
//! Must not know tags or reports.

use std::collections::HashMap;

use super::{block::Block, text_row::PlacedRun};
use crate::report::Area;

/// The end of the last row of a block, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowEnd {
    /// The number of the page, from 1.
    page: u32,
    /// The right edge of the last word.
    right: f32,
    /// The average width of a character in the row.
    char_width: f32,
}

impl RowEnd {
    /// Measures the last row of some runs; returns `None` if they have no text.
    pub(super) fn from_runs(runs: &[PlacedRun<'_>]) -> Option<Self> {
        /// The usual width of a space, as a multiple of the type size.
        const SPACE_WIDTH_RATIO: f32 = 0.3;
        let mut runs = runs.iter().rev().filter(|placed| !placed.run.text.trim().is_empty());
        let PlacedRun { page, run } = *runs.next()?;
        let trimmed = run.text.trim_end();
        // The spaces at the end of a run are part of its width.
        let spaces = u8::try_from(run.text.len() - trimmed.len()).unwrap_or(u8::MAX);
        let (mut left, mut right) = (run.left, run.right - SPACE_WIDTH_RATIO * run.size * f32::from(spaces));
        let mut chars = trimmed.chars().count();
        let is_on_row = |placed: &&PlacedRun<'_>| {
            placed.page == page && (placed.run.baseline - run.baseline).abs() <= 0.6 * run.size
        };
        for PlacedRun { run, .. } in runs.take_while(is_on_row) {
            left = left.min(run.left);
            right = right.max(run.right);
            chars += run.text.chars().count();
        }
        let chars = f32::from(u16::try_from(chars).unwrap_or(u16::MAX).max(1));
        let char_width = (right - left) / chars;
        let page = u32::try_from(page + 1).unwrap_or(u32::MAX);
        (char_width > 0.0).then_some(Self { page, right, char_width })
    }
}

/// The right edge of the text on each page, in points.
pub(super) struct RightEdges(HashMap<u32, f32>);

impl RightEdges {
    /// Measures the pages of blocks. Only long blocks count, because an address can be printed further to the right.
    pub(super) fn from_blocks(blocks: &[Block]) -> Self {
        /// The minimum length of a block that counts, in bytes.
        const MIN_BYTES: usize = 60;
        let mut edges: HashMap<u32, f32> = HashMap::new();
        for block in
            blocks.iter().filter(|block| !block.is_furniture && block.text.plain().len() >= MIN_BYTES)
        {
            for area in &block.areas {
                let edge = edges.entry(area.page).or_default();
                *edge = edge.max(area.right);
            }
        }
        Self(edges)
    }

    /// Returns the number of characters that would fit at the end of the last row of a block; `None` if unknown.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number from 0 to 1000")]
    pub(super) fn free_chars_after(&self, block: &Block) -> Option<u16> {
        let end = block.row_end?;
        // Text in columns does not reach the right edge of the page. A long block shows where its column ends.
        let is_long = |area: &&Area| area.page == end.page && area.bottom - area.top > 4.0 * block.style.size;
        let edge = match block.areas.iter().find(is_long) {
            Some(area) => area.right,
            None => *self.0.get(&end.page)?,
        };
        Some(((edge - end.right) / end.char_width).clamp(0.0, 1000.0) as u16)
    }
}
