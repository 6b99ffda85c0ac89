//! A comparison: a panel with the differences, and both texts side by side, which scroll together.

mod checks;
mod judgements;
mod layout;
mod panel;
mod recommendations;
mod sections;
mod text_changes;

use eframe::egui::{self, Align, Layout, Panel, Ui, UiBuilder, pos2, vec2};

use super::{
    reader,
    strings::report as strings,
    theme::{self, PANEL_BOLD, SMALL},
    widgets::rows::Rows,
};
use crate::{
    app::{Action, Command, CompareSide, ComparisonTab, Document, ScrollTarget, State, ViewSlot},
    report::{format_date, format_period},
};

/// Width of the panel until its edge is dragged, in points.
const PANEL_WIDTH: f32 = 400.0;
/// Minimum and maximum width of the panel, in points.
const PANEL_WIDTHS: std::ops::RangeInclusive<f32> = 300.0..=620.0;
/// Height of the titles over the texts, in points.
const TITLES_HEIGHT: f32 = 46.0;

/// Data that a comparison keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    readers: [reader::Cache; 2],
    judgements: Rows,
    recommendations: Rows,
    changes: Rows,
    sections: Rows,
    /// The change that the list last scrolled into view.
    shown_change: Option<usize>,
}

/// Shows a comparison.
pub(crate) fn show(
    ui: &mut Ui,
    state: &State,
    comparison: &ComparisonTab,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let frame = egui::Frame::new().fill(theme::tokens(ui).panel);
    let side = Panel::left("comparison").default_size(PANEL_WIDTH).size_range(PANEL_WIDTHS).resizable(true);
    side.frame(frame).show(ui, |ui| {
        ui.set_max_width(ui.available_width());
        panel::show(ui, comparison, cache, commands);
        ui.take_available_space();
    });
    egui::CentralPanel::no_frame().show(ui, |ui| show_texts(ui, state, comparison, cache, commands));
}

/// Shows both texts. Scrolling one of them also scrolls the other.
fn show_texts(
    ui: &mut Ui,
    state: &State,
    comparison: &ComparisonTab,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let middle = area.center().x.round();
    let jumps = |side: CompareSide| {
        let target = comparison.sides[side.index()].view.scroll.target();
        matches!(target, Some(ScrollTarget::Place(_)))
    };
    let rects = [
        egui::Rect::from_min_max(area.min, pos2(middle - 1.0, area.bottom())),
        egui::Rect::from_min_max(pos2(middle, area.top()), area.max),
    ];
    let mut leading: Option<CompareSide> = None;
    for side in [CompareSide::Left, CompareSide::Right] {
        let (index, rect) = (side.index(), rects[side.index()]);
        let scope = ui.scope_id().with(("half", index));
        let shown = ui.scope_builder(UiBuilder::new().scope_id(scope).max_rect(rect), |ui| {
            show_text(ui, state, (comparison, side), &mut cache.readers[index], commands)
        });
        // A jump to a place in one side only also scrolls the other side.
        if shown.inner.scrolled || jumps(side) && !jumps(side.other()) {
            leading.get_or_insert(side);
        }
    }
    ui.painter().vline(middle - 0.5, area.y_range(), egui::Stroke::new(1.0, theme::tokens(ui).line));
    if let Some(side) = leading.filter(|_| comparison.locked) {
        commands.push(Command::AlignOther(comparison.sides[side.index()].id));
        ui.request_repaint();
    }
}

/// Shows the text of one side.
fn show_text(
    ui: &mut Ui,
    state: &State,
    (comparison, side): (&ComparisonTab, CompareSide),
    cache: &mut reader::Cache,
    commands: &mut Vec<Command>,
) -> reader::Outcome {
    let document = &comparison.sides[side.index()];
    show_titles(ui, comparison, side, commands);
    let is_left = side == CompareSide::Left;
    let changes = reader::ChangeHighlights {
        by_place: &comparison.result.highlights[side.index()],
        are_deletions: is_left,
    };
    let options = reader::ReaderOptions {
        changes: Some(&changes),
        selection: state.selection_in(document.id),
        // Keys go to the left text, or to the right one after a click on it.
        needs_focus_for_keys: !is_left,
        ..Default::default()
    };
    let mut text_commands = Vec::new();
    let outcome = reader::show(ui, document, ViewSlot::First, cache, &options, &mut text_commands);
    // A link goes to a place in its own report.
    commands.extend(text_commands.into_iter().map(|command| match command {
        Command::GoTo(place) if is_left => Command::GoToBoth([Some(place), None]),
        Command::GoTo(place) => Command::GoToBoth([None, Some(place)]),
        other => other,
    }));
    outcome
}

/// Shows the title and dates of a report, and over the right one the switch for scrolling together.
fn show_titles(ui: &mut Ui, comparison: &ComparisonTab, side: CompareSide, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let document = &comparison.sides[side.index()];
    // A draft and the final report have the same title. Their file names tell them apart.
    let has_same_title = comparison.sides[0].title() == comparison.sides[1].title();
    let frame = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(14, 4));
    Panel::top("head").exact_size(TITLES_HEIGHT).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let titles = |ui: &mut Ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let title = match has_same_title {
                    true => strings::file_and_title(&document.report().source.file, &document.title()),
                    false => document.title(),
                };
                ui.add(egui::Label::new(PANEL_BOLD.rich(title, tokens.text)).truncate());
                ui.add(egui::Label::new(SMALL.rich(facts(document), tokens.secondary)).truncate());
            };
            if side == CompareSide::Left {
                ui.vertical(titles);
                return;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let action = Action::ToggleLock.info();
                let lock = egui::Button::selectable(comparison.locked, action.label);
                let lock = ui.add(lock).on_hover_text(super::actions::hint(ui, Action::ToggleLock));
                if lock.clicked() {
                    commands.push(Command::Do(Action::ToggleLock));
                }
                let room = vec2(ui.available_width(), TITLES_HEIGHT - 8.0);
                ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), titles);
            });
        });
    });
}

/// Returns the dates of the inspection and of publication, or else the file name.
fn facts(document: &Document) -> String {
    let cover = &document.report().cover;
    let inspected: Vec<String> = cover.inspected.iter().map(|period| format_period(*period)).collect();
    let inspected = (!inspected.is_empty()).then(|| strings::inspected(&inspected));
    let published = cover.published.map(|date| strings::published_in_line(&format_date(date)));
    let facts: Vec<String> = [inspected, published].into_iter().flatten().collect();
    if facts.is_empty() { document.report().source.file.clone() } else { facts.join(", ") }
}
