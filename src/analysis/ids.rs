//! Names for findings that stay the same when a file is renamed, read again, or read by a later version: they follow from
//! the words alone.

use std::{collections::HashMap, fmt::Write as _};

use sha2::{Digest as _, Sha256};

use crate::report::references;

/// Gives out names; the same words get "-2" the second time.
#[derive(Debug)]
pub(super) struct Ids {
    kind: char,
    given: HashMap<String, u32>,
}

impl Ids {
    /// Names that begin with this letter.
    pub(super) fn new(kind: char) -> Self {
        Self { kind, given: HashMap::new() }
    }

    /// The name for something with these words: capitals, marks and printed references aside, and an "and" at the end.
    pub(super) fn of(&mut self, words: &str) -> String {
        let hash = Sha256::digest(key(words).as_bytes());
        let mut id = format!("{}-", self.kind);
        for byte in &hash[..5] {
            // Writing to a String cannot fail.
            let _ = write!(id, "{byte:02x}");
        }
        let count = self.given.entry(id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let _ = write!(id, "-{count}");
        }
        id
    }
}

fn key(words: &str) -> String {
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
    fn ids_follow_from_the_words() {
        let mut ids = Ids::new('R');
        let first = ids.of("Ensure that plans are clear (paragraphs 12 to 14); and");
        assert_eq!(ids.of("ensure that plans are clear"), format!("{first}-2"));
        assert_eq!(Ids::new('R').of("Ensure that plans are clear (paragraph 9)."), first);
        assert_ne!(Ids::new('R').of("Ensure that plans are unclear"), first);
    }
}
