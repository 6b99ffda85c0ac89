//! Recognises the names of what was inspected. A name needs evidence: a word that organisations and buildings have, or a
//! known authority.
//!
//! Works on a text; must not know its place.

use crate::{read::recognise::people, report::Authority};

/// Words in names of organisations and buildings, in lower case.
const NAME_WORDS: [&str; 45] = [
    "academy",
    "agency",
    "airport",
    "association",
    "authority",
    "board",
    "borough",
    "centre",
    "charity",
    "city",
    "clinic",
    "college",
    "commission",
    "constabulary",
    "council",
    "county",
    "department",
    "district",
    "harbour",
    "hmp",
    "hmyoi",
    "home",
    "hospice",
    "hospital",
    "house",
    "infirmary",
    "isle",
    "ltd",
    "limited",
    "metropolitan",
    "ministry",
    "nursery",
    "office",
    "parish",
    "partnership",
    "port",
    "prison",
    "railway",
    "school",
    "service",
    "surgery",
    "trust",
    "university",
    "yoi",
    "ysgol",
];

/// Words in names of organisations and buildings that do not tell them apart, in lower case. A line of these words alone
/// says of which type something is: "Care home service".
const TYPE_WORDS: [&str; 26] = [
    "academy",
    "agency",
    "and",
    "care",
    "centre",
    "children's",
    "clinic",
    "college",
    "for",
    "home",
    "homecare",
    "hospital",
    "house",
    "nursery",
    "nursing",
    "of",
    "partnership",
    "primary",
    "prison",
    "residential",
    "school",
    "secondary",
    "service",
    "services",
    "special",
    "the",
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

/// Words of titles of reports, in lower case.
pub(super) const REPORT_WORDS: [&str; 13] = [
    "assessment",
    "assessments",
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

/// Names of bodies that inspect or publish, in lower case. They are never what was inspected.
const PUBLISHERS: [&str; 34] = [
    "audit commission",
    "audit office",
    "audit scotland",
    "audit wales",
    "auditor general",
    "care inspectorate",
    "care quality commission",
    "central digital",
    "charity commission",
    "children's commissioner",
    "committee",
    "education scotland",
    "electoral commission",
    "estyn",
    "government digital service",
    "grant thornton",
    "health and safety executive",
    "healthcare improvement scotland",
    "healthcare inspectorate",
    "healthwatch",
    "house of",
    "human rights commission",
    "improvement authority",
    "inquiry",
    "inspectorate",
    "internal audit",
    "law commission",
    "office for standards",
    "ofsted",
    "ombudsman",
    "police conduct",
    "quality authority",
    "regulator",
    "stationery office",
];

/// Words at the beginning of a line that says something about the report, in lower case: "To the people of the town".
const PREPOSITIONS: [&str; 20] = [
    "about", "after", "an", "before", "between", "by", "during", "for", "from", "how", "in", "into", "on",
    "our", "to", "under", "what", "why", "with", "your",
];

/// Titles before the name of a person, in lower case.
const PERSON_TITLES: [&str; 12] =
    ["baroness", "dame", "dr", "judge", "justice", "lady", "lord", "miss", "mr", "mrs", "ms", "sir"];

/// Verbs of sentences, in lower case.
const VERBS: [&str; 10] = ["are", "can", "has", "have", "is", "must", "should", "was", "were", "will"];

/// Returns the words of a text in lower case.
pub(super) fn lower_words(words: &str) -> Vec<String> {
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

pub(super) fn has_word(words: &str, known: &[&str]) -> bool {
    lower_words(words).iter().any(|word| known.contains(&word.as_str()))
}

pub(super) fn has_organisation_word(words: &str) -> bool {
    has_word(words, &NAME_WORDS) || ends_with_police(words)
}

/// Returns true for a word that lines without a name have, in lower case.
pub(super) fn is_other_word(word: &str) -> bool {
    OTHER_WORDS.contains(&word)
}

/// Returns true if a line names what was inspected: an organisation, a building or an authority. Publishers, people, types,
/// numbers and parts of documents are something else.
pub(super) fn is_subject(words: &str) -> bool {
    /// The maximum length of a name, in characters.
    const MAX_CHARACTERS: usize = 70;
    /// The maximum length of a name, in words.
    const MAX_WORDS: usize = 9;
    words.starts_with(char::is_uppercase)
        && words.chars().count() <= MAX_CHARACTERS
        && words.split_whitespace().count() <= MAX_WORDS
        && !words.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '@' | '/' | '\u{A3}' | '\u{A9}'))
        && !words.ends_with('.')
        && !has_word(words, &OTHER_WORDS)
        && !has_word(words, &REPORT_WORDS)
        && !is_address(words)
        && !is_about_report(words)
        && !is_publisher(words)
        && (has_organisation_word(words) && !is_type(words) || Authority::from_name(words).is_some())
}

/// Returns true for a line of an address: "Harbour Street".
fn is_address(words: &str) -> bool {
    const STREETS: [&str; 12] = [
        "avenue", "close", "court", "crescent", "drive", "gardens", "lane", "road", "square", "street",
        "terrace", "way",
    ];
    lower_words(words).last().is_some_and(|last| STREETS.contains(&last.as_str()))
}

/// Returns true if a line is a sentence about the report or a part of one: "Chaired by Baroness Reed", "Improving the lifts
/// of the Prison Service", "On behalf of the board".
fn is_about_report(words: &str) -> bool {
    let is_lower_case = |word: &str| word.starts_with(char::is_lowercase) && word != "and";
    let mut parts = words.split_whitespace();
    let (first, second) = (parts.next().unwrap_or_default().to_lowercase(), parts.next().unwrap_or_default());
    let is_participle = ["ed", "ing"].iter().any(|ending| first.ends_with(ending));
    PREPOSITIONS.contains(&first.as_str())
        || PERSON_TITLES.contains(&first.trim_end_matches('.'))
        || is_participle && is_lower_case(second)
        || has_word(words, &["by"])
        || has_word(words, &VERBS)
        || !people::person_names(words).is_empty() && !has_organisation_word(words)
}

/// Returns true if a line names a body that inspects or publishes.
fn is_publisher(words: &str) -> bool {
    let lower = words.to_lowercase().replace('\u{2019}', "'");
    PUBLISHERS.iter().any(|name| lower.contains(name))
}

/// Returns true if no word of a line tells one organisation of its type from another: "Care home".
fn is_type(words: &str) -> bool {
    let lower = words.to_lowercase().replace('\u{2019}', "'");
    let is_type_word = |word: &str| TYPE_WORDS.contains(&word);
    lower.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).all(is_type_word)
}

