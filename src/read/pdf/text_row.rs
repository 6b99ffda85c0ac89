//! Groups runs that share a baseline into rows of text.
//!
//! Must not know blocks or tables.

use super::page::{MIN_COLUMN_GAP, Run};
use crate::read::line::{is_lone_bullet, lone_number};

/// A run and the page it is on, from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedRun<'r> {
    pub(super) page: usize,
    pub(super) run: &'r Run,
}

/// The runs on one baseline, from left to right.
pub(super) struct TextRow<'r> {
    pub(super) runs: Vec<PlacedRun<'r>>,
    /// The baseline, in points from the top of the page.
    pub(super) y: f32,
    /// The largest type size in the row, in points.
    pub(super) size: f32,
}

impl<'r> TextRow<'r> {
    /// Returns the left edge, in points.
    pub(super) fn left(&self) -> f32 {
        self.runs.first().map_or(0.0, |placed| placed.run.x0)
    }

    /// Returns the right edge, in points.
    pub(super) fn right(&self) -> f32 {
        self.runs.iter().map(|placed| placed.run.x1).fold(0.0, f32::max)
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

    /// Returns true if at least nine in ten letters are bold.
    pub(super) fn is_bold(&self) -> bool {
        let letters = |runs: &mut dyn Iterator<Item = &PlacedRun<'r>>| -> usize {
            runs.map(|placed| placed.run.text.trim().len()).sum()
        };
        letters(&mut self.runs.iter().filter(|placed| placed.run.face.bold)) * 10
            >= letters(&mut self.runs.iter()) * 9
    }

    /// Returns each column's runs: a gap wider than [`MIN_COLUMN_GAP`] begins a new one. A paragraph number or a bullet
    /// stays with the text to its right.
    pub(super) fn columns(&self) -> Vec<Vec<PlacedRun<'r>>> {
        let mut columns: Vec<Vec<PlacedRun<'r>>> = Vec::new();
        for placed in &self.runs {
            let continues_column = columns
                .last()
                .and_then(|column| column.last().map(|last| (column, last)))
                .is_some_and(|(column, last)| {
                    placed.run.x0 - last.run.x1 <= MIN_COLUMN_GAP * self.size || is_label(column)
                });
            match columns.last_mut() {
                Some(column) if continues_column => column.push(*placed),
                _ => columns.push(vec![*placed]),
            }
        }
        columns
    }
}

/// Returns true if a column contains only a paragraph number or a bullet, which belongs to the text to its right.
fn is_label(column: &[PlacedRun<'_>]) -> bool {
    /// A label such as "12." can be drawn as one run per character.
    const MAX_LABEL_RUNS: usize = 4;
    if column.len() > MAX_LABEL_RUNS {
        return false;
    }
    let label: String = column.iter().map(|placed| placed.run.text.trim()).collect();
    is_lone_bullet(&label)
        || label.ends_with(['.', ')']) && lone_number(label.trim_end_matches(')')).is_some()
}

/// Sorts runs into rows, from the top of the page down. A raised mark joins the row below it.
pub(super) fn text_rows<'r>(runs: &[PlacedRun<'r>]) -> Vec<TextRow<'r>> {
    let mut runs: Vec<PlacedRun<'r>> =
        runs.iter().filter(|placed| !placed.run.text.trim().is_empty()).copied().collect();
    runs.sort_by(|one, other| one.run.y.total_cmp(&other.run.y));
    let mut rows: Vec<TextRow<'r>> = Vec::new();
    for placed in runs {
        let run = placed.run;
        // Rows are sorted by baseline, so only the last few can be close enough.
        let near =
            rows.iter_mut().rev().take(3).find(|row| (run.y - row.y).abs() < 0.35 * row.size.max(run.size));
        match near {
            Some(row) => {
                if run.size > row.size {
                    (row.y, row.size) = (run.y, run.size);
                }
                row.runs.push(placed);
            }
            None => rows.push(TextRow { runs: vec![placed], y: run.y, size: run.size }),
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
        row.runs.sort_by(|one, other| one.run.x0.total_cmp(&other.run.x0));
    }
    out
}

/// Returns true if `above` contains only marks raised from `row`: note numbers, or the end of "1st".
fn is_mark_of(above: &TextRow<'_>, row: &TextRow<'_>) -> bool {
    above.size < 0.85 * row.size
        && row.y - above.y < 0.7 * row.size
        && above.runs.iter().all(|placed| {
            let words = placed.run.text.trim();
            matches!(words, "st" | "nd" | "rd" | "th")
                || words.len() <= 3
                    && words.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '\u{2020}'))
        })
}
