//! Recognises the titles of sections with recommendations, whatever the framework.
//!
//! Works on titles; must not know sections.

use super::{
    mark::parse_mark,
    title_words::{
        CONCLUSION_WORDS, NAMES, NUMBER_WORDS, OTHER_REPORT_WORDS, REPORT_WORDS, SCOPE_WORDS, SOURCE_WORDS,
        SUBJECT_WORDS, WORDS_BEFORE,
    },
};
use crate::{read::recognise::title_key, report::Text};

/// The kind of a section with recommendations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    /// A section with recommendations and nothing else.
    Recommendations,
    /// A section with requirements, which are recommendations if they ask for something.
    Requirements,
    /// A section with recommendations among conclusions or reasons.
    WithConclusions,
}

/// The title of a section with recommendations.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ListTitle {
    /// The kind of the section.
    pub(super) kind: ListKind,
    /// The number of the chapter in the title: "8" in "Chapter 8: Conclusions and recommendations".
    pub(super) chapter: Option<String>,
}

/// The maximum length of a title, in words.
const MAX_TITLE_WORDS: usize = 14;
/// The maximum length of a title with words that the rules do not know.
const MAX_UNKNOWN_TITLE_WORDS: usize = 8;

/// Returns the kind of a section by its title; `None` if its title does not say that it has recommendations of this report.
pub(super) fn list_title(title: &str) -> Option<ListTitle> {
    /// The maximum length of a title, in bytes.
    const MAX_TITLE_BYTES: usize = 200;
    let is_quoted = title.trim_start().starts_with(['\u{201C}', '"', '\u{2018}']);
    if title.len() > MAX_TITLE_BYTES || is_quoted || parse_mark(&Text::from(title), true).is_some() {
        return None;
    }
    let key = title_key(title);
    let (chapter, bare) = split_chapter(&key);
    let words: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > MAX_TITLE_WORDS || is_about_other_words(&words) {
        return None;
    }
    let list = |kind| Some(ListTitle { kind, chapter: chapter.map(str::to_owned) });
    // "The inspectors make the following recommendations" is set as a heading in some reports.
    if words.ends_with(&["following", "recommendations"]) {
        return Some(ListTitle { kind: ListKind::Recommendations, chapter: None });
    }
    let has_conclusions = words.iter().any(|word| CONCLUSION_WORDS.contains(word));
    if is_question_of_improvement(&words) || has_asked_actions(&words) {
        return list(if has_conclusions { ListKind::WithConclusions } else { ListKind::Recommendations });
    }
    if words == ["requirements"] || words == ["statutory", "requirements"] {
        return list(ListKind::Requirements);
    }
    let name_at = |name: &&[&str]| words.windows(name.len()).position(|part| part == *name);
    let named = NAMES.iter().find_map(|name| Some((name_at(name)?, name.len())));
    let plural = || Some((words.iter().position(|word| *word == "recommendations")?, 1));
    let singular = || Some((words.iter().position(|word| *word == "recommendation")?, 1));
    let (at, length) = plural().or_else(singular).or(named)?;
    let (before, after) = (&words[..at], &words[at + length..]);
    let is_singular = words[at] == "recommendation";
    let is_known_before = before
        .iter()
        .all(|word| WORDS_BEFORE.contains(word) || CONCLUSION_WORDS.contains(word) || is_possessive(word));
    let is_known = is_known_before && after.first().is_none_or(|first| is_scope(first, after));
    let is_possible = match is_known && !is_singular {
        true => true,
        false => can_be_unknown_title(before, after, is_singular),
    };
    // Something else comes before the recommendations: "Executive summary and recommendations".
    let is_second =
        before.last() == Some(&"and") && (!is_known_before || before.ends_with(&["summary", "and"]));
    let kind = match has_conclusions || is_second || is_singular {
        true => ListKind::WithConclusions,
        false => ListKind::Recommendations,
    };
    is_possible.then(|| list(kind)).flatten()
}

