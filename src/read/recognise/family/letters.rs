//! The families of letters: focused visits under ILACS, and joint targeted area inspections (JTAI).
//!
//! A letter has a letterhead with its date, "Dear …" and a title. Its first sentences state the dates of the inspection
//! and the inspectors. There are no grades and no paragraph numbers.

use super::{DEFAULT_FAMILY, Family};
use crate::{
    read::{
        line::{Line, Shape},
        recognise::{dates, people},
    },
    report::{Cover, Date, FrameworkId, MONTHS, Period, is_superscript_digit, stated_due_date},
};

/// Title prefixes, in lower case. A section whose title begins with one of them contains recommendations.
const RECOMMENDATION_TITLE_PREFIXES: &[&str] = &[
    "what needs to improve",
    "areas for priority action",
    "area for priority action",
    "areas for improvement",
];
/// Title prefixes, in lower case. In a section whose title begins with one of them, paragraphs without numbers are
/// recommendations.
const PROSE_RECOMMENDATION_TITLE_PREFIXES: &[&str] =
    &["areas for priority action", "area for priority action"];

/// Title prefixes of the parts of a letter about a joint inspection, in lower case. A heading between two parts belongs
/// to the part above, even if it is set in the same type.
const JOINT_TARGETED_PART_PREFIXES: &[&str] = &[
    "headline findings",
    "context",
    "key strengths",
    "strengths",
    "main findings",
    "areas for improvement",
    "areas for priority action",
    "area for priority action",
    "what needs to improve",
    "case study",
    "case studies",
    "practice study",
    "practice studies",
    "places and spaces",
    "next steps",
];

/// The features of letters about focused visits.
pub(super) static FOCUSED_VISIT: Family = Family {
    framework: Some(FrameworkId::FocusedVisit),
    is_match: |opening| {
        // A letter about another inspection can mention an earlier visit.
        let visit = position_after_salutation(&opening.words, &["focused visit", "focussed visit"]);
        let joint = position_after_salutation(&opening.words, &["joint targeted area inspection"]);
        visit.is_some_and(|visit| joint.is_none_or(|joint| visit < joint))
    },
    outline: &[
        ("overview", 1),
        ("headline findings", 1),
        ("findings", 1),
        ("main findings", 1),
        ("areas for priority action", 1),
        ("area for priority action", 1),
        ("areas for improvement", 1),
        ("what needs to improve in this area of social work practice", 1),
        ("what needs to improve in this area of practice", 1),
        ("what needs to improve", 1),
    ],
    recommendation_title_prefixes: RECOMMENDATION_TITLE_PREFIXES,
    prose_recommendation_title_prefixes: PROSE_RECOMMENDATION_TITLE_PREFIXES,
    read_cover: |lines, cover| {
        read_letter(lines, cover);
        cover.subject = cover.title.as_deref().and_then(subject_of_visit);
    },
    ..DEFAULT_FAMILY
};

/// The features of letters about joint targeted area inspections.
pub(super) static JOINT_TARGETED: Family = Family {
    framework: Some(FrameworkId::Jtai),
    is_match: |opening| {
        opening.words.contains("dear ") && opening.words.contains("joint targeted area inspection")
    },
    outline: &[
        ("headline findings", 1),
        ("context", 1),
        ("key strengths", 1),
        ("strengths", 1),
        ("main findings", 1),
        ("areas for improvement", 1),
        ("areas for priority action", 1),
        ("area for priority action", 1),
        ("what needs to improve", 1),
        ("next steps", 1),
    ],
    recommendation_title_prefixes: RECOMMENDATION_TITLE_PREFIXES,
    prose_recommendation_title_prefixes: PROSE_RECOMMENDATION_TITLE_PREFIXES,
    sibling_title_prefixes: &[JOINT_TARGETED_PART_PREFIXES],
    read_cover: |lines, cover| {
        read_letter(lines, cover);
        cover.subject = cover.title.as_deref().and_then(subject_of_joint_inspection);
    },
    ..DEFAULT_FAMILY
};

