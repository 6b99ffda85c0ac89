//! A report in the window: its contents, its text or pages, and its summary or the search panel. A narrow window shows
//! fewer of them.

use eframe::egui::{self, CentralPanel, Margin, Panel, ScrollArea, Ui};

use super::{
    contents_panel,
    icons::{self, Icon},
    page_view, reader, search_panel,
    strings::report as strings,
    summary, theme,
};
use crate::{
    analysis::Selection,
    app::{
        Action, Command, Document, Focus, Layout, Panel as PanelSettings, Side, State, ViewSlot, WidthClass,
    },
};

/// Minimum and maximum width of a panel beside the text, in points.
const PANEL_WIDTHS: std::ops::RangeInclusive<f32> = 200.0..=760.0;
/// Minimum width of the text, in points.
const MIN_TEXT_WIDTH: f32 = 240.0;
/// Space around the contents in their panel, in points.
const CONTENTS_MARGIN: Margin = Margin { left: 8, right: 4, top: 8, bottom: 0 };

/// Data that the panels of one report keep between frames.
#[derive(Debug, Default)]
pub(crate) struct ReportCaches {
    contents: contents_panel::Cache,
    reader: reader::Cache,
    /// The cache of the second view.
    second_reader: reader::Cache,
    pub(crate) pages: page_view::Cache,
    summary: summary::Cache,
    search: search_panel::Cache,
    /// Widths of both panels in the last frame without a pressed mouse button.
    widths: Option<PanelWidths>,
}

/// Widths of the contents and the summary in points; `None` for the usual width.
type PanelWidths = (Option<f32>, Option<f32>);

impl ReportCaches {
    /// Makes the contents scroll to the current section again after the report was hidden.
    pub(crate) fn follow_again(&mut self) {
        self.contents = contents_panel::Cache::default();
    }
}

/// The state of a report in one frame.
struct Frame<'a> {
    state: &'a State,
    document: &'a Document,
    selection: Option<Selection>,
    focus: Option<Focus>,
    /// True if the window is so narrow that a panel takes the place of the text.
    is_narrow: bool,
}

/// Shows a report.
pub(crate) fn show(
    ui: &mut Ui,
    state: &State,
    document: &Document,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) {
    let frame = Frame {
        state,
        document,
        selection: state.selection_in(document.id),
        focus: state.panels.focus,
        is_narrow: state.panels.width_class == WidthClass::Text,
    };
    let (shows_contents, shows_summary) = (state.is_visible(Side::Contents), state.is_visible(Side::Summary));
    let room = ui.available_width();
    let saved = (state.settings.contents.width, state.settings.summary.width);
    let contents = if shows_contents { show_contents(ui, &frame, room, cache, commands) } else { saved.0 };
    let summary =
        if shows_summary { show_summary_or_search(ui, &frame, room, cache, commands) } else { saved.1 };
    if frame.is_narrow && (shows_contents || shows_summary) {
        return;
    }
    show_text_and_pages(ui, &frame, cache, commands);
    save_widths(ui, state, (contents, summary), cache, commands);
}

/// Shows the contents in a panel. Returns its width. Widths are in points.
fn show_contents(
    ui: &mut Ui,
    frame: &Frame<'_>,
    room: f32,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) -> Option<f32> {
    let settings = frame.state.settings.contents;
    let usual = (room * 0.235).clamp(270.0, 330.0);
    let panel = side_panel(Panel::left(panel_id("contents", room)), frame.is_narrow, settings, usual, room);
    let style = egui::Frame::new().fill(theme::tokens(ui).panel).inner_margin(CONTENTS_MARGIN);
    let shown = panel.frame(style).show(ui, |ui| {
        ui.take_available_space();
        ui.set_max_width(ui.available_width());
        let hits = frame.document.search.hits().filter(|_| frame.state.search.open).cloned();
        contents_panel::show(ui, frame.document, hits.as_deref(), &mut cache.contents, frame.focus, commands);
    });
    if frame.is_narrow { settings.width } else { Some(shown.response.rect.width()) }
}

