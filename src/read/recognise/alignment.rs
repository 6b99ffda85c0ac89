//! Pairs the items of two lists that are in about the same order, such as table rows and sections.
//!
//! Must not know what the items are.

/// The maximum number of pairs that are compared. A real report has about 60 items in each list.
const MAX_COMPARED_PAIRS: usize = 4_000_000;

/// Returns for each row the index of its partner among the columns, or `None`. The pairs keep the order of both lists
/// and are as many as possible: they are a longest common subsequence. `is_same(row, column)` is true if two items can
/// be paired. Returns no pairs if the lists are too long.
pub(super) fn align(
    rows: usize,
    columns: usize,
    is_same: impl Fn(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let mut pairs = vec![None; rows];
    if rows.saturating_mul(columns) > MAX_COMPARED_PAIRS {
        return pairs;
    }
    let width = columns + 1;
    // longest[i * width + j] is the number of pairs between rows[i..] and columns[j..].
    let mut longest = vec![0_u32; (rows + 1) * width];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            longest[i * width + j] = if is_same(i, j) {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if is_same(i, j) {
            pairs[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn an_early_repeated_name_does_not_prevent_later_pairs() {
        let rows = ["summary", "staff", "care", "staff"];
        let columns = ["care", "staff"];
        let is_same = |row: usize, column: usize| rows[row] == columns[column];
        assert_eq!(align(rows.len(), columns.len(), is_same), [None, None, Some(0), Some(1)]);
    }

    #[test]
    fn lists_that_are_too_long_are_not_compared() {
        assert_eq!(align(3_000, 3_000, |_, _| panic!("compared")).len(), 3_000);
    }
}
