//! Word documents to styled lines: the package through zip, its XML through quick-xml. Knows no other format.
//!
//! Automatic numbers are not in a document's text: they are counted here, from its numbering. Nothing in a document is
//! run or fetched, and no part of it is unpacked beyond a bound.

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
    line::{Line, Shape, superscript},
    writer::LineWriter,
};
use crate::report::{Emphasis, Origin};

/// The largest part that is unpacked, in bytes; the text of the longest report known is 3 MB of XML.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// Lines of a document: one a heading, paragraph, list item, table row.
///
/// # Errors
/// [`ReadError::NotADocument`] where the package holds no Word document, [`ReadError::Damaged`] where it is broken.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, ReadError> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    let document = part(&mut package, "word/document.xml")?.ok_or(ReadError::NotADocument)?;
    let styles = part(&mut package, "word/styles.xml")?.map(|xml| styles::read(&xml)).unwrap_or_default();
    let numbering =
        part(&mut package, "word/numbering.xml")?.map(|xml| numbering::read(&xml)).unwrap_or_default();
    let mut reader = Reader::new(&styles, numbering);
    reader.read(&document);
    for (kind, name) in [(Notes::Foot, "word/footnotes.xml"), (Notes::End, "word/endnotes.xml")] {
        if let Some(notes) = part(&mut package, name)? {
            reader.in_notes = Some(kind);
            reader.read(&notes);
        }
    }
    reader.in_notes = None;
    reader.writer.furniture(true);
    for name in furniture_parts(&package) {
        if let Some(furniture) = part(&mut package, &name)? {
            reader.read(&furniture);
        }
    }
    Ok(reader.writer.finish())
}

/// Heads and feet of pages.
fn furniture_parts(package: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    let is_furniture = |name: &str| {
        name.starts_with("word/header") || name.starts_with("word/footer") && name.ends_with(".xml")
    };
    let names = package.file_names().flatten().filter(|name| is_furniture(name));
    let mut names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
    names.sort();
    // A document has a few; a package made to keep us busy has more.
    names.truncate(20);
    names
}

/// A part of the package as text; `None` where there is none of that name.
fn part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, ReadError> {
    let Ok(file) = package.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    // A part that lies about its size is cut at the bound, and then no well-formed XML.
    file.take(LARGEST_PART).read_to_end(&mut bytes).map_err(|_| ReadError::Damaged)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Goes through the XML of a part and hands each element to `event`; broken XML ends it there.
fn walk(xml: &str, mut event: impl FnMut(Event<'_>)) {
    let mut reader = XmlReader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return,
            Ok(next) => event(next),
        }
    }
}

/// An attribute by its name without prefix, as in `w:val`.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())
        .and_then(|attribute| {
            attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
        })
}

/// Whether a switch such as `<w:b/>` is on.
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "none" | "off"))
}

struct Reader<'a> {
    writer: LineWriter,
    styles: &'a Styles,
    numbering: Numbering,
    /// The paragraph being read: its style, its list and level, and whether its words were begun.
    style: Option<String>,
    list: Option<(String, usize)>,
    level_of_list: usize,
    begun: bool,
    /// Emphasis of the run being read, and whether it was opened in the writer.
    run: Vec<Emphasis>,
    run_open: usize,
    in_properties: bool,
    /// How many elements are open whose words are not shown.
    hidden: usize,
    in_text: bool,
    tables: usize,
    blocks: u32,
    /// The notes that the text refers to, in its order, which numbers them; each with the kind of its part.
    notes: Vec<(Notes, String)>,
    /// The part of notes being read.
    in_notes: Option<Notes>,
    /// The number of the note that the next paragraph begins.
    note: Option<usize>,
}

/// The two parts of a package that hold notes; each numbers its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notes {
    Foot,
    End,
}

