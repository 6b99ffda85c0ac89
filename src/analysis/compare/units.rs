//! The text of a report as units that are compared: paragraphs with their bullets, recommendations, lines, notes, rows.

use crate::report::{BlockId, Content, ParagraphId, Place, Report, SectionId, is_raised, references};

/// A stretch of text that is compared as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands.
    pub place: Place,
    /// The section it stands in.
    pub section: Option<SectionId>,
    /// The number it is printed with.
    pub number: Option<u32>,
    /// Its words: without its number, marks of bullets, breaks and the shapes of quotes.
    pub words: String,
    /// What is compared of them: numbers of paragraphs that they refer to may differ, and marks of notes.
    pub(super) key: String,
}

/// The units of a report. What states a grade is no text: judgements are compared as such; nor is what follows from the
/// text, as printed contents do.
pub(super) fn units(report: &Report) -> Vec<Unit> {
    let mut units = Vec::with_capacity(report.blocks.len());
    for (index, block) in report.blocks.iter().enumerate() {
        let id = BlockId(index);
        let mut push = |place: Place, number: Option<u32>, words: String| {
            if !words.is_empty() {
                let key = key(&words);
                units.push(Unit { place, section: block.section, number, words, key });
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
            Content::Line(_) | Content::Title(_) if states_one(report, id) => {}
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

/// Whether a line states a judgement, as a sentence on the cover does.
fn states_one(report: &Report, block: BlockId) -> bool {
    let mut stated = report.judgements.iter().flat_map(|judgement| &judgement.stated);
    stated.any(|statement| statement.place.block == block)
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
        let start = out.len();
        if start > 0 {
            out.push(' ');
        }
        let before = out.len();
        out.extend(word.chars().filter_map(|c| match c {
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => None,
            '\u{2018}' | '\u{2019}' => Some('\''),
            '\u{201C}' | '\u{201D}' => Some('"'),
            '\u{2010}'..='\u{2015}' => Some('-'),
            '\u{2022}' => None,
            c => Some(c),
        }));
        // A mark alone is no word.
        if out.len() == before {
            out.truncate(start);
        }
    }
    out
}

/// Words without the numbers of paragraphs they refer to, which follow from the order, and without marks of notes.
fn key(words: &str) -> String {
    let mut key = String::with_capacity(words.len());
    let mut at = 0;
    for reference in references(words) {
        key.push_str(&words[at..reference.range.start]);
        key.push('#');
        at = reference.range.end;
    }
    key.push_str(&words[at..]);
    key.replace(is_raised, "")
}
