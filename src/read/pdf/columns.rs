//! Finds lists in two columns that no rules separate, such as the key findings of a school.
//!
//! Must not know blocks or tables. Only lists count, because their bullets show where a column begins.

use std::ops::Range;

use super::{
    marks::has_bullet,
    page::Run,
    text_row::{PlacedRun, TextRow, text_rows},
};

/// The minimum distance between the bullets of two columns, in multiples of the type size.
const MIN_COLUMN_WIDTH: f32 = 10.0;
/// Left edges less than this far apart are equal. In multiples of the type size.
const MAX_EDGE_DISTANCE: f32 = 0.3;
/// A larger distance between two lines of a list ends it. In multiples of the type size.
const MAX_LINE_DISTANCE: f32 = 2.6;
/// The maximum number of rows in a list. A page has about 60; the limit keeps the time linear.
const MAX_LIST_ROWS: usize = 100;

/// Rows that follow each other, or that are beside each other.
pub(super) enum RowGroup<'r> {
    Rows(Vec<TextRow<'r>>),
    /// The rows of the left column and of the right one.
    Columns([Vec<TextRow<'r>>; 2]),
}

/// Splits the rows of a page where lists in two columns begin and end.
pub(super) fn split_columns(rows: Vec<TextRow<'_>>) -> Vec<RowGroup<'_>> {
    let mut lists: Vec<(Range<usize>, f32)> = Vec::new();
    let mut index = 0;
    while index < rows.len() {
        match ColumnList::at_row(&rows, index) {
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
    rows: Range<usize>,
    /// The left edge of the right column, in points.
    right_edge: f32,
}

impl ColumnList {
    /// Finds a list whose first row has a bullet in each column. Both columns must have an item of several lines: one
    /// line beside another can be a row of a table.
    fn at_row(rows: &[TextRow<'_>], first: usize) -> Option<Self> {
        let row = &rows[first];
        let mut bullets = row.runs.iter().filter(|placed| has_bullet(&placed.run.text));
        let (left, right) = (bullets.next()?.run, bullets.next()?.run);
        let is_list = bullets.next().is_none()
            && row.runs.first().is_some_and(|placed| std::ptr::eq(placed.run, left))
            && right.x0 - left.x0 > MIN_COLUMN_WIDTH * row.size;
        if !is_list {
            return None;
        }
        let mut columns = [Column::new(left), Column::new(right)];
        let mut end = first;
        for row in rows[first..].iter().take(MAX_LIST_ROWS) {
            let Some(halves) = halves_of_row(row, right.x0) else { break };
            if !columns.iter().zip(&halves).all(|(column, half)| column.can_continue(half)) {
                break;
            }
            for (column, half) in columns.iter_mut().zip(&halves) {
                column.add(half);
            }
            end += 1;
        }
        let has_long_items = columns.iter().all(|column| column.has_long_item);
        has_long_items.then_some(Self { rows: first..end, right_edge: right.x0 })
    }
}

/// Returns the runs of a row on each side of an edge; `None` if a run crosses it.
fn halves_of_row<'r>(row: &TextRow<'r>, edge: f32) -> Option<[Vec<PlacedRun<'r>>; 2]> {
    let (left, right): (Vec<PlacedRun<'r>>, Vec<PlacedRun<'r>>) =
        row.runs.iter().partition(|placed| is_left_of(placed.run, edge));
    let crosses = |placed: &PlacedRun<'r>| {
        let blank = if placed.run.text.ends_with(' ') { 0.3 * placed.run.size } else { 0.0 };
        placed.run.x1 - blank > edge + MAX_EDGE_DISTANCE * placed.run.size
    };
    (!left.iter().any(crosses)).then_some([left, right])
}

/// Returns true if a run begins to the left of an edge.
fn is_left_of(run: &Run, edge: f32) -> bool {
    run.x0 < edge - MAX_EDGE_DISTANCE * run.size
}

/// A column of a list, as far as it was read.
struct Column {
    /// The left edge of its first bullet, in points.
    edge: f32,
    /// The last baseline, in points.
    last_y: f32,
    /// True if an item has more than one line.
    has_long_item: bool,
}

impl Column {
    /// Begins a column at its first bullet.
    fn new(bullet: &Run) -> Self {
        Self { edge: bullet.x0, last_y: bullet.y, has_long_item: false }
    }

    /// Returns true if the runs of a row can be the next line of the column: an item, or the rest of one, which is
    /// indented below its bullet.
    fn can_continue(&self, runs: &[PlacedRun<'_>]) -> bool {
        let Some(run) = runs.first().map(|placed| placed.run) else { return true };
        let is_near = run.y - self.last_y < MAX_LINE_DISTANCE * run.size;
        let is_indented = run.x0 > self.edge + MAX_EDGE_DISTANCE * run.size;
        is_near && (is_indented || has_bullet(&run.text) && !is_left_of(run, self.edge))
    }

    /// Adds the runs of a row.
    fn add(&mut self, runs: &[PlacedRun<'_>]) {
        let Some(run) = runs.first().map(|placed| placed.run) else { return };
        self.has_long_item |= !has_bullet(&run.text);
        self.last_y = run.y;
    }
}

#[cfg(test)]
mod tests {
    use super::{PlacedRun, RowGroup, Run, split_columns, text_rows};
    use crate::read::pdf::page::Face;

    fn groups_of(runs: &[(&str, f32, f32)]) -> Vec<Vec<String>> {
        let run = |(text, x0, y): &(&str, f32, f32)| Run {
            text: (*text).to_owned(),
            x0: *x0,
            x1: x0 + 180.0,
            y: *y,
            size: 12.0,
            face: Face::default(),
            mcid: None,
            is_artifact: false,
        };
        let runs: Vec<Run> = runs.iter().map(run).collect();
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
    fn rows_of_single_lines_are_not_split() {
        let rows =
            [("\u{2022} one", 50.0, 100.0), ("\u{2022} two", 300.0, 100.0), ("\u{2022} three", 50.0, 115.0)];
        assert_eq!(groups_of(&rows).len(), 1);
    }
}
