//! The keys that scroll, in one table for the text, the pages and the list of shortcuts.

use eframe::egui::{Key, Modifiers, Ui};

use crate::ui::actions::pressed;

/// How far an arrow key scrolls, in points.
pub(crate) const STEP: f32 = 60.0;

/// The thing that a key scrolls.
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

/// Who the scroll keys belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keyboard {
    /// What scrolls has the keyboard: all scroll keys are its own.
    Own,
    /// Something else has the keyboard that needs arrows, space, Home and End for itself.
    Elsewhere,
}

/// Returns what the pressed keys scroll, in order; nobody else sees them then. `page` is the height in view, in points.
pub(crate) fn scrolls(ui: &Ui, keyboard: Keyboard, page: f32) -> Vec<Scroll> {
    let page = (page - STEP).max(STEP);
    // A key that also edits text or moves the focus is taken only by what has the keyboard.
    let keys = [
        (Key::PageDown, Scroll::Down(page), false),
        (Key::PageUp, Scroll::Down(-page), false),
        (Key::Space, Scroll::Down(page), true),
        (Key::ArrowDown, Scroll::Down(STEP), true),
        (Key::ArrowUp, Scroll::Down(-STEP), true),
        (Key::ArrowRight, Scroll::Right(STEP), true),
        (Key::ArrowLeft, Scroll::Right(-STEP), true),
        (Key::Home, Scroll::Start, true),
        (Key::End, Scroll::End, true),
    ];
    let can_take = |needs_keyboard: bool| keyboard == Keyboard::Own || !needs_keyboard;
    keys.into_iter()
        .filter(|(key, _, needs_keyboard)| can_take(*needs_keyboard) && pressed(ui, Modifiers::NONE, *key))
        .map(|(_, scroll, _)| scroll)
        .collect()
}
