//! Line boxes, the smallest pieces that are not divided between pages, and the PDF tags of their content.

use std::rc::Rc;

use super::{GradeMark, ink::Tone, typeface::TextLine};

/// The index of a tag in [`Tags`].
pub(super) type TagId = usize;

/// A box across the page that is not divided between pages: a line of a paragraph or a row of a table. All lengths are
/// in points.
#[derive(Debug, Clone, Default)]
pub(super) struct LineBox {
    /// Space above it, left out at the top of a page.
    pub(super) space_before: f32,
    /// Its height.
    pub(super) height: f32,
    /// True if it must be on the same page as the next box.
    pub(super) keep_with_next: bool,
    /// True if it must begin a page.
    pub(super) page_break_before: bool,
    /// Its content, positioned from its upper left corner.
    pub(super) items: Vec<PaintItem>,
    /// A table header that is repeated above it when it begins a page.
    pub(super) repeated_header: Option<Rc<LineBox>>,
    /// A bookmark to this box: its heading level and title.
    pub(super) bookmark: Option<(u8, String)>,
}

/// A painted item.
#[derive(Debug, Clone)]
pub(super) struct PaintItem {
    /// Distance from the left edge.
    pub(super) x: f32,
    /// Distance from the upper edge.
    pub(super) y: f32,
    /// The shape or text that is painted.
    pub(super) paint: Paint,
    /// The tag it belongs to; `None` for decoration that screen readers skip.
    pub(super) tag: Option<TagId>,
}

/// A shape or a line of text.
#[derive(Debug, Clone)]
pub(super) enum Paint {
    /// A line of text.
    Text(TextLine),
    /// A filled rectangle with its width and height.
    Fill(f32, f32, Tone),
    /// The outline of a rectangle with its width and height.
    Frame(f32, f32),
    /// A horizontal line of this length.
    Rule(f32),
    /// A grade mark in a square of this side.
    Mark(GradeMark, f32),
}

/// The structure type of a tag, for screen readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TagKind {
    Heading(u8, String),
    Paragraph,
    /// A list; true if its labels are numbers.
    List(bool),
    Item,
    Label,
    Body,
    Table,
    TableHead,
    TableBody,
    Row,
    /// A column heading.
    ColumnHeading,
    /// A row heading over this many columns; more than one for the heading of a group.
    RowHeading(u32),
    Cell,
    /// A picture with its alternative text.
    Figure(String),
}

/// A tag. Its children are later in the list, in reading order.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) kind: TagKind,
    pub(super) parent: Option<TagId>,
}

/// The tags of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Tags(pub(super) Vec<Tag>);

impl Tags {
    /// Adds a tag and returns its id.
    pub(super) fn add(&mut self, kind: TagKind, parent: Option<TagId>) -> TagId {
        self.0.push(Tag { kind, parent });
        self.0.len() - 1
    }
}
