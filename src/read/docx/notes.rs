//! The footnotes, endnotes and comments of a Word document, and the marks in the text that refer to them.

use std::collections::HashMap;

use crate::read::line::to_superscript;

/// The kinds of notes. Each kind has its own part of the package and its own numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    /// A footnote.
    Foot,
    /// An endnote.
    End,
}

/// The notes that the text refers to.
#[derive(Debug, Default)]
pub(super) struct NoteReferences {
    /// The number of each note, from 1, in the order of the references; `None` if the text has a mark of its own.
    numbers: HashMap<(NoteKind, String), Option<u32>>,
    /// The number of the last footnote and of the last endnote.
    last: HashMap<NoteKind, u32>,
}

impl NoteReferences {
    /// Adds a reference to a note, and returns its mark. `has_own_mark` is true if the text has another mark for it.
    pub(super) fn add(&mut self, kind: NoteKind, id: String, has_own_mark: bool) -> String {
        let last = self.last.entry(kind).or_default();
        let number = self.numbers.entry((kind, id)).or_insert_with(|| {
            (!has_own_mark).then(|| {
                *last += 1;
                *last
            })
        });
        if has_own_mark { String::new() } else { number.map(note_mark).unwrap_or_default() }
    }

    /// Returns the text before a note: its mark and a space, or nothing if the note has a mark of its own. Returns
    /// `None` if the text does not refer to the note, so that it is not shown.
    pub(super) fn prefix(&self, kind: NoteKind, id: &str) -> Option<String> {
        let number = self.numbers.get(&(kind, id.to_owned()))?;
        Some(number.map(|number| format!("{} ", note_mark(number))).unwrap_or_default())
    }
}

/// Returns the mark of a note: its number in superscript digits.
fn note_mark(number: u32) -> String {
    number.to_string().chars().filter_map(to_superscript).collect()
}
