//! The printed paragraph numbers of a report, as an index.

use super::{ParagraphId, Report};

/// The paragraphs of a report by printed number. Finds the paragraphs of many numbers, each without a search through
/// the whole report.
#[derive(Debug, Default)]
pub struct ParagraphNumbers {
    /// Each number with the first paragraph that has it, in the order of the numbers.
    sorted: Vec<(u32, ParagraphId)>,
}

impl ParagraphNumbers {
    /// Indexes the numbers of a report.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let numbers = report.paragraphs.iter().enumerate();
        let mut sorted: Vec<(u32, ParagraphId)> =
            numbers.filter_map(|(index, paragraph)| Some((paragraph.number?, ParagraphId(index)))).collect();
        sorted.sort_unstable();
        // Of paragraphs with the same number, the first in reading order is kept.
        sorted.dedup_by_key(|(number, _)| *number);
        Self { sorted }
    }

    /// Returns the same paragraph as [`Report::paragraph_with_number`].
    #[must_use]
    pub fn paragraph(&self, number: u32) -> Option<ParagraphId> {
        let index = self.sorted.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        self.sorted.get(index).map(|(_, id)| *id)
    }

    /// Returns the highest number; `None` if no paragraph has a number. The last paragraph can have a lower number,
    /// because the paragraphs of a later part may be numbered from 1 again.
    #[must_use]
    pub fn highest(&self) -> Option<u32> {
        self.sorted.last().map(|(number, _)| *number)
    }
}
