//! Rows laid out and painted.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CursorIcon, Galley, Label, Pos2, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2,
    text::{CCursor, CharIndex, LayoutJob},
    vec2,
};

use super::recipe::{INDENT, Ink, MARK_ROOM, Piece, Recipe, Words};
use crate::{
    analysis::{Abbreviation, compare::Kind},
    app::{Command, Copied, DocumentId, Note},
    report::{Emphasis, Place, Text},
    ui::theme::{self, CORNER, PANEL, PANEL_BOLD, READING, Tokens, Type},
};

/// A row that was laid out.
pub(super) struct SetRow {
    /// With the space above and below.
    pub(super) height: f32,
    /// For each piece its words, and how far below the top of the row they begin.
    galleys: Vec<(Arc<Galley>, f32)>,
}

/// Where a row is painted.
pub(super) struct At<'a> {
    pub(super) document: DocumentId,
    pub(super) row: usize,
    pub(super) place: Place,
    /// What letters stand for.
    pub(super) abbreviations: &'a [Abbreviation],
    /// What is noted here.
    pub(super) note: Option<&'a Note>,
    /// The upper left corner of the text column.
    pub(super) origin: Pos2,
    pub(super) width: f32,
    pub(super) gutter: f32,
}

/// Size of the mark before a grade, in points.
const MARK: f32 = 18.0;

/// Lays out the words of a row. egui keeps what was laid out in the frame before, so that a row in view costs little.
pub(super) fn lay_out(ui: &Ui, recipe: &Recipe<'_>) -> SetRow {
    let tokens = theme::tokens(ui);
    let mut top = recipe.above;
    let mut height = 0.0_f32;
    let galleys = recipe
        .pieces
        .iter()
        .map(|piece| {
            let job = job(piece, tokens);
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            let size = galley.size().y;
            let at = top;
            if recipe.beside {
                height = height.max(size);
            } else {
                top += size;
                height += size;
            }
            (galley, at)
        })
        .collect();
    SetRow { height: recipe.above + height + recipe.below, galleys }
}

fn job(piece: &Piece<'_>, tokens: &Tokens) -> LayoutJob {
    let color = match piece.ink {
        Ink::Text => tokens.text,
        Ink::Secondary => tokens.secondary,
        Ink::Link => tokens.link,
    };
    let mut job = match &piece.words {
        Words::Text(text) => emphasised(text, piece, color, tokens),
        Words::Stretch(text, range) => emphasised(&text.slice(range.clone()), piece, color, tokens),
        Words::Plain(words) if piece.differs.is_some() || !piece.hits.0.is_empty() => {
            emphasised(&Text::from(words.as_ref()), piece, color, tokens)
        }
        Words::Plain(words) => {
            LayoutJob::single_section(words.clone().into_owned(), piece.kind.format(color))
        }
    };
    job.wrap.max_width = piece.width;
    if piece.right {
        job.halign = egui::Align::RIGHT;
    }
    job
}

/// What sets words off from those beside them.
#[derive(Clone, Copy, PartialEq)]
enum Set {
    Off(Emphasis),
    Link,
    Differs,
    Hit,
    CurrentHit,
}

/// Words with their emphasis and links, stretch by stretch between the places where some begins or ends.
fn emphasised(text: &Text, piece: &Piece<'_>, color: Color32, tokens: &Tokens) -> LayoutJob {
    let plain = text.plain();
    // Where something begins (1) and ends (-1).
    let emphasis = text.emphasis().iter().map(|(range, kind)| (range.clone(), Set::Off(*kind)));
    let links = piece.links.iter().map(|(range, _)| (range.clone(), Set::Link));
    let differs =
        piece.differs.iter().flat_map(|(ranges, _)| ranges).map(|range| (range.clone(), Set::Differs));
    let hits = piece.hits.0.iter().enumerate().map(|(index, range)| {
        let is_current = piece.hits.1 == Some(index);
        (range.clone(), if is_current { Set::CurrentHit } else { Set::Hit })
    });
    let gone = piece.differs.as_ref().is_some_and(|(_, gone)| *gone);
    let mut ends: Vec<(usize, Set, i32)> = emphasis
        .chain(links)
        .chain(differs)
        .chain(hits)
        .flat_map(|(range, set)| [(range.start, set, 1), (range.end, set, -1)])
        .collect();
    ends.sort_by_key(|(at, ..)| *at);
    let mut job = LayoutJob::default();
    let (mut at, mut bold, mut italic, mut link, mut other) = (0, 0, 0, 0, 0);
    let (mut hit, mut current) = (0, 0);
    for (end, set, change) in ends.into_iter().chain([(plain.len(), Set::Link, 0)]) {
        if at < end {
            // What came is heavy, what went is struck out: told without colour too.
            let heavy = bold > 0 || other > 0 && !gone;
            let kind = Type { bold: piece.kind.bold || heavy, ..piece.kind };
            let color = if link > 0 { tokens.link } else { color };
            let mut format = if italic > 0 { kind.italic(color) } else { kind.format(color) };
            if other > 0 {
                format.background = tokens.selection;
                if gone {
                    format.strikethrough = Stroke::new(1.0, tokens.secondary);
                }
            }
            if current > 0 {
                format.background = tokens.current_hit;
                format.color = tokens.on_current_hit;
            } else if hit > 0 {
                format.background = tokens.hit;
            }
            job.append(&plain[at..end], 0.0, format);
            at = end;
        }
        match set {
            Set::Off(Emphasis::Bold) => bold += change,
            Set::Off(Emphasis::Italic) => italic += change,
            Set::Link => link += change,
            Set::Differs => other += change,
            Set::Hit => hit += change,
            Set::CurrentHit => current += change,
        }
    }
    job
}

