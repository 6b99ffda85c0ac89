//! Finds tables by their ruled lines, on pages without a usable structure tree.
//!
//! Must not know the text in the tables.

use hayro::kurbo::Rect;

use super::page::TextRun;

/// The positions of the rules of a table, in points from the upper left corner of the page.
#[derive(Debug)]
pub(super) struct TableGrid {
    /// The left edges of the columns, and the right edge of the last one.
    column_edges: Vec<f32>,
    /// The upper edges of the rows, and the lower edge of the last one.
    row_edges: Vec<f32>,
}

/// A horizontal or vertical rule. All positions are in points from the upper left corner of the page.
#[derive(Debug, Clone, Copy)]
struct Rule {
    /// The distance of a horizontal rule from the top of the page, or of a vertical rule from the left edge.
    at: f32,
    /// The left end of a horizontal rule, or the upper end of a vertical rule.
    from: f32,
    /// The right end of a horizontal rule, or the lower end of a vertical rule.
    to: f32,
}

/// The maximum thickness of a rule. A thicker box is shading.
const MAX_RULE_THICKNESS_POINTS: f32 = 3.0;
/// The minimum length of a rule. A shorter one is an ornament.
const MIN_RULE_LENGTH_POINTS: f32 = 8.0;
/// The maximum distance between two rules that count as one.
const MAX_RULE_DISTANCE_POINTS: f32 = 4.0;
/// The maximum number of rules on a page with tables. A page with more contains a drawing.
const MAX_PAGE_RULES: usize = 2_000;

/// Returns the tables of a page that have at least two columns, from the top down. `boxes` are the bounding boxes of
/// strokes and fills, and `page_size` is the width and height of the page, all in points.
pub(super) fn find_grids(boxes: &[Rect], page_size: (f32, f32)) -> Vec<TableGrid> {
    let (horizontal_rules, vertical_rules) = find_rules(boxes, page_size);
    if horizontal_rules.len() + vertical_rules.len() > MAX_PAGE_RULES {
        return Vec::new();
    }
    let mut grids = Vec::new();
    for (top, bottom) in vertical_spans(&vertical_rules) {
        let is_inside = |rule: &&Rule| {
            rule.at > top - MAX_RULE_DISTANCE_POINTS && rule.at < bottom + MAX_RULE_DISTANCE_POINTS
        };
        let row_edges = merge_close_values(
            horizontal_rules.iter().filter(is_inside).map(|rule| rule.at).chain([top, bottom]),
        );
        let column_edges = merge_close_values(
            vertical_rules.iter().filter(|rule| rule.from < bottom && rule.to > top).map(|rule| rule.at),
        );
        if column_edges.len() >= 3 && row_edges.len() >= 2 {
            grids.push(TableGrid { column_edges, row_edges });
        }
    }
    grids
}

/// Returns the horizontal and the vertical rules of a page. The edges of a large box are rules too.
#[expect(
    clippy::cast_possible_truncation,
    reason = "f32 is precise enough for positions on a page in points"
)]
fn find_rules(boxes: &[Rect], page_size: (f32, f32)) -> (Vec<Rule>, Vec<Rule>) {
    let (mut horizontal_rules, mut vertical_rules) = (Vec::new(), Vec::new());
    for area in boxes {
        let (left, top, right, bottom) = (area.x0 as f32, area.y0 as f32, area.x1 as f32, area.y1 as f32);
        let (width, height) = (right - left, bottom - top);
        // The background of a page is not a table.
        if width > 0.95 * page_size.0 && height > 0.5 * page_size.1 || height > 0.95 * page_size.1 {
            continue;
        }
        let horizontal = |at: f32| Rule { at, from: left, to: right };
        let vertical = |at: f32| Rule { at, from: top, to: bottom };
        if height < MAX_RULE_THICKNESS_POINTS && width > MIN_RULE_LENGTH_POINTS {
            horizontal_rules.push(horizontal(top.midpoint(bottom)));
        } else if width < MAX_RULE_THICKNESS_POINTS && height > MIN_RULE_LENGTH_POINTS {
            vertical_rules.push(vertical(left.midpoint(right)));
        } else if width > 3.0 * MIN_RULE_LENGTH_POINTS && height > MIN_RULE_LENGTH_POINTS {
            horizontal_rules.extend([horizontal(top), horizontal(bottom)]);
            vertical_rules.extend([vertical(left), vertical(right)]);
        }
    }
    (horizontal_rules, vertical_rules)
}

/// Returns the upper and lower ends of the parts of the page that vertical rules cover without a gap, from the top
/// down.
fn vertical_spans(vertical_rules: &[Rule]) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = vertical_rules.iter().map(|rule| (rule.from, rule.to)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut merged: Vec<(f32, f32)> = Vec::new();
    for (from, to) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1 + MAX_RULE_DISTANCE_POINTS => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Sorts positions of rules, and merges those that are less than [`MAX_RULE_DISTANCE_POINTS`] apart.
fn merge_close_values(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.dedup_by(|next, kept| *next - *kept < MAX_RULE_DISTANCE_POINTS);
    values
}

impl TableGrid {
    /// Returns the upper edge, in points from the top of the page.
    pub(super) fn top(&self) -> f32 {
        self.row_edges.first().copied().unwrap_or_default()
    }

    /// Returns the number of rows and the number of columns, each at least 1.
    pub(super) fn row_and_column_count(&self) -> (usize, usize) {
        (self.row_edges.len().saturating_sub(1).max(1), self.column_edges.len().saturating_sub(1).max(1))
    }

    /// Returns true if a run begins inside the grid.
    pub(super) fn contains(&self, run: &TextRun) -> bool {
        let (Some(left), Some(right)) = (self.column_edges.first(), self.column_edges.last()) else {
            return false;
        };
        let (Some(top), Some(bottom)) = (self.row_edges.first(), self.row_edges.last()) else { return false };
        let middle = run.baseline - 0.35 * run.size;
        middle > *top && middle < *bottom && run.left > left - MAX_RULE_DISTANCE_POINTS && run.left < *right
    }

    /// Returns the row and the column of a run that begins inside the grid, from 0.
    pub(super) fn cell_position(&self, run: &TextRun) -> (usize, usize) {
        let (rows, columns) = self.row_and_column_count();
        let index = |edges: &[f32], at: f32| edges.partition_point(|edge| *edge <= at).saturating_sub(1);
        let row = index(&self.row_edges, run.baseline - 0.35 * run.size);
        let column = index(&self.column_edges, run.left + 1.0);
        (row.min(rows - 1), column.min(columns - 1))
    }
}
