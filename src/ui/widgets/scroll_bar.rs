//! The scroll bar of the report text and of the pages, which are not scroll areas of egui.

use eframe::egui::{CursorIcon, Rect, Role, Sense, Ui, WidgetInfo, pos2};

use crate::ui::theme;

/// Width of the bar's track, in points.
pub(crate) const TRACK_WIDTH: f32 = 14.0;
/// Minimum length of the thumb, in points.
const MIN_THUMB_POINTS: f32 = 32.0;

/// Shows the bar in `track`. `name` is its name for screen readers. `position` is the scroll position, from 0 at the
/// start to 1 at the end. `page` is the height of the view, and `dashes` are the positions of marks on the bar, all as
/// fractions of the whole height. Returns the new position while the bar is dragged or clicked, or `None` otherwise.
pub(crate) fn show(
    ui: &mut Ui,
    track: Rect,
    name: &str,
    (position, page): (f64, f64),
    dashes: &[f32],
) -> Option<f64> {
    let id = ui.scope_id().with("scroll bar");
    // The Tab key skips the bar, because the keys that scroll work without it.
    let response = ui.interact(track, id, Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    ui.painter().rect_filled(track, 0.0, theme::tokens(ui).panel);
    if page >= 1.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "f32 is precise enough for fractions from 0 to 1")]
    let (position, page) = (position.clamp(0.0, 1.0) as f32, page as f32);
    let length = (track.height() * page).clamp(MIN_THUMB_POINTS.min(track.height()), track.height());
    let free_length = track.height() - length;
    let top = track.top() + free_length * position;
    let thumb = Rect::from_min_max(pos2(track.left() + 3.0, top), pos2(track.right() - 3.0, top + length));
    let is_active = response.dragged() || response.hovered();
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(thumb, 4.0, if is_active { tokens.secondary } else { tokens.thumb });
    if is_active {
        ui.set_cursor_icon(CursorIcon::Default);
    }

    for dash in dashes {
        let y = track.top() + track.height() * dash.clamp(0.0, 1.0);
        let dash_rect =
            Rect::from_min_max(pos2(track.left() + 1.0, y - 1.0), pos2(track.right() - 1.0, y + 1.0));
        ui.painter().rect_filled(dash_rect, 0.0, tokens.accent);
    }

    // The distance from the top of the thumb to the point where it was grabbed. A click on the track beside the thumb
    // moves the middle of the thumb to the pointer.
    let grip_id = id.with("grip");
    let pointer = response.interact_pointer_pos()?;
    if response.drag_started() || response.clicked() {
        let grip = if thumb.contains(pointer) { pointer.y - thumb.top() } else { length / 2.0 };
        ui.data_mut(|data| data.insert_temp(grip_id, grip));
    }
    if !(response.dragged() || response.clicked()) || free_length <= 0.0 {
        return None;
    }
    let grip = ui.data(|data| data.get_temp(grip_id)).unwrap_or(length / 2.0);
    Some(f64::from(((pointer.y - grip - track.top()) / free_length).clamp(0.0, 1.0)))
}
