//! Turns rows of cells into table rows, or into separate blocks if a table is used only for layout.
//!
//! Must not know whether the cells were found by tags or by position.

use super::{
    block::{Block, BlockKind},
    marks::begins_with_bullet,
};
use crate::read::line::{CellPlace, strip_bullet};

/// The maximum length of a block in a short cell, in bytes. Longer blocks are prose.
const MAX_SHORT_CELL_BYTES: usize = 200;

/// The blocks of each cell of a row.
type RowCells = Vec<Vec<Block>>;

/// Appends the rows of a table to `out`. The cells of a row that is used only for layout are appended as separate
/// blocks.
///
/// A real table has at least two rows with at least two filled cells. A box around a heading and its grade has only one
/// such row. In a letterhead, an address next to a telephone number has cells with many blocks. A list in several columns
/// is read column by column.
pub(super) fn push_rows(mut rows: Vec<RowCells>, out: &mut Vec<Block>) {
    // The space between two rules of a border can look like an empty column.
    let empty_columns =
        rows.iter().map(|row| row.iter().take_while(|cell| cell.is_empty()).count()).min().unwrap_or(0);
    for row in &mut rows {
        row.drain(..empty_columns);
    }
    move_lone_cells(&mut rows);
    let is_list = find_list_rows(&rows);
    let is_full = |index: &usize| !is_list[*index] && filled_cell_count(&rows[*index]) >= 2;
    let is_table = (0..rows.len()).filter(is_full).count() >= 2 && !rows.iter().any(|row| is_layout_row(row));
    let is_group: Vec<bool> = (0..rows.len())
        .map(|index| {
            is_table && !is_list.get(index + 1).is_some_and(|list| *list) && is_group_row(&rows, index)
        })
        .collect();
    for ((row, is_group), is_list) in rows.into_iter().zip(is_group).zip(is_list) {
        if is_list {
            out.extend(row.into_iter().flatten());
            continue;
        }
        let has_several_cells = filled_cell_count(&row) >= 2;
        let has_short_cells = row.iter().all(|cell| is_short_cell(cell));
        // A row with an empty first cell continues a row that a page end cuts.
        let is_continuation =
            is_table && filled_cell_count(&row) >= 1 && row.first().is_some_and(Vec::is_empty);
        if is_group || is_continuation || has_several_cells && (is_table || has_short_cells) {
            out.push(Block { kind: BlockKind::Row(trim_empty_cells(row)), ..Block::default() });
        } else {
            let mut blocks: Vec<Block> = row.into_iter().flatten().collect();
            if !has_several_cells {
                mark_cell_places(&mut blocks);
            }
            out.append(&mut blocks);
        }
    }
}

/// Sets the cell place of all blocks of a cell, unless the cell contains a table or a cell.
fn mark_cell_places(blocks: &mut [Block]) {
    let is_in_table =
        |block: &Block| block.cell_place != CellPlace::Outside || matches!(block.kind, BlockKind::Row(_));
    if blocks.iter().any(is_in_table) {
        return;
    }
    for (index, block) in blocks.iter_mut().enumerate() {
        block.cell_place = if index == 0 { CellPlace::First } else { CellPlace::Later };
    }
}

/// Moves the only filled cell of a row to the column that it is printed in. If a page end cuts a row, the tags can put
/// the rest of a cell into another column.
fn move_lone_cells(rows: &mut [RowCells]) {
    /// The maximum distance between the left edges of two cells in the same column.
    const MAX_EDGE_DISTANCE_POINTS: f32 = 6.0;
    let left_edge = |cell: &Vec<Block>| {
        let lefts = cell.iter().filter_map(Block::first_area).map(|area| area.left);
        lefts.min_by(f32::total_cmp)
    };
    let Some(full) = rows.iter().find(|row| filled_cell_count(row) >= 2) else { return };
    let edges: Vec<Option<f32>> = full.iter().map(left_edge).collect();
    let is_at_column = |left: f32, column: usize| {
        edges
            .get(column)
            .copied()
            .flatten()
            .is_some_and(|edge| (edge - left).abs() < MAX_EDGE_DISTANCE_POINTS)
    };
    for row in rows.iter_mut().filter(|row| filled_cell_count(row) == 1) {
        let Some(from) = row.iter().position(|cell| !cell.is_empty()) else { continue };
        let Some(left) = left_edge(&row[from]) else { continue };
        if !is_at_column(left, from)
            && let Some(to) = (0..row.len()).find(|to| is_at_column(left, *to))
        {
            row.swap(from, to);
        }
    }
}

