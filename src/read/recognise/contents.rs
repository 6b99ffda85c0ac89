//! The printed contents: a title, then lines that each end in a page number.

use std::ops::Range;

use super::key;
use crate::{
    read::line::{Line, Shape},
    report::{ContentsEntry, Text},
};

/// Contents that were found.
pub(super) struct Contents {
    /// The line that says "Contents".
    pub(super) title: usize,
    /// The lines of the entries.
    pub(super) lines: Range<usize>,
    /// An entry for each of those lines.
    pub(super) entries: Vec<ContentsEntry>,
}

/// Printed contents stand early; a later heading of that name is something else.
const SEARCHED: usize = 200;

/// Finds the printed contents; `None` where there are none.
pub(super) fn find(lines: &[Line]) -> Option<Contents> {
    let title = lines.iter().take(SEARCHED).position(|line| {
        matches!(line.shape, Shape::Plain | Shape::Heading(_))
            && matches!(key(line.text.plain()).as_str(), "contents" | "table of contents")
    })?;
    let entries: Vec<ContentsEntry> = lines[title + 1..].iter().map_while(entry).collect();
    let lines = title + 1..title + 1 + entries.len();
    (!entries.is_empty()).then_some(Contents { title, lines, entries })
}

/// "Service information⇥3", "Service information ..... 3": a title, a gap, a page.
fn entry(line: &Line) -> Option<ContentsEntry> {
    let (title, page) = match &line.shape {
        Shape::Row(cells) => {
            let (page, title) = cells.split_last()?;
            let title: Vec<&str> = title.iter().map(Text::plain).filter(|cell| !cell.is_empty()).collect();
            (title.join(" "), page.plain().trim())
        }
        Shape::Plain | Shape::Bullet => {
            let words = line.text.plain().trim_end();
            let title = words.trim_end_matches(|c: char| c.is_ascii_digit());
            let gap = title.trim_end_matches(['.', '\u{2026}', ' ', '\u{A0}']);
            let leader = title[gap.len()..].chars().count();
            if leader < 2 {
                return None;
            }
            (gap.to_owned(), &words[title.len()..])
        }
        Shape::Heading(_) | Shape::Numbered { .. } => return None,
    };
    let page = page.parse().ok()?;
    (!title.is_empty()).then_some(ContentsEntry { title, page: Some(page), section: None })
}
