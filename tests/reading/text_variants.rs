//! The same report as text in the ways of many programs: every variant gives the same report.
#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::{Value, json};

use crate::support;

fn sample() -> String {
    std::fs::read_to_string(support::project().join("assets/samples/larkmoor_2009.txt")).unwrap()
}

/// Returns the facts that must be the same in every variant, without asterisks.
fn invariant_facts(text: &str, name: &str) -> Value {
    let report = support::json(&support::read_text(text, name));
    let list = |key: &str, fields: &[&str]| -> Vec<Value> {
        let items = report[key].as_array().unwrap().iter();
        items.map(|item| fields.iter().map(|field| item[*field].clone()).collect()).collect()
    };
    let facts = json!([
        [report["title"], report["subject"], report["inspected"], report["published"], report["inspectors"]],
        list("sections", &["path", "level", "grade", "first_paragraph", "last_paragraph"]),
        list("paragraphs", &["number", "text", "bullets"]),
        list("judgements", &["title", "group", "grade", "path"]),
        list("recommendations", &["text", "timescale", "due", "responsible", "paragraph"]),
    ]);
    serde_json::from_str(&facts.to_string().replace('*', "")).unwrap()
}

fn is_numbered(line: &str) -> bool {
    line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok())
}

/// Wraps lines to a width in characters, with `indent` before each continuation line.
fn wrap_lines(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if line.contains('\t') || line.contains("....") {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        let mut reached = 0;
        for word in line.split(' ') {
            if reached > 0 && reached + 1 + word.len() > width {
                out.push('\n');
                out.push_str(indent);
                reached = indent.len();
            } else if reached > 0 {
                out.push(' ');
                reached += 1;
            }
            out.push_str(word);
            reached += word.len();
        }
        out.push('\n');
    }
    out
}

/// Divides the text after the cover into pages of `height` lines. `end` returns the text at the end of a page.
fn divide_into_pages(text: &str, height: usize, end: impl Fn(usize) -> String) -> String {
    let body = text.find("\nAbout this inspection\n").unwrap();
    let (cover, body) = text.split_at(body);
    let lines: Vec<&str> = body.lines().collect();
    let pages = lines.chunks(height).enumerate().map(|(page, lines)| lines.join("\n") + &end(page + 1));
    cover.to_owned() + &pages.collect::<String>()
}

fn each_line(text: &str, change: impl Fn(&str) -> String) -> String {
    text.lines().map(change).collect::<Vec<_>>().join("\n")
}

fn with_bullets(text: &str, mark: &str) -> String {
    each_line(text, |line| match line.strip_prefix("- ") {
        Some(item) => format!("{mark}{item}"),
        None => line.to_owned(),
    })
}

#[test]
fn every_text_variant_gives_the_same_report() {
    let text = sample();
    let expected = invariant_facts(&text, "report.txt");
    let leader = |line: &str| match line.split_once('\t') {
        Some((title, page)) if page.parse::<u32>().is_ok() => {
            format!("{title} {} {page}", ".".repeat(90 - title.len()))
        }
        _ => line.to_owned(),
    };
    let variants =
        [
            ("carriage returns", text.replace('\n', "\r\n")),
            ("old line ends", text.replace('\n', "\r")),
            ("no blank lines", text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")),
            ("wrapped at 72", wrap_lines(&text, 72, "")),
            ("wrapped at 80 with hanging lines", wrap_lines(&text, 80, "    ")),
            ("wrapped, with dot leaders beyond the width", wrap_lines(&each_line(&text, leader), 72, "")),
            ("page numbers", divide_into_pages(&text, 40, |page| format!("\n\n{page}\n\n"))),
            (
                "page numbers with words",
                divide_into_pages(&text, 40, |page| format!("\n\nPage {page} of 9\n\n")),
            ),
            (
                "page heads",
                divide_into_pages(&text, 30, |page| format!("\n\nLarkmoor inspection report\n\n{page}\n\n")),
            ),
            ("form feeds", divide_into_pages(&text, 40, |_| "\n\u{C}".to_owned())),
            (
                "wrapped pages with heads and form feeds",
                divide_into_pages(&wrap_lines(&text, 80, ""), 50, |page| {
                    format!("\n\n                 {page}\n\u{C}Larkmoor inspection report\n\n")
                }),
            ),
            (
                "numbers on lines of their own",
                each_line(&text, |line| {
                    if is_numbered(line) { line.replacen(". ", ".\n", 1) } else { line.to_owned() }
                }),
            ),
            (
                "numbers without full stop before a tab",
                each_line(&text, |line| {
                    if is_numbered(line) { line.replacen(". ", "\t", 1) } else { line.to_owned() }
                }),
            ),
            ("round bullets", with_bullets(&text, "\u{2022} ")),
            ("bullets without space", with_bullets(&text, "\u{F0B7}")),
            ("bullets on lines of their own", with_bullets(&text, "\u{25FC}\n")),
            ("bullets that became letters", with_bullets(&text, "o\t")),
            ("headings that state their grade", text.replace("\n\nGrade", " Grade")),
            ("a title on two lines", text.replacen("and looked after", "and looked\nafter", 1)),
            ("values below their labels", text.replacen("Published: ", "Published:\n", 1)),
        ];
    let mut failed = Vec::new();
    for (name, variant) in &variants {
        let found = invariant_facts(variant, "report.txt");
        for (index, part) in
            ["cover", "sections", "paragraphs", "judgements", "recommendations"].iter().enumerate()
        {
            if found[index] != expected[index] {
                let pairs = found[index].as_array().unwrap().iter().zip(expected[index].as_array().unwrap());
                let first = pairs.clone().find(|(found, expected)| found != expected);
                let (lengths, first) =
                    (pairs.len(), first.map(|(found, expected)| format!("{found}\n  not {expected}")));
                failed.push(format!("{name}: {part} ({lengths}): {}", first.unwrap_or_default()));
            }
        }
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}
