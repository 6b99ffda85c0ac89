//! Turns plain text into styled lines. Must not know any other format.

use super::{
    emphasis, furniture,
    line::{
        Line, ListLevels, Shape, is_lone_bullet, parse_bare_number, parse_lone_number, split_number,
        strip_bullet,
    },
    unwrap,
};
use crate::report::{Origin, Text};

/// Returns the lines of a text file, with page furniture marked and hard-wrapped lines joined.
pub(super) fn read_lines(source: &str) -> Vec<Line> {
    // Space is reserved for lines of 200 bytes, about the average of a report with one line for each paragraph.
    let mut reader =
        TextReader { lines: Vec::with_capacity(source.len() / 200 + 16), ..TextReader::default() };
    let has_page_breaks = memchr::memchr(0x0C, source.as_bytes()).is_some();
    for (index, raw) in split_lines(source).enumerate() {
        let origin = Origin { line: u32::try_from(index + 1).unwrap_or(u32::MAX), page: None };
        // The caller returns `ReadError::TooMuchText` for a file with this many lines or cells.
        if reader.lines.len() > super::MAX_LINES || reader.cell_count > super::MAX_LINES {
            break;
        }
        if !has_page_breaks {
            reader.read_line(raw, origin);
            continue;
        }
        // A form feed, which begins a page, can be in the middle of a line.
        for (part, piece) in raw.split('\u{0C}').enumerate() {
            if part > 0 {
                reader.begin_page();
            }
            reader.read_line(piece, origin);
        }
    }
    reader.flush_waiting_mark();
    let mut lines = reader.lines;
    furniture::mark_furniture(&mut lines);
    let mut lines = unwrap::join_wrapped_lines(lines);
    // Emphasis can begin on one line and end on the next, so it is parsed after lines are joined.
    lines.iter_mut().for_each(parse_line_emphasis);
    lines
}

/// Splits text into lines. Accepts the line endings of Windows, Unix and old Macs.
fn split_lines(source: &str) -> impl Iterator<Item = &str> {
    let bytes = source.as_bytes();
    // Old Macs ended lines with a carriage return only. In other files it is before the line feed, and is trimmed
    // later.
    let is_old_mac = memchr::memchr(b'\r', bytes).is_some() && memchr::memchr(b'\n', bytes).is_none();
    let end = if is_old_mac { b'\r' } else { b'\n' };
    let mut start = 0;
    memchr::memchr_iter(end, bytes).chain([bytes.len()]).map(move |at| {
        let line = &source[start..at];
        start = at + 1;
        line
    })
}

/// Parses the emphasis marks in the text or the cells of a line.
fn parse_line_emphasis(line: &mut Line) {
    if emphasis::can_have_emphasis(line.text.plain()) {
        line.text = emphasis::parse_emphasis(line.text.plain());
    }
    if let Shape::Row(cells) = &mut line.shape {
        for cell in cells.iter_mut().filter(|cell| emphasis::can_have_emphasis(cell.plain())) {
            *cell = emphasis::parse_emphasis(cell.plain());
        }
    }
}

/// Reads typed lines one by one.
#[derive(Default)]
struct TextReader {
    /// The lines so far.
    lines: Vec<Line>,
    /// The number of table cells in these lines.
    cell_count: usize,
    /// True if a blank line or a page start is before the next line.
    has_gap_before: bool,
    /// True if the next line is the first one of a page.
    is_page_start: bool,
    /// The number or bullet on the previous line, which can belong to the next line; `None` if there is no such mark.
    waiting_mark: Option<LoneMark>,
    list_levels: ListLevels,
    /// The number of the last paragraph; 0 before the first numbered paragraph.
    last_number: u32,
}

/// A number or a bullet alone on its line.
struct LoneMark {
    /// The line with its white space.
    raw: String,
    shape: Shape,
    has_gap_before: bool,
    origin: Origin,
}

impl TextReader {
    /// Begins a page. The next line is its first one.
    fn begin_page(&mut self) {
        self.is_page_start = true;
        self.has_gap_before = true;
    }

    /// Reads a line with its white space.
    fn read_line(&mut self, raw: &str, origin: Origin) {
        let words = raw.trim();
        if words.is_empty() {
            self.has_gap_before = true;
            return;
        }
        if let Some(waiting_mark) = self.waiting_mark.take() {
            // A bullet can be separated from its text by a blank line. A number before a blank line is a page number.
            let can_take_next_line = waiting_mark.shape == Shape::Bullet || !self.has_gap_before;
            if can_take_next_line
                && !self.is_page_start
                && strip_bullet(words).is_none()
                && split_number(words).is_none()
            {
                if let Shape::Numbered { number, .. } = waiting_mark.shape {
                    self.last_number = number;
                }
                self.has_gap_before = waiting_mark.has_gap_before;
                let level = self.list_level(&format!("{} {words}", waiting_mark.raw.trim_end()));
                self.push_line(Text::new(words), waiting_mark.shape, line_width(raw), waiting_mark.origin);
                return self.set_list_level(level);
            }
            self.push_waiting_mark(&waiting_mark);
        }
        if let Some(shape) = self.parse_lone_mark(words) {
            self.waiting_mark =
                Some(LoneMark { raw: raw.to_owned(), shape, has_gap_before: self.has_gap_before, origin });
            self.has_gap_before = false;
            return;
        }
        let (text, shape) = self.parse_shape(raw);
        if let Shape::Numbered { number, .. } = shape {
            self.last_number = number;
        }
        let level = self.list_level(raw);
        self.push_line(text, shape, line_width(raw), origin);
        self.set_list_level(level);
    }

