//! A report in the window: its contents, its text or pages, and its summary or the search panel. In a narrow window,
//! one of the panels can be shown over the text.

use eframe::egui::{self, CentralPanel, Margin, Panel, ScrollArea, Ui};

use super::{
    contents_panel,
    icons::{self, Icon},
    overlay::{self, OverlayTitle, PanelEdge},
    page_view, reader, search_panel,
    strings::report as strings,
    summary, theme, tour,
    widgets::panel_edge::{self, EdgeChange},
};
use crate::{
    analysis::Selection,
    app::{Action, Command, Document, Focus, Layout, Side, State, TourStep, ViewSlot, WidthClass},
};

/// Minimum and maximum width of the contents or summary panel, in points.
const PANEL_WIDTH_RANGE: std::ops::RangeInclusive<f32> = 200.0..=760.0;
/// Minimum width of the text, in points.
const MIN_TEXT_WIDTH_POINTS: f32 = 240.0;
/// Space around the contents in their panel, in points.
const CONTENTS_MARGIN: Margin = Margin { left: 8, right: 4, top: 8, bottom: 0 };

/// Data that the panels of one report keep between frames.
#[derive(Debug, Default)]
pub(crate) struct ReportCaches {
    contents: contents_panel::Cache,
    reader: reader::Cache,
    /// The cache of the text in the second view.
    second_reader: reader::Cache,
    pub(crate) pages: page_view::Cache,
    summary: summary::Cache,
    search: search_panel::Cache,
    dragged: DraggedWidths,
}

/// Widths of panels that the user dragged, in points; `None` unless the panel was dragged. The widths of the contents
/// and the summary are here only while their edge is dragged; they are then saved in the settings.
#[derive(Debug, Clone, Copy, Default)]
struct DraggedWidths {
    contents: Option<f32>,
    summary: Option<f32>,
    /// The width of the pages, or of the second view.
    half: Option<f32>,
}

impl ReportCaches {
    /// Makes the contents scroll to the current section again. Called when the report comes back into view.
    pub(crate) fn reset_contents_scroll(&mut self) {
        self.contents = contents_panel::Cache::default();
    }
}

/// The state that the panels of a report share in one frame.
struct ReportFrame<'a> {
    state: &'a State,
    document: &'a Document,
    /// The selected text of this report.
    selection: Option<Selection>,
    /// The part of the window that takes the keyboard focus in this frame.
    focus: Option<Focus>,
    /// True if the window is so narrow that a panel is shown over the text.
    is_narrow: bool,
}

/// Shows a report with its panels.
pub(crate) fn show(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) {
    let frame = ReportFrame {
        state,
        document,
        selection: state.selection_in(document.id),
        focus: state.panels.focus,
        is_narrow: state.panels.width_class == WidthClass::Text,
    };
    if frame.is_narrow {
        let area = ui.available_rect_before_wrap();
        show_text_and_pages(ui, &frame, cache, commands);
        return show_overlay(ui, area, &frame, cache, commands);
    }
    let window_width = ui.available_width();
    let contents_edge = state.is_visible(Side::Contents).then(|| {
        let width = cache.dragged.contents.or(state.settings.contents.width);
        let width = panel_width(width, default_contents_width(window_width), window_width);
        let style = egui::Frame::new().fill(theme::tokens(ui).panel);
        let panel = Panel::left("contents").exact_size(width).resizable(false).frame(style);
        panel.show(ui, |ui| show_contents(ui, &frame, cache, commands)).response.rect
    });
    let summary_edge = state.is_visible(Side::Summary).then(|| {
        let width = cache.dragged.summary.or(state.settings.summary.width);
        let width = panel_width(width, default_summary_width(window_width), ui.available_width());
        let style = egui::Frame::new().fill(theme::tokens(ui).panel);
        let panel = Panel::right("summary").exact_size(width).resizable(false).frame(style);
        panel.show(ui, |ui| show_summary_or_search(ui, &frame, cache, commands)).response.rect
    });
    show_text_and_pages(ui, &frame, cache, commands);
    if let Some(rect) = contents_edge {
        tour::set_target(ui.ctx(), TourStep::Contents, rect);
        let change = panel_edge::show(ui, strings::CONTENTS_EDGE, rect.right(), rect.y_range());
        let position = |x: f32| x - rect.left();
        drag_edge(Side::Contents, change, position, state, &mut cache.dragged, commands);
    }
    if let Some(rect) = summary_edge {
        if !state.search.is_open {
            tour::set_target(ui.ctx(), TourStep::Summary, rect);
        }
        let change = panel_edge::show(ui, strings::SUMMARY_EDGE, rect.left(), rect.y_range());
        let position = |x: f32| rect.right() - x;
        drag_edge(Side::Summary, change, position, state, &mut cache.dragged, commands);
    }
}

