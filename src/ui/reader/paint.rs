//! Paints the rows of the text, and adds them to the accessibility tree.

use std::sync::Arc;

use eframe::egui::{
    self, CursorIcon, Galley, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo,
    emath::TSTransform,
    pos2,
    text_selection::{
        CCursorRange, accesskit_text::update_accesskit_for_text_widget, visuals::paint_text_selection,
    },
    vec2,
};

use super::{
    column::Column,
    links,
    row_layout::{LaidOutRow, lay_out_row},
    row_spec::{BULLET_INDENT, GRADE_MARK_WIDTH, RowPiece, RowSpec},
    words::PlacedWords,
};
use crate::{
    analysis::{
        Selection,
        compare::{TextChangeKind, TextMode},
    },
    app::{Command, DocumentId, Note},
    report::{Place, Report},
    ui::{
        strings::report as strings,
        theme::{self, CORNER_RADIUS, PANEL_BOLD, Tokens},
    },
};

/// The position of a row on the screen, and the highlights that depend on the state. Lengths are in points.
pub(super) struct RowContext<'a> {
    pub(super) document: DocumentId,
    pub(super) report: &'a Report,
    pub(super) row: usize,
    pub(super) place: Place,
    /// The texts of the row that can be selected.
    pub(super) texts: &'a [&'a str],
    pub(super) selection: Option<Selection>,
    /// True if the user went to this row, so that it is highlighted.
    pub(super) is_current: bool,
    /// The note on this paragraph.
    pub(super) note: Option<&'a Note>,
    /// The upper left corner of the row in the text column.
    pub(super) origin: Pos2,
    pub(super) width: f32,
    pub(super) gutter: f32,
}

/// Size of the grade mark before a grade, in points.
const GRADE_MARK_SIZE: f32 = 18.0;

/// Paints a row. A click on a link goes to its target, and a click on the note symbol opens the note. Adds the words of
/// the row to `in_view`.
pub(super) fn paint_row(
    ui: &mut Ui,
    spec: &RowSpec<'_>,
    laid_out: &LaidOutRow,
    context: &RowContext<'_>,
    in_view: &mut Vec<PlacedWords>,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let words_rect = Rect::from_min_size(
        context.origin + vec2(0.0, spec.above),
        vec2(context.width, laid_out.height - spec.above - spec.below),
    );
    if spec.is_shaded || spec.is_table_row {
        paint_table_row(ui, spec, words_rect, tokens);
    }
    if context.is_current {
        let band = Rect::from_min_max(
            pos2(words_rect.left() - context.gutter + 4.0, words_rect.top()),
            words_rect.max,
        )
        .expand2(vec2(6.0, 4.0));
        ui.painter().rect_filled(band, CORNER_RADIUS, tokens.selection);
        let edge = Rect::from_min_size(band.min, vec2(4.0, band.height()));
        ui.painter().rect_filled(edge, 2.0, tokens.accent);
    }
    if let Some((kind, mode)) = spec.change {
        paint_change(ui, (kind, mode), (words_rect, spec.first_line_height()), context.gutter, tokens);
    }
    if spec.is_recommendation {
        let bar = Rect::from_min_size(words_rect.min, vec2(4.0, words_rect.height()));
        ui.painter().rect_filled(bar, 0.0, tokens.accent);
    }
    if let Some(number) = spec.number {
        paint_number(ui, number, (words_rect, spec.first_line_height()), tokens);
    }
    if let Some(note) = context.note {
        show_note(ui, note, (words_rect, spec.first_line_height()), context, commands);
    }
    for (index, (piece, (galley, top))) in spec.pieces.iter().zip(&laid_out.galleys).enumerate() {
        let corner = context.origin + vec2(piece.x, *top);
        paint_bullet_or_grade_mark(ui, piece, galley, corner, tokens);
        // The origin of right-aligned words is their right edge.
        let shift = if piece.is_right_aligned { vec2(piece.width, 0.0) } else { Vec2::ZERO };
        let words_origin = corner + shift;
        let words = selectable_words(spec, piece, (context.row, context.texts), galley, words_origin);
        let selected = words
            .as_ref()
            .zip(context.selection)
            .and_then(|(words, selection)| words.selected_range(&selection));
        let mut painted = Arc::clone(galley);
        if let Some(selected) = selected {
            paint_text_selection(&mut painted, &selection_visuals(ui), &selected, None);
        }
        ui.painter().galley(words_origin, painted, tokens.text);
        in_view.extend(words);
        // A row that is a link has only one name for screen readers.
        if spec.link.is_none() {
            let row_and_piece = (context.row, index);
            let description = accessible_description(spec, piece, index);
            add_to_accessibility_tree(
                ui,
                (spec, piece),
                galley,
                words_origin,
                row_and_piece,
                (description, selected),
            );
            links::show(ui, piece, galley, corner, row_and_piece, context.report, commands);
        }
    }
    if let Some(place) = spec.link {
        let id = ui.scope_id().with(("link", context.row));
        let response = ui.interact(words_rect.expand2(vec2(0.0, 2.0)), id, Sense::click());
        let title = spec.pieces.first().map_or("", |piece| piece.words.plain());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, title));
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if response.hovered() || response.has_focus() {
            ui.painter().hline(words_rect.x_range(), words_rect.bottom(), Stroke::new(1.0, tokens.link));
        }
        if response.clicked() {
            commands.push(Command::GoTo(place));
        }
    }
}

