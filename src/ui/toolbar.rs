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
use crate::app::{self, Action, Command, State, TourStep};

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
/// Width that is kept free for the buttons of the panels at the right end if they have no labels, in points.
const PANEL_SWITCHES_WIDTH: f32 = 108.0;

/// A button of the toolbar.
struct ToolButton {
    action: Action,
    icon: Icon,
    label: &'static str,
}

impl ToolButton {
    /// Returns the label for what is in front. Only a report is printed as a summary.
    fn label_for(&self, state: &State) -> &'static str {
        let is_report = state.tabs.front().is_none_or(|tab| tab.document().is_some());
        if self.action == Action::Print && !is_report {
            strings::TOOL_PRINT_WITHOUT_SUMMARY
        } else {
            self.label
        }
    }
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
            let tools_width = labelled_width(ui);
            let has_labels = tools_width <= ui.available_width() - PANEL_SWITCHES_WIDTH;
            // The names of the tools come first where there is too little room for all names.
            let has_switch_labels = tools_width + switches_labelled_width(ui) <= ui.available_width();
            ui.spacing_mut().item_spacing.x = BUTTON_GAP;
            for (index, group) in GROUPS.into_iter().enumerate() {
                if index > 0 {
                    ui.add(egui::Separator::default().vertical().spacing(SEPARATOR_WIDTH).shrink(9.0));
                }
                for tool in group {
                    show_tool_button(ui, tool, state, has_labels, commands);
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                show_panel_switches(ui, state, has_switch_labels, commands);
            });
        });
    });
}

/// Returns the width of all buttons with their labels, in points.
fn labelled_width(ui: &Ui) -> f32 {
    let width = |tool: &ToolButton| labelled_button_width(ui, tool.label);
    let lines = GROUPS.iter().skip(1).map(|_| SEPARATOR_WIDTH + BUTTON_GAP);
    GROUPS.into_iter().flatten().map(width).chain(lines).sum()
}

/// Returns the width of the buttons of the panels with their labels, in points.
fn switches_labelled_width(ui: &Ui) -> f32 {
    let labels = [strings::SWITCH_CONTENTS, strings::SWITCH_PAGES, strings::SWITCH_SUMMARY];
    labels.into_iter().map(|label| labelled_button_width(ui, label)).sum()
}

/// Returns the width of a button with an icon and this label, and of the gap after it, in points.
fn labelled_button_width(ui: &Ui, label: &str) -> f32 {
    let label = text::lay_out_wrapped(ui, label, PANEL, theme::tokens(ui).text, f32::INFINITY);
    label.size().x + IconSize::Medium.points() + ICON_GAP + 2.0 * BUTTON_PADDING + BUTTON_GAP
}

/// Shows a button with its icon, and its label if there is room. Its tooltip shows the shortcut.
fn show_tool_button(
    ui: &mut Ui,
    tool: &ToolButton,
    state: &State,
    has_label: bool,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let is_possible = (tool.action.info().is_possible)(&state.action_context());
    let label = tool.label_for(state);
    let image = tool.icon.image(IconSize::Medium, tokens.text);
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = vec2(BUTTON_PADDING, 5.0);
            ui.spacing_mut().icon_spacing = ICON_GAP;
            let button = if has_label {
                Button::image_and_text(image, PANEL.rich_text(label, tokens.text))
            } else {
                Button::image(image)
            };
            ui.add_enabled(is_possible, button.frame_when_inactive(false).min_size(vec2(30.0, 30.0)))
        })
        .inner;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_possible, label));
    if tool.action == Action::Compare {
        tour::set_target(ui.ctx(), TourStep::Compare, response.rect);
    }
    let hint = actions::hint_with_shortcut(ui, tool.action);
    if response.on_hover_text(&hint).on_disabled_hover_text(&hint).clicked() {
        commands.push(Command::Do(tool.action));
    }
}

/// A button that shows or hides a panel.
struct PanelSwitch {
    action: Action,
    icon: Icon,
    label: &'static str,
    /// True while the panel is shown.
    is_on: bool,
}

/// Shows the buttons that show and hide the contents, the pages and the summary. Expects a layout from right to left.
pub(crate) fn show_panel_switches(ui: &mut Ui, state: &State, has_labels: bool, commands: &mut Vec<Command>) {
    let now = state.action_context();
    if !now.has_document {
        return;
    }
    // The button of the pages is highlighted while pages are shown. It hides them, whether they are beside the text or
    // shown alone.
    let are_alone = now.layout == app::Layout::Pages;
    let pages = PanelSwitch {
        action: if are_alone { Action::OnlyPages } else { Action::TogglePages },
        icon: Icon::Pages,
        label: strings::SWITCH_PAGES,
        is_on: matches!(now.layout, app::Layout::Both | app::Layout::Pages),
    };
    let summary = PanelSwitch {
        action: Action::ToggleSummary,
        icon: Icon::SummaryPanel,
        label: strings::SWITCH_SUMMARY,
        is_on: now.is_summary_visible,
    };
    let contents = PanelSwitch {
        action: Action::ToggleContents,
        icon: Icon::ContentsPanel,
        label: strings::SWITCH_CONTENTS,
        is_on: now.is_contents_visible,
    };
    let has_panels = (Action::ToggleContents.info().is_possible)(&now);
    let pages = Some(pages).filter(|_| now.has_pages && now.has_text);
    let [summary, contents] = [summary, contents].map(|switch| Some(switch).filter(|_| has_panels));
    for switch in [summary, pages, contents].into_iter().flatten() {
        show_panel_switch(ui, &switch, has_labels, commands);
    }
}

/// Shows a button that shows or hides a panel, with its label if there is room.
fn show_panel_switch(ui: &mut Ui, switch: &PanelSwitch, has_label: bool, commands: &mut Vec<Command>) {
    let hint = actions::hint_with_shortcut(ui, switch.action);
    let name = switch.action.info().label;
    let response = if has_label {
        show_labelled_switch(ui, switch)
    } else {
        icons::show_button_without_tooltip(ui, switch.icon, name, switch.is_on)
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, switch.is_on, name));
    if response.on_hover_text(hint).clicked() {
        commands.push(Command::Do(switch.action));
    }
}

/// Shows the icon and the label of a panel in a button. The icon has the accent colour while the panel is shown.
fn show_labelled_switch(ui: &mut Ui, switch: &PanelSwitch) -> Response {
    let tokens = theme::tokens(ui);
    let color = if switch.is_on { tokens.accent } else { tokens.secondary };
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(BUTTON_PADDING, 5.0);
        ui.spacing_mut().icon_spacing = ICON_GAP;
        let label = PANEL.rich_text(switch.label, tokens.text);
        let button = Button::image_and_text(switch.icon.image(IconSize::Medium, color), label);
        ui.add(button.frame_when_inactive(false).min_size(vec2(30.0, 30.0)))
    })
    .inner
}
