//! Search across all reports of a folder, with the rules of the search in one report.
//!
//! The texts are read from the index and searched on several threads. Only the first hits are listed; all are counted.
//! Must not know how the results are shown.

mod snippet;
mod source;
mod workers;

use std::{
    collections::{BTreeMap, VecDeque},
    ops::Range,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use self::snippet::snippet;
pub(super) use self::{
    source::{IndexSource, sources},
    workers::{Watcher, visit_reports},
};
use super::{Index, LineFlags, ReportFacts, ReportText, TextLine, TextSection, capitals};
use crate::{
    analysis::{HitHighlighter, LineMatcher, Query},
    parallel,
    report::Place,
};

/// The maximum number of lines with hits that are listed.
pub const MAX_LISTED_LINES: usize = 600;
/// The maximum number of lines with hits that are listed of one report, so that a common word shows several reports.
pub const MAX_LINES_OF_REPORT: usize = 12;
/// The number of listed lines that are sent at once, while the other reports are searched.
const FIRST_LINES: usize = 40;
/// The number of reports that a thread searches before it takes others.
const CHUNK_REPORTS: usize = 16;
/// The time after which results so far are sent.
const SEND_INTERVAL: Duration = Duration::from_millis(100);

/// A query, and the reports and lines that are searched.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// The query. Its own scope is not used.
    pub query: Query,
    /// The part of each report that is searched.
    pub scope: SearchScope,
    /// The reports, in the order of the results.
    pub reports: Arc<[Arc<ReportFacts>]>,
}

/// The part of each report that is searched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SearchScope {
    /// The whole text.
    #[default]
    Everything,
    /// Recommendations.
    Recommendations,
    /// Headings.
    Headings,
    /// Paragraphs and bullets with points to improve.
    Points,
}

impl SearchScope {
    /// Returns true if a line is in the scope.
    #[must_use]
    pub fn contains(self, flags: LineFlags) -> bool {
        match self {
            Self::Everything => true,
            Self::Recommendations => flags.is_recommendation(),
            Self::Headings => flags.is_heading(),
            Self::Points => flags.is_point(),
        }
    }
}

/// The hits in a report.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportHits {
    /// The report.
    pub report: Arc<ReportFacts>,
    /// The number of hits in the report.
    pub hit_count: usize,
    /// The first lines with hits, at most [`MAX_LINES_OF_REPORT`].
    pub lines: Vec<HitLine>,
    /// The number of hits in other lines.
    pub unlisted_count: usize,
}

/// A line of a report with hits.
#[derive(Debug, Clone, PartialEq)]
pub struct HitLine {
    /// The line, as its index in [`ReportText::lines`](super::ReportText::lines).
    pub line: usize,
    /// The text around the first hit, as printed.
    pub text: String,
    /// The byte ranges of the hits in `text`.
    pub highlighted: Vec<Range<usize>>,
    /// The section; `None` before the first heading.
    pub section: Option<TextSection>,
    /// The place in the report.
    pub place: Place,
    /// The printed number of the paragraph.
    pub number: Option<u32>,
}

/// The number of hits so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SearchCounts {
    /// The number of hits.
    pub hits: usize,
    /// The number of reports with hits.
    pub reports: usize,
    /// The number of reports that were searched.
    pub searched: usize,
    /// The number of reports to search.
    pub total: usize,
}

/// A part of the results of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPart {
    /// Hits to add after those that were sent before.
    pub reports: Vec<ReportHits>,
    /// The number of hits so far.
    pub counts: SearchCounts,
    /// True for the last part.
    pub is_last: bool,
}