/// Returns the position of the earliest of these phrases after the salutation of a letter, in bytes from the
/// salutation; `None` if there is no salutation or phrase. The phrases and the text are in lower case.
fn position_after_salutation(opening: &str, phrases: &[&str]) -> Option<usize> {
    let start = opening.find("dear ")?;
    phrases.iter().filter_map(|phrase| opening[start..].find(phrase)).min()
}

/// Returns the subject in the title of a visit: "Larkmoor" in "Focused visit to Larkmoor's children's services". A
/// trust keeps its full name, as in "Focused visit to Larkmoor Children's Trust". Returns `None` if there is no
/// subject.
fn subject_of_visit(title: &str) -> Option<String> {
    let ends = [
        " local authority children\u{2019}s services",
        " local authority children's services",
        " children\u{2019}s services",
        " children's services",
        " children\u{2019}s social care",
        " children's social care",
        " local authority",
    ];
    // The characters in names of places have the same byte length in lower case. With other characters, `get` can
    // return `None`.
    let lower = title.to_lowercase();
    let start =
        ["visit to ", "visit of "].iter().find_map(|begin| lower.find(begin).map(|at| at + begin.len()))?;
    let rest = lower.get(start..)?;
    let is_end = |at: usize, end: &str| {
        // The words "children's services" in "Larkmoor Children's Services Trust" are part of the name.
        let after = rest[at + end.len()..].trim_start();
        !rest[at + end.len()..].starts_with(char::is_alphanumeric) && !after.starts_with("trust")
    };
    let end = ends
        .iter()
        .filter_map(|end| rest.find(end).filter(|at| is_end(*at, end)))
        .min()
        .unwrap_or(rest.len());
    let subject = title.get(start..start + end)?.trim_matches([' ', ':', ',', '-', '\u{2013}']);
    let subject = subject.strip_prefix("the ").unwrap_or(subject);
    let subject = ["\u{2019}s", "'s", "\u{2019}", "'"]
        .iter()
        .find_map(|possessive| subject.strip_suffix(possessive))
        .unwrap_or(subject);
    (!subject.is_empty()).then(|| subject.to_owned())
}

/// Returns the subject in the title of a joint inspection: "Larkmoor" in "… of the multi-agency response to neglect in
/// Larkmoor", and "London Borough of Larkmoor" in "Joint targeted area inspection of London Borough of Larkmoor".
/// Returns `None` if there is no subject.
fn subject_of_joint_inspection(title: &str) -> Option<String> {
    let (_, place) = title
        .rsplit_once(" in ")
        .or_else(|| title.split_once(" inspection of "))
        .or_else(|| title.rsplit_once(" of "))?;
    let place = place.trim();
    let place = place.strip_prefix("the ").unwrap_or(place);
    (!place.is_empty()).then(|| place.to_owned())
}

/// Reads the date in the letterhead, the title, and the facts in the first sentences. The lines above the salutation
/// are addresses, so only the date is taken from them.
fn read_letter(lines: &[Line], cover: &mut Cover) {
    /// The number of paragraphs after the title that are searched for facts.
    const MAX_OPENING_PARAGRAPHS: usize = 8;
    (cover.title, cover.subject) = (None, None);
    let Some(salutation) = lines.iter().position(|line| line.text.plain().starts_with("Dear ")) else {
        return;
    };
    let head = &lines[..salutation];
    cover.published = head
        .iter()
        .filter(|line| line.text.plain().len() <= 30)
        .find_map(|line| dates::find_date(line.text.plain()));
    let body = &lines[salutation + 1..];
    cover.title = letter_title(body);
    let mut paragraphs: Vec<String> = Vec::new();
    for line in body.iter().filter(|line| matches!(line.shape, Shape::Plain)).take(MAX_OPENING_PARAGRAPHS) {
        let words = line.text.plain();
        match paragraphs.last_mut() {
            // A sentence can continue on a line that begins with a number: "… on | 30 and 31 October 2024."
            Some(last) if !last.ends_with(['.', '!', '?', ':']) => {
                last.push(' ');
                last.push_str(words);
            }
            _ => paragraphs.push(words.to_owned()),
        }
    }
    let sentences: Vec<&str> = paragraphs.iter().flat_map(|words| split_sentences(words)).collect();
    cover.inspected = sentences
        .iter()
        .find_map(|sentence| inspection_periods(sentence, cover.published))
        .unwrap_or_default();
    cover.inspectors.clear();
    for name in sentences.iter().flat_map(|sentence| inspector_names(sentence)) {
        if !cover.inspectors.contains(&name) {
            cover.inspectors.push(name);
        }
    }
    if cover.inspectors.is_empty() {
        cover.inspectors = signatory_name(body).into_iter().collect();
    }
    cover.action_plan_due = action_plan_due(body);
}

