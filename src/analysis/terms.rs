//! Words for comparing texts by subject: stems and stop words.

/// English words that say nothing about the subject of a sentence, in alphabetical order.
const STOP_WORDS: &[&str] = &[
    "a", "about", "above", "after", "again", "all", "also", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "before", "being", "between", "both", "but", "by", "can", "could", "did", "do",
    "does", "done", "each", "for", "from", "further", "had", "has", "have", "having", "he", "her", "here",
    "his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "made", "make",
    "makes", "many", "may", "me", "might", "more", "most", "much", "must", "my", "no", "nor", "not", "of",
    "off", "on", "once", "only", "or", "other", "our", "out", "over", "own", "s", "same", "she", "should",
    "so", "some", "such", "t", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "to", "too", "under", "until", "up", "upon", "use", "used", "using", "very",
    "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why",
    "will", "with", "within", "without", "would", "you", "your",
];

/// Returns the words of a text in order, in lower case and without "’s".
pub(super) fn lower_case_words(text: &str) -> impl Iterator<Item = String> {
    word_pieces(text).flat_map(|piece| {
        let piece = piece.to_lowercase().replace('\u{2019}', "'");
        let piece = piece.trim_matches('\'');
        let piece = piece.strip_suffix("'s").unwrap_or(piece);
        piece.split('\'').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    })
}

/// Returns the pieces of a text between characters that are in no word. [`lower_case_words`] of a piece are the words in
/// it, so they can be remembered for the next time that the piece occurs.
pub(super) fn word_pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}'))
        .filter(|piece| !piece.is_empty())
}

/// Returns true if a word says nothing about the subject of a sentence.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

/// Returns a word without its plural and verb endings: "assessments" becomes "assessment", and "assessed" and
/// "assessing" become "assess". The rules are simple and have no exceptions, so some stems are not words.
pub(super) fn word_stem(word: &str) -> String {
    let count = word.chars().count();
    if count < 4 || word.chars().all(|c| c.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut stem = match word {
        _ if word.ends_with("ies") && count > 4 => format!("{}y", &word[..word.len() - 3]),
        _ if word.ends_with("sses") => word[..word.len() - 2].to_owned(),
        _ if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) => {
            word[..word.len() - 1].to_owned()
        }
        _ => word.to_owned(),
    };
    let without_ending = ["ing", "ed"].iter().find_map(|end| stem.strip_suffix(end));
    let can_be_stem =
        |word: &&str| word.chars().count() >= 3 && word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if let Some(word) = without_ending.filter(can_be_stem) {
        let mut letters = word.chars().rev();
        let (last, before) = (letters.next(), letters.next());
        // "planning" becomes "plan", but "assessing" keeps both letters.
        let is_doubled = last == before && word.chars().count() > 3 && !matches!(last, Some('l' | 's' | 'z'));
        let cut_bytes = if is_doubled { last.map_or(0, char::len_utf8) } else { 0 };
        stem = word[..word.len() - cut_bytes].to_owned();
    }
    if stem.ends_with('e') && stem.chars().count() > 4 {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::{STOP_WORDS, is_stop_word, lower_case_words, word_stem};

    #[test]
    fn stem_removes_plural_and_verb_endings() {
        for (word, expected) in [
            ("assessments", "assessment"),
            ("assessed", "assess"),
            ("assessing", "assess"),
            ("policies", "policy"),
            ("planning", "plan"),
            ("plans", "plan"),
            ("services", "servic"),
            ("service", "servic"),
            ("being", "being"),
            ("bus", "bus"),
            ("2012", "2012"),
            ("na\u{EF}ve", "na\u{EF}v"),
        ] {
            assert_eq!(word_stem(word), expected, "{word}");
        }
    }

    #[test]
    fn words_are_split_at_punctuation() {
        let found: Vec<String> =
            lower_case_words("The child\u{2019}s plan (PEP), 'up-to-date'; don't").collect();
        assert_eq!(found, ["the", "child", "plan", "pep", "up", "to", "date", "don", "t"]);
    }

    #[test]
    fn stop_words_are_in_alphabetical_order() {
        assert!(STOP_WORDS.is_sorted() && is_stop_word("the") && !is_stop_word("plan"));
    }
}
