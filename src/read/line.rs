//! Styled lines: what every format turns its source into, and all that recognising knows of a source.

use crate::report::{Area, Origin, Text};

/// A line of the source: a paragraph or a piece of one, a heading, a bullet, a row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The words, without the marks that `shape` stands for. Empty for a [`Shape::Row`].
    pub(super) text: Text,
    /// What the source itself says it is.
    pub(super) shape: Shape,
    /// Whether the source sets it off from the line before, by a blank line or as a block of its own.
    pub(super) gap: bool,
    /// Where it begins.
    pub(super) origin: Origin,
    /// Whether it belongs to the page and not to the report.
    pub(super) furniture: bool,
    /// Whether a page ended right before it.
    pub(super) page_break: bool,
    /// How far it reached, in characters, in formats whose lines are those that were typed.
    pub(super) width: Option<u16>,
    /// Whether the source shows its headings by their type, so that a line in the type of the text is none.
    pub(super) typeset: bool,
    /// The level of a heading in the type that a row begins with, where headings are known by their type.
    pub(super) level: Option<u8>,
    /// Where it stands on the pages, in formats that have pages.
    pub(super) areas: Vec<Area>,
}

/// What the source says that a line is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Nothing in particular.
    Plain,
    /// A heading of this level, 1 for the outermost the source has.
    Heading(u8),
    /// A bullet.
    Bullet,
    /// A line that begins with a number and a mark, "42." or "42)": a paragraph, unless it is the rest of a sentence
    /// that ended in a number.
    Numbered {
        /// The number.
        number: u32,
        /// The mark after it.
        mark: char,
    },
    /// A row of a table, cell by cell.
    Row(Vec<Text>),
    /// A footnote, behind its mark.
    Note,
}

impl Line {
    /// A line with nothing special about it.
    pub(super) fn new(text: Text, shape: Shape, gap: bool, origin: Origin) -> Self {
        Self {
            text,
            shape,
            gap,
            origin,
            furniture: false,
            page_break: false,
            width: None,
            typeset: false,
            level: None,
            areas: Vec::new(),
        }
    }

    /// Whether it may be the rest of the sentence before it: words, not a heading, a bullet or a row.
    pub(super) fn is_plain(&self) -> bool {
        self.shape == Shape::Plain
    }

    /// The words as they stood, with the number that `shape` holds.
    pub(super) fn into_whole_text(self) -> Text {
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

/// Marks that begin a bullet and nothing else: typographic ones, and Word's private-use glyphs. No space need follow.
const BULLETS: [char; 16] = [
    '\u{2022}', '\u{25CF}', '\u{25CB}', '\u{25AA}', '\u{25AB}', '\u{25A0}', '\u{25A1}', '\u{25FC}',
    '\u{25FB}', '\u{25E6}', '\u{2023}', '\u{2043}', '\u{25BA}', '\u{27A2}', '\u{2713}', '\u{00B7}',
];
/// Marks that are a bullet only before a space; `o` and `§` are what Word's second and third level become in text.
const TYPED_BULLETS: [char; 6] = ['-', '*', '\u{2013}', '\u{2014}', 'o', '\u{00A7}'];

/// The raised form of what footnotes are marked with.
pub(super) fn superscript(c: char) -> Option<char> {
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

/// The words after a bullet's mark; `None` where there is none. A letter or small Roman number in brackets ("a)",
/// "(iv)") makes a bullet too, and stays with its words.
pub(super) fn after_bullet(line: &str) -> Option<&str> {
    // Signs of the fonts Symbol and Wingdings have no Unicode of their own.
    let is_sign = |c: char| ('\u{F021}'..='\u{F0FF}').contains(&c);
    if let Some(rest) = line.strip_prefix(BULLETS).or_else(|| line.strip_prefix(is_sign)) {
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

/// Whether a line is a bullet's mark and nothing else.
pub(super) fn is_bullet_alone(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(|mark| BULLETS.contains(&mark)) && chars.next().is_none()
}

/// A line that is a number and nothing else, with or without a full stop.
pub(super) fn number_alone(line: &str) -> Option<u32> {
    let digits = line.strip_suffix('.').unwrap_or(line);
    let is_number =
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// Number, mark and the words after them, where a line begins with "42. " or "42) ".
pub(super) fn after_number(line: &str) -> Option<(u32, char, &str)> {
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

/// Joins the second piece of a cut text to the first. A word cut at its own hyphen ("decision-" "making") keeps the
/// hyphen and gets no space; so does a span of years ("2011-" "2012").
pub(super) fn join(first: &mut Text, second: &Text) {
    // The hyphen of typesetting, which no typist has, breaks a word.
    if let Some(stem) = first.plain().strip_suffix('\u{2010}').map(str::len)
        && second.plain().starts_with(char::is_lowercase)
    {
        first.truncate(stem);
        return first.push_text(second);
    }
    let before = first.plain().strip_suffix('-').and_then(|words| words.chars().next_back());
    let cut_word = before.is_some_and(|before| {
        before.is_alphabetic() && second.plain().starts_with(char::is_lowercase)
            || before.is_ascii_digit() && second.plain().starts_with(|c: char| c.is_ascii_digit())
    });
    if !cut_word && !first.plain().is_empty() {
        first.push_str(" ");
    }
    first.push_text(second);
}
