//! Groups of the report's table that stand over rows of another part of the body.

use std::collections::HashSet;

use super::wording;
use crate::report::{Content, Judgement, Place, Report, Stated, Text, Warning, WarningKind};

pub(super) fn check(report: &Report) -> Option<Warning> {
    let titles: HashSet<String> =
        report.sections.iter().map(|section| section.title.to_lowercase()).collect();
    let mut found: Vec<(&str, Place)> = Vec::new();
    for judgement in &report.judgements {
        let Some(group) = judgement.group.as_deref() else { continue };
        if let Some(place) =
            misplaced(report, judgement, group).filter(|_| titles.contains(&group.to_lowercase()))
        {
            // Rows that follow one another under one group are told once.
            let place = group_row(report, place, group).unwrap_or(place);
            if found.last() != Some(&(group, place)) {
                found.push((group, place));
            }
        }
    }
    let (titles, count) = wording::titles(found.iter().map(|(group, _)| *group));
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::GroupOverOtherPart,
        message: format!(
            "In the report’s table {titles} {} over rows that belong to another part of the text.",
            if count == 1 { "stands" } else { "stand" }
        ),
        places: found.into_iter().map(|(_, place)| place).collect(),
    })
}

/// The row, where its section stands in no section of the group's name.
fn misplaced(report: &Report, judgement: &Judgement, group: &str) -> Option<Place> {
    let section = judgement.section?;
    let row = judgement.stated.iter().find(|statement| statement.stated == Stated::Table)?;
    let inside = report.path(section).iter().any(|title| title.eq_ignore_ascii_case(group));
    (!inside).then_some(row.place)
}

/// The group's own row above a row of the same table.
fn group_row(report: &Report, row: Place, group: &str) -> Option<Place> {
    let Content::Table(table) = &report.block(row.block).content else { return None };
    let part = usize::try_from(row.part?).ok()?;
    let above = table.rows.get(..part)?.iter().rposition(|cells| {
        cells.first().is_some_and(|cell| cell.plain().trim() == group)
            && cells[1..].iter().all(Text::is_blank)
    })?;
    Some(Place::part(row.block, above))
}
