//! The line over a table with lists to choose the order and the rows shown.

use eframe::egui::{ComboBox, Frame, Margin, Ui};

use super::SIDE;
use crate::ui::theme::{self, SMALL};

/// Shows a line of lists over a table.
pub(super) fn show_line(ui: &mut Ui, show: impl FnOnce(&mut Ui)) {
    let tokens = theme::tokens(ui);
    #[expect(clippy::cast_possible_truncation, reason = "a few points")]
    let side = SIDE as i8;
    let frame =
        Frame::new().fill(tokens.page).inner_margin(Margin { left: side, right: side, top: 6, bottom: 6 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().interact_size.y = 26.0;
        ui.horizontal(show);
    });
}

/// Shows a list to choose from. `name` is its name for screen readers, `share` the part of the remaining width that it
/// takes, from 0 to 1. Returns the value if it was changed.
pub(super) fn show_list<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    share: f32,
    current: &T,
    options: &[(T, String)],
) -> Option<T> {
    let shown = options.iter().find(|(value, _)| value == current).map_or("", |(_, words)| words.as_str());
    let mut chosen = current.clone();
    let list = ComboBox::from_id_salt(name)
        .selected_text(SMALL.rich(shown, theme::tokens(ui).text))
        .width(ui.available_width() * share)
        .truncate();
    let list = list.show_ui(ui, |ui| {
        for (value, words) in options {
            ui.selectable_value(&mut chosen, value.clone(), words);
        }
    });
    let spoken = format!("{name}: {shown}");
    ui.accesskit_node_builder(list.response.id, |node| node.set_label(spoken));
    (chosen != *current).then_some(chosen)
}
