//! Measures how the time for each kind of work grows with the length of a report: reading, opening, checking, comparing,
//! searching, summarising and computing findings.
//!
//! `cargo bench --bench growth` measures reports with 1,000, 10,000 and 100,000 paragraphs, judgements or recommendations,
//! and prints the exponent of the growth between them: 1 if ten times the length takes ten times as long.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{hint::black_box, time::Instant};

use findings::{
    analysis::{self, Findings, Flow, Query, SearchText, compare},
    app::LoadedReport,
    output::printout::{self, PrintOptions, Printable},
    read::{self, Read},
    report::Report,
};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// The cover and the first headings of every generated report.
const COVER: &str = "Inspection of safeguarding and looked after children services\n\nOtterby Borough Council\n\n\
                     Inspection dates: 8 to 19 June 2009\n\nSafeguarding services\n\n";

/// The heading of the part that the table of a generated report names.
const OTHER_PART: &str = "Services for looked after children";

/// What a generated report consists of.
#[derive(Clone, Copy)]
enum Kind {
    Paragraphs,
    Judgements,
    /// Judgements that the report's own table prints under the heading of another part.
    TableRows,
    Recommendations,
}

/// How the second report of a comparison differs from the first.
#[derive(Clone, Copy)]
enum Difference {
    None,
    OtherOrder,
    OneWordEach,
    EqualTitles,
}

/// The largest growth measured so far, and the work that had it.
#[derive(Default)]
struct Growth {
    largest_exponent: f64,
    /// The name of the work with the largest exponent.
    largest_name: String,
}

impl Growth {
    /// Prints the times of some work for all sizes, in seconds, and the exponents of their growth.
    fn record(&mut self, name: &str, times: [f64; 3]) {
        let exponents = [(times[1] / times[0]).log10(), (times[2] / times[1]).log10()];
        let worst = exponents[0].max(exponents[1]);
        let [one, ten, hundred] = times.map(|seconds| seconds * 1e3);
        println!(
            "{name:44} {one:9.1} {ten:9.1} {hundred:9.1} ms   exponents {:.2} {:.2}",
            exponents[0], exponents[1]
        );
        if worst > self.largest_exponent {
            (self.largest_exponent, self.largest_name) = (worst, name.to_owned());
        }
    }

    /// Measures all work on one report.
    fn measure_report(&mut self, kind: Kind, kind_name: &str) {
        let texts = SIZES.map(|size| generate_report(kind, size, Difference::None));
        self.record(&format!("read, {kind_name}"), texts.each_ref().map(|text| time(|| read_report(text))));
        let reads = texts.each_ref().map(|text| read::read(text.as_bytes(), "report.txt").unwrap());
        let times = reads.each_ref().map(|read| time(|| LoadedReport::new(Read::clone(read))));
        self.record(&format!("open, {kind_name}"), times);
        let reports = reads.map(|read| read.report);
        let times = reports.each_ref().map(|report| {
            let abbreviations = analysis::abbreviations(report);
            time(|| analysis::run_checks(report, &abbreviations))
        });
        self.record(&format!("check, {kind_name}"), times);
        let times = reports.each_ref().map(|report| {
            let abbreviations = analysis::abbreviations(report);
            time(|| Findings::compute(report, abbreviations.clone()))
        });
        self.record(&format!("findings, {kind_name}"), times);
        let times = reports.each_ref().map(|report| {
            let flow = Flow::new(report);
            let search = SearchText::new(report, &flow);
            let query = Query { words: "review".to_owned(), ..Query::default() };
            time(|| search.search(report, &flow, &query).unwrap())
        });
        self.record(&format!("search, {kind_name}"), times);
        let times = reports.each_ref().map(|report| {
            let printable = Printable::Report(report, &[], None);
            let made_on = printout::today();
            time(|| printout::typeset_printout(printable, &PrintOptions::default(), made_on))
        });
        self.record(&format!("summary, {kind_name}"), times);
    }

