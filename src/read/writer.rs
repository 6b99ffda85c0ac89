//! Collects text into styled lines, for the formats that have blocks and inline emphasis.
//!
//! Must not know any of these formats.

use super::{
    line::{Line, Shape},
    typed_marks::TypedMarks,
};
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
    /// The number of the current line as printed; `None` if it is the number followed by its mark.
    printed_number: Option<Box<str>>,
    /// True if the number of the current line is stated by the source.
    has_stated_number: bool,
    /// Reads the numbers and bullets that are typed at the beginning of plain lines; `None` in formats whose syntax has
    /// them.
    typed_marks: Option<TypedMarks>,
    /// The words in front of the current line, which are added when it ends.
    prefix: Option<String>,
    /// True if the current line is marked as the title of the document.
    is_styled_title: bool,
    /// True if the current lines are in the cells of a table that is built elsewhere.
    is_in_cells: bool,
    /// The number of lines that other writers of the same file have written. They count towards the limit.
    other_line_count: usize,
}

impl LineWriter {
    /// Creates a writer that reads the numbers and bullets that are typed at the beginning of plain lines.
    pub(super) fn with_typed_marks() -> Self {
        Self { typed_marks: Some(TypedMarks::default()), ..Self::default() }
    }

    /// Ends the current line, and begins a block of this shape.
    pub(super) fn begin_block(&mut self, shape: Shape) {
        self.end_line();
        self.is_joined = false;
        self.has_typed_rows = false;
        self.shape = Some(shape).filter(|shape| *shape != Shape::Plain);
        self.list_level = 0;
        self.prefix = None;
        self.printed_number = None;
        self.has_stated_number = false;
        self.is_styled_title = false;
    }

    /// Marks the current line as the title of the document.
    pub(super) fn set_styled_title(&mut self) {
        self.is_styled_title = true;
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
        self.lines.len() + self.other_line_count > super::MAX_LINES
            || self.cell_count + open_cells > super::MAX_LINES
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
        if !self.text.is_blank()
            && let Some(prefix) = self.prefix.take()
        {
            self.prepend_text(&prefix);
        }
        let text = self.take_text();
        let origin = self.origin.take().unwrap_or_default();
        if text.is_blank() {
            return;
        }
        let whole = || text.slice(0..text.plain().len());
        match self.shape.take().unwrap_or(Shape::Plain) {
            Shape::Plain if self.has_typed_rows => {
                self.push_line(Text::default(), Shape::Row(text.split('\t')), origin);
            }
            Shape::Plain if self.is_in_cells => {
                self.push_line(whole().replace('\t', ' '), Shape::Plain, origin);
            }
            Shape::Plain if self.typed_marks.is_some() => self.push_line(text, Shape::Plain, origin),
            Shape::Plain if whole().plain().contains('\t') => {
                self.push_line(Text::default(), Shape::Row(text.split('\t')), origin);
            }
            shape => self.push_line(whole(), shape, origin),
        }
        self.is_joined = false;
    }

    /// Returns the text of the current line so far.
    pub(super) fn current_text(&self) -> &str {
        self.text.plain()
    }

    /// Sets the words in front of the current line, which has no text yet.
    pub(super) fn set_prefix(&mut self, words: String) {
        self.prefix = Some(words);
    }

    /// Returns true if the current line is a heading.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.shape, Some(Shape::Heading(_)))
    }

    /// Puts words in front of the text of the current line.
    pub(super) fn prepend_text(&mut self, words: &str) {
        let rest = std::mem::replace(&mut self.text, Text::new(words));
        self.text.push_text(&rest);
        self.open_emphasis.iter_mut().for_each(|(start, _)| *start += words.len());
    }

    /// Gives the current line a shape and a nesting level, from 0.
    pub(super) fn set_shape(&mut self, shape: Shape, level: usize) {
        self.shape = Some(shape).filter(|shape| *shape != Shape::Plain);
        self.list_level = u8::try_from(level).unwrap_or(u8::MAX);
    }

    /// Gives the current line a number that the source states. `printed` is the number as it is shown.
    pub(super) fn set_number(&mut self, number: u32, mark: char, printed: &str, level: usize) {
        self.set_shape(Shape::Numbered { number, mark }, level);
        let is_usual = printed.strip_suffix(mark).is_some_and(|digits| digits == number.to_string());
        self.printed_number = (!is_usual).then(|| printed.into());
        self.has_stated_number = true;
    }

    /// Returns the number of lines so far, without the current one.
    pub(super) fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Ends the current line, then removes and returns the lines after the first `count`.
    pub(super) fn take_lines_after(&mut self, count: usize) -> Vec<Line> {
        self.end_line();
        self.lines.split_off(count.min(self.lines.len()))
    }

    /// Ends the current line, then adds finished lines. The next line is separated from them by a gap.
    pub(super) fn append_lines(&mut self, lines: Vec<Line>) {
        self.end_line();
        for mut line in lines {
            if self.is_full() {
                return;
            }
            self.cell_count += line.cell_count();
            if let (Shape::Numbered { number, .. }, Some(marks)) = (&line.shape, &mut self.typed_marks) {
                marks.set_last_number(*number);
            }
            line.is_furniture |= self.is_furniture;
            self.lines.push(line);
        }
        self.is_joined = false;
    }

    /// Replaces this writer by a new one of the same kind, and returns it. The lines of both count towards the limit.
    pub(super) fn suspend(&mut self) -> Self {
        let next = Self {
            typed_marks: self.typed_marks.as_ref().map(|_| TypedMarks::default()),
            other_line_count: self.other_line_count + self.lines.len(),
            is_furniture: self.is_furniture,
            ..Self::default()
        };
        std::mem::replace(self, next)
    }

    /// Sets the number of lines that are kept elsewhere and count towards the limit.
    pub(super) fn set_other_line_count(&mut self, count: usize) {
        self.other_line_count = count;
    }

    /// Sets whether the following lines are in the cells of a table, where typed numbers, bullets and tabs are only text.
    pub(super) fn set_in_cells(&mut self, is_in_cells: bool) {
        self.end_line();
        self.is_in_cells = is_in_cells;
    }

    /// Returns the number after the last one that was stated or typed; 1 before the first.
    pub(super) fn next_number(&self) -> u32 {
        self.typed_marks.as_ref().map_or(1, TypedMarks::next_number)
    }

    /// Gives a line the shape that its typed number or bullet has.
    pub(super) fn read_typed_marks(&mut self, line: &mut Line) {
        if let Some(marks) = &mut self.typed_marks {
            marks.read_line(line);
        }
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
        let mut line = Line {
            is_furniture: self.is_furniture,
            list_level: self.list_level,
            begins_text: std::mem::take(&mut self.begins_text),
            printed_number: self.printed_number.take(),
            has_stated_number: std::mem::take(&mut self.has_stated_number),
            is_styled_title: std::mem::take(&mut self.is_styled_title),
            ..Line::new(text, shape, !self.is_joined, origin)
        };
        if !self.is_in_cells {
            self.read_typed_marks(&mut line);
        }
        self.cell_count += line.cell_count();
        self.lines.push(line);
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
