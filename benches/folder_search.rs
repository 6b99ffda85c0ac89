//! The time to search at each keystroke across 1,000 reports, compared with a plain search (memmem) of the same bytes in
//! memory.
//!
//! Run with `FINDINGS_CORPUS=FOLDER cargo bench --bench folder_search`. The reports are those of the folder, again and
//! again with other names, or else the two samples.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use findings::{
    analysis::Query,
    app::read_for_index,
    library::{
        FileStamp, Index, IndexedReport, ReadFile, ReportFacts,
        passages::shared_passages,
        search::{SearchCounts, SearchRequest, SearchScope, search_reports},
    },
};

const ROUNDS: usize = 7;
const REPORTS: usize = 1000;
/// The number of different reports that are read.
const MAX_READ_REPORTS: usize = 200;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let originals = read_originals();
    let mut index = Index::open(&folder.path().join("index.sqlite"), folder.path()).unwrap();
    let (mut facts, mut texts) = (Vec::new(), Vec::new());
    for number in 0..REPORTS {
        let copy = renamed(&originals[number % originals.len()], number);
        facts.push(Arc::new(copy.facts.clone()));
        texts.push(copy.text.searched().lower);
        let stamp = FileStamp { bytes: 1, modified_nanoseconds: 1 };
        let file = ReadFile { path: format!("{number}.txt").into(), stamp, result: Ok(Box::new(copy)) };
        index.save(&[&file]).unwrap();
    }
    let (index, facts): (_, Arc<[Arc<ReportFacts>]>) = (Mutex::new(index), facts.into());
    let megabytes = texts.iter().map(String::len).sum::<usize>() >> 20;
    println!("{REPORTS} reports, {} different, {megabytes} MB", originals.len());
    println!("{:<28} {:>10} {:>12} {:>12} {:>12}", "typed", "hits", "first part", "all counted", "memmem");
    let mut slowest = Duration::ZERO;
    let typed = "safe recruitment";
    let plain = |words: &str| Query { words: words.to_owned(), ..Query::default() };
    let mut queries: Vec<Query> =
        [1, 2, 3, 4, 6, 9, typed.len()].map(|length| plain(&typed[..length])).to_vec();
    queries.extend([
        plain("zzz"),
        Query { matches_whole_words: true, ..plain("plan") },
        Query { matches_case: true, ..plain("The") },
        Query { is_regex: true, ..plain(r"\bplan(s|ned)?\b") },
    ]);
    for query in queries {
        slowest = slowest.max(print_row(&index, &facts, &texts, query));
    }
    println!(
        "| A keystroke in a search of {REPORTS} reports ({megabytes} MB) | `folder_search` | at most {:.0} ms |",
        slowest.as_secs_f64() * 1e3
    );
    let start = Instant::now();
    let found = shared_passages(&index, &facts, &|| false, &mut |_, _| {}).unwrap().unwrap();
    println!(
        "repeated passages: {} and {} of frameworks in {:?}",
        found.passages.len(),
        found.framework_passages.len(),
        start.elapsed()
    );
}

/// Prints a line of the table for a query, and returns the median time until all hits are counted.
fn print_row(
    index: &Mutex<Index>,
    facts: &Arc<[Arc<ReportFacts>]>,
    texts: &[String],
    query: Query,
) -> Duration {
    let plain_words = query.words.to_lowercase();
    let request = SearchRequest { query, scope: SearchScope::Everything, reports: Arc::clone(facts) };
    let mut counts = SearchCounts::default();
    let (mut first, mut all, mut memmem) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let (mut first_part, mut counted) = (None, None);
        search_reports(index, &request, &|| false, &mut |part| {
            if !part.reports.is_empty() || part.is_last {
                first_part.get_or_insert(start.elapsed());
            }
            if part.counts.searched == part.counts.total {
                counted.get_or_insert(start.elapsed());
            }
            counts = part.counts;
        })
        .unwrap();
        first.extend(first_part);
        all.extend(counted);
        let start = Instant::now();
        let count =
            |text: &String| memchr::memmem::find_iter(text.as_bytes(), plain_words.as_bytes()).count();
        std::hint::black_box(texts.iter().map(count).sum::<usize>());
        memmem.push(start.elapsed());
    }
    let shown = |times: &mut Vec<Duration>| format!("{:.1} ms", median(times).as_secs_f64() * 1e3);
    let (first, memmem) = (shown(&mut first), shown(&mut memmem));
    println!(
        "{:<28} {:>10} {:>12} {:>12} {:>12}",
        request.query.words,
        counts.hits,
        first,
        shown(&mut all),
        memmem
    );
    median(&mut all)
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Reads the reports of the corpus, or the samples.
fn read_originals() -> Vec<IndexedReport> {
    let mut files: Vec<PathBuf> = ["assets/samples/larkmoor_2012.md", "assets/samples/larkmoor_2009.txt"]
        .map(|file| Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
        .to_vec();
    if let Some(corpus) = std::env::var_os("FINDINGS_CORPUS") {
        let scan = findings::library::scan_folder(Path::new(&corpus), || false).unwrap();
        files = scan.files.into_iter().map(|file| Path::new(&corpus).join(file.path)).collect();
    }
    let step = files.len().div_ceil(MAX_READ_REPORTS);
    files.iter().step_by(step).filter_map(|file| read_for_index(file).ok()).collect()
}

/// Returns a copy of a report with another name, so that no two texts are the same.
fn renamed(report: &IndexedReport, number: usize) -> IndexedReport {
    let mut copy = report.clone();
    copy.facts.sha256 = format!("{number:064}");
    let name = copy.facts.organisation().unwrap_or("council").to_owned();
    let new_name = format!("Town {number}");
    copy.facts.subject = Some(new_name.clone());
    copy.facts.authority = None;
    for line in &mut copy.text.lines {
        line.text = line.text.replace(&name, &new_name);
    }
    copy
}
