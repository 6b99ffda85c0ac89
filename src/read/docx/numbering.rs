//! Counts the automatic numbers and bullets of a Word document as Word does.
//!
//! Must not know the text of the document.

use std::collections::{HashMap, HashSet};

use quick_xml::events::{BytesStart, Event};

use super::{
    styles::ParagraphStyles,
    xml::{attribute_value, for_each_event, is_switched_on, level_value, number_value},
};
use crate::read::number_format::format_number;

/// The number of levels of a list. Deeper levels are not allowed.
const LEVEL_COUNT: usize = 9;

/// The lists of a document, and the last numbers that were counted in each.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The lists by their ids.
    lists: HashMap<String, NumberedList>,
    /// The list definitions by their ids.
    definitions: HashMap<String, ListDefinition>,
    /// The last number on each level, by the id of the definition: lists of the same definition continue each other.
    counts: HashMap<String, [Option<u32>; LEVEL_COUNT]>,
    /// The ids of the lists that have a paragraph so far.
    begun: HashSet<String>,
}

/// A list that paragraphs refer to (`w:num`).
#[derive(Debug, Default)]
struct NumberedList {
    /// The id of the definition.
    definition: String,
    /// The start numbers that replace those of the definition, by level from 0.
    starts: HashMap<usize, u32>,
    /// The levels that replace those of the definition.
    levels: HashMap<usize, ListLevel>,
}

/// A list definition (`w:abstractNum`).
#[derive(Debug, Default)]
struct ListDefinition {
    /// The levels, from the outermost.
    levels: Vec<ListLevel>,
    /// The id of the style that this definition belongs to.
    style: Option<String>,
    /// The id of the style whose definition is used instead of this one.
    linked_style: Option<String>,
}

/// A level of a list definition.
#[derive(Debug, Clone)]
struct ListLevel {
    /// The number of the first item.
    start: u32,
    /// The number format in WordprocessingML: "decimal", "bullet", …
    format: String,
    /// The text of a number, in which "%1" stands for the number on level 0; `None` if it is not stated.
    text: Option<String>,
    /// The level whose items restart this one, counted from 1, and 0 if none does; `None` if all higher levels do.
    restart: Option<usize>,
    /// The id of the paragraph style that is linked to this level.
    style: Option<String>,
    /// True if the numbers of higher levels are shown in decimal.
    is_legal: bool,
}

impl Default for ListLevel {
    fn default() -> Self {
        Self { start: 1, format: String::new(), text: None, restart: None, style: None, is_legal: false }
    }
}

/// The number or bullet of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A bullet.
    Bullet,
    /// A number as it is shown, such as "1.", "(a)" or "2.3".
    Number(String),
}

impl Numbering {
    /// Counts the next paragraph of a list, and returns its number or bullet; `None` if there is no such list, or it
    /// shows nothing. `list` is the id of the list, and `level` is the level in the list, from 0. Only as many levels
    /// are used as a list has.
    pub(super) fn next_label(&mut self, list: &str, level: usize) -> Option<Label> {
        let level = level.min(LEVEL_COUNT - 1);
        // With the id 0, a document takes a paragraph out of the list of its style.
        let found = self.lists.get(list).filter(|_| list != "0")?;
        let empty = Vec::new();
        let levels = self.definitions.get(&found.definition).map_or(&empty, |definition| &definition.levels);
        let level_of = |level: usize| found.levels.get(&level).or_else(|| levels.get(level));
        let start_of = |level: usize| {
            found
                .starts
                .get(&level)
                .copied()
                .unwrap_or_else(|| level_of(level).map_or(1, |found| found.start))
        };
        let is_first = self.begun.insert(list.to_owned());
        let counts = self.counts.entry(found.definition.clone()).or_default();
        // The start number of a list replaces that of its definition only for the first paragraph of the list.
        counts[level] = Some(match counts[level] {
            Some(count) if !(is_first && found.starts.contains_key(&level)) => count.saturating_add(1),
            _ => start_of(level),
        });
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            if level_of(deeper).and_then(|found| found.restart).is_none_or(|restart| level < restart) {
                *count = None;
            }
        }
        for (higher, count) in counts.iter_mut().enumerate().take(level) {
            count.get_or_insert_with(|| start_of(higher));
        }
        let Some(this) = level_of(level) else { return Some(Label::Bullet) };
        if this.format == "bullet" || this.format.is_empty() {
            return Some(Label::Bullet);
        }
        let number = |level: usize| {
            let format = level_of(level).map_or("decimal", |found| found.format.as_str());
            let format = if this.is_legal { "decimal" } else { format };
            counts.get(level).copied().flatten().map(|count| format_number(count, format)).unwrap_or_default()
        };
        let usual = format!("%{}.", level + 1);
        let text = expand_number_text(this.text.as_deref().unwrap_or(&usual), number);
        Some(Label::Number(text)).filter(|label| *label != Label::Number(String::new()))
    }

    /// Returns the level of a list that is linked to a paragraph style, from 0; `None` if no level is.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let definition = self.definitions.get(&self.lists.get(list)?.definition)?;
        definition.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Gives the lists whose definition only names a style the definition of that style.
    fn follow_style_links(&mut self, styles: &ParagraphStyles) {
        let mut by_style: HashMap<&str, &str> = HashMap::new();
        for (id, definition) in &self.definitions {
            if let Some(style) = &definition.style {
                by_style.insert(style, id);
            }
        }
        let linked_definition = |list: &NumberedList| {
            let link = self.definitions.get(&list.definition)?.linked_style.as_deref()?;
            let through_list = styles.list_of(link).and_then(|list| self.lists.get(list));
            let through_list = through_list.map(|list| list.definition.as_str());
            let own = list.definition.as_str();
            let found = through_list.filter(|found| *found != own).or_else(|| by_style.get(link).copied());
            found.map(str::to_owned)
        };
        let links: Vec<(String, String)> = self
            .lists
            .iter()
            .filter_map(|(id, list)| linked_definition(list).map(|found| (id.clone(), found)))
            .collect();
        for (id, definition) in links {
            if let Some(list) = self.lists.get_mut(&id) {
                list.definition = definition;
            }
        }
    }
}

