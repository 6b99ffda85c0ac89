//! Finds the title and the subject on the cover of a report whose framework is not known. A line that could be something
//! else, such as a person or a volume, is neither.
//!
//! Must not know the body.

use super::title::list_title;
use crate::read::{
    line::{Line, Shape},
    recognise::{is_superscript_digit, people, title_key},
};

/// Words of titles of reports, in lower case.
const TITLE_WORDS: [&str; 12] = [
    "assessment",
    "audit",
    "certification",
    "enquiry",
    "evaluation",
    "inquiry",
    "inspection",
    "investigation",
    "reassessment",
    "report",
    "review",
    "visit",
];

/// Titles that say nothing without another line, in lower case.
const BARE_TITLES: [&str; 8] = [
    "report",
    "final report",
    "draft report",
    "interim report",
    "the report",
    "review",
    "alpha review",
    "beta review",
];

/// Words in names of organisations and buildings, in lower case.
const ORGANISATION_WORDS: [&str; 26] = [
    "academy",
    "agency",
    "authority",
    "board",
    "borough",
    "centre",
    "city",
    "college",
    "commission",
    "council",
    "county",
    "department",
    "district",
    "home",
    "hospital",
    "house",
    "infirmary",
    "metropolitan",
    "ministry",
    "nursery",
    "office",
    "partnership",
    "prison",
    "school",
    "service",
    "trust",
];

/// Words of lines on covers that name no subject, in lower case.
const OTHER_WORDS: [&str; 44] = [
    "annex",
    "appellant",
    "appendix",
    "applicant",
    "at",
    "before",
    "between",
    "chapter",
    "claimant",
    "commons",
    "confidential",
    "contents",
    "copyright",
    "crown",
    "decision",
    "defendant",
    "draft",
    "edition",
    "final",
    "hearing",
    "introduction",
    "issue",
    "judgment",
    "judgement",
    "lords",
    "module",
    "official",
    "ordered",
    "page",
    "parliament",
    "part",
    "phase",
    "presented",
    "published",
    "reasons",
    "representation",
    "respondent",
    "section",
    "session",
    "stage",
    "summary",
    "version",
    "volume",
    "www",
];

/// Returns the title and the subject, if the lines of a cover state them. `lines` are the lines above the first fact that
/// every framework labels alike.
pub(in crate::read::recognise) fn title_and_subject(lines: &[Line]) -> (Option<String>, Option<String>) {
    let candidates = title_candidates(lines);
    // "Second Report of Session 2010–12" is the number of a report.
    let is_title = |(words, _): &(String, bool)| {
        has_title_word(words) && !is_bare_title(words) && !has_word(words, &["session"])
    };
    let with_word = candidates.iter().position(is_title);
    let bare = || candidates.iter().position(|(words, _)| title_key(words) == "inspection report");
    if let Some(title) = with_word.or_else(bare) {
        let name = |index: Option<usize>| {
            index
                .and_then(|index| candidates.get(index))
                .map(|(words, _)| words)
                .filter(|words| is_name(words))
        };
        let subject = name(Some(title + 1)).or_else(|| name(title.checked_sub(1)));
        return (Some(candidates[title].0.clone()), subject.cloned());
    }
    // Without a word such as "review", only the first heading of a file is its title, unless it names an organisation.
    match candidates.iter().find(|(words, is_heading)| *is_heading && !is_bare_title(words)) {
        Some((words, _)) if has_organisation_word(words) && is_name(words) => (None, Some(words.clone())),
        Some((words, _)) if !has_other_word(words) && !words.contains(':') => (Some(words.clone()), None),
        _ => (None, inspected_school(lines, &candidates)),
    }
}

/// Returns the school that a letter of an unknown framework is sent to. Other names above the salutation can be those of the
/// sender.
pub(in crate::read::recognise) fn subject_of_letter(lines: &[Line]) -> Option<String> {
    let names = title_candidates(lines).into_iter().map(|(words, _)| words);
    names
        .into_iter()
        .find(|words| has_word(words, &["academy", "college", "nursery", "school"]) && is_name(words))
}

/// Returns the line that names a school or another place on the cover of an inspection without a title.
fn inspected_school(lines: &[Line], candidates: &[(String, bool)]) -> Option<String> {
    let is_inspection = lines.iter().any(|line| line.text.plain().to_lowercase().contains("inspection"));
    let named = candidates.iter().find(|(words, _)| has_organisation_word(words) && is_name(words));
    named.filter(|_| is_inspection).map(|(words, _)| words.clone())
}

