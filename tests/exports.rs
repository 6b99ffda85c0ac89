//! Reports as other formats: what they say is the same, and nothing in them is more than words.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use findings::{
    analysis,
    output::{self, Format},
    read,
};
use scraper::{Html, Selector};
use serde_json::{Value, json};

/// What must be the same after a report was written and read again.
fn facts(report: &Value, keys: &[(&str, &[&str])]) -> Value {
    let lists = keys.iter().map(|(key, fields)| {
        let items = report[*key].as_array().unwrap().iter();
        let items: Vec<Value> =
            items.map(|item| fields.iter().map(|field| item[*field].clone()).collect()).collect();
        json!(items)
    });
    json!([report["subject"], report["published"], report["inspected"], lists.collect::<Vec<_>>()])
}

#[test]
fn markdown_reads_back_as_the_same_report() {
    let mut failed = Vec::new();
    let mut count = 0;
    for path in support::reports().into_iter().chain(support::corpus_of_known_kinds()) {
        let first = support::read(&path);
        // What is written of pages without text is nothing.
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
        let (before, after) = (facts(&support::json(&first), &keys), facts(&support::json(&again), &keys));
        for (index, name) in ["subject", "published", "inspected", "lists"].iter().enumerate() {
            if before[index] != after[index] {
                failed.push(format!("{}: {name}\n  {}\n  {}", path.display(), before[index], after[index]));
            }
        }
    }
    println!("{count} reports were written and read again");
    assert!(count >= 6, "only {count} reports were written");
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

fn page(text: &str) -> String {
    let read = support::read_text(text, "report.md");
    String::from_utf8(
        output::write(Format::Html, &read.report, &read.warnings, &analysis::abbreviations(&read.report))
            .unwrap(),
    )
    .unwrap()
}

#[test]
fn a_page_has_every_word_and_its_contents_lead_to_its_headings() {
    let close = |words: &str| words.split_whitespace().collect::<Vec<_>>().join("");
    for path in support::reports().into_iter().chain(support::corpus()) {
        let report = support::read(&path).report;
        let html = output::to_html(&report, &[]);
        let tree = Html::parse_document(&html);
        let text = close(&tree.root_element().text().collect::<String>());
        for paragraph in &report.paragraphs {
            for words in std::iter::once(&paragraph.text).chain(&paragraph.bullets) {
                let words = close(words.plain());
                assert!(text.contains(&words), "{}: {words}", path.display());
            }
        }
        let links = Selector::parse("a[href]").unwrap();
        for link in tree.select(&links) {
            let to = link.value().attr("href").unwrap();
            let to = to.strip_prefix('#').unwrap_or_else(|| panic!("{}: {to}", path.display()));
            let place = Selector::parse(&format!("[id={to}]")).unwrap();
            assert_eq!(tree.select(&place).count(), 1, "{}: {to}", path.display());
        }
        let rows = Selector::parse("nav li").unwrap();
        assert_eq!(tree.select(&rows).count(), report.sections.len(), "{}", path.display());
        let marks = Selector::parse("nav svg[role=img][aria-label]").unwrap();
        let graded = report.sections.iter().filter(|section| section.grade.is_some()).count();
        assert_eq!(tree.select(&marks).count(), graded, "{}", path.display());
    }
}

#[test]
fn words_of_a_report_are_never_markup() {
    let evil = "# <script>alert(1)</script> \"><img src=x onerror=alert(1)>\n\n\
        Inspection of safeguarding and looked after children services\n\n\
        ## A & B <b>bold</b> ' \" -->\n\n1. </p></article><script>alert(2)</script> `<svg onload=x>` &lt;i&gt;\n\n\
        | a<td> | \"b |\n| --- | --- |\n| <script> | ]]> |\n";
    let html = page(evil);
    let tree = Html::parse_document(&html);
    for element in ["script", "img", "b", "i", "svg[onload]", "[onerror]"] {
        assert_eq!(tree.select(&Selector::parse(element).unwrap()).count(), 0, "{element}");
    }
    assert!(html.contains("default-src 'none'"));
    let text: String = tree.root_element().text().collect();
    assert!(text.contains("alert(2)"), "no word is lost either");
}

#[test]
fn rows_of_a_table_are_what_the_report_finds() {
    let path = support::project().join("assets/samples/larkmoor_2012.md");
    let report = support::read(&path).report;
    let table = output::to_csv([&report]).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.headers().unwrap(), &csv::StringRecord::from(output::COLUMNS.to_vec()));
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), report.judgements.len() + report.recommendations.len());
    let of = |name: &str| output::COLUMNS.iter().position(|column| *column == name).unwrap();
    for (row, judgement) in rows.iter().zip(&report.judgements) {
        assert_eq!(&row[of("kind")], "judgement");
        assert_eq!((&row[of("title")], &row[of("grade")]), (&*judgement.title, &*judgement.grade.label));
        assert_eq!(&row[of("sha256")], &report.source.sha256);
    }
    for (row, item) in rows[report.judgements.len()..].iter().zip(&report.recommendations) {
        assert_eq!(&row[of("title")], item.text.plain());
        assert!(!row[of("due")].is_empty() && !row[of("paragraph")].is_empty());
    }
}

#[test]
fn a_report_of_nothing_is_written_in_every_format() {
    let read = read::read(b"x", "x.txt").unwrap();
    let abbreviations = analysis::abbreviations(&read.report);
    for format in Format::ALL {
        assert!(
            !output::write(format, &read.report, &read.warnings, &abbreviations).unwrap().is_empty(),
            "{format:?}"
        );
    }
}
