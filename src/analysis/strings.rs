//! The sentences that analysis gives to the window, the command line and the exports, in one file for review.
//!
//! Takes only words and numbers: callers decide what is reported. Labels of one or two words stay in the tables of
//! their enums.

use std::{collections::HashMap, fmt::Display};

// Lists within a sentence.

/// Joins items: "one, two and three".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns titles in quotation marks, and how many different titles there are: “Equality and diversity” (twice) and
/// “Value for money”. At most five are named.
pub(super) fn quoted_titles<'a>(titles: impl IntoIterator<Item = &'a str>) -> (String, usize) {
    const MAX_NAMED: usize = 5;
    let mut counted: Vec<(&str, usize)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for title in titles {
        let index = *known.entry(title).or_insert(counted.len());
        match counted.get_mut(index) {
            Some((_, count)) => *count += 1,
            None => counted.push((title, 1)),
        }
    }
    let more = counted.len().saturating_sub(MAX_NAMED);
    let mut named: Vec<String> = counted
        .iter()
        .take(MAX_NAMED)
        .map(|(title, count)| match count {
            1 => format!("“{title}”"),
            2 => format!("“{title}” (twice)"),
            times => format!("“{title}” ({times} times)"),
        })
        .collect();
    if more > 0 {
        named.push(and_more(more));
    }
    (list(&named), counted.len())
}

/// Returns the last item of a list that was shortened.
pub(super) fn and_more(count: usize) -> String {
    format!("{count} more")
}

fn is_or_are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// Joins the sentences about what is wrong, and adds the one that says what to do.
pub(super) fn with_action(sentences: &[impl AsRef<str>], action: &str) -> String {
    let sentences = sentences.iter().map(AsRef::as_ref).chain([action]);
    sentences.collect::<Vec<_>>().join(" ")
}

// Checks: grades and the report's own table.

pub(super) const CHECK_GRADES: &str = "Check which grade is right before you quote it.";
pub(super) const CHECK_WORDING: &str = "Check the wording on the page.";

pub(super) fn grades_disagree(title: &str, grades: &[String]) -> String {
    format!("“{title}” is graded {}.", list(grades))
}

pub(super) fn grade_in(label: &str, place: &str) -> String {
    format!("{label} in {place}")
}

pub(super) fn grade_in_text(title: &str, grade: &str, sentence: &str) -> String {
    format!("“{title}” is graded {grade}, but the text says “{sentence}”")
}

pub(super) fn more_grades_in_text(count: usize) -> String {
    let sentences = if count == 1 { "sentence gives" } else { "sentences give" };
    format!("{count} more {sentences} a different grade.")
}

pub(super) fn grade_not_on_scale(label: &str, title: &str) -> String {
    format!("“{label}”, the grade of “{title}”, is not on the report's scale.")
}

pub(super) fn wrong_grade_number(wording: &str, title: &str, label: &str, number: impl Display) -> String {
    format!("“{wording}”, the grade of “{title}”, has the wrong number: {label} is grade {number}.")
}

pub(super) fn row_without_section(titles: &str, count: usize) -> String {
    let have = if count == 1 { "has" } else { "have" };
    format!(
        "{titles} {} graded in the report's table, but {have} no graded section in the text. Look in \
         other sections for what the report says about this.",
        is_or_are(count)
    )
}

pub(super) fn section_without_row(titles: &str, count: usize) -> String {
    format!(
        "{titles} {0} graded in the text, but {0} missing from the report's table. Go by the text, and check whether \
         the table is complete.",
        is_or_are(count)
    )
}

pub(super) fn misplaced_table_heading(titles: &str, count: usize) -> String {
    format!(
        "In the report's table, {titles} {} printed above rows from another part of the text. Go by the \
         headings in the text.",
        is_or_are(count)
    )
}

// Checks: headings and the printed contents.

const USE_CONTENTS_PANEL: &str = "The contents panel lists all headings.";

pub(super) fn heading_not_in_contents(titles: &str, count: usize) -> String {
    if count == 1 {
        format!("{titles} is a heading in the text, but is missing from the contents. {USE_CONTENTS_PANEL}")
    } else {
        format!("{titles} are headings in the text, but are missing from the contents. {USE_CONTENTS_PANEL}")
    }
}

pub(super) fn contents_without_heading(titles: &str, count: usize) -> String {
    let headings = if count == 1 { "no heading has this title" } else { "no headings have these titles" };
    format!("{titles} {} in the contents, but {headings}. Search the text for the words.", is_or_are(count))
}

pub(super) fn contents_pages(entries: &[String]) -> String {
    format!(
        "The contents give the wrong page for some headings: {}. Use the contents panel to go to them.",
        list(entries)
    )
}

pub(super) fn contents_page(title: &str, listed: i64, actual: i64) -> String {
    format!("“{title}” is listed on page {listed} but is on page {actual}")
}

// Checks: paragraph numbers and references to them.

pub(super) fn paragraph_numbers(places: &[String]) -> String {
    format!(
        "Paragraph numbers are out of sequence: {}. Check the numbers on the page before you cite them.",
        list(places)
    )
}

