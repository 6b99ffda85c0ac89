//! Turns the lines of the body into sections, paragraphs, tables and recommendations, and joins texts that a page end
//! cuts.
//!
//! Must not know formats or the cover.

mod continuation;
mod numbering;
mod recommendations;
mod tables;

use super::{
    addressee,
    family::{Family, inspectorate},
    grades,
    headings::{self, Heading},
    measure::Measure,
    title_key,
};
use crate::{
    read::line::{Line, Shape},
    report::{
        self, Area, Block, BlockId, BlockRole, Content, Grade, GradeStatement, Origin, Paragraph,
        ParagraphId, Place, Recommendation, Scale, Section, SectionId, StatementKind, Text, Timescale,
        is_superscript_digit,
    },
};

use numbering::NumberMeaning;
pub(super) use recommendations::{normalise_bullets, text_with_bullets, text_with_points};

/// The parts of a report that are read from its body.
#[derive(Default)]
pub(super) struct Body {
    /// The sections, in the order of their headings.
    pub(super) sections: Vec<Section>,
    /// The paragraphs, in the order of the report.
    pub(super) paragraphs: Vec<Paragraph>,
    /// The recommendations, in the order of the report.
    pub(super) recommendations: Vec<Recommendation>,
    /// The blocks of the cover, then those of the body.
    pub(super) blocks: Vec<Block>,
}

/// The role of a line in the body, which is decided before the body is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum LineRole {
    /// Any other line. Its meaning depends on its shape and on the lines before.
    Other,
    /// A heading.
    Heading(Heading),
    /// The title of the printed contents.
    ContentsTitle,
    /// An entry of the printed contents, with its index from 0.
    ContentsEntry(usize),
}

/// Reads the body. `roles` has one element for each line. `measure` is `None` if the lines have no places on pages.
/// `blocks` are the blocks of the cover, and the blocks of the body are appended to them.
pub(super) fn read_body(
    lines: impl Iterator<Item = Line>,
    roles: Vec<LineRole>,
    family: Option<&Family>,
    scale: Option<&Scale>,
    measure: Option<Measure>,
    blocks: Vec<Block>,
) -> Body {
    let mut reader = BodyReader {
        body: Body { blocks, paragraphs: Vec::with_capacity(roles.len() / 2), ..Body::default() },
        family,
        scale,
        measure,
        section_path: Vec::new(),
        is_after_notice: false,
        open_text: OpenText::Nothing,
        last_number: None,
        last_item: None,
        timescale: None,
        lead_in: None,
        lead_in_addressee: None,
        cell_recommendation: None,
        item_level: 0,
        line_areas: Vec::new(),
        previous_end: None,
    };
    for (line, role) in lines.zip(roles) {
        reader.line_areas = line.areas.clone();
        let is_note = line.shape == Shape::Footnote || is_footnote(line.text.plain());
        let end = line.areas.last().map(|area| LineEnd { area: *area, free_chars: line.free_chars });
        match role {
            LineRole::Other => reader.read_line(line),
            LineRole::Heading(heading) => reader.read_heading(&line, &heading),
            LineRole::ContentsTitle => {
                reader.push_separate_block(Content::ContentsTitle(line.text), line.origin);
            }
            LineRole::ContentsEntry(entry) => {
                reader.push_separate_block(Content::ContentsEntry(entry), line.origin);
            }
        }
        // The text before a footnote can continue after the footnote.
        if !is_note {
            reader.previous_end = end;
        }
    }
    reader.read_recommendation_tables();
    let Body { paragraphs, recommendations, .. } = &mut reader.body;
    for item in recommendations.iter_mut() {
        if item.text.is_blank()
            && let Some(paragraph) = item.paragraph
        {
            item.text = recommendations::text_with_bullets(&paragraphs[paragraph.0]);
        }
        let addressee = || addressee::find_addressee(item.text.plain());
        item.responsible = item.responsible.take().or_else(addressee);
        item.cites = report::cited_paragraph_numbers(item.text.plain());
    }
    recommendations::add_marked_paragraphs(paragraphs, recommendations);
    reader.body
}

