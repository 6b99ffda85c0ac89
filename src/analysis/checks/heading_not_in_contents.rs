//! Headings of the body that the printed contents do not name.

use super::wording;
use crate::report::{Report, Section, Warning, WarningKind};

pub(super) fn check(report: &Report) -> Option<Warning> {
    if report.contents.is_empty() {
        return None;
    }
    let found: Vec<&Section> = report
        .sections
        .iter()
        .filter(|section| section.contents_entry.is_none() && !too_deep(report, section))
        .collect();
    let (titles, count) = wording::titles(found.iter().map(|section| section.title.as_str()));
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::HeadingNotInContents,
        message: format!("{titles} {} in the text, but not in the contents.", headings(count)),
        places: found.iter().map(|section| section.place).collect(),
    })
}

/// Printed contents stop at some depth; a heading below every level that they name is not missing from them.
fn too_deep(report: &Report, section: &Section) -> bool {
    let named = report.sections.iter().filter(|section| section.contents_entry.is_some());
    named.map(|section| section.level).max().is_some_and(|deepest| section.level > deepest)
}

fn headings(count: usize) -> &'static str {
    if count == 1 { "is a heading" } else { "are headings" }
}
