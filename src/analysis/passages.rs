//! The text of a report in pieces, each with its place. The searches for abbreviations, organisations and figures read
//! these pieces.

use crate::report::{BlockId, Content, Place, Report, SectionId, Text};

/// A piece of text: a heading, paragraph, bullet, recommendation, line, footnote or table cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passage<'a> {
    /// The text.
    pub text: &'a str,
    /// The place of the text.
    pub place: Place,
    /// The section of the text.
    pub section: Option<SectionId>,
}

/// Returns the passages of a report in reading order, without the titles on the cover and the printed contents.
#[must_use]
pub fn passages(report: &Report) -> Vec<Passage<'_>> {
    let mut found = Vec::with_capacity(report.blocks.len());
    for (index, block) in report.blocks.iter().enumerate() {
        let id = BlockId(index);
        let mut push = |text, place| found.push(Passage { text, place, section: block.section });
        match &block.content {
            Content::Paragraph(paragraph) => {
                let paragraph = report.paragraph(*paragraph);
                push(paragraph.text.plain(), Place::at_block(id));
                for (part, bullet) in paragraph.bullets.iter().enumerate() {
                    push(bullet.plain(), Place::at_part(id, part));
                }
            }
            Content::Recommendation(item) => {
                push(report.recommendations[*item].text.plain(), Place::at_block(id));
            }
            Content::Heading(section) => push(&report.section(*section).title, Place::at_block(id)),
            Content::Footnote(text) | Content::Line(text) => push(text.plain(), Place::at_block(id)),
            Content::Table(table) => {
                for (part, row) in table.rows.iter().enumerate() {
                    row.iter().map(Text::plain).for_each(|text| push(text, Place::at_part(id, part)));
                }
            }
            _ => {}
        }
    }
    found
}