/// Shows the panel that is open over the text, if there is one.
fn show_overlay(
    ui: &Ui,
    area: egui::Rect,
    frame: &ReportFrame<'_>,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) {
    let mut is_closed = false;
    if frame.state.is_visible(Side::Contents) {
        let title = OverlayTitle { title: strings::CONTENTS, close_name: strings::CLOSE_CONTENTS };
        let width = default_contents_width(f32::INFINITY);
        is_closed = overlay::show(ui, area, PanelEdge::Left, width, Some(title), |ui| {
            show_contents(ui, frame, cache, commands);
        });
    } else if frame.state.is_visible(Side::Summary) {
        // The search panel has its own Close button.
        let title = OverlayTitle { title: strings::SUMMARY, close_name: strings::CLOSE_SUMMARY };
        let title = Some(title).filter(|_| !frame.state.search.is_open);
        let width = default_summary_width(f32::INFINITY);
        is_closed = overlay::show(ui, area, PanelEdge::Right, width, title, |ui| {
            show_summary_or_search(ui, frame, cache, commands);
        });
    }
    if is_closed {
        commands.push(Command::UncoverText);
    }
}

/// Returns the default width of the contents in a window of this width, both in points.
fn default_contents_width(window_width: f32) -> f32 {
    (window_width * 0.235).clamp(270.0, 330.0)
}

/// Returns the default width of the summary in a window of this width, both in points.
fn default_summary_width(window_width: f32) -> f32 {
    (window_width * 0.3).clamp(340.0, 400.0)
}

/// Returns the width of a panel: the width that the user chose, or else the default, but small enough to leave space
/// for the text. All widths are in points.
fn panel_width(chosen: Option<f32>, default: f32, available_width: f32) -> f32 {
    let (min, max) = (*PANEL_WIDTH_RANGE.start(), *PANEL_WIDTH_RANGE.end());
    chosen.unwrap_or(default).clamp(min, (available_width - MIN_TEXT_WIDTH_POINTS).clamp(min, max))
}

/// Changes the width of a panel whose edge is dragged. `width_at` returns its width for a position of the edge. The
/// width is saved when the user lets go of the edge, so that nothing is saved while the edge moves.
fn drag_edge(
    side: Side,
    change: Option<EdgeChange>,
    width_at: impl Fn(f32) -> f32,
    state: &State,
    dragged: &mut DraggedWidths,
    commands: &mut Vec<Command>,
) {
    let width = match side {
        Side::Contents => &mut dragged.contents,
        Side::Summary => &mut dragged.summary,
    };
    let chosen = match change {
        None => return,
        Some(EdgeChange::Dragged(x)) => {
            *width = Some(width_at(x).clamp(*PANEL_WIDTH_RANGE.start(), *PANEL_WIDTH_RANGE.end()));
            return;
        }
        Some(EdgeChange::Released) => match width.take() {
            Some(width) => Some(width),
            None => return,
        },
        Some(EdgeChange::Reset) => {
            *width = None;
            None
        }
    };
    let (mut contents, mut summary) = (state.settings.contents, state.settings.summary);
    match side {
        Side::Contents => contents.width = chosen,
        Side::Summary => summary.width = chosen,
    }
    commands.push(Command::SetPanels(contents, summary));
}

/// Shows the contents in their panel.
fn show_contents(
    ui: &mut Ui,
    frame: &ReportFrame<'_>,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) {
    egui::Frame::new().inner_margin(CONTENTS_MARGIN).show(ui, |ui| {
        ui.take_available_space();
        ui.set_max_width(ui.available_width());
        let hits = frame.document.search.hits().filter(|_| frame.state.search.is_open).cloned();
        contents_panel::show(ui, frame.document, hits.as_deref(), &mut cache.contents, frame.focus, commands);
    });
}

/// Shows the summary, or the search in its place, in their panel.
fn show_summary_or_search(
    ui: &mut Ui,
    frame: &ReportFrame<'_>,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) {
    ui.set_max_width(ui.available_width());
    show_with_min_height(ui, |ui| {
        if frame.state.search.is_open {
            let takes_focus = frame.focus == Some(Focus::Search);
            let (document, search) = (frame.document, &frame.state.search);
            let searched = search_panel::SearchedReports { documents: &[document], titles: &[] };
            search_panel::show(ui, searched, search, takes_focus, &mut cache.search, commands);
        } else {
            let takes_focus = frame.focus == Some(Focus::Summary);
            summary::show(ui, frame.document, &mut cache.summary, takes_focus, commands);
        }
    });
    ui.take_available_space();
}

