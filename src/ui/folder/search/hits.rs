//! The hits of a search, grouped by report and section.

use std::sync::Arc;

use eframe::egui::{Align2, Galley, Role, Sense, Ui, WidgetInfo, pos2};

use super::{
    Shown,
    row::{
        MAX_TEXT_WIDTH, NUMBER_WIDTH, SIDE_MARGIN, handle_row, lay_out_highlighted, open_command, report_name,
    },
};
use crate::{
    analysis::GradeMarkShape,
    app::{Command, FolderHits},
    library::search::{HitLine, ReportHits},
    ui::{
        grade_mark::GradeMark,
        strings::folder_search as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL, SMALL_BOLD},
        widgets::{list_row, text},
    },
};

/// Height of the row of a report, in points.
const REPORT_HEIGHT: f32 = 34.0;
/// Height of the row of a section, in points.
const SECTION_HEIGHT: f32 = 27.0;
/// Space above and below the text of a hit, in points.
const LINE_MARGIN: f32 = 7.0;
/// Maximum number of lines of the text of a hit.
const MAX_TEXT_ROWS: usize = 2;
/// Height of the row with the number of other hits, in points.
const MORE_HEIGHT: f32 = 28.0;

/// A row of the list. The first number is the index of the report.
#[derive(Debug, Clone, Copy)]
pub(super) enum HitRow {
    /// The report of the rows below.
    Report(usize),
    /// The section of the rows below, by the index of its first line.
    Section(usize, usize),
    /// A line with hits, by its index.
    Line(usize, usize),
    /// The number of hits that are not listed.
    More(usize),
}

/// Returns the height of a row in a list of this width, in points.
pub(super) fn row_height(ui: &Ui, shown: Shown<'_>, row: HitRow, width: f32) -> f32 {
    match row {
        HitRow::Report(_) => REPORT_HEIGHT,
        HitRow::Section(..) => SECTION_HEIGHT,
        HitRow::More(_) => MORE_HEIGHT,
        HitRow::Line(report, line) => {
            let reports = &shown.tab.search.hits.reports;
            let Some(line) = reports.get(report).and_then(|hits| hits.lines.get(line)) else { return 0.0 };
            lay_out_line(ui, line, text_width(width)).size().y + LINE_MARGIN * 2.0
        }
    }
}

/// Returns the width of the text of a hit in a row of this width, in points.
fn text_width(row_width: f32) -> f32 {
    (row_width - SIDE_MARGIN * 2.0 - NUMBER_WIDTH).min(MAX_TEXT_WIDTH)
}

/// Lays out the text of a hit.
fn lay_out_line(ui: &Ui, line: &HitLine, width: f32) -> Arc<Galley> {
    lay_out_highlighted(ui, &line.text, &line.highlighted, (PANEL, theme::tokens(ui)), width, MAX_TEXT_ROWS)
}

/// Returns the rows of the list.
pub(super) fn rows(hits: &FolderHits) -> impl Iterator<Item = HitRow> {
    hits.reports.iter().enumerate().flat_map(|(report, hits)| {
        let mut rows = vec![HitRow::Report(report)];
        let mut section = None;
        for (index, line) in hits.lines.iter().enumerate() {
            if section != Some(&line.section) {
                section = Some(&line.section);
                rows.push(HitRow::Section(report, index));
            }
            rows.push(HitRow::Line(report, index));
        }
        rows.extend((hits.unlisted_count > 0).then_some(HitRow::More(report)));
        rows
    })
}

/// Shows a row.
pub(super) fn show_row(ui: &mut Ui, shown: Shown<'_>, row: HitRow, commands: &mut Vec<Command>) {
    let (HitRow::Report(report)
    | HitRow::Section(report, _)
    | HitRow::Line(report, _)
    | HitRow::More(report)) = row;
    let Some(hits) = shown.tab.search.hits.reports.get(report) else { return };
    match row {
        HitRow::Report(_) => show_report(ui, shown, hits),
        HitRow::Section(_, line) => show_section(ui, hits, &hits.lines[line]),
        HitRow::Line(_, line) => show_line(ui, shown, hits, &hits.lines[line], commands),
        HitRow::More(_) => show_more(ui, shown, hits, commands),
    }
}

