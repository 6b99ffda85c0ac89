//! Text with bold and italic emphasis.

use std::{borrow::Cow, ops::Range};

use serde::{Deserialize, Serialize};

/// A kind of emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Emphasis {
    /// Italic type.
    Italic,
    /// Bold type.
    Bold,
}

/// Plain text with emphasised ranges.
///
/// Ranges are byte ranges of the plain text, on character boundaries and sorted by start. They may overlap (bold
/// italic).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    plain: String,
    emphasis: Vec<(Range<usize>, Emphasis)>,
}

impl Text {
    /// Creates a text without emphasis.
    #[must_use]
    pub fn new(plain: impl Into<String>) -> Self {
        Self { plain: plain.into(), emphasis: Vec::new() }
    }

    /// Returns the plain text.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// Returns the emphasised byte ranges, sorted by start.
    #[must_use]
    pub fn emphasis(&self) -> &[(Range<usize>, Emphasis)] {
        &self.emphasis
    }

    /// Splits the text where emphasis begins or ends. Returns the runs in order, each with its emphasis.
    #[must_use]
    pub fn emphasis_runs(&self) -> Vec<(&str, Vec<Emphasis>)> {
        let mut edges: Vec<usize> =
            self.emphasis.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        edges.extend([0, self.plain.len()]);
        edges.sort_unstable();
        edges.dedup();
        // Ranges are sorted by start, and only a few overlap at any position.
        let mut open: Vec<&(Range<usize>, Emphasis)> = Vec::new();
        let mut upcoming = self.emphasis.iter().peekable();
        let runs = edges.windows(2).map(|pair| {
            open.retain(|(range, _)| range.end > pair[0]);
            while let Some(next) = upcoming.next_if(|(range, _)| range.start <= pair[0]) {
                open.push(next);
            }
            let emphasis = open.iter().map(|(_, emphasis)| *emphasis).collect();
            (&self.plain[pair[0]..pair[1]], emphasis)
        });
        runs.collect()
    }

