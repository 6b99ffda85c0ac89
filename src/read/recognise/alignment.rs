//! Pairs the items of two lists that are in about the same order, such as table rows and sections.
//!
//! Works on indices; must not know the items.

/// The maximum number of pairs of items that are compared. A real report has about 60 items in each list.
const MAX_COMPARED_PAIRS: usize = 4_000_000;

/// Pairs the items of two lists, called rows and columns, and returns for each row the index of its column, or `None`.
/// The pairs keep the order of both lists and are as many as possible: a longest common subsequence. `is_same(row,
/// column)` returns true if two items can be paired. Returns no pairs if more than [`MAX_COMPARED_PAIRS`] would be
/// compared.
pub(super) fn align_lists(
    rows: usize,
    columns: usize,
    is_same: impl Fn(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let mut pairs = vec![None; rows];
    if rows.saturating_mul(columns) > MAX_COMPARED_PAIRS {
        return pairs;
    }
    let width = columns + 1;
    // longest[row * width + column] is the maximum number of pairs between the rows from `row` on and the columns from
    // `column` on.
    let mut longest = vec![0_u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            longest[row * width + column] = if is_same(row, column) {
                longest[(row + 1) * width + column + 1] + 1
            } else {
                longest[(row + 1) * width + column].max(longest[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if is_same(row, column) {
            pairs[row] = Some(column);
            (row, column) = (row + 1, column + 1);
        } else if longest[(row + 1) * width + column] >= longest[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::align_lists;

    #[test]
    fn an_early_repeated_name_does_not_prevent_later_pairs() {
        let rows = ["summary", "staff", "care", "staff"];
        let columns = ["care", "staff"];
        let is_same = |row: usize, column: usize| rows[row] == columns[column];
        assert_eq!(align_lists(rows.len(), columns.len(), is_same), [None, None, Some(0), Some(1)]);
    }

    #[test]
    fn lists_that_are_too_long_are_not_compared() {
        assert_eq!(align_lists(3_000, 3_000, |_, _| panic!("compared")).len(), 3_000);
    }
}
