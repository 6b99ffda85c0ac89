//! The tab that shows a comparison: its view, its linked sections, and scrolling both texts together.

use std::sync::Arc;

use super::{ComparisonResult, Document, DocumentId, ScrollTarget};
use crate::{
    analysis::{
        Comparison, TextPosition,
        compare::{SectionLink, SectionPair, TextChangeKind, Unit, have_same_subject},
    },
    report::Place,
};

/// A part of the comparison's panel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CompareTab {
    /// Judgements that went up or down.
    #[default]
    Judgements,
    /// Recommendations that were made again.
    Recommendations,
    /// Changes in the text.
    Text,
    /// The linked sections.
    Sections,
}

/// One of the two reports of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompareSide {
    /// The left report: the earlier one, if that is known.
    Left,
    /// The right report.
    Right,
}

impl CompareSide {
    /// Returns the index of the side in arrays of both: 0 or 1.
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::Left => 0,
            Self::Right => 1,
        }
    }

    /// Returns the other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// Two reports side by side, with the view of the comparison.
#[derive(Debug)]
pub struct ComparisonTab {
    /// The reports with their views in this tab, left and right. The reports' own tabs have views of their own.
    pub sides: [Document; 2],
    /// The differences.
    pub result: Arc<ComparisonResult>,
    /// The linked sections.
    pub sections: Vec<SectionPair>,
    /// Sections that the user linked or unlinked.
    pub by_hand: Vec<SectionLink>,
    /// Pairs of matching rows, left and right, in reading order, including the sections that the user linked.
    row_pairs: Vec<(usize, usize)>,
    /// The offset of the right text from its matching position, in rows, when the texts were last locked.
    row_offset: f32,
    /// True if both texts scroll together.
    pub locked: bool,
    /// The part of the panel that is shown.
    pub tab: CompareTab,
    /// The change that the user last went to.
    pub current: Option<usize>,
    /// Kinds of changes that the list and Next difference leave out.
    pub hidden: Vec<TextChangeKind>,
}

impl ComparisonTab {
    /// Creates a tab that shows the result of comparing `sides`, with the sections that the user linked before.
    #[must_use]
    pub fn new(sides: [Document; 2], result: Arc<ComparisonResult>, by_hand: Vec<SectionLink>) -> Self {
        let mut tab = Self {
            sides,
            result,
            sections: Vec::new(),
            by_hand: Vec::new(),
            row_pairs: Vec::new(),
            row_offset: 0.0,
            locked: true,
            tab: CompareTab::default(),
            current: None,
            hidden: Vec::new(),
        };
        tab.link_sections(by_hand);
        tab
    }

    /// Replaces the result, because one of the reports was saved again.
    pub(super) fn update(&mut self, result: Arc<ComparisonResult>, by_hand: Vec<SectionLink>) {
        self.result = result;
        let current = self.current;
        let row_offset = self.row_offset;
        self.link_sections(by_hand);
        self.row_offset = row_offset;
        // Most changes keep their position in the list, so the next change is still close to this one.
        self.current = current.filter(|current| *current < self.comparison().changes.len());
    }

