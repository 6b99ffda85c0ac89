//! The text that a summary prints of a letter about an inspection without grades: headline findings and strengths.

use super::{
    LetterText, Summary,
    limits::{printed_count, shortened_note},
};
use crate::{
    analysis::{self, phrases::Phrase, sentences},
    output::{
        print::{Block, ListItem, ParagraphStyle, StyledText, TextStyle},
        strings,
    },
    report::{Paragraph, SectionId, Text},
};

/// The titles of the section that sums up the findings of a letter, in lower case. Letters before 2021 call it
/// "Overview".
const HEADLINE_TITLES: [&str; 2] = ["headline findings", "overview"];

impl Summary<'_> {
    /// Returns a sentence saying that this type of inspection gives no grades; nothing if it gives some.
    pub(super) fn note_about_grades(&self) -> Option<Block> {
        let has_note = analysis::gives_no_grades(self.report) && self.report.cover.outcome.is_none();
        let words = StyledText::new(strings::GIVES_NO_GRADES, TextStyle::BOLD);
        has_note.then_some(Block::Paragraph(ParagraphStyle::Body, words))
    }

    /// Returns true if the report is a letter with headline findings or strengths.
    pub(super) fn has_letter_text(&self) -> bool {
        self.headline_sections().chain(self.strength_sections()).next().is_some()
    }

    /// Returns the headline findings of a letter.
    pub(super) fn headline_findings(&self, amount: LetterText) -> Vec<Block> {
        self.headline_sections().flat_map(|section| self.section_blocks(section, amount)).collect()
    }

    /// Returns the strengths that a letter lists.
    pub(super) fn strengths(&self, amount: LetterText) -> Vec<Block> {
        self.strength_sections().flat_map(|section| self.section_blocks(section, amount)).collect()
    }

    fn headline_sections(&self) -> impl Iterator<Item = SectionId> {
        self.letter_sections(|title| HEADLINE_TITLES.iter().any(|known| title.eq_ignore_ascii_case(known)))
    }

    fn strength_sections(&self) -> impl Iterator<Item = SectionId> {
        self.letter_sections(|title| Phrase::StrengthsOnlyHeading.is_in(title))
    }

    /// Returns the sections of a report without grades whose titles meet a condition.
    fn letter_sections(&self, has_title: impl Fn(&str) -> bool) -> impl Iterator<Item = SectionId> {
        let is_letter = analysis::gives_no_grades(self.report);
        let sections = self.report.section_ids().filter(move |_| is_letter);
        sections.filter(move |id| has_title(self.report.section(*id).title.trim()))
    }

    /// Returns the heading and the text of a section, in the words of the report.
    fn section_blocks(&self, section: SectionId, amount: LetterText) -> Vec<Block> {
        let section = self.report.section(section);
        let paragraphs = self.report.paragraphs.get(section.paragraphs.clone()).unwrap_or_default();
        let mut blocks = vec![Block::Heading(2, section.title.as_str().into())];
        match amount {
            LetterText::None => return Vec::new(),
            LetterText::FirstSentences => {
                blocks.push(Block::Paragraph(ParagraphStyle::Small, strings::FIRST_SENTENCES.into()));
            }
            LetterText::Full => {}
        }
        /// The length that counts for a bullet in addition to its words, because each bullet has a line of its own.
        const BULLET_BYTES: usize = 100;
        let lengths = paragraphs.iter().map(|paragraph| {
            paragraph.text.plain().len()
                + paragraph.bullets.iter().map(|bullet| bullet.plain().len() + BULLET_BYTES).sum::<usize>()
        });
        let printed = printed_count(lengths);
        for paragraph in &paragraphs[..printed] {
            blocks.extend(paragraph_blocks(paragraph, amount));
        }
        blocks.extend(shortened_note(printed, paragraphs.len(), strings::PARAGRAPH_ITEMS));
        if blocks.len() > 1 { blocks } else { Vec::new() }
    }
}

/// Returns a paragraph with its bullets as a list.
fn paragraph_blocks(paragraph: &Paragraph, amount: LetterText) -> impl Iterator<Item = Block> {
    let words = |text: &Text| match amount {
        LetterText::Full => StyledText::from(text),
        LetterText::FirstSentences | LetterText::None => {
            let plain = text.plain();
            let first = sentences(plain).into_iter().next();
            first.map_or(plain, |range| &plain[range]).into()
        }
    };
    let has_text = !paragraph.text.is_blank();
    let text = has_text.then(|| Block::Paragraph(ParagraphStyle::Body, words(&paragraph.text)));
    let bullets = paragraph.bullets.iter();
    let items: Vec<ListItem> =
        bullets.map(|bullet| ListItem { label: "•".to_owned(), level: 0, words: words(bullet) }).collect();
    let list = (!items.is_empty()).then_some(Block::List(items));
    text.into_iter().chain(list)
}
