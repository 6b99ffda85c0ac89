//! The panel beside the matrix: the council of the selected row, and the overall grades of all rows by year.

use std::path::{Path, PathBuf};

use eframe::egui::{
    self, Button, CornerRadius, Frame, Label, Margin, Role, ScrollArea, Stroke, Ui, WidgetInfo, vec2,
};

use super::Shown;
use crate::{
    app::{Command, FolderChartsCommand, FolderCommand, FolderSideCommand},
    library::{
        charts::{Chart, ChartDetail, ChartOptions, ChartSize, CouncilHistory},
        matrix::MatrixOptions,
    },
    ui::{
        drawing,
        icons::{self, Icon},
        strings::charts as strings,
        theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL},
        widgets::cached::Cached,
    },
};

/// Minimum width of the folder with which the panel is shown, in points.
const MIN_FOLDER_WIDTH: f32 = 1100.0;
/// Width of the panel, in points.
const WIDTH: f32 = 320.0;
/// Height of the chart of grades by year, in points.
const YEARS_HEIGHT: f32 = 150.0;

/// Data that the panel keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Cache {
    council: Cached<(u64, Option<PathBuf>), RowCouncil>,
    years: Cached<(u64, MatrixOptions), Chart>,
}

/// The council of a row.
#[derive(Debug, Default)]
struct RowCouncil {
    /// The name: of the council, or else of the file; empty if no row is selected.
    title: String,
    /// The inspections; `None` if the file names no council.
    history: Option<CouncilHistory>,
    /// True if the council has an inspection before the one of the row.
    has_previous: bool,
}

impl RowCouncil {
    fn new(shown: Shown<'_>) -> Self {
        let collection = &shown.tab.collection;
        let Some(row) = shown.tab.side.row.as_deref() else { return Self::default() };
        let Some(entry) = collection.entries().iter().find(|entry| entry.path() == row) else {
            return Self::default();
        };
        let history = CouncilHistory::of_report(collection, row);
        let title = history.as_ref().map_or_else(|| entry.name(), |history| history.name.clone());
        let history = history.map(|history| history.with_main_lane_only());
        Self { title, history, has_previous: collection.previous_inspection(row).is_some() }
    }
}

/// Returns true if the panel is shown in this `ui`, which is as wide as the folder.
pub(super) fn is_shown(ui: &Ui, shown: Shown<'_>) -> bool {
    !shown.tab.side.is_closed && has_room(ui.available_width())
}

/// Returns true if a folder of this width, in points, has room for the panel.
pub(super) fn has_room(width: f32) -> bool {
    width >= MIN_FOLDER_WIDTH
}

/// Shows the panel at the right.
pub(super) fn show(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    let frame = Frame::new().fill(theme::tokens(ui).panel);
    egui::Panel::right("folder side").exact_size(WIDTH).resizable(false).frame(frame).show(ui, |ui| {
        let builder =
            egui::UiBuilder::new().accessibility_role(Role::Group).accessibility_label(strings::SIDE_PANEL);
        ui.scope_builder(builder, |ui| {
            ScrollArea::vertical().id_salt("folder side").auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                Frame::new().inner_margin(Margin::same(12)).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    show_council(ui, shown, cache, commands);
                    ui.add_space(8.0);
                    show_years(ui, shown, cache, commands);
                });
            });
        });
        ui.take_available_space();
    });
}

/// Shows a card with this content.
fn show_card(ui: &mut Ui, show: impl FnOnce(&mut Ui)) {
    let tokens = theme::tokens(ui);
    Frame::new()
        .fill(tokens.page)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CornerRadius::same(theme::CORNER_RADIUS))
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            show(ui);
        });
}

fn show_heading(ui: &mut Ui, words: &str, style: theme::TypeStyle) {
    let heading = ui.add(Label::new(style.rich_text(words, theme::tokens(ui).text)).wrap());
    heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, words));
}

fn show_note(ui: &mut Ui, words: &str) {
    ui.add(Label::new(SMALL.rich_text(words, theme::tokens(ui).secondary)).wrap());
}

/// Shows the button that closes the panel, beside the title of the first card.
fn show_title(ui: &mut Ui, title: &str, shown: Shown<'_>, commands: &mut Vec<Command>) {
    let layout = egui::Layout::right_to_left(egui::Align::Min);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 24.0), layout, |ui| {
        if icons::show_button(ui, Icon::Close, strings::CLOSE_SIDE_PANEL, false).clicked() {
            commands.push(shown.command(FolderCommand::Side(FolderSideCommand::SetOpen(false))));
        }
        let layout = egui::Layout::top_down(egui::Align::Min);
        ui.with_layout(layout, |ui| {
            if title.is_empty() {
                show_note(ui, strings::NO_ROW);
            } else {
                show_heading(ui, title, PANEL_TITLE);
            }
        });
    });
}

