//! Sentences and labels of a comparison.

use std::fmt::Display;

pub(crate) use super::report::{
    CHECKS, JUDGEMENTS, RECOMMENDATIONS, inspection_periods, name_with_count, publication_date_in_line,
    words_in_common,
};

// Panel.

pub(crate) const COMPARISON: &str = "Comparison";
/// The name of the panel with the differences, in a window that shows one part at a time.
pub(crate) const DIFFERENCES: &str = "Differences";
/// The name of that panel while it has the search.
pub(crate) const SEARCH: &str = "Search";
pub(crate) const COMPARISON_EDGE: &str = "Width of the comparison panel";
pub(crate) const TEXT: &str = "Text";
/// The name of the tab of recommendations in a narrow panel.
pub(crate) const RECOMMENDATIONS_SHORT: &str = "Recs";
pub(crate) const SECTIONS: &str = "Sections";
pub(crate) const DIFFERENT_ORGANISATIONS: &str = "These reports are about different organisations: “up” means the report on the right has the higher grade.";
pub(crate) const LEFT_IS_LATER: &str = "The later report is on the left.";

/// Returns the title of an overall grade: "Overall effectiveness, 2022".
pub(crate) fn overall_title(title: &str, report: &str) -> String {
    format!("{title}, {report}")
}

/// Returns text such as "1 check cleared, 2 new.".
pub(crate) fn check_changes(cleared: usize, new: usize) -> String {
    let plural = if cleared == 1 { "" } else { "s" };
    let new = if new == 0 { "none".to_owned() } else { new.to_string() };
    format!("{cleared} check{plural} cleared, {new} new.")
}

// Judgements and checks.

pub(crate) const LEFT: &str = "Left";
pub(crate) const RIGHT: &str = "Right";
pub(crate) const NOT_JUDGED: &str = "not judged";
pub(crate) const CHECK_LEFT_ONLY: &str = "− Check: left report only";
pub(crate) const CHECK_RIGHT_ONLY: &str = "+ Check: right report only";
pub(crate) const NO_CHECK_DIFFERENCES: &str = "Both reports have the same inconsistencies, or none.";
pub(crate) const NO_JUDGEMENTS: &str = "No grades found in either report.";

pub(crate) fn accessible_judgement_change(title: &str, change: &str, before: &str, after: &str) -> String {
    format!("{title}: {change}. {before} to {after}")
}

// Recommendations.

pub(crate) const NO_RECOMMENDATIONS: &str = "No recommendations found in either report.";
pub(crate) const CONFIRM: &str = "Confirm";
pub(crate) const CONFIRM_HINT: &str = "These recommendations ask for the same thing";
pub(crate) const REJECT: &str = "Reject";
pub(crate) const REJECT_HINT: &str = "These recommendations ask for different things";
pub(crate) const REMOVE_DECISION: &str = "Remove decision";
pub(crate) const REMOVE_DECISION_HINT: &str = "Show this as similar again, not as confirmed";
pub(crate) const REVIEW_AGAIN: &str = "Review again";

/// Returns the caption of a recommendation: "2022, number 6".
pub(crate) fn recommendation_caption(report: &str, number: usize) -> String {
    format!("{report}, number\u{A0}{number}")
}

/// Returns the sentence that the later report still mentions the subject of a recommendation. `mention` is "still
/// mentioned in paragraph 31".
pub(crate) fn still_mentioned(report: &str, mention: &str, sentence: &str) -> String {
    format!("In {report}, {mention}: “{sentence}”")
}

/// Returns the number of similar pairs that the user rejected.
pub(crate) fn rejected_pairs(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("You rejected {count} similar pair{plural}.")
}

// Changes in the text.

pub(crate) const TEXT_CHANGES: &str = "Changes in the text";
pub(crate) const HIDE_KIND: &str = "Hide these";
pub(crate) const SHOW_KIND: &str = "Show these again";
pub(crate) const NEXT: &str = "Next";
pub(crate) const PREVIOUS: &str = "Previous";
pub(crate) const NO_CHANGES: &str = "No changes in the text.";
pub(crate) const COMPARE_AS: &str = "Compare as";
pub(crate) const AS_DRAFTS: &str = "Drafts";
pub(crate) const AS_DRAFTS_HINT: &str = "Two versions of one report: show every difference";
pub(crate) const AS_INSPECTIONS: &str = "Inspections";
pub(crate) const AS_INSPECTIONS_HINT: &str = "Two inspections: show matched paragraphs, and count the others";

/// Returns "3 of 6 changes", or "6 changes" before the user has gone to one.
pub(crate) fn change_position(current: Option<usize>, count: usize) -> String {
    let changes = if count == 1 { "change" } else { "changes" };
    match current {
        Some(current) => format!("{} of {count} {changes}", current + 1),
        None => format!("{count} {changes}"),
    }
}

pub(crate) fn changed_paragraph(number: u32) -> String {
    format!("paragraph {number}")
}

pub(crate) fn renumbered_paragraph(before: u32, now: u32) -> String {
    format!("paragraph {before}, now {now}")
}

// Texts by section.

pub(crate) const BY_SECTION: &str = "By section";
pub(crate) const BY_SECTION_HINT: &str = "Show matched paragraphs side by side, and count the others";
pub(crate) const FULL_TEXTS: &str = "Full texts";
pub(crate) const FULL_TEXTS_HINT: &str = "Show both reports in full";
pub(crate) const SECTION_TEXTS: &str = "Texts by section";
pub(crate) const SAME_WORDING: &str = "Same wording";

pub(crate) const ALL_SECTIONS: &str = "All sections";
pub(crate) const CHOOSE_SECTION: &str = "Choose which section to read";
pub(crate) const SHOW_ONLY_SECTION: &str = "Show only this section";
pub(crate) const SHOW_ALL_SECTIONS: &str = "Show all sections";

/// Returns the text in place of the title of a section that a report does not have.
pub(crate) fn no_such_section(report: &str) -> String {
    format!("No matching section in {report}")
}

/// Returns the number of paragraphs that only one report has: "12 paragraphs only in 2022".
pub(crate) fn paragraphs_only_in(count: usize, report: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} paragraph{plural} only in {report}")
}

// Sections.

pub(crate) const LEFT_ONLY: &str = "Only in the left report";
pub(crate) const RIGHT_ONLY: &str = "Only in the right report";
pub(crate) const UNLINK: &str = "Unlink";
pub(crate) const UNLINK_HINT: &str = "Treat these as different sections";
pub(crate) const LINK_TO: &str = "Link to…";

pub(crate) fn linked_titles(left: &str, right: &str) -> String {
    format!("{left} ↔ {right}")
}

pub(crate) fn difference_count(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} difference{plural}")
}

pub(crate) fn linked_by_user(differences: &str) -> String {
    format!("Linked by you, {differences}")
}

// Titles over the texts.

/// Returns the title of the old or the new version of a file that was saved again.
pub(crate) fn version_title(file: &str, is_old: bool) -> String {
    let version = if is_old { "Old version" } else { "New version" };
    format!("{version} of {file}")
}

/// Returns the file name and title of a report, if both reports of a comparison have the same title.
pub(crate) fn file_and_title(file: &str, title: &str) -> String {
    format!("{file} – {title}")
}

// Status bar.

/// Returns the position in one report of a comparison: "2022: paragraph 31 of 90".
pub(crate) fn position_in_report(report: &str, position: impl Display) -> String {
    format!("{report}: {position}")
}
