//! A comparison: a panel with the differences, and both texts side by side, which scroll together.

mod checks;
mod judgements;
mod layout;
mod narrow;
mod panel;
mod recommendations;
mod section_choice;
mod section_rows;
mod section_view;
mod sections;
mod text_changes;
mod verdict;

use eframe::egui::{self, Align, Layout, Panel, Ui, UiBuilder, pos2, vec2};

use super::{
    reader, search_panel,
    strings::compare as strings,
    theme::{self, PANEL_BOLD, SMALL},
    widgets::{
        panel_edge::{self, EdgeChange},
        rows::RowList,
    },
};
use crate::{
    analysis::{HitHighlighter, compare::TextMode},
    app::{
        Action, Command, CompareSide, ComparedTexts, ComparisonTab, Document, Focus, ScrollTarget, State,
        ViewSlot, WidthClass,
    },
    report::{format_date, format_period},
};

/// Width of the panel before the user drags its edge, in points.
const DEFAULT_PANEL_WIDTH: f32 = 400.0;
/// Minimum and maximum width of the panel, in points.
const PANEL_WIDTH_RANGE: std::ops::RangeInclusive<f32> = 300.0..=620.0;
/// Height of the bar with the title above each text, in points.
const TITLES_HEIGHT: f32 = 46.0;

/// Data that a comparison keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    readers: [reader::Cache; 2],
    judgements: RowList,
    recommendations: RowList,
    changes: RowList,
    sections: RowList,
    checks: RowList,
    verdict: verdict::VerdictCache,
    section_view: section_view::Cache,
    search: search_panel::Cache,
    /// The width of the panel that the user dragged its edge to, in points.
    dragged_width: Option<f32>,
    /// The change that the list last scrolled into view.
    shown_change: Option<usize>,
}

/// Shows a comparison: the panel on the left, and both texts beside it. A narrow window shows one of these three.
pub(crate) fn show(
    ui: &mut Ui,
    state: &State,
    comparison: &ComparisonTab,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let frame = egui::Frame::new().fill(theme::tokens(ui).panel);
    if state.panels.width_class == WidthClass::Text {
        return narrow::show(ui, state, comparison, cache, commands);
    }
    let max_width = PANEL_WIDTH_RANGE.end().min((ui.available_width() / 2.0).max(*PANEL_WIDTH_RANGE.start()));
    let width = cache.dragged_width.unwrap_or(DEFAULT_PANEL_WIDTH);
    let width = width.clamp(*PANEL_WIDTH_RANGE.start(), max_width);
    let side = Panel::left("comparison").exact_size(width).resizable(false);
    let panel = side.frame(frame).show(ui, |ui| {
        ui.set_max_width(ui.available_width());
        show_panel(ui, state, comparison, cache, commands);
        ui.take_available_space();
    });
    egui::CentralPanel::no_frame().show(ui, |ui| show_texts(ui, state, comparison, cache, commands));
    let rect = panel.response.rect;
    match panel_edge::show(ui, strings::COMPARISON_EDGE, rect.right(), rect.y_range()) {
        Some(EdgeChange::Dragged(x)) => cache.dragged_width = Some(x - rect.left()),
        Some(EdgeChange::Reset) => cache.dragged_width = None,
        Some(EdgeChange::Released) | None => {}
    }
}

/// Shows the panel with the differences, or the search panel in its place.
fn show_panel(
    ui: &mut Ui,
    state: &State,
    comparison: &ComparisonTab,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    if !state.search.is_open {
        return panel::show(ui, comparison, cache, commands);
    }
    let documents = comparison.sides.each_ref();
    let titles = comparison.distinct_titles();
    let takes_focus = state.panels.focus == Some(Focus::Search);
    let searched = search_panel::SearchedReports { documents: &documents, titles: &titles };
    search_panel::show(ui, searched, &state.search, takes_focus, &mut cache.search, commands);
}

