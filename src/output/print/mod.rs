//! Typesets a [`PrintDocument`] as pages and writes them as PDF. Must not know reports.
//!
//! There are three steps. The blocks of the document are laid out as line boxes, the smallest pieces that are not
//! divided between pages. The line boxes are placed on pages. The pages are written as a tagged PDF, which krilla's
//! validator checks against PDF/UA-1. Everything except page decoration is in the tag tree, in reading order.

mod block;
mod chart;
mod figure;
mod ink;
mod layout;
mod line_box;
mod pages;
mod paginator;
mod paper;
mod pdf;
mod styled_text;
mod table;
mod typeface;

pub use block::{
    Align, Block, Cell, Column, ColumnWidth, GradeCard, GradeMark, ListItem, ParagraphStyle, Row, RowKind,
    Table,
};
pub use chart::{Chart, ChartColumn, ChartLane, ChartLink, ChartMark};
pub use figure::Figure;
pub use ink::Ink;
pub use pages::{MeasuredLine, PrintedPages};
pub use paper::{PageSetup, Paper};
pub use pdf::PrintError;
pub use styled_text::{Decoration, StyledText, TextStyle};

use crate::report::Date;

/// The content of a printed document.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintDocument {
    /// The title in the properties of the PDF.
    pub title: String,
    /// The paragraphs of the page footer, the same on every page.
    pub footer: Vec<String>,
    /// The creation date in the properties of the PDF.
    pub made_on: Date,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
}

/// Typesets a document as pages.
#[must_use]
pub fn typeset(document: &PrintDocument, setup: PageSetup) -> PrintedPages {
    let mut typesetter = typeface::Typesetter::new();
    let galley = layout::lay_out_blocks(&document.blocks, setup, &mut typesetter);
    pages::paginate(document, galley, setup, &mut typesetter)
}
