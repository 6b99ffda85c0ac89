//! The printout of a timeline: the charts, then the same grades as a table, and the inspections with their sources.

use super::{PrintOptions, fit};
use crate::{
    analysis::{
        Timeline,
        timeline::{GradesGiven, Inspection, LabelSide, TimelinePoint, TimelineRow},
    },
    output::{
        print::{
            Align, Block, Cell, Chart, ChartColumn, ChartLane, ChartLink, ChartMark, Column, ColumnWidth,
            GradeMark, PageSetup, ParagraphStyle, PrintDocument, PrintedPages, Row, RowKind, StyledText,
            Table, TextStyle, typeset,
        },
        strings,
    },
    report::{Date, FrameworkId},
};

/// Text sizes and spaces below the normal ones, as factors, in the order of trying them.
const SMALLER: [(f32, f32); 4] = [(1.0, 0.75), (0.95, 0.7), (0.9, 0.65), (0.85, 0.6)];

/// Typesets a timeline, with smaller text if it then needs fewer pages: at most two. Large print keeps its size.
pub(super) fn typeset_timeline(timeline: &Timeline, options: &PrintOptions, made_on: Date) -> PrintedPages {
    const MAX_PAGES: usize = 2;
    let (document, setup) = (timeline_document(timeline, made_on), options.page_setup());
    let normal = typeset(&document, setup);
    if normal.count() <= MAX_PAGES || options.is_large_print {
        return normal;
    }
    let smaller = SMALLER.into_iter().filter(|(size_factor, space_factor)| {
        let factor = fit::least_height_factor(*size_factor, *space_factor);
        normal.height_in_pages() * factor <= MAX_PAGES as f32
    });
    let smaller = smaller.map(|(size_factor, space_factor)| {
        typeset(&document, PageSetup { text_size: setup.text_size * size_factor, space_factor, ..setup })
    });
    smaller.into_iter().find(|pages| pages.count() <= MAX_PAGES).unwrap_or(normal)
}

/// Returns the printout of a timeline. `made_on` is the date in the footer.
fn timeline_document(timeline: &Timeline, made_on: Date) -> PrintDocument {
    let title = timeline.title();
    let mut blocks = vec![
        Block::Heading(1, title.as_str().into()),
        Block::Paragraph(ParagraphStyle::Body, timeline.sentences().join(" ").as_str().into()),
    ];
    let chart = chart(timeline);
    if !chart.lanes.is_empty() {
        blocks.extend([
            Block::Heading(2, strings::TIMELINE_CHART.into()),
            Block::Paragraph(ParagraphStyle::Small, strings::TIMELINE_CHART_NOTE.into()),
            Block::Chart(chart),
        ]);
    }
    let tables = [
        (strings::TIMELINE_TABLE, grade_table(timeline)),
        (strings::TIMELINE_SINGLE, single_table(timeline)),
        (strings::TIMELINE_INSPECTIONS, inspection_table(timeline)),
    ];
    for (heading, table) in tables.into_iter().filter(|(_, table)| !table.rows.is_empty()) {
        blocks.extend([Block::Heading(2, heading.into()), Block::Table(table)]);
    }
    // The sources are in the table of inspections: a footer with many of them would take much of each page.
    let footer = vec![strings::print_disclaimer(made_on)];
    PrintDocument { title: strings::timeline_title(&title), footer, made_on, blocks }
}

/// Returns the chart of all rows that are drawn.
fn chart(timeline: &Timeline) -> Chart {
    let column = |inspection: &Inspection| {
        let no_grades = match inspection.grades {
            GradesGiven::Given => None,
            GradesGiven::NotGiven | GradesGiven::NotFound => Some(strings::TIMELINE_NO_GRADES),
        };
        let notes = [Some(inspection.kind()), no_grades].into_iter().flatten().map(str::to_owned);
        ChartColumn { label: inspection.label.clone(), notes: notes.collect() }
    };
    Chart {
        columns: timeline.inspections.iter().map(column).collect(),
        lanes: timeline.charted_rows().map(|row| lane(timeline, row)).collect(),
    }
}

