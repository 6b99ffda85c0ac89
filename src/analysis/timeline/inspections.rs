//! The inspections of a timeline: their order, their labels, and the reports that are left out.

use std::collections::HashMap;

use super::TimelineError;
use crate::{
    analysis::{
        compare::{has_readable_text, have_same_subject},
        gives_no_grades,
        strings::timeline as strings,
    },
    report::{Date, FrameworkId, MONTHS, Period, Report, ScaleGrade, format_date, format_period},
};

/// An inspection on a timeline, with the facts of its report.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// The index of the report in the list that the timeline was made from.
    pub report: usize,
    /// The name of the file, without its folder.
    pub file: String,
    /// The SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// The display name of the report.
    pub name: String,
    /// The label on the axis: the year, with the month or the day if another inspection has the same year.
    pub label: String,
    /// The day that the inspections are sorted by: the last day of the inspection, or else the publication date.
    pub date: Date,
    /// The inspection dates.
    pub inspected: Vec<Period>,
    /// The publication date.
    pub published: Option<Date>,
    /// The framework; `None` if it is not recognised.
    pub framework: Option<FrameworkId>,
    /// The labels of the grading scale, best first; empty if the scale is not known.
    pub scale: Vec<String>,
    /// Says if the report has grades.
    pub grades: GradesGiven,
}

/// Says if a report has grades.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GradesGiven {
    /// The report has grades.
    Given,
    /// Inspections of this kind give no grades, such as focused visits.
    NotGiven,
    /// No grades were found in the report.
    NotFound,
}

/// A report that is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The index of the report in the list that the timeline was made from.
    pub report: usize,
    /// The name of the file, without its folder.
    pub file: String,
    /// The reason.
    pub reason: LeftOutReason,
}

/// The reason why a report is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOutReason {
    /// The report has no text that can be read, like a scan.
    NoText,
    /// The report gives no date.
    NoDate,
    /// The file has the same content as another. The index is that of the inspection.
    SameFile(usize),
    /// The report is about the same inspection as another. The index is that of the inspection.
    SameInspection(usize),
}

impl Inspection {
    fn new(reports: &[&Report], index: usize, date: Date) -> Self {
        let report = reports[index];
        let grades = match report.judgements.is_empty() {
            false => GradesGiven::Given,
            true if gives_no_grades(report) => GradesGiven::NotGiven,
            true => GradesGiven::NotFound,
        };
        let label = |grade: &ScaleGrade| grade.label.clone();
        Self {
            report: index,
            file: report.source.file.clone(),
            sha256: report.source.sha256.clone(),
            name: report.name(),
            label: String::new(),
            date,
            inspected: report.cover.inspected.clone(),
            published: report.cover.published,
            framework: report.cover.framework,
            scale: report.scale.iter().flat_map(|scale| scale.grades.iter().map(label)).collect(),
            grades,
        }
    }

    /// Returns the short name of the kind of inspection: "Focused visit".
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.framework.map_or(strings::UNKNOWN_FRAMEWORK, strings::short_framework)
    }

    /// Returns the note on an inspection without grades; empty for one with grades.
    #[must_use]
    pub fn grades_note(&self) -> &'static str {
        match self.grades {
            GradesGiven::Given => "",
            GradesGiven::NotGiven => strings::GIVES_NO_GRADES,
            GradesGiven::NotFound => strings::NO_GRADES_FOUND,
        }
    }

    /// Returns the dates: "Inspected 7 to 18 March 2022, published 6 May 2022".
    #[must_use]
    pub fn dates(&self) -> String {
        let periods: Vec<String> = self.inspected.iter().map(|period| format_period(*period)).collect();
        let inspected = (!periods.is_empty()).then(|| strings::inspected(&periods.join(", ")));
        let published = self.published.map(|date| strings::published(&format_date(date)));
        let dates: Vec<String> = [inspected, published].into_iter().flatten().collect();
        sentence_case(&dates.join(", "))
    }
}

/// Returns text with its first letter in upper case.
fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl LeftOut {
    /// Returns a sentence that says why the report is left out.
    pub(super) fn sentence(&self, inspections: &[Inspection]) -> String {
        match self.reason {
            LeftOutReason::NoText => strings::without_text(&self.file),
            LeftOutReason::NoDate => strings::without_date(&self.file),
            LeftOutReason::SameFile(inspection) => {
                strings::same_file(&self.file, &inspections[inspection].file)
            }
            LeftOutReason::SameInspection(inspection) => {
                strings::same_inspection(&self.file, &inspections[inspection].file)
            }
        }
    }
}

