//! Exports of reports: they contain the same facts, and text of a report never becomes markup.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use findings::{
    analysis,
    output::{self, Format},
    read,
};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::support;

/// Returns the facts that must be the same after a report is exported and read again: the cover and these fields of lists.
fn invariant_facts(report: &Value, keys: &[(&str, &[&str])]) -> Value {
    let lists = keys.iter().map(|(key, fields)| {
        let items = report[*key].as_array().unwrap().iter();
        let items: Vec<Value> =
            items.map(|item| fields.iter().map(|field| item[*field].clone()).collect()).collect();
        json!(items)
    });
    json!([report["subject"], report["published"], report["inspected"], lists.collect::<Vec<_>>()])
}

#[test]
fn markdown_of_fixtures_reads_back_as_the_same_report() {
    assert_markdown_reads_back(&support::reports());
}

support::tests_by_share!(
    markdown_of_real_reports_reads_back_as_the_same_report,
    support::corpus_of_known_kinds(),
    assert_markdown_reads_back
);

fn assert_markdown_reads_back(paths: &[PathBuf]) {
    let mut failed = Vec::new();
    let mut count = 0;
    for path in paths {
        let first = support::read(path);
        // Pages without text export nothing.
        if first.report.cover.framework.is_none() || first.report.paragraphs.is_empty() {
            continue;
        }
        count += 1;
        let text = output::to_markdown(&first.report);
        let again = support::read_text(&text, "report.md");
        let keys: [(&str, &[&str]); 3] = [
            ("paragraphs", &["number"]),
            ("judgements", &["title", "grade"]),
            ("recommendations", &["timescale", "due"]),
        ];
        let (before, after) =
            (invariant_facts(&support::json(&first), &keys), invariant_facts(&support::json(&again), &keys));
        for (index, name) in ["subject", "published", "inspected", "lists"].iter().enumerate() {
            if before[index] != after[index] {
                failed.push(format!("{}: {name}\n  {}\n  {}", path.display(), before[index], after[index]));
            }
        }
    }
    println!("{count} reports were exported and read again");
    assert!(count > 0, "no report was exported");
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

/// Returns a Markdown report as HTML.
fn html_of(text: &str) -> String {
    let read = support::read_text(text, "report.md");
    String::from_utf8(
        output::export_bytes(
            Format::Html,
            &read.report,
            &read.warnings,
            &analysis::abbreviations(&read.report),
        )
        .unwrap(),
    )
    .unwrap()
}

#[test]
fn html_of_fixtures_has_every_word_and_links_to_its_headings() {
    assert_html_is_complete(&support::reports());
}

support::tests_by_share!(
    html_of_real_reports_has_every_word_and_links_to_its_headings,
    support::corpus(),
    assert_html_is_complete
);

fn assert_html_is_complete(paths: &[PathBuf]) {
    let without_spaces = |words: &str| words.split_whitespace().collect::<Vec<_>>().join("");
    for path in paths {
        let report = support::read(path).report;
        let html = output::to_html(&report, &[]);
        let tree = Html::parse_document(&html);
        let text = without_spaces(&tree.root_element().text().collect::<String>());
        for paragraph in &report.paragraphs {
            for words in std::iter::once(&paragraph.text).chain(&paragraph.bullets) {
                let words = without_spaces(words.plain());
                assert!(text.contains(&words), "{}: {words}", path.display());
            }
        }
        let links = Selector::parse("a[href]").unwrap();
        for link in tree.select(&links) {
            let target = link.value().attr("href").unwrap();
            let id = target.strip_prefix('#').unwrap_or_else(|| panic!("{}: {target}", path.display()));
            let element = Selector::parse(&format!("[id={id}]")).unwrap();
            assert_eq!(tree.select(&element).count(), 1, "{}: {id}", path.display());
        }
        let rows = Selector::parse("nav li").unwrap();
        assert_eq!(tree.select(&rows).count(), report.sections.len(), "{}", path.display());
        let grade_marks = Selector::parse("nav svg[role=img][aria-label]").unwrap();
        let graded = report.sections.iter().filter(|section| section.grade.is_some()).count();
        assert_eq!(tree.select(&grade_marks).count(), graded, "{}", path.display());
    }
}

#[test]
fn markup_in_a_report_is_escaped_in_html() {
    let malicious = "# <script>alert(1)</script> \"><img src=x onerror=alert(1)>\n\n\
        Inspection of safeguarding and looked after children services\n\n\
        ## A & B <b>bold</b> ' \" -->\n\n1. </p></article><script>alert(2)</script> `<svg onload=x>` &lt;i&gt;\n\n\
        | a<td> | \"b |\n| --- | --- |\n| <script> | ]]> |\n";
    let html = html_of(malicious);
    let tree = Html::parse_document(&html);
    for element in ["script", "img", "b", "i", "svg[onload]", "[onerror]"] {
        assert_eq!(tree.select(&Selector::parse(element).unwrap()).count(), 0, "{element}");
    }
    assert!(html.contains("default-src 'none'"));
    let text: String = tree.root_element().text().collect();
    assert!(text.contains("alert(2)"), "the escaped words must be kept");
}

#[test]
fn csv_rows_are_the_judgements_and_recommendations() {
    let path = support::project().join("assets/samples/larkmoor_2012.md");
    let report = support::read(&path).report;
    let table = output::to_csv([&report]).unwrap();
    // Without the mark, spreadsheet programs do not recognise the encoding.
    assert!(table.starts_with('\u{FEFF}'));
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.headers().unwrap(), &csv::StringRecord::from(output::COLUMNS.to_vec()));
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), report.judgements.len() + report.recommendations.len());
    let column = |name: &str| output::COLUMNS.iter().position(|other| *other == name).unwrap();
    for (row, judgement) in rows.iter().zip(&report.judgements) {
        assert_eq!(&row[column("kind")], "judgement");
        assert_eq!(
            (&row[column("title")], &row[column("grade")]),
            (&*judgement.title, &*judgement.grade.label)
        );
        assert_eq!(&row[column("sha256")], &report.source.sha256);
    }
    for (row, item) in rows[report.judgements.len()..].iter().zip(&report.recommendations) {
        assert_eq!(&row[column("title")], item.text.plain());
        assert!(!row[column("due")].is_empty() && !row[column("paragraph")].is_empty());
    }
}

