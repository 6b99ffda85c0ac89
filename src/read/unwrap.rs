//! Joins hard-wrapped lines into paragraphs, and the two parts of a line that a page end cuts.
//!
//! A line was wrapped if the first word of the next line would not have fitted at its end. This rule does not depend on
//! punctuation or capitals, so headings and cover lines that follow each other stay separate.

use super::{
    line::{Line, Shape, append_continuation, fits_in_free_chars, is_unfinished},
    recognise,
};
use crate::report::merge_area;

/// The maximum wrap width, in characters. A wider line is a whole paragraph on one line.
const MAX_WRAP_CHARACTERS: usize = 160;
/// The minimum number of lines close to the wrap width. A file with fewer was not wrapped.
const MIN_FULL_LINES: usize = 8;

/// Joins lines that were wrapped. Returns the lines unchanged if the file has one line for each paragraph or the lines
/// have no width.
pub(super) fn join_wrapped_lines(lines: Vec<Line>) -> Vec<Line> {
    let Some(width) = wrap_width(&lines) else { return lines };
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    // The width of the previous line of the source; `None` if no line can continue it.
    let mut previous_width: Option<usize> = None;
    for line in lines {
        let is_wrapped =
            previous_width.is_some_and(|previous| previous + 1 + first_word_width(&line) > width);
        let continues_line = line.is_plain() && !line.has_gap_before && !line.is_furniture && is_wrapped;
        // Only the line itself is searched, never the text that it continues, which can be as long as the file.
        let has_leader = has_dot_leader(line.text.plain());
        let own_width = line.width.map_or(0, usize::from);
        match joined.last_mut() {
            Some(previous) if continues_line => append_continuation(&mut previous.text, &line.text),
            _ => joined.push(line),
        }
        previous_width = joined.last().filter(|last| can_continue(last, has_leader)).map(|_| own_width);
    }
    joined
}

/// Returns true if the next line can continue a line: it is no page furniture, no table row and no entry of the printed
/// contents. `has_leader` is true if the last part of the line has a dot leader.
fn can_continue(line: &Line, has_leader: bool) -> bool {
    !(line.is_furniture || matches!(line.shape, Shape::Row(_)) || line.is_plain() && has_leader)
}

/// Joins the first line of a page to the last one of the page before if a sentence goes on: the last line has no end
/// mark and no room for the next word, and the next line has no mark of its own. Furniture must be marked already.
pub(super) fn join_over_page_ends(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    // The index of the last line that is neither furniture nor a footnote.
    let mut last: Option<usize> = None;
    let mut is_page_start = false;
    for line in lines {
        is_page_start |= line.is_page_start;
        if line.is_furniture || line.shape == Shape::Footnote {
            joined.push(line);
            continue;
        }
        let cut = last
            .filter(|_| std::mem::take(&mut is_page_start))
            .map(|last| &mut joined[last])
            .filter(|last| is_cut_by_page_end(last, &line));
        if let Some(cut) = cut {
            append_continuation(&mut cut.text, &line.text);
            for area in line.areas {
                merge_area(&mut cut.areas, area);
            }
            cut.free_chars = line.free_chars;
        } else {
            last = Some(joined.len());
            joined.push(line);
        }
    }
    joined
}

/// Returns true if a text continues from the last line of a page to the first line of the next page.
fn is_cut_by_page_end(last: &Line, next: &Line) -> bool {
    let can_be_cut = !matches!(last.shape, Shape::Row(_) | Shape::Heading(_) | Shape::Footnote);
    // The rest of an item or paragraph can be tagged as an item of its own, which has no mark.
    let is_unmarked_item = next.shape == Shape::Bullet && next.lacks_mark && !last.lacks_mark;
    can_be_cut
        && (is_unmarked_item && is_rest_of_item(last, next)
            || (is_unmarked_item || next.is_plain()) && is_rest_of_sentence(last, next))
}

/// Returns true if the first line of a page, an item without a mark, belongs to the item or numbered paragraph that ends
/// the page before. Items after a colon have lost their marks, and a heading that is tagged as an item has no full stop.
fn is_rest_of_item(last: &Line, next: &Line) -> bool {
    matches!(last.shape, Shape::Bullet | Shape::Numbered { .. })
        && !last.text.plain().ends_with(':')
        && (recognise::is_sentence(next) || next.text.plain().ends_with(';'))
}

/// Returns true if a sentence goes on in the first line of a page. The last line of the page before is full, and has no
/// end mark. A title can follow a list item without a full stop, so the next line must be a sentence, or begin in the
/// middle of one.
fn is_rest_of_sentence(last: &Line, next: &Line) -> bool {
    let (before, words) = (last.text.plain(), next.text.plain());
    let is_full = last.free_chars.is_some_and(|free_chars| !fits_in_free_chars(words, free_chars));
    let is_lower_case = words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    is_full
        && is_unfinished(before)
        && (is_lower_case
            || recognise::is_sentence(next)
                && !recognise::is_prescribed_wording(words)
                && !before.ends_with(')'))
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
    #[cfg(test)]
    SEARCHED_BYTES.set(SEARCHED_BYTES.get() + words.len());
    words.contains("....") || words.contains(". . .") || words.contains("\u{2026}\u{2026}")
}

