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

use self::{numbering::Numbering, styles::Styles};
use super::{
    ReadError,
    line::{Line, Shape, to_superscript},
    writer::LineWriter,
};
use crate::report::{Emphasis, Origin};

/// The maximum number of bytes that are unpacked from a part. The text of the longest known report is 3 MB of XML.
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
            reader.in_notes = Some(kind);
            reader.read_xml(&notes);
        }
    }
    reader.in_notes = None;
    reader.writer.set_furniture(true);
    for name in furniture_parts(&package) {
        if let Some(furniture) = read_part(&mut package, &name)? {
            reader.read_xml(&furniture);
        }
    }
    Ok(reader.writer.finish())
}

/// Returns the names of the parts with page headers and footers.
fn furniture_parts(package: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    const MAX_FURNITURE_PARTS: usize = 20;
    let is_furniture = |name: &str| {
        name.starts_with("word/header") || name.starts_with("word/footer") && name.ends_with(".xml")
    };
    let names = package.file_names().flatten().filter(|name| is_furniture(name));
    let mut names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
    names.sort();
    // A document has a few. A limit keeps the time short for a malicious package.
    names.truncate(MAX_FURNITURE_PARTS);
    names
}

/// Returns a part of the package as text; `None` if it has no part of that name.
fn read_part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, ReadError> {
    let Ok(file) = package.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    // A part that is larger than its stated size is cut at the limit; its XML is then read up to there.
    file.take(MAX_PART_BYTES).read_to_end(&mut bytes).map_err(|_| ReadError::Damaged)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Calls `event` for each event in the XML of a part, up to its end or to the first syntax error.
fn for_each_event(xml: &str, mut event: impl FnMut(Event<'_>)) {
    let mut reader = XmlReader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return,
            Ok(next) => event(next),
        }
    }
}

/// Returns an attribute by its name without prefix, such as "val" for `w:val`.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())
        .and_then(|attribute| {
            attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
        })
}

/// Returns true if a switch such as `<w:b/>` is on.
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "none" | "off"))
}

struct DocumentReader<'a> {
    writer: LineWriter,
    styles: &'a Styles,
    numbering: Numbering,
    /// The id of the style of the current paragraph.
    style: Option<String>,
    /// The id of the list of the current paragraph, and the level in it, from 0.
    list: Option<(String, usize)>,
    /// The list level of the current paragraph, which is read before the id of its list.
    list_level: usize,
    /// True if the current paragraph has text already.
    has_text: bool,
    /// The emphasis of the current run.
    emphasis: Vec<Emphasis>,
    /// The number of entries of `emphasis` that were begun in the writer.
    open_emphasis: usize,
    in_properties: bool,
    /// The number of open elements whose text is not shown.
    hidden: usize,
    in_text: bool,
    /// The number of open tables. Only rows of the outermost table are rows.
    tables: usize,
    /// The number of blocks so far, used in place of line numbers.
    blocks: u32,
    /// The kinds and ids of the notes that the text refers to, in the order of their numbers.
    notes: Vec<(NoteKind, String)>,
    /// The kind of notes of the part being read; `None` in other parts.
    in_notes: Option<NoteKind>,
    /// The number of the note that begins with the next paragraph.
    note: Option<usize>,
}

/// The two kinds of notes. Each has its own part and its own numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoteKind {
    Foot,
    End,
}

