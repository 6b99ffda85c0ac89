//! The longest passages around runs of words in common.

use std::{collections::HashMap, ops::Range, sync::Arc};

use super::{
    MIN_PASSAGE_WORDS,
    fingerprints::{Run, SharedRuns, is_word_byte},
};
use crate::library::{
    ReportFacts,
    search::{IndexSource, Watcher},
};

/// The maximum number of words in common that are counted. Two versions of one report have nearly all.
const MAX_COMMON_WORDS: usize = 20_000;

/// A passage of a report that others have too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundPassage {
    /// The index of the first report that has it.
    pub(super) report: u32,
    /// The bytes of its text in lower case.
    pub(super) range: Range<usize>,
    /// The number of words.
    pub(super) word_count: usize,
    /// The reports that have at least [`MIN_PASSAGE_WORDS`] of the words, sorted by report.
    pub(super) members: Vec<Member>,
}

/// A report that has a passage. A folder may have millions of them, so the numbers are small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    /// The index of the report.
    pub(super) report: u32,
    /// The index of the line where the passage begins.
    pub(super) line: u32,
    /// The byte offset of the beginning in the text in lower case.
    start: u32,
    /// The byte offset of the end.
    end: u32,
}

/// Words that two texts have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CommonWords {
    /// The bytes in the first text.
    range: Range<usize>,
    /// The bytes in the second text.
    other_range: Range<usize>,
    word_count: usize,
}

/// Returns the passages around the runs that occur in several reports. Returns `None` if that is no longer wanted.
pub(super) fn find_passages(
    source: &IndexSource<'_>,
    reports: &[Arc<ReportFacts>],
    runs: &SharedRuns,
    watcher: &mut Watcher<'_>,
) -> Result<Option<Vec<FoundPassage>>, String> {
    let groups = runs.groups_by_place();
    let mut found: Vec<FoundPassage> = Vec::new();
    // The passages that each report has, as indices in `found`.
    let mut of_reports: HashMap<u32, Vec<usize>> = HashMap::new();
    let first_report = |group: &Range<usize>| runs.runs[group.start].report;
    for groups in groups.chunk_by(|one, other| first_report(one) == first_report(other)) {
        let report = first_report(&groups[0]);
        let Some(text) = read_text(source, reports, report as usize)? else { continue };
        for group in groups {
            if (watcher.is_cancelled)() {
                return Ok(None);
            }
            let group = &runs.runs[group.clone()];
            let mut known = of_reports.get(&report).into_iter().flatten().rev();
            if known.any(|passage| found[*passage].has_all(group)) {
                continue;
            }
            if let Some(passage) = passage_around(source, reports, &text, group)? {
                for member in &passage.members {
                    of_reports.entry(member.report).or_default().push(found.len());
                }
                found.push(passage);
            }
        }
        (watcher.progress)(report as usize + 1);
    }
    Ok(Some(found))
}

impl FoundPassage {
    /// Returns true if the passage has a run, and all reports with the run have the passage.
    fn has_all(&self, group: &[Run]) -> bool {
        let member = |run: &Run| self.members.binary_search_by_key(&run.report, |member| member.report).ok();
        let first = group.first().and_then(|run| Some((run, self.members[member(run)?])));
        first.is_some_and(|(run, place)| (place.start..place.end).contains(&run.start))
            && group.iter().all(|run| member(run).is_some())
    }
}

/// Returns the passage around a run. `text` is the text of the first report that has it.
fn passage_around(
    source: &IndexSource<'_>,
    reports: &[Arc<ReportFacts>],
    text: &str,
    group: &[Run],
) -> Result<Option<FoundPassage>, String> {
    let Some((first, others)) = group.split_first() else { return Ok(None) };
    let mut longest: Option<CommonWords> = None;
    let mut members = Vec::new();
    for other in others {
        let sha256 = &reports[other.report as usize].sha256;
        let common = source.with_searched_text(sha256, |stored| {
            let common = common_words(text, first.start as usize, stored.lower, other.start as usize)?;
            let member = Member::new(other.report, stored.lower, &common.other_range)?;
            Some((common, member))
        })?;
        let Some((common, member)) = common.flatten() else { continue };
        members.push(member);
        if longest.as_ref().is_none_or(|longest| longest.word_count < common.word_count) {
            longest = Some(common);
        }
    }
    let Some(longest) = longest else { return Ok(None) };
    let Some(own) = Member::new(first.report, text, &longest.range) else { return Ok(None) };
    members.insert(0, own);
    Ok(Some(FoundPassage {
        report: first.report,
        range: longest.range,
        word_count: longest.word_count,
        members,
    }))
}

