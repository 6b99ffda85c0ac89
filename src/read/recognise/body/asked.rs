//! What the body asks for: bullets, numbered paragraphs or prose that are recommendations.

use super::{Open, Reader};
use crate::{
    read::{
        line::Line,
        recognise::{family::Family, key, recommendations},
    },
    report::{Content, Paragraph, ParagraphId, Recommendation, SectionId, Text},
};

impl Reader<'_> {
    /// The paragraph just begun is a recommendation as well; its words are taken when it is whole.
    pub(super) fn paragraph_is_recommendation(&mut self) {
        let Open::Paragraph(index) = self.open else { return };
        self.body.recommendations.push(Recommendation {
            text: Text::default(),
            timescale: self.timescale.clone(),
            responsible: None,
            section: self.section(),
            paragraph: Some(ParagraphId(index)),
            cites: Vec::new(),
            place: self.body.paragraphs[index].place,
        });
    }

    /// The paragraph just begun is a recommendation as well, where its section asks in prose; not where it says that
    /// nothing is asked for.
    pub(super) fn prose_recommendation(&mut self) {
        let Open::Paragraph(index) = self.open else { return };
        let says_none = self.body.paragraphs[index].text.plain().starts_with("There are no ");
        let asks = |family: &Family| {
            self.above.iter().any(|id| family.asks_in_prose(&key(&self.body.sections[id.0].title)))
        };
        // Words that lead in to bullets ask for nothing themselves, unless they say who is to do what.
        let words = self.body.paragraphs[index].text.plain();
        let leads_in = words.ends_with(':') && recommendations::responsible(words).is_none();
        if !says_none && !leads_in && !self.in_strengths() && self.family.is_some_and(asks) {
            self.paragraph_is_recommendation();
        }
    }

    /// Whether the text last added to is a paragraph that is a recommendation itself.
    pub(super) fn open_recommendation_is_paragraph(&self) -> bool {
        let (Open::Paragraph(index) | Open::Bullet(index)) = self.open else { return false };
        let place = self.body.paragraphs[index].place;
        self.body.recommendations.last().is_some_and(|item| item.place == place)
    }

    pub(super) fn recommendation(&mut self, line: Line) {
        let place = self.next_place();
        self.body.recommendations.push(Recommendation {
            // Worked out when the item is whole.
            responsible: None,
            cites: Vec::new(),
            text: line.text,
            timescale: self.timescale.clone(),
            section: self.section(),
            paragraph: self.lead_in,
            place,
        });
        let index = self.body.recommendations.len() - 1;
        self.open = Open::Recommendation(index);
        self.push(Content::Recommendation(index), line.origin);
    }

    pub(super) fn in_recommendations(&self) -> bool {
        let Some(family) = self.family else { return false };
        let is_one = |id: &SectionId| family.asks(&key(&self.body.sections[id.0].title));
        self.above.iter().any(is_one) && !self.in_strengths()
    }

    /// Whether the section tells what is good, wherever it stands: what the type sets below a heading that asks for
    /// something does not always belong to it.
    fn in_strengths(&self) -> bool {
        let tells = |id: &SectionId| {
            let key = key(&self.body.sections[id.0].title);
            key.split(|c: char| !c.is_alphanumeric()).any(|word| word == "strengths")
        };
        self.above.last().is_some_and(tells)
    }
}

/// A paragraph with its bullets, as one text.
pub(super) fn whole(paragraph: &Paragraph) -> Text {
    let mut text = paragraph.text.clone();
    for bullet in &paragraph.bullets {
        text.push_str("\n\u{2022} ");
        text.push_text(bullet);
    }
    text
}
