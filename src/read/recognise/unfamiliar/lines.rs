//! Prepares the lines of a report whose framework is not known: titles that look like list items become headings, and rows
//! that are typed with bars become table rows.
//!
//! Must not know the body.

use std::collections::BTreeSet;

use super::{
    remarks::is_introduction,
    title::list_title,
    wording::{begins_with_verb, is_request},
};
use crate::{
    read::line::{Line, Shape},
    report::Text,
};

/// Prepares the lines of a report.
pub(in crate::read::recognise) fn prepare_lines(lines: &mut Vec<Line>) {
    mark_numbered_titles(lines);
    split_typed_rows(lines);
    mark_lettered_items(lines);
}

/// Turns lines that begin with a letter and a full stop into list items, which keep their letters: "a. keep a register". Their
/// letters ascend, and the first is below a text that ends with a colon or directly above the second.
fn mark_lettered_items(lines: &mut [Line]) {
    let mut last: Option<u32> = None;
    let mut is_introduced = false;
    for index in 0..lines.len() {
        let line = &lines[index];
        if matches!(line.shape, Shape::Heading(_) | Shape::Numbered { .. }) {
            last = None;
        }
        let first_is_followed =
            || lines.get(index + 1).and_then(lettered_item).is_some_and(|(next, _)| next == 2);
        let item = lettered_item(line).filter(|(ordinal, _)| match ordinal {
            1 => is_introduced || first_is_followed(),
            _ => last.and_then(|last| last.checked_add(1)) == Some(*ordinal),
        });
        if let Some((ordinal, text)) = item {
            last = Some(ordinal);
            lines[index].text = text;
            lines[index].shape = Shape::Bullet;
        }
        is_introduced = lines[index].text.plain().trim_end().ends_with(':');
    }
}

/// Returns the ordinal and the text of a line, or of a row of two cells, that begins with a letter and a full stop. Returns
/// `None` for other lines.
fn lettered_item(line: &Line) -> Option<(u32, Text)> {
    let ordinal = |label: &str| {
        let letter = label.strip_suffix('.').filter(|letter| letter.len() == 1)?.bytes().next()?;
        letter.is_ascii_lowercase().then(|| u32::from(letter - b'a') + 1)
    };
    match &line.shape {
        Shape::Plain => {
            let (label, rest) = line.text.plain().trim_start().split_once([' ', '\t', '\u{A0}'])?;
            let ordinal = ordinal(label)?;
            (!rest.trim().is_empty()).then(|| (ordinal, line.text.clone()))
        }
        Shape::Row(cells) => match cells.as_slice() {
            [label, rest] if !rest.is_blank() => {
                let mut text = Text::new(format!("{} ", label.plain().trim()));
                text.push_text(rest);
                Some((ordinal(label.plain().trim())?, text))
            }
            _ => None,
        },
        Shape::Heading(_) | Shape::Bullet | Shape::Numbered { .. } | Shape::Footnote => None,
    }
}

/// Returns true if a file begins with the title of its recommendations: it is an extract of a report. A title that is only
/// about recommendations, such as "Recommendations on lifts", has other text below it.
pub(in crate::read::recognise) fn begins_with_recommendations(lines: &[Line]) -> bool {
    let [first, second, ..] = lines else { return false };
    let is_title = matches!(first.shape, Shape::Plain | Shape::Heading(_))
        && is_short_title(first.text.plain().trim_end_matches([':', ' ']))
        && list_title(first.text.plain()).is_some();
    let words = second.text.plain();
    let is_asking = is_request(words) || begins_with_verb(words) || is_introduction(words);
    is_title
        && match second.shape {
            Shape::Numbered { .. } | Shape::Bullet => true,
            Shape::Plain | Shape::Heading(_) => is_asking,
            Shape::Row(_) | Shape::Footnote => false,
        }
}

/// Turns "2. RECOMMENDATIONS" into a heading if the source has it as a numbered item. If such a title is in capitals, the
/// other numbered lines in capitals are titles too. Items directly above or below each other are entries of a list.
fn mark_numbered_titles(lines: &mut [Line]) {
    let is_separate = |index: usize| {
        let number =
            |index: Option<usize>| match index.and_then(|index| lines.get(index)).map(|line| &line.shape) {
                Some(Shape::Numbered { number, .. }) => Some(*number),
                _ => None,
            };
        let own = number(Some(index)).unwrap_or_default();
        number(index.checked_sub(1)) != own.checked_sub(1).filter(|before| *before > 0)
            && number(Some(index + 1)) != Some(own + 1)
            || number(index.checked_sub(1)).is_none() && number(Some(index + 1)) != Some(own + 1)
    };
    let is_title = |index: usize| {
        let line = &lines[index];
        matches!(line.shape, Shape::Numbered { .. })
            && is_short_title(line.text.plain())
            && list_title(line.text.plain()).is_some()
            && is_separate(index)
    };
    let titles: BTreeSet<usize> = (0..lines.len()).filter(|index| is_title(*index)).collect();
    if titles.is_empty() {
        return;
    }
    let has_capitals = titles.iter().any(|index| is_in_capitals(lines[*index].text.plain()));
    let is_sibling = |index: usize| {
        let line = &lines[index];
        matches!(line.shape, Shape::Numbered { .. })
            && is_short_title(line.text.plain())
            && is_in_capitals(line.text.plain())
            && is_separate(index)
    };
    let mut found = titles;
    if has_capitals {
        found.extend((0..lines.len()).filter(|index| is_sibling(*index)));
    }
    /// The level of these headings.
    const LEVEL: u8 = 1;
    for index in found {
        let line = lines[index].clone();
        lines[index].text = line.into_text_with_number();
        lines[index].shape = Shape::Heading(LEVEL);
    }
}

