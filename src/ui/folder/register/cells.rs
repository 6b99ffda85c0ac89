//! Cells of the register that can be changed in place: a click shows a field or a list of choices.

use eframe::egui::{
    Color32, CursorIcon, Key, Popup, Rect, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo,
};

use super::row::paint_lines;
use crate::{
    app::{EntryColumn, ItemKey, RAG_RATINGS, STATUSES},
    ui::{
        strings::register as strings,
        theme::{self, PANEL},
        widgets::list_row,
    },
};

/// The cell that is being changed, with the words so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellEdit {
    key: ItemKey,
    column: EntryColumn,
    words: String,
}

/// A cell that can be changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct EntryCell<'a> {
    pub(super) key: &'a ItemKey,
    pub(super) column: EntryColumn,
    /// The words in the cell.
    pub(super) words: &'a str,
    pub(super) color: Color32,
}

impl EntryCell<'_> {
    /// Shows the cell. Returns the new words if the user entered or chose some.
    pub(super) fn show(
        self,
        ui: &mut Ui,
        area: Rect,
        (can_change, is_row_hovered): (bool, bool),
        edit: &mut Option<CellEdit>,
    ) -> Option<String> {
        let is_edited = |edit: &CellEdit| edit.key == *self.key && edit.column == self.column;
        if edit.as_ref().is_some_and(is_edited) {
            return self.show_field(ui, area, edit);
        }
        let response = ui.interact(area, ui.scope_id().with(("entry", self.column)), Sense::click());
        let name = strings::cell_name(self.column, self.words);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, can_change, &name));
        // The cells that can be changed are seen as soon as the pointer is in their row.
        if can_change && (response.hovered() || is_row_hovered) {
            let tokens = theme::tokens(ui);
            let color = if response.hovered() { tokens.control } else { tokens.line };
            let outline = Stroke::new(1.0, color);
            let frame = area.shrink(3.0);
            ui.painter().rect_stroke(frame, theme::CORNER_RADIUS, outline, StrokeKind::Inside);
        }
        paint_lines(ui, area, area.x_range(), self.words, PANEL, self.color);
        list_row::paint_focus_ring(ui, &response, area);
        if !can_change {
            return None;
        }
        let hint = strings::change_entry(self.column);
        let response = response.on_hover_text(hint).on_hover_cursor(CursorIcon::PointingHand);
        if let Some(choices) = choices(self.column) {
            return Popup::menu(&response)
                .show(|ui| self.show_choices(ui, choices))
                .and_then(|shown| shown.inner);
        }
        if response.clicked() {
            *edit =
                Some(CellEdit { key: self.key.clone(), column: self.column, words: self.words.to_owned() });
        }
        None
    }

    /// Shows the field for the words. Enter and leaving the field save them, and Escape keeps those before.
    fn show_field(self, ui: &mut Ui, area: Rect, edit: &mut Option<CellEdit>) -> Option<String> {
        let current = edit.as_mut()?;
        let field = TextEdit::singleline(&mut current.words)
            .id(ui.scope_id().with(("field", self.column)))
            .align(eframe::egui::Align2::LEFT_CENTER);
        let field =
            if self.column == EntryColumn::Due { field.hint_text(strings::DUE_FORMAT_HINT) } else { field };
        let response = ui.place(area.shrink2(eframe::egui::vec2(2.0, 8.0)), field);
        response
            .widget_info(|| WidgetInfo::labeled(Role::TextInput, true, strings::entry_column(self.column)));
        if response.lost_focus() {
            let words = std::mem::take(&mut current.words);
            *edit = None;
            // The Escape key is not among them: the shortcuts of the window take it first.
            let is_left = ui.input(|input| {
                let keys = [Key::Enter, Key::Tab];
                keys.into_iter().any(|key| input.key_pressed(key))
                    || input.pointer.any_pressed()
                    || input.pointer.any_released()
            });
            return (is_left && words.trim() != self.words).then_some(words);
        }
        if !response.has_focus() {
            response.request_focus();
        }
        None
    }

    /// Shows the choices of the column, and returns the chosen one.
    fn show_choices(self, ui: &mut Ui, choices: &[&str]) -> Option<String> {
        let mut chosen = None;
        for choice in choices {
            let is_chosen = choice.eq_ignore_ascii_case(self.words);
            if ui.selectable_label(is_chosen, *choice).clicked() {
                chosen = Some((*choice).to_owned());
            }
        }
        ui.separator();
        if ui.selectable_label(self.words.is_empty(), strings::CLEAR_ENTRY).clicked() {
            chosen = Some(String::new());
        }
        if chosen.is_some() {
            // A click closes the list by itself, but the Enter key does not.
            ui.close();
        }
        chosen
    }
}

/// Returns the choices of a column; `None` if any words can be entered.
fn choices(column: EntryColumn) -> Option<&'static [&'static str]> {
    match column {
        EntryColumn::Status => Some(&STATUSES),
        EntryColumn::Rag => Some(&RAG_RATINGS),
        EntryColumn::Due | EntryColumn::Owner | EntryColumn::Evidence => None,
    }
}
