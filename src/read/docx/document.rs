//! Reads the elements of a Word document, and writes their lines. It shows the document as Word does when all tracked
//! changes are accepted.

mod paragraphs;
mod tables;
mod text_boxes;

use quick_xml::events::{BytesStart, Event};

use self::text_boxes::Interrupted;
use super::{
    fields::Fields,
    notes::{NoteKind, NoteReferences},
    numbering::Numbering,
    paragraph::ParagraphProperties,
    styles::{ParagraphStyles, outline_heading},
    symbols::symbol_char,
    table::TableBuilder,
    xml::{attribute_value, for_each_event, is_replaced_property, is_switched_on, level_value, number_value},
};
use crate::{
    read::{
        line::{Line, Shape},
        strings,
        writer::LineWriter,
    },
    report::Emphasis,
};

/// The part of a document that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// The main part with the text.
    Body,
    /// The footnotes or endnotes.
    Notes(NoteKind),
    /// The comments.
    Comments,
    /// A page header or footer.
    Furniture,
}

/// Reads the parts of a document, and writes their lines.
pub(super) struct DocumentReader<'a> {
    writer: LineWriter,
    styles: &'a ParagraphStyles,
    numbering: Numbering,
    part: PartKind,
    paragraph: ParagraphProperties,
    /// True if the shape of the current line has been decided.
    is_shaped: bool,
    /// True if the mark of the paragraph before is deleted, so that its text continues in this paragraph.
    joins_next: bool,
    run: Run,
    /// True inside the properties of a paragraph (`w:pPr`).
    is_in_paragraph_properties: bool,
    /// True inside the properties of a run (`w:rPr`).
    is_in_run_properties: bool,
    /// The number of open elements whose content is not shown.
    hidden_depth: usize,
    /// For each open element with alternatives, true if one of them has been read.
    alternatives: Vec<bool>,
    fields: Fields,
    /// True inside a text element (`w:t`).
    is_in_text: bool,
    /// The number of open tables. Only the outermost becomes table rows; the words of others are text of its cells.
    table_depth: usize,
    table: TableBuilder,
    cell: CellProperties,
    /// The number of lines before the current cell.
    lines_before_cell: usize,
    /// The number of lines and cells in the current table.
    table_size: usize,
    /// The texts that are interrupted by text boxes, from the outermost.
    interrupted: Vec<Interrupted>,
    /// The number of open text boxes that are read as words of the text around them.
    inline_boxes: usize,
    /// The lines of text boxes, which follow the paragraph or table that they are anchored in.
    box_lines: Vec<Line>,
    /// The number of blocks so far, used in place of line numbers.
    block_count: u32,
    notes: NoteReferences,
    /// True inside a note or comment that is shown.
    is_in_note: bool,
    /// True if the document has tracked changes.
    has_tracked_changes: bool,
    /// True if the document has more lines or cells than are read.
    has_too_much_text: bool,
}

/// The state of the current run.
#[derive(Default)]
struct Run {
    /// The emphasis of the run.
    emphasis: Vec<Emphasis>,
    /// The number of entries of `emphasis` that are open in the writer.
    open_emphasis_count: usize,
    /// True if the run is formatted as hidden text.
    is_hidden: bool,
}

/// The properties of a table cell.
#[derive(Default)]
struct CellProperties {
    /// The number of columns that the cell is merged over.
    span: usize,
    /// True if the cell is the lower part of cells that are merged.
    continues_above: bool,
    /// True if a tracked change deleted the cell.
    is_deleted: bool,
}

/// The lines of a document, with the reasons for its warnings.
pub(super) struct DocumentText {
    pub(super) lines: Vec<Line>,
    pub(super) has_tracked_changes: bool,
    pub(super) has_too_much_text: bool,
}

impl<'a> DocumentReader<'a> {
    /// Creates a reader for a document with these styles and lists.
    pub(super) fn new(styles: &'a ParagraphStyles, numbering: Numbering) -> Self {
        Self {
            writer: LineWriter::with_typed_marks(),
            styles,
            numbering,
            part: PartKind::Body,
            paragraph: ParagraphProperties::default(),
            is_shaped: false,
            joins_next: false,
            run: Run::default(),
            is_in_paragraph_properties: false,
            is_in_run_properties: false,
            hidden_depth: 0,
            alternatives: Vec::new(),
            fields: Fields::default(),
            is_in_text: false,
            table_depth: 0,
            table: TableBuilder::default(),
            cell: CellProperties::default(),
            lines_before_cell: 0,
            table_size: 0,
            interrupted: Vec::new(),
            inline_boxes: 0,
            box_lines: Vec::new(),
            block_count: 0,
            notes: NoteReferences::default(),
            is_in_note: false,
            has_tracked_changes: false,
            has_too_much_text: false,
        }
    }

    /// Returns the lines of all parts that were read.
    pub(super) fn into_text(self) -> DocumentText {
        DocumentText {
            lines: self.writer.into_lines(),
            has_tracked_changes: self.has_tracked_changes,
            has_too_much_text: self.has_too_much_text,
        }
    }

