//! Writes a timeline as JSON in the schema `findings-timeline/1`. Scripts rely on the names and the structure of the
//! schema. Inspections are referred to by their index in `inspections`, from 0. Dates are written as 2012-05-14.

use serde::Serialize;

use crate::{
    analysis::{
        Timeline,
        compare::GradeChange,
        timeline::{
            Break, BreakKind, GradesGiven, Inspection, LeftOut, LeftOutReason, Link, TimelinePoint,
            TimelineRow,
        },
    },
    report::Period,
};

/// A timeline in the structure of the schema `findings-timeline/1`.
#[derive(Debug, Serialize)]
struct JsonTimeline<'a> {
    schema: &'static str,
    subject: Option<&'a str>,
    /// The inspections, earliest first.
    inspections: Vec<JsonInspection<'a>>,
    /// Overall judgements first, then those of the latest report in its order.
    judgements: Vec<JsonRow<'a>>,
    /// The reports that are not shown.
    left_out: Vec<JsonLeftOut<'a>>,
}

/// An inspection.
#[derive(Debug, Serialize)]
struct JsonInspection<'a> {
    /// The label on the axis, such as "2022".
    label: &'a str,
    file: &'a str,
    sha256: &'a str,
    framework: Option<&'static str>,
    inspected: Vec<JsonPeriod>,
    published: Option<String>,
    /// The labels of the grading scale, best first; null if the scale is not known.
    scale: Option<&'a [String]>,
    /// "given", "not given" if this kind of inspection gives none, or "not found".
    grades: &'static str,
}

/// The days of a visit.
#[derive(Debug, Serialize)]
struct JsonPeriod {
    from: String,
    to: String,
}

/// A judgement in several inspections.
#[derive(Debug, Serialize)]
struct JsonRow<'a> {
    /// The title in the latest report that has the judgement.
    title: &'a str,
    /// The part of the report, if another judgement has the same title.
    part: Option<&'a str>,
    /// The grades, earliest first.
    points: Vec<JsonPoint<'a>>,
    /// The link between each grade and the next.
    segments: Vec<JsonSegment<'a>>,
}

/// A grade.
#[derive(Debug, Serialize)]
struct JsonPoint<'a> {
    inspection: usize,
    /// The title in this report.
    title: &'a str,
    part: Option<&'a str>,
    grade: &'a str,
    step: Option<u8>,
    /// The number of steps on the scale; null if it is not known.
    steps: Option<u8>,
    /// The printed number of the paragraph; null if there is none.
    paragraph: Option<u32>,
}

/// The link between two grades.
#[derive(Debug, Serialize)]
struct JsonSegment<'a> {
    from: usize,
    to: usize,
    /// False if the grades can't be compared. A chart must not draw a line then.
    connected: bool,
    /// "same", "up" or "down"; null if the grades can't be compared.
    change: Option<&'static str>,
    /// The number of steps that the grade went up or down.
    steps: Option<u8>,
    /// Why the grades can't be compared; empty if they can.
    reasons: Vec<JsonBreak<'a>>,
}

/// A reason why two grades can't be compared.
#[derive(Debug, Serialize)]
struct JsonBreak<'a> {
    /// "scale", "subject" or "framework".
    kind: &'static str,
    text: &'a str,
}

/// A report that is not shown.
#[derive(Debug, Serialize)]
struct JsonLeftOut<'a> {
    file: &'a str,
    /// "no text", "no date", "same file" or "same inspection".
    reason: &'static str,
    /// The inspection that the report is about, if it is shown with another report.
    inspection: Option<usize>,
}

/// Returns a timeline as indented JSON with a final line break.
///
/// # Errors
/// Returns the error of the JSON writer. This is not known to happen for any timeline.
pub fn timeline_to_json(timeline: &Timeline) -> Result<String, serde_json::Error> {
    let json = JsonTimeline {
        schema: "findings-timeline/1",
        subject: timeline.subject.as_deref(),
        inspections: timeline.inspections.iter().map(json_inspection).collect(),
        judgements: timeline.rows.iter().map(json_row).collect(),
        left_out: timeline.left_out.iter().map(json_left_out).collect(),
    };
    let mut json = serde_json::to_string_pretty(&json)?;
    json.push('\n');
    Ok(json)
}

fn json_inspection(inspection: &Inspection) -> JsonInspection<'_> {
    let period = |period: &Period| JsonPeriod { from: period.from.to_string(), to: period.to.to_string() };
    JsonInspection {
        label: &inspection.label,
        file: &inspection.file,
        sha256: &inspection.sha256,
        framework: inspection.framework.map(crate::report::FrameworkId::name),
        inspected: inspection.inspected.iter().map(period).collect(),
        published: inspection.published.map(|date| date.to_string()),
        scale: Some(inspection.scale.as_slice()).filter(|scale| !scale.is_empty()),
        grades: match inspection.grades {
            GradesGiven::Given => "given",
            GradesGiven::NotGiven => "not given",
            GradesGiven::NotFound => "not found",
        },
    }
}

fn json_row(row: &TimelineRow) -> JsonRow<'_> {
    JsonRow {
        title: &row.title,
        part: row.part.as_deref(),
        points: row.points.iter().map(json_point).collect(),
        segments: row.steps().map(|(points, link)| json_segment(points, link)).collect(),
    }
}

fn json_point(point: &TimelinePoint) -> JsonPoint<'_> {
    JsonPoint {
        inspection: point.inspection,
        title: &point.title,
        part: point.part.as_deref(),
        grade: &point.grade.label,
        step: point.grade.step,
        steps: Some(point.step_count).filter(|count| *count > 0),
        paragraph: point.paragraph,
    }
}

fn json_segment<'a>(points: &[TimelinePoint], link: &'a Link) -> JsonSegment<'a> {
    let (change, steps, breaks): (_, _, &[Break]) = match link {
        Link::Joined { change, steps } => {
            let word = match change {
                GradeChange::Up => "up",
                GradeChange::Down => "down",
                GradeChange::Same | GradeChange::New | GradeChange::Gone | GradeChange::NotComparable => {
                    "same"
                }
            };
            (Some(word), Some(*steps), &[])
        }
        Link::Broken(breaks) => (None, None, breaks),
    };
    let kind = |kind: BreakKind| match kind {
        BreakKind::Scale => "scale",
        BreakKind::Subject => "subject",
        BreakKind::Framework => "framework",
    };
    JsonSegment {
        from: points[0].inspection,
        to: points[1].inspection,
        connected: change.is_some(),
        change,
        steps,
        reasons: breaks.iter().map(|one| JsonBreak { kind: kind(one.kind), text: &one.reason }).collect(),
    }
}

fn json_left_out(report: &LeftOut) -> JsonLeftOut<'_> {
    let (reason, inspection) = match report.reason {
        LeftOutReason::NoText => ("no text", None),
        LeftOutReason::NoDate => ("no date", None),
        LeftOutReason::SameFile(inspection) => ("same file", Some(inspection)),
        LeftOutReason::SameInspection(inspection) => ("same inspection", Some(inspection)),
    };
    JsonLeftOut { file: &report.file, reason, inspection }
}
