//! The tab that shows a comparison: its view, its linked sections, and scrolling both texts together.

use std::sync::Arc;

use super::{
    ComparedPair, ComparisonResult, Document, DocumentId, ScrollTarget, SectionFilter, SectionTarget,
    similarity::DecisionRevision,
};
use crate::{
    analysis::{
        Comparison, TextPosition,
        compare::{
            RecommendationPair, SectionLink, SectionPair, SectionTexts, TextChangeKind, TextMode, TextUnit,
        },
    },
    report::Place,
};

/// A part of the comparison panel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum CompareTab {
    /// Judgements that went up or down.
    #[default]
    Judgements,
    /// Recommendations that were made again.
    Recommendations,
    /// Changes in the text.
    Text,
    /// Checks that only one of the reports fails.
    Checks,
    /// The linked sections.
    Sections,
}

/// The way in which the compared texts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparedTexts {
    /// Matched paragraphs side by side, by section, and the numbers of all others. Only between inspections.
    BySection,
    /// Both texts in full.
    Full,
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

/// The part of a comparison that a narrow window shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NarrowPart {
    /// The panel with the differences, or the search panel.
    #[default]
    Panel,
    /// The text of one report.
    Text(CompareSide),
}

/// Two reports side by side, with the view of the comparison.
#[derive(Debug)]
pub struct ComparisonTab {
    /// The reports, left and right, with their views in this tab. The tab of each report has separate views.
    pub sides: [Document; 2],
    /// The differences.
    pub result: Arc<ComparisonResult>,
    /// Counts the changes to the result and the links between sections, so that panels know when to measure their rows
    /// again.
    pub result_number: u32,
    /// The linked sections.
    pub sections: Vec<SectionPair>,
    /// The links that the user made or removed.
    pub manual_links: Vec<SectionLink>,
    /// Pairs of matching rows, left and right, in reading order, including the sections that the user linked.
    row_pairs: Vec<(usize, usize)>,
    /// The distance of the right text from its matching position, in rows, when scrolling together was last switched
    /// on.
    row_offset: f32,
    /// True if both texts scroll together.
    pub scrolls_together: bool,
    /// The part of the panel that is shown.
    pub tab: CompareTab,
    /// The index of the change that the user last went to.
    pub current: Option<usize>,
    /// The pair of judgements or recommendations that the user last went to.
    pub current_pair: Option<ComparedPair>,
    /// The way to show the texts of inspections. Drafts are always shown in full; see [`ComparisonTab::shown_texts`].
    pub(super) texts: ComparedTexts,
    /// The way to compare the texts that the user chose; `None` if it is chosen from the texts.
    pub chosen_mode: Option<TextMode>,
    /// The matched texts and the numbers of others in each section; empty for drafts.
    pub section_texts: Vec<SectionTexts>,
    /// The only sections that the texts by section show; `None` for all.
    pub section_filter: Option<SectionFilter>,
    /// The section that the texts by section were last asked to scroll to.
    pub section_target: Option<SectionTarget>,
    /// The part that is shown if there is no room for all.
    pub narrow_part: NarrowPart,
    /// The pairs of similar recommendations that the user rejected, left and right.
    pub rejected_pairs: Vec<[usize; 2]>,
    /// The pairs of recommendations without the user's decisions.
    pub(super) computed_recommendations: Vec<RecommendationPair>,
    /// The user's decisions that the result has; `None` if they were not looked up yet.
    pub(super) decision_revision: Option<DecisionRevision>,
    /// Kinds of changes that the list does not show and Next difference skips.
    pub hidden_kinds: Vec<TextChangeKind>,
}

impl ComparisonTab {
    /// Creates a tab that shows the result of comparing `sides`, with the sections that the user linked before.
    #[must_use]
    pub fn new(sides: [Document; 2], result: Arc<ComparisonResult>, manual_links: Vec<SectionLink>) -> Self {
        // Between drafts of one report, the changes in the text matter, and the grades are usually the same.
        let shown_first = match result.comparison.mode {
            TextMode::Drafts => CompareTab::Text,
            TextMode::Inspections => CompareTab::Judgements,
        };
        let mut tab = Self {
            sides,
            computed_recommendations: result.comparison.recommendations.clone(),
            result,
            result_number: 0,
            sections: Vec::new(),
            manual_links: Vec::new(),
            row_pairs: Vec::new(),
            row_offset: 0.0,
            scrolls_together: true,
            tab: shown_first,
            current: None,
            current_pair: None,
            texts: ComparedTexts::BySection,
            chosen_mode: None,
            section_texts: Vec::new(),
            section_filter: None,
            section_target: None,
            narrow_part: NarrowPart::default(),
            rejected_pairs: Vec::new(),
            decision_revision: None,
            hidden_kinds: Vec::new(),
        };
        tab.link_sections(manual_links);
        tab
    }

