//! Reads the tables of a document. Only the rows of the outermost table become table rows; a table in a cell is text of
//! the cell.

use quick_xml::events::BytesStart;

use super::{CellProperties, DocumentReader, PartKind};
use crate::{
    read::{
        MAX_LINES,
        docx::xml::{attribute_value, number_value},
        line::Line,
    },
    report::Origin,
};

/// The maximum number of columns that a cell can be merged over.
const MAX_CELL_SPAN: usize = 64;

impl DocumentReader<'_> {
    /// Reads the start tag of a table, a row or a cell, or a property of a cell. Tables in notes are only text.
    pub(super) fn read_table_element(&mut self, name: &[u8], element: &BytesStart<'_>) {
        if self.part != PartKind::Body && self.part != PartKind::Furniture {
            return;
        }
        match name {
            b"tbl" => {
                if self.table_depth == 0 {
                    self.end_paragraph();
                    self.writer.set_in_cells(true);
                    self.cell = CellProperties::default();
                    self.lines_before_cell = self.writer.line_count();
                    self.table_size = 0;
                }
                self.table_depth += 1;
            }
            _ if self.table_depth != 1 => {}
            b"tr" => {
                self.block_count = self.block_count.saturating_add(1);
                self.table.begin_row(Origin { line: self.block_count, page: None });
                self.cell = CellProperties::default();
            }
            b"tc" => self.cell = CellProperties { span: 1, ..CellProperties::default() },
            b"gridSpan" => self.cell.span = number_value(element).unwrap_or(1).clamp(1, MAX_CELL_SPAN),
            b"vMerge" => {
                self.cell.continues_above = attribute_value(element, "val").as_deref() != Some("restart");
            }
            b"cellDel" => self.cell.is_deleted = true,
            _ => {
                let skipped: usize = number_value(element).unwrap_or(0);
                self.push_cells((0..skipped.min(MAX_CELL_SPAN)).map(|_| Vec::new()).collect());
            }
        }
    }

    /// Ends a cell of the outermost table.
    pub(super) fn end_cell(&mut self) {
        self.joins_next = false;
        self.end_paragraph();
        let lines = self.writer.take_lines_after(self.lines_before_cell);
        let span = self.cell.span;
        if span == 0 {
            return;
        }
        let is_deleted = self.cell.is_deleted;
        self.cell = CellProperties::default();
        if is_deleted {
            return;
        }
        self.table_size += lines.len();
        let mut cells = vec![lines];
        cells.resize(span, Vec::new());
        self.push_cells(cells);
        self.writer.set_other_line_count(self.table_size + self.box_lines.len());
    }

    /// Adds cells to the current row, unless there are too many.
    pub(super) fn push_cells(&mut self, cells: Vec<Vec<Line>>) {
        self.table_size += cells.len();
        self.has_too_much_text |= self.table_size > MAX_LINES;
        if !self.has_too_much_text
            && let Some(row) = self.table.row_mut()
        {
            row.cells.extend(cells);
        }
    }

    /// Ends a table. The outermost becomes lines.
    pub(super) fn end_table(&mut self) {
        if self.table_depth == 0 {
            return;
        }
        self.table_depth -= 1;
        if self.table_depth > 0 {
            return;
        }
        self.writer.take_lines_after(self.lines_before_cell);
        self.writer.set_in_cells(false);
        self.writer.set_other_line_count(0);
        let mut lines = std::mem::take(&mut self.table).into_lines(self.writer.next_number());
        for line in &mut lines {
            self.writer.read_typed_marks(line);
        }
        self.writer.append_lines(lines);
        self.append_box_lines();
        self.is_shaped = true;
    }
}