/// Returns the lines that can be titles, and whether the source marks each as a heading. Labels, their values and sentences
/// cannot. The title of a section with recommendations is below the cover.
fn title_candidates(lines: &[Line]) -> Vec<(String, bool)> {
    /// The maximum length of a title, in bytes.
    const MAX_TITLE_BYTES: usize = 200;
    let mut found: Vec<(String, bool)> = Vec::new();
    let mut is_value = false;
    for line in lines {
        if !matches!(line.shape, Shape::Plain | Shape::Heading(_)) {
            is_value = false;
            continue;
        }
        let words = line.text.plain().trim().trim_end_matches(is_superscript_digit);
        let is_heading = matches!(line.shape, Shape::Heading(_));
        let is_label = words.ends_with(':');
        if std::mem::replace(&mut is_value, is_label)
            || is_label
            || !is_heading && is_labelled(words)
            || words.contains("://")
        {
            continue;
        }
        let ends_with_and = |words: &str| {
            words.split_whitespace().next_back().is_some_and(|last| last.eq_ignore_ascii_case("and"))
        };
        match found.last_mut() {
            Some((last, _))
                if words.starts_with(char::is_lowercase) || ends_with_and(last) || ends_with_and(words) =>
            {
                last.push(' ');
                last.push_str(words);
            }
            _ if list_title(words).is_some() => break,
            _ => found.push((words.to_owned(), is_heading)),
        }
    }
    found.retain(|(words, _)| words.len() <= MAX_TITLE_BYTES && !words.ends_with('.'));
    found
}

/// Returns true for a label with its value: "Assessment stage: Alpha review".
fn is_labelled(words: &str) -> bool {
    /// The maximum length of a label, in words.
    const MAX_LABEL_WORDS: usize = 3;
    words.split_once(": ").is_some_and(|(label, _)| {
        label.split_whitespace().count() <= MAX_LABEL_WORDS && !has_title_word(label)
    })
}

/// Returns the words of a text in lower case.
fn lower_words(words: &str) -> Vec<String> {
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn has_word(words: &str, known: &[&str]) -> bool {
    lower_words(words).iter().any(|word| known.contains(&word.as_str()))
}

fn has_title_word(words: &str) -> bool {
    has_word(words, &TITLE_WORDS)
}

fn has_organisation_word(words: &str) -> bool {
    has_word(words, &ORGANISATION_WORDS)
}

fn has_other_word(words: &str) -> bool {
    has_word(words, &OTHER_WORDS)
}

/// Returns true for a title that says nothing without another line: "Report".
fn is_bare_title(words: &str) -> bool {
    BARE_TITLES.contains(&title_key(words).as_str()) || title_key(words) == "inspection report"
}

/// Returns true if a line can be the name of what was inspected: it is no person, no number, no part of a document, and in
/// capitals only if it names an organisation.
fn is_name(words: &str) -> bool {
    /// The maximum length of a name, in characters.
    const MAX_CHARACTERS: usize = 70;
    /// The maximum length of a name, in words.
    const MAX_WORDS: usize = 9;
    let is_organisation = has_organisation_word(words);
    let has_initial = lower_words(words).iter().any(|word| word.chars().count() == 1);
    let is_person = || has_initial || !people::person_names(words).is_empty();
    words.starts_with(char::is_uppercase)
        && words.chars().count() <= MAX_CHARACTERS
        && words.split_whitespace().count() <= MAX_WORDS
        && !words.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '@' | '/' | '\u{A3}' | '\u{A9}'))
        && !words.ends_with('.')
        && !has_title_word(words)
        && !has_other_word(words)
        && (is_organisation || words.contains(char::is_lowercase) && !is_person())
}

#[cfg(test)]
mod tests {
    use super::{is_name, title_and_subject};
    use crate::{
        read::line::{Line, Shape},
        report::{Origin, Text},
    };

    fn plain(words: &str) -> Line {
        Line::new(Text::from(words), Shape::Plain, true, Origin::default())
    }

    #[test]
    fn people_and_parts_of_documents_are_no_subjects() {
        for words in [
            "M. Sandbourne",
            "Ann Reed",
            "ZZ9 9ZZ",
            "HOUSE OF LORDS",
            "Volume 1",
            "Alpha Review",
            "Published",
        ] {
            assert!(!is_name(words), "{words}");
        }
        for words in
            ["Harbour of Saltmere", "Saltmere House", "ST MARY CATHOLIC SCHOOL", "Larkmoor Borough Council"]
        {
            assert!(is_name(words), "{words}");
        }
    }

    #[test]
    fn a_section_with_recommendations_is_no_subject() {
        for title in ["Recommendations", "Required actions", "Areas for improvement"] {
            let lines =
                ["Report on Alpha House", "It has two lifts.", title, "Trust of Northmere"].map(plain);
            let expected = Some("Report on Alpha House".to_owned());
            assert_eq!(title_and_subject(&lines), (expected, None), "{title}");
            assert_eq!(title_and_subject(&[plain(title)]), (None, None), "{title}");
        }
    }

    #[test]
    fn labels_and_their_values_are_no_titles() {
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
