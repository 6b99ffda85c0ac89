//! Scrolling by wheel and keys.

use eframe::egui::{Key, Modifiers, Rect, Ui};

use crate::{app::Pin, ui::actions::pressed};

/// What a press of an arrow key scrolls, in points.
const STEP: f32 = 60.0;

/// What the wheel or the fingers scrolled over the text since the last frame, in points; down is less than 0.
pub(super) fn wheel(ui: &Ui, view: Rect) -> f32 {
    if ui.rect_contains_pointer(view) { ui.input(|input| input.smooth_scroll_delta().y) } else { 0.0 }
}

/// Keys that scroll, unless something else has the keyboard that needs them.
pub(super) fn keys(ui: &Ui, view: Rect, has_keyboard: bool, pin: &mut Pin, rows: usize) {
    if ui.text_edit_focused() {
        return;
    }
    let page = view.height() - STEP;
    let pressed = |key| pressed(ui, Modifiers::NONE, key);
    if pressed(Key::PageDown) {
        pin.into += page;
    }
    if pressed(Key::PageUp) {
        pin.into -= page;
    }
    // With the focus somewhere else, arrows, the space bar, Home and End belong to it.
    if has_keyboard {
        if pressed(Key::Home) {
            *pin = Pin::default();
        }
        if pressed(Key::End) {
            *pin = Pin { row: rows, into: 0.0 };
        }
        if pressed(Key::ArrowDown) {
            pin.into += STEP;
        }
        if pressed(Key::ArrowUp) {
            pin.into -= STEP;
        }
        if pressed(Key::Space) {
            pin.into += page;
        }
    }
}
