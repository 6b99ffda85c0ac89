//! The body: lines to sections, paragraphs, tables and recommendations, with what page ends cut in two made whole.

mod asked;
mod tables;

use super::{
    family::{Family, inspectorate},
    grades,
    headings::{self, Heading},
    recommendations,
};
use crate::{
    read::line::{Line, Shape, join},
    report::{
        self, Area, Block, BlockId, Content, Grade, GradeStatement, Origin, Paragraph, ParagraphId, Place,
        Recommendation, Scale, Section, SectionId, Stated, Text, Timescale, is_raised,
    },
};

/// What the body holds.
#[derive(Default)]
pub(super) struct Body {
    pub(super) sections: Vec<Section>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) recommendations: Vec<Recommendation>,
    pub(super) blocks: Vec<Block>,
}

/// What a line of the body is, as far as that was told before.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// What its shape says.
    Line,
    /// A heading.
    Heading(Heading),
    /// The word above the printed contents.
    ContentsTitle,
    /// An entry of the printed contents, by its index.
    ContentsEntry(usize),
}

/// Reads the body behind the `blocks` that are there already. `roles` has one element a line.
pub(super) fn read(
    lines: impl Iterator<Item = Line>,
    roles: Vec<Role>,
    family: Option<&Family>,
    scale: Option<&Scale>,
    blocks: Vec<Block>,
) -> Body {
    let mut reader = Reader {
        body: Body { blocks, paragraphs: Vec::with_capacity(roles.len() / 2), ..Body::default() },
        family,
        scale,
        above: Vec::new(),
        open: Open::Nothing,
        last_number: None,
        last_item: None,
        timescale: None,
        lead_in: None,
        here: Vec::new(),
    };
    for (line, role) in lines.zip(roles) {
        reader.here = line.areas.clone();
        match role {
            Role::Line => reader.line(line),
            Role::Heading(heading) => reader.heading(&line, &heading),
            Role::ContentsTitle => reader.aside(Content::ContentsTitle(line.text), line.origin),
            Role::ContentsEntry(entry) => reader.aside(Content::ContentsEntry(entry), line.origin),
        }
    }
    reader.table_recommendations();
    let Body { paragraphs, recommendations, .. } = &mut reader.body;
    for item in recommendations {
        if item.text.is_blank()
            && let Some(paragraph) = item.paragraph
        {
            item.text = asked::whole(&paragraphs[paragraph.0]);
        }
        let addressed = || recommendations::responsible(item.text.plain());
        item.responsible = item.responsible.take().or_else(addressed);
        item.cites = report::cited(item.text.plain());
    }
    reader.body
}

/// What was read of the body so far, and where in it the reading stands.
struct Reader<'a> {
    body: Body,
    family: Option<&'a Family>,
    scale: Option<&'a Scale>,
    /// The section being read and those it stands in, the outermost first.
    above: Vec<SectionId>,
    /// The text that the next line may go on with.
    open: Open,
    /// The printed number before; the next paragraph is expected to carry the one after it.
    last_number: Option<u32>,
    /// The last number of the list within a paragraph that is being read.
    last_item: Option<u32>,
    /// Within a section of recommendations: by when the next ones are due, and what led in to them.
    timescale: Option<Timescale>,
    lead_in: Option<ParagraphId>,
    /// Where the line being read stands on the pages.
    here: Vec<Area>,
}

/// The text that was last added to.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    Paragraph(usize),
    Bullet(usize),
    Recommendation(usize),
}

/// How far paragraph numbers may jump where a report leaves some out; a larger jump is a number in a sentence.
const LARGEST_JUMP: u32 = 20;
/// Larger numbers are years before they are the first paragraph of anything.
const LARGEST_FIRST: u32 = 1800;

/// What a number at the beginning of a line means.
enum Number {
    /// The next paragraph.
    Paragraph,
    /// An item of a list within a paragraph.
    Item,
    /// A part of the sentence that the line before broke off.
    Words,
}

