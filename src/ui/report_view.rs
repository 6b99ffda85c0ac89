//! A report in the window: its contents, its text or pages, and its summary or the search results, as far as there is
//! room.

use eframe::egui::{self, CentralPanel, Margin, Panel, ScrollArea, Ui};

use super::{
    contents_panel, find_panel,
    icons::{self, Icon},
    page_view, reader, summary, theme,
};
use crate::{
    analysis::Selection,
    app::{
        Action, Command, Document, Focus, Layout, Panel as PanelSettings, Side, State, ViewSlot, WidthClass,
    },
};

/// Narrowest and widest panel beside the text, in points.
const PANEL_WIDTHS: std::ops::RangeInclusive<f32> = 200.0..=760.0;
/// The text keeps at least this width, in points.
const MIN_TEXT_WIDTH: f32 = 240.0;
/// Space around the contents in their panel.
const CONTENTS_MARGIN: Margin = Margin { left: 8, right: 4, top: 8, bottom: 0 };

/// Data that the panels of one report keep between frames.
#[derive(Debug, Default)]
pub(crate) struct ReportCaches {
    contents: contents_panel::Cache,
    reader: reader::Cache,
    /// Of the second view.
    second: reader::Cache,
    pub(crate) pages: page_view::Cache,
    summary: summary::Cache,
    find: find_panel::Cache,
    /// Widths of both panels when no mouse button was last down.
    widths: Option<PanelWidths>,
}

/// Widths of the contents and the summary in points; `None` for the usual width.
type PanelWidths = (Option<f32>, Option<f32>);

impl ReportCaches {
    /// Lets the contents scroll to the section being read again, after the report was out of sight.
    pub(crate) fn begin_following(&mut self) {
        self.contents = contents_panel::Cache::default();
    }
}

/// A report in a frame.
struct Frame<'a> {
    state: &'a State,
    document: &'a Document,
    selection: Option<Selection>,
    focus: Option<Focus>,
    /// True if a panel takes the place of the text.
    in_place: bool,
}

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
        in_place: state.panels.width_class == WidthClass::Text,
    };
    let (shows_contents, shows_summary) = (state.is_visible(Side::Contents), state.is_visible(Side::Summary));
    let room = ui.available_width();
    let kept = (state.settings.contents.width, state.settings.summary.width);
    let contents = if shows_contents { contents(ui, &frame, room, cache, commands) } else { kept.0 };
    let summary = if shows_summary { summary_or_results(ui, &frame, room, cache, commands) } else { kept.1 };
    if frame.in_place && (shows_contents || shows_summary) {
        return;
    }
    text_and_pages(ui, &frame, cache, commands);
    keep_widths(ui, state, (contents, summary), cache, commands);
}

/// Shows the contents in a panel, and returns its width.
fn contents(
    ui: &mut Ui,
    frame: &Frame<'_>,
    room: f32,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) -> Option<f32> {
    let settings = frame.state.settings.contents;
    let usual = (room * 0.235).clamp(270.0, 330.0);
    let panel = side_panel(Panel::left(for_room("contents", room)), frame.in_place, settings, usual, room);
    let style = egui::Frame::new().fill(theme::tokens(ui).panel).inner_margin(CONTENTS_MARGIN);
    let shown = panel.frame(style).show(ui, |ui| {
        ui.take_available_space();
        ui.set_max_width(ui.available_width());
        let hits = frame.document.search.hits().filter(|_| frame.state.find.open).cloned();
        contents_panel::show(ui, frame.document, hits.as_deref(), &mut cache.contents, frame.focus, commands);
    });
    if frame.in_place { settings.width } else { Some(shown.response.rect.width()) }
}

/// Shows the summary, or the search results in its place, in a panel, and returns its width. `window` is the width of
/// all panels together.
fn summary_or_results(
    ui: &mut Ui,
    frame: &Frame<'_>,
    window: f32,
    cache: &mut ReportCaches,
    commands: &mut Vec<Command>,
) -> Option<f32> {
    let settings = frame.state.settings.summary;
    let left = ui.available_width();
    let usual = (window * 0.275).clamp(340.0, 400.0);
    let panel = side_panel(Panel::right(for_room("summary", left)), frame.in_place, settings, usual, left);
    let shown = panel.frame(egui::Frame::new().fill(theme::tokens(ui).panel)).show(ui, |ui| {
        ui.set_max_width(ui.available_width());
        tall_enough(ui, |ui| {
            if frame.state.find.open {
                let focus = frame.focus == Some(Focus::Find);
                find_panel::show(ui, frame.document, &frame.state.find, focus, &mut cache.find, commands);
            } else {
                let focus = frame.focus == Some(Focus::Summary);
                summary::show(ui, frame.document, &mut cache.summary, focus, commands);
            }
        });
        ui.take_available_space();
    });
    if frame.in_place { settings.width } else { Some(shown.response.rect.width()) }
}

