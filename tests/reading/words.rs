//! No word is lost: compares the words of a source with the words of its report, including furniture.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use findings::report::{Block, BlockId, Content, Report};

use crate::support;

/// Adds `by` to the count of each word.
fn add_counts(words: &str, counts: &mut BTreeMap<String, i64>, by: i64) {
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_default() += by;
    }
}

/// Subtracts all words of a report and its furniture from the counts.
fn subtract_words(report: &Report, counts: &mut BTreeMap<String, i64>) {
    for (index, Block { content, .. }) in report.blocks.iter().enumerate() {
        for text in report.block_texts(BlockId(index)) {
            add_counts(text, counts, -1);
        }
        match content {
            Content::Paragraph(id) => {
                let number = report.paragraph(*id).number.map(|number| number.to_string());
                add_counts(&number.unwrap_or_default(), counts, -1);
            }
            Content::ContentsEntry(entry) => {
                let page = report.contents[*entry].page.map(|page| page.to_string());
                add_counts(&page.unwrap_or_default(), counts, -1);
            }
            _ => {}
        }
    }
    for line in &report.furniture {
        add_counts(&line.text, counts, -1);
    }
}

/// Returns the text of a source without the markup of its format.
fn source_words(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let text = match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => {
            let units: Vec<u16> = rest.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        _ => String::from_utf8(bytes.clone()).unwrap_or_else(|_| windows_1252(&bytes)),
    };
    if path.extension().is_some_and(|ending| ending == "md") { without_markup(&text) } else { text }
}

fn windows_1252(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| match byte {
            0x92 => '’',
            0x96 => '–',
            other => char::from(*other),
        })
        .collect()
}

/// Removes tags and link targets. A `<` that is not before a name is an ordinary character.
fn without_markup(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '(']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let is_tag = from[1..].starts_with(|c: char| c.is_alphabetic() || c == '/') && from.starts_with('<');
        let is_target = from.starts_with('(') && before.ends_with(']');
        let end = if is_tag { from.find('>') } else { closing_bracket(from).filter(|_| is_target) };
        let (skipped, shown) = end.map_or((1, &from[..1]), |end| (end + 1, " "));
        out.push_str(shown);
        rest = &from[skipped..];
    }
    out + rest
}

/// Returns the position of the bracket that closes the first bracket of a text.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        (depth == 0).then_some(at)
    })
}

/// Returns true for text and Markdown. The words of other formats can't be known without reading the format. Their reports
/// are compared with the same report as text in `reference_report.rs`, and with expected facts in `reading.rs` and
/// `word_documents.rs`.
fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "txt" || ending == "md")
}

#[test]
fn no_word_of_a_fixture_is_missing_or_added() {
    assert_words_are_the_same(&support::reports());
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn no_word_of_a_real_text_is_missing_or_added() {
    assert_words_are_the_same(&support::corpus_of_known_kinds());
}

fn assert_words_are_the_same(paths: &[PathBuf]) {
    for path in paths.iter().filter(|path| is_text(path)) {
        let read = support::read(path);
        let mut counts = BTreeMap::new();
        add_counts(&source_words(path), &mut counts, 1);
        subtract_words(&read.report, &mut counts);
        counts.retain(|_, count| *count != 0);
        assert!(
            counts.is_empty(),
            "{}: words missing (above 0) or added (below 0): {counts:?}",
            path.display()
        );
    }
}
