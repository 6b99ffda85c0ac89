//! Computes the place of a glyph and simplifies its characters. Must not know runs.

use hayro::kurbo::{Affine, Point};

/// The place and size of a glyph, in points as in [`TextRun`](super::page::TextRun).
pub(super) struct GlyphPlace {
    /// The left edge.
    pub(super) left: f32,
    /// The right edge.
    pub(super) right: f32,
    /// The baseline.
    pub(super) baseline: f32,
    /// The type size.
    pub(super) size: f32,
}

/// Appends a character to `buffer`. Ligatures become letters, all kinds of spaces become a space, and invisible
/// characters are left out.
pub(super) fn push_simplified_char(c: char, buffer: &mut String) {
    match c {
        ' '..='~' => buffer.push(c),
        '\u{FB00}' => buffer.push_str("ff"),
        '\u{FB01}' => buffer.push_str("fi"),
        '\u{FB02}' => buffer.push_str("fl"),
        '\u{FB03}' => buffer.push_str("ffi"),
        '\u{FB04}' => buffer.push_str("ffl"),
        '\u{FB05}' | '\u{FB06}' => buffer.push_str("st"),
        '\t' | '\n' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => buffer.push(' '),
        '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\0' => {}
        c => buffer.push(c),
    }
}

/// Returns the place of a glyph from its transform and its width, in thousandths of the type size. Rotated text is
/// placed as if its baseline were horizontal.
#[expect(
    clippy::cast_possible_truncation,
    reason = "f32 is precise enough for positions on a page in points"
)]
pub(super) fn glyph_place(transform: Affine, width: f32) -> GlyphPlace {
    let origin = transform * Point::ZERO;
    let end = transform * Point::new(f64::from(width), 0.0);
    let up = transform * Point::new(0.0, 1000.0) - origin;
    let along = end - origin;
    let (from, to, baseline) = if along.x.abs() >= along.y.abs() {
        (origin.x.min(end.x), origin.x.max(end.x), origin.y)
    } else if along.y < 0.0 {
        // Rotated to the left: the text runs up the page.
        (-origin.y, -end.y, origin.x)
    } else {
        (origin.y, end.y, -origin.x)
    };
    GlyphPlace { left: from as f32, right: to as f32, baseline: baseline as f32, size: up.hypot() as f32 }
}
