//! Fits printouts to a number of pages. Laying out takes most of the time of printing, so heights are estimated first
//! and only likely sizes are laid out.

use crate::output::print::PrintedPages;

/// Text sizes above the normal size of 10 points, as factors, in the order of trying them: 12, 11 and 10.5 points.
pub(super) const LARGER_FACTORS: [f32; 3] = [1.2, 1.1, 1.05];

/// Returns the least factor by which the height of a printout changes with the text size and the space between blocks,
/// both as factors.
pub(super) fn least_height_factor(size_factor: f32, space_factor: f32) -> f32 {
    /// The share of the height that depends on the space between blocks, with much space: a summary with only tables,
    /// cards and headings has a little less.
    const SPACE_SHARE: f32 = 0.6;
    // Larger text needs higher lines, and more of them if the text fills its lines. Tables have short lines.
    let exponent = if size_factor > 1.0 { 1.2 } else { 2.0 };
    size_factor.powf(exponent) * (1.0 - SPACE_SHARE + SPACE_SHARE * space_factor)
}

/// Returns a printout with the largest text that needs no more pages, which is `normal` if there is no room.
/// `typeset_with` lays the printout out with a text size, as a factor of the normal one.
pub(super) fn enlarge(normal: PrintedPages, typeset_with: impl Fn(f32) -> PrintedPages) -> PrintedPages {
    let count = normal.count();
    let height = normal.height_in_pages();
    let likely = LARGER_FACTORS.into_iter().filter(|factor| {
        #[expect(clippy::cast_precision_loss, reason = "the number of pages is small enough for f32")]
        let max_height = count as f32;
        height * least_height_factor(*factor, 1.0) <= max_height
    });
    likely.map(typeset_with).find(|pages| pages.count() <= count).unwrap_or(normal)
}

/// Lays out as many items as there is room for, and returns the result; `None` if there is no room for one.
///
/// `room` is the height that is free, and `item_height` the average height of an item. Items differ in height, so this
/// is only where the search begins. `lay_out` lays out a number of items and returns `None` if they do not fit.
pub(super) fn most_items<T>(
    room: f32,
    item_height: f32,
    max_count: usize,
    lay_out: impl Fn(usize) -> Option<T>,
) -> Option<T> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number is small and positive"
    )]
    let estimate = (room / item_height.max(0.005)).max(1.0) as usize;
    let (mut fitting, mut fitting_count, mut first_too_many) = (None, 0, max_count + 1);
    let mut next = estimate;
    while fitting_count + 1 < first_too_many {
        // The estimate is usually close, so the search goes away from it in steps of a quarter until it is bracketed.
        let count = next.clamp(fitting_count + 1, first_too_many - 1);
        match lay_out(count) {
            Some(pages) => (fitting, fitting_count) = (Some(pages), count),
            None => first_too_many = count,
        }
        next = match (fitting_count, first_too_many > max_count) {
            (0, _) => first_too_many * 3 / 4,
            (fits, true) => fits + fits.div_ceil(4),
            (fits, false) => fits.midpoint(first_too_many),
        };
    }
    fitting
}

#[cfg(test)]
mod tests {
    use super::most_items;

    #[test]
    fn all_items_that_fit_are_laid_out_whatever_the_estimate() {
        for fits in 0..=40 {
            for item_height in [0.0, 0.02, 0.05, 0.2, 1.5] {
                for max_count in [1, 5, 40, 80] {
                    let found =
                        most_items(1.0, item_height, max_count, |count| (count <= fits).then_some(count));
                    let expected = Some(fits.min(max_count)).filter(|count| *count > 0);
                    assert_eq!(found, expected, "{fits} of {max_count}, {item_height}");
                }
            }
        }
    }
}
