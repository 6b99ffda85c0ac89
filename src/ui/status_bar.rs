//! The bar at the bottom: where one is, and in what.

use eframe::egui::{self, Align, Layout, Panel, Role, Ui, UiBuilder, accesskit};

use super::{
    notice::announce,
    theme::{self, SMALL},
};
use crate::app::{Document, Layout as Shown, State};

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
                let words = format!("{does} {} …", loading.from.name());
                let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(&words);
                ui.scope_builder(builder, |ui| {
                    announce(ui, accesskit::Live::Polite);
                    says(ui, words);
                });
            }
            // A comparison names both its reports over their texts.
            let Some(document) = state.active().filter(|_| !state.shows_comparison) else { return };
            let report = document.report();
            if let Some((number, last)) = document.current_number().zip(document.loaded.last_number) {
                says(ui, format!("Paragraph {number} of {last}"));
            }
            // The bar over the pages says it, where they are shown.
            let room = ui.ctx().content_rect().width();
            if let Some(words) = page(document)
                .filter(|_| matches!(document.layout(), Shown::Text | Shown::Twice) && room > 480.0)
            {
                says(ui, words);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                says(ui, format!("{:.0} %", state.settings.zoom * 100.0));
                if room > 640.0 {
                    says(ui, report.source.file.clone());
                }
                if let Some(framework) = report.cover.framework.filter(|_| room > 900.0) {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        says(ui, framework.name().to_owned());
                    });
                }
            });
        });
    });
}

/// The page that is read, where the file has pages; else the one on which its contents say that the section begins.
fn page(document: &Document) -> Option<String> {
    let report = document.report();
    if !report.pages.is_empty() {
        let row = document.loaded.flow.rows().get(document.view.reading)?;
        let page = report.block(row.block).areas.first()?.page;
        return Some(format!("Page {page} of {}", report.pages.len()));
    }
    let section = report.section(document.current_section()?);
    let page = report.contents[section.contents_entry?].page?;
    Some(format!("Section begins on printed page {page}"))
}
