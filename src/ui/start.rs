//! The start screen: a button that opens a report, and cards of recent reports and sample reports.

mod card;

use eframe::egui::{self, Align, Button, Label, Layout, Rect, RichText, ScrollArea, Ui, vec2};

use self::card::{CARD_GAP, Card};
use super::{
    actions,
    icons::{self, Icon, IconSize},
    strings::window as strings,
    theme::{self, DISPLAY, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL},
    top_bar,
};
use crate::app::{Action, Command, RecentReport, SAMPLES, Sample, State};

/// Maximum width of the content of the start screen, in points.
const MAX_CONTENT_WIDTH_POINTS: f32 = 840.0;
/// Minimum width of a card, in points. If there is less room, the cards have fewer columns.
const MIN_CARD_WIDTH_POINTS: f32 = 250.0;
/// Minimum content width, in points, at which the drop hint is beside the button.
const MIN_WIDTH_FOR_HINT_BESIDE_BUTTON: f32 = 640.0;

/// Shows the start screen.
pub(crate) fn show(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let area = ui.available_rect_before_wrap();
    ui.painter().rect_filled(area, 0.0, tokens.page);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let width = MAX_CONTENT_WIDTH_POINTS.min(ui.available_width() - 40.0);
        let left = ((ui.available_width() - width) / 2.0).max(20.0);
        ui.add_space((area.height() * 0.08).max(24.0));
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
                show_recent_folders(ui, state, commands);
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
    let is_wide = ui.available_width() > MIN_WIDTH_FOR_HINT_BESIDE_BUTTON;
    ui.horizontal(|ui| {
        let label = RichText::new(strings::START_OPEN)
            .font(PANEL_TITLE.text_format(tokens.on_accent).font_id)
            .color(tokens.on_accent);
        let button = Button::new((Icon::Open.image(IconSize::Medium, tokens.on_accent), label))
            .fill(tokens.accent)
            .min_size(vec2(190.0, 42.0));
        if ui.add(button).on_hover_text(actions::hint_with_shortcut(ui, Action::Open)).clicked() {
            commands.push(Command::Do(Action::Open));
        }
        show_open_folder_button(ui, commands);
        if is_wide {
            ui.add_space(8.0);
            ui.label(PANEL.rich_text(strings::START_DROP, tokens.secondary));
        }
    });
    if !is_wide {
        ui.add_space(4.0);
        ui.add(Label::new(PANEL.rich_text(strings::START_DROP, tokens.secondary)).wrap());
    }
}

/// Shows the button that opens a folder.
fn show_open_folder_button(ui: &mut Ui, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let label = RichText::new(strings::START_OPEN_FOLDER)
        .font(INTRODUCTION.text_format(tokens.text).font_id)
        .color(tokens.text);
    let button = Button::new(label).min_size(vec2(0.0, 42.0));
    if ui.add(button).on_hover_text(actions::hint_with_shortcut(ui, Action::OpenFolder)).clicked() {
        commands.push(Command::Do(Action::OpenFolder));
    }
}

/// Shows the recent folders. Each can be opened, or removed from the list.
fn show_recent_folders(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    /// The number of folders that are shown.
    const MAX_SHOWN_FOLDERS: usize = 5;
    if state.settings.folders.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui);
    show_list_title(ui, strings::RECENT_FOLDERS);
    for folder in state.settings.folders.iter().take(MAX_SHOWN_FOLDERS) {
        let name = crate::app::folder_name(&folder.path);
        ui.horizontal(|ui| {
            let label = PANEL.rich_text(&name, tokens.link);
            if ui.link(label).on_hover_text(folder.path.display().to_string()).clicked() {
                commands.push(Command::OpenFolder(folder.path.clone()));
            }
            ui.label(SMALL.rich_text(top_bar::short_folder(&folder.path), tokens.secondary));
            let remove = strings::remove_recent(&name);
            if icons::show_button(ui, Icon::Close, &remove, false).clicked() {
                commands.push(Command::RemoveRecentFolder(folder.path.clone()));
            }
        });
    }
    ui.add_space(20.0);
}

/// Shows the cards of recent reports. Each can be opened, or removed from the list.
fn show_recent_reports(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if state.settings.recent.is_empty() {
        return;
    }
    show_list_title(ui, strings::RECENT_REPORTS);
    show_grid(ui, &state.settings.recent, |ui, rect, recent: &RecentReport| {
        let file = recent.path.file_name().unwrap_or_default().to_string_lossy();
        let place = strings::file_in_folder(&file, &top_bar::short_folder(&recent.path));
        let card = Card {
            title: &recent.title,
            facts: recent.facts.as_ref(),
            place: &place,
            path: Some(&recent.path),
            is_missing: state.missing_files.contains(&recent.path),
        };
        let response = card.show(ui, rect);
        if card::show_remove_button(ui, rect, &response, &recent.title) {
            commands.push(Command::RemoveRecent(recent.path.clone()));
        } else if response.clicked() {
            commands.push(Command::OpenFiles(vec![recent.path.clone()]));
        }
    });
    ui.add_space(20.0);
}

/// Shows the cards of the sample reports.
fn show_sample_reports(ui: &mut Ui, commands: &mut Vec<Command>) {
    show_list_title(ui, strings::START_SAMPLES);
    show_grid(ui, &SAMPLES, |ui, rect, sample: &'static Sample| {
        let facts = sample.facts();
        let card = Card {
            title: sample.title,
            facts: facts.as_ref(),
            place: strings::SAMPLE_DESCRIPTION,
            path: None,
            is_missing: false,
        };
        if card.show(ui, rect).clicked() {
            commands.push(Command::OpenSample(sample));
        }
    });
}

fn show_list_title(ui: &mut Ui, words: &str) {
    let tokens = theme::tokens(ui);
    ui.label(PANEL_BOLD.rich_text(words, tokens.secondary));
    ui.add_space(4.0);
}

/// Shows a card for each item, in as many columns as there is room for.
fn show_grid<'a, T>(ui: &mut Ui, items: &'a [T], mut show_card: impl FnMut(&mut Ui, Rect, &'a T)) {
    let width = ui.available_width();
    let columns = column_count(width);
    let card_width = (width - CARD_GAP * (columns - 1.0)) / columns;
    let (_, first) = ui.allocate_space(vec2(width, 0.0));
    let mut at = first.min;
    for item in items {
        if at.x + card_width > first.left() + width + 1.0 {
            at = egui::pos2(first.left(), at.y + card::CARD_HEIGHT + CARD_GAP);
        }
        show_card(ui, Rect::from_min_size(at, vec2(card_width, card::CARD_HEIGHT)), item);
        at.x += card_width + CARD_GAP;
    }
    ui.allocate_space(vec2(width, at.y + card::CARD_HEIGHT - first.top()));
}

/// Returns the number of columns of cards for this width in points, at least 1.
fn column_count(width: f32) -> f32 {
    ((width + CARD_GAP) / (MIN_CARD_WIDTH_POINTS + CARD_GAP)).floor().max(1.0)
}
