//! Bytes to text: UTF-8, UTF-16 and Windows-1252, the encodings that Word and the exporters write.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::ReadError;

/// How many bytes are looked at to tell text from other things.
const SAMPLE: usize = 8 * 1024;

/// Text of a file.
pub(super) struct Decoded<'a> {
    /// The text, without byte order mark.
    pub(super) text: Cow<'a, str>,
    /// Whether something could not be decoded and was replaced by U+FFFD.
    pub(super) replaced: bool,
}

/// Decodes a file, by its byte order mark, else as UTF-8, else as UTF-16 where every other byte is zero, else as
/// Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, ReadError> {
    let (encoding, mark) = Encoding::for_bom(bytes).unzip();
    let body = &bytes[mark.unwrap_or(0)..];
    if encoding.is_none()
        && memchr::memchr(0, body).is_none()
        && let Ok(text) = std::str::from_utf8(body)
    {
        return checked(Cow::Borrowed(text), false);
    }
    let encoding = encoding.or_else(|| unmarked_utf16(body)).unwrap_or_else(|| eight_bit(body));
    let (text, replaced) = encoding.decode_without_bom_handling(body);
    checked(without_stray_zeros(text), replaced)
}

/// UTF-8 that a few bytes were lost of, or Windows-1252, by which of them more of the other characters make sense.
fn eight_bit(bytes: &[u8]) -> &'static Encoding {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > broken * 4 || broken == 0 { UTF_8 } else { WINDOWS_1252 }
}

/// Zeros that some exporters leave in a text; many of them mean that it is none, and stay.
fn without_stray_zeros(text: Cow<'_, str>) -> Cow<'_, str> {
    let zeros = memchr::memchr_iter(0, text.as_bytes()).count();
    if zeros > 0 && zeros * 200 < text.len() { Cow::Owned(text.replace('\0', "")) } else { text }
}

/// UTF-16 without its mark: Latin text then has a zero in every other byte and nowhere else.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = sample.len() / 2 * 3 / 4;
    let few = sample.len() / 50;
    if sample.len() < 4 {
        None
    } else if odd >= most && even <= few {
        Some(UTF_16LE)
    } else if even >= most && odd <= few {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Passes text on, unless so much of it is control characters that it never was text.
fn checked(text: Cow<'_, str>, replaced: bool) -> Result<Decoded<'_>, ReadError> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    // Tab, line ends and form feed are 9 to 13. Added up without a branch, which takes several bytes at a time.
    let controls: usize =
        sample.bytes().map(|byte| usize::from((byte < 32) & !(9..=13).contains(&byte))).sum();
    let lost = if replaced { sample.matches('\u{FFFD}').count() } else { 0 };
    if (controls + lost) * 50 > sample.len() || sample.contains('\0') {
        return Err(ReadError::NotText);
    }
    Ok(Decoded { text, replaced })
}
