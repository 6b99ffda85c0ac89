//! Styles of a Word document: which are headings, and which have a list.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{attribute, walk};

/// Paragraph styles by their id.
pub(super) type Styles = HashMap<String, Style>;

/// What a paragraph style says.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// The heading's level, from 1.
    pub(super) heading: Option<u8>,
    /// The id of its list, and the level in it.
    pub(super) list: Option<(String, usize)>,
    based_on: Option<String>,
}

/// Reads `word/styles.xml`. What a style leaves open it has from the style it is based on.
pub(super) fn read(xml: &str) -> Styles {
    let mut styles = Styles::new();
    let mut id: Option<String> = None;
    let mut level = 0;
    walk(xml, |event| {
        let (Event::Start(element) | Event::Empty(element)) = event else { return };
        let value = || attribute(&element, "val");
        if element.local_name().as_ref() == b"style" {
            id = attribute(&element, "styleId");
            level = 0;
            if let Some(id) = &id {
                styles.insert(id.clone(), Style::default());
            }
            return;
        }
        let Some(style) = id.as_ref().and_then(|id| styles.get_mut(id)) else { return };
        match element.local_name().as_ref() {
            b"name" => style.heading = value().and_then(|name| heading_level(&name)).or(style.heading),
            // Level 9 is the body's.
            b"outlineLvl" => {
                let outline = value().and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9);
                style.heading = outline.map(|level| level + 1).or(style.heading);
            }
            b"basedOn" => style.based_on = value(),
            b"ilvl" => level = value().and_then(|level| level.parse().ok()).unwrap_or(0).min(8),
            b"numId" => style.list = value().map(|id| (id, level)),
            _ => {}
        }
    });
    inherited(&styles)
}

/// "heading 2": what Word calls its own headings in every language.
fn heading_level(name: &str) -> Option<u8> {
    let level = name.to_ascii_lowercase().strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

fn inherited(styles: &Styles) -> Styles {
    /// No chain of styles is longer; one that leads back to itself is.
    const DEEPEST: usize = 12;
    let mut out = styles.clone();
    for style in out.values_mut() {
        let mut parent = style.based_on.as_ref().and_then(|id| styles.get(id));
        for _ in 0..DEEPEST {
            let Some(above) = parent else { break };
            style.heading = style.heading.or(above.heading);
            style.list = style.list.take().or_else(|| above.list.clone());
            parent = above.based_on.as_ref().and_then(|id| styles.get(id));
        }
    }
    out
}
