//! Finds headings and their levels.
//!
//! A line is a heading if the source marks it, if it is in the printed contents, if the framework prescribes its title,
//! or else if it looks like a heading. Must not know formats.

use std::collections::{HashMap, HashSet};

use super::{alignment, can_begin_with, cover, family::Family, grades, title_key, unfamiliar};
use crate::{
    read::line::{Line, Shape},
    report::{ContentsEntry, Scale, Text, Timescale},
};

/// A line that is a heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    /// The level, from 1 for the highest.
    pub(super) level: u8,
    /// The index of the entry in the printed contents; `None` if the heading is not in them.
    pub(super) entry: Option<usize>,
}

/// A heading before its level is decided.
struct HeadingCandidate {
    /// The index of the line.
    line: usize,
    /// The key of the title, without a grade.
    key: String,
    /// The level in the source; `None` if the source does not mark the line as a heading.
    source_level: Option<u8>,
    /// True if the heading or the line directly below states a grade.
    is_graded: bool,
}

/// The maximum length of a heading, in bytes. Longer lines are text.
const MAX_HEADING_BYTES: usize = 160;
/// The maximum length of a heading that is recognised only by its appearance, in characters.
const MAX_UNMARKED_HEADING_CHARACTERS: usize = 90;
/// The maximum length of a heading that is recognised only by its appearance, in words.
const MAX_UNMARKED_HEADING_WORDS: usize = 12;

/// Finds headings, and returns one element for each line, which is `None` if the line is not a heading.
/// `title_and_entry_count` is the index of the title of the printed contents and the number of their entries, and
/// `entries` are these entries.
pub(super) fn find_headings(
    lines: &[Line],
    title_and_entry_count: Option<(usize, usize)>,
    entries: &[ContentsEntry],
    family: Option<&Family>,
    scale: Option<&Scale>,
) -> Vec<Option<Heading>> {
    let titles: Vec<String> = entries.iter().map(|entry| title_key(&entry.title)).collect();
    let titles_in_contents: HashSet<&str> = titles.iter().map(String::as_str).collect();
    let mut found: Vec<HeadingCandidate> = Vec::new();
    let is_printed_contents = |index: usize| {
        title_and_entry_count.is_some_and(|(title, count)| (title..=title + count).contains(&index))
    };
    for (index, line) in lines.iter().enumerate() {
        if is_printed_contents(index) {
            continue;
        }
        if is_letter_closing(line) {
            break;
        }
        let source_level = match line.shape {
            Shape::Heading(level) => Some(level),
            Shape::Plain if can_be_title(line) => None,
            Shape::Plain | Shape::Bullet if is_prescribed_judgement(line, family) => None,
            _ => continue,
        };
        let words = line.text.plain();
        let states_overall_grade = |family: &Family| (family.overall_grade)(words).is_some();
        if Timescale::parse(words).is_some()
            || grades::parse_grade_line(words, scale).is_some()
            || family.is_some_and(states_overall_grade)
            || cover::is_fact(words)
        {
            continue;
        }
        let graded = grades::split_graded_heading(words, family);
        let is_graded = graded.is_some();
        let key = title_key(graded.map_or(words, |(title, _)| title));
        let is_known =
            titles_in_contents.contains(key.as_str()) || family.is_some_and(|family| family.has_title(&key));
        let next = lines.get(index + 1);
        // Above its contents, a report can list its judgements, which are not headings. Only known titles without a
        // grade are headings there.
        if title_and_entry_count.is_some_and(|(title, _)| index < title) && (is_graded || !is_known) {
            continue;
        }
        // Some reports print a title and, directly below, the same title in a box with its grade. This is one heading.
        let is_row = |line: &Line| matches!(line.shape, Shape::Row(_));
        if let Some(last) = found.last_mut()
            && last.key == key
            && lines[last.line + 1..index].iter().take(MAX_ROWS_BETWEEN_TITLES + 1).all(is_row)
            && index - last.line <= MAX_ROWS_BETWEEN_TITLES + 1
        {
            last.is_graded |= is_graded;
            continue;
        }
        // Without a known framework, a line that asks for something is a recommendation.
        let can_look_like_heading = || family.is_some() || !unfamiliar::is_demand(words);
        if source_level.is_some()
            || is_known
            || is_unmarked_heading(line, next, scale) && can_look_like_heading()
        {
            let is_graded = is_graded || next.is_some_and(|next| states_grade(next, scale));
            found.push(HeadingCandidate { line: index, key, source_level, is_graded });
        }
    }
    let levels = heading_levels(&found, family);
    // Titles can repeat, so entries and headings are paired in order.
    let entries = alignment::align_lists(found.len(), titles.len(), |heading, entry| {
        found[heading].key == titles[entry]
    });
    let mut headings = vec![None; lines.len()];
    for ((heading, level), entry) in found.into_iter().zip(levels).zip(entries) {
        headings[heading.line] = Some(Heading { level, entry });
    }
    headings
}