    /// Measures comparing a report with another that differs in this way, and reading the other report.
    fn measure_comparison(&mut self, kind: Kind, kind_name: &str, difference: Difference, name: &str) {
        let first = match difference {
            Difference::EqualTitles => difference,
            Difference::None | Difference::OtherOrder | Difference::OneWordEach => Difference::None,
        };
        let texts = SIZES.map(|size| generate_report(kind, size, difference));
        if !matches!(difference, Difference::None) {
            let times = texts.each_ref().map(|text| time(|| read_report(text)));
            self.record(&format!("read, {kind_name}, {name}"), times);
        }
        let pairs: [[Report; 2]; 3] = std::array::from_fn(|index| {
            [read_report(&generate_report(kind, SIZES[index], first)), read_report(&texts[index])]
        });
        let times = pairs.each_ref().map(|[left, right]| time(|| compare::compare(left, right)));
        self.record(&format!("compare, {kind_name}, {name}"), times);
    }
}

fn main() {
    let mut growth = Growth::default();
    for (kind, kind_name) in [
        (Kind::Paragraphs, "paragraphs"),
        (Kind::Judgements, "judgements"),
        (Kind::TableRows, "rows of the table"),
        (Kind::Recommendations, "recommendations"),
    ] {
        growth.measure_report(kind, kind_name);
        for (difference, name) in [
            (Difference::None, "identical"),
            (Difference::OtherOrder, "in another order"),
            (Difference::OneWordEach, "one word each changed"),
            (Difference::EqualTitles, "all titles equal"),
        ] {
            growth.measure_comparison(kind, kind_name, difference, name);
        }
    }
    println!(
        "| Growth of reading, opening, checking, comparing, searching, summarising and computing findings from 1,000 to \
         100,000 items | `growth` | largest exponent {:.2} ({}) |",
        growth.largest_exponent, growth.largest_name
    );
}

fn read_report(text: &str) -> Report {
    read::read(text.as_bytes(), "report.txt").unwrap().report
}

/// Returns the shortest of three times of some work, in seconds.
fn time<T>(work: impl Fn() -> T) -> f64 {
    let times = (0..3).map(|_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

/// Returns a report with `size` items. The same arguments give the same report.
fn generate_report(kind: Kind, size: usize, difference: Difference) -> String {
    let title = |index: usize| match difference {
        Difference::EqualTitles => "Leadership and management".to_owned(),
        Difference::None | Difference::OtherOrder | Difference::OneWordEach => {
            format!("Quality of {} and {}", word(index * 7 + 1), word(index * 11 + 2))
        }
    };
    let item = |index: usize| match kind {
        Kind::Paragraphs => format!("{}. {}.\n\n", index + 1, sentence(index, difference)),
        Kind::Judgements | Kind::TableRows => {
            let number = index + 1;
            format!("{}\n\nGrade 2 (good)\n\n{number}. {}.\n\n", title(index), sentence(index, difference))
        }
        Kind::Recommendations => format!("- ensure that {}\n", sentence(index, difference)),
    };
    let order = |place: usize| match difference {
        // 7,919 is prime, so every item has another place.
        Difference::OtherOrder => place * 7_919 % size,
        _ => place,
    };
    let items: String = (0..size).map(|place| item(order(place))).collect();
    match kind {
        Kind::Recommendations => {
            format!("{COVER}1. Words.\n\nAreas for improvement\n\n2. Do:\n\nImmediately:\n\n{items}")
        }
        Kind::Paragraphs | Kind::Judgements => format!("{COVER}{items}"),
        Kind::TableRows => {
            let rows: String = (0..size).map(|place| format!("{}\tGood\n", title(order(place)))).collect();
            format!(
                "{COVER}{items}{OTHER_PART}\n\nOverall effectiveness\n\nGrade 2 (good)\n\nRecord of main \
                 findings:\n\n{OTHER_PART}\t\n{rows}"
            )
        }
    }
}

/// Returns a sentence with common words, and a few that only neighbouring sentences share.
fn sentence(index: usize, difference: Difference) -> String {
    let changed = match difference {
        Difference::OneWordEach => "altered",
        _ => "timely",
    };
    let words: Vec<String> = (0..12).map(|offset| word((index * 13 + offset * 5) % 6_000)).collect();
    format!("{} {changed} review {}", words.join(" "), word(6_000 + index / 3))
}

/// Returns the invented word with this number.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "ve"];
    let mut rest = number + 16;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
    }
    word
}
