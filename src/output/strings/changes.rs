//! The sentences and headings about changes between two reports.

use crate::analysis::compare::ReportNames;

pub(in crate::output) const DIFFERENT_ORGANISATIONS: &str =
    "These reports are about different organisations: “up” and “down” only show which has the higher grade.";
pub(in crate::output) const BASELINE_IS_LATER: &str = "The other report is later than this one: “up” and “down” show the change \
     from that report back to this one.";
pub(in crate::output) const LEFT_IS_LATER: &str =
    "The later report is on the left, so changes are shown from the later report back to the earlier one.";
pub(in crate::output) const COMPARED_INSPECTIONS: &str = "What changed between two inspections";
pub(in crate::output) const COMPARED_DRAFTS: &str = "What changed between two versions of this report";
pub(in crate::output) const REPEATED_OR_SIMILAR: &str = "Repeated and similar recommendations";
pub(in crate::output) const CHANGES_IN_TEXT: &str = "Changes in the text";
pub(in crate::output) const PARAGRAPHS: &str = "Paragraphs";
pub(in crate::output) const SAME_TEXT: &str = "Both reports have the same text.";
pub(in crate::output) const DIFFERENT_INSPECTIONS: &str = "These reports are about different inspections, so only paragraphs \
     about the same subject are compared.";
pub(in crate::output) const SAME_SUBJECT: &str = "Same subject";
pub(in crate::output) const STILL_MENTIONED: &str = "Earlier recommendations that are still mentioned";
/// The heading of the judgements.
pub(in crate::output) const JUDGEMENTS: &str = "Judgements";
/// The heading of the recommendations.
pub(in crate::output) const RECOMMENDATIONS: &str = "Recommendations";

/// Returns the title of a comparison: "City of York Council: 2022 and 2025".
pub(in crate::output) fn subject_with_years(subject: &str, earlier: &str, later: &str) -> String {
    format!("{subject}: {earlier} and {later}")
}

/// Returns the title of a comparison of two reports with different names.
pub(in crate::output) fn two_names(left: &str, right: &str) -> String {
    format!("{left} and {right}")
}

/// Returns a type of inspection with its dates: "Focused visit, inspected 17 July 2019, published 9 August 2019".
pub(in crate::output) fn kind_with_dates(
    kind: &str,
    inspected: Option<&str>,
    published: Option<&str>,
) -> String {
    let inspected = inspected.map(|days| format!(", inspected {days}")).unwrap_or_default();
    let published = published.map(|day| format!(", published {day}")).unwrap_or_default();
    format!("{kind}{inspected}{published}")
}

/// Returns the numbers of changes between two versions of a report: "1 grade changed. 6 passages of text changed."
pub(in crate::output) fn draft_changes(grades: usize, passages: usize) -> String {
    let passages = match (grades, passages) {
        (0, 0) => SAME_TEXT.to_owned(),
        (_, 0) => "No other changes in the text.".to_owned(),
        (_, 1) => "1 passage of text changed.".to_owned(),
        (_, count) => format!("{count} passages of text changed."),
    };
    match grades {
        0 => format!("No grades changed. {passages}"),
        1 => format!("1 grade changed. {passages}"),
        count => format!("{count} grades changed. {passages}"),
    }
}

/// Returns the reason why grades can't be compared. `about` names the judgements; empty for all of them.
pub(in crate::output) fn not_comparable_because(about: &str, reason: &str) -> String {
    if about.is_empty() {
        format!("{CANT_BE_COMPARED}: {reason}")
    } else {
        format!("{CANT_BE_COMPARED} ({about}): {reason}")
    }
}

const CANT_BE_COMPARED: &str = "Grades that can't be compared";

/// Returns the sentence about the recommendations of a report that came back from an earlier one: `certain` repeat one or
/// were confirmed by the user, and `similar` are only alike.
pub(in crate::output) fn recommendations_came_back(certain: usize, similar: usize, earlier: &str) -> String {
    let recommendations = |count: usize| match count {
        1 => "1 recommendation".to_owned(),
        _ => format!("{count} recommendations"),
    };
    let are = if similar == 1 { "is" } else { "are" };
    let marked = if certain + similar == 1 { "It is marked below." } else { "They are marked below." };
    match (certain, similar) {
        (0, 0) => format!("No recommendation is similar to one in {earlier}."),
        (_, 0) => format!("{} came back from {earlier}. {marked}", recommendations(certain)),
        (0, _) => format!("{} {are} similar to one in {earlier}. {marked}", recommendations(similar)),
        (..) => {
            let certain = recommendations(certain);
            format!("{certain} came back from {earlier}, and {similar} {are} similar to one there. {marked}")
        }
    }
}