/// Returns the day by which the plan of action must be sent: "The chair should send the written statement of action to …
/// by 21 October 2024." The sentence is near the end of a letter and can be on several lines.
fn action_plan_due(lines: &[Line]) -> Option<Date> {
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

/// Returns the title of a letter, which is after the salutation and can be on several lines. `lines` are the lines
/// after the salutation. A full stop or the mark of a footnote at the end is left out. Returns `None` if there is no
/// title.
fn letter_title(lines: &[Line]) -> Option<String> {
    /// The maximum length of a title, in bytes.
    const MAX_TITLE_BYTES: usize = 220;
    /// The maximum number of lines between the salutation and the title.
    const MAX_LINES_BEFORE_TITLE: usize = 4;
    let is_text = |line: &Line| matches!(line.shape, Shape::Plain | Shape::Heading(_));
    let can_be_title = |line: &Line| {
        let words = line.text.plain();
        is_text(line)
            && words.len() <= MAX_TITLE_BYTES
            && !words.starts_with("This ")
            && split_sentences(words).len() == 1
    };
    let names_visit = |line: &Line| {
        let lower = line.text.plain().to_lowercase();
        (lower.contains("visit") || lower.contains("inspection"))
            && (!lower.ends_with('.')
                || matches!(line.shape, Shape::Heading(_))
                || LETTER_TITLE_PREFIXES.iter().any(|begin| lower.starts_with(begin)))
    };
    let first = lines
        .iter()
        .take(MAX_LINES_BEFORE_TITLE + 1)
        .take_while(|line| !is_text(line) || can_be_title(line))
        .position(|line| is_text(line) && names_visit(line))?;
    let mut title = lines[first].text.plain().to_owned();
    for line in lines[first + 1..].iter().take(2).take_while(|line| can_be_title(line)) {
        let words = line.text.plain();
        let is_joined = [" and", " of", " the", " to", " in", ",", "children\u{2019}s", "children's"]
            .iter()
            .any(|end| title.ends_with(end));
        let is_rest = words.starts_with(char::is_lowercase) || is_joined && words.len() <= 80;
        if !is_rest || title.len() + words.len() > MAX_TITLE_BYTES {
            break;
        }
        title.push(' ');
        title.push_str(words);
    }
    let bare = title.trim_end_matches(|c: char| is_superscript_digit(c) || c == '.' || c.is_whitespace());
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// Title prefixes of letters, in lower case.
const LETTER_TITLE_PREFIXES: [&str; 4] =
    ["focused visit ", "focussed visit ", "joint targeted area inspection ", "inspection of "];

/// Splits a text into sentences. A full stop after an initial, a form of address or a time ("5 p.m. on") does not end a
/// sentence.
fn split_sentences(words: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in words.match_indices(". ") {
        let last = words[start..at].rsplit([' ', '.']).next().unwrap_or_default();
        let is_short_form = last.chars().count() == 1 && last.starts_with(char::is_uppercase)
            || matches!(last, "Mr" | "Mrs" | "Ms" | "Dr" | "St")
            || ["a.m", "p.m"].iter().any(|time| words[start..at].ends_with(time))
                && words[at + 2..].starts_with(char::is_lowercase);
        if !is_short_form {
            found.push(words[start..=at].trim());
            start = at + 2;
        }
    }
    found.push(words[start..].trim());
    found
}

/// The days of the week, in lower case.
const DAYS_OF_THE_WEEK: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Returns the periods of an inspection that a sentence states: "… focused visit to York on 1 to 2 August 2023",
/// "Between 24 and 28 September 2018, …", "on the 15 and 16 of May 2018". A missing year is the year of the letter, or
/// the year before if the dates would otherwise be after the letter. Returns `None` if the sentence states no dates of
/// an inspection.
fn inspection_periods(sentence: &str, letter_date: Option<Date>) -> Option<Vec<Period>> {
    let lower = sentence.to_lowercase();
    let is_about_inspection = ["visit", "inspection", "undertook"].iter().any(|word| lower.contains(word));
    let has_month = MONTHS.iter().any(|month| sentence.contains(month));
    if !is_about_inspection || !has_month {
        return None;
    }
    let has_day = |at: &usize| {
        let is_before_day = |word: &&str| *word == "the" || DAYS_OF_THE_WEEK.contains(word);
        let mut words = lower[*at..].split_whitespace().skip(1);
        words
            .find(|word| !is_before_day(word))
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let joints = [" on ", "between ", " from ", " during ", " over "];
    let at = joints.iter().filter_map(|joint| lower.find(joint)).filter(has_day).min()?;
    let rest = sentence.get(at..)?;
    let dates = if lower[at..].trim_start().starts_with("between ") {
        rest.replacen(" and ", " to ", 1)
    } else {
        rest.to_owned()
    };
    // Other dates later in the sentence do not belong to the inspection.
    let is_date_word = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_ascii_lowercase();
        bare.starts_with(|c: char| c.is_ascii_digit())
            || DAYS_OF_THE_WEEK.contains(&lower.as_str())
            || MONTHS.iter().any(|month| month.eq_ignore_ascii_case(bare))
            || matches!(
                lower.as_str(),
                "" | "on"
                    | "to"
                    | "and"
                    | "between"
                    | "from"
                    | "during"
                    | "over"
                    | "the"
                    | "of"
                    | "took"
                    | "place"
            )
    };
    let words: Vec<&str> = dates.split_whitespace().take_while(is_date_word).collect();
    let words = words.join(" ");
    let found = dates::find_periods(&words);
    if !found.is_empty() {
        return Some(found);
    }
    let letter_date = letter_date?;
    let in_year = |year: i16| dates::find_periods(&format!("{words} {year}"));
    let found = in_year(letter_date.year());
    let is_after_letter = found.iter().any(|period| period.from > letter_date);
    let found = if is_after_letter { in_year(letter_date.year() - 1) } else { found };
    (!found.is_empty()).then_some(found)
}

/// Returns the names of the inspectors in a sentence: "Her Majesty's Inspectors for this visit were Ann Reed and Tom
/// Lake.", "The inspectors were Ann Reed HMI and Tom Lake HMI.", "… a focused visit to Larkmoor, carried out by Ann
/// Reed and Tom Lake, Her Majesty's Inspectors."
fn inspector_names(sentence: &str) -> Vec<String> {
    let lower = sentence.to_lowercase();
    let contains_any = |words: &str, known: &[&str]| known.iter().any(|word| words.contains(word));
    let mut starts = Vec::new();
    // A sentence such as "The quality assurance manager was …" names no inspector.
    for verb in [" were ", " were: ", " was ", " was: "] {
        let found =
            lower.find(verb).filter(|at| contains_any(&lower[..*at], &["inspector", "inspection team"]));
        starts.extend(found.map(|at| at + verb.len()));
    }
    for verb in [" carried out by ", " undertaken by ", " conducted by "] {
        let found = lower.find(verb).filter(|_| contains_any(&lower, &["visit", "inspect", "hmi"]));
        starts.extend(found.map(|at| at + verb.len()));
    }
    starts.sort_unstable();
    starts
        .into_iter()
        .filter_map(|start| sentence.get(start..))
        .map(people::person_names)
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// Returns the name of the inspector who signed a letter: the line after "Yours sincerely" and above "Her Majesty's
/// Inspector". Returns `None` if there is no such line.
fn signatory_name(lines: &[Line]) -> Option<String> {
    let closing = lines.iter().rposition(|line| line.text.plain().to_lowercase().starts_with("yours "))?;
    let signature = lines.get(closing + 1)?.text.plain();
    let title = lines.get(closing + 2).map(|line| line.text.plain()).unwrap_or_default();
    let name = signature.split(['(', ',']).next()?.trim();
    (title.contains("Inspector") && !name.is_empty() && name.len() <= 60).then(|| name.to_owned())
}
