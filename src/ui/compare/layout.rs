//! Measures that the lists of the comparison share.

/// Space left and right of the words in the panel, in points.
pub(super) const SIDE: f32 = 14.0;
/// Space above and below the words in a row, in points.
pub(super) const PADDING: f32 = 8.0;