/// Returns the index of the first line of the body in a report without printed contents. The body begins with the first
/// title that the framework prescribes. Without such a title, it begins with the first paragraph, list item or heading
/// after the title of the report, or with a heading directly above that line. If the framework is unknown, the title can be
/// below other lines.
pub(super) fn find_body_start(lines: &[Line], family: Option<&Family>) -> usize {
    let is_prescribed = |line: &Line| {
        let words = line.text.plain();
        let title = grades::split_graded_heading(words, family).map_or(words, |(title, _)| title);
        let can_be_heading = can_be_title(line) || matches!(line.shape, Shape::Heading(_));
        can_be_heading && family.is_some_and(|family| family.has_title(&title_key(title)))
    };
    if let Some(start) = lines.iter().position(is_prescribed) {
        return start;
    }
    // An extract begins with the title of the recommendations, and has no cover.
    let is_extract = family.is_none() && unfamiliar::begins_with_recommendations(lines);
    let title = if family.is_none() { unfamiliar::title_line(lines) } else { None };
    // The first line cannot be a heading of the body, because it can be the title.
    let first_heading = title.map_or(1, |title| title + 1);
    let is_start = |(index, line): &(usize, &Line)| match line.shape {
        Shape::Numbered { .. } | Shape::Bullet => true,
        Shape::Heading(_) | Shape::Plain if *index == 0 && is_extract => true,
        Shape::Heading(_) => *index >= first_heading,
        Shape::Plain => is_prose(line),
        Shape::Row(_) | Shape::Footnote => false,
    };
    let after_title = lines.iter().enumerate().skip(title.map_or(0, |title| title + 1));
    let Some((start, _)) = after_title.into_iter().find(is_start) else { return lines.len() };
    let is_heading_above = |above: &usize| {
        let line = &lines[*above];
        // If the source marks headings, an unmarked line is not a heading.
        let is_marked = matches!(lines[start].shape, Shape::Heading(_));
        *above >= first_heading && !is_marked && can_be_title(line) && !line.text.plain().contains(':')
    };
    start.checked_sub(1).filter(is_heading_above).unwrap_or(start)
}

/// The maximum number of table rows between a title and the same title in a box with its grade. The box can have a
/// header row.
const MAX_ROWS_BETWEEN_TITLES: usize = 1;

/// Returns true if a line, or the only cell of a row, consists only of a grade.
fn states_grade(line: &Line, scale: Option<&Scale>) -> bool {
    let words = match &line.shape {
        Shape::Row(cells) => match cells.as_slice() {
            [cell] => cell.plain(),
            _ => return false,
        },
        _ => line.text.plain(),
    };
    grades::parse_grade_line(words, scale).is_some()
}

/// Returns true if a line consists only of a long title that the framework prescribes and its grade: "The experiences
/// and progress of care leavers are: good". Such a line is a heading even if it ends with a full stop, or if its indent
/// makes it look like a list item.
fn is_prescribed_judgement(line: &Line, family: Option<&Family>) -> bool {
    /// The minimum number of words of the title. A sentence can begin with the words of a shorter title.
    const MIN_TITLE_WORDS: usize = 5;
    let words = line.text.plain();
    words.len() <= MAX_HEADING_BYTES
        && words.starts_with(char::is_uppercase)
        && family
            .and_then(|family| family.longest_matching_title(&title_key(words)))
            .is_some_and(|title| title.split(' ').count() >= MIN_TITLE_WORDS)
        && grades::split_graded_heading(words, family).is_some()
}

/// Returns true if a line is the closing of a letter. Only the signature follows.
fn is_letter_closing(line: &Line) -> bool {
    let words = line.text.plain();
    can_begin_with(words, "yours")
        && matches!(title_key(words).as_str(), "yours sincerely" | "yours faithfully" | "yours sincerely,")
}

