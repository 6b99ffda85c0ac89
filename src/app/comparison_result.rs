//! The result of comparing two reports, computed once on a thread and shared.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use super::CompareSide;
use crate::{
    analysis::{
        Abbreviation, Comparison, Flow,
        compare::{
            TextChange, TextChangeKind, TextMode, TextUnit, compare_in_mode, summarise_word_changes,
            word_changes,
        },
    },
    report::{Content, Place, Report},
};

/// A highlight on text that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeHighlight {
    /// The kind of change.
    pub kind: TextChangeKind,
    /// The way in which the texts are compared, which decides the name of the kind.
    pub mode: TextMode,
    /// The change, by its index in the comparison.
    pub change: usize,
    /// The words that the other report does not have, as byte ranges in the text of the place; empty if the whole
    /// place is new or moved without changes.
    pub words: Vec<Range<usize>>,
}

/// The result of comparing two reports. The window, the print view and the exports share it.
#[derive(Debug, Clone)]
pub struct ComparisonResult {
    /// The reports, left and right.
    pub reports: [Arc<Report>; 2],
    /// The differences.
    pub comparison: Comparison,
    /// Highlights on the rows of each report: by block, by row of a table and by bullet.
    pub highlights: [HashMap<Place, ChangeHighlight>; 2],
    /// The changed words of each change, such as "250 → 247". Empty for texts that only one report has or that are
    /// replaced as a whole.
    pub changed_words: Vec<String>,
    /// The titles that several pairs of judgements have.
    pub repeated_titles: HashSet<String>,
    /// Pairs of rows with the same text, left and right, in reading order; the first is (0, 0).
    pub(super) paired_rows: Vec<(usize, usize)>,
    /// The number of rows of each text.
    pub(super) row_counts: (usize, usize),
}

impl ComparisonResult {
    /// Compares two reports, left and right, with their abbreviations. Without a `mode`, the way to compare the texts is
    /// chosen from them. Takes some milliseconds for a report of usual length, so it runs on a thread.
    #[must_use]
    pub fn new(
        reports: [Arc<Report>; 2],
        abbreviations: &[Arc<[Abbreviation]>; 2],
        mode: Option<TextMode>,
    ) -> Self {
        let [left, right] = [&*reports[0], &*reports[1]];
        let comparison = compare_in_mode((left, &abbreviations[0]), (right, &abbreviations[1]), mode);
        let (left_flow, right_flow) = (Flow::new(left), Flow::new(right));
        let mut paired_rows = vec![(0, 0)];
        for row in &comparison.aligned {
            let Some((one, other)) = row.left.zip(row.right) else { continue };
            let rows = (
                left_flow.row_of(comparison.left[one].place),
                right_flow.row_of(comparison.right[other].place),
            );
            if paired_rows.last().is_none_or(|last| rows.0 > last.0 && rows.1 > last.1) {
                paired_rows.push(rows);
            }
        }
        let highlights = [
            highlights_of_side(&comparison, left, right, true),
            highlights_of_side(&comparison, left, right, false),
        ];
        let row_counts = (left_flow.rows().len(), right_flow.rows().len());
        let mut titles = HashSet::new();
        let repeated = comparison.judgements.iter().filter(|pair| !titles.insert(pair.title.as_str()));
        let repeated_titles = repeated.map(|pair| pair.title.clone()).collect();
        let changed_words =
            comparison.changes.iter().map(|change| words_of_change(&comparison, change)).collect();
        Self { reports, comparison, highlights, changed_words, repeated_titles, paired_rows, row_counts }
    }
}

impl ComparisonResult {
    /// Returns the text of a place in one of the reports, then the text of each of its bullets. Empty for tables.
    #[must_use]
    pub fn texts_at(&self, side: CompareSide, place: Place) -> Vec<&str> {
        texts_of(&self.reports[side.index()], place)
    }
}

/// Returns the changed words of a change, or an empty string if not only some words differ.
fn words_of_change(comparison: &Comparison, change: &TextChange) -> String {
    let texts = change
        .left
        .map(|index| &comparison.left[index])
        .zip(change.right.map(|index| &comparison.right[index]));
    match (change.kind, texts) {
        (TextChangeKind::Changed | TextChangeKind::Moved, Some((before, after))) => {
            summarise_word_changes(&before.words, &after.words)
        }
        _ => String::new(),
    }
}

/// Returns the highlights on the rows of the left report if `is_left`, or else of the right report.
fn highlights_of_side(
    comparison: &Comparison,
    left: &Report,
    right: &Report,
    is_left: bool,
) -> HashMap<Place, ChangeHighlight> {
    let mut highlights = HashMap::new();
    for (change, difference) in comparison.changes.iter().enumerate() {
        let place = |units: &[TextUnit], index: Option<usize>| index.map(|index| units[index].place);
        let places = (place(&comparison.left, difference.left), place(&comparison.right, difference.right));
        let Some(own) = (if is_left { places.0 } else { places.1 }) else { continue };
        let kind = difference.kind;
        let mut highlight = |place: Place, words: Vec<Range<usize>>| {
            highlights.insert(place, ChangeHighlight { kind, mode: comparison.mode, change, words });
        };
        let (TextChangeKind::Changed | TextChangeKind::Moved, (Some(one), Some(other))) = (kind, places)
        else {
            let report = if is_left { left } else { right };
            let bullets = texts_of(report, own).len().saturating_sub(1);
            (0..bullets).for_each(|bullet| highlight(Place::at_part(own.block, bullet), Vec::new()));
            highlight(own, Vec::new());
            continue;
        };
        let (before, after) = (texts_of(left, one), texts_of(right, other));
        let count = if is_left { before.len() } else { after.len() };
        for part in 0..count {
            let words = |parts: &[&str]| parts.get(part).map_or(String::new(), |words| (*words).to_owned());
            let (removed, added) = word_changes(&words(&before), &words(&after));
            let differs = if is_left { removed } else { added };
            // The first part is the text itself; the others are its bullets.
            match part.checked_sub(1) {
                None => highlight(own, differs),
                Some(bullet) if !differs.is_empty() => highlight(Place::at_part(own.block, bullet), differs),
                Some(_) => {}
            }
        }
    }
    highlights
}

/// Returns the text of a place, then the text of each of its bullets.
fn texts_of(report: &Report, place: Place) -> Vec<&str> {
    match &report.block(place.block).content {
        Content::Paragraph(id) => {
            let paragraph = report.paragraph(*id);
            std::iter::once(&paragraph.text)
                .chain(&paragraph.bullets)
                .map(crate::report::Text::plain)
                .collect()
        }
        Content::Recommendation(index) => vec![report.recommendations[*index].text.plain()],
        Content::Heading(section) => vec![report.section(*section).title.as_str()],
        Content::Line(text) | Content::Title(text) | Content::Footnote(text) | Content::Timescale(text) => {
            vec![text.plain()]
        }
        _ => Vec::new(),
    }
}
