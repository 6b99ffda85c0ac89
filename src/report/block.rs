//! The blocks of a report in reading order, and their places in its file.

use serde::{Deserialize, Serialize};

use super::{ParagraphId, SectionId, Text};

/// An index into [`Report::blocks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BlockId(pub usize);

/// A place in a report: a block, or one row or bullet of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The block.
    pub block: BlockId,
    /// The row of a table or the bullet of a paragraph, from 0; `None` for the block itself.
    pub part: Option<u32>,
}

impl Place {
    /// Creates the place of a whole block.
    #[must_use]
    pub fn at_block(block: BlockId) -> Self {
        Self { block, part: None }
    }

    /// Creates the place of a row or bullet of a block, counted from 0.
    #[must_use]
    pub fn at_part(block: BlockId, part: usize) -> Self {
        Self { block, part: Some(u32::try_from(part).unwrap_or(u32::MAX)) }
    }
}

/// The start of a block or line in the source file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The line number in a text file, from 1.
    pub line: u32,
    /// The page number, from 1; `None` for formats without pages.
    pub page: Option<u32>,
}

/// The size of a page as shown, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageSize {
    /// The width in points.
    pub width: f32,
    /// The height in points.
    pub height: f32,
}

/// A rectangle on a page as shown, in points from the top left corner of the page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// The page number, from 1.
    pub page: u32,
    /// The left edge.
    pub left: f32,
    /// The top edge.
    pub top: f32,
    /// The right edge.
    pub right: f32,
    /// The bottom edge.
    pub bottom: f32,
}

/// Adds an area to the areas of a block. If the block has an area on that page, that area grows to contain both.
pub(crate) fn merge_area(areas: &mut Vec<Area>, more: Area) {
    // Areas are added in page order, so the area is nearly always the last one.
    match areas.iter_mut().rev().find(|area| area.page == more.page) {
        Some(area) => {
            area.left = area.left.min(more.left);
            area.top = area.top.min(more.top);
            area.right = area.right.max(more.right);
            area.bottom = area.bottom.max(more.bottom);
        }
        None => areas.push(more),
    }
}

/// A block of the text: a heading, a paragraph, a table and so on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// The content of the block.
    pub content: Content,
    /// The section that contains the block; for a heading, the section that it begins.
    pub section: Option<SectionId>,
    /// The start of the block in the file.
    pub origin: Origin,
    /// The areas of the block, one for each page it is on; empty for formats without pages.
    pub areas: Vec<Area>,
    /// The page, from 1, on which each part begins: each bullet, sub-point or table row. Empty for formats without pages.
    pub part_pages: Vec<u32>,
    /// The role of the block: the report's own text, a part of a letter, or standard wording.
    pub role: BlockRole,
}

/// The role of a block: the report's own text, a part of a letter such as the address, or standard wording.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockRole {
    /// The text of the report.
    #[default]
    Text,
    /// The sender of a letter, with address, telephone number and date.
    Letterhead,
    /// The people that a letter is sent to, with their address, and the people who receive a copy.
    Addressee,
    /// The end of a letter: "Yours sincerely" and the names and titles of those who sign.
    Signature,
    /// Standard wording that an inspectorate prints in every report.
    Boilerplate,
}

/// The content of a block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// The title or subject of the report, in large type on the cover.
    Title(Text),
    /// Another line of the cover, or a separate line that is neither a heading nor a paragraph.
    Line(Text),
    /// The heading of the printed contents.
    ContentsTitle(Text),
    /// An entry of the printed contents, as an index into [`Report::contents`].
    ContentsEntry(usize),
    /// A heading. Its text, and a grade in it, are in [`Report::sections`].
    Heading(SectionId),
    /// The grade of a section on a separate line under the heading. Its wording is in the section.
    Grade(SectionId),
    /// A paragraph with its bullets.
    Paragraph(ParagraphId),
    /// A line that gives the timescale for the recommendations after it.
    Timescale(Text),
    /// A recommendation, as an index into [`Report::recommendations`].
    Recommendation(usize),
    /// A table.
    Table(Table),
    /// A footnote, which begins with its reference mark.
    Footnote(Text),
}

/// A table. Rows may differ in their number of cells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The cells of each row.
    pub rows: Vec<Vec<Text>>,
    /// True if the first row contains the column headings.
    pub has_header: bool,
}

/// A line that belongs to the page and not to the text, such as a running head or a page number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// The text of the line.
    pub text: String,
    /// The position in the file.
    pub origin: Origin,
}
