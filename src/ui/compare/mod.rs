//! Two reports side by side: what differs in a panel, then both texts, scrolling together.

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
    theme::{self, PANEL_BOLD, SMALL},
    widgets::rows::Rows,
};
use crate::{
    app::{Action, Command, CompareSide, ComparisonTab, Document, ScrollTarget, State, ViewSlot},
    report::{long_date, period_words},
};

/// Width of the panel, in points, and its bounds.
const PANEL_WIDTH: f32 = 400.0;
const PANEL_WIDTHS: std::ops::RangeInclusive<f32> = 300.0..=620.0;
/// Height of the titles over the texts, in points.
const HEAD_HEIGHT: f32 = 46.0;

/// What is kept of a comparison between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    readers: [reader::Cache; 2],
    judgements: Rows,
    recommendations: Rows,
    changes: Rows,
    sections: Rows,
    /// The change that was last scrolled into view in the list.
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
    egui::CentralPanel::no_frame().show(ui, |ui| texts(ui, state, comparison, cache, commands));
}

/// Shows both texts. Whichever was scrolled takes the other one along.
fn texts(
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
            text(ui, state, (comparison, side), &mut cache.readers[index], commands)
        });
        // A side that was gone to alone takes the other one along, too.
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
fn text(
    ui: &mut Ui,
    state: &State,
    (comparison, side): (&ComparisonTab, CompareSide),
    cache: &mut reader::Cache,
    commands: &mut Vec<Command>,
) -> reader::Outcome {
    let document = &comparison.sides[side.index()];
    head(ui, comparison, side, commands);
    let is_left = side == CompareSide::Left;
    let marks = reader::Marks { of: &comparison.result.marks[side.index()], gone: is_left };
    let shown = reader::Shown {
        marks: Some(&marks),
        selection: state.selection_in(document.id),
        // Keys go to the left text, and to the right one once it was clicked.
        only_with_focus: !is_left,
        ..Default::default()
    };
    let mut asked = Vec::new();
    let outcome = reader::show(ui, document, ViewSlot::First, cache, &shown, &mut asked);
    // A link leads to a place of its own report.
    commands.extend(asked.into_iter().map(|command| match command {
        Command::GoTo(place) if is_left => Command::GoToBoth([Some(place), None]),
        Command::GoTo(place) => Command::GoToBoth([None, Some(place)]),
        other => other,
    }));
    outcome
}

/// Shows which report a text is of, and over the right one the switch that lets both scroll together.
fn head(ui: &mut Ui, comparison: &ComparisonTab, side: CompareSide, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let document = &comparison.sides[side.index()];
    // A draft and the final report have the same title; their file names tell them apart.
    let has_same_title = comparison.sides[0].title() == comparison.sides[1].title();
    let frame = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(14, 4));
    Panel::top("head").exact_size(HEAD_HEIGHT).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let titles = |ui: &mut Ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let title = match has_same_title {
                    true => format!("{} – {}", document.report().source.file, document.title()),
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
                let room = vec2(ui.available_width(), HEAD_HEIGHT - 8.0);
                ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), titles);
            });
        });
    });
}

/// Returns when it was inspected and published.
fn facts(document: &Document) -> String {
    let cover = &document.report().cover;
    let inspected: Vec<String> = cover.inspected.iter().map(|period| period_words(*period)).collect();
    let inspected = (!inspected.is_empty()).then(|| format!("Inspected {}", inspected.join(" and ")));
    let published = cover.published.map(|date| format!("published {}", long_date(date)));
    let facts: Vec<String> = [inspected, published].into_iter().flatten().collect();
    if facts.is_empty() { document.report().source.file.clone() } else { facts.join(", ") }
}
