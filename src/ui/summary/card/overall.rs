//! The overall judgements of the headline card: each with its mark, its grade and its meaning.

use std::sync::Arc;

use eframe::egui::{
    CursorIcon, Galley, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, text::LayoutJob, vec2,
};

use super::{
    Extent, OverallMark, add_words, lay_out_truncated, lay_out_wrapped, paint_focus_ring, paint_words,
};
use crate::{
    app::Command,
    ui::theme::{self, HEADLINE_GRADE, PANEL_BOLD, SMALL, SMALL_BOLD},
};

/// Space between the columns of two overall judgements, in points.
const COLUMN_SPACING: f32 = 12.0;
/// Size of the mark of an overall judgement, in points.
const MARK_SIZE: f32 = 24.0;
/// Width of the column for the mark of an overall judgement, in points.
const MARK_WIDTH: f32 = 32.0;
/// Space between a grade and its position on the scale, in points.
const STEP_SPACING: f32 = 8.0;
/// Maximum number of lines of the meaning of a judgement. The tooltip shows all of it.
const MAX_MEANING_LINES: usize = 5;

/// The index of an overall judgement, the rectangle of its mark and grade, and the judgement.
pub(super) type JudgementLink<'a> = (usize, Rect, &'a OverallMark);

/// Shows the overall judgements in columns, each with its mark, its grade and its meaning. Returns the links to them.
pub(super) fn show<'a>(ui: &mut Ui, judgements: &'a [OverallMark], extent: Extent) -> Vec<JudgementLink<'a>> {
    let Some(first) = judgements.first() else { return Vec::new() };
    let column_count = if judgements.len() == 1 { 1.0 } else { 2.0 };
    let width = (ui.available_width() - COLUMN_SPACING * (column_count - 1.0)) / column_count;
    let mut links = Vec::new();
    // The meaning is the same for both columns if the grade is the same.
    let is_meaning_shared = judgements.iter().all(|judgement| judgement.meaning == first.meaning);
    add_words(ui, &first.title, SMALL, theme::tokens(ui).secondary);
    for (row_index, row) in judgements.chunks(2).enumerate() {
        let (left, top) = (ui.cursor().left(), ui.cursor().top());
        let part_height = part_titles_height(ui, row, width);
        let mut height = 0.0_f32;
        for ((column, x), judgement) in [(0, 0.0), (1, width + COLUMN_SPACING)].into_iter().zip(row) {
            let at = pos2(left + x, top);
            if let Some(part) = &judgement.part {
                let words = lay_out_part(ui, part, width);
                let above = pos2(at.x, at.y + part_height - words.size().y);
                paint_words(ui, words, above);
            }
            let rect = paint_grade(ui, judgement, pos2(at.x, top + part_height), width);
            let mut bottom = rect.bottom() + 2.0;
            if extent == Extent::Whole && !is_meaning_shared {
                bottom += paint_meaning(ui, judgement.meaning.as_deref(), pos2(at.x, bottom), width);
            }
            height = height.max(bottom - top);
            links.push((row_index * 2 + column, rect, judgement));
        }
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    }
    if extent == Extent::Whole && is_meaning_shared {
        let at = ui.cursor().left_top();
        let height = paint_meaning(ui, first.meaning.as_deref(), at, ui.available_width());
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    }
    links
}

/// Shows the marks and grades of the overall judgements on one line.
pub(super) fn show_on_line(ui: &mut Ui, judgements: &[OverallMark]) {
    let height = PANEL_BOLD.line_height + 2.0;
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let tokens = theme::tokens(ui);
    let mut left = line.left();
    for judgement in judgements {
        judgement.mark.shape.paint(ui.painter(), tokens, pos2(left + 8.0, line.center().y), 16.0);
        let available = (line.right() - left - 22.0).max(0.0);
        let words = lay_out_truncated(ui, &judgement.grade, PANEL_BOLD, tokens.text, available);
        let width = words.size().x;
        paint_words(ui, words, pos2(left + 22.0, line.top() + 1.0));
        left += 22.0 + width + COLUMN_SPACING;
    }
}

