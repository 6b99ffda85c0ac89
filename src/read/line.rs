//! Styled lines, which every format turns its source into.
//!
//! Lines are the only input of [`recognise`](super::recognise), so nothing here may depend on a format.

use crate::report::{Area, Origin, Text, is_superscript_digit};

/// A line of the source: a paragraph or a part of it, a heading, a list item or a table row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The text, without the bullet or number that `shape` stands for. Empty for a [`Shape::Row`].
    pub(super) text: Text,
    /// The kind of line according to the source.
    pub(super) shape: Shape,
    /// True if the source separates it from the line before, by a blank line or because it is a new block.
    pub(super) gap: bool,
    /// The place in the source where it begins.
    pub(super) origin: Origin,
    /// True if it is page furniture and not text of the report.
    pub(super) furniture: bool,
    /// True if it is the first line of a page.
    pub(super) page_break: bool,
    /// Its width in characters; `None` for formats whose lines are not typed lines.
    pub(super) width: Option<u16>,
    /// The number of characters that would fit at its end; `None` if the source does not place its lines.
    pub(super) room: Option<u16>,
    /// True for a list item that the source tags without a bullet or number: it can be the rest of the text before it.
    pub(super) lacks_mark: bool,
    /// True if the source sets headings in a type of their own, so that a line in body type cannot be a heading.
    pub(super) has_typeset_headings: bool,
    /// The level of the headings that are set in the same type as the beginning of this table row, if there are any.
    pub(super) row_level: Option<u8>,
    /// The nesting level of a list item, from 0. Only the difference between items that follow each other counts.
    pub(super) list_level: u8,
    /// Its place in a table cell that the source uses only for layout.
    pub(super) cell_place: CellPlace,
    /// Its areas on the pages, one for each page; empty in formats without pages.
    pub(super) areas: Vec<Area>,
}

/// The place of a line in a table cell that is used only for layout: it keeps the lines of one text together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum CellPlace {
    /// In no such cell.
    #[default]
    Outside,
    /// The first line of the cell.
    First,
    /// In the same cell as the line before.
    Later,
}

/// The kind of a line according to its source.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Any other line.
    Plain,
    /// A heading with its level in the source, from 1 for the highest.
    Heading(u8),
    /// A list item with a bullet, which is not part of the text.
    Bullet,
    /// A line that begins with a number and a mark, "42." or "42)": a paragraph, or a line of a sentence that happens
    /// to begin with a number.
    Numbered {
        /// The number.
        number: u32,
        /// The mark after the number.
        mark: char,
    },
    /// A table row with the texts of its cells.
    Row(Vec<Text>),
    /// A footnote, beginning with its mark.
    Footnote,
}

impl Line {
    /// Creates a line that is not furniture and has no page, width or areas.
    pub(super) fn new(text: Text, shape: Shape, gap: bool, origin: Origin) -> Self {
        Self {
            text,
            shape,
            gap,
            origin,
            furniture: false,
            page_break: false,
            width: None,
            room: None,
            lacks_mark: false,
            has_typeset_headings: false,
            row_level: None,
            list_level: 0,
            cell_place: CellPlace::Outside,
            areas: Vec::new(),
        }
    }

    /// Returns true if the line can continue the line before it: it is not a heading, a list item, a row or a note.
    pub(super) fn is_plain(&self) -> bool {
        self.shape == Shape::Plain
    }

    /// Returns the text as printed, with the number that `shape` contains.
    pub(super) fn into_text_with_number(self) -> Text {
        match self.shape {
            Shape::Numbered { number, mark } => {
                let mut whole = Text::new(format!("{number}{mark} "));
                whole.push_text(&self.text);
                whole
            }
            _ => self.text,
        }
    }
}

/// Characters that are always bullets, with or without a space after them.
const BULLETS: [char; 16] = [
    '\u{2022}', '\u{25CF}', '\u{25CB}', '\u{25AA}', '\u{25AB}', '\u{25A0}', '\u{25A1}', '\u{25FC}',
    '\u{25FB}', '\u{25E6}', '\u{2023}', '\u{2043}', '\u{25BA}', '\u{27A2}', '\u{2713}', '\u{00B7}',
];
/// Characters that are bullets only before a space. `o` and `§` are what the second and third list levels of Word
/// become in text.
const TYPED_BULLETS: [char; 9] =
    ['-', '*', '\u{2010}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}', 'o', '\u{00A7}'];

/// Returns true for a private-use character that Word writes for a bullet of the fonts Symbol and Wingdings.
fn is_symbol_bullet(c: char) -> bool {
    ('\u{F021}'..='\u{F0FF}').contains(&c)
}

