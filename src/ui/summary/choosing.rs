//! The line over a table that says in which order, and which of it, is shown.

use eframe::egui::{ComboBox, Frame, Margin, Ui};

use super::SIDE;
use crate::ui::theme::{self, SMALL};

/// A line of choices over a table.
pub(super) fn line(ui: &mut Ui, show: impl FnOnce(&mut Ui)) {
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

/// A list to choose from, with its name for the ear; the share of the line that it takes. Gives back what was chosen anew.
pub(super) fn choose<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    share: f32,
    now: &T,
    choices: &[(T, String)],
) -> Option<T> {
    let shown = choices.iter().find(|(value, _)| value == now).map_or("", |(_, words)| words.as_str());
    let mut chosen = now.clone();
    let list = ComboBox::from_id_salt(name)
        .selected_text(SMALL.rich(shown, theme::tokens(ui).text))
        .width(ui.available_width() * share)
        .truncate();
    let list = list.show_ui(ui, |ui| {
        for (value, words) in choices {
            ui.selectable_value(&mut chosen, value.clone(), words);
        }
    });
    let spoken = format!("{name}: {shown}");
    ui.accesskit_node_builder(list.response.id, |node| node.set_label(spoken));
    (chosen != *now).then_some(chosen)
}
