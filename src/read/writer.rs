//! Collects text into styled lines, for the formats that have blocks and inline emphasis.
//!
//! Must not know any of these formats.

use super::line::{Line, Shape};
use crate::report::{Emphasis, Origin, Text};

/// The lines written so far, and the line that is being written.
#[derive(Default)]
pub(super) struct LineWriter {
    lines: Vec<Line>,
    text: Text,
    shape: Option<Shape>,
    /// The nesting level of the current list item, from 0.
    list_level: u8,
    /// True if the current line directly follows the line before, without a gap.
    joined: bool,
    origin: Option<Origin>,
    /// The emphasis that is open, with the byte of `text` at which it began.
    open_emphasis: Vec<(usize, Emphasis)>,
    /// The cells of the current table row; `None` outside a row.
    cells: Option<Vec<Text>>,
    /// True if the lines of the current block are table rows typed with tabs.
    typed_rows: bool,
    /// True if the lines being written are page furniture.
    furniture: bool,
}

impl LineWriter {
    /// Ends the current line and begins a block of this shape.
    pub(super) fn begin_block(&mut self, shape: Shape) {
        self.flush();
        self.joined = false;
        self.typed_rows = false;
        self.shape = Some(shape).filter(|shape| *shape != Shape::Plain);
        self.list_level = 0;
    }

    /// Ends the current line and begins a list item of this shape. `level` is its nesting level, from 0.
    pub(super) fn begin_item(&mut self, shape: Shape, level: usize) {
        self.begin_block(shape);
        self.list_level = u8::try_from(level).unwrap_or(u8::MAX);
    }

    /// Returns true if the current block has a shape other than plain and has no text yet.
    pub(super) fn is_empty_shaped_block(&self) -> bool {
        self.text.is_blank() && self.shape.is_some()
    }

    /// Sets whether the lines up to the next block are table rows typed with tabs.
    pub(super) fn set_typed_rows(&mut self, rows: bool) {
        self.typed_rows = rows;
    }

    /// Returns true if the lines of the current block are table rows typed with tabs.
    pub(super) fn is_in_typed_rows(&self) -> bool {
        self.typed_rows
    }

    /// Sets whether the lines from here on are page furniture.
    pub(super) fn set_furniture(&mut self, furniture: bool) {
        self.flush();
        self.furniture = furniture;
    }

    /// Adds text as it is. `origin` is used only for the first text of a line.
    pub(super) fn push_text(&mut self, words: &str, origin: impl FnOnce() -> Origin) {
        if self.origin.is_none() {
            self.origin = Some(origin());
        }
        self.text.push_str(words);
    }

    /// Adds text in which any white space means a single space, as in HTML.
    pub(super) fn push_collapsing_spaces(&mut self, words: &str, mut origin: impl FnMut() -> Origin) {
        let mut rest = words;
        while !rest.is_empty() {
            let word_end = rest.find(is_collapsible_space).unwrap_or(rest.len());
            if word_end > 0 {
                self.push_text(&rest[..word_end], &mut origin);
            }
            rest = &rest[word_end..];
            let spaces = rest.len() - rest.trim_start_matches(is_collapsible_space).len();
            if spaces > 0 && !self.text.plain().is_empty() && !self.text.plain().ends_with(' ') {
                self.text.push_str(" ");
            }
            rest = &rest[spaces..];
        }
    }

    /// Adds a space, unless the line is empty.
    pub(super) fn push_space(&mut self) {
        if !self.text.plain().is_empty() {
            self.text.push_str(" ");
        }
    }

    /// Ends the line; the next line follows without a gap. In a table row, adds a space instead.
    pub(super) fn break_line(&mut self) {
        if self.cells.is_some() {
            return self.push_space();
        }
        self.flush();
        self.joined = true;
    }

    /// Begins emphasis.
    pub(super) fn open_emphasis(&mut self, kind: Emphasis) {
        self.open_emphasis.push((self.text.plain().len(), kind));
    }

    /// Ends the emphasis that was begun last.
    pub(super) fn close_emphasis(&mut self) {
        if let Some((start, kind)) = self.open_emphasis.pop() {
            self.text.emphasise(start..self.text.plain().len(), kind);
        }
    }

    /// Begins a table row. Until it ends, blocks within its cells are only text.
    pub(super) fn begin_row(&mut self, origin: Origin) {
        self.flush();
        self.shape = None;
        self.origin = Some(origin);
        self.cells = Some(Vec::new());
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self) {
        let text = self.take_text();
        if let Some(cells) = &mut self.cells {
            cells.push(text.slice(0..text.plain().len()));
        }
    }

    /// Ends the row, and its last cell if that has text.
    pub(super) fn end_row(&mut self) {
        if !self.text.is_blank() {
            self.end_cell();
        }
        let Some(cells) = self.cells.take() else { return };
        let origin = self.origin.take().unwrap_or_default();
        if cells.iter().any(|cell| !cell.is_blank()) {
            self.push_line(Text::default(), Shape::Row(cells), origin);
            self.joined = true;
        }
    }

    /// Ends the table.
    pub(super) fn end_table(&mut self) {
        self.joined = false;
    }

    /// Ends the line, if there is one. In a table row, adds a space instead.
    pub(super) fn flush(&mut self) {
        if self.cells.is_some() {
            return self.push_space();
        }
        let text = self.take_text();
        let origin = self.origin.take().unwrap_or_default();
        if text.is_blank() {
            return;
        }
        let whole = text.slice(0..text.plain().len());
        match self.shape.take().unwrap_or(Shape::Plain) {
            Shape::Plain if self.typed_rows || whole.plain().contains('\t') => {
                self.push_line(Text::default(), Shape::Row(text.split('\t')), origin);
            }
            shape => self.push_line(whole, shape, origin),
        }
        self.joined = false;
    }

    /// Ends the current row and line, and returns all lines.
    pub(super) fn finish(mut self) -> Vec<Line> {
        self.end_row();
        self.flush();
        self.lines
    }

    fn push_line(&mut self, text: Text, shape: Shape, origin: Origin) {
        let line = Line::new(text, shape, !self.joined, origin);
        self.lines.push(Line { furniture: self.furniture, list_level: self.list_level, ..line });
    }

    /// Takes the text so far. Open emphasis ends with this text and begins again in the next one.
    fn take_text(&mut self) -> Text {
        let mut text = std::mem::take(&mut self.text);
        for (start, kind) in &mut self.open_emphasis {
            text.emphasise(*start..text.plain().len(), *kind);
            *start = 0;
        }
        text
    }
}

/// Returns true for white space that can be collapsed. A no-break space is kept.
fn is_collapsible_space(c: char) -> bool {
    c.is_ascii_whitespace()
}
