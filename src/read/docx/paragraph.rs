//! The properties of a paragraph of a Word document, and its number.

/// The properties of a paragraph that decide what it is.
#[derive(Debug, Default)]
pub(super) struct ParagraphProperties {
    /// The id of the style; `None` if the paragraph has the default style.
    pub(super) style: Option<String>,
    /// The id of the list: "0" if the paragraph is taken out of the list of its style, and `None` if it sets no list.
    pub(super) list: Option<String>,
    /// The level in the list, from 0; `None` if it is not stated.
    pub(super) list_level: Option<usize>,
    /// The heading level that the paragraph sets: `Some(None)` if it is not a heading although its style is one.
    pub(super) heading: Option<Option<u8>>,
    /// True if the mark of the paragraph is deleted or hidden, so that the next paragraph continues it.
    pub(super) is_mark_deleted: bool,
    /// True if the paragraph ends a section of the layout.
    pub(super) ends_section: bool,
    /// The mark of the note that begins with this paragraph; `None` after its first text and outside notes.
    pub(super) note_prefix: Option<String>,
}

/// Returns the number and the mark of a label that is a whole number: "1.", "(1)", "[1]", "1". A label without a mark has
/// the mark ".". Returns `None` for other labels, such as "1.1" and "(a)".
pub(super) fn parse_number_label(label: &str) -> Option<(u32, char)> {
    let inner = label.trim().trim_start_matches(['(', '[']);
    let digits = inner.trim_end_matches(['.', ')', ']', ':']);
    if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mark = if inner[digits.len()..].contains([')', ']']) { ')' } else { '.' };
    digits.parse().ok().map(|number| (number, mark))
}

#[cfg(test)]
mod tests {
    use super::parse_number_label;

    #[test]
    fn only_whole_numbers_number_paragraphs() {
        assert_eq!(parse_number_label("12."), Some((12, '.')));
        assert_eq!(parse_number_label("(3)"), Some((3, ')')));
        assert_eq!(parse_number_label("[4]"), Some((4, ')')));
        assert_eq!(parse_number_label("5"), Some((5, '.')));
        assert_eq!(parse_number_label("1.2"), None);
        assert_eq!(parse_number_label("(a)"), None);
        assert_eq!(parse_number_label("Part 1"), None);
    }
}
