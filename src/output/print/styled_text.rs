//! Text with styles, for printing.

use std::ops::Range;

use crate::report::{Emphasis, Text};

/// The style of a range of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextStyle {
    /// Semibold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// In the secondary colour, for less important text such as paragraph numbers.
    pub secondary: bool,
    /// A line below or through it.
    pub decoration: Option<Decoration>,
}

/// A line below or through text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decoration {
    /// Below it: added text.
    Underline,
    /// Through it: removed text.
    Strikethrough,
}

impl TextStyle {
    /// Regular.
    pub const PLAIN: Self = Self { bold: false, italic: false, secondary: false, decoration: None };
    /// Semibold.
    pub const BOLD: Self = Self { bold: true, ..Self::PLAIN };
    /// In the secondary colour.
    pub const SECONDARY: Self = Self { secondary: true, ..Self::PLAIN };
}

/// Text in which every byte has a style.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StyledText {
    text: String,
    /// Byte ranges that are not plain, in order and without overlap.
    styles: Vec<(Range<usize>, TextStyle)>,
}

impl StyledText {
    /// Returns text in a single style.
    #[must_use]
    pub fn new(text: &str, style: TextStyle) -> Self {
        let mut words = Self::default();
        words.push(text, style);
        words
    }

    /// Appends text.
    ///
    /// Characters that cannot be printed are left out (control characters, soft hyphens, direction marks). Other white
    /// space, including line ends, becomes a space.
    pub fn push(&mut self, text: &str, style: TextStyle) {
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
        if style != TextStyle::PLAIN && self.text.len() > start {
            self.styles.push((start..self.text.len(), style));
        }
    }

    /// Appends a line break.
    pub fn push_break(&mut self) {
        self.text.push('\n');
    }

    /// Appends text of a report with its emphasis.
    pub fn push_text(&mut self, text: &Text) {
        for (words, emphasis) in text.emphasis_runs() {
            let has = |wanted| emphasis.contains(&wanted);
            let style =
                TextStyle { bold: has(Emphasis::Bold), italic: has(Emphasis::Italic), ..TextStyle::PLAIN };
            self.push(words, style);
        }
    }

    /// Returns the text without its styles.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.text
    }

    /// Returns the byte ranges that are not plain, in order.
    pub(super) fn styles(&self) -> &[(Range<usize>, TextStyle)] {
        &self.styles
    }

    /// Replaces a byte range, and moves the styles after it.
    pub(super) fn replace(&mut self, range: Range<usize>, with: &str) {
        self.text.replace_range(range.clone(), with);
        let moved = |at: usize| {
            if at >= range.end { at - range.len() + with.len() } else { at.min(range.start + with.len()) }
        };
        for (styled, _) in &mut self.styles {
            *styled = moved(styled.start)..moved(styled.end);
        }
    }
}

impl From<&str> for StyledText {
    fn from(text: &str) -> Self {
        Self::new(text, TextStyle::PLAIN)
    }
}

impl From<&Text> for StyledText {
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
    fn unprintable_characters_are_left_out() {
        let words = StyledText::from("a\u{AD}b\u{0}c\nd\u{200E}e\u{2003}f");
        assert_eq!(words.plain(), "abc de f");
    }

    #[test]
    fn emphasis_of_report_text_is_kept() {
        let mut text = Text::new("one two three");
        text.emphasise(0..7, Emphasis::Bold);
        text.emphasise(4..13, Emphasis::Italic);
        let words = StyledText::from(&text);
        let stretches: Vec<(&str, bool, bool)> = words
            .styles()
            .iter()
            .map(|(range, style)| (&words.plain()[range.clone()], style.bold, style.italic))
            .collect();
        assert_eq!(stretches, [("one ", true, false), ("two", true, true), (" three", false, true)]);
    }

    #[test]
    fn replacing_a_character_moves_the_styles_after_it() {
        let mut words = StyledText::from("a");
        words.push("\u{4E2D}b", TextStyle::BOLD);
        words.replace(1..4, "?");
        assert_eq!(words.plain(), "a?b");
        assert_eq!(words.styles()[0].0, 1..3);
    }
}
