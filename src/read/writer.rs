//! Collects text into styled lines, for the formats that have blocks and inline emphasis.
//!
//! Must not know any of these formats.

use super::line::{Line, Shape};
use crate::report::{Emphasis, Origin, Text};

/// The lines written so far, and the line that is being written.
#[derive(Default)]
pub(super) struct LineWriter {
    lines: Vec<Line>,
    /// The text of the current line or cell.
    text: Text,
    /// The shape of the current line; `None` if it is plain.
    shape: Option<Shape>,
    /// The nesting level of the current list item, from 0.
    list_level: u8,
    /// True if the current line directly follows the line before, without a gap.
    is_joined: bool,
    /// The origin of the current line; `None` before its first text.
    origin: Option<Origin>,
    /// The byte of `text` where each open emphasis begins, and its kind.
    open_emphasis: Vec<(usize, Emphasis)>,
    /// The cells of the current table row; `None` outside a row.
    cells: Option<Vec<Text>>,
    /// The number of cells in `lines`.
    cell_count: usize,
    /// True if the lines of the current block are table rows typed with tabs.
    has_typed_rows: bool,
    /// True if the current lines are page furniture.
    is_furniture: bool,
    /// True if the next line does not continue the text before.
    begins_text: bool,
}

impl LineWriter {
    /// Ends the current line, and begins a block of this shape.
    pub(super) fn begin_block(&mut self, shape: Shape) {
        self.end_line();
        self.is_joined = false;
        self.has_typed_rows = false;
        self.shape = Some(shape).filter(|shape| *shape != Shape::Plain);
        self.list_level = 0;
    }

    /// Ends the current line, and begins a list item of this shape. `level` is its nesting level, from 0.
    pub(super) fn begin_item(&mut self, shape: Shape, level: usize) {
        self.begin_block(shape);
        self.list_level = u8::try_from(level).unwrap_or(u8::MAX);
    }

    /// Returns true if the current block has a shape other than plain and has no text yet.
    pub(super) fn is_empty_shaped_block(&self) -> bool {
        self.text.is_blank() && self.shape.is_some()
    }

    /// Sets whether the lines up to the next block are table rows typed with tabs.
    pub(super) fn set_typed_rows(&mut self, has_typed_rows: bool) {
        self.has_typed_rows = has_typed_rows;
    }

    /// Returns true if the lines of the current block are table rows typed with tabs.
    pub(super) fn is_in_typed_rows(&self) -> bool {
        self.has_typed_rows
    }

    /// Ends the current line, and sets whether the following lines are page furniture.
    pub(super) fn set_furniture(&mut self, is_furniture: bool) {
        self.end_line();
        self.is_furniture = is_furniture;
    }

    /// Ends the current line. The next line does not continue the text before, even if that is unfinished.
    pub(super) fn separate_texts(&mut self) {
        self.end_line();
        self.begins_text = true;
    }

    /// Adds text unchanged. `origin` is called only for the first text of a line.
    pub(super) fn push_text(&mut self, words: &str, origin: impl FnOnce() -> Origin) {
        if self.origin.is_none() {
            self.origin = Some(origin());
        }
        self.text.push_str(words);
    }

    /// Adds text with each sequence of white space collapsed to a single space, as HTML does. `origin` is called only
    /// for the first text of a line.
    pub(super) fn push_text_collapsing_spaces(&mut self, words: &str, mut origin: impl FnMut() -> Origin) {
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

    /// Ends the current line. The next line follows without a gap. In a table row, adds a space instead.
    pub(super) fn break_line(&mut self) {
        if self.cells.is_some() {
            return self.push_space();
        }
        self.end_line();
        self.is_joined = true;
    }

    /// Begins emphasis of this kind at the end of the current text.
    pub(super) fn open_emphasis(&mut self, kind: Emphasis) {
        self.open_emphasis.push((self.text.plain().len(), kind));
    }

    /// Ends the emphasis that was begun last, if any is open.
    pub(super) fn close_emphasis(&mut self) {
        if let Some((start, kind)) = self.open_emphasis.pop() {
            self.text.emphasise(start..self.text.plain().len(), kind);
        }
    }

    /// Ends the current line, and begins a table row. Until the row ends, blocks within its cells are only text.
    pub(super) fn begin_row(&mut self, origin: Origin) {
        self.end_line();
        self.shape = None;
        self.origin = Some(origin);
        self.cells = Some(Vec::new());
    }

    /// Ends the current cell of a table row.
    pub(super) fn end_cell(&mut self) {
        let text = self.take_text();
        if self.is_full() {
            return;
        }
        if let Some(cells) = &mut self.cells {
            cells.push(text.slice(0..text.plain().len()));
        }
    }

    /// Returns true if there are so many lines or cells that the caller returns `ReadError::TooMuchText`. More of them
    /// are not kept.
    fn is_full(&self) -> bool {
        let open_cells = self.cells.as_ref().map_or(0, Vec::len);
        self.lines.len() > super::MAX_LINES || self.cell_count + open_cells > super::MAX_LINES
    }

    /// Ends the current table row, and its last cell if the cell has text. A row without text is left out.
    pub(super) fn end_row(&mut self) {
        if !self.text.is_blank() {
            self.end_cell();
        }
        let Some(cells) = self.cells.take() else { return };
        let origin = self.origin.take().unwrap_or_default();
        // A row with too many cells is kept, because it shows the caller that there are too many.
        if cells.len() > super::MAX_LINES || cells.iter().any(|cell| !cell.is_blank()) {
            self.push_line(Text::default(), Shape::Row(cells), origin);
            self.is_joined = true;
        }
    }

    /// Ends the current table. The next line is separated from its last row by a gap.
    pub(super) fn end_table(&mut self) {
        self.is_joined = false;
    }

    /// Ends the current line, if it has text. In a table row, adds a space instead.
    pub(super) fn end_line(&mut self) {
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
            Shape::Plain if self.has_typed_rows || whole.plain().contains('\t') => {
                self.push_line(Text::default(), Shape::Row(text.split('\t')), origin);
            }
            shape => self.push_line(whole, shape, origin),
        }
        self.is_joined = false;
    }

    /// Ends the current row and line, and returns all lines.
    pub(super) fn into_lines(mut self) -> Vec<Line> {
        self.end_row();
        self.end_line();
        self.lines
    }

    /// Adds a line.
    fn push_line(&mut self, text: Text, shape: Shape, origin: Origin) {
        if self.is_full() {
            return;
        }
        if let Shape::Row(cells) = &shape {
            self.cell_count += cells.len();
        }
        let line = Line::new(text, shape, !self.is_joined, origin);
        self.lines.push(Line {
            is_furniture: self.is_furniture,
            list_level: self.list_level,
            begins_text: std::mem::take(&mut self.begins_text),
            ..line
        });
    }

    /// Removes and returns the current text. Open emphasis ends with this text and begins again with the next text.
    fn take_text(&mut self) -> Text {
        let mut text = std::mem::take(&mut self.text);
        for (start, kind) in &mut self.open_emphasis {
            text.emphasise(*start..text.plain().len(), *kind);
            *start = 0;
        }
        text
    }
}

/// Returns true if a character is white space that HTML collapses. A no-break space is kept.
fn is_collapsible_space(c: char) -> bool {
    c.is_ascii_whitespace()
}
