//! Turns Word documents into styled lines, with zip and quick-xml. Must not know any other format.
//!
//! Automatic numbers are not in the text of a document, so they are counted from its list definitions. Nothing in a
//! document is executed or fetched, and the package is unpacked only up to a limit.

mod numbering;
mod package;
mod styles;

use std::collections::HashMap;

use quick_xml::{
    Reader as XmlReader, XmlVersion,
    events::{BytesStart, Event},
};

use self::{
    numbering::Numbering,
    package::{MAX_PACKAGE_BYTES, Package},
    styles::ParagraphStyles,
};
use super::{
    ReadError,
    line::{Line, Shape, to_superscript},
    writer::LineWriter,
};
use crate::report::{Emphasis, Origin};

/// Returns the lines of a document: one for each heading, paragraph, list item and table row.
///
/// # Errors
/// Returns [`ReadError::NotAWordDocument`] if the package contains no Word document, [`ReadError::Damaged`] if the
/// package is broken, and [`ReadError::TooMuchText`] if it has too many parts, or its parts too many bytes.
pub(super) fn read_lines(bytes: &[u8]) -> Result<Vec<Line>, ReadError> {
    read_lines_within(bytes, MAX_PACKAGE_BYTES)
}

/// Returns the lines of a document as [`read_lines`] does, but unpacks at most `max_bytes` of its package.
fn read_lines_within(bytes: &[u8], max_bytes: u64) -> Result<Vec<Line>, ReadError> {
    let mut package = Package::open(bytes, max_bytes)?;
    let document = package.read_part("word/document.xml")?.ok_or(ReadError::NotAWordDocument)?;
    let styles =
        package.read_part("word/styles.xml")?.map(|xml| styles::read_styles(&xml)).unwrap_or_default();
    let numbering = package
        .read_part("word/numbering.xml")?
        .map(|xml| numbering::read_numbering(&xml))
        .unwrap_or_default();
    let mut reader = DocumentReader::new(&styles, numbering);
    reader.read_xml(&document);
    for (kind, name) in [(NoteKind::Foot, "word/footnotes.xml"), (NoteKind::End, "word/endnotes.xml")] {
        if let Some(notes) = package.read_part(name)? {
            reader.current_note_kind = Some(kind);
            reader.read_xml(&notes);
        }
    }
    reader.current_note_kind = None;
    reader.writer.set_furniture(true);
    for name in package.furniture_parts() {
        if let Some(furniture) = package.read_part(&name)? {
            reader.read_xml(&furniture);
        }
    }
    Ok(reader.writer.into_lines())
}

/// Calls `handle_event` for each event in the XML of a part. Stops at the end or at the first syntax error.
fn for_each_event(xml: &str, mut handle_event: impl FnMut(Event<'_>)) {
    let mut reader = XmlReader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return,
            Ok(event) => handle_event(event),
        }
    }
}

/// Returns the value of the attribute with this name, without its prefix: "val" finds `w:val`. Returns `None` if the
/// element has no such attribute, or its value is longer than any name or number in a document.
fn attribute_value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    /// The maximum length of a value in bytes. Values are copied for every paragraph.
    const MAX_VALUE_BYTES: usize = 1_000;
    let mut attributes = element.attributes();
    // Looking for duplicates takes time that grows with the square of the number of attributes.
    attributes.with_checks(false);
    let attribute =
        attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    if attribute.value.len() > MAX_VALUE_BYTES {
        return None;
    }
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Returns true if a property that can be on or off, such as `<w:b/>`, is on.
fn is_switched_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute_value(element, "val").as_deref(), Some("0" | "false" | "none" | "off"))
}

/// Reads the parts of a document, and writes their lines.
struct DocumentReader<'a> {
    writer: LineWriter,
    styles: &'a ParagraphStyles,
    numbering: Numbering,
    /// The id of the style of the current paragraph; `None` if the paragraph has no style.
    style_id: Option<String>,
    /// The id of the list of the current paragraph and the level in the list, from 0; `None` outside a list.
    list: Option<(String, usize)>,
    /// The list level of the current paragraph, from 0. It is kept here until the id of the list is read, which comes
    /// after the level.
    list_level: usize,
    /// True if some text of the current paragraph has been read.
    has_text: bool,
    /// The emphasis of the current run.
    emphasis: Vec<Emphasis>,
    /// The number of entries of `emphasis` that are open in the writer.
    open_emphasis_count: usize,
    /// True inside the properties of a run (`w:rPr`).
    is_in_properties: bool,
    /// The number of open elements whose text is not shown.
    hidden_depth: usize,
    /// True inside a text element (`w:t`).
    is_in_text: bool,
    /// The number of open tables. Only the rows of the outermost table become table rows.
    table_depth: usize,
    /// The number of blocks so far, used in place of line numbers.
    block_count: u32,
    /// The numbers of the footnotes that the text refers to, by their ids: from 1, in the order of the references.
    footnotes: HashMap<String, usize>,
    /// The numbers of the endnotes that the text refers to.
    endnotes: HashMap<String, usize>,
    /// The kind of notes in the part that is being read; `None` in parts without notes.
    current_note_kind: Option<NoteKind>,
    /// The number of the note that begins with the next paragraph, from 1; `None` if no note begins there.
    next_note_number: Option<usize>,
}

