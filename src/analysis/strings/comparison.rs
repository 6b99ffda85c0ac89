//! The sentences and labels of a comparison: why grades are not comparable, the verdict, and recommendations.

use std::fmt::Write as _;

// Comparison: why grades are not comparable.
//
// How an earlier report graded the subject of a later judgement. Each is between the year and the grade.

/// Children in care, which ILACS graded with care leavers until 2022.
pub(in crate::analysis) const GRADED_WITH_LEAVERS: &str = "graded together with care leavers";
/// Care leavers, which ILACS graded with children in care until 2022.
pub(in crate::analysis) const GRADED_WITH_IN_CARE: &str = "graded together with children in care";
/// Children looked after, which single inspections graded together with adoption.
pub(in crate::analysis) const GRADED_WITH_ADOPTION: &str =
    "children looked after were graded together with adoption";
/// Care leavers, which single inspections graded.
pub(in crate::analysis) const LEAVERS_GRADED_SEPARATELY: &str = "care leavers were graded separately";
/// Children in care, which single inspections graded together with adoption and care leavers.
pub(in crate::analysis) const GRADED_WITH_ADOPTION_AND_LEAVERS: &str =
    "graded together with adoption and care leavers";

/// Returns how an earlier report graded the subject of a judgement: "In 2022, graded together with care leavers:
/// Requires improvement." `report` is the year of that report, or "the left report".
pub(in crate::analysis) fn graded_in(graded: &str, report: &str, grade: &str) -> String {
    format!("In {report}, {graded}: {grade}.")
}

/// The reason why grades on the scales from before and after 2013 are not comparable.
pub(in crate::analysis) const ADEQUATE_REPLACED: &str =
    "The scales differ. “Requires improvement” replaced “Adequate” in 2013 and has a different meaning.";
/// The reason why grades on any other two different scales are not comparable.
pub(in crate::analysis) const SCALES_DIFFER: &str = "The reports use different grading scales.";
/// The reason why a grade that is not on its report's scale is not comparable.
pub(in crate::analysis) const GRADE_NOT_ON_KNOWN_SCALE: &str =
    "One of these grades is not on its report's grading scale.";

/// Returns the sentence that names the judgement of the other report. `part` is the part of the other report that
/// contains the judgement, such as "Safeguarding services".
pub(in crate::analysis) fn title_in_other_report(title: &str, part: Option<&str>) -> String {
    let part = part.map(|part| format!(", in “{part}”")).unwrap_or_default();
    format!("The other report calls this “{title}”{part}.")
}

/// Returns the note about a judgement with another title in the other report.
pub(in crate::analysis) fn renamed_in_other_report(title: &str) -> String {
    format!("The other report calls this “{title}”.")
}

// Comparison: the names of the reports. They follow "in", as a year does.

/// The name of the left report if years do not tell the two reports apart.
pub(in crate::analysis) const LEFT_REPORT: &str = "the left report";
/// The name of the right report if years do not tell the two reports apart.
pub(in crate::analysis) const RIGHT_REPORT: &str = "the right report";

/// Returns the name of the report of a year in a sentence.
pub(in crate::analysis) fn report_of_year(year: &str) -> String {
    format!("the {year} report")
}

// Comparison: the verdict.

/// The change of a judgement with the same grade in both reports.
pub(in crate::analysis) const UNCHANGED: &str = "Unchanged";
/// The change of a judgement whose grades are on different scales or about different subjects.
pub(in crate::analysis) const NOT_COMPARABLE: &str = "Can't be compared";

/// Returns the title of the overall judgement of a part of a report.
pub(in crate::analysis) fn overall_of_part(title: &str, part: &str) -> String {
    format!("{title} ({part})")
}

/// Returns a number of grades in words: "two grades".
fn grade_count(steps: u8) -> String {
    match steps {
        1 => "one grade".to_owned(),
        2 => "two grades".to_owned(),
        3 => "three grades".to_owned(),
        steps => format!("{steps} grades"),
    }
}

/// Returns the change of a grade that went up: "Up two grades".
pub(in crate::analysis) fn up_grades(steps: u8) -> String {
    format!("Up {}", grade_count(steps))
}

/// Returns the change of a grade that went down: "Down one grade".
pub(in crate::analysis) fn down_grades(steps: u8) -> String {
    format!("Down {}", grade_count(steps))
}

/// Returns the change of a judgement that only one report has. `report` is its year, or "the left report".
pub(in crate::analysis) fn only_in(report: &str) -> String {
    format!("Only in {report}")
}

/// Returns the sentence about an overall judgement of both reports. `reports` are their years, and `how_far` is the
/// change in words.
pub(in crate::analysis) fn overall_of_both(
    title: &str,
    grades: [&str; 2],
    reports: [&str; 2],
    how_far: &str,
) -> String {
    let how_far = how_far.to_lowercase();
    format!("{title}: {} in {}, {} in {} ({how_far}).", grades[0], reports[0], grades[1], reports[1])
}

