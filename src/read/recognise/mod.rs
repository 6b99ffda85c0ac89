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
mod in_order;
mod recommendations;
mod record;

use self::body::Role;
use super::line::Line;
use crate::report::{Block, Content, Furniture, Report, SectionId, Source, Timescale, is_raised};

/// Recognises a report.
pub(super) fn recognise(lines: Vec<Line>, source: Source) -> Report {
    let (furniture, mut lines): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.furniture);
    let family = family::of(&lines);
    let family = family.as_ref();
    headings::unbox(&mut lines, family);
    let contents = contents::find(&lines);
    let cover_end = cover::end(&lines, contents.as_ref(), family);
    let is_letter = lines.get(cover_end).is_some_and(|line| line.text.plain().starts_with("Dear "));
    let (mut cover, cover_blocks) = cover::read(&lines[..cover_end], is_letter);
    if let Some(family) = family {
        cover.framework = family.framework;
        (family.cover)(&lines, &mut cover);
    }

    let body_lines = &lines[cover_end..];
    let scale = grades::scale(body_lines, family);
    let (printed, mut entries) = match contents {
        Some(found) => (Some((found.title - cover_end, found.lines.len())), found.entries),
        None => (None, Vec::new()),
    };
    let mut roles: Vec<Role> = headings::find(body_lines, printed, &entries, family, scale.as_ref())
        .into_iter()
        .map(|heading| heading.map_or(Role::Line, Role::Heading))
        .collect();
    if let Some((title, count)) = printed {
        roles[title] = Role::ContentsTitle;
        for entry in 0..count {
            roles[title + 1 + entry] = Role::ContentsEntry(entry);
        }
    }
    let body = body::read(lines.into_iter().skip(cover_end), roles, family, scale.as_ref(), cover_blocks);

    for (index, section) in body.sections.iter().enumerate() {
        if let Some(entry) = section.contents_entry {
            entries[entry].section = Some(SectionId(index));
        }
    }
    let judgements = record::judgements(&body.sections, &body.blocks, family, scale.as_ref());
    let mut report = Report {
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
        pages: Vec::new(),
    };
    report.cover.inspectorate = family::inspectorate::of_report(&report);
    report
}

/// Whether a line states a fact of a report: a grade, a timescale, a title that a framework prescribes.
pub(super) fn states_something(words: &str) -> bool {
    grades::alone(words, None).is_some()
        || Timescale::parse(words).is_some()
        || family::prescribes(&key(grades::in_heading(words, None).map_or(words, |(title, _)| title)))
}

fn furniture_line(line: Line) -> Furniture {
    let origin = line.origin;
    Furniture { text: line.into_whole_text().plain().to_owned(), origin }
}

/// A block outside any section.
fn block(content: Content, line: &Line) -> Block {
    Block { content, section: None, origin: line.origin, areas: line.areas.clone() }
}

/// A title as titles are compared: capitals, quotes' shapes, white space and punctuation at the end do not count.
fn key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    for word in title.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        let start = key.len();
        // The mark of a footnote is no part of a title.
        let word = word.trim_end_matches(is_raised);
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
