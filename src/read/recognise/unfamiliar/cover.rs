//! Finds the title and the subject on the cover of a report whose framework is not known. A line that could be something
//! else, such as a person or a volume, is neither (`subject`).
//!
//! Must not know the body.

use super::{
    marked_title::marked_title,
    subject::{REPORT_WORDS, has_organisation_word, has_word, is_other_word, is_subject, lower_words},
    title::list_title,
};
use crate::{
    read::{
        line::{Line, Shape},
        recognise::{is_superscript_digit, title_key},
    },
    report::MONTHS,
};

/// Titles that say nothing without another line, in lower case.
const GENERIC_TITLES: [&str; 8] = [
    "report",
    "final report",
    "draft report",
    "interim report",
    "the report",
    "review",
    "alpha review",
    "beta review",
];

/// A line on a cover that can be a title or a name.
struct Candidate {
    words: String,
    /// True if the source marks it as a heading.
    is_heading: bool,
    /// True if the source marks it as the title of the report.
    is_marked_title: bool,
}

/// Returns the title and the subject, if the lines of a cover state them. `lines` are the lines above the first fact that
/// every framework labels alike.
pub(in crate::read::recognise) fn title_and_subject(lines: &[Line]) -> (Option<String>, Option<String>) {
    let candidates = title_candidates(lines);
    let is_telling = |candidate: &Candidate| !is_generic_title(&candidate.words);
    let is_title = |candidate: &Candidate| has_title_word(&candidate.words) && is_telling(candidate);
    let is_marked_title = |candidate: &Candidate| {
        candidate.is_marked_title
            && is_telling(candidate)
            && can_be_heading_of_report(&candidate.words)
            && (has_title_word(&candidate.words) || !is_subject(&candidate.words))
    };
    let title = candidates
        .iter()
        .position(is_marked_title)
        .or_else(|| candidates.iter().position(is_title))
        .or_else(|| candidates.iter().position(|candidate| is_inspection_report(&candidate.words)));
    if let Some(title) = title {
        let words = &candidates[title].words;
        let subject = subject_in_title(words).or_else(|| subject_beside(&candidates, title));
        return (Some(words.clone()), subject);
    }
    // Without a word such as "review", only the first heading of a file is its title, unless it names an organisation.
    let heading = candidates.iter().find(|candidate| candidate.is_heading && is_telling(candidate));
    match heading.map(|heading| &heading.words) {
        Some(words) if has_organisation_word(words) && is_subject(words) => (None, Some(words.clone())),
        Some(words) if can_be_heading_of_report(words) => (Some(words.clone()), None),
        _ => {
            let by_author = || candidates.iter().position(|candidate| names_author(&candidate.words));
            let title = phrase_beside_session(lines, &candidates).or_else(by_author);
            (title.map(|title| candidates[title].words.clone()), inspected_school(lines, &candidates))
        }
    }
}

/// Returns the first phrase on the cover of a report to a parliament, whose own title line only counts the reports: "Fifth
/// Report of Session 2022-23". Other covers have too many other phrases.
fn phrase_beside_session(lines: &[Line], candidates: &[Candidate]) -> Option<usize> {
    /// The minimum number of words. Shorter lines are often names.
    const MIN_WORDS: usize = 4;
    const OFFICES: [&str; 12] = [
        "chair",
        "chairman",
        "commissioner",
        "comptroller",
        "director",
        "general",
        "inspector",
        "minister",
        "officer",
        "reviewer",
        "rt",
        "secretary",
    ];
    let is_phrase = |candidate: &Candidate| {
        let words = candidate.words.as_str();
        let parts = lower_words(words);
        parts.len() >= MIN_WORDS
            && words.starts_with(char::is_uppercase)
            && words.contains(char::is_lowercase)
            && !words.contains(|c: char| c.is_ascii_digit())
            && !parts.iter().any(|word| word == "by")
            && !is_generic_title(words)
            && !has_word(words, &OFFICES)
            && !begins_like_note(&parts)
            && can_be_heading_of_report(words)
            && !has_organisation_word(words)
            && !is_subject(words)
    };
    let has_session = lines.iter().any(|line| has_word(line.text.plain(), &["session"]));
    candidates.iter().position(is_phrase).filter(|_| has_session)
}