    /// Reads a part of the document from its XML.
    pub(super) fn read_part(&mut self, part: PartKind, xml: &str) {
        self.part = part;
        self.writer.set_furniture(part == PartKind::Furniture);
        for_each_event(xml, |event| match event {
            Event::Start(element) => self.read_element_start(&element, false),
            Event::Empty(element) => {
                self.read_element_start(&element, true);
                self.read_element_end(element.local_name().as_ref());
            }
            Event::End(element) => self.read_element_end(element.local_name().as_ref()),
            Event::Text(text) if self.is_text_shown() => {
                let words = text.xml10_content().unwrap_or_default();
                self.add_text(&words);
            }
            Event::CData(text) if self.is_text_shown() => {
                self.add_text(&String::from_utf8_lossy(&text));
            }
            Event::GeneralRef(entity) if self.is_text_shown() => {
                let by_number = entity.resolve_char_ref().ok().flatten().map(String::from);
                let by_name = || {
                    quick_xml::escape::resolve_predefined_entity(&entity.decode().ok()?).map(str::to_owned)
                };
                let words = by_number.or_else(by_name).unwrap_or_default();
                self.add_text(&words);
            }
            _ => {}
        });
        self.end_part();
    }

    /// Ends everything that is open, so that the next part starts clean even if the XML of this one ends too early.
    fn end_part(&mut self) {
        while !self.interrupted.is_empty() {
            self.end_text_box();
        }
        self.joins_next = false;
        self.end_paragraph();
        if self.table_depth > 0 {
            self.end_cell();
            self.table_depth = 1;
            self.end_table();
        }
        self.append_box_lines();
        self.hidden_depth = 0;
        self.inline_boxes = 0;
        self.alternatives.clear();
        self.fields = Fields::default();
        (self.is_in_text, self.is_in_note) = (false, false);
        (self.is_in_paragraph_properties, self.is_in_run_properties) = (false, false);
    }

    /// Returns true if the text of the current element is shown.
    fn is_text_shown(&self) -> bool {
        self.is_in_text && self.is_content_shown()
    }

    /// Returns true if the content of the current run is shown.
    fn is_content_shown(&self) -> bool {
        let is_in_part = matches!(self.part, PartKind::Body | PartKind::Furniture) || self.is_in_note;
        self.hidden_depth == 0 && !self.run.is_hidden && is_in_part && !self.fields.is_in_instruction()
    }

    /// Reads the start tag of an element. `is_empty` is true if the element has no content.
    fn read_element_start(&mut self, element: &BytesStart<'_>, is_empty: bool) {
        let name = element.local_name();
        let name = name.as_ref();
        if matches!(name, b"ins" | b"del" | b"moveFrom" | b"moveTo") && self.part != PartKind::Comments {
            self.has_tracked_changes = true;
        }
        if name == b"del" && self.hidden_depth == 0 {
            self.read_deletion();
        }
        if name == b"Choice" && self.hidden_depth == 0 && !is_empty {
            // Only the first alternative is shown.
            let is_another =
                self.alternatives.last_mut().is_some_and(|is_read| std::mem::replace(is_read, true));
            self.hidden_depth += usize::from(is_another);
            return;
        }
        if is_hidden_element(name) || self.hidden_depth > 0 && name == b"Choice" {
            self.hidden_depth += 1;
        }
        if self.hidden_depth > 0 {
            return;
        }
        if self.is_in_paragraph_properties {
            return self.read_paragraph_property(name, element);
        }
        if self.is_in_run_properties {
            return self.read_run_property(name, element);
        }
        match name {
            b"p" => self.begin_paragraph(),
            b"pPr" => self.is_in_paragraph_properties = !is_empty,
            b"rPr" => {
                self.is_in_run_properties = !is_empty;
                self.run.emphasis.clear();
            }
            b"t" => self.is_in_text = true,
            b"AlternateContent" if !is_empty => self.alternatives.push(false),
            b"txbxContent" | b"txBody" if !is_empty => self.begin_text_box(),
            b"footnote" | b"endnote" | b"comment" => self.begin_note(element),
            b"tbl" | b"tr" | b"tc" | b"gridSpan" | b"vMerge" | b"gridBefore" | b"cellDel" => {
                self.read_table_element(name, element);
            }
            _ => self.read_run_content(name, element),
        }
    }

    /// Reads a deletion that a tracked change made of a paragraph mark or of a table row. Deleted text is hidden.
    fn read_deletion(&mut self) {
        if self.is_in_paragraph_properties {
            self.paragraph.is_mark_deleted = true;
        } else if self.table_depth == 1
            && self.writer.line_count() == self.lines_before_cell
            && self.cell.span == 0
            && let Some(row) = self.table.row_mut()
        {
            row.is_deleted = true;
        }
    }

