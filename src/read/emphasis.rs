//! Reads the emphasis marks of text exports, `*italic*` and `**bold**`, as Markdown does.
//!
//! Must not know any format; works on one line at a time.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::report::{Emphasis, Text};

/// The text that is put before each line, so that the start of the line is not parsed as a heading, a list or a
/// quotation.
const LINE_PREFIX: &str = "x ";

/// Returns true if a line contains an asterisk or underscore, which could be an emphasis mark.
pub(super) fn can_have_emphasis(line: &str) -> bool {
    memchr::memchr2(b'*', b'_', line.as_bytes()).is_some()
}

/// Returns the text of a line without its paired emphasis marks. Every other character is kept, including those of
/// Markdown links, code and entities.
pub(super) fn parse_emphasis(line: &str) -> Text {
    let prefixed = format!("{LINE_PREFIX}{line}");
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut spans: Vec<(Range<usize>, Emphasis)> = Vec::new();
    for (event, range) in Parser::new_ext(&prefixed, Options::empty()).into_offset_iter() {
        let (width, kind) = match event {
            Event::Start(Tag::Emphasis) => (1, Emphasis::Italic),
            Event::Start(Tag::Strong) => (2, Emphasis::Bold),
            _ => continue,
        };
        marks.push(range.start..range.start + width);
        marks.push(range.end - width..range.end);
        spans.push((range.start + width..range.end - width, kind));
    }
    marks.sort_by_key(|mark| mark.start);
    remove_marks(&prefixed, &marks, &spans)
}

/// Returns the text of a line without [`LINE_PREFIX`] and emphasis marks. `marks` and `spans` are byte ranges of
/// `prefixed`; the spans are emphasised at their new positions.
fn remove_marks(prefixed: &str, marks: &[Range<usize>], spans: &[(Range<usize>, Emphasis)]) -> Text {
    let mut plain = String::with_capacity(prefixed.len());
    let mut copied_to = LINE_PREFIX.len();
    for mark in marks {
        plain.push_str(&prefixed[copied_to..mark.start]);
        copied_to = mark.end;
    }
    plain.push_str(&prefixed[copied_to..]);
    // The number of bytes that are removed up to and including each mark.
    let removed_bytes: Vec<usize> = marks
        .iter()
        .scan(0, |sum, mark| {
            *sum += mark.len();
            Some(*sum)
        })
        .collect();
    let new_position = |position: usize| {
        let before = marks.partition_point(|mark| mark.end <= position);
        position - LINE_PREFIX.len() - before.checked_sub(1).map_or(0, |last| removed_bytes[last])
    };
    let mut text = Text::new(plain);
    for (range, kind) in spans {
        text.emphasise(new_position(range.start)..new_position(range.end), *kind);
    }
    text
}
