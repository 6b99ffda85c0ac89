//! The words that reports use as grades and answers.
//!
//! Works on texts; must not know their places.

/// Words that are grades by themselves, in lower case.
const GRADE_WORDS: [&str; 52] = [
    "acceptable",
    "achieved",
    "adequate",
    "amber",
    "amber/green",
    "amber/red",
    "approved",
    "compliant",
    "effective",
    "excellent",
    "exceptional",
    "fail",
    "failed",
    "fair",
    "full",
    "good",
    "green",
    "high",
    "inadequate",
    "ineffective",
    "insufficient",
    "limited",
    "low",
    "medium",
    "met",
    "minimal",
    "moderate",
    "needs improvement",
    "non-compliant",
    "outstanding",
    "partial",
    "pass",
    "passed",
    "poor",
    "reasonable",
    "red",
    "rejected",
    "require improvement",
    "requires improvement",
    "requires improvement to be good",
    "satisfactory",
    "strong",
    "substantial",
    "sufficient",
    "unacceptable",
    "unmet",
    "unsatisfactory",
    "very good",
    "very high",
    "very low",
    "very poor",
    "weak",
];

/// Words before a grade that change it, in lower case.
const MODIFIERS: [&str; 12] = [
    "not yet ",
    "not ",
    "fully ",
    "partially ",
    "partly ",
    "mostly ",
    "largely ",
    "substantially ",
    "conditionally ",
    "conditional ",
    "broadly ",
    "generally ",
];

/// Words after a grade that do not change it, in lower case.
const ENDINGS: [&str; 6] =
    [" assurance", " compliance", " with conditions", " with recommendations", " risk", " standard"];

/// The words of [`GRADE_WORDS`] that say how much or how urgent something is as often as how good it is, in lower case.
const LEVEL_WORDS: [&str; 10] =
    ["amber", "amber/green", "amber/red", "green", "high", "low", "medium", "red", "very high", "very low"];

/// Returns true if a text consists only of a word that is used as a grade: "Pass", "Not yet met", "Reasonable assurance".
pub(super) fn is_grade_word(words: &str) -> bool {
    let key = words.trim().to_lowercase().replace('\u{2011}', "-");
    let bare = without_ending(&key);
    GRADE_WORDS.contains(&without_modifier(bare)) || bare == "no" && bare.len() < key.len()
}

/// Returns true if a grade is a colour or a level, which can be that of a risk or of anything else: "High", "Amber".
pub(super) fn is_level(words: &str) -> bool {
    let key = words.trim().to_lowercase();
    LEVEL_WORDS.contains(&without_modifier(without_ending(&key)))
}

/// Returns a text without a word of [`ENDINGS`].
fn without_ending(key: &str) -> &str {
    ENDINGS.iter().find_map(|ending| key.strip_suffix(ending)).unwrap_or(key)
}

/// Returns a text without a word of [`MODIFIERS`].
fn without_modifier(key: &str) -> &str {
    MODIFIERS.iter().find_map(|modifier| key.strip_prefix(modifier)).unwrap_or(key)
}

/// Returns a grade without its number on the scale and without signs around it: "Good" for "4 - Good" and "Good \u{25CF}".
pub(super) fn without_signs(words: &str) -> &str {
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')');
    let words = words.trim_matches(is_sign);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let after = words[digits..].trim_start();
    let unnumbered = after.strip_prefix(['-', '\u{2013}', '\u{2014}', ':', '=']);
    match unnumbered.filter(|_| (1..=2).contains(&digits)) {
        Some(rest) => rest.trim_matches(is_sign),
        None => words,
    }
}

/// Returns true for an answer in a column that asks whether a criterion is met.
pub(super) fn is_answer(words: &str) -> bool {
    matches!(
        words.trim().to_lowercase().as_str(),
        "yes" | "no" | "partly" | "partially" | "n/a" | "not applicable"
    )
}

/// Returns true if a text is as short as a grade and contains nothing that is not in one, such as a figure.
pub(super) fn is_short_value(words: &str) -> bool {
    /// The maximum length of a grade, in characters.
    const MAX_CHARACTERS: usize = 45;
    /// The maximum length of a grade, in words.
    const MAX_WORDS: usize = 5;
    let words = words.trim();
    words.starts_with(char::is_alphabetic)
        && words.chars().count() <= MAX_CHARACTERS
        && words.split_whitespace().count() <= MAX_WORDS
        && words.chars().all(|c| {
            c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '(' | ')' | '\'' | '\u{2019}' | '\u{A0}')
        })
}

#[cfg(test)]
mod tests {
    use super::{is_grade_word, is_level, is_short_value, without_signs};

    #[test]
    fn only_whole_texts_are_grades() {
        for words in [
            "Pass",
            "Not passed",
            "Partially met",
            "Requires improvement",
            "Reasonable assurance",
            "No assurance",
        ] {
            assert!(is_grade_word(words), "{words}");
        }
        for words in ["Good progress", "No", "Passed on to the owner", "Two lifts"] {
            assert!(!is_grade_word(words), "{words}");
        }
        assert!(is_short_value("Proceed to live"));
        assert!(!is_short_value("14 May 2012"));
        assert!(!is_short_value("J. Huxley"));
    }

    #[test]
    fn levels_can_be_those_of_a_risk() {
        for words in ["High", "Amber", "Low risk", "Very high"] {
            assert!(is_grade_word(words) && is_level(words), "{words}");
        }
        for words in ["Good", "Limited assurance", "Not met"] {
            assert!(is_grade_word(words) && !is_level(words), "{words}");
        }
    }

    #[test]
    fn numbers_and_signs_are_no_part_of_a_grade() {
        for (printed, grade) in [
            ("4 - Good", "Good"),
            ("4: Good", "Good"),
            ("Good \u{25CF}", "Good"),
            ("\u{25CF} Good.", "Good"),
            ("Good", "Good"),
            ("Inadequate (4)", "Inadequate (4)"),
            ("4", "4"),
        ] {
            assert_eq!(without_signs(printed), grade);
        }
    }
}
