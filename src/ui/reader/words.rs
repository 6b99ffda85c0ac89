//! Finds the words under the pointer or in a selection, from the texts in view and their positions on the screen.

use std::sync::Arc;

use eframe::egui::{
    Galley, Pos2, Rangef, Rect,
    text::{CCursor, CharIndex},
    text_selection::CCursorRange,
};

use crate::analysis::Selection;

/// A text in view, and its position on the screen.
pub(super) struct PlacedWords {
    /// The row of the text.
    pub(super) row: usize,
    /// The index of the text in its row.
    pub(super) text: usize,
    /// The length of that text, in bytes.
    pub(super) length: usize,
    /// True if the painted words are exactly that text, so that each character has its own position.
    pub(super) is_exact: bool,
    /// The upper left corner of the words, or the upper right corner of right-aligned words.
    pub(super) corner: Pos2,
    pub(super) galley: Arc<Galley>,
}

impl PlacedWords {
    /// Returns the rectangle of the words on the screen.
    pub(super) fn rect(&self) -> Rect {
        self.galley.rect.translate(self.corner.to_vec2())
    }

    /// Returns the byte position in the text that is nearest to a point.
    pub(super) fn byte_at(&self, point: Pos2) -> usize {
        if !self.is_exact {
            return if point.x > self.rect().center().x { self.length } else { 0 };
        }
        byte_of_character(self.galley.text(), self.galley.cursor_from_pos(point - self.corner).index)
    }

    /// Returns the range of selected characters, or `None` if nothing in these words is selected.
    pub(super) fn selected_range(&self, selection: &Selection) -> Option<CCursorRange> {
        let range = selection.selected_range(self.row, self.text, self.length);
        if range.is_empty() {
            return None;
        }
        if !self.is_exact {
            return Some(CCursorRange::select_all(&self.galley));
        }
        let cursor = |byte: usize| CCursor::new(character_at_byte(self.galley.text(), byte));
        Some(CCursorRange::two(cursor(range.start), cursor(range.end)))
    }
}

/// Returns the byte offset of a character, or the length of the text if it has no such character.
pub(super) fn byte_of_character(text: &str, character: CharIndex) -> usize {
    text.char_indices().nth(character.0).map_or(text.len(), |(byte, _)| byte)
}

/// Returns the index of the character that contains a byte.
pub(super) fn character_at_byte(text: &str, byte: usize) -> CharIndex {
    CharIndex(text[..text.floor_char_boundary(byte.min(text.len()))].chars().count())
}

/// Returns the words nearest to a point, or `None` if there are no words. Words at the height of the point are
/// preferred.
pub(super) fn nearest_words(words: &[PlacedWords], point: Pos2) -> Option<&PlacedWords> {
    let distance = |words: &&PlacedWords| {
        let rect = words.rect();
        (distance_from_range(rect.y_range(), point.y), distance_from_range(rect.x_range(), point.x))
    };
    words.iter().min_by(|left, right| {
        let (left, right) = (distance(left), distance(right));
        left.0.total_cmp(&right.0).then(left.1.total_cmp(&right.1))
    })
}

/// Returns the distance of a number from a range, or 0 if it is in the range.
fn distance_from_range(range: Rangef, number: f32) -> f32 {
    (range.min - number).max(number - range.max).max(0.0)
}
