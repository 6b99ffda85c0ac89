//! Text with styles, for printing.

use std::ops::Range;

use crate::report::{Emphasis, Text};

/// The style of printed text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextStyle {
    /// True for semibold text.
    pub is_bold: bool,
    /// True for italic text.
    pub is_italic: bool,
    /// True for the secondary colour, which is for less important text such as paragraph numbers.
    pub is_secondary: bool,
    /// A line below or through the text.
    pub decoration: Option<Decoration>,
}

/// A line below or through text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decoration {
    /// Below the text, for added words.
    Underline,
    /// Through the text, for removed words.
    Strikethrough,
}

impl TextStyle {
    /// Regular text.
    pub const PLAIN: Self = Self { is_bold: false, is_italic: false, is_secondary: false, decoration: None };
    /// Semibold text.
    pub const BOLD: Self = Self { is_bold: true, ..Self::PLAIN };
    /// Text in the secondary colour.
    pub const SECONDARY: Self = Self { is_secondary: true, ..Self::PLAIN };
}

/// Text with styles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StyledText {
    text: String,
    /// The byte ranges with a style other than [`TextStyle::PLAIN`], in order and without overlap.
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

    /// Appends text in a single style.
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
    pub fn push_line_break(&mut self) {
        self.text.push('\n');
    }

    /// Appends text of a report with its emphasis.
    pub fn push_text(&mut self, text: &Text) {
        for (words, emphasis) in text.emphasis_runs() {
            let has_emphasis = |wanted| emphasis.contains(&wanted);
            let style = TextStyle {
                is_bold: has_emphasis(Emphasis::Bold),
                is_italic: has_emphasis(Emphasis::Italic),
                ..TextStyle::PLAIN
            };
            self.push(words, style);
        }
    }

    /// Appends text with its styles.
    pub fn push_styled(&mut self, words: &Self) {
        let start = self.text.len();
        self.text.push_str(&words.text);
        let moved =
            words.styles.iter().map(|(range, style)| (start + range.start..start + range.end, *style));
        self.styles.extend(moved);
    }

    /// Returns the text without its styles.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.text
    }

    /// Returns the byte ranges with a style other than [`TextStyle::PLAIN`], in order.
    pub(super) fn styles(&self) -> &[(Range<usize>, TextStyle)] {
        &self.styles
    }

    /// Replaces the text in a byte range. The styles after the range move with their text.
    pub(super) fn replace_range(&mut self, range: Range<usize>, replacement: &str) {
        self.text.replace_range(range.clone(), replacement);
        let new_position = |position: usize| {
            if position >= range.end {
                position - range.len() + replacement.len()
            } else {
                position.min(range.start + replacement.len())
            }
        };
        for (styled, _) in &mut self.styles {
            *styled = new_position(styled.start)..new_position(styled.end);
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
        let styled_words: Vec<(&str, bool, bool)> = words
            .styles()
            .iter()
            .map(|(range, style)| (&words.plain()[range.clone()], style.is_bold, style.is_italic))
            .collect();
        assert_eq!(styled_words, [("one ", true, false), ("two", true, true), (" three", false, true)]);
    }

    #[test]
    fn replacing_a_character_keeps_the_style_of_the_text_after_it() {
        let mut words = StyledText::from("a");
        words.push("\u{4E2D}b", TextStyle::BOLD);
        words.replace_range(1..4, "?");
        assert_eq!(words.plain(), "a?b");
        assert_eq!(words.styles()[0].0, 1..3);
    }
}
