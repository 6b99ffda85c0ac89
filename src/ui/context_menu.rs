//! Context menus. The right mouse button opens the menu of the widget under the pointer, and the Menu key or Shift+F10
//! the menu of the widget with the keyboard focus.

use std::borrow::Cow;

use eframe::egui::{
    Button, Context, Id, Key, Memory, Modifiers, Popup, Pos2, Response, Separator, SetOpenCommand, Ui, vec2,
};

use super::actions;
use crate::app::Command;

/// Minimum width of a menu, in points.
const MIN_WIDTH_POINTS: f32 = 190.0;

/// An entry of a context menu.
#[derive(Debug)]
pub(crate) enum MenuEntry {
    /// An entry that gives commands.
    Item { label: Cow<'static, str>, is_possible: bool, commands: Vec<Command> },
    /// A line between two groups of entries.
    Separator,
}

impl MenuEntry {
    /// Creates an entry that gives one command.
    pub(crate) fn new(label: impl Into<Cow<'static, str>>, command: Command) -> Self {
        Self::Item { label: label.into(), is_possible: true, commands: vec![command] }
    }

    /// Creates an entry that gives several commands.
    pub(crate) fn with_commands(label: impl Into<Cow<'static, str>>, commands: Vec<Command>) -> Self {
        Self::Item { label: label.into(), is_possible: true, commands }
    }

    /// Returns the entry, greyed out if it is not possible.
    pub(crate) fn enabled_if(self, condition: bool) -> Self {
        match self {
            Self::Item { label, commands, .. } => Self::Item { label, is_possible: condition, commands },
            Self::Separator => Self::Separator,
        }
    }
}

/// The way that a menu was opened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MenuOpening {
    /// The corner of the menu on the screen.
    position: Pos2,
    /// True if a key opened the menu. Its first entry then takes the keyboard focus.
    is_by_key: bool,
    /// True if the widget gets the focus back when the menu closes.
    returns_focus: bool,
    /// The entry that had the focus in the last frame.
    focused_entry: Option<Id>,
}

impl MenuOpening {
    /// Returns the opening by the right mouse button, or `None` if the widget was not clicked with it.
    pub(crate) fn by_pointer(response: &Response) -> Option<Self> {
        let position = response.interact_pointer_pos().filter(|_| response.secondary_clicked())?;
        Some(Self { position, is_by_key: false, returns_focus: false, focused_entry: None })
    }

    /// Returns the opening by a key at a position, or `None` if no such key was pressed. The key is then used up.
    pub(crate) fn by_key(ctx: &Context, position: Pos2) -> Option<Self> {
        if Popup::is_any_open(ctx) {
            return None;
        }
        let is_pressed = ctx.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Menu) || input.consume_key(Modifiers::SHIFT, Key::F10)
        });
        let opening = Self { position, is_by_key: true, returns_focus: false, focused_entry: None };
        is_pressed.then_some(opening)
    }
}

/// Shows the menu of a widget while it is open.
pub(crate) fn show(
    response: &Response,
    entries: impl FnOnce() -> Vec<MenuEntry>,
    commands: &mut Vec<Command>,
) {
    let below = response.rect.left_bottom() + vec2(24.0, -4.0);
    let by_key = || {
        Some(()).filter(|()| response.has_focus()).and_then(|()| MenuOpening::by_key(&response.ctx, below))
    };
    let opening = MenuOpening::by_pointer(response).or_else(by_key);
    show_opened(response, opening, entries, commands);
}

/// Shows the menu of a widget while it is open. `opening` is given in the frame in which it is opened.
pub(crate) fn show_opened(
    response: &Response,
    opening: Option<MenuOpening>,
    entries: impl FnOnce() -> Vec<MenuEntry>,
    commands: &mut Vec<Command>,
) {
    let ctx = &response.ctx;
    let id = opening_id(response);
    if let Some(opening) = opening {
        let returns_focus = opening.is_by_key && response.has_focus();
        ctx.data_mut(|data| data.insert_temp(id, MenuOpening { returns_focus, ..opening }));
    }
    let Some(shown_menu) = ctx.data(|data| data.get_temp::<MenuOpening>(id)) else { return };
    let should_open = if opening.is_some() {
        Some(SetOpenCommand::Bool(true))
    } else {
        response.clicked().then_some(SetOpenCommand::Bool(false))
    };
    let popup = Popup::menu(response).open_memory(should_open).at_position(shown_menu.position).gap(0.0);
    let shown = popup.show(|ui| {
        // The first entry takes the focus from the widget, so that the arrow keys move through the entries.
        let focused = ui.memory(Memory::focused);
        let takes_focus = shown_menu.is_by_key && (focused.is_none() || focused == Some(response.id));
        show_entries(ui, entries(), takes_focus, commands);
        let focused_entry = ui.memory(Memory::focused);
        ui.data_mut(|data| data.insert_temp(id, MenuOpening { focused_entry, ..shown_menu }));
    });
    if shown.is_none() {
        ctx.data_mut(|data| data.remove::<MenuOpening>(id));
        let focused = ctx.memory(Memory::focused);
        if shown_menu.returns_focus && (focused.is_none() || focused == shown_menu.focused_entry) {
            response.request_focus();
        }
    }
}

/// Shows the entries of a menu. If `takes_focus` is true, the first entry takes the keyboard focus.
fn show_entries(ui: &mut Ui, entries: Vec<MenuEntry>, mut takes_focus: bool, commands: &mut Vec<Command>) {
    ui.set_min_width(MIN_WIDTH_POINTS);
    ui.spacing_mut().item_spacing.y = 0.0;
    actions::show_in_scrolling_menu(ui, |ui| {
        for entry in entries {
            let MenuEntry::Item { label, is_possible, commands: given } = entry else {
                ui.add(Separator::default().spacing(9.0));
                continue;
            };
            let button = ui.add_enabled(is_possible, Button::new(label.as_ref()));
            if is_possible && std::mem::take(&mut takes_focus) {
                button.request_focus();
            }
            if button.clicked() {
                commands.extend(given);
                ui.close();
            }
        }
    });
}

/// Returns the key in egui's memory for the way that the menu of a widget was opened.
fn opening_id(response: &Response) -> Id {
    response.id.with("opened context menu")
}