/// The part of the body that has been read, and the state that the meaning of the next line depends on.
struct BodyReader<'a> {
    body: Body,
    family: Option<&'a Family>,
    scale: Option<&'a Scale>,
    /// The measure of the text on the pages; `None` if the lines have no places on pages.
    measure: Option<Measure>,
    /// The sections that contain the current line, from the highest level to the current section.
    section_path: Vec<SectionId>,
    /// True after the standing notice of the inspectorate, which belongs to no section.
    is_after_notice: bool,
    /// The text that the next line can continue.
    open_text: OpenText,
    /// The number of the last numbered paragraph; `None` before the first one.
    last_number: Option<u32>,
    /// The last number of the numbered list in the current paragraph; `None` if it has no numbered list.
    last_item: Option<u32>,
    /// The timescale of the next recommendations, in a section with recommendations.
    timescale: Option<Timescale>,
    /// The numbered paragraph that introduces the next recommendations, in a section with recommendations.
    lead_in: Option<ParagraphId>,
    /// The organisation that the paragraph above the next bullets addresses, in a section with recommendations.
    lead_in_addressee: Option<String>,
    /// The index of the last recommendation if it is in a table cell.
    cell_recommendation: Option<usize>,
    /// The nesting level of the last recommendation that is a list item.
    item_level: u8,
    /// The areas of the current line on the pages. They are moved to its block.
    line_areas: Vec<Area>,
    /// The end of the line before the current one on its page, without footnotes; `None` before the first line.
    previous_end: Option<LineEnd>,
}

/// The end of a line on its page.
#[derive(Clone, Copy)]
struct LineEnd {
    /// The last area of the line.
    area: Area,
    /// The number of characters that would fit at the end of the line; `None` if unknown.
    free_chars: Option<u16>,
}

/// The text that was extended last, which the next line can continue.
#[derive(Clone, Copy)]
enum OpenText {
    /// No text. The next line begins a new one.
    Nothing,
    /// The paragraph with this index.
    Paragraph(usize),
    /// The last bullet of the paragraph with this index.
    Bullet(usize),
    /// The recommendation with this index, which is a list item.
    Recommendation(usize),
}