/// Shows the text, the pages, or both, or the text twice.
fn show_text_and_pages(
    ui: &mut Ui,
    frame: &ReportFrame<'_>,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) {
    let (document, search) = (frame.document, &frame.state.search);
    let available_width = ui.available_width();
    let layout = page_view::layout_for_width(document, available_width);
    let half_width = cache.dragged.half.unwrap_or(available_width / 2.0);
    let max_width = (available_width - MIN_TEXT_WIDTH_POINTS).max(MIN_TEXT_WIDTH_POINTS);
    let half_width = half_width.clamp(MIN_TEXT_WIDTH_POINTS, max_width);
    let half = |name| Panel::right(name).exact_size(half_width).resizable(false).frame(egui::Frame::NONE);
    let half_edge = match layout {
        Layout::Text => {
            cache.pages.drop_pictures();
            None
        }
        Layout::Pages => None,
        Layout::Both => Some(half("pages").show(ui, |ui| {
            page_view::show(ui, document, page_view::BesidePages::Text, &mut cache.pages, commands);
        })),
        Layout::Twice => {
            cache.pages.drop_pictures();
            Some(half("second view").show(ui, |ui| {
                show_second_view(ui, frame, &mut cache.second_reader, commands);
            }))
        }
    };
    CentralPanel::no_frame().show(ui, |ui| match layout {
        Layout::Pages => {
            page_view::show(ui, document, page_view::BesidePages::Nothing, &mut cache.pages, commands);
        }
        Layout::Both | Layout::Text | Layout::Twice => {
            let hits = document.search.hits().filter(|_| search.is_open).cloned();
            let current = document.search.current;
            let highlights = search.is_open.then(|| reader::SearchHighlights {
                highlighter: cache.search.highlighter(&search.query),
                current: hits.as_ref().and_then(|hits| hits.all.get(current?).copied()),
                hits: hits.as_deref(),
            });
            let options = reader::ReaderOptions {
                search: highlights.as_ref(),
                selection: frame.selection,
                takes_focus: frame.focus == Some(Focus::Text),
                // A panel over the text has the keys.
                needs_focus_for_keys: frame.is_narrow
                    && (frame.state.is_visible(Side::Contents) || frame.state.is_visible(Side::Summary)),
                ..Default::default()
            };
            reader::show(ui, document, ViewSlot::First, &mut cache.reader, &options, commands);
        }
    });
    if let Some(rect) = half_edge.map(|shown| shown.response.rect) {
        match panel_edge::show(ui, strings::SPLIT_EDGE, rect.left(), rect.y_range()) {
            Some(EdgeChange::Dragged(x)) => cache.dragged.half = Some(rect.right() - x),
            Some(EdgeChange::Reset) => cache.dragged.half = None,
            Some(EdgeChange::Released) | None => {}
        }
    }
}

/// Shows the text a second time, with its own scroll position.
fn show_second_view(
    ui: &mut Ui,
    frame: &ReportFrame<'_>,
    cache: &mut reader::Cache,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let style = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(14, 2));
    Panel::top("head of the second view").frame(style).show(ui, |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icons::show_button(ui, Icon::Close, strings::CLOSE_SECOND_VIEW, false).clicked() {
                commands.push(Command::Do(Action::SecondView));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.label(theme::SMALL.rich_text(strings::SECOND_VIEW, tokens.secondary));
            });
        });
    });
    let options = reader::ReaderOptions {
        selection: frame.selection,
        needs_focus_for_keys: true,
        ..Default::default()
    };
    reader::show(ui, frame.document, ViewSlot::Second, cache, &options, commands);
}

/// Shows the content of a panel with a minimum height. If the window is lower than that, the whole panel scrolls.
fn show_with_min_height(ui: &mut Ui, show: impl FnOnce(&mut Ui)) {
    /// Minimum height of the content, in points.
    const MIN_CONTENT_HEIGHT_POINTS: f32 = 380.0;
    if ui.available_height() >= MIN_CONTENT_HEIGHT_POINTS {
        return show(ui);
    }
    ScrollArea::vertical().id_salt("low").auto_shrink(false).show(ui, |ui| {
        let size = egui::vec2(ui.available_width(), MIN_CONTENT_HEIGHT_POINTS);
        ui.allocate_ui(size, show);
    });
}
