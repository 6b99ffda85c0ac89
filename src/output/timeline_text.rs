//! Writes a timeline as plain text.

use super::strings;
use crate::analysis::{Timeline, timeline::TimelineRow};

/// Returns a timeline as plain text: the inspections, then the grades of each judgement with their changes, and the
/// judgements that were made once.
#[must_use]
pub fn timeline_to_text(timeline: &Timeline) -> String {
    let mut lines = vec![strings::timeline_title(&timeline.title())];
    lines.extend(timeline.sentences());
    lines.extend([String::new(), strings::TIMELINE_INSPECTIONS.to_owned()]);
    for inspection in &timeline.inspections {
        let facts = [inspection.kind(), &inspection.dates(), inspection.grades_note(), &inspection.file];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        lines.push(format!("{}: {}", inspection.label, facts.join("; ")));
    }
    for row in timeline.charted_rows() {
        lines.extend([String::new(), row.full_title()]);
        lines.extend((0..row.points.len()).map(|point| point_line(timeline, row, point)));
    }
    let mut singles = timeline.single_rows().peekable();
    if singles.peek().is_some() {
        lines.extend([String::new(), strings::TIMELINE_SINGLE.to_owned()]);
    }
    for row in singles {
        let points = row.points.iter();
        lines.extend(points.map(|point| {
            let label = &timeline.inspections[point.inspection].label;
            format!("{label}: {}: {}", row.full_title(), point.grade.label)
        }));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Returns the line about a grade: "    2025: Outstanding. Up two grades since 2022.".
fn point_line(timeline: &Timeline, row: &TimelineRow, index: usize) -> String {
    let point = &row.points[index];
    let label = &timeline.inspections[point.inspection].label;
    let notes = [timeline.change_words(row, index), timeline.title_note(row, index)];
    let notes: Vec<String> = notes.into_iter().filter(|note| !note.is_empty()).collect();
    let line = format!("    {label}: {}", point.grade.label);
    if notes.is_empty() { line } else { format!("{line}. {}", notes.join(" ")) }
}