/// Shows both texts, by section or in full.
fn show_texts(
    ui: &mut Ui,
    state: &State,
    comparison: &ComparisonTab,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    match comparison.shown_texts() {
        ComparedTexts::Full => show_full_texts(ui, state, comparison, cache, commands),
        ComparedTexts::BySection => {
            let frame = egui::Frame::new().fill(theme::tokens(ui).line);
            let titles = Panel::top("section titles").exact_size(TITLES_HEIGHT).frame(frame);
            titles.show(ui, |ui| {
                let area = ui.available_rect_before_wrap();
                for (side, rect) in [CompareSide::Left, CompareSide::Right].into_iter().zip(halves(area)) {
                    let scope = ui.scope_id().with(("title", side.index()));
                    let builder = UiBuilder::new().scope_id(scope).max_rect(rect);
                    ui.scope_builder(builder, |ui| show_titles(ui, comparison, side, commands));
                }
            });
            section_view::show(ui, comparison, &mut cache.section_view, commands);
        }
    }
}

/// Returns the left and the right half of an area, with a line of one point between them.
fn halves(area: egui::Rect) -> [egui::Rect; 2] {
    let middle = area.center().x.round();
    [
        egui::Rect::from_min_max(area.min, pos2(middle - 1.0, area.bottom())),
        egui::Rect::from_min_max(pos2(middle, area.top()), area.max),
    ]
}

/// Shows both texts in full, side by side. While they scroll together, scrolling one text also scrolls the other.
fn show_full_texts(
    ui: &mut Ui,
    state: &State,
    comparison: &ComparisonTab,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let rects = [CompareSide::Left, CompareSide::Right].into_iter().zip(halves(area));
    show_sides(ui, state, comparison, rects, cache, commands);
    let middle = area.center().x.round();
    ui.painter().vline(middle - 0.5, area.y_range(), egui::Stroke::new(1.0, theme::tokens(ui).line));
}

/// Shows the texts of these sides in their areas.
fn show_sides(
    ui: &mut Ui,
    state: &State,
    comparison: &ComparisonTab,
    sides: impl Iterator<Item = (CompareSide, egui::Rect)>,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let jumps_to_place = |side: CompareSide| {
        let target = comparison.sides[side.index()].view.scroll.target();
        matches!(target, Some(ScrollTarget::Place(_)))
    };
    if state.search.is_open {
        cache.search.highlighter(&state.search.query);
    }
    let mut leading: Option<CompareSide> = None;
    for (side, rect) in sides {
        let index = side.index();
        let scope = ui.scope_id().with(("half", index));
        let shown = ui.scope_builder(UiBuilder::new().scope_id(scope).max_rect(rect), |ui| {
            let highlighter = cache.search.known_highlighter().filter(|_| state.search.is_open);
            show_text(ui, state, (comparison, side), (&mut cache.readers[index], highlighter), commands)
        });
        // A jump to a place in only one text also scrolls the other text.
        if shown.inner.was_scrolled || jumps_to_place(side) && !jumps_to_place(side.other()) {
            leading.get_or_insert(side);
        }
    }
    if let Some(side) = leading.filter(|_| comparison.scrolls_together) {
        commands.push(Command::AlignOther(comparison.sides[side.index()].id));
        ui.request_repaint();
    }
}

/// Shows the title and the text of one side.
fn show_text(
    ui: &mut Ui,
    state: &State,
    (comparison, side): (&ComparisonTab, CompareSide),
    (cache, highlighter): (&mut reader::Cache, Option<&HitHighlighter>),
    commands: &mut Vec<Command>,
) -> reader::ReaderOutcome {
    let document = &comparison.sides[side.index()];
    // In a narrow window, the switch above the text names it.
    if state.panels.width_class > WidthClass::Text {
        show_titles(ui, comparison, side, commands);
    }
    let is_left = side == CompareSide::Left;
    let changes = reader::ChangeHighlights {
        by_place: &comparison.result.highlights[side.index()],
        are_deletions: is_left,
    };
    let hits = document.search.hits().filter(|_| highlighter.is_some()).cloned();
    let current = document.search.current;
    let search = highlighter.map(|highlighter| reader::SearchHighlights {
        highlighter,
        current: hits.as_ref().and_then(|hits| hits.all.get(current?).copied()),
        hits: hits.as_deref(),
    });
    let options = reader::ReaderOptions {
        changes: Some(&changes),
        search: search.as_ref(),
        selection: state.selection_in(document.id),
        // Keys go to the left text, or to the right text after a click on it.
        needs_focus_for_keys: !is_left && state.panels.width_class > WidthClass::Text,
        ..Default::default()
    };
    let mut text_commands = Vec::new();
    let outcome = reader::show(ui, document, ViewSlot::First, cache, &options, &mut text_commands);
    // A link in a text leads to a place in the same report.
    commands.extend(text_commands.into_iter().map(|command| match command {
        Command::GoTo(place) if is_left => Command::GoToBoth([Some(place), None]),
        Command::GoTo(place) => Command::GoToBoth([None, Some(place)]),
        other => other,
    }));
    outcome
}

