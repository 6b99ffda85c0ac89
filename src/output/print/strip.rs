//! Strips: the smallest things that go on a page whole, and the tags they belong to.

use std::rc::Rc;

use super::{Mark, ink::Tone, typeface::Line};

/// A tag, by its index in the list of tags.
pub(super) type TagId = usize;

/// Something across the page that is not parted: a line of a paragraph, a row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// Space above it, but at the top of a page.
    pub(super) before: f32,
    /// How high it is.
    pub(super) height: f32,
    /// Whether it stands on the same page as the next one.
    pub(super) keeps: bool,
    /// Whether it begins a page.
    pub(super) begins_page: bool,
    /// What is painted, from the upper left corner.
    pub(super) items: Vec<Item>,
    /// What is painted again above it where it begins a page.
    pub(super) header: Option<Rc<Strip>>,
    /// A bookmark that leads here: its level and its words.
    pub(super) bookmark: Option<(u8, String)>,
}

/// Something that is painted.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// From the left edge.
    pub(super) x: f32,
    /// From the upper edge.
    pub(super) y: f32,
    /// What it is.
    pub(super) paint: Paint,
    /// The tag it belongs to; without one it is decoration.
    pub(super) tag: Option<TagId>,
}

/// What is painted.
#[derive(Debug, Clone)]
pub(super) enum Paint {
    /// A line of words.
    Line(Line),
    /// A filled rectangle: width, height.
    Fill(f32, f32, Tone),
    /// A frame: width, height.
    Frame(f32, f32),
    /// A horizontal line of that length.
    Rule(f32),
    /// A mark in a square of that side.
    Mark(Mark, f32),
}

/// What a part of the document is, to those who hear it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TagKind {
    Heading(u8, String),
    Paragraph,
    /// A list, and whether its labels are numbers.
    List(bool),
    Item,
    Label,
    Body,
    Table,
    TableHead,
    TableBody,
    Row,
    /// The name of a column.
    ColumnName,
    /// The name of a row, or of a group of rows over so many columns.
    RowName(u32),
    Cell,
    /// A picture, and what it says.
    Figure(String),
}

/// A tag; those within it come later in the list, in reading order.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) kind: TagKind,
    pub(super) parent: Option<TagId>,
}

/// All tags of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Tags(pub(super) Vec<Tag>);

impl Tags {
    pub(super) fn add(&mut self, kind: TagKind, parent: Option<TagId>) -> TagId {
        self.0.push(Tag { kind, parent });
        self.0.len() - 1
    }
}