/// Takes clicks on the words that lead somewhere.
fn show_links(
    ui: &Ui,
    piece: &Piece<'_>,
    galley: &Galley,
    corner: Pos2,
    id: (usize, usize),
    commands: &mut Vec<Command>,
) {
    let words = piece.words.plain();
    for (index, (range, place)) in piece.links.iter().enumerate() {
        let Some(title) = words.get(range.clone()) else { continue };
        let characters = |end: usize| CCursor::new(CharIndex(words[..end].chars().count()));
        let (from, to) = (
            galley.pos_from_cursor(characters(range.start)),
            // Before the last letter: behind it the next line may begin.
            galley.pos_from_cursor(characters(range.end.saturating_sub(1))),
        );
        let letter = (to.left() - from.left()).max(0.0) / (title.len().max(2) - 1) as f32;
        let rect =
            Rect::from_min_max(from.min, to.max + vec2(letter.max(8.0), 0.0)).translate(corner.to_vec2());
        let response = ui.interact(rect, ui.scope_id().with(("reference", id, index)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("Paragraph {title}")));
        // Right below the letters: egui's own line is as low as the line is high.
        let base = rect.center().y + piece.kind.size * 0.42;
        ui.painter().hline(rect.x_range(), base, Stroke::new(1.0, theme::tokens(ui).link));
        if response.has_focus() {
            let ring = Stroke::new(theme::RING, theme::tokens(ui).accent);
            ui.painter().rect_stroke(rect.expand(2.0), 2.0, ring, egui::StrokeKind::Outside);
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if response.on_hover_text(format!("Go to paragraph {title}")).clicked() {
            commands.push(Command::GoTo(*place));
        }
    }
}

/// Paints a row, and takes clicks on it.
pub(super) fn paint(
    ui: &mut Ui,
    recipe: &Recipe<'_>,
    set: &SetRow,
    at: &At<'_>,
    marked: bool,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let words = Rect::from_min_size(
        at.origin + vec2(0.0, recipe.above),
        vec2(at.width, set.height - recipe.above - recipe.below),
    );
    if recipe.shaded || recipe.rule {
        paint_table_row(ui, recipe, words, tokens);
    }
    if marked {
        let band = Rect::from_min_max(pos2(words.left() - at.gutter + 4.0, words.top()), words.max)
            .expand2(vec2(6.0, 4.0));
        ui.painter().rect_filled(band, CORNER, tokens.selection);
        let edge = Rect::from_min_size(band.min, vec2(4.0, band.height()));
        ui.painter().rect_filled(edge, 2.0, tokens.accent);
    }
    if let Some(kind) = recipe.change {
        paint_change(ui, kind, words, at.gutter, tokens);
    }
    if recipe.bar {
        let bar = Rect::from_min_size(words.min, vec2(4.0, words.height()));
        ui.painter().rect_filled(bar, 0.0, tokens.accent);
    }
    if let Some(number) = recipe.number {
        paint_number(ui, number, words, tokens);
    }
    if let Some(note) = at.note {
        show_note(ui, note, words, at, commands);
    }
    for (index, (piece, (galley, top))) in recipe.pieces.iter().zip(&set.galleys).enumerate() {
        let corner = at.origin + vec2(piece.x, *top);
        paint_before(ui, piece, galley, corner, tokens);
        let shift = if piece.right { vec2(piece.width, 0.0) } else { Vec2::ZERO };
        let response = show_words(
            ui,
            piece,
            Arc::clone(galley),
            corner + shift,
            (at.row, index),
            says(recipe, piece, index),
            recipe.link.is_some(),
        );
        if let Some(response) = response {
            copy_menu(&response, (at.document, at.place), commands);
            explain(ui, &response, galley, corner + shift, at.abbreviations);
        }
        show_links(ui, piece, galley, corner, (at.row, index), commands);
    }
    if let Some(place) = recipe.link {
        let id = ui.scope_id().with(("link", at.row));
        let response = ui.interact(words.expand2(vec2(0.0, 2.0)), id, Sense::click());
        let title = recipe.pieces.first().map_or("", |piece| piece.words.plain());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, title));
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if response.hovered() || response.has_focus() {
            ui.painter().hline(words.x_range(), words.bottom(), Stroke::new(1.0, tokens.link));
        }
        if response.clicked() {
            commands.push(Command::GoTo(place));
        }
    }
}

