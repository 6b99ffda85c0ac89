//! Headings of the body that the printed contents do not name.

use std::collections::HashMap;

use super::wording;
use crate::report::{Report, Section, Warning, WarningKind};

pub(super) fn check(report: &Report) -> Option<Warning> {
    if report.contents.is_empty() {
        return None;
    }
    // Printed contents stop at some depth: a heading is missing from them only where they name most of its level.
    let is_named = |section: &&Section| section.contents_entry.is_some();
    let mut levels: HashMap<u8, (usize, usize)> = HashMap::new();
    for section in &report.sections {
        let (named, all) = levels.entry(section.level).or_default();
        *named += usize::from(is_named(&section));
        *all += 1;
    }
    let names_level = |level: u8| levels.get(&level).is_some_and(|(named, all)| named * 20 >= all * 17);
    let missing = |section: &&Section| !is_named(section) && names_level(section.level);
    let found: Vec<&Section> = report.sections.iter().filter(missing).collect();
    let (titles, count) = wording::titles(found.iter().map(|section| section.title.as_str()));
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::HeadingNotInContents,
        message: format!("{titles} {} in the text, but not in the contents.", headings(count)),
        places: found.iter().map(|section| section.place).collect(),
    })
}

fn headings(count: usize) -> &'static str {
    if count == 1 { "is a heading" } else { "are headings" }
}
