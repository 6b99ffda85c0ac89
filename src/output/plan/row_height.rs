//! Estimates the heights of rows with wrapped text. Spreadsheet programs do not compute the height of every row when
//! they open a file, so the workbook states it.

/// The widths of the characters from the space to "~" in Arial and in the typefaces that replace it, in thousandths of
/// the font size.
const CHARACTER_WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// The width of all other characters. Only Chinese, Japanese and Korean characters are much wider.
const OTHER_WIDTH: u16 = 620;
const WIDE_WIDTH: u16 = 1000;
/// The font size of the workbook, in points.
pub(super) const FONT_SIZE: f64 = 10.0;
/// The height of a line of text, in points.
const LINE_HEIGHT: f64 = 12.75;
/// Space above and below the text of a row, in points.
const ROW_PADDING: f64 = 5.0;
/// The maximum height of a row in the file format, in points.
const MAX_ROW_HEIGHT: f64 = 409.0;

/// Returns the height of a row in points. `cells` are its texts, each with the width of its column in the unit of the
/// file format, the digits of the default font.
pub(super) fn row_height<'a>(cells: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    let lines = cells.map(|(words, width)| line_count(words, width)).max().unwrap_or(1);
    let lines = f64::from(u32::try_from(lines).unwrap_or(u32::MAX));
    (lines * LINE_HEIGHT + ROW_PADDING).min(MAX_ROW_HEIGHT)
}

/// Returns the number of lines of a text in a column of this width.
fn line_count(words: &str, column_width: f64) -> usize {
    /// The width of a digit and the space beside the text of a cell, in pixels at 96 pixels per inch.
    const DIGIT_PIXELS: f64 = 7.0;
    const PADDING_PIXELS: f64 = 4.0;
    // A pixel is three quarters of a point.
    let available = (column_width * DIGIT_PIXELS - PADDING_PIXELS) * 0.75 * 1000.0 / FONT_SIZE;
    words.split('\n').map(|line| wrapped_line_count(line, available)).sum()
}

/// Returns the number of lines that a line of text takes if it is wrapped at spaces. `available` is the width in
/// thousandths of the font size.
fn wrapped_line_count(text: &str, available: f64) -> usize {
    let space = text_width(" ");
    let (mut lines, mut used) = (1, 0.0);
    for word in text.split(' ') {
        let width = text_width(word);
        if used > 0.0 && used + space + width > available {
            lines += 1;
            used = 0.0;
        } else if used > 0.0 {
            used += space;
        }
        used += width;
        // A word that is wider than the column is cut.
        while used > available {
            lines += 1;
            used -= available;
        }
    }
    lines
}

/// Returns the width of a text, in thousandths of the font size.
fn text_width(text: &str) -> f64 {
    let width = |c: char| {
        let index = usize::try_from(u32::from(c)).ok().and_then(|code| code.checked_sub(32));
        let known = index.and_then(|index| CHARACTER_WIDTHS.get(index)).copied();
        f64::from(known.unwrap_or(if c >= '\u{1100}' { WIDE_WIDTH } else { OTHER_WIDTH }))
    };
    text.chars().map(width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
        let short = row_height([("Plan", 20.0), ("", 5.0)].into_iter());
        let wrapped = row_height([("Plan", 20.0), (&*"word ".repeat(40), 20.0)].into_iter());
        assert!((short - LINE_HEIGHT - ROW_PADDING).abs() < 0.01, "{short}");
        // About four of these words fit in 20 digits.
        assert!(wrapped > short + 8.0 * LINE_HEIGHT && wrapped < short + 14.0 * LINE_HEIGHT, "{wrapped}");
        assert_eq!(line_count("one\ntwo\n\nthree", 20.0), 4);
        assert_eq!(line_count(&"x".repeat(100), 20.0), 5);
        assert_eq!(line_count("", 20.0), 1);
    }

    #[test]
    fn no_row_is_higher_than_the_file_format_allows() {
        assert!((row_height([(&*"word ".repeat(10_000), 10.0)].into_iter()) - MAX_ROW_HEIGHT).abs() < 0.01);
    }
}