/// Returns true if a line begins like a note on the publication, or in the middle of a sentence: "Presented to the council",
/// "For publication at noon", "and the staff of the committee".
fn begins_like_note(words: &[String]) -> bool {
    const FIRST_WORDS: [&str; 32] = [
        "a",
        "accessible",
        "all",
        "an",
        "and",
        "chaired",
        "commissioned",
        "contact",
        "copyright",
        "crown",
        "easy",
        "embargoed",
        "for",
        "from",
        "in",
        "laid",
        "not",
        "ordered",
        "our",
        "please",
        "prepared",
        "presented",
        "printed",
        "produced",
        "published",
        "skip",
        "search",
        "thank",
        "this",
        "to",
        "we",
        "with",
    ];
    words.first().is_some_and(|first| FIRST_WORDS.contains(&first.as_str()))
}

/// Returns the name in "Inspection of Larkmoor Prison"; `None` if the title names nothing that can be inspected.
fn subject_in_title(title: &str) -> Option<String> {
    const BEFORE: [&str; 3] = ["inspection of ", "inspection visit to ", "visit to "];
    let lower = title.to_ascii_lowercase();
    let start = BEFORE.iter().filter_map(|before| lower.rfind(before).map(|at| at + before.len())).max()?;
    let name = title[start..].trim();
    let name = ["the ", "The "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    is_subject(name).then(|| name.to_owned())
}

/// Returns the name below a title, or else the one above it. Dates between them do not matter.
fn subject_beside(candidates: &[Candidate], title: usize) -> Option<String> {
    let (above, below) = (&candidates[..title], &candidates[title + 1..]);
    let is_text = |candidate: &&Candidate| !is_date(&candidate.words);
    let beside = [below.iter().find(is_text), above.iter().rev().find(is_text)];
    let name = beside.into_iter().flatten().find(|candidate| is_subject(&candidate.words))?;
    Some(name.words.clone())
}

/// Returns the school that a letter of an unknown framework is sent to. Other names above the salutation can be those of the
/// sender.
pub(in crate::read::recognise) fn subject_of_letter(lines: &[Line]) -> Option<String> {
    let mut names = title_candidates(lines).into_iter().map(|candidate| candidate.words);
    names.find(|words| has_word(words, &["academy", "college", "nursery", "school"]) && is_subject(words))
}

/// Returns the line that names a school or another place on the cover of an inspection without a title.
fn inspected_school(lines: &[Line], candidates: &[Candidate]) -> Option<String> {
    let is_inspection = lines.iter().any(|line| line.text.plain().to_lowercase().contains("inspection"));
    let named = candidates
        .iter()
        .find(|candidate| has_organisation_word(&candidate.words) && is_subject(&candidate.words));
    named.filter(|_| is_inspection).map(|candidate| candidate.words.clone())
}

/// Returns the lines that can be titles or names. Labels, their values and sentences cannot. The title of a section with
/// recommendations is below the cover.
fn title_candidates(lines: &[Line]) -> Vec<Candidate> {
    /// The maximum length of a title, in bytes.
    const MAX_TITLE_BYTES: usize = 200;
    let marked = marked_title(lines);
    let mut found: Vec<Candidate> = Vec::new();
    let mut is_value = false;
    for (index, line) in lines.iter().enumerate() {
        if !matches!(line.shape, Shape::Plain | Shape::Heading(_)) {
            is_value = false;
            continue;
        }
        let words = line.text.plain().trim().trim_end_matches(is_superscript_digit);
        let is_heading = matches!(line.shape, Shape::Heading(_));
        let is_label = words.ends_with(':');
        if std::mem::replace(&mut is_value, is_label)
            || is_label
            || is_labelled(words, is_heading)
            || words.contains("://")
        {
            continue;
        }
        match found.last_mut() {
            Some(last) if continues_title(&last.words, words) && last.words.len() <= MAX_TITLE_BYTES => {
                last.words.push(' ');
                last.words.push_str(words);
            }
            _ if list_title(words).is_some() => break,
            _ => found.push(Candidate {
                words: words.to_owned(),
                is_heading,
                is_marked_title: marked == Some(index),
            }),
        }
    }
    found.retain(|candidate| candidate.words.len() <= MAX_TITLE_BYTES && !candidate.words.ends_with('.'));
    found
}

/// Returns true if a line continues a title on the line before: it begins in lower case, or one of them ends in the middle
/// of a phrase. "by" begins the name of the author.
fn continues_title(last: &str, words: &str) -> bool {
    const UNFINISHED_ENDS: [&str; 10] = ["about", "an", "and", "at", "for", "in", "into", "of", "on", "the"];
    let last_word = |words: &str| words.split_whitespace().next_back().map(str::to_lowercase);
    let is_unfinished = last_word(last).is_some_and(|word| UNFINISHED_ENDS.contains(&word.as_str()));
    let is_author = words.starts_with("by ") || words == "by";
    is_unfinished
        || words.starts_with(char::is_lowercase) && !is_author
        || last_word(words).is_some_and(|word| word == "and")
}

/// Returns true for a label with its value: "Assessment stage: Alpha review", "Date of inspection visit: 12 March 2023". A
/// heading with a colon is often a title, so its label must be one that only facts have.
fn is_labelled(words: &str, is_heading: bool) -> bool {
    /// The maximum length of a label, in words.
    const MAX_LABEL_WORDS: usize = 3;
    const FACT_LABELS: [&str; 22] = [
        "address",
        "author",
        "by",
        "chair",
        "chairman",
        "completed",
        "contact",
        "date",
        "dates",
        "dated",
        "email",
        "name",
        "number",
        "of",
        "panel",
        "provider",
        "reference",
        "tel",
        "telephone",
        "type",
        "website",
        "version",
    ];
    let Some((label, value)) = words.split_once(": ") else { return false };
    let label_words = lower_words(label);
    let is_fact = |word: Option<&String>| word.is_some_and(|word| FACT_LABELS.contains(&word.as_str()));
    is_fact(label_words.first())
        || is_fact(label_words.last())
        || is_date(value)
        || !is_heading && label_words.len() <= MAX_LABEL_WORDS && !has_title_word(label)
}

/// Returns true for a text that consists only of dates: "14 March 2023", "29 April - 2 May 2024".
fn is_date(words: &str) -> bool {
    let is_date_word = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || word == "to"
            || word == "and"
            || MONTHS.iter().any(|month| word.len() >= 3 && month.to_lowercase().starts_with(word.as_str()))
    };
    words.contains(|c: char| c.is_ascii_digit()) && lower_words(words).iter().all(is_date_word)
}

