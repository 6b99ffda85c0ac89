//! The timeline of one organisation: the grade of each judgement in several inspections, and where grades can't be
//! compared.
//!
//! Must not know paths, or how a timeline is shown. A [`Timeline`] has everything that is shown, so that it does not
//! need the reports it was made from.

mod chart;
mod inspections;
mod rows;

use self::inspections::SortedReports;
pub use self::{
    chart::LabelSide,
    inspections::{GradesGiven, Inspection, LeftOut, LeftOutReason, is_same_organisation},
    rows::{Break, BreakKind, Link, TimelinePoint, TimelineRow},
};
use super::strings::timeline as strings;
use crate::report::{FrameworkId, Report};

/// The judgements of one organisation in several inspections.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The organisation, as the latest report that is about it alone prints it.
    pub subject: Option<String>,
    /// The inspections, earliest first.
    pub inspections: Vec<Inspection>,
    /// The judgements: overall judgements first, then those of the latest report in its order, then those that only
    /// earlier reports have.
    pub rows: Vec<TimelineRow>,
    /// The reports that are not shown, and why.
    pub left_out: Vec<LeftOut>,
}

/// The reason why reports have no timeline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimelineError {
    /// Some reports are about other organisations than most of the reports.
    #[error("{}", strings::other_subjects(.subject, .others))]
    OtherSubjects {
        /// The organisation that most of the reports are about.
        subject: String,
        /// The file and the organisation of each other report.
        others: Vec<(String, String)>,
    },
    /// The reports are about fewer than two inspections with a date.
    #[error("{}", strings::too_few_inspections(.left_out))]
    TooFewInspections {
        /// A sentence for each report that is left out, which says why.
        left_out: Vec<String>,
    },
}

/// Returns the timeline of reports about one organisation, given in any order.
///
/// Reports without a date are left out, because their order is not known. Of several reports about the same inspection,
/// one is shown.
///
/// # Errors
/// Returns [`TimelineError::OtherSubjects`] if the reports are about several organisations, and
/// [`TimelineError::TooFewInspections`] if fewer than two inspections are left.
pub fn timeline(reports: &[&Report]) -> Result<Timeline, TimelineError> {
    inspections::check_subjects(reports)?;
    let SortedReports { inspections, left_out } = inspections::sort_reports(reports);
    if inspections.len() < 2 {
        let left_out = left_out.iter().map(|report| report.sentence(&inspections)).collect();
        return Err(TimelineError::TooFewInspections { left_out });
    }
    Ok(Timeline {
        subject: subject(reports, &inspections),
        rows: rows::rows(reports, &inspections),
        inspections,
        left_out,
    })
}

/// Returns the organisation, as the latest report that names it prints it. Reports on partnerships of several
/// organisations name it only if no other report does.
fn subject(reports: &[&Report], inspections: &[Inspection]) -> Option<String> {
    let is_joint =
        |one: &&Inspection| matches!(one.framework, Some(FrameworkId::AreaSend | FrameworkId::Jtai));
    let latest_first = || inspections.iter().rev();
    let own = latest_first().filter(|one| !is_joint(one));
    let mut in_order = own.chain(latest_first().filter(is_joint));
    in_order.find_map(|one| reports[one.report].cover.subject.clone())
}

impl Timeline {
    /// Returns the title: the organisation and the years, such as "City of York Council, 2012 to 2025".
    #[must_use]
    pub fn title(&self) -> String {
        let [first, last] = self.span();
        let span = format!("{first} to {last}");
        self.subject.as_ref().map(|subject| format!("{subject}, {span}")).unwrap_or(span)
    }

    /// Returns the labels of the first and the last inspection.
    #[must_use]
    pub fn span(&self) -> [&str; 2] {
        let label = |index: usize| self.inspections.get(index).map_or("", |inspection| &*inspection.label);
        [label(0), label(self.inspections.len().saturating_sub(1))]
    }

    /// Returns the rows to draw: those with grades of several inspections, and overall judgements.
    pub fn charted_rows(&self) -> impl Iterator<Item = &TimelineRow> {
        self.rows.iter().filter(|row| row.is_charted())
    }