/// Returns true if a title with words that the rules do not know can announce recommendations: "National recommendations",
/// "Recommendations: Home Office", "Recommendations 2023". `before` and `after` are the words around the name.
fn can_be_unknown_title(before: &[&str], after: &[&str], is_singular: bool) -> bool {
    /// The maximum length of a title with one recommendation. A longer one names the recommendation.
    const MAX_SINGULAR_WORDS: usize = 3;
    let count = before.len() + 1 + after.len();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_after_possible = match after {
        [] => true,
        [year] if is_year(year) => true,
        // The page of an entry of the contents, or the number of one recommendation.
        [.., last] if is_number(last) || is_number(after[0]) => false,
        // "Recommendations Committee" and "Recommendations of the Gullport review"
        [first, ..] if after.iter().any(|word| REPORT_WORDS.contains(word)) => is_scope(first, after),
        _ => true,
    };
    // "The recommendation" is one that the text spoke of before.
    let has_subject_word = is_singular && before.contains(&"the")
        || before.last() != Some(&"and") && before.iter().any(|word| SUBJECT_WORDS.contains(word))
        || after.iter().any(|word| SUBJECT_WORDS.contains(word) && *word != "made");
    let has_number = before.iter().any(|word| is_number(word));
    is_after_possible
        && !has_subject_word
        && !has_number
        && count <= if is_singular { MAX_SINGULAR_WORDS } else { MAX_UNKNOWN_TITLE_WORDS }
}

/// Returns true for a title that asks what is to be improved or done: "What does the service need to do to improve?"
fn is_question_of_improvement(words: &[&str]) -> bool {
    const DEMANDS: [&str; 6] = ["could", "must", "need", "needs", "should", "to"];
    const AIMS: [&str; 8] =
        ["better", "change", "do", "explore", "happen", "improve", "improved", "improving"];
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    words.first() == Some(&"what")
        && (has(&DEMANDS[..5]) || words.windows(2).any(|pair| pair[0] == "has" && pair[1] == DEMANDS[5]))
        && has(&AIMS)
}

/// Returns true for a title of actions that somebody asks for: "Action the provider must take", "Agreed actions".
fn has_asked_actions(words: &[&str]) -> bool {
    const DEMANDS: [&str; 8] =
        ["agreed", "immediate", "must", "necessary", "needed", "required", "should", "told"];
    const WORDS_BEFORE_DEMANDS: [&str; 10] =
        ["and", "essential", "further", "key", "other", "our", "priority", "recommended", "the", "urgent"];
    let Some(at) = words.iter().position(|word| matches!(*word, "action" | "actions")) else { return false };
    let (before, after) = (&words[..at], &words[at + 1..]);
    let is_demand = |word: &&str| DEMANDS.contains(word);
    let is_known = |word: &&str| is_demand(word) || WORDS_BEFORE_DEMANDS.contains(word);
    let is_plan = after.first().is_some_and(|next| matches!(*next, "plan" | "plans" | "taken"));
    !is_plan && before.iter().all(is_known) && (before.iter().any(is_demand) || after.iter().any(is_demand))
}

/// Returns true for a word that is a year.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns true if the words of a title are about the recommendations of another report, or about what became of them. A
/// year directly after the name, at the end, is that of this report.
fn is_about_other_words(words: &[&str]) -> bool {
    let is_other_year = |at: usize| {
        is_year(words[at]) && !(at + 1 == words.len() && at > 0 && words[at - 1] == "recommendations")
    };
    let is_action_plan = words.windows(2).any(|pair| pair[0] == "action" && pair[1].starts_with("plan"));
    is_action_plan
        || words.iter().any(|word| OTHER_REPORT_WORDS.contains(word))
        || (0..words.len()).any(is_other_year)
}

/// Returns true if the words after a name only say what is recommended, to whom, or that this report recommends it.
/// `first` is the first of them.
fn is_scope(first: &str, after: &[&str]) -> bool {
    let is_page = after.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    let is_source = |word: &&str| SOURCE_WORDS.contains(word) || REPORT_WORDS.contains(word);
    !is_page
        && (SCOPE_WORDS.contains(&first) || after.iter().all(is_source) && !REPORT_WORDS.contains(&first))
}

