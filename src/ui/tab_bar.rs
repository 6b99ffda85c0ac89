//! The tabs in the top bar: their titles, their order, their menus, and the list of all tabs if there are too many to fit.

use std::{collections::HashMap, sync::Arc};

use eframe::egui::{
    self, Align, Button, Color32, Galley, Layout, Rangef, Rect, Role, ScrollArea, Sense, Separator, Ui,
    UiBuilder, WidgetInfo, containers::menu::MenuButton, pos2, scroll_area::ScrollBarVisibility, vec2,
};

use super::{
    actions,
    icons::{Icon, IconSize},
    strings::window as strings,
    theme::{self, CORNER_RADIUS, PANEL, PANEL_BOLD},
    widgets::{tab_shape, text},
};
use crate::app::{self, AwaitedEvent, Command, State, TabContent, TabId};

/// The minimum width of a tab, in points.
const MIN_TAB_WIDTH_POINTS: f32 = 140.0;
/// The minimum width of a tab whose title has the file name, in points.
const MIN_LONG_TAB_WIDTH_POINTS: f32 = 220.0;
/// The maximum width of a tab, in points.
const MAX_TAB_WIDTH_POINTS: f32 = 260.0;
/// The maximum width of a tab whose title has the file name, in points.
const MAX_LONG_TAB_WIDTH_POINTS: f32 = 340.0;
/// Width of the parts of a tab beside its title: the margins and the button that closes it, in points.
const TAB_MARGINS: f32 = 48.0;
/// Width of the space between tabs, in points.
const TAB_GAP: f32 = 2.0;
/// Width of the button that lists all tabs, with the space around it, in points.
const LIST_BUTTON_WIDTH: f32 = 40.0;

/// The title of a tab, in parts that are shortened separately.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TabTitle {
    /// The subject of the report. It is shortened first.
    name: String,
    /// The year with the comma before it: ", 2012". It is never shortened. Empty if there is no year.
    year: String,
    /// The file name, if another tab has the same name and year. Empty otherwise.
    file: String,
}

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

impl TabTitle {
    /// Splits a title such as "Larkmoor Borough Council, 2012" into its name and year.
    fn new(title: &str) -> Self {
        let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let at = title.rfind(", ").filter(|at| is_year(&title[at + 2..])).unwrap_or(title.len());
        Self { name: title[..at].to_owned(), year: title[at..].to_owned(), file: String::new() }
    }

    /// Returns the whole title.
    fn text(&self) -> String {
        let base = format!("{}{}", self.name, self.year);
        if self.file.is_empty() { base } else { strings::tab_title_with_file(&base, &self.file) }
    }

    /// Lays out the title in one line of at most `width` points.
    fn lay_out(&self, ui: &Ui, is_active: bool, width: f32) -> Vec<Arc<Galley>> {
        let tokens = theme::tokens(ui);
        let style = if is_active { PANEL_BOLD } else { PANEL };
        let color = if is_active { tokens.text } else { tokens.secondary };
        let lay_out =
            |words: &str, width: f32| text::lay_out_truncated(ui, words, style, color, width.max(8.0));
        let natural_width = |words: &str| lay_out(words, f32::INFINITY).size().x;
        let year = lay_out(&self.year, f32::INFINITY);
        let rest = width - year.size().x;
        if self.file.is_empty() {
            return vec![lay_out(&self.name, rest), year];
        }
        // The name and the file name share the rest of the line. Neither gets less than half if it needs more.
        let separator = lay_out(strings::TAB_TITLE_SEPARATOR, f32::INFINITY);
        let rest = rest - separator.size().x;
        let file_width = (rest - natural_width(&self.name)).max(rest / 2.0).min(natural_width(&self.file));
        let name = lay_out(&self.name, rest - file_width);
        // The file names of versions of a report usually differ at the end.
        let file = text::lay_out_without_start(ui, &self.file, PANEL, tokens.secondary, file_width.max(8.0));
        vec![name, year, separator, file]
    }

