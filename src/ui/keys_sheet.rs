//! The sheet of keys, made from the table of actions.

use eframe::egui::{Frame, Grid, Id, Key, Label, Modal, Modifiers, ScrollArea, Ui, vec2};

use super::{
    actions::{self, keymap},
    icons::{self, Icon},
    theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE},
};
use crate::app::{ACTIONS, Action, Command, action_name};

pub(crate) fn show(ui: &Ui, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let frame = Frame::popup(ui.style()).inner_margin(16);
    let modal = Modal::new(Id::unique("keys")).frame(frame).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().size();
        ui.set_width((room.x - 80.0).min(600.0));
        ui.horizontal(|ui| {
            ui.label(PANEL_TITLE.rich("Keyboard", tokens.text));
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                if icons::button(ui, Icon::Close, "Close the sheet", false).clicked() {
                    ui.close();
                }
                actions::button(ui, Action::ShowGuide, commands);
            });
        });
        ui.add_space(6.0);
        // Without a least height the area stays as small as it was in its first frame.
        let height = (room.y - 110.0).min(560.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            let down = scrolled(ui, height);
            ui.scroll_with_delta(vec2(0.0, -down));
            let narrow = ui.available_width() < KEYS * 2.0;
            let widest = ui.available_width() - if narrow { 0.0 } else { KEYS + 24.0 };
            let grid = Grid::new("keys").num_columns(2).spacing([24.0, 6.0]).max_col_width(widest);
            grid.striped(true).show(ui, |ui| {
                let keymap = keymap(ui);
                for info in ACTIONS.iter().filter(|info| !keymap.of(info.action).is_empty()) {
                    let keys: Vec<String> =
                        keymap.of(info.action).iter().map(|key| ui.format_shortcut(key)).collect();
                    ui.label(PANEL_BOLD.rich(keys.join(" or "), tokens.text));
                    if narrow {
                        ui.end_row();
                    }
                    // By its name in menus, which is also that in the settings file.
                    let does = format!("{}: {}", action_name(info), info.hint);
                    ui.add(Label::new(PANEL.rich(does, tokens.text)).wrap());
                    ui.end_row();
                }
                for (keys, does) in SCROLLING {
                    ui.label(PANEL_BOLD.rich(keys, tokens.text));
                    if narrow {
                        ui.end_row();
                    }
                    ui.add(Label::new(PANEL.rich(does, tokens.text)).wrap());
                    ui.end_row();
                }
            });
        });
    });
    if modal.should_close() {
        commands.push(Command::Do(Action::ShowKeys));
    }
}

/// How far keys scroll the sheet, in points; down is more than 0.
fn scrolled(ui: &Ui, page: f32) -> f32 {
    const STEP: f32 = 40.0;
    const ALL: f32 = 1.0e5;
    let keys = [
        (Key::ArrowDown, STEP),
        (Key::ArrowUp, -STEP),
        (Key::PageDown, page - STEP),
        (Key::PageUp, STEP - page),
        (Key::End, ALL),
        (Key::Home, -ALL),
    ];
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    keys.into_iter().filter(|(key, _)| pressed(*key)).map(|(_, by)| by).sum()
}

/// Room for the longest keys, in points.
const KEYS: f32 = 180.0;

/// Keys that every scrolling text has; they are no actions.
const SCROLLING: [(&str, &str); 7] = [
    ("Shift and Left, Right, Up, Down", "Select letter by letter or line by line"),
    ("Ctrl+Shift and Left, Right", "Select word by word"),
    ("Ctrl+Shift and Up, Down, Home, End", "Select to the end of a paragraph or of the report"),
    ("Up, Down", "Scroll a little"),
    ("Page Up, Page Down, Space", "Scroll by what is in view"),
    ("Home, End", "Go to the beginning or the end"),
    ("Tab, then Enter", "Go from one thing in the window to the next, and choose it"),
];
