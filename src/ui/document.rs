//! A report in the window: its contents, its text or pages, its summary or the hits, as far as there is room.

use eframe::egui::{self, CentralPanel, Margin, Panel, ScrollArea, Ui};

use super::{
    Window, contents_panel, find_panel,
    icons::{self, Icon},
    page_view, reader, summary, theme,
};
use crate::app::{Action, Command, Document, Focus, Layout, Panel as PanelSettings, Room, Selection, Side};

/// Narrowest and widest panel beside the text, in points.
const PANEL_WIDTHS: std::ops::RangeInclusive<f32> = 200.0..=760.0;

/// From this width on there is room for contents, text, pages and summary side by side.
const PAGES_FIT: f32 = 1750.0;
/// From this width on there is room for both panels, and for one.
const BOTH_FIT: f32 = 960.0;
const ONE_FITS: f32 = 520.0;
/// The text is left at least this width.
const LEAST_TEXT: f32 = 240.0;
/// Space around what stands in the contents panel.
const CONTENTS_MARGIN: Margin = Margin { left: 8, right: 4, top: 8, bottom: 0 };

impl Window {
    pub(super) fn show_document(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let (mut contents, mut summary) = (self.state.settings.contents, self.state.settings.summary);
        let kept = (contents.width, summary.width);
        let focus = self.state.focus.take();
        let find = self.state.find.clone();
        // A narrow window keeps the text: there is room for one panel, or for none.
        let room = ui.available_width();
        self.state.room = match room {
            _ if room > PAGES_FIT => Room::Pages,
            _ if room > BOTH_FIT => Room::Panels,
            _ if room > ONE_FITS => Room::Panel,
            _ => Room::Text,
        };
        let (shows_contents, shows_summary) =
            (self.state.shows(Side::Contents), self.state.shows(Side::Summary));
        let in_place = self.state.room == Room::Text;
        let selection = self.state.active.and_then(|id| self.state.selection_in(id));
        let Some(document) = self.state.active_mut() else { return };
        let mut changed = false;
        let shown = (document.id, document.revision);
        let cache = self.caches.entry(shown).or_default();
        // A tree that was out of sight follows anew.
        if self.shown != Some(document.id) {
            self.shown = Some(document.id);
            changed = true;
            cache.contents = contents_panel::Cache::default();
        }
        if shows_contents {
            let usual = (room * 0.235).clamp(270.0, 330.0);
            let panel = side_panel(Panel::left(for_room("contents", room)), contents, usual, room);
            let frame = egui::Frame::new().fill(theme::tokens(ui).panel).inner_margin(CONTENTS_MARGIN);
            let shown = panel.frame(frame).show(ui, |ui| {
                ui.take_available_space();
                ui.set_max_width(ui.available_width());
                let hits = document.search.hits().filter(|_| find.open).cloned();
                contents_panel::show(ui, document, hits.as_deref(), &mut cache.contents, focus, commands);
            });
            contents.width = if in_place { kept.0 } else { Some(shown.response.rect.width()) };
        }
        let left = ui.available_width();
        if shows_summary {
            let panel = side_panel(
                Panel::right(for_room("summary", left)),
                summary,
                (room * 0.275).clamp(340.0, 400.0),
                left,
            );
            let shown = panel.frame(egui::Frame::new().fill(theme::tokens(ui).panel)).show(ui, |ui| {
                ui.set_max_width(ui.available_width());
                tall_enough(ui, |ui| {
                    if find.open {
                        let focus = focus == Some(Focus::Find);
                        find_panel::show(ui, document, &find, focus, &mut cache.find, commands);
                    } else {
                        let focus = focus == Some(Focus::Summary);
                        summary::show(ui, document, &mut cache.summary, focus, commands);
                    }
                });
                ui.take_available_space();
            });
            summary.width = if in_place { kept.1 } else { Some(shown.response.rect.width()) };
        }
        if in_place && (shows_contents || shows_summary) {
            return;
        }
        let left = ui.available_width();
        let layout = page_view::layout(document, left);
        if matches!(layout, Layout::Text | Layout::Twice) {
            cache.pages.hide();
        }
        if layout == Layout::Both {
            half("pages", left).show(ui, |ui| {
                page_view::show(ui, document, false, &mut cache.pages, commands);
            });
        }
        if layout == Layout::Twice {
            half("second view", left).show(ui, |ui| {
                second_view(ui, document, selection, &mut cache.second, commands);
            });
        }
        CentralPanel::no_frame().show(ui, |ui| match layout {
            Layout::Pages => page_view::show(ui, document, true, &mut cache.pages, commands),
            Layout::Both | Layout::Text | Layout::Twice => {
                let hits = document.search.hits().filter(|_| find.open).cloned();
                let current = document.search.current;
                let found = find.open.then(|| reader::Found {
                    marker: cache.find.marker(&find.query),
                    current: hits.as_ref().and_then(|hits| hits.all.get(current?).copied()),
                    hits: hits.as_deref(),
                });
                let focus = focus == Some(Focus::Text);
                let shown = reader::Shown { found: found.as_ref(), selection, focus, ..Default::default() };
                reader::show(ui, document, &mut cache.reader, &shown, commands);
            }
        });
        let widths = (contents.width, summary.width);
        // Kept when the mouse lets go of an edge, not at every point of the way.
        if ui.input(|input| input.pointer.any_released())
            && let Some(before) = cache.widths.filter(|before| *before != widths)
        {
            // The other panel stays as wide as the window makes it.
            let chosen = |before, now, kept| if before == now { kept } else { now };
            contents.width = chosen(before.0, widths.0, kept.0);
            summary.width = chosen(before.1, widths.1, kept.1);
            commands.push(Command::Panels(contents, summary));
        }
        if !ui.input(|input| input.pointer.any_down()) {
            cache.widths = Some(widths);
        }
        if changed {
            self.caches
                .iter_mut()
                .filter(|(key, _)| **key != shown)
                .for_each(|(_, cache)| cache.pages.hide());
        }
    }
}

