//! The text of a report as units that are compared: paragraphs with their bullets, recommendations, lines, notes, rows.

use crate::report::{BlockId, Content, ParagraphId, Place, Report, SectionId};

/// A stretch of text that is compared as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands.
    pub place: Place,
    /// The section it stands in.
    pub section: Option<SectionId>,
    /// The number it is printed with.
    pub number: Option<u32>,
    /// Its words as they are compared: without numbers, marks of bullets, breaks and the shapes of quotes.
    pub words: String,
}

/// The units of a report. What states a grade is no text: judgements are compared as such; nor is what follows from the
/// text, as printed contents do.
pub(super) fn units(report: &Report) -> Vec<Unit> {
    let mut units = Vec::with_capacity(report.blocks.len());
    for (index, block) in report.blocks.iter().enumerate() {
        let id = BlockId(index);
        let mut push = |place: Place, number: Option<u32>, words: String| {
            if !words.is_empty() {
                units.push(Unit { place, section: block.section, number, words });
            }
        };
        match &block.content {
            Content::Paragraph(paragraph) => {
                push(
                    Place::block(id),
                    report.paragraph(*paragraph).number,
                    paragraph_words(report, *paragraph),
                );
            }
            Content::Recommendation(item) => {
                let item = &report.recommendations[*item];
                push(Place::block(id), None, plain(item.text.plain()));
            }
            Content::Heading(section) => {
                push(Place::block(id), None, plain(&report.section(*section).title));
            }
            Content::Title(text) | Content::Line(text) | Content::Timescale(text) | Content::Note(text) => {
                push(Place::block(id), None, plain(text.plain()));
            }
            Content::Table(table) if !states_judgements(report, id) => {
                for (row, cells) in table.rows.iter().enumerate() {
                    let words: Vec<&str> = cells.iter().map(crate::report::Text::plain).collect();
                    push(Place::part(id, row), None, plain(&words.join(" ")));
                }
            }
            Content::Table(_) | Content::Grade(_) | Content::ContentsTitle(_) | Content::ContentsEntry(_) => {
            }
        }
    }
    units
}

fn paragraph_words(report: &Report, id: ParagraphId) -> String {
    let paragraph = report.paragraph(id);
    let mut words = plain(paragraph.text.plain());
    for bullet in &paragraph.bullets {
        words.push(' ');
        words.push_str(&plain(bullet.plain()));
    }
    words
}

/// Whether a table states the grades of judgements.
fn states_judgements(report: &Report, block: BlockId) -> bool {
    let stated = report.judgements.iter().flat_map(|judgement| &judgement.stated);
    stated.clone().any(|statement| statement.place.block == block && statement.place.part.is_some())
}

/// Words as they are compared: one space between them, quotes and dashes as typed, soft hyphens gone.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter_map(|c| match c {
            '\u{AD}' => None,
            '\u{2018}' | '\u{2019}' => Some('\''),
            '\u{201C}' | '\u{201D}' => Some('"'),
            '\u{2010}'..='\u{2015}' => Some('-'),
            '\u{2022}' => None,
            c => Some(c),
        }));
    }
    out
}
