//! Builds Word documents and web pages from plain text, in the ways that people number their paragraphs.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, missing_docs)]

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

/// A way to number the paragraphs of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// Typed, with a tab after the number.
    TypedWithTab,
    /// Typed, with a space after the number.
    TypedWithSpace,
    /// Typed in the first column of a table.
    InTable,
    /// Counted by Word or the browser.
    List,
}

/// All ways to number paragraphs.
pub const ALL_NUMBERS: [Numbers; 4] =
    [Numbers::TypedWithTab, Numbers::TypedWithSpace, Numbers::InTable, Numbers::List];

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
  <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>"#;

/// A line of plain text.
enum TextLine<'a> {
    Numbered(&'a str, &'a str),
    Bullet(&'a str),
    Row(&'a str),
    Plain(&'a str),
}

fn text_lines(text: &str) -> Vec<TextLine<'_>> {
    let lines = text.lines().map(|line| line.trim_end_matches(' ')).filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let number = line.split_once(". ").filter(|(number, _)| {
                number.parse::<u32>().is_ok_and(|number| number < 1800) && !number.starts_with('0')
            });
            match (number, line.trim_start().strip_prefix("- ")) {
                _ if line.contains('\t') => TextLine::Row(line),
                (Some((number, words)), _) => TextLine::Numbered(number, words),
                (None, Some(words)) => TextLine::Bullet(words),
                (None, None) => TextLine::Plain(line.trim()),
            }
        })
        .collect()
}

/// Escapes words for XML. Asterisks, which mark emphasis in plain text, are left out.
fn escape(words: &str) -> String {
    words.replace('*', "").replace('&', "&amp;").replace('<', "&lt;")
}

pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Returns a Word document with the lines of a text as its paragraphs.
pub fn document_from_text(text: &str, numbers: Numbers) -> Vec<u8> {
    let paragraph = |properties: &str, words: &str| {
        let words = escape(words).replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">");
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
    };
    let in_list = |id: u8, words: &str| {
        paragraph(&format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{id}\"/></w:numPr>"), words)
    };
    let lines = text_lines(text);
    let mut body = String::new();
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        index += 1;
        match line {
            TextLine::Numbered(number, words) => match numbers {
                Numbers::TypedWithTab => body.push_str(&paragraph("", &format!("{number}.\t{words}"))),
                Numbers::TypedWithSpace => body.push_str(&paragraph("", &format!("{number}. {words}"))),
                Numbers::List => body.push_str(&in_list(1, words)),
                Numbers::InTable => {
                    let mut cell = paragraph("", words);
                    while let Some(TextLine::Bullet(words)) = lines.get(index) {
                        cell.push_str(&in_list(2, words));
                        index += 1;
                    }
                    let number = paragraph("", number);
                    body.push_str(&format!(
                        "<w:tbl><w:tr><w:tc>{number}</w:tc><w:tc>{cell}</w:tc></w:tr></w:tbl>"
                    ));
                }
            },
            TextLine::Bullet(words) if numbers == Numbers::List => body.push_str(&in_list(2, words)),
            TextLine::Bullet(words) => body.push_str(&paragraph("", &format!("\u{2022}\t{words}"))),
            TextLine::Plain(words) => body.push_str(&paragraph("", words)),
            TextLine::Row(words) => body.push_str(&paragraph("", words)),
        }
    }
    let document = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    package(&[("word/document.xml", document.as_str()), ("word/numbering.xml", NUMBERING)])
}

/// Returns a web page with the lines of a text as its paragraphs.
pub fn page_from_text(text: &str, numbers: Numbers) -> String {
    let mut body = String::new();
    let mut open_table = false;
    for line in text_lines(text) {
        let is_row = matches!(line, TextLine::Row(_));
        if is_row != open_table {
            body.push_str(if is_row { "<table>" } else { "</table>" });
            open_table = is_row;
        }
        match line {
            TextLine::Numbered(number, words) if numbers == Numbers::List => {
                body.push_str(&format!("<ol start=\"{number}\"><li>{}</li></ol>", escape(words)));
            }
            TextLine::Numbered(number, words) => {
                body.push_str(&format!("<p>{number}. {}</p>", escape(words)));
            }
            TextLine::Bullet(words) => body.push_str(&format!("<ul><li>{}</li></ul>", escape(words))),
            TextLine::Plain(words) => body.push_str(&format!("<p>{}</p>", escape(words))),
            TextLine::Row(words) => {
                let cells: Vec<String> =
                    words.split('\t').map(|cell| format!("<td>{}</td>", escape(cell))).collect();
                body.push_str(&format!("<tr>{}</tr>", cells.concat()));
            }
        }
        body.push('\n');
    }
    format!("<!DOCTYPE html><html><body>{body}</body></html>")
}
