//! The words and positions of a timeline, computed once and shown in many frames.

use std::collections::BTreeSet;

use crate::{
    analysis::{
        Timeline,
        timeline::{GradesGiven, Inspection, LabelSide, Link, TimelineRow},
    },
    app::TimelineTab,
    ui::{grade_mark::GradeMark, strings::timeline as strings},
};

/// The content of the charts and of the table.
#[derive(Debug)]
pub(super) struct Content {
    /// The organisation and the years.
    pub(super) title: String,
    /// The sentences below the title.
    pub(super) sentences: String,
    /// The columns of the charts, one for each inspection.
    pub(super) columns: Vec<Column>,
    /// The charts.
    pub(super) lanes: Vec<Lane>,
    /// The names of the lines in all charts, each once.
    pub(super) line_names: BTreeSet<String>,
    /// The rows of the table.
    pub(super) rows: Vec<Row>,
}

/// The heading of an inspection.
#[derive(Debug)]
pub(super) struct Column {
    /// The year, or the date.
    pub(super) label: String,
    /// The kind of inspection.
    pub(super) kind: String,
    /// The note on an inspection without grades; empty for the others.
    pub(super) note: &'static str,
    /// The name for screen readers.
    pub(super) name: String,
    /// The words under the pointer.
    pub(super) hint: String,
}

/// The chart of a judgement.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) title: String,
    /// The grades in words, for screen readers.
    pub(super) description: String,
    /// The number of lines behind the marks.
    pub(super) grid_line_count: u8,
    /// The names of these lines, from top to bottom; empty if they have none.
    pub(super) line_names: Vec<String>,
    pub(super) points: Vec<Point>,
    /// The link between each grade and the next.
    pub(super) gaps: Vec<Gap>,
}

/// A grade in a chart or in the table.
#[derive(Debug)]
pub(super) struct Point {
    /// The inspection.
    pub(super) inspection: usize,
    /// The index of the judgement in its report.
    pub(super) judgement: usize,
    /// The height in the chart, from 0 for the best grade to 1 for the worst.
    pub(super) level: f32,
    pub(super) mark: GradeMark,
    pub(super) label: String,
    /// True if the chart shows the label, because the name of the line does not say it.
    pub(super) needs_label: bool,
    /// The side of the mark where the label is.
    pub(super) side: LabelSide,
    /// The name for screen readers.
    pub(super) name: String,
    /// The words under the pointer.
    pub(super) hint: String,
}

/// The link between a grade and the next.
#[derive(Debug)]
pub(super) enum Gap {
    /// A line.
    Line,
    /// A break, with its reason.
    Break(String),
}

/// A row of the table.
#[derive(Debug)]
pub(super) enum Row {
    /// A title above the rows of a judgement, or of several.
    Heading(String),
    /// A grade: the inspection or judgement, the grade, and its change.
    Grade { title: String, point: Point, note: String },
    /// An inspection: its label, kind and dates.
    Inspection { inspection: usize, label: String, words: String },
}

impl Content {
    pub(super) fn new(tab: &TimelineTab) -> Self {
        let timeline = &*tab.timeline;
        let lanes: Vec<Lane> = timeline.charted_rows().map(|row| lane(timeline, row)).collect();
        Self {
            title: timeline.title(),
            sentences: timeline.sentences().join(" "),
            columns: timeline.inspections.iter().map(column).collect(),
            line_names: lanes.iter().flat_map(|lane| lane.line_names.iter().cloned()).collect(),
            lanes,
            rows: table_rows(timeline),
        }
    }
}

fn column(inspection: &Inspection) -> Column {
    let note = match inspection.grades {
        GradesGiven::Given => "",
        GradesGiven::NotGiven | GradesGiven::NotFound => strings::NO_GRADES,
    };
    let facts = [inspection.kind(), inspection.grades_note()];
    let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let facts = facts.join(". ");
    Column {
        label: inspection.label.clone(),
        kind: inspection.kind().to_owned(),
        note,
        name: format!("{}: {facts}", inspection.label),
        hint: [&facts, &inspection.dates(), &inspection.file, strings::OPEN_REPORT].join("\n"),
    }
}

fn lane(timeline: &Timeline, row: &TimelineRow) -> Lane {
    let gap = |(index, link): (usize, &Link)| match link {
        Link::Joined { .. } => Gap::Line,
        Link::Broken(_) => Gap::Break(timeline.change_words(row, index + 1)),
    };
    Lane {
        title: row.full_title(),
        description: timeline.describe_row(row),
        grid_line_count: row.grid_line_count(),
        line_names: timeline.line_names(row).to_vec(),
        points: (0..row.points.len()).map(|index| point(timeline, row, index)).collect(),
        gaps: row.links.iter().enumerate().map(gap).collect(),
    }
}

fn point(timeline: &Timeline, row: &TimelineRow, index: usize) -> Point {
    let point = &row.points[index];
    let inspection = &timeline.inspections[point.inspection];
    let (change, note) = (timeline.change_words(row, index), timeline.title_note(row, index));
    let kind = format!("{}: {}", inspection.label, inspection.kind());
    let lines = [
        row.full_title(),
        kind,
        point.accessible_grade(),
        inspection.dates(),
        change.clone(),
        note,
        strings::OPEN_REPORT.to_owned(),
    ];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let name = timeline.accessible_point(row, index);
    Point {
        inspection: point.inspection,
        judgement: point.judgement,
        level: point.level(),
        mark: GradeMark::from_shape(point.mark()),
        label: point.grade.label.clone(),
        needs_label: timeline.needs_label(row, index),
        side: row.label_side(index),
        name: if change.is_empty() { name } else { format!("{name}. {change}") },
        hint: lines.join("\n"),
    }
}

/// Returns the rows of the table: the grades of each judgement, the judgements that were made once, and the inspections.
fn table_rows(timeline: &Timeline) -> Vec<Row> {
    let mut rows = Vec::new();
    for row in timeline.charted_rows() {
        rows.push(Row::Heading(row.full_title()));
        rows.extend((0..row.points.len()).map(|index| {
            let notes = [timeline.change_words(row, index), timeline.title_note(row, index)];
            let notes: Vec<String> = notes.into_iter().filter(|note| !note.is_empty()).collect();
            let title = timeline.inspections[row.points[index].inspection].label.clone();
            Row::Grade { title, point: point(timeline, row, index), note: notes.join(" ") }
        }));
    }
    let mut singles = timeline.single_rows().peekable();
    if singles.peek().is_some() {
        rows.push(Row::Heading(strings::SINGLE.to_owned()));
    }
    for row in singles {
        rows.extend((0..row.points.len()).map(|index| {
            let title = timeline.inspections[row.points[index].inspection].label.clone();
            Row::Grade { title, point: point(timeline, row, index), note: row.full_title() }
        }));
    }
    rows.push(Row::Heading(strings::INSPECTIONS.to_owned()));
    rows.extend(timeline.inspections.iter().enumerate().map(|(index, inspection)| {
        let facts = [inspection.kind(), inspection.grades_note(), &inspection.dates()];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        Row::Inspection { inspection: index, label: inspection.label.clone(), words: facts.join(". ") }
    }));
    rows
}
