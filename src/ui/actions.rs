//! Shows the actions of the action table as menu entries and buttons, and handles their shortcuts.

use std::sync::Arc;

use eframe::egui::{
    self, Button, Response, Role, ScrollArea, Separator, Ui, WidgetInfo, text_selection::LabelSelectionState,
};

use super::{
    icons::{Icon, IconSize},
    theme,
};
use crate::app::{self, ACTIONS, Action, ActionContext, ActionInfo, Command, Keymap, Menu};

/// Turns pressed keys into commands. Combinations with more modifiers are tried first, so that Ctrl+Shift+F is not
/// taken for Ctrl+F.
pub(crate) fn handle_shortcuts(ui: &Ui, now: &ActionContext, commands: &mut Vec<Command>) {
    let is_typing = ui.text_edit_focused();
    let keymap = keymap(ui);
    let mut keys: Vec<_> = ACTIONS
        .iter()
        .flat_map(|info| keymap.shortcuts(info.action).iter().map(move |key| (info, key)))
        .collect();
    keys.sort_by_key(|(_, key)| std::cmp::Reverse(modifier_count(key.modifiers)));
    // egui reports the copy shortcut of the system as `Event::Copy` and not as a key.
    let is_copy_event = ui.input(|input| input.events.contains(&egui::Event::Copy));
    let label_has_selection = ui.plugin::<LabelSelectionState>().lock().has_selection();
    if is_copy_event && !is_typing && !label_has_selection && (Action::Copy.info().is_possible)(now) {
        commands.push(Command::Do(Action::Copy));
    }
    for (info, key) in keys {
        if is_typing && is_text_editing_key(key) {
            continue;
        }
        if (info.is_possible)(now) && consume_key(ui, key.modifiers, key.logical_key) {
            commands.push(Command::Do(info.action));
        }
    }
}

/// Returns true if a key was pressed with exactly these modifiers, and removes the event so that nothing else handles
/// it. egui's `consume_key` also takes Ctrl+Shift+End for Ctrl+End. For symbols such as +, Shift is ignored, because
/// some keyboards need Shift to type them.
pub(crate) fn consume_key(ui: &Ui, modifiers: egui::Modifiers, key: egui::Key) -> bool {
    let is_symbol = app::is_shift_ignored(key);
    ui.input_mut(|input| {
        let mut was_pressed = false;
        input.events.retain(|event| {
            let is_match = matches!(event, egui::Event::Key { key: other, modifiers: held, pressed: true, .. }
                if *other == key && if is_symbol { held.matches_logically(modifiers) } else { held.matches_exact(modifiers) });
            was_pressed |= is_match;
            !is_match
        });
        was_pressed
    })
}

/// Returns true if a text field handles this key itself.
fn is_text_editing_key(key: &egui::KeyboardShortcut) -> bool {
    use egui::Key;
    let is_command = key.modifiers.command && !key.modifiers.shift && !key.modifiers.alt;
    let is_edit_command =
        is_command && matches!(key.logical_key, Key::A | Key::C | Key::V | Key::X | Key::Y | Key::Z);
    is_edit_command || key.conflicts_with_text_editing() && !app::is_function_key(key.logical_key)
}

/// Returns the keyboard shortcuts of all actions, as set by [`set_keymap`].
pub(crate) fn keymap(ui: &Ui) -> Arc<Keymap> {
    ui.data(|data| data.get_temp(keymap_id())).unwrap_or_default()
}

/// Sets the keyboard shortcuts of all actions. They are stored in the egui context, so that every widget can show them.
pub(crate) fn set_keymap(ctx: &egui::Context, keymap: &Arc<Keymap>) {
    ctx.data_mut(|data| data.insert_temp(keymap_id(), Arc::clone(keymap)));
}

/// Returns the key of the shortcuts in egui's memory.
fn keymap_id() -> egui::Id {
    egui::Id::unique("keymap")
}

/// Returns the number of modifiers of a shortcut, from 0 to 3.
fn modifier_count(modifiers: egui::Modifiers) -> u8 {
    u8::from(modifiers.command) + u8::from(modifiers.shift) + u8::from(modifiers.alt)
}

/// Shows the entries of a menu, with lines between groups. Entries of actions that are not possible now are disabled,
/// and switches that are on have a tick. `show_below` is called after each entry and can show more entries.
pub(crate) fn show_menu_entries(
    ui: &mut Ui,
    menu: Menu,
    now: &ActionContext,
    commands: &mut Vec<Command>,
    mut show_below: impl FnMut(&mut Ui, Action, &mut Vec<Command>),
) {
    ui.set_min_width(230.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let infos = || ACTIONS.iter().filter(|info| info.menu == menu);
    let has_ticks = infos().any(|info| info.action.is_toggle());
    show_in_scrolling_menu(ui, |ui| {
        for info in infos() {
            if info.action.starts_group() {
                ui.add(Separator::default().spacing(9.0));
            }
            show_menu_entry(ui, info, now, has_ticks, commands);
            show_below(ui, info.action, commands);
        }
    });
}

/// Shows the entries of a menu, which scrolls if the window is not high enough for it.
pub(crate) fn show_in_scrolling_menu(ui: &mut Ui, show_entries: impl FnOnce(&mut Ui)) {
    /// Height of the bar above a menu and of the frame around the menu, in points.
    const HEIGHT_OUTSIDE: f32 = 56.0;
    let max_height = (ui.ctx().content_rect().height() - HEIGHT_OUTSIDE).max(80.0);
    ScrollArea::vertical().max_height(max_height).show(ui, show_entries);
}

/// Shows an entry of a menu. If `has_ticks` is true, the menu has a column for ticks.
fn show_menu_entry(
    ui: &mut Ui,
    info: &ActionInfo,
    now: &ActionContext,
    has_ticks: bool,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let is_on = (info.is_on)(now);
    let mut entry = if has_ticks {
        // Without a tick, an invisible image keeps the labels aligned.
        let tick_color = if is_on { tokens.text } else { egui::Color32::TRANSPARENT };
        Button::image_and_text(Icon::Tick.image(IconSize::Small, tick_color), info.label)
    } else {
        Button::new(info.label)
    };
    if let Some(key) = keymap(ui).shortcuts(info.action).first() {
        entry = entry.shortcut_text(theme::SMALL.rich_text(ui.format_shortcut(key), tokens.secondary));
    }
    let is_possible = (info.is_possible)(now);
    let entry = ui.add_enabled(is_possible, entry).on_hover_text(info.hint);
    entry.widget_info(|| {
        if info.action.is_toggle() {
            WidgetInfo::selected(Role::Button, is_possible, is_on, info.label)
        } else {
            WidgetInfo::labeled(Role::Button, is_possible, info.label)
        }
    });
    if entry.clicked() {
        commands.push(Command::Do(info.action));
    }
}

/// Shows a button with the label of an action. A click on the button performs the action.
pub(crate) fn show_button(ui: &mut Ui, action: Action, commands: &mut Vec<Command>) -> Response {
    let info = action.info();
    let hint = hint_with_shortcut(ui, action);
    let response = ui.button(info.label).on_hover_text(hint);
    if response.clicked() {
        commands.push(Command::Do(action));
    }
    response
}

/// Returns the tooltip of an action with its first shortcut: "Choose a report and open it (Ctrl+O)".
pub(crate) fn hint_with_shortcut(ui: &Ui, action: Action) -> String {
    let info = action.info();
    match keymap(ui).shortcuts(action).first() {
        Some(key) => format!("{} ({})", info.hint, ui.format_shortcut(key)),
        None => info.hint.to_owned(),
    }
}
