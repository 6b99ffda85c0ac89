//! Rows laid out and painted.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CursorIcon, Galley, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
    emath::TSTransform,
    pos2,
    text::LayoutJob,
    text_selection::{
        CCursorRange, accesskit_text::update_accesskit_for_text_widget, visuals::paint_text_selection,
    },
    vec2,
};

use super::{
    column::Column,
    links,
    recipe::{INDENT, Ink, MARK_ROOM, Piece, Recipe, Words},
    words::PlacedWords,
};
use crate::{
    analysis::{Selection, compare::Kind},
    app::{Command, DocumentId, Note},
    report::{Emphasis, Place, Text},
    ui::theme::{self, CORNER, PANEL_BOLD, Tokens, Type},
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
    /// The texts of the row that can be selected.
    pub(super) texts: &'a [&'a str],
    pub(super) selection: Option<Selection>,
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

/// Paints a row, and takes clicks on it.
pub(super) fn paint(
    ui: &mut Ui,
    recipe: &Recipe<'_>,
    set: &SetRow,
    at: &At<'_>,
    marked: bool,
    in_view: &mut Vec<PlacedWords>,
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
        paint_change(ui, kind, (words, recipe.line()), at.gutter, tokens);
    }
    if recipe.bar {
        let bar = Rect::from_min_size(words.min, vec2(4.0, words.height()));
        ui.painter().rect_filled(bar, 0.0, tokens.accent);
    }
    if let Some(number) = recipe.number {
        paint_number(ui, number, (words, recipe.line()), tokens);
    }
    if let Some(note) = at.note {
        show_note(ui, note, (words, recipe.line()), at, commands);
    }
    for (index, (piece, (galley, top))) in recipe.pieces.iter().zip(&set.galleys).enumerate() {
        let corner = at.origin + vec2(piece.x, *top);
        paint_before(ui, piece, galley, corner, tokens);
        let shift = if piece.right { vec2(piece.width, 0.0) } else { Vec2::ZERO };
        let corner_of_words = corner + shift;
        let words = words_of_piece(recipe, piece, (at.row, at.texts), galley, corner_of_words);
        let selected =
            words.as_ref().zip(at.selection).and_then(|(words, selection)| words.selected(&selection));
        let mut painted = Arc::clone(galley);
        if let Some(selected) = selected {
            paint_text_selection(&mut painted, &selection_visuals(ui), &selected, None);
        }
        ui.painter().galley(corner_of_words, painted, tokens.text);
        in_view.extend(words);
        // A row that is a link is one link, with one name.
        if recipe.link.is_none() {
            let id = (at.row, index);
            tell_words(
                ui,
                (recipe, piece),
                galley,
                corner_of_words,
                id,
                (says(recipe, piece, index), selected),
            );
            links::show(ui, piece, galley, corner, id, commands);
        }
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
fn paint_change(ui: &Ui, kind: Kind, (words, line): (Rect, f32), gutter: f32, tokens: &Tokens) {
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
    let at = pos2(words.left() - 12.0, words.top() + line * 1.5);
    let at = if words.height() < line * 1.9 { pos2(x + 12.0, words.center().y) } else { at };
    ui.painter().text(at, egui::Align2::RIGHT_CENTER, sign, font, tokens.accent);
}

/// The number stands in the margin, on the base line of the first line of the text.
fn paint_number(ui: &Ui, number: u32, (words, line): (Rect, f32), tokens: &Tokens) {
    let format = theme::reading(ui).number().format(tokens.secondary);
    let at = pos2(words.left() - 12.0, words.top() + line * 0.5 + 1.0);
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

/// What words that are selected look like.
fn selection_visuals(ui: &Ui) -> egui::Visuals {
    let tokens = theme::tokens(ui);
    let mut visuals = ui.visuals().clone();
    visuals.selection.bg_fill = tokens.selected_words;
    visuals.selection.stroke.color = tokens.text;
    visuals
}

/// Words of a piece that can be selected: all that are the row's own. What is told besides is none of the report's.
fn words_of_piece(
    recipe: &Recipe<'_>,
    piece: &Piece<'_>,
    (row, texts): (usize, &[&str]),
    galley: &Arc<Galley>,
    corner: Pos2,
) -> Option<PlacedWords> {
    let plain = piece.words.plain();
    let found = texts.iter().position(|text| std::ptr::eq(*text, plain));
    // A row's only words stand for its only text, also where a date was put behind them.
    let alone = recipe.pieces.len() == 1 && texts.len() == 1;
    let text = found.or(alone.then_some(0))?;
    let (galley, length) = (Arc::clone(galley), texts[text].len());
    Some(PlacedWords { row, text, length, exact: found.is_some(), corner, galley })
}

/// The words of any row, in view or not, as if its upper left corner were at the origin.
pub(super) fn words_of(ui: &Ui, column: &Column<'_>, row: usize) -> Vec<PlacedWords> {
    let mut recipe = column.recipe(row);
    // Words that are marked may begin another line.
    column.mark(row, &mut recipe);
    let set = lay_out(ui, &recipe);
    let texts = column.texts(row);
    let words = recipe.pieces.iter().zip(&set.galleys).filter_map(|(piece, (galley, top))| {
        words_of_piece(&recipe, piece, (row, &texts), galley, pos2(piece.x, *top))
    });
    words.collect()
}

/// Tells words to those who hear them, and what of them is selected.
fn tell_words(
    ui: &Ui,
    (recipe, piece): (&Recipe<'_>, &Piece<'_>),
    galley: &Galley,
    corner: Pos2,
    id: (usize, usize),
    (says, selected): (Option<String>, Option<CCursorRange>),
) {
    let rect = galley.rect.translate(corner.to_vec2());
    let response = ui.interact(rect, ui.scope_id().with(id), Sense::hover());
    let role = match (recipe.rule, recipe.shaded) {
        (true, true) => Role::ColumnHeader,
        (true, false) => Role::Cell,
        (false, _) => Role::Label,
    };
    response.widget_info(|| WidgetInfo::labeled(role, true, galley.text()));
    update_accesskit_for_text_widget(
        ui.ctx(),
        response.id,
        selected,
        TSTransform::from_translation(corner.to_vec2()),
        galley,
    );
    if let Some(says) = says {
        ui.accesskit_node_builder(response.id, |node| node.set_description(says));
    }
    if let Some(level) = piece.heading {
        ui.accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Heading);
            node.set_level(usize::from(level));
        });
    }
}

/// The sign of a note under the number; a click opens it.
fn show_note(ui: &Ui, note: &Note, (words, line): (Rect, f32), at: &At<'_>, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let center = pos2(words.left() - at.gutter + 14.0, words.top() + line * 0.5 + 1.0);
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
