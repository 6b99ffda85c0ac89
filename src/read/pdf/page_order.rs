//! Moves single blocks back to their pages if the structure tree has them among the blocks of other pages, such as a box of
//! page 10 before the cover.
//!
//! Must not know the kinds of blocks.

use super::{block::Block, insert_by_place};

/// Moves the blocks that are out of the order of the pages to their places. If there are many, the tree has an order of its
/// own, which is kept.
pub(super) fn restore_page_order(blocks: &mut Vec<Block>) {
    /// The maximum share of blocks that are moved, in percent.
    const MAX_MOVED_PERCENT: usize = 5;
    let pages: Vec<Option<usize>> = blocks.iter().map(Block::page_index).collect();
    let is_in_order = longest_order(&pages);
    let moved_count = is_in_order.iter().filter(|is_in_order| !**is_in_order).count();
    if moved_count == 0 || moved_count * 100 > blocks.len() * MAX_MOVED_PERCENT {
        return;
    }
    let mut moved = Vec::with_capacity(moved_count);
    let mut kept = Vec::with_capacity(blocks.len());
    for (block, is_in_order) in blocks.drain(..).zip(is_in_order) {
        if is_in_order { kept.push(block) } else { moved.push(block) }
    }
    moved.sort_by(|one, other| {
        let place = |block: &Block| block.first_area().map(|area| (area.page, area.top));
        place(one).partial_cmp(&place(other)).unwrap_or(std::cmp::Ordering::Equal)
    });
    insert_by_place(&mut kept, moved);
    *blocks = kept;
}

/// Returns for each block whether it is in the longest sequence of blocks whose pages never go back. Blocks without a page
/// stay where they are.
fn longest_order(pages: &[Option<usize>]) -> Vec<bool> {
    // For each length, the index of the block that ends the sequence of this length with the earliest page.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pages.len()];
    for (index, page) in pages.iter().enumerate() {
        let Some(page) = page else { continue };
        let length = ends.partition_point(|end| pages[*end].is_some_and(|last| last <= *page));
        before[index] = length.checked_sub(1).map(|last| ends[last]);
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut is_in_order: Vec<bool> = pages.iter().map(Option::is_none).collect();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        is_in_order[index] = true;
        next = before[index];
    }
    is_in_order
}

#[cfg(test)]
mod tests {
    use super::longest_order;

    #[test]
    fn blocks_of_other_pages_are_out_of_order() {
        let order = |pages: &[usize]| longest_order(&pages.iter().copied().map(Some).collect::<Vec<_>>());
        assert_eq!(order(&[0, 0, 1, 1, 2]), [true; 5]);
        assert_eq!(order(&[9, 0, 0, 1, 2]), [false, true, true, true, true]);
        assert_eq!(order(&[0, 1, 1, 0, 2]), [true, true, true, false, true]);
        assert_eq!(longest_order(&[Some(3), None, Some(0), Some(1)]), [false, true, true, true]);
        assert!(longest_order(&[]).is_empty());
    }
}
