//! The time to search at each keystroke in a report of 100,000 paragraphs, compared with ripgrep on the same text, as a
//! whole process, and with a plain search of the same bytes (memmem).
//!
//! Run with `cargo bench --bench search`. If ripgrep is not installed, its column is empty.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    fmt::Write as _,
    hint::black_box,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use findings::{
    analysis::{Flow, Query, SearchText},
    read,
};

const ROUNDS: usize = 21;
const PARAGRAPHS: usize = 100_000;

fn main() {
    let text = generate_text();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.txt");
    std::fs::write(&path, &text).unwrap();
    let report = read::read(text.as_bytes(), "report.txt").unwrap().report;
    let flow = Flow::new(&report);
    let start = Instant::now();
    let search = SearchText::new(&report, &flow);
    println!("{PARAGRAPHS} paragraphs, {} MB; prepared once in {:?}", text.len() >> 20, start.elapsed());
    println!("{:<28} {:>9} {:>10} {:>10} {:>10}", "typed", "hits", "ours", "memmem", "ripgrep");
    let words = "safe recruitment";
    let mut slowest = Duration::ZERO;
    for length in [1, 2, 3, 4, 6, 9, words.len()] {
        let query = Query { words: words[..length].to_owned(), ..Query::default() };
        let ours = print_row(&query, &search, &report, &flow, &text, &path);
        slowest = slowest.max(ours);
    }
    for query in [
        Query { words: "zzz".to_owned(), ..Query::default() },
        Query { words: "plan".to_owned(), matches_whole_words: true, ..Query::default() },
        Query { words: "Plan".to_owned(), matches_case: true, ..Query::default() },
        Query { words: r"\bplan(s|ned)?\b".to_owned(), is_regex: true, ..Query::default() },
    ] {
        slowest = slowest.max(print_row(&query, &search, &report, &flow, &text, &path));
    }
    println!("slowest keystroke: {slowest:?}");
    println!(
        "| Every result of a search in {PARAGRAPHS} paragraphs ({} MB) | `search` | at most {:.0} ms |",
        text.len() >> 20,
        slowest.as_secs_f64() * 1e3
    );
}

/// Prints a line of the table for a query, and returns the median time of our search.
fn print_row(
    query: &Query,
    search: &SearchText,
    report: &findings::report::Report,
    flow: &Flow,
    text: &str,
    path: &std::path::Path,
) -> Duration {
    let hits = search.search(report, flow, query).unwrap();
    let ours = median(|| {
        black_box(search.search(report, flow, query).unwrap());
    });
    let plain = median(|| {
        black_box(memchr::memmem::find_iter(text.as_bytes(), query.words.as_bytes()).count());
    });
    let mut ripgrep = Command::new("rg");
    ripgrep.args(["--count-matches", if query.matches_case { "-s" } else { "-i" }]);
    if query.matches_whole_words {
        ripgrep.arg("-w");
    }
    if !query.is_regex {
        ripgrep.arg("-F");
    }
    ripgrep.arg("--").arg(&query.words).arg(path).stdout(Stdio::null()).stderr(Stdio::null());
    let theirs = ripgrep.status().is_ok().then(|| {
        median(|| {
            ripgrep.status().unwrap();
        })
    });
    let more = if hits.is_truncated { "+" } else { "" };
    let shown = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    println!(
        "{:<28} {:>9} {:>10} {:>10} {:>10}",
        query.words,
        format!("{}{more}", hits.all.len()),
        shown(ours),
        shown(plain),
        theirs.map_or_else(|| "–".to_owned(), shown)
    );
    ours
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn generate_text() -> String {
    let words = [
        "however",
        "plans",
        "are",
        "not",
        "always",
        "kept",
        "up",
        "to",
        "date",
        "and",
        "social",
        "workers",
        "visit",
        "children",
        "promptly",
        "while",
        "records",
        "remain",
        "variable",
        "in",
        "quality",
        "across",
        "teams",
        "the",
        "plan",
        "Planned",
        "safe",
        "recruitment",
        "is",
        "sound",
    ];
    let mut text =
        String::from("Inspection of safeguarding and looked after children services\n\nTown of Lark\n\n");
    let mut state = 12_345_u64;
    for number in 1..=PARAGRAPHS {
        write!(text, "{number}.").unwrap();
        for _ in 0..60 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let word = words[usize::try_from(state >> 33).unwrap() % words.len()];
            write!(text, " {word}").unwrap();
        }
        text.push_str(".\n\n");
    }
    text
}
