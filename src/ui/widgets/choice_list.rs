//! A drop-down list of choices.

use eframe::egui::{ComboBox, TextWrapMode, Ui};

use crate::ui::theme::{self, SMALL};

/// Shows a drop-down list. `name` is its name for screen readers, and `width` its width in points. Returns the chosen value if the user changed it, or `None` otherwise.
pub(crate) fn show<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    current: &T,
    options: &[(T, String)],
) -> Option<T> {
    let shown = options.iter().find(|(value, _)| value == current).map_or("", |(_, words)| words.as_str());
    let mut chosen = current.clone();
    let list = ComboBox::from_id_salt(name)
        .selected_text(SMALL.rich_text(shown, theme::tokens(ui).text))
        .width(width)
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
