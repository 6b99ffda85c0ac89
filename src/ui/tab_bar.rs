//! The tabs in the top bar: their titles, their order, their menus, and the list of all tabs if there are too many to fit.

mod title;

use std::{collections::HashMap, sync::Arc};

use eframe::egui::{
    self, Align, Button, Color32, Galley, Layout, Rangef, Rect, Role, ScrollArea, Sense, Ui, UiBuilder,
    WidgetInfo, containers::menu::MenuButton, pos2, scroll_area::ScrollBarVisibility, vec2,
};

use super::{
    actions,
    context_menu::{self, MenuEntry},
    icons::{Icon, IconSize},
    strings::window as strings,
    theme::{self, CORNER_RADIUS},
    widgets::tab_shape,
};
use crate::app::{self, AwaitedEvent, Command, State, TabContent, TabId};

use title::TabTitle;

/// Width of the parts of a tab beside its title: the margins and the button that closes it, in points.
const TAB_MARGINS: f32 = 48.0;
/// Width of the space between tabs, in points.
const TAB_GAP: f32 = 2.0;
/// Width of the button that lists all tabs, with the space around it, in points.
const LIST_BUTTON_WIDTH: f32 = 40.0;

/// A tab whose title is laid out.
struct LaidTab {
    id: TabId,
    /// The whole title.
    title: String,
    /// The parts of the title, from left to right.
    parts: Vec<Arc<Galley>>,
    /// The width of the tab, in points.
    width: f32,
}

/// Returns the full title of a tab, which is also shown in the title bar of the window.
pub(crate) fn full_title(tab: &app::Tab) -> String {
    match &tab.content {
        TabContent::Report(document) | TabContent::Guide(document) => document.title(),
        TabContent::Comparison(comparison) => comparison.title(),
        TabContent::Timeline(timeline) => timeline.title(),
        TabContent::Folder(folder) => strings::folder_tab_title(&folder.title()),
        TabContent::Opening(opening) => match &opening.awaited {
            AwaitedEvent::Read(from) => from.name(),
            AwaitedEvent::Password { path, .. } => {
                path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
            }
            AwaitedEvent::AllRead(_) => strings::TIMELINE.to_owned(),
            AwaitedEvent::BothRead(_) | AwaitedEvent::Compared => strings::COMPARISON.to_owned(),
        },
    }
}

/// Returns the titles of all tabs. Reports with the same title get the file name added.
fn tab_titles(state: &State) -> Vec<TabTitle> {
    let comparison_count = state.tabs.iter().filter(|tab| tab.comparison().is_some()).count();
    let timeline_count = state.tabs.iter().filter(|tab| tab.timeline().is_some()).count();
    let title = |tab: &app::Tab| match (tab.comparison(), tab.timeline()) {
        (Some(comparison), _) => TabTitle::of_comparison(comparison, comparison_count == 1),
        (_, Some(timeline)) => TabTitle::of_timeline(&timeline.timeline, timeline_count == 1),
        (None, None) => TabTitle::new(&full_title(tab)),
    };
    let mut titles: Vec<TabTitle> = state.tabs.iter().map(title).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for title in &titles {
        *counts.entry(title.text()).or_default() += 1;
    }
    for (tab, title) in state.tabs.iter().zip(&mut titles) {
        let text = title.text();
        let file = tab.document().map(|document| document.report().source.file.clone());
        // A report without a subject has its file name as its title already.
        title.file = file.filter(|file| counts[&text] > 1 && *file != text).unwrap_or_default();
    }
    titles
}

/// Shows the tabs in the rest of the bar, as wide as the available space allows. If there are too many to fit, they
/// scroll, the front tab is kept in view, and a button lists all tabs. `bar` is the vertical range of the bar.
pub(crate) fn show(ui: &mut Ui, bar: Rangef, state: &State, commands: &mut Vec<Command>) {
    let space = Rect::from_x_y_ranges(ui.available_rect_before_wrap().x_range(), bar);
    let front = state.tabs.front().map(|tab| tab.id);
    let tabs = lay_out_tabs(ui, state, front, space.width());
    let content_width: f32 = tabs.iter().map(|tab| tab.width + TAB_GAP).sum();
    let is_too_wide = content_width - TAB_GAP > space.width();
    let builder = UiBuilder::new().max_rect(space).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        let width = if is_too_wide { space.width() - LIST_BUTTON_WIDTH } else { space.width() };
        show_scrolling_tabs(ui, &tabs, front, width, state, commands);
        if is_too_wide {
            show_tab_list(ui, &tabs, front, commands);
        }
    });
}

/// Lays out the titles of all tabs, which have `total_width` points together.
fn lay_out_tabs(ui: &Ui, state: &State, front: Option<TabId>, total_width: f32) -> Vec<LaidTab> {
    let count = u16::try_from(state.tabs.len()).unwrap_or(u16::MAX);
    let equal_width = total_width / f32::from(count.max(1)) - TAB_GAP;
    let titles = tab_titles(state);
    let lay_out = |(tab, title): (&app::Tab, TabTitle)| {
        let (min_width, max_width) = title.width_limits();
        let width = equal_width.clamp(min_width, max_width);
        let parts = title.lay_out(ui, Some(tab.id) == front, width - TAB_MARGINS);
        let title_width: f32 = parts.iter().map(|part| part.size().x).sum();
        LaidTab { id: tab.id, title: title.text(), parts, width: title_width + TAB_MARGINS }
    };
    state.tabs.iter().zip(titles).map(lay_out).collect()
}

