//! Letters: focused visits under ILACS, and joint targeted area inspections (JTAI).
//!
//! A letter has a letterhead with its date, "Dear …" and a title. Its first sentences state the dates of the inspection
//! and the inspectors. There are no grades and no paragraph numbers.

use super::{DEFAULTS, Family, subject_between};
use crate::{
    read::{
        line::{Line, Shape},
        recognise::dates,
    },
    report::{Cover, Date, FrameworkId, MONTHS, Period},
};

const RECOMMENDATION_TITLES: &[&str] = &[
    "what needs to improve",
    "areas for priority action",
    "area for priority action",
    "areas for improvement",
];
const PROSE_RECOMMENDATION_TITLES: &[&str] = &["areas for priority action", "area for priority action"];

pub(super) static FOCUSED_VISIT: Family = Family {
    framework: Some(FrameworkId::FocusedVisit),
    is_match: |opening| {
        opening.contains("dear ") && (opening.contains("focused visit") || opening.contains("focussed visit"))
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
    recommendation_titles: RECOMMENDATION_TITLES,
    prose_recommendation_titles: PROSE_RECOMMENDATION_TITLES,
    read_cover: |lines, cover| {
        read_letter(lines, cover);
        let ends = [" children\u{2019}s services", " children's services", " local authority", ""];
        let found = subject_between(cover.title.as_deref(), &["visit to ", "visit of "], &ends);
        if found.is_some() {
            cover.subject = found.map(|subject| {
                subject.trim_end_matches(['\u{2019}', '\'']).trim_end_matches("\u{2019}s").to_owned()
            });
        }
    },
    ..DEFAULTS
};

pub(super) static JOINT_TARGETED: Family = Family {
    framework: Some(FrameworkId::Jtai),
    is_match: |opening| opening.contains("dear ") && opening.contains("joint targeted area inspection"),
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
    recommendation_titles: RECOMMENDATION_TITLES,
    prose_recommendation_titles: PROSE_RECOMMENDATION_TITLES,
    read_cover: |lines, cover| {
        read_letter(lines, cover);
        let title = cover.title.clone().unwrap_or_default();
        let place = title.rsplit_once(" in ").or_else(|| title.rsplit_once(" of "));
        if let Some((_, place)) = place {
            cover.subject = Some(place.trim_start_matches("the ").to_owned());
        }
    },
    ..DEFAULTS
};

/// Reads the date in the letterhead, the title, and the facts in the first sentences.
fn read_letter(lines: &[Line], cover: &mut Cover) {
    let Some(salutation) = lines.iter().position(|line| line.text.plain().starts_with("Dear ")) else {
        return;
    };
    let head = &lines[..salutation];
    cover.published = head
        .iter()
        .filter(|line| line.text.plain().len() <= 30)
        .find_map(|line| dates::find_date(line.text.plain()));
    let body = &lines[salutation + 1..];
    cover.title = body
        .iter()
        .take(4)
        .map(|line| line.text.plain())
        .find(|words| {
            let lower = words.to_lowercase();
            words.len() <= 220
                && (lower.contains("visit") || lower.contains("inspection"))
                && !words.ends_with('.')
        })
        .map(str::to_owned);
    let sentences: Vec<&str> = body
        .iter()
        .filter(|line| matches!(line.shape, Shape::Plain))
        .take(8)
        .flat_map(|line| sentences(line.text.plain()))
        .collect();
    cover.inspected = sentences
        .iter()
        .find_map(|sentence| inspection_periods(sentence, cover.published))
        .unwrap_or_default();
    cover.inspectors = sentences.iter().find_map(|sentence| inspector_names(sentence)).unwrap_or_default();
    if cover.inspectors.is_empty() {
        cover.inspectors = signatory(body).into_iter().collect();
    }
}

/// Splits a text into sentences.
fn sentences(words: &str) -> impl Iterator<Item = &str> {
    words.split_inclusive(". ").map(str::trim)
}

/// Returns the periods of an inspection from a sentence: "… focused visit to York on 1 to 2 August 2023", "Between 24
/// and 28 September 2018, …". If the year is left out, it is the year of the letter, or the year before if the dates
/// would otherwise be after the letter.
fn inspection_periods(sentence: &str, letter_date: Option<Date>) -> Option<Vec<Period>> {
    let lower = sentence.to_lowercase();
    let is_about_inspection = ["visit", "inspection", "undertook"].iter().any(|word| lower.contains(word));
    let has_month = MONTHS.iter().any(|month| sentence.contains(month));
    if !is_about_inspection || !has_month {
        return None;
    }
    let has_day = |at: &usize| {
        lower[*at..]
            .split_whitespace()
            .nth(1)
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let at =
        [" on ", "between ", " from "].iter().filter_map(|joint| lower.find(joint)).filter(has_day).min()?;
    let rest = sentence.get(at..)?;
    let dates = if lower[at..].trim_start().starts_with("between ") {
        rest.replacen(" and ", " to ", 1)
    } else {
        rest.to_owned()
    };
    // Only the words up to the end of the dates are read.
    let is_date_word = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.starts_with(|c: char| c.is_ascii_digit())
            || MONTHS.iter().any(|month| month.eq_ignore_ascii_case(bare))
            || matches!(bare, "" | "on" | "to" | "and" | "between" | "Between" | "from" | "took" | "place")
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

/// Returns the inspectors that a sentence names: "Her Majesty's Inspectors for this visit were A and B.", "The
/// inspectors were A HMI and B HMI."
fn inspector_names(sentence: &str) -> Option<Vec<String>> {
    let lower = sentence.to_lowercase();
    let at =
        [" were ", " was "].iter().filter_map(|verb| lower.find(verb).map(|at| at + verb.len())).min()?;
    if !lower.get(..at)?.contains("inspector") {
        return None;
    }
    let names: Vec<String> = sentence
        .get(at..)?
        .trim_end_matches('.')
        .replace(" and ", ", ")
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| {
            !name.is_empty()
                && !matches!(
                    name.as_str(),
                    "HMI" | "Her Majesty\u{2019}s Inspector" | "His Majesty\u{2019}s Inspector"
                )
        })
        .collect();
    let is_name = |name: &String| {
        let words = name.split_whitespace().count();
        (2..=6).contains(&words) && name.starts_with(char::is_uppercase)
    };
    (!names.is_empty() && names.iter().all(is_name)).then_some(names)
}

/// Returns the name of the inspector who signed a letter: the line above "Her Majesty's Inspector".
fn signatory(lines: &[Line]) -> Option<String> {
    let closing = lines.iter().rposition(|line| line.text.plain().to_lowercase().starts_with("yours "))?;
    let signature = lines.get(closing + 1)?.text.plain();
    let title = lines.get(closing + 2).map(|line| line.text.plain()).unwrap_or_default();
    let name = signature.split(['(', ',']).next()?.trim();
    (title.contains("Inspector") && !name.is_empty() && name.len() <= 60).then(|| name.to_owned())
}