/// Turns tables that consist of a single row with a title and its grade into headings with that grade. Some reports
/// print graded headings in a box.
pub(super) fn unbox_graded_headings(lines: &mut [Line], family: Option<&Family>) {
    let Some(family) = family else { return };
    for index in 0..lines.len() {
        let is_row = |index: usize| lines.get(index).is_some_and(|line| matches!(line.shape, Shape::Row(_)));
        if !is_row(index) || is_row(index + 1) {
            continue;
        }
        // A header row has no grade, and names the column of titles "judgement".
        let is_header = |index: usize| {
            matches!(&lines[index].shape, Shape::Row(cells)
                if cells.first().is_some_and(|cell| title_key(cell.plain()).ends_with("judgement")) && !cells.iter().any(|cell| family.is_grade(cell.plain())))
        };
        let is_single_row =
            index == 0 || !is_row(index - 1) || is_header(index - 1) && (index == 1 || !is_row(index - 2));
        if !is_single_row {
            continue;
        }
        let Shape::Row(cells) = &lines[index].shape else { continue };
        let filled: Vec<&Text> = cells.iter().filter(|cell| !cell.is_blank()).collect();
        let [title, grade] = filled.as_slice() else { continue };
        // A grade can begin with a verb: "The quality of teaching | is good".
        let wording = grade.plain().trim();
        let bare = ["is ", "are "].iter().find_map(|verb| wording.strip_prefix(verb)).unwrap_or(wording);
        if family.is_grade(bare) && !family.is_grade(title.plain()) {
            let joint = if bare.len() < wording.len() { "" } else { ":" };
            let text = Text::new(format!("{}{joint} {wording}", title.plain().trim_end_matches([' ', ':'])));
            let level = lines[index].row_heading_level.unwrap_or(2);
            (lines[index].text, lines[index].shape) = (text, Shape::Heading(level));
        }
    }
}

/// Returns true if a line consists of one or more sentences: it is longer than a heading, or longer than 60 bytes with
/// punctuation at its end.
pub(super) fn is_prose(line: &Line) -> bool {
    // The mark of a footnote can follow the full stop.
    let words = line.text.plain().trim_end_matches(super::is_superscript_digit);
    words.len() > MAX_HEADING_BYTES || (words.len() > 60 && words.ends_with(['.', '!', '?', ':']))
}

/// Returns true if a line is prose or a short sentence, such as "There are no priority actions."
pub(super) fn is_sentence(line: &Line) -> bool {
    let words = line.text.plain();
    is_prose(line)
        || words.starts_with(char::is_uppercase)
            && words.ends_with(['.', '!', '?'])
            && words.split(' ').count() >= 3
}

/// Returns true if a line can be a title: it is plain, short, begins with a capital or a digit, and does not end like a
/// sentence.
fn can_be_title(line: &Line) -> bool {
    let words = line.text.plain();
    line.is_plain()
        && words.len() <= MAX_HEADING_BYTES
        && words.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        && words.contains(char::is_alphabetic)
        && !words.ends_with(['.', ',', ';'])
}

/// Returns true if a line of text without typeset headings looks like a heading: it is short, has blank lines above and
/// below, is above text, and is not a timescale, a grade, an introduction to a list, or the salutation of a letter.
/// `next` is the line below.
fn is_unmarked_heading(line: &Line, next: Option<&Line>, scale: Option<&Scale>) -> bool {
    let words = line.text.plain();
    line.has_gap_before
        && !line.has_typeset_headings
        && !line.has_marked_headings
        && words.chars().count() <= MAX_UNMARKED_HEADING_CHARACTERS
        && words.split_whitespace().count() <= MAX_UNMARKED_HEADING_WORDS
        && !words.ends_with([':', '"', '\u{201D}'])
        && !words.starts_with("Dear ")
        && next.is_some_and(|next| next.has_gap_before && !matches!(next.shape, Shape::Row(_)))
        && Timescale::parse(words).is_none()
        && grades::parse_grade_line(words, scale).is_none()
}

