//! Counts the items of ordered lists as a browser does.

use ego_tree::NodeRef;
use scraper::{Node, node::Element};

use crate::read::number_format::format_number;

/// An ordered list whose items are being read.
pub(super) struct OpenList {
    /// The number of the next item.
    next: i64,
    /// The step from one item to the next: -1 if the list counts down.
    step: i64,
    /// The number format, as in Word documents; `None` for decimal numbers.
    format: Option<&'static str>,
}

/// The number of a list item.
pub(super) enum Label {
    /// A decimal number.
    Number(u32),
    /// A letter, a Roman numeral or another number as it is shown, such as "a.".
    Text(String),
}

impl OpenList {
    /// Begins the list of an element. A list that counts down begins with the number of its items.
    pub(super) fn from_element(element: &Element, node: NodeRef<'_, Node>) -> Self {
        let format = match element.attr("type").map(str::trim) {
            Some("a") => Some("lowerLetter"),
            Some("A") => Some("upperLetter"),
            Some("i") => Some("lowerRoman"),
            Some("I") => Some("upperRoman"),
            _ => None,
        };
        let is_reversed = element.attr("reversed").is_some();
        let is_item = |child: &NodeRef<'_, Node>| {
            child.value().as_element().is_some_and(|element| element.name() == "li")
        };
        let start = element.attr("start").and_then(|start| start.trim().parse().ok());
        let next = start.unwrap_or_else(|| match is_reversed {
            true => i64::try_from(node.children().filter(is_item).count()).unwrap_or(1),
            false => 1,
        });
        Self { next, step: if is_reversed { -1 } else { 1 }, format }
    }

    /// Returns the number of the next item. The attribute `value` of an item replaces the counted number.
    pub(super) fn next_label(&mut self, item: &Element) -> Label {
        let value = item.attr("value").and_then(|value| value.trim().parse().ok());
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        match (u32::try_from(number), self.format) {
            (Ok(number), None) => Label::Number(number),
            (Ok(number), Some(format)) => Label::Text(format!("{}.", format_number(number, format))),
            (Err(_), _) => Label::Text(format!("{number}.")),
        }
    }
}
