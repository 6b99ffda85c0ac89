//! A report in the window: its contents, its text or pages, and its summary or the search panel. In a narrow window,
//! some of these are hidden.

use eframe::egui::{self, CentralPanel, Margin, Panel, ScrollArea, Ui};

use super::{
    contents_panel,
    icons::{self, Icon},
    page_view, reader, search_panel,
    strings::report as strings,
    summary, theme, tour,
};
use crate::{
    analysis::Selection,
    app::{
        Action, Command, Document, Focus, Layout, PanelSettings, Side, State, TourStep, ViewSlot, WidthClass,
    },
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
    /// Widths of both panels in the last frame without a pressed mouse button.
    widths: Option<PanelWidths>,
}

/// Widths of the contents and the summary in points. `None` stands for the default width.
type PanelWidths = (Option<f32>, Option<f32>);

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
    /// True if the window is so narrow that a panel takes the place of the text.
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
    let (shows_contents, shows_summary) = (state.is_visible(Side::Contents), state.is_visible(Side::Summary));
    let window_width = ui.available_width();
    let saved = (state.settings.contents.width, state.settings.summary.width);
    let contents =
        if shows_contents { show_contents(ui, &frame, window_width, cache, commands) } else { saved.0 };
    let summary = if shows_summary {
        show_summary_or_search(ui, &frame, window_width, cache, commands)
    } else {
        saved.1
    };
    if frame.is_narrow && (shows_contents || shows_summary) {
        return;
    }
    show_text_and_pages(ui, &frame, cache, commands);
    save_widths(ui, state, (contents, summary), cache, commands);
}

/// Shows the contents in a panel, and returns the width to save for the panel. `available_width` is the width of the
/// window. Widths are in points.
fn show_contents(
    ui: &mut Ui,
    frame: &ReportFrame<'_>,
    available_width: f32,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) -> Option<f32> {
    let settings = frame.state.settings.contents;
    let default_width = (available_width * 0.235).clamp(270.0, 330.0);
    let panel = side_panel(
        Panel::left(panel_id("contents", available_width)),
        frame.is_narrow,
        settings,
        default_width,
        available_width,
    );
    let style = egui::Frame::new().fill(theme::tokens(ui).panel).inner_margin(CONTENTS_MARGIN);
    let shown = panel.frame(style).show(ui, |ui| {
        ui.take_available_space();
        ui.set_max_width(ui.available_width());
        let hits = frame.document.search.hits().filter(|_| frame.state.search.is_open).cloned();
        contents_panel::show(ui, frame.document, hits.as_deref(), &mut cache.contents, frame.focus, commands);
    });
    tour::set_target(ui.ctx(), TourStep::Contents, shown.response.rect);
    if frame.is_narrow { settings.width } else { Some(shown.response.rect.width()) }
}

/// Shows the summary, or the search in its place, in a panel, and returns the width to save for the panel. Widths are
/// in points.
fn show_summary_or_search(
    ui: &mut Ui,
    frame: &ReportFrame<'_>,
    window_width: f32,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) -> Option<f32> {
    let settings = frame.state.settings.summary;
    let available_width = ui.available_width();
    let default_width = (window_width * 0.3).clamp(340.0, 400.0);
    let panel = side_panel(
        Panel::right(panel_id("summary", available_width)),
        frame.is_narrow,
        settings,
        default_width,
        available_width,
    );
    let shown = panel.frame(egui::Frame::new().fill(theme::tokens(ui).panel)).show(ui, |ui| {
        ui.set_max_width(ui.available_width());
        show_with_min_height(ui, |ui| {
            if frame.state.search.is_open {
                let takes_focus = frame.focus == Some(Focus::Search);
                search_panel::show(
                    ui,
                    frame.document,
                    &frame.state.search,
                    takes_focus,
                    &mut cache.search,
                    commands,
                );
            } else {
                let takes_focus = frame.focus == Some(Focus::Summary);
                summary::show(ui, frame.document, &mut cache.summary, takes_focus, commands);
            }
        });
        ui.take_available_space();
    });
    if !frame.state.search.is_open {
        tour::set_target(ui.ctx(), TourStep::Summary, shown.response.rect);
    }
    if frame.is_narrow { settings.width } else { Some(shown.response.rect.width()) }
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
    match layout {
        Layout::Text => cache.pages.drop_pictures(),
        Layout::Pages => {}
        Layout::Both => {
            half_panel("pages", available_width).show(ui, |ui| {
                page_view::show(ui, document, page_view::BesidePages::Text, &mut cache.pages, commands);
            });
        }
        Layout::Twice => {
            cache.pages.drop_pictures();
            half_panel("second view", available_width)
                .show(ui, |ui| show_second_view(ui, frame, &mut cache.second_reader, commands));
        }
    }
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
                ..Default::default()
            };
            reader::show(ui, document, ViewSlot::First, &mut cache.reader, &options, commands);
        }
    });
}

/// Saves the widths of the panels when the user stops dragging the edge of a panel. Nothing is saved while the edge
/// moves.
fn save_widths(
    ui: &Ui,
    state: &State,
    widths: PanelWidths,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) {
    if ui.input(|input| input.pointer.any_released())
        && let Some(before) = cache.widths.filter(|before| *before != widths)
    {
        let (mut contents, mut summary) = (state.settings.contents, state.settings.summary);
        // Only the panel that was dragged gets a new saved width.
        let width_to_save = |before, now, saved| if before == now { saved } else { now };
        contents.width = width_to_save(before.0, widths.0, contents.width);
        summary.width = width_to_save(before.1, widths.1, summary.width);
        commands.push(Command::SetPanels(contents, summary));
    }
    if !ui.input(|input| input.pointer.any_down()) {
        cache.widths = Some(widths);
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

/// Gives a panel the width that the user chose, or else `default_width`, and leaves enough space for the text. In a
/// narrow window the panel takes the whole width. Widths are in points.
fn side_panel(
    panel: Panel,
    is_narrow: bool,
    settings: PanelSettings,
    default_width: f32,
    available_width: f32,
) -> Panel {
    if is_narrow {
        return panel.exact_size(available_width).resizable(false);
    }
    let max_width =
        (available_width - MIN_TEXT_WIDTH_POINTS).clamp(*PANEL_WIDTH_RANGE.start(), *PANEL_WIDTH_RANGE.end());
    let width = settings.width.unwrap_or(default_width);
    panel.default_size(width).size_range(*PANEL_WIDTH_RANGE.start()..=max_width).resizable(true)
}

/// Returns a panel that takes half of the available width until the user drags its edge. The width is in points.
fn half_panel(name: &str, available_width: f32) -> Panel {
    let panel = Panel::right(panel_id(name, available_width)).default_size(available_width / 2.0);
    panel
        .size_range(MIN_TEXT_WIDTH_POINTS..=available_width - MIN_TEXT_WIDTH_POINTS)
        .frame(egui::Frame::NONE)
        .resizable(true)
}

/// Returns the id of a panel. The id depends on the available width in points, so that egui forgets the width of the
/// panel when the window is resized. Otherwise a panel that was squeezed in a narrow window would stay narrow in a wide
/// window.
fn panel_id(name: &str, available_width: f32) -> egui::Id {
    egui::Id::unique(name).with(available_width.round().to_bits())
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
