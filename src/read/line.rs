//! Styled lines: the form that every format turns its source into, and the only input of
//! [`recognise`](super::recognise).
//!
//! Must not know any format.

use crate::report::{Area, Origin, Text, is_superscript_digit};

/// A line of the source: a paragraph or a part of it, a heading, a list item or a table row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The text, without a bullet or a number, which is in `shape`. Empty for a [`Shape::Row`].
    pub(super) text: Text,
    /// The kind of line according to the source.
    pub(super) shape: Shape,
    /// True if the line is separated from the line before, by a blank line or because it begins a block.
    pub(super) has_gap_before: bool,
    /// The place in the source where the line begins.
    pub(super) origin: Origin,
    /// True if the line is page furniture and not text of the report.
    pub(super) is_furniture: bool,
    /// True if the line is the first one of a page.
    pub(super) is_page_start: bool,
    /// The width of the line in characters, including the indent; `None` for formats other than plain text.
    pub(super) width: Option<u16>,
    /// The number of characters that would fit at the end of the line; `None` if the source does not place its lines.
    pub(super) free_chars: Option<u16>,
    /// True for a list item that the source tags without a bullet or number. It can be the rest of the text before it.
    pub(super) lacks_mark: bool,
    /// True if the source states that a text begins here, so that the line does not continue the text before.
    pub(super) begins_text: bool,
    /// True if headings differ from body text in type, so that a line in body type cannot be a heading.
    pub(super) has_typeset_headings: bool,
    /// True if the source marks its headings, so that a line without a mark is a heading only if its title is known.
    pub(super) has_marked_headings: bool,
    /// True if the source marks the line as the title of the document. It is plain, because headings have levels below it.
    pub(super) is_styled_title: bool,
    /// The level of headings in the same type as the first cell of this table row, from 1; `None` if the line is not a
    /// row or no headings have its type.
    pub(super) row_heading_level: Option<u8>,
    /// The number as printed, such as "(1)", if it is not the number followed by its mark; `None` for other lines.
    pub(super) printed_number: Option<Box<str>>,
    /// True if the source states that a text begins at the number of the line, so that the number cannot be part of a
    /// sentence that began on the line before.
    pub(super) has_stated_number: bool,
    /// The nesting level of a list item, from 0. It shows only whether an item is nested under the item before.
    pub(super) list_level: u8,
    /// The place of the line in a table cell that is used only for layout.
    pub(super) cell_place: CellPlace,
    /// The areas of the line, one for each page that it is on; empty in formats without pages.
    pub(super) areas: Vec<Area>,
}

/// The place of a line in a table cell that is used only for layout. The lines in such a cell belong together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum CellPlace {
    /// Outside such a cell.
    #[default]
    Outside,
    /// The first line of the cell.
    First,
    /// In the same cell as the line before.
    Later,
}

/// The kind of a line according to the source.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Any other line.
    Plain,
    /// A heading with its level in the source, from 1 for the highest.
    Heading(u8),
    /// A list item with a bullet, which is not part of the text.
    Bullet,
    /// A line that begins with a number and a mark, "42." or "42)". It is a numbered paragraph, or a line of a sentence
    /// that begins with a number by chance.
    Numbered {
        /// The number.
        number: u32,
        /// The mark after the number: a full stop or a closing bracket.
        mark: char,
    },
    /// A table row, with the text of each cell.
    Row(Vec<Text>),
    /// A footnote. Its text begins with its mark.
    Footnote,
}

impl Line {
    /// Creates a line that is not furniture and does not begin a page. It has no width, list level or areas.
    pub(super) fn new(text: Text, shape: Shape, has_gap_before: bool, origin: Origin) -> Self {
        Self {
            text,
            shape,
            has_gap_before,
            origin,
            is_furniture: false,
            is_page_start: false,
            width: None,
            free_chars: None,
            lacks_mark: false,
            begins_text: false,
            has_typeset_headings: false,
            has_marked_headings: false,
            is_styled_title: false,
            row_heading_level: None,
            printed_number: None,
            has_stated_number: false,
            list_level: 0,
            cell_place: CellPlace::Outside,
            areas: Vec::new(),
        }
    }

    /// Returns true if the line is not a heading, a list item, a row or a footnote, so that it can continue the line
    /// before.
    pub(super) fn is_plain(&self) -> bool {
        self.shape == Shape::Plain
    }

    /// Returns the number of cells of a table row; 0 for other lines.
    pub(super) fn cell_count(&self) -> usize {
        match &self.shape {
            Shape::Row(cells) => cells.len(),
            Shape::Plain | Shape::Heading(_) | Shape::Bullet | Shape::Numbered { .. } | Shape::Footnote => 0,
        }
    }