/// The name of the other report in a summary if years do not tell the two reports apart.
pub(in crate::output) const OTHER_REPORT: &str = "the other report";

/// Returns the note on a recommendation that repeats one of another report.
pub(in crate::output) fn repeats_recommendation(number: usize, earlier: &str) -> String {
    format!("repeats recommendation\u{A0}{number} from {earlier}")
}

/// Returns the note on a recommendation that is similar to one of another report.
pub(in crate::output) fn similar_to_recommendation(number: usize, earlier: &str) -> String {
    format!("similar to recommendation\u{A0}{number} in {earlier}")
}

/// Returns the note on a recommendation that the user confirmed to be the same as one of another report.
pub(in crate::output) fn confirmed_same_recommendation(number: usize, earlier: &str) -> String {
    format!("same as recommendation\u{A0}{number} in {earlier}, confirmed by you")
}

/// Returns a recommendation of an earlier report that a letter still mentions: its number and first words, and the place.
pub(in crate::output) fn still_mentioned_item(
    number: usize,
    earlier: &str,
    beginning: &str,
    place: &str,
) -> String {
    let place = if place.is_empty() { String::new() } else { format!(" ({place})") };
    format!("Recommendation {number} in {earlier}: “{beginning}”{place}")
}

/// The words before the sentences about the changes since the other report, in a summary without judgements.
pub(in crate::output) const CHANGES: &str = "Changes: ";

/// Says that a letter mentions no earlier recommendation.
pub(in crate::output) fn nothing_still_mentioned(earlier: &str) -> String {
    format!("No recommendation from {earlier} is mentioned again.")
}

/// Returns the heading of the points of a later report that still mention earlier recommendations.
pub(in crate::output) fn still_mentioned_in(report: &str) -> String {
    format!("Earlier recommendations still mentioned in {report}")
}

/// Returns the beginning of a recommendation that is already printed in full.
pub(in crate::output) fn printed_above(beginning: &str) -> String {
    format!("{beginning} (above)")
}

/// Returns the sentences about recommendations that are neither repeated nor similar. `reports` are the years of the
/// reports, or their names.
pub(in crate::output) fn recommendations_without_partner(
    has_returning: bool,
    dropped: usize,
    new: usize,
    [earlier, later]: [&str; 2],
) -> String {
    let recommendations = |count: usize| match count {
        1 => "1 recommendation".to_owned(),
        count => format!("{count} recommendations"),
    };
    let is_or_are = |count: usize| if count == 1 { "is" } else { "are" };
    let mut sentences = Vec::new();
    if !has_returning {
        sentences.push(format!("No recommendation in {later} is similar to one in {earlier}."));
    }
    if dropped > 0 {
        let (words, verb) = (recommendations(dropped), is_or_are(dropped));
        sentences.push(format!("{words} in {earlier} {verb} not repeated in {later}."));
    }
    if new > 0 {
        let (words, verb) = (recommendations(new), is_or_are(new));
        sentences.push(format!("{words} in {later} {verb} not similar to any in {earlier}."));
    }
    sentences.join(" ")
}

/// Returns the label of recommendations that someone confirmed to be the same as some of the other report. `report` is
/// its year.
pub(in crate::output) fn confirmed_same_as(report: &str) -> String {
    format!("Same as in {report}, confirmed")
}

/// Returns the label of similar recommendations that nobody has confirmed or rejected yet. `label` is "Similar to 2022".
pub(in crate::output) fn not_confirmed(label: &str) -> String {
    format!("{label}, not confirmed")
}

/// Returns the note about rows of a printed table that there was no room for.
pub(in crate::output) fn more_not_shown(count: usize) -> String {
    format!("There was no room for {count} more.")
}

/// Returns the column headings of the numbers of paragraphs in each section of two inspections.
pub(in crate::output) fn section_count_columns(names: &ReportNames) -> [String; 4] {
    [
        "Section".to_owned(),
        SAME_SUBJECT.to_owned(),
        format!("Only in {}", names.in_words(0)),
        format!("Only in {}", names.in_words(1)),
    ]
}

/// Returns the words that two recommendations have in common; empty if there are none.
pub(in crate::output) fn words_in_common(words: &[String]) -> String {
    if words.is_empty() { String::new() } else { format!("Words in common: {}", words.join(", ")) }
}

/// Returns text with its first letter in upper case.
pub(in crate::output) fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns the heading of the judgements that only one of two reports has.
pub(in crate::output) fn only_in_report(report: &str) -> String {
    format!("Only in {report}")
}

/// The change of a judgement that only the summarised report has.
pub(in crate::output) const ONLY_IN_THIS_REPORT: &str = "Only in this report";