/// Shows the tabs in an area of `width` points. The mouse wheel scrolls them.
fn show_scrolling_tabs(
    ui: &mut Ui,
    tabs: &[LaidTab],
    front: Option<TabId>,
    width: f32,
    state: &State,
    commands: &mut Vec<Command>,
) {
    ui.style_mut().always_scroll_the_only_direction = true;
    let area = ScrollArea::horizontal()
        .id_salt("tabs")
        .max_width(width)
        .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = TAB_GAP;
        ui.horizontal_centered(|ui| {
            let mut rects = Vec::with_capacity(tabs.len());
            let (mut dragged, mut left) = (None, 0.0);
            for tab in tabs {
                let is_active = Some(tab.id) == front;
                let response = show_tab(ui, tab, is_active, state, commands);
                if is_active {
                    let shown =
                        ShownTab { id: tab.id, count: tabs.len(), left, width: tab.width, bar_width: width };
                    keep_in_view(ui, &response, shown);
                }
                left += tab.width + TAB_GAP;
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

/// The front tab and its place. A change can move it out of view.
#[derive(Clone, Copy, PartialEq)]
struct ShownTab {
    id: TabId,
    /// The number of tabs.
    count: usize,
    /// The width of the tabs on its left, in points.
    left: f32,
    /// Its width, in points.
    width: f32,
    /// The width of the part of all tabs that is in view, in points.
    bar_width: f32,
}

/// Scrolls the front tab into view after a change that could have moved it out of view.
fn keep_in_view(ui: &Ui, response: &egui::Response, shown: ShownTab) {
    if ui.data(|data| data.get_temp::<ShownTab>(shown_tab_id())) != Some(shown) {
        ui.data_mut(|data| data.insert_temp(shown_tab_id(), shown));
        response.scroll_to_me(None);
    }
}

/// Shows the button that lists all tabs.
fn show_tab_list(ui: &mut Ui, tabs: &[LaidTab], front: Option<TabId>, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let button =
        Button::image(Icon::ChevronDown.image(IconSize::Small, tokens.text)).frame_when_inactive(false);
    let button = button.min_size(vec2(28.0, 28.0));
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        actions::show_in_scrolling_menu(ui, |ui| {
            for tab in tabs {
                let tick_color = if Some(tab.id) == front { tokens.text } else { Color32::TRANSPARENT };
                let entry =
                    Button::image_and_text(Icon::Tick.image(IconSize::Small, tick_color), tab.title.as_str());
                if ui.add(entry).clicked() {
                    commands.push(Command::Activate(tab.id));
                }
            }
        });
    });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::ALL_TABS));
    response.on_hover_text(strings::ALL_TABS);
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

/// Shows one tab with its tooltip and its menu.
fn show_tab(
    ui: &mut Ui,
    tab: &LaidTab,
    is_active: bool,
    state: &State,
    commands: &mut Vec<Command>,
) -> egui::Response {
    let tokens = theme::tokens(ui);
    let height = ui.max_rect().height();
    // The widget id is made from the id of the tab, because its index changes while it is dragged.
    let (_, rect) = ui.allocate_space(vec2(tab.width, height));
    let response = ui.interact(rect, egui::Id::unique("tab").with(tab.id.0), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, tab.title.as_str()));
    ui.accesskit_node_builder(response.id, |node| node.set_selected(is_active));
    let shape = Rect::from_min_max(pos2(rect.left(), rect.top() + 6.0), rect.max);
    tab_shape::paint_tab(ui, shape, is_active, &response);
    let mut left = rect.left() + 14.0;
    for part in &tab.parts {
        let at = pos2(left, shape.center().y - part.size().y / 2.0);
        left += part.size().x;
        ui.painter().galley(at, Arc::clone(part), tokens.text);
    }

    let close_rect = Rect::from_center_size(pos2(rect.right() - 17.0, shape.center().y), vec2(24.0, 24.0));
    let close = ui.interact(close_rect, response.id.with("close"), Sense::click());
    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::close_tab(&tab.title)));
    if close.hovered() || close.has_focus() {
        ui.painter().rect_filled(close_rect, CORNER_RADIUS, tokens.hover);
    }
    Icon::Close.paint(ui, close_rect.shrink(5.0), tokens.secondary);
    if close.clicked() || response.middle_clicked() {
        commands.push(Command::Close(tab.id));
    } else if response.clicked() {
        commands.push(Command::Activate(tab.id));
    }
    context_menu::show(&response, || menu_entries(tab, state), commands);
    let path = state.tabs.get(tab.id).and_then(app::Tab::path);
    match path {
        Some(path) => response.on_hover_text(strings::tab_tooltip(&tab.title, path)),
        None => response.on_hover_text(tab.title.as_str()),
    }
}

/// Returns the entries of the context menu of a tab.
fn menu_entries(tab: &LaidTab, state: &State) -> Vec<MenuEntry> {
    let mut entries = vec![MenuEntry::new(strings::COPY_TITLE, Command::CopyTitle(tab.title.clone()))];
    if let Some(path) = state.tabs.get(tab.id).and_then(app::Tab::path) {
        entries.push(MenuEntry::new(strings::COPY_PATH, Command::CopyPath(path.to_owned())));
        entries.push(MenuEntry::new(strings::SHOW_IN_FOLDER, Command::ShowInFolder(path.to_owned())));
    }
    entries.push(MenuEntry::Separator);
    entries.push(MenuEntry::new(strings::CLOSE_TAB, Command::Close(tab.id)));
    let close_others = MenuEntry::new(strings::CLOSE_OTHER_TABS, Command::CloseOthers(tab.id));
    entries.push(close_others.enabled_if(state.tabs.len() > 1));
    entries
}

/// Returns the key in egui's memory for the tab that was last scrolled into view.
fn shown_tab_id() -> egui::Id {
    egui::Id::unique("tab in view")
}
