//! The list of keyboard shortcuts, made from the table of actions.

use eframe::egui::{Grid, Label, ScrollArea, Ui, vec2};

use crate::{
    app::{ACTIONS, Action, Command, action_name},
    ui::{
        actions::{self, keymap},
        theme::{self, PANEL, PANEL_BOLD},
        widgets::scroll_keys::{self, Keyboard, Scroll},
    },
};

pub(super) fn show(ui: &Ui, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    super::modal(ui, "keys", 600.0, 16, commands, |ui, commands| {
        super::title(ui, "Keyboard shortcuts", "Close the keyboard shortcuts", |ui| {
            actions::button(ui, Action::ShowGuide, commands);
        });
        ui.add_space(6.0);
        // Without a minimum height the area stays as small as it was in its first frame.
        let height = (ui.ctx().content_rect().height() - 110.0).min(560.0);
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
}

/// Returns how far keys scroll the list, in points; down is positive.
fn scrolled(ui: &Ui, page: f32) -> f32 {
    const WHOLE_LIST: f32 = 1.0e5;
    let scrolls = scroll_keys::scrolls(ui, Keyboard::Own, page);
    let down = scrolls.into_iter().map(|scroll| match scroll {
        Scroll::Down(by) => by,
        Scroll::Right(_) => 0.0,
        Scroll::Start => -WHOLE_LIST,
        Scroll::End => WHOLE_LIST,
    });
    down.sum()
}

/// Room for the longest keys, in points.
const KEYS: f32 = 180.0;

/// Keys that every scrolling text has; they are no actions.
const SCROLLING: [(&str, &str); 7] = [
    ("Shift and Left, Right, Up, Down", "Select letter by letter or line by line"),
    ("Ctrl+Shift and Left, Right", "Select word by word"),
    ("Ctrl+Shift and Up, Down, Home, End", "Select to the end of a paragraph or of the report"),
    ("Up, Down", "Scroll a little"),
    ("Page Up, Page Down, Space", "Scroll one page"),
    ("Home, End", "Go to the beginning or the end"),
    ("Tab, then Enter", "Move to the next control, then use it"),
];
