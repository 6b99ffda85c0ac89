//! Plain text to styled lines. Knows no other format.

use super::{
    emphasis, furniture,
    line::{Line, Shape, after_bullet, after_number, is_bullet_alone, number_alone},
    unwrap,
};
use crate::report::{Origin, Text};

/// Lines of a text file; page furniture is marked, and hard-wrapped lines are put together again.
pub(super) fn lines(source: &str) -> Vec<Line> {
    // Prose on lines of its own is some 200 bytes a line.
    let mut typed = Typed { lines: Vec::with_capacity(source.len() / 200 + 16), ..Typed::default() };
    let has_page_breaks = memchr::memchr(0x0C, source.as_bytes()).is_some();
    for (index, raw) in physical_lines(source).enumerate() {
        let origin = Origin { line: u32::try_from(index + 1).unwrap_or(u32::MAX), page: None };
        // No use in going on with what will be refused.
        if typed.lines.len() > super::MOST_LINES {
            break;
        }
        if !has_page_breaks {
            typed.line(raw, origin);
            continue;
        }
        // A page may end within a line.
        for (part, piece) in raw.split('\u{0C}').enumerate() {
            if part > 0 {
                typed.page_break();
            }
            typed.line(piece, origin);
        }
    }
    typed.give_back();
    let mut lines = typed.lines;
    furniture::mark(&mut lines);
    let mut lines = unwrap::unwrap(lines);
    // Only now: emphasis may begin on one line and end on the next.
    lines.iter_mut().for_each(read_emphasis);
    lines
}

/// Lines as any system ends them.
fn physical_lines(source: &str) -> impl Iterator<Item = &str> {
    let bytes = source.as_bytes();
    // A lone carriage return ended lines on old Macs; elsewhere it stands before the line feed and is trimmed away.
    let is_old = memchr::memchr(b'\r', bytes).is_some() && memchr::memchr(b'\n', bytes).is_none();
    let end = if is_old { b'\r' } else { b'\n' };
    let mut start = 0;
    memchr::memchr_iter(end, bytes).chain([bytes.len()]).map(move |at| {
        let line = &source[start..at];
        start = at + 1;
        line
    })
}

fn read_emphasis(line: &mut Line) {
    if emphasis::may_hold(line.text.plain()) {
        line.text = emphasis::inline(line.text.plain());
    }
    if let Shape::Row(cells) = &mut line.shape {
        for cell in cells.iter_mut().filter(|cell| emphasis::may_hold(cell.plain())) {
            *cell = emphasis::inline(cell.plain());
        }
    }
}

/// Lines as they were typed, one by one.
#[derive(Default)]
struct Typed {
    lines: Vec<Line>,
    gap: bool,
    page_break: bool,
    /// A number or a bullet's mark on a line of its own, which belongs to the line after it.
    waiting: Option<Waiting>,
    /// The last number that began a paragraph.
    last_number: u32,
}

struct Waiting {
    raw: String,
    shape: Shape,
    gap: bool,
    origin: Origin,
}

impl Typed {
    fn page_break(&mut self) {
        self.page_break = true;
        self.gap = true;
    }

    fn line(&mut self, raw: &str, origin: Origin) {
        let words = raw.trim();
        if words.is_empty() {
            self.gap = true;
            return;
        }
        if let Some(waiting) = self.waiting.take() {
            // What follows at once, or a bullet's words even after a blank line, belongs to the mark.
            let takes = waiting.shape == Shape::Bullet || !self.gap;
            if takes && !self.page_break && after_bullet(words).is_none() && after_number(words).is_none() {
                if let Shape::Numbered { number, .. } = waiting.shape {
                    self.last_number = number;
                }
                self.gap = waiting.gap;
                return self.push(Text::new(words), waiting.shape, width_of(raw), waiting.origin);
            }
            self.push_waiting(waiting);
        }
        if let Some(shape) = self.mark_alone(words) {
            self.waiting = Some(Waiting { raw: words.to_owned(), shape, gap: self.gap, origin });
            self.gap = false;
            return;
        }
        let (text, shape) = self.styled(raw);
        if let Shape::Numbered { number, .. } = shape {
            self.last_number = number;
        }
        self.push(text, shape, width_of(raw), origin);
    }

