//! What can be printed: headings, paragraphs, lists, cards, tables and lines to write on.

use super::Words;
use crate::analysis::MarkShape;

/// One thing that is printed below the one before.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading, 1 for the title; it stays with what follows, and is a bookmark.
    Heading(u8, Words),
    /// Words of a style.
    Paragraph(Style, Words),
    /// Items with their labels.
    List(Vec<Item>),
    /// What matters most, large, side by side where there is room.
    Cards(Vec<Card>),
    /// Rows and columns.
    Table(Table),
    /// So many lines to write on.
    Lines(u32),
    /// What follows begins a new page.
    PageBreak,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// To be read.
    #[default]
    Body,
    /// Larger, under the title.
    Lead,
    /// Close to the line before: facts below one another.
    Fact,
    /// Smaller: notes.
    Small,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What stands before it: a number or a sign.
    pub label: String,
    /// How deep it stands, 0 for the outermost.
    pub level: u8,
    /// Its words.
    pub words: Words,
}

/// A grade, large.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its mark.
    pub mark: Mark,
    /// The word of the grade.
    pub word: String,
    /// What was judged.
    pub title: String,
    /// Of what it is a part, and whatever else belongs to it.
    pub note: String,
}

/// The mark of a grade, and how it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its shape.
    pub shape: MarkShape,
    /// For those who do not see it: "Good, step 2 of 4".
    pub spoken: String,
}

/// Rows and columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Its columns, from left to right.
    pub columns: Vec<Column>,
    /// The names of the columns, printed again on each page.
    pub header: Vec<Words>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether the first cell of a row names it, and is not one of what it holds.
    pub names_rows: bool,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// How wide.
    pub width: ColumnWidth,
    /// On which side its words stand.
    pub align: Align,
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ColumnWidth {
    /// As wide as its widest cell asks, as long as the others have room.
    Fit,
    /// This share of what the others leave.
    Share(f32),
}

/// On which side words stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// On the left.
    #[default]
    Start,
    /// On the right.
    End,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its cells; a row with fewer than there are columns ends early.
    pub cells: Vec<Cell>,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// The name of the rows that follow, over all columns; it stays with the first of them.
    Group,
    /// A row whose first cell names it.
    Body,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// A mark before the words.
    pub mark: Option<Mark>,
    /// Its words.
    pub words: Words,
}

impl From<Words> for Cell {
    fn from(words: Words) -> Self {
        Self { mark: None, words }
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Words::from(words).into()
    }
}
