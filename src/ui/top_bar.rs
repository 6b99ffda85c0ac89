//! The bar at the top: menus, tabs, and the buttons that show and hide panels.

use eframe::egui::{
    self, Align, Layout, MenuBar, Panel, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    scroll_area::ScrollBarVisibility, vec2,
};

use super::{
    actions,
    icons::{self, Icon},
    strings::window as strings,
    theme::{self, CORNER_RADIUS, PANEL, PANEL_BOLD},
    widgets::{tab_shape, text},
};
use crate::app::{self, Action, Command, Menu, State, TabContent, TabId, Wait};

/// Height of the bar, in points.
const HEIGHT: f32 = 42.0;
/// A window up to this width, in points, has a single menu.
const MAX_SINGLE_MENU_WIDTH: f32 = 520.0;
/// The minimum width of a tab, in points.
const MIN_TAB_WIDTH: f32 = 130.0;
/// The maximum width of a tab, in points.
const MAX_TAB_WIDTH: f32 = 260.0;

pub(crate) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(8, 0));
    Panel::top("top bar").exact_size(HEIGHT).frame(frame).show(ui, |ui| {
        let now = state.action_context();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            MenuBar::new().ui(ui, |ui| {
                if ui.ctx().content_rect().width() > MAX_SINGLE_MENU_WIDTH {
                    menus(ui, state, commands);
                    ui.add_space(4.0);
                    actions::button(ui, Action::Open, commands);
                } else {
                    ui.menu_button(strings::SINGLE_MENU, |ui| menus(ui, state, commands));
                }
                ui.add_space(12.0);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if now.has_document {
                        panel_switch(
                            ui,
                            Icon::SummaryPanel,
                            Action::ToggleSummary,
                            now.is_summary_visible,
                            commands,
                        );
                        if now.has_pages && now.has_text {
                            // The button is highlighted while pages are shown. It hides them, whether they are
                            // beside the text or shown alone.
                            let are_alone = now.layout == app::Layout::Pages;
                            let action = if are_alone { Action::OnlyPages } else { Action::TogglePages };
                            let is_on = matches!(now.layout, app::Layout::Both | app::Layout::Pages);
                            panel_switch(ui, Icon::Pages, action, is_on, commands);
                        }
                        panel_switch(
                            ui,
                            Icon::ContentsPanel,
                            Action::ToggleContents,
                            now.is_contents_visible,
                            commands,
                        );
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| tabs(ui, state, commands));
                });
            });
        });
    });
}

fn menus(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
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
            actions::menu(ui, menu, &now, commands);
            if menu == Menu::File {
                recent_reports(ui, state, commands);
            }
        });
    }
}

fn panel_switch(ui: &mut Ui, icon: Icon, action: Action, is_on: bool, commands: &mut Vec<Command>) {
    if icons::button(ui, icon, action.info().label, is_on).on_hover_text(actions::hint(ui, action)).clicked()
    {
        commands.push(Command::Do(action));
    }
}

fn recent_reports(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if state.settings.recent.is_empty() {
        return;
    }
    ui.separator();
    ui.label(theme::SMALL.rich(strings::RECENT_REPORTS, theme::tokens(ui).secondary));
    for recent in &state.settings.recent {
        if ui.button(recent.title.as_str()).on_hover_text(recent.path.display().to_string()).clicked() {
            commands.push(Command::OpenFiles(vec![recent.path.clone()]));
        }
    }
}

/// Returns the full title of a tab, as the title bar of the window shows it.
pub(crate) fn full_title(tab: &app::Tab) -> String {
    match &tab.content {
        TabContent::Report(document) | TabContent::Guide(document) => document.title(),
        TabContent::Comparison(comparison) => comparison.title(),
        TabContent::Opening(opening) => match &opening.wait {
            Wait::Read(from) => from.name(),
            Wait::Password { path, .. } => {
                path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
            }
            Wait::BothRead(_) | Wait::Compared => strings::COMPARISON.to_owned(),
        },
    }
}

/// Returns the title of a tab in the tab bar. Comparisons have the names of their reports only if there are several.
fn short_title(state: &State, tab: &app::Tab) -> String {
    let Some(comparison) = tab.comparison() else { return full_title(tab) };
    match state.tabs.iter().filter(|other| other.comparison().is_some()).count() {
        0 | 1 => strings::COMPARISON.to_owned(),
        _ => {
            let [left, right] = comparison.short_titles();
            strings::comparison_of(&left, &right)
        }
    }
}

