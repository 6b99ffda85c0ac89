//! Writes numbers in the formats of lists: decimal, letters, Roman numerals and others.
//!
//! Must not know any format of files.

/// Returns a number in a number format of WordprocessingML. Formats that are not known are decimal.
pub(super) fn format_number(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_ascii_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_ascii_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "ordinal" => format!("{number}{}", ordinal_ending(number)),
        "none" | "bullet" => String::new(),
        _ => number.to_string(),
    }
}

/// Returns a number as letters: a to z, then aa to zz, and so on, as Word does. A number that would take more than ten
/// letters, and zero, is decimal.
fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 260) else { return number.to_string() };
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    std::iter::repeat_n(letter, index as usize / 26 + 1).collect()
}

/// Returns a number as a lower-case Roman numeral. A number above 3,999, and zero, is decimal.
fn roman(number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > 3_999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut numeral = String::new();
    for (value, digits) in VALUES {
        while rest >= value {
            numeral.push_str(digits);
            rest -= value;
        }
    }
    numeral
}

/// Returns the ending of an ordinal number: "st" for 1 and 21, "th" for 11.
fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::format_number;

    #[test]
    fn numbers_are_written_in_the_formats_of_word() {
        let all = |number, formats: &[&str]| -> Vec<String> {
            formats.iter().map(|format| format_number(number, format)).collect()
        };
        assert_eq!(
            all(4, &["lowerLetter", "upperLetter", "lowerRoman", "upperRoman"]),
            ["d", "D", "iv", "IV"]
        );
        assert_eq!(all(28, &["lowerLetter", "ordinal", "decimalZero"]), ["bb", "28th", "28"]);
        assert_eq!(all(3, &["decimalZero", "ordinal", "none", "other"]), ["03", "3rd", "", "3"]);
        assert_eq!(all(1_000_000, &["lowerLetter", "lowerRoman"]), ["1000000", "1000000"]);
    }
}
