//! Decodes bytes to text: UTF-8, UTF-16 and Windows-1252, the encodings that Word and other programs export.
//!
//! Must not know any format.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::ReadError;

/// The number of bytes at the start of a file that are inspected to tell text from binary data.
const MAX_SAMPLE_BYTES: usize = 8 * 1024;

/// The decoded text of a file.
pub(super) struct DecodedText<'a> {
    /// The text, without the byte order mark.
    pub(super) text: Cow<'a, str>,
    /// True if some bytes could not be decoded and were replaced by U+FFFD.
    pub(super) has_replacements: bool,
}

/// Decodes a file in the encoding that its byte order mark states. A file without a byte order mark is decoded as
/// UTF-16 if nearly every other byte is zero, or else as UTF-8 or Windows-1252.
///
/// # Errors
/// Returns [`ReadError::NotText`] if more than 2% of the first bytes are control characters or could not be decoded, or
/// if they contain a zero.
pub(super) fn decode_text(bytes: &[u8]) -> Result<DecodedText<'_>, ReadError> {
    let (encoding, mark_bytes) = Encoding::for_bom(bytes).unzip();
    let body = &bytes[mark_bytes.unwrap_or(0)..];
    if encoding.is_none()
        && memchr::memchr(0, body).is_none()
        && let Ok(text) = std::str::from_utf8(body)
    {
        return check_is_text(Cow::Borrowed(text), false);
    }
    let encoding = encoding
        .or_else(|| detect_utf16_without_mark(body))
        .unwrap_or_else(|| choose_utf8_or_windows_1252(body));
    let (text, has_replacements) = encoding.decode_without_bom_handling(body);
    check_is_text(remove_stray_zeros(text), has_replacements)
}

/// Returns UTF-8 if at least four in five non-ASCII characters are valid UTF-8, or else Windows-1252.
fn choose_utf8_or_windows_1252(bytes: &[u8]) -> &'static Encoding {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    if valid > invalid * 4 || invalid == 0 { UTF_8 } else { WINDOWS_1252 }
}

/// Removes zero bytes if they are less than 0.5% of a text: some programs leave a few in exported text. More zeros are
/// kept, because they show that the file is not text.
fn remove_stray_zeros(text: Cow<'_, str>) -> Cow<'_, str> {
    let zeros = memchr::memchr_iter(0, text.as_bytes()).count();
    if zeros > 0 && zeros * 200 < text.len() { Cow::Owned(text.replace('\0', "")) } else { text }
}

/// Returns the UTF-16 encoding of a file without a byte order mark; `None` if the file is not UTF-16. In Latin text in
/// UTF-16, every other byte is zero and the rest are not.
fn detect_utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(MAX_SAMPLE_BYTES)];
    let count_zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (count_zeros(0), count_zeros(1));
    let min_zeros = sample.len() / 2 * 3 / 4;
    let max_stray_zeros = sample.len() / 50;
    if sample.len() < 4 {
        None
    } else if odd >= min_zeros && even <= max_stray_zeros {
        Some(UTF_16LE)
    } else if even >= min_zeros && odd <= max_stray_zeros {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Checks the first [`MAX_SAMPLE_BYTES`] of a text.
///
/// # Errors
/// Returns [`ReadError::NotText`] if more than 2% of these bytes are control characters or could not be decoded, or if
/// they contain a zero.
fn check_is_text(text: Cow<'_, str>, has_replacements: bool) -> Result<DecodedText<'_>, ReadError> {
    let sample = &text[..text.floor_char_boundary(MAX_SAMPLE_BYTES)];
    // Bytes 9 to 13 are tabs, line ends and form feeds. Without a branch, the compiler can process several bytes at
    // once.
    let control_count: usize =
        sample.bytes().map(|byte| usize::from((byte < 32) & !(9..=13).contains(&byte))).sum();
    let lost_count = if has_replacements { sample.matches('\u{FFFD}').count() } else { 0 };
    if (control_count + lost_count) * 50 > sample.len() || sample.contains('\0') {
        return Err(ReadError::NotText);
    }
    Ok(DecodedText { text, has_replacements })
}