/// Returns true for a word that names who makes the recommendations: "committee's".
fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("s'")
}

/// Splits a title into the number of its chapter and the rest: "chapter 8: conclusions" has the number "8". The number is
/// `None` for "appendix 4: list of recommendations" too, because paragraphs are not numbered after it, and for numbers
/// that paragraphs do not begin with, such as "4.2", "iv." and "chapter eight".
fn split_chapter(key: &str) -> (Option<&str>, &str) {
    let after_name = |names: &[&str]| {
        let rest = names.iter().find_map(|name| key.strip_prefix(name))?;
        rest.starts_with(' ').then(|| rest.trim_start())
    };
    let is_digits = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let annex = after_name(&["annex", "appendix", "schedule"]);
    let named = annex.or_else(|| after_name(&["chapter", "part", "section"])).unwrap_or(key);
    let is_named = named.len() < key.len();
    // All parts of a compound number, "4.2", are stripped.
    let end = named.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(named.len());
    let number = named[..end].trim_end_matches('.');
    let rest = &named[number.len()..];
    let bare = rest.trim_start_matches([':', '.', ')', '-', '|', '\u{FFFD}', ' ', '\t']);
    let is_chapter = is_digits(number);
    let is_compound = number.contains('.') && number.split('.').all(is_digits);
    let is_marked = rest.trim_start().starts_with(['.', ')', ':', '-', '|']);
    let is_roman =
        number.len() <= 5 && !number.is_empty() && number.bytes().all(|byte| b"ivxl".contains(&byte));
    let is_word = NUMBER_WORDS.contains(&number);
    let is_label = is_chapter
        || is_compound
        || is_named && (number.len() <= 4 || is_roman || is_word)
        || is_marked && (number.len() == 1 || is_roman || is_word);
    match is_label && !bare.is_empty() {
        true => (Some(number).filter(|_| annex.is_none() && is_chapter), bare),
        false => (None, key),
    }
}

/// Returns true if a section is about the recommendations of another report, or about what became of them: "Progress on
/// previous recommendations".
pub(super) fn is_about_other_report(title: &str) -> bool {
    let key = title_key(title);
    if !key.contains("recommendation") || parse_mark(&Text::from(title), true).is_some() {
        return false;
    }
    let (_, bare) = split_chapter(&key);
    let words: Vec<&str> =
        bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().any(|word| word.starts_with("recommendation")) && is_about_other_words(&words)
}

/// Returns true if a title usually begins something after a list, even if its heading is nested under that of the list.
pub(super) fn is_closing_title(title: &str) -> bool {
    const CLOSING_TITLES: [&str; 16] = [
        "acknowledgements",
        "background",
        "bibliography",
        "conclusion",
        "conclusions",
        "contact",
        "contents",
        "glossary",
        "introduction",
        "methodology",
        "next steps",
        "notes",
        "outcome",
        "reasons",
        "references",
        "summary",
    ];
    let key = title_key(title);
    let (_, bare) = split_chapter(&key);
    bare.starts_with("about ") || CLOSING_TITLES.contains(&bare)
}

/// Returns true for the title of a part that explains a report and has no recommendations.
pub(super) fn is_apparatus_title(title: &str) -> bool {
    const APPARATUS_TITLES: [&str; 9] = [
        "acknowledgements",
        "background",
        "bibliography",
        "contents",
        "glossary",
        "introduction",
        "methodology",
        "reasons",
        "references",
    ];
    let key = title_key(title);
    APPARATUS_TITLES.contains(&split_chapter(&key).1)
}

