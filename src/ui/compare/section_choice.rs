//! The choice of the sections that the texts by section show: all, or only one.

use eframe::egui::{Button, ScrollArea, Ui};

use crate::{
    app::{Command, ComparisonTab, SectionFilter},
    ui::{
        context_menu::MenuEntry,
        strings::compare as strings,
        theme::{self, PANEL},
        widgets::text,
    },
};

/// The maximum width of the title of the chosen section on the button, in points.
const MAX_TITLE_WIDTH: f32 = 130.0;
/// The width of the menu, in points.
const MENU_WIDTH: f32 = 320.0;
/// The maximum height of the menu, in points. A longer list of sections scrolls.
const MAX_MENU_HEIGHT: f32 = 360.0;

/// Shows the button with the chosen section. Its menu has all sections.
pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, commands: &mut Vec<Command>) {
    let title = tab.section_filter.as_ref().map_or(strings::ALL_SECTIONS, |filter| &filter.title);
    let room = MAX_TITLE_WIDTH.min(ui.available_width() / 2.0);
    let title = text::lay_out_truncated(ui, title, PANEL, theme::tokens(ui).text, room);
    let menu = ui.menu_button(title, |ui| {
        ui.set_width(MENU_WIDTH);
        ScrollArea::vertical().max_height(MAX_MENU_HEIGHT).show(ui, |ui| show_sections(ui, tab, commands));
    });
    menu.response.on_hover_text(strings::CHOOSE_SECTION);
}

/// Shows an entry for all sections, and one for each section.
fn show_sections(ui: &mut Ui, tab: &ComparisonTab, commands: &mut Vec<Command>) {
    let is_all = tab.section_filter.is_none();
    if ui.add(Button::selectable(is_all, strings::ALL_SECTIONS)).clicked() {
        commands.push(Command::ShowOnlySections(None));
        ui.close();
    }
    for filter in (0..tab.section_texts.len()).filter_map(|section| tab.filter_for_section(section)) {
        let is_shown = tab.section_filter.as_ref() == Some(&filter);
        if ui.add(Button::selectable(is_shown, filter.title.as_str()).wrap()).clicked() {
            commands.push(Command::ShowOnlySections(Some(filter)));
            ui.close();
        }
    }
}

/// Returns the entries of the context menu of a judgement or section: to show only this one, or all again. `filter` is
/// `None` if it has no texts.
pub(super) fn menu_entries(tab: &ComparisonTab, filter: Option<SectionFilter>) -> Vec<MenuEntry> {
    let is_possible = filter.is_some() && filter != tab.section_filter;
    vec![
        MenuEntry::new(strings::SHOW_ONLY_SECTION, Command::ShowOnlySections(filter)).enabled_if(is_possible),
        MenuEntry::new(strings::SHOW_ALL_SECTIONS, Command::ShowOnlySections(None))
            .enabled_if(tab.section_filter.is_some()),
    ]
}
