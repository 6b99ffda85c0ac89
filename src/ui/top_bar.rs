//! The bar at the top: menus and tabs. In a small window it also has the buttons that show and hide panels.

use std::path::{Path, PathBuf};

use eframe::egui::{
    self, Align, Layout, MenuBar, Panel, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    scroll_area::ScrollBarVisibility, vec2,
};

use super::{
    actions,
    icons::Icon,
    strings::window as strings,
    theme::{self, CORNER_RADIUS, PANEL, PANEL_BOLD, SMALL},
    toolbar,
    widgets::{tab_shape, text},
};
use crate::app::{self, Action, AwaitedEvent, Command, Menu, RecentReport, State, TabContent, TabId};

/// Height of the bar, in points.
const BAR_HEIGHT: f32 = 42.0;
/// Maximum width of a window that combines all menus into one, in points.
const MAX_SINGLE_MENU_WIDTH_POINTS: f32 = 520.0;
/// The width of the submenu of recent reports, in points.
const RECENT_MENU_WIDTH_POINTS: f32 = 320.0;
/// The minimum width of a tab, in points.
const MIN_TAB_WIDTH_POINTS: f32 = 130.0;
/// The maximum width of a tab, in points.
const MAX_TAB_WIDTH_POINTS: f32 = 260.0;

/// Shows the bar.
pub(crate) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(8, 0));
    Panel::top("top bar").exact_size(BAR_HEIGHT).frame(frame).show(ui, |ui| {
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
                        toolbar::show_panel_switches(ui, state, commands);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| show_tabs(ui, state, commands));
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
/// folder.
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

/// Shows a recent report as a menu entry of two lines: its title, and its folder.
fn show_recent_report(ui: &mut Ui, recent: &RecentReport) -> egui::Response {
    let tokens = theme::tokens(ui);
    let folder = short_folder(&recent.path);
    let margin = vec2(ui.spacing().button_padding.x, 5.0);
    let size = vec2(ui.available_width(), PANEL.line_height + SMALL.line_height + 2.0 * margin.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), strings::recent_report(&recent.title, &folder))
    });
    if response.hovered() || response.has_focus() {
        let ring = ui.style().interact(&response).bg_stroke;
        let ring = if response.has_focus() { ring } else { egui::Stroke::NONE };
        ui.painter().rect(rect, CORNER_RADIUS, tokens.hover, ring, egui::StrokeKind::Inside);
    }
    let inner = rect.shrink2(margin);
    text::paint_truncated(ui, &recent.title, PANEL, tokens.text, inner.min, inner.width());
    let below = inner.min + vec2(0.0, PANEL.line_height);
    text::paint_truncated(ui, &folder, SMALL, tokens.secondary, below, inner.width());
    response.on_hover_text(recent.path.display().to_string())
}

/// Returns the folder of a file without the folders further up: "Reports/2012".
fn short_folder(path: &Path) -> String {
    /// The number of folders that are shown.
    const MAX_FOLDERS: usize = 2;
    let Some(folder) = path.parent() else { return String::new() };
    let names: Vec<_> = folder.iter().collect();
    let first = names.len().saturating_sub(MAX_FOLDERS);
    names[first..].iter().collect::<PathBuf>().display().to_string()
}

/// Returns the full title of a tab, which is also shown in the title bar of the window.
pub(crate) fn full_title(tab: &app::Tab) -> String {
    match &tab.content {
        TabContent::Report(document) | TabContent::Guide(document) => document.title(),
        TabContent::Comparison(comparison) => comparison.title(),
        TabContent::Opening(opening) => match &opening.awaited {
            AwaitedEvent::Read(from) => from.name(),
            AwaitedEvent::Password { path, .. } => {
                path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
            }
            AwaitedEvent::BothRead(_) | AwaitedEvent::Compared => strings::COMPARISON.to_owned(),
        },
    }
}

/// Returns the title of a tab in the tab bar. The title of a comparison contains the names of its reports only if
/// several comparisons are open.
fn short_title(state: &State, tab: &app::Tab) -> String {
    let Some(comparison) = tab.comparison() else { return full_title(tab) };
    match state.tabs.iter().filter(|other| other.comparison().is_some()).count() {
        0 | 1 => strings::COMPARISON.to_owned(),
        _ => {
            let [left, right] = comparison.short_titles();
            strings::comparison_title(&left, &right)
        }
    }
}