/// Returns the number of cells that are not empty.
fn filled_cell_count(row: &[Vec<Block>]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// Finds the rows that are a list in several columns: every cell with text begins with a list item, and a cell of one of
/// these rows has several. Lists directly below column titles stay with them in a table.
fn find_list_rows(rows: &[RowCells]) -> Vec<bool> {
    let begins_with_item = |cell: &Vec<Block>| {
        cell.first().is_some_and(|block| {
            matches!(block.kind, BlockKind::Item { .. }) || begins_with_bullet(block.text.plain())
        })
    };
    let mut is_below_titles = false;
    let mut has_long_cell = false;
    let mut is_list = Vec::with_capacity(rows.len());
    for row in rows {
        let has_columns = filled_cell_count(row) >= 2;
        let is_row_of_items = has_columns && row.iter().filter(|cell| !cell.is_empty()).all(begins_with_item);
        let is_list_row = is_row_of_items && !is_below_titles;
        is_below_titles = has_columns && !is_list_row;
        has_long_cell |= is_list_row && row.iter().any(|cell| cell.len() >= 2);
        is_list.push(is_list_row);
    }
    if !has_long_cell {
        is_list.fill(false);
    }
    is_list
}

/// Removes empty cells from the end of a row.
fn trim_empty_cells(mut row: RowCells) -> RowCells {
    while row.len() > 1 && row.last().is_some_and(Vec::is_empty) {
        row.pop();
    }
    row
}

/// Returns true if the row at `index` is the name of a group: one short cell above a row with several cells, in type
/// that is not larger than theirs. A title, a label with its value, or a text that is in the table only for layout is
/// not the name of a group.
fn is_group_row(rows: &[RowCells], index: usize) -> bool {
    let mut blocks = rows[index].iter().flatten();
    let (Some(only), None) = (blocks.next(), blocks.next()) else { return false };
    let Some(next) = rows.get(index + 1).filter(|row| filled_cell_count(row) >= 2) else { return false };
    let is_after_text =
        index > 0 && filled_cell_count(&rows[index - 1]) == 1 && !is_short_cell(&rows[index - 1].concat());
    let words = only.text.plain();
    // "Section 2: The board" is a group name; "Reference number: 12" is a label with its value.
    let is_label = |(label, _): (&str, &str)| !label.ends_with(|c: char| c.is_ascii_digit());
    let next_size = next.iter().flatten().map(|block| block.style.size).fold(0.0, f32::max);
    matches!(only.kind, BlockKind::Plain)
        && words.len() <= MAX_SHORT_CELL_BYTES
        && !words.split_once(": ").is_some_and(is_label)
        && !words.ends_with('.')
        && !is_after_text
        && only.style.size < next_size + 0.5
}

/// Returns true if a cell has at most two blocks, and these are short and not table rows.
fn is_short_cell(cell: &[Block]) -> bool {
    cell.len() <= 2
        && cell.iter().all(|block| {
            !matches!(block.kind, BlockKind::Row(_)) && block.text.plain().len() <= MAX_SHORT_CELL_BYTES
        })
}

/// Returns true if a row is used only for layout, such as the lines of an address next to a telephone number.
fn is_layout_row(row: &[Vec<Block>]) -> bool {
    let is_list_of_lines = |cell: &Vec<Block>| cell.len() >= 3 && cell.iter().all(is_short_line);
    let has_prose = row.iter().flatten().any(|block| block.text.plain().len() > MAX_SHORT_CELL_BYTES);
    filled_cell_count(row) >= 2 && row.iter().any(is_list_of_lines) && !has_prose
}

/// Returns true if a block is a short line and not a list item.
fn is_short_line(block: &Block) -> bool {
    /// The maximum length of a short line, in bytes.
    const MAX_LINE_BYTES: usize = 50;
    let words = block.text.plain();
    matches!(block.kind, BlockKind::Plain) && words.len() <= MAX_LINE_BYTES && strip_bullet(words).is_none()
}

#[cfg(test)]
mod tests {
    use super::{Block, BlockKind, RowCells, push_rows};
    use crate::report::Text;

    fn cell(items: &[&str]) -> Vec<Block> {
        items.iter().map(|words| Block { text: Text::from(*words), ..Block::default() }).collect()
    }

    fn lists() -> RowCells {
        vec![
            cell(&["\u{25FC} Teaching is strong.", "\u{25FC} Pupils enjoy school."]),
            cell(&["\u{25FC} Leaders know the school."]),
        ]
    }

    #[test]
    fn a_list_in_two_columns_is_read_column_by_column() {
        let mut out = Vec::new();
        push_rows(vec![lists(), vec![cell(&["Strengths"]), cell(&[])], lists()], &mut out);
        assert!(out.iter().all(|block| matches!(block.kind, BlockKind::Plain)));
        let words: Vec<&str> = out.iter().map(|block| block.text.plain()).collect();
        let list = [
            "\u{25FC} Teaching is strong.",
            "\u{25FC} Pupils enjoy school.",
            "\u{25FC} Leaders know the school.",
        ];
        assert_eq!(words, [&list[..], &["Strengths"], &list[..]].concat());
    }

    #[test]
    fn lists_below_column_titles_stay_in_their_row() {
        let mut out = Vec::new();
        push_rows(vec![vec![cell(&["Strengths"]), cell(&["Weaknesses"])], lists()], &mut out);
        assert!(out.iter().all(|block| matches!(block.kind, BlockKind::Row(_))));
    }
}
