//! Recognises the titles of sections with recommendations, whatever the framework.
//!
//! Works on titles; must not know sections.

use super::mark::parse_mark;
use crate::{read::recognise::title_key, report::Text};

/// The kind of a section with recommendations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    /// A section with recommendations and nothing else.
    Recommendations,
    /// A section with recommendations among conclusions or reasons.
    Mixed,
}

/// The title of a section with recommendations.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ListTitle {
    /// The kind of the section.
    pub(super) kind: ListKind,
    /// The number of the chapter in the title: "8" in "Chapter 8: Conclusions and recommendations".
    pub(super) chapter: Option<String>,
}

/// The names of recommendations, in lower case.
const NAMES: [&[&str]; 12] = [
    &["recommendations"],
    &["areas", "for", "improvement"],
    &["area", "for", "improvement"],
    &["required", "actions"],
    &["actions", "required"],
    &["recommended", "actions"],
    &["areas", "for", "further", "improvement"],
    &["areas", "for", "development"],
    &["priorities", "for", "improvement"],
    &["priorities", "for", "further", "improvement"],
    &["points", "for", "improvement"],
    &["what", "needs", "to", "improve"],
];

/// Words before a name that do not change its meaning, in lower case.
const WORDS_BEFORE: [&str; 28] = [
    "a",
    "all",
    "and",
    "complete",
    "consolidated",
    "detailed",
    "final",
    "formal",
    "full",
    "further",
    "general",
    "key",
    "list",
    "main",
    "next",
    "of",
    "other",
    "our",
    "overall",
    "priority",
    "principal",
    "report",
    "specific",
    "steps",
    "strategic",
    "summary",
    "the",
    "this",
];

/// Words for something that can be in a section with recommendations, in lower case.
const MIXED_WORDS: [&str; 8] =
    ["conclusion", "conclusions", "findings", "lessons", "observations", "reasons", "discussion", "analysis"];

/// Words after a name that begin a phrase about what is recommended or to whom, in lower case.
const SCOPE_WORDS: [&str; 8] = ["about", "and", "before", "for", "on", "regarding", "relating", "to"];

/// Words of a phrase after a name that says whose recommendations they are, in lower case: "made in this report".
const SOURCE_WORDS: [&str; 18] = [
    "assessment",
    "assessors",
    "board",
    "by",
    "committee",
    "from",
    "in",
    "inquiry",
    "investigation",
    "made",
    "of",
    "our",
    "panel",
    "report",
    "review",
    "the",
    "this",
    "volume",
];

/// Words of titles of sections about the recommendations of another report, or about what became of them, in lower case.
const OTHER_REPORT_WORDS: [&str; 25] = [
    "accepted",
    "action",
    "against",
    "background",
    "earlier",
    "follow",
    "followed",
    "implementation",
    "implemented",
    "implementing",
    "last",
    "monitoring",
    "outstanding",
    "past",
    "previous",
    "prior",
    "progress",
    "rejected",
    "reports",
    "response",
    "responses",
    "reviews",
    "status",
    "tracking",
    "update",
];

/// Returns the kind of a section by its title; `None` if its title does not say that it has recommendations of this report.
pub(super) fn list_title(title: &str) -> Option<ListTitle> {
    /// The maximum length of a title, in words.
    const MAX_TITLE_WORDS: usize = 14;
    let key = title_key(title);
    let (chapter, bare) = split_chapter(&key);
    let words: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let name_at = |name: &&[&str]| words.windows(name.len()).position(|part| part == *name);
    let is_other = words.iter().any(|word| OTHER_REPORT_WORDS.contains(word));
    // "The inspectors make the following recommendations" is set as a heading in some reports.
    if words.ends_with(&["following", "recommendations"]) && words.len() <= MAX_TITLE_WORDS && !is_other {
        return Some(ListTitle { kind: ListKind::Recommendations, chapter: None });
    }
    let (at, name) = NAMES.iter().find_map(|name| Some((name_at(name)?, *name)))?;
    let (before, after) = (&words[..at], &words[at + name.len()..]);
    let is_mixed_word = |word: &&str| MIXED_WORDS.contains(word);
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_page = after.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    let is_possible = words.len() <= MAX_TITLE_WORDS
        && before
            .iter()
            .all(|word| WORDS_BEFORE.contains(word) || is_mixed_word(word) || is_possessive(word))
        && after.first().is_none_or(|first| is_scope(first, after) || name.last() == Some(&"improve"))
        && !is_other
        && !words.iter().any(is_year)
        && !is_page;
    let kind = if words.iter().any(is_mixed_word) { ListKind::Mixed } else { ListKind::Recommendations };
    is_possible.then(|| ListTitle { kind, chapter: chapter.map(str::to_owned) })
}

