//! Cells of the register that can be changed in place: a click shows a field or a list of choices.

use eframe::egui::{
    Color32, CursorIcon, Popup, Rect, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo,
};

use super::row::paint_lines;
use crate::{
    app::{EntryColumn, FolderRegisterCommand, ItemKey, RAG_RATINGS, RegisterEdit, STATUSES},
    ui::{
        strings::register as strings,
        theme::{self, PANEL},
        widgets::list_row,
    },
};

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
    /// Shows the cell, as a field if it is `edit`. Returns the change that the user made.
    pub(super) fn show(
        self,
        ui: &mut Ui,
        area: Rect,
        (can_change, is_row_hovered): (bool, bool),
        edit: Option<&RegisterEdit>,
    ) -> Option<FolderRegisterCommand> {
        let is_edited = |edit: &&RegisterEdit| edit.key == *self.key && edit.column == self.column;
        if let Some(edit) = edit.filter(is_edited) {
            return self.show_field(ui, area, &edit.words);
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
                .and_then(|shown| shown.inner)
                .map(|chosen| self.set_entry_command(chosen));
        }
        response.clicked().then(|| self.edit_command(self.words.to_owned()))
    }

    /// Returns the command that shows these words in the field of the cell.
    fn edit_command(self, words: String) -> FolderRegisterCommand {
        let edit = RegisterEdit { key: self.key.clone(), column: self.column, words };
        FolderRegisterCommand::Edit(Some(edit))
    }

    /// Returns the command that saves these words.
    fn set_entry_command(self, words: String) -> FolderRegisterCommand {
        FolderRegisterCommand::SetEntry(self.key.clone(), self.column, words)
    }

    /// Shows the field with these words. Enter or leaving the field saves them; Escape keeps the earlier words.
    fn show_field(self, ui: &mut Ui, area: Rect, words: &str) -> Option<FolderRegisterCommand> {
        let mut current = words.to_owned();
        let field = TextEdit::singleline(&mut current)
            .id(ui.scope_id().with(("field", self.column)))
            .align(eframe::egui::Align2::LEFT_CENTER);
        let field =
            if self.column == EntryColumn::Due { field.hint_text(strings::DUE_FORMAT_HINT) } else { field };
        let response = ui.place(area.shrink2(eframe::egui::vec2(2.0, 8.0)), field);
        response
            .widget_info(|| WidgetInfo::labeled(Role::TextInput, true, strings::entry_column(self.column)));
        if response.lost_focus() {
            return Some(FolderRegisterCommand::FinishEdit(current));
        }
        if !response.has_focus() {
            response.request_focus();
        }
        (current != words).then(|| self.edit_command(current))
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
