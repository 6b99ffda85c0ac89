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
    let mut entries: Vec<ContentsEntry> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(title + 1) {
        let last = entries.last().and_then(|entry| entry.page).unwrap_or(0);
        let next = lines.get(index + 1).and_then(|next| entry(next, GAP)).and_then(|entry| entry.page);
        // A title that reaches up to its page leaves no gap: it is told by the pages before and after it.
        let between = |page: u32| last <= page && next.is_some_and(|next| page <= next);
        let tight = || entry(line, 1).filter(|entry| !entries.is_empty() && entry.page.is_some_and(between));
        let Some(found) = entry(line, GAP).or_else(tight) else { break };
        entries.push(found);
    }
    let lines = title + 1..title + 1 + entries.len();
    (!entries.is_empty()).then_some(Contents { title, lines, entries })
}

/// The gap before a page: this many dots or spaces.
const GAP: usize = 2;

/// "Service information⇥3", "Service information ..... 3": a title, a gap of so many characters, a page.
fn entry(line: &Line, least: usize) -> Option<ContentsEntry> {
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
            if leader < least {
                return None;
            }
            (gap.to_owned(), &words[title.len()..])
        }
        Shape::Heading(_) | Shape::Numbered { .. } | Shape::Note => return None,
    };
    let page = page.parse().ok()?;
    (!title.is_empty()).then_some(ContentsEntry { title, page: Some(page), section: None })
}
