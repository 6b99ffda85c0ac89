//! Blocks from geometry, for pages that no structure tree describes: lines by their baselines, tables by their rules
//! or by columns that stand below one another, paragraphs by room, indent and type.

use super::{
    block::{self, Block, Kind, Vocabulary, block},
    grid::{self, Grid},
    page::{Drawn, Run},
    table,
    text_row::{PlacedRun, TextRow, text_rows},
};
use crate::read::line::{after_bullet, after_number, is_bullet_alone};

/// Blocks of a page from its runs and its rules.
pub(super) fn blocks<'r>(page: usize, drawn: &'r Drawn, runs: &[&'r Run], words: &Vocabulary) -> Vec<Block> {
    let grids = grid::find(&drawn.boxes, drawn.size);
    let mut in_grid: Vec<Vec<PlacedRun<'r>>> = grids.iter().map(|_| Vec::new()).collect();
    let mut free = Vec::new();
    for run in runs {
        let placed = PlacedRun { page, run };
        match grids.iter().position(|grid| grid.holds(run)) {
            Some(index) => in_grid[index].push(placed),
            None => free.push(placed),
        }
    }
    let mut parts: Vec<(f32, Vec<Block>)> = Vec::new();
    for (grid, runs) in grids.iter().zip(in_grid) {
        let mut blocks = Vec::new();
        table::rows(cells(grid, &runs, words), &mut blocks);
        parts.push((grid.top(), blocks));
    }
    parts.extend(flow(text_rows(&free), words));
    parts.sort_by(|one, other| one.0.total_cmp(&other.0));
    parts.into_iter().flat_map(|(_, blocks)| blocks).filter(|block| !block.is_blank()).collect()
}

/// The cells of a grid, row by row, each with its blocks.
fn cells(grid: &Grid, runs: &[PlacedRun<'_>], words: &Vocabulary) -> Vec<Vec<Vec<Block>>> {
    let (rows_of_grid, columns) = grid.shape();
    let mut cells: Vec<Vec<Vec<PlacedRun<'_>>>> = vec![vec![Vec::new(); columns]; rows_of_grid];
    for placed in runs {
        let (row, column) = grid.cell(placed.run);
        cells[row][column].push(*placed);
    }
    let blocks = |runs: Vec<PlacedRun<'_>>| -> Vec<Block> {
        flow(text_rows(&runs), words).into_iter().flat_map(|(_, blocks)| blocks).collect()
    };
    cells.into_iter().map(|row| row.into_iter().map(blocks).collect()).collect()
}

/// Blocks of lines that no grid holds, each with the height it begins at.
fn flow(rows: Vec<TextRow<'_>>, words: &Vocabulary) -> Vec<(f32, Vec<Block>)> {
    let leading = leading(&rows);
    let right = rows.iter().map(TextRow::right).fold(0.0, f32::max);
    let mut flow = Flow { words, open: Vec::new(), beside: Vec::new(), out: Vec::new() };
    for mut row in rows {
        let mut columns = row.columns();
        let heads = columns.len() == 2 && is_heading_with_side(&columns);
        if heads && let Some(side) = columns.pop() {
            row.runs = columns.pop().unwrap_or_default();
            row.size = row.runs.iter().map(|placed| placed.run.size).fold(0.0, f32::max);
            flow.break_before(&row, leading, right);
            flow.open.push(row);
            flow.beside.extend(side);
        } else if columns.len() >= 2 {
            flow.close();
            let cells = columns.iter().map(|runs| vec![block(Kind::Plain, runs, words)]).collect();
            flow.out.push((row.y, vec![Block { kind: Kind::Row(cells), ..Block::default() }]));
        } else {
            flow.break_before(&row, leading, right);
            flow.open.push(row);
        }
    }
    flow.close();
    flow.out
}

/// Lines put together to blocks, one after the other.
struct Flow<'r, 'w> {
    words: &'w Vocabulary,
    /// The lines of the block being read.
    open: Vec<TextRow<'r>>,
    /// What stands beside them: the grade at the end of a heading's lines.
    beside: Vec<PlacedRun<'r>>,
    out: Vec<(f32, Vec<Block>)>,
}

impl<'r> Flow<'r, '_> {
    fn break_before(&mut self, row: &TextRow<'r>, leading: f32, right: f32) {
        if self.open.last().is_some_and(|last| begins_block(&self.open, last, row, leading, right)) {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(top) = self.open.first().map(|row| row.y) else { return };
        let mut runs: Vec<PlacedRun<'r>> = self.open.drain(..).flat_map(|row| row.runs).collect();
        let side = std::mem::take(&mut self.beside);
        let whole = if side.is_empty() {
            block(Kind::Plain, &runs, self.words)
        } else {
            runs.extend(side);
            block::in_given_order(Kind::Plain, &runs, self.words)
        };
        self.out.push((top, vec![whole]));
    }
}

/// Whether a line is part of a heading with something smaller set at its right.
fn is_heading_with_side(columns: &[Vec<PlacedRun<'_>>]) -> bool {
    let size = |column: &[PlacedRun<'_>]| column.iter().map(|placed| placed.run.size).fold(0.0, f32::max);
    let bold = columns[0].iter().all(|placed| placed.run.face.bold || placed.run.text.trim().is_empty());
    bold && size(&columns[0]) > 1.1 * size(&columns[1])
}

/// The room from one baseline to the next within a paragraph, in sizes of type: the smallest that is usual.
fn leading(rows: &[TextRow<'_>]) -> f32 {
    let mut steps: Vec<f32> = rows
        .windows(2)
        .map(|pair| (pair[1].y - pair[0].y) / pair[1].size.max(1.0))
        .filter(|step| (0.8..2.5).contains(step))
        .collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 8).copied().unwrap_or(1.25)
}

/// Whether a line begins a block: more room above it than between lines, another type, a mark of its own, or a line
/// before it that ended although the first word of this one had fitted.
fn begins_block(
    open: &[TextRow<'_>],
    last: &TextRow<'_>,
    row: &TextRow<'_>,
    leading: f32,
    right: f32,
) -> bool {
    let size = last.size.max(row.size);
    let room = row.y - last.y;
    let other_type = (last.size - row.size).abs() > 0.08 * size || last.is_bold() != row.is_bold();
    let words = row.words();
    let marked = after_bullet(&words).is_some() || after_number(&words).is_some() || is_bullet_alone(&words);
    let indented = open.first().is_some_and(|first| {
        row.left() < first.left() - 0.5 * size && open.len() > 1 || row.left() < last.left() - 0.5 * size
    });
    // Each line of printed contents stands for itself: dots lead to its page.
    let of_contents = |row: &TextRow<'_>| {
        let words = row.words();
        words.ends_with(|c: char| c.is_ascii_digit()) && (words.contains("....") || words.contains(". . ."))
    };
    of_contents(last)
        || of_contents(row)
        || room > (leading * 1.3).max(leading + 0.2) * size
        || other_type
        || marked
        || indented
        || last.right() + first_word(row) < right - 1.5 * size && ends_sentence(last)
}

fn ends_sentence(row: &TextRow<'_>) -> bool {
    row.words().ends_with(['.', '?', '!', ':'])
}

/// How wide the first word of a line is, in points, by its share of its run.
#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn first_word(row: &TextRow<'_>) -> f32 {
    let Some(PlacedRun { run, .. }) = row.runs.first() else { return 0.0 };
    let word = run.text.split_whitespace().next().map_or(0, str::len);
    (run.x1 - run.x0) * word as f32 / run.text.len().max(1) as f32
}
