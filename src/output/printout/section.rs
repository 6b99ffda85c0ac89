//! The printout of a section of a report with its subsections.

use super::{document, grade_mark};
use crate::{
    output::print::{
        Align, Block, Card, Column, ColumnWidth, Item, PrintDocument, Row, RowKind, Style, StyledText, Table,
        TextStyle,
    },
    report::{self, BlockId, Content, Date, Emphasis, Report, SectionId},
};

/// Returns the printout of a section.
pub(super) fn section_document(report: &Report, section: SectionId, made_on: Date) -> PrintDocument {
    let title = report.section(section).title.clone();
    let mut builder = SectionBuilder { report, blocks: Vec::new(), top_level: report.section(section).level };
    builder.blocks.push(Block::Heading(1, title.as_str().into()));
    let parents = builder.parent_titles(section);
    let path: Vec<&str> = report.cover.subject.as_deref().into_iter().chain(parents).collect();
    builder.blocks.push(Block::Paragraph(Style::Lead, path.join(" › ").as_str().into()));
    let first = report.section(section).place.block.0;
    builder.add_grade(section);
    for index in first + 1..report.blocks.len() {
        let is_within = report.blocks[index]
            .section
            .is_some_and(|other| report.ancestors(other).any(|ancestor| ancestor == section));
        if !is_within {
            break;
        }
        builder.add_block(BlockId(index));
    }
    let blocks = builder.blocks;
    document(format!("{}: {title}", report.name()), &[report], made_on, blocks)
}

struct SectionBuilder<'a> {
    report: &'a Report,
    blocks: Vec<Block>,
    /// The level of the printed section.
    top_level: u8,
}

impl<'a> SectionBuilder<'a> {
    /// Returns the titles of the sections that contain a section, outermost first.
    fn parent_titles(&self, section: SectionId) -> Vec<&'a str> {
        let mut path = self.report.section_path(section);
        path.pop();
        path
    }

    fn add_grade(&mut self, id: SectionId) {
        let Some(grade) = &self.report.section(id).grade else { return };
        let card = Card {
            mark: grade_mark(&grade.grade, self.report),
            label: grade.grade.label.clone(),
            title: grade.wording.clone(),
            note: String::new(),
        };
        self.blocks.push(Block::Cards(vec![card]));
    }

    fn add_block(&mut self, id: BlockId) {
        match &self.report.block(id).content {
            Content::Heading(section) => {
                let level = self.report.section(*section).level.saturating_sub(self.top_level) + 1;
                let title = self.report.section(*section).title.as_str().into();
                self.blocks.push(Block::Heading(level.clamp(2, 6), title));
                self.add_grade(*section);
            }
            // A grade is printed with its heading.
            Content::Grade(_) | Content::ContentsEntry(_) => {}
            Content::Paragraph(paragraph) => self.add_paragraph(*paragraph),
            Content::Recommendation(index) => {
                let words = StyledText::from(&self.report.recommendations[*index].text);
                self.add_item(Item { label: "•".to_owned(), level: 1, words });
            }
            Content::Timescale(text) => {
                let words = StyledText::new(text.plain(), TextStyle::BOLD);
                self.blocks.push(Block::Paragraph(Style::Body, words));
            }
            Content::Title(text) | Content::Line(text) | Content::ContentsTitle(text) => {
                self.blocks.push(Block::Paragraph(Style::Body, text.into()));
            }
            Content::Footnote(text) => self.blocks.push(Block::Paragraph(Style::Small, text.into())),
            Content::Table(table) => self.blocks.push(Block::Table(print_table(table))),
        }
    }

    fn add_paragraph(&mut self, id: report::ParagraphId) {
        let paragraph = self.report.paragraph(id);
        match paragraph.number {
            Some(number) => {
                let words = StyledText::from(&paragraph.text);
                self.add_item(Item { label: number.to_string(), level: 0, words });
            }
            None if paragraph.text.is_blank() => {}
            None => self.blocks.push(Block::Paragraph(Style::Body, (&paragraph.text).into())),
        }
        for bullet in &paragraph.bullets {
            self.add_item(Item { label: "•".to_owned(), level: 1, words: bullet.into() });
        }
    }

    /// Adds an item to the list at the end, or begins a list.
    fn add_item(&mut self, item: Item) {
        match self.blocks.last_mut() {
            Some(Block::List(items)) => items.push(item),
            _ => self.blocks.push(Block::List(vec![item])),
        }
    }
}

/// Converts a table of a report.
fn print_table(table: &report::Table) -> Table {
    let count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
    let mut rows = table.rows.iter();
    let header = if table.has_header { rows.next() } else { None };
    let is_group = |row: &[report::Text]| {
        let is_alone = row.iter().filter(|cell| !cell.is_blank()).count() == 1;
        is_alone
            && row.first().is_some_and(|cell| cell.emphasis().iter().any(|(_, how)| *how == Emphasis::Bold))
    };
    Table {
        columns: vec![column; count],
        header: header.map(|row| row.iter().map(StyledText::from).collect()).unwrap_or_default(),
        rows: rows
            .map(|row| Row {
                kind: if is_group(row) { RowKind::Group } else { RowKind::Body },
                cells: row.iter().map(|cell| StyledText::from(cell).into()).collect(),
            })
            .collect(),
        names_rows: false,
    }
}