    /// Splits the text at line breaks; each bullet is a separate line.
    #[must_use]
    pub fn lines(&self) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.plain.split('\n') {
            let end = start + line.len();
            let inside = self.emphasis.iter().filter(|(range, _)| range.start < end && range.end > start);
            let moved = inside.map(|(range, emphasis)| {
                (range.start.max(start) - start..range.end.min(end) - start, *emphasis)
            });
            lines.push(Self { plain: line.to_owned(), emphasis: moved.collect() });
            start = end + 1;
        }
        lines
    }

    /// Returns true if the text is empty or only white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.plain.trim().is_empty()
    }

    /// Appends plain text without emphasis.
    pub fn push_str(&mut self, words: &str) {
        self.plain.push_str(words);
    }

    /// Removes white space at the end.
    pub fn trim_end(&mut self) {
        self.truncate(self.plain.trim_end().len());
    }

    /// Shortens the text to a length in bytes. Does nothing if the text is not longer or the length is not on a
    /// character boundary.
    pub fn truncate(&mut self, length: usize) {
        if length >= self.plain.len() || !self.plain.is_char_boundary(length) {
            return;
        }
        self.plain.truncate(length);
        self.emphasis.retain_mut(|(range, _)| {
            range.end = range.end.min(length);
            range.start < range.end
        });
    }

    /// Replaces control characters as [`without_control_characters`] does. Line breaks and tabs stay.
    pub fn replace_control_characters(&mut self) {
        let Cow::Owned(plain) = without_control_characters(&self.plain) else { return };
        // A replacement can be longer than the character, so the ranges of emphasis move.
        let mut moved = vec![0; self.plain.len() + 1];
        let mut length = 0;
        for (start, c) in self.plain.char_indices() {
            moved[start] = length;
            length += safe_character(c).len_utf8();
        }
        moved[self.plain.len()] = length;
        for (range, _) in &mut self.emphasis {
            *range = moved[range.start]..moved[range.end];
        }
        self.plain = plain;
    }

    /// Adds emphasis to a byte range. Does nothing if the range is empty, beyond the text or not on character
    /// boundaries.
    pub fn emphasise(&mut self, range: Range<usize>, emphasis: Emphasis) {
        if range.is_empty() || self.plain.get(range.clone()).is_none() {
            return;
        }
        let at = self.emphasis.partition_point(|(other, _)| other.start <= range.start);
        self.emphasis.insert(at, (range, emphasis));
    }

    /// Appends another text, with its emphasis.
    pub fn push_text(&mut self, other: &Text) {
        let shift = self.plain.len();
        self.plain.push_str(&other.plain);
        let moved =
            other.emphasis.iter().map(|(range, kind)| (range.start + shift..range.end + shift, *kind));
        self.emphasis.extend(moved);
    }

    /// Returns the text in a byte range, with its emphasis and without white space at the ends.
    ///
    /// Returns an empty text if the range is beyond the text or not on character boundaries.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Text {
        let Some(words) = self.plain.get(range.clone()) else { return Text::default() };
        let start = range.start + (words.len() - words.trim_start().len());
        let trimmed = words.trim();
        let mut text = Text::new(trimmed);
        for (span, kind) in &self.emphasis {
            let from = span.start.max(start);
            let to = span.end.min(start + trimmed.len());
            if from < to {
                text.emphasise(from - start..to - start, *kind);
            }
        }
        text
    }

    /// Returns the text with a character replaced by another of the same length in UTF-8. If the lengths differ, the
    /// text is unchanged.
    #[must_use]
    pub fn replace(&self, from: char, to: char) -> Text {
        if from.len_utf8() != to.len_utf8() || !self.plain.contains(from) {
            return self.clone();
        }
        Text { plain: self.plain.replace(from, to.encode_utf8(&mut [0; 4])), emphasis: self.emphasis.clone() }
    }

    /// Splits the text at each separator. The parts keep their emphasis and have no white space at their ends.
    #[must_use]
    pub fn split(&self, separator: char) -> Vec<Text> {
        let mut starts: Vec<usize> = Vec::new();
        let mut pieces: Vec<Text> = Vec::new();
        let mut at = 0;
        for piece in self.plain.split(separator) {
            starts.push(at + (piece.len() - piece.trim_start().len()));
            pieces.push(Text::new(piece.trim()));
            at += piece.len() + separator.len_utf8();
        }
        for (span, kind) in &self.emphasis {
            // The piece with the start of the span comes first, then the pieces that the span continues into.
            let first = starts.partition_point(|start| *start <= span.start).saturating_sub(1);
            for (piece, start) in pieces[first..].iter_mut().zip(&starts[first..]) {
                if *start >= span.end {
                    break;
                }
                let end = (span.end - start).min(piece.plain.len());
                piece.emphasise(span.start.saturating_sub(*start)..end, *kind);
            }
        }
        pieces
    }
}

/// Replaces control characters by [`char::REPLACEMENT_CHARACTER`], and those that are white space by a space. A terminal
/// can take them as commands. Line breaks and tabs stay.
#[must_use]
pub fn without_control_characters(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| safe_character(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(safe_character).collect())
}

/// Returns a character, or else its replacement if it is a control character.
fn safe_character(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        c if !c.is_control() => c,
        c if c.is_whitespace() => ' ',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

impl From<&str> for Text {
    fn from(plain: &str) -> Self {
        Self::new(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::{Emphasis, Text};

    #[test]
    fn control_characters_are_replaced_and_emphasis_stays_on_its_words() {
        let mut text = Text::new("A\u{1b}[31m red\u{b}door\n\tand \u{9b}a wall");
        text.emphasise(7..10, Emphasis::Bold);
        text.emphasise(23..29, Emphasis::Italic);
        assert_eq!((&text.plain()[7..10], &text.plain()[23..29]), ("red", "a wall"));
        text.replace_control_characters();
        assert_eq!(text.plain(), "A\u{fffd}[31m red door\n\tand \u{fffd}a wall");
        let runs: Vec<&str> = text
            .emphasis_runs()
            .into_iter()
            .filter(|(_, emphasis)| !emphasis.is_empty())
            .map(|(run, _)| run)
            .collect();
        assert_eq!(runs, ["red", "a wall"]);
    }
}