/// Returns true for the name of a police force. The word alone can be a subject of its own: "Police effectiveness".
fn ends_with_police(words: &str) -> bool {
    let parts = lower_words(words);
    parts.len() >= 2 && parts.last().is_some_and(|last| last == "police")
}

#[cfg(test)]
mod tests {
    use super::is_subject;

    #[test]
    fn only_names_with_evidence_are_subjects() {
        for words in [
            "M. Sandbourne",
            "Ann Reed",
            "ZZ9 9ZZ",
            "HOUSE OF LORDS",
            "Volume 1",
            "Alpha Review",
            "Published",
            "Chaired by Baroness Reed of Skerne",
            "Prepared by Ann Reed for the Larkmoor Partnership",
            "Care Quality Commission",
            "Government Digital Service",
            "Police effectiveness, efficiency and legitimacy",
            "For publication",
            "Embargoed until noon",
            "Easy read",
            "Unannounced",
            "Accessible format",
            "To the people of the town",
            "Improving the lifts of the Prison Service",
            "Care home",
            "Harbour Street",
            "Care Home Service",
            "Office for Standards in Prisons",
            "Learning from the Larkmoor Trust",
            "Winter",
            "Conducted on behalf of Larkmoor Board",
            "Dame Ann House",
            "The school is good",
            "Education Committee",
        ] {
            assert!(!is_subject(words), "{words}");
        }
        for words in [
            "Harbour of Saltmere",
            "Saltmere House",
            "ST MARY CATHOLIC SCHOOL",
            "Larkmoor Borough Council",
            "HMP Larkmoor",
            "Larkmoor Constabulary",
            "Northshire Police",
            "Ysgol Larkmoor",
            "Home Office",
            "Wexing General Hospital",
            "Ministry of Defence",
            "Skerne House Care Home",
        ] {
            assert!(is_subject(words), "{words}");
        }
    }
}
