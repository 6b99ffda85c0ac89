//! Decides which lines continue the text that was extended last, and appends them to it.
//!
//! Must not know sections, tables or recommendations.

use super::{BodyReader, OpenText};
use crate::{
    read::{
        line::{Line, Shape, append_continuation, fits_in_free_chars, is_unfinished},
        recognise::headings,
    },
    report::{self, BlockId},
};

impl BodyReader<'_> {
    /// Returns true if a line continues the text before. That is so if the text is unfinished, and the line begins in
    /// the middle of a sentence or is prose. A new sentence can continue a numbered paragraph too: a report that
    /// numbers its paragraphs numbers all of them, and a page can end between two sentences.
    pub(super) fn is_continuation(&self, line: &Line) -> bool {
        if line.begins_text || has_compound_number(line.text.plain()) {
            return false;
        }
        let is_prose = headings::is_prose(line);
        if !self.is_unfinished() {
            // If the source states paragraphs, only a page end can cut a paragraph.
            let can_be_cut = !line.has_typeset_headings || line.is_page_start;
            return is_prose && can_be_cut && line.is_plain() && self.is_in_numbered_paragraph()
                || self.is_next_row(line);
        }
        let is_lower_case =
            line.text.plain().chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        // Bullets often end without a full stop, so the sentence after a bullet can be a new text.
        let is_after_paragraph =
            matches!(self.open_text, OpenText::Paragraph(_)) && !self.is_after_space(line);
        let is_text = || is_prose || self.measure.is_some_and(|measure| measure.is_text(line));
        matches!(line.shape, Shape::Numbered { .. })
            || is_lower_case
            || ((line.text.plain().ends_with('.') || is_text()) && is_after_paragraph)
            || self.is_next_row(line)
            || self.is_rest_of_item(line)
    }

    /// Returns true if the text above a line ends with space for the first word of the line, and the line is further
    /// below it than a row. Such a line begins a paragraph even if the text above has lost its full stop. A quotation
    /// that is set off from its sentence does not.
    fn is_after_space(&self, line: &Line) -> bool {
        let (Some(measure), Some(end)) = (self.measure, self.previous_end) else { return false };
        let is_on_page = line.areas.first().is_some_and(|area| area.page == end.area.page);
        let has_space = end.free_chars.is_some_and(|chars| fits_in_free_chars(line.text.plain(), chars));
        let is_quotation = line.text.plain().starts_with(['\'', '"', '\u{2018}', '\u{201C}']);
        is_on_page && has_space && !is_quotation && !measure.is_row_below(end.area, line)
    }

    /// Returns true if a line is the rest of the list item above it, although it begins with a capital: the item is
    /// unfinished and has no space left, and the line is the row below it, with the same indent or a larger one. In some
    /// files, the rows of an item are tagged as separate paragraphs.
    fn is_rest_of_item(&self, line: &Line) -> bool {
        let is_item = matches!(self.open_text, OpenText::Bullet(_) | OpenText::Recommendation(_));
        let (Some(measure), Some(end)) = (self.measure, self.previous_end) else { return false };
        is_item
            && line.is_plain()
            && end.free_chars.is_some_and(|chars| !fits_in_free_chars(line.text.plain(), chars))
            && measure.is_row_below(end.area, line)
            && line.areas.first().is_some_and(|area| area.left + 1.0 > end.area.left)
    }

    /// Returns true if a line begins a paragraph although it is not a sentence, because it fills the measure. A line
    /// that begins in lower case does not: it is the rest of another line, such as an entry of the printed contents.
    pub(super) fn begins_text(&self, line: &Line) -> bool {
        let is_rest = line.text.plain().trim_start().starts_with(char::is_lowercase);
        !is_rest && self.measure.is_some_and(|measure| measure.is_text(line))
    }

    /// Returns true if a line is the next row of the text that was extended last: the text fills its last row, and the
    /// space between the two rows is that of a paragraph. In some files, every row of a paragraph is a block.
    pub(super) fn is_next_row(&self, line: &Line) -> bool {
        let begins_with_letter = line
            .text
            .plain()
            .trim_start_matches(['(', '\'', '"', '\u{2018}', '\u{201C}'])
            .starts_with(char::is_alphabetic);
        let measure_and_end = self.measure.zip(self.previous_end);
        !matches!(self.open_text, OpenText::Nothing)
            && line.is_plain()
            && begins_with_letter
            && measure_and_end.is_some_and(|(measure, above)| measure.is_next_row(above.area, line))
    }

    /// Returns true if the text that was extended last is a numbered paragraph.
    pub(super) fn is_in_numbered_paragraph(&self) -> bool {
        matches!(self.open_text, OpenText::Paragraph(index) if self.body.paragraphs[index].number.is_some())
    }

    /// Appends a line to the text that was extended last, and adds its areas to the block of that text.
    pub(super) fn append_line(&mut self, line: Line) {
        if let Some(block) = self.block_of_open_text() {
            self.add_areas_to_block(block);
        }
        let rest = line.into_text_with_number();
        match self.open_text {
            OpenText::Nothing => {}
            OpenText::Paragraph(index) => append_continuation(&mut self.body.paragraphs[index].text, &rest),
            OpenText::Bullet(index) => {
                if let Some(bullet) = self.body.paragraphs[index].bullets.last_mut() {
                    append_continuation(bullet, &rest);
                }
            }
            OpenText::Recommendation(index) => {
                append_continuation(&mut self.body.recommendations[index].text, &rest);
            }
        }
    }

    /// Returns the block of the text that was extended last; `None` if no text is open.
    pub(super) fn block_of_open_text(&self) -> Option<BlockId> {
        match self.open_text {
            OpenText::Nothing => None,
            OpenText::Paragraph(index) | OpenText::Bullet(index) => {
                Some(self.body.paragraphs[index].place.block)
            }
            OpenText::Recommendation(index) => Some(self.body.recommendations[index].place.block),
        }
    }

    /// Adds the areas of the current line to a block.
    pub(super) fn add_areas_to_block(&mut self, block: BlockId) {
        let areas = &mut self.body.blocks[block.0].areas;
        for area in &self.line_areas {
            report::merge_area(areas, *area);
        }
    }

    /// Returns true if the text that was extended last ends in the middle of a sentence.
    pub(super) fn is_unfinished(&self) -> bool {
        let text = match self.open_text {
            OpenText::Nothing => return false,
            OpenText::Paragraph(index) => Some(&self.body.paragraphs[index].text),
            OpenText::Bullet(index) => self.body.paragraphs[index].bullets.last(),
            OpenText::Recommendation(index) => Some(&self.body.recommendations[index].text),
        };
        text.is_some_and(|text| is_unfinished(text.plain()))
    }
}

/// Returns true if a line begins with the number of a paragraph in its chapter: "4.76. ", "4.76 . ".
fn has_compound_number(words: &str) -> bool {
    let Some((chapter, rest)) = words.split_once('.') else { return false };
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number =
        |digits: &str| (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number(chapter)
        && is_number(&rest[..rest.len() - number.len()])
        && number.trim_start().strip_prefix('.').is_some_and(|after| after.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::has_compound_number;

    #[test]
    fn a_paragraph_number_in_its_chapter_is_not_a_decimal() {
        assert!(has_compound_number("4.76. The town"));
        assert!(has_compound_number("4.76 . The town"));
        assert!(!has_compound_number("4.76 million people"));
        assert!(!has_compound_number("4. The town"));
        assert!(!has_compound_number("In 2012. The town"));
    }
}
