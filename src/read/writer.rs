//! Collects words into styled lines: what every format that has blocks and inline emphasis shares.

use super::line::{Line, Shape};
use crate::report::{Emphasis, Origin, Text};

/// Lines written so far, and the one being written.
#[derive(Default)]
pub(super) struct LineWriter {
    lines: Vec<Line>,
    text: Text,
    shape: Option<Shape>,
    /// Whether the line being written goes on right below the one before.
    joined: bool,
    origin: Option<Origin>,
    /// Emphasis that is open, with the byte of `text` at which it opened.
    open: Vec<(usize, Emphasis)>,
    /// Cells of the row being written.
    cells: Option<Vec<Text>>,
    /// Whether lines are rows typed with tabs.
    typed_rows: bool,
    /// Whether lines belong to the page and not to the report.
    furniture: bool,
}

impl LineWriter {
    /// Begins a block of this shape; what was being written is done.
    pub(super) fn begin(&mut self, shape: Shape) {
        self.flush();
        self.joined = false;
        self.typed_rows = false;
        self.shape = Some(shape).filter(|shape| *shape != Shape::Plain);
    }

    /// Whether a block of a shape of its own was begun and has no words yet.
    pub(super) fn awaits_words(&self) -> bool {
        self.text.is_blank() && self.shape.is_some()
    }

    /// From here on lines are rows typed with tabs, until the next block begins.
    pub(super) fn typed_rows(&mut self, rows: bool) {
        self.typed_rows = rows;
    }

    /// Whether lines are rows typed with tabs.
    pub(super) fn is_in_typed_rows(&self) -> bool {
        self.typed_rows
    }

    /// From here on lines belong to the page, or again to the report.
    pub(super) fn furniture(&mut self, furniture: bool) {
        self.flush();
        self.furniture = furniture;
    }

    /// Adds words as they are. `origin` counts where they are the first of their line.
    pub(super) fn push(&mut self, words: &str, origin: impl FnOnce() -> Origin) {
        if self.origin.is_none() {
            self.origin = Some(origin());
        }
        self.text.push_str(words);
    }

    /// Adds words whose white space means no more than a space, as in HTML.
    pub(super) fn push_flowing(&mut self, words: &str, mut origin: impl FnMut() -> Origin) {
        let mut rest = words;
        while !rest.is_empty() {
            let word_end = rest.find(is_flowing_space).unwrap_or(rest.len());
            if word_end > 0 {
                self.push(&rest[..word_end], &mut origin);
            }
            rest = &rest[word_end..];
            let spaces = rest.len() - rest.trim_start_matches(is_flowing_space).len();
            if spaces > 0 && !self.text.plain().is_empty() && !self.text.plain().ends_with(' ') {
                self.text.push_str(" ");
            }
            rest = &rest[spaces..];
        }
    }

    /// Adds a space, unless the line has just begun.
    pub(super) fn space(&mut self) {
        if !self.text.plain().is_empty() {
            self.text.push_str(" ");
        }
    }

    /// Ends the line; the next one stands right below it.
    pub(super) fn break_line(&mut self) {
        if self.cells.is_some() {
            return self.space();
        }
        self.flush();
        self.joined = true;
    }

    /// Emphasis begins.
    pub(super) fn open(&mut self, kind: Emphasis) {
        self.open.push((self.text.plain().len(), kind));
    }

    /// The emphasis that began last ends.
    pub(super) fn close(&mut self) {
        if let Some((start, kind)) = self.open.pop() {
            self.text.emphasise(start..self.text.plain().len(), kind);
        }
    }

    /// A row of a table begins; blocks within its cells are only words until it ends.
    pub(super) fn begin_row(&mut self, origin: Origin) {
        self.flush();
        self.shape = None;
        self.origin = Some(origin);
        self.cells = Some(Vec::new());
    }

    /// A cell ends.
    pub(super) fn end_cell(&mut self) {
        let text = self.take_text();
        if let Some(cells) = &mut self.cells {
            cells.push(text.slice(0..text.plain().len()));
        }
    }

    /// The row ends.
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

    /// The table ends.
    pub(super) fn end_table(&mut self) {
        self.joined = false;
    }

    /// Ends the line, if there is one. Within a row that is a space.
    pub(super) fn flush(&mut self) {
        if self.cells.is_some() {
            return self.space();
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

    /// All lines.
    pub(super) fn finish(mut self) -> Vec<Line> {
        self.end_row();
        self.flush();
        self.lines
    }

    fn push_line(&mut self, text: Text, shape: Shape, origin: Origin) {
        let line = Line::new(text, shape, !self.joined, origin);
        self.lines.push(Line { furniture: self.furniture, ..line });
    }

    /// The text so far. Emphasis that is open ends with it and begins again in the next.
    fn take_text(&mut self) -> Text {
        let mut text = std::mem::take(&mut self.text);
        for (start, kind) in &mut self.open {
            text.emphasise(*start..text.plain().len(), *kind);
            *start = 0;
        }
        text
    }
}

/// White space that flows; a no-break space is a word's own.
fn is_flowing_space(c: char) -> bool {
    c.is_ascii_whitespace()
}
