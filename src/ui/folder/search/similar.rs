//! Paragraphs that are similar to one that the user chose.

use eframe::egui::{Align2, Ui, pos2};

use super::{
    Shown,
    row::{MAX_TEXT_WIDTH, NUMBER_WIDTH, SIDE_MARGIN, handle_row, lay_out_highlighted, report_name},
};
use crate::{
    app::Command,
    ui::{
        strings::folder_search as strings,
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::{list_row, text},
    },
};

/// Height of a paragraph, in points: its report, two lines of its text, and the words in common.
pub(super) const ROW_HEIGHT: f32 = 98.0;

/// Shows a similar paragraph. A click opens its report there.
pub(super) fn show_row(ui: &mut Ui, shown: Shown<'_>, index: usize, commands: &mut Vec<Command>) {
    let similar = shown.tab.search.similar.as_ref().and_then(|similar| similar.lines.get(index));
    let Some(similar) = similar else { return };
    let line = &similar.line;
    let section = line.section.as_ref().and_then(|section| section.path.last());
    let mut title = report_name(shown, &similar.report);
    if let Some(section) = section {
        title.push_str(" \u{B7} ");
        title.push_str(section);
    }
    let mut words = strings::words_in_common(&similar.shared_words);
    if similar.repeated_count > 0 {
        words.push_str(" \u{B7} ");
        words.push_str(&strings::same_words(similar.repeated_count));
    }
    let (rect, response) = list_row::show(ui, &format!("{title}: {}. {words}", line.text), false);
    let tokens = theme::tokens(ui);
    let left = rect.left() + SIDE_MARGIN + NUMBER_WIDTH;
    let width = (rect.right() - SIDE_MARGIN - left).min(MAX_TEXT_WIDTH);
    let mut top = rect.top() + 8.0;
    text::paint_truncated(ui, &title, SMALL_BOLD, tokens.secondary, pos2(left, top), width);
    top += SMALL_BOLD.line_height + 2.0;
    if let Some(number) = line.number {
        let font = SMALL.text_format(tokens.secondary).font_id;
        let at = pos2(left - 12.0, top + PANEL.line_height / 2.0);
        ui.painter().text(at, Align2::RIGHT_CENTER, number.to_string(), font, tokens.secondary);
    }
    let galley = lay_out_highlighted(ui, &line.text, &line.highlighted, (PANEL, tokens), width, 2);
    let height = galley.size().y;
    ui.painter().galley(pos2(left, top), galley, tokens.text);
    text::paint_truncated(ui, &words, SMALL, tokens.secondary, pos2(left, top + height + 3.0), width);
    handle_row(&response, shown, &similar.report, (line.place, Some(line.line)), commands);
}
