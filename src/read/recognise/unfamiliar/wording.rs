//! Recognises by their words the sentences that ask for something.
//!
//! Works on texts; must not know their places.

use crate::report::Text;

/// Phrases of sentences that ask for something, in lower case, with a space before and after.
const ASKING_PHRASES: [&str; 23] = [
    " should ",
    " must ",
    " shall ",
    " need to ",
    " needs to ",
    " ought to ",
    " recommend ",
    " recommends ",
    " is recommended ",
    " are recommended ",
    " we recommended ",
    " is also recommended ",
    " is strongly recommended ",
    " is therefore recommended ",
    " recommending ",
    " will need ",
    " would expect ",
    " would like to see ",
    " is required ",
    " are required ",
    " urge ",
    " is advised ",
    " is encouraged ",
];

/// Phrases that only introduce a remark and ask for nothing, in lower case, with a space before and after.
const REMARKS: [&str; 6] = [
    " it should be noted ",
    " it must be noted ",
    " it should be remembered ",
    " it must be remembered ",
    " it must be said ",
    " it should be said ",
];

/// Verbs at the beginning of an instruction, in lower case.
const INSTRUCTIONS: [&str; 56] = [
    "add",
    "address",
    "agree",
    "appoint",
    "assess",
    "build",
    "carry",
    "change",
    "clarify",
    "collect",
    "complete",
    "conduct",
    "consider",
    "continue",
    "create",
    "define",
    "demonstrate",
    "develop",
    "do",
    "encourage",
    "engage",
    "ensure",
    "establish",
    "explore",
    "find",
    "give",
    "identify",
    "implement",
    "improve",
    "increase",
    "introduce",
    "investigate",
    "keep",
    "look",
    "make",
    "monitor",
    "plan",
    "prioritise",
    "produce",
    "provide",
    "publish",
    "put",
    "reduce",
    "remove",
    "resolve",
    "review",
    "seek",
    "set",
    "share",
    "strengthen",
    "take",
    "test",
    "undertake",
    "update",
    "use",
    "work",
];

/// Returns true if a text asks for something: "The council should …", "Ensure that …". "It should have acted" does not: it
/// judges the past.
pub(super) fn is_request(words: &str) -> bool {
    let lower: String = words
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' })
        .collect();
    let first = lower.split_whitespace().next().unwrap_or_default();
    let mut padded = format!(" {lower} ");
    for remark in REMARKS {
        padded = padded.replace(remark, " ");
    }
    INSTRUCTIONS.contains(&first) || ASKING_PHRASES.iter().any(|phrase| has_asking_phrase(&padded, phrase))
}

/// Returns true if a text in lower case has a phrase that asks for something, other than one that judges the past.
fn has_asking_phrase(lower: &str, phrase: &str) -> bool {
    const PARTICIPLES: [&str; 18] = [
        "been", "begun", "come", "done", "found", "given", "gone", "had", "held", "kept", "known", "led",
        "made", "put", "read", "seen", "taken", "told",
    ];
    let is_past = |after: &str| {
        let mut next = after.split_whitespace().filter(|word| !matches!(*word, "also" | "not" | "never"));
        next.next() == Some("have")
            && next.next().is_some_and(|word| word.ends_with("ed") || PARTICIPLES.contains(&word))
    };
    let mut found = lower.match_indices(phrase).map(|(at, _)| &lower[at + phrase.len()..]);
    found.any(|after| !is_past(after))
}

/// Returns true for a whole sentence that says who should do something: "The council should keep a register of lifts". A
/// question is no such sentence.
pub(in crate::read::recognise) fn is_demand(words: &str) -> bool {
    /// The minimum number of words.
    const MIN_WORDS: usize = 5;
    let lower = words.to_lowercase();
    let count = lower.split_whitespace().count();
    // In "The claim that the council should act", somebody else asks.
    let has_modal = || {
        let modal = lower.split_whitespace().position(|word| matches!(word, "should" | "must" | "shall"));
        let is_clause = |modal: usize| {
            let mut before = lower.split_whitespace().take(modal);
            before.any(|word| matches!(word, "that" | "whether")) && !lower.contains("recommend")
        };
        modal.is_some_and(|modal| !is_clause(modal))
    };
    count >= MIN_WORDS
        && !is_question(words)
        && !words.trim_end().ends_with(':')
        && has_modal()
        && is_request(words)
}

/// Returns true if a text suggests something without asking for it: "It would be useful to test the doors."
pub(super) fn is_suggestion(words: &str) -> bool {
    const SUGGESTIONS: [&str; 18] = [
        "advise",
        "advised that",
        "could consider",
        "could perhaps",
        "important that",
        "important to",
        "it was recommended",
        "may make sense",
        "may want to",
        "may wish to",
        "might consider",
        "needed some",
        "needed to be",
        "suggest",
        "would be good",
        "would be helpful",
        "would be useful",
        "would benefit",
    ];
    let lower = words.to_lowercase();
    SUGGESTIONS.iter().any(|phrase| lower.contains(phrase))
}

