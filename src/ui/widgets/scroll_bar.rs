//! A scroll bar for what is no scroll area of egui's: the text, whose heights are mostly estimates, and the pages.

use eframe::egui::{CursorIcon, Rect, Role, Sense, Ui, WidgetInfo, pos2};

use crate::ui::theme;

/// Width of the bar's track, in points.
pub(crate) const WIDTH: f32 = 14.0;
/// The thumb is never shorter than this, in points.
const MIN_THUMB_POINTS: f32 = 32.0;

/// Shows the bar in `track`; screen readers say `name`. `at` is how far the view is scrolled, from 0 to 1. `page` is the
/// height of the view and `marks` are the marked positions, as parts of the whole. Returns the new `at` while the bar is
/// dragged or clicked.
pub(crate) fn show(
    ui: &mut Ui,
    track: Rect,
    name: &str,
    (at, page): (f64, f64),
    marks: &[f32],
) -> Option<f64> {
    let id = ui.scope_id().with("scroll bar");
    // Not in the order of the Tab key: every key that scrolls works without it.
    let response = ui.interact(track, id, Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    ui.painter().rect_filled(track, 0.0, theme::tokens(ui).panel);
    if page >= 1.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "parts of one")]
    let (at, page) = (at.clamp(0.0, 1.0) as f32, page as f32);
    let length = (track.height() * page).clamp(MIN_THUMB_POINTS.min(track.height()), track.height());
    let room = track.height() - length;
    let top = track.top() + room * at;
    let thumb = Rect::from_min_max(pos2(track.left() + 3.0, top), pos2(track.right() - 3.0, top + length));
    let active = response.dragged() || response.hovered();
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(thumb, 4.0, if active { tokens.secondary } else { tokens.thumb });
    if active {
        ui.set_cursor_icon(CursorIcon::Default);
    }

    for mark in marks {
        let y = track.top() + track.height() * mark.clamp(0.0, 1.0);
        let dash = Rect::from_min_max(pos2(track.left() + 1.0, y - 1.0), pos2(track.right() - 1.0, y + 1.0));
        ui.painter().rect_filled(dash, 0.0, tokens.accent);
    }

    // Where on the thumb it was taken hold of; in the track beside it, its middle comes to the pointer.
    let grip = id.with("grip");
    let pointer = response.interact_pointer_pos()?;
    if response.drag_started() || response.clicked() {
        let held = if thumb.contains(pointer) { pointer.y - thumb.top() } else { length / 2.0 };
        ui.data_mut(|data| data.insert_temp(grip, held));
    }
    if !(response.dragged() || response.clicked()) || room <= 0.0 {
        return None;
    }
    let held = ui.data(|data| data.get_temp(grip)).unwrap_or(length / 2.0);
    Some(f64::from(((pointer.y - held - track.top()) / room).clamp(0.0, 1.0)))
}
