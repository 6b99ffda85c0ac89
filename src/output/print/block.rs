//! The blocks that a printed document is made of: headings, paragraphs, lists, cards, tables and ruled lines.
//! Plain data. Must not know reports or pages.

use super::StyledText;
use crate::analysis::GradeMarkShape;

/// A block of a printed document. Blocks are printed one below the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading with its level, 1 for the title. It stays on the page of the block after it, and is a PDF bookmark.
    Heading(u8, StyledText),
    /// A paragraph.
    Paragraph(Style, StyledText),
    /// A list of labelled items.
    List(Vec<Item>),
    /// The main grades in large type, side by side where they fit.
    Cards(Vec<Card>),
    /// A table.
    Table(Table),
    /// This many ruled lines for handwritten notes.
    RuledLines(u32),
    /// A page break.
    PageBreak,
}

/// The style of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// Running text.
    #[default]
    Body,
    /// Larger, below the title.
    Lead,
    /// Little space above, for a list of facts.
    Fact,
    /// Smaller, for notes.
    Small,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The number or bullet before it.
    pub label: String,
    /// Its depth, 0 for the outermost.
    pub level: u8,
    /// Its text.
    pub words: StyledText,
}

/// A grade in large type.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The mark of the grade.
    pub mark: GradeMark,
    /// The label of the grade.
    pub label: String,
    /// The title of the judgement.
    pub title: String,
    /// A note below the title, such as the group of the judgement; may be empty.
    pub note: String,
}

/// The mark of a grade, with its alternative text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeMark {
    /// Its shape.
    pub shape: GradeMarkShape,
    /// The text that screen readers read: "step 2 of 4".
    pub alt_text: String,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The column headings, repeated at the top of each page; empty for a table without headings.
    pub header: Vec<StyledText>,
    /// The rows below the headings.
    pub rows: Vec<Row>,
    /// True if the first cell of each row is a row heading.
    pub names_rows: bool,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its width.
    pub width: ColumnWidth,
    /// The alignment of its text.
    pub align: Align,
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ColumnWidth {
    /// As wide as its widest cell, if the other columns still have room.
    Fit,
    /// This share of the width that the other columns leave.
    Share(f32),
}

/// Horizontal alignment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Left.
    #[default]
    Start,
    /// Right.
    End,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its kind.
    pub kind: RowKind,
    /// Its cells; a row may have fewer cells than the table has columns.
    pub cells: Vec<Cell>,
}

/// The kind of a table row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A heading over all columns for the rows below it; it stays on the page of the first of them.
    Group,
    /// An ordinary row.
    Body,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// A grade mark before the text.
    pub mark: Option<GradeMark>,
    /// Its text.
    pub words: StyledText,
}

impl From<StyledText> for Cell {
    fn from(words: StyledText) -> Self {
        Self { mark: None, words }
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        StyledText::from(words).into()
    }
}
