//! Where a text is scrolled to, and where it is about to be scrolled.

use crate::{analysis::TextPosition, report::Place};

/// The anchor of a text: the row at the top of the view, and how far the row is above the top.
///
/// A row and not an offset in points: the heights of rows that were never in view are unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ScrollAnchor {
    /// The row, by its index in [`Flow::rows`](crate::analysis::Flow::rows).
    pub row: usize,
    /// How much of it is above the top of the view, in points; negative where there is space above it.
    pub into: f32,
}

/// Where the text is to be scrolled when it is next laid out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ScrollTarget {
    /// To this place, which the user asked for.
    Place(Place),
    /// To this position, because the pages or the other text were scrolled there.
    Position(TextPosition),
    /// To the end.
    End,
}

/// Where a text is scrolled to.
///
/// The fields are private so that a target and the position that answers it cannot contradict each other.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ScrollPosition {
    anchor: ScrollAnchor,
    reading_row: usize,
    position: TextPosition,
    target: Option<ScrollTarget>,
    /// The place last gone to, and the anchor it was shown at.
    landed: Option<(Place, ScrollAnchor)>,
    /// Counts the changes that did not come from a layout, so that a layout made before such a change is recognised.
    generation: u32,
}

/// The outcome of laying out a text once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settled {
    /// Where the text is anchored now.
    pub anchor: ScrollAnchor,
    /// The row being read: the one a little below the top of the view.
    pub reading_row: usize,
    /// What is a little below the top of the view; `None` while the pages lead, which know it better.
    pub position: Option<TextPosition>,
    /// The target that this layout reached, if there was one.
    pub reached: Option<ScrollTarget>,
    /// The [generation](ScrollPosition::generation) that was laid out.
    pub generation: u32,
}

impl ScrollPosition {
    /// Returns a position at the beginning of this row.
    #[must_use]
    pub fn at_row(row: usize) -> Self {
        let mut position = Self::default();
        position.restore(ScrollAnchor { row, into: 0.0 });
        position
    }

    /// Returns what the text is anchored to.
    #[must_use]
    pub fn anchor(&self) -> ScrollAnchor {
        self.anchor
    }

    /// Returns the row being read: the one a little below the top of the view.
    #[must_use]
    pub fn reading_row(&self) -> usize {
        self.reading_row
    }

    /// Returns the position a little below the top of the view.
    #[must_use]
    pub fn position(&self) -> TextPosition {
        self.position
    }

    /// Returns where the text is about to be scrolled, until it was laid out there.
    #[must_use]
    pub fn target(&self) -> Option<ScrollTarget> {
        self.target
    }

    /// Returns the place that is about to be gone to, or the one last gone to unless the text was scrolled since.
    #[must_use]
    pub fn place_gone_to(&self) -> Option<Place> {
        match self.target {
            Some(ScrollTarget::Place(place)) => Some(place),
            Some(ScrollTarget::Position(_) | ScrollTarget::End) | None => self.landed_place(),
        }
    }

    /// Returns the place last gone to, unless the text was scrolled since.
    #[must_use]
    pub fn landed_place(&self) -> Option<Place> {
        self.landed.filter(|(_, anchor)| *anchor == self.anchor).map(|(place, _)| place)
    }

    /// Returns a number that changes whenever the text is scrolled by anything but a layout.
    #[must_use]
    pub fn generation(&self) -> u32 {
        self.generation
    }

    fn set_target(&mut self, target: Option<ScrollTarget>) {
        self.target = target;
        self.generation = self.generation.wrapping_add(1);
    }

    /// Scrolls to a place when the text is next laid out.
    pub(super) fn go_to(&mut self, place: Place) {
        self.set_target(Some(ScrollTarget::Place(place)));
    }

    /// Scrolls to a position when the text is next laid out, to keep level with the pages or another text.
    pub(super) fn follow(&mut self, position: TextPosition) {
        self.set_target(Some(ScrollTarget::Position(position)));
    }

    /// Forgets where the text was about to be scrolled.
    pub(super) fn stay(&mut self) {
        self.set_target(None);
    }

    /// Puts the text back to where it was at another time.
    pub(super) fn restore(&mut self, anchor: ScrollAnchor) {
        *self = Self {
            anchor,
            reading_row: anchor.row,
            position: TextPosition { row: anchor.row, part: 0.0 },
            target: None,
            landed: None,
            generation: self.generation.wrapping_add(1),
        };
    }

    /// Puts the text back to where it stood after going to a place.
    pub(super) fn restore_at(&mut self, anchor: ScrollAnchor, place: Option<Place>) {
        self.restore(anchor);
        self.landed = place.map(|place| (place, anchor));
    }

    /// Scrolls to the end of a text of this many rows.
    pub(super) fn go_to_end(&mut self, rows: usize) {
        self.set_target(Some(ScrollTarget::End));
        self.landed = None;
        self.reading_row = rows.saturating_sub(1);
        self.position = TextPosition { row: self.reading_row, part: 1.0 };
    }

    /// Takes over where the pages are while no text is laid out beside them.
    pub(super) fn stand_at(&mut self, position: TextPosition, landed: Option<Place>) {
        self.anchor = ScrollAnchor { row: position.row, into: 0.0 };
        self.reading_row = position.row;
        self.position = position;
        self.set_target(None);
        if let Some(place) = landed {
            self.landed = Some((place, self.anchor));
        }
    }

    /// Takes over the outcome of a layout. One that was made before the text was scrolled by something else is ignored:
    /// what the user asked for wins over what a wheel still did.
    pub fn settle(&mut self, settled: Settled) {
        if settled.generation != self.generation {
            return;
        }
        self.anchor = settled.anchor;
        self.reading_row = settled.reading_row;
        if let Some(position) = settled.position {
            self.position = position;
        }
        self.target = None;
        if let Some(ScrollTarget::Place(place)) = settled.reached {
            self.landed = Some((place, settled.anchor));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::BlockId;

    /// A layout of this position that ends at a row.
    fn settled(row: usize, of: &ScrollPosition) -> Settled {
        let position = Some(TextPosition { row, part: 0.0 });
        Settled {
            anchor: ScrollAnchor { row, into: 0.0 },
            reading_row: row,
            position,
            reached: of.target(),
            generation: of.generation(),
        }
    }

    #[test]
    fn a_place_gone_to_is_current_until_the_text_is_scrolled() {
        let place = Place::block(BlockId(7));
        let mut position = ScrollPosition::default();
        position.go_to(place);
        assert_eq!(position.place_gone_to(), Some(place));
        position.settle(settled(7, &position));
        assert_eq!((position.target(), position.place_gone_to()), (None, Some(place)));
        position.settle(settled(8, &position));
        assert_eq!(position.place_gone_to(), None);
    }

    #[test]
    fn a_layout_made_before_a_jump_does_not_undo_it() {
        let place = Place::block(BlockId(3));
        let anchor = ScrollAnchor { row: 40, into: 2.0 };
        let jumps: [fn(&mut ScrollPosition, Place, ScrollAnchor); 4] = [
            |position, place, _| position.go_to(place),
            |position, _, anchor| position.restore(anchor),
            |position, place, anchor| position.restore_at(anchor, Some(place)),
            |position, _, _| position.go_to_end(100),
        ];
        for jump in jumps {
            let mut position = ScrollPosition::at_row(7);
            // A wheel is still turning: this layout began before the jump.
            let late = settled(9, &position);
            jump(&mut position, place, anchor);
            let expected = position;
            position.settle(late);
            assert_eq!(position, expected);
        }
    }
}
