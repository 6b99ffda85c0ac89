//! Judgements whose grades differ between heading, text, cover and the report's table.

use crate::{
    analysis::strings,
    report::{Judgement, Report, StatementKind, Warning, WarningKind},
};

/// Warns about judgements whose statements give different grades.
pub(super) fn check(report: &Report) -> Option<Warning> {
    let found: Vec<&Judgement> = report
        .judgements
        .iter()
        .filter(|judgement| {
            judgement.statements.windows(2).any(|pair| pair[0].grade.label != pair[1].grade.label)
        })
        .collect();
    let messages: Vec<String> = found.iter().map(|judgement| different_grades_message(judgement)).collect();
    let places = found
        .iter()
        .flat_map(|judgement| judgement.statements.iter().map(|statement| statement.place))
        .collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::GradesDisagree,
        message: strings::join_with_action(&messages, strings::CHECK_GRADES),
        places,
    })
}

/// Returns the sentence that lists the grades of a judgement and where each is stated.
fn different_grades_message(judgement: &Judgement) -> String {
    let grades: Vec<String> = judgement
        .statements
        .iter()
        .map(|statement| {
            let place = match statement.kind {
                StatementKind::Heading => "its heading",
                StatementKind::Line => "the text",
                StatementKind::Cover => "the cover",
                StatementKind::Table => "the table",
            };
            strings::grade_at_place(&statement.grade.label, place)
        })
        .collect();
    strings::grades_disagree(&judgement.title, &grades)
}
