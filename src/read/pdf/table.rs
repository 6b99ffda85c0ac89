//! Tables: rows of cells to rows of a report, or to blocks where a table was used only to place things.

use super::block::{Block, Kind};
use crate::read::line::after_bullet;

/// Longer cells are prose, in bytes.
const LONGEST: usize = 200;

/// A row: the blocks of each cell.
type Cells = Vec<Vec<Block>>;

/// Rows that are a table's, and blocks in place of those that are not.
///
/// A table of findings has two or more rows with two or more cells that hold something. A box around a heading and its
/// grade has one such row; an address beside a telephone number has cells of many blocks.
pub(super) fn rows(rows: Vec<Cells>, out: &mut Vec<Block>) {
    let is_table =
        rows.iter().filter(|row| filled(row) >= 2).count() >= 2 && !rows.iter().any(|row| is_placed(row));
    let groups: Vec<bool> = (0..rows.len()).map(|index| is_table && is_group(&rows, index)).collect();
    for (row, group) in rows.into_iter().zip(groups) {
        let many = filled(&row) >= 2;
        let short = row.iter().all(|cell| is_short(cell));
        // The rest of a row that a page end cut in two.
        let rest = is_table && filled(&row) >= 1 && row.first().is_some_and(Vec::is_empty);
        if group || rest || many && (is_table || short) {
            out.push(Block { kind: Kind::Row(without_empty_end(row)), ..Block::default() });
        } else {
            out.extend(row.into_iter().flatten());
        }
    }
}

fn filled(row: &[Vec<Block>]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

fn without_empty_end(mut row: Cells) -> Cells {
    while row.len() > 1 && row.last().is_some_and(Vec::is_empty) {
        row.pop();
    }
    row
}

/// Whether a row is the name of a group: one short cell over rows of more cells, in type no larger than theirs. A title,
/// a label with its value, or a text that stands in the table only to be placed there is none.
fn is_group(rows: &[Cells], index: usize) -> bool {
    let mut blocks = rows[index].iter().flatten();
    let (Some(only), None) = (blocks.next(), blocks.next()) else { return false };
    let Some(next) = rows.get(index + 1).filter(|row| filled(row) >= 2) else { return false };
    let behind_text = index > 0 && filled(&rows[index - 1]) == 1 && !is_short(&rows[index - 1].concat());
    let words = only.text.plain();
    // "Section 2: The board" is a name; "Reference number: 12" is a label with its value.
    let is_label = |(label, _): (&str, &str)| !label.ends_with(|c: char| c.is_ascii_digit());
    let size = next.iter().flatten().map(|block| block.style.size).fold(0.0, f32::max);
    matches!(only.kind, Kind::Plain)
        && words.len() <= LONGEST
        && !words.split_once(": ").is_some_and(is_label)
        && !words.ends_with('.')
        && !behind_text
        && only.style.size < size + 0.5
}

fn is_short(cell: &[Block]) -> bool {
    cell.len() <= 2
        && cell.iter().all(|block| !matches!(block.kind, Kind::Row(_)) && block.text.plain().len() <= LONGEST)
}

/// Whether a row only places things beside one another: lines of an address, letter heads.
fn is_placed(row: &[Vec<Block>]) -> bool {
    let lines = |cell: &Vec<Block>| cell.len() >= 3 && cell.iter().all(is_line);
    filled(row) >= 2 && row.iter().any(lines)
}

/// A short line that is no item of a list.
fn is_line(block: &Block) -> bool {
    const LINE: usize = 50;
    let words = block.text.plain();
    matches!(block.kind, Kind::Plain) && words.len() <= LINE && after_bullet(words).is_none()
}