/// Returns true for a question, also one that is set as a title: "What the council should do next".
pub(super) fn is_question(words: &str) -> bool {
    const QUESTION_WORDS: [&str; 8] = ["how", "what", "when", "where", "which", "who", "whose", "why"];
    let first = words.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    words.trim_end().ends_with('?') || QUESTION_WORDS.iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Returns true if a text begins as an instruction does, whatever its verb: "Hire a lifeguard", "Buy new boats".
pub(super) fn begins_with_verb(words: &str) -> bool {
    const OBJECT_WORDS: [&str; 13] =
        ["a", "all", "an", "another", "any", "each", "every", "its", "more", "new", "some", "the", "their"];
    const OTHER_WORDS: [&str; 43] = [
        "about", "above", "after", "all", "also", "although", "among", "and", "as", "at", "because",
        "before", "below", "between", "both", "but", "by", "despite", "during", "even", "for", "from",
        "half", "how", "if", "in", "most", "of", "on", "once", "only", "since", "so", "through", "to",
        "under", "until", "what", "when", "where", "while", "with", "within",
    ];
    let lower = words.to_lowercase();
    let mut parts = lower.split_whitespace();
    let (Some(first), Some(second)) = (parts.next(), parts.next()) else { return false };
    let is_verb = first.len() > 1
        && first.chars().all(char::is_alphabetic)
        && !OTHER_WORDS.contains(&first)
        && !OBJECT_WORDS.contains(&first)
        && !["s", "ed", "ing", "out"].iter().any(|ending| first.ends_with(ending));
    is_verb && OBJECT_WORDS.contains(&second)
}

/// Returns true if a text says that it recommends something: "We recommend that …", "It is recommended that …".
pub(super) fn is_recommendation(words: &str) -> bool {
    let lower = words.to_lowercase();
    let phrases = [
        "we recommend",
        "we therefore recommend",
        "we further recommend",
        "we also recommend",
        "i recommend",
        "i therefore recommend",
        "i also recommend",
        "recommends that",
        "it is recommended",
    ];
    phrases.iter().any(|phrase| lower.contains(phrase))
}

/// Returns true if a text ends as a sentence does.
pub(super) fn ends_like_sentence(text: &Text) -> bool {
    let words = text.plain().trim_end_matches(|c: char| crate::report::is_superscript_digit(c) || c == ')');
    words.trim_end().ends_with(['.', ';', ':', '!', '?'])
}

/// Returns the letters of the beginning of a text in lower case, for comparing wordings. `count` is the maximum number of
/// letters.
pub(super) fn first_letters(words: &str, count: usize) -> String {
    words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::{begins_with_verb, is_demand, is_request};

    #[test]
    fn the_past_and_the_duties_of_others_are_no_requests() {
        for words in [
            "The council accepted that it should have acted sooner.",
            "The trust should not have been told.",
            "Families have to wait two years for an answer.",
            "One carer was recommended by a friend.",
        ] {
            assert!(!is_request(words), "{words}");
        }
        for words in [
            "The council should have a register of lifts.",
            "The council should have acted sooner, and should publish its plans.",
            "It is recommended that the lifts are mended.",
            "It is therefore recommended to mend the lifts.",
        ] {
            assert!(is_request(words), "{words}");
        }
    }

    #[test]
    fn a_demand_is_a_sentence_and_no_question() {
        assert!(is_demand("The council should keep a register of lifts"));
        assert!(!is_demand("What the council should do next"));
        assert!(!is_demand("The council should:"));
        assert!(!is_demand("The claim that the town should not pay"));
        assert!(!is_demand("Improve the keeping of the register"));
    }

    #[test]
    fn requests_and_instructions_are_recognised() {
        assert!(is_request("The council should keep a register."));
        assert!(is_request("Ensure that lifts are tested."));
        assert!(is_request("We recommend, therefore, a register."));
        assert!(!is_request("The lifts stood still in 2019."));
        assert!(!is_request("The lifts stood still. It should be noted that the weather was bad."));
        assert!(is_request("It should be noted that the council should act."));
        for words in ["Hire a lifeguard for the pool.", "Buy new boats.", "Mend the doors."] {
            assert!(begins_with_verb(words), "{words}");
        }
        for words in
            ["When the lifts stand still", "Lifts all stand still.", "The new lifts", "Without a lift"]
        {
            assert!(!begins_with_verb(words), "{words}");
        }
    }
}