    /// Replaces the result, because one of the reports was saved again, or the sides were swapped, or the user chose
    /// another way to compare the texts.
    pub(super) fn replace_result(
        &mut self,
        result: Arc<ComparisonResult>,
        manual_links: Vec<SectionLink>,
        chosen_mode: Option<TextMode>,
    ) {
        self.computed_recommendations.clone_from(&result.comparison.recommendations);
        (self.decision_revision, self.current_pair) = (None, None);
        self.chosen_mode = chosen_mode;
        self.result = result;
        let current = self.current;
        let row_offset = self.row_offset;
        self.link_sections(manual_links);
        self.row_offset = row_offset;
        // Most changes keep their position in the list, so the next change is still close to this one.
        self.current = current.filter(|current| *current < self.comparison().changes.len());
    }

    /// Returns the way in which the texts are shown.
    #[must_use]
    pub fn shown_texts(&self) -> ComparedTexts {
        match self.comparison().mode {
            TextMode::Drafts => ComparedTexts::Full,
            TextMode::Inspections => self.texts,
        }
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

    /// Links and unlinks these sections, and matches the rows of both texts again.
    pub(super) fn link_sections(&mut self, manual_links: Vec<SectionLink>) {
        let [left, right] = &self.sides;
        let (left_report, right_report) = (left.report(), right.report());
        let exists = |link: &SectionLink| {
            link.left.0 < left_report.sections.len() && link.right.0 < right_report.sections.len()
        };
        self.manual_links = manual_links.into_iter().filter(exists).collect();
        self.result_number += 1;
        // Their sections are indices in the list that is made again.
        (self.section_filter, self.section_target) = (None, None);
        self.sections = self.result.comparison.sections(left_report, right_report, &self.manual_links);
        self.section_texts = match self.result.comparison.mode {
            TextMode::Drafts => Vec::new(),
            TextMode::Inspections => {
                self.result.comparison.section_texts(left_report, right_report, &self.sections)
            }
        };
        let row = |document: &Document, place: Place| document.loaded.flow.row_of(place);
        let linked = self.manual_links.iter().filter(|link| link.is_linked);
        let mut pairs: Vec<(usize, usize)> = linked
            .map(|link| {
                (
                    row(left, left_report.section(link.left).place),
                    row(right, right_report.section(link.right).place),
                )
            })
            .collect();
        // Sections that the user linked take precedence over computed pairs that cross them.
        let crosses =
            |pair: &(usize, usize), link: &(usize, usize)| pair.0.cmp(&link.0) != pair.1.cmp(&link.1);
        let kept =
            self.result.paired_rows.iter().filter(|pair| !pairs.iter().any(|link| crosses(pair, link)));
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
        changes
            .filter(|(_, change)| !self.hidden_kinds.contains(&change.kind))
            .map(|(index, _)| index)
            .collect()
    }

    /// Shows or hides a kind of change in the list.
    pub(super) fn toggle_hidden_kind(&mut self, kind: TextChangeKind) {
        match self.hidden_kinds.iter().position(|hidden| *hidden == kind) {
            Some(at) => drop(self.hidden_kinds.remove(at)),
            None => self.hidden_kinds.push(kind),
        }
    }

    /// Returns the position in the other text that matches this position in the text of `side`.
    #[must_use]
    pub fn matching_position(&self, position: TextPosition, side: CompareSide) -> TextPosition {
        match side {
            CompareSide::Left => position_at_rows(self.matching_row(position, true) + self.row_offset),
            CompareSide::Right => position_at_rows(self.matching_row(
                position_at_rows(row_as_f32(position.row) + position.part - self.row_offset),
                false,
            )),
        }
    }

    /// Scrolls the other text to the matching position, if both scroll together.
    pub(super) fn align_other_side(&mut self, side: CompareSide) {
        // Going to a place takes precedence over scrolling in the same frame.
        let other = &self.sides[side.other().index()].view.scroll;
        if self.scrolls_together && !matches!(other.target(), Some(ScrollTarget::Place(_))) {
            let position = self.matching_position(self.sides[side.index()].view.scroll.position(), side);
            self.sides[side.other().index()].view.scroll.follow_position(position);
        }
    }

    /// Returns the row of the other text that matches a position, with a fraction and without `row_offset`. `is_left`
    /// is true for a position in the left text.
    fn matching_row(&self, position: TextPosition, is_left: bool) -> f32 {
        let own = |pair: &(usize, usize)| if is_left { pair.0 } else { pair.1 };
        let other = |pair: &(usize, usize)| if is_left { pair.1 } else { pair.0 };
        let after =
            self.row_pairs.partition_point(|pair| own(pair) <= position.row).min(self.row_pairs.len() - 1);
        let (before, after) = (&self.row_pairs[after.saturating_sub(1)], &self.row_pairs[after]);
        let span = row_as_f32(own(after) - own(before)).max(1.0);
        let part =
            ((row_as_f32(position.row) + position.part - row_as_f32(own(before))) / span).clamp(0.0, 1.0);
        row_as_f32(other(before)) + part * row_as_f32(other(after) - other(before))
    }

    /// Lets the texts scroll independently, or together again from their current positions.
    pub(super) fn toggle_scrolling_together(&mut self) {
        let [left, right] = self.sides.each_ref().map(|side| side.view.scroll.position());
        self.toggle_scrolling_together_at(left, right);
    }

    fn toggle_scrolling_together_at(&mut self, left: TextPosition, right: TextPosition) {
        self.scrolls_together = !self.scrolls_together;
        if self.scrolls_together {
            self.row_offset = row_as_f32(right.row) + right.part - self.matching_row(left, true);
            // A difference of less than a row is too small to keep.
            if self.row_offset.abs() < 1.0 {
                self.row_offset = 0.0;
            }
        }
    }

    /// Returns the left and right place of the change with this index in `Comparison::changes`; `None` for a side that does
    /// not have it, and for both if there is no such change.
    #[must_use]
    pub fn places_of_change(&self, change_index: usize) -> [Option<Place>; 2] {
        let comparison = &self.result.comparison;
        let Some(change) = comparison.changes.get(change_index) else { return [None, None] };
        let place = |units: &[TextUnit], index: Option<usize>| index.map(|index| units[index].place);
        [place(&comparison.left, change.left), place(&comparison.right, change.right)]
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "f32 holds integers up to 16 million exactly, and a text has fewer rows"
)]
fn row_as_f32(count: usize) -> f32 {
    count as f32
}

/// Returns the position at a number of rows from the start of the text. The fraction of the number is the part of a
/// row.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number of rows is not negative and is far below the limit of usize"
)]
fn position_at_rows(rows: f32) -> TextPosition {
    let rows = rows.max(0.0);
    TextPosition { row: rows.floor() as usize, part: rows.fract() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn comparison_tab_with(row_pairs: Vec<(usize, usize)>) -> ComparisonTab {
        let document = |id| {
            let read = crate::read::read(b"1. Words.", "a.txt").unwrap();
            Document::new(DocumentId(id), None, Arc::new(crate::app::LoadedReport::new(read)))
        };
        let sides = [document(1), document(2)];
        let reports = sides.each_ref().map(|side| Arc::clone(&side.loaded.report));
        let abbreviations = sides.each_ref().map(|side| Arc::clone(&side.loaded.abbreviations));
        let result = Arc::new(ComparisonResult::new(reports, &abbreviations, None));
        ComparisonTab { row_pairs, ..ComparisonTab::new(sides, result, Vec::new()) }
    }

    #[test]
    fn the_other_text_follows_matching_paragraphs() {
        let compared = comparison_tab_with(vec![(0, 0), (10, 20), (30, 22)]);
        let (left, right) = (CompareSide::Left, CompareSide::Right);
        assert_eq!(
            compared.matching_position(TextPosition { row: 10, part: 0.0 }, left),
            TextPosition { row: 20, part: 0.0 }
        );
        assert_eq!(
            compared.matching_position(TextPosition { row: 5, part: 0.0 }, left),
            TextPosition { row: 10, part: 0.0 }
        );
        assert_eq!(
            compared.matching_position(TextPosition { row: 21, part: 0.0 }, right),
            TextPosition { row: 20, part: 0.0 }
        );
    }

    #[test]
    fn scrolling_together_keeps_the_current_offset_between_the_texts() {
        let mut compared = comparison_tab_with(vec![(0, 0), (100, 100)]);
        let position = |row| TextPosition { row, part: 0.0 };
        compared.toggle_scrolling_together_at(position(10), position(10));
        compared.toggle_scrolling_together_at(position(10), position(14));
        assert_eq!(compared.matching_position(position(20), CompareSide::Left), position(24));
        assert_eq!(compared.matching_position(position(24), CompareSide::Right), position(20));
    }
}