/// Returns true if a title begins a chapter or an annex, so that the list above it has ended: "Part 2", "Annex: Members",
/// but not "Part-time staff".
pub(super) fn is_part_or_annex_title(title: &str) -> bool {
    let key = title_key(title);
    let is_label = |word: &str| {
        word.len() == 1
            || word.starts_with(|c: char| c.is_ascii_digit())
            || word.bytes().all(|byte| b"ivxl".contains(&byte))
            || NUMBER_WORDS.contains(&word)
    };
    let is_named = |name: &&str| {
        key.strip_prefix(*name).is_some_and(|rest| {
            let label = rest.strip_prefix(' ').map(str::trim_start);
            let label =
                label.map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
            rest.is_empty()
                || rest.starts_with(':')
                || label.is_some_and(|label| label.is_empty() || is_label(label))
        })
    };
    ["chapter", "annex", "appendix", "part", "schedule", "volume"].iter().any(is_named)
}

#[cfg(test)]
mod tests {
    use super::{ListKind, is_part_or_annex_title, list_title};

    #[test]
    fn only_titles_about_recommendations_of_the_report_begin_a_list() {
        let kind = |title| list_title(title).map(|title| title.kind);
        for title in [
            "Recommendations",
            "2. RECOMMENDATIONS",
            "4.2 Recommendations",
            "IV. Recommendations",
            "Summary of recommendations",
            "Annex B \u{2013} List of recommendations made in this report",
            "Appendix 4: List of recommendations",
            "Areas for improvement",
            "Areas of improvement",
            "Required actions",
            "Agreed action",
            "What needs to improve in this area of practice?",
            "What the team needs to explore",
            "What does the service need to do to improve?",
            "Action the provider MUST take to improve",
            "Priorities for further improvement",
            "Actions required before opening",
            "The Committee\u{2019}s recommendations to the town",
            "Recommendations:",
            "Recommendations: Home Office",
            "Recommendations 2023",
            "Recommendations (in full)",
            "Recommendations for action",
            "Recommendations arising from this review",
            "Multi-agency recommendations",
            "The inspectors make the following recommendations.",
        ] {
            assert_eq!(kind(title), Some(ListKind::Recommendations), "{title}");
        }
        for title in [
            "Chapter 8: Conclusions and recommendations",
            "Chapter Eight: Conclusions and recommendations",
            "5.1. Conclusions and recommendations",
            "Reasons and Recommendations",
            "Executive summary and recommendations",
            "Learning and recommendations",
            "Lessons learned and recommendations",
            "Key concerns and recommendations",
            "Statutory requirements and advice",
            "Our recommendation",
        ] {
            assert_eq!(kind(title), Some(ListKind::WithConclusions), "{title}");
        }
        for title in ["Requirements", "3. Statutory requirements"] {
            assert_eq!(kind(title), Some(ListKind::Requirements), "{title}");
        }
        for title in [
            "What people told us about actions",
            "Progress on previous recommendations",
            "Recommendations accepted in part",
            "Recommendations of the 2019 review",
            "Recommendations of the Gullport review",
            "The town\u{2019}s response to our recommendations",
            "Panel Recommendations Review Committee",
            "Recommendations 67",
            "Recommendation 7",
            "Recommendation accepted",
            "The recommendation",
            "\u{201C}Recommendations of the town",
            "How recommendations are made",
            "The purpose of recommendations",
            "Recommendations and action plan",
            "Actions taken since the inspection",
            "Action plan agreed with the town",
            "What we found",
            "Findings",
        ] {
            assert_eq!(kind(title), None, "{title}");
        }
    }

    #[test]
    fn the_number_of_a_chapter_is_not_that_of_an_annex() {
        let chapter = |title| list_title(title).and_then(|title| title.chapter);
        assert_eq!(chapter("CHAPTER 8: CONCLUSIONS AND RECOMMENDATIONS").as_deref(), Some("8"));
        assert_eq!(chapter("2. RECOMMENDATIONS").as_deref(), Some("2"));
        assert_eq!(chapter("Appendix 4: List of recommendations"), None);
        assert!(is_part_or_annex_title("APPENDIX 1: MEMBERS"));
        assert!(is_part_or_annex_title("Part Two"));
        assert!(is_part_or_annex_title("Annex"));
        for title in ["Participants", "Part-time staff", "Part of the tower"] {
            assert!(!is_part_or_annex_title(title), "{title}");
        }
    }
}
