//! The sentences that analysis gives to the window, the command line and the exports, in one file for review.
//!
//! Takes only words and numbers: callers decide what is reported. Labels of one or two words stay in the tables of
//! their enums.

pub(super) mod columns;
pub(super) mod comparison;
pub(super) mod timeline;

use std::{collections::HashMap, fmt::Display};

// Lists within a sentence.

/// Joins items as a list in a sentence: "one, two and three".
pub(super) fn join_list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns a list of titles in quotation marks, and the number of different titles: “Equality and diversity” (twice)
/// and “Value for money”. At most five titles are named.
pub(super) fn quoted_titles<'a>(titles: impl IntoIterator<Item = &'a str>) -> (String, usize) {
    /// The maximum number of titles that are named.
    const MAX_NAMED_TITLES: usize = 5;
    let mut counted: Vec<(&str, usize)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for title in titles {
        let index = *known.entry(title).or_insert(counted.len());
        match counted.get_mut(index) {
            Some((_, count)) => *count += 1,
            None => counted.push((title, 1)),
        }
    }
    let more = counted.len().saturating_sub(MAX_NAMED_TITLES);
    let mut named: Vec<String> = counted
        .iter()
        .take(MAX_NAMED_TITLES)
        .map(|(title, count)| match count {
            1 => format!("“{title}”"),
            2 => format!("“{title}” (twice)"),
            times => format!("“{title}” ({times} times)"),
        })
        .collect();
    if more > 0 {
        named.push(and_more(more));
    }
    (join_list(&named), counted.len())
}

/// Returns the last item of a shortened list. `count` is the number of items that were left out.
pub(super) fn and_more(count: usize) -> String {
    format!("{count} more")
}

/// Returns a sentence with its first letter in lower case, to follow other words.
pub(super) fn without_capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns the verb for a number of things: "is" for one, or else "are".
fn is_or_are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// Joins the sentences that describe a problem, and adds the sentence that says what to do.
pub(super) fn join_with_action(sentences: &[impl AsRef<str>], action: &str) -> String {
    let sentences = sentences.iter().map(AsRef::as_ref).chain([action]);
    sentences.collect::<Vec<_>>().join(" ")
}

// Checks: grades and the report's own table.

/// Says what to do if a report gives different grades.
pub(super) const CHECK_GRADES: &str = "Check which grade is right before you quote it.";
/// Says what to do if a grade is not as the scale defines it.
pub(super) const CHECK_WORDING: &str = "Check the wording on the page.";

/// Returns the warning about a judgement with different grades. `grades` is a list of [`grade_at_place`].
pub(super) fn grades_disagree(title: &str, grades: &[String]) -> String {
    format!("“{title}” is graded {}.", join_list(grades))
}

/// Returns a grade with the place that states it: "Good in the table".
pub(super) fn grade_at_place(label: &str, place: &str) -> String {
    format!("{label} in {place}")
}

/// Returns the warning about a sentence with a different grade from that of the judgement.
pub(super) fn grade_in_text(title: &str, grade: &str, sentence: &str) -> String {
    format!("“{title}” is graded {grade}, but the text says “{sentence}”")
}

/// Returns the sentence about further sentences with different grades, which are not quoted.
pub(super) fn more_grades_in_text(count: usize) -> String {
    let sentences = if count == 1 { "sentence gives" } else { "sentences give" };
    format!("{count} more {sentences} a different grade.")
}

/// Returns the warning about a grade that is not on the report's scale. `title` is the title of the section.
pub(super) fn grade_not_on_scale(label: &str, title: &str) -> String {
    format!("“{label}”, the grade of “{title}”, is not on the report's scale.")
}

/// Returns the warning about a grade with the number of another grade. `number` is the right number.
pub(super) fn wrong_grade_number(wording: &str, title: &str, label: &str, number: impl Display) -> String {
    format!("“{wording}”, the grade of “{title}”, has the wrong number: {label} is grade {number}.")
}

