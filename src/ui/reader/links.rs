//! Links in the text to another place in the same report.

use eframe::egui::{
    self, CursorIcon, Galley, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
    text::{CCursor, CharIndex},
};

use super::row_spec::RowPiece;
use crate::{
    app::Command,
    report::Report,
    ui::{preview, strings::report as strings, theme},
};

/// Shows the links of a piece of a row, with previews of their targets. A click on a link goes to its target. `corner`
/// is the upper left corner of the piece on the screen, and `row_and_piece` the row and the index of the piece in the
/// row.
pub(super) fn show(
    ui: &Ui,
    piece: &RowPiece<'_>,
    galley: &Galley,
    corner: Pos2,
    row_and_piece: (usize, usize),
    report: &Report,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let words = piece.words.plain();
    let (mut counted_bytes, mut counted_characters) = (0, 0);
    for (index, (range, place)) in piece.links.iter().enumerate() {
        let Some(title) = words.get(range.clone()) else { continue };
        // Links are in the order of the text, so the characters before a link are counted on from the link before.
        counted_characters +=
            words.get(counted_bytes..range.start).map_or(0, |between| between.chars().count());
        counted_bytes = range.start;
        let (start, end) = (counted_characters, counted_characters + title.chars().count());
        let is_number = title.starts_with(|c: char| c.is_ascii_digit());
        let name = if is_number { strings::paragraph_label(title) } else { title.to_owned() };
        for (line, rect) in line_rects(galley, start, end).into_iter().enumerate() {
            let rect = rect.translate(corner.to_vec2());
            if !ui.is_rect_visible(rect) {
                continue;
            }
            let id = ui.scope_id().with(("reference", row_and_piece, index, line));
            // Only the first line of a link can be reached with the Tab key and has a name for screen readers.
            // Otherwise a link over several lines would count as several links.
            let response = ui.interact(rect, id, if line == 0 { Sense::click() } else { Sense::CLICK });
            if line == 0 {
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name.as_str()));
            }
            // The line is directly below the letters. egui's own underline would be at the bottom of the line box.
            let underline_y = rect.center().y + piece.style.size * 0.42;
            ui.painter().hline(rect.x_range(), underline_y, Stroke::new(1.0, tokens.link));
            if response.has_focus() {
                let ring = Stroke::new(theme::FOCUS_RING_WIDTH, tokens.accent);
                ui.painter().rect_stroke(rect.expand(2.0), 2.0, ring, egui::StrokeKind::Outside);
            }
            let response = response.on_hover_cursor(CursorIcon::PointingHand);
            if preview::show(response, report, *place).clicked() {
                commands.push(Command::GoTo(*place));
            }
        }
    }
}

/// Returns the rectangles of the characters `start..end`, one for each line, relative to the galley.
fn line_rects(galley: &Galley, start: usize, end: usize) -> Vec<Rect> {
    // The position after a character is on the same line, but the position before it can be on the line above.
    let position_after = |character: usize| galley.layout_from_cursor(CCursor::new(CharIndex(character + 1)));
    let (first, last) = (position_after(start), position_after(end.saturating_sub(1)));
    let mut rects = Vec::new();
    for (index, row) in galley.rows.iter().enumerate().take(last.row + 1).skip(first.row) {
        let left =
            if index == first.row { row.x_offset(CharIndex(first.column.0.saturating_sub(1))) } else { 0.0 };
        let right = if index == last.row { row.x_offset(last.column) } else { row.size.x };
        rects.push(Rect::from_min_max(
            row.pos + egui::vec2(left, 0.0),
            pos2(row.pos.x + right.max(left + 8.0), row.pos.y + row.size.y),
        ));
    }
    rects
}
