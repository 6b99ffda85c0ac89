//! The line above a table, with lists for choosing the order and which rows are shown.

use eframe::egui::{Frame, Margin, Ui};

use super::SIDE_MARGIN;
use crate::ui::theme;

/// Shows a line above a table, with the widgets of `show`.
pub(super) fn show_choice_line(ui: &mut Ui, show: impl FnOnce(&mut Ui)) {
    let tokens = theme::tokens(ui);
    #[expect(clippy::cast_possible_truncation, reason = "the margin is a few whole points, so it fits i8")]
    let side = SIDE_MARGIN as i8;
    let frame =
        Frame::new().fill(tokens.page).inner_margin(Margin { left: side, right: side, top: 6, bottom: 6 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().interact_size.y = 26.0;
        ui.horizontal(show);
    });
}
