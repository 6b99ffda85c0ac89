//! Headings of the body that the printed contents do not name.

use super::wording;
use crate::report::{Report, Section, Warning, WarningKind};

pub(super) fn check(report: &Report) -> Option<Warning> {
    if report.contents.is_empty() {
        return None;
    }
    // Printed contents stop at some depth; a heading below every level that they name is not missing from them.
    let named = report.sections.iter().filter(|section| section.contents_entry.is_some());
    let deepest = named.map(|section| section.level).max().unwrap_or(u8::MAX);
    let missing = |section: &&Section| section.contents_entry.is_none() && section.level <= deepest;
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
