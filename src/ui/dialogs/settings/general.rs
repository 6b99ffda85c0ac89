//! The first page of the settings: colours, zoom, panels, and what happens at the start.

use eframe::egui::Ui;

use super::{show_explanation, show_heading};
use crate::{
    app::{Action, Command, RendererSetting, State},
    ui::{
        actions,
        icons::{self, Icon},
        strings::{settings as strings, window},
        theme::{self, PANEL},
    },
};

/// The actions that choose colours.
const THEMES: [Action; 4] =
    [Action::ThemeSystem, Action::ThemeLight, Action::ThemeDark, Action::ThemeHighContrast];

/// Shows the page.
pub(super) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let now = state.action_context();
    show_heading(ui, strings::COLOURS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for action in THEMES {
            let info = action.info();
            if ui.radio((info.is_on)(&now), info.label).on_hover_text(info.hint).clicked() {
                commands.push(Command::Do(action));
            }
        }
    });
    show_heading(ui, strings::ZOOM);
    show_zoom(ui, state, commands);
    show_explanation(ui, strings::ZOOM_EXPLANATION);
    show_heading(ui, strings::PANELS);
    let (mut contents, mut summary) = (state.settings.contents, state.settings.summary);
    ui.checkbox(&mut contents.is_open, strings::SHOW_CONTENTS);
    ui.checkbox(&mut summary.is_open, strings::SHOW_SUMMARY);
    if (contents, summary) != (state.settings.contents, state.settings.summary) {
        commands.push(Command::SetPanels(contents, summary));
    }
    show_heading(ui, strings::AT_START);
    let mut reopens = state.settings.reopens_reports;
    if ui.checkbox(&mut reopens, strings::REOPEN).changed() {
        commands.push(Command::SetReopening(reopens));
    }
    show_heading(ui, strings::RENDERER);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for renderer in [RendererSetting::Automatic, RendererSetting::Gpu, RendererSetting::Software] {
            let is_chosen = state.settings.renderer == renderer;
            let button = ui.radio(is_chosen, strings::renderer_name(renderer));
            if button.on_hover_text(strings::renderer_hint(renderer)).clicked() {
                commands.push(Command::SetRenderer(renderer));
            }
        }
    });
    show_explanation(ui, strings::RENDERER_EXPLANATION);
}

/// Shows the zoom with buttons that change it.
fn show_zoom(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let now = state.action_context();
    ui.horizontal(|ui| {
        let show_step = |ui: &mut Ui, icon, action: Action, commands: &mut Vec<Command>| {
            let is_possible = (action.info().is_possible)(&now);
            let hint = actions::hint_with_shortcut(ui, action);
            let button = ui.add_enabled_ui(is_possible, |ui| {
                icons::show_button_without_tooltip(ui, icon, action.info().label, false)
            });
            if button.inner.on_hover_text(hint).clicked() {
                commands.push(Command::Do(action));
            }
        };
        show_step(ui, Icon::Minus, Action::ZoomOut, commands);
        let percentage = window::zoom_percentage(state.settings.zoom);
        ui.label(PANEL.rich_text(percentage, theme::tokens(ui).text));
        show_step(ui, Icon::Plus, Action::ZoomIn, commands);
        let is_possible = (Action::ZoomReset.info().is_possible)(&now);
        ui.add_enabled_ui(is_possible, |ui| actions::show_button(ui, Action::ZoomReset, commands));
    });
}