fn paint_table_row(ui: &Ui, recipe: &Recipe<'_>, words: Rect, tokens: &Tokens) {
    // The last row of a table has its space below outside the line.
    let row = words.expand2(vec2(0.0, recipe.above.min(recipe.below)));
    if recipe.shaded {
        ui.painter().rect_filled(row, 0.0, tokens.bar);
    }
    ui.painter().hline(row.x_range(), row.bottom(), Stroke::new(1.0, tokens.line));
}

/// What became of a text, in the margin: a sign, and a line whose style says the same.
fn paint_change(ui: &Ui, kind: Kind, words: Rect, gutter: f32, tokens: &Tokens) {
    let (sign, _) = kind.says();
    let x = words.left() - gutter + 8.0;
    let (top, bottom) = (pos2(x, words.top() + 1.0), pos2(x, words.bottom() - 1.0));
    let stroke = Stroke::new(3.0, tokens.accent);
    match kind {
        Kind::Inserted | Kind::Deleted => {
            ui.painter().line_segment([top, bottom], stroke);
        }
        Kind::Changed | Kind::Replaced => {
            ui.painter().extend(egui::Shape::dashed_line(&[top, bottom], stroke, 3.0, 3.0));
        }
        Kind::Moved => {
            ui.painter().extend(egui::Shape::dashed_line(&[top, bottom], stroke, 9.0, 4.0));
        }
    }
    let font = PANEL_BOLD.format(tokens.accent).font_id;
    // Under the number, or where one would stand.
    let at = pos2(words.left() - 12.0, words.top() + READING.line * 1.5);
    let at = if words.height() < READING.line * 1.9 { pos2(x + 12.0, words.center().y) } else { at };
    ui.painter().text(at, egui::Align2::RIGHT_CENTER, sign, font, tokens.accent);
}

/// The number stands in the margin, on the base line of the first line of the text.
fn paint_number(ui: &Ui, number: u32, words: Rect, tokens: &Tokens) {
    let format = PANEL.format(tokens.secondary);
    let at = pos2(words.left() - 12.0, words.top() + READING.line * 0.5 + 1.0);
    ui.painter().text(at, egui::Align2::RIGHT_CENTER, number, format.font_id, tokens.secondary);
}

/// What stands before the words: a bullet, or the mark of a grade.
fn paint_before(ui: &Ui, piece: &Piece<'_>, galley: &Galley, corner: Pos2, tokens: &Tokens) {
    if piece.bullet {
        let middle = corner.y + piece.kind.line / 2.0 + 1.0;
        ui.painter().circle_filled(pos2(corner.x - INDENT + 7.0, middle), 2.6, tokens.text);
    }
    if let Some(mark) = piece.mark {
        let middle = corner.y + galley.size().y.min(piece.kind.line) / 2.0;
        mark.paint(ui.painter(), tokens, pos2(corner.x - MARK_ROOM + MARK / 2.0, middle), MARK);
    }
}

/// What is painted beside the words, for those who hear them: the number, that it is a recommendation, the grade.
fn says(recipe: &Recipe<'_>, piece: &Piece<'_>, index: usize) -> Option<String> {
    let number = recipe.number.filter(|_| index == 0).map(|number| format!("Paragraph {number}"));
    let recommendation = recipe.bar.then(|| "Recommendation".to_owned());
    let says = number.or(recommendation).or_else(|| piece.spoken.clone());
    let change = recipe.change.filter(|_| index == 0).map(|kind| kind.says().1);
    match (change, says) {
        (Some(change), Some(says)) => Some(format!("{change}. {says}")),
        (Some(change), None) => Some(change.to_owned()),
        (None, says) => says,
    }
}