/// Lays out the title of a part of the report in a column of this width in points.
fn lay_out_part(ui: &Ui, part: &str, width: f32) -> Arc<Galley> {
    lay_out_wrapped(ui, part, SMALL_BOLD, theme::tokens(ui).text, width)
}

/// Returns the height of the highest title of a part in a row of columns. Lengths are in points.
fn part_titles_height(ui: &Ui, row: &[OverallMark], width: f32) -> f32 {
    let parts = row.iter().filter_map(|judgement| judgement.part.as_deref());
    parts.map(|part| lay_out_part(ui, part, width).size().y).fold(0.0, f32::max)
}

/// Paints the mark and the grade of an overall judgement in a column of this width, and returns their rectangle. The
/// position on the scale is beside the grade, or below it if there is no room. Lengths are in points.
fn paint_grade(ui: &Ui, judgement: &OverallMark, at: Pos2, width: f32) -> Rect {
    let tokens = theme::tokens(ui);
    let grade = lay_out_grade(ui, &judgement.grade, width - MARK_WIDTH);
    let height = grade.size().y.max(MARK_SIZE + 2.0);
    let middle = at.y + height / 2.0;
    judgement.mark.shape.paint(ui.painter(), tokens, pos2(at.x + MARK_SIZE / 2.0, middle), MARK_SIZE);
    let size = grade.size();
    let grade_at = pos2(at.x + MARK_WIDTH, middle - size.y / 2.0);
    paint_words(ui, grade, grade_at);
    let mut rect = Rect::from_min_size(at, vec2(MARK_WIDTH + size.x, height));
    if let Some(step) = &judgement.step {
        let step = lay_out_wrapped(ui, step, SMALL, tokens.secondary, width - MARK_WIDTH);
        let is_beside = rect.width() + STEP_SPACING + step.size().x <= width;
        let step_at = if is_beside {
            pos2(rect.right() + STEP_SPACING, middle - step.size().y / 2.0 + 1.0)
        } else {
            pos2(grade_at.x, rect.bottom())
        };
        rect = rect.union(Rect::from_min_size(step_at, step.size()));
        paint_words(ui, step, step_at);
    }
    rect
}

/// Lays out a grade in large type, or in smaller type if it would need several lines in this width in points.
fn lay_out_grade(ui: &Ui, label: &str, width: f32) -> Arc<Galley> {
    let color = theme::tokens(ui).text;
    let large = lay_out_wrapped(ui, label, HEADLINE_GRADE, color, width);
    if large.rows.len() == 1 { large } else { lay_out_wrapped(ui, label, PANEL_BOLD, color, width) }
}

/// Paints the meaning of a judgement, and returns its height. Lengths are in points.
fn paint_meaning(ui: &Ui, meaning: Option<&str>, at: Pos2, width: f32) -> f32 {
    let Some(meaning) = meaning else { return 0.0 };
    let tokens = theme::tokens(ui);
    let mut job = LayoutJob::single_section(meaning.to_owned(), SMALL.text_format(tokens.secondary));
    job.wrap.max_width = width;
    job.wrap.max_rows = MAX_MEANING_LINES;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let height = galley.size().y;
    paint_words(ui, galley, at);
    height
}

/// Shows the link of an overall judgement over its mark and grade. A click goes to the judgement.
pub(super) fn show_link(
    ui: &Ui,
    judgement: &OverallMark,
    index: usize,
    rect: Rect,
    commands: &mut Vec<Command>,
) {
    let response = ui.interact(rect, ui.scope_id().with(("overall", index)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &judgement.mark.name));
    if response.hovered() {
        let line = Stroke::new(1.0, theme::tokens(ui).link);
        ui.painter().hline(rect.left() + MARK_WIDTH..=rect.right(), rect.bottom() - 1.0, line);
    }
    paint_focus_ring(ui, &response, rect.expand(2.0));
    if let Some(place) = judgement.mark.place.filter(|_| response.clicked()) {
        commands.push(Command::GoTo(place));
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&judgement.mark.hint);
}