fn has_title_word(words: &str) -> bool {
    // The names of these bodies contain such a word.
    const AUDITORS: [&str; 4] = ["audit office", "audit commission", "audit scotland", "audit wales"];
    let mut lower = words.to_lowercase();
    for name in AUDITORS {
        lower = lower.replace(name, " ");
    }
    has_word(&lower, &REPORT_WORDS)
}

/// Returns true if a heading without a word such as "review" can be the title of a report, and not of one of its parts or of
/// a court or parliament.
pub(super) fn can_be_heading_of_report(words: &str) -> bool {
    const COURT_WORDS: [&str; 11] = [
        "appellant",
        "applicant",
        "claimant",
        "commons",
        "defendant",
        "judgment",
        "judgement",
        "lords",
        "parliament",
        "respondent",
        "www",
    ];
    let parts = lower_words(words);
    let is_other = |word: Option<&String>| word.is_some_and(|word| is_other_word(word));
    !has_word(words, &COURT_WORDS)
        && !is_other(parts.iter().find(|word| word.contains(char::is_alphabetic)))
        && !is_other(parts.last())
}

/// Returns true for a title that says nothing without another line: "Report", "Fifth Report of Session 2022-23".
fn is_generic_title(words: &str) -> bool {
    const ORDINALS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let key = title_key(words);
    let parts = lower_words(words);
    let is_number =
        |word: &String| ORDINALS.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit());
    GENERIC_TITLES.contains(&key.as_str())
        || is_inspection_report(words)
        || names_author(words)
        || key.starts_with("report, together with")
        || has_word(words, &["session"])
        || parts.len() <= 3
            && parts.last().is_some_and(|last| last == "report")
            && parts.iter().any(is_number)
            && parts
                .iter()
                .all(|word| is_number(word) || matches!(word.as_str(), "phase" | "special" | "report"))
}

