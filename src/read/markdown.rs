//! Markdown to styled lines, through pulldown-cmark. Knows no other format.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    line::{Line, Shape, after_number},
    writer::LineWriter,
};
use crate::report::{Emphasis, Origin};

/// Lines of a Markdown file: one a heading, paragraph, list item, table row.
pub(super) fn lines(source: &str) -> Vec<Line> {
    let mut reader = Reader { source, writer: LineWriter::default(), counted: (0, 1) };
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range);
    }
    reader.writer.finish()
}

struct Reader<'a> {
    source: &'a str,
    writer: LineWriter,
    /// Byte and line up to which lines were counted.
    counted: (usize, u32),
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => {
                self.words(&words, range.start);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, range.start),
            Event::SoftBreak if self.breaks_here(range.end) => self.writer.break_line(),
            Event::SoftBreak => self.writer.space(),
            Event::HardBreak => self.writer.break_line(),
            Event::Rule => self.writer.flush(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.writer.begin(Shape::Heading(*level as u8)),
            Tag::Item => {
                // The number as it is printed, which is not always the one Markdown would count.
                let printed = self.source.get(range.clone()).and_then(after_number);
                self.writer.begin(match printed {
                    Some((number, mark, _)) => Shape::Numbered { number, mark },
                    None => Shape::Bullet,
                });
            }
            // A paragraph right after its item's mark is that item.
            Tag::Paragraph if self.writer.awaits_words() => {}
            Tag::Paragraph => {
                self.writer.begin(Shape::Plain);
                // A group row "Title⇥" among them has lost its tab to Markdown's trimming.
                self.writer.typed_rows(self.source[range.clone()].trim().contains('\t'));
            }
            Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::List(_) => self.writer.begin(Shape::Plain),
            Tag::Emphasis => self.writer.open(Emphasis::Italic),
            Tag::Strong => self.writer.open(Emphasis::Bold),
            Tag::TableHead | Tag::TableRow => {
                let origin = self.origin_at(range.start);
                self.writer.begin_row(origin);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.writer.flush();
            }
            TagEnd::Emphasis | TagEnd::Strong => self.writer.close(),
            TagEnd::TableCell => self.writer.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.writer.end_row(),
            TagEnd::Table => self.writer.end_table(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str, at: usize) {
        let origin = self.origin_at(at);
        for (index, piece) in words.split('\n').enumerate() {
            if index > 0 {
                self.writer.break_line();
            }
            self.writer.push(piece, || origin);
        }
    }

    /// Tags are dropped and never acted on; the words between them are words of the report.
    fn html(&mut self, html: &str, at: usize) {
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            self.words(&rest[..open], at);
            let Some(close) = rest[open..].find('>') else { return };
            if rest[open..].starts_with("<br") {
                self.writer.break_line();
            }
            rest = &rest[open + close + 1..];
        }
        self.words(rest, at);
    }

    /// Whether a line break that Markdown would read as a space separates two lines all the same: rows typed with
    /// tabs, and facts of a cover ("Published: …") under one another.
    fn breaks_here(&self, next: usize) -> bool {
        let next = self.source[next..].lines().next().unwrap_or("").trim_start();
        let fact = next.split_once(':').is_some_and(|(label, _)| {
            label.len() <= 30 && label.starts_with(char::is_uppercase) && label.split(' ').count() <= 3
        });
        fact || self.writer.is_in_typed_rows()
    }

    fn origin_at(&mut self, byte: usize) -> Origin {
        let (from, line) = self.counted;
        if byte > from {
            let newlines = self.source.as_bytes()[from..byte].iter().filter(|byte| **byte == b'\n').count();
            self.counted = (byte, line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX)));
        }
        Origin { line: self.counted.1, page: None }
    }
}
