//! The cover: what kind of inspection, of whom, when, by whom.

use std::borrow::Cow;

use super::{contents::Contents, dates, family::Family, headings};
use crate::{
    read::line::{Line, Shape},
    report::{Block, Content, Cover, Text},
};

/// A fact of the cover: its labels in lower case, and what to do with its value.
struct Fact {
    labels: &'static [&'static str],
    set: fn(&mut Cover, &str),
}

/// The facts that are read. Every other line of the cover is shown and not interpreted.
const FACTS: [Fact; 3] = [
    Fact {
        labels: &[
            "inspection dates",
            "inspection date",
            "dates of inspection",
            "date of inspection",
            "inspected",
        ],
        set: |cover, value| cover.inspected = dates::periods(value),
    },
    Fact {
        labels: &["published", "report published", "date published", "publication date"],
        set: |cover, value| cover.published = dates::date(value),
    },
    Fact {
        labels: &[
            "reporting inspector",
            "reporting inspectors",
            "lead inspector",
            "lead inspectors",
            "inspector",
            "inspectors",
        ],
        set: |cover, value| cover.inspectors = inspectors(value),
    },
];

/// Words that tell what kind of document this is from whom it is about.
const KINDS: [&str; 4] = ["inspection", "review", "report", "visit"];
/// Words that tell whom it is about from what else stands on a cover.
const BODIES: [&str; 14] = [
    "council",
    "borough",
    "county",
    "city of",
    "trust",
    "school",
    "academy",
    "college",
    "authority",
    "partnership",
    "board",
    "nursery",
    "centre",
    "metropolitan",
];

/// Where the cover ends and the body begins.
///
/// With printed contents the cover goes up to them, unless findings stand before them; a letter begins at its
/// salutation; else the body begins with the first table, heading or sentence behind the facts.
pub(super) fn end(lines: &[Line], contents: Option<&Contents>, family: Option<&Family>) -> usize {
    /// No cover is longer.
    const LONGEST: usize = 80;
    /// Small print has a few lines.
    const NEAR: usize = 12;
    let limit = contents.map_or(lines.len(), |contents| contents.title);
    let first = &lines[..limit.min(LONGEST)];
    if let Some(salutation) = first.iter().position(|line| line.text.plain().starts_with("Dear ")) {
        return salutation;
    }
    let last_fact = first.iter().rposition(|line| fact(words(line).plain()).is_some());
    let states = |line: &Line| {
        let words = line.text.plain();
        family.is_some_and(|family| match &line.shape {
            Shape::Row(cells) => cells.iter().skip(1).any(|cell| family.is_grade(cell.plain())),
            Shape::Heading(_) => true,
            _ => family.knows(&super::key(words)) || (family.overall)(words).is_some(),
        })
    };
    if contents.is_some() {
        let Some(last_fact) = last_fact else { return limit };
        let found = lines[last_fact + 1..limit].iter().position(states);
        return found.map_or(limit, |at| last_fact + 1 + at);
    }
    let begins = |line: &Line| {
        states(line)
            || matches!(
                line.shape,
                Shape::Row(_) | Shape::Heading(_) | Shape::Numbered { .. } | Shape::Bullet
            )
            || headings::is_prose(line)
    };
    match last_fact {
        Some(last_fact) if lines[0].typeset => {
            // A label's value may stand on the next line.
            let value = usize::from(
                fact(words(&lines[last_fact]).plain()).is_some_and(|(_, value)| value.is_empty()),
            );
            let behind = last_fact + 1 + value;
            let rest = &lines[behind.min(lines.len())..];
            // Small print of the cover is prose too: what states something tells better, if it is near.
            let near = rest.iter().take(NEAR).position(states);
            let start = near.or_else(|| rest.iter().position(begins)).map_or(lines.len(), |at| behind + at);
            // The names of a table's columns stand over its first grade.
            let is_head = start > behind && matches!(lines[start - 1].shape, Shape::Row(_));
            start - usize::from(is_head)
        }
        _ => {
            let start = headings::first_of_body(lines, family);
            // A table of judgements on the cover is a finding.
            let is_graded = |line: &Line| matches!(line.shape, Shape::Row(_)) && states(line);
            let behind = last_fact.map_or(0, |fact| fact + 1).min(start);
            lines[behind..start].iter().position(is_graded).map_or(start, |at| behind + at)
        }
    }
}