/// Shows the tabs, as wide as there is room for. Many tabs scroll, and the front tab stays in view.
fn tabs(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let count = u16::try_from(state.tabs.len()).unwrap_or(u16::MAX);
    let room = ui.available_width();
    let max_width = (room / f32::from(count.max(1)) - 2.0).clamp(MIN_TAB_WIDTH, MAX_TAB_WIDTH);
    let area =
        ScrollArea::horizontal().id_salt("tabs").scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.horizontal_centered(|ui| {
            let mut rects = Vec::with_capacity(state.tabs.len());
            let mut dragged = None;
            let front = state.tabs.front().map(|tab| tab.id);
            for tab in state.tabs.iter() {
                let (title, active) = (short_title(state, tab), Some(tab.id) == front);
                let response = tab_button(ui, (tab.id, &title), active, (count, max_width, room), commands);
                rects.push(response.rect);
                if response.dragged_by(egui::PointerButton::Primary) {
                    dragged = Some((tab.id, response));
                }
            }
            if let Some((id, response)) = dragged {
                move_to_pointer(ui, id, &response, &rects, commands);
            }
        });
    });
}

/// Moves a dragged tab to the position of the pointer among the other tabs.
fn move_to_pointer(
    ui: &Ui,
    id: TabId,
    response: &egui::Response,
    rects: &[Rect],
    commands: &mut Vec<Command>,
) {
    let Some(pointer) = response.interact_pointer_pos() else { return };
    ui.set_cursor_icon(egui::CursorIcon::Grabbing);
    // A tab moves only past the middle of another tab. Otherwise two tabs of different widths would swap for ever.
    let at = rects.iter().position(|rect| rect.left() == response.rect.left());
    let before = rects.iter().filter(|rect| rect.center().x < pointer.x && **rect != response.rect).count();
    if at.is_some_and(|at| at != before) {
        commands.push(Command::MoveTab(id, before));
    }
}

/// Shows one tab of at most `max_width`. `count` is the number of tabs, and `room` the width that all tabs together have,
/// in points.
fn tab_button(
    ui: &mut Ui,
    (id, title): (TabId, &str),
    active: bool,
    (count, max_width, room): (u16, f32, f32),
    commands: &mut Vec<Command>,
) -> egui::Response {
    let tokens = theme::tokens(ui);
    let kind = if active { PANEL_BOLD } else { PANEL };
    let color = if active { tokens.text } else { tokens.secondary };
    let galley = text::truncated(ui, title, kind, color, max_width - 48.0);
    let is_cut = galley.elided;
    // The widget id is made from the id of the tab, because its index changes while it is dragged.
    let (_, rect) = ui.allocate_space(vec2(galley.size().x + 48.0, HEIGHT));
    let response = ui.interact(rect, egui::Id::unique("tab").with(id.0), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, title));
    ui.accesskit_node_builder(response.id, |node| node.set_selected(active));
    // A change of the number of tabs, of their width, or of the buttons beside them can push the front tab out of view.
    let shown = (id, count, max_width.to_bits(), room.to_bits());
    if active && ui.data(|data| data.get_temp::<(TabId, u16, u32, u32)>(shown_id())) != Some(shown) {
        ui.data_mut(|data| data.insert_temp(shown_id(), shown));
        response.scroll_to_me(None);
    }
    let shape = Rect::from_min_max(pos2(rect.left(), rect.top() + 6.0), rect.max);
    tab_shape::paint(ui, shape, active, &response);
    ui.painter().galley(pos2(rect.left() + 14.0, shape.center().y - galley.size().y / 2.0), galley, color);

    let cross = Rect::from_center_size(pos2(rect.right() - 17.0, shape.center().y), vec2(24.0, 24.0));
    let close = ui.interact(cross, response.id.with("close"), Sense::click());
    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::close_tab(title)));
    if close.hovered() || close.has_focus() {
        ui.painter().rect_filled(cross, CORNER_RADIUS, tokens.hover);
    }
    Icon::Close.paint(ui, cross.shrink(5.0), tokens.secondary);
    if close.clicked() || response.middle_clicked() {
        commands.push(Command::Close(id));
    } else if response.clicked() {
        commands.push(Command::Activate(id));
    }
    if is_cut { response.on_hover_text(title) } else { response }
}

/// Returns the id under which egui stores the tab that was last scrolled into view.
fn shown_id() -> egui::Id {
    egui::Id::unique("tab in view")
}
