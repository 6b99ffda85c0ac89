//! Recognises by their words the sentences around recommendations: those that introduce, explain or deny them.
//!
//! Works on texts; must not know their places.

use super::wording::{begins_with_verb, is_request, is_suggestion};

/// Returns true if a text only introduces recommendations or explains them: "We make the following recommendations.", "This
/// section has 12 recommendations."
pub(super) fn is_introduction(words: &str) -> bool {
    /// The maximum length of an introduction, in bytes. A longer text with these words recommends something itself.
    const MAX_INTRODUCTION_BYTES: usize = 400;
    let lower = words.to_lowercase();
    let phrases = [
        "following",
        "below",
        "this section",
        "this chapter",
        "this report",
        "these recommendations",
        "our recommendations",
        "the recommendations",
        "number of recommendations",
    ];
    let name = ["recommendations", "areas for improvement"].iter().filter_map(|name| lower.find(name)).min();
    // "The board should monitor these recommendations" asks for something; "The recommendations should be read together"
    // explains them.
    let asks_before_name = name.is_some_and(|name| {
        ["should ", "must ", "shall ", "needs to ", "need to "]
            .iter()
            .any(|modal| lower[..name].contains(modal))
    });
    let is_set_below = lower.contains("following") || lower.contains("below");
    let has_name = name.is_some() && (!asks_before_name || is_set_below);
    let announces = lower.contains("recommend") && lower.contains("the following")
        || ["the following action", "the following point", "points that must be", "points that should be"]
            .iter()
            .any(|phrase| lower.contains(phrase));
    let announces = announces && words.len() <= MAX_INTRODUCTION_BYTES / 2;
    words.trim_end().ends_with(':')
        || announces
        || ["this section ", "this chapter "].iter().any(|begin| lower.trim_start().starts_with(begin))
        || has_name
            && words.len() <= MAX_INTRODUCTION_BYTES
            && phrases.iter().any(|phrase| lower.contains(phrase))
}

/// Returns true if a text states something and asks for nothing: "The committee met five times. The weather was bad."
pub(super) fn is_statement(words: &str) -> bool {
    const BEGINNINGS: [&str; 10] =
        ["in", "it", "our", "recommendations", "the", "there", "these", "they", "this", "we"];
    const VERBS: [&str; 12] =
        ["are", "can", "did", "had", "has", "have", "is", "made", "met", "was", "were", "will"];
    let lower = words.to_lowercase();
    let mut parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.next().is_some_and(|first| BEGINNINGS.contains(&first))
        && parts.any(|word| VERBS.contains(&word))
        && words.trim_end().ends_with('.')
        && !is_request(words)
}

/// Returns true if a text quotes the criterion that the next recommendations are about: "Point 3 - Test every lift."
pub(super) fn is_criterion(words: &str) -> bool {
    let Some((name, rest)) = words.split_once(' ') else { return false };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let names = ["point", "points", "criterion", "principle", "question", "standard"];
    names.contains(&name.to_lowercase().as_str())
        && after.len() < rest.len()
        && after.trim_start().starts_with(['-', '\u{2013}', '\u{2014}', ':'])
}

/// Returns true if a text says that there is nothing to recommend: "None", "No recommendations were made."
pub(super) fn is_denial(words: &str) -> bool {
    let lower = words.to_lowercase();
    let bare = lower.trim().trim_end_matches('.');
    matches!(bare, "none" | "n/a" | "not applicable" | "nil")
        || ["there are no ", "there were no ", "no recommendations", "no areas for", "no further "]
            .iter()
            .any(|begin| bare.starts_with(begin))
            && !is_request(words)
}

/// Returns true if a text introduces evidence and no recommendations: "The lifts were old. We saw:"
pub(super) fn is_evidence(introduction: &str) -> bool {
    const VERBS: [&str; 18] = [
        "are", "did", "found", "had", "has", "have", "heard", "include", "included", "includes", "is",
        "noted", "said", "saw", "showed", "told", "was", "were",
    ];
    let lower = introduction.to_lowercase();
    let last = lower.trim_end().rsplit(". ").next().unwrap_or_default();
    let mut parts = last.split(|c: char| !c.is_alphanumeric());
    let names_requests =
        ["recommend", "action", "improve", "following point"].iter().any(|word| lower.contains(word));
    !is_request(introduction) && !names_requests && parts.any(|word| VERBS.contains(&word))
}

/// Returns true if a text tells something and suggests nothing: "Nobody knew where the lifts were."
pub(super) fn is_narrative(words: &str) -> bool {
    /// The number of words within which the verb of a narrative is.
    const MAX_WORDS_TO_VERB: usize = 8;
    const VERBS: [&str; 31] = [
        "appreciated",
        "are",
        "can",
        "considered",
        "did",
        "explained",
        "felt",
        "found",
        "had",
        "has",
        "have",
        "heard",
        "is",
        "knew",
        "lacked",
        "made",
        "mentioned",
        "met",
        "needed",
        "noted",
        "said",
        "saw",
        "seemed",
        "showed",
        "stood",
        "thought",
        "told",
        "was",
        "went",
        "were",
        "will",
    ];
    let lower = words.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    !is_request(words)
        && !begins_with_verb(words)
        && parts.take(MAX_WORDS_TO_VERB).any(|word| VERBS.contains(&word))
        && !is_suggestion(words)
}

#[cfg(test)]
mod tests {
    use super::{is_criterion, is_denial, is_introduction, is_narrative, is_statement};

    #[test]
    fn a_demand_for_an_answer_to_the_recommendations_is_no_introduction() {
        for words in [
            "The board should monitor the implementation of these recommendations every quarter.",
            "The council should publish a response to the recommendations in this report within six months.",
        ] {
            assert!(!is_introduction(words), "{words}");
        }
        assert!(is_introduction("The recommendations in this report should be read together."));
        assert!(is_introduction("The council should act on the following recommendations."));
        assert!(is_introduction("This section sets out the actions that the registered person must take."));
        assert!(!is_denial("No further children should be placed at the home until the roof is mended."));
        assert!(is_denial("No further recommendations were made."));
    }

    #[test]
    fn statements_introductions_and_denials_are_distinguished() {
        assert!(is_statement("The committee met five times. It should be noted that the weather was bad."));
        assert!(!is_statement("The council should keep a register, which is missing."));
        assert!(!is_statement("Buy two boats. The old ones are broken."));
        assert!(is_introduction("The following points must be addressed."));
        assert!(is_introduction("There are a number of points that must be addressed before winter."));
        assert!(is_introduction("We make the following recommendations."));
        assert!(is_introduction("The council should:"));
        assert!(!is_introduction("The council should publish its recommendations every year."));
        assert!(is_introduction("We recommend that the council does the following before winter."));
        assert!(is_introduction("To improve the lifts, the council should take the following action."));
        assert!(is_criterion("Point 3 - Test every lift."));
        assert!(!is_criterion("Points on the line should be oiled."));
        assert!(is_denial("No recommendations were made."));
        assert!(is_denial("None."));
        assert!(!is_denial("None of the lifts should be used."));
        assert!(is_narrative("Nobody knew where the lifts were, and forty people were stuck."));
        assert!(!is_narrative("It would be useful to count the lifts."));
    }
}
