//! Finds the printed contents: a title, then lines that each end in a page number.
//!
//! Must not know the headings of the body.

use std::ops::Range;

use super::title_key;
use crate::{
    read::line::{Line, Shape},
    report::{self, ContentsEntry, Text},
};

/// The printed contents, with the indices of their lines.
pub(super) struct PrintedContents {
    /// The index of the title line, "Contents".
    pub(super) title_line: usize,
    /// The indices of the lines with entries.
    pub(super) entry_lines: Range<usize>,
    /// The entry of each of these lines.
    pub(super) entries: Vec<ContentsEntry>,
}

/// The number of lines that are searched for the title of the printed contents. A later heading with this name is part
/// of the report.
const MAX_SEARCHED_LINES: usize = 200;

/// Joins the two lines of each entry of the printed contents with a long title. Only the second line has the page, and
/// it begins in lower case.
pub(super) fn join_broken_entries(lines: &mut Vec<Line>) {
    let Some(title) = find_title_line(lines) else { return };
    let mut index = title + 1;
    while index < lines.len().min(title + MAX_JOINED_LINES) {
        let entry = parse_entry(&lines[index], MIN_GAP_CHARACTERS);
        if entry.or_else(|| parse_entry_with_paragraph(&lines[index])).is_some() {
            index += 1;
            continue;
        }
        let Some(count) = title_line_count(&lines[index..]) else { return };
        let mut first = lines.remove(index);
        for part in lines.drain(index..index + count - 1) {
            append_part(&mut first, part);
        }
        let second = &mut lines[index];
        if let Shape::Row(cells) = &mut second.shape
            && let Some(cell) = cells.first_mut()
        {
            let mut whole = first.text;
            whole.push_str(" ");
            whole.push_text(cell);
            *cell = whole;
        }
        for area in first.areas {
            report::merge_area(&mut second.areas, area);
        }
        second.is_page_start |= first.is_page_start;
        index += 1;
    }
}

/// Returns the number of lines before an entry that are the beginning of its title; `None` if lines do not begin one. All
/// but the first begin in lower case.
fn title_line_count(lines: &[Line]) -> Option<usize> {
    /// The maximum number of lines before the one with the page.
    const MAX_TITLE_LINES: usize = 3;
    for (index, line) in lines.iter().enumerate().take(MAX_TITLE_LINES + 1) {
        if let Shape::Row(cells) = &line.shape {
            let continues = cells.first().is_some_and(|cell| can_continue_title(cell.plain()));
            return (index > 0 && continues && parse_entry(line, MIN_GAP_CHARACTERS).is_some())
                .then_some(index);
        }
        let words = line.text.plain();
        let is_part = matches!(line.shape, Shape::Plain | Shape::Heading(_))
            && words.len() <= MAX_TITLE_LINE_BYTES
            && (index == 0 || can_continue_title(words));
        if !is_part {
            return None;
        }
    }
    None
}

/// Returns true if a text can be a further line of a title.
fn can_continue_title(words: &str) -> bool {
    words.starts_with(char::is_lowercase)
}

/// Appends the next line of a title.
fn append_part(title: &mut Line, part: Line) {
    title.text.push_str(" ");
    title.text.push_text(&part.text);
    for area in part.areas {
        report::merge_area(&mut title.areas, area);
    }
    title.is_page_start |= part.is_page_start;
}

/// The number of lines below the title of the printed contents that are searched for entries on two lines.
const MAX_JOINED_LINES: usize = 200;

/// The maximum length of the first line of an entry, in bytes.
const MAX_TITLE_LINE_BYTES: usize = 160;

/// Returns the index of the line with the title of the printed contents; `None` if there is no such line.
fn find_title_line(lines: &[Line]) -> Option<usize> {
    lines.iter().take(MAX_SEARCHED_LINES).position(|line| {
        matches!(line.shape, Shape::Plain | Shape::Heading(_))
            && matches!(title_key(line.text.plain()).as_str(), "contents" | "table of contents")
    })
}

/// Finds the printed contents. Returns `None` if the report has no printed contents.
pub(super) fn find_contents(lines: &[Line]) -> Option<PrintedContents> {
    let title = find_title_line(lines)?;
    let mut entries: Vec<ContentsEntry> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(title + 1) {
        let last = entries.last().and_then(|entry| entry.page).unwrap_or(0);
        let next = lines
            .get(index + 1)
            .and_then(|next| parse_entry(next, MIN_GAP_CHARACTERS))
            .and_then(|entry| entry.page);
        // A long title can have only one space before its page. Such a line counts as an entry if its page is between
        // the pages of the entries before and after.
        let is_between = |page: u32| last <= page && next.is_some_and(|next| page <= next);
        let parse_tight_entry =
            || parse_entry(line, 1).filter(|entry| !entries.is_empty() && entry.page.is_some_and(is_between));
        let parse_entry_without_gap = || {
            let entry = parse_entry_with_paragraph(line).or_else(|| parse_annex_entry(line))?;
            (!entries.is_empty() && entry.page.is_some_and(|page| last <= page)).then_some(entry)
        };
        let found = parse_entry(line, MIN_GAP_CHARACTERS).or_else(parse_entry_without_gap);
        let Some(found) = found.or_else(parse_tight_entry) else { break };
        entries.push(found);
    }
    let lines = title + 1..title + 1 + entries.len();
    (!entries.is_empty()).then_some(PrintedContents { title_line: title, entry_lines: lines, entries })
}

/// The minimum number of dots or spaces before the page of an entry. After a long title, one is enough.
const MIN_GAP_CHARACTERS: usize = 2;