/// Returns the warning about `count` table rows that have no graded section in the text.
pub(super) fn row_without_section(titles: &str, count: usize) -> String {
    let have = if count == 1 { "has" } else { "have" };
    format!(
        "{titles} {} graded in the report's table, but {have} no graded section in the text. Look in \
         other sections for what the report says about this.",
        is_or_are(count)
    )
}

/// Returns the warning about `count` graded sections that are missing from the table.
pub(super) fn section_without_row(titles: &str, count: usize) -> String {
    format!(
        "{titles} {0} graded in the text, but {0} missing from the report's table. Go by the text, and check whether \
         the table is complete.",
        is_or_are(count)
    )
}

/// Returns the warning about `count` table headings that are printed above rows of another part.
pub(super) fn misplaced_table_heading(titles: &str, count: usize) -> String {
    format!(
        "In the report's table, {titles} {} printed above rows from another part of the text. Go by the \
         headings in the text.",
        is_or_are(count)
    )
}

// Checks: headings and the printed contents.

/// Says where to find headings that the printed contents do not list.
const USE_CONTENTS_PANEL: &str = "The contents panel lists all headings.";

/// Returns the warning about `count` headings that are missing from the printed contents.
pub(super) fn heading_not_in_contents(titles: &str, count: usize) -> String {
    if count == 1 {
        format!("{titles} is a heading in the text, but is missing from the contents. {USE_CONTENTS_PANEL}")
    } else {
        format!("{titles} are headings in the text, but are missing from the contents. {USE_CONTENTS_PANEL}")
    }
}

/// Returns the warning about `count` entries of the printed contents that have no heading.
pub(super) fn contents_without_heading(titles: &str, count: usize) -> String {
    let (headings, source) = if count == 1 {
        ("no heading has this title", "the title")
    } else {
        ("no headings have these titles", "the titles")
    };
    format!(
        "{titles} {} in the contents, but {headings}. Search the text for words from {source}.",
        is_or_are(count)
    )
}

/// Returns the warning about wrong pages in the printed contents. `entries` is a list of [`wrong_contents_page`].
pub(super) fn wrong_contents_pages(entries: &[String]) -> String {
    format!(
        "The contents give the wrong page for some headings: {}. Use the contents panel to go to them.",
        join_list(entries)
    )
}

/// Returns the description of an entry with a wrong page. Both pages are printed page numbers.
pub(super) fn wrong_contents_page(title: &str, listed: i64, actual: i64) -> String {
    format!("“{title}” is listed on page {listed} but is on page {actual}")
}

// Checks: paragraph numbers and references to them.

/// Returns the warning about paragraph numbers that are out of sequence. `places` describes each error.
pub(super) fn paragraph_numbers(places: &[String]) -> String {
    format!(
        "Paragraph numbers are out of sequence: {}. Check the numbers on the page before you cite them.",
        join_list(places)
    )
}

/// Returns the description of further numbering errors, which are not named.
pub(super) fn more_numbering_errors(count: usize) -> String {
    if count == 1 { "there is 1 more error".to_owned() } else { format!("there are {count} more errors") }
}

/// Returns the description of a paragraph number that is printed twice.
pub(super) fn number_repeated(number: u32) -> String {
    format!("{number} is printed twice")
}

/// Returns the description of a paragraph number after a higher number.
pub(super) fn number_out_of_order(number: u32, before: u32) -> String {
    format!("{number} comes after {before}")
}

/// Returns the description of a gap in the paragraph numbers. `first` and `last` are the first and last missing number.
pub(super) fn numbers_missing(first: u32, last: u32) -> String {
    if first == last { format!("{first} is missing") } else { format!("{first} to {last} are missing") }
}

