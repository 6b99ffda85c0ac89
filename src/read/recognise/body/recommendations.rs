//! Reads recommendations of the body: list items, numbered paragraphs or prose.
//!
//! Must not know tables of recommendations.

use super::{BodyReader, OpenText};
use crate::{
    read::{
        line::Line,
        recognise::{addressee, family::Family, title_key},
    },
    report::{Content, Paragraph, ParagraphId, Recommendation, SectionId, Text},
};

impl BodyReader<'_> {
    /// Adds the current paragraph as a recommendation. Its text is set when the whole body is read.
    pub(super) fn add_paragraph_recommendation(&mut self) {
        let OpenText::Paragraph(index) = self.open_text else { return };
        self.body.recommendations.push(Recommendation {
            text: Text::default(),
            timescale: self.timescale.clone(),
            responsible: None,
            section: self.current_section(),
            paragraph: Some(ParagraphId(index)),
            cites: Vec::new(),
            place: self.body.paragraphs[index].place,
        });
    }

    /// Adds the current paragraph as a recommendation if its section has recommendations in prose, unless it says that
    /// there are none.
    pub(super) fn add_prose_recommendation(&mut self) {
        let OpenText::Paragraph(index) = self.open_text else { return };
        let is_none = is_no_recommendation(self.body.paragraphs[index].text.plain());
        let has_prose_recommendations = |family: &Family| {
            self.section_path
                .iter()
                .any(|id| family.is_prose_recommendations_title(&title_key(&self.body.sections[id.0].title)))
        };
        // A paragraph that introduces bullets is not a recommendation, unless it says who should do something. If it only
        // announces "the following areas", the bullets are the recommendations.
        let words = self.body.paragraphs[index].text.plain();
        let announces_list = words.ends_with(':') && words.to_lowercase().contains(" the following");
        let addressee = words.ends_with(':').then(|| addressee::find_addressee(words)).flatten();
        let is_lead_in = announces_list || words.ends_with(':') && addressee.is_none();
        if !is_none
            && !is_lead_in
            && !self.is_in_strengths()
            && self.family.is_some_and(has_prose_recommendations)
        {
            self.add_paragraph_recommendation();
        } else if is_lead_in {
            self.lead_in_addressee = addressee;
        }
    }

    /// Returns true if the text that was extended last is a paragraph that is a recommendation.
    pub(super) fn is_open_paragraph_recommendation(&self) -> bool {
        let (OpenText::Paragraph(index) | OpenText::Bullet(index)) = self.open_text else { return false };
        let place = self.body.paragraphs[index].place;
        self.body.recommendations.last().is_some_and(|item| item.place == place)
    }

    /// Adds a list item as a recommendation.
    pub(super) fn push_recommendation(&mut self, line: Line) {
        let place = self.next_place();
        self.body.recommendations.push(Recommendation {
            responsible: self.lead_in_addressee.clone(),
            // Set when the whole body is read.
            cites: Vec::new(),
            text: line.text,
            timescale: self.timescale.clone(),
            section: self.current_section(),
            paragraph: self.lead_in,
            place,
        });
        let index = self.body.recommendations.len() - 1;
        self.open_text = OpenText::Recommendation(index);
        self.push_block(Content::Recommendation(index), line.origin);
    }

    /// Returns true if the current section or one that contains it has recommendations.
    pub(super) fn is_in_recommendations(&self) -> bool {
        let Some(family) = self.family else { return false };
        let has_recommendations =
            |id: &SectionId| family.is_recommendations_title(&title_key(&self.body.sections[id.0].title));
        self.section_path.iter().any(has_recommendations) && !self.is_in_strengths()
    }

    /// Returns true if the current section is about strengths. By its type, such a section can appear to be part of a
    /// section with recommendations.
    fn is_in_strengths(&self) -> bool {
        let is_strengths = |id: &SectionId| {
            let key = title_key(&self.body.sections[id.0].title);
            key.split(|c: char| !c.is_alphanumeric()).any(|word| word == "strengths")
        };
        self.section_path.last().is_some_and(is_strengths)
    }
}

/// Returns true if a text says that there are no recommendations: "There are no areas for priority action."
pub(super) fn is_no_recommendation(words: &str) -> bool {
    ["There are no ", "There were no ", "No areas for ", "No priority action"]
        .iter()
        .any(|begin| words.starts_with(begin))
}

/// Returns the text of a paragraph with its bullets, each on a line of its own.
pub(super) fn text_with_bullets(paragraph: &Paragraph) -> Text {
    let mut text = paragraph.text.clone();
    for bullet in &paragraph.bullets {
        text.push_str("\n\u{2022} ");
        text.push_text(bullet);
    }
    text
}
