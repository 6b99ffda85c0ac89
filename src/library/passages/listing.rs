//! Lists passages with their text and places.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use super::{
    FoundPassage, MAX_PASSAGE_PLACES, MAX_PASSAGES, MIN_FRAMEWORK_COUNCILS, PassagePlace, SharedPassage,
    SharedPassages,
    spans::{line_at, read_text},
};
use crate::{
    analysis::folded_with_offsets,
    library::{ReportFacts, ReportText, matrix::council_key, search::IndexSource},
};

/// The maximum number of characters of a passage that are listed.
const MAX_TEXT_CHARACTERS: usize = 400;

/// Returns the lists of passages.
pub(super) fn list_passages(
    source: &IndexSource<'_>,
    reports: &[Arc<ReportFacts>],
    found: Vec<FoundPassage>,
    is_truncated: bool,
) -> Result<SharedPassages, String> {
    let (mut of_framework, mut others): (Vec<FoundPassage>, Vec<FoundPassage>) =
        found.into_iter().partition(|passage| is_framework_wording(passage, reports));
    of_framework.sort_by_key(|passage| (Reverse(passage.members.len()), Reverse(passage.word_count)));
    others.sort_by_key(|passage| (Reverse(passage.word_count), Reverse(passage.members.len())));
    let is_truncated = is_truncated || of_framework.len() > MAX_PASSAGES || others.len() > MAX_PASSAGES;
    of_framework.truncate(MAX_PASSAGES);
    others.truncate(MAX_PASSAGES);
    let framework_count = of_framework.len();
    let all: Vec<FoundPassage> = of_framework.into_iter().chain(others).collect();
    let mut passages = with_places(source, reports, &all)?;
    let rest = passages.split_off(framework_count);
    let is_listed = |passage: &SharedPassage| passage.places.len() > 1;
    Ok(SharedPassages {
        passages: rest.into_iter().filter(is_listed).collect(),
        framework_passages: passages.into_iter().filter(is_listed).collect(),
        is_truncated,
    })
}

/// Returns true if a passage occurs in reports of many councils with the same framework.
fn is_framework_wording(passage: &FoundPassage, reports: &[Arc<ReportFacts>]) -> bool {
    let mut councils: HashMap<_, HashSet<String>> = HashMap::new();
    for member in &passage.members {
        let facts = &reports[member.report as usize];
        if let Some(council) = council_key(facts) {
            councils.entry(facts.framework).or_default().insert(council);
        }
    }
    councils.values().any(|councils| councils.len() >= MIN_FRAMEWORK_COUNCILS)
}

/// Returns passages with their texts and places. The text of each report is read once.
fn with_places(
    source: &IndexSource<'_>,
    reports: &[Arc<ReportFacts>],
    found: &[FoundPassage],
) -> Result<Vec<SharedPassage>, String> {
    let shared = |passage: &FoundPassage| SharedPassage {
        text: String::new(),
        word_count: passage.word_count,
        report_count: passage.members.len(),
        places: Vec::new(),
    };
    let mut listed: Vec<SharedPassage> = found.iter().map(shared).collect();
    let mut by_report: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, passage) in found.iter().enumerate() {
        for member in passage.members.iter().take(MAX_PASSAGE_PLACES) {
            by_report.entry(member.report).or_default().push((index, member.line as usize));
        }
    }
    // The reports come in their order, so the places of each passage do too.
    for (report, places) in by_report {
        let facts = &reports[report as usize];
        let Some(text) = source.text(&facts.sha256)? else { continue };
        let lower = read_text(source, reports, report as usize)?.unwrap_or_default();
        for (index, line) in places {
            if found[index].report == report {
                listed[index].text = printed_text(&text, &lower, &found[index]);
            }
            let Some(line) = text.lines.get(line) else { continue };
            let section = line.section.and_then(|section| text.sections.get(section)?.path.last().cloned());
            listed[index].places.push(PassagePlace {
                report: Arc::clone(facts),
                place: line.place,
                number: line.number,
                section,
            });
        }
    }
    Ok(listed)
}

/// Returns the beginning of a passage as the report prints it.
fn printed_text(text: &ReportText, lower: &str, passage: &FoundPassage) -> String {
    let range = passage.range.start.min(lower.len())..passage.range.end.min(lower.len());
    let mut line_start = memchr::memrchr(b'\n', &lower.as_bytes()[..range.start]).map_or(0, |at| at + 1);
    let mut printed = String::new();
    for line in text.lines.iter().skip(line_at(lower, range.start)) {
        let line_end = line_start + lower[line_start..].find('\n').unwrap_or(0);
        let (_, offsets) = folded_with_offsets(&line.text);
        let offset = |at: usize| offsets.get(at.clamp(line_start, line_end) - line_start).copied();
        let part = offset(range.start).zip(offset(range.end));
        if let Some(part) = part.and_then(|(start, end)| line.text.get(start..end)) {
            if !printed.is_empty() {
                printed.push(' ');
            }
            printed.push_str(part.trim());
        }
        line_start = line_end + 1;
        if line_start >= range.end || printed.len() > MAX_TEXT_CHARACTERS * 4 {
            break;
        }
    }
    match printed.char_indices().nth(MAX_TEXT_CHARACTERS) {
        Some((end, _)) => format!("{}\u{2026}", &printed[..end]),
        None => printed,
    }
}
