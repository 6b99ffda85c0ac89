//! Which format a file is in, by what it holds before what it is called.

use super::ReadError;
use crate::report::{Format, InputFormat};

/// How far into a file its first bytes are looked for: some programs put junk before a PDF's header.
const HEAD: usize = 1024;

/// Tells the format.
pub(super) fn detect(bytes: &[u8], name: &str) -> Result<Format, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    if contains(head, b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Format::Docx);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(ReadError::Unsupported { what: "a rich text (RTF) file" });
    }
    let named = InputFormat::of_file_name(name).map(|input| input.format);
    if is_web_page(head) {
        return if named == Some(Format::Pdf) { Err(ReadError::PageNamedPdf) } else { Ok(Format::Html) };
    }
    Ok(match named {
        // Their content would have identified them above.
        Some(Format::Pdf | Format::Docx) | None => Format::Text,
        Some(format) => format,
    })
}

/// Whether the first tag is one that a page begins with.
fn is_web_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    ["<!doctype html", "<html", "<?xml", "<head", "<body"].iter().any(|tag| text.starts_with(tag))
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
