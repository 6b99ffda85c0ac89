//! Grades that are not on the report's scale, and grade numbers that belong to another grade.

use crate::{
    analysis::strings,
    report::{GradeStatement, Report, Scale, Section, Warning, WarningKind},
};

/// Warns about grades that are not on the report's scale, and about grades with the number of another grade.
pub(super) fn check(report: &Report) -> Option<Warning> {
    let scale = report.scale.as_ref()?;
    let graded = report.sections.iter().filter_map(|section| Some((section, section.grade.as_ref()?)));
    let found: Vec<(String, &GradeStatement)> =
        graded.filter_map(|(section, grade)| Some((grade_problem(section, grade, scale)?, grade))).collect();
    let messages: Vec<&str> = found.iter().map(|(message, _)| message.as_str()).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::GradeOutsideScale,
        message: strings::join_with_action(&messages, strings::CHECK_WORDING),
        places: found.iter().map(|(_, grade)| grade.place).collect(),
    })
}

/// Returns the sentence about a section's grade. Returns `None` if the grade is on the scale and has the right number
/// or no number.
fn grade_problem(section: &Section, grade: &GradeStatement, scale: &Scale) -> Option<String> {
    let Some(step) = grade.grade.step else {
        return Some(strings::grade_not_on_scale(&grade.grade.label, &section.title));
    };
    let expected = scale.grades.iter().find(|grade| grade.step == step)?.number?;
    let printed = grade.wording.chars().find_map(|c| c.to_digit(10))?;
    (printed != u32::from(expected))
        .then(|| strings::wrong_grade_number(&grade.wording, &section.title, &grade.grade.label, expected))
}
