//! The model of a report, as plain data.
//!
//! Owns the types that all other rooms use. Knows nothing about files, how formats are read, or the window.

mod authority;
mod block;
mod chapter_number;
mod date;
mod due;
mod format;
mod framework;
mod grade;
mod judgement;
mod numbers;
mod outline;
mod paragraph_address;
mod reference;
mod text;
mod timescale;
mod warning;

use serde::{Deserialize, Serialize};

pub use authority::Authority;
pub(crate) use block::merge_area;
pub use block::{Area, Block, BlockId, BlockRole, Content, Furniture, Origin, PageSize, Place, Table};
pub use date::{
    Date, MONTHS, Period, format_date, format_period, is_impossible_date, is_unclear_date, parse_date,
    parse_entered_date,
};
pub(crate) use due::{due_date, stated_due_date};
pub use format::{Format, INPUT_FORMATS, InputFormat, input_extensions, input_format_names};
pub use framework::{FrameworkId, Inspectorate};
pub use grade::{Grade, GradeStatement, Scale, ScaleGrade, StatementKind};
pub use judgement::{Judgement, Recommendation, Statement};
pub use numbers::ParagraphNumbers;
pub use outline::{Section, SectionId};
pub use paragraph_address::{ParagraphAddress, ParagraphAddressError};
pub use reference::{
    RecommendationMark, Reference, cited_paragraph_numbers, paragraph_references, recommendation_marks,
};
pub use text::{Emphasis, Text, without_control_characters};
pub use timescale::{TimeLimit, Timescale};
pub use warning::{Warning, WarningKind};

/// A report: its facts, its text in reading order, its judgements and its recommendations.
///
/// References into the text are a [`BlockId`], [`SectionId`] or [`ParagraphId`]: an index into [`Report::blocks`],
/// [`Report::sections`] or [`Report::paragraphs`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The file that the report was read from.
    pub source: Source,
    /// The facts from the cover.
    pub cover: Cover,
    /// The grading scale of the report; `None` if the scale is not known.
    pub scale: Option<Scale>,
    /// The entries of the printed contents; empty if the report has none.
    pub contents: Vec<ContentsEntry>,
    /// The sections of the text, in reading order.
    pub sections: Vec<Section>,
    /// The paragraphs of the text, numbered or not, in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// The judgements: those in the report's own table, in its order, then those that are only in the text.
    pub judgements: Vec<Judgement>,
    /// The recommendations, in reading order.
    pub recommendations: Vec<Recommendation>,
    /// All text that is shown, in reading order. It contains every word of the file except the furniture.
    pub blocks: Vec<Block>,
    /// Lines that belong to the page and not to the text: running heads and page numbers.
    pub furniture: Vec<Furniture>,
    /// The sizes of the pages of the file; empty for formats without pages.
    pub pages: Vec<PageSize>,
}

/// The file that a report was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file name, without the folder.
    pub file: String,
    /// The format of the file.
    pub format: Format,
    /// The SHA-256 hash of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The number of pages in the file; `None` for formats without pages.
    pub pages: Option<u32>,
}

/// Facts about an inspection, most of them printed on the cover. A field is empty if the report does not state it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The type of inspection, as printed.
    pub title: Option<String>,
    /// The authority or provider that was inspected, as printed.
    pub subject: Option<String>,
    /// The local authority that was inspected, or that the inspected body works for; `None` if it is not in the table
    /// of authorities, and for schools.
    pub authority: Option<Authority>,
    /// The framework that the report was made under; `None` if Findings does not recognise it.
    pub framework: Option<FrameworkId>,
    /// The inspectorate, if the first or last pages name it.
    pub inspectorate: Option<Inspectorate>,
    /// The inspection dates; several periods if the inspectors visited more than once.
    pub inspected: Vec<Period>,
    /// The publication date.
    pub published: Option<Date>,
    /// The lead inspectors, with their titles as printed.
    pub inspectors: Vec<String>,
    /// The outcome in a sentence, in reports that give no grades.
    pub outcome: Option<String>,
    /// The day by which the inspected organisations must send their plan of action to the inspectorate.
    pub action_plan_due: Option<Date>,
}

