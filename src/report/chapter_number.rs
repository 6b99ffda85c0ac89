//! Numbers of paragraphs within their chapters, such as "2.10", which are a part of the text.

use super::{Content, Paragraph, ParagraphId, Place, Report};

/// Returns the chapter number at the beginning of a text: "2.10" for "2.10. The lifts". Returns `None` for a text that
/// begins in another way, such as "2.5 million".
fn chapter_number(text: &str) -> Option<&str> {
    /// The maximum number of digits in a part of the number.
    const MAX_DIGITS: usize = 3;
    let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let number = text[..length].trim_end_matches('.');
    let is_part = |part: &str| (1..=MAX_DIGITS).contains(&part.len());
    let (chapter, rest) = number.split_once('.')?;
    let words = text[length..].trim_start();
    let begins_text = words.len() < text.len() - length && !words.starts_with(char::is_lowercase);
    (is_part(chapter) && rest.split('.').all(is_part) && begins_text).then_some(number)
}

impl Paragraph {
    /// Returns the number within its chapter that a paragraph without a number begins with: "2.10".
    #[must_use]
    pub fn chapter_number(&self) -> Option<&str> {
        if self.number.is_some() { None } else { chapter_number(self.text.plain()) }
    }
}

impl Report {
    /// Returns the first paragraph that begins with this number within its chapter, such as "2.10".
    #[must_use]
    pub fn paragraph_with_chapter_number(&self, number: &str) -> Option<ParagraphId> {
        let index =
            self.paragraphs.iter().position(|paragraph| paragraph.chapter_number() == Some(number))?;
        Some(ParagraphId(index))
    }

    /// Returns the number within its chapter of the paragraph at a place.
    #[must_use]
    pub fn chapter_number_at(&self, place: Place) -> Option<&str> {
        match &self.block(place.block).content {
            Content::Paragraph(id) => self.paragraph(*id).chapter_number(),
            _ => None,
        }
    }

    /// Returns true if more paragraphs have a number within their chapter than a number of their own. The other numbers
    /// are then those of lists.
    #[must_use]
    pub fn has_chapter_numbers(&self) -> bool {
        let with_chapter = self.paragraphs.iter().filter(|paragraph| paragraph.chapter_number().is_some());
        let numbered = self.paragraphs.iter().filter(|paragraph| paragraph.number.is_some());
        with_chapter.count() > numbered.count()
    }
}

#[cfg(test)]
mod tests {
    use super::chapter_number;

    #[test]
    fn numbers_within_chapters_are_not_decimals_or_dates() {
        assert_eq!(chapter_number("2.10. The lifts are old."), Some("2.10"));
        assert_eq!(chapter_number("2.10 The lifts are old."), Some("2.10"));
        assert_eq!(chapter_number("2.10.3 \u{201C}Lifts\u{201D} are old."), Some("2.10.3"));
        for text in [
            "2.5 million lifts",
            "2. The lifts",
            "2.10.2024 was a Monday",
            "2.10",
            "The 2.10 lift",
            "2..1 Lifts",
        ] {
            assert_eq!(chapter_number(text), None, "{text}");
        }
    }
}
