//! The table of a timeline: the grades of each judgement with their changes, and the inspections.

use eframe::egui::{Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::content::{Content, Point, Row};
use crate::{
    app::Command,
    ui::{
        strings::timeline as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL},
        widgets::{
            list_row::{self, paint_line_below},
            rows::{RowContent, RowList},
            text,
        },
    },
};

/// Space at the left and right of the table, in points.
const SIDE_MARGIN: f32 = 14.0;
/// Space above and below the text of a row, in points.
const ROW_PADDING: f32 = 6.0;
/// Width of the column with the label of the inspection, in points.
const LABEL_WIDTH: f32 = 92.0;
/// Width of the space for the grade mark before a grade, in points.
const GRADE_MARK_WIDTH: f32 = 21.0;

/// Shows the table. `owner_id` is the id of the tab.
pub(super) fn show(
    ui: &mut Ui,
    content: &Content,
    owner_id: u64,
    list: &mut RowList,
    commands: &mut Vec<Command>,
) {
    list.show(
        ui,
        RowContent { owner_id, table_name: strings::TABLE },
        content.rows.len(),
        |ui, row, width| row_height(ui, &content.rows[row], width),
        |ui, row| show_row(ui, &content.rows[row], commands),
    );
}

/// Returns the height of a row, in points. `width` is the width of the row in points.
fn row_height(ui: &Ui, row: &Row, width: f32) -> f32 {
    let text_width = width - SIDE_MARGIN * 2.0;
    let details = |words: &str| match words {
        "" => 0.0,
        words => text::wrapped_height(ui, words, SMALL, text_width - LABEL_WIDTH),
    };
    let label = |words: &str| text::wrapped_height(ui, words, PANEL, LABEL_WIDTH - 8.0);
    ROW_PADDING * 2.0
        + match row {
            Row::Heading(title) => text::wrapped_height(ui, title, PANEL_BOLD, text_width),
            Row::Grade { title, note, .. } => (PANEL.line_height + details(note)).max(label(title)),
            Row::Inspection { label: title, words, .. } => details(words).max(label(title)),
        }
}

fn show_row(ui: &mut Ui, row: &Row, commands: &mut Vec<Command>) {
    match row {
        Row::Heading(title) => show_heading(ui, title),
        Row::Grade { title, point, note } => {
            if show_grade(ui, title, point, note).on_hover_text(strings::OPEN_REPORT).clicked() {
                commands.push(Command::OpenTimelinePoint(point.inspection, Some(point.judgement)));
            }
        }
        Row::Inspection { inspection, label, words } => {
            let (rect, response) = list_row::show(ui, &format!("{label}: {words}"), false);
            let at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
            let color = theme::tokens(ui).text;
            text::paint_wrapped(ui, label, PANEL, color, at, LABEL_WIDTH - 8.0);
            show_details(ui, words, at + vec2(LABEL_WIDTH, 1.0), rect.right());
            if response.on_hover_text(strings::OPEN_REPORT).clicked() {
                commands.push(Command::OpenTimelinePoint(*inspection, None));
            }
        }
    }
}

/// Shows the title above rows that belong together.
fn show_heading(ui: &mut Ui, title: &str) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, title));
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    paint_line_below(ui, rect, tokens);
    let at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
    text::paint_wrapped(ui, title, PANEL_BOLD, tokens.text, at, rect.width() - SIDE_MARGIN * 2.0);
}

/// Shows a grade: the inspection, the mark with its label, and below them the note.
fn show_grade(ui: &mut Ui, title: &str, point: &Point, note: &str) -> Response {
    let (rect, response) = list_row::show(ui, &point.name, false);
    let tokens = theme::tokens(ui);
    let at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
    text::paint_wrapped(ui, title, PANEL, tokens.text, at, LABEL_WIDTH - 8.0);
    let middle = pos2(at.x + LABEL_WIDTH + 7.0, at.y + PANEL.line_height / 2.0);
    point.mark.paint(ui.painter(), tokens, middle, 15.0);
    let label_at = pos2(at.x + LABEL_WIDTH + GRADE_MARK_WIDTH, at.y);
    let width = rect.right() - SIDE_MARGIN - label_at.x;
    text::paint_truncated(ui, &point.label, PANEL, tokens.text, label_at, width);
    show_details(ui, note, at + vec2(LABEL_WIDTH, PANEL.line_height), rect.right());
    response
}

/// Shows small text up to the right edge of the table.
fn show_details(ui: &Ui, words: &str, at: eframe::egui::Pos2, right: f32) {
    if !words.is_empty() {
        text::paint_wrapped(ui, words, SMALL, theme::tokens(ui).secondary, at, right - SIDE_MARGIN - at.x);
    }
}
