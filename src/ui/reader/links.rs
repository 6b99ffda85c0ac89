//! Words in the text that lead to another place of it.

use eframe::egui::{
    self, CursorIcon, Galley, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
    text::{CCursor, CharIndex},
};

use super::recipe::Piece;
use crate::{app::Command, ui::theme};

/// Takes clicks on the words that lead somewhere.
pub(super) fn show(
    ui: &Ui,
    piece: &Piece<'_>,
    galley: &Galley,
    corner: Pos2,
    id: (usize, usize),
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let words = piece.words.plain();
    let (mut counted, mut characters) = (0, 0);
    for (index, (range, place)) in piece.links.iter().enumerate() {
        let Some(title) = words.get(range.clone()) else { continue };
        // In order, so that characters are counted once.
        characters += words.get(counted..range.start).map_or(0, |between| between.chars().count());
        counted = range.start;
        let (first, end) = (characters, characters + title.chars().count());
        let (says, hint) = match title.starts_with(|c: char| c.is_ascii_digit()) {
            true => (format!("Paragraph {title}"), format!("Go to paragraph {title}")),
            false => (title.to_owned(), format!("Go to {title}")),
        };
        for (line, rect) in lines(galley, first, end).into_iter().enumerate() {
            let rect = rect.translate(corner.to_vec2());
            if !ui.is_rect_visible(rect) {
                continue;
            }
            let id = ui.scope_id().with(("reference", id, index, line));
            // One stop for the keyboard and one name by ear, on however many lines the words stand.
            let response = ui.interact(rect, id, if line == 0 { Sense::click() } else { Sense::CLICK });
            if line == 0 {
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, says.as_str()));
            }
            // Right below the letters: egui's own line is as low as the line is high.
            let base = rect.center().y + piece.kind.size * 0.42;
            ui.painter().hline(rect.x_range(), base, Stroke::new(1.0, tokens.link));
            if response.has_focus() {
                let ring = Stroke::new(theme::RING, tokens.accent);
                ui.painter().rect_stroke(rect.expand(2.0), 2.0, ring, egui::StrokeKind::Outside);
            }
            let response = response.on_hover_cursor(CursorIcon::PointingHand);
            if response.on_hover_text(&hint).clicked() {
                commands.push(Command::GoTo(*place));
            }
        }
    }
}

/// Where characters stand, line by line.
fn lines(galley: &Galley, from: usize, to: usize) -> Vec<Rect> {
    // A character stands where the place behind it does: before it the line before may end.
    let at = |character: usize| galley.layout_from_cursor(CCursor::new(CharIndex(character + 1)));
    let (first, last) = (at(from), at(to.saturating_sub(1)));
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
