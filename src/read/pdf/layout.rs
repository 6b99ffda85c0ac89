//! Builds blocks from the positions of text, for pages without a usable structure tree: rows by their baselines, tables
//! by their rules or their columns, and paragraphs by spacing, indent and type.
//!
//! Must not know tags.

use super::{
    block::{Block, BlockKind, build_block, build_block_in_order},
    columns::{RowGroup, split_columns},
    grid::{self, TableGrid},
    hyphens::Vocabulary,
    marks::begins_with_bullet,
    page::{PageContent, TextRun},
    table,
    text_row::{PlacedRun, TextRow, text_rows},
};
use crate::read::line::split_number;

/// Returns the blocks of a page, built from runs and from the rules of tables, from the top down. `page` is the index
/// of the page, from 0.
pub(super) fn page_blocks<'r>(
    page: usize,
    content: &'r PageContent,
    runs: &[&'r TextRun],
    vocabulary: &Vocabulary,
) -> Vec<Block> {
    let grids = grid::find_grids(&content.boxes, content.size);
    let mut grid_runs: Vec<Vec<PlacedRun<'r>>> = grids.iter().map(|_| Vec::new()).collect();
    let mut other_runs = Vec::new();
    for run in runs {
        let placed = PlacedRun { page, run };
        match grids.iter().position(|grid| grid.contains(run)) {
            Some(index) => grid_runs[index].push(placed),
            None => other_runs.push(placed),
        }
    }
    let mut parts: Vec<(f32, Vec<Block>)> = Vec::new();
    for (grid, runs) in grids.iter().zip(grid_runs) {
        let mut blocks = Vec::new();
        table::push_rows(grid_cells(grid, &runs, vocabulary), &mut blocks);
        parts.push((grid.top(), blocks));
    }
    for group in split_columns(text_rows(&other_runs)) {
        match group {
            RowGroup::Rows(rows) => parts.extend(flow_blocks(rows, vocabulary)),
            RowGroup::Columns(columns) => {
                let Some(top) = columns[0].first().map(|row| row.baseline) else { continue };
                let blocks = columns.into_iter().flat_map(|rows| flow_blocks(rows, vocabulary));
                parts.push((top, blocks.flat_map(|(_, blocks)| blocks).collect()));
            }
        }
    }
    parts.sort_by(|one, other| one.0.total_cmp(&other.0));
    parts.into_iter().flat_map(|(_, blocks)| blocks).filter(|block| !block.is_blank()).collect()
}

/// Returns the rows of a grid: for each row its cells, and for each cell its blocks.
fn grid_cells(grid: &TableGrid, runs: &[PlacedRun<'_>], vocabulary: &Vocabulary) -> Vec<Vec<Vec<Block>>> {
    let (rows, columns) = grid.row_and_column_count();
    let mut cells: Vec<Vec<Vec<PlacedRun<'_>>>> = vec![vec![Vec::new(); columns]; rows];
    for placed in runs {
        let (row, column) = grid.cell_position(placed.run);
        cells[row][column].push(*placed);
    }
    let blocks = |runs: Vec<PlacedRun<'_>>| -> Vec<Block> {
        flow_blocks(text_rows(&runs), vocabulary).into_iter().flat_map(|(_, blocks)| blocks).collect()
    };
    cells.into_iter().map(|row| row.into_iter().map(blocks).collect()).collect()
}

/// Returns blocks built from rows of text that are not separated by rules. Each group of blocks comes with the baseline
/// of its first row, in points from the top of the page.
fn flow_blocks(rows: Vec<TextRow<'_>>, vocabulary: &Vocabulary) -> Vec<(f32, Vec<Block>)> {
    let leading = usual_leading(&rows);
    let right = rows.iter().map(TextRow::right).fold(0.0, f32::max);
    let mut flow =
        FlowBuilder { vocabulary, open_rows: Vec::new(), grade_runs: Vec::new(), block_groups: Vec::new() };
    for mut row in rows {
        let mut columns = row.columns();
        let is_graded_heading = columns.len() == 2 && is_heading_with_grade(&columns);
        if is_graded_heading && let Some(grade) = columns.pop() {
            row.runs = columns.pop().unwrap_or_default();
            row.size = row.runs.iter().map(|placed| placed.run.size).fold(0.0, f32::max);
            flow.end_block_before(&row, leading, right);
            flow.open_rows.push(row);
            flow.grade_runs.extend(grade);
        } else if columns.len() >= 2 {
            flow.end_block();
            let cells =
                columns.iter().map(|runs| vec![build_block(BlockKind::Plain, runs, vocabulary)]).collect();
            flow.block_groups
                .push((row.baseline, vec![Block { kind: BlockKind::Row(cells), ..Block::default() }]));
        } else {
            flow.end_block_before(&row, leading, right);
            flow.open_rows.push(row);
        }
    }
    flow.end_block();
    flow.block_groups
}

