//! Automatic numbers and bullets of a Word document, counted as Word counts them.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{attribute, walk};
use crate::read::line::Shape;

/// Lists by their id, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The definition a list follows, and numbers it starts at instead of the definition's.
    lists: HashMap<String, List>,
    definitions: HashMap<String, Vec<Level>>,
    /// The last number given, by definition (lists of one definition count on) and level.
    counts: HashMap<(String, usize), u32>,
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: HashMap<usize, u32>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    /// "decimal", "bullet", …
    format: String,
}

impl Numbering {
    /// The shape of the next paragraph of a list.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Shape {
        // The id 0 takes a paragraph out of its style's list.
        let Some(found) = self.lists.get(list).filter(|_| list != "0") else { return Shape::Plain };
        let definition = self.definitions.get(&found.definition).and_then(|levels| levels.get(level));
        let Some(definition) = definition else { return Shape::Bullet };
        if definition.format != "decimal" || level > 0 {
            return Shape::Bullet;
        }
        // A list that starts anew counts for itself.
        let restarted = found.starts.get(&level);
        let key = if restarted.is_some() { list.to_owned() } else { format!("#{}", found.definition) };
        let start = restarted.copied().unwrap_or(definition.start);
        let count = self
            .counts
            .entry((key, level))
            .and_modify(|count| *count = count.saturating_add(1))
            .or_insert(start);
        Shape::Numbered { number: *count, mark: '.' }
    }
}

/// Reads `word/numbering.xml`.
pub(super) fn read(xml: &str) -> Numbering {
    let mut numbering = Numbering::default();
    let mut definition: Option<String> = None;
    let mut list: Option<String> = None;
    let mut level = 0_usize;
    walk(xml, |event| {
        let (Event::Start(element) | Event::Empty(element)) = event else { return };
        let value = || attribute(&element, "val");
        let index =
            || attribute(&element, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0_usize).min(8);
        match element.local_name().as_ref() {
            b"abstractNum" => {
                definition = attribute(&element, "abstractNumId");
                list = None;
            }
            b"num" => {
                list = attribute(&element, "numId");
                definition = None;
            }
            b"lvl" | b"lvlOverride" => level = index(),
            b"abstractNumId" => {
                if let (Some(list), Some(definition)) = (&list, value()) {
                    numbering.lists.entry(list.clone()).or_default().definition = definition;
                }
            }
            b"startOverride" => {
                if let (Some(list), Some(start)) = (&list, value().and_then(|start| start.parse().ok())) {
                    numbering.lists.entry(list.clone()).or_default().starts.insert(level, start);
                }
            }
            b"start" | b"numFmt" => {
                let Some(definition) = &definition else { return };
                let levels = numbering.definitions.entry(definition.clone()).or_default();
                if levels.len() <= level {
                    levels.resize(level + 1, Level { start: 1, format: String::new() });
                }
                if element.local_name().as_ref() == b"start" {
                    levels[level].start = value().and_then(|start| start.parse().ok()).unwrap_or(1);
                } else {
                    levels[level].format = value().unwrap_or_default();
                }
            }
            _ => {}
        }
    });
    numbering
}