/// Paints the background and the line of a row of a table.
fn paint_table_row(ui: &Ui, spec: &RowSpec<'_>, words_rect: Rect, tokens: &Tokens) {
    // The last row of a table has more space below, which is outside the line and the background.
    let row = words_rect.expand2(vec2(0.0, spec.above.min(spec.below)));
    if spec.is_shaded {
        ui.painter().rect_filled(row, 0.0, tokens.bar);
    }
    ui.painter().hline(row.x_range(), row.bottom(), Stroke::new(1.0, tokens.line));
}

/// Paints the kind of a change in the gutter: a symbol, and a line whose dashes depend on the kind.
fn paint_change(
    ui: &Ui,
    (kind, mode): (TextChangeKind, TextMode),
    (words_rect, line_height): (Rect, f32),
    gutter: f32,
    tokens: &Tokens,
) {
    let (symbol, _) = kind.symbol_and_label_in(mode);
    let x = words_rect.left() - gutter + 8.0;
    let (top, bottom) = (pos2(x, words_rect.top() + 1.0), pos2(x, words_rect.bottom() - 1.0));
    let stroke = Stroke::new(3.0, tokens.accent);
    match kind {
        TextChangeKind::Inserted | TextChangeKind::Deleted => {
            ui.painter().line_segment([top, bottom], stroke);
        }
        TextChangeKind::Changed | TextChangeKind::Replaced => {
            ui.painter().extend(egui::Shape::dashed_line(&[top, bottom], stroke, 3.0, 3.0));
        }
        TextChangeKind::Moved => {
            ui.painter().extend(egui::Shape::dashed_line(&[top, bottom], stroke, 9.0, 4.0));
        }
    }
    let font = PANEL_BOLD.text_format(tokens.accent).font_id;
    // The symbol is in the second line, below the paragraph number. In a row of one line it is beside the change line.
    let at = pos2(words_rect.left() - 12.0, words_rect.top() + line_height * 1.5);
    let at = if words_rect.height() < line_height * 1.9 { pos2(x + 12.0, words_rect.center().y) } else { at };
    ui.painter().text(at, egui::Align2::RIGHT_CENTER, symbol, font, tokens.accent);
}

/// Paints a paragraph number in the gutter, at the height of the first line of the text.
fn paint_number(ui: &Ui, number: u32, (words_rect, line_height): (Rect, f32), tokens: &Tokens) {
    let format = theme::reading_styles(ui).number_style().text_format(tokens.secondary);
    let at = pos2(words_rect.left() - 12.0, words_rect.top() + line_height * 0.5 + 1.0);
    ui.painter().text(at, egui::Align2::RIGHT_CENTER, number, format.font_id, tokens.secondary);
}

/// Paints the bullet or the grade mark before the words of a piece, if it has one.
fn paint_bullet_or_grade_mark(ui: &Ui, piece: &RowPiece<'_>, galley: &Galley, corner: Pos2, tokens: &Tokens) {
    if piece.has_bullet {
        let middle = corner.y + piece.style.line_height / 2.0 + 1.0;
        ui.painter().circle_filled(pos2(corner.x - BULLET_INDENT + 7.0, middle), 2.6, tokens.text);
    }
    if let Some(mark) = piece.grade_mark {
        let middle = corner.y + galley.size().y.min(piece.style.line_height) / 2.0;
        let left = corner.x - GRADE_MARK_WIDTH;
        mark.paint(ui.painter(), tokens, pos2(left + GRADE_MARK_SIZE / 2.0, middle), GRADE_MARK_SIZE);
    }
}

/// Returns a description for screen readers of the marks beside the words: the kind of change, then the paragraph
/// number, "Recommendation" or the grade.
fn accessible_description(spec: &RowSpec<'_>, piece: &RowPiece<'_>, index: usize) -> Option<String> {
    let number = spec.number.filter(|_| index == 0).map(strings::paragraph_label);
    let recommendation = spec.is_recommendation.then(|| strings::RECOMMENDATION.to_owned());
    let content = number.or(recommendation).or_else(|| piece.description.clone());
    let change = spec.change.filter(|_| index == 0).map(|(kind, mode)| kind.symbol_and_label_in(mode).1);
    match (change, content) {
        (Some(change), Some(content)) => Some(format!("{change}. {content}")),
        (Some(change), None) => Some(change.to_owned()),
        (None, content) => content,
    }
}

