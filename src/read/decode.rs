//! Decodes bytes to text: UTF-8, UTF-16 and Windows-1252, the encodings that Word and other programs export.
//!
//! Must not know any format.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::ReadError;

/// The number of bytes at the start of a file that are inspected to tell text from binary data.
const MAX_SAMPLE_BYTES: usize = 8 * 1024;

/// The decoded text of a file.
pub(super) struct Decoded<'a> {
    /// The text, without byte order mark.
    pub(super) text: Cow<'a, str>,
    /// True if some bytes could not be decoded and were replaced by U+FFFD.
    pub(super) replaced: bool,
}

/// Decodes a file by its byte order mark. Without one, tries UTF-8, then UTF-16 if nearly every other byte is zero,
/// then Windows-1252.
///
/// # Errors
/// Returns [`ReadError::NotText`] if too many characters are control characters or cannot be decoded.
pub(super) fn decode_text(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    let (encoding, mark) = Encoding::for_bom(bytes).unzip();
    let body = &bytes[mark.unwrap_or(0)..];
    if encoding.is_none()
        && memchr::memchr(0, body).is_none()
        && let Ok(text) = std::str::from_utf8(body)
    {
        return check_is_text(Cow::Borrowed(text), false);
    }
    let encoding = encoding.or_else(|| unmarked_utf16(body)).unwrap_or_else(|| utf8_or_windows_1252(body));
    let (text, replaced) = encoding.decode_without_bom_handling(body);
    check_is_text(without_stray_zeros(text), replaced)
}

/// Chooses between UTF-8 with a few damaged bytes and Windows-1252, by how many of the non-ASCII characters are valid
/// UTF-8.
fn utf8_or_windows_1252(bytes: &[u8]) -> &'static Encoding {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    if valid > invalid * 4 || invalid == 0 { UTF_8 } else { WINDOWS_1252 }
}

/// Removes the few zero bytes that some programs leave in exported text. Many zeros mean that the file is not text, so
/// they are kept.
fn without_stray_zeros(text: Cow<'_, str>) -> Cow<'_, str> {
    let zeros = memchr::memchr_iter(0, text.as_bytes()).count();
    if zeros > 0 && zeros * 200 < text.len() { Cow::Owned(text.replace('\0', "")) } else { text }
}

/// Recognises UTF-16 without a byte order mark: in Latin text, every other byte is zero and the rest are not.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(MAX_SAMPLE_BYTES)];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 2 * 3 / 4;
    let few = sample.len() / 50;
    if sample.len() < 4 {
        None
    } else if odd >= many && even <= few {
        Some(UTF_16LE)
    } else if even >= many && odd <= few {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Returns the text, or an error if more than 2% of it is control characters or could not be decoded.
fn check_is_text(text: Cow<'_, str>, replaced: bool) -> Result<Decoded<'_>, ReadError> {
    let sample = &text[..text.floor_char_boundary(MAX_SAMPLE_BYTES)];
    // Tab, line ends and form feed are 9 to 13. Adding without a branch lets the compiler process several bytes at
    // once.
    let controls: usize =
        sample.bytes().map(|byte| usize::from((byte < 32) & !(9..=13).contains(&byte))).sum();
    let lost = if replaced { sample.matches('\u{FFFD}').count() } else { 0 };
    if (controls + lost) * 50 > sample.len() || sample.contains('\0') {
        return Err(ReadError::NotText);
    }
    Ok(Decoded { text, replaced })
}