/// Searches reports, and calls `send` with each part of the results. Ends early, without a last part, if `is_cancelled`
/// returns true.
///
/// # Errors
/// Returns a sentence for the user if the query is not valid or the index can't be read.
pub fn search_reports(
    index: &Mutex<Index>,
    request: &SearchRequest,
    is_cancelled: &(dyn Fn() -> bool + Sync),
    send: &mut dyn FnMut(SearchPart),
) -> Result<(), String> {
    let mut list = HitList {
        request,
        highlighter: HitHighlighter::new(&request.query),
        counts: SearchCounts { total: request.reports.len(), ..SearchCounts::default() },
        ready: Vec::new(),
        ready_lines: 0,
        waiting: VecDeque::new(),
        waiting_lines: 0,
        has_sent: false,
        last_sent: Instant::now(),
        send,
    };
    let Some(matcher) = LineMatcher::new(&request.query)? else {
        list.send_part(true);
        return Ok(());
    };
    let mut sources = sources(index, worker_count(request.reports.len()));
    let Some(own) = sources.pop() else { return Ok(()) };
    let search = Search { request, matcher, next_chunk: AtomicUsize::new(0), is_cancelled };
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        let mut started = 0;
        for source in sources {
            let (sender, search) = (sender.clone(), &search);
            started += usize::from(parallel::spawn(scope, move || search.run(&source, &sender)).is_some());
        }
        if started == 0 {
            search.run(&own, &sender);
        }
        drop(sender);
        list.take_results(&results, &own)
    })?;
    while !is_cancelled() && list.list_waiting(&own)? {}
    Ok(())
}

/// Returns the number of threads for this number of reports, with one that lists the hits.
fn worker_count(reports: usize) -> usize {
    let available = thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    available.clamp(1, reports.div_ceil(CHUNK_REPORTS).max(1)) + 1
}

/// Returns a line with the text around the first of some byte ranges.
pub(super) fn hit_line(text: &ReportText, index: usize, line: &TextLine, ranges: &[Range<usize>]) -> HitLine {
    let (words, highlighted) = snippet(&line.text, ranges);
    HitLine {
        line: index,
        text: words,
        highlighted,
        section: line.section.and_then(|section| text.sections.get(section)).cloned(),
        place: line.place,
        number: line.number,
    }
}

/// A search that several threads carry out.
struct Search<'a> {
    request: &'a SearchRequest,
    matcher: LineMatcher,
    next_chunk: AtomicUsize,
    is_cancelled: &'a (dyn Fn() -> bool + Sync),
}

/// A report with hits.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FoundReport {
    /// The index of the report in the request.
    report: usize,
    hit_count: usize,
    /// The first lines with hits.
    lines: Vec<usize>,
}

/// The number of a chunk of reports, and what was found in it.
type ChunkResult = Result<(usize, Vec<FoundReport>), String>;

impl Search<'_> {
    /// Searches chunks of reports until there are no more.
    fn run(&self, source: &IndexSource<'_>, results: &Sender<ChunkResult>) {
        loop {
            let chunk = self.next_chunk.fetch_add(1, Ordering::Relaxed);
            let start = chunk * CHUNK_REPORTS;
            let Some(reports) = self.request.reports.get(start..) else { return };
            if reports.is_empty() {
                return;
            }
            let mut found = Vec::new();
            for (index, facts) in reports.iter().take(CHUNK_REPORTS).enumerate() {
                if (self.is_cancelled)() {
                    return;
                }
                match self.search_report(source, start + index, &facts.sha256) {
                    Ok(hits) => found.extend(hits),
                    Err(message) => {
                        let _ = results.send(Err(message));
                        return;
                    }
                }
            }
            if results.send(Ok((chunk, found))).is_err() {
                return;
            }
        }
    }

    /// Searches a report. Returns `None` if it has no hits.
    fn search_report(
        &self,
        source: &IndexSource<'_>,
        report: usize,
        sha256: &str,
    ) -> Result<Option<FoundReport>, String> {
        let mut needs_whole_text = false;
        let found = source.with_searched_text(sha256, |text| {
            if !self.matcher.keeps_capitals() {
                return self.search_lines(report, text.lower, text.flags);
            }
            if !self.matcher.can_match(text.lower) {
                return None;
            }
            match text.capitals.and_then(|places| capitals::with_capitals(text.lower, places)) {
                Some(lines) => self.search_lines(report, &lines, text.flags),
                None => {
                    needs_whole_text = true;
                    None
                }
            }
        })?;
        if !needs_whole_text {
            return Ok(found.flatten());
        }
        let Some(text) = source.text(sha256)? else { return Ok(None) };
        Ok(self.search_lines(report, &text.folded(true), &text.searched().flags))
    }

    fn search_lines(&self, report: usize, text: &str, flags: &[u8]) -> Option<FoundReport> {
        let mut found = FoundReport { report, hit_count: 0, lines: Vec::new() };
        let mut rest = None;
        self.matcher.visit_hits(text, |hit| {
            let flags = LineFlags(flags.get(hit.line).copied().unwrap_or_default());
            if !self.request.scope.contains(flags) {
                return true;
            }
            if found.lines.last() != Some(&hit.line) {
                // The lines are no longer needed, and counting without them is faster.
                if found.lines.len() == MAX_LINES_OF_REPORT && self.request.scope == SearchScope::Everything {
                    rest = Some(hit.range.start);
                    return false;
                }
                if found.lines.len() < MAX_LINES_OF_REPORT {
                    found.lines.push(hit.line);
                }
            }
            found.hit_count += 1;
            true
        });
        if let Some(start) = rest {
            found.hit_count += self.matcher.count_from(text, start);
        }
        (found.hit_count > 0).then_some(found)
    }
}