/// Returns the lane of a row.
fn lane(timeline: &Timeline, row: &TimelineRow) -> ChartLane {
    let title = row.full_title();
    let mark = |(index, point): (usize, &TimelinePoint)| ChartMark {
        column: point.inspection,
        level: point.level(),
        mark: mark(point),
        label: match timeline.needs_label(row, index) {
            true => point.grade.label.clone(),
            false => String::new(),
        },
        is_label_above: row.label_side(index) == LabelSide::Above,
    };
    let link = |index: usize| if row.is_joined(index) { ChartLink::Joined } else { ChartLink::Broken };
    ChartLane {
        alt_text: strings::timeline_alt_text(&title, &timeline.describe_row(row)),
        title,
        grid_line_count: row.grid_line_count(),
        line_names: timeline.line_names(row).to_vec(),
        marks: row.points.iter().enumerate().map(mark).collect(),
        links: (0..row.links.len()).map(link).collect(),
    }
}

/// Returns the mark of a grade.
fn mark(point: &TimelinePoint) -> GradeMark {
    GradeMark { shape: point.mark(), alt_text: point.step_label() }
}

/// Returns the cell of a grade: its mark and its label.
fn grade_cell(point: &TimelinePoint) -> Cell {
    Cell { mark: Some(mark(point)), words: point.grade.label.as_str().into() }
}

/// Returns a table with row headings and these columns; the columns in `fitted` are as narrow as their cells.
fn table<const N: usize>(header: [&str; N], fitted: [bool; N], rows: Vec<Row>) -> Table {
    let width = |is_fitted: bool| match is_fitted {
        true => ColumnWidth::Fit,
        false => ColumnWidth::Share(1.0),
    };
    Table {
        columns: fitted.map(|fit| Column { width: width(fit), align: Align::Start }).to_vec(),
        header: header.map(StyledText::from).to_vec(),
        rows,
        has_row_headings: true,
    }
}

/// Returns the table of all grades that are drawn, with a group of rows for each judgement.
fn grade_table(timeline: &Timeline) -> Table {
    let rows = timeline.charted_rows().flat_map(|row| {
        let title = row.full_title();
        let heading = Row { kind: RowKind::Group, cells: vec![title.as_str().into()] };
        let points = row.points.iter().enumerate().map(|(index, point)| {
            let mut change = StyledText::from(timeline.change_words(row, index).as_str());
            let note = timeline.title_note(row, index);
            if !note.is_empty() {
                let gap = if change.plain().is_empty() { "" } else { " " };
                change.push(&format!("{gap}{note}"), TextStyle::SECONDARY);
            }
            let label = &timeline.inspections[point.inspection].label;
            let cells = vec![label.as_str().into(), grade_cell(point), change.into()];
            Row { kind: RowKind::Body, cells }
        });
        std::iter::once(heading).chain(points.collect::<Vec<_>>())
    });
    table(strings::TIMELINE_COLUMNS, [true, true, false], rows.collect())
}

/// Returns the table of judgements that were made in one inspection.
fn single_table(timeline: &Timeline) -> Table {
    let rows = timeline.single_rows().flat_map(|row| {
        row.points.iter().map(|point| {
            let label = &timeline.inspections[point.inspection].label;
            let cells = vec![row.full_title().as_str().into(), label.as_str().into(), grade_cell(point)];
            Row { kind: RowKind::Body, cells }
        })
    });
    table(strings::TIMELINE_SINGLE_COLUMNS, [false, true, true], rows.collect())
}

/// Returns the table of inspections with their dates and files.
fn inspection_table(timeline: &Timeline) -> Table {
    let rows = timeline.inspections.iter().map(|inspection| {
        let mut kind = StyledText::from(inspection.framework.map_or(inspection.kind(), FrameworkId::name));
        if inspection.grades != GradesGiven::Given {
            kind.push(&format!(" – {}", inspection.grades_note()), TextStyle::SECONDARY);
        }
        let fingerprint = inspection.sha256.get(..8).unwrap_or_default();
        let file = format!("{} (SHA-256 {fingerprint}…)", super::shorten_name(&inspection.file));
        let cells = vec![
            inspection.label.as_str().into(),
            kind.into(),
            inspection.dates().as_str().into(),
            file.as_str().into(),
        ];
        Row { kind: RowKind::Body, cells }
    });
    table(strings::TIMELINE_INSPECTION_COLUMNS, [true, false, false, false], rows.collect())
}