/// Returns the egui visuals with the colours of selected words.
fn selection_visuals(ui: &Ui) -> egui::Visuals {
    let tokens = theme::tokens(ui);
    let mut visuals = ui.visuals().clone();
    visuals.selection.bg_fill = tokens.selected_words;
    visuals.selection.stroke.color = tokens.text;
    visuals
}

/// Returns the words of a piece, or `None` if they can't be selected because they are not from the report.
fn selectable_words(
    spec: &RowSpec<'_>,
    piece: &RowPiece<'_>,
    (row, texts): (usize, &[&str]),
    galley: &Arc<Galley>,
    corner: Pos2,
) -> Option<PlacedWords> {
    let plain = piece.words.plain();
    let found = texts.iter().position(|text| std::ptr::eq(*text, plain));
    if spec.row_count > 1 {
        let text = found?;
        let (row, length) = (row + text, texts[text].len());
        let galley = Arc::clone(galley);
        return Some(PlacedWords { row, text: 0, length, is_exact: true, corner, galley });
    }
    // If a row has one piece and one text, they belong together, even if a date was added to the words.
    let is_only_text = spec.pieces.len() == 1 && texts.len() == 1;
    let text = found.or(is_only_text.then_some(0))?;
    let (galley, length) = (Arc::clone(galley), texts[text].len());
    Some(PlacedWords { row, text, length, is_exact: found.is_some(), corner, galley })
}

/// Returns the words of any row, in view or not, with positions relative to the upper left corner of the row.
pub(super) fn words_of_row(ui: &Ui, column: &Column<'_>, row: usize) -> Vec<PlacedWords> {
    let mut spec = column.row_spec(row);
    // Links and highlights can change where lines break.
    column.add_links_and_hits(row, &mut spec);
    let laid_out = lay_out_row(ui, &spec);
    let texts = column.texts_of_rows(row..row + spec.row_count);
    let words = spec.pieces.iter().zip(&laid_out.galleys).filter_map(|(piece, (galley, top))| {
        selectable_words(&spec, piece, (row, &texts), galley, pos2(piece.x, *top))
    });
    words.collect()
}

/// Adds words to the accessibility tree, with their description and the range of selected characters.
fn add_to_accessibility_tree(
    ui: &Ui,
    (spec, piece): (&RowSpec<'_>, &RowPiece<'_>),
    galley: &Galley,
    corner: Pos2,
    row_and_piece: (usize, usize),
    (description, selected): (Option<String>, Option<CCursorRange>),
) {
    let rect = galley.rect.translate(corner.to_vec2());
    let response = ui.interact(rect, ui.scope_id().with(row_and_piece), Sense::hover());
    let role = match (spec.is_table_row, spec.is_shaded) {
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
    if let Some(description) = description {
        ui.accesskit_node_builder(response.id, |node| node.set_description(description));
    }
    if let Some(level) = piece.heading_level {
        ui.accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Heading);
            node.set_level(usize::from(level));
        });
    }
}

/// Shows the symbol of a note in the gutter. A click opens the note.
fn show_note(
    ui: &Ui,
    note: &Note,
    (words_rect, line_height): (Rect, f32),
    context: &RowContext<'_>,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let center = pos2(words_rect.left() - context.gutter + 14.0, words_rect.top() + line_height * 0.5 + 1.0);
    let rect = Rect::from_center_size(center, vec2(24.0, 24.0));
    let response = ui.interact(rect, ui.scope_id().with(("note", context.row)), Sense::click());
    let text = if note.text.is_empty() { strings::BOOKMARK } else { note.text.as_str() };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::note_name(text)));
    // The symbol is a ribbon, which can be recognised without colour. Its lower edge has a notch, so it is painted as
    // two convex polygons.
    let (left, right, top, bottom) = (center.x - 5.0, center.x + 5.0, center.y - 8.0, center.y + 8.0);
    let ribbon = [
        pos2(left, top),
        pos2(right, top),
        pos2(right, bottom),
        pos2(center.x, bottom - 5.0),
        pos2(left, bottom),
    ];
    let (upper, lower) = ([ribbon[0], ribbon[1], ribbon[2], ribbon[3]], [ribbon[0], ribbon[3], ribbon[4]]);
    for part in [upper.to_vec(), lower.to_vec()] {
        ui.painter().add(egui::Shape::convex_polygon(part, tokens.accent, Stroke::NONE));
    }
    if response.has_focus() {
        let ring = Stroke::new(theme::FOCUS_RING_WIDTH, tokens.accent);
        ui.painter().rect_stroke(rect, CORNER_RADIUS, ring, egui::StrokeKind::Inside);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(text);
    if response.clicked() {
        commands.push(Command::BeginNote(context.document, context.place));
    }
}
