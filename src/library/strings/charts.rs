//! The titles, sentences and column headings of the charts of a folder.

use crate::report::FrameworkId;

pub(in crate::library) const YEAR: &str = "Year";
pub(in crate::library) const REPORTS: &str = "Reports";
pub(in crate::library) const THEME: &str = "Theme";
pub(in crate::library) const SHARE: &str = "Share";
pub(in crate::library) const RECOMMENDATIONS: &str = "Recommendations";
pub(in crate::library) const JUDGEMENT: &str = "Judgement";
pub(in crate::library) const KIND: &str = "Kind of inspection";

pub(in crate::library) fn report_count(count: usize) -> String {
    if count == 1 { "1 report".to_owned() } else { format!("{count} reports") }
}

// Grades by year

pub(in crate::library) const NO_GRADES: &str =
    "None of these reports has this grade on a scale of four steps.";

pub(in crate::library) fn grades_title(judgement: &str) -> String {
    format!("{judgement}: grades by year")
}

/// Returns the name of a bar: "2023: 12 reports: 3 outstanding, 5 good, 4 inadequate".
pub(in crate::library) fn year_bar(year: i16, total: usize, scale: &[String], counts: &[usize]) -> String {
    if total == 0 {
        return format!("{year}: no reports");
    }
    let grades = scale.iter().zip(counts).filter(|(_, count)| **count > 0);
    let grades: Vec<String> =
        grades.map(|(label, count)| format!("{count} {}", label.to_lowercase())).collect();
    format!("{year}: {}: {}", report_count(total), grades.join(", "))
}

/// Returns the share of good grades in a year: "8 of 12 reports in 2023 (67%)".
pub(in crate::library) fn good_share(year: i16, good: usize, total: usize, percent: usize) -> String {
    format!("{good} of {} in {year} ({percent}%)", report_count(total))
}

/// Returns the main sentence. `label` is the second best grade.
pub(in crate::library) fn good_shares(label: &str, last: &str, first: Option<&str>) -> String {
    match first {
        Some(first) => format!("{}: {last}, compared with {first}.", good_or_better(label)),
        None => format!("{}: {last}.", good_or_better(label)),
    }
}

pub(in crate::library) fn good_or_better(label: &str) -> String {
    format!("{label} or better")
}

pub(in crate::library) fn left_out(parts: &[String]) -> String {
    format!("Left out: {}.", parts.join("; "))
}

/// Returns the words for reports that are graded on another scale; `labels` is empty if the scale is not known.
pub(in crate::library) fn on_other_scale(count: usize, labels: &[String], years: &[i16]) -> String {
    let years = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first < last => format!(", {first} to {last}"),
        (Some(only), _) => format!(", {only}"),
        (None, _) => String::new(),
    };
    if labels.is_empty() {
        format!("{} whose grade is on no known scale{years}", report_count(count))
    } else {
        format!("{} on another scale ({}{years})", report_count(count), labels.join(", "))
    }
}

pub(in crate::library) fn without_judgement(count: usize) -> String {
    format!("{} without this judgement", report_count(count))
}

pub(in crate::library) fn without_date(count: usize) -> String {
    format!("{} without a date", report_count(count))
}

// Themes

pub(in crate::library) const THEMES_TITLE: &str = "Recommendations by theme";
pub(in crate::library) const OTHER_THEME: &str = "Other";
pub(in crate::library) const THEMES_NOTE: &str =
    "Themes are found by words. A recommendation can be on several, so the shares add up to more than 100%.";

pub(in crate::library) fn no_themes(total: usize) -> String {
    if total == 0 {
        "These reports make no recommendations.".to_owned()
    } else {
        format!("None of the {total} recommendations is on a known theme.")
    }
}

/// Returns the sentence about the most frequent theme.
pub(in crate::library) fn main_theme(
    name: &str,
    count: usize,
    total: usize,
    percent: usize,
    [reports, all_reports]: [usize; 2],
) -> String {
    format!(
        "\u{201C}{name}\u{201D} is the most frequent theme: {count} of {total} recommendations ({percent}%), in {reports} \
         of {}.",
        report_count(all_reports)
    )
}

/// Returns the name of the bar of a theme.
pub(in crate::library) fn theme_bar(name: &str, count: usize, percent: usize, reports: usize) -> String {
    let recommendations = if count == 1 { "recommendation" } else { "recommendations" };
    format!("{name}: {count} {recommendations} ({percent}%), in {}", report_count(reports))
}

pub(in crate::library) fn count_in_year(count: usize, year: i16) -> String {
    format!("{count} in {year}")
}

pub(in crate::library) fn undated_recommendations(count: usize) -> String {
    if count == 1 {
        "1 recommendation is in a report without a date and in no year.".to_owned()
    } else {
        format!("{count} recommendations are in reports without a date and in no year.")
    }
}

// A council

pub(in crate::library) const NO_COUNCIL_TITLE: &str = "Council over time";
pub(in crate::library) const NO_COUNCIL: &str = "None of these reports names its council.";
pub(in crate::library) const SCALE_CHANGED: &str = "The grading scale is different or not known.";
pub(in crate::library) const SUBJECT_CHANGED: &str = "One of these judgements covers other services too.";

pub(in crate::library) fn council_years(name: &str, first: i16, last: i16) -> String {
    format!("{name}, {first} to {last}")
}

pub(in crate::library) fn inspections(count: usize, ungraded: usize) -> String {
    let inspections = if count == 1 {
        "1 inspection in this folder".to_owned()
    } else {
        format!("{count} inspections in this folder")
    };
    match ungraded {
        0 => format!("{inspections}."),
        _ if count == 1 => format!("{inspections}, without grades."),
        ungraded => format!("{inspections}, {ungraded} without grades."),
    }
}

/// Returns the sentence about the years between which grades can't be compared.
pub(in crate::library) fn broken_lines(spans: &[[&str; 2]]) -> String {
    let spans: Vec<String> = spans.iter().map(|[from, to]| format!("from {from} to {to}")).collect();
    let list = match spans.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => spans.join(""),
    };
    format!("Where no line joins two grades, they can\u{2019}t be compared: {list}.")
}

/// Returns a grade with its year: "2022 good". `before` is the label of the inspection before if the grades can't be
/// compared.
pub(in crate::library) fn grade_of_year(label: &str, grade: &str, before: Option<&str>) -> String {
    let grade = grade.to_lowercase();
    match before {
        Some(before) => format!("{grade} in {label} (can\u{2019}t be compared with {before})"),
        None => format!("{grade} in {label}"),
    }
}

pub(in crate::library) fn framework_changed([before, after]: [&str; 2], [from, to]: [&str; 2]) -> String {
    format!("The kind of inspection changed: {before} in {from}, {after} in {to}.")
}

/// Returns the name of a kind of inspection.
pub(in crate::library) fn kind(framework: Option<FrameworkId>) -> &'static str {
    framework.map_or("not recognised", FrameworkId::name)
}
