//! Words with their emphasis.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How a stretch of text is set off from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Emphasis {
    /// Slanted.
    Italic,
    /// Heavy.
    Bold,
}

/// Plain words, and which bytes of them are emphasised.
///
/// Ranges are byte ranges into the plain words, on character boundaries, ordered by their start; they may overlap
/// (bold italic).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    plain: String,
    emphasis: Vec<(Range<usize>, Emphasis)>,
}

impl Text {
    /// Words without emphasis.
    #[must_use]
    pub fn new(plain: impl Into<String>) -> Self {
        Self { plain: plain.into(), emphasis: Vec::new() }
    }

    /// The words alone.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The emphasised byte ranges.
    #[must_use]
    pub fn emphasis(&self) -> &[(Range<usize>, Emphasis)] {
        &self.emphasis
    }

    /// The words cut where emphasis begins or ends, each stretch with the emphasis it has, in order.
    #[must_use]
    pub fn stretches(&self) -> Vec<(&str, Vec<Emphasis>)> {
        let mut edges: Vec<usize> =
            self.emphasis.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        edges.extend([0, self.plain.len()]);
        edges.sort_unstable();
        edges.dedup();
        // Ranges are ordered by their start, and few are open at any one place.
        let mut open: Vec<&(Range<usize>, Emphasis)> = Vec::new();
        let mut coming = self.emphasis.iter().peekable();
        let stretches = edges.windows(2).map(|pair| {
            open.retain(|(range, _)| range.end > pair[0]);
            while let Some(next) = coming.next_if(|(range, _)| range.start <= pair[0]) {
                open.push(next);
            }
            let emphasis = open.iter().map(|(_, emphasis)| *emphasis).collect();
            (&self.plain[pair[0]..pair[1]], emphasis)
        });
        stretches.collect()
    }

    /// The words line by line: bullets of a text stand in lines of their own.
    #[must_use]
    pub fn lines(&self) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.plain.split('\n') {
            let end = start + line.len();
            let within = self.emphasis.iter().filter(|(range, _)| range.start < end && range.end > start);
            let moved = within.map(|(range, emphasis)| {
                (range.start.max(start) - start..range.end.min(end) - start, *emphasis)
            });
            lines.push(Self { plain: line.to_owned(), emphasis: moved.collect() });
            start = end + 1;
        }
        lines
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.plain.trim().is_empty()
    }

    /// Appends words without emphasis.
    pub fn push_str(&mut self, words: &str) {
        self.plain.push_str(words);
    }

    /// Takes white space off the end.
    pub fn trim_end(&mut self) {
        self.truncate(self.plain.trim_end().len());
    }

    /// Keeps no more than so many bytes; a length within a character changes nothing.
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

    /// Emphasises bytes already there. A range that is empty or not within the words is passed over.
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

    /// The bytes of that range as a text of its own, trimmed of white space, emphasis kept.
    ///
    /// A range that is not on character boundaries gives an empty text.
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

    /// The text with one character for another of the same length in bytes; others are left as they are.
    #[must_use]
    pub fn replace(&self, from: char, to: char) -> Text {
        if from.len_utf8() != to.len_utf8() || !self.plain.contains(from) {
            return self.clone();
        }
        Text { plain: self.plain.replace(from, to.encode_utf8(&mut [0; 4])), emphasis: self.emphasis.clone() }
    }

    /// The texts between separators, each trimmed of white space, emphasis kept.
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
            // The piece that the span begins in, and those that it goes on into.
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

impl From<&str> for Text {
    fn from(plain: &str) -> Self {
        Self::new(plain)
    }
}