/// Returns the text of a number: each "%1" to "%9" in `text` is replaced by the number on that level, from 0.
fn expand_number_text(text: &str, number: impl Fn(usize) -> String) -> String {
    /// The maximum length of the text of a number in a definition, in bytes. It is copied for every paragraph.
    const MAX_NUMBER_TEXT_BYTES: usize = 200;
    if text.len() > MAX_NUMBER_TEXT_BYTES {
        return String::new();
    }
    let mut expanded = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let level = chars.peek().and_then(|next| next.to_digit(10)).filter(|digit| c == '%' && *digit > 0);
        match level {
            Some(level) => {
                chars.next();
                expanded.push_str(&number(level as usize - 1));
            }
            None => expanded.push(c),
        }
    }
    expanded.trim().to_owned()
}

/// Reads the list definitions and lists from the XML of the part with numbering.
pub(super) fn read_numbering(xml: &str, styles: &ParagraphStyles) -> Numbering {
    let mut reader = NumberingReader::default();
    for_each_event(xml, |event| {
        if let Event::Start(element) | Event::Empty(element) = event {
            reader.read_element(&element);
        }
    });
    reader.numbering.follow_style_links(styles);
    reader.numbering
}

/// Reads the elements of the part with numbering.
#[derive(Default)]
struct NumberingReader {
    numbering: Numbering,
    /// The definition that is being read.
    definition: Option<String>,
    /// The list that is being read.
    list: Option<String>,
    /// The level that is being read, from 0.
    level: usize,
}

impl NumberingReader {
    /// Reads the start tag of an element.
    fn read_element(&mut self, element: &BytesStart<'_>) {
        let value = || attribute_value(element, "val");
        match element.local_name().as_ref() {
            b"abstractNum" => {
                self.definition = attribute_value(element, "abstractNumId");
                self.list = None;
                if let Some(id) = &self.definition {
                    self.numbering.definitions.insert(id.clone(), ListDefinition::default());
                }
            }
            b"num" => {
                self.list = attribute_value(element, "numId");
                self.definition = None;
            }
            b"lvl" | b"lvlOverride" => self.level = level_value(element, "ilvl").unwrap_or(self.level),
            b"abstractNumId" => {
                if let (Some(list), Some(definition)) = (self.list_mut(), value()) {
                    list.definition = definition;
                }
            }
            b"startOverride" => {
                let level = self.level;
                if let (Some(list), Some(start)) = (self.list_mut(), number_value(element)) {
                    list.starts.insert(level, start);
                }
            }
            b"styleLink" => {
                if let Some(definition) = self.definition_mut() {
                    definition.style = value();
                }
            }
            b"numStyleLink" => {
                if let Some(definition) = self.definition_mut() {
                    definition.linked_style = value();
                }
            }
            b"start" => self.set(|level| level.start = number_value(element).unwrap_or(1)),
            b"numFmt" => self.set(|level| level.format = value().unwrap_or_default()),
            b"lvlText" => self.set(|level| level.text = value()),
            b"lvlRestart" => self.set(|level| level.restart = number_value(element)),
            b"pStyle" => self.set(|level| level.style = value()),
            b"isLgl" => self.set(|level| level.is_legal = is_switched_on(element)),
            _ => {}
        }
    }

