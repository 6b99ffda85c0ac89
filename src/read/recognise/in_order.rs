//! Two lists of the same things in about the same order: which of one is which of the other.

/// Pairs above which nothing is matched: a real report has some 60 of each.
const LARGEST_MATRIX: usize = 4_000_000;

/// For each of `rows` its partner among `columns`, both in order and as many as there can be: a longest common
/// subsequence. `same(row, column)` says which may be paired.
pub(super) fn pairs(rows: usize, columns: usize, same: impl Fn(usize, usize) -> bool) -> Vec<Option<usize>> {
    let mut pairs = vec![None; rows];
    if rows.saturating_mul(columns) > LARGEST_MATRIX {
        return pairs;
    }
    let width = columns + 1;
    // longest[i * width + j]: how many can be paired of rows[i..] and columns[j..].
    let mut longest = vec![0_u32; (rows + 1) * width];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            longest[i * width + j] = if same(i, j) {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if same(i, j) {
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
    use super::pairs;

    #[test]
    fn a_name_that_comes_early_does_not_take_the_place_of_those_before_it() {
        let rows = ["summary", "staff", "care", "staff"];
        let columns = ["care", "staff"];
        let same = |row: usize, column: usize| rows[row] == columns[column];
        assert_eq!(pairs(rows.len(), columns.len(), same), [None, None, Some(0), Some(1)]);
    }

    #[test]
    fn lists_without_end_are_not_matched() {
        assert_eq!(pairs(3_000, 3_000, |_, _| panic!("compared")).len(), 3_000);
    }
}
