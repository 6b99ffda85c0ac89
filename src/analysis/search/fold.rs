//! Normalises text for searching, so that different quotes, dashes and accents match each other.

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};

/// Returns the normalised form of a character; `None` if the character is ignored.
///
/// Curly quotes become straight, dashes become hyphens, letters lose their accents and white space becomes a space.
/// Soft hyphens and characters without width are ignored. Capitals become small letters unless `keeps_capitals` is
/// true.
pub(super) fn fold_char(c: char, keeps_capitals: bool) -> Option<char> {
    if c.is_ascii() {
        return Some(match c {
            _ if c.is_ascii_whitespace() => ' ',
            _ if keeps_capitals => c,
            _ => c.to_ascii_lowercase(),
        });
    }
    let plain = match c {
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{300}'..='\u{36F}' => return None,
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{BB}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ if c.is_whitespace() => ' ',
        _ => match CanonicalDecompositionBorrowed::new().decompose(c) {
            Decomposed::Expansion(first, _) => base_letter(first),
            Decomposed::Singleton(other) => other,
            Decomposed::Default => c,
        },
    };
    // Some capitals have several letters in lower case. Only the first letter is kept, so that one character never
    // becomes two.
    Some(if keeps_capitals { plain } else { plain.to_lowercase().next().unwrap_or(plain) })
}

/// Removes the second accent of a letter that had two accents and has already lost one.
fn base_letter(c: char) -> char {
    match CanonicalDecompositionBorrowed::new().decompose(c) {
        Decomposed::Expansion(first, _) => first,
        _ => c,
    }
}

/// Returns the letters of a ligature; `None` for other characters.
fn ligature_letters(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}

/// Normalises a text and appends it to `out`. Consecutive white space becomes one space.
pub(super) fn push_folded(text: &str, keeps_capitals: bool, out: &mut String) {
    let mut is_after_space = false;
    for c in text.chars() {
        if let Some(letters) = ligature_letters(c) {
            out.push_str(letters);
            is_after_space = false;
            continue;
        }
        let Some(c) = fold_char(c, keeps_capitals) else { continue };
        if c == ' ' && is_after_space {
            continue;
        }
        is_after_space = c == ' ';
        out.push(c);
    }
}

/// Returns a normalised text and, for each of its bytes, the byte offset of the character in the original text. One
/// more offset is the end of the original text.
pub(super) fn fold_with_offsets(text: &str, keeps_capitals: bool) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut offsets = Vec::with_capacity(text.len() + 1);
    let mut is_after_space = false;
    for (at, c) in text.char_indices() {
        if let Some(letters) = ligature_letters(c) {
            folded.push_str(letters);
            offsets.resize(folded.len(), at);
            is_after_space = false;
            continue;
        }
        let Some(c) = fold_char(c, keeps_capitals) else { continue };
        if c == ' ' && is_after_space {
            continue;
        }
        is_after_space = c == ' ';
        folded.push(c);
        offsets.resize(folded.len(), at);
    }
    offsets.push(text.len());
    (folded, offsets)
}
