//! Ids for recommendations, paragraphs and improvement points.
//!
//! An id depends only on the words, so it stays the same if the file is renamed, read again or read by a later version.

use std::{collections::HashMap, fmt::Write as _};

use sha2::{Digest as _, Sha256};

use crate::report::references;

/// Makes the ids of one report. The second item with the same words gets the suffix "-2".
#[derive(Debug)]
pub(super) struct Ids {
    kind: char,
    used: HashMap<String, u32>,
}

impl Ids {
    /// Makes ids that begin with this letter.
    pub(super) fn new(kind: char) -> Self {
        Self { kind, used: HashMap::new() }
    }

    /// Returns the id for these words. Case, punctuation, printed references and an "and" at the end make no
    /// difference.
    pub(super) fn id_for(&mut self, words: &str) -> String {
        let hash = Sha256::digest(normalised(words).as_bytes());
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

fn normalised(words: &str) -> String {
    let mut bare = String::with_capacity(words.len());
    let mut at = 0;
    for reference in references(words) {
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
    use super::Ids;

    #[test]
    fn same_words_give_the_same_id() {
        let mut ids = Ids::new('R');
        let first = ids.id_for("Ensure that plans are clear (paragraphs 12 to 14); and");
        assert_eq!(ids.id_for("ensure that plans are clear"), format!("{first}-2"));
        assert_eq!(Ids::new('R').id_for("Ensure that plans are clear (paragraph 9)."), first);
        assert_ne!(Ids::new('R').id_for("Ensure that plans are unclear"), first);
    }
}
