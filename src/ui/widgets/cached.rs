//! A value that a panel computes once and shows in many frames.

/// A value that is computed again only if its key changes.
#[derive(Debug)]
pub(crate) struct Cached<K, V> {
    entry: Option<(K, V)>,
    /// The number of times that the value was computed.
    #[cfg(test)]
    pub(crate) computation_count: usize,
}

impl<K, V> Default for Cached<K, V> {
    fn default() -> Self {
        Self {
            entry: None,
            #[cfg(test)]
            computation_count: 0,
        }
    }
}

impl<K: PartialEq, V> Cached<K, V> {
    /// Returns the value for this key. `compute` is called if the value was computed for another key, or not yet.
    pub(crate) fn get(&mut self, key: K, compute: impl FnOnce() -> V) -> &V {
        let entry = match self.entry.take() {
            Some((known, value)) if known == key => (known, value),
            Some(_) | None => {
                #[cfg(test)]
                {
                    self.computation_count += 1;
                }
                (key, compute())
            }
        };
        &self.entry.insert(entry).1
    }
}
