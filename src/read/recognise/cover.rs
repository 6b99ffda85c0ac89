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

/// Reads the cover, and gives its lines as blocks.
pub(super) fn read(lines: &[Line]) -> (Cover, Vec<Block>) {
    let mut cover = Cover::default();
    let first_fact = lines.iter().position(|line| fact(words(line).plain()).is_some()).unwrap_or(lines.len());
    let heads =
        lines[..first_fact].iter().filter(|line| matches!(line.shape, Shape::Plain | Shape::Heading(_)));
    let mut heads: Vec<&str> = heads.map(|line| line.text.plain()).collect();
    let kind = heads.iter().position(|head| {
        let lower = head.to_lowercase();
        KINDS.iter().any(|kind| lower.contains(kind))
    });
    cover.title = kind.map(|index| heads.remove(index).to_owned());
    cover.subject = heads.first().map(|head| (*head).to_owned());
    for line in lines {
        if let Some((fact, value)) = fact(words(line).plain()) {
            (fact.set)(&mut cover, value);
        }
    }
    let blocks = lines.iter().map(|line| block(line, &cover)).collect();
    (cover, blocks)
}

fn block(line: &Line, cover: &Cover) -> Block {
    let plain = Some(line.text.plain());
    let is_title = plain == cover.title.as_deref() || plain == cover.subject.as_deref();
    let content = match &line.shape {
        Shape::Row(_) => Content::Line(words(line).into_owned()),
        Shape::Plain | Shape::Heading(_) if is_title => Content::Title(line.text.clone()),
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

/// The fact a line states, and its value.
fn fact(line: &str) -> Option<(&'static Fact, &str)> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim().to_ascii_lowercase();
    let fact = FACTS.iter().find(|fact| fact.labels.contains(&label.as_str()))?;
    Some((fact, value.trim()))
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