/// The words as a label, which can be selected and heard.
fn show_words(
    ui: &mut Ui,
    piece: &Piece<'_>,
    galley: Arc<Galley>,
    corner: Pos2,
    id: (usize, usize),
    says: Option<String>,
    is_link: bool,
) -> Option<Response> {
    let rect = Rect::from_min_size(corner, galley.size());
    if is_link {
        // The row is one link, with one name.
        ui.painter().galley(corner, galley, theme::tokens(ui).text);
        return None;
    }
    let builder = UiBuilder::new().scope_id(ui.scope_id().with(id)).max_rect(rect);
    let mut child = ui.new_child(builder);
    let response = child.add(Label::new(galley).selectable(true));
    if let Some(says) = says {
        ui.accesskit_node_builder(response.id, |node| node.set_description(says));
    }
    if let Some(level) = piece.heading {
        ui.accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Heading);
            node.set_level(usize::from(level));
        });
    }
    Some(response)
}

/// The sign of a note under the number; a click opens it.
fn show_note(ui: &Ui, note: &Note, words: Rect, at: &At<'_>, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let center = pos2(words.left() - at.gutter + 14.0, words.top() + READING.line * 0.5 + 1.0);
    let rect = Rect::from_center_size(center, vec2(24.0, 24.0));
    let response = ui.interact(rect, ui.scope_id().with(("note", at.row)), Sense::click());
    let says = if note.text.is_empty() { "Bookmark" } else { note.text.as_str() };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Note: {says}")));
    // A ribbon: its shape tells it without colour.
    let (left, right, top, low) = (center.x - 5.0, center.x + 5.0, center.y - 8.0, center.y + 8.0);
    let ribbon =
        [pos2(left, top), pos2(right, top), pos2(right, low), pos2(center.x, low - 5.0), pos2(left, low)];
    let (upper, lower) = ([ribbon[0], ribbon[1], ribbon[2], ribbon[3]], [ribbon[0], ribbon[3], ribbon[4]]);
    for part in [upper.to_vec(), lower.to_vec()] {
        ui.painter().add(egui::Shape::convex_polygon(part, tokens.accent, Stroke::NONE));
    }
    if response.has_focus() {
        let ring = Stroke::new(theme::RING, tokens.accent);
        ui.painter().rect_stroke(rect, CORNER, ring, egui::StrokeKind::Inside);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(says);
    if response.clicked() {
        commands.push(Command::BeginNote(at.document, at.place));
    }
}

/// What can be copied of a paragraph, behind the other button of the mouse.
fn copy_menu(response: &Response, (of, place): (DocumentId, Place), commands: &mut Vec<Command>) {
    response.context_menu(|ui| {
        for (what, label) in Copied::ALL {
            if ui.button(label).clicked() {
                commands.push(Command::Copy(what, of, place));
            }
        }
        if ui.button("Note…").clicked() {
            commands.push(Command::BeginNote(of, place));
        }
    });
}

/// Says what the letters under the pointer stand for.
fn explain(ui: &Ui, response: &Response, galley: &Galley, corner: Pos2, abbreviations: &[Abbreviation]) {
    let Some(pointer) = response.hover_pos().filter(|_| !abbreviations.is_empty()) else { return };
    let at = galley.cursor_from_pos(pointer - corner).index.0;
    let text = galley.text();
    let byte = text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    let is_letter = |c: char| c.is_alphanumeric();
    let start = text[..byte].trim_end_matches(is_letter).len();
    let end = byte + (text[byte..].len() - text[byte..].trim_start_matches(is_letter).len());
    let word = &text[start..end];
    let singular = word.strip_suffix('s').unwrap_or(word);
    let named = abbreviations.iter().find(|item| item.short == word || item.short == singular);
    if let Some((named, long)) = named.and_then(|item| Some((item, item.long()?))) {
        let words = format!("{}: {long}", named.short);
        // Beside the pointer: a paragraph is large.
        response.clone().on_hover_ui_at_pointer(|ui| {
            ui.label(PANEL.rich(words, theme::tokens(ui).text));
        });
        ui.set_cursor_icon(CursorIcon::Help);
    }
}
