//! Families of reports: what each inspection framework has of its own, as tables.
//!
//! A new family is one new file and one line in [`FAMILIES`].

mod slac;

use crate::{read::line::Line, report::Cover};

/// A family of reports, made under one framework.
#[derive(Debug)]
pub(in crate::read) struct Family {
    /// What the framework is called.
    pub(in crate::read) framework: &'static str,
    /// Whether a report is of this family, by its cover and its lines.
    recognises: fn(&Cover, &[Line]) -> bool,
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
pub(in crate::read) fn of(cover: &Cover, lines: &[Line]) -> Option<&'static Family> {
    FAMILIES.into_iter().find(|family| (family.recognises)(cover, lines))
}
