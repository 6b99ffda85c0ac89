//! Heights of the rows of a text, measured or estimated. The top of any row is found in logarithmic time.

/// Heights in points. Sums are kept in a Fenwick tree. They are `f64` because a report of a million paragraphs is
/// 53 million points high, and an `f32` of that size has steps of 4 points.
#[derive(Debug, Default)]
pub(super) struct Heights {
    heights: Vec<f32>,
    /// The Fenwick tree. `sums[node]` is the sum of the heights of rows up to row `node - 1`. The number of these rows
    /// is the lowest set bit of `node`.
    sums: Vec<f64>,
}

impl Heights {
    /// Creates the sums of these heights.
    pub(super) fn new(heights: Vec<f32>) -> Self {
        let mut sums = vec![0.0; heights.len() + 1];
        for (index, height) in heights.iter().enumerate() {
            let node = index + 1;
            sums[node] += f64::from(*height);
            let above = node + lowest_bit(node);
            if above < sums.len() {
                sums[above] += sums[node];
            }
        }
        Self { heights, sums }
    }

    /// Returns the number of rows.
    pub(super) fn len(&self) -> usize {
        self.heights.len()
    }

    /// Returns the height of a row, or `None` if the row does not exist.
    pub(super) fn row_height(&self, row: usize) -> Option<f32> {
        self.heights.get(row).copied()
    }

    /// Replaces the estimated height of a row with its true height.
    pub(super) fn set_height(&mut self, row: usize, height: f32) {
        let change = f64::from(height) - f64::from(self.heights[row]);
        if change == 0.0 {
            return;
        }
        self.heights[row] = height;
        let mut node = row + 1;
        while node < self.sums.len() {
            self.sums[node] += change;
            node += lowest_bit(node);
        }
    }

    /// Returns the top of a row, in points from the top of the text. If `row` is the number of rows, returns the bottom
    /// of the last row.
    pub(super) fn row_top(&self, row: usize) -> f64 {
        let mut node = row.min(self.heights.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.sums[node];
            node -= lowest_bit(node);
        }
        sum
    }

    /// Returns the height of all rows together.
    pub(super) fn total_height(&self) -> f64 {
        self.row_top(self.heights.len())
    }

    /// Returns the row at a distance from the top of the text, and the distance of that point from the top of the row.
    /// A distance beyond the text gives its start or end.
    pub(super) fn row_at(&self, distance: f64) -> (usize, f32) {
        let mut row = 0;
        let mut above = 0.0;
        let mut step = self.heights.len().next_power_of_two();
        while step > 0 {
            let next = row + step;
            if next < self.sums.len() && above + self.sums[next] <= distance {
                row = next;
                above += self.sums[next];
            }
            step /= 2;
        }
        match self.heights.len().checked_sub(1) {
            Some(last) if row > last => (last, self.heights[last]),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a distance within one row is small enough for f32"
            )]
            _ => (row, (distance - above).max(0.0) as f32),
        }
    }
}

/// Returns the lowest set bit of a node of the Fenwick tree.
fn lowest_bit(node: usize) -> usize {
    node & node.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::Heights;

    /// Returns a function that adds up heights one by one, to compare the tree with.
    fn row_top_by_addition(heights: &[f32]) -> impl Fn(usize) -> f64 {
        move |row| heights[..row].iter().map(|height| f64::from(*height)).sum()
    }

    #[test]
    fn row_tops_and_rows_at_a_distance_match_plain_addition() {
        for count in [1_u16, 2, 3, 7, 8, 9, 100, 257] {
            let mut plain: Vec<f32> = (0..count).map(|row| 10.0 + f32::from(row * 37 % 90)).collect();
            let mut heights = Heights::new(plain.clone());
            for row in (0..usize::from(count)).step_by(3) {
                plain[row] = 5.5;
                heights.set_height(row, 5.5);
            }
            let top = row_top_by_addition(&plain);
            for row in 0..=usize::from(count) {
                assert!((heights.row_top(row) - top(row)).abs() < 1e-6, "top of {row} of {count}");
            }
            for row in 0..usize::from(count) {
                let (found_row, into) = heights.row_at(top(row) + 2.0);
                assert_eq!((found_row, into), (row, 2.0));
            }
            assert_eq!(heights.row_at(heights.total_height() + 50.0).0, usize::from(count) - 1);
            assert_eq!(heights.row_at(-5.0), (0, 0.0));
        }
    }
}