/// An entry of the printed contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentsEntry {
    /// The title as printed.
    pub title: String,
    /// The printed page number.
    pub page: Option<u32>,
    /// The section with this title; `None` if no heading has it.
    pub section: Option<SectionId>,
}

/// An index into [`Report::paragraphs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ParagraphId(pub usize);

/// A complete paragraph with its bullets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The printed number; `None` if the paragraph has none.
    pub number: Option<u32>,
    /// The text, without the number and the bullets.
    pub text: Text,
    /// The bullets under the paragraph, without their bullet characters.
    pub bullets: Vec<Text>,
    /// The section that contains the paragraph; `None` before the first heading.
    pub section: Option<SectionId>,
    /// The place in the report.
    pub place: Place,
}

impl Cover {
    /// Returns the date for sorting reports: the last day of the inspection, or else the publication date. Returns
    /// `None` if the report gives neither.
    #[must_use]
    pub fn sort_date(&self) -> Option<Date> {
        self.inspected.last().map(|period| period.to).or(self.published)
    }
}

/// Returns true if the character is a superscript digit, as used for footnote marks.
#[must_use]
pub fn is_superscript_digit(c: char) -> bool {
    matches!(c, '\u{B9}' | '\u{B2}' | '\u{B3}' | '\u{2070}'..='\u{2079}')
}

impl Report {
    /// Returns the display name: the subject and the year of the inspection or publication. A report without a subject
    /// uses its title if its framework is unknown, or else its file name.
    #[must_use]
    pub fn name(&self) -> String {
        let title = self.cover.title.as_ref().filter(|_| self.cover.framework.is_none());
        let Some(subject) = self.cover.subject.as_ref().or(title) else { return self.source.file.clone() };
        let year = self.cover.inspected.first().map(|period| period.to.year());
        match year.or(self.cover.published.map(Date::year)) {
            Some(year) => format!("{subject}, {year}"),
            None => subject.clone(),
        }
    }

    /// Returns the section with this id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }

    /// Returns the paragraph with this id.
    #[must_use]
    pub fn paragraph(&self, id: ParagraphId) -> &Paragraph {
        &self.paragraphs[id.0]
    }