/// Returns the width of the first word of a line, in characters.
fn first_word_width(line: &Line) -> usize {
    line.text.plain().split_whitespace().next().map_or(0, |word| word.chars().count())
}

#[cfg(test)]
thread_local! {
    /// The number of bytes that this thread has searched for dot leaders.
    static SEARCHED_BYTES: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

#[cfg(test)]
mod tests {
    use super::{Line, SEARCHED_BYTES, Shape, join_over_page_ends, join_wrapped_lines};
    use crate::report::{Origin, Text};

    fn line(words: &str, shape: Shape, free_chars: u16) -> Line {
        let line = Line::new(Text::new(words.to_owned()), shape, true, Origin { line: 1, page: Some(1) });
        Line { free_chars: Some(free_chars), has_typeset_headings: true, ..line }
    }

    /// Returns the lines of two pages, without the page number and the footnote between the two.
    fn joined(first: Line, second: Line) -> Vec<String> {
        let number = Line { is_furniture: true, ..line("7", Shape::Plain, 60) };
        let note = line("\u{B9} A note.", Shape::Footnote, 60);
        let second = Line { is_page_start: true, ..second };
        let lines = join_over_page_ends(vec![first, note, number, second]);
        let is_text = |line: &&Line| !line.is_furniture && line.shape != Shape::Footnote;
        lines.iter().filter(is_text).map(|line| line.text.plain().to_owned()).collect()
    }

    #[test]
    fn a_full_last_line_without_an_end_mark_continues_with_a_capital() {
        let bullet = line("Support for young people is known across", Shape::Bullet, 2);
        let next = line("Riverside and is used well by carers.", Shape::Plain, 30);
        assert_eq!(
            joined(bullet, next),
            ["Support for young people is known across Riverside and is used well by carers."]
        );
    }

    #[test]
    fn a_short_last_line_or_a_new_item_is_not_joined() {
        let next = || line("Riverside is a town by the sea.", Shape::Plain, 30);
        assert_eq!(joined(line("the take-up of visits", Shape::Bullet, 40), next()).len(), 2);
        assert_eq!(joined(line("A sentence that ends here.", Shape::Plain, 2), next()).len(), 2);
        let item = line("Riverside is a town by the sea.", Shape::Bullet, 30);
        assert_eq!(joined(line("the take-up of visits and of", Shape::Bullet, 2), item).len(), 2);
        let title = line("Information about this place", Shape::Plain, 30);
        assert_eq!(joined(line("the take-up of visits and of", Shape::Bullet, 2), title).len(), 2);
    }

    #[test]
    fn an_item_without_a_mark_is_the_rest_of_the_text_before_it() {
        let first = line("Audits are mostly accurate and show what social workers do.", Shape::Bullet, 30);
        let rest = line("However, not all of them have a plan for what to do next.", Shape::Bullet, 20);
        assert_eq!(joined(first.clone(), Line { lacks_mark: true, ..rest.clone() }).len(), 1);
        assert_eq!(joined(first, rest.clone()).len(), 2);
        let number = Shape::Numbered { number: 7, mark: '.' };
        for end in ["The log does not show what the council sent to", "The log is short."] {
            let paragraph = line(end, number.clone(), 1);
            assert_eq!(joined(paragraph.clone(), Line { lacks_mark: true, ..rest.clone() }).len(), 1);
            assert_eq!(joined(paragraph, rest.clone()).len(), 2);
        }
        let lead_in = line("The log does not show:", number, 30);
        assert_eq!(joined(lead_in, Line { lacks_mark: true, ..rest }).len(), 2);
    }

    /// Returns the lines of one paragraph that was wrapped to 60 characters.
    fn wrapped_lines(count: usize) -> Vec<Line> {
        let wrapped = |_| Line {
            has_gap_before: false,
            width: Some(60),
            ..line("The lifts of the town stood still for the whole of the night", Shape::Plain, 0)
        };
        (0..count).map(wrapped).collect()
    }

    #[test]
    fn the_work_of_joining_lines_grows_with_their_number() {
        let searched_bytes = |count| {
            let before = SEARCHED_BYTES.get();
            assert_eq!(join_wrapped_lines(wrapped_lines(count)).len(), 1);
            SEARCHED_BYTES.get() - before
        };
        assert_eq!(searched_bytes(2_000), 10 * searched_bytes(200));
    }

    #[test]
    fn an_entry_of_the_contents_is_not_continued() {
        let mut lines = wrapped_lines(20);
        let entry = "The lifts of the town ................................... 12";
        lines[10].text = Text::new(entry);
        let joined = join_wrapped_lines(lines);
        let ends: Vec<bool> = joined.iter().map(|line| line.text.plain().ends_with(entry)).collect();
        assert_eq!(ends, [true, false]);
    }
}
