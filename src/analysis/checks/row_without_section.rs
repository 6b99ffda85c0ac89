//! Rows of the report's table that have no graded section in the body.

use super::is_in_body;
use crate::{
    analysis::strings,
    report::{BlockId, Content, Judgement, Place, Report, Warning, WarningKind},
};

/// The maximum number of rows without a section. A table with more such rows is not a table of judgements.
const MAX_ROWS_WITHOUT_SECTION: usize = 60;

/// Warns about rows of the report's table that have no graded section in the text.
pub(super) fn check(report: &Report) -> Option<Warning> {
    // Some frameworks give grades only in the table, so no graded section can be missing.
    if !report.judgements.iter().any(is_in_body) {
        return None;
    }
    // Some frameworks give the overall judgement no section of its own.
    let is_overall = |title: &str| title.eq_ignore_ascii_case("overall effectiveness");
    let has_overall_section = report.sections.iter().any(|section| is_overall(&section.title));
    let is_overall_without_section =
        |judgement: &Judgement| !has_overall_section && is_overall(&judgement.title);
    // A row such as "not judged" is not on the scale and needs no section.
    let is_on_scale = |judgement: &Judgement| judgement.grade.step.is_some();
    let is_missing = |judgement: &&Judgement| {
        !is_in_body(judgement) && is_on_scale(judgement) && !is_overall_without_section(judgement)
    };
    let candidates: Vec<&Judgement> = report.judgements.iter().filter(is_missing).collect();
    if candidates.is_empty() || candidates.len() > MAX_ROWS_WITHOUT_SECTION {
        return None;
    }
    let titles = possible_titles(report);
    let is_in_titles = |judgement: &&Judgement| {
        let key = title_key(&judgement.title);
        titles.iter().any(|title| title.contains(&key))
    };
    // If the grade of one section was not recognised, the grades of other sections may not be recognised either.
    let found = if candidates.iter().any(is_in_titles) { Vec::new() } else { candidates };
    let (titles, count) = strings::quoted_titles(found.iter().map(|judgement| judgement.title.as_str()));
    let places: Vec<Place> = found.iter().filter_map(|judgement| judgement.place()).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::RowWithoutSection,
        message: strings::row_without_section(&titles, count),
        places,
    })
}

/// Returns the keys of all short texts of the body that may be titles. If a key contains the words of a row, the
/// section is in the report and only its grade was not recognised, which is not an inconsistency of the report.
fn possible_titles(report: &Report) -> Vec<String> {
    /// The maximum length of a heading with a grade, in bytes.
    const MAX_TITLE_BYTES: usize = 160;
    let blocks = report.blocks.iter().enumerate();
    let bodies = blocks.filter(|(_, block)| {
        block.section.is_some()
            && matches!(
                block.content,
                Content::Heading(_) | Content::Line(_) | Content::Paragraph(_) | Content::Recommendation(_)
            )
    });
    let texts = bodies.flat_map(|(index, _)| report.block_texts(BlockId(index)));
    texts.filter(|text| text.len() <= MAX_TITLE_BYTES).map(title_key).collect()
}

/// Returns the words of a title in lower case, with plurals as singulars and without a number at the start. The key
/// begins and ends with a space, so that a search for one key in another finds only whole words.
fn title_key(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.skip_while(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let mut key = String::from(" ");
    for word in words {
        key.push_str(word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word));
        key.push(' ');
    }
    key
}
