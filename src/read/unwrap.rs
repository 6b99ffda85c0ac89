//! Hard-wrapped lines put together again.
//!
//! A line was wrapped where the first word of the next line would not have fitted behind it. That asks no
//! punctuation and no capitals, so headings and cover lines that merely follow one another stay apart.

use super::line::{Line, Shape, join};

/// No text is set wider than this many characters by hand or by an exporter that wraps; a paragraph on one line is.
const WIDEST: usize = 160;
/// A file is taken for wrapped only where this many lines come near its width.
const AT_LEAST: usize = 8;

/// Joins what was wrapped; leaves a file whose paragraphs stand on one line each as it is. Lines that were not typed
/// have no width and stay as they are.
pub(super) fn unwrap(lines: Vec<Line>) -> Vec<Line> {
    let Some(width) = wrap_width(&lines) else { return lines };
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut reached = 0;
    for line in lines {
        let ends_there = |previous: &Line| {
            previous.furniture
                || matches!(previous.shape, Shape::Row(_))
                || previous.is_plain() && is_dotted(previous.text.plain())
        };
        let joins = |previous: &Line| !ends_there(previous) && reached + 1 + first_word(&line) > width;
        let continues = line.is_plain() && !line.gap && !line.furniture && out.last().is_some_and(joins);
        reached = line.width.map_or(0, usize::from);
        match out.last_mut() {
            Some(previous) if continues => join(&mut previous.text, &line.text),
            _ => out.push(line),
        }
    }
    out
}

/// The width a file was wrapped to, in characters; `None` where it was not. A few lines may reach further: an address
/// that cannot be broken, a contents line with its dots.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    // Paragraphs on a line each are told by their widths alone.
    let wide =
        lines.iter().filter(|line| line.width.is_some_and(|width| usize::from(width) > WIDEST)).count();
    if wide * 30 > lines.len() {
        return None;
    }
    let votes = |line: &&Line| {
        !line.furniture && !is_dotted(line.text.plain()) && !matches!(line.shape, Shape::Row(_))
    };
    let mut widths: Vec<usize> =
        lines.iter().filter(votes).filter_map(|line| line.width.map(usize::from)).collect();
    widths.sort_unstable();
    // Most of the longer lines end close to the width; outliers are less than one line in thirty.
    let width = widths.get(widths.len().saturating_sub(widths.len() / 30 + 1)).copied()?;
    let near = widths.iter().filter(|reached| **reached + 15 > width && **reached <= width + 3).count();
    (width <= WIDEST && near >= AT_LEAST && near * 4 >= widths.len()).then_some(width)
}

/// A contents line: dots lead to a page number.
fn is_dotted(words: &str) -> bool {
    words.contains("....") || words.contains(". . .") || words.contains("\u{2026}\u{2026}")
}

fn first_word(line: &Line) -> usize {
    line.text.plain().split_whitespace().next().map_or(0, |word| word.chars().count())
}
