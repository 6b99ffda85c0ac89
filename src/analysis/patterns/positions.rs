//! Sets of positions in a text, as bits.
//!
//! The loops count indices, because a build without optimisation, in which the tests run, makes several calls for each
//! step of an iterator, and most of the search is in these loops.

/// A set of positions in a text. The position at the end of the text is bit 0, and the position before the last byte is
/// bit 1, because patterns are matched from their end to their beginning. Holds positions up to `64 * N - 1` bytes
/// before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Positions<const N: usize>([u64; N]);

impl<const N: usize> Positions<N> {
    pub(super) const EMPTY: Self = Self([0; N]);

    /// Returns the positions 0 to `last`.
    pub(super) fn up_to(last: usize) -> Self {
        let mut all = Self::EMPTY;
        for (index, word) in all.0.iter_mut().enumerate() {
            let bits = (last + 1).saturating_sub(index * 64).min(64);
            *word = if bits == 64 { u64::MAX } else { (1 << bits) - 1 };
        }
        all
    }

    /// Returns a set of one position.
    #[inline]
    pub(super) fn only(position: usize) -> Self {
        let mut only = Self::EMPTY;
        only.insert(position);
        only
    }

    #[inline]
    pub(super) fn insert(&mut self, position: usize) {
        self.0[position / 64] |= 1 << (position % 64);
    }

    pub(super) fn contains(&self, position: usize) -> bool {
        self.0[position / 64] >> (position % 64) & 1 == 1
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        let (mut index, mut all) = (0, 0);
        while index < N {
            all |= self.0[index];
            index += 1;
        }
        all == 0
    }

    /// Returns the highest position that is at most `limit`, which is the leftmost in the text.
    pub(super) fn highest_up_to(&self, limit: usize) -> Option<usize> {
        (0..=limit.min(64 * N - 1)).rev().find(|position| self.contains(*position))
    }

    /// Returns true if the sets have a position in common.
    #[inline]
    pub(super) fn intersects(&self, other: &Self) -> bool {
        let (mut index, mut all) = (0, 0);
        while index < N {
            all |= self.0[index] & other.0[index];
            index += 1;
        }
        all != 0
    }

    /// Returns the set whose words are computed from the words of both sets.
    #[inline]
    fn combined(mut self, other: &Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        let mut index = 0;
        while index < N {
            self.0[index] = combine(self.0[index], other.0[index]);
            index += 1;
        }
        self
    }

    #[inline]
    pub(super) fn and(self, other: &Self) -> Self {
        self.combined(other, |word, other| word & other)
    }

    #[inline]
    pub(super) fn or(self, other: &Self) -> Self {
        self.combined(other, |word, other| word | other)
    }

    /// Returns the positions that are not in `other`.
    #[inline]
    pub(super) fn without(self, other: &Self) -> Self {
        self.combined(other, |word, other| word & !other)
    }

    #[inline]
    pub(super) fn xor(self, other: &Self) -> Self {
        self.combined(other, |word, other| word ^ other)
    }

    /// Returns the positions one byte nearer to the beginning of the text.
    #[inline]
    pub(super) fn advanced(mut self) -> Self {
        let (mut index, mut carry) = (0, 0);
        while index < N {
            let word = self.0[index];
            self.0[index] = word << 1 | carry;
            carry = word >> 63;
            index += 1;
        }
        self
    }

    /// Returns the sum of the two sets as numbers.
    #[inline]
    fn plus(mut self, other: &Self) -> Self {
        let (mut index, mut carry) = (0, false);
        while index < N {
            let (sum, first) = self.0[index].overflowing_add(other.0[index]);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            self.0[index] = sum;
            carry = first || second;
            index += 1;
        }
        self
    }

    /// Returns the positions that are reached by any number of steps over bytes of a class. The carry of the addition
    /// runs through all bytes of the class that follow each other.
    #[inline]
    pub(super) fn advanced_through(self, class: &Self) -> Self {
        self.and(class).plus(class).xor(class).or(&self)
    }
}
