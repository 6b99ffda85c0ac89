//! The settings dialog. Changes apply at once and are saved at once.

mod folders;
mod general;
mod shortcuts;

use eframe::egui::{Button, Label, Response, Role, ScrollArea, Ui, UiBuilder};

pub(super) use shortcuts::ShortcutEditor;

use super::text_settings;
use crate::{
    app::{Action, Command, Dialog, SettingsPage, State},
    ui::{
        actions::{self, keymap},
        strings::settings as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL},
    },
};

/// Maximum width of the dialog, in points.
const MAX_WIDTH: f32 = 600.0;
/// Height of the window that the page of the dialog can't use, in points: the title, the names of the pages, and the
/// space around the dialog.
const HEIGHT_OUTSIDE_PAGE: f32 = 150.0;
/// Maximum height of a page, in points.
const MAX_PAGE_HEIGHT: f32 = 420.0;

/// The pages, from left to right.
const PAGES: [SettingsPage; 4] =
    [SettingsPage::General, SettingsPage::Text, SettingsPage::Shortcuts, SettingsPage::Folders];

/// Shows the dialog.
pub(super) fn show(
    ui: &Ui,
    state: &State,
    page: SettingsPage,
    editor: &mut ShortcutEditor,
    commands: &mut Vec<Command>,
) {
    super::show_modal(ui, "settings", MAX_WIDTH, 16, commands, |ui, commands| {
        // The shortcut that opened the dialog also closes it.
        let keys = keymap(ui);
        let is_toggled = !editor.is_recording()
            && keys
                .shortcuts(Action::Settings)
                .iter()
                .any(|key| actions::consume_key(ui, key.modifiers, key.logical_key));
        if is_toggled {
            ui.close();
        }
        editor.take_pressed_keys(ui, state, commands);
        super::show_title_row(ui, strings::TITLE, strings::CLOSE, |_| ());
        ui.add_space(4.0);
        show_page_names(ui, page, commands);
        ui.add_space(8.0);
        let height = (ui.ctx().content_rect().height() - HEIGHT_OUTSIDE_PAGE).clamp(80.0, MAX_PAGE_HEIGHT);
        match page {
            SettingsPage::General => {
                show_in_scroll_area(ui, page, height, |ui| general::show(ui, state, commands));
            }
            SettingsPage::Text => show_in_scroll_area(ui, page, height, |ui| {
                show_text_page(ui, state, commands);
            }),
            SettingsPage::Shortcuts => shortcuts::show(ui, state, height, editor, commands),
            SettingsPage::Folders => {
                show_in_scroll_area(ui, page, height, |ui| folders::show(ui, state, commands));
            }
        }
    });
}

/// Shows the names of the pages. A click shows the page.
fn show_page_names(ui: &mut Ui, shown: SettingsPage, commands: &mut Vec<Command>) {
    let builder = UiBuilder::new().accessibility_role(Role::TabList).accessibility_label(strings::PAGES);
    ui.scope_builder(builder, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for page in PAGES {
                let tokens = theme::tokens(ui);
                let (style, color) =
                    if page == shown { (PANEL_BOLD, tokens.text) } else { (PANEL, tokens.secondary) };
                let name = style.rich_text(strings::page_name(page), color);
                let response = ui.add(Button::selectable(page == shown, name));
                response.widget_info(|| {
                    eframe::egui::WidgetInfo::selected(
                        Role::Tab,
                        true,
                        page == shown,
                        strings::page_name(page),
                    )
                });
                if response.clicked() {
                    commands.push(Command::OpenDialog(Dialog::Settings(page)));
                }
            }
        });
    });
}

/// Shows a page that scrolls if the window is not high enough for it. The dialog has the same height for all pages.
fn show_in_scroll_area(ui: &mut Ui, page: SettingsPage, height: f32, show_page: impl FnOnce(&mut Ui)) {
    let area = ScrollArea::vertical().id_salt(strings::page_name(page)).max_height(height);
    area.min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
        // The scroll bar floats over this margin.
        ui.set_max_width(ui.available_width() - 12.0);
        show_page(ui);
        scroll_to_new_focus(ui);
    });
}

/// Scrolls to the widget that has just got the keyboard focus. Called at the end of a page that scrolls.
fn scroll_to_new_focus(ui: &Ui) {
    let focused = ui.memory(eframe::egui::Memory::focused);
    let response = focused.and_then(|id| ui.ctx().read_response(id));
    if let Some(response) = response.filter(Response::gained_focus) {
        ui.scroll_to_rect(response.rect.expand(4.0), None);
    }
}

/// Shows the page with the font, size, line length and spacing of the text, and an example.
fn show_text_page(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    text_settings::show_controls(ui, state, commands);
    show_heading(ui, strings::TEXT_EXAMPLE_TITLE);
    let text = state.settings.text;
    let style = theme::TypeStyle {
        size: text.size,
        line_height: text.size * text.spacing,
        is_bold: false,
        is_serif: text.is_serif,
    };
    ui.add(Label::new(style.rich_text(strings::TEXT_EXAMPLE, theme::tokens(ui).text)).wrap());
}

/// Shows the heading of a group of settings.
fn show_heading(ui: &mut Ui, words: &str) {
    ui.add_space(10.0);
    ui.label(PANEL_BOLD.rich_text(words, theme::tokens(ui).text));
    ui.add_space(2.0);
}

/// Shows a sentence that explains a setting.
fn show_explanation(ui: &mut Ui, words: &str) {
    ui.add(Label::new(SMALL.rich_text(words, theme::tokens(ui).secondary)).wrap());
}
