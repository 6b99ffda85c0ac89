//! Builds blocks from geometry, for pages that no structure tree describes: lines by their baselines, tables by their
//! rules or their columns, and paragraphs by spacing, indent and type.
//!
//! Must not know tags.

use super::{
    block::{Block, BlockKind, build_block, build_block_in_order},
    grid::{self, Grid},
    hyphens::Vocabulary,
    page::{PageContent, Run},
    table,
    text_row::{PlacedRun, TextRow, text_rows},
};
use crate::read::line::{is_lone_bullet, split_number, strip_bullet};

/// Builds the blocks of a page, with its index from 0, from its runs and its rules.
pub(super) fn page_blocks<'r>(
    page: usize,
    content: &'r PageContent,
    runs: &[&'r Run],
    vocabulary: &Vocabulary,
) -> Vec<Block> {
    let grids = grid::find_grids(&content.boxes, content.size);
    let mut in_grid: Vec<Vec<PlacedRun<'r>>> = grids.iter().map(|_| Vec::new()).collect();
    let mut free = Vec::new();
    for run in runs {
        let placed = PlacedRun { page, run };
        match grids.iter().position(|grid| grid.contains(run)) {
            Some(index) => in_grid[index].push(placed),
            None => free.push(placed),
        }
    }
    let mut parts: Vec<(f32, Vec<Block>)> = Vec::new();
    for (grid, runs) in grids.iter().zip(in_grid) {
        let mut blocks = Vec::new();
        table::push_rows(grid_cells(grid, &runs, vocabulary), &mut blocks);
        parts.push((grid.top(), blocks));
    }
    parts.extend(flow_blocks(text_rows(&free), vocabulary));
    parts.sort_by(|one, other| one.0.total_cmp(&other.0));
    parts.into_iter().flat_map(|(_, blocks)| blocks).filter(|block| !block.is_blank()).collect()
}

/// Returns the cells of a grid row by row, each with its blocks.
fn grid_cells(grid: &Grid, runs: &[PlacedRun<'_>], vocabulary: &Vocabulary) -> Vec<Vec<Vec<Block>>> {
    let (rows, columns) = grid.size();
    let mut cells: Vec<Vec<Vec<PlacedRun<'_>>>> = vec![vec![Vec::new(); columns]; rows];
    for placed in runs {
        let (row, column) = grid.cell_of(placed.run);
        cells[row][column].push(*placed);
    }
    let blocks = |runs: Vec<PlacedRun<'_>>| -> Vec<Block> {
        flow_blocks(text_rows(&runs), vocabulary).into_iter().flat_map(|(_, blocks)| blocks).collect()
    };
    cells.into_iter().map(|row| row.into_iter().map(blocks).collect()).collect()
}

/// Builds the blocks of rows outside any grid, each with the baseline of its first row.
fn flow_blocks(rows: Vec<TextRow<'_>>, vocabulary: &Vocabulary) -> Vec<(f32, Vec<Block>)> {
    let leading = usual_leading(&rows);
    let right = rows.iter().map(TextRow::right).fold(0.0, f32::max);
    let mut flow = Flow { vocabulary, open_rows: Vec::new(), grade_runs: Vec::new(), out: Vec::new() };
    for mut row in rows {
        let mut columns = row.columns();
        let is_graded_heading = columns.len() == 2 && is_heading_with_grade(&columns);
        if is_graded_heading && let Some(grade) = columns.pop() {
            row.runs = columns.pop().unwrap_or_default();
            row.size = row.runs.iter().map(|placed| placed.run.size).fold(0.0, f32::max);
            flow.break_before(&row, leading, right);
            flow.open_rows.push(row);
            flow.grade_runs.extend(grade);
        } else if columns.len() >= 2 {
            flow.end_block();
            let cells =
                columns.iter().map(|runs| vec![build_block(BlockKind::Plain, runs, vocabulary)]).collect();
            flow.out.push((row.y, vec![Block { kind: BlockKind::Row(cells), ..Block::default() }]));
        } else {
            flow.break_before(&row, leading, right);
            flow.open_rows.push(row);
        }
    }
    flow.end_block();
    flow.out
}