    /// Returns the list that is being read; `None` outside a list.
    fn list_mut(&mut self) -> Option<&mut NumberedList> {
        self.list.as_ref().map(|id| self.numbering.lists.entry(id.clone()).or_default())
    }

    /// Returns the definition that is being read; `None` outside a definition.
    fn definition_mut(&mut self) -> Option<&mut ListDefinition> {
        self.numbering.definitions.get_mut(self.definition.as_ref()?)
    }

    /// Changes the level that is being read.
    fn set(&mut self, change: impl FnOnce(&mut ListLevel)) {
        let index = self.level;
        if let Some(definition) = self.definition_mut() {
            if definition.levels.len() <= index {
                definition.levels.resize(index + 1, ListLevel::default());
            }
            change(&mut definition.levels[index]);
        } else if let Some(list) = self.list_mut() {
            change(list.levels.entry(index).or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERING: &str = r#"<numbering>
        <abstractNum abstractNumId="1">
          <lvl ilvl="0"><start val="1"/><numFmt val="decimal"/><pStyle val="Para"/><lvlText val="%1."/></lvl>
          <lvl ilvl="1"><start val="1"/><numFmt val="decimal"/><lvlText val="%1.%2"/></lvl>
          <lvl ilvl="2"><start val="1"/><numFmt val="lowerRoman"/><lvlRestart val="0"/><lvlText val="(%3)"/></lvl>
        </abstractNum>
        <abstractNum abstractNumId="2">
          <lvl ilvl="0"><start val="3"/><numFmt val="upperRoman"/><lvlText val="Part %1"/></lvl>
          <lvl ilvl="1"><start val="1"/><numFmt val="decimal"/><isLgl/><lvlText val="%1.%2"/></lvl>
        </abstractNum>
        <abstractNum abstractNumId="3"><numStyleLink val="Look"/></abstractNum>
        <abstractNum abstractNumId="4"><styleLink val="Look"/><lvl ilvl="0"><numFmt val="upperLetter"/><lvlText val="%1)"/></lvl></abstractNum>
        <num numId="1"><abstractNumId val="1"/></num>
        <num numId="2"><abstractNumId val="1"/><lvlOverride ilvl="0"><startOverride val="7"/></lvlOverride>
          <lvlOverride ilvl="1"><startOverride val="5"/></lvlOverride></num>
        <num numId="3"><abstractNumId val="2"/></num>
        <num numId="4"><abstractNumId val="3"/></num>
        <num numId="5"><abstractNumId val="1"/><lvlOverride ilvl="0"><startOverride val="1"/></lvlOverride>
          <lvlOverride ilvl="1"><startOverride val="1"/></lvlOverride></num></numbering>"#;

    /// Returns the labels of paragraphs, each with the id of its list and its level.
    fn labels(paragraphs: &[(&str, usize)]) -> Vec<String> {
        let mut numbering = read_numbering(NUMBERING, &ParagraphStyles::default());
        let label = |(list, level): &(&str, usize)| match numbering.next_label(list, *level) {
            Some(Label::Number(text)) => text,
            Some(Label::Bullet) => "bullet".to_owned(),
            None => String::new(),
        };
        paragraphs.iter().map(label).collect()
    }

    #[test]
    fn levels_restart_below_higher_levels_unless_they_never_do() {
        assert_eq!(
            labels(&[("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("1", 2)]),
            ["1.", "1.1", "1.2", "(i)", "2.", "2.1", "(ii)"]
        );
    }

    #[test]
    fn lists_of_one_definition_continue_each_other_unless_they_begin_with_another_start() {
        assert_eq!(
            labels(&[("1", 0), ("2", 0), ("2", 1), ("1", 0), ("2", 0)]),
            ["1.", "7.", "7.5", "8.", "9."]
        );
        assert_eq!(
            labels(&[("1", 0), ("1", 0), ("5", 1), ("5", 1), ("5", 0)]),
            ["1.", "2.", "2.1", "2.2", "3."],
            "only the first paragraph of a list can restart it"
        );
    }

    #[test]
    fn legal_numbers_are_decimal_and_linked_definitions_are_used() {
        assert_eq!(
            labels(&[("3", 0), ("3", 1), ("4", 0), ("0", 0), ("9", 0)]),
            ["Part III", "3.1", "A)", "", ""]
        );
    }

    #[test]
    fn a_paragraph_style_is_linked_to_a_level() {
        let numbering = read_numbering(NUMBERING, &ParagraphStyles::default());
        assert_eq!(numbering.level_of_style("1", "Para"), Some(0));
        assert_eq!(numbering.level_of_style("1", "Other"), None);
    }
}
