//! The bar at the top: menus, the tabs, and the switches of the panels.

use eframe::egui::{
    self, Align, Layout, MenuBar, Panel, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2,
    scroll_area::ScrollBarVisibility, vec2,
};

use super::{
    actions,
    icons::{self, Icon},
    theme::{self, CORNER, PANEL, PANEL_BOLD},
};
use crate::app::{self, Action, Command, Menu, State};

const HEIGHT: f32 = 42.0;
/// A window of this width, in points, has one menu.
const NARROW: f32 = 520.0;
/// A tab is never narrower or wider than this, in points.
const NARROWEST_TAB: f32 = 130.0;
const WIDEST_TAB: f32 = 260.0;

pub(crate) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(8, 0));
    Panel::top("top bar").exact_size(HEIGHT).frame(frame).show(ui, |ui| {
        let now = state.circumstances();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            MenuBar::new().ui(ui, |ui| {
                // Menus of a narrow window are one.
                if ui.ctx().content_rect().width() > NARROW {
                    menus(ui, state, commands);
                    ui.add_space(4.0);
                    actions::button(ui, Action::Open, commands);
                } else {
                    ui.menu_button("Menu", |ui| menus(ui, state, commands));
                }
                ui.add_space(12.0);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if now.has_document {
                        panel_switch(ui, Icon::SummaryPanel, Action::ToggleSummary, now.summary, commands);
                        if now.has_pages && now.has_text {
                            // Lit by either, and put out whichever it is.
                            let alone = now.layout == app::Layout::Pages;
                            let action = if alone { Action::OnlyPages } else { Action::TogglePages };
                            let on = matches!(now.layout, app::Layout::Both | app::Layout::Pages);
                            panel_switch(ui, Icon::Pages, action, on, commands);
                        }
                        panel_switch(ui, Icon::ContentsPanel, Action::ToggleContents, now.contents, commands);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| tabs(ui, state, commands));
                });
            });
        });
    });
}

fn menus(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let now = state.circumstances();
    for (name, menu) in [
        ("File", Menu::File),
        ("Edit", Menu::Edit),
        ("View", Menu::View),
        ("Go", Menu::Go),
        ("Help", Menu::Help),
    ] {
        // "Go" is no smaller a target than 24 points.
        ui.spacing_mut().button_padding.x = 5.0;
        ui.menu_button(name, |ui| {
            actions::menu(ui, menu, &now, commands);
            if menu == Menu::File {
                recent(ui, state, commands);
            }
        });
    }
}

fn panel_switch(ui: &mut Ui, icon: Icon, action: Action, on: bool, commands: &mut Vec<Command>) {
    if icons::button(ui, icon, action.info().label, on).on_hover_text(actions::hint(ui, action)).clicked() {
        commands.push(Command::Do(action));
    }
}

fn recent(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if state.settings.recent.is_empty() {
        return;
    }
    ui.separator();
    ui.label(theme::SMALL.rich("Opened before", theme::tokens(ui).secondary));
    for recent in &state.settings.recent {
        if ui.button(recent.title.as_str()).on_hover_text(recent.path.display().to_string()).clicked() {
            commands.push(Command::OpenFiles(vec![recent.path.clone()]));
        }
    }
}

/// The tabs, as wide as there is room for; many of them scroll, the one that is shown always in view.
fn tabs(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let count = state.documents.len() + usize::from(state.compared.is_some());
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    let widest = (ui.available_width() / f32::from(count.max(1)) - 2.0).clamp(NARROWEST_TAB, WIDEST_TAB);
    let area =
        ScrollArea::horizontal().id_salt("tabs").scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.horizontal_centered(|ui| {
            let mut places = Vec::with_capacity(state.documents.len());
            let mut dragged = None;
            for document in &state.documents {
                let active = Some(document.id) == state.active && !state.shows_comparison;
                let title = document.title();
                let (show, close) = (Command::Activate(document.id), Command::Close(document.id));
                let id = (document.id.0, count);
                let response = tab(ui, Tab { title: &title, active, show, close, id }, widest, commands);
                places.push(response.rect);
                if response.dragged_by(egui::PointerButton::Primary) {
                    dragged = Some((document.id, response));
                }
            }
            if let Some((id, response)) = dragged {
                move_to_pointer(ui, id, &response, &places, commands);
            }
            if state.compared.is_some() {
                let (show, close) = (Command::ShowComparison, Command::CloseComparison);
                let id = (u64::MAX, count);
                let comparison = Tab { title: "Comparison", active: state.shows_comparison, show, close, id };
                tab(ui, comparison, widest, commands);
            }
        });
    });
}

