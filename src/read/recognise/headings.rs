//! Which lines are headings, and how deep.
//!
//! In this order of trust: what the source marks, what the printed contents name, what the framework prescribes, and
//! last what merely looks like a heading.

use std::collections::{HashMap, HashSet};

use super::{family::Family, grades, in_order, key};
use crate::{
    read::line::{Line, Shape},
    report::{ContentsEntry, Scale, Text, Timescale},
};

/// A line that is a heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    /// 1 for the outermost.
    pub(super) level: u8,
    /// The entry of the printed contents that names it.
    pub(super) entry: Option<usize>,
}

/// A heading whose level may not be known yet.
struct Found {
    line: usize,
    key: String,
    source_level: Option<u8>,
}

/// Longer lines than this are text.
const LONGEST: usize = 160;
/// A line that nothing but its looks makes a heading is no longer than this, in characters and words.
const LONGEST_UNKNOWN: (usize, usize) = (90, 12);

/// Finds headings; answers one element a line. `printed` tells where the printed contents stand: their title and how
/// many lines follow it.
pub(super) fn find(
    lines: &[Line],
    printed: Option<(usize, usize)>,
    entries: &[ContentsEntry],
    family: Option<&Family>,
    scale: Option<&Scale>,
) -> Vec<Option<Heading>> {
    let titles: Vec<String> = entries.iter().map(|entry| key(&entry.title)).collect();
    let named: HashSet<&str> = titles.iter().map(String::as_str).collect();
    let mut found: Vec<Found> = Vec::new();
    let is_printed =
        |index: usize| printed.is_some_and(|(title, count)| (title..=title + count).contains(&index));
    for (index, line) in lines.iter().enumerate() {
        if is_printed(index) {
            continue;
        }
        if is_closing(line) {
            break;
        }
        let source_level = match line.shape {
            Shape::Heading(level) => Some(level),
            Shape::Plain if is_title(line) => None,
            _ => continue,
        };
        let words = line.text.plain();
        let states = |family: &Family| (family.overall)(words).is_some();
        if Timescale::parse(words).is_some()
            || grades::alone(words, scale).is_some()
            || family.is_some_and(states)
        {
            continue;
        }
        let graded = grades::in_heading(words, family);
        let is_graded = graded.is_some();
        let key = key(graded.map_or(words, |(title, _)| title));
        let known = named.contains(key.as_str()) || family.is_some_and(|family| family.knows(&key));
        let next = lines.get(index + 1);
        // Before the contents a report sums up what it judges; only titles of whole parts are headings there.
        if printed.is_some_and(|(title, _)| index < title) && (is_graded || !known) {
            continue;
        }
        // Printed twice, one below the other, it is one heading.
        if found.last().is_some_and(|last| last.key == key && last.line + 1 == index) {
            continue;
        }
        if source_level.is_some() || known || looks_like_one(line, next, scale) {
            found.push(Found { line: index, key, source_level });
        }
    }
    let levels = levels(&found, family);
    // Titles repeat: each entry names the heading that comes at its place.
    let entries =
        in_order::pairs(found.len(), titles.len(), |heading, entry| found[heading].key == titles[entry]);
    let mut headings = vec![None; lines.len()];
    for ((heading, level), entry) in found.into_iter().zip(levels).zip(entries) {
        headings[heading.line] = Some(Heading { level, entry });
    }
    headings
}

/// Where the body begins in a report without printed contents: at the first title that the framework prescribes; else at
/// the first paragraph, bullet or heading behind the title, or at the heading right above it.
pub(super) fn first_of_body(lines: &[Line], family: Option<&Family>) -> usize {
    let prescribed = |line: &Line| {
        let words = line.text.plain();
        let title = grades::in_heading(words, family).map_or(words, |(title, _)| title);
        let may_be = is_title(line) || matches!(line.shape, Shape::Heading(_));
        may_be && family.is_some_and(|family| family.knows(&key(title)))
    };
    if let Some(start) = lines.iter().position(prescribed) {
        return start;
    }
    let starts = |(index, line): (usize, &Line)| match line.shape {
        Shape::Numbered { .. } | Shape::Bullet => true,
        Shape::Heading(_) => index > 0,
        Shape::Plain => is_prose(line),
        Shape::Row(_) | Shape::Note => false,
    };
    let Some(start) = lines.iter().enumerate().position(starts) else { return lines.len() };
    let is_over = |over: &usize| {
        let line = &lines[*over];
        // Where the source marks its headings, what it does not mark is none.
        let marked = matches!(lines[start].shape, Shape::Heading(_));
        *over > 0 && !marked && is_title(line) && !line.text.plain().contains(':')
    };
    start.checked_sub(1).filter(is_over).unwrap_or(start)
}

/// The words that end a letter; who signed it stands below.
fn is_closing(line: &Line) -> bool {
    matches!(key(line.text.plain()).as_str(), "yours sincerely" | "yours faithfully" | "yours sincerely,")
}