/// Lists hits in the order of the reports.
struct HitList<'a> {
    request: &'a SearchRequest,
    highlighter: HitHighlighter,
    counts: SearchCounts,
    /// Hits that were not sent yet.
    ready: Vec<ReportHits>,
    /// The number of lines that were listed.
    ready_lines: usize,
    /// Reports whose hits are still to be listed.
    waiting: VecDeque<FoundReport>,
    /// The number of lines in `waiting`.
    waiting_lines: usize,
    has_sent: bool,
    last_sent: Instant,
    send: &'a mut dyn FnMut(SearchPart),
}

impl HitList<'_> {
    /// Takes the results of all threads, in the order of the reports. Lists the first hits at once.
    fn take_results(
        &mut self,
        results: &Receiver<ChunkResult>,
        source: &IndexSource<'_>,
    ) -> Result<(), String> {
        let mut early: BTreeMap<usize, Vec<FoundReport>> = BTreeMap::new();
        let mut next = 0;
        for result in results {
            let (chunk, found) = result?;
            early.insert(chunk, found);
            while let Some(found) = early.remove(&next) {
                self.counts.searched = ((next + 1) * CHUNK_REPORTS).min(self.counts.total);
                next += 1;
                found.into_iter().for_each(|report| self.add_report(report));
            }
            if !self.has_sent {
                self.list_next(source, FIRST_LINES)?;
            }
            let has_first = self.ready_lines >= FIRST_LINES && !self.has_sent;
            if has_first || self.last_sent.elapsed() >= SEND_INTERVAL {
                self.send_part(false);
            }
        }
        Ok(())
    }

    fn add_report(&mut self, report: FoundReport) {
        self.counts.hits += report.hit_count;
        self.counts.reports += 1;
        if self.ready_lines + self.waiting_lines < MAX_LISTED_LINES {
            self.waiting_lines += report.lines.len();
            self.waiting.push_back(report);
        }
    }

    /// Lists the hits of the next reports and sends them. Returns false after the last part.
    fn list_waiting(&mut self, source: &IndexSource<'_>) -> Result<bool, String> {
        // The counts are complete now, so they do not wait for the list.
        let limit = if self.has_sent { self.ready_lines + 4 * FIRST_LINES } else { FIRST_LINES };
        self.list_next(source, limit)?;
        let is_last = self.waiting.is_empty();
        self.send_part(is_last);
        Ok(!is_last)
    }

    /// Lists the hits of the next reports, until this number of lines is listed.
    fn list_next(&mut self, source: &IndexSource<'_>, limit: usize) -> Result<(), String> {
        while self.ready_lines < limit
            && let Some(found) = self.waiting.pop_front()
        {
            self.waiting_lines -= found.lines.len();
            let facts = &self.request.reports[found.report];
            // A report that was removed meanwhile is left out.
            let Some(text) = source.text(&facts.sha256)? else { continue };
            let mut listed = 0;
            let lines = found.lines.iter().filter_map(|index| {
                let line = text.lines.get(*index)?;
                let ranges = self.highlighter.ranges(&line.text);
                listed += ranges.len();
                Some(hit_line(&text, *index, line, &ranges))
            });
            let lines: Vec<HitLine> = lines.collect();
            self.ready_lines += lines.len();
            self.ready.push(ReportHits {
                report: Arc::clone(facts),
                hit_count: found.hit_count,
                lines,
                unlisted_count: found.hit_count.saturating_sub(listed),
            });
        }
        Ok(())
    }

    fn send_part(&mut self, is_last: bool) {
        self.has_sent |= !self.ready.is_empty();
        self.last_sent = Instant::now();
        let reports = std::mem::take(&mut self.ready);
        (self.send)(SearchPart { reports, counts: self.counts, is_last });
    }
}
