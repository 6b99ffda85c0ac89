//! Reads the paragraph styles of a Word document: their heading levels and their lists.
//!
//! Must not know the text of the document.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{attribute, for_each_event};

/// The paragraph styles by their ids.
pub(super) type Styles = HashMap<String, Style>;

/// A paragraph style.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// The heading level, from 1; `None` if it is not a heading.
    pub(super) heading: Option<u8>,
    /// The id of its list, and the level in it, from 0.
    pub(super) list: Option<(String, usize)>,
    based_on: Option<String>,
}

/// Reads `word/styles.xml`. Properties that a style does not set are taken from the style that it is based on.
pub(super) fn read_styles(xml: &str) -> Styles {
    let mut styles = Styles::new();
    let mut id: Option<String> = None;
    let mut level = 0;
    for_each_event(xml, |event| {
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
            // Level 9 is body text.
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
    with_inherited(&styles)
}

/// Returns 2 for "heading 2". Word uses these names for its own headings in every language.
fn heading_level(name: &str) -> Option<u8> {
    let level = name.to_ascii_lowercase().strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

/// Returns the styles with the properties that they inherit.
fn with_inherited(styles: &Styles) -> Styles {
    /// The longest chain of styles that is followed. A malicious chain leads back to itself.
    const MAX_ANCESTORS: usize = 12;
    let mut out = styles.clone();
    for style in out.values_mut() {
        let mut parent = style.based_on.as_ref().and_then(|id| styles.get(id));
        for _ in 0..MAX_ANCESTORS {
            let Some(ancestor) = parent else { break };
            style.heading = style.heading.or(ancestor.heading);
            style.list = style.list.take().or_else(|| ancestor.list.clone());
            parent = ancestor.based_on.as_ref().and_then(|id| styles.get(id));
        }
    }
    out
}
