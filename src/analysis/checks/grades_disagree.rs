//! Judgements whose grades differ between heading, text, cover and the report's table.

use crate::{
    analysis::strings,
    report::{Judgement, Report, Stated, Warning, WarningKind},
};

pub(super) fn check(report: &Report) -> Option<Warning> {
    let found: Vec<&Judgement> = report
        .judgements
        .iter()
        .filter(|judgement| {
            judgement.stated.windows(2).any(|pair| pair[0].grade.label != pair[1].grade.label)
        })
        .collect();
    let messages: Vec<String> = found.iter().map(|judgement| message(judgement)).collect();
    let places =
        found.iter().flat_map(|judgement| judgement.stated.iter().map(|statement| statement.place)).collect();
    (!found.is_empty()).then(|| Warning {
        kind: WarningKind::GradesDisagree,
        message: messages.join(" "),
        places,
    })
}

fn message(judgement: &Judgement) -> String {
    let grades: Vec<String> = judgement
        .stated
        .iter()
        .map(|statement| {
            let place = match statement.stated {
                Stated::Heading => "its heading",
                Stated::Line => "the text",
                Stated::Cover => "the cover",
                Stated::Table => "the table",
            };
            strings::grade_in(&statement.grade.label, place)
        })
        .collect();
    strings::grades_disagree(&judgement.title, &grades)
}
