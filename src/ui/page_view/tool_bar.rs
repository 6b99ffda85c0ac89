//! The bar over the pages: the page in view, and the zoom.

use eframe::egui::{self, Align, Layout, Panel, Ui};

use crate::{
    app::{Command, Document},
    ui::{
        icons::{self, Icon},
        theme::{self, PANEL, SMALL},
    },
};

/// How much larger a step makes the pages.
const STEP: f32 = 1.25;

/// Shows the bar; returns the zoom that was chosen.
pub(super) fn show(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) -> Option<f32> {
    let mut chosen = None;
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(10, 0));
    Panel::top("page bar").exact_size(36.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (page, count) = (seen(document), document.loaded.sheets.pages().len());
            let words = format!("Page {} of {count}", page + 1);
            ui.add(egui::Label::new(SMALL.rich(words, tokens.secondary)).selectable(false));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                if document.view.layout != crate::app::Layout::Text
                    && document.has_text()
                    && icons::button(ui, Icon::Close, "Close the pages", false).clicked()
                {
                    commands.push(Command::Show(crate::app::Layout::Text));
                }
                let before = document.view.pages.zoom;
                let mut zoom = before;
                if icons::button(ui, Icon::Plus, "Larger pages", false).clicked() {
                    zoom *= STEP;
                }
                if icons::button(ui, Icon::Minus, "Smaller pages", false).clicked() {
                    zoom /= STEP;
                }
                let fits = ui
                    .add_enabled((before - 1.0).abs() > 1e-3, egui::Button::new("Fit width").small())
                    .on_hover_text("Make pages as wide as the view");
                if fits.clicked() {
                    zoom = 1.0;
                }
                chosen = Some(zoom).filter(|zoom| (zoom - before).abs() > 1e-6);
            });
        });
    });
    chosen
}

/// Explains over the pages why there is no text.
pub(super) fn why_no_text(ui: &mut Ui, document: &Document) {
    let Some(words) = document.why_no_text() else { return };
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.page).inner_margin(egui::Margin::symmetric(12, 8));
    Panel::top("why no text").frame(frame).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            if !document.is_text_pending() {
                ui.add(Icon::Warning.image(tokens.warning));
            }
            ui.add(egui::Label::new(PANEL.rich(words, tokens.text)).wrap());
        });
    });
}

/// Returns the page being read, from 0: the one at the upper third of what is in view.
fn seen(document: &Document) -> usize {
    let sheets = &document.loaded.sheets;
    let sheet = sheets.pages().first().map_or(0.0, |sheet| sheet.height);
    sheets.page_at(document.view.pages.at + sheet * 0.2 / document.view.pages.zoom.max(1.0))
}