impl BodyReader<'_> {
    /// Reads a line that is not a heading and not part of the printed contents.
    fn read_line(&mut self, line: Line) {
        if inspectorate::is_notice_start(line.text.plain()) {
            self.open_text = OpenText::Nothing;
            self.section_path.clear();
            self.is_after_notice = true;
        }
        match &line.shape {
            Shape::Row(_) => self.read_row(line),
            Shape::Bullet => self.read_bullet(line),
            Shape::Numbered { number, .. } if self.is_list_in_cell(&line, *number) => {
                self.read_numbered_item(line);
            }
            Shape::Numbered { number, .. } => match self.number_meaning(*number, &line) {
                NumberMeaning::Paragraph => self.read_numbered_paragraph(line),
                NumberMeaning::Item => self.read_numbered_item(line),
                NumberMeaning::Text => self.read_text(line),
            },
            Shape::Plain | Shape::Heading(_) => self.read_text(line),
            // The text before a footnote can continue after the footnote.
            Shape::Footnote => self.push_block(Content::Footnote(line.text), line.origin),
        }
    }

    /// Adds a block that ends the text before it.
    fn push_separate_block(&mut self, content: Content, origin: Origin) {
        self.open_text = OpenText::Nothing;
        self.push_block(content, origin);
    }

    /// Reads a heading, and begins its section.
    fn read_heading(&mut self, line: &Line, heading: &Heading) {
        let place = self.next_place();
        let words = line.text.plain();
        let (title, grade) = match grades::split_graded_heading(words, self.family) {
            Some((title, worded)) => {
                let grade = worded.to_grade(self.scale);
                (title, Some(grade_statement(grade, worded.wording, StatementKind::Heading, place)))
            }
            None => (words.trim(), None),
        };
        while self.section_path.last().is_some_and(|id| self.body.sections[id.0].level >= heading.level) {
            self.section_path.pop();
        }
        self.is_after_notice = false;
        let parent = self.section_path.last().copied();
        self.section_path.push(SectionId(self.body.sections.len()));
        let next = self.body.paragraphs.len();
        self.body.sections.push(Section {
            title: title.trim_end_matches([':', ' ']).to_owned(),
            level: heading.level,
            parent,
            grade,
            contents_entry: heading.entry,
            paragraphs: next..next,
            place,
        });
        self.open_text = OpenText::Nothing;
        self.timescale = None;
        self.lead_in = None;
        self.lead_in_addressee = None;
        self.cell_recommendation = None;
        self.push_block(Content::Heading(SectionId(self.body.sections.len() - 1)), line.origin);
    }

    /// Reads a list item: a recommendation, a point of a recommendation, or a bullet of a paragraph.
    fn read_bullet(&mut self, line: Line) {
        let is_paragraph_recommendation = self.is_open_paragraph_recommendation();
        let is_none = recommendations::states_no_recommendations(line.text.plain());
        if self.is_in_recommendations() && !is_paragraph_recommendation && !is_none {
            return match self.open_text {
                OpenText::Recommendation(index) if line.list_level > self.item_level => {
                    self.add_sub_point(index, &line);
                }
                _ => self.push_recommendation(line),
            };
        }
        let index = match self.open_text {
            OpenText::Paragraph(index) | OpenText::Bullet(index) => index,
            // Bullets without text before them are a separate paragraph.
            OpenText::Nothing | OpenText::Recommendation(_) => {
                self.begin_paragraph(None, Text::default(), line.origin);
                self.body.paragraphs.len() - 1
            }
        };
        self.body.paragraphs[index].bullets.push(line.text);
        self.add_part_to_block(self.body.paragraphs[index].place.block, line.origin);
        self.open_text = OpenText::Bullet(index);
    }

    /// Reads a line of text: a footnote, the continuation of a text, a judgement, a grade, a timescale, a paragraph or
    /// a short line.
    fn read_text(&mut self, line: Line) {
        let plain = line.text.plain();
        if self.is_in_recommendations() && Timescale::is_unknown(plain) {
            self.timescale = None;
        }
        if is_footnote(plain) {
            // The text before a footnote can continue after the footnote.
            self.push_block(Content::Footnote(line.text), line.origin);
        } else if self.is_continuation(&line) {
            self.append_line(line);
        } else if self.is_in_recommendation_cell(&line) {
            // After bullets, the line is a separate point and not part of the last bullet.
            match self.open_text {
                OpenText::Bullet(_) => self.read_bullet(line),
                _ => self.append_line(line),
            }
        } else if self.family.is_some_and(|family| (family.overall_grade)(plain).is_some()) {
            self.push_separate_block(Content::Line(line.text), line.origin);
        } else if let Some(grade) = self.section_grade(plain) {
            let section = SectionId(self.body.sections.len() - 1);
            self.body.sections[section.0].grade = Some(grade);
            self.push_block(Content::Grade(section), line.origin);
        } else if let Some(grade) = self.repeated_title_grade(plain) {
            let section = SectionId(self.body.sections.len() - 1);
            self.body.sections[section.0].grade = Some(grade);
            self.push_separate_block(Content::Grade(section), line.origin);
        } else if let Some(timescale) =
            self.is_in_recommendations().then(|| Timescale::parse(plain)).flatten()
        {
            self.timescale = Some(timescale);
            self.open_text = OpenText::Nothing;
            self.push_block(Content::Timescale(line.text), line.origin);
        } else if headings::is_sentence(&line)
            || matches!(line.shape, Shape::Numbered { .. })
            || self.begins_text(&line)
            || self.begins_recommendation(&line)
        {
            let (origin, place) = (line.origin, line.cell_place);
            self.begin_paragraph(None, line.into_text_with_number(), origin);
            self.add_prose_recommendation(place);
        } else {
            self.open_text = OpenText::Nothing;
            self.push_block(Content::Line(line.text), line.origin);
        }
    }

    /// Returns the grade in a line directly below the heading of the current section; `None` if the line is elsewhere,
    /// is not a grade, or the section has a grade already.
    fn section_grade(&self, words: &str) -> Option<GradeStatement> {
        let section = self.body.sections.last()?;
        let is_under_heading = matches!(self.body.blocks.last()?.content, Content::Heading(_));
        if !is_under_heading || section.grade.is_some() {
            return None;
        }
        let worded = grades::parse_grade_line(words, self.scale)?;
        Some(grade_statement(worded.to_grade(self.scale), words, StatementKind::Line, self.next_place()))
    }

    /// Returns the grade in a line that repeats the title of the current section with a grade, above its first
    /// paragraph. Some reports print a title, and below that a box with the same title and its grade. Returns `None`
    /// for other lines.
    fn repeated_title_grade(&self, words: &str) -> Option<GradeStatement> {
        let section = self.body.sections.last().filter(|section| section.paragraphs.is_empty())?;
        let (title, worded) = grades::split_graded_heading(words, self.family)?;
        if section.grade.is_some() || title_key(title) != title_key(&section.title) {
            return None;
        }
        Some(grade_statement(worded.to_grade(self.scale), words, StatementKind::Line, self.next_place()))
    }

    /// Adds a paragraph to the current section.
    fn begin_paragraph(&mut self, number: Option<u32>, text: Text, origin: Origin) {
        let place = self.next_place();
        let section = self.current_section();
        self.body.paragraphs.push(Paragraph { number, text, bullets: Vec::new(), section, place });
        let index = self.body.paragraphs.len() - 1;
        if let Some(SectionId(section)) = section {
            self.body.sections[section].paragraphs.end = index + 1;
        }
        self.open_text = OpenText::Paragraph(index);
        self.timescale = None;
        self.lead_in = number.map(|_| ParagraphId(index));
        self.lead_in_addressee = None;
        self.push_block(Content::Paragraph(ParagraphId(index)), origin);
    }

    /// Adds a block with the areas of the current line.
    fn push_block(&mut self, content: Content, origin: Origin) {
        let section = self.current_section();
        self.body.blocks.push(Block {
            content,
            section,
            origin,
            areas: std::mem::take(&mut self.line_areas),
            part_pages: Vec::new(),
            role: BlockRole::default(),
        });
    }

    /// Adds the areas of the current line to a block, and its page as that of the next part of the block.
    fn add_part_to_block(&mut self, block: BlockId, origin: Origin) {
        self.body.blocks[block.0].part_pages.extend(origin.page);
        self.add_areas_to_block(block);
    }

    /// Returns the section that the next block belongs to; `None` before the first heading and in the standing notice.
    fn current_section(&self) -> Option<SectionId> {
        self.body.sections.len().checked_sub(1).filter(|_| !self.is_after_notice).map(SectionId)
    }

    /// Returns the place of the next block.
    fn next_place(&self) -> Place {
        Place::at_block(BlockId(self.body.blocks.len()))
    }
}

/// Returns the statement of a grade with its wording and place.
fn grade_statement(grade: Grade, wording: &str, kind: StatementKind, place: Place) -> GradeStatement {
    GradeStatement { grade, wording: wording.to_owned(), kind, place }
}

/// Returns true if an untagged text is a footnote: it begins with a superscript number, a space and a capital, as in
/// "¹ This inspection was made under section 20."
fn is_footnote(words: &str) -> bool {
    let rest = words.trim_start_matches(is_superscript_digit);
    let text = rest.trim_start();
    rest.len() < words.len() && text.len() < rest.len() && text.starts_with(char::is_uppercase)
}