#[test]
fn a_report_without_grades_has_a_row() {
    let letter = support::read_text("# Letter to Larkmoor\n\nThank you for your help.\n", "letter.md").report;
    let sample = support::read(&support::project().join("assets/samples/larkmoor_2012.md")).report;
    let table = output::to_csv([&letter, &sample]).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!((&rows[0][0], &rows[0][5]), ("report", "letter.md"));
    assert_eq!(rows.iter().filter(|row| &row[0] == "report").count(), 1);
}

#[test]
fn web_pages_have_landmarks_around_all_of_their_text() {
    let folder = support::project().join("assets/samples");
    let read = |name: &str| support::read(&folder.join(name)).report;
    let (left, right) = (read("larkmoor_2009.txt"), read("larkmoor_2012.md"));
    let section = findings::report::SectionId(0);
    let pages = [
        output::to_html(&right, &[]),
        output::section_to_html(&right, section),
        output::comparison_to_html(&left, &right, &analysis::compare(&left, &right)),
    ];
    let selector = |words: &str| Selector::parse(words).unwrap();
    for page in pages {
        let tree = Html::parse_document(&page);
        assert_eq!(tree.select(&selector("main")).count(), 1);
        assert_eq!(tree.select(&selector("h1")).count(), 1);
        let landmarks = "body > :not(header, main, footer, .columns, .skip), .columns > :not(nav, main)";
        assert_eq!(tree.select(&selector(landmarks)).count(), 0);
        for section in tree.select(&selector("section")) {
            let id = section.attr("aria-labelledby").unwrap();
            assert_eq!(tree.select(&selector(&format!("h2[id={id}]"))).count(), 1, "{id}");
        }
    }
}

#[test]
fn a_report_of_one_letter_is_written_in_every_format() {
    let read = read::read(b"x", "x.txt").unwrap();
    let abbreviations = analysis::abbreviations(&read.report);
    for format in Format::ALL {
        assert!(
            !output::export_bytes(format, &read.report, &read.warnings, &abbreviations).unwrap().is_empty(),
            "{format:?}"
        );
    }
}
