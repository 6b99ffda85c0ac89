//! The measure of the text on the pages: how wide its rows are and where they end.
//!
//! It tells a row of text from a label where the wording does not. Must not know formats; lines without places on pages
//! have no measure.

use crate::{read::line::Line, report::Area};

/// The measure of the text of a report, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// The usual right edge of a paragraph.
    right: f32,
    /// The usual width of a paragraph.
    width: f32,
    /// The height of a row, from the top of its letters to the bottom.
    row_height: f32,
}

/// The minimum length of a paragraph that is measured, in characters. It has several rows.
const MIN_MEASURED_LETTERS: usize = 200;
/// The area that a letter takes in a paragraph, as a multiple of the square of the type size: half its size in width,
/// and the distance between two rows in height.
const LETTER_AREA: f32 = 0.6;
/// The height of a row as a multiple of the type size.
const ROW_HEIGHT: f32 = 1.1;
/// The minimum length of a full row of text, in bytes. A shorter one is a title in larger type.
const MIN_ROW_BYTES: usize = 55;
/// The maximum share of the measure that the last word of a row leaves empty.
const MAX_RAGGED_SHARE: f32 = 0.15;

impl Measure {
    /// Measures the long paragraphs of a report; returns `None` if there are too few of them.
    pub(super) fn from_lines(lines: &[Line]) -> Option<Self> {
        const MIN_MEASURED_LINES: usize = 3;
        let mut rights = Vec::new();
        let mut widths = Vec::new();
        let mut letter_areas = Vec::new();
        for line in lines {
            let letters = line.text.plain().chars().count();
            if let ([area], true) = (line.areas.as_slice(), letters >= MIN_MEASURED_LETTERS) {
                let width = area.right - area.left;
                rights.push(area.right);
                widths.push(width);
                #[expect(clippy::cast_precision_loss, reason = "a few thousand letters")]
                letter_areas.push(width * height(*area) / letters as f32);
            }
        }
        if rights.len() < MIN_MEASURED_LINES {
            return None;
        }
        let type_size = (median(&mut letter_areas)? / LETTER_AREA).sqrt();
        let row_height = ROW_HEIGHT * type_size;
        Some(Self { right: median(&mut rights)?, width: median(&mut widths)?, row_height })
    }

    /// Returns true if a plain line is text although it is short or does not end a sentence: it fills a row, or has
    /// several rows. A label with its value, "Team inspectors: …", is not.
    pub(super) fn is_text(self, line: &Line) -> bool {
        /// The minimum length of several rows of text, in bytes. Shorter ones can be a title.
        const MIN_ROWS_BYTES: usize = 100;
        /// The minimum width of text as a share of the measure: an indented list is narrower, but a column is much
        /// narrower.
        const MIN_WIDTH_SHARE: f32 = 0.7;
        /// The maximum length of a label, in bytes.
        const MAX_LABEL_BYTES: usize = 40;
        let words = line.text.plain();
        let has_label = words.split_once(':').is_some_and(|(label, _)| label.len() <= MAX_LABEL_BYTES);
        let [area] = line.areas.as_slice() else { return false };
        // The printed contents end with the number of a page.
        let ends_in_number = words.ends_with(|c: char| c.is_ascii_digit());
        let is_wide = area.right - area.left >= MIN_WIDTH_SHARE * self.width;
        let min_bytes = if self.is_single_row(*area) { MIN_ROW_BYTES } else { MIN_ROWS_BYTES };
        line.is_plain()
            && words.len() >= min_bytes
            && !has_label
            && !ends_in_number
            && is_wide
            && self.is_full(*area)
    }

    /// Returns true if a line directly below an area continues its text: the area is a single row without room for the
    /// first word of the line, both begin at the same place, and the space between them is that between two rows.
    pub(super) fn is_next_row(self, above: Area, line: &Line) -> bool {
        /// The maximum space between two rows, as a share of the height of a row.
        const MAX_SPACE: f32 = 0.25;
        /// The usual width of a letter, as a share of the height of a row.
        const LETTER_WIDTH: f32 = 0.45;
        let Some(area) = line.areas.first() else { return false };
        let space = area.top - above.bottom;
        let word = line.text.plain().split_whitespace().next().map_or(0, |word| word.chars().count() + 1);
        let word_width = f32::from(u8::try_from(word).unwrap_or(u8::MAX)) * LETTER_WIDTH * self.row_height;
        above.page == area.page
            && self.is_single_row(above)
            && self.is_full(above)
            && above.right + word_width > self.right
            && (above.left - area.left).abs() < 0.25 * self.row_height
            && (-MAX_SPACE..=MAX_SPACE).contains(&(space / self.row_height))
    }

    fn is_single_row(self, area: Area) -> bool {
        height(area) < 1.6 * self.row_height
    }

    /// Returns true if an area ends where paragraphs end.
    fn is_full(self, area: Area) -> bool {
        (self.right - area.right).abs() <= MAX_RAGGED_SHARE * self.width
    }
}

fn height(area: Area) -> f32 {
    area.bottom - area.top
}

/// Returns the median of some values; `None` if there are none.
fn median(values: &mut [f32]) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::Measure;
    use crate::{
        read::line::{Line, Shape},
        report::{Area, Origin, Text},
    };

    /// A page of rows that are 450 points wide, with the left edge at 70.
    fn line(words: &str, right: f32, top: f32, rows: f32) -> Line {
        let area = Area { page: 1, left: 70.0, top, right, bottom: top + 13.0 + (rows - 1.0) * 14.0 };
        Line {
            areas: vec![area],
            has_typeset_headings: true,
            ..Line::new(Text::from(words), Shape::Plain, true, Origin::default())
        }
    }

    fn measure() -> Measure {
        let paragraph = "The staff know the children well. ".repeat(7);
        let lines: Vec<Line> =
            (0..5u8).map(|at| line(&paragraph, 520.0, f32::from(at) * 60.0, 3.0)).collect();
        Measure::from_lines(&lines).unwrap()
    }

    #[test]
    fn full_rows_are_text_and_labels_are_not() {
        let row = "The team that visits the homes has grown a little, and so has the";
        assert!(measure().is_text(&line(row, 505.0, 400.0, 1.0)));
        assert!(!measure().is_text(&line(row, 300.0, 400.0, 1.0)), "it does not fill the row");
        assert!(!measure().is_text(&line(
            "Team inspectors: A. Able, B. Bold, C. Calm, D. Dear and E. Early",
            505.0,
            400.0,
            1.0
        )));
    }

    #[test]
    fn only_the_row_directly_below_a_full_row_continues_it() {
        let area = |right, top| line("", right, top, 1.0).areas[0];
        let next = |words, top| line(words, 200.0, top, 1.0);
        assert!(measure().is_next_row(area(505.0, 100.0), &next("They know.", 114.5)));
        assert!(!measure().is_next_row(area(300.0, 100.0), &next("They know.", 114.5)));
        assert!(
            !measure().is_next_row(area(470.0, 100.0), &next("They know.", 114.5)),
            "there was room for it"
        );
        assert!(!measure().is_next_row(area(505.0, 100.0), &next("They know.", 128.0)), "a new paragraph");
    }
}
