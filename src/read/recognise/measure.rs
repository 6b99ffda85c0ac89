//! Measures the text on the pages: the usual width and right edge of paragraphs, and the height of their rows.
//!
//! The measure distinguishes a row of text from a label if the wording does not. Lines without places on pages have no
//! measure. Must not know formats.

use crate::{read::line::Line, report::Area};

/// The measure of the text of a report. All lengths are in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// The usual right edge of a paragraph.
    right: f32,
    /// The usual width of a paragraph.
    width: f32,
    /// The height of a row, from the top of its letters to the bottom.
    row_height: f32,
}

/// The minimum length of a paragraph that is measured, in characters. Such a paragraph has several rows.
const MIN_MEASURED_CHARACTERS: usize = 200;
/// The average area of a letter in a paragraph, as a multiple of the square of the type size. A letter is half as wide
/// as the type size, and as high as the distance between two rows.
const LETTER_AREA_RATIO: f32 = 0.6;
/// The height of a row as a multiple of the type size.
const ROW_HEIGHT_RATIO: f32 = 1.1;
/// The minimum length of a full row of text, in bytes. A shorter full row is a title in larger type.
const MIN_ROW_BYTES: usize = 55;
/// The maximum distance between the end of a full row and the right edge of paragraphs, as a share of the measure. The
/// next word did not fit into this space.
const MAX_RAGGED_SHARE: f32 = 0.15;

impl Measure {
    /// Measures the long paragraphs of a report. Returns `None` if there are too few long paragraphs on a single page.
    pub(super) fn from_lines(lines: &[Line]) -> Option<Self> {
        /// The minimum number of long paragraphs.
        const MIN_MEASURED_LINES: usize = 3;
        let mut right_edges = Vec::new();
        let mut widths = Vec::new();
        let mut letter_areas = Vec::new();
        for line in lines {
            let letters = line.text.plain().chars().count();
            if let ([area], true) = (line.areas.as_slice(), letters >= MIN_MEASURED_CHARACTERS) {
                let width = area.right - area.left;
                right_edges.push(area.right);
                widths.push(width);
                #[expect(clippy::cast_precision_loss, reason = "f32 holds a few thousand letters exactly")]
                letter_areas.push(width * area_height(*area) / letters as f32);
            }
        }
        if right_edges.len() < MIN_MEASURED_LINES {
            return None;
        }
        let type_size = (median(&mut letter_areas)? / LETTER_AREA_RATIO).sqrt();
        let row_height = ROW_HEIGHT_RATIO * type_size;
        Some(Self { right: median(&mut right_edges)?, width: median(&mut widths)?, row_height })
    }

    /// Returns true if a plain line fills a row or has several rows, so that it is text although it is short or does
    /// not end a sentence. A label with its value, such as "Team inspectors: …", is not text.
    pub(super) fn is_text(self, line: &Line) -> bool {
        /// The minimum length of text in several rows, in bytes. A shorter text can be a title.
        const MIN_ROWS_BYTES: usize = 100;
        /// The minimum width of text as a share of the measure. An indented list is narrower than the measure, but a
        /// column is much narrower.
        const MIN_WIDTH_SHARE: f32 = 0.7;
        /// The maximum length of a label, in bytes.
        const MAX_LABEL_BYTES: usize = 40;
        let words = line.text.plain();
        let has_label = words.split_once(':').is_some_and(|(label, _)| label.len() <= MAX_LABEL_BYTES);
        let [area] = line.areas.as_slice() else { return false };
        // A line that ends with a number can be an entry of the printed contents.
        let ends_in_number = words.ends_with(|c: char| c.is_ascii_digit());
        let is_wide = area.right - area.left >= MIN_WIDTH_SHARE * self.width;
        let min_bytes = if self.is_single_row(*area) { MIN_ROW_BYTES } else { MIN_ROWS_BYTES };
        line.is_plain()
            && words.len() >= min_bytes
            && !has_label
            && !ends_in_number
            && is_wide
            && self.is_full_row(*area)
    }

    /// Returns true if a line is the next row of the text in the area `above`: the area is a full row without room for
    /// the first word of the line, both have the same left edge, and the space between them is that of a paragraph.
    pub(super) fn is_next_row(self, above: Area, line: &Line) -> bool {
        /// The usual width of a letter, as a multiple of the row height.
        const LETTER_WIDTH_RATIO: f32 = 0.45;
        let Some(area) = line.areas.first() else { return false };
        let word = line.text.plain().split_whitespace().next().map_or(0, |word| word.chars().count() + 1);
        let word_width =
            f32::from(u8::try_from(word).unwrap_or(u8::MAX)) * LETTER_WIDTH_RATIO * self.row_height;
        self.is_row_below(above, line)
            && self.is_single_row(above)
            && self.is_full_row(above)
            && above.right + word_width > self.right
            && (above.left - area.left).abs() < 0.25 * self.row_height
    }

    /// Returns true if a line begins directly below an area: the space between them is that of two rows in a paragraph.
    pub(super) fn is_row_below(self, above: Area, line: &Line) -> bool {
        /// The maximum space between two rows of a paragraph, as a multiple of the row height.
        const MAX_SPACE_RATIO: f32 = 0.25;
        let Some(area) = line.areas.first() else { return false };
        let space = area.top - above.bottom;
        above.page == area.page && (-MAX_SPACE_RATIO..=MAX_SPACE_RATIO).contains(&(space / self.row_height))
    }

    /// Returns true if an area is as high as a single row.
    fn is_single_row(self, area: Area) -> bool {
        area_height(area) < 1.6 * self.row_height
    }

    /// Returns true if the right edge of an area is close to that of paragraphs.
    fn is_full_row(self, area: Area) -> bool {
        (self.right - area.right).abs() <= MAX_RAGGED_SHARE * self.width
    }
}

/// Returns the height of an area, in points.
fn area_height(area: Area) -> f32 {
    area.bottom - area.top
}

/// Sorts values, and returns their median; `None` if there are no values.
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

    /// Returns a line with its left edge at 70 points, the right and top edges in points, and a number of rows.
    fn line(words: &str, right: f32, top: f32, rows: f32) -> Line {
        let area = Area { page: 1, left: 70.0, top, right, bottom: top + 13.0 + (rows - 1.0) * 14.0 };
        Line {
            areas: vec![area],
            has_typeset_headings: true,
            ..Line::new(Text::from(words), Shape::Plain, true, Origin::default())
        }
    }

    /// Returns the measure of a page with paragraphs that are 450 points wide.
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
        assert!(!measure().is_text(&line(row, 300.0, 400.0, 1.0)), "a row that is not full is not text");
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
            "a row with room for the next word ends the text"
        );
        assert!(!measure().is_next_row(area(505.0, 100.0), &next("They know.", 128.0)), "a new paragraph");
    }
}
