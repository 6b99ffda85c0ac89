//! A clickable row of a list or table.

use eframe::egui::{CursorIcon, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::ui::theme::{self, CORNER_RADIUS, Tokens};

/// Shows the background of a row that fills the `ui`. Returns the rectangle of the row and its response. `name` is its
/// name for screen readers.
pub(crate) fn show(ui: &mut Ui, name: &str, is_selected: bool) -> (Rect, Response) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, name));
    ui.accesskit_node_builder(response.id, |node| node.set_selected(is_selected));
    let tokens = theme::tokens(ui);
    let fill = match (is_selected, response.hovered()) {
        (true, _) => tokens.selection,
        (false, true) => tokens.hover,
        (false, false) => tokens.page,
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    if is_selected {
        let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(edge, 0.0, tokens.accent);
    }
    paint_line_below(ui, rect, tokens);
    paint_focus_ring(ui, &response, rect);
    // A row reached with the Tab key is scrolled into view.
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    (rect, response.on_hover_cursor(CursorIcon::PointingHand))
}

/// Paints a line along the lower edge of a row.
pub(crate) fn paint_line_below(ui: &Ui, rect: Rect, tokens: &Tokens) {
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens.line));
}

/// Paints the focus ring around a widget if it has the keyboard focus.
pub(crate) fn paint_focus_ring(ui: &Ui, response: &Response, rect: Rect) {
    if response.has_focus() {
        let ring = Stroke::new(theme::FOCUS_RING_WIDTH, theme::tokens(ui).accent);
        ui.painter().rect_stroke(rect.shrink(1.0), CORNER_RADIUS, ring, StrokeKind::Inside);
    }
}