    /// Returns the rows that are only listed: judgements that were made in one inspection.
    pub fn single_rows(&self) -> impl Iterator<Item = &TimelineRow> {
        self.rows.iter().filter(|row| !row.is_charted())
    }

    /// Returns the sentences about the whole timeline: the inspections, where lines are broken and why, and the reports
    /// that are left out.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        // If no inspection has grades, another sentence says so.
        let ungraded = match self.rows.is_empty() {
            true => 0,
            false => self.inspections.iter().filter(|one| one.grades != GradesGiven::Given).count(),
        };
        let mut sentences = vec![strings::inspection_count(self.inspections.len(), self.span(), ungraded)];
        let spans = self.broken_spans();
        if !spans.is_empty() {
            sentences.push(strings::broken_lines(&spans));
        }
        if self.rows.is_empty() {
            let none_gives = self.inspections.iter().all(|one| one.grades == GradesGiven::NotGiven);
            sentences.push(
                if none_gives { strings::NONE_GIVES_GRADES } else { strings::NO_GRADES_AT_ALL }.to_owned(),
            );
        } else if self.charted_rows().next().is_none() {
            sentences.push(strings::NOTHING_TO_JOIN.to_owned());
        }
        sentences.extend(self.left_out.iter().map(|report| report.sentence(&self.inspections)));
        sentences
    }

    /// Returns the labels of the inspections between which the scale or the type of inspection changed, in date order.
    fn broken_spans(&self) -> Vec<[&str; 2]> {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for (points, link) in self.rows.iter().flat_map(TimelineRow::steps) {
            let Link::Broken(breaks) = link else { continue };
            if breaks.iter().any(|one| one.kind != BreakKind::Subject) {
                spans.push((points[0].inspection, points[1].inspection));
            }
        }
        spans.sort_unstable();
        spans.dedup();
        let label = |index: usize| self.inspections[index].label.as_str();
        spans.into_iter().map(|(from, to)| [label(from), label(to)]).collect()
    }

    /// Returns the change of a grade since the grade before it: "Up two grades since 2022.", or why the two can't
    /// be compared. Empty for the first grade of a row.
    #[must_use]
    pub fn change_words(&self, row: &TimelineRow, point: usize) -> String {
        let Some(before) = point.checked_sub(1) else { return String::new() };
        let from = &self.inspections[row.points[before].inspection].label;
        row.links[before].words(from)
    }

    /// Returns the note on a grade whose judgement has another title than its row; empty for the others.
    #[must_use]
    pub fn title_note(&self, row: &TimelineRow, point: usize) -> String {
        let point = &row.points[point];
        if point.has_title_of(row) {
            return String::new();
        }
        strings::former_title(&point.title, point.part.as_deref())
    }

    /// Returns a row in words, as the alternative text of its chart: "2016: Good. 2022: Requires improvement, can't be
    /// compared with 2016. 2025: Outstanding, up two grades since 2022."
    #[must_use]
    pub fn describe_row(&self, row: &TimelineRow) -> String {
        let points = row.points.iter().enumerate().map(|(index, point)| {
            let label = &self.inspections[point.inspection].label;
            let before = index.checked_sub(1).map(|before| &self.inspections[row.points[before].inspection]);
            let change = match (before, index.checked_sub(1).map(|link| &row.links[link])) {
                (Some(before), Some(link @ Link::Joined { .. })) => Some(link.words(&before.label)),
                (Some(before), Some(Link::Broken(_))) => Some(strings::not_comparable_with(&before.label)),
                _ => None,
            };
            strings::grade_in(label, &point.grade.label, change.as_deref())
        });
        points.collect::<Vec<_>>().join(" ")
    }

    /// Returns the name of a grade for screen readers: "Overall effectiveness, 2022: Good, step 2 of 4".
    #[must_use]
    pub fn accessible_point(&self, row: &TimelineRow, point: usize) -> String {
        let point = &row.points[point];
        let label = &self.inspections[point.inspection].label;
        format!("{}, {label}: {}", row.full_title(), point.accessible_grade())
    }
}
