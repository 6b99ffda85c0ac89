//! Hard-wrapped lines put together again.
//!
//! A line was wrapped where the first word of the next line would not have fitted behind it. That asks no
//! punctuation and no capitals, so headings and cover lines that merely follow one another stay apart.

use super::line::{Line, Shape, join};

/// No text is set wider than this many characters by hand or by an exporter that wraps; a paragraph on one line is.
const WIDEST: usize = 140;
/// A file is taken for wrapped only where this many lines come near its width.
const AT_LEAST: usize = 8;

/// Joins what was wrapped; leaves a file whose paragraphs stand on one line each as it is.
pub(super) fn unwrap(lines: Vec<Line>) -> Vec<Line> {
    let Some(width) = wrap_width(&lines) else { return lines };
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut last_length = 0;
    for line in lines {
        let length = printed_length(&line);
        let continues = line.is_plain()
            && !line.gap
            && !line.furniture
            && out.last().is_some_and(|previous| {
                !previous.furniture
                    && !matches!(previous.shape, Shape::Row(_))
                    && last_length + 1 + first_word(&line) > width
            });
        last_length = length;
        match out.last_mut() {
            Some(previous) if continues => join(&mut previous.text, &line.text),
            _ => out.push(line),
        }
    }
    out
}

/// The width a file was wrapped to, in characters; `None` where it was not.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    // Most files hold paragraphs on a line each, which a look at one of them tells.
    if lines.iter().any(|line| line.text.plain().len() > WIDEST * 4) {
        return None;
    }
    let lengths: Vec<usize> = lines.iter().filter(|line| !line.furniture).map(printed_length).collect();
    let width = lengths.iter().copied().max().filter(|longest| *longest <= WIDEST)?;
    let near = lengths.iter().filter(|length| **length + 15 > width).count();
    (near >= AT_LEAST && near * 4 >= lengths.len()).then_some(width)
}

/// Characters of the line as it stood, with its mark or number.
fn printed_length(line: &Line) -> usize {
    let mark = match line.shape {
        Shape::Numbered { number, .. } => number.to_string().len() + 2,
        Shape::Bullet => 2,
        _ => 0,
    };
    mark + line.text.plain().chars().count()
}

fn first_word(line: &Line) -> usize {
    line.text.plain().split_whitespace().next().map_or(0, |word| word.chars().count())
}
