//! Names of sections where the text refers to them: "see the section on Staying safe", "the ‘Staying safe’ section".
//!
//! A name alone is none: over 575 paragraphs of eight real reports the words of a heading stood 31 times in text that
//! was not its own, and each time they were just words ("effective partnership working").

use std::{collections::HashMap, ops::Range};

use regex::Regex;

use super::section_at;
use crate::report::{BlockId, Report, SectionId};

/// Longer headings nobody refers to by name.
const LONGEST: usize = 120;
/// A report has no more headings than this that are looked for.
const MOST: usize = 2_000;
/// No text refers to more sections than this, and no more than this share a name.
const LINKS: usize = 200;
/// Words that refer to a section stand this close to its name, in bytes.
const NEAR: usize = 24;

/// The names of a report's sections, ready to be found in its text.
#[derive(Debug, Default)]
pub struct SectionNames {
    names: Option<Regex>,
    before: Option<Regex>,
    sections: HashMap<String, Vec<SectionId>>,
}

impl SectionNames {
    /// Those of a report.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let mut sections: HashMap<String, Vec<SectionId>> = HashMap::new();
        for id in report.section_ids() {
            sections.entry(report.section(id).title.trim().to_owned()).or_default().push(id);
        }
        let titles = report.sections.iter().map(|section| section.title.trim());
        let mut titles: Vec<&str> = titles
            .filter(|title| title.len() <= LONGEST && title.chars().any(char::is_alphabetic))
            .take(MOST)
            .collect();
        // The longest of those that begin at one place.
        titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
        titles.dedup();
        if titles.is_empty() {
            return Self::default();
        }
        let names = titles.into_iter().map(regex::escape).collect::<Vec<_>>().join("|");
        // What does not compile, finds nothing: there is no more to be had from it.
        Self {
            names: Regex::new(&format!(r"\b(?:{names})\b")).ok(),
            before: Regex::new(
                r"(?i)\b(?:see|sections?|headings?|headed|chapters?|entitled|titled)\b[^.;:]*$",
            )
            .ok(),
            sections,
        }
    }

    /// Where a text of a block refers to another section, in bytes, and to which.
    #[must_use]
    pub fn find(&self, report: &Report, block: BlockId, text: &str) -> Vec<(Range<usize>, SectionId)> {
        let Some((names, before)) = self.names.as_ref().zip(self.before.as_ref()) else { return Vec::new() };
        let own = section_at(report, block);
        let refers = |range: &Range<usize>| {
            let lead = &text[text.floor_char_boundary(range.start.saturating_sub(NEAR))..range.start];
            let behind = text[range.end..].trim_start_matches(['\'', '"', '\u{2019}', '\u{201d}', ' ']);
            before.is_match(lead) || ["section", "chapter"].iter().any(|word| behind.starts_with(word))
        };
        let hits = names.find_iter(text).map(|hit| hit.range()).filter(refers);
        hits.take(LINKS)
            .filter_map(|range| {
                let section = self.named(report, &text[range.clone()], own)?;
                (Some(section) != own).then_some((range, section))
            })
            .collect()
    }

    /// The section of this name; of several the one in the same part of the report.
    fn named(&self, report: &Report, name: &str, own: Option<SectionId>) -> Option<SectionId> {
        let part = |id: SectionId| std::iter::successors(Some(id), |id| report.section(*id).parent).last();
        match self.sections.get(name)?[..] {
            [only] => Some(only),
            ref all => {
                let here = own.and_then(part)?;
                let mut in_part = all.iter().copied().take(LINKS).filter(|id| part(*id) == Some(here));
                in_part.next().filter(|_| in_part.next().is_none())
            }
        }
    }
}
