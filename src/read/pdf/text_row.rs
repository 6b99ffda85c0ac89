//! Groups runs that share a baseline into rows of text.
//!
//! Must not know blocks or tables.

use super::page::{MIN_COLUMN_GAP_RATIO, TextRun};
use crate::read::line::{is_lone_bullet, parse_lone_number};

/// A run with its page.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedRun<'r> {
    /// The index of the page, from 0.
    pub(super) page: usize,
    /// The run.
    pub(super) run: &'r TextRun,
}

/// The runs on one baseline, from left to right.
pub(super) struct TextRow<'r> {
    /// The runs, from left to right.
    pub(super) runs: Vec<PlacedRun<'r>>,
    /// The baseline, in points from the top of the page.
    pub(super) baseline: f32,
    /// The largest type size in the row, in points.
    pub(super) size: f32,
}

impl<'r> TextRow<'r> {
    /// Returns the left edge of the row, in points.
    pub(super) fn left(&self) -> f32 {
        self.runs.first().map_or(0.0, |placed| placed.run.left)
    }

    /// Returns the right edge of the row, in points.
    pub(super) fn right(&self) -> f32 {
        self.runs.iter().map(|placed| placed.run.right).fold(0.0, f32::max)
    }

    /// Returns the text of all runs, with a space between two runs.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        for placed in &self.runs {
            if !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
            words.push_str(&placed.run.text);
        }
        words.trim().to_owned()
    }

    /// Returns true if at least 90% of the text is bold, in bytes.
    pub(super) fn is_bold(&self) -> bool {
        let letters = |runs: &mut dyn Iterator<Item = &PlacedRun<'r>>| -> usize {
            runs.map(|placed| placed.run.text.trim().len()).sum()
        };
        letters(&mut self.runs.iter().filter(|placed| placed.run.face.is_bold)) * 10
            >= letters(&mut self.runs.iter()) * 9
    }

    /// Returns the runs of each column. A gap wider than [`MIN_COLUMN_GAP_RATIO`] begins a new column, except after a
    /// paragraph number or a bullet, which belongs to the text to its right.
    pub(super) fn columns(&self) -> Vec<Vec<PlacedRun<'r>>> {
        let mut columns: Vec<Vec<PlacedRun<'r>>> = Vec::new();
        for placed in &self.runs {
            let continues_column = columns
                .last()
                .and_then(|column| column.last().map(|last| (column, last)))
                .is_some_and(|(column, last)| {
                    placed.run.left - last.run.right <= MIN_COLUMN_GAP_RATIO * self.size || is_label(column)
                });
            match columns.last_mut() {
                Some(column) if continues_column => column.push(*placed),
                _ => columns.push(vec![*placed]),
            }
        }
        columns
    }
}

/// Returns true if a column contains only a paragraph number or a bullet.
fn is_label(column: &[PlacedRun<'_>]) -> bool {
    /// The maximum number of runs in a label. A label such as "12." can have a run for each character.
    const MAX_LABEL_RUNS: usize = 4;
    if column.len() > MAX_LABEL_RUNS {
        return false;
    }
    let label: String = column.iter().map(|placed| placed.run.text.trim()).collect();
    is_lone_bullet(&label)
        || label.ends_with(['.', ')']) && parse_lone_number(label.trim_end_matches(')')).is_some()
}

/// Returns runs grouped into rows, from the top of the page down. A raised mark, such as a note number, becomes part of
/// the row below it.
pub(super) fn text_rows<'r>(runs: &[PlacedRun<'r>]) -> Vec<TextRow<'r>> {
    let mut runs: Vec<PlacedRun<'r>> =
        runs.iter().filter(|placed| !placed.run.text.trim().is_empty()).copied().collect();
    runs.sort_by(|one, other| one.run.baseline.total_cmp(&other.run.baseline));
    let mut rows: Vec<TextRow<'r>> = Vec::new();
    for placed in runs {
        let run = placed.run;
        // Rows are sorted by baseline, so only the last few can be close enough.
        let near = rows
            .iter_mut()
            .rev()
            .take(3)
            .find(|row| (run.baseline - row.baseline).abs() < 0.35 * row.size.max(run.size));
        match near {
            Some(row) => {
                if run.size > row.size {
                    (row.baseline, row.size) = (run.baseline, run.size);
                }
                row.runs.push(placed);
            }
            None => rows.push(TextRow { runs: vec![placed], baseline: run.baseline, size: run.size }),
        }
    }
    let mut out: Vec<TextRow<'r>> = Vec::with_capacity(rows.len());
    for mut row in rows {
        if let Some(mark) = out.pop_if(|above| is_mark_of(above, &row)) {
            row.runs.extend(mark.runs);
        }
        out.push(row);
    }
    for row in &mut out {
        row.runs.sort_by(|one, other| one.run.left.total_cmp(&other.run.left));
    }
    out
}

/// Returns true if `above` contains only raised marks of `row`: note numbers, or the "st" of "1st".
fn is_mark_of(above: &TextRow<'_>, row: &TextRow<'_>) -> bool {
    above.size < 0.85 * row.size
        && row.baseline - above.baseline < 0.7 * row.size
        && above.runs.iter().all(|placed| {
            let words = placed.run.text.trim();
            matches!(words, "st" | "nd" | "rd" | "th")
                || words.len() <= 3
                    && words.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '\u{2020}'))
        })
}