/// Shows the title and dates of a report. Above the left text, also shows the ways to show the texts, and above the
/// right text the switch that makes both scroll together.
fn show_titles(ui: &mut Ui, comparison: &ComparisonTab, side: CompareSide, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let document = &comparison.sides[side.index()];
    // A draft and its final report have the same title, so their file names are needed to tell them apart.
    let has_same_title = comparison.sides[0].title() == comparison.sides[1].title();
    let frame = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(14, 4));
    Panel::top("head").exact_size(TITLES_HEIGHT).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let titles = |ui: &mut Ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let title = match has_same_title {
                    _ if comparison.has_versions_of_one_file() => {
                        let is_old = side == CompareSide::Left;
                        strings::version_title(&document.report().source.file, is_old)
                    }
                    true => strings::file_and_title(&document.report().source.file, &document.title()),
                    false => document.title(),
                };
                ui.add(egui::Label::new(PANEL_BOLD.rich_text(title, tokens.text)).truncate());
                ui.add(
                    egui::Label::new(SMALL.rich_text(dates_or_file_name(document), tokens.secondary))
                        .truncate(),
                );
            };
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                match (side, comparison.shown_texts()) {
                    (CompareSide::Left, _) => show_text_choice(ui, comparison, commands),
                    (CompareSide::Right, ComparedTexts::Full) => show_scroll_switch(ui, comparison, commands),
                    (CompareSide::Right, ComparedTexts::BySection) => {
                        section_choice::show(ui, comparison, commands);
                    }
                }
                let title_size = vec2(ui.available_width(), TITLES_HEIGHT - 8.0);
                ui.allocate_ui_with_layout(title_size, Layout::top_down(Align::Min), titles);
            });
        });
    });
}

/// Shows the switch that makes both texts scroll together.
fn show_scroll_switch(ui: &mut Ui, comparison: &ComparisonTab, commands: &mut Vec<Command>) {
    let action = Action::ToggleScrollTogether;
    let switch = ui
        .add(egui::Button::selectable(comparison.scrolls_together, action.info().label))
        .on_hover_text(super::actions::hint_with_shortcut(ui, action));
    if switch.clicked() {
        commands.push(Command::Do(action));
    }
}

/// Shows the two ways to show the texts of inspections, by section and in full, and chooses one of them.
fn show_text_choice(ui: &mut Ui, comparison: &ComparisonTab, commands: &mut Vec<Command>) {
    if comparison.comparison().mode != TextMode::Inspections {
        return;
    }
    ui.spacing_mut().item_spacing.x = 4.0;
    for (texts, label, hint) in [
        (ComparedTexts::Full, strings::FULL_TEXTS, strings::FULL_TEXTS_HINT),
        (ComparedTexts::BySection, strings::BY_SECTION, strings::BY_SECTION_HINT),
    ] {
        let is_shown = comparison.shown_texts() == texts;
        if ui.add(egui::Button::selectable(is_shown, label)).on_hover_text(hint).clicked() {
            commands.push(Command::ShowComparedTexts(texts));
        }
    }
}

/// Returns the dates of the inspection and of publication, or the file name if the report gives neither.
fn dates_or_file_name(document: &Document) -> String {
    let cover = &document.report().cover;
    let inspected: Vec<String> = cover.inspected.iter().map(|period| format_period(*period)).collect();
    let inspected = (!inspected.is_empty()).then(|| strings::inspection_periods(&inspected));
    let published = cover.published.map(|date| strings::publication_date_in_line(&format_date(date)));
    let facts: Vec<String> = [inspected, published].into_iter().flatten().collect();
    if facts.is_empty() { document.report().source.file.clone() } else { facts.join(", ") }
}
