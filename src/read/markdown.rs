//! Turns Markdown into styled lines with pulldown-cmark. Must not know any other format.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    ReadError,
    line::{Line, Shape, split_number},
    writer::LineWriter,
};
use crate::report::{Emphasis, Origin};

/// The maximum size of a file in bytes. The parser needs up to 40 bytes of memory for each byte of a malicious file.
/// The longest known report has less than 1 MB.
const MAX_MARKDOWN_BYTES: usize = 16 * 1024 * 1024;

/// Returns the lines of a Markdown file: one for each heading, paragraph, list item and table row.
///
/// # Errors
/// Returns [`ReadError::TooMuchText`] if the file is longer than [`MAX_MARKDOWN_BYTES`].
pub(super) fn read_lines(source: &str) -> Result<Vec<Line>, ReadError> {
    if source.len() > MAX_MARKDOWN_BYTES {
        return Err(ReadError::TooMuchText);
    }
    let mut reader = MarkdownReader {
        source,
        writer: LineWriter::default(),
        open_lists: 0,
        is_in_front_matter: false,
        counted_to: (0, 1),
    };
    let mut options = Options::ENABLE_TABLES;
    // Elsewhere, such lines are a rule and a heading.
    options.set(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS, begins_with_front_matter(source));
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.read_event(event, range);
    }
    Ok(reader.writer.into_lines())
}

/// Returns true if a file begins with its facts, such as its title, between two lines of dashes.
fn begins_with_front_matter(source: &str) -> bool {
    let mut lines = source.trim_start_matches('\u{FEFF}').lines();
    let has_label = |line: &str| {
        let label = line.split_once(':').map(|(label, _)| label);
        label.is_some_and(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        })
    };
    lines.next().is_some_and(|first| first.trim_end() == "---") && lines.next().is_some_and(has_label)
}

/// Reads the events of the Markdown parser, and writes their lines.
struct MarkdownReader<'a> {
    source: &'a str,
    writer: LineWriter,
    /// The number of lists that contain the current line.
    open_lists: usize,
    /// True within the facts at the beginning of a file.
    is_in_front_matter: bool,
    /// The last byte whose line was counted, from 0, and its line, from 1.
    counted_to: (usize, u32),
}

