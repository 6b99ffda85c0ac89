//! Remembers what the font states about the codes of a run of glyphs, because looking it up is slow.
//!
//! All glyphs of a run have the same font, so equal codes have the same character and width. The interpreter does not
//! state which font that is, so the next run starts afresh. Must not know where glyphs are.

/// The number of codes that are remembered. Two codes with the same remainder replace each other.
const MAX_CODES: u32 = 256;

/// A value for each code of the current run.
pub(super) struct RunCache<T> {
    /// The last entry for each remainder of a code.
    entries: Vec<Entry<T>>,
    /// The number of the current run, from 1.
    run: u32,
}

/// A code and its value.
#[derive(Clone, Copy, Default)]
struct Entry<T> {
    /// The number of the run that the code was looked up in; 0 if there is none.
    run: u32,
    code: u32,
    value: T,
}

impl<T: Copy + Default> Default for RunCache<T> {
    fn default() -> Self {
        Self { entries: vec![Entry::default(); MAX_CODES as usize], run: 1 }
    }
}

impl<T: Copy + Default> RunCache<T> {
    /// Forgets all values.
    pub(super) fn begin_run(&mut self) {
        match self.run.checked_add(1) {
            Some(run) => self.run = run,
            None => *self = Self::default(),
        }
    }

    /// Returns the value of a code; `None` if it is not remembered.
    pub(super) fn get(&self, code: u32) -> Option<T> {
        let entry = self.entries[(code % MAX_CODES) as usize];
        (entry.run == self.run && entry.code == code).then_some(entry.value)
    }

    /// Remembers the value of a code, and returns it.
    pub(super) fn insert(&mut self, code: u32, value: T) -> T {
        self.entries[(code % MAX_CODES) as usize] = Entry { run: self.run, code, value };
        value
    }
}

#[cfg(test)]
mod tests {
    use super::RunCache;

    #[test]
    fn values_are_remembered_within_their_run_only() {
        let mut cache = RunCache::default();
        assert_eq!(cache.get(0), None);
        cache.insert(7, 'a');
        assert_eq!((cache.get(7), cache.get(8), cache.get(7 + 256)), (Some('a'), None, None));
        cache.insert(7 + 256, 'b');
        assert_eq!((cache.get(7), cache.get(7 + 256)), (None, Some('b')));
        cache.begin_run();
        assert_eq!(cache.get(7 + 256), None);
        cache.run = u32::MAX;
        cache.insert(1, 'c');
        cache.begin_run();
        assert_eq!(cache.get(1), None);
    }
}