/// Moves a tab that is dragged to where the pointer is among the others.
fn move_to_pointer(
    ui: &Ui,
    id: app::DocumentId,
    response: &egui::Response,
    places: &[Rect],
    commands: &mut Vec<Command>,
) {
    let Some(pointer) = response.interact_pointer_pos() else { return };
    ui.set_cursor_icon(egui::CursorIcon::Grabbing);
    // Past the middle of another one: else two tabs of different widths change places for ever.
    let at = places.iter().position(|rect| rect.left() == response.rect.left());
    let before = places.iter().filter(|rect| rect.center().x < pointer.x && **rect != response.rect).count();
    if at.is_some_and(|at| at != before) {
        commands.push(Command::MoveTab(id, before));
    }
}

/// What a tab is of.
struct Tab<'a> {
    title: &'a str,
    active: bool,
    /// What is asked for by a click, and by closing it.
    show: Command,
    close: Command,
    /// Names it among all tabs, and how many there are: one that comes before the one that is shown can push it out of
    /// view.
    id: (u64, u16),
}

fn tab(ui: &mut Ui, tab: Tab<'_>, widest: f32, commands: &mut Vec<Command>) -> egui::Response {
    let Tab { title, active, .. } = tab;
    let tokens = theme::tokens(ui);
    let kind = if active { PANEL_BOLD } else { PANEL };
    let color = if active { tokens.text } else { tokens.secondary };
    let text = egui::WidgetText::from(kind.rich(title, color));
    let galley =
        text.into_galley(ui, Some(egui::TextWrapMode::Truncate), widest - 48.0, egui::TextStyle::Body);
    // By what it is of, not by its place: a tab that is dragged changes its place.
    let (_, rect) = ui.allocate_space(vec2(galley.size().x + 48.0, HEIGHT));
    let response = ui.interact(rect, egui::Id::unique("tab").with(tab.id.0), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, title));
    ui.accesskit_node_builder(response.id, |node| node.set_selected(active));
    if active && ui.data(|data| data.get_temp::<(u64, u16)>(shown_id())) != Some(tab.id) {
        ui.data_mut(|data| data.insert_temp(shown_id(), tab.id));
        response.scroll_to_me(None);
    }
    let sheet = Rect::from_min_max(pos2(rect.left(), rect.top() + 6.0), rect.max);
    let corners = egui::CornerRadius { nw: CORNER, ne: CORNER, sw: 0, se: 0 };
    if active {
        let line = egui::Stroke::new(1.0, tokens.line);
        ui.painter().rect(
            sheet.expand2(vec2(0.0, 1.0)),
            corners,
            tokens.page,
            line,
            egui::StrokeKind::Inside,
        );
    } else if response.hovered() {
        ui.painter().rect_filled(sheet, corners, tokens.hover);
    }
    if response.has_focus() {
        let ring = egui::Stroke::new(theme::RING, tokens.accent);
        ui.painter().rect_stroke(sheet.shrink(1.0), corners, ring, egui::StrokeKind::Inside);
    }
    ui.painter().galley(pos2(rect.left() + 14.0, sheet.center().y - galley.size().y / 2.0), galley, color);

    let cross = Rect::from_center_size(pos2(rect.right() - 17.0, sheet.center().y), vec2(24.0, 24.0));
    let close = ui.interact(cross, response.id.with("close"), Sense::click());
    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Close {title}")));
    if close.hovered() || close.has_focus() {
        ui.painter().rect_filled(cross, CORNER, tokens.hover);
    }
    Icon::Close.paint(ui, cross.shrink(5.0), tokens.secondary);
    if close.clicked() || response.middle_clicked() {
        commands.push(tab.close);
    } else if response.clicked() {
        commands.push(tab.show);
    }
    response
}

/// Where the tab that was last brought into view is remembered.
fn shown_id() -> egui::Id {
    egui::Id::unique("tab in view")
}
