//! Finds running text in two columns that no rules separate, such as a page of a newsletter.
//!
//! Must not know blocks or tables. Only prose counts: a table has short cells, and its rows belong together.

use std::ops::Range;

use super::{
    page::MIN_COLUMN_GAP_RATIO,
    text_row::{PlacedRun, TextRow},
};

/// The minimum number of rows with text in both columns. Shorter text beside other text can be a table.
const MIN_ROWS: usize = 8;
/// The maximum distance between two left edges that count as equal, as a multiple of the type size.
const MAX_EDGE_DISTANCE_RATIO: f32 = 0.5;
/// The maximum distance between two rows of a column, as a multiple of the type size. A larger space ends the columns.
const MAX_ROW_DISTANCE_RATIO: f32 = 3.5;

/// Running text in two columns.
pub(super) struct RunningColumns {
    /// The indices of its rows.
    pub(super) rows: Range<usize>,
    /// The left edge of the right column, in points.
    pub(super) right_edge: f32,
}

/// Finds running text in two columns among the rows of a page; `None` if there is none.
pub(super) fn find_running_columns(rows: &[TextRow<'_>]) -> Option<RunningColumns> {
    let starts: Vec<Option<f32>> = rows.iter().map(right_column_start).collect();
    let right_edge = most_common_edge(rows, &starts)?;
    let is_split = |index: usize| {
        let max_distance = MAX_EDGE_DISTANCE_RATIO * rows[index].size;
        starts[index].is_some_and(|start| (start - right_edge).abs() <= max_distance)
    };
    let is_one_sided = |index: usize| {
        let row = &rows[index];
        row.left() >= right_edge - MAX_EDGE_DISTANCE_RATIO * row.size || row.right() < right_edge
    };
    let is_near = |index: usize| {
        rows[index].baseline - rows[index - 1].baseline < MAX_ROW_DISTANCE_RATIO * rows[index].size
    };
    let mut best: Option<Range<usize>> = None;
    let mut index = 0;
    while index < rows.len() {
        let start = index;
        index += 1;
        if !is_split(start) {
            continue;
        }
        while index < rows.len() && is_near(index) && (is_split(index) || is_one_sided(index)) {
            index += 1;
        }
        if best.as_ref().is_none_or(|best| index - start > best.len()) {
            best = Some(start..index);
        }
    }
    let range = best?;
    is_prose(&rows[range.clone()], right_edge).then_some(RunningColumns { rows: range, right_edge })
}

/// Returns the left edge of the text after the only wide gap in a row; `None` if the row has no such gap or several.
fn right_column_start(row: &TextRow<'_>) -> Option<f32> {
    let columns = row.columns();
    match columns.as_slice() {
        [_, right] => right.first().map(|placed| placed.run.left),
        _ => None,
    }
}

/// Returns the left edge that most right columns have in common; `None` if fewer than [`MIN_ROWS`] rows have it.
fn most_common_edge(rows: &[TextRow<'_>], starts: &[Option<f32>]) -> Option<f32> {
    let mut edges: Vec<(f32, f32)> =
        starts.iter().zip(rows).filter_map(|(start, row)| Some(((*start)?, row.size))).collect();
    edges.sort_by(|one, other| one.0.total_cmp(&other.0));
    let groups = edges.chunk_by(|one, other| other.0 - one.0 <= MAX_EDGE_DISTANCE_RATIO * other.1);
    let largest = groups.max_by_key(|group| group.len())?;
    (largest.len() >= MIN_ROWS).then(|| largest[0].0)
}

/// Returns true if the text in both columns is prose: both sides are on most rows, have several words in most rows, and
/// fill most rows of their column.
fn is_prose(rows: &[TextRow<'_>], right_edge: f32) -> bool {
    /// The minimum number of words in a row of prose.
    const MIN_WORDS: usize = 4;
    /// The maximum space at the end of a full row, as a share of the width of the column.
    const MAX_RAGGED_SHARE: f32 = 0.25;
    let side = |is_left: bool| -> Vec<(f32, f32, usize)> {
        let extent = |row: &TextRow<'_>| {
            let is_on_side = |placed: &&PlacedRun<'_>| {
                (placed.run.left < right_edge - MAX_EDGE_DISTANCE_RATIO * row.size) == is_left
            };
            let runs: Vec<&PlacedRun<'_>> = row.runs.iter().filter(is_on_side).collect();
            let left = runs.first()?.run.left;
            let right = runs.iter().map(|placed| placed.run.right).fold(left, f32::max);
            // A word can be a run of its own, or a part of one.
            let words = runs.iter().flat_map(|placed| placed.run.text.split_whitespace()).count();
            Some((left, right, words))
        };
        rows.iter().filter_map(extent).collect()
    };
    let is_column_of_prose = |extents: &[(f32, f32, usize)]| {
        let left = extents.iter().map(|extent| extent.0).fold(f32::INFINITY, f32::min);
        let right = extents.iter().map(|extent| extent.1).fold(0.0, f32::max);
        let min_right = right - MAX_RAGGED_SHARE * (right - left);
        let full = extents.iter().filter(|extent| extent.1 >= min_right && extent.2 >= MIN_WORDS).count();
        // The cells of a table often leave rows beside them empty.
        let is_on_most_rows = extents.len() >= MIN_ROWS && extents.len() * 10 >= rows.len() * 6;
        is_on_most_rows && full * 10 >= extents.len() * 7
    };
    let (left, right) = (side(true), side(false));
    let gap = right_edge - left.iter().map(|extent| extent.1).fold(0.0, f32::max);
    let size = rows.iter().map(|row| row.size).fold(0.0, f32::max);
    is_column_of_prose(&left) && is_column_of_prose(&right) && gap > 0.5 * MIN_COLUMN_GAP_RATIO * size
}
