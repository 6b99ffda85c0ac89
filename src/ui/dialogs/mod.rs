//! The dialogs, each in its own file. Opening a dialog saves the keyboard focus, and closing it restores the focus.

mod about;
mod compare_with;
mod export;
mod keyboard;
mod note;
mod open_folders;
mod palette;
mod password;
mod plan_losses;
mod settings;
mod text_settings;

use eframe::egui::{
    Align2, Area, Frame, Id, InnerResponse, Modal, ModalResponse, Order, ScrollArea, Ui, Vec2,
};

use super::{
    icons::{self, Icon},
    strings::window as strings,
    theme::{self, PANEL_TITLE},
};
use crate::app::{Command, Dialog, Password, SettingsPage, State, TabId};

/// Data that the dialogs keep between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// The password that is being typed. It is never stored in the state.
    password: Password,
    /// The tab that the password is for.
    password_for: Option<TabId>,
    shortcut_filter: keyboard::ShortcutFilter,
    shortcut_editor: settings::ShortcutEditor,
    /// The widget that had the keyboard focus when the dialog was opened; `None` while no dialog is open.
    focus_before: Option<Option<Id>>,
}

/// Shows the open dialog, if there is one. `is_focus_requested` is true if another part of the window takes the
/// keyboard focus in this frame; a dialog that closes then does not restore the focus.
pub(crate) fn show(
    ui: &Ui,
    state: &State,
    is_focus_requested: bool,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    // The print view covers the window as a dialog does, so it saves and restores the focus too.
    cache.save_or_restore_focus(ui, state.dialog.is_some() || state.printing.is_some(), is_focus_requested);
    let password_for = match state.dialog {
        Some(Dialog::Password(tab)) => Some(tab),
        Some(_) | None => None,
    };
    // A password that was typed for one file must not be used for another.
    if cache.password_for != password_for {
        cache.password_for = password_for;
        cache.password.0.clear();
    }
    if state.dialog != Some(Dialog::Keyboard) {
        cache.shortcut_filter = keyboard::ShortcutFilter::default();
    }
    if state.dialog != Some(Dialog::Settings(SettingsPage::Shortcuts)) {
        cache.shortcut_editor = settings::ShortcutEditor::default();
    }
    match &state.dialog {
        None => {}
        Some(Dialog::Palette(typed)) => palette::show(ui, state, typed, commands),
        Some(Dialog::Export) => {
            export::show(ui, strings::EXPORT_TITLE, state.export_kinds(), commands);
        }
        Some(Dialog::ExportSection(section)) => {
            let kinds = state.section_export_kinds(*section);
            export::show(ui, strings::EXPORT_SECTION_TITLE, kinds, commands);
        }
        Some(Dialog::CompareWith) => compare_with::show(ui, state, commands),
        Some(Dialog::Note(note)) => note::show(ui, note, commands),
        Some(Dialog::Password(tab)) => password::show(ui, state, *tab, &mut cache.password, commands),
        Some(Dialog::Keyboard) => keyboard::show(ui, &mut cache.shortcut_filter, commands),
        Some(Dialog::PlanLosses(kind)) => plan_losses::show(ui, state, *kind, commands),
        Some(Dialog::OpenFolders(folders)) => open_folders::show(ui, state, folders, commands),
        Some(Dialog::About) => about::show(ui, state, commands),
        Some(Dialog::Settings(page)) => {
            settings::show(ui, state, *page, &mut cache.shortcut_editor, commands);
        }
        Some(Dialog::TextSettings) => text_settings::show(ui, state, commands),
    }
}

impl Cache {
    /// Saves the keyboard focus when a dialog is opened, and restores the focus when the dialog is closed.
    fn save_or_restore_focus(&mut self, ui: &Ui, is_open: bool, is_focus_requested: bool) {
        match (is_open, self.focus_before) {
            (true, None) => {
                self.focus_before = Some(ui.memory(eframe::egui::Memory::focused));
                palette::reset_chosen_row(ui);
            }
            (false, Some(before)) => {
                self.focus_before = None;
                if let Some(before) = before.filter(|_| !is_focus_requested) {
                    ui.memory_mut(|memory| memory.request_focus(before));
                }
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
}

/// Shows a dialog over everything else. Escape and a click beside the dialog close it. `width` is its maximum width,
/// and `margin` the space around its content, both in points.
fn show_modal<R>(
    ui: &Ui,
    id_name: &str,
    width: f32,
    margin: i8,
    commands: &mut Vec<Command>,
    content: impl FnOnce(&mut Ui, &mut Vec<Command>) -> R,
) -> ModalResponse<R> {
    let frame = Frame::popup(ui.style()).inner_margin(margin);
    let modal = Modal::new(Id::unique(id_name))
        .frame(frame)
        .show(ui.ctx(), |ui| show_in_window(ui, width, margin, |ui| content(ui, commands)));
    if modal.should_close() {
        commands.push(Command::CloseDialog);
    }
    modal
}

/// Shows a dialog in the middle of the window. Everything beside it can still be used. `width` is its maximum width,
/// and `margin` the space around its content, both in points.
fn show_floating_panel(ui: &Ui, id_name: &str, width: f32, margin: i8, content: impl FnOnce(&mut Ui)) {
    let area =
        Area::new(Id::unique(id_name)).order(Order::Foreground).anchor(Align2::CENTER_CENTER, Vec2::ZERO);
    area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).inner_margin(margin).show(ui, |ui| {
            show_in_window(ui, width, margin, content);
        });
    });
}

/// Shows the content of a dialog so that it fits the window: it is at most `width` points wide, and it scrolls if the
/// window is not high enough. `margin` is the space around the content, in points.
fn show_in_window<R>(ui: &mut Ui, width: f32, margin: i8, content: impl FnOnce(&mut Ui) -> R) -> R {
    /// Space between a dialog and the edges of the window, in points.
    const SPACE_BESIDE: f32 = 8.0;
    let around = 2.0 * (f32::from(margin) + SPACE_BESIDE);
    let window = ui.ctx().content_rect().size();
    ui.set_width((window.x - around).min(width));
    let max_height = (window.y - around).max(60.0);
    // Without the minimum, a dialog whose content grows would scroll in the height that it had before.
    let area = ScrollArea::vertical().max_height(max_height).min_scrolled_height(max_height);
    area.auto_shrink([false, true]).show(ui, content).inner
}

/// Shows the title of a dialog and its Close button, with the widgets of `show_between` between them. `close_hint` is
/// the tooltip of the button and its name for screen readers.
fn show_title_row(
    ui: &mut Ui,
    title: &str,
    close_hint: &str,
    show_between: impl FnOnce(&mut Ui),
) -> InnerResponse<()> {
    ui.horizontal(|ui| {
        ui.label(PANEL_TITLE.rich_text(title, theme::tokens(ui).text));
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            if icons::show_button(ui, Icon::Close, close_hint, false).clicked() {
                ui.close();
            }
            show_between(ui);
        });
    })
}

/// Returns true if each word of `typed` is the start of a word in `text`, ignoring case.
fn has_words_starting_with(text: &str, typed: &str) -> bool {
    let text = text.to_lowercase();
    let is_separator = |c: char| !c.is_alphanumeric();
    let starts = |word: &str| {
        text.match_indices(word).any(|(at, _)| text[..at].chars().next_back().is_none_or(is_separator))
    };
    typed.to_lowercase().split_whitespace().all(starts)
}

/// Returns true if `text` contains every word of `typed`, ignoring case.
fn has_all_words(text: &str, typed: &str) -> bool {
    let text = text.to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| text.contains(word))
}
