//! The model of a report: what was read, as plain data.
//!
//! Owns the types every other room speaks in. Knows no file, no format and no window.

mod date;
mod format;
mod framework;
mod grade;
mod judgement;
mod outline;
mod reference;
mod text;
mod timescale;
mod warning;

use serde::{Deserialize, Serialize};

pub use date::{Date, MONTHS, Period, long_date, parse_date, period_words};
pub use format::{Format, INPUT_FORMATS, InputFormat, input_extensions, input_format_names};
pub use framework::{FrameworkId, Inspectorate};
pub use grade::{Grade, GradeStatement, Scale, ScaleGrade, Stated};
pub use judgement::{Judgement, Recommendation, Statement};
pub use outline::{Section, SectionId};
pub use reference::{Reference, cited, references};
pub use text::{Emphasis, Text};
pub use timescale::{Timescale, Within};
pub use warning::{Warning, WarningKind};

/// One report: its facts, its text in reading order, and what it finds.
///
/// Everything that points into the text does so by [`BlockId`], [`SectionId`] or [`ParagraphId`], each an index into
/// the list of its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The file it was read from.
    pub source: Source,
    /// What the cover says.
    pub cover: Cover,
    /// The grades this report can give, best first; `None` where the report is of no known scale.
    pub scale: Option<Scale>,
    /// The printed contents, as printed; empty where there are none.
    pub contents: Vec<ContentsEntry>,
    /// Headings of the body in reading order.
    pub sections: Vec<Section>,
    /// Paragraphs of the body in reading order, numbered or not.
    pub paragraphs: Vec<Paragraph>,
    /// What was judged: the rows of the report's own table in its order, then judgements the table leaves out.
    pub judgements: Vec<Judgement>,
    /// What is to be done, in reading order.
    pub recommendations: Vec<Recommendation>,
    /// Everything a reader is shown, in reading order: no word of the source is missing here but the furniture.
    pub blocks: Vec<Block>,
    /// Lines that belong to the page and not to the report: running heads, page numbers.
    pub furniture: Vec<Furniture>,
    /// How large the pages of the file are; empty for formats without pages.
    pub pages: Vec<PageSize>,
}

/// The file a report was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name, without its folder.
    pub file: String,
    /// What it was read as.
    pub format: Format,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// How many pages the file has; `None` for formats without pages.
    pub pages: Option<u32>,
}

/// What the cover says. A field is empty where the report is silent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// What kind of inspection, as printed.
    pub title: Option<String>,
    /// Who was inspected, as printed.
    pub subject: Option<String>,
    /// The framework the report was made under; `None` if Findings does not know it.
    pub framework: Option<FrameworkId>,
    /// The body that inspected, if the first or last pages name it.
    pub inspectorate: Option<Inspectorate>,
    /// When inspectors were there; more than one where they came again.
    pub inspected: Vec<Period>,
    /// When the report was published.
    pub published: Option<Date>,
    /// Who led the inspection, with their title as printed.
    pub inspectors: Vec<String>,
    /// What the inspection came to in a sentence, in reports that grade nothing.
    pub outcome: Option<String>,
}

/// A line of the printed contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentsEntry {
    /// The title as printed.
    pub title: String,
    /// The page it gives, from 1.
    pub page: Option<u32>,
    /// The section of the body it names; `None` where no heading has this title.
    pub section: Option<SectionId>,
}

/// An index into [`Report::paragraphs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ParagraphId(pub usize);

/// A paragraph, whole, with its bullets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The printed number; `None` where none is printed.
    pub number: Option<u32>,
    /// The words, without number and without bullets.
    pub text: Text,
    /// The bullets under it, without their marks.
    pub bullets: Vec<Text>,
    /// The section it stands in; `None` before the first heading.
    pub section: Option<SectionId>,
    /// Where it stands.
    pub place: Place,
}

/// An index into [`Report::blocks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BlockId(pub usize);

/// Where in a report something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The block it stands in.
    pub block: BlockId,
    /// Which row of a table, or which bullet of a paragraph, from 0.
    pub part: Option<u32>,
}

