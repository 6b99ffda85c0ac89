//! Recognises two versions of a recommendation that ask for different things: another sum, another day, or the opposite.
//!
//! Works on texts; must not know their places.

/// The names of months that are no other words, in lower case.
const MONTHS: [&str; 11] = [
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The figures and negations before a word.
#[derive(Default, PartialEq)]
struct Facts {
    /// The digits of the figures and the names of months.
    figures: String,
    /// The number of negations.
    negations: usize,
}

/// Returns true if two wordings begin alike but differ in a figure or in a negation. A figure in only one of them can be the
/// mark of a note.
pub(super) fn has_contradiction(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (words_of(one), words_of(other));
    let mut is_first = true;
    loop {
        let (facts, word) = next_word(&mut one);
        let (other_facts, other_word) = next_word(&mut other);
        let has_both = !facts.figures.is_empty() && !other_facts.figures.is_empty();
        let has_other_figure = has_both && facts.figures != other_facts.figures;
        let is_same_word = match (word, other_word) {
            (Some(word), Some(other)) => word.eq_ignore_ascii_case(other),
            (word, other) => word == other,
        };
        if !is_same_word {
            return has_other_figure && !is_first;
        }
        if has_other_figure || facts.negations != other_facts.negations {
            return true;
        }
        if word.is_none() {
            return false;
        }
        is_first = false;
    }
}

/// Returns the words of a text, with apostrophes.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}'));
    words.filter(|word| word.chars().any(char::is_alphanumeric))
}

/// Returns the next word that is neither a figure nor a negation, with those before it. The word is `None` at the end.
fn next_word<'t>(words: &mut impl Iterator<Item = &'t str>) -> (Facts, Option<&'t str>) {
    let mut facts = Facts::default();
    for word in words {
        let is_any = |known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            facts.figures.extend(word.chars().filter(char::is_ascii_digit));
        } else if is_any(&MONTHS) {
            facts.figures.push_str(&word.to_ascii_lowercase());
        } else if is_any(&["not", "never"]) {
            facts.negations += 1;
        } else {
            return (facts, Some(word));
        }
    }
    (facts, None)
}

#[cfg(test)]
mod tests {
    use super::has_contradiction;

    #[test]
    fn only_other_figures_and_negations_make_another_version() {
        let first = "The trust should pay each resident 100 pounds by 1 March 2025.";
        for other in [
            "The trust should pay each resident 900 pounds by 1 March 2025.",
            "The trust should pay each resident 100 pounds by 1 June 2025.",
            "The trust should pay each resident 100 pounds by 1 March 2026.",
            "The trust should not pay each resident 100 pounds by 1 March 2025.",
        ] {
            assert!(has_contradiction(first, other) && has_contradiction(other, first), "{other}");
        }
        for other in [
            first,
            "The trust should pay each resident 100 pounds by 1 March 2025 (paragraph 4).",
            "The trust should pay each resident\u{2019}s family.",
            "The trust should pay each resident, 12 100 pounds",
            "The council should not pay.",
        ] {
            let is_note = other.contains("12 100");
            assert_eq!(has_contradiction(first, other), is_note, "{other}");
        }
        assert!(!has_contradiction("Pay 1,000 pounds.", "Pay 1000 pounds."));
        assert!(!has_contradiction("Test the lifts 2 every year.", "Test the lifts every year."));
    }
}
