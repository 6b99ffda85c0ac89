//! Reads the recommendations of the body: list items, numbered paragraphs or prose.
//!
//! Must not know tables of recommendations.

use std::collections::HashMap;

use super::{BodyReader, OpenText};
use crate::{
    read::{
        line::{CellPlace, Line, strip_bullet},
        recognise::{addressee, family::Family, title_key},
    },
    report::{self, Content, Paragraph, ParagraphId, Recommendation, SectionId, Text},
};

impl BodyReader<'_> {
    /// Adds the current paragraph as a recommendation. Its text is set when the whole body has been read.
    pub(super) fn add_paragraph_recommendation(&mut self) {
        let OpenText::Paragraph(index) = self.open_text else { return };
        self.body.recommendations.push(Recommendation {
            timescale: self.timescale.clone(),
            section: self.current_section(),
            paragraph: Some(ParagraphId(index)),
            ..Recommendation::new(Text::default(), self.body.paragraphs[index].place)
        });
    }

    /// Adds the current paragraph as a recommendation if its section has recommendations in prose. A paragraph that
    /// says that there are no recommendations, or that introduces recommendations, is not added. `place` is the place
    /// of the paragraph in a table cell.
    pub(super) fn add_prose_recommendation(&mut self, place: CellPlace) {
        let OpenText::Paragraph(index) = self.open_text else { return };
        let words = self.body.paragraphs[index].text.plain();
        // A paragraph that introduces bullets is a recommendation only if it says who should do something, or if the
        // framework has recommendations with points. If the paragraph announces "the following areas", the bullets are
        // the recommendations.
        let introduces_bullets = words.ends_with(':') && !self.has_points_below_lead_ins();
        let announces_list = introduces_bullets && words.to_lowercase().contains(" the following");
        let addressee = introduces_bullets.then(|| addressee::find_addressee(words)).flatten();
        let is_lead_in = announces_list || introduces_bullets && addressee.is_none();
        if !states_no_recommendations(words) && !is_lead_in && self.is_in_prose_recommendations() {
            self.add_paragraph_recommendation();
            self.remember_cell(place);
        } else if is_lead_in {
            self.lead_in_addressee = addressee;
        }
    }

    /// Returns true if the current section, or a section that contains it, has recommendations in prose.
    fn is_in_prose_recommendations(&self) -> bool {
        let has_prose_recommendations = |family: &Family| {
            self.section_path
                .iter()
                .any(|id| family.is_prose_recommendations_title(&title_key(&self.body.sections[id.0].title)))
        };
        !self.is_in_strengths() && self.family.is_some_and(has_prose_recommendations)
    }

    /// Records whether the last recommendation is in a table cell, so that the later lines of the cell become part of
    /// it. That is not so if the cell begins with something other than a recommendation. `place` is the place of the
    /// recommendation in the cell.
    pub(super) fn remember_cell(&mut self, place: CellPlace) {
        let is_in_cell = match place {
            CellPlace::Outside => false,
            CellPlace::First => true,
            CellPlace::Later => self.cell_recommendation.is_some(),
        };
        self.cell_recommendation = self.body.recommendations.len().checked_sub(1).filter(|_| is_in_cell);
    }

    /// Returns true if a line is in the table cell that contains the last recommendation, and that recommendation is
    /// open.
    pub(super) fn is_in_recommendation_cell(&self, line: &Line) -> bool {
        line.cell_place == CellPlace::Later
            && self.cell_recommendation.is_some_and(|index| index + 1 == self.body.recommendations.len())
            && self.is_open_paragraph_recommendation()
    }

    /// Returns true if the framework has bullets below a paragraph that are points of one recommendation.
    fn has_points_below_lead_ins(&self) -> bool {
        self.family.is_some_and(|family| family.has_points_below_lead_ins)
    }

    /// Returns true if a line begins a recommendation although it is not a sentence: it introduces points, or it begins
    /// a table cell and is too long for a label. In some files, each line of a text in a cell is tagged separately.
    pub(super) fn begins_recommendation(&self, line: &Line) -> bool {
        /// The maximum length of a label, in bytes.
        const MAX_LABEL_BYTES: usize = 50;
        let words = line.text.plain();
        let is_text_of_cell = line.cell_place == CellPlace::First && words.len() > MAX_LABEL_BYTES;
        (is_text_of_cell || words.ends_with(':'))
            && self.has_points_below_lead_ins()
            && self.is_in_prose_recommendations()
    }

    /// Returns true if a number begins or continues a numbered list within a recommendation in a table cell. The list
    /// begins with 1 after a colon.
    pub(super) fn is_list_in_cell(&self, line: &Line, number: u32) -> bool {
        let is_next = match self.open_text {
            OpenText::Paragraph(index) => {
                number == 1 && self.body.paragraphs[index].text.plain().ends_with(':')
            }
            OpenText::Bullet(_) => self.last_item.is_some_and(|item| number == item.saturating_add(1)),
            OpenText::Nothing | OpenText::Recommendation(_) => false,
        };
        is_next && self.is_in_recommendation_cell(line)
    }

    /// Adds a sub-point to a recommendation that is a list item. `index` is the index of the recommendation. The
    /// sub-point begins a new line of its text.
    pub(super) fn add_sub_point(&mut self, index: usize, point: &Line) {
        let item = &mut self.body.recommendations[index];
        item.text.push_str("\n\u{2022} ");
        item.text.push_text(&point.text);
        let block = item.place.block;
        self.add_part_to_block(block, point.origin);
    }

    /// Returns true if the text that was extended last belongs to a paragraph that is the last recommendation.
    pub(super) fn is_open_paragraph_recommendation(&self) -> bool {
        let (OpenText::Paragraph(index) | OpenText::Bullet(index)) = self.open_text else { return false };
        let place = self.body.paragraphs[index].place;
        self.body.recommendations.last().is_some_and(|item| item.place == place)
    }

    /// Adds a list item as a recommendation.
    pub(super) fn push_recommendation(&mut self, line: Line) {
        let place = self.next_place();
        self.item_level = line.list_level;
        self.body.recommendations.push(Recommendation {
            responsible: self.lead_in_addressee.clone(),
            timescale: self.timescale.clone(),
            section: self.current_section(),
            paragraph: self.lead_in,
            ..Recommendation::new(line.text, place)
        });
        let index = self.body.recommendations.len() - 1;
        self.open_text = OpenText::Recommendation(index);
        self.push_block(Content::Recommendation(index), line.origin);
    }

    /// Returns true if the current section, or a section that contains it, has recommendations.
    pub(super) fn is_in_recommendations(&self) -> bool {
        let Some(family) = self.family else { return false };
        let has_recommendations =
            |id: &SectionId| family.is_recommendations_title(&title_key(&self.body.sections[id.0].title));
        self.section_path.iter().any(has_recommendations) && !self.is_in_strengths()
    }

    /// Returns true if the current section is about strengths. In some letters, the type of its heading makes it look
    /// like a subsection of recommendations.
    fn is_in_strengths(&self) -> bool {
        let is_strengths = |id: &SectionId| {
            let key = title_key(&self.body.sections[id.0].title);
            key.split(|c: char| !c.is_alphanumeric()).any(|word| word == "strengths")
        };
        self.section_path.last().is_some_and(is_strengths)
    }
}