impl Place {
    /// The beginning of a block.
    #[must_use]
    pub fn block(block: BlockId) -> Self {
        Self { block, part: None }
    }

    /// A row or bullet of a block, from 0.
    #[must_use]
    pub fn part(block: BlockId, part: usize) -> Self {
        Self { block, part: Some(u32::try_from(part).unwrap_or(u32::MAX)) }
    }
}

/// Where in the source file something begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The line of a text file, from 1.
    pub line: u32,
    /// The page, from 1, in formats that have pages.
    pub page: Option<u32>,
}

/// How large a page is as it is shown, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageSize {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

/// A part of a page, in points from its upper left corner as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// The page, from 1.
    pub page: u32,
    /// The left edge.
    pub left: f32,
    /// The upper edge.
    pub top: f32,
    /// The right edge.
    pub right: f32,
    /// The lower edge.
    pub bottom: f32,
}

/// Adds an area to those of a block: the one on its page grows.
pub(crate) fn add_area(areas: &mut Vec<Area>, more: Area) {
    // The page last added is nearly always the one.
    match areas.iter_mut().rev().find(|area| area.page == more.page) {
        Some(area) => {
            area.left = area.left.min(more.left);
            area.top = area.top.min(more.top);
            area.right = area.right.max(more.right);
            area.bottom = area.bottom.max(more.bottom);
        }
        None => areas.push(more),
    }
}

/// One thing a reader is shown: a heading, a paragraph, a row of tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub content: Content,
    /// The section it stands in; a heading stands in its own.
    pub section: Option<SectionId>,
    /// Where it begins in the file.
    pub origin: Origin,
    /// Where it stands on the pages, in formats that have pages; more than one where it goes over a page's end.
    pub areas: Vec<Area>,
}

/// What a block holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// The title of the report, or whom it is about, large on the cover.
    Title(Text),
    /// Another line of the cover, or a line of its own that is neither heading nor paragraph.
    Line(Text),
    /// The word above the printed contents.
    ContentsTitle(Text),
    /// An entry of [`Report::contents`].
    ContentsEntry(usize),
    /// A heading; its words are in [`Report::sections`], the grade in it too.
    Heading(SectionId),
    /// The grade of a section, on a line of its own under the heading; its words are in the section.
    Grade(SectionId),
    /// A paragraph with its bullets.
    Paragraph(ParagraphId),
    /// A line that says by when the recommendations after it are due.
    Timescale(Text),
    /// A recommendation, by its index in [`Report::recommendations`].
    Recommendation(usize),
    /// A table.
    Table(Table),
    /// A footnote, which begins with its mark.
    Note(Text),
}

/// A table, row by row. Rows may have fewer cells than others.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The cells of each row.
    pub rows: Vec<Vec<Text>>,
    /// Whether the first row holds the names of the columns.
    pub header: bool,
}

/// A line of the page, not of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// The words.
    pub text: String,
    /// Where it stands in the file.
    pub origin: Origin,
}

impl Cover {
    /// The last day of the inspection, else the day of publication: what tells which of two reports is the later one.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.inspected.last().map(|period| period.to).or(self.published)
    }
}

/// Whether a character is a raised digit: the mark of a note.
#[must_use]
pub fn is_raised(c: char) -> bool {
    matches!(c, '\u{B9}' | '\u{B2}' | '\u{B3}' | '\u{2070}'..='\u{2079}')
}

impl Report {
    /// Whom it is about and its year, else the file's name.
    #[must_use]
    pub fn name(&self) -> String {
        let Some(subject) = &self.cover.subject else { return self.source.file.clone() };
        let year = self.cover.inspected.first().map(|period| period.to.year());
        match year.or(self.cover.published.map(Date::year)) {
            Some(year) => format!("{subject}, {year}"),
            None => subject.clone(),
        }
    }

    /// The section of that id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }

    /// The paragraph of that id.
    #[must_use]
    pub fn paragraph(&self, id: ParagraphId) -> &Paragraph {
        &self.paragraphs[id.0]
    }

