//! Grade words that the report's scale does not have, and numbers that belong to another word.

use crate::report::{GradeStatement, Report, Scale, Section, Warning, WarningKind};

pub(super) fn check(report: &Report) -> Option<Warning> {
    let scale = report.scale.as_ref()?;
    let graded = report.sections.iter().filter_map(|section| Some((section, section.grade.as_ref()?)));
    let found: Vec<(String, &GradeStatement)> =
        graded.filter_map(|(section, grade)| Some((sentence(section, grade, scale)?, grade))).collect();
    let sentences: Vec<&str> = found.iter().map(|(sentence, _)| sentence.as_str()).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::GradeOutsideScale,
        message: sentences.join(" "),
        places: found.iter().map(|(_, grade)| grade.place).collect(),
    })
}

fn sentence(section: &Section, grade: &GradeStatement, scale: &Scale) -> Option<String> {
    let Some(step) = grade.grade.step else {
        return Some(format!(
            "“{}” of “{}” is not a grade of the report’s scale.",
            grade.grade.label, section.title
        ));
    };
    let expected = scale.grades.iter().find(|grade| grade.step == step)?.number?;
    let printed = grade.wording.chars().find_map(|c| c.to_digit(10))?;
    (printed != u32::from(expected)).then(|| {
        format!(
            "“{}” of “{}” does not fit: {} is grade {expected}.",
            grade.wording, section.title, grade.grade.label
        )
    })
}
