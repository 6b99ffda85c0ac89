//! Small counts that are painted beside a name.

use eframe::egui::{Color32, Pos2, Rect, Ui, pos2, vec2};

use crate::ui::theme::{self, SMALL_BOLD};

/// Height of a badge, in points.
const HEIGHT: f32 = 18.0;

/// Paints a number of recommendations in a disc around `center`, and returns the rectangle of the disc.
pub(crate) fn paint_recommendation_count(ui: &Ui, count: usize, center: Pos2) -> Rect {
    let tokens = theme::tokens(ui);
    let width = (text_width(ui, &count.to_string(), tokens.on_accent) + 10.0).max(HEIGHT);
    let rect = Rect::from_center_size(center, vec2(width, HEIGHT));
    paint(ui, &count.to_string(), rect, 9.0, (tokens.accent, tokens.on_accent));
    rect
}

/// Paints a number of search results in the colour of results. Its right edge is at `right`. Returns its rectangle.
pub(crate) fn paint_hit_count(ui: &Ui, count: u32, right: Pos2) -> Rect {
    let tokens = theme::tokens(ui);
    let size = vec2(text_width(ui, &count.to_string(), tokens.text) + 10.0, HEIGHT);
    let rect = Rect::from_min_size(pos2(right.x - size.x, right.y - size.y / 2.0), size);
    paint(ui, &count.to_string(), rect, 4.0, (tokens.hit, tokens.text));
    rect
}

fn text_width(ui: &Ui, words: &str, color: Color32) -> f32 {
    ui.painter().layout_no_wrap(words.to_owned(), SMALL_BOLD.format(color).font_id, color).size().x
}

fn paint(ui: &Ui, words: &str, rect: Rect, corner: f32, (fill, color): (Color32, Color32)) {
    ui.painter().rect_filled(rect, corner, fill);
    let galley = ui.painter().layout_no_wrap(words.to_owned(), SMALL_BOLD.format(color).font_id, color);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
}