/// Returns the warning about references to `count` paragraphs that the report does not have. `last` is the number of
/// the last paragraph.
pub(super) fn reference_without_paragraph(numbers: &[String], count: usize, last: u32) -> String {
    let paragraphs = if count == 1 { "paragraph" } else { "paragraphs" };
    format!(
        "The text refers to {paragraphs} {}, which {} not in the report. The last paragraph is {last}. \
         Search for the wording to find the paragraph that is meant.",
        join_list(numbers),
        is_or_are(count)
    )
}

/// Returns the warning about references with shifted numbers. `shift` is the number to add to the printed numbers.
/// `corrected` and `printed` are the numbers of recommendations that match with and without the shift.
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

/// Says what to do if abbreviations are unclear.
pub(super) const CHECK_ABBREVIATIONS: &str = "Check what is meant before you quote it.";
/// Says what to do if dates contradict each other.
pub(super) const CHECK_DATES: &str = "Check the dates before you quote them.";

/// Returns the warning about an inspection that is too long to be plausible.
pub(super) fn inspection_takes_too_long(from: &str, to: &str, days: impl Display) -> String {
    format!("According to the cover, the inspection took {days} days, from {from} to {to}.")
}

/// Returns the warning about a running head with a date that is not on the cover.
pub(super) fn running_head_has_another_date(date: &str) -> String {
    format!("The top or bottom of the pages gives a date that is not on the cover, {date}.")
}

/// Returns the warning about a running head that names a different authority from the cover.
pub(super) fn running_head_names_another(own: &str, other: &str, head: &str) -> String {
    format!(
        "The report is about {own}, but the top or bottom of its pages names {other}: “{head}”. Check that all pages \
         belong to this report."
    )
}

/// Returns the warning about an inspection with a last day before its first day.
pub(super) fn inspection_ends_before_it_begins(from: &str, to: &str) -> String {
    format!("According to the cover, the inspection began on {from} but ended earlier, on {to}.")
}

/// Returns the warning about a publication date before the last day of the inspection.
pub(super) fn published_before_inspection_ended(published: &str, last_day: &str) -> String {
    format!("The report is dated {published}, before the inspection ended on {last_day}.")
}

/// Returns the warning about `count` frequent abbreviations without an explanation.
pub(super) fn abbreviations_not_explained(titles: &str, count: usize) -> String {
    format!("{titles} {} used but never explained.", is_or_are(count))
}

/// Returns the warning about an abbreviation with several explanations.
pub(super) fn abbreviation_explained_differently(short: &str, explanations: &[String]) -> String {
    format!("{short} is explained in different ways: {}.", join_list(explanations))
}

// Search: why a regular expression is not accepted.

/// The message for a regular expression that would need too much memory.
pub(super) const REGEX_TOO_LARGE: &str = "This regular expression is too large. Use a shorter one.";
/// The reason for [`regex_not_accepted`] if the `regex` crate gives none.
pub(super) const REGEX_NOT_UNDERSTOOD: &str = "it can't be understood";

/// Prefixes of the commonest error messages of the `regex` crate, each with the message that replaces the error.
pub(super) const REGEX_ERROR_PREFIXES: [(&str, &str); 8] = [
    ("unclosed character class", "A [ has no closing ]. Add one."),
    ("unclosed group", "A ( has no closing ). Add one."),
    ("unopened group", "A ) has no opening ( before it. Add one."),
    ("repetition operator missing expression", "There is nothing to repeat before a *, + or ?."),
    ("invalid character class range", "A range in [ ] is the wrong way round. Put the earlier letter first."),
    ("incomplete escape sequence", "There is nothing after a \\. Add a character."),
    ("unclosed counted repetition", "A { has no closing }. Add one."),
    ("repetition quantifier expects a valid decimal", "Only numbers can be used in { }."),
];

/// Returns the message for any other invalid regular expression. `error` is the reason that the `regex` crate gives.
pub(super) fn regex_not_accepted(error: &str) -> String {
    format!("This regular expression can't be used: {error}.")
}
