//! The labels and headings of changes between two reports, so that they are the same in every output format.

use super::strings;
use crate::{
    analysis::{
        Comparison,
        compare::{JudgementPair, ReportNames, TextChange, TextChangeKind, TextMode, TextUnit},
    },
    report::Report,
};

/// Returns a change in one string: the symbol, then the label, such as "+ Added".
pub(super) fn change_label((symbol, label): (&str, &str)) -> String {
    format!("{symbol} {label}")
}

/// Returns the change of a judgement with its symbol: "↑ Up two grades".
pub(super) fn judgement_change(pair: &JudgementPair, names: &ReportNames) -> String {
    format!("{} {}", pair.change.symbol(), pair.change_label(names))
}

/// Returns the title of each section of two inspections with the numbers of its paragraphs: about the same subject,
/// only in the left report and only in the right report. Sections without paragraphs are left out.
pub(super) fn section_counts(
    left: &Report,
    right: &Report,
    comparison: &Comparison,
) -> Vec<(String, [usize; 3])> {
    let texts = comparison.section_texts(left, right, &comparison.sections(left, right, &[]));
    let counts = texts.into_iter().map(|texts| {
        let title = texts.right.map(|section| &right.section(section).title);
        let title = title.or_else(|| texts.left.map(|section| &left.section(section).title));
        let counts = [texts.matched.len(), texts.only_left.len(), texts.only_right.len()];
        (title.cloned().unwrap_or_default(), counts)
    });
    counts.collect()
}

/// Returns the group of a judgement in the right report, or else in the left report. The group distinguishes judgements
/// with the same title. `None` if the judgement has no group.
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

/// Returns the changed text in the left and in the right report; `None` for a report that does not have the text.
pub(super) fn changed_units<'a>(
    comparison: &'a Comparison,
    change: &TextChange,
) -> [Option<&'a TextUnit>; 2] {
    [change.left.map(|index| &comparison.left[index]), change.right.map(|index| &comparison.right[index])]
}

/// Returns the heading of a change: "~ Changed: paragraph 12, Staying safe → paragraph 13, Staying safe". A rewritten
/// paragraph of another inspection is "Same subject".
pub(super) fn change_heading(
    left: &Report,
    right: &Report,
    comparison: &Comparison,
    change: &TextChange,
) -> String {
    let describe_place = |report: &Report, unit: Option<&TextUnit>| {
        let unit = unit?;
        let number = unit.number.map(|number| format!("paragraph {number}"));
        let section = unit.section.map(|section| report.section(section).title.clone());
        Some([number, section].into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let units = changed_units(comparison, change);
    let places: Vec<String> = match (describe_place(left, units[0]), describe_place(right, units[1])) {
        (Some(left), Some(right)) if left == right => vec![left],
        (left, right) => left.into_iter().chain(right).collect(),
    };
    let is_same_subject = comparison.mode == TextMode::Inspections && change.kind == TextChangeKind::Replaced;
    let label = match change.kind.symbol_and_label() {
        (symbol, _) if is_same_subject => change_label((symbol, strings::SAME_SUBJECT)),
        label => change_label(label),
    };
    let places: Vec<String> = places.into_iter().filter(|place| !place.is_empty()).collect();
    if places.is_empty() { label } else { format!("{label}: {}", places.join(" → ")) }
}
