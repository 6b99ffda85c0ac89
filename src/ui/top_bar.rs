//! The bar at the top: menus and tabs. In a small window it also has the buttons that show and hide panels.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Align, Layout, MenuBar, Panel, Role, Sense, Ui, WidgetInfo, vec2};

use super::{
    actions,
    strings::window as strings,
    tab_bar,
    theme::{self, CORNER_RADIUS, PANEL, SMALL},
    toolbar,
    widgets::text,
};
use crate::app::{Action, Command, Menu, RecentReport, State};

/// Height of the bar, in points.
const BAR_HEIGHT: f32 = 42.0;
/// Maximum width of a window that combines all menus into one, in points.
const MAX_SINGLE_MENU_WIDTH_POINTS: f32 = 520.0;
/// The width of the submenu of recent reports, in points.
const RECENT_MENU_WIDTH_POINTS: f32 = 320.0;

/// Shows the bar.
pub(crate) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(8, 0));
    Panel::top("top bar").exact_size(BAR_HEIGHT).frame(frame).show(ui, |ui| {
        let bar = ui.max_rect().y_range();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            MenuBar::new().ui(ui, |ui| {
                if ui.ctx().content_rect().width() > MAX_SINGLE_MENU_WIDTH_POINTS {
                    show_menus(ui, state, commands);
                } else {
                    ui.menu_button(strings::SINGLE_MENU, |ui| show_menus(ui, state, commands));
                }
                ui.add_space(12.0);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if !toolbar::is_visible(ui, state) {
                        toolbar::show_panel_switches(ui, state, false, commands);
                    }
                    tab_bar::show(ui, bar, state, commands);
                });
            });
        });
    });
}

/// Shows the menus. The File menu also lists the recent reports.
fn show_menus(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let now = state.action_context();
    for (name, menu) in [
        ("File", Menu::File),
        ("Edit", Menu::Edit),
        ("View", Menu::View),
        ("Go", Menu::Go),
        ("Help", Menu::Help),
    ] {
        // With this padding even "Go" is a target at least 24 points wide.
        ui.spacing_mut().button_padding.x = 5.0;
        ui.menu_button(name, |ui| {
            actions::show_menu_entries(ui, menu, &now, commands, |ui, action, commands| {
                if action == Action::Open {
                    show_recent_reports(ui, state, commands);
                }
            });
        });
    }
}

/// Shows a submenu with the recent reports. Each entry has the title, which contains the council and year, above the
/// file and its folder.
fn show_recent_reports(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let recent_reports = &state.settings.recent;
    ui.add_enabled_ui(!recent_reports.is_empty(), |ui| {
        ui.menu_button(strings::RECENT_REPORTS, |ui| {
            ui.set_min_width(RECENT_MENU_WIDTH_POINTS);
            ui.set_max_width(RECENT_MENU_WIDTH_POINTS);
            ui.spacing_mut().item_spacing.y = 0.0;
            actions::show_in_scrolling_menu(ui, |ui| {
                for recent in recent_reports {
                    if show_recent_report(ui, recent).clicked() {
                        commands.push(Command::OpenFiles(vec![recent.path.clone()]));
                    }
                }
            });
        });
    });
}

/// Shows a recent report as a menu entry of two lines: its title, and its file with the folder. Drafts of a report have the
/// same title.
fn show_recent_report(ui: &mut Ui, recent: &RecentReport) -> egui::Response {
    let tokens = theme::tokens(ui);
    let file = recent.path.file_name().unwrap_or_default().to_string_lossy();
    let place = strings::file_in_folder(&file, &short_folder(&recent.path));
    let margin = vec2(ui.spacing().button_padding.x, 5.0);
    let size = vec2(ui.available_width(), PANEL.line_height + SMALL.line_height + 2.0 * margin.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), strings::recent_report(&recent.title, &place))
    });
    if response.hovered() || response.has_focus() {
        let ring = ui.style().interact(&response).bg_stroke;
        let ring = if response.has_focus() { ring } else { egui::Stroke::NONE };
        ui.painter().rect(rect, CORNER_RADIUS, tokens.hover, ring, egui::StrokeKind::Inside);
    }
    let inner = rect.shrink2(margin);
    text::paint_truncated(ui, &recent.title, PANEL, tokens.text, inner.min, inner.width());
    let below = inner.min + vec2(0.0, PANEL.line_height);
    text::paint_truncated(ui, &place, SMALL, tokens.secondary, below, inner.width());
    response.on_hover_text(recent.path.display().to_string())
}

/// Returns the folder of a file without the folders further up: "Reports/2012".
pub(super) fn short_folder(path: &Path) -> String {
    /// The number of folders that are shown.
    const MAX_FOLDERS: usize = 2;
    let Some(folder) = path.parent() else { return String::new() };
    let names: Vec<_> = folder.iter().collect();
    let first = names.len().saturating_sub(MAX_FOLDERS);
    names[first..].iter().collect::<PathBuf>().display().to_string()
}
