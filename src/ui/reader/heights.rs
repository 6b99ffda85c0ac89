//! Heights of the rows of a text, known or estimated, with sums in logarithmic time.

/// Heights in points. Sums are kept in a Fenwick tree. They are `f64` because a report of a million paragraphs is
/// 53 million points high, where an `f32` has steps of 4.
#[derive(Debug, Default)]
pub(super) struct Heights {
    heights: Vec<f32>,
    /// `sums[i]` is the height of the rows that end with row `i - 1`. Their number is the lowest set bit of `i`.
    sums: Vec<f64>,
}

impl Heights {
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

    pub(super) fn len(&self) -> usize {
        self.heights.len()
    }

    /// Returns the height of a row, or `None` if the row does not exist.
    pub(super) fn height(&self, row: usize) -> Option<f32> {
        self.heights.get(row).copied()
    }

    /// Replaces an estimate by the true height.
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

    /// Returns the top of a row. For the number of rows, returns the bottom of the last row.
    pub(super) fn top(&self, row: usize) -> f64 {
        let mut node = row.min(self.heights.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.sums[node];
            node -= lowest_bit(node);
        }
        sum
    }

    pub(super) fn total(&self) -> f64 {
        self.top(self.heights.len())
    }

    /// Returns the row at a height and the distance from its top. Heights beyond the text give its start or end.
    pub(super) fn row_at(&self, at: f64) -> (usize, f32) {
        let mut row = 0;
        let mut above = 0.0;
        let mut step = self.heights.len().next_power_of_two();
        while step > 0 {
            let next = row + step;
            if next < self.sums.len() && above + self.sums[next] <= at {
                row = next;
                above += self.sums[next];
            }
            step /= 2;
        }
        match self.heights.len().checked_sub(1) {
            Some(last) if row > last => (last, self.heights[last]),
            #[expect(clippy::cast_possible_truncation, reason = "the distance within one row")]
            _ => (row, (at - above).max(0.0) as f32),
        }
    }
}

fn lowest_bit(node: usize) -> usize {
    node & node.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::Heights;

    fn naive(heights: &[f32]) -> impl Fn(usize) -> f64 {
        move |row| heights[..row].iter().map(|height| f64::from(*height)).sum()
    }

    #[test]
    fn tops_and_found_rows_match_plain_addition() {
        for count in [1_u16, 2, 3, 7, 8, 9, 100, 257] {
            let mut plain: Vec<f32> = (0..count).map(|row| 10.0 + f32::from(row * 37 % 90)).collect();
            let mut heights = Heights::new(plain.clone());
            for row in (0..usize::from(count)).step_by(3) {
                plain[row] = 5.5;
                heights.set_height(row, 5.5);
            }
            let top = naive(&plain);
            for row in 0..=usize::from(count) {
                assert!((heights.top(row) - top(row)).abs() < 1e-6, "top of {row} of {count}");
            }
            for row in 0..usize::from(count) {
                let (found_row, into) = heights.row_at(top(row) + 2.0);
                assert_eq!((found_row, into), (row, 2.0));
            }
            assert_eq!(heights.row_at(heights.total() + 50.0).0, usize::from(count) - 1);
            assert_eq!(heights.row_at(-5.0), (0, 0.0));
        }
    }
}
