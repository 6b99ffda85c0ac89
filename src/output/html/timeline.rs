//! Writes a timeline as a web page: a chart for each judgement, and the same grades as a table.

use std::fmt::Write as _;

use super::{begin_page, escape_html, grade_mark_markup, grade_mark_shapes};
use crate::{
    analysis::{
        Timeline,
        timeline::{GradesGiven, LabelSide, TimelinePoint, TimelineRow},
    },
    output::strings,
};

/// Width of the column of an inspection, in units of the drawing.
const COLUMN_WIDTH: f32 = 136.0;
/// Height between the best and the worst grade, in units of the drawing.
const LEVELS_HEIGHT: f32 = 66.0;
/// Distance of the best grade from the top of the drawing, which has room for its label.
const TOP: f32 = 34.0;
/// Width of the names of the lines, left of the first column.
const NAMES_WIDTH: f32 = 150.0;
/// Radius of a grade mark.
const MARK_RADIUS: f32 = 8.0;
/// Distance of the label of the axis from the bottom of the drawing.
const AXIS_HEIGHT: f32 = 56.0;
/// Height of the space below the worst grade, which has room for its label.
const BELOW: f32 = 26.0;
/// Minimum width of a column on the screen, in pixels. Wider charts scroll sideways.
const MIN_COLUMN_PIXELS: f32 = 110.0;

/// Returns a timeline as an HTML page: what the lines mean, a chart for each judgement, a table of all grades, and the
/// inspections.
#[must_use]
pub fn timeline_to_html(timeline: &Timeline) -> String {
    let mut page = String::with_capacity(64 * 1024);
    let title = timeline.title();
    begin_page(&mut page, &strings::timeline_title(&title), TIMELINE_STYLE);
    // Writing to a String cannot fail.
    let _ = writeln!(page, "<main>\n<h1>{}</h1>", escape_html(&title));
    let _ = writeln!(page, "<p>{}</p>", escape_html(&timeline.sentences().join(" ")));
    write_charts(&mut page, timeline);
    write_grades(&mut page, timeline);
    write_single_judgements(&mut page, timeline);
    write_inspections(&mut page, timeline);
    let _ = writeln!(page, "</main>\n<footer class=\"quiet\">{}</footer>", strings::HTML_REPORTS_DISCLAIMER);
    page.push_str("</body>\n</html>\n");
    page
}

/// The styles of this page, added to those of every page.
const TIMELINE_STYLE: &str = "body{max-width:68em;margin:2em auto;padding:0 1em}\
figure{margin:0 0 1.2em;break-inside:avoid}figcaption{font-weight:600}\
.scroll{overflow-x:auto}.chart{display:block;width:100%;height:auto}\
.chart text{font-size:13px;fill:var(--text);text-anchor:middle;paint-order:stroke;stroke:var(--page);\
stroke-width:4px;stroke-linejoin:round}.chart .axis{font-weight:600}.chart .note{font-size:11.5px;fill:var(--quiet)}\
.chart .name{fill:var(--quiet);text-anchor:start}\
.chart .mark-text{stroke:none}\
.join{stroke:var(--text);stroke-width:2}.grid{stroke:var(--line)}\
.break{stroke:var(--quiet);stroke-dasharray:4 4}\
th[scope=row],th[scope=rowgroup]{font-weight:400}tbody th[scope=rowgroup]{background:var(--panel);font-weight:600}\
footer{margin-top:2em}\
@media print{.chart{min-width:0!important}}\
@media (max-width:40em){body{margin:1em auto}th,td{padding:.3em}.grade{white-space:normal}table{font-size:.9em}}";

/// Writes the charts, with a note that explains the lines.
fn write_charts(page: &mut String, timeline: &Timeline) {
    let mut rows = timeline.charted_rows().peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ = writeln!(
        page,
        "<section aria-labelledby=\"chart\">\n<h2 id=\"chart\">{}</h2>\n<p class=\"quiet\">{}</p>",
        strings::TIMELINE_CHART,
        strings::TIMELINE_CHART_NOTE
    );
    for row in rows {
        write_chart(page, timeline, row);
    }
    page.push_str("</section>\n");
}

