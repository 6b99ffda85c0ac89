//! What the type of a block says: which blocks are headings and how deep, which are footnotes.
//!
//! Tags say it too, but not always and not always truly: a tagged heading that begins with a bullet is none, and a bold
//! line that stands alone is one, whatever it is tagged as.

use super::block::{Block, Kind, Sizes, Style};
use crate::read::line::{after_bullet, after_number};

/// A heading is no longer, in bytes.
const LONGEST: usize = 220;

/// The type of headings, the largest first, and of the text between them.
pub(super) struct Types {
    body: f32,
    headings: Vec<Style>,
}

impl Types {
    pub(super) fn of(blocks: &[Block]) -> Self {
        let mut sizes = Sizes::default();
        for block in blocks.iter().filter(|block| !block.furniture) {
            sizes.add(block.style.size, block.text.plain().len());
        }
        let body = sizes.usual().unwrap_or(12.0);
        let mut types = Self { body, headings: Vec::new() };
        for block in blocks {
            if types.headings.len() < Sizes::MOST
                && types.is_heading(block)
                && !types.headings.iter().any(|known| alike(*known, block.style))
            {
                types.headings.push(block.style);
            }
        }
        types.headings.sort_by(|one, other| rank(*other).total_cmp(&rank(*one)));
        types
    }

    /// The level of a heading, 1 for the largest type; `None` for what is no heading.
    pub(super) fn level(&self, block: &Block) -> Option<u8> {
        if !self.is_heading(block) {
            return None;
        }
        let rank = self.headings.iter().position(|known| alike(*known, block.style))?;
        u8::try_from(rank + 1).ok().map(|level| level.min(6))
    }

    fn is_heading(&self, block: &Block) -> bool {
        let words = block.text.plain();
        let could_be = matches!(block.kind, Kind::Plain | Kind::Heading)
            && !block.furniture
            && words.len() <= LONGEST
            && words.chars().any(char::is_alphabetic)
            && after_bullet(words).is_none()
            && after_number(words).is_none()
            && !words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
            && !words.ends_with([',', ';']);
        could_be
            && (self.stands_out(block.style) || matches!(block.kind, Kind::Heading) && !words.ends_with('.'))
    }

    /// Whether a type is set off from the text.
    fn stands_out(&self, style: Style) -> bool {
        style.bold && style.size > 0.9 * self.body || style.size > 1.12 * self.body
    }

    /// Whether a block is a footnote: small type behind a raised mark.
    pub(super) fn is_note(&self, block: &Block) -> bool {
        let raised = |c: char| matches!(c, '\u{B9}' | '\u{B2}' | '\u{B3}' | '\u{2070}'..='\u{2079}');
        matches!(block.kind, Kind::Note)
            || matches!(block.kind, Kind::Plain)
                && block.style.size < 0.95 * self.body
                && block.text.plain().starts_with(raised)
    }
}

fn alike(one: Style, other: Style) -> bool {
    (one.size - other.size).abs() < 0.3 && one.bold == other.bold && one.italic == other.italic
}

/// Larger type leads, then heavier, then upright.
fn rank(style: Style) -> f32 {
    style.size + if style.bold { 0.2 } else { 0.0 } - if style.italic { 0.1 } else { 0.0 }
}