    /// Reads a property of a paragraph.
    fn read_paragraph_property(&mut self, name: &[u8], element: &BytesStart<'_>) {
        let properties = &mut self.paragraph;
        match name {
            b"pStyle" => properties.style = attribute_value(element, "val"),
            b"numId" => properties.list = attribute_value(element, "val"),
            b"ilvl" => properties.list_level = level_value(element, "val"),
            b"outlineLvl" => properties.heading = Some(outline_heading(number_value(element))),
            b"sectPr" => properties.ends_section = true,
            // The large first letter of the next paragraph.
            b"framePr" => {
                properties.is_mark_deleted |=
                    attribute_value(element, "dropCap").is_some_and(|value| value != "none");
            }
            // The mark of such a paragraph is not shown, so that the next paragraph continues its line.
            b"specVanish" => properties.is_mark_deleted = is_switched_on(element),
            _ => {}
        }
    }

    /// Reads a property of a run.
    fn read_run_property(&mut self, name: &[u8], element: &BytesStart<'_>) {
        let emphasis = match name {
            b"b" => Emphasis::Bold,
            b"i" => Emphasis::Italic,
            b"vanish" => {
                self.run.is_hidden = is_switched_on(element);
                return;
            }
            _ => return,
        };
        if is_switched_on(element) && !self.run.emphasis.contains(&emphasis) {
            self.run.emphasis.push(emphasis);
        }
    }

    /// Reads an element in a run that is not a text element.
    fn read_run_content(&mut self, name: &[u8], element: &BytesStart<'_>) {
        match name {
            b"fldChar" => self.read_field_mark(element),
            _ if !self.is_content_shown() => {}
            b"tab" | b"ptab" => self.add_text("\t"),
            b"noBreakHyphen" => self.add_text("\u{2011}"),
            b"sym" => {
                let font = attribute_value(element, "font").unwrap_or_default();
                let symbol = attribute_value(element, "char").and_then(|code| symbol_char(&font, &code));
                if let Some(symbol) = symbol {
                    self.add_text(symbol.encode_utf8(&mut [0; 4]));
                }
            }
            b"br" | b"cr" => {
                let kind = attribute_value(element, "type");
                self.break_line(matches!(kind.as_deref(), None | Some("textWrapping")));
            }
            b"footnoteReference" => self.add_note_mark(NoteKind::Foot, element),
            b"endnoteReference" => self.add_note_mark(NoteKind::End, element),
            _ => {}
        }
    }

    /// Reads the start, the separator or the end of a field: the instruction is before the separator, and the result
    /// after it.
    fn read_field_mark(&mut self, element: &BytesStart<'_>) {
        match attribute_value(element, "fldCharType").as_deref() {
            Some("begin") => self.fields.begin(),
            Some("separate") => self.fields.begin_result(),
            Some("end") => self.fields.end(),
            _ => {}
        }
    }

    /// Reads the end tag of an element with this name, without its prefix.
    fn read_element_end(&mut self, name: &[u8]) {
        if is_hidden_element(name) || self.hidden_depth > 0 && name == b"Choice" {
            self.hidden_depth = self.hidden_depth.saturating_sub(1);
            return;
        }
        if self.hidden_depth > 0 {
            return;
        }
        match name {
            b"pPr" => self.is_in_paragraph_properties = false,
            b"rPr" => self.is_in_run_properties = false,
            _ if self.is_in_paragraph_properties || self.is_in_run_properties => {}
            b"t" => self.is_in_text = false,
            b"r" => self.end_run(),
            b"p" => self.end_paragraph(),
            b"AlternateContent" => {
                self.alternatives.pop();
            }
            b"txbxContent" | b"txBody" => self.end_text_box(),
            b"footnote" | b"endnote" | b"comment" => {
                self.writer.end_line();
                self.is_in_note = false;
            }
            b"tc" if self.table_depth == 1 => self.end_cell(),
            b"tbl" => self.end_table(),
            _ => {}
        }
    }

    /// Adds the mark of the note that an element refers to.
    fn add_note_mark(&mut self, kind: NoteKind, element: &BytesStart<'_>) {
        let Some(id) = attribute_value(element, "id") else { return };
        let has_own_mark = attribute_value(element, "customMarkFollows")
            .is_some_and(|value| !matches!(value.as_str(), "0" | "false" | "off"));
        let mark = self.notes.add(kind, id, has_own_mark);
        self.add_text(&mark);
    }

    /// Begins a note or a comment. A note that the text does not refer to is not shown.
    fn begin_note(&mut self, element: &BytesStart<'_>) {
        let id = attribute_value(element, "id").unwrap_or_default();
        let prefix = match self.part {
            PartKind::Notes(kind) => self.notes.prefix(kind, &id),
            PartKind::Comments => {
                Some(strings::comment_label(attribute_value(element, "author").as_deref().map(str::trim)))
            }
            PartKind::Body | PartKind::Furniture => return,
        };
        self.is_in_note = prefix.is_some();
        self.writer.begin_block(Shape::Footnote);
        self.paragraph = ParagraphProperties::default();
        self.paragraph.note_prefix = prefix;
    }
}

/// Returns true if the content of an element is not shown: deleted text, field codes, properties of content controls,
/// properties that a tracked change replaced, and alternatives for older programs.
fn is_hidden_element(name: &[u8]) -> bool {
    matches!(
        name,
        b"del" | b"moveFrom" | b"instrText" | b"delInstrText" | b"delText" | b"Fallback" | b"sdtPr" | b"rt"
    ) || is_replaced_property(name)
}
