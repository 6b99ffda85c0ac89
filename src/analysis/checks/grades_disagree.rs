//! The grade in the body against the grade in the report's table.

use crate::report::{Judgement, Report, Stated, Warning, WarningKind};

pub(super) fn check(report: &Report) -> Option<Warning> {
    let found: Vec<&Judgement> = report
        .judgements
        .iter()
        .filter(|judgement| {
            judgement.stated.windows(2).any(|pair| pair[0].grade.label != pair[1].grade.label)
        })
        .collect();
    let sentences: Vec<String> = found.iter().map(|judgement| sentence(judgement)).collect();
    let places =
        found.iter().flat_map(|judgement| judgement.stated.iter().map(|statement| statement.place)).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::GradesDisagree,
        message: sentences.join(" "),
        places,
    })
}

fn sentence(judgement: &Judgement) -> String {
    let given: Vec<String> = judgement
        .stated
        .iter()
        .map(|statement| {
            let place = match statement.stated {
                Stated::Heading => "its heading",
                Stated::Line => "the text",
                Stated::Cover => "the cover",
                Stated::Table => "the table",
            };
            format!("{} in {place}", statement.grade.label)
        })
        .collect();
    format!("“{}” is {}.", judgement.title, super::wording::listed(&given))
}