impl<'a> DocumentReader<'a> {
    fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        Self {
            writer: LineWriter::default(),
            styles,
            numbering,
            style: None,
            list: None,
            list_level: 0,
            has_text: false,
            emphasis: Vec::new(),
            open_emphasis: 0,
            in_properties: false,
            hidden: 0,
            in_text: false,
            tables: 0,
            blocks: 0,
            notes: Vec::new(),
            in_notes: None,
            note: None,
        }
    }

    /// Reads a part of the document.
    fn read_xml(&mut self, xml: &str) {
        self.hidden = 0;
        for_each_event(xml, |event| match event {
            Event::Start(element) => self.open_element(&element, false),
            Event::Empty(element) => {
                self.open_element(&element, true);
                self.close_element(element.local_name().as_ref());
            }
            Event::End(element) => self.close_element(element.local_name().as_ref()),
            Event::Text(text) if self.in_text && self.hidden == 0 => {
                let words = text.xml10_content().unwrap_or_default();
                self.add_text(&words);
            }
            Event::GeneralRef(entity) if self.in_text && self.hidden == 0 => {
                let resolved = entity.resolve_char_ref().ok().flatten().map(String::from);
                let named = || {
                    quick_xml::escape::resolve_predefined_entity(&entity.decode().ok()?).map(str::to_owned)
                };
                let words = resolved.or_else(named).unwrap_or_default();
                self.add_text(&words);
            }
            _ => {}
        });
        self.writer.flush();
    }

    fn open_element(&mut self, element: &BytesStart<'_>, empty: bool) {
        match element.local_name().as_ref() {
            // Deleted text, field codes, and fallbacks for programs that cannot show newer content.
            b"del" | b"moveFrom" | b"instrText" | b"delText" | b"Fallback" | b"pict" if !empty => {
                self.hidden += 1;
            }
            _ if self.hidden > 0 => {}
            b"p" => self.reset_paragraph(),
            b"footnoteReference" => self.add_note_mark(NoteKind::Foot, element),
            b"endnoteReference" => self.add_note_mark(NoteKind::End, element),
            b"footnote" | b"endnote" => self.begin_note(element),
            b"pStyle" => self.style = attribute(element, "val"),
            b"numId" => {
                let id = attribute(element, "val");
                self.list = id.map(|id| (id, self.list_level));
            }
            b"ilvl" => {
                self.list_level =
                    attribute(element, "val").and_then(|level| level.parse().ok()).unwrap_or(0).min(8);
            }
            b"rPr" => {
                self.in_properties = true;
                self.emphasis.clear();
            }
            b"b" if self.in_properties && is_on(element) => self.emphasis.push(Emphasis::Bold),
            b"i" if self.in_properties && is_on(element) => self.emphasis.push(Emphasis::Italic),
            b"t" => self.in_text = true,
            b"tab" if !self.in_properties && self.is_in_paragraph_text() => self.add_text("\t"),
            b"br" | b"cr" if attribute(element, "type").is_none() => self.writer.break_line(),
            b"noBreakHyphen" => self.add_text("\u{2011}"),
            b"tbl" => {
                self.tables += 1;
                self.writer.begin_block(Shape::Plain);
            }
            b"tr" if self.tables == 1 => {
                self.blocks += 1;
                self.writer.begin_row(Origin { line: self.blocks, page: None });
            }
            _ => {}
        }
    }

    fn close_element(&mut self, name: &[u8]) {
        match name {
            b"del" | b"moveFrom" | b"instrText" | b"delText" | b"Fallback" | b"pict" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            _ if self.hidden > 0 => {}
            b"rPr" => self.in_properties = false,
            b"t" => self.in_text = false,
            b"r" => self.end_run(),
            b"p" => {
                self.end_run();
                self.writer.flush();
            }
            b"tc" if self.tables == 1 => self.writer.end_cell(),
            b"tr" if self.tables == 1 => self.writer.end_row(),
            b"tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.writer.end_row();
                    self.writer.end_table();
                }
            }
            _ => {}
        }
    }

    /// Adds the superscript mark of a note. Notes are numbered in the order of their first references.
    fn add_note_mark(&mut self, kind: NoteKind, element: &BytesStart<'_>) {
        /// The maximum number of notes. A document has a few hundred; only a malicious package has more.
        const MAX_NOTES: usize = 5_000;
        let Some(note) = attribute(element, "id").map(|id| (kind, id)) else { return };
        if self.notes.len() >= MAX_NOTES {
            return;
        }
        let number = self.note_number(&note).unwrap_or_else(|| {
            self.notes.push(note);
            self.notes.iter().filter(|(other, _)| *other == kind).count()
        });
        self.add_text(&note_mark(number));
    }

    /// Returns the number of a note among the notes of its kind, from 1.
    fn note_number(&self, note: &(NoteKind, String)) -> Option<usize> {
        let of_kind = self.notes.iter().filter(|(kind, _)| *kind == note.0);
        of_kind.enumerate().find(|(_, other)| *other == note).map(|(index, _)| index + 1)
    }

    fn begin_note(&mut self, element: &BytesStart<'_>) {
        let note = self.in_notes.zip(attribute(element, "id"));
        self.note = note.and_then(|note| self.note_number(&note));
    }

    fn reset_paragraph(&mut self) {
        self.blocks = self.blocks.saturating_add(1);
        self.style = None;
        self.list = None;
        self.list_level = 0;
        self.has_text = false;
    }

    /// Begins the line of the current paragraph. Called at its first text, when all its properties are known.
    fn begin_paragraph(&mut self) {
        self.has_text = true;
        if self.tables > 0 {
            return self.writer.flush();
        }
        if let Some(number) = self.note.take() {
            self.writer.begin_block(Shape::Footnote);
            let origin = Origin { line: self.blocks.max(1), page: None };
            return self.writer.push_text(&format!("{} ", note_mark(number)), || origin);
        }
        let style = self.style.as_deref().and_then(|style| self.styles.get(style));
        let list = self.list.clone().or_else(|| style.and_then(|style| style.list.clone()));
        let list_level = list.as_ref().map_or(0, |(_, level)| *level);
        let shape = match (style.and_then(|style| style.heading), list) {
            (Some(level), _) => Shape::Heading(level),
            (None, Some((id, level))) => self.numbering.next_shape(&id, level),
            (None, None) => Shape::Plain,
        };
        self.writer.begin_item(shape, list_level);
    }

    /// Returns true if text can follow here: tabs before the first text of a paragraph are tab stops.
    fn is_in_paragraph_text(&self) -> bool {
        self.has_text || self.tables > 0
    }

    fn add_text(&mut self, words: &str) {
        if !self.has_text {
            self.begin_paragraph();
        }
        while let Some(emphasis) = self.emphasis.get(self.open_emphasis) {
            self.writer.open_emphasis(*emphasis);
            self.open_emphasis += 1;
        }
        let origin = Origin { line: self.blocks.max(1), page: None };
        self.writer.push_text(words, || origin);
    }

    fn end_run(&mut self) {
        for _ in 0..self.open_emphasis {
            self.writer.close_emphasis();
        }
        self.open_emphasis = 0;
        self.emphasis.clear();
    }
}

/// Returns a number in superscript digits.
fn note_mark(number: usize) -> String {
    number.to_string().chars().filter_map(to_superscript).collect()
}
