//! Turns plain text into styled lines. Must not know any other format.

use super::{
    emphasis, furniture,
    line::{Line, ListLevels, Shape, is_lone_bullet, lone_number, split_number, strip_bullet},
    unwrap,
};
use crate::report::{Origin, Text};

/// Returns the lines of a text file, with page furniture marked and hard-wrapped lines joined.
pub(super) fn read_lines(source: &str) -> Vec<Line> {
    // A report with one line for each paragraph has about 200 bytes in each line.
    let mut reader =
        TextReader { lines: Vec::with_capacity(source.len() / 200 + 16), ..TextReader::default() };
    let has_page_breaks = memchr::memchr(0x0C, source.as_bytes()).is_some();
    for (index, raw) in physical_lines(source).enumerate() {
        let origin = Origin { line: u32::try_from(index + 1).unwrap_or(u32::MAX), page: None };
        // A file with too many lines is refused by the caller.
        if reader.lines.len() > super::MAX_LINES {
            break;
        }
        if !has_page_breaks {
            reader.read_line(raw, origin);
            continue;
        }
        // A page can end within a line.
        for (part, piece) in raw.split('\u{0C}').enumerate() {
            if part > 0 {
                reader.begin_page();
            }
            reader.read_line(piece, origin);
        }
    }
    reader.flush_waiting();
    let mut lines = reader.lines;
    furniture::mark_furniture(&mut lines);
    let mut lines = unwrap::join_wrapped_lines(lines);
    // Emphasis is read after joining because it can begin on one line and end on the next.
    lines.iter_mut().for_each(read_emphasis);
    lines
}

/// Splits text into lines, with the line endings of any system.
fn physical_lines(source: &str) -> impl Iterator<Item = &str> {
    let bytes = source.as_bytes();
    // Old Macs ended lines with a carriage return only. Elsewhere it comes before the line feed and is trimmed away.
    let is_old_mac = memchr::memchr(b'\r', bytes).is_some() && memchr::memchr(b'\n', bytes).is_none();
    let end = if is_old_mac { b'\r' } else { b'\n' };
    let mut start = 0;
    memchr::memchr_iter(end, bytes).chain([bytes.len()]).map(move |at| {
        let line = &source[start..at];
        start = at + 1;
        line
    })
}

fn read_emphasis(line: &mut Line) {
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
    lines: Vec<Line>,
    gap: bool,
    page_break: bool,
    /// A number or a bullet alone on its line, which belongs to the line after it.
    waiting: Option<LoneMark>,
    list_levels: ListLevels,
    /// The last number that began a paragraph.
    last_number: u32,
}

/// A number or a bullet alone on its line.
struct LoneMark {
    raw: String,
    shape: Shape,
    gap: bool,
    origin: Origin,
}

impl TextReader {
    fn begin_page(&mut self) {
        self.page_break = true;
        self.gap = true;
    }

    fn read_line(&mut self, raw: &str, origin: Origin) {
        let words = raw.trim();
        if words.is_empty() {
            self.gap = true;
            return;
        }
        if let Some(waiting) = self.waiting.take() {
            // Text on the next line belongs to the mark. Text after a blank line belongs only to a bullet.
            let takes_next_line = waiting.shape == Shape::Bullet || !self.gap;
            if takes_next_line
                && !self.page_break
                && strip_bullet(words).is_none()
                && split_number(words).is_none()
            {
                if let Shape::Numbered { number, .. } = waiting.shape {
                    self.last_number = number;
                }
                self.gap = waiting.gap;
                let level = self.list_level(&format!("{} {words}", waiting.raw.trim_end()));
                self.push_line(Text::new(words), waiting.shape, width_of(raw), waiting.origin);
                return self.set_list_level(level);
            }
            self.push_waiting(&waiting);
        }
        if let Some(shape) = self.lone_mark(words) {
            self.waiting = Some(LoneMark { raw: raw.to_owned(), shape, gap: self.gap, origin });
            self.gap = false;
            return;
        }
        let (text, shape) = self.parse_shape(raw);
        if let Shape::Numbered { number, .. } = shape {
            self.last_number = number;
        }
        let level = self.list_level(raw);
        self.push_line(text, shape, width_of(raw), origin);
        self.set_list_level(level);
    }