    /// Replaces the control characters in the text of the line and of its cells.
    pub(super) fn replace_control_characters(&mut self) {
        self.text.replace_control_characters();
        if let Shape::Row(cells) = &mut self.shape {
            cells.iter_mut().for_each(Text::replace_control_characters);
        }
    }

    /// Returns the text as printed: with the number, if the line is numbered.
    pub(super) fn into_text_with_number(self) -> Text {
        match self.shape {
            Shape::Numbered { number, mark } => {
                let mut whole = match self.printed_number {
                    Some(printed) => Text::new(format!("{printed} ")),
                    None => Text::new(format!("{number}{mark} ")),
                };
                whole.push_text(&self.text);
                whole
            }
            _ => self.text,
        }
    }
}

/// Notes in each line whether the source marks its headings: it does if it marks at least three lines as headings.
pub(super) fn mark_unmarked_lines(lines: &mut [Line]) {
    /// The minimum number of marked headings. The title of a page alone does not show that its author marks headings.
    const MIN_MARKED_HEADINGS: usize = 3;
    let is_marked = |line: &&Line| matches!(line.shape, Shape::Heading(_)) && !line.is_furniture;
    if lines.iter().filter(is_marked).count() >= MIN_MARKED_HEADINGS {
        lines.iter_mut().for_each(|line| line.has_marked_headings = true);
    }
}

/// The marks that begin a quotation.
pub(super) const QUOTATION_MARKS: [char; 3] = ['\u{201C}', '"', '\u{2018}'];

/// Characters that are bullets at the beginning of a line, with or without a space after them.
const BULLETS: [char; 16] = [
    '\u{2022}', '\u{25CF}', '\u{25CB}', '\u{25AA}', '\u{25AB}', '\u{25A0}', '\u{25A1}', '\u{25FC}',
    '\u{25FB}', '\u{25E6}', '\u{2023}', '\u{2043}', '\u{25BA}', '\u{27A2}', '\u{2713}', '\u{00B7}',
];
/// Characters that are bullets at the beginning of a line only before a space. Word exports the bullets of its second
/// and third list levels as `o` and `§`, and the dashes of some of its lists as U+0336 and U+2500.
const TYPED_BULLETS: [char; 11] = [
    '-', '*', '\u{2010}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}', '\u{0336}', '\u{2500}', 'o',
    '\u{00A7}',
];

/// Returns true if a character is in the private-use range that Word uses for bullets in the fonts Symbol and
/// Wingdings.
fn is_symbol_bullet(c: char) -> bool {
    ('\u{F021}'..='\u{F0FF}').contains(&c)
}

/// Returns the superscript form of a character that can mark a footnote: a digit, an asterisk or a dagger. Returns
/// `None` for other characters.
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

/// Returns the text after a bullet; `None` if the line has no bullet or nothing after it. A letter or lower-case Roman
/// numeral with brackets, "a)" or "(iv)", is a bullet too, but is kept in the text.
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

/// Finds the nesting levels of list items by their indents and bullets, for formats that do not state the levels.
#[derive(Debug, Default)]
pub(super) struct ListLevels {
    /// The open levels, from the outermost.
    open: Vec<OpenLevel>,
    /// The last character of the previous item.
    last_end: Option<char>,
}

/// A level of a list that can have further items.
#[derive(Debug)]
struct OpenLevel {
    /// The indent, in the unit of [`ListLevels::next_level`].
    indent: f32,
    /// The bullet; `None` for items without a bullet.
    bullet: Option<char>,
}

impl ListLevels {
    /// Ends the list.
    pub(super) fn end_list(&mut self) {
        self.open.clear();
    }

    /// Returns the level of the next item, from 0. `line` is the item with its bullet. Indents that differ by less than
    /// `min_step` are equal; both can be in any unit, such as points or characters.
    ///
    /// An item is nested under the previous item if it has a larger indent and another bullet. With the same bullet,
    /// the larger indent can be a mistake, so the previous item must not be a sentence. With the same indent and
    /// another bullet, the previous item must end with a colon.
    pub(super) fn next_level(&mut self, line: &str, indent: f32, min_step: f32) -> u8 {
        /// The maximum number of open levels. Deeper items are on the last level.
        const MAX_OPEN_LEVELS: usize = 8;
        let bullet = line.chars().next().filter(|_| strip_bullet(line).is_some());
        // Letters and numbers count as one bullet, because "a)" and "b)" are on the same level.
        let bullet = bullet.map(|c| if c.is_alphanumeric() && c != 'o' || c == '(' { 'a' } else { c });
        let end_before = std::mem::replace(&mut self.last_end, line.trim_end().chars().next_back());
        let is_same = |open: &OpenLevel| open.bullet == bullet && (open.indent - indent).abs() < min_step;
        if let Some(level) = self.open.iter().rposition(is_same) {
            self.open.truncate(level + 1);
            return u8::try_from(level).unwrap_or(u8::MAX);
        }
        while self.open.len() > 1 && self.open.last().is_some_and(|open| open.indent > indent + min_step) {
            self.open.pop();
        }
        let is_nested = self.open.last().is_none_or(|last| {
            if indent < last.indent + min_step {
                indent > last.indent - min_step && end_before == Some(':')
            } else {
                last.bullet != bullet || !matches!(end_before, Some('.' | '?' | '!'))
            }
        });
        if !is_nested || self.open.len() >= MAX_OPEN_LEVELS {
            self.open.pop();
        }
        self.open.push(OpenLevel { indent, bullet });
        u8::try_from(self.open.len() - 1).unwrap_or(u8::MAX)
    }
}