/// Reports in date order, without those that are left out.
pub(super) struct SortedReports {
    pub(super) inspections: Vec<Inspection>,
    pub(super) left_out: Vec<LeftOut>,
}

/// Checks that all reports are about one organisation.
///
/// # Errors
/// Returns [`TimelineError::OtherSubjects`] with the reports that are about other organisations than most reports.
pub(super) fn check_subjects(reports: &[&Report]) -> Result<(), TimelineError> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        match groups.iter_mut().find(|group| is_same_organisation(reports[group[0]], report)) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    // Of groups of the same size, the first is kept.
    let Some(largest) = (0..groups.len()).rev().max_by_key(|index| groups[*index].len()) else {
        return Ok(());
    };
    let subject = |index: &usize| reports[*index].cover.subject.clone();
    let unknown = || strings::UNKNOWN_SUBJECT.to_owned();
    let others =
        groups.iter().enumerate().filter(|(index, _)| *index != largest).flat_map(|(_, group)| group);
    let mut others: Vec<usize> = others.copied().collect();
    if others.is_empty() {
        return Ok(());
    }
    others.sort_unstable();
    Err(TimelineError::OtherSubjects {
        subject: groups[largest].iter().find_map(subject).unwrap_or_else(unknown),
        others: others
            .iter()
            .map(|index| (reports[*index].source.file.clone(), subject(index).unwrap_or_else(unknown)))
            .collect(),
    })
}

/// Returns true if two reports seem to be about the same organisation. A school is not the council that it is in.
#[must_use]
pub fn is_same_organisation(one: &Report, other: &Report) -> bool {
    let is_school = |report: &Report| report.cover.framework == Some(FrameworkId::School);
    is_school(one) == is_school(other) && have_same_subject(one, other)
}

/// Returns the inspections in date order. Two reports are about the same inspection if they have the same bytes, or the
/// same framework and day, as a draft and its final report have.
pub(super) fn sort_reports(reports: &[&Report]) -> SortedReports {
    let mut dated: Vec<(Date, usize)> = Vec::new();
    let mut left_out = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        match report.cover.sort_date() {
            Some(date) => dated.push((date, index)),
            None => {
                let reason =
                    if has_readable_text(report) { LeftOutReason::NoDate } else { LeftOutReason::NoText };
                left_out.push(LeftOut { report: index, file: report.source.file.clone(), reason });
            }
        }
    }
    // Of a draft and its final report, the report with a publication date is shown.
    dated.sort_by_key(|(date, index)| (*date, reports[*index].cover.published.is_none()));
    let mut inspections: Vec<Inspection> = Vec::new();
    let mut by_day: HashMap<(Date, Option<FrameworkId>), usize> = HashMap::new();
    let mut by_bytes: HashMap<&str, usize> = HashMap::new();
    for (date, index) in dated {
        let report = reports[index];
        let day = (date, report.cover.framework);
        let same_bytes = by_bytes.get(report.source.sha256.as_str()).copied().map(LeftOutReason::SameFile);
        let same_day = || by_day.get(&day).copied().map(LeftOutReason::SameInspection);
        if let Some(reason) = same_bytes.or_else(same_day) {
            left_out.push(LeftOut { report: index, file: report.source.file.clone(), reason });
            continue;
        }
        by_day.insert(day, inspections.len());
        by_bytes.insert(&report.source.sha256, inspections.len());
        inspections.push(Inspection::new(reports, index, date));
    }
    left_out.sort_by_key(|report| report.report);
    set_labels(&mut inspections);
    SortedReports { inspections, left_out }
}

/// Gives each inspection the shortest label that no other has: the year, the month and the year, or the date.
fn set_labels(inspections: &mut [Inspection]) {
    let year = |date: Date| date.year().to_string();
    let month = |date: Date| {
        let name = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index));
        format!("{} {}", name.unwrap_or(&""), date.year())
    };
    let forms: [&dyn Fn(Date) -> String; 3] = [&year, &month, &format_date];
    for form in forms {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for inspection in inspections.iter() {
            *counts.entry(form(inspection.date)).or_default() += 1;
        }
        for inspection in inspections.iter_mut().filter(|inspection| inspection.label.is_empty()) {
            let label = form(inspection.date);
            if counts[&label] == 1 {
                inspection.label = label;
            }
        }
    }
    // Two inspections that end on the same day are of different kinds.
    for inspection in inspections.iter_mut().filter(|inspection| inspection.label.is_empty()) {
        inspection.label = strings::title_in_part(&format_date(inspection.date), inspection.kind());
    }
}