pub(super) fn more_places(count: usize) -> String {
    if count == 1 { "there is 1 more error".to_owned() } else { format!("there are {count} more errors") }
}

pub(super) fn number_repeated(number: u32) -> String {
    format!("{number} is printed twice")
}

pub(super) fn number_after(number: u32, before: u32) -> String {
    format!("{number} comes after {before}")
}

pub(super) fn numbers_missing(first: u32, last: u32) -> String {
    if first == last { format!("{first} is missing") } else { format!("{first} to {last} are missing") }
}

pub(super) fn reference_without_paragraph(numbers: &[String], count: usize, last: u32) -> String {
    let paragraphs = if count == 1 { "paragraph" } else { "paragraphs" };
    format!(
        "The text refers to {paragraphs} {}, which {} not in the report. The last paragraph is {last}. \
         Search for the wording to find the paragraph that is meant.",
        list(numbers),
        is_or_are(count)
    )
}

/// `shift` is the number to add to the printed numbers.
pub(super) fn references_moved(shift: i64, corrected: usize, printed: usize, all: usize) -> String {
    format!(
        "The paragraph numbers in the recommendations seem to be {} too {}. If corrected, {corrected} of {all} would \
         match the wording of their paragraphs; as printed, {printed} do. Read the paragraphs before you rely on \
         the numbers.",
        shift.abs(),
        if shift < 0 { "high" } else { "low" }
    )
}

// Checks: dates and abbreviations.

pub(super) const CHECK_ABBREVIATIONS: &str = "Check what is meant before you quote it.";
pub(super) const CHECK_DATES: &str = "Check the dates before you quote them.";

pub(super) fn inspection_takes_too_long(from: &str, to: &str, days: impl Display) -> String {
    format!("According to the cover, the inspection took {days} days, from {from} to {to}.")
}

pub(super) fn running_head_has_another_date(date: &str) -> String {
    format!("The top or bottom of the pages gives a date that is not on the cover, {date}.")
}

pub(super) fn running_head_names_another(own: &str, other: &str, head: &str) -> String {
    format!(
        "The report is about {own}, but the top or bottom of its pages names {other}: “{head}”. Check that all pages \
         belong to this report."
    )
}

pub(super) fn inspection_ends_before_it_begins(from: &str, to: &str) -> String {
    format!("According to the cover, the inspection began on {from} but ended earlier, on {to}.")
}

pub(super) fn published_before_inspection_ended(published: &str, last_day: &str) -> String {
    format!("The report is dated {published}, before the inspection ended on {last_day}.")
}

pub(super) fn abbreviations_not_explained(titles: &str, count: usize) -> String {
    format!("{titles} {} used but never explained.", is_or_are(count))
}

pub(super) fn abbreviation_explained_differently(short: &str, explanations: &[String]) -> String {
    format!("{short} is explained in different ways: {}.", list(explanations))
}

// Comparison: why grades are not comparable.

pub(super) const CARE_LEAVERS_MERGED: &str =
    "From 2018, children in care and care leavers were graded together.";
pub(super) const CARE_LEAVERS_SPLIT: &str =
    "Children in care and care leavers have been graded separately since 2023.";
pub(super) const LOOKED_AFTER_TO_IN_CARE: &str = "The judgement on children looked after included adoption and care \
     leavers. The judgement on children in care does not.";
pub(super) const ADEQUATE_REPLACED: &str =
    "The scales differ. “Requires improvement” replaced “Adequate” in 2013 and has a different meaning.";
pub(super) const SCALES_DIFFER: &str = "The reports use different grading scales.";
pub(super) const GRADE_NOT_ON_KNOWN_SCALE: &str = "A grade is not on the report's scale.";

/// Says which judgement of the other report is meant. `part` is the part of that report, such as Safeguarding services.
pub(super) fn title_in_other_report(title: &str, part: Option<&str>) -> String {
    let part = part.map(|part| format!(", {part}")).unwrap_or_default();
    format!("In the other report: “{title}”{part}.")
}

pub(super) fn called_in_other_report(title: &str) -> String {
    format!("The other report calls this “{title}”.")
}

// Search: why a regular expression is not accepted.

pub(super) const REGEX_TOO_LARGE: &str = "This regular expression is too large. Use a shorter one.";
pub(super) const REGEX_NOT_UNDERSTOOD: &str = "it can't be understood";

/// The beginnings of the regex crate's commonest messages, and what is shown instead.
pub(super) const REGEX_ERRORS: [(&str, &str); 8] = [
    ("unclosed character class", "A [ has no closing ]. Add one."),
    ("unclosed group", "A ( has no closing ). Add one."),
    ("unopened group", "A ) has no opening ( before it. Add one."),
    ("repetition operator missing expression", "There is nothing to repeat before a *, + or ?."),
    ("invalid character class range", "A range in [ ] is the wrong way round. Put the earlier letter first."),
    ("incomplete escape sequence", "There is nothing after a \\. Add a character."),
    ("unclosed counted repetition", "A { has no closing }. Add one."),
    ("repetition quantifier expects a valid decimal", "Only numbers can be used in { }."),
];

pub(super) fn regex_not_accepted(error: &str) -> String {
    format!("This regular expression can't be used: {error}.")
}
