//! Badges: small counts that are painted beside a name.

use eframe::egui::{Color32, Pos2, Rect, Ui, pos2, vec2};

use crate::ui::theme::{self, SMALL_BOLD};

/// Height of a badge, in points.
const BADGE_HEIGHT: f32 = 18.0;

/// Paints a number of recommendations in a disc around `center`, and returns the rectangle of the disc.
pub(crate) fn paint_recommendation_count(ui: &Ui, count: usize, center: Pos2) -> Rect {
    let tokens = theme::tokens(ui);
    let width = (text_width(ui, &count.to_string(), tokens.on_accent) + 10.0).max(BADGE_HEIGHT);
    let rect = Rect::from_center_size(center, vec2(width, BADGE_HEIGHT));
    paint_badge(ui, &count.to_string(), rect, 9.0, (tokens.accent, tokens.on_accent));
    rect
}

/// Paints a number of search hits in the colour of search hits, and returns the rectangle of the badge.
/// `right_middle` is the middle of its right edge.
pub(crate) fn paint_hit_count(ui: &Ui, count: u32, right_middle: Pos2) -> Rect {
    let tokens = theme::tokens(ui);
    let size = vec2(text_width(ui, &count.to_string(), tokens.text) + 10.0, BADGE_HEIGHT);
    let rect = Rect::from_min_size(pos2(right_middle.x - size.x, right_middle.y - size.y / 2.0), size);
    paint_badge(ui, &count.to_string(), rect, 4.0, (tokens.hit, tokens.text));
    rect
}

/// Returns the width of words in a badge, in points.
fn text_width(ui: &Ui, words: &str, color: Color32) -> f32 {
    ui.painter().layout_no_wrap(words.to_owned(), SMALL_BOLD.text_format(color).font_id, color).size().x
}

/// Paints a badge with these words. `corner_radius` is in points.
fn paint_badge(ui: &Ui, words: &str, rect: Rect, corner_radius: f32, (fill, color): (Color32, Color32)) {
    ui.painter().rect_filled(rect, corner_radius, fill);
    let galley = ui.painter().layout_no_wrap(words.to_owned(), SMALL_BOLD.text_format(color).font_id, color);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
}
