//! The shape of a tab, in the tab bar of the window and above the tables of a panel.

use eframe::egui::{CornerRadius, Rect, Response, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::ui::theme::{self, CORNER_RADIUS};

/// Radii of the corners of a tab, in points: only the upper corners are rounded.
const TAB_CORNERS: CornerRadius = CornerRadius { nw: CORNER_RADIUS, ne: CORNER_RADIUS, sw: 0, se: 0 };

/// Paints the background of a tab in `rect`, and its focus ring. The active tab has no line at the bottom, so that it
/// joins the content below.
pub(crate) fn paint_tab(ui: &Ui, rect: Rect, is_active: bool, response: &Response) {
    let tokens = theme::tokens(ui);
    if is_active {
        let line = Stroke::new(1.0, tokens.line);
        ui.painter().rect(rect, TAB_CORNERS, tokens.page, line, StrokeKind::Inside);
        let bottom = Rect::from_min_max(
            pos2(rect.left() + 1.0, rect.bottom() - 1.5),
            pos2(rect.right() - 1.0, rect.bottom() + 1.0),
        );
        ui.painter().rect_filled(bottom, 0.0, tokens.page);
    } else if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(1.0, 2.0)), TAB_CORNERS, tokens.hover);
    }
    if response.has_focus() {
        let ring = Stroke::new(theme::FOCUS_RING_WIDTH, tokens.accent);
        ui.painter().rect_stroke(rect.shrink(1.0), TAB_CORNERS, ring, StrokeKind::Inside);
    }
}