/// A box around a title and its grade, a table of one row, is a heading that carries its grade.
pub(super) fn unbox(lines: &mut [Line], family: Option<&Family>) {
    let Some(family) = family else { return };
    for index in 0..lines.len() {
        let is_row = |index: usize| lines.get(index).is_some_and(|line| matches!(line.shape, Shape::Row(_)));
        if !is_row(index) || is_row(index + 1) {
            continue;
        }
        // The names of its columns may stand over it.
        let is_head = |index: usize| {
            matches!(&lines[index].shape, Shape::Row(cells)
                if cells.first().is_some_and(|cell| key(cell.plain()).ends_with("judgement")) && !cells.iter().any(|cell| family.is_grade(cell.plain())))
        };
        let alone =
            index == 0 || !is_row(index - 1) || is_head(index - 1) && (index == 1 || !is_row(index - 2));
        if !alone {
            continue;
        }
        let Shape::Row(cells) = &lines[index].shape else { continue };
        let filled: Vec<&Text> = cells.iter().filter(|cell| !cell.is_blank()).collect();
        let [title, grade] = filled.as_slice() else { continue };
        // "The quality of teaching | is good".
        let says = grade.plain().trim();
        let bare = ["is ", "are "].iter().find_map(|verb| says.strip_prefix(verb)).unwrap_or(says);
        if family.is_grade(bare) && !family.is_grade(title.plain()) {
            let joint = if bare.len() < says.len() { "" } else { ":" };
            let text = Text::new(format!("{}{joint} {says}", title.plain().trim_end_matches([' ', ':'])));
            let level = lines[index].level.unwrap_or(2);
            (lines[index].text, lines[index].shape) = (text, Shape::Heading(level));
        }
    }
}

/// A sentence or more.
pub(super) fn is_prose(line: &Line) -> bool {
    // The mark of a footnote may stand behind the full stop.
    let words = line.text.plain().trim_end_matches(super::is_raised);
    words.len() > LONGEST || (words.len() > 60 && words.ends_with(['.', '!', '?', ':']))
}

/// Prose, or a short sentence: "There are no priority actions."
pub(super) fn is_sentence(line: &Line) -> bool {
    let words = line.text.plain();
    is_prose(line)
        || words.starts_with(char::is_uppercase)
            && words.ends_with(['.', '!', '?'])
            && words.split(' ').count() >= 3
}

/// Whether a line could be a title at all: short, capital first, no sentence.
fn is_title(line: &Line) -> bool {
    let words = line.text.plain();
    line.is_plain()
        && words.len() <= LONGEST
        && words.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        && words.contains(char::is_alphabetic)
        && !words.ends_with(['.', ',', ';'])
}

/// A line that only looks like a heading: stands alone between blank lines over text, and is no timescale, no grade and
/// no lead-in.
fn looks_like_one(line: &Line, next: Option<&Line>, scale: Option<&Scale>) -> bool {
    let words = line.text.plain();
    let (characters, count) = LONGEST_UNKNOWN;
    line.gap
        && !line.typeset
        && words.chars().count() <= characters
        && words.split_whitespace().count() <= count
        && !words.ends_with([':', '"', '\u{201D}'])
        && next.is_some_and(|next| next.gap && !matches!(next.shape, Shape::Row(_)))
        && Timescale::parse(words).is_none()
        && grades::alone(words, scale).is_none()
}

/// Levels: the framework's for titles it prescribes; the source's for others, on the framework's footing where one of
/// its titles has the same mark; else beside the heading before, or under it where that has no text of its own.
fn levels(found: &[Found], family: Option<&Family>) -> Vec<u8> {
    let prescribed = |heading: &Found| family.and_then(|family| family.level(&heading.key));
    let mut by_source: HashMap<u8, u8> = HashMap::new();
    for heading in found {
        if let (Some(source), Some(level)) = (heading.source_level, prescribed(heading)) {
            by_source.entry(source).or_insert(level);
        }
    }
    let mut ranks: Vec<u8> = found.iter().filter_map(|heading| heading.source_level).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let rank =
        |source: u8| ranks.iter().position(|rank| *rank == source).and_then(|at| u8::try_from(at + 1).ok());

    let mut levels: Vec<u8> = Vec::with_capacity(found.len());
    let mut last: Option<&Found> = None;
    // For each group of titles on one footing, the level of the last one met and not left since.
    let mut footings: HashMap<usize, u8> = HashMap::new();
    // "Priority and immediate action" over headings of its own size: its level, while they stand under it.
    let mut holder: Option<u8> = None;
    for heading in found {
        let beside = levels.last().copied().unwrap_or(1);
        let empty_before = last.is_some_and(|last| heading.line == last.line + 1);
        let guessed = if empty_before { beside.saturating_add(1).min(6) } else { beside };
        let footing = family.and_then(|family| family.footing(&heading.key));
        let level = prescribed(heading)
            .or_else(|| footing.and_then(|footing| footings.get(&footing).copied()))
            .or_else(|| {
                heading
                    .source_level
                    .and_then(|source| by_source.get(&source).copied().or_else(|| rank(source)))
            })
            .unwrap_or(guessed);
        // No level is skipped: a heading two deeper than the one before stands under it.
        let level = level.clamp(1, beside.saturating_add(u8::from(last.is_some())));
        let asks = |heading: &Found| family.is_some_and(|family| family.asks(&heading.key));
        if footing.is_some() || holder.is_some_and(|holder| level < holder) {
            holder = None;
        } else if holder.is_none() && empty_before && level == beside && last.is_some_and(asks) {
            let holds = last.and_then(|last| family.and_then(|family| family.footing(&last.key)));
            holder = holds.map(|_| level);
        }
        let level = if holder == Some(level) { level.saturating_add(1) } else { level };
        footings.retain(|_, other| *other <= level);
        if let Some(footing) = footing {
            footings.insert(footing, level);
        }
        levels.push(level);
        last = Some(heading);
    }
    levels
}
