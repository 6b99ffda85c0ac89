//! Abbreviations that the report explains in two ways, or uses again and again and never explains.

use super::wording;
use crate::{
    analysis::Abbreviation,
    report::{Place, Report, Warning, WarningKind},
};

/// So often used, an abbreviation is to be explained.
const OFTEN: usize = 3;
/// What readers of English know unexplained, or better by its letters than by its words.
const KNOWN: [&str; 32] = [
    "AIDS", "BBC", "BME", "COVID", "CQC", "CV", "DVD", "EU", "GCSE", "GP", "HIV", "HMCI", "HMI", "ICT", "ID",
    "II", "III", "IT", "IQ", "MP", "NHS", "NSPCC", "NVQ", "OFSTED", "OK", "PC", "PDF", "PE", "TV", "UK",
    "US", "USA",
];

pub(super) fn check(_: &Report, all: &[Abbreviation]) -> Option<Warning> {
    let twice: Vec<&Abbreviation> = all.iter().filter(|item| item.explained.len() > 1).collect();
    let never: Vec<&Abbreviation> = all.iter().filter(|item| is_to_be_explained(item)).collect();
    let mut sentences: Vec<String> = twice.iter().map(|item| differently(item)).collect();
    let (titles, count) = wording::titles(never.iter().map(|item| item.short.as_str()));
    if count > 0 {
        sentences.push(format!("{titles} {} used and never explained.", wording::is_or_are(count)));
    }
    let explained = twice.iter().flat_map(|item| item.explained.iter().map(|explained| explained.place));
    let places: Vec<Place> = explained.chain(never.iter().filter_map(|item| item.first())).collect();
    (!sentences.is_empty()).then(|| Warning {
        kind: WarningKind::Abbreviations,
        message: sentences.join(" "),
        places,
    })
}

fn is_to_be_explained(item: &Abbreviation) -> bool {
    let letters = item.short.chars().all(|c| c.is_ascii_uppercase());
    item.explained.is_empty()
        && !item.in_brackets
        && item.uses.len() >= OFTEN
        && letters
        && !KNOWN.contains(&item.short.as_str())
}

fn differently(item: &Abbreviation) -> String {
    let ways: Vec<String> = item.explained.iter().map(|explained| format!("“{}”", explained.long)).collect();
    format!("{} is explained as {}.", item.short, wording::listed(&ways))
}
