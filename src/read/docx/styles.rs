//! Reads the paragraph styles of a Word document: their heading levels and their lists.
//!
//! Must not know the text of the document.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{attribute_value, for_each_event};

/// The paragraph styles by their ids.
pub(super) type ParagraphStyles = HashMap<String, ParagraphStyle>;

/// A paragraph style.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphStyle {
    /// The heading level, from 1; `None` if the style is not for headings.
    pub(super) heading: Option<u8>,
    /// The id of the list of the style, and the level in the list, from 0; `None` if the style has no list.
    pub(super) list: Option<(String, usize)>,
    /// The id of the style that this one inherits properties from.
    based_on: Option<String>,
}

/// Reads the styles from the XML of `word/styles.xml`. Properties that a style does not set are inherited from the
/// style that it is based on.
pub(super) fn read_styles(xml: &str) -> ParagraphStyles {
    let mut styles = ParagraphStyles::new();
    let mut id: Option<String> = None;
    let mut level = 0;
    for_each_event(xml, |event| {
        let (Event::Start(element) | Event::Empty(element)) = event else { return };
        let value = || attribute_value(&element, "val");
        if element.local_name().as_ref() == b"style" {
            id = attribute_value(&element, "styleId");
            level = 0;
            if let Some(id) = &id {
                styles.insert(id.clone(), ParagraphStyle::default());
            }
            return;
        }
        let Some(style) = id.as_ref().and_then(|id| styles.get_mut(id)) else { return };
        match element.local_name().as_ref() {
            b"name" => style.heading = value().and_then(|name| heading_level(&name)).or(style.heading),
            // In WordprocessingML, outline level 9 is body text.
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
    inherit_properties(&styles)
}

/// Returns the heading level that a style name states, from 1 to 9: 2 for "heading 2". Word uses these names for its
/// own heading styles in every language. Returns `None` for other names.
fn heading_level(name: &str) -> Option<u8> {
    let level = name.to_ascii_lowercase().strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

/// Returns the styles, each with the properties that it inherits.
fn inherit_properties(styles: &ParagraphStyles) -> ParagraphStyles {
    /// The maximum number of ancestors of a style that are read. In a malicious file, styles can be based on each other
    /// in a loop.
    const MAX_STYLE_ANCESTORS: usize = 12;
    let mut inherited = styles.clone();
    for style in inherited.values_mut() {
        let mut parent = style.based_on.as_ref().and_then(|id| styles.get(id));
        for _ in 0..MAX_STYLE_ANCESTORS {
            let Some(ancestor) = parent else { break };
            style.heading = style.heading.or(ancestor.heading);
            style.list = style.list.take().or_else(|| ancestor.list.clone());
            parent = ancestor.based_on.as_ref().and_then(|id| styles.get(id));
        }
    }
    inherited
}
