//! Lays out and paints text without a widget.

use std::sync::Arc;

use eframe::egui::{Color32, Galley, Pos2, TextStyle, TextWrapMode, Ui, WidgetText, text::LayoutJob};

use crate::ui::theme::{self, TypeStyle};

/// Lays out text in lines of at most `width` points.
pub(crate) fn lay_out_wrapped(
    ui: &Ui,
    words: &str,
    style: TypeStyle,
    color: Color32,
    width: f32,
) -> Arc<Galley> {
    lay_out_in_rows(ui, words, style, color, width, usize::MAX)
}

/// Lays out text in at most `max_rows` lines of at most `width` points, with an ellipsis if it is longer.
pub(crate) fn lay_out_in_rows(
    ui: &Ui,
    words: &str,
    style: TypeStyle,
    color: Color32,
    width: f32,
    max_rows: usize,
) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(words.to_owned(), style.text_format(color));
    job.wrap.max_width = width;
    job.wrap.max_rows = max_rows;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Lays out text in one line of at most `width` points, with an ellipsis if it is longer.
pub(crate) fn lay_out_truncated(
    ui: &Ui,
    words: &str,
    style: TypeStyle,
    color: Color32,
    width: f32,
) -> Arc<Galley> {
    let text = WidgetText::from(style.rich_text(words, color));
    text.into_galley(ui, Some(TextWrapMode::Truncate), width, TextStyle::Body)
}

/// Lays out text in one line of at most `width` points. If it is longer, an ellipsis takes the place of its start.
pub(crate) fn lay_out_without_start(
    ui: &Ui,
    words: &str,
    style: TypeStyle,
    color: Color32,
    width: f32,
) -> Arc<Galley> {
    let mut galley = lay_out_truncated(ui, words, style, color, width);
    for (start, _) in words.char_indices().skip(1) {
        if !galley.elided {
            break;
        }
        galley = lay_out_truncated(ui, &format!("\u{2026}{}", &words[start..]), style, color, width);
    }
    galley
}

/// Returns the height of text in lines of at most `width`, both in points.
pub(crate) fn wrapped_height(ui: &Ui, words: &str, style: TypeStyle, width: f32) -> f32 {
    lay_out_wrapped(ui, words, style, theme::tokens(ui).text, width).size().y
}

/// Paints text in lines of at most `width`, and returns its height, both in points.
pub(crate) fn paint_wrapped(
    ui: &Ui,
    words: &str,
    style: TypeStyle,
    color: Color32,
    at: Pos2,
    width: f32,
) -> f32 {
    let galley = lay_out_wrapped(ui, words, style, color, width);
    let height = galley.size().y;
    ui.painter().galley(at, galley, color);
    height
}

/// Paints text in one line of at most `width` points, with an ellipsis if it is longer.
pub(crate) fn paint_truncated(ui: &Ui, words: &str, style: TypeStyle, color: Color32, at: Pos2, width: f32) {
    let galley = lay_out_truncated(ui, words, style, color, width);
    ui.painter().galley(at, galley, color);
}