impl Member {
    /// Returns a place in the text of a report; `None` in a text that is too long.
    fn new(report: u32, text: &str, range: &Range<usize>) -> Option<Self> {
        let line = u32::try_from(line_at(text, range.start)).ok()?;
        let (start, end) = (u32::try_from(range.start).ok()?, u32::try_from(range.end).ok()?);
        Some(Self { report, line, start, end })
    }
}

/// Returns the words around two places that two texts have in common, at least [`MIN_PASSAGE_WORDS`].
fn common_words(one: &str, one_start: usize, other: &str, other_start: usize) -> Option<CommonWords> {
    let (mut ends, mut starts) = ((one_start, other_start), (one_start, other_start));
    let (mut range, mut other_range) = (one_start..one_start, other_start..other_start);
    let mut word_count = 0;
    while word_count < MAX_COMMON_WORDS
        && let (Some(left), Some(right)) = (next_word(one, ends.0), next_word(other, ends.1))
        && one[left.clone()] == other[right.clone()]
    {
        (range.end, other_range.end) = (left.end, right.end);
        ends = (left.end, right.end);
        word_count += 1;
    }
    while word_count < MAX_COMMON_WORDS
        && let (Some(left), Some(right)) = (word_before(one, starts.0), word_before(other, starts.1))
        && one[left.clone()] == other[right.clone()]
    {
        (range.start, other_range.start) = (left.start, right.start);
        starts = (left.start, right.start);
        word_count += 1;
    }
    let common = CommonWords { range, other_range, word_count };
    (word_count >= MIN_PASSAGE_WORDS).then_some(common)
}

/// Returns the next word from a byte offset on.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.as_bytes().get(from..)?;
    let start = from + rest.iter().position(|byte| is_word_byte(*byte))?;
    let length = text.as_bytes()[start..].iter().position(|byte| !is_word_byte(*byte));
    Some(start..length.map_or(text.len(), |length| start + length))
}

/// Returns the last word that ends at a byte offset or before it.
fn word_before(text: &str, to: usize) -> Option<Range<usize>> {
    let before = text.as_bytes().get(..to)?;
    let end = before.iter().rposition(|byte| is_word_byte(*byte))? + 1;
    let start = before[..end].iter().rposition(|byte| !is_word_byte(*byte)).map_or(0, |at| at + 1);
    Some(start..end)
}

/// Returns the index of the line at a byte offset.
pub(super) fn line_at(text: &str, at: usize) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes().get(..at).unwrap_or_default()).count()
}

/// Returns the text of a report in lower case.
pub(super) fn read_text(
    source: &IndexSource<'_>,
    reports: &[Arc<ReportFacts>],
    report: usize,
) -> Result<Option<String>, String> {
    let Some(facts) = reports.get(report) else { return Ok(None) };
    source.with_searched_text(&facts.sha256, |text| text.lower.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_found_in_both_directions_whatever_the_punctuation() {
        let shared: Vec<String> = (0..45).map(|number| format!("word{number}")).collect();
        let one = format!("before the {} after it", shared.join(" "));
        let other = format!("something else: {}; and so on", shared.join(",\n"));
        let at = |text: &str| text.find("word20").unwrap_or_default();
        let common = common_words(&one, at(&one), &other, at(&other));
        let start = one.find("word0").unwrap_or_default();
        assert_eq!(
            common,
            Some(CommonWords {
                range: start..one.find(" after").unwrap_or_default(),
                other_range: other.find("word0").unwrap_or_default()..other.find("; and").unwrap_or_default(),
                word_count: 45,
            })
        );
        assert_eq!(common_words("a b c", 0, "a b c", 0), None);
    }
}