/// The text a second time: it stays where it is while the first one goes elsewhere.
fn second_view(
    ui: &mut Ui,
    document: &mut Document,
    selection: Option<Selection>,
    cache: &mut reader::Cache,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(14, 2));
    Panel::top("head of the second view").frame(frame).show(ui, |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icons::button(ui, Icon::Close, "Close the second view", false).clicked() {
                commands.push(Command::Do(Action::SecondView));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.label(theme::SMALL.rich("Second view", tokens.secondary));
            });
        });
    });
    std::mem::swap(&mut document.view, &mut document.second);
    let shown = reader::Shown { selection, only_with_focus: true, ..Default::default() };
    reader::show(ui, document, cache, &shown, commands);
    std::mem::swap(&mut document.view, &mut document.second);
}

/// A panel of the width that was chosen, else of `usual`; never so wide that no text is left beside it. Where there is
/// no room for both it takes all of it.
fn side_panel(panel: Panel, settings: PanelSettings, usual: f32, room: f32) -> Panel {
    if room <= ONE_FITS {
        return panel.exact_size(room).resizable(false);
    }
    let widest = (room - LEAST_TEXT).clamp(*PANEL_WIDTHS.start(), *PANEL_WIDTHS.end());
    let width = settings.width.unwrap_or(usual);
    panel.default_size(width).size_range(*PANEL_WIDTHS.start()..=widest).resizable(true)
}

/// A panel that takes half of the room beside the text, until its edge is dragged.
fn half(name: &str, room: f32) -> Panel {
    let panel = Panel::right(for_room(name, room)).default_size(room / 2.0);
    panel.size_range(LEAST_TEXT..=room - LEAST_TEXT).frame(egui::Frame::NONE).resizable(true)
}

/// The name of a panel beside so much room: in another one it begins as wide as was chosen, and not as wide as it was
/// pressed together.
fn for_room(name: &str, room: f32) -> egui::Id {
    egui::Id::unique(name).with(room.round().to_bits())
}

/// Shows a panel whose list needs some height below what stands over it; in a low window all of it scrolls.
fn tall_enough(ui: &mut Ui, show: impl FnOnce(&mut Ui)) {
    const LEAST: f32 = 380.0;
    if ui.available_height() >= LEAST {
        return show(ui);
    }
    ScrollArea::vertical().id_salt("low").auto_shrink(false).show(ui, |ui| {
        let size = egui::vec2(ui.available_width(), LEAST);
        ui.allocate_ui(size, show);
    });
}
