//! The scroll position of a text, and the target that it is about to be scrolled to. Must not know heights of rows.

use crate::{analysis::TextPosition, report::Place};

/// The anchor of a text: the row at the top of the view, and the height of its hidden part.
///
/// It is a row and not an offset from the start, because the heights of rows that were never in view are unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ScrollAnchor {
    /// The row, by its index in [`Flow::rows`](crate::analysis::Flow::rows).
    pub row: usize,
    /// The height of the part of the row above the view, in points; negative if there is space above the row.
    pub offset: f32,
}

/// The target that the text is scrolled to when it is next laid out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ScrollTarget {
    /// This place, which the user went to.
    Place(Place),
    /// This position, because the pages or the other text were scrolled there.
    Position(TextPosition),
    /// The end of the text.
    End,
}

/// The scroll position of a text.
///
/// The fields are private, so that the target and the position cannot contradict each other.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ScrollPosition {
    anchor: ScrollAnchor,
    reading_row: usize,
    position: TextPosition,
    target: Option<ScrollTarget>,
    /// The place that the user last went to, and the anchor that showed it.
    landed: Option<(Place, ScrollAnchor)>,
    /// The number of changes that did not come from a layout. A layout with an older number is out of date.
    generation: u32,
}

/// The outcome of laying out a text once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayoutOutcome {
    /// The anchor after the layout.
    pub anchor: ScrollAnchor,
    /// The row being read, which is a little below the top of the view.
    pub reading_row: usize,
    /// The position a little below the top of the view; `None` while the text follows the pages.
    pub position: Option<TextPosition>,
    /// The target that this layout reached, if there was one.
    pub reached: Option<ScrollTarget>,
    /// The [generation](ScrollPosition::generation) that was laid out.
    pub generation: u32,
}

impl ScrollPosition {
    /// Returns a position at the start of this row.
    #[must_use]
    pub fn at_row(row: usize) -> Self {
        let mut position = Self::default();
        position.restore_anchor(ScrollAnchor { row, offset: 0.0 });
        position
    }

    /// Returns the anchor of the text.
    #[must_use]
    pub fn anchor(&self) -> ScrollAnchor {
        self.anchor
    }

    /// Returns the row being read, which is a little below the top of the view.
    #[must_use]
    pub fn reading_row(&self) -> usize {
        self.reading_row
    }

    /// Returns the position a little below the top of the view.
    #[must_use]
    pub fn position(&self) -> TextPosition {
        self.position
    }

    /// Returns the target that the text is about to be scrolled to; `None` once it was laid out there.
    #[must_use]
    pub fn target(&self) -> Option<ScrollTarget> {
        self.target
    }

    /// Returns the place that the user last went to, even before it is shown; `None` if the text was scrolled since.
    #[must_use]
    pub fn requested_place(&self) -> Option<Place> {
        match self.target {
            Some(ScrollTarget::Place(place)) => Some(place),
            Some(ScrollTarget::Position(_) | ScrollTarget::End) | None => self.landed_place(),
        }
    }

    /// Returns the place that was last shown because the user went to it, unless the text was scrolled since.
    #[must_use]
    pub fn landed_place(&self) -> Option<Place> {
        self.landed.filter(|(_, anchor)| *anchor == self.anchor).map(|(place, _)| place)
    }

    /// Returns the number of changes that did not come from a layout. A layout with an older number is out of date.
    #[must_use]
    pub fn generation(&self) -> u32 {
        self.generation
    }

    fn set_target(&mut self, target: Option<ScrollTarget>) {
        self.target = target;
        self.generation = self.generation.wrapping_add(1);
    }

    /// Scrolls to a place when the text is next laid out.
    pub(super) fn go_to_place(&mut self, place: Place) {
        self.set_target(Some(ScrollTarget::Place(place)));
    }

    /// Scrolls to a position when the text is next laid out, to follow the pages or another text.
    pub(super) fn follow_position(&mut self, position: TextPosition) {
        self.set_target(Some(ScrollTarget::Position(position)));
    }