    /// Returns the title of its tab: "York, 2012 and York, 2017".
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} and {}", self.sides[0].title(), self.sides[1].title())
    }

    /// Returns short names for the two reports: their years if they are about one organisation, or else their titles.
    #[must_use]
    pub fn short_titles(&self) -> [String; 2] {
        let [left, right] = &self.result.reports;
        let is_one_organisation = have_same_subject(left, right);
        let short = |title: String| match title.rsplit_once(", ") {
            Some((_, year)) if is_one_organisation => year.to_owned(),
            _ => title,
        };
        self.sides.each_ref().map(|side| short(side.title()))
    }

    /// Returns the differences.
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        &self.result.comparison
    }

    /// Returns the fingerprints of both reports.
    #[must_use]
    pub fn fingerprints(&self) -> [String; 2] {
        self.sides.each_ref().map(|side| side.sha256().to_owned())
    }

    /// Returns the side of this report; `None` if it is in another tab.
    #[must_use]
    pub fn side_of(&self, document: DocumentId) -> Option<CompareSide> {
        [CompareSide::Left, CompareSide::Right]
            .into_iter()
            .find(|side| self.sides[side.index()].id == document)
    }

    /// Links and unlinks sections as the user chose.
    pub(super) fn link_sections(&mut self, by_hand: Vec<SectionLink>) {
        let [left, right] = &self.sides;
        let (one, other) = (left.report(), right.report());
        let is_there =
            |hand: &SectionLink| hand.left.0 < one.sections.len() && hand.right.0 < other.sections.len();
        self.by_hand = by_hand.into_iter().filter(is_there).collect();
        self.sections = self.result.comparison.sections(one, other, &self.by_hand);
        let row = |document: &Document, place: Place| document.loaded.flow.row_of(place);
        let linked = self.by_hand.iter().filter(|hand| hand.together);
        let mut pairs: Vec<(usize, usize)> = linked
            .map(|hand| {
                (row(left, one.section(hand.left).place), row(right, other.section(hand.right).place))
            })
            .collect();
        // Sections that the user linked take precedence over computed pairs that cross them.
        let crosses =
            |pair: &(usize, usize), hand: &(usize, usize)| pair.0.cmp(&hand.0) != pair.1.cmp(&hand.1);
        let kept =
            self.result.paired_rows.iter().filter(|pair| !pairs.iter().any(|hand| crosses(pair, hand)));
        let kept: Vec<(usize, usize)> = kept.copied().collect();
        pairs.extend(kept);
        pairs.sort_unstable();
        pairs.push(self.result.row_counts);
        pairs.dedup_by(|next, before| next.0 <= before.0 || next.1 <= before.1);
        if pairs.first() != Some(&(0, 0)) {
            pairs.insert(0, (0, 0));
        }
        self.row_pairs = pairs;
        self.row_offset = 0.0;
    }

    /// Returns the indexes of the changes that the list shows.
    #[must_use]
    pub fn listed_changes(&self) -> Vec<usize> {
        let changes = self.result.comparison.changes.iter().enumerate();
        changes.filter(|(_, change)| !self.hidden.contains(&change.kind)).map(|(index, _)| index).collect()
    }

    /// Shows or hides a kind of change in the list.
    pub(super) fn toggle_kind(&mut self, kind: TextChangeKind) {
        match self.hidden.iter().position(|hidden| *hidden == kind) {
            Some(at) => drop(self.hidden.remove(at)),
            None => self.hidden.push(kind),
        }
    }

    /// Returns the position in the other text that matches this position in the text of `side`.
    #[must_use]
    pub fn partner(&self, position: TextPosition, side: CompareSide) -> TextPosition {
        match side {
            CompareSide::Left => position_at_rows(self.matching_row(position, true) + self.row_offset),
            CompareSide::Right => {
                position_at_rows(self.matching_row(
                    position_at_rows(rows(position.row) + position.part - self.row_offset),
                    false,
                ))
            }
        }
    }

    /// Scrolls the other text to the matching position, if both scroll together.
    pub(super) fn align_other(&mut self, side: CompareSide) {
        // Going to a place takes precedence over scrolling in the same frame.
        let other = &self.sides[side.other().index()].view.scroll;
        if self.locked && !matches!(other.target(), Some(ScrollTarget::Place(_))) {
            let partner = self.partner(self.sides[side.index()].view.scroll.position(), side);
            self.sides[side.other().index()].view.scroll.follow(partner);
        }
    }

    /// Returns the row of the other text that matches a position, before the offset is added.
    fn matching_row(&self, position: TextPosition, from_left: bool) -> f32 {
        let own = |pair: &(usize, usize)| if from_left { pair.0 } else { pair.1 };
        let other = |pair: &(usize, usize)| if from_left { pair.1 } else { pair.0 };
        let after =
            self.row_pairs.partition_point(|pair| own(pair) <= position.row).min(self.row_pairs.len() - 1);
        let (before, after) = (&self.row_pairs[after.saturating_sub(1)], &self.row_pairs[after]);
        let span = rows(own(after) - own(before)).max(1.0);
        let part = ((rows(position.row) + position.part - rows(own(before))) / span).clamp(0.0, 1.0);
        rows(other(before)) + part * rows(other(after) - other(before))
    }

    /// Unlocks the texts, or locks them again at their current positions.
    pub(super) fn toggle_lock(&mut self) {
        let [left, right] = self.sides.each_ref().map(|side| side.view.scroll.position());
        self.lock_at(left, right);
    }

    fn lock_at(&mut self, left: TextPosition, right: TextPosition) {
        self.locked = !self.locked;
        if self.locked {
            self.row_offset = rows(right.row) + right.part - self.matching_row(left, true);
            // A difference of less than a row is too small to keep.
            if self.row_offset.abs() < 1.0 {
                self.row_offset = 0.0;
            }
        }
    }

    /// Returns the places of a change, left and right; `None` for a side that does not have it.
    #[must_use]
    pub fn places(&self, change: usize) -> [Option<Place>; 2] {
        let comparison = &self.result.comparison;
        let Some(change) = comparison.changes.get(change) else { return [None, None] };
        let place = |units: &[Unit], index: Option<usize>| index.map(|index| units[index].place);
        [place(&comparison.left, change.left), place(&comparison.right, change.right)]
    }
}

