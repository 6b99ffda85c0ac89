//! Characters of the font Symbol and of dingbat fonts, which a document states by their codes.

/// The characters of the font Symbol for the codes of the letters A to Z and a to z.
const SYMBOL_CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SYMBOL_SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// Returns the character of a symbol element. `code` is in hexadecimal. A character that is not known stays in the
/// private-use range, as it is in the document.
pub(super) fn symbol_char(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    // Word adds F000 to the codes of symbol fonts.
    let own = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let font = font.to_ascii_lowercase();
    let known = if font == "symbol" {
        from_symbol(own)
    } else if font.starts_with("wingdings") {
        from_wingdings(&font, own)
    } else {
        None
    };
    known.or_else(|| char::from_u32(code).filter(|c| !c.is_control()))
}

/// Returns the character of a code in the font Symbol; `None` for codes that reports do not use.
fn from_symbol(code: u32) -> Option<char> {
    let letter = |letters: &str, first: char| letters.chars().nth((code - u32::from(first)) as usize);
    Some(match code {
        0x41..=0x5A => letter(SYMBOL_CAPITALS, 'A')?,
        0x61..=0x7A => letter(SYMBOL_SMALL, 'a')?,
        0x20..=0x3F => char::from_u32(code)?,
        0xA3 => '≤',
        0xA5 => '∞',
        0xAB => '↔',
        0xAC => '←',
        0xAE => '→',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xBC => '…',
        0xD2 => '®',
        0xD3 => '©',
        0xD4 => '™',
        0xE5 => '∑',
        _ => return None,
    })
}

/// Returns the character of a code in the fonts Wingdings and Wingdings 2; `None` for codes that reports do not use.
fn from_wingdings(font: &str, code: u32) -> Option<char> {
    Some(match (font, code) {
        ("wingdings", 0xFC) | ("wingdings 2", 0x50) => '✓',
        ("wingdings", 0xFB) | ("wingdings 2", 0x4F) => '✗',
        ("wingdings", 0xFE) | ("wingdings 2", 0x52) => '☑',
        ("wingdings", 0xFD) | ("wingdings 2", 0x54) => '☒',
        ("wingdings", 0xA8 | 0x6F) | ("wingdings 2", 0xA3) => '☐',
        ("wingdings", 0xA7) => '▪',
        ("wingdings", 0x6E) => '■',
        ("wingdings", 0x6C) => '●',
        ("wingdings", 0xE0) => '→',
        ("wingdings", 0x4A) => '☺',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{SYMBOL_CAPITALS, SYMBOL_SMALL, symbol_char};

    #[test]
    fn symbols_are_the_characters_that_word_shows() {
        assert_eq!((SYMBOL_CAPITALS.chars().count(), SYMBOL_SMALL.chars().count()), (26, 26));
        assert_eq!(symbol_char("Symbol", "F061"), Some('α'));
        assert_eq!(symbol_char("Symbol", "F0B3"), Some('≥'));
        assert_eq!(symbol_char("Wingdings", "F0FC"), Some('✓'));
        assert_eq!(symbol_char("Arial", "2014"), Some('—'));
        assert_eq!(symbol_char("Webdings", "F0AA"), Some('\u{F0AA}'));
        assert_eq!(symbol_char("Arial", "xyz"), None);
    }
}
