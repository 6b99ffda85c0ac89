//! Words as they are compared by meaning: without endings, and without words that every sentence has.

/// English words that tell nothing of what a sentence is about.
const STOP: &[&str] = &[
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

/// The words of a text in small letters, in order, "’s" taken off.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}'));
    pieces.flat_map(|piece| {
        let piece = piece.to_lowercase().replace('\u{2019}', "'");
        let piece = piece.trim_matches('\'');
        let piece = piece.strip_suffix("'s").unwrap_or(piece);
        piece.split('\'').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    })
}

/// Whether a word is in every sentence.
pub(super) fn is_stop(word: &str) -> bool {
    STOP.binary_search(&word).is_ok()
}

/// A word without the endings of more than one, of time and of doing: "assessments", "assessed" and "assessing" are the
/// same. Rough, and the same for all words.
pub(super) fn stem(word: &str) -> String {
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
    let short = ["ing", "ed"].iter().find_map(|end| stem.strip_suffix(end));
    if let Some(short) =
        short.filter(|short| short.chars().count() >= 3 && short.contains(['a', 'e', 'i', 'o', 'u', 'y']))
    {
        let mut ends = short.chars().rev();
        let (last, before) = (ends.next(), ends.next());
        let doubled = last == before && short.chars().count() > 3 && !matches!(last, Some('l' | 's' | 'z'));
        let cut = if doubled { last.map_or(0, char::len_utf8) } else { 0 };
        stem = short[..short.len() - cut].to_owned();
    }
    if stem.ends_with('e') && stem.chars().count() > 4 {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::{STOP, is_stop, stem, words};

    #[test]
    fn endings_are_taken_off() {
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
            assert_eq!(stem(word), expected, "{word}");
        }
    }

    #[test]
    fn words_are_told_apart_at_marks() {
        let found: Vec<String> = words("The child\u{2019}s plan (PEP), 'up-to-date'; don't").collect();
        assert_eq!(found, ["the", "child", "plan", "pep", "up", "to", "date", "don", "t"]);
    }

    #[test]
    fn the_list_is_in_order() {
        assert!(STOP.is_sorted() && is_stop("the") && !is_stop("plan"));
    }
}
