//! Counts the automatic numbers and bullets of a Word document as Word does.
//!
//! Must not know the text of the document.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{attribute_value, for_each_event};
use crate::read::line::Shape;

/// The lists of a document, and the last number that was counted in each.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The lists by their ids.
    lists: HashMap<String, NumberedList>,
    /// The levels of each list definition, by the id of the definition.
    definitions: HashMap<String, Vec<ListLevel>>,
    /// The last number by list or definition, and level. Lists of the same definition continue each other; their key is
    /// "#" and the id of the definition.
    counts: HashMap<(String, usize), u32>,
}

/// A list that paragraphs refer to (`w:num`).
#[derive(Debug, Default)]
struct NumberedList {
    /// The id of the definition.
    definition: String,
    /// The start numbers that replace those of the definition, by level from 0.
    starts: HashMap<usize, u32>,
}

/// A level of a list definition.
#[derive(Debug, Clone, Default)]
struct ListLevel {
    /// The number of the first item.
    start: u32,
    /// The number format in WordprocessingML: "decimal", "bullet", …
    format: String,
}

impl Numbering {
    /// Counts the next paragraph of a list, and returns the shape of the paragraph. `list` is the id of the list, and
    /// `level` is the level in the list, from 0. Only decimal numbers on level 0 are counted; other items are bullets.
    pub(super) fn next_shape(&mut self, list: &str, level: usize) -> Shape {
        // With the id 0, a document takes a paragraph out of the list of its style.
        let Some(found) = self.lists.get(list).filter(|_| list != "0") else { return Shape::Plain };
        let definition = self.definitions.get(&found.definition).and_then(|levels| levels.get(level));
        let Some(definition) = definition else { return Shape::Bullet };
        if definition.format != "decimal" || level > 0 {
            return Shape::Bullet;
        }
        // A list that replaces the start number is counted separately from other lists of its definition.
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

/// Reads the list definitions and lists from the XML of `word/numbering.xml`.
pub(super) fn read_numbering(xml: &str) -> Numbering {
    let mut numbering = Numbering::default();
    let mut definition: Option<String> = None;
    let mut list: Option<String> = None;
    let mut level = 0_usize;
    for_each_event(xml, |event| {
        let (Event::Start(element) | Event::Empty(element)) = event else { return };
        let value = || attribute_value(&element, "val");
        let index = || {
            attribute_value(&element, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0_usize).min(8)
        };
        match element.local_name().as_ref() {
            b"abstractNum" => {
                definition = attribute_value(&element, "abstractNumId");
                list = None;
            }
            b"num" => {
                list = attribute_value(&element, "numId");
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
                    levels.resize(level + 1, ListLevel { start: 1, format: String::new() });
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
