//! Paper sizes, margins, and the order of the pages on the paper. All lengths are in points.

use serde::{Deserialize, Serialize};

use super::Ink;

/// A paper size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8½ × 11 inches.
    Letter,
    /// A3 sheets with two A4 pages side by side on each side of the paper, to fold into a booklet.
    A3Folded,
}

impl Paper {
    /// Returns the width and height of a page in points.
    pub(super) fn page_size(self) -> (f32, f32) {
        match self {
            Self::A4 | Self::A3Folded => (595.276, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }

    /// Returns the width and height of a sheet of paper in points.
    pub(super) fn sheet_size(self) -> (f32, f32) {
        let (width, height) = self.page_size();
        if self == Self::A3Folded { (width * 2.0, height) } else { (width, height) }
    }

    /// Returns the pages (counted from 0) on each side of each sheet, from left to right; `None` for an empty half.
    pub(super) fn sheet_sides(self, page_count: usize) -> Vec<Vec<Option<usize>>> {
        match self {
            Self::A4 | Self::Letter => (0..page_count).map(|page| vec![Some(page)]).collect(),
            // Two pages fit side by side on one side of a sheet, so they need no booklet.
            Self::A3Folded if page_count <= 2 => vec![vec![Some(0), (page_count == 2).then_some(1)]],
            Self::A3Folded => {
                let padded_count = page_count.next_multiple_of(4);
                let page_or_empty = |page: usize| (page < page_count).then_some(page);
                // In a booklet the sheets are nested: the outermost one has the first and the last page.
                (0..padded_count / 2)
                    .map(|side| match side % 2 {
                        0 => vec![page_or_empty(padded_count - 1 - side), page_or_empty(side)],
                        _ => vec![page_or_empty(side), page_or_empty(padded_count - 1 - side)],
                    })
                    .collect()
            }
        }
    }
}

/// The paper, colours and text size of a printed document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSetup {
    /// The paper.
    pub paper: Paper,
    /// The fill of grade marks.
    pub ink: Ink,
    /// Size of running text in points; all other sizes are relative to it.
    pub text_size: f32,
    /// Factor for the space between blocks: 1 for the normal space, less to fit more on a page.
    pub space_factor: f32,
}

impl PageSetup {
    /// Width of the left and of the right margin.
    pub(super) const SIDE_MARGIN_POINTS: f32 = 50.0;
    /// Height of the top margin.
    pub(super) const TOP_MARGIN_POINTS: f32 = 46.0;
    /// Height of the space below the page footer.
    pub(super) const BOTTOM_MARGIN_POINTS: f32 = 34.0;

    /// Returns the width between the margins in points.
    pub(super) fn text_width(self) -> f32 {
        self.paper.page_size().0 - Self::SIDE_MARGIN_POINTS * 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::Paper;

    #[test]
    fn folded_a3_pages_are_in_booklet_order() {
        let sides = |page_count| Paper::A3Folded.sheet_sides(page_count);
        assert_eq!(sides(1), [[Some(0), None]]);
        assert_eq!(sides(2), [[Some(0), Some(1)]]);
        assert_eq!(sides(3), [[None, Some(0)], [Some(1), Some(2)]]);
        assert_eq!(
            sides(8),
            [[Some(7), Some(0)], [Some(1), Some(6)], [Some(5), Some(2)], [Some(3), Some(4)]]
        );
    }
}
