//! The blocks that a printed document is made of: headings, paragraphs, lists, cards, charts, tables and ruled
//! lines.
//! Plain data. Must not know reports or pages.

use super::{StyledText, chart::Chart, figure::Figure};
use crate::analysis::GradeMarkShape;

/// A block of a printed document. Blocks are printed one below the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading with its level, 1 for the title. It is on the same page as the beginning of the next block, and has a
    /// bookmark in the PDF.
    Heading(u8, StyledText),
    /// A paragraph with its style.
    Paragraph(ParagraphStyle, StyledText),
    /// A list of labelled items.
    List(Vec<ListItem>),
    /// The main grades in large type, side by side where they fit.
    Cards(Vec<GradeCard>),
    /// A chart of grades over time.
    Chart(Chart),
    /// A drawing.
    Figure(Figure),
    /// A table.
    Table(Table),
    /// Ruled lines for handwritten notes, with their number.
    RuledLines(u32),
    /// A page break.
    PageBreak,
}

/// The style of a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ParagraphStyle {
    /// Running text.
    #[default]
    Body,
    /// Larger, below the title.
    Lead,
    /// With little space above, for a list of facts.
    Fact,
    /// Smaller, for notes.
    Small,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// The number or bullet before the text.
    pub label: String,
    /// The nesting depth, 0 for the outermost list.
    pub level: u8,
    /// The text of the item.
    pub words: StyledText,
}

/// A main grade in large type.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeCard {
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
    /// The shape of the mark.
    pub shape: GradeMarkShape,
    /// The text that screen readers read, such as "step 2 of 4".
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
    pub has_row_headings: bool,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// The width of the column.
    pub width: ColumnWidth,
    /// The alignment of the text in the column.
    pub align: Align,
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ColumnWidth {
    /// The width of the widest cell, or less if the other columns would become too narrow.
    Fit,
    /// A share of the width that the [`Fit`](Self::Fit) columns leave. The shares of a table are relative to their sum.
    Share(f32),
}

/// The horizontal alignment of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Aligned left.
    #[default]
    Start,
    /// Aligned right.
    End,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The kind of the row.
    pub kind: RowKind,
    /// The cells from left to right. There may be fewer than columns.
    pub cells: Vec<Cell>,
}

/// The kind of a table row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A heading across all columns for the rows below. It is on the same page as the first of these rows.
    Group,
    /// An ordinary row.
    Body,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// The grade mark before the text, if there is one.
    pub mark: Option<GradeMark>,
    /// The text of the cell.
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
