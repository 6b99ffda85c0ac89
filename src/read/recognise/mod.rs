//! Styled lines to a [`Report`], once for all formats.
//!
//! Recognising never fails: what cannot be told is left out. What a family of reports has of its own is a table in
//! [`family`]; nothing else here knows one family from another.

mod body;
mod contents;
mod cover;
mod dates;
mod family;
mod grades;
mod headings;
mod recommendations;
mod record;

use super::line::Line;
use crate::report::{Block, Content, Furniture, Report, SectionId, Source, Timescale};

/// Recognises a report.
pub(super) fn recognise(lines: Vec<Line>, source: Source) -> Report {
    let (furniture, lines): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.furniture);
    let family = family::of(&lines);
    let contents = contents::find(&lines);
    let body_start = match &contents {
        Some(found) => found.lines.end,
        None => headings::first_of_body(&lines, family),
    };
    let cover_end = contents.as_ref().map_or(body_start, |found| found.title);
    let (mut cover, cover_blocks) = cover::read(&lines[..cover_end]);
    cover.framework = family.map(|family| family.framework.to_owned());

    let mut blocks = cover_blocks;
    if let Some(found) = &contents {
        blocks.push(block(Content::ContentsTitle(lines[found.title].text.clone()), &lines[found.title]));
        let entries = lines[found.lines.clone()].iter().enumerate();
        blocks.extend(entries.map(|(index, line)| block(Content::ContentsEntry(index), line)));
    }
    let mut entries = contents.map(|found| found.entries).unwrap_or_default();
    let scale = grades::scale(&lines[body_start..], family);
    let headings = headings::find(&lines[body_start..], &entries, family, scale.as_ref());
    let body_lines = lines.into_iter().skip(body_start);
    let body = body::read(body_lines, headings, family, scale.as_ref(), blocks);

    for (index, section) in body.sections.iter().enumerate() {
        if let Some(entry) = section.contents_entry {
            entries[entry].section = Some(SectionId(index));
        }
    }
    let judgements = record::judgements(&body.sections, &body.blocks, scale.as_ref());
    Report {
        source,
        cover,
        scale,
        contents: entries,
        sections: body.sections,
        paragraphs: body.paragraphs,
        judgements,
        recommendations: body.recommendations,
        blocks: body.blocks,
        furniture: furniture.into_iter().map(furniture_line).collect(),
    }
}

/// Whether a line states a fact of a report: a grade, a timescale, a title that a framework prescribes.
pub(super) fn states_something(words: &str) -> bool {
    grades::alone(words, None).is_some()
        || Timescale::parse(words).is_some()
        || family::prescribes(&key(grades::in_heading(words).map_or(words, |(title, _)| title)))
}

fn furniture_line(line: Line) -> Furniture {
    let origin = line.origin;
    Furniture { text: line.into_whole_text().plain().to_owned(), origin }
}

/// A block outside any section.
fn block(content: Content, line: &Line) -> Block {
    Block { content, section: None, origin: line.origin }
}

/// A title as titles are compared: capitals, quotes' shapes, white space and punctuation at the end do not count.
fn key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    for word in title.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        let start = key.len();
        key.push_str(word);
        if word.is_ascii() {
            key[start..].make_ascii_lowercase();
        } else {
            key.truncate(start);
            key.extend(word.chars().flat_map(char::to_lowercase).map(plain_punctuation));
        }
    }
    key.truncate(key.trim_end_matches([':', '.', '?', ' ']).len());
    key
}

/// Quotes and hyphens as they are typed.
fn plain_punctuation(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        other => other,
    }
}
