//! Writes the `blocks` in the JSON of a report: all its text in reading order, with page furniture (running heads and
//! page numbers). Must not know judgements.

use std::{borrow::Cow, iter::Peekable, slice::Iter};

use serde::Serialize;

use crate::report::{
    Block, BlockId, BlockRole, Content, ContentsEntry, Furniture, Paragraph, Place, Recommendation, Report,
    Table, Text,
};

/// A block of text, an item of a list, or a row of a table.
#[derive(Debug, Serialize)]
pub(super) struct JsonBlock<'a> {
    kind: BlockKind,
    text: Cow<'a, str>,
    /// The first page of the block.
    page: Option<u32>,
    path: Vec<&'a str>,
    /// The printed number of a paragraph.
    number: Option<u32>,
}

/// The kind of a block. Each has a fixed name in JSON: the variant in kebab case.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum BlockKind {
    Title,
    Line,
    Contents,
    Heading,
    Grade,
    Paragraph,
    Item,
    Row,
    Timescale,
    Note,
    Letterhead,
    Addressee,
    Signature,
    Boilerplate,
    Furniture,
}

impl BlockKind {
    /// Returns the kind that is named after a role, or `kind` if the role is ordinary text.
    fn for_role(role: BlockRole, kind: Self) -> Self {
        match role {
            BlockRole::Text => kind,
            BlockRole::Letterhead => Self::Letterhead,
            BlockRole::Addressee => Self::Addressee,
            BlockRole::Signature => Self::Signature,
            BlockRole::Boilerplate => Self::Boilerplate,
        }
    }
}

/// Returns all text of a report in reading order, with page furniture.
pub(super) fn json_blocks(report: &Report) -> Vec<JsonBlock<'_>> {
    let mut out = Vec::with_capacity(report.blocks.len() + report.furniture.len());
    let mut furniture = report.furniture.iter().peekable();
    for (index, block) in report.blocks.iter().enumerate() {
        push_furniture(&mut out, &mut furniture, block.origin.line);
        push_block(&mut out, report, BlockId(index), block);
    }
    push_furniture(&mut out, &mut furniture, u32::MAX);
    out
}

/// Adds the furniture up to and including this line of the source.
fn push_furniture<'a>(
    out: &mut Vec<JsonBlock<'a>>,
    furniture: &mut Peekable<Iter<'a, Furniture>>,
    line: u32,
) {
    while let Some(item) = furniture.next_if(|item| item.origin.line <= line) {
        out.push(JsonBlock {
            kind: BlockKind::Furniture,
            text: Cow::Borrowed(&item.text),
            page: item.origin.page,
            path: Vec::new(),
            number: None,
        });
    }
}

/// Adds a block of the report. Each bullet, sub-point and table row is added as a separate block. Blocks without text
/// and number are left out.
fn push_block<'a>(out: &mut Vec<JsonBlock<'a>>, report: &'a Report, id: BlockId, block: &'a Block) {
    let mut push = |kind: BlockKind, text: Cow<'a, str>, number: Option<u32>, part: Option<usize>| {
        if !text.trim().is_empty() || number.is_some() {
            // The letterhead, addressees and signature of a letter are not part of the section before them.
            let section = block.section.filter(|_| block.role == BlockRole::Text);
            let path = section.map(|section| report.section_path(section)).unwrap_or_default();
            let kind = BlockKind::for_role(block.role, kind);
            let place = part.map_or(Place::at_block(id), |part| Place::at_part(id, part));
            out.push(JsonBlock { kind, text, page: report.page_at(place), path, number });
        }
    };
    let joined_text = || Cow::Owned(report.block_texts(id).join(" "));
    match &block.content {
        Content::Title(text) => push(BlockKind::Title, text.plain().into(), None, None),
        Content::Line(text) => push(BlockKind::Line, text.plain().into(), None, None),
        Content::ContentsTitle(text) => push(BlockKind::Contents, text.plain().into(), None, None),
        Content::ContentsEntry(index) => {
            push(BlockKind::Contents, contents_line(&report.contents[*index]), None, None);
        }
        Content::Heading(_) => push(BlockKind::Heading, joined_text(), None, None),
        Content::Grade(_) => push(BlockKind::Grade, joined_text(), None, None),
        Content::Timescale(text) => push(BlockKind::Timescale, text.plain().into(), None, None),
        Content::Footnote(text) => push(BlockKind::Note, text.plain().into(), None, None),
        Content::Paragraph(id) => {
            let Paragraph { number, text, bullets, .. } = report.paragraph(*id);
            push(BlockKind::Paragraph, text.plain().into(), *number, None);
            bullets
                .iter()
                .enumerate()
                .for_each(|(part, bullet)| push(BlockKind::Item, bullet.plain().into(), None, Some(part)));
        }
        Content::Recommendation(index) => {
            let item: &Recommendation = &report.recommendations[*index];
            push(BlockKind::Item, item.text_before_points().into(), None, None);
            let points = item.sub_points().into_iter().enumerate();
            points.for_each(|(part, point)| push(BlockKind::Item, point.into(), None, Some(part)));
        }
        Content::Table(Table { rows, .. }) => {
            let rows = rows.iter().enumerate();
            rows.for_each(|(part, cells)| push(BlockKind::Row, row_text(cells).into(), None, Some(part)));
        }
    }
}

/// Returns the title of an entry in the printed contents, then a tab and the page if the entry has one.
fn contents_line(entry: &ContentsEntry) -> Cow<'_, str> {
    match entry.page {
        Some(page) => Cow::Owned(format!("{}\t{page}", entry.title)),
        None => Cow::Borrowed(&entry.title),
    }
}

/// Returns the cells of a table row, separated by tabs. Tabs within a cell become spaces.
fn row_text(cells: &[Text]) -> String {
    cells.iter().map(|cell| cell.plain().replace('\t', " ")).collect::<Vec<_>>().join("\t")
}
