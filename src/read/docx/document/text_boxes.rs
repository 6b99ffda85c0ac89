//! Reads text boxes. The text that a box interrupts is continued when the box ends, and the lines of the box follow the
//! paragraph or table that it is anchored in.

use super::{CellProperties, DocumentReader, Run};
use crate::read::{
    MAX_LINES,
    docx::{fields::Fields, paragraph::ParagraphProperties, table::TableBuilder},
    writer::LineWriter,
};

/// The maximum number of text boxes that are open at the same time. Word allows none in another; the words of deeper
/// boxes are read as words of the text around them.
const MAX_OPEN_BOXES: usize = 4;

/// The state of a text that is interrupted by a text box.
pub(super) struct Interrupted {
    writer: LineWriter,
    paragraph: ParagraphProperties,
    is_shaped: bool,
    run: Run,
    table_depth: usize,
    table: TableBuilder,
    cell: CellProperties,
    lines_before_cell: usize,
    table_size: usize,
    fields: Fields,
}

impl DocumentReader<'_> {
    /// Begins a text box. The text around it is continued when the box ends.
    pub(super) fn begin_text_box(&mut self) {
        if self.interrupted.len() >= MAX_OPEN_BOXES || self.is_in_note {
            self.inline_boxes += 1;
            return;
        }
        self.end_run();
        self.interrupted.push(Interrupted {
            writer: self.writer.suspend(),
            paragraph: std::mem::take(&mut self.paragraph),
            is_shaped: std::mem::replace(&mut self.is_shaped, true),
            run: std::mem::take(&mut self.run),
            table_depth: std::mem::take(&mut self.table_depth),
            table: std::mem::take(&mut self.table),
            cell: std::mem::take(&mut self.cell),
            lines_before_cell: self.lines_before_cell,
            table_size: self.table_size,
            fields: std::mem::take(&mut self.fields),
        });
    }

    /// Ends a text box.
    pub(super) fn end_text_box(&mut self) {
        if self.inline_boxes > 0 {
            self.inline_boxes -= 1;
            return;
        }
        let Some(outer) = self.interrupted.pop() else { return };
        self.joins_next = false;
        self.end_paragraph();
        if self.table_depth > 0 {
            self.table_depth = 1;
            self.end_cell();
            self.end_table();
        }
        let inner = std::mem::replace(&mut self.writer, outer.writer);
        let lines = inner.into_lines();
        self.box_lines.extend(lines);
        self.paragraph = outer.paragraph;
        self.is_shaped = outer.is_shaped;
        self.run = outer.run;
        self.table_depth = outer.table_depth;
        self.table = outer.table;
        self.cell = outer.cell;
        self.lines_before_cell = outer.lines_before_cell;
        self.table_size = outer.table_size;
        self.fields = outer.fields;
        self.writer.set_other_line_count(self.table_size + self.box_lines.len());
        self.has_too_much_text |= self.box_lines.len() > MAX_LINES;
        if self.has_too_much_text {
            self.box_lines.clear();
        }
    }

    /// Adds the lines of the text boxes that are anchored in the paragraph or table before.
    pub(super) fn append_box_lines(&mut self) {
        if !self.box_lines.is_empty() && self.interrupted.is_empty() {
            let lines = std::mem::take(&mut self.box_lines);
            self.writer.set_other_line_count(0);
            self.writer.append_lines(lines);
        }
    }
}