fn text_and_pages(ui: &mut Ui, frame: &Frame<'_>, cache: &mut ReportCaches, commands: &mut Vec<Command>) {
    let (document, find) = (frame.document, &frame.state.find);
    let left = ui.available_width();
    let layout = page_view::layout(document, left);
    match layout {
        Layout::Text => cache.pages.hide(),
        Layout::Pages => {}
        Layout::Both => {
            half("pages", left).show(ui, |ui| {
                page_view::show(ui, document, page_view::Beside::Text, &mut cache.pages, commands);
            });
        }
        Layout::Twice => {
            cache.pages.hide();
            half("second view", left).show(ui, |ui| second_view(ui, frame, &mut cache.second, commands));
        }
    }
    CentralPanel::no_frame().show(ui, |ui| match layout {
        Layout::Pages => {
            page_view::show(ui, document, page_view::Beside::Nothing, &mut cache.pages, commands);
        }
        Layout::Both | Layout::Text | Layout::Twice => {
            let hits = document.search.hits().filter(|_| find.open).cloned();
            let current = document.search.current;
            let found = find.open.then(|| reader::Found {
                marker: cache.find.marker(&find.query),
                current: hits.as_ref().and_then(|hits| hits.all.get(current?).copied()),
                hits: hits.as_deref(),
            });
            let shown = reader::Shown {
                found: found.as_ref(),
                selection: frame.selection,
                focus: frame.focus == Some(Focus::Text),
                ..Default::default()
            };
            reader::show(ui, document, ViewSlot::First, &mut cache.reader, &shown, commands);
        }
    });
}

/// Keeps the widths of the panels when the mouse lets go of an edge, not at every point of the way.
fn keep_widths(
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
        // The panel that was not dragged keeps the width the window gives it.
        let chosen = |before, now, kept| if before == now { kept } else { now };
        contents.width = chosen(before.0, widths.0, contents.width);
        summary.width = chosen(before.1, widths.1, summary.width);
        commands.push(Command::Panels(contents, summary));
    }
    if !ui.input(|input| input.pointer.any_down()) {
        cache.widths = Some(widths);
    }
}

/// Shows the text a second time: it stays where it is while the first one goes elsewhere.
fn second_view(ui: &mut Ui, frame: &Frame<'_>, cache: &mut reader::Cache, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let style = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(14, 2));
    Panel::top("head of the second view").frame(style).show(ui, |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icons::button(ui, Icon::Close, "Close the second view", false).clicked() {
                commands.push(Command::Do(Action::SecondView));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.label(theme::SMALL.rich("Second view", tokens.secondary));
            });
        });
    });
    let shown = reader::Shown { selection: frame.selection, only_with_focus: true, ..Default::default() };
    reader::show(ui, frame.document, ViewSlot::Second, cache, &shown, commands);
}

/// Sets a panel to the width that was chosen, or else the usual one, but never so wide that no text is left beside it.
/// Where there is no room for both, the panel takes all of it.
fn side_panel(panel: Panel, in_place: bool, settings: PanelSettings, usual: f32, room: f32) -> Panel {
    if in_place {
        return panel.exact_size(room).resizable(false);
    }
    let widest = (room - MIN_TEXT_WIDTH).clamp(*PANEL_WIDTHS.start(), *PANEL_WIDTHS.end());
    let width = settings.width.unwrap_or(usual);
    panel.default_size(width).size_range(*PANEL_WIDTHS.start()..=widest).resizable(true)
}

/// A panel that takes half of the room beside the text, until its edge is dragged.
fn half(name: &str, room: f32) -> Panel {
    let panel = Panel::right(for_room(name, room)).default_size(room / 2.0);
    panel.size_range(MIN_TEXT_WIDTH..=room - MIN_TEXT_WIDTH).frame(egui::Frame::NONE).resizable(true)
}

/// The name of a panel beside so much room: in another one it begins as wide as was chosen, and not as wide as it was
/// pressed together.
fn for_room(name: &str, room: f32) -> egui::Id {
    egui::Id::unique(name).with(room.round().to_bits())
}

/// Shows a panel whose list needs some height below what stands over it; in a low window all of it scrolls.
fn tall_enough(ui: &mut Ui, show: impl FnOnce(&mut Ui)) {
    const MIN_HEIGHT: f32 = 380.0;
    if ui.available_height() >= MIN_HEIGHT {
        return show(ui);
    }
    ScrollArea::vertical().id_salt("low").auto_shrink(false).show(ui, |ui| {
        let size = egui::vec2(ui.available_width(), MIN_HEIGHT);
        ui.allocate_ui(size, show);
    });
}
