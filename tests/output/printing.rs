//! Printed summaries: no word is cut or lost, and the summary of a report reads back as that report.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{collections::BTreeMap, path::PathBuf};

use findings::{
    analysis::{self, JudgementGroups, JudgementRow},
    output::{
        print::{
            Align, Block, Cell, Column, ColumnWidth, ListItem, PageSetup, Paper, PrintDocument, Row, RowKind,
            TextStyle,
        },
        print::{Ink, MeasuredLine, ParagraphStyle, PrintedPages, StyledText, Table, typeset},
        printout::{self, Part, PrintOptions, Printable, SummaryLength},
    },
    read::{self, Read},
    report::{Date, FrameworkId, Report, Warning},
};

use crate::support;

const TODAY: Date = jiff::civil::date(2026, 11, 23);

/// Print options that the tests try, with a name for each.
fn print_choices() -> Vec<(&'static str, PrintOptions)> {
    let usual = PrintOptions::default();
    vec![
        ("usual", usual),
        ("one page", PrintOptions { length: SummaryLength::OnePage, ..usual }),
        ("large", PrintOptions { is_large_print: true, has_note_lines: true, ink: Ink::Grey, ..usual }),
        ("letter", PrintOptions { paper: Paper::Letter, length: SummaryLength::Full, ..usual }),
        ("folded", PrintOptions { paper: Paper::A3Folded, ink: Ink::Outline, ..usual }),
        ("recommendations", PrintOptions { part: Part::Recommendations, ..usual }),
    ]
}

fn all_warnings(read: &Read) -> Vec<Warning> {
    read.warnings
        .iter()
        .cloned()
        .chain(analysis::run_checks(&read.report, &analysis::abbreviations(&read.report)))
        .collect()
}

/// Returns the faults of pages: lines wider than their space, cut words, lines off the page, and overlapping lines.
fn page_faults(pages: &PrintedPages) -> Vec<String> {
    let (width, height) = pages.size();
    let lines = pages.lines();
    let mut faults = Vec::new();
    for line in &lines {
        if line.width > line.available_width + 0.05 {
            faults.push(format!("{:.1} of {:.1} points: {}", line.width, line.available_width, line.words));
        }
        if line.is_cut {
            faults.push(format!("a word is cut: {}", line.words));
        }
        let is_off = line.position.0 < 0.0 || line.position.0 + line.width > width || line.position.1 < 0.0;
        if is_off || line.position.1 + line.height > height {
            faults.push(format!("off page {}: {}", line.page, line.words));
        }
    }
    faults.extend(line_overlaps(&lines));
    faults
}

/// Returns a fault for each pair of lines that overlap.
fn line_overlaps(lines: &[MeasuredLine]) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, one) in lines.iter().enumerate() {
        for other in lines[index + 1..].iter().take_while(|other| other.page == one.page) {
            let across = one.position.0 + one.width > other.position.0 + 0.1
                && other.position.0 + other.width > one.position.0 + 0.1;
            let down = one.position.1 + one.height > other.position.1 + 0.1
                && other.position.1 + other.height > one.position.1 + 0.1;
            if across && down {
                faults.push(format!("overlap on page {}: {} / {}", one.page, one.words, other.words));
            }
        }
    }
    faults
}

fn has_findings(report: &Report) -> bool {
    !report.judgements.is_empty() || !report.recommendations.is_empty()
}

support::tests_by_share!(
    summaries_of_fixtures_fit_their_pages_without_cut_words,
    fixtures,
    assert_summaries_fit_their_pages
);

support::tests_by_share!(
    summaries_of_real_reports_fit_their_pages_without_cut_words,
    support::corpus_of_known_kinds(),
    assert_summaries_fit_their_pages
);