/// Parses an entry: a title, a gap of at least `min_gap` dots or spaces, and a page, as in "Service information⇥3" or
/// "Service information ..... 3". Returns `None` for other lines.
fn parse_entry(line: &Line, min_gap: usize) -> Option<ContentsEntry> {
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
            if leader < min_gap {
                return None;
            }
            (gap.to_owned(), &words[title.len()..])
        }
        Shape::Heading(_) | Shape::Numbered { .. } | Shape::Footnote => return None,
    };
    let page = page.parse().ok()?;
    (!title.is_empty()).then_some(ContentsEntry { title, page: Some(page), section: None })
}

/// Parses an entry with the number of a paragraph before the page: "Scope of the inquiry 1.4 7". Returns `None` for other
/// lines.
fn parse_entry_with_paragraph(line: &Line) -> Option<ContentsEntry> {
    let (title, page) = split_last_word(line)?;
    let (title, paragraph) = title.trim_end().rsplit_once(' ')?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_in_chapter = paragraph.contains('.') && paragraph.split('.').all(is_number);
    let page = page.parse().ok().filter(|_| is_in_chapter)?;
    let title = title.trim_end_matches(['.', '\u{2026}', ' ', '\u{A0}']).to_owned();
    (!title.is_empty()).then_some(ContentsEntry { title, page: Some(page), section: None })
}

/// Returns the text of a line before its last word, and that word; `None` for lines that are not plain text or headings.
fn split_last_word(line: &Line) -> Option<(&str, &str)> {
    match line.shape {
        Shape::Plain | Shape::Heading(_) => line.text.plain().trim_end().rsplit_once(' '),
        Shape::Row(_) | Shape::Bullet | Shape::Numbered { .. } | Shape::Footnote => None,
    }
}

/// Parses the entry of an annex with one space before the page: "Appendix 6: Members of the panel 105". Returns `None` for
/// other lines.
fn parse_annex_entry(line: &Line) -> Option<ContentsEntry> {
    let (title, page) = split_last_word(line)?;
    let lower = title.to_ascii_lowercase();
    // "Append" is a misprint that a real report has.
    let is_annex = ["append", "annex", "glossary", "index"].iter().any(|name| lower.starts_with(name));
    let has_title = title.split_whitespace().count() > 1;
    let page = page.parse().ok().filter(|_| is_annex && has_title)?;
    Some(ContentsEntry { title: title.to_owned(), page: Some(page), section: None })
}

/// Removes the names of the columns below the title of the printed contents, such as "Paragraph Page", and returns their
/// line.
pub(super) fn take_column_names(lines: &mut Vec<Line>) -> Option<Line> {
    let below = find_title_line(lines)? + 1;
    let key = match &lines.get(below)?.shape {
        Shape::Plain | Shape::Heading(_) => title_key(lines[below].text.plain()),
        Shape::Row(cells) => title_key(&cells.iter().map(Text::plain).collect::<Vec<_>>().join(" ")),
        Shape::Bullet | Shape::Numbered { .. } | Shape::Footnote => return None,
    };
    let is_name = |word: &str| matches!(word, "page" | "pages" | "para" | "paragraph" | "paragraphs");
    (!key.is_empty() && key.split(' ').all(is_name)).then(|| lines.remove(below))
}

#[cfg(test)]
mod tests {
    use super::{find_contents, join_broken_entries, take_column_names};
    use crate::{
        read::line::{Line, Shape},
        report::{Origin, Text},
    };

    #[test]
    fn entries_with_a_paragraph_and_names_of_columns_are_read() {
        let line = |words: &str, shape| Line::new(Text::from(words), shape, true, Origin::default());
        let row = |cells: [&str; 2]| line("", Shape::Row(cells.map(Text::from).to_vec()));
        let mut lines = vec![
            line("CONTENTS", Shape::Heading(1)),
            line("Paragraph Page", Shape::Plain),
            row(["Chapter 1: Lifts", "7"]),
            line("Old lifts 1.4 7", Shape::Heading(3)),
            line("New lifts 1.8 8", Shape::Heading(3)),
            line("Appendix 1: Members of the panel 10", Shape::Heading(3)),
            line("Old lifts", Shape::Heading(3)),
            line("Built in 2.4 8", Shape::Plain),
        ];
        assert_eq!(
            take_column_names(&mut lines).map(|line| line.text.plain().to_owned()).as_deref(),
            Some("Paragraph Page")
        );
        let found = find_contents(&lines).expect("there are printed contents");
        let entries: Vec<(&str, Option<u32>)> =
            found.entries.iter().map(|entry| (entry.title.as_str(), entry.page)).collect();
        assert_eq!(
            entries,
            [
                ("Chapter 1: Lifts", Some(7)),
                ("Old lifts", Some(7)),
                ("New lifts", Some(8)),
                ("Appendix 1: Members of the panel", Some(10))
            ]
        );
        assert!(take_column_names(&mut lines).is_none());
    }

    #[test]
    fn an_entry_on_two_lines_is_one_entry() {
        let line = |words: &str, shape| Line::new(Text::from(words), shape, true, Origin::default());
        let row = |cells: [&str; 2]| line("", Shape::Row(cells.map(Text::from).to_vec()));
        let mut lines = vec![
            line("Contents", Shape::Heading(1)),
            row(["Summary", "2"]),
            line("How well the town looks after", Shape::Heading(2)),
            row(["its bridges", "4"]),
            line("How well the region", Shape::Plain),
            line("its towns and", Shape::Plain),
            row(["villages work together", "6"]),
            row(["Staff", "9"]),
        ];
        join_broken_entries(&mut lines);
        let found = find_contents(&lines).expect("there are printed contents");
        let titles: Vec<&str> = found.entries.iter().map(|entry| entry.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Summary",
                "How well the town looks after its bridges",
                "How well the region its towns and villages work together",
                "Staff"
            ]
        );
    }
}
