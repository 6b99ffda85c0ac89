//! The printout of a section of a report with its subsections.

use super::{document_with_footer, grade_mark};
use crate::{
    output::print::{
        Align, Block, Column, ColumnWidth, GradeCard, ListItem, ParagraphStyle, PrintDocument, Row, RowKind,
        StyledText, Table, TextStyle,
    },
    report::{self, BlockId, Content, Date, Emphasis, Report, SectionId},
};

/// Returns the printout of a section with its subsections. A grade card is below each heading with a grade.
pub(super) fn section_document(report: &Report, section: SectionId, made_on: Date) -> PrintDocument {
    let title = report.section(section).title.clone();
    let mut builder = SectionBuilder { report, blocks: Vec::new(), top_level: report.section(section).level };
    builder.blocks.push(Block::Heading(1, title.as_str().into()));
    let parents = builder.parent_titles(section);
    let path: Vec<&str> = report.cover.subject.as_deref().into_iter().chain(parents).collect();
    builder.blocks.push(Block::Paragraph(ParagraphStyle::Lead, path.join(" › ").as_str().into()));
    builder.add_grade(section);
    for index in report.blocks_within(section).skip(1) {
        builder.add_block(BlockId(index));
    }
    let blocks = builder.blocks;
    document_with_footer(format!("{}: {title}", report.name()), &[report], made_on, blocks)
}

/// Builds the blocks of a section and its subsections.
struct SectionBuilder<'a> {
    report: &'a Report,
    blocks: Vec<Block>,
    /// The heading level of the section in the report.
    top_level: u8,
}

impl<'a> SectionBuilder<'a> {
    /// Returns the titles of the sections around a section, outermost first.
    fn parent_titles(&self, section: SectionId) -> Vec<&'a str> {
        let mut path = self.report.section_path(section);
        path.pop();
        path
    }

    /// Adds the grade of a section as a card; nothing if it has no grade.
    fn add_grade(&mut self, id: SectionId) {
        let Some(grade) = &self.report.section(id).grade else { return };
        let card = GradeCard {
            mark: grade_mark(&grade.grade, self.report),
            label: grade.grade.label.clone(),
            title: grade.wording.clone(),
            note: String::new(),
        };
        self.blocks.push(Block::Cards(vec![card]));
    }

    /// Adds a block of the report.
    fn add_block(&mut self, id: BlockId) {
        match &self.report.block(id).content {
            Content::Heading(section) => {
                let level = self.report.section(*section).level.saturating_sub(self.top_level) + 1;
                let title = self.report.section(*section).title.as_str().into();
                self.blocks.push(Block::Heading(level.clamp(2, 6), title));
                self.add_grade(*section);
            }
            // The grade of a section is already printed below its heading.
            Content::Grade(_) | Content::ContentsEntry(_) => {}
            Content::Paragraph(paragraph) => self.add_paragraph(*paragraph),
            Content::Recommendation(index) => {
                let words = StyledText::from(&self.report.recommendations[*index].text);
                self.add_item(ListItem { label: "•".to_owned(), level: 1, words });
            }
            Content::Timescale(text) => {
                let words = StyledText::new(text.plain(), TextStyle::BOLD);
                self.blocks.push(Block::Paragraph(ParagraphStyle::Body, words));
            }
            Content::Title(text) | Content::Line(text) | Content::ContentsTitle(text) => {
                self.blocks.push(Block::Paragraph(ParagraphStyle::Body, text.into()));
            }
            Content::Footnote(text) => self.blocks.push(Block::Paragraph(ParagraphStyle::Small, text.into())),
            Content::Table(table) => self.blocks.push(Block::Table(print_table(table))),
        }
    }

    /// Adds a paragraph: as an item of a list if it has a number. Its bullets are items below it.
    fn add_paragraph(&mut self, id: report::ParagraphId) {
        let paragraph = self.report.paragraph(id);
        match paragraph.number {
            Some(number) => {
                let words = StyledText::from(&paragraph.text);
                self.add_item(ListItem { label: number.to_string(), level: 0, words });
            }
            None if paragraph.text.is_blank() => {}
            None => self.blocks.push(Block::Paragraph(ParagraphStyle::Body, (&paragraph.text).into())),
        }
        for bullet in &paragraph.bullets {
            self.add_item(ListItem { label: "•".to_owned(), level: 1, words: bullet.into() });
        }
    }

    /// Adds an item to the list at the end of the blocks. Begins a list if the last block is not one.
    fn add_item(&mut self, item: ListItem) {
        match self.blocks.last_mut() {
            Some(Block::List(items)) => items.push(item),
            _ => self.blocks.push(Block::List(vec![item])),
        }
    }
}

/// Returns a table of a report as a table for printing. A row with a single cell that has text, in the first column and
/// bold, is a group heading.
fn print_table(table: &report::Table) -> Table {
    let column_count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = Column { width: ColumnWidth::Share(1.0), align: Align::Start };
    let mut rows = table.rows.iter();
    let header = if table.has_header { rows.next() } else { None };
    let is_group = |row: &[report::Text]| {
        let has_single_cell = row.iter().filter(|cell| !cell.is_blank()).count() == 1;
        has_single_cell
            && row
                .first()
                .is_some_and(|cell| cell.emphasis().iter().any(|(_, emphasis)| *emphasis == Emphasis::Bold))
    };
    Table {
        columns: vec![column; column_count],
        header: header.map(|row| row.iter().map(StyledText::from).collect()).unwrap_or_default(),
        rows: rows
            .map(|row| Row {
                kind: if is_group(row) { RowKind::Group } else { RowKind::Body },
                cells: row.iter().map(|cell| StyledText::from(cell).into()).collect(),
            })
            .collect(),
        has_row_headings: false,
    }
}
