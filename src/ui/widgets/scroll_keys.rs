//! The keys that scroll, in one table for the text, the pages and the keyboard shortcuts.

use eframe::egui::{Key, Modifiers, Popup, Ui};

use crate::ui::actions::consume_key;

/// The distance that an arrow key scrolls, in points.
pub(crate) const ARROW_STEP: f32 = 60.0;

/// The scrolling that a key causes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Scroll {
    /// Down, or up if negative, in points.
    Down(f32),
    /// To the right, or to the left if negative, in points.
    Right(f32),
    /// To the beginning.
    Start,
    /// To the end.
    End,
}

/// The owner of the keyboard focus, as seen by a scrolled view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyboardFocus {
    /// The scrolled view has the focus and handles all keys that scroll.
    Own,
    /// Another widget has the focus, and may need the arrow keys, Space, Home and End.
    Elsewhere,
}

/// Handles the pressed keys that scroll, and returns their effects in the order of the table. `view_height` is the
/// height of the scrolled view in points.
pub(crate) fn take_scrolls(ui: &Ui, keyboard: KeyboardFocus, view_height: f32) -> Vec<Scroll> {
    // The arrow keys move through the entries of an open menu.
    if Popup::is_any_open(ui.ctx()) {
        return Vec::new();
    }
    let page = (view_height - ARROW_STEP).max(ARROW_STEP);
    // The last value is true for keys that also edit text or move the focus. They scroll only if the view has the
    // focus.
    let keys = [
        (Key::PageDown, Scroll::Down(page), false),
        (Key::PageUp, Scroll::Down(-page), false),
        (Key::Space, Scroll::Down(page), true),
        (Key::ArrowDown, Scroll::Down(ARROW_STEP), true),
        (Key::ArrowUp, Scroll::Down(-ARROW_STEP), true),
        (Key::ArrowRight, Scroll::Right(ARROW_STEP), true),
        (Key::ArrowLeft, Scroll::Right(-ARROW_STEP), true),
        (Key::Home, Scroll::Start, true),
        (Key::End, Scroll::End, true),
    ];
    let can_take = |needs_focus: bool| keyboard == KeyboardFocus::Own || !needs_focus;
    keys.into_iter()
        .filter(|(key, _, needs_focus)| can_take(*needs_focus) && consume_key(ui, Modifiers::NONE, *key))
        .map(|(_, scroll, _)| scroll)
        .collect()
}