/// Returns the level of each heading, from 1. A title that the framework prescribes has the level of the framework.
/// Another heading has the level of its sibling titles, or else the level of a prescribed title with the same source
/// level, or else the rank of its source level. A heading without a source level has the level of the heading before,
/// or one level deeper if the heading before has no text.
fn heading_levels(found: &[HeadingCandidate], family: Option<&Family>) -> Vec<u8> {
    let prescribed_level =
        |heading: &HeadingCandidate| family.and_then(|family| family.prescribed_level(&heading.key));
    let mut by_source: HashMap<u8, u8> = HashMap::new();
    for heading in found {
        if let (Some(source), Some(level)) = (heading.source_level, prescribed_level(heading)) {
            by_source.entry(source).or_insert(level);
        }
    }
    let mut ranks: Vec<u8> = found.iter().filter_map(|heading| heading.source_level).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let rank =
        |source: u8| ranks.iter().position(|rank| *rank == source).and_then(|at| u8::try_from(at + 1).ok());

    let mut levels: Vec<u8> = Vec::with_capacity(found.len());
    let mut last: Option<&HeadingCandidate> = None;
    // For each group of sibling titles, the level of the last title whose section has not ended.
    let mut sibling_levels: HashMap<usize, u8> = HashMap::new();
    // A sibling title such as "Priority and immediate action" can be set in the type of its subheadings. While its
    // section is open, this is its level, and headings that appear to be on this level are moved one level down.
    let mut parent_level: Option<u8> = None;
    let mut open_parts = OpenParts::default();
    for heading in found {
        let previous_level = levels.last().copied().unwrap_or(1);
        let is_previous_empty = last.is_some_and(|last| heading.line == last.line + 1);
        let guessed =
            if is_previous_empty { previous_level.saturating_add(1).min(6) } else { previous_level };
        let siblings = family.and_then(|family| family.sibling_group(&heading.key));
        let level = prescribed_level(heading)
            .or_else(|| siblings.and_then(|group| sibling_levels.get(&group).copied()))
            .or_else(|| {
                heading
                    .source_level
                    .and_then(|source| by_source.get(&source).copied().or_else(|| rank(source)))
            })
            .unwrap_or(guessed);
        // No level is skipped: a heading is at most one level deeper than the heading before.
        let level = level.clamp(1, previous_level.saturating_add(u8::from(last.is_some())));
        let is_recommendations = |heading: &HeadingCandidate| {
            family.is_some_and(|family| family.is_recommendations_title(&heading.key))
        };
        if siblings.is_some() || parent_level.is_some_and(|parent| level < parent) {
            parent_level = None;
        } else if parent_level.is_none()
            && is_previous_empty
            && level == previous_level
            && last.is_some_and(is_recommendations)
        {
            let last_siblings =
                last.and_then(|last| family.and_then(|family| family.sibling_group(&last.key)));
            parent_level = last_siblings.map(|_| level);
        }
        let level = if parent_level == Some(level) { level.saturating_add(1) } else { level };
        let level = match family {
            Some(family) => open_parts.add_heading(heading, level, is_previous_empty, family),
            None => level,
        };
        sibling_levels.retain(|_, other| *other <= level);
        if let Some(group) = siblings {
            sibling_levels.insert(group, level);
        }
        levels.push(level);
        last = Some(heading);
    }
    levels
}

/// The open sections that some later titles cannot be nested under: sections with recommendations, and parts of the
/// report. In some reports, these titles are set in smaller type, as if they were nested.
#[derive(Default)]
struct OpenParts {
    /// The level and kind of each open section, from the outermost.
    open: Vec<(u8, PartKind)>,
}

/// The kind of an open section.
#[derive(Clone, Copy, PartialEq)]
enum PartKind {
    /// A section with recommendations.
    Recommendations,
    /// A part of the report.
    Part,
}

impl OpenParts {
    /// Adds a heading, and returns its level: the level of the outermost open section that it closes, or else `level`.
    /// `is_previous_empty` is true if the section of the heading before has no text.
    fn add_heading(
        &mut self,
        heading: &HeadingCandidate,
        level: u8,
        is_previous_empty: bool,
        family: &Family,
    ) -> u8 {
        self.open.retain(|(open, _)| *open < level);
        let is_part = family.is_part_title(&heading.key, heading.is_graded);
        // If the heading before has no text, it is a title of the same part, so this heading does not close it.
        let can_close_part = is_part && !is_previous_empty;
        let closes_recommendations = is_part || family.closes_recommendations(&heading.key);
        let closed = self.open.iter().position(|(_, kind)| match kind {
            PartKind::Recommendations => closes_recommendations,
            PartKind::Part => can_close_part,
        });
        let level = closed.map_or(level, |index| self.open[index].0);
        self.open.truncate(closed.unwrap_or(self.open.len()));
        // A section that was moved up counts as a part, so that later parts are not nested under it.
        if is_part || closed.is_some() {
            self.open.push((level, PartKind::Part));
        } else if family.is_recommendations_title(&heading.key) {
            self.open.push((level, PartKind::Recommendations));
        }
        level
    }
}
