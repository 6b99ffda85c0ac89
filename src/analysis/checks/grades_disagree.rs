//! Judgements whose grades differ between heading, text, cover and the report's table.

use crate::{
    analysis::strings,
    report::{Judgement, Report, StatementKind, Warning, WarningKind},
};

pub(super) fn check(report: &Report) -> Option<Warning> {
    let found: Vec<&Judgement> = report
        .judgements
        .iter()
        .filter(|judgement| {
            judgement.statements.windows(2).any(|pair| pair[0].grade.label != pair[1].grade.label)
        })
        .collect();
    let messages: Vec<String> = found.iter().map(|judgement| message(judgement)).collect();
    let places = found
        .iter()
        .flat_map(|judgement| judgement.statements.iter().map(|statement| statement.place))
        .collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::GradesDisagree,
        message: strings::with_action(&messages, strings::CHECK_GRADES),
        places,
    })
}

fn message(judgement: &Judgement) -> String {
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
            strings::grade_in(&statement.grade.label, place)
        })
        .collect();
    strings::grades_disagree(&judgement.title, &grades)
}