/// Shows the council of the selected row: its grades over time, and what can be done with its reports.
fn show_council(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    let tab = shown.tab;
    let key = (tab.collection.revision(), tab.side.row.clone());
    let council = cache.council.get(key, || RowCouncil::new(shown));
    let Some(row) = tab.side.row.as_deref().filter(|_| !council.title.is_empty()) else {
        return show_card(ui, |ui| show_title(ui, "", shown, commands));
    };
    show_card(ui, |ui| {
        show_title(ui, &council.title, shown, commands);
        match &council.history {
            Some(history) => show_history(ui, history),
            None => show_note(ui, strings::NO_COUNCIL),
        }
        ui.add_space(4.0);
        show_buttons(ui, shown, row, council, commands);
    });
    if let Some(history) = council.history.as_ref().filter(|history| !history.inspections.is_empty()) {
        ui.add_space(8.0);
        show_card(ui, |ui| show_recommendations(ui, shown, history));
    }
}

/// Shows the grades of a council over time.
fn show_history(ui: &mut Ui, history: &CouncilHistory) {
    show_note(ui, &strings::inspection_count(history.inspections.len()));
    let Some(lane) = history.lanes.first() else { return };
    let size = ChartSize { width: ui.available_width(), height: 0.0, detail: ChartDetail::Small };
    let chart = Chart::Council(Some(history.clone()));
    let picture = chart.drawing(size);
    ui.add_space(4.0);
    show_note(ui, &lane.column.heading());
    let (rect, _) = ui.allocate_exact_size(vec2(picture.width, picture.height), egui::Sense::hover());
    drawing::show(ui, &chart.title(), &picture, rect.min);
    if let Some(words) = history.break_sentence() {
        show_note(ui, &words);
    }
}

/// Shows what can be done with the reports on the council.
fn show_buttons(
    ui: &mut Ui,
    shown: Shown<'_>,
    path: &Path,
    council: &RowCouncil,
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().interact_size.y = 26.0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        if ui.button(strings::OPEN_REPORT).clicked() {
            commands.push(shown.command(FolderCommand::OpenReport(path.to_owned(), None)));
        }
        let timeline = council.history.as_ref().filter(|history| history.inspections.len() > 1);
        let button = ui.add_enabled(timeline.is_some(), Button::new(strings::SHOW_TIMELINE));
        if button.on_hover_text(strings::SHOW_TIMELINE_HINT).clicked()
            && let Some(history) = timeline
        {
            let command = FolderChartsCommand::ShowTimeline(history.key.clone());
            commands.push(shown.command(FolderCommand::Charts(command)));
        }
        if ui.add_enabled(council.has_previous, Button::new(strings::COMPARE)).clicked() {
            commands.push(shown.command(FolderCommand::CompareWithPrevious(path.to_owned())));
        }
    });
}

/// Shows the number of recommendations of a council.
fn show_recommendations(ui: &mut Ui, shown: Shown<'_>, history: &CouncilHistory) {
    show_heading(ui, strings::RECOMMENDATIONS, PANEL_BOLD);
    let total = history.inspections.iter().map(|one| one.recommendation_count).sum();
    let latest = history.inspections.iter().rev().find(|one| one.recommendation_count > 0);
    let latest = latest.or(history.inspections.last());
    if let Some(latest) = latest {
        let count = latest.recommendation_count;
        let words = strings::recommendation_counts(count, &latest.label, total, history.inspections.len());
        ui.add(Label::new(PANEL.rich_text(words, theme::tokens(ui).text)).wrap());
    }
    let counts = &shown.tab.overdue_counts;
    let overdue: usize = history.inspections.iter().filter_map(|one| counts.get(&one.sha256)).sum();
    if overdue > 0 {
        let words = strings::overdue(overdue);
        ui.add(Label::new(PANEL.rich_text(words, theme::tokens(ui).warning)));
    }
}

/// Shows the overall grades of all rows by year.
fn show_years(ui: &mut Ui, shown: Shown<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    let tab = shown.tab;
    let key = (tab.collection.revision(), tab.matrix.clone());
    let chart = cache
        .years
        .get(key, || Chart::new(&tab.collection, &tab.matrix, &tab.overdue_counts, &ChartOptions::default()));
    if chart.is_empty() {
        return;
    }
    show_card(ui, |ui| {
        show_heading(ui, strings::OVERALL_BY_YEAR, PANEL_BOLD);
        let size =
            ChartSize { width: ui.available_width(), height: YEARS_HEIGHT, detail: ChartDetail::Small };
        let picture = chart.drawing(size);
        ui.add_space(4.0);
        let (rect, _) = ui.allocate_exact_size(vec2(picture.width, picture.height), egui::Sense::hover());
        let clicked =
            drawing::show_buttons(ui, strings::OVERALL_BY_YEAR, &picture, rect.min, strings::SHOW_YEAR);
        if let Chart::Grades(grades) = chart
            && let Some(bar) = clicked.and_then(|index| grades.bars.get(index))
        {
            shown.show_year(bar.year, commands);
        }
        ui.add_space(2.0);
        for words in chart.sentences() {
            show_note(ui, &words);
        }
    });
}