    /// A bullet's mark or the number of the next paragraph, alone on its line. Other numbers are of pages.
    fn mark_alone(&self, words: &str) -> Option<Shape> {
        if is_bullet_alone(words) {
            return Some(Shape::Bullet);
        }
        let number = number_alone(words).filter(|number| *number == self.last_number + 1)?;
        Some(Shape::Numbered { number, mark: '.' })
    }

    /// A mark that nothing belongs to is a line like others.
    fn push_waiting(&mut self, waiting: Waiting) {
        let gap = std::mem::replace(&mut self.gap, waiting.gap);
        let width = width_of(&waiting.raw);
        self.push(Text::new(waiting.raw), Shape::Plain, width, waiting.origin);
        self.gap |= gap;
    }

    fn give_back(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            self.push_waiting(waiting);
        }
    }

    fn styled(&self, raw: &str) -> (Text, Shape) {
        let words = raw.trim();
        if let Some(rest) = after_bullet(words) {
            return (Text::new(rest), Shape::Bullet);
        }
        // "4⇥The council …" is a paragraph, "1. Children who need help⇥Good" a row.
        let numbered =
            after_number(words).or_else(|| self.tabbed_number(words)).or_else(|| self.bare_number(words));
        if let Some((number, mark, rest)) =
            numbered.filter(|(.., rest)| memchr::memchr(b'\t', rest.as_bytes()).is_none())
        {
            return (Text::new(rest), Shape::Numbered { number, mark });
        }
        // The tab of a cell that is empty counts.
        let cells = raw.trim_matches(|c: char| c != '\t' && c.is_whitespace());
        if cells.trim_start().contains('\t') {
            let cells = cells.split('\t').map(|cell| Text::new(cell.trim())).collect();
            return (Text::default(), Shape::Row(cells));
        }
        (Text::new(words), Shape::Plain)
    }

    fn tabbed_number<'a>(&self, words: &'a str) -> Option<(u32, char, &'a str)> {
        let (number, rest) = words.split_once('\t')?;
        let number = number_alone(number).filter(|number| *number == self.last_number + 1)?;
        Some((number, '.', rest.trim()))
    }

    /// "13 The overall effectiveness of …": the next number before a paragraph's worth of words.
    fn bare_number<'a>(&self, words: &'a str) -> Option<(u32, char, &'a str)> {
        const LEAST: usize = 60;
        let (number, rest) = words.split_once(' ')?;
        let number = number_alone(number).filter(|number| *number == self.last_number + 1)?;
        let is_long = rest.len() >= LEAST || rest.ends_with(['.', ':']) && rest.contains(' ');
        (is_long && rest.trim_start().starts_with(char::is_uppercase)).then_some((
            number,
            '.',
            rest.trim_start(),
        ))
    }

    fn push(&mut self, text: Text, shape: Shape, width: u16, origin: Origin) {
        let mut line = Line::new(text, shape, self.gap || self.lines.is_empty(), origin);
        line.width = Some(width);
        line.page_break = std::mem::take(&mut self.page_break);
        self.lines.push(line);
        self.gap = false;
    }
}

/// How far a line reaches, in characters from the left edge.
fn width_of(raw: &str) -> u16 {
    // A paragraph on one line is counted for nothing.
    if raw.len() > 1_000 {
        return u16::MAX;
    }
    let raw = raw.trim_end();
    let characters = if raw.is_ascii() { raw.len() } else { raw.chars().count() };
    u16::try_from(characters).unwrap_or(u16::MAX)
}
