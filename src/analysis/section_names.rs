//! References to sections by name: "see the section on Staying safe", "the ‘Staying safe’ section".
//!
//! A title alone is not a reference. In 575 paragraphs of eight real reports, the words of a heading appeared 31 times
//! outside its own section, and never as a reference ("effective partnership working").

use std::{collections::HashMap, ops::Range};

use regex::Regex;

use super::section_of_block;
use crate::report::{BlockId, Report, SectionId};

/// The maximum length of a title that is searched for, in bytes. Reports do not refer to longer headings by name.
const MAX_TITLE_BYTES: usize = 120;
/// The maximum number of titles that are searched for, which limits the size of the pattern. Further titles are
/// ignored.
const MAX_SEARCHED_TITLES: usize = 2_000;
/// The maximum number of references found in one text. Also the maximum number of sections with the same name that are
/// compared.
const MAX_REFERENCES: usize = 200;
/// The maximum distance between a section's name and a word such as "see" before the name, in bytes.
const MAX_LEAD_DISTANCE_BYTES: usize = 24;

/// The names of a report's sections, prepared for finding references in its text.
#[derive(Debug, Default)]
pub struct SectionNames {
    /// Matches the title of any section. `None` if the report has no titles or the pattern is too large.
    title_pattern: Option<Regex>,
    /// Matches text that ends with a word such as "see" or "section" and leads to a title.
    lead_pattern: Option<Regex>,
    /// The sections with each title, in reading order.
    sections: HashMap<String, Vec<SectionId>>,
}

impl SectionNames {
    /// Collects the section names of a report.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let mut sections: HashMap<String, Vec<SectionId>> = HashMap::new();
        for id in report.section_ids() {
            sections.entry(report.section(id).title.trim().to_owned()).or_default().push(id);
        }
        let titles = report.sections.iter().map(|section| section.title.trim());
        let mut titles: Vec<&str> = titles
            .filter(|title| title.len() <= MAX_TITLE_BYTES && title.chars().any(char::is_alphabetic))
            .take(MAX_SEARCHED_TITLES)
            .collect();
        // The first alternative that matches wins, so longer titles are first.
        titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
        titles.dedup();
        if titles.is_empty() {
            return Self::default();
        }
        let names = titles.into_iter().map(regex::escape).collect::<Vec<_>>().join("|");
        // A pattern that is too large does not compile. Then no references are found.
        Self {
            title_pattern: Regex::new(&format!(r"\b(?:{names})\b")).ok(),
            lead_pattern: Regex::new(
                r"(?i)\b(?:see|sections?|headings?|headed|chapters?|entitled|titled)\b[^.;:]*$",
            )
            .ok(),
            sections,
        }
    }

    /// Returns the references in a block's text to other sections: the byte range of each name, and its section.
    #[must_use]
    pub fn find_references(
        &self,
        report: &Report,
        block: BlockId,
        text: &str,
    ) -> Vec<(Range<usize>, SectionId)> {
        let Some((title_pattern, lead_pattern)) = self.title_pattern.as_ref().zip(self.lead_pattern.as_ref())
        else {
            return Vec::new();
        };
        let current_section = section_of_block(report, block);
        let is_reference = |range: &Range<usize>| {
            let lead = &text
                [text.floor_char_boundary(range.start.saturating_sub(MAX_LEAD_DISTANCE_BYTES))..range.start];
            let after = text[range.end..].trim_start_matches(['\'', '"', '\u{2019}', '\u{201d}', ' ']);
            lead_pattern.is_match(lead) || ["section", "chapter"].iter().any(|word| after.starts_with(word))
        };
        let hits = title_pattern.find_iter(text).map(|hit| hit.range()).filter(is_reference);
        hits.take(MAX_REFERENCES)
            .filter_map(|range| {
                let section = self.section_with_title(report, &text[range.clone()], current_section)?;
                (Some(section) != current_section).then_some((range, section))
            })
            .collect()
    }

    /// Returns the section with this title. If several sections have the title, returns the one that is in the same
    /// outermost section as `current_section`, or `None` if that is not exactly one.
    fn section_with_title(
        &self,
        report: &Report,
        title: &str,
        current_section: Option<SectionId>,
    ) -> Option<SectionId> {
        let outermost =
            |id: SectionId| std::iter::successors(Some(id), |id| report.section(*id).parent).last();
        match self.sections.get(title)?[..] {
            [only] => Some(only),
            ref all => {
                let here = current_section.and_then(outermost)?;
                let mut in_part =
                    all.iter().copied().take(MAX_REFERENCES).filter(|id| outermost(*id) == Some(here));
                in_part.next().filter(|_| in_part.next().is_none())
            }
        }
    }
}