    /// Returns the block with this id.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0]
    }

    /// Returns the ids of all sections, in reading order.
    pub fn section_ids(&self) -> impl Iterator<Item = SectionId> + use<> {
        (0..self.sections.len()).map(SectionId)
    }

    /// Returns the titles of the sections that contain this section, outermost first, and its own title last. Footnote
    /// marks are left out.
    #[must_use]
    pub fn section_path(&self, section: SectionId) -> Vec<&str> {
        let bare = |id: SectionId| self.section(id).title.trim_end_matches(is_superscript_digit).trim_end();
        let mut path: Vec<&str> = self.ancestors(section).map(bare).collect();
        path.reverse();
        path
    }

    /// Returns the section itself, then the section that contains it, and so on up to the top level.
    pub fn ancestors(&self, section: SectionId) -> impl Iterator<Item = SectionId> {
        std::iter::successors(Some(section), |id| self.section(*id).parent)
    }

    /// Returns the first and last printed number of a section's own paragraphs, without those of its subsections.
    /// Returns `None` if none of the paragraphs has a number.
    #[must_use]
    pub fn paragraph_numbers(&self, section: SectionId) -> Option<(u32, u32)> {
        let range = self.section(section).paragraphs.clone();
        let mut numbers = self.paragraphs[range].iter().filter_map(|paragraph| paragraph.number);
        let first = numbers.next()?;
        Some((first, numbers.next_back().unwrap_or(first)))
    }

    /// Returns the grade of the section, or else the grade of the nearest section around it that has a grade. Returns
    /// `None` if none of these sections has a grade.
    #[must_use]
    pub fn nearest_grade(&self, section: SectionId) -> Option<&Grade> {
        let mut statements = self.ancestors(section).filter_map(|id| self.section(id).grade.as_ref());
        statements.next().map(|statement| &statement.grade)
    }

    /// Returns the range of indices of a section and its subsections at all levels.
    #[must_use]
    pub fn sections_within(&self, section: SectionId) -> std::ops::Range<usize> {
        let level = self.section(section).level;
        let under = self.sections[section.0 + 1..].iter().take_while(|other| other.level > level).count();
        section.0..section.0 + under + 1
    }

    /// Returns the blocks of a section and its subsections, as indices into [`blocks`](Self::blocks). The first is the
    /// heading.
    #[must_use]
    pub fn blocks_within(&self, section: SectionId) -> std::ops::Range<usize> {
        let first = self.section(section).place.block.0;
        let sections = self.sections_within(section);
        let is_within = |block: &&Block| block.section.is_some_and(|id| sections.contains(&id.0));
        first..first + 1 + self.blocks.iter().skip(first + 1).take_while(is_within).count()
    }

    /// Returns the first and last printed number of the paragraphs of a section and its subsections. Returns `None` if
    /// none of the paragraphs has a number.
    #[must_use]
    pub fn paragraph_numbers_within(&self, section: SectionId) -> Option<(u32, u32)> {
        let mut ranges = self.sections_within(section).filter_map(|id| self.paragraph_numbers(SectionId(id)));
        let (first, last) = ranges.next()?;
        Some(ranges.fold((first, last), |(first, _), (_, last)| (first, last)))
    }

    /// Returns the paragraph with this printed number, as [`Report::paragraph_at_address`] does if the report prints the
    /// number more than once. Returns `None` if the report does not print the number. Looks at all paragraphs;
    /// [`ParagraphNumbers`] finds many numbers faster.
    #[must_use]
    pub fn paragraph_with_number(&self, number: u32) -> Option<ParagraphId> {
        self.paragraph_at_address(number.into())
    }

    /// Returns the page of the file on which a block or a part of it begins, from 1; `None` for formats without pages.
    #[must_use]
    pub fn page_at(&self, place: Place) -> Option<u32> {
        let block = self.block(place.block);
        let part = place.part.and_then(|part| usize::try_from(part).ok());
        part.and_then(|part| block.part_pages.get(part).copied()).or(block.origin.page)
    }

    /// Returns the printed number of the paragraph at a place. For a recommendation, that is the paragraph that
    /// introduces it; for a heading or grade, the first numbered paragraph of the section. Returns `None` if there is
    /// no such paragraph, if it has no number, and for other blocks, such as tables.
    #[must_use]
    pub fn paragraph_number_at(&self, place: Place) -> Option<u32> {
        let block = self.block(place.block);
        match &block.content {
            Content::Paragraph(id) => self.paragraph(*id).number,
            Content::Recommendation(index) => {
                let introduction = self.recommendations[*index].paragraph?;
                self.paragraph(introduction).number
            }
            Content::Heading(section) | Content::Grade(section) => {
                self.paragraph_numbers_within(*section).map(|(first, _)| first)
            }
            _ => None,
        }
    }

    /// Returns the texts that a block shows, in reading order, without printed paragraph numbers.
    pub fn block_texts(&self, block: BlockId) -> Vec<&str> {
        let section_grade =
            |id: SectionId| self.section(id).grade.as_ref().map(|grade| grade.wording.as_str());
        match &self.block(block).content {
            Content::Title(text)
            | Content::Line(text)
            | Content::ContentsTitle(text)
            | Content::Timescale(text)
            | Content::Footnote(text) => vec![text.plain()],
            Content::ContentsEntry(index) => vec![&self.contents[*index].title],
            Content::Heading(id) => {
                let section = self.section(*id);
                let in_heading = section.grade.as_ref().filter(|grade| grade.kind == StatementKind::Heading);
                std::iter::once(section.title.as_str())
                    .chain(in_heading.map(|grade| grade.wording.as_str()))
                    .collect()
            }
            Content::Grade(id) => section_grade(*id).into_iter().collect(),
            Content::Paragraph(id) => {
                let paragraph = self.paragraph(*id);
                std::iter::once(paragraph.text.plain())
                    .chain(paragraph.bullets.iter().map(Text::plain))
                    .collect()
            }
            Content::Recommendation(index) => vec![self.recommendations[*index].text.plain()],
            Content::Table(table) => table.rows.iter().flatten().map(Text::plain).collect(),
        }
    }
}