/// The kinds of notes. Each kind has its own part of the package and its own numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoteKind {
    /// A footnote, in `word/footnotes.xml`.
    Foot,
    /// An endnote, in `word/endnotes.xml`.
    End,
}

impl<'a> DocumentReader<'a> {
    /// Creates a reader for a document with these styles and lists.
    fn new(styles: &'a ParagraphStyles, numbering: Numbering) -> Self {
        Self {
            writer: LineWriter::default(),
            styles,
            numbering,
            style_id: None,
            list: None,
            list_level: 0,
            has_text: false,
            emphasis: Vec::new(),
            open_emphasis_count: 0,
            is_in_properties: false,
            hidden_depth: 0,
            is_in_text: false,
            table_depth: 0,
            block_count: 0,
            footnotes: HashMap::new(),
            endnotes: HashMap::new(),
            current_note_kind: None,
            next_note_number: None,
        }
    }

    /// Reads a part of the document from its XML.
    fn read_xml(&mut self, xml: &str) {
        self.hidden_depth = 0;
        for_each_event(xml, |event| match event {
            Event::Start(element) => self.read_element_start(&element, false),
            Event::Empty(element) => {
                self.read_element_start(&element, true);
                self.read_element_end(element.local_name().as_ref());
            }
            Event::End(element) => self.read_element_end(element.local_name().as_ref()),
            Event::Text(text) if self.is_in_text && self.hidden_depth == 0 => {
                let words = text.xml10_content().unwrap_or_default();
                self.add_text(&words);
            }
            Event::GeneralRef(entity) if self.is_in_text && self.hidden_depth == 0 => {
                let by_number = entity.resolve_char_ref().ok().flatten().map(String::from);
                let by_name = || {
                    quick_xml::escape::resolve_predefined_entity(&entity.decode().ok()?).map(str::to_owned)
                };
                let words = by_number.or_else(by_name).unwrap_or_default();
                self.add_text(&words);
            }
            _ => {}
        });
        self.writer.end_line();
    }

    /// Reads the start tag of an element. `is_empty` is true if the element has no content.
    fn read_element_start(&mut self, element: &BytesStart<'_>, is_empty: bool) {
        match element.local_name().as_ref() {
            // The text of these is not shown: deleted text, field codes, and fallbacks for older programs.
            b"del" | b"moveFrom" | b"instrText" | b"delText" | b"Fallback" | b"pict" if !is_empty => {
                self.hidden_depth += 1;
            }
            _ if self.hidden_depth > 0 => {}
            b"p" => self.reset_paragraph(),
            b"footnoteReference" => self.add_note_mark(NoteKind::Foot, element),
            b"endnoteReference" => self.add_note_mark(NoteKind::End, element),
            b"footnote" | b"endnote" => self.begin_note(element),
            b"pStyle" => self.style_id = attribute_value(element, "val"),
            b"numId" => {
                let id = attribute_value(element, "val");
                self.list = id.map(|id| (id, self.list_level));
            }
            b"ilvl" => {
                self.list_level =
                    attribute_value(element, "val").and_then(|level| level.parse().ok()).unwrap_or(0).min(8);
            }
            b"rPr" => {
                self.is_in_properties = true;
                self.emphasis.clear();
            }
            b"b" if self.is_in_properties && is_switched_on(element) => self.add_emphasis(Emphasis::Bold),
            b"i" if self.is_in_properties && is_switched_on(element) => self.add_emphasis(Emphasis::Italic),
            b"t" => self.is_in_text = true,
            b"tab" if !self.is_in_properties && self.is_in_paragraph_text() => self.add_text("\t"),
            b"br" | b"cr" if attribute_value(element, "type").is_none() => self.writer.break_line(),
            b"noBreakHyphen" => self.add_text("\u{2011}"),
            b"tbl" => {
                self.table_depth += 1;
                self.writer.begin_block(Shape::Plain);
            }
            b"tr" if self.table_depth == 1 => {
                self.block_count += 1;
                self.writer.begin_row(Origin { line: self.block_count, page: None });
            }
            _ => {}
        }
    }

    /// Reads the end tag of an element with this name, without its prefix.
    fn read_element_end(&mut self, name: &[u8]) {
        match name {
            b"del" | b"moveFrom" | b"instrText" | b"delText" | b"Fallback" | b"pict" => {
                self.hidden_depth = self.hidden_depth.saturating_sub(1);
            }
            _ if self.hidden_depth > 0 => {}
            b"rPr" => self.is_in_properties = false,
            b"t" => self.is_in_text = false,
            b"r" => self.end_run(),
            b"p" => {
                self.end_run();
                self.writer.end_line();
            }
            b"tc" if self.table_depth == 1 => self.writer.end_cell(),
            b"tr" if self.table_depth == 1 => self.writer.end_row(),
            b"tbl" => {
                self.table_depth = self.table_depth.saturating_sub(1);
                if self.table_depth == 0 {
                    self.writer.end_row();
                    self.writer.end_table();
                }
            }
            _ => {}
        }
    }

