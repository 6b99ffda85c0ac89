//! Regular expressions that are compiled before the program is built, and the search for them in short texts.
//!
//! Must not know what the patterns are for. `tests/patterns` compiles them and compares the results with those of the
//! `regex` crate.
//!
//! Three things make the search fast:
//!
//! - Nothing is compiled when the program runs: [`CompiledPatterns`] reads a table that is part of the program.
//! - Each alternative of a pattern has a guard: words one of which every match contains. One pass over a text finds the
//!   guards of all patterns, and most patterns need no further search.
//! - [`SearchText`] searches all positions of a text at once, as the bits of a few numbers, without states that would
//!   have to be built first (R. Cameron and others, "Bitwise data parallelism in regular expression matching", 2014).
//!
//! Measured (callgrind) on a report of 156 paragraphs: finding its improvement points takes 54 million instructions. With
//! the lazy automata of the `regex-automata` crate it took 494 million, of which 275 were for compiling the patterns and
//! 160 for the states of the automata.

mod compiled;
mod guards;
mod positions;
mod search;

use std::ops::Range;

use self::search::TextPositions;
pub use self::{
    compiled::{CompiledPatterns, MAX_SYMBOLS, ScannedText, opcode},
    guards::MAX_GUARDS,
};

/// A text that is prepared for searching. Longer texts need larger numbers.
#[derive(Debug)]
pub struct SearchText<'a>(Size<'a>);

#[derive(Debug)]
enum Size<'a> {
    VeryShort(TextPositions<'a, 2>),
    Short(TextPositions<'a, 4>),
    Medium(TextPositions<'a, 8>),
    Long(Box<TextPositions<'a, 32>>),
    VeryLong(Box<TextPositions<'a, 128>>),
}

/// Calls a method on the text of any size.
macro_rules! for_any_size {
    ($size:expr, $text:ident => $call:expr) => {
        match $size {
            Size::VeryShort($text) => $call,
            Size::Short($text) => $call,
            Size::Medium($text) => $call,
            Size::Long($text) => $call,
            Size::VeryLong($text) => $call,
        }
    };
}

impl<'a> SearchText<'a> {
    /// The maximum length of a text, in bytes.
    pub const MAX_BYTES: usize = TextPositions::<128>::MAX_BYTES;

    /// Prepares a text. No pattern matches a text that is longer than [`Self::MAX_BYTES`].
    #[must_use]
    pub fn new(patterns: &'a CompiledPatterns, text: &ScannedText) -> Self {
        let length = text.len();
        Self(if length <= TextPositions::<2>::MAX_BYTES {
            Size::VeryShort(TextPositions::new(patterns, text))
        } else if length <= TextPositions::<4>::MAX_BYTES {
            Size::Short(TextPositions::new(patterns, text))
        } else if length <= TextPositions::<8>::MAX_BYTES {
            Size::Medium(TextPositions::new(patterns, text))
        } else if length <= TextPositions::<32>::MAX_BYTES {
            Size::Long(Box::new(TextPositions::new(patterns, text)))
        } else if length <= Self::MAX_BYTES {
            Size::VeryLong(Box::new(TextPositions::new(patterns, text)))
        } else {
            Size::VeryShort(TextPositions::new(patterns, &ScannedText::default()))
        })
    }

    /// Returns true if the pattern with this number matches anywhere in the text.
    #[must_use]
    pub fn is_match(&self, pattern: usize) -> bool {
        for_any_size!(&self.0, text => text.is_match(pattern))
    }

    /// Returns the byte ranges of all matches that do not overlap, in order. The pattern must have been compiled for
    /// this, with its alternatives in their order.
    #[must_use]
    pub fn find_all(&self, pattern: usize) -> Vec<Range<usize>> {
        for_any_size!(&self.0, text => text.find_all(pattern))
    }
}
