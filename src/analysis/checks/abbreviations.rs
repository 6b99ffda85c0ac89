//! Abbreviations that the report explains in different ways, or uses often and never explains.

use crate::{
    analysis::{Abbreviation, strings},
    report::{Place, Report, Warning, WarningKind},
};

/// The minimum number of uses of an abbreviation that should be explained.
const MIN_ABBREVIATION_USES: usize = 3;
/// Abbreviations that readers know without an explanation, or know better than the words they are short for.
const WELL_KNOWN_ABBREVIATIONS: [&str; 32] = [
    "AIDS", "BBC", "BME", "COVID", "CQC", "CV", "DVD", "EU", "GCSE", "GP", "HIV", "HMCI", "HMI", "ICT", "ID",
    "II", "III", "IT", "IQ", "MP", "NHS", "NSPCC", "NVQ", "OFSTED", "OK", "PC", "PDF", "PE", "TV", "UK",
    "US", "USA",
];

/// Warns about abbreviations with several explanations, and about frequent abbreviations without an explanation.
pub(super) fn check(_: &Report, all: &[Abbreviation]) -> Option<Warning> {
    let ambiguous: Vec<&Abbreviation> = all.iter().filter(|item| item.explanations.len() > 1).collect();
    let unexplained: Vec<&Abbreviation> = all.iter().filter(|item| should_be_explained(item)).collect();
    let mut sentences: Vec<String> =
        ambiguous.iter().map(|item| different_explanations_message(item)).collect();
    let (titles, count) = strings::quoted_titles(unexplained.iter().map(|item| item.short.as_str()));
    if count > 0 {
        sentences.push(strings::abbreviations_not_explained(&titles, count));
    }
    let explanations = ambiguous.iter().flat_map(|item| item.explanations.iter().map(|item| item.place));
    let places: Vec<Place> =
        explanations.chain(unexplained.iter().filter_map(|item| item.first_use())).collect();
    (!sentences.is_empty()).then(|| Warning {
        kind: WarningKind::Abbreviations,
        message: strings::join_with_action(&sentences, strings::CHECK_ABBREVIATIONS),
        places,
    })
}

/// Returns true for frequent abbreviations in capitals that are neither explained nor well known.
fn should_be_explained(item: &Abbreviation) -> bool {
    let is_capitals = item.short.chars().all(|c| c.is_ascii_uppercase());
    item.explanations.is_empty()
        && !item.is_in_brackets
        && item.uses.len() >= MIN_ABBREVIATION_USES
        && is_capitals
        && !WELL_KNOWN_ABBREVIATIONS.contains(&item.short.as_str())
}

/// Returns the sentence that lists the different explanations of an abbreviation.
fn different_explanations_message(item: &Abbreviation) -> String {
    let quoted: Vec<String> =
        item.explanations.iter().map(|explanation| format!("“{}”", explanation.long)).collect();
    strings::abbreviation_explained_differently(&item.short, &quoted)
}