/// Returns the sentence about an overall judgement of one report: its year and grade.
pub(in crate::analysis) fn overall_of_one(title: &str, grade: &str, report: &str) -> String {
    format!("{title}: {grade} in {report}.")
}

/// Says that a report gives no overall grade, or none to compare if `has_other` is true. `report` is "The 2026 report".
pub(in crate::analysis) fn no_overall_grade(report: &str, has_other: bool) -> String {
    if has_other {
        format!("{report} has no overall grade to compare this with.")
    } else {
        format!("{report} gives no overall grade.")
    }
}

/// Says that a report gives no grades, because no inspection of its kind does. `report` is "The 2023 report".
pub(in crate::analysis) fn gives_no_grades(report: &str) -> String {
    format!("{report} gives no grades, because this type of inspection has none.")
}

/// Says that two reports give no grades, because no inspections of their kinds do.
pub(in crate::analysis) const NEITHER_GIVES_GRADES: &str =
    "Neither report gives grades. These types of inspection have none.";

/// Says that no grades were found in a report whose type of inspection is not known. `report` is "the 2023 report".
pub(in crate::analysis) fn no_grades_found(report: &str) -> String {
    format!("No grades found in {report}.")
}

/// The numbers of judgements that changed, for [`judgement_counts`].
pub(in crate::analysis) struct CountedJudgements {
    pub(in crate::analysis) up: usize,
    pub(in crate::analysis) unchanged: usize,
    pub(in crate::analysis) down: usize,
    pub(in crate::analysis) not_comparable: usize,
    /// The number of judgements that only the left or only the right report has.
    pub(in crate::analysis) only_in: [usize; 2],
}

/// Returns the numbers of judgements that changed: "3 judgements up, 1 unchanged, 0 down, 2 can't be compared." `reports`
/// are the years of the reports.
pub(in crate::analysis) fn judgement_counts(counts: &CountedJudgements, reports: [&str; 2]) -> String {
    let judgements = if counts.up == 1 { "judgement" } else { "judgements" };
    // Writing to a String cannot fail.
    let mut words =
        format!("{} {judgements} up, {} unchanged, {} down", counts.up, counts.unchanged, counts.down);
    if counts.not_comparable > 0 {
        let _ = write!(words, ", {} can't be compared", counts.not_comparable);
    }
    for (count, report) in counts.only_in.into_iter().zip(reports) {
        if count > 0 {
            let _ = write!(words, ", {count} only in {report}");
        }
    }
    words.push('.');
    words
}

// Comparison: recommendations. `report` is a year, or "the left report".

/// The label of recommendations that both reports make.
pub(in crate::analysis) const REPEATED: &str = "Repeated";

/// Returns the label of recommendations that are similar to some of the other report.
pub(in crate::analysis) fn similar_to(report: &str) -> String {
    format!("Similar to {report}")
}

/// Returns the label of a recommendation that is similar to one of the other report.
pub(in crate::analysis) fn similar_to_number(report: &str, number: usize) -> String {
    format!("Similar to recommendation\u{A0}{number} in {report}")
}

/// Returns the label of a recommendation that the user confirmed to be the same as one of the other report.
pub(in crate::analysis) fn confirmed_same_as_number(report: &str, number: usize) -> String {
    format!("Same as recommendation\u{A0}{number} in {report}, confirmed by you")
}

/// Returns the label of a recommendation with the same wording as one of the other report.
pub(in crate::analysis) fn repeated_from_number(report: &str, number: usize) -> String {
    format!("Repeats recommendation\u{A0}{number} from {report}")
}

/// Returns the label of recommendations that the later report does not repeat.
pub(in crate::analysis) fn not_repeated_in(report: &str) -> String {
    format!("Not repeated in {report}")
}

/// Returns the label of recommendations without a similar one in the other report.
pub(in crate::analysis) fn nothing_similar_in(report: &str) -> String {
    format!("Nothing similar in {report}")
}

/// Says where the later report still names the subject of a recommendation. `number` is the printed paragraph number.
pub(in crate::analysis) fn still_mentioned(number: Option<u32>) -> String {
    match number {
        Some(number) => format!("still mentioned in paragraph\u{A0}{number}"),
        None => "still mentioned".to_owned(),
    }
}

/// The message about a report that cannot be compared, and what to do.
pub(in crate::analysis) const NO_TEXT_TO_COMPARE: &str = "This report can't be compared because its text can't be read. \
     Ask for the original PDF, or try OCR.";

// Comparison: changes in the text.

/// Returns the words that one text has in place of those of another. At least one of them is known.
pub(in crate::analysis) fn word_replacement(removed: Option<String>, added: Option<String>) -> String {
    match (removed, added) {
        (Some(removed), Some(added)) => format!("{removed} → {added}"),
        (Some(removed), None) => format!("− {removed}"),
        (None, added) => format!("+ {}", added.unwrap_or_default()),
    }
}

/// Joins the results of [`word_replacement`]. `has_more` is true if there are others.
pub(in crate::analysis) fn word_replacements(named: &[String], has_more: bool) -> String {
    format!("{}{}", named.join("; "), if has_more { "; …" } else { "" })
}
