//! A section of a report as it reads, with those under it.

use super::{mark, sheet};
use crate::{
    output::print::{
        Align, Block, Card, Column, ColumnWidth, Item, Look, Row, RowKind, Sheet, Style, Table, Words,
    },
    report::{self, BlockId, Content, Date, Emphasis, Report, SectionId},
};

pub(super) fn section(report: &Report, section: SectionId, made_on: Date) -> Sheet {
    let title = report.section(section).title.clone();
    let mut body = Body { report, blocks: Vec::new(), top: report.section(section).level };
    body.blocks.push(Block::Heading(1, title.as_str().into()));
    let above: Vec<&str> =
        std::iter::once(report.cover.subject.as_deref()).flatten().chain(body.above(section)).collect();
    body.blocks.push(Block::Paragraph(Style::Lead, above.join(" › ").as_str().into()));
    let first = report.section(section).place.block.0;
    body.grade(section);
    for index in first + 1..report.blocks.len() {
        let is_within = report.blocks[index]
            .section
            .is_some_and(|other| report.ancestors(other).any(|ancestor| ancestor == section));
        if !is_within {
            break;
        }
        body.block(BlockId(index));
    }
    let blocks = body.blocks;
    sheet(format!("{}: {title}", report.name()), &[report], made_on, blocks)
}

struct Body<'a> {
    report: &'a Report,
    blocks: Vec<Block>,
    /// Level of the section that is printed.
    top: u8,
}

impl<'a> Body<'a> {
    /// The titles of the sections that a section stands in.
    fn above(&self, section: SectionId) -> Vec<&'a str> {
        let mut path = self.report.path(section);
        path.pop();
        path
    }

    fn grade(&mut self, id: SectionId) {
        let Some(grade) = &self.report.section(id).grade else { return };
        let card = Card {
            mark: mark(&grade.grade, self.report),
            word: grade.grade.label.clone(),
            title: grade.wording.clone(),
            note: String::new(),
        };
        self.blocks.push(Block::Cards(vec![card]));
    }

    fn block(&mut self, id: BlockId) {
        match &self.report.block(id).content {
            Content::Heading(section) => {
                let level = self.report.section(*section).level.saturating_sub(self.top) + 1;
                let title = self.report.section(*section).title.as_str().into();
                self.blocks.push(Block::Heading(level.clamp(2, 6), title));
                self.grade(*section);
            }
            // Told with the heading.
            Content::Grade(_) | Content::ContentsEntry(_) => {}
            Content::Paragraph(paragraph) => self.paragraph(*paragraph),
            Content::Recommendation(index) => {
                let words = Words::from(&self.report.recommendations[*index].text);
                self.item(Item { label: "•".to_owned(), level: 1, words });
            }
            Content::Timescale(text) => {
                let mut words = Words::default();
                words.push(text.plain(), Look::BOLD);
                self.blocks.push(Block::Paragraph(Style::Body, words));
            }
            Content::Title(text) | Content::Line(text) | Content::ContentsTitle(text) => {
                self.blocks.push(Block::Paragraph(Style::Body, text.into()));
            }
            Content::Note(text) => self.blocks.push(Block::Paragraph(Style::Small, text.into())),
            Content::Table(table) => self.blocks.push(Block::Table(printed(table))),
        }
    }

    fn paragraph(&mut self, id: report::ParagraphId) {
        let paragraph = self.report.paragraph(id);
        match paragraph.number {
            Some(number) => {
                let words = Words::from(&paragraph.text);
                self.item(Item { label: number.to_string(), level: 0, words });
            }
            None if paragraph.text.is_blank() => {}
            None => self.blocks.push(Block::Paragraph(Style::Body, (&paragraph.text).into())),
        }
        for bullet in &paragraph.bullets {
            self.item(Item { label: "•".to_owned(), level: 1, words: bullet.into() });
        }
    }

    /// Items that follow one another are one list.
    fn item(&mut self, item: Item) {
        match self.blocks.last_mut() {
            Some(Block::List(items)) => items.push(item),
            _ => self.blocks.push(Block::List(vec![item])),
        }
    }
}

fn printed(table: &report::Table) -> Table {
    let count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
    let mut rows = table.rows.iter();
    let header = if table.header { rows.next() } else { None };
    let is_name = |row: &[report::Text]| {
        let alone = row.iter().filter(|cell| !cell.is_blank()).count() == 1;
        alone && row.first().is_some_and(|cell| cell.emphasis().iter().any(|(_, how)| *how == Emphasis::Bold))
    };
    Table {
        columns: vec![column; count],
        header: header.map(|row| row.iter().map(Words::from).collect()).unwrap_or_default(),
        rows: rows
            .map(|row| Row {
                kind: if is_name(row) { RowKind::Group } else { RowKind::Body },
                cells: row.iter().map(|cell| Words::from(cell).into()).collect(),
            })
            .collect(),
        names_rows: false,
    }
}
