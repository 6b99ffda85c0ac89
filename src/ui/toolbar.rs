//! The toolbar below the tabs: buttons for frequent actions, and the buttons that show and hide panels.

use eframe::egui::{
    self, Align, Button, Layout, Margin, Panel, Response, Role, Ui, UiBuilder, WidgetInfo, vec2,
};

use super::{
    actions,
    icons::{self, Icon, IconSize},
    strings::window as strings,
    theme::{self, PANEL},
    tour,
    widgets::text,
};
use crate::app::{self, Action, ActionContext, Command, State, TourStep};

/// Height of the toolbar, in points.
const TOOLBAR_HEIGHT: f32 = 40.0;
/// Minimum width and height of a window that shows the toolbar, in points. A smaller window needs the space for the
/// text, and has the same actions in its menu.
const MIN_WINDOW_SIZE_POINTS: egui::Vec2 = vec2(520.0, 420.0);
/// Width of the space left and right of the content of a button, in points.
const BUTTON_PADDING: f32 = 8.0;
/// Width of the space between the icon and the label of a button, in points.
const ICON_GAP: f32 = 6.0;
/// Width of the line between two groups of buttons with the space around it, in points.
const SEPARATOR_WIDTH: f32 = 17.0;
/// Width of the space between buttons, in points.
const BUTTON_GAP: f32 = 4.0;
/// Width that is kept free for the buttons of the panels at the right end, in points.
const PANEL_SWITCHES_WIDTH: f32 = 108.0;

/// A button of the toolbar.
struct ToolButton {
    action: Action,
    icon: Icon,
    label: &'static str,
}

/// The buttons in groups, which are separated by lines.
const GROUPS: [&[ToolButton]; 2] = [
    &[
        ToolButton { action: Action::Open, icon: Icon::Open, label: strings::TOOL_OPEN },
        ToolButton { action: Action::Compare, icon: Icon::Compare, label: strings::TOOL_COMPARE },
        ToolButton { action: Action::Print, icon: Icon::Print, label: strings::TOOL_PRINT },
        ToolButton { action: Action::ExportPlan, icon: Icon::Plan, label: strings::TOOL_PLAN },
    ],
    &[
        ToolButton { action: Action::Search, icon: Icon::Search, label: strings::TOOL_FIND },
        ToolButton { action: Action::GoToParagraph, icon: Icon::GoTo, label: strings::TOOL_GO_TO },
    ],
];

/// Returns true if the toolbar is shown: a tab is open, the print view does not cover it, and the window is large enough.
pub(crate) fn is_visible(ui: &Ui, state: &State) -> bool {
    let size = ui.ctx().content_rect().size();
    let has_room = size.x > MIN_WINDOW_SIZE_POINTS.x && size.y > MIN_WINDOW_SIZE_POINTS.y;
    has_room && state.printing.is_none() && state.tabs.front().is_some()
}

/// Shows the toolbar, if there is room for it.
pub(crate) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if !is_visible(ui, state) {
        return;
    }
    let frame = egui::Frame::new().fill(theme::tokens(ui).page).inner_margin(Margin::symmetric(8, 0));
    Panel::top("toolbar").exact_size(TOOLBAR_HEIGHT).frame(frame).show(ui, |ui| {
        let builder = UiBuilder::new()
            .layout(Layout::left_to_right(Align::Center))
            .max_rect(ui.max_rect())
            .accessibility_role(Role::Toolbar)
            .accessibility_label(strings::TOOLBAR);
        ui.scope_builder(builder, |ui| {
            let now = state.action_context();
            let has_labels = labelled_width(ui) <= ui.available_width() - PANEL_SWITCHES_WIDTH;
            ui.spacing_mut().item_spacing.x = BUTTON_GAP;
            for (index, group) in GROUPS.into_iter().enumerate() {
                if index > 0 {
                    ui.add(egui::Separator::default().vertical().spacing(SEPARATOR_WIDTH).shrink(9.0));
                }
                for tool in group {
                    show_tool_button(ui, tool, &now, has_labels, commands);
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                show_panel_switches(ui, state, commands);
            });
        });
    });
}

/// Returns the width of all buttons with their labels, in points.
fn labelled_width(ui: &Ui) -> f32 {
    let color = theme::tokens(ui).text;
    let width = |tool: &ToolButton| {
        let label = text::lay_out_wrapped(ui, tool.label, PANEL, color, f32::INFINITY);
        label.size().x + IconSize::Medium.points() + ICON_GAP + 2.0 * BUTTON_PADDING + BUTTON_GAP
    };
    let lines = GROUPS.iter().skip(1).map(|_| SEPARATOR_WIDTH + BUTTON_GAP);
    GROUPS.into_iter().flatten().map(width).chain(lines).sum()
}

/// Shows a button with its icon, and its label if there is room. Its tooltip shows the shortcut.
fn show_tool_button(
    ui: &mut Ui,
    tool: &ToolButton,
    now: &ActionContext,
    has_label: bool,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let is_possible = (tool.action.info().is_possible)(now);
    let image = tool.icon.image(IconSize::Medium, tokens.text);
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = vec2(BUTTON_PADDING, 5.0);
            ui.spacing_mut().icon_spacing = ICON_GAP;
            let button = if has_label {
                Button::image_and_text(image, PANEL.rich_text(tool.label, tokens.text))
            } else {
                Button::image(image)
            };
            ui.add_enabled(is_possible, button.frame_when_inactive(false).min_size(vec2(30.0, 30.0)))
        })
        .inner;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_possible, tool.label));
    if tool.action == Action::Compare {
        tour::set_target(ui.ctx(), TourStep::Compare, response.rect);
    }
    let hint = actions::hint_with_shortcut(ui, tool.action);
    if response.on_hover_text(&hint).on_disabled_hover_text(&hint).clicked() {
        commands.push(Command::Do(tool.action));
    }
}

/// Shows the buttons that show and hide the contents, the pages and the summary. Expects a layout from right to left.
pub(crate) fn show_panel_switches(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let now = state.action_context();
    if !now.has_document {
        return;
    }
    show_panel_switch(ui, Icon::SummaryPanel, Action::ToggleSummary, now.is_summary_visible, commands);
    if now.has_pages && now.has_text {
        // The button is highlighted while pages are shown. It hides them, whether they are beside the text or shown
        // alone.
        let are_alone = now.layout == app::Layout::Pages;
        let action = if are_alone { Action::OnlyPages } else { Action::TogglePages };
        let is_on = matches!(now.layout, app::Layout::Both | app::Layout::Pages);
        show_panel_switch(ui, Icon::Pages, action, is_on, commands);
    }
    show_panel_switch(ui, Icon::ContentsPanel, Action::ToggleContents, now.is_contents_visible, commands);
}

/// Shows a button that shows or hides a panel.
fn show_panel_switch(
    ui: &mut Ui,
    icon: Icon,
    action: Action,
    is_on: bool,
    commands: &mut Vec<Command>,
) -> Response {
    let hint = actions::hint_with_shortcut(ui, action);
    let response =
        icons::show_button_without_tooltip(ui, icon, action.info().label, is_on).on_hover_text(hint);
    if response.clicked() {
        commands.push(Command::Do(action));
    }
    response
}
