//! Scrolling the text with the wheel and the keys.

use eframe::egui::{Rect, Ui};

use crate::{
    app::ScrollAnchor,
    ui::widgets::scroll_keys::{self, KeyboardFocus, Scroll},
};

/// Returns how far the wheel or a touchpad scrolled over the text since the last frame, in points. Down is negative.
pub(super) fn wheel_delta(ui: &Ui, view: Rect) -> f32 {
    if ui.rect_contains_pointer(view) { ui.input(|input| input.smooth_scroll_delta().y) } else { 0.0 }
}

/// Moves the anchor of a text of this many rows by the pressed keys.
pub(super) fn scroll_by_keys(
    ui: &Ui,
    view: Rect,
    keyboard: KeyboardFocus,
    anchor: &mut ScrollAnchor,
    rows: usize,
) {
    if ui.text_edit_focused() {
        return;
    }
    for scroll in scroll_keys::take_scrolls(ui, keyboard, view.height()) {
        match scroll {
            Scroll::Down(by) => anchor.offset += by,
            Scroll::Start => *anchor = ScrollAnchor::default(),
            Scroll::End => *anchor = ScrollAnchor { row: rows, offset: 0.0 },
            // The text is never wider than its column.
            Scroll::Right(_) => {}
        }
    }
}
