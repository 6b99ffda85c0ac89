//! Finds tables by their ruled lines, on pages that no structure tree describes.
//!
//! Must not know the text in the tables.

use hayro::kurbo::Rect;

use super::page::Run;

/// The rules of a table, in points from the upper left corner of the page.
#[derive(Debug)]
pub(super) struct Grid {
    /// The left edges of the columns, and the right edge of the last one.
    xs: Vec<f32>,
    /// The upper edges of the rows, and the lower edge of the last one.
    ys: Vec<f32>,
}

/// A horizontal or vertical rule: its position across its direction, and its two ends.
#[derive(Debug, Clone, Copy)]
struct Rule {
    at: f32,
    from: f32,
    to: f32,
}

/// The thickness in points below which a box is a rule.
const MAX_RULE_THICKNESS: f32 = 3.0;
/// The minimum length of a rule in points. Shorter ones are ornaments.
const MIN_RULE_LENGTH: f32 = 8.0;
/// The distance in points below which two rules count as one.
const MAX_RULE_DISTANCE: f32 = 4.0;
/// The maximum number of rules on a page with tables. A page with more contains a drawing.
const MAX_RULES: usize = 2_000;

/// Finds the grids of a page that have at least two columns. `page` is its width and height in points.
pub(super) fn find_grids(boxes: &[Rect], page: (f32, f32)) -> Vec<Grid> {
    let (across, down) = find_rules(boxes, page);
    if across.len() + down.len() > MAX_RULES {
        return Vec::new();
    }
    let mut grids = Vec::new();
    for (top, bottom) in vertical_spans(&down) {
        let inside = |rule: &&Rule| rule.at > top - MAX_RULE_DISTANCE && rule.at < bottom + MAX_RULE_DISTANCE;
        let ys = merge_close(across.iter().filter(inside).map(|rule| rule.at).chain([top, bottom]));
        let xs =
            merge_close(down.iter().filter(|rule| rule.from < bottom && rule.to > top).map(|rule| rule.at));
        if xs.len() >= 3 && ys.len() >= 2 {
            grids.push(Grid { xs, ys });
        }
    }
    grids
}

/// Returns the horizontal and the vertical rules of a page. The edges of a large box are rules too.
#[expect(clippy::cast_possible_truncation, reason = "points of a page fit f32 many times over")]
fn find_rules(boxes: &[Rect], page: (f32, f32)) -> (Vec<Rule>, Vec<Rule>) {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for area in boxes {
        let (x0, y0, x1, y1) = (area.x0 as f32, area.y0 as f32, area.x1 as f32, area.y1 as f32);
        let (width, height) = (x1 - x0, y1 - y0);
        // The background of a page is not a table.
        if width > 0.95 * page.0 && height > 0.5 * page.1 || height > 0.95 * page.1 {
            continue;
        }
        let horizontal = |at: f32| Rule { at, from: x0, to: x1 };
        let vertical = |at: f32| Rule { at, from: y0, to: y1 };
        if height < MAX_RULE_THICKNESS && width > MIN_RULE_LENGTH {
            across.push(horizontal(y0.midpoint(y1)));
        } else if width < MAX_RULE_THICKNESS && height > MIN_RULE_LENGTH {
            down.push(vertical(x0.midpoint(x1)));
        } else if width > 3.0 * MIN_RULE_LENGTH && height > MIN_RULE_LENGTH {
            across.extend([horizontal(y0), horizontal(y1)]);
            down.extend([vertical(x0), vertical(x1)]);
        }
    }
    (across, down)
}

/// Returns the vertical spans of the page that vertical rules cover without a gap.
fn vertical_spans(down: &[Rule]) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = down.iter().map(|rule| (rule.from, rule.to)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut merged: Vec<(f32, f32)> = Vec::new();
    for (from, to) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1 + MAX_RULE_DISTANCE => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Sorts values, and merges those that are closer than [`MAX_RULE_DISTANCE`].
fn merge_close(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.dedup_by(|next, kept| *next - *kept < MAX_RULE_DISTANCE);
    values
}

impl Grid {
    /// Returns the upper edge in points.
    pub(super) fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or_default()
    }

    /// Returns the number of rows and of columns.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.ys.len().saturating_sub(1).max(1), self.xs.len().saturating_sub(1).max(1))
    }

    /// Returns true if a run begins inside the grid.
    pub(super) fn contains(&self, run: &Run) -> bool {
        let (Some(left), Some(right)) = (self.xs.first(), self.xs.last()) else { return false };
        let (Some(top), Some(bottom)) = (self.ys.first(), self.ys.last()) else { return false };
        let middle = run.y - 0.35 * run.size;
        middle > *top && middle < *bottom && run.x0 > left - MAX_RULE_DISTANCE && run.x0 < *right
    }

    /// Returns the row and the column of a run in the grid, from 0.
    pub(super) fn cell_of(&self, run: &Run) -> (usize, usize) {
        let (rows, columns) = self.size();
        let index = |edges: &[f32], at: f32| edges.partition_point(|edge| *edge <= at).saturating_sub(1);
        let row = index(&self.ys, run.y - 0.35 * run.size);
        let column = index(&self.xs, run.x0 + 1.0);
        (row.min(rows - 1), column.min(columns - 1))
    }
}