/// Returns the middle of the column of an inspection.
fn column_middle(inspection: usize) -> f32 {
    NAMES_WIDTH + COLUMN_WIDTH * (f32::from(u16::try_from(inspection).unwrap_or(u16::MAX)) + 0.5)
}

/// Returns the position of a grade.
fn position(point: &TimelinePoint) -> (f32, f32) {
    (column_middle(point.inspection), TOP + point.level() * LEVELS_HEIGHT)
}

/// Writes the chart of a judgement as a figure.
fn write_chart(page: &mut String, timeline: &Timeline, row: &TimelineRow) {
    let width = column_middle(timeline.inspections.len()) - COLUMN_WIDTH / 2.0;
    let height = TOP + LEVELS_HEIGHT + BELOW + AXIS_HEIGHT;
    let title = row.full_title();
    let alt_text = strings::timeline_alt_text(&title, &timeline.describe_row(row));
    let _ = writeln!(
        page,
        "<figure><figcaption>{}</figcaption><div class=\"scroll\">\n<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" \
         style=\"min-width:{}px\" role=\"img\" aria-label=\"{}\">",
        escape_html(&title),
        width / COLUMN_WIDTH * MIN_COLUMN_PIXELS,
        escape_html(&alt_text)
    );
    let lines = row.grid_line_count();
    for line in 0..lines {
        let y = TOP + LEVELS_HEIGHT * f32::from(line) / f32::from(lines - 1);
        let _ = write!(page, "<path class=\"grid\" d=\"M{NAMES_WIDTH} {y:.1}H{width}\"/>");
        if let Some(name) = timeline.line_names(row).get(usize::from(line)) {
            let y = y + 4.0;
            let _ = write!(page, "<text class=\"name\" x=\"0\" y=\"{y:.1}\">{}</text>", escape_html(name));
        }
    }
    let bottom = TOP + LEVELS_HEIGHT;
    for (index, (points, _)) in row.steps().enumerate() {
        let [(x, y), (next_x, next_y)] = [position(&points[0]), position(&points[1])];
        let _ = if row.is_joined(index) {
            write!(page, "<path class=\"join\" d=\"M{x:.1} {y:.1}L{next_x:.1} {next_y:.1}\"/>")
        } else {
            // The line is at the edge of the later inspection's column, where its kind begins.
            let x = next_x - COLUMN_WIDTH / 2.0;
            write!(page, "<path class=\"break\" d=\"M{x:.1} {:.1}V{:.1}\"/>", TOP - 14.0, bottom + 14.0)
        };
    }
    for (index, point) in row.points.iter().enumerate() {
        write_point(page, timeline, row, index, point);
    }
    write_axis(page, timeline, height);
    page.push_str("\n</svg></div></figure>\n");
}

/// Writes the mark of a grade, and its label if the name of the line does not say it.
fn write_point(
    page: &mut String,
    timeline: &Timeline,
    row: &TimelineRow,
    index: usize,
    point: &TimelinePoint,
) {
    let (x, y) = position(point);
    let label_y = match row.label_side(index) {
        LabelSide::Above => y - MARK_RADIUS - 6.0,
        LabelSide::Below => y + MARK_RADIUS + 14.0,
    };
    if timeline.needs_label(row, index) {
        let label = escape_html(&point.grade.label);
        let _ = write!(page, "<text x=\"{x:.1}\" y=\"{label_y:.1}\">{label}</text>");
    }
    let _ = write!(
        page,
        "<g class=\"mark-text\" transform=\"translate({x:.1} {y:.1}) scale({MARK_RADIUS})\">{}</g>",
        grade_mark_shapes(point.mark())
    );
}

/// Writes the label of each inspection below the grades, and why some have no grades.
fn write_axis(page: &mut String, timeline: &Timeline, height: f32) {
    for (index, inspection) in timeline.inspections.iter().enumerate() {
        let x = column_middle(index);
        let no_grades = match inspection.grades {
            GradesGiven::Given => "",
            GradesGiven::NotGiven | GradesGiven::NotFound => strings::TIMELINE_NO_GRADES,
        };
        let lines = [
            ("axis", inspection.label.as_str(), 36.0),
            ("note", inspection.kind(), 20.0),
            ("note", no_grades, 5.0),
        ];
        for (class, words, from_bottom) in lines.into_iter().filter(|(_, words, _)| !words.is_empty()) {
            let _ = write!(
                page,
                "<text class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
                height - from_bottom,
                escape_html(words)
            );
        }
    }
}

