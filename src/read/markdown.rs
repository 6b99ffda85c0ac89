//! Markdown to styled lines, through pulldown-cmark. Knows no other format.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::line::{Line, Shape, after_number};
use crate::report::{Emphasis, Origin, Text};

/// Lines of a Markdown file: one a heading, paragraph, list item, table row.
pub(super) fn lines(source: &str) -> Vec<Line> {
    let mut writer = Writer::new(source);
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        writer.event(event, range);
    }
    writer.flush();
    writer.lines
}

struct Writer<'a> {
    source: &'a str,
    lines: Vec<Line>,
    /// What is being collected, where it began, and what it will be.
    text: Text,
    shape: Shape,
    gap: bool,
    origin: Option<Origin>,
    /// Emphasis that is open, with the byte of `text` at which it opened.
    open: Vec<(usize, Emphasis)>,
    /// Cells of the table row being collected.
    cells: Option<Vec<Text>>,
    /// Whether the lines of the paragraph are rows typed with tabs.
    typed_rows: bool,
    /// Byte and line up to which lines were counted.
    counted: (usize, u32),
}

impl<'a> Writer<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            lines: Vec::new(),
            text: Text::default(),
            shape: Shape::Plain,
            gap: true,
            origin: None,
            open: Vec::new(),
            cells: None,
            typed_rows: false,
            counted: (0, 1),
        }
    }

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
            Event::SoftBreak if self.breaks_here(range.end) => self.break_line(),
            Event::SoftBreak => self.text.push_str(" "),
            Event::HardBreak => self.break_line(),
            Event::Rule => self.flush(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Shape::Heading(*level as u8)),
            Tag::Item => {
                // The number as it is printed, which is not always the one Markdown would count.
                let printed = self.source.get(range.clone()).and_then(after_number);
                self.begin(match printed {
                    Some((number, mark, _)) => Shape::Numbered { number, mark },
                    None => Shape::Bullet,
                });
            }
            // A paragraph right after its item's mark is that item.
            Tag::Paragraph if self.text.is_blank() && self.shape != Shape::Plain => {}
            Tag::Paragraph => {
                self.begin(Shape::Plain);
                // A group row "Title⇥" among them has lost its tab to Markdown's trimming.
                self.typed_rows = self.source[range.clone()].trim().contains('\t');
            }
            Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::List(_) => {
                self.begin(Shape::Plain);
            }
            Tag::Emphasis => self.open.push((self.text.plain().len(), Emphasis::Italic)),
            Tag::Strong => self.open.push((self.text.plain().len(), Emphasis::Bold)),
            Tag::TableHead | Tag::TableRow => {
                self.begin(Shape::Plain);
                self.origin = Some(self.origin_at(range.start));
                self.cells = Some(Vec::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.flush();
            }
            TagEnd::Emphasis | TagEnd::Strong => {
                if let Some((start, kind)) = self.open.pop() {
                    self.text.emphasise(start..self.text.plain().len(), kind);
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                if let Some(cells) = &mut self.cells {
                    cells.push(cell);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let Some(cells) = self.cells.take() else { return };
                let origin = self.origin.take().unwrap_or_default();
                self.lines.push(Line::new(Text::default(), Shape::Row(cells), self.gap, origin));
                self.gap = false;
            }
            TagEnd::Table => self.gap = true,
            _ => {}
        }
    }

    fn words(&mut self, words: &str, at: usize) {
        if self.origin.is_none() {
            self.origin = Some(self.origin_at(at));
        }
        let mut pieces = words.split('\n');
        if let Some(first) = pieces.next() {
            self.text.push_str(first);
        }
        for piece in pieces {
            self.break_line();
            self.text.push_str(piece);
        }
    }

    /// Tags are dropped and never acted on; the words between them are words of the report.
    fn html(&mut self, html: &str, at: usize) {
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            self.words(&rest[..open], at);
            let Some(close) = rest[open..].find('>') else { return };
            if rest[open..].starts_with("<br") {
                self.break_line();
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
        fact || self.typed_rows
    }

    fn begin(&mut self, shape: Shape) {
        self.flush();
        self.gap = true;
        self.typed_rows = false;
        self.shape = shape;
    }

    fn break_line(&mut self) {
        self.flush();
        self.gap = false;
    }

    fn flush(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        let origin = self.origin.take();
        for (start, kind) in &mut self.open {
            // Emphasis that goes on over the break is closed here and opened again behind it.
            text.emphasise(*start..text.plain().len(), *kind);
            *start = 0;
        }
        if text.is_blank() {
            return;
        }
        let shape = std::mem::replace(&mut self.shape, Shape::Plain);
        let whole = text.slice(0..text.plain().len());
        let origin = origin.unwrap_or_default();
        let line = match shape {
            Shape::Plain if self.typed_rows || whole.plain().contains('\t') => {
                Line::new(Text::default(), Shape::Row(cells(&text)), self.gap, origin)
            }
            shape => Line::new(whole, shape, self.gap, origin),
        };
        self.lines.push(line);
        self.gap = true;
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

/// Cells of a row typed with tabs.
fn cells(text: &Text) -> Vec<Text> {
    let plain = text.plain();
    let mut start = 0;
    plain
        .split('\t')
        .map(|cell| {
            let range = start..start + cell.len();
            start = range.end + 1;
            text.slice(range)
        })
        .collect()
}