/// Returns true if a text says that there are no recommendations: "There are no areas for priority action."
pub(super) fn states_no_recommendations(words: &str) -> bool {
    ["There are no ", "There were no ", "No areas for ", "No priority action"]
        .iter()
        .any(|begin| words.starts_with(begin))
}

/// Adds to each recommendation the numbers of the paragraphs that are marked with its number: "(Recommendation 3)". The
/// recommendation must be a paragraph with that number, and the only one.
pub(super) fn add_marked_paragraphs(paragraphs: &[Paragraph], recommendations: &mut [Recommendation]) {
    let mut by_number: HashMap<u32, Option<usize>> = HashMap::new();
    for (index, item) in recommendations.iter().enumerate() {
        let own = item.paragraph.map(|id| &paragraphs[id.0]).filter(|own| own.place == item.place);
        if let Some(number) = own.and_then(|own| own.number) {
            by_number.entry(number).and_modify(|known| *known = None).or_insert(Some(index));
        }
    }
    if by_number.is_empty() {
        return;
    }
    for paragraph in paragraphs {
        let Some(number) = paragraph.number.filter(|number| !by_number.contains_key(number)) else {
            continue;
        };
        let texts = std::iter::once(&paragraph.text).chain(&paragraph.bullets);
        let marks = texts.flat_map(|text| report::recommendation_marks(text.plain()));
        for index in marks.flat_map(|mark| mark.numbers).filter_map(|mark| *by_number.get(&mark)?) {
            let cites = &mut recommendations[index].cites;
            if let Err(at) = cites.binary_search(&number) {
                cites.insert(at, number);
            }
        }
    }
}

/// Returns the text of a paragraph and its bullets. Each bullet begins a new line with "• ".
pub(in crate::read::recognise) fn text_with_bullets(paragraph: &Paragraph) -> Text {
    text_with_points(&paragraph.text, &paragraph.bullets)
}

/// Returns a text with points below it. Each point begins a new line with "• ".
pub(in crate::read::recognise) fn text_with_points(text: &Text, points: &[Text]) -> Text {
    let mut text = text.clone();
    for bullet in points {
        text.push_str("\n\u{2022} ");
        text.push_text(bullet);
    }
    text
}

/// Returns a text with every bullet replaced by "• ". A bullet at the beginning of the text is removed.
pub(in crate::read::recognise) fn normalise_bullets(text: &Text) -> Text {
    let mut out = Text::default();
    for line in text.split('\n') {
        if !out.is_blank() {
            out.push_str("\n");
        }
        let rest = strip_bullet(line.plain()).unwrap_or(line.plain());
        if rest.len() < line.plain().len() && !out.is_blank() {
            out.push_str("\u{2022} ");
        }
        out.push_text(&line.slice(line.plain().len() - rest.len()..line.plain().len()));
    }
    out
}
