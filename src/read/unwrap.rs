//! Joins hard-wrapped lines into paragraphs.
//!
//! A line was wrapped if the first word of the next line would not have fitted at its end. This rule does not depend on
//! punctuation or capitals, so headings and cover lines that follow each other stay separate.

use super::line::{Line, Shape, append_continuation};

/// The maximum wrap width, in characters. A wider line is a whole paragraph on one line.
const MAX_WRAP_CHARACTERS: usize = 160;
/// The minimum number of lines close to the wrap width. A file with fewer was not wrapped.
const MIN_FULL_LINES: usize = 8;

/// Joins lines that were wrapped. Returns the lines unchanged if the file has one line for each paragraph or the lines
/// have no width.
pub(super) fn join_wrapped_lines(lines: Vec<Line>) -> Vec<Line> {
    let Some(width) = wrap_width(&lines) else { return lines };
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut previous_width = 0;
    for line in lines {
        let is_complete = |previous: &Line| {
            previous.is_furniture
                || matches!(previous.shape, Shape::Row(_))
                || previous.is_plain() && has_dot_leader(previous.text.plain())
        };
        let is_wrapped =
            |previous: &Line| !is_complete(previous) && previous_width + 1 + first_word_width(&line) > width;
        let continues_line = line.is_plain()
            && !line.has_gap_before
            && !line.is_furniture
            && joined.last().is_some_and(is_wrapped);
        previous_width = line.width.map_or(0, usize::from);
        match joined.last_mut() {
            Some(previous) if continues_line => append_continuation(&mut previous.text, &line.text),
            _ => joined.push(line),
        }
    }
    joined
}

/// Returns the width in characters that a file was wrapped to; `None` if the file was not wrapped. A few lines can be
/// wider, such as a web address that cannot be broken or a contents line with its dots.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    // A file with one line for each paragraph has many wide lines.
    let wide_lines = lines
        .iter()
        .filter(|line| line.width.is_some_and(|width| usize::from(width) > MAX_WRAP_CHARACTERS))
        .count();
    if wide_lines * 30 > lines.len() {
        return None;
    }
    let is_typical = |line: &&Line| {
        !line.is_furniture && !has_dot_leader(line.text.plain()) && !matches!(line.shape, Shape::Row(_))
    };
    let mut widths: Vec<usize> =
        lines.iter().filter(is_typical).filter_map(|line| line.width.map(usize::from)).collect();
    widths.sort_unstable();
    // Less than one line in thirty is wider than the wrap width, so the next narrower line has about this width.
    let width = widths.get(widths.len().saturating_sub(widths.len() / 30 + 1)).copied()?;
    let full_lines = widths.iter().filter(|other| **other + 15 > width && **other <= width + 3).count();
    (width <= MAX_WRAP_CHARACTERS && full_lines >= MIN_FULL_LINES && full_lines * 4 >= widths.len())
        .then_some(width)
}

/// Returns true if a text contains dots that lead to a page number, as a line of printed contents does.
fn has_dot_leader(words: &str) -> bool {
    words.contains("....") || words.contains(". . .") || words.contains("\u{2026}\u{2026}")
}

/// Returns the width of the first word of a line, in characters.
fn first_word_width(line: &Line) -> usize {
    line.text.plain().split_whitespace().next().map_or(0, |word| word.chars().count())
}
