//! The pages of a file, set below one another, and where the rows of the text stand on them.
//!
//! All lengths are points of a page of the usual width; a page that is wider is shown as wide as the usual one.

use super::{Flow, Row, RowPart};
use crate::report::{Area, Content, PageSize, Report};

/// Room between two pages.
pub const GAP: f32 = 12.0;

/// The pages, and the rows on them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheets {
    /// How wide most pages are.
    width: f32,
    sheets: Vec<Sheet>,
    /// Where each row of the text begins; empty where no text is read.
    rows: Vec<f32>,
    /// The furthest of all rows up to each one: columns begin higher up than what stands before them.
    furthest: Vec<f32>,
}

/// A page as it is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Where it begins.
    pub top: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// How much smaller than in print it is set; 1 for most.
    pub factor: f32,
}

/// A position in the text: a row, and how far into it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TextPosition {
    /// The row, by its index in [`Flow::rows`].
    pub row: usize,
    /// How far into it, as a part of its height from 0 to 1.
    pub part: f32,
}

impl Sheets {
    /// Sets the pages of a report; there are none in formats without pages.
    #[must_use]
    pub fn new(report: &Report, flow: &Flow) -> Self {
        let width = usual_width(&report.pages);
        let mut top = 0.0;
        let mut sheets = Vec::with_capacity(report.pages.len());
        for page in &report.pages {
            let factor = (width / page.width.max(1.0)).min(1.0);
            let sheet = Sheet { top, width: page.width * factor, height: page.height * factor, factor };
            top += sheet.height + GAP;
            sheets.push(sheet);
        }
        let mut set = Self { width, sheets, ..Self::default() };
        if !set.sheets.is_empty() {
            set.rows = set.row_tops(report, flow);
        }
        let mut furthest = 0.0_f32;
        for row in &set.rows {
            furthest = furthest.max(*row);
            set.furthest.push(furthest);
        }
        set
    }

    /// How wide most pages are, and all are at the most.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.width
    }

    /// From the top of the first page to the end of the last.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.sheets.last().map_or(0.0, |last| last.top + last.height)
    }

    /// All pages.
    #[must_use]
    pub fn pages(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The page at a height, from 0; the one above where a gap is.
    #[must_use]
    pub fn page_at(&self, at: f32) -> usize {
        self.sheets.partition_point(|sheet| sheet.top <= at).saturating_sub(1)
    }

    /// A height on a page, which is from 0.
    fn on_page(&self, page: usize, y: f32) -> Option<f32> {
        let sheet = self.sheets.get(page)?;
        Some(sheet.top + (y * sheet.factor).clamp(0.0, sheet.height))
    }

    /// The height at which a place of the text stands.
    #[must_use]
    pub fn at(&self, position: TextPosition) -> f32 {
        let Some(&top) = self.rows.get(position.row) else {
            return if position.row == 0 { 0.0 } else { self.height() };
        };
        let next = self.rows.get(position.row + 1).copied().unwrap_or(self.height());
        top + (next - top).max(0.0) * position.part
    }

    /// The place of the text that stands at a height.
    #[must_use]
    pub fn position_at(&self, at: f32) -> TextPosition {
        let row = self.furthest.partition_point(|top| *top <= at).saturating_sub(1);
        let Some(&top) = self.rows.get(row) else { return TextPosition::default() };
        let next = self.rows.get(row + 1).copied().unwrap_or(self.height());
        let part = if next > top { ((at - top) / (next - top)).clamp(0.0, 1.0) } else { 0.0 };
        TextPosition { row, part }
    }

    /// Where each row begins. A row that stands nowhere begins where the one before it does.
    fn row_tops(&self, report: &Report, flow: &Flow) -> Vec<f32> {
        let mut tops = Vec::with_capacity(flow.rows().len());
        let mut last = 0.0;
        for rows in flow.rows().chunk_by(|one, other| one.block == other.block) {
            let areas = &report.block(rows[0].block).areas;
            let weights: Vec<f32> = rows.iter().map(|row| weight(report, row)).collect();
            let total: f32 = weights.iter().sum();
            let mut before = 0.0;
            for weight in weights {
                let spot = spot(areas, before / total).and_then(|(page, y)| self.on_page(page, y));
                last = spot.unwrap_or(last);
                tops.push(last);
                before += weight;
            }
        }
        // What is above the first row is seen with it.
        if let Some(first) = tops.first_mut() {
            *first = 0.0;
        }
        tops
    }
}

/// The width that most pages have.
fn usual_width(pages: &[PageSize]) -> f32 {
    let mut widths: Vec<f32> = pages.iter().map(|page| page.width.max(1.0)).collect();
    widths.sort_by(f32::total_cmp);
    let alike = widths.chunk_by(|one, other| (one - other).abs() < 1.0);
    // Of as many, the narrower: a page can be enlarged.
    alike.rev().max_by_key(|group| group.len()).map_or(1.0, |group| group[0])
}

/// The page and height at a part of all that a block takes on its pages, from 0 to 1.
fn spot(areas: &[Area], part: f32) -> Option<(usize, f32)> {
    let page = |area: &Area| usize::try_from(area.page).unwrap_or(usize::MAX).saturating_sub(1);
    let heights = areas.iter().map(|area| (area.bottom - area.top).max(0.0));
    let mut left = heights.clone().sum::<f32>() * part;
    for (area, height) in areas.iter().zip(heights) {
        if left < height || left <= 0.0 {
            return Some((page(area), area.top + left));
        }
        left -= height;
    }
    areas.last().map(|area| (page(area), area.bottom))
}

/// How much of its block's height a row takes, about: its letters, and a part of a line.
fn weight(report: &Report, row: &Row) -> f32 {
    /// Half a line of print.
    const LINE: usize = 45;
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
    #[expect(clippy::cast_precision_loss, reason = "letters of one row")]
    let weight = (letters + LINE) as f32;
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
    fn a_part_of_a_block_is_found_on_the_page_it_went_over_to() {
        let areas = [area(3, 700.0, 760.0), area(4, 80.0, 120.0)];
        assert_eq!(spot(&areas, 0.0), Some((2, 700.0)));
        assert_eq!(spot(&areas, 0.5), Some((2, 750.0)));
        assert_eq!(spot(&areas, 0.8), Some((3, 100.0)));
        assert_eq!(spot(&areas, 1.0), Some((3, 120.0)));
        assert_eq!(spot(&[], 0.0), None);
    }

    #[test]
    fn a_sheet_that_is_wider_than_most_is_set_as_wide_as_they_are() {
        let page = |width: f32, height: f32| PageSize { width, height };
        assert!(
            (usual_width(&[page(595.0, 842.0), page(842.0, 595.0), page(595.3, 842.0)]) - 595.0).abs() < 1.0
        );
        assert!((usual_width(&[]) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn every_place_of_the_text_is_found_again_on_the_pages() {
        let rows = vec![0.0, 90.0, 100.0, 400.0, 900.0];
        let sheet = |top| Sheet { top, width: 600.0, height: 800.0, factor: 1.0 };
        let sheets =
            Sheets { width: 600.0, sheets: vec![sheet(0.0), sheet(812.0)], furthest: rows.clone(), rows };
        for row in 0..5 {
            for part in [0.0, 0.25, 0.75] {
                let position = TextPosition { row, part };
                let found = sheets.position_at(sheets.at(position));
                assert!(
                    found.row == row && (found.part - part).abs() < 1e-3,
                    "{position:?} became {found:?}"
                );
            }
        }
        assert_eq!((sheets.page_at(-5.0), sheets.page_at(805.0), sheets.page_at(5e3)), (0, 0, 1));
    }
}