impl MarkdownReader<'_> {
    /// Reads an event of the parser. `range` is its byte range in the source.
    fn read_event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(words) if self.is_in_front_matter => self.add_front_matter(&words, range.start),
            Event::Start(tag) => self.read_start_tag(&tag, &range),
            Event::End(tag) => self.read_end_tag(tag),
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => {
                self.add_text(&words, range.start);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.add_html(&html, range.start),
            Event::SoftBreak if self.is_line_break(range.end) => self.writer.break_line(),
            Event::SoftBreak => self.writer.push_space(),
            Event::HardBreak => self.writer.break_line(),
            Event::Rule => self.writer.end_line(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    /// Reads the start of an element. `range` is the byte range of the whole element.
    fn read_start_tag(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.writer.begin_block(Shape::Heading(*level as u8)),
            Tag::Item => {
                // A Markdown parser renumbers list items, but the paragraph numbers of a report must not change.
                let printed = self.source.get(range.clone()).and_then(split_number);
                let shape = match printed {
                    Some((number, mark, _)) => Shape::Numbered { number, mark },
                    None => Shape::Bullet,
                };
                self.writer.begin_item(shape, self.open_lists.saturating_sub(1));
            }
            // The first paragraph of a list item is the item itself.
            Tag::Paragraph if self.writer.is_empty_shaped_block() => {}
            Tag::Paragraph => {
                self.writer.begin_block(Shape::Plain);
                // The parser trims the tab off a group row "Title⇥", so the source of the whole paragraph is inspected.
                self.writer.set_typed_rows(self.source[range.clone()].trim().contains('\t'));
            }
            Tag::CodeBlock(_) | Tag::BlockQuote(_) => self.writer.begin_block(Shape::Plain),
            Tag::List(_) => {
                self.open_lists += 1;
                self.writer.begin_block(Shape::Plain);
            }
            Tag::MetadataBlock(_) => {
                self.writer.begin_block(Shape::Plain);
                self.is_in_front_matter = range.start == 0;
            }
            Tag::Emphasis => self.writer.open_emphasis(Emphasis::Italic),
            Tag::Strong => self.writer.open_emphasis(Emphasis::Bold),
            Tag::TableHead | Tag::TableRow => {
                let origin = self.origin_at(range.start);
                self.writer.begin_row(origin);
            }
            _ => {}
        }
    }

    /// Reads the end of an element.
    fn read_end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.writer.end_line();
            }
            TagEnd::MetadataBlock(_) => {
                self.writer.end_line();
                self.is_in_front_matter = false;
            }
            TagEnd::List(_) => self.open_lists = self.open_lists.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong => self.writer.close_emphasis(),
            TagEnd::TableCell => self.writer.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.writer.end_row(),
            TagEnd::Table => self.writer.end_table(),
            _ => {}
        }
    }

    /// Adds text that begins at a byte of the source. Each newline ends the line.
    fn add_text(&mut self, words: &str, at: usize) {
        let origin = self.origin_at(at);
        for (index, piece) in words.split('\n').enumerate() {
            if index > 0 {
                self.writer.break_line();
            }
            self.writer.push_text(piece, || origin);
        }
    }

    /// Adds the facts at the beginning of a file. The title is a line of the report; the other facts, which websites use, are
    /// page furniture.
    fn add_front_matter(&mut self, words: &str, at: usize) {
        let origin = self.origin_at(at);
        for line in words.lines() {
            let (fact, title) = match line.strip_prefix("title:") {
                Some(title) => ("title:", title.trim().trim_matches(['"', '\''])),
                None => (line, ""),
            };
            self.writer.set_furniture(true);
            self.writer.begin_block(Shape::Plain);
            self.writer.push_text(fact, || origin);
            self.writer.set_furniture(false);
            self.writer.begin_block(Shape::Plain);
            self.writer.set_styled_title();
            self.writer.push_text(title, || origin);
            self.writer.begin_block(Shape::Plain);
        }
    }

    /// Adds the text between HTML tags. The tag `<br>` ends the line, and an empty comment separates two texts, as it
    /// separates two lists in Markdown; other tags are left out. `at` is the byte of the
    /// source where the HTML begins.
    fn add_html(&mut self, html: &str, at: usize) {
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            self.add_text(&rest[..open], at);
            let Some(close) = rest[open..].find('>') else { return };
            if rest[open..].starts_with("<!-- -->") {
                self.writer.separate_texts();
            }
            if rest[open..].starts_with("<br") {
                self.writer.break_line();
            }
            rest = &rest[open + close + 1..];
        }
        self.add_text(rest, at);
    }

    /// Returns true if a line break that Markdown treats as a space separates two lines: if the lines are table rows
    /// typed with tabs, or the next line is a fact of a cover ("Published: …"). `next` is the byte where the next line
    /// begins.
    fn is_line_break(&self, next: usize) -> bool {
        let next = self.source[next..].lines().next().unwrap_or("").trim_start();
        let is_fact = next.split_once(':').is_some_and(|(label, _)| {
            label.len() <= 30 && label.starts_with(char::is_uppercase) && label.split(' ').count() <= 3
        });
        is_fact || self.writer.is_in_typed_rows()
    }

    /// Returns the origin of a byte of the source. Bytes are mostly in ascending order, so counting lines continues
    /// from the last call.
    fn origin_at(&mut self, byte: usize) -> Origin {
        let (from, line) = self.counted_to;
        if byte > from {
            let newlines = self.source.as_bytes()[from..byte].iter().filter(|byte| **byte == b'\n').count();
            self.counted_to = (byte, line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX)));
        }
        Origin { line: self.counted_to.1, page: None }
    }
}