/// Shows the name of a report and the number of its hits.
fn show_report(ui: &mut Ui, shown: Shown<'_>, hits: &ReportHits) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let words = strings::report_title(&report_name(shown, &hits.report), hits.hit_count);
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, words.as_str()));
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    let at = pos2(rect.left() + SIDE_MARGIN, rect.center().y - PANEL_BOLD.line_height / 2.0);
    text::paint_truncated(ui, &words, PANEL_BOLD, tokens.text, at, rect.width() - SIDE_MARGIN * 2.0);
}

/// Shows the title of a section with its grade mark.
fn show_section(ui: &mut Ui, hits: &ReportHits, line: &HitLine) {
    let section = line.section.as_ref();
    let title =
        section.and_then(|section| section.path.last()).map_or(strings::BEFORE_FIRST_HEADING, |title| title);
    let grade = section.and_then(|section| section.grade.as_ref());
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let name = grade.map_or_else(|| title.to_owned(), |grade| format!("{title}, {}", grade.label));
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, name.as_str()));
    let tokens = theme::tokens(ui);
    let mut left = rect.left() + SIDE_MARGIN;
    if let Some(grade) = grade {
        let shape = GradeMarkShape::for_step(grade.step, hits.report.step_count());
        let center = pos2(left + 7.0, rect.center().y + 2.0);
        GradeMark::from_shape(shape).paint(ui.painter(), tokens, center, 14.0);
        left += 22.0;
    }
    let galley =
        text::lay_out_truncated(ui, title, SMALL_BOLD, tokens.secondary, rect.right() - left - SIDE_MARGIN);
    ui.painter().galley(pos2(left, rect.center().y + 2.0 - galley.size().y / 2.0), galley, tokens.secondary);
}

/// Shows a line with its hits highlighted. A click opens the report there.
fn show_line(ui: &mut Ui, shown: Shown<'_>, hits: &ReportHits, line: &HitLine, commands: &mut Vec<Command>) {
    let name = match line.number {
        Some(number) => format!("{}: {}", strings::paragraph_label(number), line.text),
        None => line.text.clone(),
    };
    let (rect, response) = list_row::show(ui, &name, false);
    let tokens = theme::tokens(ui);
    let left = rect.left() + SIDE_MARGIN + NUMBER_WIDTH;
    let galley = lay_out_line(ui, line, text_width(rect.width()));
    let top = rect.center().y - galley.size().y / 2.0;
    if let Some(number) = line.number {
        let at = pos2(left - 12.0, top + PANEL.line_height / 2.0);
        let font = SMALL.text_format(tokens.secondary).font_id;
        ui.painter().text(at, Align2::RIGHT_CENTER, number.to_string(), font, tokens.secondary);
    }
    ui.painter().galley(pos2(left, top), galley, tokens.text);
    handle_row(&response, shown, &hits.report, (line.place, Some(line.line)), commands);
}

/// Shows the number of hits that are not listed. A click opens the report at the last listed hit.
fn show_more(ui: &mut Ui, shown: Shown<'_>, hits: &ReportHits, commands: &mut Vec<Command>) {
    let words = strings::unlisted(hits.unlisted_count);
    let (rect, response) = list_row::show(ui, &words, false);
    let tokens = theme::tokens(ui);
    let at = pos2(rect.left() + SIDE_MARGIN + NUMBER_WIDTH, rect.center().y - SMALL.line_height / 2.0);
    text::paint_truncated(ui, &words, SMALL, tokens.link, at, rect.width() - SIDE_MARGIN * 2.0);
    if response.clicked()
        && let Some(last) = hits.lines.last()
    {
        commands.extend(open_command(shown, &hits.report, last.place));
    }
}
