//! The facts of a report that the start screen shows without reading the file again. Must not know how they are shown.

use serde::{Deserialize, Serialize};

use crate::{
    analysis::{self, Headline},
    report::{Date, Report},
};

/// The council, year and headline grade of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFacts {
    /// The council or provider; `None` if the report does not name it.
    pub subject: Option<String>,
    /// The year of the inspection, or else of the publication.
    pub year: Option<i16>,
    /// The headline grade.
    pub headline: RememberedHeadline,
}

/// The headline grade of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RememberedHeadline {
    /// The overall grade. If parts of the report are judged separately, each different grade once.
    Grades(Vec<RememberedGrade>),
    /// The report gives grades, but no overall grade.
    NoOverallGrade,
    /// This type of inspection gives no grades.
    NoGrades,
    /// No grades were found, and the type of inspection is not known.
    NoGradesFound,
}

/// A grade with its position on the scale of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RememberedGrade {
    /// The label of the grade.
    pub label: String,
    /// The step on the scale, 1 for the best; `None` if the scale is not known.
    pub step: Option<u8>,
    /// The number of steps of the scale; 0 if it is not known.
    pub steps: u8,
}

impl ReportFacts {
    /// Returns the facts of a report.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let year = report.cover.inspected.first().map(|period| period.to.year());
        Self {
            subject: report.cover.subject.clone(),
            year: year.or(report.cover.published.map(Date::year)),
            headline: RememberedHeadline::new(report),
        }
    }
}

impl RememberedHeadline {
    fn new(report: &Report) -> Self {
        match analysis::headline(report) {
            Headline::Overall(judgements) => {
                let steps = report.scale.as_ref().map_or(0, crate::report::Scale::step_count);
                let mut grades: Vec<RememberedGrade> = Vec::new();
                for judgement in judgements {
                    let grade = &report.judgements[judgement.index].grade;
                    let grade = RememberedGrade { label: grade.label.clone(), step: grade.step, steps };
                    if !grades.contains(&grade) {
                        grades.push(grade);
                    }
                }
                Self::Grades(grades)
            }
            Headline::NoOverallGrade => Self::NoOverallGrade,
            Headline::GivesNoGrades => Self::NoGrades,
            Headline::NoGradesFound => Self::NoGradesFound,
        }
    }
}