impl<'a> Reader<'a> {
    fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        Self {
            writer: LineWriter::default(),
            styles,
            numbering,
            style: None,
            list: None,
            level_of_list: 0,
            begun: false,
            run: Vec::new(),
            run_open: 0,
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

    fn read(&mut self, xml: &str) {
        self.hidden = 0;
        walk(xml, |event| match event {
            Event::Start(element) => self.open(&element, false),
            Event::Empty(element) => {
                self.open(&element, true);
                self.close(element.local_name().as_ref());
            }
            Event::End(element) => self.close(element.local_name().as_ref()),
            Event::Text(text) if self.in_text && self.hidden == 0 => {
                let words = text.xml10_content().unwrap_or_default();
                self.words(&words);
            }
            Event::GeneralRef(entity) if self.in_text && self.hidden == 0 => {
                let resolved = entity.resolve_char_ref().ok().flatten().map(String::from);
                let named = || {
                    quick_xml::escape::resolve_predefined_entity(&entity.decode().ok()?).map(str::to_owned)
                };
                let words = resolved.or_else(named).unwrap_or_default();
                self.words(&words);
            }
            _ => {}
        });
        self.writer.flush();
    }

    fn open(&mut self, element: &BytesStart<'_>, empty: bool) {
        match element.local_name().as_ref() {
            // Deleted words, codes of fields, and what is shown to programs that know no better.
            b"del" | b"moveFrom" | b"instrText" | b"delText" | b"Fallback" | b"pict" if !empty => {
                self.hidden += 1;
            }
            _ if self.hidden > 0 => {}
            b"p" => self.paragraph(),
            b"footnoteReference" => self.refer(Notes::Foot, element),
            b"endnoteReference" => self.refer(Notes::End, element),
            b"footnote" | b"endnote" => self.begin_note(element),
            b"pStyle" => self.style = attribute(element, "val"),
            b"numId" => {
                let id = attribute(element, "val");
                self.list = id.map(|id| (id, self.level_of_list));
            }
            b"ilvl" => {
                self.level_of_list =
                    attribute(element, "val").and_then(|level| level.parse().ok()).unwrap_or(0).min(8);
            }
            b"rPr" => {
                self.in_properties = true;
                self.run.clear();
            }
            b"b" if self.in_properties && is_on(element) => self.run.push(Emphasis::Bold),
            b"i" if self.in_properties && is_on(element) => self.run.push(Emphasis::Italic),
            b"t" => self.in_text = true,
            b"tab" if !self.in_properties && self.begun_run() => self.words("\t"),
            b"br" | b"cr" if attribute(element, "type").is_none() => self.writer.break_line(),
            b"noBreakHyphen" => self.words("\u{2011}"),
            b"tbl" => {
                self.tables += 1;
                self.writer.begin(Shape::Plain);
            }
            b"tr" if self.tables == 1 => {
                self.blocks += 1;
                self.writer.begin_row(Origin { line: self.blocks, page: None });
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
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

    /// The mark of a note, raised; a note is numbered by where it is first referred to.
    fn refer(&mut self, kind: Notes, element: &BytesStart<'_>) {
        /// A document has a few hundred; a package made to keep us busy has more.
        const MOST: usize = 5_000;
        let Some(note) = attribute(element, "id").map(|id| (kind, id)) else { return };
        if self.notes.len() >= MOST {
            return;
        }
        let number = self.number_of(&note).unwrap_or_else(|| {
            self.notes.push(note);
            self.notes.iter().filter(|(other, _)| *other == kind).count()
        });
        self.words(&raised(number));
    }

    /// The number of a note among those of its kind, from 1.
    fn number_of(&self, note: &(Notes, String)) -> Option<usize> {
        let of_kind = self.notes.iter().filter(|(kind, _)| *kind == note.0);
        of_kind.enumerate().find(|(_, other)| *other == note).map(|(index, _)| index + 1)
    }

    fn begin_note(&mut self, element: &BytesStart<'_>) {
        let note = self.in_notes.zip(attribute(element, "id"));
        self.note = note.and_then(|note| self.number_of(&note));
    }

    fn paragraph(&mut self) {
        self.blocks = self.blocks.saturating_add(1);
        self.style = None;
        self.list = None;
        self.level_of_list = 0;
        self.begun = false;
    }

    /// What a paragraph is stands in its properties, which come before its words: at the first of them it begins.
    fn begin(&mut self) {
        self.begun = true;
        if self.tables > 0 {
            return self.writer.flush();
        }
        if let Some(number) = self.note.take() {
            self.writer.begin(Shape::Note);
            let origin = Origin { line: self.blocks.max(1), page: None };
            return self.writer.push(&format!("{} ", raised(number)), || origin);
        }
        let style = self.style.as_deref().and_then(|style| self.styles.get(style));
        let list = self.list.clone().or_else(|| style.and_then(|style| style.list.clone()));
        let shape = match (style.and_then(|style| style.heading), list) {
            (Some(level), _) => Shape::Heading(level),
            (None, Some((id, level))) => self.numbering.next(&id, level),
            (None, None) => Shape::Plain,
        };
        self.writer.begin(shape);
    }

    fn begun_run(&self) -> bool {
        self.begun || self.tables > 0
    }

    fn words(&mut self, words: &str) {
        if !self.begun {
            self.begin();
        }
        while let Some(emphasis) = self.run.get(self.run_open) {
            self.writer.open(*emphasis);
            self.run_open += 1;
        }
        let origin = Origin { line: self.blocks.max(1), page: None };
        self.writer.push(words, || origin);
    }

    fn end_run(&mut self) {
        for _ in 0..self.run_open {
            self.writer.close();
        }
        self.run_open = 0;
        self.run.clear();
    }
}

/// A number as the mark of a note.
fn raised(number: usize) -> String {
    number.to_string().chars().filter_map(superscript).collect()
}
