//! The text of a report in units for comparison: headings, paragraphs with their bullets, recommendations, lines,
//! footnotes and table rows.

use std::collections::HashSet;

use crate::report::{
    BlockId, Content, ParagraphId, Place, Report, SectionId, is_superscript_digit, paragraph_references,
};

/// A piece of text that is compared as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextUnit {
    /// The place of the text.
    pub place: Place,
    /// The section of the text.
    pub section: Option<SectionId>,
    /// The printed paragraph number; `None` for other texts and paragraphs without a number.
    pub number: Option<u32>,
    /// The words without number, bullet characters and line breaks, and with straight quotes.
    pub words: String,
    /// The words for comparison, without paragraph references and footnote marks, which may differ.
    pub(super) key: String,
}

/// Returns the units of a report, in reading order. Statements of grades are left out, because judgements are compared
/// separately. The printed contents are left out too.
pub(super) fn comparison_units(report: &Report) -> Vec<TextUnit> {
    let mut units = Vec::with_capacity(report.blocks.len());
    let stated = StatedBlocks::new(report);
    for (index, block) in report.blocks.iter().enumerate() {
        let id = BlockId(index);
        let mut push = |place: Place, number: Option<u32>, words: String| {
            if !words.is_empty() {
                let key = comparison_key(&words);
                units.push(TextUnit { place, section: block.section, number, words, key });
            }
        };
        match &block.content {
            Content::Paragraph(paragraph) => {
                push(
                    Place::at_block(id),
                    report.paragraph(*paragraph).number,
                    paragraph_words(report, *paragraph),
                );
            }
            Content::Recommendation(item) => {
                let item = &report.recommendations[*item];
                push(Place::at_block(id), None, normalised_words(item.text.plain()));
            }
            Content::Heading(section) => {
                push(Place::at_block(id), None, normalised_words(&report.section(*section).title));
            }
            Content::Line(_) | Content::Title(_) if stated.all.contains(&id) => {}
            Content::Title(text)
            | Content::Line(text)
            | Content::Timescale(text)
            | Content::Footnote(text) => {
                push(Place::at_block(id), None, normalised_words(text.plain()));
            }
            Content::Table(table) if !stated.tables.contains(&id) => {
                for (row, cells) in table.rows.iter().enumerate() {
                    let words: Vec<&str> = cells.iter().map(crate::report::Text::plain).collect();
                    push(Place::at_part(id, row), None, normalised_words(&words.join(" ")));
                }
            }
            Content::Table(_) | Content::Grade(_) | Content::ContentsTitle(_) | Content::ContentsEntry(_) => {
            }
        }
    }
    units
}

/// Returns the normalised words of a paragraph and its bullets.
fn paragraph_words(report: &Report, id: ParagraphId) -> String {
    let paragraph = report.paragraph(id);
    let mut words = normalised_words(paragraph.text.plain());
    for bullet in &paragraph.bullets {
        words.push(' ');
        words.push_str(&normalised_words(bullet.plain()));
    }
    words
}

/// The blocks that state grades of judgements.
struct StatedBlocks {
    /// All of them, such as sentences on the cover.
    all: HashSet<BlockId>,
    /// The tables of grades.
    tables: HashSet<BlockId>,
}

impl StatedBlocks {
    fn new(report: &Report) -> Self {
        let statements = report.judgements.iter().flat_map(|judgement| &judgement.statements);
        let tables = statements.clone().filter(|statement| statement.place.part.is_some());
        Self {
            tables: tables.map(|statement| statement.place.block).collect(),
            all: statements.map(|statement| statement.place.block).collect(),
        }
    }
}

/// Returns words with single spaces, straight quotes and hyphens for dashes, and without soft hyphens and bullets.
pub(super) fn normalised_words(words: &str) -> String {
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
        // A word that contains only ignored characters is left out with its space.
        if out.len() == before {
            out.truncate(start);
        }
    }
    out
}

/// Returns words with "#" for each referenced paragraph number and without footnote marks. Both change when paragraphs
/// or footnotes are added.
fn comparison_key(words: &str) -> String {
    let mut key = String::with_capacity(words.len());
    let mut at = 0;
    for reference in paragraph_references(words) {
        key.push_str(&words[at..reference.range.start]);
        key.push('#');
        at = reference.range.end;
    }
    key.push_str(&words[at..]);
    key.replace(is_superscript_digit, "")
}
