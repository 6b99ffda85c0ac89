//! Paper, and how large things are on it. All lengths are points.

use serde::{Deserialize, Serialize};

use super::Ink;

/// What it is printed on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8½ × 11 inches.
    Letter,
    /// A3 sheets, two A4 pages side by side, to be folded.
    A3Folded,
}

impl Paper {
    /// Width and height of a page.
    pub(super) fn page(self) -> (f32, f32) {
        match self {
            Self::A4 | Self::A3Folded => (595.276, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }

    /// Width and height of a sheet of paper.
    pub(super) fn sheet(self) -> (f32, f32) {
        let (width, height) = self.page();
        if self == Self::A3Folded { (width * 2.0, height) } else { (width, height) }
    }

    /// Which pages are on which side of the paper, from 0; left and right for a folded sheet.
    pub(super) fn sides(self, pages: usize) -> Vec<Vec<Option<usize>>> {
        match self {
            Self::A4 | Self::Letter => (0..pages).map(|page| vec![Some(page)]).collect(),
            // Two pages are read side by side, without turning anything.
            Self::A3Folded if pages <= 2 => vec![vec![Some(0), (pages == 2).then_some(1)]],
            Self::A3Folded => {
                let all = pages.next_multiple_of(4);
                let there = |page: usize| (page < pages).then_some(page);
                // Sheets lie within one another: the outermost has the first page and the last.
                (0..all / 2)
                    .map(|side| match side % 2 {
                        0 => vec![there(all - 1 - side), there(side)],
                        _ => vec![there(side), there(all - 1 - side)],
                    })
                    .collect()
            }
        }
    }
}

/// How a sheet is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// What it is printed on.
    pub paper: Paper,
    /// How marks are filled.
    pub ink: Ink,
    /// Size of the text that is read.
    pub size: f32,
    /// 1 for the usual space between things, less to save room.
    pub space: f32,
}

impl Setting {
    /// Space beside what is printed.
    pub(super) const SIDE: f32 = 50.0;
    /// Space above it.
    pub(super) const TOP: f32 = 46.0;
    /// Space below the foot of the page.
    pub(super) const BOTTOM: f32 = 34.0;

    /// The width that is printed on.
    pub(super) fn width(self) -> f32 {
        self.paper.page().0 - Self::SIDE * 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::Paper;

    #[test]
    fn folded_sheets_make_a_booklet() {
        let sides = |pages| Paper::A3Folded.sides(pages);
        assert_eq!(sides(1), [[Some(0), None]]);
        assert_eq!(sides(2), [[Some(0), Some(1)]]);
        assert_eq!(sides(3), [[None, Some(0)], [Some(1), Some(2)]]);
        assert_eq!(
            sides(8),
            [[Some(7), Some(0)], [Some(1), Some(6)], [Some(5), Some(2)], [Some(3), Some(4)]]
        );
    }
}
