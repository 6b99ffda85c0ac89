//! Finds the line that the source marks as the title of a report: by a style, or as its only heading of the highest level.
//!
//! Must not know what titles say, except that of some chapters.

use super::{
    cover::can_be_heading_of_report,
    title::{is_closing_title, list_title},
};
use crate::read::{
    line::{Line, Shape},
    recognise::{headings::is_prose, title_key},
};

/// Returns the index of the title of a report in all its lines: the line that the source marks as the title, by a style or as
/// the only heading of the highest level, with other headings below it. Returns `None` if there is no such line near the
/// beginning. Other lines can be above it, such as the name of a website.
pub(in crate::read::recognise) fn title_line(lines: &[Line]) -> Option<usize> {
    let title = marked_title(lines)?;
    let has_heading_below = || lines[title + 1..].iter().any(|line| matches!(line.shape, Shape::Heading(_)));
    (title == 0 || lines[title].is_styled_title || has_heading_below()).then_some(title)
}

/// Returns the index of the line that the source marks as the title, in the lines of a report or of its cover.
pub(super) fn marked_title(lines: &[Line]) -> Option<usize> {
    /// The maximum number of lines above the title.
    const MAX_LINES_ABOVE: usize = 40;
    let first = &lines[..lines.len().min(MAX_LINES_ABOVE + 1)];
    // Web pages have text above the title, but pages of a PDF file with text are pages of the report.
    let is_body = |line: &Line| match line.shape {
        Shape::Numbered { .. } => true,
        Shape::Plain | Shape::Heading(_) => {
            list_title(line.text.plain()).is_some() || line.has_typeset_headings && is_prose(line)
        }
        Shape::Bullet | Shape::Row(_) | Shape::Footnote => false,
    };
    let can_be_title = |index: &usize| {
        let words = lines[*index].text.plain();
        *index < first.len()
            && (*index == 0 || lines[*index].shape == Shape::Heading(1) && !is_chapter_title(words))
            && !first[..*index].iter().any(is_body)
            && list_title(words).is_none()
            && can_be_heading_of_report(words)
    };
    let styled = first.iter().position(|line| line.is_styled_title);
    styled.or_else(|| highest_heading(lines).filter(can_be_title))
}

/// Returns true for a title that many reports give to one of their chapters.
fn is_chapter_title(words: &str) -> bool {
    const CHAPTERS: [&str; 6] =
        ["executive summary", "findings", "key findings", "main findings", "overview", "our findings"];
    is_closing_title(words) || CHAPTERS.contains(&title_key(words).as_str())
}

/// Returns the index of the only heading of the highest level; `None` if several headings have this level.
fn highest_heading(lines: &[Line]) -> Option<usize> {
    let level = |line: &Line| match line.shape {
        Shape::Heading(level) => Some(level),
        _ => None,
    };
    let highest = lines.iter().filter_map(level).min()?;
    let mut found = (0..lines.len()).filter(|index| level(&lines[*index]) == Some(highest));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
