//! Scrolls the text with the wheel and keys.

use eframe::egui::{Rect, Ui};

use crate::{
    app::ScrollAnchor,
    ui::widgets::scroll_keys::{self, KeyboardFocus, Scroll},
};

/// Returns the distance that the wheel or a touchpad scrolled the text since the last frame, in points. It is negative
/// if the user scrolled down, and 0 if the pointer is not over the text.
pub(super) fn wheel_delta(ui: &Ui, view: Rect) -> f32 {
    if ui.rect_contains_pointer(view) { ui.input(|input| input.smooth_scroll_delta().y) } else { 0.0 }
}

/// Moves the anchor of a text by the pressed keys. `row_count` is the number of rows of the text.
pub(super) fn scroll_by_keys(
    ui: &Ui,
    view: Rect,
    keyboard: KeyboardFocus,
    anchor: &mut ScrollAnchor,
    row_count: usize,
) {
    if ui.text_edit_focused() {
        return;
    }
    for scroll in scroll_keys::take_scrolls(ui, keyboard, view.height()) {
        match scroll {
            Scroll::Down(points) => anchor.offset += points,
            Scroll::Start => *anchor = ScrollAnchor::default(),
            Scroll::End => *anchor = ScrollAnchor { row: row_count, offset: 0.0 },
            // The text is never wider than its column.
            Scroll::Right(_) => {}
        }
    }
}