    /// Removes the target, so that the text stays where it is.
    pub(super) fn clear_target(&mut self) {
        self.set_target(None);
    }

    /// Scrolls to an earlier anchor.
    pub(super) fn restore_anchor(&mut self, anchor: ScrollAnchor) {
        *self = Self {
            anchor,
            reading_row: anchor.row,
            position: TextPosition { row: anchor.row, part: 0.0 },
            target: None,
            landed: None,
            generation: self.generation.wrapping_add(1),
        };
    }

    /// Scrolls to an earlier anchor. `place` is the place that was shown there.
    pub(super) fn restore_jump(&mut self, anchor: ScrollAnchor, place: Option<Place>) {
        self.restore_anchor(anchor);
        self.landed = place.map(|place| (place, anchor));
    }

    /// Scrolls to the end of a text of this many rows.
    pub(super) fn go_to_end(&mut self, rows: usize) {
        self.set_target(Some(ScrollTarget::End));
        self.landed = None;
        self.reading_row = rows.saturating_sub(1);
        self.position = TextPosition { row: self.reading_row, part: 1.0 };
    }

    /// Moves to the position of the pages while no text is laid out beside them. `landed` is the place that the user
    /// went to.
    pub(super) fn start_at_position(&mut self, position: TextPosition, landed: Option<Place>) {
        self.anchor = ScrollAnchor { row: position.row, offset: 0.0 };
        self.reading_row = position.row;
        self.position = position;
        self.set_target(None);
        if let Some(place) = landed {
            self.landed = Some((place, self.anchor));
        }
    }

    /// Applies the outcome of a layout. A layout that began before the text was scrolled by a command is ignored, so
    /// that going to a place takes precedence over a wheel that is still turning.
    pub fn apply_layout(&mut self, outcome: LayoutOutcome) {
        if outcome.generation != self.generation {
            return;
        }
        self.anchor = outcome.anchor;
        self.reading_row = outcome.reading_row;
        if let Some(position) = outcome.position {
            self.position = position;
        }
        self.target = None;
        if let Some(ScrollTarget::Place(place)) = outcome.reached {
            self.landed = Some((place, outcome.anchor));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::BlockId;

    /// Returns the outcome of a layout of `scroll` that ends at a row.
    fn layout_at_row(row: usize, scroll: &ScrollPosition) -> LayoutOutcome {
        let position = Some(TextPosition { row, part: 0.0 });
        LayoutOutcome {
            anchor: ScrollAnchor { row, offset: 0.0 },
            reading_row: row,
            position,
            reached: scroll.target(),
            generation: scroll.generation(),
        }
    }

    #[test]
    fn requested_place_is_current_until_the_text_is_scrolled() {
        let place = Place::at_block(BlockId(7));
        let mut position = ScrollPosition::default();
        position.go_to_place(place);
        assert_eq!(position.requested_place(), Some(place));
        position.apply_layout(layout_at_row(7, &position));
        assert_eq!((position.target(), position.requested_place()), (None, Some(place)));
        position.apply_layout(layout_at_row(8, &position));
        assert_eq!(position.requested_place(), None);
    }

    #[test]
    fn layout_that_began_before_a_jump_does_not_undo_it() {
        let place = Place::at_block(BlockId(3));
        let anchor = ScrollAnchor { row: 40, offset: 2.0 };
        let jumps: [fn(&mut ScrollPosition, Place, ScrollAnchor); 4] = [
            |position, place, _| position.go_to_place(place),
            |position, _, anchor| position.restore_anchor(anchor),
            |position, place, anchor| position.restore_jump(anchor, Some(place)),
            |position, _, _| position.go_to_end(100),
        ];
        for jump in jumps {
            let mut position = ScrollPosition::at_row(7);
            // This layout began before the jump, for example because a wheel is still turning.
            let late = layout_at_row(9, &position);
            jump(&mut position, place, anchor);
            let expected = position;
            position.apply_layout(late);
            assert_eq!(position, expected);
        }
    }
}
