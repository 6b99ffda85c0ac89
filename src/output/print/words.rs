//! Words with how they look.

use std::ops::Range;

use crate::report::{Emphasis, Text};

/// How a stretch of words looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Heavy.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Of less weight: where something stands, who says it.
    pub quiet: bool,
    /// A line under or through it.
    pub rule: Option<Rule>,
}

/// A line with words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Under them: words that were added.
    Under,
    /// Through them: words that were taken out.
    Through,
}

impl Look {
    /// Plain.
    pub const PLAIN: Self = Self { bold: false, italic: false, quiet: false, rule: None };
    /// Heavy.
    pub const BOLD: Self = Self { bold: true, ..Self::PLAIN };
    /// Of less weight.
    pub const QUIET: Self = Self { quiet: true, ..Self::PLAIN };
}

/// Words, each byte of them with a look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    text: String,
    /// Stretches that are not plain, in order, none over another.
    looks: Vec<(Range<usize>, Look)>,
}

impl Words {
    /// Words of one look.
    #[must_use]
    pub fn new(text: &str, look: Look) -> Self {
        let mut words = Self::default();
        words.push(text, look);
        words
    }

    /// Adds words at the end.
    ///
    /// What has no place on paper is left out (control characters, soft hyphens, direction marks); other white space,
    /// a line's end among it, is a space.
    pub fn push(&mut self, text: &str, look: Look) {
        let start = self.text.len();
        for c in text.chars() {
            match c {
                '\n' | '\t' | '\r' => self.text.push(' '),
                '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => {}
                '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {}
                c if c.is_control() => {}
                c if c.is_whitespace() && c != '\u{A0}' && c != '\u{202F}' => self.text.push(' '),
                c => self.text.push(c),
            }
        }
        if look != Look::PLAIN && self.text.len() > start {
            self.looks.push((start..self.text.len(), look));
        }
    }

    /// What follows begins a new line.
    pub fn push_break(&mut self) {
        self.text.push('\n');
    }

    /// Plain words of a report with the emphasis it gives them.
    pub fn push_text(&mut self, text: &Text) {
        for (words, emphasis) in text.stretches() {
            let has = |wanted| emphasis.contains(&wanted);
            let look = Look { bold: has(Emphasis::Bold), italic: has(Emphasis::Italic), ..Look::PLAIN };
            self.push(words, look);
        }
    }

    /// The words alone.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.text
    }

    /// Stretches that are not plain, in bytes, in order.
    pub(super) fn looks(&self) -> &[(Range<usize>, Look)] {
        &self.looks
    }

    /// Puts other words in the place of some.
    pub(super) fn replace(&mut self, range: Range<usize>, with: &str) {
        self.text.replace_range(range.clone(), with);
        let moved = |at: usize| {
            if at >= range.end { at - range.len() + with.len() } else { at.min(range.start + with.len()) }
        };
        for (look, _) in &mut self.looks {
            *look = moved(look.start)..moved(look.end);
        }
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::new(text, Look::PLAIN)
    }
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Self {
        let mut words = Self::default();
        words.push_text(text);
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_place_on_paper_is_left_out() {
        let words = Words::from("a\u{AD}b\u{0}c\nd\u{200E}e\u{2003}f");
        assert_eq!(words.plain(), "abc de f");
    }

    #[test]
    fn emphasis_of_a_report_is_kept() {
        let mut text = Text::new("one two three");
        text.emphasise(0..7, Emphasis::Bold);
        text.emphasise(4..13, Emphasis::Italic);
        let words = Words::from(&text);
        let stretches: Vec<(&str, bool, bool)> = words
            .looks()
            .iter()
            .map(|(range, look)| (&words.plain()[range.clone()], look.bold, look.italic))
            .collect();
        assert_eq!(stretches, [("one ", true, false), ("two", true, true), (" three", false, true)]);
    }

    #[test]
    fn a_replaced_character_moves_what_follows() {
        let mut words = Words::from("a");
        words.push("\u{4E2D}b", Look::BOLD);
        words.replace(1..4, "?");
        assert_eq!(words.plain(), "a?b");
        assert_eq!(words.looks()[0].0, 1..3);
    }
}