/// Returns true if a text is as short as a title and does not end like a sentence or an entry of the contents.
fn is_short_title(words: &str) -> bool {
    /// The maximum length of a title, in bytes.
    const MAX_TITLE_BYTES: usize = 120;
    words.len() <= MAX_TITLE_BYTES
        && !words.trim_end().ends_with(|c: char| matches!(c, '.' | ',' | ';' | ':') || c.is_ascii_digit())
}

/// Returns true if all letters of a text are capitals and one of its words has several.
fn is_in_capitals(words: &str) -> bool {
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    !words.contains(char::is_lowercase) && words.split_whitespace().any(is_word)
}

/// Turns lines such as "| Criteria | Met | | 1 | Yes |" into the rows that they were typed as. The rows have the same number
/// of cells.
fn split_typed_rows(lines: &mut Vec<Line>) {
    let is_typed = |line: &Line| {
        let words = line.text.plain().trim();
        line.is_plain() && words.len() > 2 && words.starts_with('|') && words.ends_with('|')
    };
    if !lines.iter().any(is_typed) {
        return;
    }
    let mut prepared = Vec::with_capacity(lines.len());
    for line in lines.drain(..) {
        match is_typed(&line).then(|| typed_rows(&line.text)).flatten() {
            Some(rows) => prepared.extend(rows.into_iter().enumerate().map(|(index, cells)| Line {
                text: Text::default(),
                shape: Shape::Row(cells),
                has_gap_before: line.has_gap_before && index == 0,
                ..line.clone()
            })),
            None => prepared.push(line),
        }
    }
    *lines = prepared;
}

/// Returns the rows in a text with bars; `None` if it is not certain where each row ends.
fn typed_rows(text: &Text) -> Option<Vec<Vec<Text>>> {
    let words = text.plain();
    let bars: Vec<usize> = words.match_indices('|').map(|(at, _)| at).collect();
    let cells: Vec<Text> = bars
        .windows(2)
        .map(|pair| {
            let inside = &words[pair[0] + 1..pair[1]];
            let start = pair[0] + 1 + (inside.len() - inside.trim_start().len());
            text.slice(start..start + inside.trim().len())
        })
        .collect();
    let width = cells.iter().position(Text::is_blank).unwrap_or(cells.len());
    let rows: Vec<&[Text]> = cells.chunks(width + 1).collect();
    let is_complete =
        width >= 2 && rows.iter().all(|row| row.len() >= width && row.get(width).is_none_or(Text::is_blank));
    is_complete.then(|| rows.into_iter().map(|row| row[..width].to_vec()).collect())
}

#[cfg(test)]
mod tests {
    use super::{prepare_lines, typed_rows};
    use crate::{
        read::line::{Line, Shape},
        report::{Origin, Text},
    };

    #[test]
    fn rows_typed_with_bars_have_equal_numbers_of_cells() {
        let rows = |words: &str| {
            typed_rows(&Text::from(words)).map(|rows| rows.iter().map(Vec::len).collect::<Vec<_>>())
        };
        assert_eq!(rows("| Criteria | Met | | 1 | Yes | | 2 | No |"), Some(vec![2, 2, 2]));
        assert_eq!(rows("| Criteria | Met |"), Some(vec![2]));
        assert_eq!(rows("| Criteria | Met | | 1 | Yes | No | | 2 |"), None);
    }

    #[test]
    fn a_numbered_title_is_a_heading_but_an_entry_of_a_list_is_not() {
        let line = |number, words: &str| {
            let shape = Shape::Numbered { number, mark: '.' };
            Line::new(Text::from(words), shape, true, Origin::default())
        };
        let mut lines = vec![
            line(1, "INTRODUCTION"),
            line(2, "RECOMMENDATIONS"),
            line(3, "THE LIFTS"),
            Line::new(Text::from("The lifts stand still."), Shape::Plain, true, Origin::default()),
            line(2, "RECOMMENDATIONS"),
            line(1, "The council should keep a register."),
            line(3, "THE LIFTS"),
            Line::new(Text::from("The lifts stand still."), Shape::Plain, true, Origin::default()),
        ];
        prepare_lines(&mut lines);
        let headings: Vec<&str> = lines
            .iter()
            .filter(|line| matches!(line.shape, Shape::Heading(_)))
            .map(|line| line.text.plain())
            .collect();
        assert_eq!(headings, ["2. RECOMMENDATIONS", "3. THE LIFTS"]);
    }
}
