//! The result of comparing two reports, computed once on a thread and shared.

use std::{collections::HashMap, ops::Range, sync::Arc};

use crate::{
    analysis::{
        Abbreviation, Comparison, Flow,
        compare::{Kind, Unit, compare_with, word_changes},
    },
    report::{Content, Place, Report},
};

/// A mark on a text that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeMark {
    /// The kind of change.
    pub kind: Kind,
    /// The change, by its index in the comparison.
    pub change: usize,
    /// The words that the other report does not have, in bytes of the block's own words; of changed texts only.
    pub words: Vec<Range<usize>>,
}

/// The result of comparing two reports. The window, the print view and the exports share it.
#[derive(Debug)]
pub struct ComparisonResult {
    /// The reports, left and right.
    pub reports: [Arc<Report>; 2],
    /// The differences.
    pub comparison: Comparison,
    /// Marks on the rows of each report: by block, by row of a table and by bullet.
    pub marks: [HashMap<Place, ChangeMark>; 2],
    /// Pairs of rows with the same text, in order, from the beginning.
    pub(super) paired_rows: Vec<(usize, usize)>,
    /// The number of rows of each text.
    pub(super) row_counts: (usize, usize),
}

impl ComparisonResult {
    /// Compares two reports, left and right, with their abbreviations. Takes time: some milliseconds for a usual report.
    #[must_use]
    pub fn new(reports: [Arc<Report>; 2], abbreviations: &[Arc<[Abbreviation]>; 2]) -> Self {
        let [left, right] = [&*reports[0], &*reports[1]];
        let comparison = compare_with((left, &abbreviations[0]), (right, &abbreviations[1]));
        let (left_flow, right_flow) = (Flow::new(left), Flow::new(right));
        let mut paired_rows = vec![(0, 0)];
        for row in &comparison.aligned {
            let is_moved = row.change.is_some_and(|change| comparison.changes[change].kind == Kind::Moved);
            let Some((one, other)) = row.left.zip(row.right).filter(|_| !is_moved) else { continue };
            let rows = (
                left_flow.row_of(comparison.left[one].place),
                right_flow.row_of(comparison.right[other].place),
            );
            if paired_rows.last().is_none_or(|last| rows.0 > last.0 && rows.1 > last.1) {
                paired_rows.push(rows);
            }
        }
        let marks = [marks(&comparison, left, right, true), marks(&comparison, left, right, false)];
        let row_counts = (left_flow.rows().len(), right_flow.rows().len());
        Self { reports, comparison, marks, paired_rows, row_counts }
    }
}

/// Marks on the rows of one of the two reports.
fn marks(
    comparison: &Comparison,
    left: &Report,
    right: &Report,
    of_left: bool,
) -> HashMap<Place, ChangeMark> {
    let mut marks = HashMap::new();
    for (change, difference) in comparison.changes.iter().enumerate() {
        let place = |units: &[Unit], index: Option<usize>| index.map(|index| units[index].place);
        let places = (place(&comparison.left, difference.left), place(&comparison.right, difference.right));
        let Some(own) = (if of_left { places.0 } else { places.1 }) else { continue };
        let kind = difference.kind;
        let mut mark = |place: Place, words: Vec<Range<usize>>| {
            marks.insert(place, ChangeMark { kind, change, words });
        };
        let (Kind::Changed | Kind::Moved, (Some(one), Some(other))) = (kind, places) else {
            let report = if of_left { left } else { right };
            let bullets = parts(report, own).len().saturating_sub(1);
            (0..bullets).for_each(|bullet| mark(Place::part(own.block, bullet), Vec::new()));
            mark(own, Vec::new());
            continue;
        };
        let (before, after) = (parts(left, one), parts(right, other));
        let count = if of_left { before.len() } else { after.len() };
        for part in 0..count {
            let words = |parts: &[&str]| parts.get(part).map_or(String::new(), |words| (*words).to_owned());
            let (gone, come) = word_changes(&words(&before), &words(&after));
            let differs = if of_left { gone } else { come };
            // The first part is the text itself, those behind it are its bullets.
            match part.checked_sub(1) {
                None => mark(own, differs),
                Some(bullet) if !differs.is_empty() => mark(Place::part(own.block, bullet), differs),
                Some(_) => {}
            }
        }
    }
    marks
}

/// The words of a place that are one piece on the screen, then those of its bullets.
fn parts(report: &Report, place: Place) -> Vec<&str> {
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
        Content::Line(text) | Content::Title(text) | Content::Note(text) | Content::Timescale(text) => {
            vec![text.plain()]
        }
        _ => Vec::new(),
    }
}
