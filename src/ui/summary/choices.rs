//! The line above a table, with lists for choosing the order and which rows are shown.

use eframe::egui::{ComboBox, Frame, Margin, TextWrapMode, Ui};

use super::SIDE_MARGIN;
use crate::ui::theme::{self, SMALL};

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

/// Shows a drop-down list. `name` is its name for screen readers, and `width_share` the share of the remaining width
/// that it takes, from 0 to 1. Returns the chosen value if the user changed it, or `None` otherwise.
pub(super) fn show_choice_list<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    width_share: f32,
    current: &T,
    options: &[(T, String)],
) -> Option<T> {
    let shown = options.iter().find(|(value, _)| value == current).map_or("", |(_, words)| words.as_str());
    let mut chosen = current.clone();
    let list = ComboBox::from_id_salt(name)
        .selected_text(SMALL.rich_text(shown, theme::tokens(ui).text))
        .width(ui.available_width() * width_share)
        .truncate();
    // A list that is wider than the panel would cover the text.
    let panel_width = ui.max_rect().width();
    let list = list.show_ui(ui, |ui| {
        ui.set_max_width(panel_width);
        ui.style_mut().wrap_mode = Some(TextWrapMode::Wrap);
        for (value, words) in options {
            if ui.selectable_value(&mut chosen, value.clone(), words).clicked() {
                // A click closes the list by itself, but the Enter key does not.
                ui.close();
            }
        }
    });
    let accessible_name = format!("{name}: {shown}");
    ui.accesskit_node_builder(list.response.id, |node| node.set_label(accessible_name));
    (chosen != *current).then_some(chosen)
}
