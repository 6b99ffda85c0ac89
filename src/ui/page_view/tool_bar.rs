//! The tool bar above the pages: the number of the page in view, and the zoom. Also the message for a file without
//! text.

use eframe::egui::{self, Align, Layout, Panel, Ui};

use crate::{
    app::{Command, Document},
    ui::{
        icons::{self, Icon, IconSize},
        strings::report as strings,
        theme::{self, PANEL, SMALL},
    },
};

/// The factor between two zooms: a click on a zoom button multiplies or divides the zoom by this number.
const ZOOM_STEP: f32 = 1.25;

/// Shows the tool bar. Returns the new zoom if the user changed it, or `None` otherwise. At zoom 1, the widest
/// page fits the width of the view.
pub(super) fn show(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) -> Option<f32> {
    let mut chosen = None;
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(10, 0));
    Panel::top("page bar").exact_size(36.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (page, count) = (page_in_view(document), document.loaded.page_layout.pages().len());
            let words = strings::page_position(page + 1, count);
            ui.add(egui::Label::new(SMALL.rich_text(words, tokens.secondary)).selectable(false));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                if document.view.layout != crate::app::Layout::Text
                    && document.has_text()
                    && icons::show_button(ui, Icon::Close, strings::CLOSE_PAGES, false).clicked()
                {
                    commands.push(Command::Show(crate::app::Layout::Text));
                }
                let before = document.view.pages.zoom;
                let mut zoom = before;
                if icons::show_button(ui, Icon::Plus, strings::ZOOM_IN, false).clicked() {
                    zoom *= ZOOM_STEP;
                }
                if icons::show_button(ui, Icon::Minus, strings::ZOOM_OUT, false).clicked() {
                    zoom /= ZOOM_STEP;
                }
                let fit_width = ui
                    .add_enabled((before - 1.0).abs() > 1e-3, egui::Button::new(strings::FIT_WIDTH).small())
                    .on_hover_text(strings::FIT_WIDTH_HINT);
                if fit_width.clicked() {
                    zoom = 1.0;
                }
                chosen = Some(zoom).filter(|zoom| (zoom - before).abs() > 1e-6);
            });
        });
    });
    chosen
}

/// Shows a message above the pages that says why the file has no text. Shows nothing if the file has text.
pub(super) fn show_no_text_reason(ui: &mut Ui, document: &Document) {
    let Some(words) = document.why_no_text() else { return };
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.page).inner_margin(egui::Margin::symmetric(12, 8));
    Panel::top("why no text").frame(frame).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            if !document.is_text_pending() {
                ui.add(Icon::Warning.image(IconSize::Medium, tokens.warning));
            }
            ui.add(egui::Label::new(PANEL.rich_text(words, tokens.text)).wrap());
        });
    });
}

/// Returns the page being read, counted from 0: the page a fifth of a page height below the top of the view.
fn page_in_view(document: &Document) -> usize {
    let page_layout = &document.loaded.page_layout;
    let height = page_layout.pages().first().map_or(0.0, |page| page.height);
    page_layout.page_at(document.view.pages.top + height * 0.2 / document.view.pages.zoom.max(1.0))
}
