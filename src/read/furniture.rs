//! Marks page furniture: page numbers and running heads among the lines of a report.
//!
//! Must not know any format.

use std::collections::HashMap;

use super::{
    line::{Line, Shape},
    recognise,
};
use crate::report::Text;

/// The maximum length of a line of furniture, in bytes. Longer lines are text.
const MAX_FURNITURE_BYTES: usize = 120;
/// The maximum number of lines between a page end and a running head.
const MAX_LINES_FROM_PAGE_END: usize = 3;

/// Marks page numbers and running heads as furniture. A page number is a line whose number counts up from page to page,
/// with or without other words ("Page 3 of 40"), or a row with a running head and such a number. A running head is a short
/// line that is repeated at more than half of the page ends. A line that states a grade, a timescale or a title that a
/// framework prescribes is never furniture.
pub(super) fn mark_furniture(lines: &mut [Line]) {
    let numbers = find_page_numbers(lines);
    let breaks = lines.iter().enumerate().filter(|(_, line)| line.is_page_start).map(|(index, _)| index);
    let mut ends: Vec<usize> = numbers.iter().copied().chain(breaks).collect();
    ends.sort_unstable();
    for &index in &numbers {
        lines[index].is_furniture = true;
        if let Shape::Row(cells) = std::mem::replace(&mut lines[index].shape, Shape::Plain) {
            lines[index].text = join_cells(&cells);
        }
    }
    for index in find_running_heads(lines, &ends) {
        lines[index].is_furniture = true;
    }
    // The line after furniture is the first line of a page.
    let mut is_page_start = false;
    for index in 0..lines.len() {
        let is_after_furniture = index > 0 && lines[index - 1].is_furniture;
        let line = &mut lines[index];
        if line.is_furniture {
            is_page_start |= line.is_page_start;
        } else if is_after_furniture {
            line.has_gap_before = true;
            line.is_page_start |= std::mem::take(&mut is_page_start);
        }
    }
}

/// Returns true if a line is plain and at most [`MAX_FURNITURE_BYTES`] long.
fn is_short(line: &Line) -> bool {
    line.is_plain() && line.text.plain().len() <= MAX_FURNITURE_BYTES
}

/// Returns true if a line is short and does not state a grade, a timescale or a title that a framework prescribes.
fn can_be_furniture(line: &Line) -> bool {
    is_short(line) && !recognise::is_prescribed_wording(line.text.plain())
}

