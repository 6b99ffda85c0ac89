//! Plain text to styled lines. Knows no other format.

use super::{
    emphasis,
    line::{Line, Shape, after_bullet, after_number},
    unwrap,
};
use crate::report::{Origin, Text};

/// Lines of a text file; hard-wrapped ones are put together again.
pub(super) fn lines(source: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = true;
    let mut page_breaks = Vec::new();
    let has_page_breaks = source.contains('\u{0C}');
    for (index, raw) in physical_lines(source).enumerate() {
        if has_page_breaks && raw.contains('\u{0C}') {
            page_breaks.push(lines.len());
        }
        let words = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{0C}');
        if words.is_empty() {
            // A line that is only a tab still ends a row with an empty cell, but says nothing.
            gap = true;
            continue;
        }
        let origin = Origin { line: u32::try_from(index + 1).unwrap_or(u32::MAX), page: None };
        lines.push(styled(raw.trim_matches(|c: char| c != '\t' && c.is_whitespace()), gap, origin));
        gap = false;
    }
    mark_furniture(&mut lines, &page_breaks);
    unwrap::unwrap(lines)
}

/// Lines as any system ends them.
fn physical_lines(source: &str) -> impl Iterator<Item = &str> {
    // A lone carriage return ended lines on old Macs; `lines` knows the other two.
    let old_mac = source.contains('\r') && !source.contains('\n');
    let (unix, mac) = if old_mac { (None, Some(source.split('\r'))) } else { (Some(source.lines()), None) };
    unix.into_iter().flatten().chain(mac.into_iter().flatten())
}

fn styled(line: &str, gap: bool, origin: Origin) -> Line {
    let words = line.trim();
    if let Some(rest) = after_bullet(words) {
        return Line::new(emphasis::inline(rest), Shape::Bullet, gap, origin);
    }
    if let Some((number, mark, rest)) = after_number(words) {
        return Line::new(emphasis::inline(rest), Shape::Numbered { number, mark }, gap, origin);
    }
    if line.trim_start().contains('\t') {
        let cells = line.split('\t').map(|cell| emphasis::inline(cell.trim())).collect();
        return Line::new(Text::default(), Shape::Row(cells), gap, origin);
    }
    Line::new(emphasis::inline(words), Shape::Plain, gap, origin)
}

/// Marks page numbers and running heads: a line of digits alone that counts on from the one before, at a page break
/// or between blank lines, and short lines beside it that come back at two other page ends.
fn mark_furniture(lines: &mut [Line], page_breaks: &[usize]) {
    let numbers = page_numbers(lines);
    let ends: Vec<usize> = numbers.iter().copied().chain(page_breaks.iter().copied()).collect();
    for &index in &numbers {
        lines[index].furniture = true;
    }
    let beside =
        |end: usize| [end.checked_sub(1), end.checked_sub(2), Some(end), Some(end + 1), Some(end + 2)];
    let mut candidates: Vec<usize> = ends.iter().flat_map(|&end| beside(end)).flatten().collect();
    candidates.sort_unstable();
    candidates.dedup();
    candidates.retain(|&index| {
        lines
            .get(index)
            .is_some_and(|line| line.is_plain() && !line.furniture && line.text.plain().len() <= 120)
    });
    let mut heads: std::collections::HashMap<String, Vec<usize>> = std::collections::HashMap::new();
    for index in candidates {
        heads.entry(lines[index].text.plain().to_lowercase()).or_default().push(index);
    }
    for index in heads.into_values().filter(|found| found.len() >= 3).flatten() {
        lines[index].furniture = true;
    }
}

/// Lines of digits alone, three or more of them counting up one by one.
fn page_numbers(lines: &[Line]) -> Vec<usize> {
    let number = |line: &Line| line.text.plain().parse::<u32>().ok().filter(|_| line.is_plain());
    let mut run: Vec<(usize, u32)> = Vec::new();
    let mut found = Vec::new();
    let mut close = |run: &mut Vec<(usize, u32)>| {
        if run.len() >= 3 {
            found.extend(run.iter().map(|(index, _)| *index));
        }
        run.clear();
    };
    for (index, line) in lines.iter().enumerate() {
        let Some(value) = number(line) else { continue };
        if run.last().is_some_and(|(_, last)| value != last + 1) {
            close(&mut run);
        }
        run.push((index, value));
    }
    close(&mut run);
    found
}