/// Joins rows of text into blocks, from the top of the page down.
struct FlowBuilder<'r, 'w> {
    vocabulary: &'w Vocabulary,
    /// The rows of the current block.
    open_rows: Vec<TextRow<'r>>,
    /// The runs of a grade to the right of a heading. They are appended after all rows of the heading.
    grade_runs: Vec<PlacedRun<'r>>,
    /// The finished groups of blocks, each with the baseline of its first row.
    block_groups: Vec<(f32, Vec<Block>)>,
}

impl<'r> FlowBuilder<'r, '_> {
    /// Ends the current block if a row begins a new block. See [`is_block_start`] for `leading` and `right`.
    fn end_block_before(&mut self, row: &TextRow<'r>, leading: f32, right: f32) {
        if self
            .open_rows
            .last()
            .is_some_and(|last| is_block_start(&self.open_rows, last, row, leading, right))
        {
            self.end_block();
        }
    }

    /// Ends the current block. Does nothing if no block is open.
    fn end_block(&mut self) {
        let Some(top) = self.open_rows.first().map(|row| row.baseline) else { return };
        let mut runs: Vec<PlacedRun<'r>> = self.open_rows.drain(..).flat_map(|row| row.runs).collect();
        let grade = std::mem::take(&mut self.grade_runs);
        let block = if grade.is_empty() {
            build_block(BlockKind::Plain, &runs, self.vocabulary)
        } else {
            runs.extend(grade);
            build_block_in_order(BlockKind::Plain, &runs, self.vocabulary)
        };
        self.block_groups.push((top, vec![block]));
    }
}

/// Returns true if two columns are a bold heading and a grade in smaller type to its right.
fn is_heading_with_grade(columns: &[Vec<PlacedRun<'_>>]) -> bool {
    let size = |column: &[PlacedRun<'_>]| column.iter().map(|placed| placed.run.size).fold(0.0, f32::max);
    let is_bold =
        columns[0].iter().all(|placed| placed.run.face.is_bold || placed.run.text.trim().is_empty());
    is_bold && size(&columns[0]) > 1.1 * size(&columns[1])
}

/// Returns the usual distance between two baselines in a paragraph, as a multiple of the type size. This is the lowest
/// eighth of all distances, because larger distances are between paragraphs. Without any rows, it is 1.25.
fn usual_leading(rows: &[TextRow<'_>]) -> f32 {
    let mut distances: Vec<f32> = rows
        .windows(2)
        .map(|pair| (pair[1].baseline - pair[0].baseline) / pair[1].size.max(1.0))
        .filter(|distance| (0.8..2.5).contains(distance))
        .collect();
    distances.sort_by(f32::total_cmp);
    distances.get(distances.len() / 8).copied().unwrap_or(1.25)
}

/// Returns true if a row begins a block. It does if the space above is larger than in a paragraph, if it has another
/// type, a bullet or number, or a smaller indent, or if the row before ends a sentence with room left for the first
/// word of this row.
///
/// `open` are the rows of the current block, and `last` is the last of them. `leading` is the usual distance between
/// baselines as a multiple of the type size, and `right` is the right edge of the text in points.
fn is_block_start(
    open: &[TextRow<'_>],
    last: &TextRow<'_>,
    row: &TextRow<'_>,
    leading: f32,
    right: f32,
) -> bool {
    let size = last.size.max(row.size);
    let distance = row.baseline - last.baseline;
    let is_other_type = (last.size - row.size).abs() > 0.08 * size || last.is_bold() != row.is_bold();
    let words = row.words();
    let has_mark = begins_with_bullet(&words) || split_number(&words).is_some();
    let is_outdented = open.first().is_some_and(|first| {
        row.left() < first.left() - 0.5 * size && open.len() > 1 || row.left() < last.left() - 0.5 * size
    });
    // Lines of the printed contents have the spacing of a paragraph, but each one is a block.
    let is_contents_line = |row: &TextRow<'_>| {
        let words = row.words();
        words.ends_with(|c: char| c.is_ascii_digit()) && (words.contains("....") || words.contains(". . ."))
    };
    is_contents_line(last)
        || is_contents_line(row)
        || distance > (leading * 1.3).max(leading + 0.2) * size
        || is_other_type
        || has_mark
        || is_outdented
        || last.right() + first_word_width(row) < right - 1.5 * size && is_sentence_end(last)
}

/// Returns true if a row ends like a sentence.
fn is_sentence_end(row: &TextRow<'_>) -> bool {
    row.words().ends_with(['.', '?', '!', ':'])
}

/// Returns the width of the first word of a row, in points. It is estimated from the share of the run that the word
/// takes, in bytes.
#[expect(clippy::cast_precision_loss, reason = "f32 holds the lengths of words in bytes exactly")]
fn first_word_width(row: &TextRow<'_>) -> f32 {
    let Some(PlacedRun { run, .. }) = row.runs.first() else { return 0.0 };
    let word = run.text.split_whitespace().next().map_or(0, str::len);
    (run.right - run.left) * word as f32 / run.text.len().max(1) as f32
}
