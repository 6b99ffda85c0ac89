//! Sets pages and writes them as PDF. Knows no report: what is printed comes as a [`Sheet`] of blocks.
//!
//! Blocks are laid out to strips, the smallest things that go on a page whole; strips are put on pages; pages are
//! written as a tagged PDF that krilla's validator holds against PDF/UA-1. Everything but page decoration has its place
//! in the tree of tags, in reading order.

mod block;
mod ink;
mod lay;
mod pages;
mod paper;
mod pdf;
mod strip;
mod table;
mod typeface;
mod words;

pub use block::{Align, Block, Card, Cell, Column, ColumnWidth, Item, Mark, Row, RowKind, Style, Table};
pub use ink::Ink;
pub use pages::{Measured, Pages};
pub use paper::{Paper, Setting};
pub use pdf::PrintError;
pub use words::{Look, Rule, Words};

use crate::report::Date;

/// Everything that is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What the document is called, by those who list it or hear it.
    pub title: String,
    /// What stands at the foot of every page, a paragraph each.
    pub footer: Vec<String>,
    /// The day it was made.
    pub made_on: Date,
    /// What is read, from the first page to the last.
    pub blocks: Vec<Block>,
}

/// Sets a sheet on pages.
#[must_use]
pub fn set(sheet: &Sheet, setting: Setting) -> Pages {
    let mut typesetter = typeface::Typesetter::new();
    let laid = lay::lay(&sheet.blocks, setting, &mut typesetter);
    pages::paginate(sheet, laid, setting, &mut typesetter)
}