fn assert_summaries_fit_their_pages(paths: &[PathBuf]) {
    let mut failed = Vec::new();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for path in paths {
        let read = support::read(path);
        let warnings = all_warnings(&read);
        for (name, choice) in print_choices() {
            let pages =
                printout::typeset_printout(Printable::Report(&read.report, &warnings, None), &choice, TODAY);
            let describe = |fault| format!("{} ({name}): {fault}", path.display());
            failed.extend(page_faults(&pages).into_iter().map(describe));
            // The PDF/UA validator reports violations as errors.
            if let Err(error) = pages.to_pdf() {
                failed.push(describe(error.to_string()));
            }
            if name == "usual" {
                *counts.entry(pages.count()).or_default() += 1;
            }
            if name == "one page" && pages.count() > 1 {
                failed.push(describe(format!("{} pages", pages.count())));
            }
        }
        let framework = read.report.cover.framework.map_or("", FrameworkId::name);
        let is_graded = ["Single inspection", "ILACS", "Safeguarding and looked after"]
            .iter()
            .any(|known| framework.starts_with(known));
        let pages = printout::typeset_printout(
            Printable::Report(&read.report, &warnings, None),
            &PrintOptions::default(),
            TODAY,
        );
        if is_graded && pages.count() > 2 {
            failed.push(format!("{}: {} pages of A4", path.display(), pages.count()));
        }
    }
    println!("pages of the usual summary: {counts:?}");
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

/// Removes white space, because line ends depend on the paper.
fn without_spaces(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn summaries_of_fixtures_read_back_as_their_reports() {
    assert_summaries_read_back(&support::reports());
}

support::tests_by_share!(
    summaries_of_real_reports_read_back_as_their_reports,
    support::corpus_of_known_kinds(),
    assert_summaries_read_back
);

fn assert_summaries_read_back(paths: &[PathBuf]) {
    let mut failed = Vec::new();
    let mut count = 0;
    for path in paths {
        let first = support::read(path);
        if !has_findings(&first.report) || first.report.cover.framework.is_none() {
            continue;
        }
        count += 1;
        let subject = Printable::Report(&first.report, &all_warnings(&first), None);
        let pdf = printout::typeset_printout(subject, &PrintOptions::default(), TODAY).to_pdf().unwrap();
        let back = read::read(&pdf, "summary.pdf").unwrap().report;
        // The summary puts overall effectiveness first in each group, and rows under the part that they are about.
        let graded = |report: &Report| -> Vec<(String, String)> {
            let rows =
                JudgementGroups::of_report(report).rows(report).into_iter().filter_map(|row| match row {
                    JudgementRow::Judgement(index) => Some(&report.judgements[index]),
                    JudgementRow::Group(_) => None,
                });
            // A word that is on no scale is read as a grade only if its line says so.
            rows.filter(|judgement| judgement.grade.step.is_some())
                .map(|judgement| (without_spaces(&judgement.title), judgement.grade.label.clone()))
                .collect()
        };
        if graded(&first.report) != graded(&back) {
            failed.push(format!("{}: judgements {:?}", path.display(), graded(&back)));
        }
        let recommendations = |report: &Report| -> Vec<String> {
            report.recommendations.iter().map(|item| without_spaces(item.text.plain())).collect()
        };
        let (expected, found) = (recommendations(&first.report), recommendations(&back));
        // The summary orders recommendations by timescale and adds details in brackets.
        let is_there = |words: &String| {
            found.iter().any(|found| {
                found
                    .strip_prefix(words.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
            })
        };
        if expected.len() != found.len() || !expected.iter().all(is_there) {
            failed.push(format!(
                "{}: {} and {} recommendations",
                path.display(),
                expected.len(),
                found.len()
            ));
        }
        let facts = |report: &Report| {
            (report.cover.subject.clone(), report.cover.published, report.cover.action_plan_due)
        };
        if first.report.cover.subject.is_some() && facts(&first.report) != facts(&back) {
            failed.push(format!("{}: {:?}", path.display(), facts(&back)));
        }
    }
    assert!(count > 0, "no report has findings");
    println!("{count} summaries were read back");
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

/// Returns a printed document of these blocks.
fn document(blocks: Vec<Block>) -> PrintDocument {
    PrintDocument { title: "Sheet".to_owned(), footer: vec!["Foot".to_owned()], made_on: TODAY, blocks }
}

const SETTING: PageSetup =
    PageSetup { paper: Paper::A4, ink: Ink::Colour, text_size: 10.0, space_factor: 1.0 };

fn words(count: usize) -> String {
    (0..count).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ")
}

#[test]
fn headings_stay_with_their_text_and_no_line_is_left_alone() {
    // The number of lines before the heading varies, so that the page ends at different places.
    for filler in 40..60 {
        let mut blocks = vec![Block::Heading(1, "Title".into())];
        blocks.extend((0..filler).map(|_| Block::Paragraph(ParagraphStyle::Fact, "One line.".into())));
        blocks.push(Block::Heading(2, "Heading".into()));
        blocks.push(Block::Paragraph(ParagraphStyle::Body, words(60).as_str().into()));
        let pages = typeset(&document(blocks), SETTING);
        let lines = pages.lines();
        let page_of = |wanted: &str| lines.iter().find(|line| line.words.contains(wanted)).unwrap().page;
        assert_eq!(page_of("Heading"), page_of("word0"), "{filler}");
        let of_text: Vec<usize> =
            lines.iter().filter(|line| line.words.contains("word")).map(|line| line.page).collect();
        for page in 0..pages.count() {
            let here = of_text.iter().filter(|other| **other == page).count();
            assert!(here != 1, "one line alone on page {page} with {filler} lines before it");
        }
    }
}

fn table(rows: Vec<Row>) -> Block {
    let columns = vec![
        Column { width: ColumnWidth::Share(1.0), align: Align::Start },
        Column { width: ColumnWidth::Fit, align: Align::End },
    ];
    Block::Table(Table {
        columns,
        header: vec!["Name".into(), "Number".into()],
        rows,
        has_row_headings: true,
    })
}

fn row(words: &str) -> Row {
    Row { kind: RowKind::Body, cells: vec![words.into(), "1".into()] }
}

#[test]
fn a_table_over_several_pages_repeats_its_header_and_keeps_rows_whole() {
    let rows = (0..60).map(|number| row(&format!("row{number} {}", words(30)))).collect();
    let pages = typeset(&document(vec![Block::Heading(1, "Title".into()), table(rows)]), SETTING);
    assert!(pages.count() > 3);
    let lines = pages.lines();
    for page in 0..pages.count() {
        assert!(lines.iter().any(|line| line.page == page && line.words == "Number"), "page {page}");
    }
    for number in 0..60 {
        let first = lines.iter().position(|line| line.words.starts_with(&format!("row{number} "))).unwrap();
        let rest = &lines[first..];
        let last = rest.iter().find(|line| line.words.contains("word29")).unwrap();
        assert_eq!(lines[first].page, last.page, "row {number} is split");
    }
    assert!(page_faults(&pages).is_empty(), "{:?}", page_faults(&pages));
}

#[test]
fn a_row_taller_than_a_page_continues_and_loses_no_word() {
    let rows = vec![row(&words(5000))];
    let pages = typeset(&document(vec![Block::Heading(1, "Title".into()), table(rows)]), SETTING);
    let text: String = pages.lines().iter().map(|line| format!("{} ", line.words)).collect();
    assert!((0..5000).all(|number| text.contains(&format!("word{number} "))));
    assert!(page_faults(&pages).is_empty(), "{:?}", page_faults(&pages));
}

#[test]
fn a_word_wider_than_the_page_is_split_and_loses_no_letter() {
    let long = "w".repeat(400);
    let blocks =
        vec![Block::Heading(1, "Title".into()), Block::Paragraph(ParagraphStyle::Body, long.as_str().into())];
    let pages = typeset(&document(blocks), SETTING);
    let text: String = pages.lines().iter().map(|line| line.words.clone()).collect();
    assert!(text.contains(&long));
    assert!(pages.lines().iter().all(|line| line.width <= line.available_width + 0.05));
    assert!(pages.lines().iter().any(|line| line.is_cut), "cut words must be detected");
}

#[test]
fn characters_missing_from_the_typeface_are_shown_as_boxes_with_a_note() {
    let blocks = vec![
        Block::Heading(1, "Title".into()),
        Block::Paragraph(ParagraphStyle::Body, "one \u{5D0}\u{5D1} two \u{4E2D} three \u{1F600}".into()),
        Block::List(vec![ListItem {
            label: "•".to_owned(),
            level: 0,
            words: StyledText::new("\u{E000}", TextStyle::BOLD),
        }]),
    ];
    let pages = typeset(&document(blocks), SETTING);
    let text: String = pages.lines().iter().map(|line| line.words.clone()).collect();
    assert!(text.contains("one □□ two □ three □"), "{text}");
    assert!(text.contains("stands for a character"), "{text}");
    pages.to_pdf().unwrap();
}

#[test]
fn printouts_without_content_are_valid_pdfs() {
    for blocks in [
        vec![Block::Heading(1, "".into())],
        vec![Block::Heading(1, "T".into()), Block::List(Vec::new()), Block::Cards(Vec::new())],
        vec![Block::Heading(1, "T".into()), Block::Table(Table::default()), Block::PageBreak],
        vec![
            Block::Heading(1, "T".into()),
            table(vec![Row { kind: RowKind::Body, cells: Vec::<Cell>::new() }]),
        ],
    ] {
        typeset(&document(blocks), SETTING).to_pdf().unwrap();
    }
}

#[test]
fn printing_twice_gives_identical_bytes() {
    let path = support::project().join("assets/samples/larkmoor_2012.md");
    let read = support::read(&path);
    let pdf = || {
        let subject = Printable::Report(&read.report, &read.warnings, None);
        printout::typeset_printout(subject, &PrintOptions::default(), TODAY).to_pdf().unwrap()
    };
    assert!(pdf() == pdf());
}
