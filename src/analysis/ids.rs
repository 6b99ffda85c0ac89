//! Ids for recommendations, paragraphs and improvement points.
//!
//! An id depends only on the words, so it stays the same if the file is renamed, read again or read by a later version.

use std::{collections::HashMap, fmt::Write as _};

use sha2::{Digest as _, Sha256};

use crate::report::paragraph_references;

/// Generates the ids for the items of one kind in a report. The second item with the same words gets the suffix "-2".
#[derive(Debug)]
pub(super) struct IdGenerator {
    /// The letter at the beginning of each id.
    kind: char,
    /// The number of items with each id, without the suffix.
    used: HashMap<String, u32>,
}

impl IdGenerator {
    /// Creates a generator of ids that begin with the letter `kind`.
    pub(super) fn new(kind: char) -> Self {
        Self { kind, used: HashMap::new() }
    }

    /// Returns the id for these words. Case, punctuation, printed references and an "and" at the end make no
    /// difference.
    pub(super) fn id_for(&mut self, words: &str) -> String {
        let hash = Sha256::digest(normalised_words(words).as_bytes());
        let mut id = format!("{}-", self.kind);
        for byte in &hash[..5] {
            // Writing to a String cannot fail.
            let _ = write!(id, "{byte:02x}");
        }
        let count = self.used.entry(id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let _ = write!(id, "-{count}");
        }
        id
    }
}

/// Returns words in lower case, without punctuation, printed references and an "and" or "or" at the end.
fn normalised_words(words: &str) -> String {
    let mut bare = String::with_capacity(words.len());
    let mut at = 0;
    for reference in paragraph_references(words) {
        bare.push_str(&words[at..reference.range.start]);
        at = reference.range.end;
    }
    bare.push_str(&words[at..]);
    let bare = bare.to_lowercase();
    let mut words: Vec<&str> =
        bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    while words.last().is_some_and(|last| matches!(*last, "and" | "or" | "paragraph" | "paragraphs" | "to")) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::IdGenerator;

    #[test]
    fn same_words_give_the_same_id() {
        let mut ids = IdGenerator::new('R');
        let first = ids.id_for("Ensure that plans are clear (paragraphs 12 to 14); and");
        assert_eq!(ids.id_for("ensure that plans are clear"), format!("{first}-2"));
        assert_eq!(IdGenerator::new('R').id_for("Ensure that plans are clear (paragraph 9)."), first);
        assert_ne!(IdGenerator::new('R').id_for("Ensure that plans are unclear"), first);
    }
}
