//! Texts in view with their positions on the screen, to find the words under the pointer or in a selection.

use std::sync::Arc;

use eframe::egui::{
    Galley, Pos2, Rangef, Rect,
    text::{CCursor, CharIndex},
    text_selection::CCursorRange,
};

use crate::analysis::Selection;

/// A text in view, and its position on the screen.
pub(super) struct PlacedWords {
    pub(super) row: usize,
    /// The index of the text in its row.
    pub(super) text: usize,
    /// Bytes of that text.
    pub(super) length: usize,
    /// True if the painted words are exactly that text, so that each character has its own position.
    pub(super) is_exact: bool,
    pub(super) corner: Pos2,
    pub(super) galley: Arc<Galley>,
}

impl PlacedWords {
    pub(super) fn rect(&self) -> Rect {
        self.galley.rect.translate(self.corner.to_vec2())
    }

    /// Returns the byte position in the text that is nearest to a point.
    pub(super) fn byte_at(&self, point: Pos2) -> usize {
        if !self.is_exact {
            return if point.x > self.rect().center().x { self.length } else { 0 };
        }
        byte_of(self.galley.text(), self.galley.cursor_from_pos(point - self.corner).index)
    }

    /// Returns the part of the words that is selected, in characters.
    pub(super) fn selected(&self, selection: &Selection) -> Option<CCursorRange> {
        let range = selection.within(self.row, self.text, self.length);
        if range.is_empty() {
            return None;
        }
        if !self.is_exact {
            return Some(CCursorRange::select_all(&self.galley));
        }
        let cursor = |byte: usize| CCursor::new(character_of(self.galley.text(), byte));
        Some(CCursorRange::two(cursor(range.start), cursor(range.end)))
    }
}

/// Returns the byte at which a character begins.
pub(super) fn byte_of(text: &str, character: CharIndex) -> usize {
    text.char_indices().nth(character.0).map_or(text.len(), |(byte, _)| byte)
}

/// Returns the character that begins at a byte, or the one around it.
pub(super) fn character_of(text: &str, byte: usize) -> CharIndex {
    CharIndex(text[..text.floor_char_boundary(byte.min(text.len()))].chars().count())
}

/// Returns the words nearest to a point. Words at the height of the point come first.
pub(super) fn nearest_words(words: &[PlacedWords], point: Pos2) -> Option<&PlacedWords> {
    let distance = |words: &&PlacedWords| {
        let rect = words.rect();
        (distance_from(rect.y_range(), point.y), distance_from(rect.x_range(), point.x))
    };
    words.iter().min_by(|left, right| {
        let (left, right) = (distance(left), distance(right));
        left.0.total_cmp(&right.0).then(left.1.total_cmp(&right.1))
    })
}

/// Returns the distance of a number from a range, or 0 if it is in the range.
fn distance_from(range: Rangef, at: f32) -> f32 {
    (range.min - at).max(at - range.max).max(0.0)
}
