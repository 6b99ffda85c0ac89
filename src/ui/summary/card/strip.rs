//! The strip of the headline card: each judgement as a mark, in the order of the table.

use eframe::egui::{CursorIcon, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{
    PART_SPACING, add_words,
    content::{Mark, Strip},
    lay_out_wrapped, paint_focus_ring, paint_words,
};
use crate::{
    app::{Command, SummaryTab},
    ui::{
        strings::report as strings,
        theme::{self, CORNER_RADIUS, SMALL},
    },
};

/// Width and height of the target of a mark, in points: the minimum size in WCAG 2.2 (2.5.8).
const TARGET_SIZE: f32 = 24.0;
/// Size of a mark, in points.
const MARK_SIZE: f32 = 17.0;
/// Maximum number of lines of marks. The table shows all judgements.
const MAX_LINES: usize = 4;

/// Shows the marks in lines, a link to those that do not fit, and the number of judgements with each grade below.
pub(super) fn show(ui: &mut Ui, strip: &Strip, commands: &mut Vec<Command>) {
    ui.add_space(PART_SPACING);
    // The first mark is in line with the text, and its target begins further left.
    let overhang = (TARGET_SIZE - MARK_SIZE) / 2.0;
    let per_line = targets_per_line(ui.available_width() + overhang);
    let shown = &strip.marks[..strip.marks.len().min(per_line * MAX_LINES)];
    let list = UiBuilder::new().accessibility_role(Role::List).accessibility_label(strip.words.as_str());
    ui.scope_builder(list, |ui| {
        for (line, marks) in shown.chunks(per_line).enumerate() {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), TARGET_SIZE), Sense::hover());
            let mut left = rect.left() - overhang;
            for (index, mark) in marks.iter().enumerate() {
                let target = Rect::from_min_size(pos2(left, rect.top()), vec2(TARGET_SIZE, TARGET_SIZE));
                show_mark(ui, mark, line * per_line + index, target, commands);
                left = target.right();
            }
        }
    });
    if shown.len() < strip.judgement_count {
        show_more_link(ui, strip.judgement_count - shown.len(), commands);
    }
    add_words(ui, &strip.words, SMALL, theme::tokens(ui).secondary);
}

/// Returns the number of targets in a line of this width in points; at least 1.
fn targets_per_line(width: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the width of a panel is positive and at most a few thousand points"
    )]
    let count = (width / TARGET_SIZE).floor() as usize;
    count.max(1)
}

/// Shows a mark. A click goes to its place in the report. `index` makes its id unique.
fn show_mark(ui: &Ui, mark: &Mark, index: usize, target: Rect, commands: &mut Vec<Command>) {
    // The Tab key skips the marks, because it reaches the rows of the table, which go to the same places.
    let response = ui.interact(target, ui.scope_id().with(("mark", index)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &mark.name));
    let tokens = theme::tokens(ui);
    if response.hovered() {
        ui.painter().rect_filled(target, CORNER_RADIUS, tokens.hover);
    }
    mark.shape.paint(ui.painter(), tokens, target.center(), MARK_SIZE);
    if let Some(place) = mark.place.filter(|_| response.clicked()) {
        commands.push(Command::GoTo(place));
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&mark.hint);
}

/// Shows a link to the table, which has the judgements that the strip leaves out.
fn show_more_link(ui: &mut Ui, count: usize, commands: &mut Vec<Command>) {
    let words = strings::more_links(count);
    let color = theme::tokens(ui).link;
    let galley = lay_out_wrapped(ui, &words, SMALL, color, ui.available_width());
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), TARGET_SIZE), Sense::hover());
    let rect = Rect::from_min_size(line.min, vec2(galley.size().x, TARGET_SIZE));
    let response = ui.interact(rect, ui.scope_id().with("more"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, strings::more_judgements(count)));
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), at.y + galley.size().y - 1.0, Stroke::new(1.0, color));
    }
    paint_words(ui, galley, at);
    paint_focus_ring(ui, &response, rect.expand2(vec2(3.0, 0.0)));
    if response.clicked() {
        commands.push(Command::ShowTab(SummaryTab::Judgements));
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(strings::MORE_JUDGEMENTS_HINT);
}
