//! Families of reports: what each inspection framework has of its own, as tables.
//!
//! A new family is one new file and one line in [`FAMILIES`].

mod slac;

use crate::read::line::{Line, Shape};

/// A family of reports, made under one framework.
#[derive(Debug)]
pub(in crate::read) struct Family {
    /// What the framework is called.
    pub(in crate::read) framework: &'static str,
    /// Whether a report is of this family, by the words of its first lines in lower case.
    recognises: fn(&str) -> bool,
    /// Titles the framework prescribes, in lower case without punctuation at the end, and their levels.
    pub(in crate::read) outline: &'static [(&'static str, u8)],
    /// What the scale is called.
    pub(in crate::read) scale_name: &'static str,
    /// The labels of the scale, best first; empty where nothing is graded.
    pub(in crate::read) scale: &'static [&'static str],
    /// Titles of sections whose bullets are recommendations, in lower case.
    pub(in crate::read) recommendations: &'static [&'static str],
}

impl Family {
    /// The level the framework gives a title, by its key.
    pub(in crate::read) fn level(&self, key: &str) -> Option<u8> {
        self.outline.iter().find(|(title, _)| *title == key).map(|(_, level)| *level)
    }
}

/// All families that are known, the narrower ones first.
static FAMILIES: [&Family; 1] = [&slac::FAMILY];

/// The family of a report; `None` for one that nobody planned for.
pub(in crate::read) fn of(lines: &[Line]) -> Option<&'static Family> {
    /// A report says within its first lines what it is.
    const FIRST: usize = 40;
    let words =
        lines.iter().take(FIRST).filter(|line| matches!(line.shape, Shape::Plain | Shape::Heading(_)));
    // As one text: a title may stand on two lines.
    let first: Vec<String> = words.map(|line| line.text.plain().to_lowercase()).collect();
    let first = first.join(" ");
    FAMILIES.into_iter().find(|family| (family.recognises)(&first))
}

/// Whether any framework prescribes a title, by its key.
pub(in crate::read) fn prescribes(key: &str) -> bool {
    FAMILIES.iter().any(|family| family.level(key).is_some())
}
