//! The plan of action that a letter asks for: when it must be sent, and who must prepare it.
//!
//! Must not know the rest of a letter.

use super::letters::split_sentences;
use crate::{
    read::{line::Line, recognise::addressee},
    report::{Date, stated_due_date},
};

/// Returns the day by which the plan of action must be sent: "The chair should send the written statement of action to …
/// by 21 October 2024." The sentence is near the end of a letter and can be on several lines.
pub(super) fn action_plan_due(lines: &[Line]) -> Option<Date> {
    /// The number of lines that a sentence can be on.
    const MAX_SENTENCE_LINES: usize = 8;
    /// The maximum number of lines about sending something that are tried, from the end of the letter.
    const MAX_TRIED_LINES: usize = 20;
    const PLANS: [&str; 3] = ["statement of action", "statement of proposed action", "action plan"];
    const VERBS: [&str; 3] = [" send ", " submit ", " sent "];
    let contains_any = |words: &str, known: &[&str]| known.iter().any(|word| words.contains(word));
    let has_verb = |line: &Line| contains_any(&format!(" {} ", line.text.plain().to_lowercase()), &VERBS);
    let starts = (0..lines.len()).rev().filter(|index| has_verb(&lines[*index]));
    starts.take(MAX_TRIED_LINES).find_map(|start| {
        let rest = lines[start..].iter().take(MAX_SENTENCE_LINES).map(|line| line.text.plain());
        let words = rest.collect::<Vec<_>>().join(" ");
        let sentence = split_sentences(&words).into_iter().find(|sentence| {
            let lower = sentence.to_lowercase();
            contains_any(&lower, &PLANS) && contains_any(&lower, &VERBS)
        })?;
        stated_due_date(sentence)
    })
}

/// Returns the person or organisation that a text asks to prepare the plan: "The director of children's services" in "The
/// director of children's services should prepare a written statement of proposed action", and "The Larkmoor Board" in
/// "We have determined that the Larkmoor Board is the principal authority and should prepare a written statement …".
pub(super) fn plan_author(text: &str) -> Option<String> {
    const REQUESTS: [&str; 2] =
        [" should prepare a written statement", " should coordinate the preparation of a written statement"];
    split_sentences(text).into_iter().find_map(|sentence| {
        let at = REQUESTS.iter().find_map(|request| sentence.find(request))?;
        let determined = sentence[..at]
            .strip_prefix("We have determined that ")
            .and_then(|rest| rest.strip_suffix(" is the principal authority and"));
        match determined {
            Some(name) => {
                let rest = name.strip_prefix("the ").unwrap_or(name);
                let article = if rest.len() < name.len() { "The " } else { "" };
                (!rest.trim().is_empty()).then(|| format!("{article}{rest}"))
            }
            None => addressee::find_addressee(sentence),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::plan_author;

    #[test]
    fn the_author_of_the_plan_is_named_before_should_prepare() {
        for (text, expected) in [
            (
                "Visits are late. The director of children\u{2019}s services should prepare a written statement of action.",
                Some("The director of children\u{2019}s services"),
            ),
            (
                "We have determined that the Larkmoor Board is the principal authority and should prepare a written \
                statement of proposed action.",
                Some("The Larkmoor Board"),
            ),
            (
                "The local authority should coordinate the preparation of a written statement of action.",
                Some("The local authority"),
            ),
            ("The board should prepare a plan.", None),
            ("We think that someone should prepare a written statement.", None),
        ] {
            assert_eq!(plan_author(text).as_deref(), expected, "{text}");
        }
    }
}