/// Shows the tabs, as wide as the available space allows. If there are too many to fit, they scroll, and the front tab
/// is kept in view.
fn show_tabs(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let count = u16::try_from(state.tabs.len()).unwrap_or(u16::MAX);
    let total_width = ui.available_width();
    let max_width =
        (total_width / f32::from(count.max(1)) - 2.0).clamp(MIN_TAB_WIDTH_POINTS, MAX_TAB_WIDTH_POINTS);
    let area =
        ScrollArea::horizontal().id_salt("tabs").scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.horizontal_centered(|ui| {
            let mut rects = Vec::with_capacity(state.tabs.len());
            let mut dragged = None;
            let front = state.tabs.front().map(|tab| tab.id);
            for tab in state.tabs.iter() {
                let (title, is_active) = (short_title(state, tab), Some(tab.id) == front);
                let response =
                    show_tab(ui, (tab.id, &title), is_active, (count, max_width, total_width), commands);
                rects.push(response.rect);
                if response.dragged_by(egui::PointerButton::Primary) {
                    dragged = Some((tab.id, response));
                }
            }
            if let Some((id, response)) = dragged {
                move_tab_to_pointer(ui, id, &response, &rects, commands);
            }
        });
    });
}

/// Moves a dragged tab to the position of the pointer among the other tabs. `rects` are the rectangles of all tabs.
fn move_tab_to_pointer(
    ui: &Ui,
    id: TabId,
    response: &egui::Response,
    rects: &[Rect],
    commands: &mut Vec<Command>,
) {
    let Some(pointer) = response.interact_pointer_pos() else { return };
    ui.set_cursor_icon(egui::CursorIcon::Grabbing);
    // A tab moves only when the pointer passes the middle of another tab. Otherwise two tabs of different widths would
    // keep swapping.
    let at = rects.iter().position(|rect| rect.left() == response.rect.left());
    let before = rects.iter().filter(|rect| rect.center().x < pointer.x && **rect != response.rect).count();
    if at.is_some_and(|at| at != before) {
        commands.push(Command::MoveTab(id, before));
    }
}

/// Shows one tab. `count` is the number of tabs, `max_width` the maximum width of this tab, and `total_width` the width
/// for all tabs together. Widths are in points.
fn show_tab(
    ui: &mut Ui,
    (id, title): (TabId, &str),
    is_active: bool,
    (count, max_width, total_width): (u16, f32, f32),
    commands: &mut Vec<Command>,
) -> egui::Response {
    let tokens = theme::tokens(ui);
    let style = if is_active { PANEL_BOLD } else { PANEL };
    let color = if is_active { tokens.text } else { tokens.secondary };
    let galley = text::lay_out_truncated(ui, title, style, color, max_width - 48.0);
    let is_cut = galley.elided;
    // The widget id is made from the id of the tab, because its index changes while it is dragged.
    let (_, rect) = ui.allocate_space(vec2(galley.size().x + 48.0, BAR_HEIGHT));
    let response = ui.interact(rect, egui::Id::unique("tab").with(id.0), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, title));
    ui.accesskit_node_builder(response.id, |node| node.set_selected(is_active));
    // The front tab is scrolled into view again after any change that could have moved it out of view: of the front
    // tab, the number of tabs, or their widths.
    let shown = (id, count, max_width.to_bits(), total_width.to_bits());
    if is_active && ui.data(|data| data.get_temp::<(TabId, u16, u32, u32)>(shown_tab_id())) != Some(shown) {
        ui.data_mut(|data| data.insert_temp(shown_tab_id(), shown));
        response.scroll_to_me(None);
    }
    let shape = Rect::from_min_max(pos2(rect.left(), rect.top() + 6.0), rect.max);
    tab_shape::paint_tab(ui, shape, is_active, &response);
    ui.painter().galley(pos2(rect.left() + 14.0, shape.center().y - galley.size().y / 2.0), galley, color);

    let close_rect = Rect::from_center_size(pos2(rect.right() - 17.0, shape.center().y), vec2(24.0, 24.0));
    let close = ui.interact(close_rect, response.id.with("close"), Sense::click());
    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::close_tab(title)));
    if close.hovered() || close.has_focus() {
        ui.painter().rect_filled(close_rect, CORNER_RADIUS, tokens.hover);
    }
    Icon::Close.paint(ui, close_rect.shrink(5.0), tokens.secondary);
    if close.clicked() || response.middle_clicked() {
        commands.push(Command::Close(id));
    } else if response.clicked() {
        commands.push(Command::Activate(id));
    }
    if is_cut { response.on_hover_text(title) } else { response }
}

/// Returns the key in egui's memory for the tab that was last scrolled into view.
fn shown_tab_id() -> egui::Id {
    egui::Id::unique("tab in view")
}
