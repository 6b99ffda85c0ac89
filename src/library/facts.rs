//! The facts of a report that tables of many reports show: its cover, judgements and recommendations.
//!
//! They are kept in the index of a folder, so that a report is not read again to show its row. Every fact has the place
//! it was read from.

use serde::{Deserialize, Serialize};

use crate::{
    analysis::{
        Findings, JudgementColumn, gives_no_grades, is_overall, is_priority, joint_grade_note, judgement_part,
    },
    report::{Authority, Date, Format, FrameworkId, Grade, Period, Place, Report, Scale, Warning},
};

/// The facts of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportFacts {
    /// The SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// The format of the file.
    pub format: Format,
    /// The number of pages; `None` for formats without pages.
    pub pages: Option<u32>,
    /// The type of inspection, as printed.
    pub title: Option<String>,
    /// The authority or provider that was inspected, as printed.
    pub subject: Option<String>,
    /// The local authority; `None` if it is not in the table of authorities.
    pub authority: Option<Authority>,
    /// The framework; `None` if it is not recognised.
    pub framework: Option<FrameworkId>,
    /// The inspection dates.
    pub inspected: Vec<Period>,
    /// The publication date.
    pub published: Option<Date>,
    /// The outcome in a sentence, in reports that give no grades.
    pub outcome: Option<String>,
    /// True if inspections of this kind give no grades.
    pub gives_no_grades: bool,
    /// True if the file has text. A scan has none.
    pub has_text: bool,
    /// The labels of the grading scale, best first; empty if the scale is not known.
    pub scale: Vec<String>,
    /// The judgements, in the order of the report.
    pub judgements: Vec<JudgementFacts>,
    /// The recommendations, in the order of the report.
    pub recommendations: Vec<RecommendationFacts>,
    /// The number of improvement points.
    pub point_count: usize,
    /// The messages of the warnings: inconsistencies, and problems with reading.
    pub warnings: Vec<String>,
}

/// A judgement of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JudgementFacts {
    /// The title as the report prints it.
    pub title: String,
    /// The part of the report, or the group in its table of judgements.
    pub part: Option<String>,
    /// The column of the judgement in a table of many reports.
    pub column: JudgementColumn,
    /// True for an overall judgement.
    pub is_overall: bool,
    /// The grade.
    pub grade: Grade,
    /// A note if the judgement covers more than its column: "Graded together with care leavers".
    pub note: Option<String>,
    /// The place in the report; `None` if it is not known.
    pub place: Option<Place>,
    /// The printed number of the paragraph at that place.
    pub paragraph: Option<u32>,
}

/// A recommendation of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecommendationFacts {
    /// The id, derived from the words. Action plans have the same id.
    pub id: String,
    /// The wording.
    pub text: String,
    /// The timescale as printed.
    pub timescale: Option<String>,
    /// The due date, counted from the publication date of the report or stated in the wording.
    pub due: Option<Date>,
    /// The person or organisation that the recommendation is addressed to.
    pub responsible: Option<String>,
    /// True if the recommendation is in a section of priority actions.
    pub is_priority: bool,
    /// The titles of the section and of the sections around it, outermost first.
    pub section: Vec<String>,
    /// The place in the report.
    pub place: Place,
    /// The printed number of the paragraph that introduces it.
    pub paragraph: Option<u32>,
}

impl ReportFacts {
    /// Returns the facts of a report with these warnings and this number of improvement points.
    #[must_use]
    pub fn new(report: &Report, warnings: &[Warning], point_count: usize) -> Self {
        let cover = &report.cover;
        Self {
            sha256: report.source.sha256.clone(),
            format: report.source.format,
            pages: report.source.pages,
            title: cover.title.clone(),
            subject: cover.subject.clone(),
            authority: cover.authority.clone(),
            framework: cover.framework,
            inspected: cover.inspected.clone(),
            published: cover.published,
            outcome: cover.outcome.clone(),
            gives_no_grades: gives_no_grades(report),
            has_text: !report.blocks.is_empty(),
            scale: report.scale.iter().flat_map(scale_labels).collect(),
            judgements: judgements(report),
            recommendations: recommendations(report),
            point_count,
            warnings: warnings.iter().map(|warning| warning.message.clone()).collect(),
        }
    }

    /// Returns the name of the organisation: the authority without the kind of council, or else the subject as printed.
    #[must_use]
    pub fn organisation(&self) -> Option<&str> {
        self.authority.as_ref().map(|authority| authority.name.as_str()).or(self.subject.as_deref())
    }

    /// Returns the date by which reports are sorted: the last day of the inspection, or else the publication date.
    #[must_use]
    pub fn sort_date(&self) -> Option<Date> {
        self.inspected.last().map(|period| period.to).or(self.published)
    }

    /// Returns the year of the inspection, or else of the publication.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        self.sort_date().map(Date::year)
    }

    /// Returns the number of steps on the grading scale; 0 if it is not known.
    #[must_use]
    pub fn step_count(&self) -> u8 {
        u8::try_from(self.scale.len()).unwrap_or(u8::MAX)
    }

    /// Returns the judgements in a column.
    pub fn judgements_in<'a>(
        &'a self,
        column: &'a JudgementColumn,
    ) -> impl Iterator<Item = (usize, &'a JudgementFacts)> {
        self.judgements.iter().enumerate().filter(move |(_, judgement)| judgement.column == *column)
    }
}

fn scale_labels(scale: &Scale) -> impl Iterator<Item = String> {
    scale.grades.iter().map(|grade| grade.label.clone())
}

fn judgements(report: &Report) -> Vec<JudgementFacts> {
    report
        .judgements
        .iter()
        .map(|judgement| {
            let place = judgement.place();
            JudgementFacts {
                title: judgement.title.clone(),
                part: judgement_part(report, judgement).map(str::to_owned),
                column: JudgementColumn::of_judgement(report, judgement),
                is_overall: is_overall(judgement),
                grade: judgement.grade.clone(),
                note: joint_grade_note(report, judgement).map(str::to_owned),
                place,
                paragraph: place.and_then(|place| report.paragraph_number_at(place)),
            }
        })
        .collect()
}

fn recommendations(report: &Report) -> Vec<RecommendationFacts> {
    let ids = Findings::recommendation_ids(report);
    let items = report.recommendations.iter().zip(ids);
    items
        .map(|(item, id)| RecommendationFacts {
            id,
            text: item.text.plain().to_owned(),
            timescale: item.timescale.as_ref().map(|timescale| timescale.label.clone()),
            due: item.due_date(report.cover.published),
            responsible: item.responsible.clone(),
            is_priority: is_priority(report, item),
            section: item
                .section
                .map(|section| report.section_path(section).into_iter().map(str::to_owned).collect())
                .unwrap_or_default(),
            place: item.place,
            paragraph: report.paragraph_number_at(item.place),
        })
        .collect()
}