    /// Returns the nesting level of a line by its indent and bullet, from 0. A line without a bullet has level 0.
    fn list_level(&mut self, raw: &str) -> u8 {
        /// The minimum difference between two indents, in characters. A smaller difference does not count.
        const MIN_INDENT_STEP_CHARACTERS: f32 = 1.5;
        let words = raw.trim();
        if strip_bullet(words).is_none() {
            return 0;
        }
        let spaces = &raw[..raw.len() - raw.trim_start().len()];
        let indent: u16 = spaces.chars().fold(0, |indent, c| match c {
            '\t' => indent.saturating_add(4),
            _ => indent.saturating_add(1),
        });
        self.list_levels.next_level(words, f32::from(indent), MIN_INDENT_STEP_CHARACTERS)
    }

    /// Sets the nesting level of the last line.
    fn set_list_level(&mut self, level: u8) {
        if let Some(line) = self.lines.last_mut() {
            line.list_level = level;
        }
    }

    /// Returns the shape of a line that has no text except a bullet or the next paragraph number. Returns `None` for
    /// other lines; other numbers are page numbers.
    fn parse_lone_mark(&self, words: &str) -> Option<Shape> {
        if is_lone_bullet(words) {
            return Some(Shape::Bullet);
        }
        let number = parse_lone_number(words).filter(|number| *number == self.last_number + 1)?;
        Some(Shape::Numbered { number, mark: '.' })
    }

    /// Adds a mark that has no text after it as a plain line.
    fn push_waiting_mark(&mut self, waiting_mark: &LoneMark) {
        let has_gap_before = std::mem::replace(&mut self.has_gap_before, waiting_mark.has_gap_before);
        let width = line_width(&waiting_mark.raw);
        self.push_line(Text::new(waiting_mark.raw.trim()), Shape::Plain, width, waiting_mark.origin);
        self.has_gap_before |= has_gap_before;
    }

    /// Adds the waiting mark, if there is one, as a plain line.
    fn flush_waiting_mark(&mut self) {
        if let Some(waiting_mark) = self.waiting_mark.take() {
            self.push_waiting_mark(&waiting_mark);
        }
    }

    /// Splits a line into its text and its shape.
    fn parse_shape(&self, raw: &str) -> (Text, Shape) {
        let words = raw.trim();
        if let Some(rest) = strip_bullet(words) {
            return (Text::new(rest), Shape::Bullet);
        }
        // "4⇥The council …" is a paragraph, but "1. Children who need help⇥Good" is a table row.
        let numbered = split_number(words)
            .or_else(|| self.split_tabbed_number(words))
            .or_else(|| self.split_bare_number(words));
        if let Some((number, mark, rest)) =
            numbered.filter(|(.., rest)| memchr::memchr(b'\t', rest.as_bytes()).is_none())
        {
            return (Text::new(rest), Shape::Numbered { number, mark });
        }
        // Tabs at the end are kept because each one begins an empty cell.
        let cells = raw.trim_matches(|c: char| c != '\t' && c.is_whitespace());
        if cells.trim_start().contains('\t') {
            let cells = cells.split('\t').take(super::MAX_LINES + 1);
            let cells = cells.map(|cell| Text::new(cell.trim())).collect();
            return (Text::default(), Shape::Row(cells));
        }
        (Text::new(words), Shape::Plain)
    }

    /// Splits "13⇥Text" into the number, the mark "." and the text, if 13 is the next paragraph number.
    fn split_tabbed_number<'a>(&self, words: &'a str) -> Option<(u32, char, &'a str)> {
        let (number, rest) = words.split_once('\t')?;
        let number = parse_lone_number(number).filter(|number| *number == self.last_number + 1)?;
        Some((number, '.', rest.trim()))
    }

    /// Splits "13 The overall effectiveness of …" into the number, the mark "." and the text, if 13 is the next
    /// paragraph number and the text looks like a paragraph.
    fn split_bare_number<'a>(&self, words: &'a str) -> Option<(u32, char, &'a str)> {
        let (number, rest) = parse_bare_number(words)?;
        (number == self.last_number + 1).then_some((number, '.', rest))
    }

    /// Adds a line. `width` is in characters.
    fn push_line(&mut self, text: Text, shape: Shape, width: u16, origin: Origin) {
        if let Shape::Row(cells) = &shape {
            self.cell_count += cells.len();
        }
        let mut line = Line::new(text, shape, self.has_gap_before || self.lines.is_empty(), origin);
        line.width = Some(width);
        line.is_page_start = std::mem::take(&mut self.is_page_start);
        self.lines.push(line);
        self.has_gap_before = false;
    }
}

/// Returns the width of a line in characters, including its indent. A line of more than 1,000 bytes has the width
/// [`u16::MAX`].
fn line_width(raw: &str) -> u16 {
    // Only widths up to `unwrap::MAX_WRAP_CHARACTERS` matter, so the characters of a long line need not be counted.
    if raw.len() > 1_000 {
        return u16::MAX;
    }
    let raw = raw.trim_end();
    let characters = if raw.is_ascii() { raw.len() } else { raw.chars().count() };
    u16::try_from(characters).unwrap_or(u16::MAX)
}
