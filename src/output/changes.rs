//! The labels and headings of changes between two reports, the same in every output.

use crate::{
    analysis::{
        Comparison,
        compare::{JudgementPair, TextChange, Unit},
    },
    report::Report,
};

/// Returns the label of a change: its sign and its word.
pub(super) fn change_label((sign, word): (&str, &str)) -> String {
    format!("{sign} {word}")
}

/// Returns the group of a judgement, which distinguishes judgements of the same title.
pub(super) fn judgement_group<'a>(
    left: &'a Report,
    right: &'a Report,
    pair: &JudgementPair,
) -> Option<&'a str> {
    let judgement = match (pair.right, pair.left) {
        (Some(index), _) => &right.judgements[index],
        (None, Some(index)) => &left.judgements[index],
        (None, None) => return None,
    };
    judgement.group.as_deref()
}

/// Returns the changed text in the left and the right report.
pub(super) fn changed_units<'a>(comparison: &'a Comparison, change: &TextChange) -> [Option<&'a Unit>; 2] {
    [change.left.map(|index| &comparison.left[index]), change.right.map(|index| &comparison.right[index])]
}

/// Returns the heading of a change: "~ Changed: paragraph 12, Staying safe → paragraph 13, Staying safe".
pub(super) fn change_heading(
    left: &Report,
    right: &Report,
    comparison: &Comparison,
    change: &TextChange,
) -> String {
    let place = |report: &Report, unit: Option<&Unit>| {
        let unit = unit?;
        let number = unit.number.map(|number| format!("paragraph {number}"));
        let section = unit.section.map(|section| report.section(section).title.clone());
        Some([number, section].into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let units = changed_units(comparison, change);
    let places: Vec<String> = match (place(left, units[0]), place(right, units[1])) {
        (Some(left), Some(right)) if left == right => vec![left],
        (left, right) => left.into_iter().chain(right).collect(),
    };
    let label = change_label(change.kind.symbol_and_label());
    let places: Vec<String> = places.into_iter().filter(|place| !place.is_empty()).collect();
    if places.is_empty() { label } else { format!("{label}: {}", places.join(" → ")) }
}
