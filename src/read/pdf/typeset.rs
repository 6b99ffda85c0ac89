//! Finds headings, their levels and footnotes by the type that blocks are set in.
//!
//! Tags state headings and footnotes too, but can be missing or wrong. A tagged heading that begins with a bullet is
//! not a heading, and a separate bold line is a heading even if it is tagged otherwise. Must not know lines or reports.

use super::block::{Block, BlockKind, SizeCounts, TextStyle};
use crate::read::line::{split_number, strip_bullet};

/// The maximum length of a heading, in bytes. Longer blocks are text.
const MAX_HEADING_BYTES: usize = 220;

/// The type of body text and of headings.
pub(super) struct TypeStyles {
    /// The size of body text, in points.
    body_size: f32,
    /// The styles of headings, from the highest level to the lowest.
    headings: Vec<TextStyle>,
}

impl TypeStyles {
    /// Finds the styles of a file from all its blocks.
    pub(super) fn from_blocks(blocks: &[Block]) -> Self {
        let mut sizes = SizeCounts::default();
        for block in blocks.iter().filter(|block| !block.is_furniture) {
            sizes.count_letters(block.style.size, block.text.plain().len());
        }
        let body_size = sizes.most_common_size().unwrap_or(12.0);
        let mut types = Self { body_size, headings: Vec::new() };
        for block in blocks {
            if types.headings.len() < SizeCounts::MAX_COUNTED_SIZES
                && types.is_heading(block)
                && !types.headings.iter().any(|known| is_same_style(*known, block.style))
            {
                types.headings.push(block.style);
            }
        }
        types.headings.sort_by(|one, other| style_rank(*other).total_cmp(&style_rank(*one)));
        types
    }

    /// Returns the level of a heading, from 1 for the largest type to 6; `None` if a block is not a heading.
    pub(super) fn heading_level(&self, block: &Block) -> Option<u8> {
        if !self.is_heading(block) {
            return None;
        }
        let rank = self.headings.iter().position(|known| is_same_style(*known, block.style))?;
        u8::try_from(rank + 1).ok().map(|level| level.min(6))
    }

    /// Returns true if a block is a heading: short, without a mark, and prominent or tagged as a heading.
    fn is_heading(&self, block: &Block) -> bool {
        let words = block.text.plain();
        // Some files tag an indented heading as a list item.
        let is_bold_item = matches!(block.kind, BlockKind::Item { has_drawn_mark: false })
            && block.style.is_bold
            && !words.ends_with('.');
        let can_be_heading = (matches!(block.kind, BlockKind::Plain | BlockKind::Heading) || is_bold_item)
            && !block.is_furniture
            && words.len() <= MAX_HEADING_BYTES
            && words.chars().any(char::is_alphabetic)
            && strip_bullet(words).is_none()
            && split_number(words).is_none()
            && !words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
            && !words.ends_with([',', ';']);
        can_be_heading
            && (self.is_prominent(block.style)
                || matches!(block.kind, BlockKind::Heading) && !words.ends_with('.'))
    }

    /// Returns true if a style is bold and not much smaller than body text, or larger than body text.
    fn is_prominent(&self, style: TextStyle) -> bool {
        style.is_bold && style.size > 0.9 * self.body_size || style.size > 1.12 * self.body_size
    }

    /// Returns true if a block is a footnote: it is tagged as one, or it is in small type and begins with a superscript
    /// number.
    pub(super) fn is_footnote(&self, block: &Block) -> bool {
        let is_superscript = |c: char| matches!(c, '\u{B9}' | '\u{B2}' | '\u{B3}' | '\u{2070}'..='\u{2079}');
        matches!(block.kind, BlockKind::Footnote)
            || matches!(block.kind, BlockKind::Plain)
                && block.style.size < 0.95 * self.body_size
                && block.text.plain().starts_with(is_superscript)
    }
}

/// Returns true if two styles have about the same size, and the same weight and slant.
fn is_same_style(one: TextStyle, other: TextStyle) -> bool {
    (one.size - other.size).abs() < 0.3 && one.is_bold == other.is_bold && one.is_italic == other.is_italic
}

/// Returns the rank of a style: its size in points, plus a little for bold and minus a little for italic. Headings in a
/// style with a higher rank have a higher level.
fn style_rank(style: TextStyle) -> f32 {
    style.size + if style.is_bold { 0.2 } else { 0.0 } - if style.is_italic { 0.1 } else { 0.0 }
}