/// Returns the superscript form of a character that can mark a footnote: a digit, an asterisk or a dagger.
pub(super) fn to_superscript(c: char) -> Option<char> {
    Some(match c {
        '0' => '\u{2070}',
        '1' => '\u{B9}',
        '2' => '\u{B2}',
        '3' => '\u{B3}',
        '4'..='9' => char::from_u32(u32::from(c) - u32::from('0') + 0x2070)?,
        '*' | '\u{2020}' | '\u{2021}' => c,
        _ => return None,
    })
}

/// Returns the text after a bullet; `None` if the line has no bullet. A letter or small Roman number with brackets
/// ("a)", "(iv)") is a bullet too, but is kept in the text.
pub(super) fn strip_bullet(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix(BULLETS).or_else(|| line.strip_prefix(is_symbol_bullet)) {
        let words = rest.trim_start();
        return (!words.is_empty()).then_some(words);
    }
    if let Some(rest) = line.strip_prefix(TYPED_BULLETS) {
        let words = rest.trim_start();
        return (words.len() < rest.len() && !words.is_empty()).then_some(words);
    }
    let label = line.strip_prefix('(').unwrap_or(line);
    let letters = label.bytes().take_while(u8::is_ascii_lowercase).count();
    let is_label =
        letters == 1 || (2..=4).contains(&letters) && label[..letters].bytes().all(|c| b"ivx".contains(&c));
    let rest = label[letters..].strip_prefix(')')?;
    (is_label && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty()).then_some(line)
}

/// Returns true if a line consists of a bullet only.
pub(super) fn is_lone_bullet(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(|mark| BULLETS.contains(&mark) || is_symbol_bullet(mark))
        && chars.next().is_none()
}

/// Finds the nesting levels of the items of a list by their indents and bullets, for formats that do not state them.
#[derive(Debug, Default)]
pub(super) struct ListLevels {
    /// The indent and the bullet of each open level.
    open: Vec<(f32, Option<char>)>,
    /// The end of the item before.
    last_end: Option<char>,
}

impl ListLevels {
    /// Ends the list.
    pub(super) fn end_list(&mut self) {
        self.open.clear();
    }

    /// Returns the level of the next item, from 0. `line` is the item with its bullet; indents less than `min_step`
    /// apart are equal.
    ///
    /// An item is nested if it is indented further than the item before and has another bullet. With the same bullet
    /// the indent can be a slip, so then the item before must not be a sentence. With the same indent and another
    /// bullet, the item before must end with a colon.
    pub(super) fn next_level(&mut self, line: &str, indent: f32, min_step: f32) -> u8 {
        /// The maximum number of open levels.
        const MAX_LEVELS: usize = 8;
        let bullet = line.chars().next().filter(|_| strip_bullet(line).is_some());
        // All letters and numbers are the same bullet.
        let bullet = bullet.map(|c| if c.is_alphanumeric() && c != 'o' || c == '(' { 'a' } else { c });
        let before = std::mem::replace(&mut self.last_end, line.trim_end().chars().next_back());
        let is_same = |open: &(f32, Option<char>)| open.1 == bullet && (open.0 - indent).abs() < min_step;
        if let Some(level) = self.open.iter().rposition(is_same) {
            self.open.truncate(level + 1);
            return u8::try_from(level).unwrap_or(u8::MAX);
        }
        while self.open.len() > 1 && self.open.last().is_some_and(|open| open.0 > indent + min_step) {
            self.open.pop();
        }
        let is_nested = self.open.last().is_none_or(|last| {
            if indent < last.0 + min_step {
                indent > last.0 - min_step && before == Some(':')
            } else {
                last.1 != bullet || !matches!(before, Some('.' | '?' | '!'))
            }
        });
        if !is_nested || self.open.len() >= MAX_LEVELS {
            self.open.pop();
        }
        self.open.push((indent, bullet));
        u8::try_from(self.open.len() - 1).unwrap_or(u8::MAX)
    }
}