/// Returns the indices of lines that are page numbers, in order: at least three lines that are equal except for a
/// number, which increases by 1 or 2 from each line to the next.
fn find_page_numbers(lines: &[Line]) -> Vec<usize> {
    let mut by_pattern: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let Shape::Row(cells) = &line.shape
            && (line.is_page_start || lines.get(index + 1).is_none_or(|next| next.is_page_start))
            && let Some((pattern, number)) = row_pattern(cells)
        {
            by_pattern.entry(pattern).or_default().push((index, number));
        }
        if !is_short(line) {
            continue;
        }
        let Some((pattern, number)) = number_pattern(line.text.plain()) else { continue };
        if is_label(&pattern) {
            continue;
        }
        // A line of digits without space around it is more likely to be part of a table or text.
        let is_set_off = line.has_gap_before
            || line.is_page_start
            || lines.get(index + 1).is_none_or(|next| next.has_gap_before || next.is_page_start);
        if (pattern != "#" || is_set_off) && can_be_furniture(line) {
            by_pattern.entry(pattern).or_default().push((index, number));
        }
    }
    let mut found = Vec::new();
    for group in by_pattern.into_values() {
        // One page without a printed number does not end the sequence.
        let counts_up = |pair: &[(usize, u32)]| (1..=2).contains(&pair[1].1.saturating_sub(pair[0].1));
        for run in group.chunk_by(|one, next| counts_up(&[*one, *next])) {
            if run.len() >= 3 {
                found.extend(run.iter().map(|(index, _)| *index));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Returns the pattern and the number of a row that is a running head with a page number in a column of its own; `None`
/// for any other row. The running head is part of the pattern.
fn row_pattern(cells: &[Text]) -> Option<(String, u32)> {
    /// The maximum length of the pattern of a page number, in bytes: "page # of #".
    const MAX_PATTERN_BYTES: usize = 12;
    let (index, cell) =
        [cells.len().checked_sub(1)?, 0].into_iter().map(|index| (index, cells[index].plain())).find(
            |(_, words)| words.contains(|c: char| c.is_ascii_digit()) && words.len() <= 2 * MAX_PATTERN_BYTES,
        )?;
    let (number, value) = number_pattern(cell).filter(|(number, _)| number.len() <= MAX_PATTERN_BYTES)?;
    let others = cells.iter().enumerate().filter(|(other, _)| *other != index);
    let mut pattern = format!("row {index} {number}");
    for (_, head) in others {
        pattern.push('\t');
        pattern.push_str(head.plain());
    }
    (pattern.len() <= MAX_FURNITURE_BYTES * 2).then_some((pattern, value))
}

/// Returns the text of a row, with a space between two cells.
fn join_cells(cells: &[Text]) -> Text {
    let mut text = Text::default();
    for cell in cells.iter().filter(|cell| !cell.is_blank()) {
        if !text.is_blank() {
            text.push_str(" ");
        }
        text.push_text(cell);
    }
    text
}

/// Returns a line in lower case with "#" in place of each number, and the first number. Returns `None` if the line has
/// no number, has too many words for a page number, or ends like a sentence.
fn number_pattern(words: &str) -> Option<(String, u32)> {
    /// The maximum number of words: "City of Somewhere inspection report: page 12 of 40" has 9.
    const MAX_PAGE_NUMBER_WORDS: usize = 10;
    let digits = words.find(|c: char| c.is_ascii_digit())?;
    if words.split_whitespace().count() > MAX_PAGE_NUMBER_WORDS
        || words.ends_with(['.', ':', ';', ',']) && words.len() > 8
    {
        return None;
    }
    let end = words[digits..].find(|c: char| !c.is_ascii_digit()).map_or(words.len(), |end| digits + end);
    let number = words[digits..end].parse().ok()?;
    let mut pattern = String::with_capacity(words.len());
    let mut is_in_number = false;
    for c in words.chars() {
        let is_digit = c.is_ascii_digit();
        if !is_digit {
            pattern.extend(c.to_lowercase());
        } else if !is_in_number {
            pattern.push('#');
        }
        is_in_number = is_digit;
    }
    Some((pattern, number))
}

/// Returns true for the pattern of a label in the text, such as "recommendation #". Labels count up as page numbers do.
fn is_label(pattern: &str) -> bool {
    const LABELS: [&str; 24] = [
        "action",
        "annex",
        "appendix",
        "box",
        "case study",
        "chapter",
        "conclusion",
        "criterion",
        "figure",
        "finding",
        "issue",
        "lesson",
        "objective",
        "part",
        "point",
        "principle",
        "priority",
        "question",
        "r",
        "recommendation",
        "requirement",
        "section",
        "standard",
        "table",
    ];
    let is_after = |rest: &str| rest.trim_start().starts_with('#') && !rest.contains(" of #");
    LABELS.iter().any(|label| pattern.strip_prefix(label).is_some_and(is_after))
        || pattern.strip_prefix("area for improvement").is_some_and(is_after)
}

/// Returns the indices of short lines that are repeated near more than half of the page ends, and at least three times.
/// `ends` are the indices of lines at page ends, in order.
fn find_running_heads(lines: &[Line], ends: &[usize]) -> Vec<usize> {
    let mut heads: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut seen = 0;
    for &end in ends {
        let first = end.saturating_sub(MAX_LINES_FROM_PAGE_END).max(seen);
        let near = first..(end + MAX_LINES_FROM_PAGE_END + 1).min(lines.len());
        seen = near.end;
        for index in near {
            if can_be_furniture(&lines[index]) && !lines[index].is_furniture {
                heads.entry(lines[index].text.plain()).or_default().push(index);
            }
        }
    }
    let pages = count_page_ends(ends);
    heads.into_values().filter(|found| found.len() >= 3 && found.len() * 2 > pages).flatten().collect()
}

/// Counts page ends. A page number and a page break close to each other count as one end.
fn count_page_ends(ends: &[usize]) -> usize {
    let separate = ends.windows(2).filter(|pair| pair[1] - pair[0] > MAX_LINES_FROM_PAGE_END * 2).count();
    separate + usize::from(!ends.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Line, Shape, mark_furniture};
    use crate::report::{Origin, Text};

    fn marked_rows(heads: [&str; 4]) -> Vec<Line> {
        let mut lines = Vec::new();
        for (page, head) in (1_u32..).zip(heads) {
            let origin = Origin { line: page, page: Some(page) };
            let words = Text::new("Teaching is strong ".repeat(page as usize));
            let text = Line::new(words, Shape::Plain, true, origin);
            lines.push(Line { is_page_start: page > 1, ..text });
            let cells = vec![Text::from(head), Text::new(format!("{page} of 4"))];
            lines.push(Line::new(Text::default(), Shape::Row(cells), true, origin));
        }
        mark_furniture(&mut lines);
        lines.into_iter().filter(|line| line.is_furniture).collect()
    }

    #[test]
    fn a_running_head_with_a_page_number_in_a_column_of_its_own_is_furniture() {
        let rows = marked_rows(["Report on a school"; 4]);
        let words: Vec<&str> = rows.iter().map(|row| row.text.plain()).collect();
        assert_eq!(words[..2], ["Report on a school 1 of 4", "Report on a school 2 of 4"]);
        assert_eq!(words.len(), 4);
    }

    #[test]
    fn numbered_labels_are_not_page_numbers() {
        let line = |words: String| Line::new(Text::new(words), Shape::Plain, true, Origin::default());
        let marked = |label: &str| {
            let mut lines: Vec<Line> = (1..6)
                .flat_map(|number| [format!("{label} {number}"), "The town should act at once.".to_owned()])
                .map(line)
                .collect();
            mark_furniture(&mut lines);
            lines.iter().filter(|line| line.is_furniture && line.text.plain().starts_with(label)).count()
        };
        assert_eq!(marked("Recommendation"), 0);
        assert_eq!(marked("Area for improvement"), 0);
        assert_eq!(marked("Page"), 5);
    }

    #[test]
    fn rows_with_different_words_are_a_table() {
        assert!(marked_rows(["Teaching", "Attendance", "Leadership", "Care"]).is_empty());
    }
}