fn is_inspection_report(words: &str) -> bool {
    title_key(words) == "inspection report"
}

/// Returns true for a title that only names the author: "Report by the Comptroller and Auditor General".
fn names_author(words: &str) -> bool {
    let key = title_key(words);
    key.starts_with("report by ") || key.starts_with("a report by ")
}

#[cfg(test)]
mod tests {
    use super::title_and_subject;
    use crate::{
        read::line::{Line, Shape},
        report::{Origin, Text},
    };

    fn plain(words: &str) -> Line {
        Line::new(Text::from(words), Shape::Plain, true, Origin::default())
    }

    #[test]
    fn a_section_with_recommendations_is_not_a_subject() {
        for title in ["Recommendations", "Required actions", "Areas for improvement"] {
            let lines =
                ["Report on Alpha House", "It has two lifts.", title, "Trust of Northmere"].map(plain);
            let expected = Some("Report on Alpha House".to_owned());
            assert_eq!(title_and_subject(&lines), (expected, None), "{title}");
            assert_eq!(title_and_subject(&[plain(title)]), (None, None), "{title}");
        }
    }

    #[test]
    fn phrase_on_a_report_of_a_session_is_its_title() {
        let session = "Fifth Report of Session 2022-23";
        for (lines, expected) in [
            (
                ["House of Commons", "Support for lifts and their passengers", session],
                Some("Support for lifts and their passengers"),
            ),
            (
                ["Improving the lifts of Northmere", "Ministry of Lifts", "SESSION 2021-22"],
                Some("Improving the lifts of Northmere"),
            ),
            (["Secretary of State for Lifts", "Printed on recycled paper only", session], None),
            (["Status: open to the public and press", "We believe that every lift matters", session], None),
            (["REPORT", "Chaired by Dame Ada Reed", session], None),
            (["REPORT", "Support for lifts and their passengers", "Ministry of Lifts"], None),
        ] {
            let (title, _) = title_and_subject(&lines.map(plain));
            assert_eq!(title.as_deref(), expected, "{lines:?}");
        }
    }

    #[test]
    fn labels_and_their_values_are_not_titles() {
        let lines = [
            "Lifts of Northmere - Alpha Assessment",
            "Assessment stage:",
            "Alpha Review",
            "Service Manager:",
            "A. Reed",
        ];
        let lines: Vec<Line> = lines.map(plain).to_vec();
        assert_eq!(
            title_and_subject(&lines),
            (Some("Lifts of Northmere - Alpha Assessment".to_owned()), None)
        );
        let lines = ["Northmere Lift Inquiry", "Report", "Volume 1"].map(plain);
        assert_eq!(title_and_subject(&lines), (Some("Northmere Lift Inquiry".to_owned()), None));
    }
}