/// Reads the cover, and gives its lines as blocks.
/// A letter has an address above it, and no title.
pub(super) fn read(lines: &[Line], is_letter: bool) -> (Cover, Vec<Block>) {
    let mut cover = Cover::default();
    let first_fact = lines.iter().position(|line| fact(words(line).plain()).is_some()).unwrap_or(lines.len());
    let mut heads = heads(&lines[..first_fact]);
    let holds = |head: &str, known: &[&str]| {
        let lower = head.to_lowercase();
        known.iter().any(|word| lower.contains(word))
    };
    let kind = heads.iter().position(|head| holds(head, &KINDS));
    cover.title = kind.map(|index| heads.remove(index));
    // Whoever is called a council or a school; else the line behind the title, else the one before.
    let behind = kind.filter(|index| *index < heads.len());
    let subject = heads
        .iter()
        .position(|head| holds(head, &BODIES) && !holds(head, &KINDS))
        .or(behind)
        .or(heads.len().checked_sub(1));
    cover.subject = subject.map(|index| heads.remove(index));
    facts(lines, &mut cover);
    let blocks = lines.iter().map(|line| block(line, &cover, is_letter)).collect();
    (cover, blocks)
}

/// The lines above the first fact; a line that begins in lower case belongs to the one before.
fn heads(lines: &[Line]) -> Vec<String> {
    let mut heads: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| matches!(line.shape, Shape::Plain | Shape::Heading(_))) {
        let words = line.text.plain().trim_end_matches(super::is_raised);
        match heads.last_mut() {
            // "… children looked after and care leavers | and | Review of the effectiveness of …" is one title.
            Some(last) if words.starts_with(char::is_lowercase) || last.ends_with(" and") => {
                last.push(' ');
                last.push_str(words);
            }
            _ => heads.push(words.to_owned()),
        }
    }
    heads
}

/// Reads the facts; a label with nothing behind it has its value on the next line.
fn facts(lines: &[Line], cover: &mut Cover) {
    for (index, line) in lines.iter().enumerate() {
        let line = words(line);
        let Some((found, value)) = fact(line.plain()) else { continue };
        let next = lines.get(index + 1).map(words).filter(|next| fact(next.plain()).is_none());
        match next {
            Some(next) if value.is_empty() => (found.set)(cover, next.plain().trim()),
            _ => (found.set)(cover, value),
        }
    }
}

fn block(line: &Line, cover: &Cover, is_letter: bool) -> Block {
    let plain = line.text.plain();
    let is_part = |title: &Option<String>| {
        let plain = plain.trim_end_matches(super::is_raised);
        title.as_deref().is_some_and(|title| !plain.is_empty() && title.contains(plain))
    };
    let content = match &line.shape {
        Shape::Row(_) => Content::Line(words(line).into_owned()),
        Shape::Plain | Shape::Heading(_)
            if !is_letter && (is_part(&cover.title) || is_part(&cover.subject)) =>
        {
            Content::Title(line.text.clone())
        }
        _ => Content::Line(line.clone().into_whole_text()),
    };
    super::block(content, line)
}

/// The words of a line; cells of a row one after the other, since labels and values are often set with tabs.
fn words(line: &Line) -> Cow<'_, Text> {
    let Shape::Row(cells) = &line.shape else { return Cow::Borrowed(&line.text) };
    let mut words = Text::default();
    for cell in cells.iter().filter(|cell| !cell.is_blank()) {
        if !words.plain().is_empty() {
            words.push_str(" ");
        }
        words.push_text(cell);
    }
    Cow::Owned(words)
}

/// The fact a line states, and its value: "Published: 14 May 2012", "Reporting inspector Mary Moss HMI".
fn fact(line: &str) -> Option<(&'static Fact, &str)> {
    let known = |label: &str| {
        let label = label.trim().to_ascii_lowercase();
        FACTS.iter().find(|fact| fact.labels.contains(&label.as_str()))
    };
    if let Some((label, value)) = line.split_once(':') {
        return known(label).map(|fact| (fact, value.trim()));
    }
    if let Some(fact) = known(line) {
        return Some((fact, ""));
    }
    // Without a colon only labels of two words are safe: "Published" may begin a sentence.
    let end = line.match_indices(' ').nth(1)?.0;
    let value = line[end..].trim();
    let is_value =
        value.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !value.ends_with('.');
    known(&line[..end]).filter(|_| is_value).map(|fact| (fact, value))
}

/// "A HMI", "A HMI and B HMI": two inspectors only where each has a title, since a name may hold an "and".
fn inspectors(value: &str) -> Vec<String> {
    let names: Vec<&str> = value.split(" and ").flat_map(|part| part.split(';')).map(str::trim).collect();
    let titled = |name: &&str| name.ends_with("HMI") || name.contains("Inspector");
    if names.len() > 1 && names.iter().all(titled) {
        names.into_iter().map(|name| name.trim_end_matches(',').to_owned()).collect()
    } else if value.is_empty() {
        Vec::new()
    } else {
        vec![value.to_owned()]
    }
}
