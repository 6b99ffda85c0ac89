//! Sections: headings of the body and what stands under them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{GradeStatement, Place};

/// An index into [`Report::sections`](super::Report::sections).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionId(pub usize);

/// A heading and what stands under it up to the next heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The heading's words, without a grade and without a colon at the end.
    pub title: String,
    /// 1 for the outermost.
    pub level: u8,
    /// The section this one stands in.
    pub parent: Option<SectionId>,
    /// Its grade, where heading or grade line state one.
    pub grade: Option<GradeStatement>,
    /// Which entry of the printed contents names it.
    pub contents_entry: Option<usize>,
    /// Its own paragraphs, as indices into [`Report::paragraphs`](super::Report::paragraphs); those of sections under
    /// it are not among them.
    pub paragraphs: Range<usize>,
    /// Where the heading stands.
    pub place: Place,
}
