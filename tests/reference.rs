//! The reference report, as text, against what was read from it by hand. Passes without `FINDINGS_CORPUS`.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use serde_json::{Value, json};

/// The report and what is known of it; `None` where the real reports are not at hand.
fn reference() -> Option<(Value, Value)> {
    let path = support::corpus().into_iter().find(|path| path.ends_with("slac/york_2012.txt"))?;
    let expected = std::fs::read_to_string(path.with_extension("expected.json")).unwrap();
    Some((support::json(&support::read(&path)), serde_json::from_str(&expected).unwrap()))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap()
}

#[test]
fn cover_scale_and_contents_are_as_printed() {
    let Some((found, expected)) = reference() else { return };
    for key in ["title", "subject", "inspected", "published", "inspectors", "contents"] {
        assert_eq!(found[key], expected[key], "{key}");
    }
    let scale = |grade: &Value| json!([grade["label"], grade["meaning"]]);
    let steps: Vec<Value> =
        list(&found["scale"], "grades").iter().map(|grade| grade["step"].clone()).collect();
    assert_eq!(
        steps,
        list(&expected, "scale").iter().map(|grade| grade["value"].clone()).collect::<Vec<_>>()
    );
    let found: Vec<Value> = list(&found["scale"], "grades").iter().map(scale).collect();
    assert_eq!(found, list(&expected, "scale").iter().map(scale).collect::<Vec<_>>());
}

#[test]
fn sections_have_their_paths_levels_grades_and_paragraphs() {
    let Some((found, expected)) = reference() else { return };
    let of = |section: &Value| {
        json!([
            section["path"],
            section["level"],
            section["grade"],
            section["first_paragraph"],
            section["last_paragraph"]
        ])
    };
    let found: Vec<Value> = list(&found, "sections").iter().map(of).collect();
    assert_eq!(found, list(&expected, "sections").iter().map(of).collect::<Vec<_>>());
}

/// To the letter, but for asterisks: what is known was written down without any, also the one of "A* to C".
#[test]
fn paragraphs_and_bullets_are_whole() {
    let Some((found, expected)) = reference() else { return };
    let of = |paragraph: &Value| {
        let bare = |text: &Value| Value::from(text.as_str().unwrap().replace('*', ""));
        let bullets: Vec<Value> = list(paragraph, "bullets").iter().map(bare).collect();
        json!([paragraph["number"], bare(&paragraph["text"]), bullets, paragraph["path"]])
    };
    let found: Vec<Value> = list(&found, "paragraphs").iter().map(of).collect();
    assert_eq!(found.len(), 156);
    for (found, expected) in found.iter().zip(list(&expected, "paragraphs").iter().map(of)) {
        assert_eq!(*found, expected);
    }
}

#[test]
fn judgements_belong_to_the_right_section_or_none() {
    let Some((found, expected)) = reference() else { return };
    let found: Vec<Value> = list(&found, "judgements")
        .iter()
        .map(|item| json!([item["title"], item["group"], item["grade"], item["path"]]))
        .collect();
    let expected: Vec<Value> = list(&expected, "judgements")
        .iter()
        .map(|item| json!([item["title"], item["record_group"], item["grade"], item["section"]]))
        .collect();
    assert_eq!(found.len(), 22);
    assert_eq!(found, expected);
}

#[test]
fn recommendations_have_timescale_due_date_and_addressee() {
    let Some((found, expected)) = reference() else { return };
    let of = |item: &Value| {
        json!([
            item["text"],
            item["timescale"],
            item["due"],
            item["responsible"],
            item["path"],
            item["paragraph"]
        ])
    };
    let found: Vec<Value> = list(&found, "recommendations").iter().map(of).collect();
    assert_eq!(found.len(), 10);
    assert_eq!(found, list(&expected, "recommendations").iter().map(of).collect::<Vec<_>>());
}

#[test]
fn exactly_the_three_known_checks_fire() {
    let Some((found, expected)) = reference() else { return };
    let kinds: Vec<&str> =
        list(&found, "warnings").iter().map(|warning| warning["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["row-without-section", "group-over-other-part", "heading-not-in-contents"]);
    assert_eq!(kinds.len(), list(&expected, "checks").len());
}

/// One report as text, web page, Word document and PDF of three producers: the same sections, grades, judgements, recommendations and paragraphs,
/// white space and the shapes of quotes aside. The printed contents are in some of them only, and with other pages.
#[test]
fn every_format_gives_the_same_report() {
    let corpus = support::corpus();
    let Some((text, _)) = reference() else { return };
    let mut count = 0;
    for path in corpus.iter().filter(|path| path.to_string_lossy().contains("slac/york_2012_remade")) {
        count += 1;
        let found = normalised(&support::json(&support::read(path)));
        let expected = normalised(&text);
        for key in ["title", "subject", "inspected", "published", "inspectors", "scale"] {
            assert_eq!(found[key], expected[key], "{key} of {}", path.display());
        }
        for (key, fields) in [
            ("sections", &["path", "level", "grade", "first_paragraph", "last_paragraph"][..]),
            ("paragraphs", &["number", "text", "bullets", "path"]),
            ("judgements", &["title", "group", "grade", "step", "path", "paragraph"]),
            ("recommendations", &["text", "timescale", "due", "responsible", "path", "paragraph"]),
        ] {
            // One producer set the numbers anew under each heading: what such a page prints is no more the report's.
            let renumbered = path.to_string_lossy().ends_with("weasy.pdf");
            let of_numbers = ["number", "paragraph", "first_paragraph", "last_paragraph"];
            let compared = |field: &&&str| !(renumbered && of_numbers.contains(*field));
            let of = |report: &Value| -> Vec<Value> {
                let items = list(report, key).iter();
                items
                    .map(|item| fields.iter().filter(compared).map(|field| item[*field].clone()).collect())
                    .collect()
            };
            assert_eq!(of(&found), of(&expected), "{key} of {}", path.display());
        }
    }
    assert!(count >= 6, "only {count} other formats were found");
}

/// Every string with single spaces and typed quotes.
fn normalised(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let typed = text
                .replace(['\u{2018}', '\u{2019}'], "'")
                .replace(['\u{201C}', '\u{201D}'], "\"")
                .replace('\u{AD}', "");
            typed.split_whitespace().collect::<Vec<_>>().join(" ").into()
        }
        Value::Array(items) => items.iter().map(normalised).collect(),
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), normalised(value))).collect(),
        other => other.clone(),
    }
}
