//! How a change of the text is named, in every output.

use crate::{
    analysis::{
        Comparison,
        compare::{JudgementPair, TextChange, Unit},
    },
    report::Report,
};

/// A sign and its word.
pub(super) fn said((sign, word): (&str, &str)) -> String {
    format!("{sign} {word}")
}

/// Under which name a judgement stands: titles alone come more than once.
pub(super) fn group_of<'a>(left: &'a Report, right: &'a Report, pair: &JudgementPair) -> Option<&'a str> {
    let judgement = match (pair.right, pair.left) {
        (Some(index), _) => &right.judgements[index],
        (None, Some(index)) => &left.judgements[index],
        (None, None) => return None,
    };
    judgement.group.as_deref()
}

/// The texts of a change, left and right.
pub(super) fn texts<'a>(comparison: &'a Comparison, change: &TextChange) -> [Option<&'a Unit>; 2] {
    [change.left.map(|index| &comparison.left[index]), change.right.map(|index| &comparison.right[index])]
}

/// "~ Changed: paragraph 12, Staying safe → paragraph 13, Staying safe".
pub(super) fn heading(left: &Report, right: &Report, comparison: &Comparison, change: &TextChange) -> String {
    let place = |report: &Report, unit: Option<&Unit>| {
        let unit = unit?;
        let number = unit.number.map(|number| format!("paragraph {number}"));
        let section = unit.section.map(|section| report.section(section).title.clone());
        Some([number, section].into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let units = texts(comparison, change);
    let places: Vec<String> = match (place(left, units[0]), place(right, units[1])) {
        (Some(one), Some(other)) if one == other => vec![one],
        (one, other) => one.into_iter().chain(other).collect(),
    };
    let said = said(change.kind.says());
    let places: Vec<String> = places.into_iter().filter(|place| !place.is_empty()).collect();
    if places.is_empty() { said } else { format!("{said}: {}", places.join(" → ")) }
}
