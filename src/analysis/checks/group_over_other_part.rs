//! Headings in the report's table that are printed above rows from another part of the body.

use crate::{
    analysis::{judgement_groups::MisplacedRows, strings},
    report::{Content, Place, Report, Text, Warning, WarningKind},
};

/// Warns about headings in the report's table that are printed above rows from another part of the text.
pub(super) fn check(report: &Report) -> Option<Warning> {
    let misplaced = MisplacedRows::new(report);
    let mut found: Vec<(&str, Place)> = Vec::new();
    for judgement in &report.judgements {
        if let Some((group, place)) = misplaced.misplaced_row(judgement) {
            // Several rows under one table heading are one inconsistency.
            let place = heading_row(report, place, group).unwrap_or(place);
            if found.last() != Some(&(group, place)) {
                found.push((group, place));
            }
        }
    }
    let (titles, count) = strings::quoted_titles(found.iter().map(|(group, _)| *group));
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::MisplacedTableHeading,
        message: strings::misplaced_table_heading(&titles, count),
        places: found.into_iter().map(|(_, place)| place).collect(),
    })
}

/// Returns the place of the nearest row above `row` that contains only the group's name. Returns `None` if there is no
/// such row.
fn heading_row(report: &Report, row: Place, group: &str) -> Option<Place> {
    let Content::Table(table) = &report.block(row.block).content else { return None };
    let part = usize::try_from(row.part?).ok()?;
    let above = table.rows.get(..part)?.iter().rposition(|cells| {
        cells.first().is_some_and(|cell| cell.plain().trim() == group)
            && cells[1..].iter().all(Text::is_blank)
    })?;
    Some(Place::at_part(row.block, above))
}
