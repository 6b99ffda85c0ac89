//! The cover: what kind of inspection, of whom, when, by whom.

use std::borrow::Cow;

use super::dates;
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
        labels: &["inspection dates", "inspection date", "dates of inspection", "date of inspection"],
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

/// Reads the cover, and gives its lines as blocks.
pub(super) fn read(lines: &[Line]) -> (Cover, Vec<Block>) {
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
    let subject =
        heads.iter().position(|head| holds(head, &BODIES)).or(behind).or(heads.len().checked_sub(1));
    cover.subject = subject.map(|index| heads.remove(index));
    facts(lines, &mut cover);
    let blocks = lines.iter().map(|line| block(line, &cover)).collect();
    (cover, blocks)
}

/// The lines above the first fact; a line that begins in lower case belongs to the one before.
fn heads(lines: &[Line]) -> Vec<String> {
    let mut heads: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| matches!(line.shape, Shape::Plain | Shape::Heading(_))) {
        let words = line.text.plain();
        match heads.last_mut() {
            Some(last) if words.starts_with(char::is_lowercase) => {
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

fn block(line: &Line, cover: &Cover) -> Block {
    let plain = line.text.plain();
    let is_part = |title: &Option<String>| {
        title.as_deref().is_some_and(|title| !plain.is_empty() && title.contains(plain))
    };
    let content = match &line.shape {
        Shape::Row(_) => Content::Line(words(line).into_owned()),
        Shape::Plain | Shape::Heading(_) if is_part(&cover.title) || is_part(&cover.subject) => {
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
        names.into_iter().map(str::to_owned).collect()
    } else if value.is_empty() {
        Vec::new()
    } else {
        vec![value.to_owned()]
    }
}
