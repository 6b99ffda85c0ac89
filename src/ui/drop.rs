//! Opens files that are dropped anywhere on the window.

use std::path::PathBuf;

use eframe::egui::{self, Align2, Id, LayerId, Order, Ui};

use super::{
    strings::window as strings,
    theme::{self, CORNER_RADIUS, PANEL_TITLE},
};
use crate::app::Command;

/// Opens dropped files. Shows a hint while files are dragged over the window.
pub(crate) fn show(ui: &Ui, commands: &mut Vec<Command>) {
    let (is_hovered, dropped) = ui.input(|input| {
        let dropped: Vec<PathBuf> =
            input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
        (!input.raw.hovered_files.is_empty(), dropped)
    });
    if !dropped.is_empty() {
        commands.push(Command::Dropped(dropped));
    } else if is_hovered {
        paint_overlay(ui);
    }
}

/// Paints a hint over the whole window.
fn paint_overlay(ui: &Ui) {
    let tokens = theme::tokens(ui);
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("drop overlay")));
    let area = ui.content_rect().shrink(12.0);
    let ring = egui::Stroke::new(3.0, tokens.accent);
    painter.rect(area, CORNER_RADIUS, tokens.page.gamma_multiply(0.92), ring, egui::StrokeKind::Inside);
    let font = PANEL_TITLE.text_format(tokens.text).font_id;
    painter.text(area.center(), Align2::CENTER_CENTER, strings::DROP_TO_OPEN, font, tokens.text);
}