/// Returns true if the words after a name only say what is recommended, to whom, or that this report recommends it.
fn is_scope(first: &str, after: &[&str]) -> bool {
    SCOPE_WORDS.contains(&first) || after.iter().all(|word| SOURCE_WORDS.contains(word))
}

/// Returns true for a word that names who makes the recommendations: "committee's".
fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("s'")
}

/// Splits a title into the number of its chapter and the rest: "chapter 8: conclusions" has the number "8". The number is
/// `None` for "appendix 4: list of recommendations" too, because paragraphs are not numbered after it.
fn split_chapter(key: &str) -> (Option<&str>, &str) {
    let after_name = |names: &[&str]| {
        let rest = names.iter().find_map(|name| key.strip_prefix(name))?;
        rest.starts_with(' ').then(|| rest.trim_start())
    };
    let is_chapter = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let annex = after_name(&["annex", "appendix", "schedule"]);
    let named = annex.or_else(|| after_name(&["chapter", "part", "section"])).unwrap_or(key);
    let end = named.find(|c: char| !c.is_alphanumeric()).unwrap_or(named.len());
    let (number, rest) = named.split_at(end);
    let bare = rest.trim_start_matches([':', '.', ')', '-', '|', '\u{FFFD}', ' ', '\t']);
    let is_label = is_chapter(number)
        || named.len() < key.len() && number.len() <= 4
        || number.len() == 1 && rest.starts_with(['.', ')', ':']);
    match is_label && !bare.is_empty() {
        true => (Some(number).filter(|number| annex.is_none() && is_chapter(number)), bare),
        false => (None, key),
    }
}

/// Returns true if a section is about the recommendations of another report, or about what became of them: "Progress on
/// previous recommendations".
pub(super) fn is_about_other_report(title: &str) -> bool {
    let key = title_key(title);
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = || key.split(|c: char| !c.is_alphanumeric());
    parse_mark(&Text::from(title), true).is_none()
        && words().any(|word| word.starts_with("recommendation"))
        && words().any(|word| is_year(word) || OTHER_REPORT_WORDS.contains(&word))
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

/// Returns true if a title begins a chapter or an annex, so that the list above it has ended.
pub(super) fn is_part_title(title: &str) -> bool {
    let key = title_key(title);
    let is_named = |name: &&str| {
        key.strip_prefix(*name).is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphabetic()))
    };
    ["chapter", "annex", "appendix", "part", "schedule", "volume"].iter().any(is_named)
}

#[cfg(test)]
mod tests {
    use super::{ListKind, is_part_title, list_title};

    #[test]
    fn only_titles_about_recommendations_of_the_report_begin_a_list() {
        let kind = |title| list_title(title).map(|title| title.kind);
        for title in [
            "Recommendations",
            "2. RECOMMENDATIONS",
            "Summary of recommendations",
            "Annex B \u{2013} List of recommendations made in this report",
            "Appendix 4: List of recommendations",
            "Areas for improvement",
            "Required actions",
            "What needs to improve in this area of practice?",
            "Priorities for further improvement",
            "Actions required before opening",
            "The Committee\u{2019}s recommendations to the town",
            "Recommendations:",
            "The inspectors make the following recommendations.",
        ] {
            assert_eq!(kind(title), Some(ListKind::Recommendations), "{title}");
        }
        for title in ["Chapter 8: Conclusions and recommendations", "Reasons and Recommendations"] {
            assert_eq!(kind(title), Some(ListKind::Mixed), "{title}");
        }
        for title in [
            "Progress on previous recommendations",
            "Recommendations accepted in part",
            "Recommendations of the 2019 review",
            "Recommendations of the Gullport review",
            "The town\u{2019}s response to our recommendations",
            "Panel Recommendations Review Committee",
            "Recommendations 67",
            "How recommendations are made",
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
        assert!(is_part_title("APPENDIX 1: MEMBERS"));
        assert!(!is_part_title("Participants"));
    }
}
