//! Reads the names of inspectors from a text, without their titles.
//!
//! Works on a text; must not know lines or covers.

/// Words of ranks, and of phrases before or after a name, in lower case. They are not part of a name.
const RANK_WORDS: [&str; 41] = [
    "all",
    "also",
    "and",
    "are",
    "both",
    "by",
    "care",
    "carried",
    "chief",
    "completed",
    "conducted",
    "five",
    "four",
    "her",
    "his",
    "hmi",
    "hmis",
    "inspector",
    "inspectors",
    "lead",
    "led",
    "majesty's",
    "majestys",
    "namely",
    "of",
    "ofsted",
    "ofsted's",
    "one",
    "out",
    "regulatory",
    "senior",
    "social",
    "team",
    "the",
    "three",
    "two",
    "undertaken",
    "was",
    "were",
    "who",
    "whom",
];

/// Words in lower case that can be within a name, as in "Maria de Souza".
const NAME_PARTICLES: [&str; 12] =
    ["al", "bin", "da", "de", "del", "den", "der", "di", "la", "le", "van", "von"];

/// Words that names of organisations have and names of people do not, in lower case.
const BODY_WORDS: [&str; 18] = [
    "agency",
    "authority",
    "board",
    "children's",
    "commission",
    "constabulary",
    "council",
    "department",
    "directorate",
    "education",
    "healthcare",
    "inspectorate",
    "partnership",
    "police",
    "probation",
    "rescue",
    "services",
    "trust",
];

/// Returns the names of the people at the beginning of a text, without titles. The text can be "Ann Reed, Her Majesty's
/// Inspector, and Tom Lake HMI" or "two of Her Majesty's Inspectors, Ann Reed and Tom Lake". The list ends at the first
/// word that is not part of a name or title, as in "Ann Reed and Tom Lake, who visited …".
///
/// Returns an empty list if the text does not begin with a name or title.
pub(super) fn person_names(words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in words.split([',', ';', '(', ')']).flat_map(|part| part.split(" and ")) {
        let whole = strip_titles(piece);
        if whole.is_empty() {
            continue;
        }
        // In "Ann Reed accompanied by Tom Lake", the sentence continues after the name.
        let is_other_word =
            |word: &&str| !word.starts_with(char::is_uppercase) && !NAME_PARTICLES.contains(word);
        let words: Vec<&str> = whole.split(' ').collect();
        let end = words.iter().position(is_other_word).unwrap_or(words.len());
        let name = strip_titles(&words[..end].join(" "));
        let is_person = is_person(&name);
        if is_person {
            found.push(name);
        }
        if !is_person || end < words.len() {
            break;
        }
    }
    found
}

/// Removes the words of [`RANK_WORDS`] from both ends of a text.
fn strip_titles(piece: &str) -> String {
    let words: Vec<&str> =
        piece.split_whitespace().map(|word| word.trim_matches(['.', ':', '\u{2013}', '-'])).collect();
    let is_title = |word: &&str| {
        word.is_empty() || RANK_WORDS.contains(&word.to_lowercase().replace('\u{2019}', "'").as_str())
    };
    let start = words.iter().position(|word| !is_title(word)).unwrap_or(words.len());
    let end = words.iter().rposition(|word| !is_title(word)).map_or(start, |at| at + 1);
    words[start..end].join(" ")
}

/// Returns true if a text is the name of a person: two to five words that begin with a capital or are particles, none
/// of them in [`BODY_WORDS`].
fn is_person(name: &str) -> bool {
    /// The maximum length of a name, in bytes.
    const MAX_NAME_BYTES: usize = 60;
    let is_name_word = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(is_name_character)
            || NAME_PARTICLES.contains(&word)
    };
    let is_organisation_word =
        |word: &str| BODY_WORDS.contains(&word.to_lowercase().replace('\u{2019}', "'").as_str());
    name.len() <= MAX_NAME_BYTES
        && (2..=5).contains(&name.split(' ').count())
        && name.starts_with(char::is_uppercase)
        && name.split(' ').all(is_name_word)
        && !name.split(' ').any(is_organisation_word)
}

/// Returns true if a character can be in a name: a letter, a hyphen, an apostrophe or a full stop.
fn is_name_character(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}' | '.' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::person_names;

    #[test]
    fn names_of_people_are_found_without_titles() {
        for (words, expected) in [
            ("Ann Reed HMI and Bartholomew Stone HMI.", &["Ann Reed", "Bartholomew Stone"][..]),
            ("Ann Reed, His Majesty\u{2019}s Inspector", &["Ann Reed"]),
            (
                "Ann Reed, HMI, Tom Lake, HMI and Jo Hill, Her Majesty's Inspectors.",
                &["Ann Reed", "Tom Lake", "Jo Hill"],
            ),
            ("two of Her Majesty\u{2019}s Inspectors, Ann Reed and Tom Lake.", &["Ann Reed", "Tom Lake"]),
            (
                "carried out by Her Majesty\u{2019}s Inspectors Ann Reed and Tom O\u{2019}Hill-Lake.",
                &["Ann Reed", "Tom O\u{2019}Hill-Lake"],
            ),
            ("Ann Reed and Tom Lake, all of whom are Her Majesty's Inspectors", &["Ann Reed", "Tom Lake"]),
            ("Ann Reed and Tom Lake, who met carers and Mary Hill.", &["Ann Reed", "Tom Lake"]),
            ("Ann Reed HMI accompanied by Tom Lake", &["Ann Reed"]),
            ("Jenny-ellen de Souza", &["Jenny-ellen de Souza"]),
            ("inspectors from Ofsted, the Care Quality Commission and HMI Probation", &[]),
            ("the Care Quality Commission and Ann Reed", &[]),
            ("impressed by Ann Reed", &[]),
            ("Her Majesty's Inspectors", &[]),
            ("", &[]),
        ] {
            assert_eq!(person_names(words), expected, "{words}");
        }
    }
}
