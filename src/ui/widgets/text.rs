//! Lays out and paints text without a widget.

use std::{ops::Range, sync::Arc};

use eframe::egui::{
    Color32, Galley, Pos2, TextStyle, TextWrapMode, Ui, WidgetText,
    text::{ByteIndex, LayoutJob, LayoutSection},
};

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
    ui.fonts_mut(|fonts| fonts.layout_job(separate_directions(job)))
}

/// Returns true for a letter of a script that is written from right to left, such as Hebrew or Arabic.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Returns a layout job in which each section has scripts of one direction. egui draws all letters of a section in the
/// direction of its first letter, so that English words after a Hebrew letter would be reversed.
pub(crate) fn separate_directions(job: LayoutJob) -> LayoutJob {
    if !job.text.contains(is_right_to_left) {
        return job;
    }
    let mut separated = LayoutJob { sections: Vec::new(), ..job.clone() };
    for section in &job.sections {
        let first = section.byte_range.start.0;
        let words = &job.text[first..section.byte_range.end.0];
        let mut leading_space = section.leading_space;
        // `append` joins sections of one format.
        let mut push = |part: Range<usize>| {
            separated.sections.push(LayoutSection {
                leading_space: std::mem::take(&mut leading_space),
                byte_range: ByteIndex(first + part.start)..ByteIndex(first + part.end),
                format: section.format.clone(),
            });
        };
        let mut start = 0;
        // The direction of the last letter, and the end of the last letter from right to left. Spaces between two words
        // are part of their direction, and other spaces of the text from left to right.
        let (mut was_right_to_left, mut end) = (None, 0);
        for (at, c) in words.char_indices().filter(|(_, c)| c.is_alphabetic()) {
            let is_right_to_left = is_right_to_left(c);
            if was_right_to_left.is_some_and(|was| was != is_right_to_left) {
                let next = if is_right_to_left { at } else { end };
                push(start..next);
                start = next;
            }
            was_right_to_left = Some(is_right_to_left);
            if is_right_to_left {
                end = at + c.len_utf8();
            }
        }
        if start < words.len() {
            push(start..words.len());
        }
    }
    separated
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

#[cfg(test)]
mod tests {
    use eframe::egui::{TextFormat, text::LayoutJob};

    use super::separate_directions;

    #[test]
    fn each_section_has_letters_of_one_direction() {
        let sections = |words: &str| -> Vec<String> {
            let job = separate_directions(LayoutJob::single_section(words.to_owned(), TextFormat::default()));
            let range = |section: &eframe::egui::text::LayoutSection| {
                section.byte_range.start.0..section.byte_range.end.0
            };
            assert_eq!(job.text, words);
            job.sections.iter().map(|section| job.text[range(section)].to_owned()).collect()
        };
        assert_eq!(sections("the council"), ["the council"]);
        assert_eq!(
            sections("\u{5E9}\u{5DC} \u{5E2}\u{5DD} the council \u{627}\u{644}."),
            ["\u{5E9}\u{5DC} \u{5E2}\u{5DD}", " the council ", "\u{627}\u{644}."]
        );
    }
}
