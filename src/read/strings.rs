//! The sentences that the window shows about a file that was read with warnings.
//!
//! The messages of files that can't be opened are in [`ReadError`](super::ReadError).

// Text files.

/// The warning about characters that could not be decoded.
pub(super) const UNREADABLE_CHARACTERS: &str =
    "Some characters in this file could not be read. They are shown as \u{FFFD}.";

// PDF files.

/// The warning about a file whose pages have no text.
pub(super) const SCANNED_PAGES: &str = "This looks like a scan. You can read the pages, but not search or summarise them. Try OCR, or ask for the original PDF.";

/// The warning about a file whose fonts do not state the characters that they draw.
pub(super) const UNREADABLE_FONTS: &str = "The text in this PDF can't be read, so only its pages are shown. You can't search or summarise them. Try OCR, or ask for the original document.";

/// The warning about a file without its end.
pub(super) const MISSING_END: &str = "The end of this file is missing, so some pages may be missing too. Download the file again, or ask for another copy.";

/// Returns the warning about a page that takes too many steps to draw. `page` is counted from 1.
pub(super) fn endless_page_message(page: usize) -> String {
    format!(
        "Page {page} is too complex to show in full. Check it in another PDF reader, or ask for another copy of the file."
    )
}

/// The name of the grading scale of a report without a title.
pub(super) const OWN_SCALE: &str = "The report's own scale";

// Word documents.

/// The warning about a document with tracked changes.
pub(super) const TRACKED_CHANGES: &str = "This document has tracked changes. Findings shows the text as if all of them were accepted. Ask for a final copy if you need to be sure of the wording.";

/// Returns the words before a comment in a document. `author` is `None` if the document does not name one.
pub(super) fn comment_label(author: Option<&str>) -> String {
    match author.filter(|author| !author.is_empty()) {
        Some(author) => format!("Comment by {author}: "),
        None => "Comment: ".to_owned(),
    }
}
