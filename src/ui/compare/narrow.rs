//! A comparison in a narrow window: the panel or one of the texts, and a switch between these three.

use eframe::egui::{self, Button, CentralPanel, Panel, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::{Cache, show_panel, show_sides};
use crate::{
    app::{Command, CompareSide, ComparisonTab, NarrowPart, State},
    ui::{
        strings::compare as strings,
        theme::{self, SMALL, SMALL_BOLD},
        widgets::text,
    },
};

/// Height of the buttons of the switch, in points.
const SWITCH_HEIGHT: f32 = 26.0;
/// Space between the buttons of the switch, in points.
const SWITCH_SPACING: f32 = 4.0;
/// Minimum height of the search panel, in points. In a lower window it scrolls as a whole.
const MIN_SEARCH_HEIGHT: f32 = 320.0;

/// Shows the switch, and below it the chosen part.
pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    comparison: &ComparisonTab,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let frame = egui::Frame::new().fill(theme::tokens(ui).panel);
    let margin = egui::Margin::symmetric(6, 3);
    let switch = Panel::top("parts").exact_size(SWITCH_HEIGHT + 6.0).resizable(false);
    switch.frame(frame.inner_margin(margin)).show(ui, |ui| {
        show_switch(ui, state, comparison, commands);
    });
    CentralPanel::no_frame().frame(frame).show(ui, |ui| match comparison.narrow_part {
        NarrowPart::Panel if state.search.is_open => {
            ScrollArea::vertical().id_salt("search").auto_shrink(false).show(ui, |ui| {
                let size = vec2(ui.available_width(), ui.available_height().max(MIN_SEARCH_HEIGHT));
                ui.allocate_ui(size, |ui| show_panel(ui, state, comparison, cache, commands));
            });
        }
        NarrowPart::Panel => show_panel(ui, state, comparison, cache, commands),
        NarrowPart::Text(side) => {
            let area = ui.available_rect_before_wrap();
            show_sides(ui, state, comparison, std::iter::once((side, area)), cache, commands);
        }
    });
}

/// Shows the buttons that choose a part: the differences or the search, and both reports.
fn show_switch(ui: &mut Ui, state: &State, comparison: &ComparisonTab, commands: &mut Vec<Command>) {
    let [left, right] = comparison.distinct_titles();
    let panel = if state.search.is_open { strings::SEARCH } else { strings::DIFFERENCES };
    let parts = [
        (NarrowPart::Panel, panel),
        (NarrowPart::Text(CompareSide::Left), left.as_str()),
        (NarrowPart::Text(CompareSide::Right), right.as_str()),
    ];
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SWITCH_SPACING;
        let width = (ui.available_width() - SWITCH_SPACING * 2.0) / 3.0;
        for (part, name) in parts {
            let is_shown = comparison.narrow_part == part;
            let style = if is_shown { SMALL_BOLD } else { SMALL };
            // The file names of drafts usually differ at the end.
            let room = width - ui.spacing().button_padding.x * 2.0;
            let words = text::lay_out_without_start(ui, name, style, tokens.text, room);
            let response = ui.add_sized([width, SWITCH_HEIGHT], Button::selectable(is_shown, words));
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, name));
            if response.clicked() {
                commands.push(Command::ShowNarrowPart(part));
            }
        }
    });
}
