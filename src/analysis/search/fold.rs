//! Text as it is searched: one form for what people type in many.

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};

/// A character as it is searched, its capital kept or not; `None` where it is passed over.
///
/// Curly quotes are straight, dashes are hyphens, letters have no accents; soft hyphens and marks without width are passed
/// over. White space of any kind is a space.
pub(super) fn fold(c: char, keep_capitals: bool) -> Option<char> {
    if c.is_ascii() {
        return Some(match c {
            _ if c.is_ascii_whitespace() => ' ',
            _ if keep_capitals => c,
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
            Decomposed::Expansion(first, _) => base(first),
            Decomposed::Singleton(other) => other,
            Decomposed::Default => c,
        },
    };
    // A capital that is several small letters keeps the first of them: one character stays one.
    Some(if keep_capitals { plain } else { plain.to_lowercase().next().unwrap_or(plain) })
}

/// Under two accents.
fn base(c: char) -> char {
    match CanonicalDecompositionBorrowed::new().decompose(c) {
        Decomposed::Expansion(first, _) => first,
        _ => c,
    }
}

/// Appends a text as it is searched; a run of white space is one space.
pub(super) fn push(text: &str, keep_capitals: bool, out: &mut String) {
    let mut after_space = false;
    for c in text.chars() {
        let Some(c) = fold(c, keep_capitals) else { continue };
        if c == ' ' && after_space {
            continue;
        }
        after_space = c == ' ';
        out.push(c);
    }
}

/// A text as it is searched, and for each of its bytes where the character begins in the text it is of; one more at the
/// end.
pub(super) fn with_places(text: &str, keep_capitals: bool) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut after_space = false;
    for (at, c) in text.char_indices() {
        let Some(c) = fold(c, keep_capitals) else { continue };
        if c == ' ' && after_space {
            continue;
        }
        after_space = c == ' ';
        folded.push(c);
        places.resize(folded.len(), at);
    }
    places.push(text.len());
    (folded, places)
}
