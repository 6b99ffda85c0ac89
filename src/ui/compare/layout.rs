//! Sizes that the lists of a comparison share, and an id for each comparison.

use crate::app::ComparisonTab;

/// Space between the content of the panel and its left and right edges, in points.
pub(super) const SIDE_MARGIN: f32 = 14.0;
/// Space above and below the text of a row, in points.
pub(super) const ROW_PADDING: f32 = 8.0;

/// Returns a number that identifies a comparison. It is part of the ids of the lists in its panel.
pub(super) fn list_id(tab: &ComparisonTab) -> u64 {
    tab.sides[0].id.0 << 32 ^ tab.sides[1].id.0
}