/// Returns the number in a line that consists only of a number of up to four digits, with or without a full stop.
/// Returns `None` for other lines.
pub(super) fn parse_lone_number(line: &str) -> Option<u32> {
    let digits = line.strip_suffix('.').unwrap_or(line);
    let is_number =
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// Splits a line that begins with "42. " or "42) " into the number, the mark and the text after the mark. Returns
/// `None` for other lines.
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

/// Splits "13 The overall effectiveness of …" into the number and the text, if the text looks like a paragraph: it begins
/// with a capital, and is either long or has several words and ends with a full stop or colon. Returns `None` for other
/// lines.
pub(super) fn parse_bare_number(words: &str) -> Option<(u32, &str)> {
    /// The minimum length, in bytes, of a text that does not end with a full stop or colon.
    const MIN_UNFINISHED_BYTES: usize = 60;
    let (number, rest) = words.split_once(' ')?;
    let number = parse_lone_number(number)?;
    let is_finished = rest.ends_with(['.', ':']) && rest.contains(' ');
    let looks_like_paragraph = (rest.len() >= MIN_UNFINISHED_BYTES || is_finished)
        && rest.trim_start().starts_with(char::is_uppercase);
    looks_like_paragraph.then_some((number, rest.trim_start()))
}

/// Returns true if a text ends in the middle of a sentence. The end of a sentence can be followed by quotation marks,
/// brackets and the mark of a footnote.
pub(super) fn is_unfinished(words: &str) -> bool {
    let is_after_end =
        |c: char| matches!(c, '\'' | '"' | '\u{2019}' | '\u{201D}' | ')') || is_superscript_digit(c);
    let last = words.trim_end_matches(is_after_end).chars().next_back();
    last.is_some_and(|last| !matches!(last, '.' | '!' | '?' | ':' | '\u{2026}'))
}

/// Returns true if the first word of a text fits at the end of a line with space for `free_chars` more characters.
/// Narrow letters and inexact margins make a difference of two characters.
pub(super) fn fits_in_free_chars(words: &str, free_chars: u16) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    first.chars().count() + 3 <= usize::from(free_chars)
}

/// Returns true if the words after a hyphen show that it stands for a part of a later word: "short-" "and long-term".
pub(super) fn is_suspended_hyphen(next_words: &str) -> bool {
    matches!(next_words.split_whitespace().next(), Some("and" | "or" | "to" | "nor"))
}

/// Appends the second part of a broken text to the first, with a space between the parts. No space is added if a
/// compound word was broken at its hyphen ("decision-" "making") or a span of years at its dash ("2011-" "2012").
pub(super) fn append_continuation(first: &mut Text, second: &Text) {
    // U+2010 cannot be typed on a keyboard, so it comes from automatic hyphenation and is not part of the word.
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
            "with the same bullet, another indent does not nest an item"
        );
        assert_eq!(levels(&[("• Plans", 71.0), ("- Visits", 71.0)]), [0, 0]);
        assert_eq!(levels(&[("a) Plans:", 71.0), ("i) homes", 89.0), ("b) Visits", 71.0)]), [0, 1, 0]);
    }

    #[test]
    fn nesting_is_limited_to_eight_levels() {
        let mut levels = ListLevels::default();
        let deepest =
            (0..1_000_u16).map(|step| levels.next_level("• homes:", f32::from(step) * 20.0, 9.0)).max();
        assert_eq!(deepest, Some(7));
    }

    #[test]
    fn a_minus_sign_before_a_space_is_a_bullet() {
        assert_eq!(strip_bullet("\u{2212} homes"), Some("homes"));
        assert_eq!(strip_bullet("\u{2212}5 degrees"), None);
        assert_eq!(strip_bullet("\u{336} homes"), Some("homes"), "a dash of Word");
        assert_eq!(strip_bullet("\u{2500} homes"), Some("homes"), "a dash of Word");
        assert_eq!(strip_bullet("\u{F0A7} homes"), Some("homes"), "a bullet in the font Wingdings");
    }
}
