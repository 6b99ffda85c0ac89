//! Turns a table of a Word document into lines: table rows, or the lines of its cells if the table is used only for
//! layout.

use crate::{
    read::line::{Line, Shape, parse_lone_number},
    report::{Origin, Text},
};

/// A table while it is read. Its cells have lines of their own.
#[derive(Debug, Default)]
pub(super) struct TableBuilder {
    rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct TableRow {
    pub(super) cells: Vec<Vec<Line>>,
    pub(super) origin: Origin,
    /// True if a tracked change deleted the row.
    pub(super) is_deleted: bool,
}

/// The minimum length of prose in a cell, in bytes. Shorter texts are labels and values.
const MIN_PROSE_BYTES: usize = 60;
/// The minimum length of a text in a cell that is prose even if it does not end as a sentence does, in bytes.
const MIN_LONG_BYTES: usize = 160;

impl TableBuilder {
    /// Begins a row.
    pub(super) fn begin_row(&mut self, origin: Origin) {
        self.rows.push(TableRow { origin, ..TableRow::default() });
    }

    /// Returns the current row; `None` before the first row.
    pub(super) fn row_mut(&mut self) -> Option<&mut TableRow> {
        self.rows.last_mut()
    }

    /// Returns the lines of the table. `next_number` is the number after the last one in the document.
    pub(super) fn into_lines(self, next_number: u32) -> Vec<Line> {
        let rows: Vec<TableRow> = self.rows.into_iter().filter(|row| !row.is_deleted).collect();
        let is_box =
            rows.iter().all(|row| row.cells.len() <= 1) && rows.iter().any(|row| has_text(&row.cells));
        let is_numbered = has_number_column(&rows, next_number);
        let mut lines: Vec<Line> = Vec::new();
        for row in rows {
            if is_box {
                lines.extend(row.cells.into_iter().flatten());
            } else if let Some(number) = row_number(&row.cells).filter(|_| is_numbered) {
                push_numbered_row(row, &number, &mut lines);
            } else if is_numbered && row.cells.first().is_some_and(Vec::is_empty) {
                lines.extend(row.cells.into_iter().flatten());
            } else if row.cells.iter().flatten().next().is_some() {
                let has_gap = !lines.last().is_some_and(|line| matches!(line.shape, Shape::Row(_)));
                let cells = row.cells.into_iter().map(cell_text).collect();
                lines.push(Line::new(Text::default(), Shape::Row(cells), has_gap, row.origin));
            }
        }
        lines
    }
}

/// A number alone in the first cell of a row: the number, its mark, and as it is printed.
struct RowNumber {
    number: u32,
    mark: char,
    printed: String,
}

/// Returns the number of a row that has a number in its first cell and text in a single other cell; `None` for other
/// rows.
fn row_number(cells: &[Vec<Line>]) -> Option<RowNumber> {
    let (first, others) = cells.split_first()?;
    let [line] = first.as_slice() else { return None };
    if others.iter().filter(|cell| !cell.is_empty()).count() != 1 {
        return None;
    }
    let printed = line.clone().into_text_with_number().plain().trim().to_owned();
    parse_row_number(&printed).map(|(number, mark)| RowNumber { number, mark, printed })
}

/// Returns the number and the mark in a cell that has only a number: "1", "1.", "1)", "(1)" or "[1]".
fn parse_row_number(printed: &str) -> Option<(u32, char)> {
    let inner = printed.strip_prefix(['(', '[']).unwrap_or(printed);
    match inner.strip_suffix([')', ']']) {
        Some(digits) => parse_lone_number(digits).map(|number| (number, ')')),
        None => parse_lone_number(inner).map(|number| (number, '.')),
    }
}

/// Returns true if the first column of a table has the numbers of paragraphs: at least half of the rows have a number
/// and a text, the numbers ascend one by one, and most texts are prose, or long while the numbers continue those of the
/// document.
fn has_number_column(rows: &[TableRow], next_number: u32) -> bool {
    let numbered: Vec<(u32, &TableRow)> =
        rows.iter().filter_map(|row| row_number(&row.cells).map(|found| (found.number, row))).collect();
    let ascends = numbered.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
    let continues = numbered.first().is_some_and(|(number, _)| *number == next_number);
    let is_long =
        |row: &TableRow| row.cells.iter().flatten().any(|line| line.text.plain().len() >= MIN_PROSE_BYTES);
    let is_prose = |row: &TableRow| has_text(&row.cells[1..]) || continues && is_long(row);
    let prose = numbered.iter().filter(|(_, row)| is_prose(row)).count();
    !numbered.is_empty() && numbered.len() * 2 >= rows.len() && ascends && prose * 2 >= numbered.len()
}

/// Returns true if one of the cells has several lines, a numbered line or prose.
fn has_text(cells: &[Vec<Line>]) -> bool {
    cells.iter().any(|cell| {
        cell.len() > 1
            || cell.iter().any(|line| {
                let words = line.text.plain().trim_end();
                matches!(line.shape, Shape::Numbered { .. })
                    || words.len() >= MIN_LONG_BYTES
                    || words.len() >= MIN_PROSE_BYTES && words.ends_with(['.', ':', ';', '?', '!'])
            })
    })
}

/// Adds the lines of a row whose first cell has the number of its text.
fn push_numbered_row(row: TableRow, number: &RowNumber, lines: &mut Vec<Line>) {
    let texts = row.cells.into_iter().skip(1).flatten();
    for (index, mut line) in texts.enumerate() {
        if index == 0 {
            let text = line.clone().into_text_with_number();
            let usual = format!("{}{}", number.number, number.mark);
            line.shape = Shape::Numbered { number: number.number, mark: number.mark };
            line.printed_number = (number.printed != usual).then(|| number.printed.as_str().into());
            line.has_stated_number = true;
            line.text = text;
            line.has_gap_before = true;
        }
        lines.push(line);
    }
}

/// Returns the text of a cell: its lines with spaces between them.
fn cell_text(lines: Vec<Line>) -> Text {
    let mut text = Text::default();
    for line in lines {
        if !text.is_blank() {
            text.push_str(" ");
        }
        text.push_text(&line.into_text_with_number());
    }
    text
}
