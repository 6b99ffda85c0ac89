//! References to sections by name: "see the section on Staying safe", "the ‘Staying safe’ section".
//!
//! A title alone is not a reference. In 575 paragraphs of eight real reports, the words of a heading appeared 31 times
//! outside its own section, and never as a reference ("effective partnership working").

use std::{collections::HashMap, ops::Range};

use regex::Regex;

use super::section_at;
use crate::report::{BlockId, Report, SectionId};

/// The maximum length of a title, in bytes. Longer headings are not referred to by name.
const MAX_TITLE_BYTES: usize = 120;
/// Limits the size of the pattern; further headings are ignored.
const MAX_TITLES: usize = 2_000;
/// The greatest number of references in a text, and of sections with the same name that are compared.
const MAX_LINKS: usize = 200;
/// The greatest distance between a section's name and a word such as "see" before it, in bytes.
const MAX_LEAD_BYTES: usize = 24;

/// The names of a report's sections, prepared for finding references in its text.
#[derive(Debug, Default)]
pub struct SectionNames {
    names: Option<Regex>,
    lead_words: Option<Regex>,
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
            .take(MAX_TITLES)
            .collect();
        // The first alternative that matches wins, so longer titles are first.
        titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
        titles.dedup();
        if titles.is_empty() {
            return Self::default();
        }
        let names = titles.into_iter().map(regex::escape).collect::<Vec<_>>().join("|");
        // A pattern that does not compile (too large) finds no references.
        Self {
            names: Regex::new(&format!(r"\b(?:{names})\b")).ok(),
            lead_words: Regex::new(
                r"(?i)\b(?:see|sections?|headings?|headed|chapters?|entitled|titled)\b[^.;:]*$",
            )
            .ok(),
            sections,
        }
    }

    /// Returns the references in a block's text to other sections: the byte range of each name, and its section.
    #[must_use]
    pub fn find(&self, report: &Report, block: BlockId, text: &str) -> Vec<(Range<usize>, SectionId)> {
        let Some((names, lead_words)) = self.names.as_ref().zip(self.lead_words.as_ref()) else {
            return Vec::new();
        };
        let own = section_at(report, block);
        let is_reference = |range: &Range<usize>| {
            let lead =
                &text[text.floor_char_boundary(range.start.saturating_sub(MAX_LEAD_BYTES))..range.start];
            let after = text[range.end..].trim_start_matches(['\'', '"', '\u{2019}', '\u{201d}', ' ']);
            lead_words.is_match(lead) || ["section", "chapter"].iter().any(|word| after.starts_with(word))
        };
        let hits = names.find_iter(text).map(|hit| hit.range()).filter(is_reference);
        hits.take(MAX_LINKS)
            .filter_map(|range| {
                let section = self.section_named(report, &text[range.clone()], own)?;
                (Some(section) != own).then_some((range, section))
            })
            .collect()
    }

    /// Returns the section with this name. If there are several, the only one in the same outermost section as `own`.
    fn section_named(&self, report: &Report, name: &str, own: Option<SectionId>) -> Option<SectionId> {
        let outermost =
            |id: SectionId| std::iter::successors(Some(id), |id| report.section(*id).parent).last();
        match self.sections.get(name)?[..] {
            [only] => Some(only),
            ref all => {
                let here = own.and_then(outermost)?;
                let mut in_part =
                    all.iter().copied().take(MAX_LINKS).filter(|id| outermost(*id) == Some(here));
                in_part.next().filter(|_| in_part.next().is_none())
            }
        }
    }
}
