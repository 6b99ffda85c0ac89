//! Reads the marks of blocks, which are bullets and paragraph numbers: joins marks with their text, splits them off,
//! and finds the nesting of lists.
//!
//! Must not know pages or tables.

use super::{
    block::{Block, BlockKind},
    typeset::TypeStyles,
};
use crate::{
    read::line::{
        Line, ListLevels, Shape, append_continuation, is_lone_bullet, parse_lone_number, split_number,
        strip_bullet,
    },
    report::{Text, merge_area},
};

/// Returns true if a block is tagged as a list item and has no mark, neither as text nor drawn.
pub(super) fn is_item_without_mark(block: &Block) -> bool {
    let words = block.text.plain();
    matches!(block.kind, BlockKind::Item { has_drawn_mark: false })
        && strip_bullet(words).is_none()
        && strip_unknown_bullet(words).is_none()
        && split_number(words).is_none()
}

/// Appends the rest of a list item to its first part, which is on the previous page. Some files tag the two parts as
/// two items; only the first part has a mark.
pub(super) fn append_item_rest(item: &mut Line, rest: Line) {
    append_continuation(&mut item.text, &rest.text);
    for area in rest.areas {
        merge_area(&mut item.areas, area);
    }
}

/// Sets the nesting levels of list items by their indents and bullets.
pub(super) fn set_list_levels(blocks: &mut [Block], styles: &TypeStyles) {
    /// The minimum difference between two indents, as a multiple of the type size. A smaller difference does not count.
    const MIN_STEP_RATIO: f32 = 0.75;
    let mut levels = ListLevels::default();
    for block in blocks.iter_mut().filter(|block| !block.is_furniture) {
        if styles.heading_level(block).is_some() {
            levels.end_list();
            continue;
        }
        let words = block.text.plain();
        let has_mark = strip_bullet(words).is_some() || strip_unknown_bullet(words).is_some();
        // An item without a mark can be the rest of an item that a page end cuts. Its indent is that of the text, not
        // of the mark.
        let is_item = has_mark || matches!(block.kind, BlockKind::Item { has_drawn_mark: true });
        if let Some(area) = block.areas.first().filter(|_| is_item && !is_lone_bullet(words)) {
            block.list_level =
                levels.next_level(words, area.left, MIN_STEP_RATIO * block.style.size.max(1.0));
        }
    }
}

/// Joins paragraph numbers that are separate blocks with the text to their right. In a structure tree, a number can
/// come after its text.
pub(super) fn join_numbers(mut blocks: Vec<Block>) -> Vec<Block> {
    /// The maximum distance from a number to its text, in blocks. A page has about 60 blocks if every row is a block.
    const MAX_DISTANCE_BLOCKS: usize = 60;
    for index in 0..blocks.len() {
        if !is_lone_number(&blocks[index]) {
            continue;
        }
        let near = index.saturating_sub(MAX_DISTANCE_BLOCKS)..(index + MAX_DISTANCE_BLOCKS).min(blocks.len());
        let Some(text) = near.clone().find(|other| is_number_of(&blocks[index], &blocks[*other])) else {
            continue;
        };
        let number = std::mem::take(&mut blocks[index]);
        let block = &mut blocks[text];
        let mut whole = number.text;
        whole.push_str(" ");
        whole.push_text(&block.text);
        block.text = whole;
        for area in number.areas {
            merge_area(&mut block.areas, area);
        }
    }
    blocks.retain(|block| !block.is_blank());
    blocks
}

/// Returns true if a block consists only of a paragraph number, such as "24.".
fn is_lone_number(block: &Block) -> bool {
    let words = block.text.plain().trim();
    let can_be_number =
        matches!(block.kind, BlockKind::Plain | BlockKind::Item { .. }) && !block.is_furniture;
    can_be_number && words.ends_with('.') && parse_lone_number(words).is_some()
}

/// Returns true if the block `number` is to the left of `block`, on its first row.
fn is_number_of(number: &Block, block: &Block) -> bool {
    let is_text = matches!(block.kind, BlockKind::Plain | BlockKind::Item { .. }) && !block.is_furniture;
    let ([left], Some(right)) = (number.areas.as_slice(), block.areas.first()) else { return false };
    is_text
        && left.page == right.page
        && left.right <= right.left
        && (left.top - right.top).abs() < 0.5 * number.style.size
}

/// Returns the text after a bullet whose font does not state its character; `None` if there is no such bullet.
fn strip_unknown_bullet(words: &str) -> Option<&str> {
    words.strip_prefix("\u{FFFD} ").map(str::trim_start)
}

/// Splits a bullet or number off the beginning of a text, and returns the rest with its shape. A text without a mark is
/// returned whole.
pub(super) fn split_mark(text: &Text, kind: &BlockKind) -> (Text, Shape) {
    let words = text.plain();
    let strip_any_bullet = |words| strip_bullet(words).or_else(|| strip_unknown_bullet(words));
    let rest = |rest: &str| text.slice(words.len() - rest.len()..words.len());
    if let Some(after) = strip_any_bullet(words) {
        return (rest(after), Shape::Bullet);
    }
    if let Some((number, mark, after)) = split_number(words) {
        return (rest(after), Shape::Numbered { number, mark });
    }
    // A list item without a mark that begins in lower case continues the item before it.
    let is_item = match kind {
        BlockKind::Item { has_drawn_mark } => *has_drawn_mark || !words.starts_with(char::is_lowercase),
        _ => false,
    };
    (text.clone(), if is_item { Shape::Bullet } else { Shape::Plain })
}

#[cfg(test)]
mod tests {
    use super::{Block, join_numbers};
    use crate::{
        read::pdf::block::TextStyle,
        report::{Area, Text},
    };

    #[test]
    fn paragraph_numbers_are_joined_with_the_text_to_their_right() {
        let block = |words: &str, left: f32, top: f32| Block {
            text: Text::from(words),
            style: TextStyle { size: 12.0, ..Default::default() },
            areas: vec![Area { page: 1, left, top, right: left + 20.0, bottom: top + 13.0 }],
            ..Block::default()
        };
        let blocks = vec![
            block("The town has a bridge.", 110.0, 100.0),
            block("It is old.", 110.0, 130.0),
            block("25.", 70.0, 130.5),
            block("24.", 70.0, 100.0),
            block("7.", 70.0, 400.0),
        ];
        let texts: Vec<String> =
            join_numbers(blocks).iter().map(|block| block.text.plain().to_owned()).collect();
        assert_eq!(texts, ["24. The town has a bridge.", "25. It is old.", "7."]);
    }
}
