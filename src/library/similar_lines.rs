//! Paragraphs of other reports that are similar to one: they share rare words with it.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{Arc, Mutex},
};

use super::{
    Index, ReportFacts, ReportText,
    search::{HitLine, IndexSource, Watcher, hit_line, visit_reports},
};
use crate::analysis::compare::{FamilyFilter, TextSimilarity};

/// The maximum number of similar paragraphs that are listed.
pub const MAX_SIMILAR_LINES: usize = 50;
/// The maximum number of words in common that are listed.
const MAX_SHARED_WORDS: usize = 8;
/// The number of reports by which it is judged which words are rare.
const SAMPLE_REPORTS: usize = 48;
/// The number of candidates that each thread keeps. Paragraphs with the same words count several times.
const MAX_CANDIDATES: usize = 1000;
/// The lowest similarity of a paragraph that is listed. Paragraphs below it share only a few words by chance.
const MIN_SIMILARITY: f32 = 0.15;

/// A line of a report, and the reports in which similar lines are looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarRequest {
    /// The SHA-256 of the report.
    pub sha256: String,
    /// The line, as its index in [`ReportText::lines`].
    pub line: usize,
    /// The reports. The report itself is left out.
    pub reports: Arc<[Arc<ReportFacts>]>,
}

/// Lines that are similar to one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SimilarLines {
    /// The line itself.
    pub text: String,
    /// The printed number of its paragraph.
    pub number: Option<u32>,
    /// The SHA-256 of its report.
    pub sha256: String,
    /// The similar lines, the most similar first.
    pub lines: Vec<SimilarLine>,
}

/// A line that is similar to another.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarLine {
    /// The report.
    pub report: Arc<ReportFacts>,
    /// The line, with the words in common as its highlighted ranges.
    pub line: HitLine,
    /// The words in common, the rarest first.
    pub shared_words: Vec<String>,
    /// The number of other lines with the same words.
    pub repeated_count: usize,
}

/// A line that may be listed.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    similarity: f32,
    /// The index of the report in the request.
    report: usize,
    line: usize,
    /// The hash of the text, so that lines with the same words are listed once.
    hash: u64,
}

/// Returns the lines that are similar to one. Returns `None` if that is no longer wanted or the line is not known.
///
/// # Errors
/// Returns a sentence for the user if the index can't be read.
pub fn similar_lines(
    index: &Mutex<Index>,
    request: &SimilarRequest,
    is_cancelled: &(dyn Fn() -> bool + Sync),
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Option<SimilarLines>, String> {
    let mut sources = super::search::sources(index, 1);
    let Some(source) = sources.pop() else { return Ok(None) };
    let text = source.text(&request.sha256)?;
    let Some(line) = text.as_ref().and_then(|text| text.lines.get(request.line)) else {
        return Ok(Some(SimilarLines::default()));
    };
    let similarity = TextSimilarity::new(&line.text, &sample_texts(request, &source)?);
    let total = request.reports.len();
    let mut watcher = Watcher { is_cancelled, progress: &mut |done| progress(done, total) };
    let states = visit_reports(
        index,
        total,
        &mut watcher,
        || (similarity.filter(), Vec::new()),
        |(filter, found), source, number| {
            collect_candidates(request, &similarity, filter, found, source, number)
        },
    )?;
    let Some(states) = states else { return Ok(None) };
    let mut candidates: Vec<Candidate> = states.into_iter().flat_map(|(_, found)| found).collect();
    keep_most_similar(&mut candidates);
    Ok(Some(SimilarLines {
        text: line.text.clone(),
        number: line.number,
        sha256: request.sha256.clone(),
        lines: list_candidates(request, &similarity, &candidates, &source)?,
    }))
}

/// Returns the texts of some reports, by which it is judged which words are rare.
fn sample_texts(request: &SimilarRequest, source: &IndexSource<'_>) -> Result<Vec<String>, String> {
    let step = request.reports.len().div_ceil(SAMPLE_REPORTS).max(1);
    let mut texts = Vec::new();
    for facts in request.reports.iter().step_by(step) {
        texts.extend(source.with_searched_text(&facts.sha256, |text| text.lower.to_owned())?);
    }
    Ok(texts)
}

/// Adds the lines of a report that may be listed.
fn collect_candidates(
    request: &SimilarRequest,
    similarity: &TextSimilarity,
    filter: &mut FamilyFilter<'_>,
    found: &mut Vec<Candidate>,
    source: &IndexSource<'_>,
    number: usize,
) -> Result<(), String> {
    let sha256 = &request.reports[number].sha256;
    if *sha256 == request.sha256 {
        return Ok(());
    }
    source.with_searched_text(sha256, |text| {
        for (index, line) in text.lower.lines().enumerate() {
            if !filter.has_rare_words(line) {
                continue;
            }
            let value = similarity.similarity(line);
            if value >= MIN_SIMILARITY {
                let mut hasher = DefaultHasher::new();
                line.hash(&mut hasher);
                found.push(Candidate {
                    similarity: value,
                    report: number,
                    line: index,
                    hash: hasher.finish(),
                });
            }
        }
    })?;
    if found.len() >= 2 * MAX_CANDIDATES {
        keep_most_similar(found);
    }
    Ok(())
}

/// Sorts candidates so that the most similar is first, and keeps [`MAX_CANDIDATES`].
fn keep_most_similar(candidates: &mut Vec<Candidate>) {
    candidates.sort_by(|one, other| {
        let place = |candidate: &Candidate| (candidate.report, candidate.line);
        other.similarity.total_cmp(&one.similarity).then_with(|| place(one).cmp(&place(other)))
    });
    candidates.truncate(MAX_CANDIDATES);
}

/// Returns the lines that are listed. Lines with the same words are listed once.
fn list_candidates(
    request: &SimilarRequest,
    similarity: &TextSimilarity,
    candidates: &[Candidate],
    source: &IndexSource<'_>,
) -> Result<Vec<SimilarLine>, String> {
    let mut repeated: HashMap<u64, usize> = HashMap::new();
    let mut firsts = Vec::new();
    for candidate in candidates {
        let count = repeated.entry(candidate.hash).or_default();
        if *count == 0 {
            firsts.push(candidate);
        }
        *count += 1;
    }
    let mut texts: HashMap<usize, Option<ReportText>> = HashMap::new();
    let mut lines = Vec::new();
    for candidate in firsts.into_iter().take(MAX_SIMILAR_LINES) {
        let facts = &request.reports[candidate.report];
        let text = match texts.entry(candidate.report) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(source.text(&facts.sha256)?),
        };
        let Some(text) = text else { continue };
        let Some(line) = text.lines.get(candidate.line) else { continue };
        lines.push(SimilarLine {
            report: Arc::clone(facts),
            line: hit_line(text, candidate.line, line, &similarity.shared_ranges(&line.text)),
            shared_words: similarity.shared_words(&line.text, MAX_SHARED_WORDS),
            repeated_count: repeated.get(&candidate.hash).map_or(0, |count| count - 1),
        });
    }
    Ok(lines)
}
