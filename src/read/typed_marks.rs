//! Reads the numbers and bullets that are typed at the beginning of paragraphs, for the formats that state where
//! paragraphs begin: web pages and Word documents.
//!
//! Must not know any of these formats.

use super::line::{
    Line, ListLevels, QUOTATION_MARKS, Shape, is_lone_bullet, parse_bare_number, parse_lone_number,
    split_number, strip_bullet,
};
use crate::report::Text;

/// Reads typed numbers and bullets line by line.
#[derive(Debug, Default)]
pub(super) struct TypedMarks {
    /// The number of the last numbered line; 0 before the first.
    last_number: u32,
    list_levels: ListLevels,
}

/// A number that is typed at the beginning of a line.
struct TypedNumber {
    number: u32,
    /// The number as printed, such as "(1)"; `None` if it is the number followed by its mark.
    printed: Option<Box<str>>,
    mark: char,
    /// The byte of the line where the text after the number begins.
    text_start: usize,
}

impl TypedMarks {
    /// Records the number of a line that the source states.
    pub(super) fn set_last_number(&mut self, number: u32) {
        self.last_number = number;
    }

    /// Returns the number after the last one; 1 before the first.
    pub(super) fn next_number(&self) -> u32 {
        self.last_number.saturating_add(1)
    }

    /// Gives a plain line the shape of a list item, a numbered line or a table row if it is typed as one. Tabs separate
    /// the cells of a row, but not the words of an item or a numbered line.
    pub(super) fn read_line(&mut self, line: &mut Line) {
        match line.shape {
            Shape::Plain => {}
            Shape::Numbered { number, .. } => {
                self.last_number = number;
                return;
            }
            Shape::Heading(_) | Shape::Bullet | Shape::Row(_) | Shape::Footnote => return,
        }
        let plain = line.text.plain();
        let start = plain.len() - plain.trim_start().len();
        let words = plain.trim();
        let end = start + words.len();
        if let Some(rest) = strip_bullet(words).filter(|_| !is_lone_bullet(words)) {
            line.list_level = self.list_levels.next_level(words, 0.0, 1.0);
            line.text = line.text.slice(end - rest.len()..end).replace('\t', ' ');
            line.shape = Shape::Bullet;
            return;
        }
        self.list_levels.end_list();
        if let Some(found) = self.split_typed_number(words) {
            self.last_number = found.number;
            line.text = line.text.slice(start + found.text_start..end).replace('\t', ' ');
            line.shape = Shape::Numbered { number: found.number, mark: found.mark };
            line.printed_number = found.printed;
            line.has_stated_number = true;
        } else if words.contains('\t') || is_group_row(plain) {
            line.shape = Shape::Row(line.text.split('\t'));
            line.text = Text::default();
        } else {
            line.text = line.text.slice(start..end);
        }
    }

    /// Returns the number at the beginning of a text; `None` if there is none, or the text is a table row.
    fn split_typed_number(&self, words: &str) -> Option<TypedNumber> {
        let next = self.next_number();
        let found = split_quoted_number(words)
            .or_else(|| split_bracketed_number(words))
            .or_else(|| {
                let (number, mark, rest) = split_number(words)?;
                Some(TypedNumber { number, printed: None, mark, text_start: words.len() - rest.len() })
            })
            .or_else(|| {
                let (number, rest) = words.split_once('\t')?;
                let number = parse_lone_number(number.trim_end()).filter(|number| *number == next)?;
                Some(TypedNumber { number, printed: None, mark: '.', text_start: words.len() - rest.len() })
            })
            .or_else(|| {
                let (number, rest) = parse_bare_number(words).filter(|(number, _)| *number == next)?;
                Some(TypedNumber { number, printed: None, mark: '.', text_start: words.len() - rest.len() })
            })?;
        is_text(&words[found.text_start..]).then_some(found)
    }
}

/// Splits the beginning of a quotation, "“42. Text”", into the number and the place of its text; `None` for other lines.
fn split_quoted_number(words: &str) -> Option<TypedNumber> {
    let inner = words.strip_prefix(QUOTATION_MARKS)?;
    let quote = &words[..words.len() - inner.len()];
    let found = split_bracketed_number(inner);
    let (number, mark, text_start) = match &found {
        Some(found) => (found.number, found.mark, found.text_start),
        None => {
            let (number, mark, rest) = split_number(inner)?;
            (number, mark, inner.len() - rest.len())
        }
    };
    let bracket = if found.is_some() { "(" } else { "" };
    let printed = Some(format!("{quote}{bracket}{number}{mark}").into_boxed_str());
    Some(TypedNumber { number, printed, mark, text_start: quote.len() + text_start })
}

