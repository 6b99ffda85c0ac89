//! Sizes that the lists of a comparison share, and an id for each comparison.

use crate::app::ComparisonTab;

/// Space left and right of the content of the panel, in points.
pub(super) const SIDE: f32 = 14.0;
/// Space above and below the words in a row, in points.
pub(super) const PADDING: f32 = 8.0;

/// Returns a number that identifies the comparison, for the lists of its panel.
pub(super) fn list_id(tab: &ComparisonTab) -> u64 {
    tab.sides[0].id.0 << 32 ^ tab.sides[1].id.0
}
