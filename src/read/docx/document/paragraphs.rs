//! Reads the paragraphs of a document, and decides which are headings, list items and numbered paragraphs.

use super::{DocumentReader, PartKind, Run};
use crate::{
    read::{
        docx::{
            fields::Fields,
            numbering::Label,
            paragraph::{ParagraphProperties, parse_number_label},
        },
        line::Shape,
        typed_marks,
    },
    report::Origin,
};

impl DocumentReader<'_> {
    /// Begins a paragraph, whose properties and text follow.
    pub(super) fn begin_paragraph(&mut self) {
        self.block_count = self.block_count.saturating_add(1);
        if matches!(self.part, PartKind::Notes(_) | PartKind::Comments) {
            return;
        }
        if !std::mem::take(&mut self.joins_next) {
            self.finish_line();
            self.writer.begin_block(Shape::Plain);
        }
        self.paragraph = ParagraphProperties::default();
        self.is_shaped = false;
    }

    /// Ends the current paragraph. If its mark is deleted, the next paragraph continues its line.
    pub(super) fn end_paragraph(&mut self) {
        self.end_run();
        self.run = Run::default();
        self.is_in_text = false;
        // The instruction of a field does not contain whole paragraphs, so the end of this field is missing.
        if self.fields.is_in_instruction() {
            self.fields = Fields::default();
        }
        if matches!(self.part, PartKind::Notes(_) | PartKind::Comments) {
            return self.writer.push_space();
        }
        self.joins_next = self.paragraph.is_mark_deleted;
        if self.joins_next {
            return;
        }
        self.count_empty_paragraph();
        self.finish_line();
        // The end of the file ends the last paragraph again, which must not be counted twice.
        self.paragraph = ParagraphProperties::default();
        self.is_shaped = true;
        if self.table_depth == 0 {
            self.append_box_lines();
        }
    }

    /// Counts the number of a paragraph without text, which Word shows. Word does not number the empty lower parts of
    /// merged cells and paragraphs that only end a section. In a table cell, the number is the text of the paragraph.
    pub(super) fn count_empty_paragraph(&mut self) {
        let is_merged = self.table_depth > 0 && self.cell.continues_above;
        let is_empty = self.writer.current_text().trim().is_empty();
        if self.is_shaped || !is_empty || is_merged || self.paragraph.ends_section {
            return;
        }
        if let Some((Label::Number(label), _)) = self.next_label()
            && self.table_depth > 0
        {
            self.is_shaped = true;
            self.push_words(&label);
        }
    }

    /// Ends the current line with the shape of its paragraph.
    pub(super) fn finish_line(&mut self) {
        self.shape_line();
        self.writer.end_line();
    }

    /// Decides the shape of the first line of a paragraph, when all its properties and words are known.
    pub(super) fn shape_line(&mut self) {
        if self.is_shaped || self.writer.current_text().trim().is_empty() {
            return;
        }
        self.is_shaped = true;
        let label = self.next_label();
        let is_numbered = matches!(label, Some((Label::Number(_), _)))
            || typed_marks::begins_with_number(self.writer.current_text());
        let style = self.styles.of_paragraph(self.paragraph.style.as_deref());
        let heading = self.paragraph.heading.unwrap_or_else(|| style.and_then(|(_, style)| style.heading));
        let heading = heading.filter(|_| self.table_depth == 0);
        if let Some(level) = heading.filter(|_| is_title(self.writer.current_text(), is_numbered)) {
            if let Some((Label::Number(label), _)) = label {
                self.writer.prepend_text(&format!("{label} "));
            }
            return self.writer.set_shape(Shape::Heading(level), 0);
        }
        match label {
            None if self.table_depth == 0 && style.is_some_and(|(_, style)| style.is_title) => {
                self.writer.set_styled_title();
            }
            None => {}
            Some((Label::Bullet, level)) => self.writer.set_shape(Shape::Bullet, level),
            Some((Label::Number(label), level)) => self.set_label(&label, level),
        }
    }

    /// Gives the current line an automatic number. A whole number is that of a paragraph; others stay in the text.
    pub(super) fn set_label(&mut self, label: &str, level: usize) {
        if let Some((number, mark)) = parse_number_label(label) {
            return self.writer.set_number(number, mark, label, level);
        }
        self.writer.prepend_text(&format!("{label} "));
        let is_item = label.trim_start_matches(['(', '[']).starts_with(char::is_lowercase);
        if is_item {
            self.writer.set_shape(Shape::Bullet, level);
        }
    }

    /// Counts the current paragraph in its list, and returns its number or bullet and its list level, from 0. Returns
    /// `None` if the paragraph is in no list.
    pub(super) fn next_label(&mut self) -> Option<(Label, usize)> {
        if self.part != PartKind::Body {
            return None;
        }
        let style = self.styles.of_paragraph(self.paragraph.style.as_deref());
        let style_list = style.and_then(|(_, style)| style.list.as_deref());
        let own_list = self.paragraph.list.as_deref();
        let list = own_list.or(style_list)?;
        let level = self.paragraph.list_level.or_else(|| match (own_list, style) {
            (None, Some((id, style))) => style.list_level.or_else(|| self.numbering.level_of_style(list, id)),
            _ => None,
        });
        let (list, level) = (list.to_owned(), level.unwrap_or(0));
        Some((self.numbering.next_label(&list, level)?, level))
    }

    /// Adds text to the current paragraph, with the emphasis of the current run.
    pub(super) fn add_text(&mut self, words: &str) {
        if let Some(prefix) = self.paragraph.note_prefix.take() {
            self.push_words(&prefix);
        }
        while let Some(emphasis) = self.run.emphasis.get(self.run.open_emphasis_count) {
            self.writer.open_emphasis(*emphasis);
            self.run.open_emphasis_count += 1;
        }
        self.push_words(words);
    }

    /// Adds words without emphasis to the current line.
    pub(super) fn push_words(&mut self, words: &str) {
        let origin = Origin { line: self.block_count.max(1), page: None };
        self.writer.push_text(words, || origin);
    }

    /// Ends the current line within a paragraph. A break in a title, a note or a table cell, and one that only begins a
    /// page or a column, is a space.
    pub(super) fn break_line(&mut self, is_line_break: bool) {
        let is_text = matches!(self.part, PartKind::Body | PartKind::Furniture) && self.table_depth == 0;
        self.shape_line();
        if is_text && is_line_break && !self.writer.is_heading() {
            self.writer.break_line();
        } else {
            self.writer.push_space();
        }
    }

    /// Ends the current run and its emphasis.
    pub(super) fn end_run(&mut self) {
        for _ in 0..self.run.open_emphasis_count {
            self.writer.close_emphasis();
        }
        self.run.open_emphasis_count = 0;
        self.run.emphasis.clear();
        self.run.is_hidden = false;
    }
}

/// Returns true if a text with the style of a heading can be a title. A numbered text is a paragraph if it is prose or
/// ends as a sentence does.
fn is_title(words: &str, is_numbered: bool) -> bool {
    /// The maximum length of a title, in bytes.
    const MAX_TITLE_BYTES: usize = 300;
    /// The maximum length of a title with a number, in bytes.
    const MAX_NUMBERED_TITLE_BYTES: usize = 160;
    let words = words.trim();
    if is_numbered {
        let ends_sentence = words.ends_with(['.', ';', ':', '?', '!', ',', '\u{201D}']);
        words.len() <= MAX_NUMBERED_TITLE_BYTES && !(ends_sentence && words.split(' ').count() > 3)
    } else {
        words.len() <= MAX_TITLE_BYTES
    }
}
