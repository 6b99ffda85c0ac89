//! The original pages of a file in one column, and the positions of the rows of text on these pages.
//!
//! All lengths and positions are in points at the scale of a page of the usual width. Wider pages are scaled down to
//! the usual width. A y position is the distance from the top of the first page.

use super::{Flow, Row, RowPart};
use crate::report::{Area, Content, PageSize, Report};

/// The space between two pages, in points.
pub const PAGE_GAP_POINTS: f32 = 12.0;

/// The layout of all pages in one column, and the positions of the rows of text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageLayout {
    /// The width of most pages, in points.
    width: f32,
    /// All pages, in order.
    pages: Vec<PlacedPage>,
    /// The y position of the top of each row of the text. Empty if the file has no text.
    row_tops: Vec<f32>,
    /// For each row, the maximum of `row_tops` of this row and all rows before it. A second column of text begins above
    /// the end of the first column, so `row_tops` is not sorted.
    max_row_tops: Vec<f32>,
}

/// A page and its position in the column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedPage {
    /// The distance from the top of the first page, in points.
    pub top: f32,
    /// The width after scaling, in points.
    pub width: f32,
    /// The height after scaling, in points.
    pub height: f32,
    /// The scale relative to the original page: 1 for most pages, less for wide pages.
    pub factor: f32,
}

/// A position in the text: a row and a fraction of its height.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TextPosition {
    /// The index of the row in [`Flow::rows`].
    pub row: usize,
    /// The fraction of the row's height, from 0 to 1.
    pub part: f32,
}

impl PageLayout {
    /// Lays out the pages of a report. Formats without pages give an empty layout.
    #[must_use]
    pub fn new(report: &Report, flow: &Flow) -> Self {
        let width = usual_width(&report.pages);
        let mut top = 0.0;
        let mut pages = Vec::with_capacity(report.pages.len());
        for page in &report.pages {
            let factor = (width / page.width.max(1.0)).min(1.0);
            let placed = PlacedPage { top, width: page.width * factor, height: page.height * factor, factor };
            top += placed.height + PAGE_GAP_POINTS;
            pages.push(placed);
        }
        let mut layout = Self { width, pages, ..Self::default() };
        if !layout.pages.is_empty() {
            layout.row_tops = layout.locate_rows(report, flow);
        }
        let mut max_top = 0.0_f32;
        for top in &layout.row_tops {
            max_top = max_top.max(*top);
            layout.max_row_tops.push(max_top);
        }
        layout
    }

    /// Returns the width of most pages, in points. No page is wider.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Returns the height from the top of the first page to the end of the last, in points.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.pages.last().map_or(0.0, |last| last.top + last.height)
    }

    /// Returns all pages in order.
    #[must_use]
    pub fn pages(&self) -> &[PlacedPage] {
        &self.pages
    }

    /// Returns the index of the page at a y position, from 0. In a gap between two pages, this is the page above.
    #[must_use]
    pub fn page_at(&self, y: f32) -> usize {
        self.pages.partition_point(|page| page.top <= y).saturating_sub(1)
    }

    /// Converts y on an original page (an index from 0) to the y position in the column. Returns `None` if there is no
    /// such page.
    fn column_y(&self, page: usize, y: f32) -> Option<f32> {
        let page = self.pages.get(page)?;
        Some(page.top + (y * page.factor).clamp(0.0, page.height))
    }

    /// Returns the y position in the column of a position in the text.
    #[must_use]
    pub fn y_of(&self, position: TextPosition) -> f32 {
        let Some(&top) = self.row_tops.get(position.row) else {
            return if position.row == 0 { 0.0 } else { self.height() };
        };
        let next = self.row_tops.get(position.row + 1).copied().unwrap_or(self.height());
        top + (next - top).max(0.0) * position.part
    }

    /// Returns the position in the text at a y position in the column.
    #[must_use]
    pub fn position_at(&self, y: f32) -> TextPosition {
        let row = self.max_row_tops.partition_point(|top| *top <= y).saturating_sub(1);
        let Some(&top) = self.row_tops.get(row) else { return TextPosition::default() };
        let next = self.row_tops.get(row + 1).copied().unwrap_or(self.height());
        let part = if next > top { ((y - top) / (next - top)).clamp(0.0, 1.0) } else { 0.0 };
        TextPosition { row, part }
    }

    /// Returns the y position of the top of each row. A row without an area on the pages has the same y position as
    /// the row before it.
    fn locate_rows(&self, report: &Report, flow: &Flow) -> Vec<f32> {
        let mut tops = Vec::with_capacity(flow.rows().len());
        let mut last = 0.0;
        for rows in flow.rows().chunk_by(|one, other| one.block == other.block) {
            let areas = StackedAreas::new(&report.block(rows[0].block).areas);
            let weights: Vec<f32> = rows.iter().map(|row| row_weight(report, row)).collect();
            let total: f32 = weights.iter().sum();
            let mut before = 0.0;
            for weight in weights {
                let top = areas.point_at(before / total).and_then(|(page, y)| self.column_y(page, y));
                last = top.unwrap_or(last);
                tops.push(last);
                before += weight;
            }
        }
        // The first row includes everything above it, such as a logo.
        if let Some(first) = tops.first_mut() {
            *first = 0.0;
        }
        tops
    }
}

