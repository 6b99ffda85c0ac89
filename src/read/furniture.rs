//! Lines that belong to the page and not to the report: page numbers and running heads, for formats that keep them
//! among the words. Knows no format.

use std::collections::HashMap;

use super::{line::Line, recognise};

/// Longer lines are text, in characters.
const LONGEST: usize = 120;
/// How many lines from the end of a page a running head stands at the most.
const NEAR: usize = 3;

/// Marks furniture. A page number is a line whose digits count on from page to page, whatever words stand beside them
/// ("Page 3 of 40"); a running head is a short line that comes back at most page ends. A line that states something
/// (a grade, a timescale, a title of a framework) is neither.
pub(super) fn mark(lines: &mut [Line]) {
    let numbers = page_numbers(lines);
    let breaks = lines.iter().enumerate().filter(|(_, line)| line.page_break).map(|(index, _)| index);
    let mut ends: Vec<usize> = numbers.iter().copied().chain(breaks).collect();
    ends.sort_unstable();
    for &index in &numbers {
        lines[index].furniture = true;
    }
    for index in running_heads(lines, &ends) {
        lines[index].furniture = true;
    }
    // What stood behind furniture stands behind the end of a page.
    let mut page_break = false;
    for index in 0..lines.len() {
        let behind = index > 0 && lines[index - 1].furniture;
        let line = &mut lines[index];
        if line.furniture {
            page_break |= line.page_break;
        } else if behind {
            line.gap = true;
            line.page_break |= std::mem::take(&mut page_break);
        }
    }
}

fn is_short(line: &Line) -> bool {
    line.is_plain() && line.text.plain().len() <= LONGEST
}

fn is_candidate(line: &Line) -> bool {
    is_short(line) && !recognise::states_something(line.text.plain())
}

/// Lines that are alike but for a number, which counts up by one from each to the next.
fn page_numbers(lines: &[Line]) -> Vec<usize> {
    let mut alike: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| is_short(line)) {
        let Some((pattern, number)) = pattern(line.text.plain()) else { continue };
        // Digits alone are a page's only where they stand alone.
        let alone = line.gap
            || line.page_break
            || lines.get(index + 1).is_none_or(|next| next.gap || next.page_break);
        if (pattern != "#" || alone) && is_candidate(line) {
            alike.entry(pattern).or_default().push((index, number));
        }
    }
    let mut found = Vec::new();
    for group in alike.into_values() {
        // A page or two without its number is no break in the run.
        let counts_on = |pair: &[(usize, u32)]| (1..=2).contains(&pair[1].1.saturating_sub(pair[0].1));
        for run in group.chunk_by(|one, next| counts_on(&[*one, *next])) {
            if run.len() >= 3 {
                found.extend(run.iter().map(|(index, _)| *index));
            }
        }
    }
    found.sort_unstable();
    found
}

/// A short line with "#" for its numbers, and the first of them; `None` where it has none, or says too much for a page
/// number.
fn pattern(words: &str) -> Option<(String, u32)> {
    /// "City of Somewhere inspection report: page 12 of 40".
    const WORDS: usize = 10;
    let digits = words.find(|c: char| c.is_ascii_digit())?;
    if words.split_whitespace().count() > WORDS || words.ends_with(['.', ':', ';', ',']) && words.len() > 8 {
        return None;
    }
    let end = words[digits..].find(|c: char| !c.is_ascii_digit()).map_or(words.len(), |end| digits + end);
    let number = words[digits..end].parse().ok()?;
    let mut pattern = String::with_capacity(words.len());
    let mut in_number = false;
    for c in words.chars() {
        let digit = c.is_ascii_digit();
        if !digit {
            pattern.extend(c.to_lowercase());
        } else if !in_number {
            pattern.push('#');
        }
        in_number = digit;
    }
    Some((pattern, number))
}

/// Short lines near page ends that come back at more than half of them.
fn running_heads(lines: &[Line], ends: &[usize]) -> Vec<usize> {
    let mut heads: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut seen = 0;
    for &end in ends {
        let first = end.saturating_sub(NEAR).max(seen);
        let near = first..(end + NEAR + 1).min(lines.len());
        seen = near.end;
        for index in near {
            if is_candidate(&lines[index]) && !lines[index].furniture {
                heads.entry(lines[index].text.plain()).or_default().push(index);
            }
        }
    }
    let pages = count_pages(ends);
    heads.into_values().filter(|found| found.len() >= 3 && found.len() * 2 > pages).flatten().collect()
}

/// Page ends that are not the same one, told by its number and by a page break beside it.
fn count_pages(ends: &[usize]) -> usize {
    let apart = ends.windows(2).filter(|pair| pair[1] - pair[0] > NEAR * 2).count();
    apart + usize::from(!ends.is_empty())
}