    /// The block of that id.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0]
    }

    /// Ids of all sections, in reading order.
    pub fn section_ids(&self) -> impl Iterator<Item = SectionId> + use<> {
        (0..self.sections.len()).map(SectionId)
    }

    /// The titles from the top of the report down to this section, its own last.
    #[must_use]
    pub fn path(&self, section: SectionId) -> Vec<&str> {
        let mut path: Vec<&str> = self.ancestors(section).map(|id| self.section(id).title.as_str()).collect();
        path.reverse();
        path
    }

    /// The section itself, then the one it stands in, and so on up.
    pub fn ancestors(&self, section: SectionId) -> impl Iterator<Item = SectionId> {
        std::iter::successors(Some(section), |id| self.section(*id).parent)
    }

    /// First and last printed number among a section's own paragraphs, not those of the sections under it.
    #[must_use]
    pub fn numbers(&self, section: SectionId) -> Option<(u32, u32)> {
        let range = self.section(section).paragraphs.clone();
        let mut numbers = self.paragraphs[range].iter().filter_map(|paragraph| paragraph.number);
        let first = numbers.next()?;
        Some((first, numbers.next_back().unwrap_or(first)))
    }

    /// The grade of a section, else of the nearest one around it that has one.
    #[must_use]
    pub fn grade_around(&self, section: SectionId) -> Option<&Grade> {
        let mut stated = self.ancestors(section).filter_map(|id| self.section(id).grade.as_ref());
        stated.next().map(|stated| &stated.grade)
    }

    /// Indices of a section and of those under it.
    #[must_use]
    pub fn sections_within(&self, section: SectionId) -> std::ops::Range<usize> {
        let level = self.section(section).level;
        let under = self.sections[section.0 + 1..].iter().take_while(|other| other.level > level).count();
        section.0..section.0 + under + 1
    }

    /// First and last printed number among the paragraphs of a section and of those under it.
    #[must_use]
    pub fn numbers_within(&self, section: SectionId) -> Option<(u32, u32)> {
        let mut ranges = self.sections_within(section).filter_map(|id| self.numbers(SectionId(id)));
        let (first, last) = ranges.next()?;
        Some(ranges.fold((first, last), |(first, _), (_, last)| (first, last)))
    }

    /// The paragraph that prints this number; the first, where the report prints it twice.
    #[must_use]
    pub fn paragraph_numbered(&self, number: u32) -> Option<ParagraphId> {
        self.paragraphs.iter().position(|paragraph| paragraph.number == Some(number)).map(ParagraphId)
    }

    /// The printed number of the paragraph at a place: the paragraph itself, else the first of the section that the
    /// place heads. A table or a line of its own has none.
    #[must_use]
    pub fn number_at(&self, place: Place) -> Option<u32> {
        let block = self.block(place.block);
        match &block.content {
            Content::Paragraph(id) => self.paragraph(*id).number,
            Content::Recommendation(index) => {
                let lead_in = self.recommendations[*index].paragraph?;
                self.paragraph(lead_in).number
            }
            Content::Heading(section) | Content::Grade(section) => {
                self.numbers_within(*section).map(|(first, _)| first)
            }
            _ => None,
        }
    }

    /// Every piece of text of a block, in reading order, as it is shown; printed paragraph numbers are not among them.
    pub fn texts(&self, block: BlockId) -> Vec<&str> {
        let section_grade =
            |id: SectionId| self.section(id).grade.as_ref().map(|grade| grade.wording.as_str());
        match &self.block(block).content {
            Content::Title(text)
            | Content::Line(text)
            | Content::ContentsTitle(text)
            | Content::Timescale(text)
            | Content::Note(text) => vec![text.plain()],
            Content::ContentsEntry(index) => vec![&self.contents[*index].title],
            Content::Heading(id) => {
                let section = self.section(*id);
                let in_heading = section.grade.as_ref().filter(|grade| grade.stated == Stated::Heading);
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
