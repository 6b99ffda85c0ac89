//! A drop-down list of choices.

use eframe::egui::{ComboBox, TextWrapMode, Ui};

use super::text;
use crate::ui::theme::{self, PANEL, SMALL};

/// The maximum height of an open list, in points.
const MAX_LIST_HEIGHT: f32 = 420.0;

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
        .height(MAX_LIST_HEIGHT)
        .truncate();
    // A list that is wider than the panel would cover the text.
    let panel_width = ui.max_rect().width();
    let list = list.show_ui(ui, |ui| {
        // Each choice is as wide as the list, so the list must not be wider than its longest choice.
        ui.set_width(list_width(ui, options).max(width).min(panel_width));
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

/// Returns the width in which the longest choice fits in one line, in points.
fn list_width<T>(ui: &Ui, options: &[(T, String)]) -> f32 {
    /// Width of the padding of a choice and of the scroll bar, in points.
    const MARGINS: f32 = 40.0;
    let color = theme::tokens(ui).text;
    let width = |words: &String| text::lay_out_wrapped(ui, words, PANEL, color, f32::INFINITY).size().x;
    options.iter().map(|(_, words)| width(words)).fold(0.0, f32::max) + MARGINS
}
