//! The sections of a report: its headings and the paragraphs under them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{GradeStatement, Place};

/// An index into [`Report::sections`](super::Report::sections).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionId(pub usize);

/// A section: a heading and its paragraphs, up to the next heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The text of the heading, without a grade and without a final colon.
    pub title: String,
    /// The level of the heading, 1 for the top level.
    pub level: u8,
    /// The section that contains this section; `None` at the top level.
    pub parent: Option<SectionId>,
    /// The grade that the heading or the line under it states; `None` if neither states a grade.
    pub grade: Option<GradeStatement>,
    /// The index in [`Report::contents`](super::Report::contents) of the entry for this section; `None` if the printed
    /// contents do not list the section.
    pub contents_entry: Option<usize>,
    /// The section's own paragraphs, as indices into [`Report::paragraphs`](super::Report::paragraphs). Paragraphs of
    /// subsections are not included.
    pub paragraphs: Range<usize>,
    /// The place of the heading.
    pub place: Place,
}