/// Writes column headings.
fn write_header(page: &mut String, columns: &[&str]) {
    page.push_str("<thead><tr>");
    for column in columns {
        let _ = write!(page, "<th scope=\"col\">{column}</th>");
    }
    page.push_str("</tr></thead>\n");
}

/// Writes a section with a table.
fn begin_table(page: &mut String, id: &str, heading: &str, columns: &[&str]) {
    let _ = writeln!(
        page,
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading}</h2>\n<table aria-labelledby=\"{id}\">"
    );
    write_header(page, columns);
}

/// Returns the mark and the label of a grade.
fn point_markup(point: &TimelinePoint) -> String {
    let mark = grade_mark_markup(point.mark(), &format!("{}:", point.step_label()));
    format!("<span class=\"grade\">{mark}{}</span>", escape_html(&point.grade.label))
}

/// Writes the table of all grades, with a group of rows for each judgement.
fn write_grades(page: &mut String, timeline: &Timeline) {
    if timeline.charted_rows().next().is_none() {
        return;
    }
    begin_table(page, "grades", strings::TIMELINE_TABLE, &strings::TIMELINE_COLUMNS);
    for row in timeline.charted_rows() {
        let title = escape_html(&row.full_title());
        let _ = writeln!(
            page,
            "<tbody><tr><th colspan=\"{}\" scope=\"rowgroup\">{title}</th></tr>",
            strings::TIMELINE_COLUMNS.len()
        );
        for (index, point) in row.points.iter().enumerate() {
            let change = escape_html(&timeline.change_words(row, index));
            let note = match timeline.title_note(row, index).as_str() {
                "" => String::new(),
                note => format!("<span class=\"quiet\">{}</span>", escape_html(note)),
            };
            let gap = if change.is_empty() || note.is_empty() { "" } else { "<br>" };
            let _ = writeln!(
                page,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{change}{gap}{note}</td></tr>",
                escape_html(&timeline.inspections[point.inspection].label),
                point_markup(point),
            );
        }
        page.push_str("</tbody>\n");
    }
    page.push_str("</table>\n</section>\n");
}

/// Writes the table of judgements that were made in one inspection.
fn write_single_judgements(page: &mut String, timeline: &Timeline) {
    if timeline.single_rows().next().is_none() {
        return;
    }
    begin_table(page, "single", strings::TIMELINE_SINGLE, &strings::TIMELINE_SINGLE_COLUMNS);
    page.push_str("<tbody>\n");
    for row in timeline.single_rows() {
        for point in &row.points {
            let _ = writeln!(
                page,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
                escape_html(&row.full_title()),
                escape_html(&timeline.inspections[point.inspection].label),
                point_markup(point),
            );
        }
    }
    page.push_str("</tbody></table>\n</section>\n");
}

/// Writes the table of inspections with their dates and files.
fn write_inspections(page: &mut String, timeline: &Timeline) {
    begin_table(page, "inspections", strings::TIMELINE_INSPECTIONS, &strings::TIMELINE_INSPECTION_COLUMNS);
    page.push_str("<tbody>\n");
    for inspection in &timeline.inspections {
        let kind = inspection.framework.map_or(inspection.kind(), crate::report::FrameworkId::name);
        let note = inspection.grades_note();
        let note =
            if note.is_empty() { String::new() } else { format!("<br><span class=\"quiet\">{note}</span>") };
        let fingerprint = inspection.sha256.get(..8).unwrap_or_default();
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\">{}</th><td>{}{note}</td><td>{}</td><td>{} (SHA-256 {fingerprint}…)</td></tr>",
            escape_html(&inspection.label),
            escape_html(kind),
            escape_html(&inspection.dates()),
            escape_html(&inspection.file),
        );
    }
    page.push_str("</tbody></table>\n</section>\n");
}
