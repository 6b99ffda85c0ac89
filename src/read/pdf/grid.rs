//! Grids of ruled lines: the tables of pages that no structure tree describes.

use hayro::kurbo::Rect;

use super::page::Run;

/// A table by its rules: the left edges of its columns and the upper edges of its rows, and where both end.
#[derive(Debug)]
pub(super) struct Grid {
    xs: Vec<f32>,
    ys: Vec<f32>,
}

/// A line: where it stands, and from where to where it goes.
#[derive(Debug, Clone, Copy)]
struct Rule {
    at: f32,
    from: f32,
    to: f32,
}

/// A box thinner than this is a rule, in points.
const THIN: f32 = 3.0;
/// Shorter ones are ornaments.
const SHORT: f32 = 8.0;
/// Rules nearer than this are one.
const NEAR: f32 = 4.0;
/// Pages with more rules than this hold a drawing.
const MOST: usize = 2_000;

/// Grids of two columns and more.
pub(super) fn find(boxes: &[Rect], page: (f32, f32)) -> Vec<Grid> {
    let (across, down) = rules(boxes, page);
    if across.len() + down.len() > MOST {
        return Vec::new();
    }
    let mut grids = Vec::new();
    for (top, bottom) in bands(&down) {
        let inside = |rule: &&Rule| rule.at > top - NEAR && rule.at < bottom + NEAR;
        let ys = distinct(across.iter().filter(inside).map(|rule| rule.at).chain([top, bottom]));
        let xs = distinct(down.iter().filter(|rule| rule.from < bottom && rule.to > top).map(|rule| rule.at));
        if xs.len() >= 3 && ys.len() >= 2 {
            grids.push(Grid { xs, ys });
        }
    }
    grids
}

/// Lines across the page and down it. The edges of a box that is drawn are lines too.
#[expect(clippy::cast_possible_truncation, reason = "points of a page fit f32 many times over")]
fn rules(boxes: &[Rect], page: (f32, f32)) -> (Vec<Rule>, Vec<Rule>) {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for area in boxes {
        let (x0, y0, x1, y1) = (area.x0 as f32, area.y0 as f32, area.x1 as f32, area.y1 as f32);
        let (width, height) = (x1 - x0, y1 - y0);
        // A background of the whole page is no box.
        if width > 0.95 * page.0 && height > 0.5 * page.1 || height > 0.95 * page.1 {
            continue;
        }
        let horizontal = |at: f32| Rule { at, from: x0, to: x1 };
        let vertical = |at: f32| Rule { at, from: y0, to: y1 };
        if height < THIN && width > SHORT {
            across.push(horizontal(y0.midpoint(y1)));
        } else if width < THIN && height > SHORT {
            down.push(vertical(x0.midpoint(x1)));
        } else if width > 3.0 * SHORT && height > SHORT {
            across.extend([horizontal(y0), horizontal(y1)]);
            down.extend([vertical(x0), vertical(x1)]);
        }
    }
    (across, down)
}

/// Stretches of the page that lines run down through without a break.
fn bands(down: &[Rule]) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = down.iter().map(|rule| (rule.from, rule.to)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut bands: Vec<(f32, f32)> = Vec::new();
    for (from, to) in spans {
        match bands.last_mut() {
            Some(band) if from <= band.1 + NEAR => band.1 = band.1.max(to),
            _ => bands.push((from, to)),
        }
    }
    bands
}

fn distinct(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.dedup_by(|next, kept| *next - *kept < NEAR);
    values
}

impl Grid {
    pub(super) fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or_default()
    }

    /// How many rows and columns.
    pub(super) fn shape(&self) -> (usize, usize) {
        (self.ys.len().saturating_sub(1).max(1), self.xs.len().saturating_sub(1).max(1))
    }

    /// Whether a run stands in it.
    pub(super) fn holds(&self, run: &Run) -> bool {
        let (Some(left), Some(right)) = (self.xs.first(), self.xs.last()) else { return false };
        let (Some(top), Some(bottom)) = (self.ys.first(), self.ys.last()) else { return false };
        let middle = run.y - 0.35 * run.size;
        middle > *top && middle < *bottom && run.x0 > left - NEAR && run.x0 < *right
    }

    /// Row and column of a run it holds.
    pub(super) fn cell(&self, run: &Run) -> (usize, usize) {
        let (rows, columns) = self.shape();
        let index = |edges: &[f32], at: f32| edges.partition_point(|edge| *edge <= at).saturating_sub(1);
        let row = index(&self.ys, run.y - 0.35 * run.size);
        let column = index(&self.xs, run.x0 + 1.0);
        (row.min(rows - 1), column.min(columns - 1))
    }
}
