//! Splits text in two columns that no rules separate: lists, such as the key findings of a school, and running text.
//!
//! Must not know blocks or tables. The bullets of a list show where a column begins.

use std::ops::Range;

use super::{
    marks::begins_with_bullet,
    page::TextRun,
    running_columns::find_running_columns,
    text_row::{PlacedRun, TextRow, text_rows},
};

/// The minimum distance between the bullets of two columns, as a multiple of the type size.
const MIN_COLUMN_DISTANCE_RATIO: f32 = 10.0;
/// The maximum distance between two left edges that count as equal, as a multiple of the type size.
const MAX_EDGE_DISTANCE_RATIO: f32 = 0.3;
/// The maximum distance between two lines of a list, as a multiple of the type size.
const MAX_LINE_DISTANCE_RATIO: f32 = 2.6;
/// The maximum number of rows in a list. A page has about 60; the limit keeps the time linear.
const MAX_LIST_ROWS: usize = 100;

/// A group of rows on a page.
pub(super) enum RowGroup<'r> {
    /// Rows below each other.
    Rows(Vec<TextRow<'r>>),
    /// The rows of the left column and of the right one.
    Columns([Vec<TextRow<'r>>; 2]),
}

/// Splits the rows of a page where text in two columns begins and ends.
pub(super) fn split_columns(rows: Vec<TextRow<'_>>) -> Vec<RowGroup<'_>> {
    let Some(columns) = find_running_columns(&rows) else { return split_lists(rows) };
    let mut rows = rows.into_iter();
    let above: Vec<TextRow<'_>> = rows.by_ref().take(columns.rows.start).collect();
    let (left, right): (Vec<PlacedRun<'_>>, Vec<PlacedRun<'_>>) = rows
        .by_ref()
        .take(columns.rows.len())
        .flat_map(|row| row.runs)
        .partition(|placed| is_left_of(placed.run, columns.right_edge));
    let mut groups = split_lists(above);
    groups.push(RowGroup::Columns([text_rows(&left), text_rows(&right)]));
    groups.extend(split_lists(rows.collect()));
    groups
}

/// Splits the rows of a page where lists in two columns begin and end.
fn split_lists(rows: Vec<TextRow<'_>>) -> Vec<RowGroup<'_>> {
    let mut lists: Vec<(Range<usize>, f32)> = Vec::new();
    let mut index = 0;
    while index < rows.len() {
        match ColumnList::starting_at(&rows, index) {
            Some(list) => {
                index = list.rows.end;
                lists.push((list.rows, list.right_edge));
            }
            None => index += 1,
        }
    }
    let mut groups = Vec::new();
    let mut rows = rows.into_iter();
    let mut taken = 0;
    for (range, edge) in lists {
        groups.push(RowGroup::Rows(rows.by_ref().take(range.start - taken).collect()));
        taken = range.end;
        let list = rows.by_ref().take(range.len()).flat_map(|row| row.runs);
        let (left, right): (Vec<PlacedRun<'_>>, Vec<PlacedRun<'_>>) =
            list.partition(|placed| is_left_of(placed.run, edge));
        groups.push(RowGroup::Columns([text_rows(&left), text_rows(&right)]));
    }
    groups.push(RowGroup::Rows(rows.collect()));
    groups
}

/// A list in two columns.
struct ColumnList {
    /// The indices of its rows.
    rows: Range<usize>,
    /// The left edge of the right column, in points.
    right_edge: f32,
}

impl ColumnList {
    /// Finds a list whose first row has a bullet in each column. Both columns must have an item of several lines: one
    /// line beside another can be a row of a table.
    fn starting_at(rows: &[TextRow<'_>], first: usize) -> Option<Self> {
        let row = &rows[first];
        let mut bullets = row.runs.iter().filter(|placed| begins_with_bullet(&placed.run.text));
        let (left, right) = (bullets.next()?.run, bullets.next()?.run);
        let is_list = bullets.next().is_none()
            && row.runs.first().is_some_and(|placed| std::ptr::eq(placed.run, left))
            && right.left - left.left > MIN_COLUMN_DISTANCE_RATIO * row.size;
        if !is_list {
            return None;
        }
        let mut columns = [Column::new(left), Column::new(right)];
        let mut end = first;
        for row in rows[first..].iter().take(MAX_LIST_ROWS) {
            let Some(halves) = halves_of_row(row, right.left) else { break };
            if !columns.iter().zip(&halves).all(|(column, half)| column.can_continue(half)) {
                break;
            }
            for (column, half) in columns.iter_mut().zip(&halves) {
                column.add(half);
            }
            end += 1;
        }
        let has_long_items = columns.iter().all(|column| column.has_long_item);
        has_long_items.then_some(Self { rows: first..end, right_edge: right.left })
    }
}

/// Returns the runs of a row on each side of an edge; `None` if a run crosses it.
fn halves_of_row<'r>(row: &TextRow<'r>, edge: f32) -> Option<[Vec<PlacedRun<'r>>; 2]> {
    let (left, right): (Vec<PlacedRun<'r>>, Vec<PlacedRun<'r>>) =
        row.runs.iter().partition(|placed| is_left_of(placed.run, edge));
    let crosses = |placed: &PlacedRun<'r>| {
        let blank = if placed.run.text.ends_with(' ') { 0.3 * placed.run.size } else { 0.0 };
        placed.run.right - blank > edge + MAX_EDGE_DISTANCE_RATIO * placed.run.size
    };
    (!left.iter().any(crosses)).then_some([left, right])
}

/// Returns true if a run begins to the left of an edge.
fn is_left_of(run: &TextRun, edge: f32) -> bool {
    run.left < edge - MAX_EDGE_DISTANCE_RATIO * run.size
}

/// The part of a column that has been read.
struct Column {
    /// The left edge of the first bullet, in points.
    edge: f32,
    /// The last baseline, in points.
    last_baseline: f32,
    /// True if an item has more than one line.
    has_long_item: bool,
}

impl Column {
    /// Begins a column at its first bullet.
    fn new(bullet: &TextRun) -> Self {
        Self { edge: bullet.left, last_baseline: bullet.baseline, has_long_item: false }
    }

    /// Returns true if the runs of a row can be the next line of the column: an item, or the rest of one, which is
    /// indented below its bullet.
    fn can_continue(&self, runs: &[PlacedRun<'_>]) -> bool {
        let Some(run) = runs.first().map(|placed| placed.run) else { return true };
        let is_near = run.baseline - self.last_baseline < MAX_LINE_DISTANCE_RATIO * run.size;
        let is_indented = run.left > self.edge + MAX_EDGE_DISTANCE_RATIO * run.size;
        is_near && (is_indented || begins_with_bullet(&run.text) && !is_left_of(run, self.edge))
    }

    /// Adds the runs of a row.
    fn add(&mut self, runs: &[PlacedRun<'_>]) {
        let Some(run) = runs.first().map(|placed| placed.run) else { return };
        self.has_long_item |= !begins_with_bullet(&run.text);
        self.last_baseline = run.baseline;
    }
}

#[cfg(test)]
mod tests {
    use super::{PlacedRun, RowGroup, TextRun, split_columns, text_rows};
    use crate::read::pdf::page::Face;

    fn groups_of(runs: &[(&str, f32, f32)]) -> Vec<Vec<String>> {
        let run = |(text, left, baseline): &(&str, f32, f32)| TextRun {
            text: (*text).to_owned(),
            left: *left,
            right: left + 180.0,
            baseline: *baseline,
            size: 12.0,
            face: Face::default(),
            mcid: None,
            is_artifact: false,
        };
        let runs: Vec<TextRun> = runs.iter().map(run).collect();
        let placed: Vec<PlacedRun<'_>> = runs.iter().map(|run| PlacedRun { page: 0, run }).collect();
        let groups = split_columns(text_rows(&placed)).into_iter().flat_map(|group| match group {
            RowGroup::Rows(rows) => vec![rows],
            RowGroup::Columns(columns) => columns.into_iter().collect(),
        });
        groups
            .filter(|rows| !rows.is_empty())
            .map(|rows| rows.iter().map(super::TextRow::words).collect())
            .collect()
    }

    #[test]
    fn a_list_in_two_columns_is_split_until_the_text_below_it() {
        let groups = groups_of(&[
            ("Key findings", 50.0, 80.0),
            ("\u{2022} Teaching is", 50.0, 100.0),
            ("\u{2022} Leaders know", 300.0, 100.0),
            ("strong.", 62.0, 115.0),
            ("the school.", 312.0, 115.0),
            ("\u{2022} Pupils enjoy it.", 50.0, 130.0),
            ("The school has strengths", 50.0, 150.0),
        ]);
        assert_eq!(
            groups,
            [
                vec!["Key findings"],
                vec!["\u{2022} Teaching is", "strong.", "\u{2022} Pupils enjoy it."],
                vec!["\u{2022} Leaders know", "the school."],
                vec!["The school has strengths"]
            ]
        );
    }

    #[test]
    fn running_text_in_two_columns_is_read_column_by_column() {
        let (left, right) = ("the town has a bridge that", "is old and the river below it");
        let row = |row: u8| 100.0 + 14.0 * f32::from(row);
        let columns = (0..9).flat_map(|at| [(left, 50.0, row(at)), (right, 260.0, row(at))]);
        let mut runs: Vec<(&str, f32, f32)> = vec![("A town by the river", 50.0, 70.0)];
        runs.extend(columns);
        // The right column is shorter than the left one.
        runs.extend([(left, 50.0, row(9)), ("All columns end above this row.", 150.0, row(13))]);
        let groups = groups_of(&runs);
        let counts: Vec<usize> = groups.iter().map(Vec::len).collect();
        assert_eq!(counts, [1, 10, 9, 1]);
        assert!(groups[1].iter().all(|words| words == left) && groups[2].iter().all(|words| words == right));
    }

    #[test]
    fn short_cells_beside_each_other_are_a_table() {
        let row = |row: u8| 100.0 + 14.0 * f32::from(row);
        let cells: Vec<(&str, f32, f32)> = (0..12)
            .flat_map(|at| [("The care of children", 50.0, row(at)), ("Good", 260.0, row(at))])
            .collect();
        assert_eq!(groups_of(&cells).len(), 1);
    }

    #[test]
    fn rows_of_single_lines_are_not_split() {
        let rows =
            [("\u{2022} one", 50.0, 100.0), ("\u{2022} two", 300.0, 100.0), ("\u{2022} three", 50.0, 115.0)];
        assert_eq!(groups_of(&rows).len(), 1);
    }
}
