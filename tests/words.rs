//! No word is lost: the words of the source against those of the report and its furniture.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{collections::BTreeMap, path::Path};

use findings::report::{Block, BlockId, Content, Report};

fn count(words: &str, counts: &mut BTreeMap<String, i64>, by: i64) {
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_default() += by;
    }
}

/// All words that a reader of the report is shown, and those set aside as furniture.
fn words_of(report: &Report, counts: &mut BTreeMap<String, i64>) {
    for (index, Block { content, .. }) in report.blocks.iter().enumerate() {
        for text in report.texts(BlockId(index)) {
            count(text, counts, -1);
        }
        match content {
            Content::Paragraph(id) => {
                let number = report.paragraph(*id).number.map(|number| number.to_string());
                count(&number.unwrap_or_default(), counts, -1);
            }
            Content::ContentsEntry(entry) => {
                let page = report.contents[*entry].page.map(|page| page.to_string());
                count(&page.unwrap_or_default(), counts, -1);
            }
            _ => {}
        }
    }
    for line in &report.furniture {
        count(&line.text, counts, -1);
    }
}

/// The words of a source as its format means them: marks of Markdown are no words, a hyphenated line end is none.
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

/// Tags and the targets of links are not shown. A `<` before anything but a name is a character like others.
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

/// Where the bracket that a text begins with is closed.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        (depth == 0).then_some(at)
    })
}

/// Web pages and Word documents need their format read to know their words; they are held against the same report as
/// text in `reference.rs`, and against what must be read of them in `reading.rs` and `word_documents.rs`.
fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "txt" || ending == "md")
}

#[test]
fn no_word_of_a_source_is_missing_or_added() {
    for path in
        support::reports().into_iter().chain(support::corpus_of_known_kinds()).filter(|path| is_text(path))
    {
        let read = support::read(&path);
        let mut counts = BTreeMap::new();
        count(&source_words(&path), &mut counts, 1);
        words_of(&read.report, &mut counts);
        counts.retain(|_, count| *count != 0);
        assert!(counts.is_empty(), "{}: words missing (more than 0) or added: {counts:?}", path.display());
    }
}
