//! Text in, structure out: each fixture against what its `expected.json` says.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use serde_json::Value;

/// What `found` has else than `expected` asks: objects may have more fields, lists are compared whole.
fn differences(expected: &Value, found: &Value, at: &str, out: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let at = format!("{at}.{key}");
                match found.get(key) {
                    Some(found) => differences(value, found, &at, out),
                    None => out.push(format!("{at} is missing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            if expected.len() != found.len() {
                out.push(format!("{at}: {} expected, {} found: {found:#?}", expected.len(), found.len()));
            }
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                differences(expected, found, &format!("{at}[{index}]"), out);
            }
        }
        _ if expected == found => {}
        _ => out.push(format!("{at}: expected {expected}, found {found}")),
    }
}

#[test]
fn each_fixture_reads_as_expected() {
    let mut failed = Vec::new();
    let mut count = 0;
    for path in support::reports() {
        let expected = path.with_extension("expected.json");
        let Ok(expected) = std::fs::read_to_string(&expected) else { continue };
        count += 1;
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let mut out = Vec::new();
        differences(&expected, &support::json(&support::read(&path)), "", &mut out);
        failed.extend(
            out.into_iter().map(|line| format!("{}: {line}", path.file_name().unwrap().to_string_lossy())),
        );
    }
    assert!(count >= 12, "only {count} fixtures were found");
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn the_comparison_itself_finds_differences() {
    let found = serde_json::json!({ "a": [1, 2], "b": { "c": null } });
    for (expected, count) in [
        (serde_json::json!({ "a": [1, 2] }), 0),
        (serde_json::json!({ "a": [1] }), 1),
        (serde_json::json!({ "b": { "c": 1 } }), 1),
        (serde_json::json!({ "d": 1 }), 1),
    ] {
        let mut out = Vec::new();
        differences(&expected, &found, "", &mut out);
        assert_eq!(out.len(), count, "{expected}: {out:?}");
    }
}

/// The samples are what the start screen offers and what comparing is tried on.
#[test]
fn the_samples_are_one_council_three_years_apart() {
    let folder = support::project().join("assets/samples");
    let earlier = support::json(&support::read(&folder.join("larkmoor_2009.txt")));
    let later = support::json(&support::read(&folder.join("larkmoor_2012.md")));
    assert_eq!(earlier["subject"], later["subject"]);
    for (report, paragraphs, judgements, recommendations) in [(&earlier, 74, 21, 13), (&later, 77, 20, 11)] {
        let numbers: Vec<u64> = report["paragraphs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["number"].as_u64().unwrap())
            .collect();
        assert_eq!(numbers, (1..=paragraphs).collect::<Vec<u64>>());
        assert_eq!(report["judgements"].as_array().unwrap().len(), judgements);
        assert_eq!(report["recommendations"].as_array().unwrap().len(), recommendations);
        assert_eq!(report["contents"].as_array().unwrap().len(), 28);
    }
    let titles = |report: &Value| -> Vec<Value> {
        report["sections"].as_array().unwrap().iter().map(|section| section["path"].clone()).collect()
    };
    assert_eq!(titles(&earlier), titles(&later), "text and Markdown give the same sections");
}

/// The same words as text and as Markdown give the same report.
#[test]
fn the_ending_md_changes_nothing_about_a_text() {
    for path in support::reports()
        .into_iter()
        .filter(|path| path.ends_with("larkmoor_2009.txt"))
        .chain(support::corpus_of_known_kinds())
    {
        let Ok(text) = String::from_utf8(std::fs::read(&path).unwrap()) else { continue };
        let as_text = support::json(&support::read_text(&text, "report.txt"));
        let as_markdown = support::json(&support::read_text(&text, "report.md"));
        for key in
            ["title", "subject", "inspected", "published", "inspectors", "scale", "contents", "sections"]
        {
            assert_eq!(as_text[key], as_markdown[key], "{key} of {}", path.display());
        }
        for key in ["judgements", "recommendations", "warnings"] {
            assert_eq!(as_text[key], as_markdown[key], "{key} of {}", path.display());
        }
        let words = |report: &Value| -> Vec<Value> {
            let paragraphs = report["paragraphs"].as_array().unwrap().iter();
            paragraphs
                .map(|item| serde_json::json!([item["number"], item["text"], item["bullets"]]))
                .collect()
        };
        assert_eq!(words(&as_text), words(&as_markdown), "paragraphs of {}", path.display());
    }
}
