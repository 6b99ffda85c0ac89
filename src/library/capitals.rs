//! The places of capitals in a text, so that the index keeps a text once, in lower case, and can give it back with its
//! capitals.

/// Returns where `text` has capitals and `lower`, the same text in lower case, has none. Returns `None` if `lower` and
/// these places do not give the text back.
pub(super) fn find_capitals(lower: &str, text: &str) -> Option<Vec<u8>> {
    let mut places = Vec::new();
    let mut last = 0;
    for ((at, small), letter) in lower.char_indices().zip(text.chars()) {
        if small != letter {
            push_number(&mut places, at - last);
            last = at;
        }
    }
    (with_capitals(lower, &places)? == text).then_some(places)
}

/// Returns a text with its capitals; `None` if the places are not those of the text.
pub(super) fn with_capitals(lower: &str, places: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(lower.len());
    let (mut at, mut copied) = (0_usize, 0);
    let mut places = places.iter();
    while !places.as_slice().is_empty() {
        at = at.checked_add(next_number(&mut places)?)?;
        let small = lower.get(at..)?.chars().next()?;
        text.push_str(lower.get(copied..at)?);
        text.extend(small.to_uppercase());
        copied = at + small.len_utf8();
    }
    text.push_str(lower.get(copied..)?);
    Some(text)
}

/// Appends a number in groups of seven bits, the lowest first.
fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7F).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

fn next_number(bytes: &mut std::slice::Iter<'_, u8>) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let byte = *bytes.next()?;
        number |= usize::from(byte & 0x7F).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{find_capitals, with_capitals};

    #[test]
    fn text_is_given_back_with_its_capitals() {
        let long = format!("A{}Z", "b".repeat(40_000));
        for text in ["", "no capitals", "The NHS and \u{D8}re\nNext Line", "\u{3A9}mega", &long] {
            let lower = text.to_lowercase();
            let places = find_capitals(&lower, text).unwrap();
            assert_eq!(with_capitals(&lower, &places).unwrap(), text);
        }
    }

    #[test]
    fn capitals_that_can_not_be_made_from_small_letters_are_refused() {
        assert_eq!(find_capitals("\u{DF}", "\u{1E9E}"), None);
    }

    #[test]
    fn damaged_places_are_refused() {
        assert_eq!(with_capitals("short", &[9]), None);
        assert_eq!(with_capitals("short", &[0x80]), None);
        assert_eq!(with_capitals("a\u{E9}b", &[2]), None);
        assert_eq!(with_capitals("short", &[0xFF; 12]), None);
    }
}
