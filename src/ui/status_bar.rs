//! The bar at the bottom: where one is, and in what.

use eframe::egui::{self, Align, Layout, Panel, Ui};

use super::theme::{self, SMALL};
use crate::app::State;

pub(crate) fn show(ui: &mut Ui, state: &State) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.bar).inner_margin(egui::Margin::symmetric(12, 0));
    Panel::bottom("status bar").exact_size(25.0).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            let says = |ui: &mut Ui, words: String| {
                ui.add(egui::Label::new(SMALL.rich(words, tokens.secondary)).selectable(false).truncate());
            };
            for loading in &state.loading {
                let begun = state.documents.iter().any(|document| document.id.0 == loading.ticket.0);
                let does = if begun { "Reading the text of" } else { "Opening" };
                says(ui, format!("{does} {} …", loading.from.name()));
            }
            let Some(document) = state.active() else { return };
            let report = document.report();
            let last = report.paragraphs.iter().rev().find_map(|paragraph| paragraph.number);
            if let Some((number, last)) = document.current_number().zip(last) {
                says(ui, format!("Paragraph {number} of {last}"));
            }
            let section = document.current_section().map(|id| report.section(id));
            let page = section.and_then(|section| report.contents[section.contents_entry?].page);
            if let Some(page) = page {
                says(ui, format!("From page {page} in print"));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                says(ui, format!("{:.0} %", state.settings.zoom * 100.0));
                says(ui, report.source.file.clone());
                if let Some(framework) = &report.cover.framework {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| says(ui, framework.clone()));
                }
            });
        });
    });
}
