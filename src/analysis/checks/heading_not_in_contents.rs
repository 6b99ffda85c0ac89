//! Headings in the body that are missing from the printed contents.

use std::collections::HashMap;

use crate::{
    analysis::strings,
    report::{Report, Section, Warning, WarningKind},
};

/// Title prefixes of end matter, in lower case. Printed contents often leave out end matter.
const END_MATTER_TITLE_PREFIXES: [&str; 10] = [
    "the inspection team",
    "inspection team",
    "information about this",
    "information about the",
    "about this inspection",
    "what the inspection judg",
    "what inspection judg",
    "local area partnership details",
    "glossary",
    "further information",
];

/// Warns about headings that are missing from the printed contents.
pub(super) fn check(report: &Report) -> Option<Warning> {
    if report.contents.is_empty() {
        return None;
    }
    // Printed contents stop at some level. A heading is missing only if at least 85% of its level is listed.
    let is_listed = |section: &&Section| section.contents_entry.is_some();
    let mut levels: HashMap<u8, (usize, usize)> = HashMap::new();
    for section in &report.sections {
        let (listed, all) = levels.entry(section.level).or_default();
        *listed += usize::from(is_listed(&section));
        *all += 1;
    }
    let is_level_listed = |level: u8| levels.get(&level).is_some_and(|(listed, all)| listed * 20 >= all * 17);
    // The first section is never end matter, even if its title is "About this inspection".
    let first = report.sections.first().map(|section| section.place);
    let is_end_matter = |section: &&Section| {
        let title = section.title.to_lowercase();
        Some(section.place) != first && END_MATTER_TITLE_PREFIXES.iter().any(|start| title.starts_with(start))
    };
    let is_missing =
        |section: &&Section| !is_listed(section) && is_level_listed(section.level) && !is_end_matter(section);
    let found: Vec<&Section> = report.sections.iter().filter(is_missing).collect();
    let (titles, count) = strings::quoted_titles(found.iter().map(|section| section.title.as_str()));
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::HeadingNotInContents,
        message: strings::heading_not_in_contents(&titles, count),
        places: found.iter().map(|section| section.place).collect(),
    })
}