impl Reader<'_> {
    fn line(&mut self, line: Line) {
        match &line.shape {
            Shape::Row(_) => self.row(line),
            Shape::Bullet => self.bullet(line),
            Shape::Numbered { number, .. } => match self.meaning(*number) {
                Number::Paragraph => self.numbered(line),
                Number::Item => self.item(line),
                Number::Words => self.words(line),
            },
            Shape::Plain | Shape::Heading(_) => self.words(line),
            // What stands before it goes on behind it.
            Shape::Note => self.push(Content::Note(line.text), line.origin),
        }
    }

    /// A line that is no part of the text.
    fn aside(&mut self, content: Content, origin: Origin) {
        self.open = Open::Nothing;
        self.push(content, origin);
    }

    fn heading(&mut self, line: &Line, heading: &Heading) {
        let place = self.next_place();
        let words = line.text.plain();
        let (title, grade) = match grades::in_heading(words, self.family) {
            Some((title, worded)) => {
                let grade = worded.on(self.scale);
                (title, Some(statement(grade, worded.wording, Stated::Heading, place)))
            }
            None => (words.trim(), None),
        };
        while self.above.last().is_some_and(|id| self.body.sections[id.0].level >= heading.level) {
            self.above.pop();
        }
        let parent = self.above.last().copied();
        self.above.push(SectionId(self.body.sections.len()));
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
        self.open = Open::Nothing;
        self.timescale = None;
        self.lead_in = None;
        self.push(Content::Heading(SectionId(self.body.sections.len() - 1)), line.origin);
    }

    fn numbered(&mut self, line: Line) {
        if let Shape::Numbered { number, .. } = line.shape {
            self.last_number = Some(number);
            self.last_item = None;
            self.paragraph(Some(number), line.text, line.origin);
            if self.in_recommendations() && self.family.is_some_and(|family| family.numbers_recommendations) {
                self.paragraph_is_recommendation();
            }
        }
    }

    /// A number begins a paragraph where it is the next one; also where it is not, if nothing is left open before it
    /// and it is not far off. "… in March | 2012. Some carers …" is one sentence. A 1 in the midst of a section begins
    /// a list within the paragraph, the first one under a heading begins the numbers anew.
    fn meaning(&self, number: u32) -> Number {
        if self.in_recommendations() && self.family.is_some_and(|family| family.numbers_leap) {
            return Number::Paragraph;
        }
        let unfinished = self.is_unfinished();
        let Some(last) = self.last_number else {
            return if number <= LARGEST_FIRST { Number::Paragraph } else { Number::Words };
        };
        let in_text =
            !matches!(self.open, Open::Nothing) || self.in_recommendations() && self.lead_in.is_some();
        if number == last.saturating_add(1) {
            Number::Paragraph
        } else if in_text
            && !unfinished
            && (number == 1 || self.last_item.is_some_and(|item| number == item.saturating_add(1)))
        {
            Number::Item
        } else if number <= last.saturating_add(LARGEST_JUMP) && !unfinished {
            Number::Paragraph
        } else {
            Number::Words
        }
    }

    /// An item of a numbered list, with its number as printed.
    fn item(&mut self, line: Line) {
        if let Shape::Numbered { number, .. } = line.shape {
            self.last_item = Some(number);
        }
        let (gap, origin) = (line.gap, line.origin);
        self.bullet(Line::new(line.into_whole_text(), Shape::Bullet, gap, origin));
    }

    fn bullet(&mut self, line: Line) {
        let of_paragraph = self.open_recommendation_is_paragraph();
        if self.in_recommendations() && !of_paragraph {
            return self.recommendation(line);
        }
        let index = match self.open {
            Open::Paragraph(index) | Open::Bullet(index) => index,
            // Bullets with nothing before them are a paragraph of their own.
            Open::Nothing | Open::Recommendation(_) => {
                self.paragraph(None, Text::default(), line.origin);
                self.body.paragraphs.len() - 1
            }
        };
        self.body.paragraphs[index].bullets.push(line.text);
        self.stands_here_too(self.body.paragraphs[index].place.block);
        self.open = Open::Bullet(index);
    }

    /// Words without number: the rest of what a page end cut, a grade, a timescale, or text of its own.
    fn words(&mut self, line: Line) {
        let plain = line.text.plain();
        if is_note(plain) {
            // What it stands below may go on behind it.
            self.push(Content::Note(line.text), line.origin);
        } else if self.goes_on(&line) {
            self.append(line);
        } else if self.family.is_some_and(|family| (family.overall)(plain).is_some()) {
            self.aside(Content::Line(line.text), line.origin);
        } else if let Some(grade) = self.grade_of_section(plain) {
            let section = SectionId(self.body.sections.len() - 1);
            self.body.sections[section.0].grade = Some(grade);
            self.push(Content::Grade(section), line.origin);
        } else if let Some(timescale) = self.in_recommendations().then(|| Timescale::parse(plain)).flatten() {
            self.timescale = Some(timescale);
            self.open = Open::Nothing;
            self.push(Content::Timescale(line.text), line.origin);
        } else if headings::is_sentence(&line) || matches!(line.shape, Shape::Numbered { .. }) {
            let origin = line.origin;
            self.paragraph(None, line.into_whole_text(), origin);
            self.prose_recommendation();
        } else {
            self.open = Open::Nothing;
            self.push(Content::Line(line.text), line.origin);
        }
    }

    /// A line goes on with the text before it where that has not ended and the line does not begin a sentence, or is
    /// so long that it is no line of its own. Behind a numbered paragraph even a sentence of its own does: a report
    /// that numbers its paragraphs numbers all of them, and a page end can fall between two sentences.
    fn goes_on(&self, line: &Line) -> bool {
        // The notice is printed under the last paragraph, as close as another line of it.
        if inspectorate::is_notice(line.text.plain()) {
            return false;
        }
        let is_prose = headings::is_prose(line);
        if !self.is_unfinished() {
            // Where the source says what its paragraphs are, only a page's end can cut one.
            let may_be_cut = !line.typeset || line.page_break;
            return is_prose && may_be_cut && line.is_plain() && self.in_numbered_paragraph();
        }
        let lower = line.text.plain().chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        // Bullets seldom end in a full stop, so that a sentence after one says nothing.
        let after_paragraph = matches!(self.open, Open::Paragraph(_));
        matches!(line.shape, Shape::Numbered { .. })
            || lower
            || ((is_prose || line.text.plain().ends_with('.')) && after_paragraph)
    }

    fn in_numbered_paragraph(&self) -> bool {
        matches!(self.open, Open::Paragraph(index) if self.body.paragraphs[index].number.is_some())
    }

    fn append(&mut self, line: Line) {
        if let Some(block) = self.open_block() {
            self.stands_here_too(block);
        }
        let rest = line.into_whole_text();
        match self.open {
            Open::Nothing => {}
            Open::Paragraph(index) => join(&mut self.body.paragraphs[index].text, &rest),
            Open::Bullet(index) => {
                if let Some(bullet) = self.body.paragraphs[index].bullets.last_mut() {
                    join(bullet, &rest);
                }
            }
            Open::Recommendation(index) => join(&mut self.body.recommendations[index].text, &rest),
        }
    }

    /// The block of the text last added to.
    fn open_block(&self) -> Option<BlockId> {
        match self.open {
            Open::Nothing => None,
            Open::Paragraph(index) | Open::Bullet(index) => Some(self.body.paragraphs[index].place.block),
            Open::Recommendation(index) => Some(self.body.recommendations[index].place.block),
        }
    }

    /// A block goes on where the line being read stands.
    fn stands_here_too(&mut self, block: BlockId) {
        let areas = &mut self.body.blocks[block.0].areas;
        for area in &self.here {
            report::add_area(areas, *area);
        }
    }

    /// Whether the text last added to breaks off in mid-sentence.
    fn is_unfinished(&self) -> bool {
        let text = match self.open {
            Open::Nothing => return false,
            Open::Paragraph(index) => Some(&self.body.paragraphs[index].text),
            Open::Bullet(index) => self.body.paragraphs[index].bullets.last(),
            Open::Recommendation(index) => Some(&self.body.recommendations[index].text),
        };
        let last = text.and_then(|text| {
            text.plain().trim_end_matches(['\'', '"', '\u{2019}', '\u{201D}', ')']).chars().last()
        });
        last.is_some_and(|last| !matches!(last, '.' | '!' | '?' | ':' | '\u{2026}'))
    }

    /// The grade on a line right under its heading.
    fn grade_of_section(&self, words: &str) -> Option<GradeStatement> {
        let section = self.body.sections.last()?;
        let under_heading = matches!(self.body.blocks.last()?.content, Content::Heading(_));
        if !under_heading || section.grade.is_some() {
            return None;
        }
        let worded = grades::alone(words, self.scale)?;
        Some(statement(worded.on(self.scale), words, Stated::Line, self.next_place()))
    }

    fn paragraph(&mut self, number: Option<u32>, text: Text, origin: Origin) {
        let place = self.next_place();
        let section = self.section();
        self.body.paragraphs.push(Paragraph { number, text, bullets: Vec::new(), section, place });
        let index = self.body.paragraphs.len() - 1;
        if let Some(section) = self.body.sections.last_mut() {
            section.paragraphs.end = index + 1;
        }
        self.open = Open::Paragraph(index);
        self.timescale = None;
        self.lead_in = number.map(|_| ParagraphId(index));
        self.push(Content::Paragraph(ParagraphId(index)), origin);
    }

    fn push(&mut self, content: Content, origin: Origin) {
        let section = self.section();
        self.body.blocks.push(Block { content, section, origin, areas: std::mem::take(&mut self.here) });
    }

    fn section(&self) -> Option<SectionId> {
        self.body.sections.len().checked_sub(1).map(SectionId)
    }

    fn next_place(&self) -> Place {
        Place::block(BlockId(self.body.blocks.len()))
    }
}

fn statement(grade: Grade, wording: &str, stated: Stated, place: Place) -> GradeStatement {
    GradeStatement { grade, wording: wording.to_owned(), stated, place }
}

/// Whether words are a note where the source does not say so: "¹ This inspection was made under section 20."
fn is_note(words: &str) -> bool {
    let rest = words.trim_start_matches(is_raised);
    let said = rest.trim_start();
    rest.len() < words.len() && said.len() < rest.len() && said.starts_with(char::is_uppercase)
}
