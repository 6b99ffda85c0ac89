//! The sentences and labels of a timeline: the inspections, and why grades are not joined by a line.

use crate::report::FrameworkId;

/// Returns the short name of a kind of inspection, for the narrow columns of a chart.
pub(in crate::analysis) fn short_framework(framework: FrameworkId) -> &'static str {
    match framework {
        FrameworkId::Slac => "SLAC inspection",
        FrameworkId::LookedAfterChildren => "LAC inspection",
        FrameworkId::JarProgress => "Progress inspection",
        FrameworkId::Sif => "Single inspection",
        FrameworkId::LscbReview => "LSCB review",
        FrameworkId::Ilacs => "ILACS inspection",
        FrameworkId::FocusedVisit => "Focused visit",
        FrameworkId::Jtai => "Joint inspection",
        FrameworkId::AreaSend => "Area SEND inspection",
        FrameworkId::School => "School inspection",
    }
}

/// The kind of an inspection whose framework is not recognised.
pub(in crate::analysis) const UNKNOWN_FRAMEWORK: &str = "Inspection";

/// The note on an inspection of a kind that gives no grades.
pub(in crate::analysis) const GIVES_NO_GRADES: &str = "Gives no grades";
/// The note on an inspection in whose report no grades were found.
pub(in crate::analysis) const NO_GRADES_FOUND: &str = "No grades found";

/// Returns the words for the inspection dates: "Inspected 7 to 18 March 2022".
pub(in crate::analysis) fn inspected(periods: &str) -> String {
    format!("Inspected {periods}")
}

/// Returns the words for the publication date.
pub(in crate::analysis) fn published(date: &str) -> String {
    format!("published {date}")
}

// Why grades are not joined by a line. `from` and `to` are the labels of the inspections, such as "2016".

/// The kind of inspection changed.
pub(in crate::analysis) fn framework_changed(names: [&str; 2], [from, to]: [&str; 2]) -> String {
    format!("The type of inspection changed: {} in {from}, {} in {to}.", names[0], names[1])
}

/// The kind of one inspection is not recognised.
pub(in crate::analysis) const FRAMEWORK_NOT_RECOGNISED: &str =
    "The type of one of these inspections is not recognised.";
/// Two judgements are about different subjects.
pub(in crate::analysis) const SUBJECT_CHANGED: &str = "These judgements are about different services.";

/// Returns the change of a grade since the inspection before: "Up two grades since 2022."
pub(in crate::analysis) fn since(change: &str, from: &str) -> String {
    format!("{change} since {from}.")
}

/// Says that a grade can't be compared with the one before.
pub(in crate::analysis) fn not_comparable_with(from: &str) -> String {
    format!("Can't be compared with {from}.")
}

/// Returns the note on a judgement that had another title: "In this report: “Overall effectiveness”, in “Safeguarding
/// services”."
pub(in crate::analysis) fn former_title(title: &str, part: Option<&str>) -> String {
    let part = part.map(|part| format!(", in “{part}”")).unwrap_or_default();
    format!("In this report: “{title}”{part}.")
}

/// Returns a title with the part of the report that it belongs to.
pub(in crate::analysis) fn title_in_part(title: &str, part: &str) -> String {
    format!("{title} ({part})")
}

// The chart in words.

/// Returns a grade in words: "2025: Outstanding, up two grades since 2022." `change` is a sentence.
pub(in crate::analysis) fn grade_in(label: &str, grade: &str, change: Option<&str>) -> String {
    match change {
        Some(change) => format!("{label}: {grade}, {}", super::without_capital(change)),
        None => format!("{label}: {grade}."),
    }
}

// The sentences above the chart.

/// Returns the number of inspections and their years: "7 inspections from 2012 to 2025. 3 of them give no grades."
pub(in crate::analysis) fn inspection_count(
    count: usize,
    [first, last]: [&str; 2],
    ungraded: usize,
) -> String {
    let words = format!("{count} inspections from {first} to {last}.");
    match ungraded {
        0 => words,
        1 => format!("{words} 1 of them gives no grades."),
        ungraded => format!("{words} {ungraded} of them give no grades."),
    }
}

/// Returns the sentence about the breaks: "Grades can't be compared from 2012 to 2016 and from 2016 to 2022: …".
pub(in crate::analysis) fn broken_lines(spans: &[[&str; 2]]) -> String {
    let spans: Vec<String> = spans.iter().map(|[from, to]| format!("from {from} to {to}")).collect();
    let list = match spans.as_slice() {
        [] => return String::new(),
        [span] => span.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    format!(
        "Some grades can't be compared {list}: the grading scale or the type of inspection is different or not \
         recognised."
    )
}

/// Says that each judgement was made in only one inspection.
pub(in crate::analysis) const NOTHING_TO_JOIN: &str =
    "Each judgement was made in only one of these inspections.";

/// Says that no inspection of the timeline gives grades.
pub(in crate::analysis) const NO_GRADES_AT_ALL: &str = "None of these inspections has grades.";

/// Says that no inspection of the timeline gives grades, because none of their kinds does.
pub(in crate::analysis) const NONE_GIVES_GRADES: &str = "These types of inspection give no grades, so there is nothing \
     to show over time. Compare two of the reports to see what changed.";

// Reports that are left out.

/// Says that a report has no text that can be read.
pub(in crate::analysis) fn without_text(file: &str) -> String {
    format!("{file} is left out: it has no text that can be read. It may be a scan.")
}

/// Says that a file has the same content as another.
pub(in crate::analysis) fn same_file(file: &str, other: &str) -> String {
    if file == other {
        format!("{file} was given twice and is shown once.")
    } else {
        format!("{file} is left out: it is the same file as {other}.")
    }
}

/// Says that a report gives no date.
pub(in crate::analysis) fn without_date(file: &str) -> String {
    format!("{file} is left out: it gives no date.")
}

/// Says that a report is about the same inspection as another.
pub(in crate::analysis) fn same_inspection(file: &str, other: &str) -> String {
    format!("{file} is left out: it is about the same inspection as {other}.")
}

// Errors.

/// Says which reports are about other organisations, and what to do. Each has its file and its subject.
pub(in crate::analysis) fn other_subjects(subject: &str, others: &[(String, String)]) -> String {
    /// The maximum number of reports that are named.
    const MAX_NAMED: usize = 5;
    let named: Vec<String> =
        others.iter().take(MAX_NAMED).map(|(file, other)| format!("{file} is about {other}")).collect();
    let more = others.len().saturating_sub(MAX_NAMED);
    let more = if more > 0 { format!("; and {}", super::and_more(more)) } else { String::new() };
    format!(
        "These reports are about different organisations: some are about {subject}; {}{more}. Choose reports about \
         one organisation.",
        named.join("; ")
    )
}

/// The name of the organisation of a report that names none.
pub(in crate::analysis) const UNKNOWN_SUBJECT: &str = "an organisation that is not named";

/// Says that there are too few inspections, and which reports are left out.
pub(in crate::analysis) fn too_few_inspections(left_out: &[String]) -> String {
    /// The maximum number of reports that are named.
    const MAX_NAMED: usize = 5;
    let named: String = left_out.iter().take(MAX_NAMED).map(|sentence| format!(" {sentence}")).collect();
    format!(
        "A timeline needs the dated reports of at least two different inspections.{named} Choose more reports."
    )
}