/// Shows the summary, or the search in its place, in a panel. Returns its width. `window` is the width of all panels
/// together. Widths are in points.
fn show_summary_or_search(
    ui: &mut Ui,
    frame: &Frame<'_>,
    window: f32,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) -> Option<f32> {
    let settings = frame.state.settings.summary;
    let room = ui.available_width();
    let usual = (window * 0.3).clamp(340.0, 400.0);
    let panel = side_panel(Panel::right(panel_id("summary", room)), frame.is_narrow, settings, usual, room);
    let shown = panel.frame(egui::Frame::new().fill(theme::tokens(ui).panel)).show(ui, |ui| {
        ui.set_max_width(ui.available_width());
        with_min_height(ui, |ui| {
            if frame.state.search.open {
                let focus = frame.focus == Some(Focus::Search);
                search_panel::show(
                    ui,
                    frame.document,
                    &frame.state.search,
                    focus,
                    &mut cache.search,
                    commands,
                );
            } else {
                let focus = frame.focus == Some(Focus::Summary);
                summary::show(ui, frame.document, &mut cache.summary, focus, commands);
            }
        });
        ui.take_available_space();
    });
    if frame.is_narrow { settings.width } else { Some(shown.response.rect.width()) }
}

fn show_text_and_pages(
    ui: &mut Ui,
    frame: &Frame<'_>,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) {
    let (document, search) = (frame.document, &frame.state.search);
    let room = ui.available_width();
    let layout = page_view::layout(document, room);
    match layout {
        Layout::Text => cache.pages.hide(),
        Layout::Pages => {}
        Layout::Both => {
            half_panel("pages", room).show(ui, |ui| {
                page_view::show(ui, document, page_view::Beside::Text, &mut cache.pages, commands);
            });
        }
        Layout::Twice => {
            cache.pages.hide();
            half_panel("second view", room)
                .show(ui, |ui| show_second_view(ui, frame, &mut cache.second_reader, commands));
        }
    }
    CentralPanel::no_frame().show(ui, |ui| match layout {
        Layout::Pages => {
            page_view::show(ui, document, page_view::Beside::Nothing, &mut cache.pages, commands);
        }
        Layout::Both | Layout::Text | Layout::Twice => {
            let hits = document.search.hits().filter(|_| search.open).cloned();
            let current = document.search.current;
            let highlights = search.open.then(|| reader::SearchHighlights {
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

/// Saves the widths of the panels when the user stops dragging an edge, not while the edge moves.
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

/// Shows the text a second time. It keeps its own scroll position.
fn show_second_view(ui: &mut Ui, frame: &Frame<'_>, cache: &mut reader::Cache, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let style = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(14, 2));
    Panel::top("head of the second view").frame(style).show(ui, |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icons::button(ui, Icon::Close, strings::CLOSE_SECOND_VIEW, false).clicked() {
                commands.push(Command::Do(Action::SecondView));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.label(theme::SMALL.rich(strings::SECOND_VIEW, tokens.secondary));
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

/// Sets a panel to the width that the user chose, or else the usual one, with enough space left for the text. In a
/// narrow window the panel takes the whole width. Widths are in points.
fn side_panel(panel: Panel, is_narrow: bool, settings: PanelSettings, usual: f32, room: f32) -> Panel {
    if is_narrow {
        return panel.exact_size(room).resizable(false);
    }
    let max_width = (room - MIN_TEXT_WIDTH).clamp(*PANEL_WIDTHS.start(), *PANEL_WIDTHS.end());
    let width = settings.width.unwrap_or(usual);
    panel.default_size(width).size_range(*PANEL_WIDTHS.start()..=max_width).resizable(true)
}

/// Returns a panel that takes half of this width in points until its edge is dragged.
fn half_panel(name: &str, room: f32) -> Panel {
    let panel = Panel::right(panel_id(name, room)).default_size(room / 2.0);
    panel.size_range(MIN_TEXT_WIDTH..=room - MIN_TEXT_WIDTH).frame(egui::Frame::NONE).resizable(true)
}

/// Returns the id of a panel in a window with this width left, in points. The id depends on the width, so that a panel
/// in a window of another size starts with its saved width and not with the width that it was squeezed to.
fn panel_id(name: &str, room: f32) -> egui::Id {
    egui::Id::unique(name).with(room.round().to_bits())
}

/// Shows the content of a panel with a minimum height. In a low window the whole panel scrolls.
fn with_min_height(ui: &mut Ui, show: impl FnOnce(&mut Ui)) {
    const MIN_HEIGHT: f32 = 380.0;
    if ui.available_height() >= MIN_HEIGHT {
        return show(ui);
    }
    ScrollArea::vertical().id_salt("low").auto_shrink(false).show(ui, |ui| {
        let size = egui::vec2(ui.available_width(), MIN_HEIGHT);
        ui.allocate_ui(size, show);
    });
}