/// Splits "(1) Text" into the number and the place of its text; `None` for other lines.
fn split_bracketed_number(words: &str) -> Option<TypedNumber> {
    let inner = words.strip_prefix('(')?;
    let (number, mark, rest) = split_number(inner).filter(|(_, mark, _)| *mark == ')')?;
    let printed = Some(format!("({number})").into_boxed_str());
    Some(TypedNumber { number, printed, mark, text_start: words.len() - rest.len() })
}

/// Returns true if a text is the only cell of a row with an empty cell after it: a title with a tab at its end.
fn is_group_row(words: &str) -> bool {
    /// The maximum length of a title, in bytes.
    const MAX_TITLE_BYTES: usize = 80;
    let title = words.trim();
    words.ends_with('\t')
        && !title.is_empty()
        && title.len() <= MAX_TITLE_BYTES
        && !title.ends_with(['.', ',', ';', ':', '!'])
}

/// Returns true if a paragraph begins with a typed number that does not depend on the numbers before it.
pub(super) fn begins_with_number(words: &str) -> bool {
    let words = words.trim();
    split_quoted_number(words).is_some()
        || split_bracketed_number(words).is_some()
        || split_number(words).is_some()
}

/// Returns true if the words after a number are text and not the cells of a table row: they have no tab, or begin with
/// another mark, or one of the parts between the tabs is longer than a cell.
fn is_text(words: &str) -> bool {
    /// The minimum length, in bytes, of a part that is longer than the cells of most tables.
    const MIN_TEXT_BYTES: usize = 80;
    let words = words.trim();
    let mut parts = words.split('\t').filter(|part| !part.trim().is_empty());
    let is_single = parts.clone().nth(1).is_none();
    !words.is_empty()
        && (is_single
            || strip_bullet(words).is_some()
            || split_bracketed_number(words).is_some()
            || parts.any(|part| part.len() >= MIN_TEXT_BYTES))
}

#[cfg(test)]
mod tests {
    use super::TypedMarks;
    use crate::{
        read::line::{Line, Shape},
        report::{Origin, Text},
    };

    /// Returns the shapes of lines and their texts; rows with their cells.
    fn read_lines(lines: &[&str]) -> Vec<String> {
        let mut marks = TypedMarks::default();
        let read = |words: &&str| {
            let mut line = Line::new(Text::from(*words), Shape::Plain, true, Origin::default());
            marks.read_line(&mut line);
            match &line.shape {
                Shape::Bullet => format!("bullet {}", line.text.plain()),
                Shape::Numbered { .. } => format!("numbered {}", line.into_text_with_number().plain()),
                Shape::Row(cells) => {
                    format!("row {}", cells.iter().map(Text::plain).collect::<Vec<_>>().join("|"))
                }
                _ => format!("plain {}", line.text.plain()),
            }
        };
        lines.iter().map(read).collect()
    }

    #[test]
    fn numbers_are_typed_in_many_ways() {
        assert_eq!(
            read_lines(&[
                "1.\tThe wall is old.",
                "\t2. The gate is new.",
                "3\tThe bridge is closed.",
                "4 The harbour is open to all the ships that can be seen from the wall",
                "(5) The ferry sails.",
                "6)\t(a)\tThe crew of the ferry",
                "“12. The wall was built by the town.",
            ]),
            [
                "numbered 1. The wall is old.",
                "numbered 2. The gate is new.",
                "numbered 3. The bridge is closed.",
                "numbered 4. The harbour is open to all the ships that can be seen from the wall",
                "numbered (5) The ferry sails.",
                "numbered 6) (a) The crew of the ferry",
                "numbered “12. The wall was built by the town.",
            ]
        );
    }

    #[test]
    fn bullets_rows_and_amounts_are_no_numbers() {
        assert_eq!(
            read_lines(&[
                "•\tthe wall",
                "(a)\tthe gate",
                "1. Children who need help\tGood",
                "Wall\tGood",
                "Harbour\t",
                "The wall is old.\t",
                "200 ships sailed.",
                "3.5 metres",
            ]),
            [
                "bullet the wall",
                "bullet (a) the gate",
                "row 1. Children who need help|Good",
                "row Wall|Good",
                "row Harbour|",
                "plain The wall is old.",
                "plain 200 ships sailed.",
                "plain 3.5 metres",
            ]
        );
    }
}
