//! The printed paragraph numbers of a report, as an index.

use std::collections::HashMap;

use super::{ParagraphAddress, ParagraphId, Report};

/// The paragraphs of a report by printed number. Finds the paragraphs of many numbers, each without a search through
/// the whole report.
#[derive(Debug, Default)]
pub struct ParagraphNumbers {
    /// The paragraphs with each number, with their parts, in the order of the report.
    by_number: HashMap<u32, Vec<(u32, ParagraphId)>>,
    /// The number of paragraphs in each part.
    part_sizes: HashMap<u32, usize>,
}

impl ParagraphNumbers {
    /// Indexes the numbers of a report.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let mut index = Self::default();
        let parts = report.paragraph_parts();
        for (id, (paragraph, part)) in report.paragraphs.iter().zip(parts).enumerate() {
            let (Some(number), Some(part)) = (paragraph.number, part) else { continue };
            index.by_number.entry(number).or_default().push((part, ParagraphId(id)));
            *index.part_sizes.entry(part).or_default() += 1;
        }
        index
    }

    /// Returns the paragraph at an address. If the address names no part and the report prints the number more than
    /// once, returns the first one in a part that is not much shorter than the longest: a quotation or a list in a
    /// paragraph can have numbers of its own. Returns `None` if the report has no such paragraph.
    #[must_use]
    pub fn paragraph(&self, address: ParagraphAddress) -> Option<ParagraphId> {
        let all = self.by_number.get(&address.number)?;
        let longest = self.part_sizes.values().max().copied().unwrap_or(0);
        let is_long = |part: &u32| self.part_sizes.get(part).is_some_and(|size| size * 3 >= longest);
        let found = match address.part {
            Some(wanted) => all.iter().find(|(part, _)| *part == wanted),
            None => all.iter().find(|(part, _)| is_long(part)).or_else(|| all.first()),
        };
        found.map(|(_, id)| *id)
    }

    /// Returns the highest number; `None` if no paragraph has a number. The last paragraph can have a lower number,
    /// because the paragraphs of a later part may be numbered from 1 again.
    #[must_use]
    pub fn highest(&self) -> Option<u32> {
        self.by_number.keys().max().copied()
    }
}