    /// Returns the minimum and maximum width of a tab with this title, in points.
    fn width_limits(&self) -> (f32, f32) {
        if self.file.is_empty() {
            (MIN_TAB_WIDTH_POINTS, MAX_TAB_WIDTH_POINTS)
        } else {
            (MIN_LONG_TAB_WIDTH_POINTS, MAX_LONG_TAB_WIDTH_POINTS)
        }
    }
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

/// Returns the titles of all tabs. Reports with the same title get the file name added.
fn tab_titles(state: &State) -> Vec<TabTitle> {
    let titles: Vec<String> = state.tabs.iter().map(|tab| short_title(state, tab)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for title in &titles {
        *counts.entry(title).or_default() += 1;
    }
    let with_file = |(tab, title): (&app::Tab, &String)| {
        let is_shared = counts[title.as_str()] > 1;
        let file = tab.document().map(|document| document.report().source.file.clone());
        // A report without a subject has its file name as its title already.
        let file = file.filter(|file| is_shared && file != title).unwrap_or_default();
        TabTitle { file, ..TabTitle::new(title) }
    };
    state.tabs.iter().zip(&titles).map(with_file).collect()
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
            let mut dragged = None;
            for tab in tabs {
                let is_active = Some(tab.id) == front;
                let response = show_tab(ui, tab, is_active, state, commands);
                if is_active {
                    keep_in_view(ui, &response, tab, (tabs.len(), width));
                }
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

/// Scrolls the front tab into view after any change that could have moved it out of view: of the front tab, of its
/// width, of the number of tabs, or of the width of all tabs.
fn keep_in_view(ui: &Ui, response: &egui::Response, tab: &LaidTab, (count, width): (usize, f32)) {
    let shown = (tab.id, count, tab.width.to_bits(), width.to_bits());
    if ui.data(|data| data.get_temp::<(TabId, usize, u32, u32)>(shown_tab_id())) != Some(shown) {
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
    response.context_menu(|ui| show_context_menu(ui, tab, state, commands));
    let path = state.tabs.get(tab.id).and_then(app::Tab::path);
    match path {
        Some(path) => response.on_hover_text(strings::tab_tooltip(&tab.title, path)),
        None => response.on_hover_text(tab.title.as_str()),
    }
}

/// Shows the context menu of a tab.
fn show_context_menu(ui: &mut Ui, tab: &LaidTab, state: &State, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let path = state.tabs.get(tab.id).and_then(app::Tab::path);
    if ui.button(strings::COPY_TITLE).clicked() {
        commands.push(Command::CopyTitle(tab.title.clone()));
    }
    if let Some(path) = path {
        if ui.button(strings::COPY_PATH).clicked() {
            commands.push(Command::CopyPath(path.to_owned()));
        }
        if ui.button(strings::SHOW_IN_FOLDER).clicked() {
            commands.push(Command::ShowInFolder(path.to_owned()));
        }
    }
    ui.add(Separator::default().spacing(9.0));
    if ui.button(strings::CLOSE_TAB).clicked() {
        commands.push(Command::Close(tab.id));
    }
    if ui.add_enabled(state.tabs.len() > 1, Button::new(strings::CLOSE_OTHER_TABS)).clicked() {
        commands.push(Command::CloseOthers(tab.id));
    }
}

/// Returns the key in egui's memory for the tab that was last scrolled into view.
fn shown_tab_id() -> egui::Id {
    egui::Id::unique("tab in view")
}

#[cfg(test)]
mod tests {
    use super::TabTitle;

    #[test]
    fn only_a_year_at_the_end_of_a_title_is_kept_whole() {
        let parts = |title: &str| {
            let title = TabTitle::new(title);
            (title.name, title.year)
        };
        let expected = |name: &str, year: &str| (name.to_owned(), year.to_owned());
        assert_eq!(parts("Larkmoor Borough Council, 2012"), expected("Larkmoor Borough Council", ", 2012"));
        assert_eq!(
            parts("Larkmoor, Eastmere and Holt, 2018"),
            expected("Larkmoor, Eastmere and Holt", ", 2018")
        );
        assert_eq!(parts("Comparison"), expected("Comparison", ""));
        assert_eq!(
            parts("Hill Road Primary School, Larkmoor"),
            expected("Hill Road Primary School, Larkmoor", "")
        );
    }
}