/// Returns the number of a line that consists of a number only, with or without a full stop.
pub(super) fn lone_number(line: &str) -> Option<u32> {
    let digits = line.strip_suffix('.').unwrap_or(line);
    let is_number =
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// Splits a line that begins with "42. " or "42) " into the number, the mark and the text after them.
pub(super) fn split_number(line: &str) -> Option<(u32, char, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 6 {
        return None;
    }
    let number = line[..digits].parse().ok()?;
    let rest = &line[digits..];
    let mark = rest.chars().next().filter(|mark| matches!(mark, '.' | ')'))?;
    let rest = &rest[1..];
    let words = rest.trim_start();
    (words.len() < rest.len() && !words.is_empty()).then_some((number, mark, words))
}

/// Returns true if a text ends in the middle of a sentence. Quotes, brackets and the mark of a footnote can follow the
/// end of a sentence.
pub(super) fn is_unfinished(words: &str) -> bool {
    let is_after_end =
        |c: char| matches!(c, '\'' | '"' | '\u{2019}' | '\u{201D}' | ')') || is_superscript_digit(c);
    let last = words.trim_end_matches(is_after_end).chars().next_back();
    last.is_some_and(|last| !matches!(last, '.' | '!' | '?' | ':' | '\u{2026}'))
}

/// Returns true if the first word of a text fits where a line has room for `room` characters. Narrow letters and
/// margins that are not exact make a difference of two.
pub(super) fn fits_after(words: &str, room: u16) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    first.chars().count() + 3 <= usize::from(room)
}

/// Returns true if the words after a hyphen show that it stands for a part of a later word: "short-" "and long-term".
pub(super) fn is_suspended_hyphen(next_words: &str) -> bool {
    matches!(next_words.split_whitespace().next(), Some("and" | "or" | "to" | "nor"))
}

/// Appends the second part of a broken text to the first. No space is added if a word was broken at its own hyphen
/// ("decision-" "making") or a span of years at its dash ("2011-" "2012").
pub(super) fn append_continuation(first: &mut Text, second: &Text) {
    // U+2010 cannot be typed on a keyboard: it comes from automatic hyphenation and is removed.
    if let Some(stem) = first.plain().strip_suffix('\u{2010}').map(str::len)
        && second.plain().starts_with(char::is_lowercase)
    {
        first.truncate(stem);
        return first.push_text(second);
    }
    let before = first.plain().strip_suffix('-').and_then(|words| words.chars().next_back());
    let is_broken_word = before.is_some_and(|before| {
        before.is_alphabetic()
            && second.plain().starts_with(char::is_alphabetic)
            && !is_suspended_hyphen(second.plain())
            || before.is_ascii_digit() && second.plain().starts_with(|c: char| c.is_ascii_digit())
    });
    if !is_broken_word && !first.plain().is_empty() {
        first.push_str(" ");
    }
    first.push_text(second);
}

#[cfg(test)]
mod tests {
    use super::{ListLevels, strip_bullet};

    #[test]
    fn items_are_nested_by_indent_and_bullet() {
        let levels = |items: &[(&str, f32)]| -> Vec<u8> {
            let mut levels = ListLevels::default();
            items.iter().map(|(line, indent)| levels.next_level(line, *indent, 9.0)).collect()
        };
        let nested = [("■ Plans for:", 71.0), ("− homes", 89.0), ("− schools.", 89.0), ("■ Visits.", 71.0)];
        assert_eq!(levels(&nested), [0, 1, 1, 0]);
        assert_eq!(levels(&[("■ Plans.", 71.0), ("▪ homes", 89.0), ("■ Visits.", 75.0)]), [0, 1, 0]);
        assert_eq!(levels(&[("• Plans for:", 71.0), ("• homes", 89.0), ("• Visits", 71.0)]), [0, 1, 0]);
        assert_eq!(levels(&[("• Plans for:", 71.0), ("- homes", 71.0), ("• Visits", 71.0)]), [0, 1, 0]);
        assert_eq!(
            levels(&[("• Plans.", 71.0), ("• Visits.", 89.0), ("• Homes.", 71.0)]),
            [0, 0, 0],
            "a slip"
        );
        assert_eq!(levels(&[("• Plans", 71.0), ("- Visits", 71.0)]), [0, 0]);
        assert_eq!(levels(&[("a) Plans:", 71.0), ("i) homes", 89.0), ("b) Visits", 71.0)]), [0, 1, 0]);
    }

    #[test]
    fn deep_lists_have_few_levels() {
        let mut levels = ListLevels::default();
        let deepest =
            (0..1_000_u16).map(|step| levels.next_level("• homes:", f32::from(step) * 20.0, 9.0)).max();
        assert_eq!(deepest, Some(7));
    }

    #[test]
    fn a_minus_sign_before_a_space_is_a_bullet() {
        assert_eq!(strip_bullet("\u{2212} homes"), Some("homes"));
        assert_eq!(strip_bullet("\u{2212}5 degrees"), None);
        assert_eq!(strip_bullet("\u{F0A7} homes"), Some("homes"), "a bullet of Wingdings");
    }
}
