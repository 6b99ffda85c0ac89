//! Invented facts of reports, for the tests of this module.
#![allow(clippy::unwrap_used)]

use std::{path::PathBuf, sync::Arc};

use super::{
    Collection, FileState, FolderFile, FolderUpdate, JudgementFacts, RecommendationFacts, ReportFacts,
};
use crate::{
    analysis::JudgementColumn,
    report::{Authority, BlockId, Date, Format, Grade, Period, Place},
};

/// The scale of current frameworks.
pub(super) const NEW_SCALE: [&str; 4] = ["Outstanding", "Good", "Requires improvement", "Inadequate"];

/// Returns a report on the council with this name, inspected on this day, without judgements and recommendations.
/// Councils from "M" on are in the South, and the others in the North.
pub(super) fn report(council: &str, date: &str) -> ReportFacts {
    let date: Date = date.parse().unwrap();
    ReportFacts {
        sha256: format!("{council}{date}"),
        format: Format::Text,
        pages: None,
        title: None,
        subject: Some(format!("{council} Council")),
        authority: Some(Authority {
            name: council.to_owned(),
            code: council.to_lowercase(),
            region: if council < "M" { "North".to_owned() } else { "South".to_owned() },
        }),
        framework: None,
        inspected: vec![Period { from: date, to: date }],
        published: None,
        outcome: None,
        gives_no_grades: false,
        has_text: true,
        scale: Vec::new(),
        judgements: Vec::new(),
        recommendations: Vec::new(),
        point_count: 0,
        warnings: Vec::new(),
    }
}

/// Returns a judgement in this column. `step` counts from 1, the best grade.
pub(super) fn judgement(label: &str, column: &JudgementColumn, step: u8) -> JudgementFacts {
    JudgementFacts {
        title: column.heading(),
        part: None,
        column: column.clone(),
        is_overall: *column == JudgementColumn::Overall,
        grade: Grade { label: label.to_owned(), step: Some(step) },
        note: None,
        place: None,
        paragraph: None,
    }
}

/// Returns a recommendation with this wording and due date.
pub(super) fn recommendation(text: &str, due: Option<Date>) -> RecommendationFacts {
    RecommendationFacts {
        id: format!("R-{text}"),
        text: text.to_owned(),
        timescale: None,
        due,
        responsible: None,
        is_priority: text.contains("urgent"),
        section: Vec::new(),
        place: Place::at_block(BlockId(0)),
        paragraph: None,
    }
}

/// Returns a folder with a file for each of the reports, and these files that can't be read.
pub(super) fn collection(reports: Vec<ReportFacts>, unreadable: &[&str]) -> Collection {
    let file = |facts: &ReportFacts| FolderFile {
        path: PathBuf::from(format!("{}.pdf", facts.sha256)),
        state: FileState::Read(facts.sha256.clone()),
    };
    let failed =
        |path: &&str| FolderFile { path: path.into(), state: FileState::Failed("Not a PDF.".to_owned()) };
    let mut collection = Collection::default();
    collection.apply_update(FolderUpdate::Files {
        files: reports.iter().map(file).chain(unreadable.iter().map(failed)).collect(),
        facts: reports.into_iter().map(Arc::new).collect(),
        closed_folders: Vec::new(),
        is_truncated: false,
    });
    collection
}
