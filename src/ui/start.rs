//! The start screen: a button that opens a report, recent reports, and sample reports.

use eframe::egui::{self, Align, Button, Layout, RichText, ScrollArea, Ui, vec2};

use super::{
    actions,
    icons::Icon,
    strings::window as strings,
    theme::{self, DISPLAY, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL},
    widgets::text,
};
use crate::app::{Action, Command, SAMPLES, State};

/// Maximum width of the content of the start screen, in points.
const MAX_CONTENT_WIDTH_POINTS: f32 = 520.0;

/// Shows the start screen.
pub(crate) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let area = ui.available_rect_before_wrap();
    ui.painter().rect_filled(area, 0.0, tokens.page);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let width = MAX_CONTENT_WIDTH_POINTS.min(ui.available_width() - 40.0);
        let left = ((ui.available_width() - width) / 2.0).max(20.0);
        ui.add_space((area.height() * 0.12).max(24.0));
        ui.horizontal_top(|ui| {
            ui.add_space(left);
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.label(DISPLAY.rich_text(strings::APP_NAME, tokens.text));
                ui.label(
                    PANEL_TITLE
                        .rich_text(strings::START_INTRODUCTION, tokens.secondary)
                        .font(INTRODUCTION.text_format(tokens.text).font_id),
                );
                ui.add_space(20.0);
                show_open_button(ui, commands);
                ui.add_space(28.0);
                show_recent_reports(ui, state, commands);
                show_sample_reports(ui, commands);
                ui.add_space(24.0);
            });
        });
    });
}

/// The type style of the introduction: as large as a panel title, but not bold.
const INTRODUCTION: theme::TypeStyle = theme::TypeStyle { is_bold: false, ..PANEL_TITLE };

/// Shows the button that opens a report.
fn show_open_button(ui: &mut Ui, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        let label = RichText::new(strings::START_OPEN)
            .font(PANEL_TITLE.text_format(tokens.on_accent).font_id)
            .color(tokens.on_accent);
        let button = Button::new((Icon::Open.image(tokens.on_accent), label))
            .fill(tokens.accent)
            .min_size(vec2(190.0, 42.0));
        if ui.add(button).on_hover_text(actions::hint_with_shortcut(ui, Action::Open)).clicked() {
            commands.push(Command::Do(Action::Open));
        }
        ui.add_space(8.0);
        ui.label(PANEL.rich_text(strings::START_DROP, tokens.secondary));
    });
}

/// Shows the list of recent reports. Each can be opened, or removed from the list.
fn show_recent_reports(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if state.settings.recent.is_empty() {
        return;
    }
    show_list_title(ui, strings::RECENT_REPORTS);
    for recent in &state.settings.recent {
        let folder = recent.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        let file = recent.path.file_name().unwrap_or_default().to_string_lossy();
        let response = show_report_button(ui, &recent.title, &strings::file_in_folder(&file, &folder));
        let remove_rect =
            egui::Rect::from_center_size(response.rect.right_center() - vec2(22.0, 0.0), vec2(24.0, 24.0));
        let remove = ui.interact(remove_rect, response.id.with("remove"), egui::Sense::click());
        remove.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, true, strings::remove_recent(&recent.title))
        });
        if response.hovered() || remove.hovered() || remove.has_focus() {
            Icon::Close.paint(ui, remove_rect.shrink(4.0), theme::tokens(ui).secondary);
        }
        if remove.on_hover_text(strings::REMOVE_RECENT).clicked() {
            commands.push(Command::RemoveRecent(recent.path.clone()));
        } else if response.clicked() {
            commands.push(Command::OpenFiles(vec![recent.path.clone()]));
        }
    }
    ui.add_space(20.0);
}

/// Shows the list of sample reports.
fn show_sample_reports(ui: &mut Ui, commands: &mut Vec<Command>) {
    show_list_title(ui, strings::START_SAMPLES);
    for sample in &SAMPLES {
        if show_report_button(ui, sample.title, strings::SAMPLE_DESCRIPTION).clicked() {
            commands.push(Command::OpenSample(sample));
        }
    }
}

fn show_list_title(ui: &mut Ui, words: &str) {
    let tokens = theme::tokens(ui);
    ui.label(PANEL_BOLD.rich_text(words, tokens.secondary));
    ui.add_space(2.0);
}

/// Shows a button for a report, with its title and a line of description. The caller opens the report if the button is
/// clicked.
fn show_report_button(ui: &mut Ui, name: &str, description: &str) -> egui::Response {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 46.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    let fill = if response.hovered() { tokens.hover } else { tokens.panel };
    let ring = if response.has_focus() {
        egui::Stroke::new(theme::FOCUS_RING_WIDTH, tokens.accent)
    } else {
        egui::Stroke::NONE
    };
    ui.painter().rect(rect, theme::CORNER_RADIUS, fill, ring, egui::StrokeKind::Inside);
    let icon_rect = egui::Rect::from_center_size(rect.left_center() + vec2(22.0, 0.0), vec2(20.0, 20.0));
    Icon::Report.paint(ui, icon_rect, tokens.secondary);
    let text_width = rect.width() - 84.0;
    let at = rect.min + vec2(44.0, 4.0);
    text::paint_truncated(ui, name, PANEL_BOLD, tokens.text, at, text_width);
    text::paint_truncated(ui, description, SMALL, tokens.secondary, at + vec2(0.0, 20.0), text_width);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