#[expect(clippy::cast_precision_loss, reason = "a text has some millions of rows at most")]
fn rows(count: usize) -> f32 {
    count as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number of rows is at least 0"
)]
fn position_at_rows(rows: f32) -> TextPosition {
    let rows = rows.max(0.0);
    TextPosition { row: rows.floor() as usize, part: rows.fract() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn compared(row_pairs: Vec<(usize, usize)>) -> ComparisonTab {
        let document = |id| {
            let read = crate::read::read(b"1. Words.", "a.txt").unwrap();
            Document::new(DocumentId(id), None, Arc::new(crate::app::LoadedReport::new(read)))
        };
        let sides = [document(1), document(2)];
        let reports = sides.each_ref().map(|side| Arc::clone(&side.loaded.report));
        let abbreviations = sides.each_ref().map(|side| Arc::clone(&side.loaded.abbreviations));
        let result = Arc::new(ComparisonResult::new(reports, &abbreviations));
        ComparisonTab { row_pairs, ..ComparisonTab::new(sides, result, Vec::new()) }
    }

    #[test]
    fn the_other_text_follows_matching_paragraphs() {
        let compared = compared(vec![(0, 0), (10, 20), (30, 22)]);
        let (left, right) = (CompareSide::Left, CompareSide::Right);
        assert_eq!(
            compared.partner(TextPosition { row: 10, part: 0.0 }, left),
            TextPosition { row: 20, part: 0.0 }
        );
        assert_eq!(
            compared.partner(TextPosition { row: 5, part: 0.0 }, left),
            TextPosition { row: 10, part: 0.0 }
        );
        assert_eq!(
            compared.partner(TextPosition { row: 21, part: 0.0 }, right),
            TextPosition { row: 20, part: 0.0 }
        );
    }

    #[test]
    fn locking_keeps_the_current_offset_between_the_texts() {
        let mut compared = compared(vec![(0, 0), (100, 100)]);
        let position = |row| TextPosition { row, part: 0.0 };
        compared.lock_at(position(10), position(10));
        compared.lock_at(position(10), position(14));
        assert_eq!(compared.partner(position(20), CompareSide::Left), position(24));
        assert_eq!(compared.partner(position(24), CompareSide::Right), position(20));
    }
}
