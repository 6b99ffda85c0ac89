//! Reads the paragraph styles of a Word document: their heading levels and their lists.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::xml::{attribute_value, for_each_event, is_replaced_property, level_value, number_value};

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct ParagraphStyles {
    /// The styles by their ids, each with the properties that it inherits.
    by_id: HashMap<String, ParagraphStyle>,
    /// The id of the style of paragraphs that name none; `None` if there is no such style.
    default_id: Option<String>,
}

/// A paragraph style.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphStyle {
    /// The heading level, from 1; `None` if the style is not for headings.
    pub(super) heading: Option<u8>,
    /// True if the style is the one for the title of a document.
    pub(super) is_title: bool,
    /// The id of the list of the style: "0" if the style takes its paragraphs out of an inherited list, and `None` if
    /// neither the style nor those it is based on set a list.
    pub(super) list: Option<String>,
    /// The level in the list, from 0; `None` if it is not stated.
    pub(super) list_level: Option<usize>,
    /// The id of the style that this one inherits properties from.
    based_on: Option<String>,
}

impl ParagraphStyles {
    /// Returns the style of a paragraph and its id. `id` is `None` if the paragraph names no style.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Option<(&str, &ParagraphStyle)> {
        let named = id.and_then(|id| self.by_id.get_key_value(id));
        let found = named.or_else(|| self.default_id.as_ref().and_then(|id| self.by_id.get_key_value(id)))?;
        Some((found.0.as_str(), found.1))
    }

    /// Returns the id of the list that a style sets; `None` if there is no such style or it sets no list.
    pub(super) fn list_of(&self, id: &str) -> Option<&str> {
        self.by_id.get(id)?.list.as_deref()
    }

    /// Removes the heading levels of styles that are used for text: those whose paragraphs are often longer than any
    /// heading. Some documents give all their numbered paragraphs an outline level.
    pub(super) fn remove_headings_used_for_text(&mut self, document: &str) {
        let lengths = count_long_paragraphs(document);
        for (id, style) in &mut self.by_id {
            if lengths.get(id).is_some_and(|count| count.long * 4 >= count.all) {
                style.heading = None;
            }
        }
    }
}

/// The number of paragraphs of a style, without empty ones, and how many of them are longer than a heading.
#[derive(Default)]
struct ParagraphCount {
    all: usize,
    long: usize,
}

/// Counts the paragraphs of each style in the XML of a document.
fn count_long_paragraphs(document: &str) -> HashMap<String, ParagraphCount> {
    /// The minimum length of a paragraph that is longer than a heading, in bytes.
    const MIN_LONG_BYTES: usize = 200;
    let mut counts: HashMap<String, ParagraphCount> = HashMap::new();
    let mut style: Option<String> = None;
    let mut length = 0;
    let mut is_in_text = false;
    for_each_event(document, |event| match event {
        Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
            b"p" => (style, length) = (None, 0),
            b"pStyle" if style.is_none() => style = attribute_value(&element, "val"),
            b"t" => is_in_text = true,
            _ => {}
        },
        Event::Text(text) if is_in_text => length += text.len(),
        Event::End(element) => match element.local_name().as_ref() {
            b"t" => is_in_text = false,
            b"p" => {
                if let Some(style) = style.take().filter(|_| length > 0) {
                    let count = counts.entry(style).or_default();
                    count.all += 1;
                    count.long += usize::from(length >= MIN_LONG_BYTES);
                }
            }
            _ => {}
        },
        _ => {}
    });
    counts
}

/// Reads the styles from the XML of the part with styles. Properties that a style does not set are inherited from the
/// style that it is based on.
pub(super) fn read_styles(xml: &str) -> ParagraphStyles {
    let mut styles = HashMap::<String, ParagraphStyle>::new();
    let mut default_id = None;
    let mut id: Option<String> = None;
    let mut replaced_depth = 0_usize;
    for_each_event(xml, |event| {
        let (element, is_empty) = match event {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::End(element) => {
                if is_replaced_property(element.local_name().as_ref()) {
                    replaced_depth = replaced_depth.saturating_sub(1);
                }
                return;
            }
            _ => return,
        };
        if is_replaced_property(element.local_name().as_ref()) {
            replaced_depth += usize::from(!is_empty);
        }
        if replaced_depth > 0 {
            return;
        }
        let value = || attribute_value(&element, "val");
        if element.local_name().as_ref() == b"style" {
            id = attribute_value(&element, "styleId");
            let is_default = attribute_value(&element, "default")
                .is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"));
            if let Some(id) = &id {
                styles.insert(id.clone(), ParagraphStyle::default());
                if is_default && attribute_value(&element, "type").as_deref() == Some("paragraph") {
                    default_id = Some(id.clone());
                }
            }
            return;
        }
        let Some(style) = id.as_ref().and_then(|id| styles.get_mut(id)) else { return };
        match element.local_name().as_ref() {
            b"name" => {
                let name = value().unwrap_or_default();
                style.heading = heading_level(&name).or(style.heading);
                style.is_title = name.eq_ignore_ascii_case("title");
            }
            b"outlineLvl" => style.heading = outline_heading(number_value(&element)).or(style.heading),
            b"basedOn" => style.based_on = value(),
            b"ilvl" => style.list_level = level_value(&element, "val"),
            b"numId" => style.list = value(),
            _ => {}
        }
    });
    ParagraphStyles { by_id: inherit_properties(&styles), default_id }
}

/// Returns the heading level of an outline level. In WordprocessingML, outline level 9 is body text.
pub(super) fn outline_heading(outline: Option<u8>) -> Option<u8> {
    outline.filter(|level| *level < 9).map(|level| level + 1)
}

/// Returns the heading level that a style name states, from 1 to 9: 2 for "heading 2". Word uses these names for its
/// own heading styles in every language. Returns `None` for other names.
fn heading_level(name: &str) -> Option<u8> {
    let level = name.to_ascii_lowercase().strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

/// Returns the styles, each with the properties that it inherits.
fn inherit_properties(styles: &HashMap<String, ParagraphStyle>) -> HashMap<String, ParagraphStyle> {
    /// The maximum number of ancestors of a style that are read. In a malicious file, styles can be based on each other
    /// in a loop.
    const MAX_STYLE_ANCESTORS: usize = 12;
    let mut inherited = styles.clone();
    for style in inherited.values_mut() {
        let mut parent = style.based_on.as_ref().and_then(|id| styles.get(id));
        for _ in 0..MAX_STYLE_ANCESTORS {
            let Some(ancestor) = parent else { break };
            style.heading = style.heading.or(ancestor.heading);
            // The level of another list says nothing about this one.
            if style.list.is_none() {
                style.list_level = style.list_level.or(ancestor.list_level);
                style.list.clone_from(&ancestor.list);
            }
            parent = ancestor.based_on.as_ref().and_then(|id| styles.get(id));
        }
    }
    inherited
}