/// Joins rows into blocks one after the other.
struct Flow<'r, 'w> {
    vocabulary: &'w Vocabulary,
    /// The rows of the current block.
    open_rows: Vec<TextRow<'r>>,
    /// The runs to the right of a heading: its grade, which follows all rows of the heading.
    grade_runs: Vec<PlacedRun<'r>>,
    out: Vec<(f32, Vec<Block>)>,
}

impl<'r> Flow<'r, '_> {
    /// Ends the current block if a row begins a new one.
    fn break_before(&mut self, row: &TextRow<'r>, leading: f32, right: f32) {
        if self
            .open_rows
            .last()
            .is_some_and(|last| is_block_start(&self.open_rows, last, row, leading, right))
        {
            self.end_block();
        }
    }

    /// Ends the current block, if there is one.
    fn end_block(&mut self) {
        let Some(top) = self.open_rows.first().map(|row| row.y) else { return };
        let mut runs: Vec<PlacedRun<'r>> = self.open_rows.drain(..).flat_map(|row| row.runs).collect();
        let grade = std::mem::take(&mut self.grade_runs);
        let block = if grade.is_empty() {
            build_block(BlockKind::Plain, &runs, self.vocabulary)
        } else {
            runs.extend(grade);
            build_block_in_order(BlockKind::Plain, &runs, self.vocabulary)
        };
        self.out.push((top, vec![block]));
    }
}

/// Returns true if two columns are a bold heading and a grade in smaller type to its right.
fn is_heading_with_grade(columns: &[Vec<PlacedRun<'_>>]) -> bool {
    let size = |column: &[PlacedRun<'_>]| column.iter().map(|placed| placed.run.size).fold(0.0, f32::max);
    let is_bold = columns[0].iter().all(|placed| placed.run.face.bold || placed.run.text.trim().is_empty());
    is_bold && size(&columns[0]) > 1.1 * size(&columns[1])
}

/// Returns the usual distance between the baselines of a paragraph, in multiples of the type size. It is the lowest
/// eighth of all distances, since larger ones are between paragraphs.
fn usual_leading(rows: &[TextRow<'_>]) -> f32 {
    let mut distances: Vec<f32> = rows
        .windows(2)
        .map(|pair| (pair[1].y - pair[0].y) / pair[1].size.max(1.0))
        .filter(|distance| (0.8..2.5).contains(distance))
        .collect();
    distances.sort_by(f32::total_cmp);
    distances.get(distances.len() / 8).copied().unwrap_or(1.25)
}

/// Returns true if a row begins a block: it has more space above it than within a paragraph, another type, a bullet or
/// number, or less indent; or the row before it ends a sentence and has room for the first word of this row.
fn is_block_start(
    open: &[TextRow<'_>],
    last: &TextRow<'_>,
    row: &TextRow<'_>,
    leading: f32,
    right: f32,
) -> bool {
    let size = last.size.max(row.size);
    let distance = row.y - last.y;
    let is_other_type = (last.size - row.size).abs() > 0.08 * size || last.is_bold() != row.is_bold();
    let words = row.words();
    let has_mark = strip_bullet(&words).is_some() || split_number(&words).is_some() || is_lone_bullet(&words);
    let is_outdented = open.first().is_some_and(|first| {
        row.left() < first.left() - 0.5 * size && open.len() > 1 || row.left() < last.left() - 0.5 * size
    });
    // Each line of the printed contents is a block, with dots that lead to its page.
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

fn is_sentence_end(row: &TextRow<'_>) -> bool {
    row.words().ends_with(['.', '?', '!', ':'])
}

/// Returns the width of the first word of a row in points, estimated by its share of the characters of its run.
#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn first_word_width(row: &TextRow<'_>) -> f32 {
    let Some(PlacedRun { run, .. }) = row.runs.first() else { return 0.0 };
    let word = run.text.split_whitespace().next().map_or(0, str::len);
    (run.x1 - run.x0) * word as f32 / run.text.len().max(1) as f32
}
