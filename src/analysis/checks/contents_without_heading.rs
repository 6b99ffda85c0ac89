//! Entries of the printed contents that have no heading in the body.

use crate::{
    analysis::strings,
    report::{BlockId, Content, Place, Report, Warning, WarningKind},
};

/// Warns about entries of the printed contents that have no heading in the text.
pub(super) fn check(report: &Report) -> Option<Warning> {
    let places: Vec<(usize, Place)> = report
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match block.content {
            Content::ContentsEntry(entry) if report.contents[entry].section.is_none() => {
                Some((entry, Place::at_block(BlockId(index))))
            }
            _ => None,
        })
        .collect();
    let (titles, count) =
        strings::quoted_titles(places.iter().map(|(entry, _)| report.contents[*entry].title.as_str()));
    (!places.is_empty()).then(|| Warning {
        kind: WarningKind::ContentsWithoutHeading,
        message: strings::contents_without_heading(&titles, count),
        places: places.into_iter().map(|(_, place)| place).collect(),
    })
}
