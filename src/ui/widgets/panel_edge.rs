//! The edge between a panel and the content beside it, which can be dragged to change the width of the panel.

use eframe::egui::{CursorIcon, Rangef, Rect, Role, Sense, Stroke, Ui, WidgetInfo};

use crate::ui::theme;

/// Width of the area at each side of the edge that can be dragged, in points.
const REACH_POINTS: f32 = 5.0;

/// A change of the position of an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum EdgeChange {
    /// The edge is dragged to this horizontal position, in points.
    Dragged(f32),
    /// The edge was let go of.
    Released,
    /// The edge was double-clicked, so the panel gets its default width again.
    Reset,
}

/// Shows the edge at the horizontal position `x`. It must be shown after the content at both sides, because only the
/// widget that is shown last can be dragged. `name` is the name of the edge for screen readers.
pub(crate) fn show(ui: &Ui, name: &str, x: f32, y_range: Rangef) -> Option<EdgeChange> {
    let rect = Rect::from_x_y_ranges(x - REACH_POINTS..=x + REACH_POINTS, y_range);
    // The Tab key skips the edge, because the menus show and hide panels.
    let response = ui.interact(rect, ui.scope_id().with(("edge", name)), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, name));
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        ui.painter().vline(x, y_range, Stroke::new(2.0, theme::tokens(ui).accent));
    }
    if response.double_clicked() {
        return Some(EdgeChange::Reset);
    }
    if response.drag_stopped() {
        return Some(EdgeChange::Released);
    }
    let pointer = response.interact_pointer_pos().filter(|_| response.dragged());
    pointer.map(|pointer| EdgeChange::Dragged(pointer.x))
}
