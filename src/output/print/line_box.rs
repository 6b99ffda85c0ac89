//! Line boxes, which are the smallest pieces that are not divided between pages, and the PDF tags of their content.
//! Plain data.

use std::rc::Rc;

use super::{GradeMark, ink::Tone, typeface::TextLine};
use crate::output::chart::BarFill;

/// The index of a tag in [`Tags`].
pub(super) type TagId = usize;

/// A box as wide as the text of a page that is not divided between pages, such as a line of a paragraph or a row of a
/// table. All lengths are in points.
#[derive(Debug, Clone, Default)]
pub(super) struct LineBox {
    /// Space above the box, left out at the top of a page.
    pub(super) space_before: f32,
    /// The height of the box.
    pub(super) height: f32,
    /// True if the box must be on the same page as the next box.
    pub(super) is_kept_with_next: bool,
    /// True if the box must be the first on a page.
    pub(super) has_page_break_before: bool,
    /// The content of the box. Positions are relative to its upper left corner.
    pub(super) items: Vec<PaintItem>,
    /// The table header that is repeated above the box if the box is the first on a page.
    pub(super) repeated_header: Option<Rc<LineBox>>,
    /// The level and the title of the heading, if the box has a bookmark.
    pub(super) bookmark: Option<(u8, String)>,
}

/// A shape or a line of text with its position, in points.
#[derive(Debug, Clone)]
pub(super) struct PaintItem {
    /// Distance from the left edge of the box, or of the page once the box is placed.
    pub(super) x: f32,
    /// Distance from the upper edge of the box, or of the page once the box is placed.
    pub(super) y: f32,
    /// The shape or text that is painted.
    pub(super) paint: Paint,
    /// The tag that the item belongs to; `None` for decoration, which screen readers skip.
    pub(super) tag: Option<TagId>,
}

/// A shape or a line of text. All lengths are in points.
#[derive(Debug, Clone)]
pub(super) enum Paint {
    /// A line of text.
    Text(TextLine),
    /// A line of light text on a dark bar.
    LightText(TextLine),
    /// A bar of a chart with its outline.
    Bar { width: f32, height: f32, fill: BarFill },
    /// A filled rectangle: width, height and purpose of the colour.
    Fill(f32, f32, Tone),
    /// The outline of a rectangle: width and height.
    Frame(f32, f32),
    /// A horizontal line: length.
    Rule(f32),
    /// A straight line to a point `dx` to the right and `dy` below.
    Line { dx: f32, dy: f32, style: LineStyle },
    /// A grade mark in a square: the mark and the side of the square.
    Mark(GradeMark, f32),
}

/// The style of a line in a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineStyle {
    /// Joins two grades.
    Join,
    /// Shows where grades can't be compared.
    Break,
    /// A step of the scale, behind the grades.
    Grid,
}

/// The structure type of a tag, for screen readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TagKind {
    /// A heading with its level and title.
    Heading(u8, String),
    Paragraph,
    /// A list. Its labels are numbers or bullets.
    List {
        is_numbered: bool,
    },
    /// An item of a list: a label and a body.
    Item,
    /// The number or bullet of an item.
    Label,
    /// The text of an item.
    Body,
    Table,
    /// The column headings of a table.
    TableHead,
    /// The rows of a table.
    TableBody,
    Row,
    /// A column heading.
    ColumnHeading,
    /// A row heading with the number of columns that it spans: all columns for the heading of a group.
    RowHeading(u32),
    Cell,
    /// A picture with its alternative text.
    Figure(String),
}

/// A tag. Tags are listed in reading order, each before its children.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) kind: TagKind,
    /// The tag that contains this one; `None` for the outermost tags.
    pub(super) parent: Option<TagId>,
}

/// The tags of a document, in reading order.
#[derive(Debug, Clone, Default)]
pub(super) struct Tags(pub(super) Vec<Tag>);

impl Tags {
    /// Adds a tag and returns its id.
    pub(super) fn add(&mut self, kind: TagKind, parent: Option<TagId>) -> TagId {
        self.0.push(Tag { kind, parent });
        self.0.len() - 1
    }
}