    /// Returns the nesting level of a line by its indent and its bullet; 0 if it is no list item.
    fn list_level(&mut self, raw: &str) -> u8 {
        /// Indents less than this many characters apart are equal.
        const MIN_STEP_CHARACTERS: f32 = 1.5;
        let words = raw.trim();
        if strip_bullet(words).is_none() {
            return 0;
        }
        let spaces = &raw[..raw.len() - raw.trim_start().len()];
        let indent: u16 = spaces.chars().fold(0, |indent, c| match c {
            '\t' => indent.saturating_add(4),
            _ => indent.saturating_add(1),
        });
        self.list_levels.next_level(words, f32::from(indent), MIN_STEP_CHARACTERS)
    }

    fn set_list_level(&mut self, level: u8) {
        if let Some(line) = self.lines.last_mut() {
            line.list_level = level;
        }
    }

    /// Returns the shape of a line that is only a bullet or the number of the next paragraph. Other numbers are page
    /// numbers.
    fn lone_mark(&self, words: &str) -> Option<Shape> {
        if is_lone_bullet(words) {
            return Some(Shape::Bullet);
        }
        let number = lone_number(words).filter(|number| *number == self.last_number + 1)?;
        Some(Shape::Numbered { number, mark: '.' })
    }

    /// Adds a mark without text as a plain line.
    fn push_waiting(&mut self, waiting: &LoneMark) {
        let gap = std::mem::replace(&mut self.gap, waiting.gap);
        let width = width_of(&waiting.raw);
        self.push_line(Text::new(waiting.raw.trim()), Shape::Plain, width, waiting.origin);
        self.gap |= gap;
    }

    fn flush_waiting(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            self.push_waiting(&waiting);
        }
    }

    /// Splits a line into its text and its shape.
    fn parse_shape(&self, raw: &str) -> (Text, Shape) {
        let words = raw.trim();
        if let Some(rest) = strip_bullet(words) {
            return (Text::new(rest), Shape::Bullet);
        }
        // "4⇥The council …" is a paragraph, "1. Children who need help⇥Good" a row.
        let numbered =
            split_number(words).or_else(|| self.tabbed_number(words)).or_else(|| self.bare_number(words));
        if let Some((number, mark, rest)) =
            numbered.filter(|(.., rest)| memchr::memchr(b'\t', rest.as_bytes()).is_none())
        {
            return (Text::new(rest), Shape::Numbered { number, mark });
        }
        // Tabs at the end are kept: they stand for empty cells.
        let cells = raw.trim_matches(|c: char| c != '\t' && c.is_whitespace());
        if cells.trim_start().contains('\t') {
            let cells = cells.split('\t').map(|cell| Text::new(cell.trim())).collect();
            return (Text::default(), Shape::Row(cells));
        }
        (Text::new(words), Shape::Plain)
    }

    /// Splits "13⇥Text" if 13 is the next paragraph number.
    fn tabbed_number<'a>(&self, words: &'a str) -> Option<(u32, char, &'a str)> {
        let (number, rest) = words.split_once('\t')?;
        let number = lone_number(number).filter(|number| *number == self.last_number + 1)?;
        Some((number, '.', rest.trim()))
    }

    /// Splits "13 The overall effectiveness of …" if 13 is the next paragraph number and the text is long enough for a
    /// paragraph.
    fn bare_number<'a>(&self, words: &'a str) -> Option<(u32, char, &'a str)> {
        /// A shorter text must be a sentence.
        const MIN_PARAGRAPH_BYTES: usize = 60;
        let (number, rest) = words.split_once(' ')?;
        let number = lone_number(number).filter(|number| *number == self.last_number + 1)?;
        let is_long = rest.len() >= MIN_PARAGRAPH_BYTES || rest.ends_with(['.', ':']) && rest.contains(' ');
        (is_long && rest.trim_start().starts_with(char::is_uppercase)).then_some((
            number,
            '.',
            rest.trim_start(),
        ))
    }

    fn push_line(&mut self, text: Text, shape: Shape, width: u16, origin: Origin) {
        let mut line = Line::new(text, shape, self.gap || self.lines.is_empty(), origin);
        line.width = Some(width);
        line.page_break = std::mem::take(&mut self.page_break);
        self.lines.push(line);
        self.gap = false;
    }
}

/// Returns the width of a line in characters, including its indent.
fn width_of(raw: &str) -> u16 {
    // Counting the characters of a whole paragraph on one line would be wasted time.
    if raw.len() > 1_000 {
        return u16::MAX;
    }
    let raw = raw.trim_end();
    let characters = if raw.is_ascii() { raw.len() } else { raw.chars().count() };
    u16::try_from(characters).unwrap_or(u16::MAX)
}