/// Returns the most common width of the pages, in points, or 1 if there are no pages.
fn usual_width(pages: &[PageSize]) -> f32 {
    let mut widths: Vec<f32> = pages.iter().map(|page| page.width.max(1.0)).collect();
    widths.sort_by(f32::total_cmp);
    let alike = widths.chunk_by(|one, other| (one - other).abs() < 1.0);
    // If two widths are equally common, the narrower one is used, because the user can zoom in.
    alike.rev().max_by_key(|group| group.len()).map_or(1.0, |group| group[0])
}

/// The areas of a block, as if they were one below the other.
struct StackedAreas<'a> {
    areas: &'a [Area],
    /// The y position of the top and the bottom of each area in the stack, in points.
    edges: Vec<(f32, f32)>,
}

impl<'a> StackedAreas<'a> {
    fn new(areas: &'a [Area]) -> Self {
        let mut bottom = 0.0;
        let edges = areas.iter().map(|area| {
            let top = bottom;
            bottom += (area.bottom - area.top).max(0.0);
            (top, bottom)
        });
        Self { areas, edges: edges.collect() }
    }

    /// Returns the point at a fraction, from 0 to 1, of the stack: the page as an index from 0, and y on this page in
    /// points. Returns `None` if there are no areas.
    fn point_at(&self, fraction: f32) -> Option<(usize, f32)> {
        let page = |area: &Area| usize::try_from(area.page).unwrap_or(usize::MAX).saturating_sub(1);
        let y = self.edges.last()?.1 * fraction;
        let index = self.edges.partition_point(|(top, bottom)| *top < y && *bottom <= y);
        match self.areas.get(index).zip(self.edges.get(index)) {
            Some((area, (top, _))) => Some((page(area), area.top + (y - top))),
            None => self.areas.last().map(|area| (page(area), area.bottom)),
        }
    }
}

/// Returns the estimated height of a row relative to the other rows of its block: its letters plus half a line.
fn row_weight(report: &Report, row: &Row) -> f32 {
    /// The number of letters in half a line.
    const HALF_LINE_LETTERS: usize = 45;
    let letters = match (&report.block(row.block).content, &row.part) {
        (Content::Paragraph(id), RowPart::Whole) => report.paragraph(*id).text.plain().len(),
        (Content::Paragraph(id), RowPart::Bullet(bullet)) => {
            report.paragraph(*id).bullets[*bullet].plain().len()
        }
        (_, RowPart::Piece(range)) => range.len(),
        (Content::Table(table), RowPart::TableRow(row)) => {
            table.rows[*row].iter().map(|cell| cell.plain().len()).max().unwrap_or(0)
        }
        _ => 0,
    };
    #[expect(clippy::cast_precision_loss, reason = "f32 holds the number of letters of a row exactly")]
    let weight = (letters + HALF_LINE_LETTERS) as f32;
    weight
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn area(page: u32, top: f32, bottom: f32) -> Area {
        Area { page, left: 50.0, top, right: 500.0, bottom }
    }

    #[test]
    fn fraction_of_a_block_over_two_pages_gives_the_right_page() {
        let areas = [area(3, 700.0, 760.0), area(4, 80.0, 120.0)];
        let stacked = StackedAreas::new(&areas);
        assert_eq!(stacked.point_at(0.0), Some((2, 700.0)));
        assert_eq!(stacked.point_at(0.5), Some((2, 750.0)));
        assert_eq!(stacked.point_at(0.8), Some((3, 100.0)));
        assert_eq!(stacked.point_at(1.0), Some((3, 120.0)));
        assert_eq!(StackedAreas::new(&[]).point_at(0.0), None);
    }

    #[test]
    fn usual_width_ignores_a_single_wide_page() {
        let page = |width: f32, height: f32| PageSize { width, height };
        assert!(
            (usual_width(&[page(595.0, 842.0), page(842.0, 595.0), page(595.3, 842.0)]) - 595.0).abs() < 1.0
        );
        assert!((usual_width(&[]) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn text_position_survives_conversion_to_a_height_and_back() {
        let row_tops = vec![0.0, 90.0, 100.0, 400.0, 900.0];
        let page = |top| PlacedPage { top, width: 600.0, height: 800.0, factor: 1.0 };
        let pages = vec![page(0.0), page(812.0)];
        let layout = PageLayout { width: 600.0, pages, max_row_tops: row_tops.clone(), row_tops };
        for row in 0..5 {
            for part in [0.0, 0.25, 0.75] {
                let position = TextPosition { row, part };
                let found = layout.position_at(layout.y_of(position));
                assert!(
                    found.row == row && (found.part - part).abs() < 1e-3,
                    "{position:?} became {found:?}"
                );
            }
        }
        assert_eq!((layout.page_at(-5.0), layout.page_at(805.0), layout.page_at(5e3)), (0, 0, 1));
    }
}
