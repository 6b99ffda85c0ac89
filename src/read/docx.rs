//! Turns Word documents into styled lines, with zip and quick-xml. Must not know any other format.
//!
//! Automatic numbers are not in the text of a document, so they are counted from its list definitions. Nothing in a
//! document is executed or fetched, and each part is unpacked only up to a limit.

mod numbering;
mod styles;

use std::io::{Cursor, Read as _};

use quick_xml::{
    Reader as XmlReader, XmlVersion,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use self::{numbering::Numbering, styles::ParagraphStyles};
use super::{
    ReadError,
    line::{Line, Shape, to_superscript},
    writer::LineWriter,
};
use crate::report::{Emphasis, Origin};

/// The maximum number of bytes that are unpacked from each part of the package. The main part of the longest known
/// report has 3 MB.
const MAX_PART_BYTES: u64 = 64 * 1024 * 1024;

/// Returns the lines of a document: one for each heading, paragraph, list item and table row.
///
/// # Errors
/// Returns [`ReadError::NotAWordDocument`] if the package contains no Word document, and [`ReadError::Damaged`] if the
/// package is broken.
pub(super) fn read_lines(bytes: &[u8]) -> Result<Vec<Line>, ReadError> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    let document = read_part(&mut package, "word/document.xml")?.ok_or(ReadError::NotAWordDocument)?;
    let styles =
        read_part(&mut package, "word/styles.xml")?.map(|xml| styles::read_styles(&xml)).unwrap_or_default();
    let numbering = read_part(&mut package, "word/numbering.xml")?
        .map(|xml| numbering::read_numbering(&xml))
        .unwrap_or_default();
    let mut reader = DocumentReader::new(&styles, numbering);
    reader.read_xml(&document);
    for (kind, name) in [(NoteKind::Foot, "word/footnotes.xml"), (NoteKind::End, "word/endnotes.xml")] {
        if let Some(notes) = read_part(&mut package, name)? {
            reader.current_note_kind = Some(kind);
            reader.read_xml(&notes);
        }
    }
    reader.current_note_kind = None;
    reader.writer.set_furniture(true);
    for name in furniture_parts(&package) {
        if let Some(furniture) = read_part(&mut package, &name)? {
            reader.read_xml(&furniture);
        }
    }
    Ok(reader.writer.into_lines())
}

/// Returns the names of the parts with page headers and footers, in alphabetical order.
fn furniture_parts(package: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    /// The maximum number of parts. Real documents have a few; a malicious package can have very many.
    const MAX_FURNITURE_PARTS: usize = 20;
    let is_furniture = |name: &str| {
        name.starts_with("word/header") || name.starts_with("word/footer") && name.ends_with(".xml")
    };
    let names = package.file_names().flatten().filter(|name| is_furniture(name));
    let mut names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
    names.sort();
    names.truncate(MAX_FURNITURE_PARTS);
    names
}

/// Returns a part of the package as text; `None` if the package has no part of this name.
///
/// # Errors
/// Returns [`ReadError::Damaged`] if the part cannot be unpacked.
fn read_part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, ReadError> {
    let Ok(file) = package.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    // The size that a package states for a part can be wrong, so the limit is on the unpacked bytes.
    file.take(MAX_PART_BYTES).read_to_end(&mut bytes).map_err(|_| ReadError::Damaged)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
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
/// element has no such attribute.
fn attribute_value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())
        .and_then(|attribute| {
            attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
        })
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
    /// The kinds and ids of the notes that the text refers to, in the order of their first references.
    notes: Vec<(NoteKind, String)>,
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
            notes: Vec::new(),
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
            b"b" if self.is_in_properties && is_switched_on(element) => self.emphasis.push(Emphasis::Bold),
            b"i" if self.is_in_properties && is_switched_on(element) => self.emphasis.push(Emphasis::Italic),
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

    /// Adds the superscript mark of the note that an element refers to. Notes are numbered in the order of their first
    /// references.
    fn add_note_mark(&mut self, kind: NoteKind, element: &BytesStart<'_>) {
        /// The maximum number of notes. A document has a few hundred; only a malicious package has more.
        const MAX_NOTES: usize = 5_000;
        let Some(note) = attribute_value(element, "id").map(|id| (kind, id)) else { return };
        if self.notes.len() >= MAX_NOTES {
            return;
        }
        let number = self.note_number(&note).unwrap_or_else(|| {
            self.notes.push(note);
            self.notes.iter().filter(|(other, _)| *other == kind).count()
        });
        self.add_text(&note_mark(number));
    }

    /// Returns the number of a note among the notes of its kind, from 1; `None` if nothing refers to the note.
    fn note_number(&self, note: &(NoteKind, String)) -> Option<usize> {
        let of_kind = self.notes.iter().filter(|(kind, _)| *kind == note.0);
        of_kind.enumerate().find(|(_, other)| *other == note).map(|(index, _)| index + 1)
    }

    /// Begins a footnote or endnote. Its mark is added before its first text.
    fn begin_note(&mut self, element: &BytesStart<'_>) {
        let note = self.current_note_kind.zip(attribute_value(element, "id"));
        self.next_note_number = note.and_then(|note| self.note_number(&note));
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
