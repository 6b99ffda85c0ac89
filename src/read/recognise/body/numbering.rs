//! Reads numbered paragraphs and numbered items of the body.

use super::{BodyReader, OpenText};
use crate::{
    read::line::{Line, QUOTATION_MARKS, Shape},
    report::Text,
};

/// The maximum step from one paragraph number to the next. Some reports leave out paragraph numbers; a number after a
/// larger step is part of a sentence.
const MAX_PARAGRAPH_NUMBER_STEP: u32 = 20;
/// The maximum number of the first numbered paragraph. A larger number is a year.
const MAX_FIRST_PARAGRAPH_NUMBER: u32 = 1800;

/// The meaning of a number at the beginning of a line.
pub(super) enum NumberMeaning {
    /// The number of a new paragraph.
    Paragraph,
    /// The number of an item of a list in a paragraph.
    Item,
    /// A number in a sentence that began on the line before.
    Text,
}

impl BodyReader<'_> {
    /// Reads a numbered paragraph. In some sections, it is also a recommendation.
    pub(super) fn read_numbered_paragraph(&mut self, line: Line) {
        if let Shape::Numbered { number, .. } = line.shape {
            self.last_number = Some(number);
            self.last_item = None;
            let place = line.cell_place;
            // A quotation that begins with a number keeps its quotation mark.
            let quote = line.printed_number.as_deref().and_then(|printed| printed.chars().next());
            let text = match quote.filter(|quote| QUOTATION_MARKS.contains(quote)) {
                Some(quote) => {
                    let mut text = Text::new(quote);
                    text.push_text(&line.text);
                    text
                }
                None => line.text,
            };
            self.begin_paragraph(Some(number), text, line.origin);
            if self.is_in_recommendations()
                && self.family.is_some_and(|family| family.has_numbered_recommendations)
            {
                self.add_paragraph_recommendation();
                self.remember_cell(place);
            }
        }
    }

    /// Returns the meaning of a number at the beginning of a line. The number begins a paragraph if it is the next
    /// paragraph number, or if it is close to that and the text before is finished: "… in March | 2012. Some carers …"
    /// is one sentence. A 1 after text begins a list in the paragraph. A 1 directly after a heading begins new
    /// paragraph numbers.
    pub(super) fn number_meaning(&self, number: u32, line: &Line) -> NumberMeaning {
        if self.is_in_recommendations() && self.family.is_some_and(|family| family.has_unordered_numbers) {
            return NumberMeaning::Paragraph;
        }
        let is_unfinished = self.is_unfinished();
        // In a report of an unknown kind, numbers are kept as the source states them: they can leap, repeat and restart.
        if self.family.is_none() && line.has_stated_number {
            let is_year = is_unfinished && number >= MAX_FIRST_PARAGRAPH_NUMBER;
            return if is_year { NumberMeaning::Text } else { NumberMeaning::Paragraph };
        }
        let Some(last) = self.last_number else {
            return if number <= MAX_FIRST_PARAGRAPH_NUMBER {
                NumberMeaning::Paragraph
            } else {
                NumberMeaning::Text
            };
        };
        let is_after_text = !matches!(self.open_text, OpenText::Nothing)
            || self.is_in_recommendations() && self.lead_in.is_some();
        if number == last.saturating_add(1) {
            NumberMeaning::Paragraph
        } else if is_after_text
            && !is_unfinished
            && (number == 1 || self.last_item.is_some_and(|item| number == item.saturating_add(1)))
        {
            NumberMeaning::Item
        } else if number <= last.saturating_add(MAX_PARAGRAPH_NUMBER_STEP) && !is_unfinished {
            NumberMeaning::Paragraph
        } else {
            NumberMeaning::Text
        }
    }

    /// Reads an item of a numbered list as a bullet. The number is kept in its text.
    pub(super) fn read_numbered_item(&mut self, line: Line) {
        if let Shape::Numbered { number, .. } = line.shape {
            self.last_item = Some(number);
        }
        let (has_gap, origin, list_level) = (line.has_gap_before, line.origin, line.list_level);
        let item = Line::new(line.into_text_with_number(), Shape::Bullet, has_gap, origin);
        self.read_bullet(Line { list_level, ..item });
    }
}
