//! Detects the format of a file by its content, or else by its name.
//!
//! Owns the signatures of the formats; must not know how they are read.

use super::ReadError;
use crate::report::{Format, InputFormat};

/// The number of bytes at the start of a file that are searched for a PDF header: some programs write other bytes
/// before the header.
const MAX_HEAD_BYTES: usize = 1024;

/// Returns the format of a file. `name` is the file name, whose extension decides if the content does not.
///
/// # Errors
/// Returns [`ReadError::Empty`] for a file without bytes, [`ReadError::Unsupported`] for rich text and old Office files,
/// [`ReadError::ProtectedDocument`] for a document with a password, and [`ReadError::WebPageNamedPdf`] for a web page
/// whose name ends in `.pdf`.
pub(super) fn detect_format(bytes: &[u8], name: &str) -> Result<Format, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let head = &bytes[..bytes.len().min(MAX_HEAD_BYTES)];
    if contains_bytes(head, b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Format::Docx);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(ReadError::Unsupported { kind: "rich text (RTF) files" });
    }
    if bytes.starts_with(&OLE_SIGNATURE) {
        return Err(describe_old_office_file(bytes));
    }
    let format_by_name = InputFormat::from_file_name(name).map(|input| input.format);
    if is_web_page(head) {
        return if format_by_name == Some(Format::Pdf) {
            Err(ReadError::WebPageNamedPdf)
        } else {
            Ok(Format::Html)
        };
    }
    Ok(match format_by_name {
        // Without a name, as on standard input, headings are the only sign of Markdown.
        None if is_markdown(bytes) => Format::Markdown,
        // A real PDF file or Word document was recognised by its content above.
        Some(Format::Pdf | Format::Docx) | None => Format::Text,
        Some(format) => format,
    })
}

/// The signature of the container of old Office files, which also holds new ones that are protected by a password.
const OLE_SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Returns the reason why a file in the container of old Office files cannot be opened.
fn describe_old_office_file(bytes: &[u8]) -> ReadError {
    // The names of the streams in the container are UTF-16.
    let has_stream = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    if has_stream("EncryptedPackage") {
        ReadError::ProtectedDocument
    } else if has_stream("WordDocument") {
        ReadError::Unsupported { kind: "documents of old versions of Word (.doc)" }
    } else {
        ReadError::Unsupported { kind: "files of old versions of Office" }
    }
}

/// Returns true if the first bytes of a file are a tag at the start of a web page, such as `<html>`.
fn is_web_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    ["<!doctype html", "<html", "<?xml", "<head", "<body"].iter().any(|tag| text.starts_with(tag))
}

/// Returns true if a file without a known ending is Markdown: its first line with text is a heading, or it has several
/// headings, such as "## Leadership".
fn is_markdown(bytes: &[u8]) -> bool {
    /// The number of bytes that are searched.
    const MAX_SEARCHED_BYTES: usize = 64 * 1024;
    const MIN_HEADINGS: usize = 2;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let is_heading = |line: &[u8]| {
        let marks = line.iter().take_while(|byte| **byte == b'#').count();
        (1..=6).contains(&marks)
            && line.get(marks) == Some(&b' ')
            && line[marks..].iter().any(|byte| !byte.is_ascii_whitespace())
    };
    let lines = bytes[..bytes.len().min(MAX_SEARCHED_BYTES)].split(|byte| matches!(byte, b'\n' | b'\r'));
    let mut filled = lines.filter(|line| line.iter().any(|byte| !byte.is_ascii_whitespace())).peekable();
    if filled.peek().is_some_and(|first| is_heading(first)) {
        return true;
    }
    let (mut count, mut has_text_above) = (0, false);
    for line in filled {
        // A line of these marks makes the line above it a heading.
        let is_underline = line.len() >= 3 && line.trim_ascii_end().iter().all(|byte| *byte == b'=');
        count += usize::from(is_heading(line) || is_underline && has_text_above);
        has_text_above = !is_underline;
    }
    count >= MIN_HEADINGS
}

/// Returns true if `haystack` contains the bytes of `needle`, which must not be empty.
fn contains_bytes(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::is_markdown;

    #[test]
    fn headings_tell_markdown_from_text() {
        assert!(is_markdown(b"# Inspection of lifts\n\nThe lifts are old.\n"));
        assert!(is_markdown(b"\xEF\xBB\xBF# Inspection of lifts\r\n"));
        assert!(is_markdown(b"Lifts\n=====\n\nText.\n\nDoors\n=====\n"));
        assert!(is_markdown(b"title: Lifts\r\r## One\r\r## Two\r"));
        assert!(!is_markdown(b"Inspection of lifts\n\n#1 is the lift in the hall.\n"));
        assert!(!is_markdown(b"Inspection of lifts\n\n# 1 broken\n"));
        assert!(!is_markdown(b""));
    }
}
