//! Upright rectangles of pixels or texels.

use std::ops::Range;

/// An upright rectangle of whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PixelArea {
    /// The first column.
    pub left: i32,
    /// The first row.
    pub top: i32,
    /// The column after the last.
    pub right: i32,
    /// The row after the last.
    pub bottom: i32,
}

impl PixelArea {
    /// An area without pixels.
    pub(super) const EMPTY: Self = Self { left: 0, top: 0, right: 0, bottom: 0 };

    /// Returns the area of these columns and rows.
    pub(super) fn new(columns: &Range<i64>, rows: &Range<i64>) -> Self {
        let [left, top, right, bottom] =
            [columns.start, rows.start, columns.end, rows.end].map(|side| side as i32);
        Self { left, top, right, bottom }
    }

    /// Returns the area of a whole picture of this width and height.
    pub(super) fn of_size([width, height]: [usize; 2]) -> Self {
        Self { left: 0, top: 0, right: width as i32, bottom: height as i32 }
    }

    /// Returns true if the area has no pixels.
    pub(super) fn is_empty(self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// Returns the pixels that are in both areas.
    pub(super) fn intersection(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Returns true if a pixel is in both areas.
    pub(super) fn intersects(self, other: Self) -> bool {
        !self.intersection(other).is_empty()
    }

    /// Returns true if all pixels of the other area are in this area.
    pub(super) fn contains(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    /// Returns the smallest area with all pixels of both areas.
    pub(super) fn union(self, other: Self) -> Self {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Returns the area moved by a number of columns and rows.
    pub(super) fn translated(self, [right, down]: [i32; 2]) -> Self {
        Self {
            left: self.left + right,
            top: self.top + down,
            right: self.right + right,
            bottom: self.bottom + down,
        }
    }

    /// Returns the columns.
    pub(super) fn columns(self) -> Range<i64> {
        i64::from(self.left)..i64::from(self.right)
    }

    /// Returns the rows.
    pub(super) fn rows(self) -> Range<i64> {
        i64::from(self.top)..i64::from(self.bottom)
    }
}