    /// Adds an emphasis to the current run, unless it has it already.
    fn add_emphasis(&mut self, emphasis: Emphasis) {
        if !self.emphasis.contains(&emphasis) {
            self.emphasis.push(emphasis);
        }
    }

    /// Adds the superscript mark of the note that an element refers to. Notes are numbered in the order of their first
    /// references.
    fn add_note_mark(&mut self, kind: NoteKind, element: &BytesStart<'_>) {
        let Some(id) = attribute_value(element, "id") else { return };
        let notes = self.notes_mut(kind);
        let next_number = notes.len() + 1;
        let number = *notes.entry(id).or_insert(next_number);
        self.add_text(&note_mark(number));
    }

    /// Returns the numbers of the notes of a kind.
    fn notes_mut(&mut self, kind: NoteKind) -> &mut HashMap<String, usize> {
        match kind {
            NoteKind::Foot => &mut self.footnotes,
            NoteKind::End => &mut self.endnotes,
        }
    }

    /// Begins a footnote or endnote. Its mark is added before its first text.
    fn begin_note(&mut self, element: &BytesStart<'_>) {
        let note = self.current_note_kind.zip(attribute_value(element, "id"));
        self.next_note_number = note.and_then(|(kind, id)| self.notes_mut(kind).get(&id).copied());
    }

    /// Begins a paragraph, whose properties and text follow.
    fn reset_paragraph(&mut self) {
        self.block_count = self.block_count.saturating_add(1);
        self.style_id = None;
        self.list = None;
        self.list_level = 0;
        self.has_text = false;
    }

    /// Begins the line of the current paragraph. The caller does this at the first text, when all properties are known.
    fn begin_paragraph(&mut self) {
        self.has_text = true;
        if self.table_depth > 0 {
            return self.writer.end_line();
        }
        if let Some(number) = self.next_note_number.take() {
            self.writer.begin_block(Shape::Footnote);
            let origin = Origin { line: self.block_count.max(1), page: None };
            return self.writer.push_text(&format!("{} ", note_mark(number)), || origin);
        }
        let style = self.style_id.as_deref().and_then(|style| self.styles.get(style));
        let list = self.list.clone().or_else(|| style.and_then(|style| style.list.clone()));
        let list_level = list.as_ref().map_or(0, |(_, level)| *level);
        let shape = match (style.and_then(|style| style.heading), list) {
            (Some(level), _) => Shape::Heading(level),
            (None, Some((id, level))) => self.numbering.next_shape(&id, level),
            (None, None) => Shape::Plain,
        };
        self.writer.begin_item(shape, list_level);
    }

    /// Returns true if a tab is text here. Before the first text of a paragraph, the tag `w:tab` defines a tab stop.
    fn is_in_paragraph_text(&self) -> bool {
        self.has_text || self.table_depth > 0
    }

    /// Adds text to the current paragraph, with the emphasis of the current run.
    fn add_text(&mut self, words: &str) {
        if !self.has_text {
            self.begin_paragraph();
        }
        while let Some(emphasis) = self.emphasis.get(self.open_emphasis_count) {
            self.writer.open_emphasis(*emphasis);
            self.open_emphasis_count += 1;
        }
        let origin = Origin { line: self.block_count.max(1), page: None };
        self.writer.push_text(words, || origin);
    }

    /// Ends the current run and its emphasis.
    fn end_run(&mut self) {
        for _ in 0..self.open_emphasis_count {
            self.writer.close_emphasis();
        }
        self.open_emphasis_count = 0;
        self.emphasis.clear();
    }
}

/// Returns the mark of a note: its number in superscript digits.
fn note_mark(number: usize) -> String {
    number.to_string().chars().filter_map(to_superscript).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// Returns a package with a document of one paragraph, and this number of page headers of `header_bytes` bytes.
    fn package_with_headers(count: usize, header_bytes: usize) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, text: &str| {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        };
        add("word/document.xml", "<d><p><r><t>Words of the document.</t></r></p></d>");
        for number in 0..count {
            let header = "<h><p><r><t>Head</t></r></p></h>";
            add(&format!("word/header{number}.xml"), &format!("{header:header_bytes$}"));
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn the_limit_holds_for_all_parts_of_a_package_together() {
        let package = package_with_headers(10, 1_000);
        assert_eq!(read_lines_within(&package, 20_000).unwrap().len(), 11);
        // No part has more than a tenth of the limit, but all of them together do.
        assert_eq!(read_lines_within(&package, 9_000), Err(ReadError::TooMuchText));
        // Parts that are not read do not count.
        let many = package_with_headers(40, 1_000);
        assert_eq!(read_lines_within(&many, 21_000).unwrap().len(), 21);
    }

    #[test]
    fn packages_with_too_many_parts_are_refused() {
        assert_eq!(read_lines(&package_with_headers(20_001, 0)), Err(ReadError::TooMuchText));
    }
}
