//! The emphasis marks that text exports carry: `*slanted*` and `**heavy**`, read as Markdown reads them.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::report::{Emphasis, Text};

/// Put before a line so that nothing at its start is taken for a heading, a list or a quotation.
const GUARD: &str = "x ";

/// Whether a line has a character that could be an emphasis mark.
pub(super) fn may_hold(line: &str) -> bool {
    memchr::memchr2(b'*', b'_', line.as_bytes()).is_some()
}

/// Text of one line. Only paired emphasis marks are taken off; every other character stays as it is, also what would
/// be a link, code or an entity in Markdown.
pub(super) fn inline(line: &str) -> Text {
    let guarded = format!("{GUARD}{line}");
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut spans: Vec<(Range<usize>, Emphasis)> = Vec::new();
    for (event, range) in Parser::new_ext(&guarded, Options::empty()).into_offset_iter() {
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
    without_marks(&guarded, &marks, &spans)
}

/// The line without guard and marks, its spans moved to where their words now stand.
fn without_marks(guarded: &str, marks: &[Range<usize>], spans: &[(Range<usize>, Emphasis)]) -> Text {
    let mut plain = String::with_capacity(guarded.len());
    let mut at = GUARD.len();
    for mark in marks {
        plain.push_str(&guarded[at..mark.start]);
        at = mark.end;
    }
    plain.push_str(&guarded[at..]);
    // How many bytes of marks end up to each mark's end.
    let taken: Vec<usize> = marks
        .iter()
        .scan(0, |sum, mark| {
            *sum += mark.len();
            Some(*sum)
        })
        .collect();
    let moved = |position: usize| {
        let before = marks.partition_point(|mark| mark.end <= position);
        position - GUARD.len() - before.checked_sub(1).map_or(0, |last| taken[last])
    };
    let mut text = Text::new(plain);
    for (range, kind) in spans {
        text.emphasise(moved(range.start)..moved(range.end), *kind);
    }
    text
}
