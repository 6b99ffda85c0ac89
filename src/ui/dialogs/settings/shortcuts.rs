//! The page of the settings that changes keyboard shortcuts: all actions with their shortcuts, a filter, and a field
//! that takes the new keys of an action.

use eframe::egui::{
    Button, Event, EventFilter, Frame, Id, Key, KeyboardShortcut, Label, Margin, Modifiers, Role, ScrollArea,
    Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, accesskit, pos2, vec2,
};

use super::super::has_all_words;
use crate::{
    app::{
        self, ACTIONS, Action, ActionInfo, Command, Menu, ShortcutRefusal, State, action_name,
        shortcut_refusal,
    },
    ui::{
        strings::{settings as strings, window},
        theme::{self, CORNER_RADIUS, FOCUS_RING_WIDTH, PANEL, PANEL_BOLD, SMALL},
    },
};

/// Width of the button with the keys of an action, in points.
const KEYS_WIDTH: f32 = 170.0;
/// Width of the button that resets the keys of an action, in points.
const RESET_WIDTH: f32 = 60.0;
/// Minimum height of a row, in points.
const ROW_HEIGHT: f32 = 30.0;

/// The state of the page between frames.
#[derive(Debug, Default)]
pub(in crate::ui::dialogs) struct ShortcutEditor {
    /// The words in the filter.
    filter: String,
    /// The action whose shortcut is being changed.
    change: Option<Change>,
    /// The action whose button takes the keyboard focus in the next frame, because its change has ended.
    returns_focus_to: Option<Action>,
}

/// The change of a shortcut that has begun.
#[derive(Debug, Clone, PartialEq)]
struct Change {
    action: Action,
    answer: Answer,
}

/// The answer of the dialog to the keys that were pressed last.
#[derive(Debug, Clone, PartialEq)]
enum Answer {
    /// No keys were pressed yet.
    Waiting,
    /// The action can't have these keys.
    Refused(KeyboardShortcut, ShortcutRefusal),
    /// The action has these keys already.
    Same(KeyboardShortcut),
    /// These keys are free except for the last one, which another action has.
    Clash(Vec<KeyboardShortcut>, KeyboardShortcut, Action),
}

impl ShortcutEditor {
    /// Returns true while pressed keys are taken as a new shortcut.
    pub(super) fn is_recording(&self) -> bool {
        self.change.as_ref().is_some_and(|change| !matches!(change.answer, Answer::Clash(..)))
    }

    /// Takes the keys that were pressed in the field for new keys, before anything else handles them.
    pub(super) fn take_pressed_keys(&mut self, ui: &Ui, state: &State, commands: &mut Vec<Command>) {
        let Some(change) = &self.change else { return };
        if matches!(change.answer, Answer::Clash(..)) {
            // Escape goes back from the question and does not close the dialog.
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                self.end_change();
            }
            return;
        }
        if !ui.memory(|memory| memory.has_focus(field_id())) {
            return;
        }
        let action = change.action;
        match take_shortcut(ui) {
            None => {}
            Some(shortcut) if shortcut == KeyboardShortcut::new(Modifiers::NONE, Key::Escape) => {
                self.end_change();
            }
            Some(shortcut) => self.propose_shortcuts(state, action, vec![shortcut], commands),
        }
    }

    /// Gives an action these keys, or says why that is not possible.
    fn propose_shortcuts(
        &mut self,
        state: &State,
        action: Action,
        shortcuts: Vec<KeyboardShortcut>,
        commands: &mut Vec<Command>,
    ) {
        let refused = shortcuts.iter().find_map(|key| Some((*key, shortcut_refusal(action, *key)?)));
        let owner = shortcuts.iter().find_map(|key| {
            let owner = state.keymap.action_with_shortcut(*key).filter(|owner| *owner != action)?;
            Some((*key, owner))
        });
        let answer = match (refused, owner, shortcuts.as_slice()) {
            (Some((key, reason)), _, _) => Answer::Refused(key, reason),
            (None, Some((key, owner)), _) => Answer::Clash(shortcuts, key, owner),
            (None, None, [key]) if state.keymap.shortcuts(action) == [*key] => Answer::Same(*key),
            (None, None, _) => {
                commands.push(Command::SetShortcuts(action, shortcuts));
                self.returns_focus_to = Some(action);
                self.change = None;
                return;
            }
        };
        self.change = Some(Change { action, answer });
    }

    /// Ends the change without changing anything.
    fn end_change(&mut self) {
        self.returns_focus_to = self.change.take().map(|change| change.action);
    }
}

/// Returns the id of the field that takes new keys.
fn field_id() -> Id {
    Id::unique("new shortcut")
}

/// Returns the shortcut that was pressed, and removes the events of all keys so that nothing else handles them.
fn take_shortcut(ui: &Ui) -> Option<KeyboardShortcut> {
    let mut pressed = None;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let shortcut = match event {
                Event::Key { key, pressed: true, modifiers, .. } => {
                    (!is_modifier_key(*key)).then(|| shortcut_of(*modifiers, *key))
                }
                // The window system reports these keys as events of their own.
                Event::Copy => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::C)),
                Event::Cut => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::X)),
                Event::Paste(_) => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::V)),
                Event::Text(_) => None,
                _ => return true,
            };
            pressed = pressed.or(shortcut);
            false
        });
    });
    pressed
}

/// Returns a shortcut as the settings save it: with Ctrl, Shift and Alt.
fn shortcut_of(held: Modifiers, key: Key) -> KeyboardShortcut {
    let modifiers = Modifiers {
        alt: held.alt,
        shift: held.shift && !app::is_shift_ignored(key),
        command: held.command,
        ..Modifiers::NONE
    };
    KeyboardShortcut::new(modifiers, key)
}

/// Returns true for keys that are no shortcut on their own.
fn is_modifier_key(key: Key) -> bool {
    matches!(
        key,
        Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight
            | Key::CapsLock
            | Key::NumLock
            | Key::ScrollLock
    )
}

/// Shows the page. `height` is its height in points.
pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    height: f32,
    editor: &mut ShortcutEditor,
    commands: &mut Vec<Command>,
) {
    let top = ui.cursor().top();
    show_filter(ui, state, editor, commands);
    ui.add_space(6.0);
    let shown: Vec<&ActionInfo> =
        listed_actions().filter(|info| is_match(ui, state, info, &editor.filter)).collect();
    if shown.is_empty() {
        ui.label(PANEL.rich_text(strings::NO_MATCH, theme::tokens(ui).secondary));
    }
    let height = (height - (ui.cursor().top() - top)).max(60.0);
    let area = ScrollArea::vertical().id_salt("shortcuts").max_height(height);
    area.min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 12.0);
        for info in shown {
            ui.push_id(action_name(info), |ui| show_row(ui, state, info, editor, commands));
        }
        super::scroll_to_new_focus(ui);
    });
}

/// Returns the actions whose shortcuts can be changed, in the order of the menus.
fn listed_actions() -> impl Iterator<Item = &'static ActionInfo> {
    [Menu::File, Menu::Edit, Menu::View, Menu::Go, Menu::Help, Menu::None]
        .into_iter()
        .flat_map(|menu| ACTIONS.iter().filter(move |info| info.menu == menu))
        // Escape always closes dialogs and messages.
        .filter(|info| info.action != Action::Dismiss)
}

/// Returns true if the words or keys of an action contain every typed word.
fn is_match(ui: &Ui, state: &State, info: &ActionInfo, typed: &str) -> bool {
    let keys = keys_in_words(ui, state.keymap.shortcuts(info.action));
    has_all_words(&format!("{} {} {} {keys}", info.label, info.hint, info.action.synonyms()), typed)
}

/// Returns shortcuts in words: "Ctrl+F or F3", or "No shortcut".
fn keys_in_words(ui: &Ui, shortcuts: &[KeyboardShortcut]) -> String {
    if shortcuts.is_empty() { strings::NO_SHORTCUT.to_owned() } else { keys_or_nothing(ui, shortcuts) }
}

/// Returns shortcuts in words: "Ctrl+F or F3". Empty if there are none.
fn keys_or_nothing(ui: &Ui, shortcuts: &[KeyboardShortcut]) -> String {
    let keys: Vec<String> = shortcuts.iter().map(|key| ui.format_shortcut(key)).collect();
    window::keyboard_keys(&keys)
}

/// Shows the filter, and the button that resets all shortcuts.
fn show_filter(ui: &mut Ui, state: &State, editor: &mut ShortcutEditor, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let hint = PANEL.rich_text(strings::FILTER_HINT, theme::tokens(ui).secondary);
        let width = (ui.available_width() - 94.0).max(80.0);
        let field = TextEdit::singleline(&mut editor.filter).hint_text(hint).desired_width(width);
        ui.add(field.margin(Margin::symmetric(8, 6))).accessible_name(strings::FILTER);
        let is_changed = ACTIONS.iter().any(|info| state.keymap.is_changed(info.action));
        let reset = ui.add_enabled(is_changed, Button::new(strings::RESET_ALL));
        if reset.on_hover_text(strings::RESET_ALL_HINT).clicked() {
            editor.change = None;
            commands.push(Command::ResetShortcuts);
        }
    });
}

/// Shows the row of an action: its name, and buttons that change and reset its shortcut. While the shortcut is being
/// changed, the field for the new keys is below.
fn show_row(
    ui: &mut Ui,
    state: &State,
    info: &ActionInfo,
    editor: &mut ShortcutEditor,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let name = action_name(info);
    let top = ui.cursor().top();
    let width = ui.available_width();
    let name_width = (width - KEYS_WIDTH - RESET_WIDTH - 16.0).max(80.0);
    ui.horizontal(|ui| {
        ui.set_min_height(ROW_HEIGHT);
        ui.allocate_ui(vec2(name_width, ROW_HEIGHT), |ui| {
            ui.set_width(name_width);
            ui.add(Label::new(PANEL.rich_text(name, tokens.text)).wrap()).on_hover_text(info.hint);
        });
        let shortcuts = state.keymap.shortcuts(info.action);
        let keys = keys_in_words(ui, shortcuts);
        let color = if shortcuts.is_empty() { tokens.secondary } else { tokens.text };
        let button = Button::new(PANEL.rich_text(&keys, color)).truncate().min_size(vec2(KEYS_WIDTH, 26.0));
        let change = ui.add_sized(vec2(KEYS_WIDTH, 26.0), button);
        change.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::change_shortcut(name, &keys)));
        if editor.returns_focus_to == Some(info.action) {
            editor.returns_focus_to = None;
            change.request_focus();
        }
        if change.clicked() {
            editor.change = Some(Change { action: info.action, answer: Answer::Waiting });
            ui.memory_mut(|memory| memory.request_focus(field_id()));
        }
        if state.keymap.is_changed(info.action) {
            let reset = ui.button(strings::RESET);
            reset.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::reset_shortcut(name)));
            if reset.on_hover_text(strings::reset_hint(&keys_or_nothing(ui, info.keys))).clicked() {
                editor.propose_shortcuts(state, info.action, info.keys.to_vec(), commands);
            }
        }
    });
    ui.painter().hline(
        ui.max_rect().left()..=ui.max_rect().left() + width,
        top - 2.0,
        Stroke::new(1.0, tokens.line),
    );
    if let Some(change) = editor.change.clone().filter(|change| change.action == info.action) {
        show_change(ui, state, info, &change, editor, commands);
    }
}

/// Shows the field for the new keys of an action, and the answer to the keys that were pressed.
fn show_change(
    ui: &mut Ui,
    state: &State,
    info: &ActionInfo,
    change: &Change,
    editor: &mut ShortcutEditor,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let frame = Frame::new().fill(tokens.panel).corner_radius(CORNER_RADIUS).inner_margin(10);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        if let Answer::Clash(keys, key, other) = &change.answer {
            show_message(ui, &strings::keys_in_use(&ui.format_shortcut(key), action_name(other.info())));
            ui.horizontal_wrapped(|ui| {
                let use_here = ui.button(strings::USE_HERE);
                if ui.memory(|memory| memory.focused().is_none_or(|id| id == field_id())) {
                    use_here.request_focus();
                }
                if use_here.clicked() {
                    commands.push(Command::SetShortcuts(info.action, keys.clone()));
                    editor.end_change();
                }
                if ui.button(window::CANCEL).clicked() {
                    editor.end_change();
                }
            });
            return;
        }
        show_field(ui, info);
        match &change.answer {
            Answer::Refused(key, reason) => {
                show_message(ui, &strings::refused_keys(&ui.format_shortcut(key), *reason));
            }
            Answer::Same(key) => show_message(ui, &strings::same_shortcut(&ui.format_shortcut(key))),
            Answer::Waiting | Answer::Clash(..) => {
                super::show_explanation(ui, strings::PRESS_KEYS_HINT);
            }
        }
        ui.horizontal_wrapped(|ui| {
            let has_shortcut = !state.keymap.shortcuts(info.action).is_empty();
            if ui.add_enabled(has_shortcut, Button::new(strings::REMOVE_SHORTCUT)).clicked() {
                commands.push(Command::SetShortcuts(info.action, Vec::new()));
                editor.end_change();
            }
            if ui.button(window::CANCEL).clicked() {
                editor.end_change();
            }
        });
    });
    if shown.response.rect.bottom() > ui.clip_rect().bottom() {
        ui.scroll_to_rect(shown.response.rect, None);
    }
}

/// Shows the field that takes the new keys of an action.
fn show_field(ui: &mut Ui, info: &ActionInfo) {
    let tokens = theme::tokens(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 30.0));
    let field = ui.interact(rect, field_id(), Sense::click());
    field.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::press_keys_for(action_name(info))));
    // The field is new when its action is clicked, so egui takes the end of that click as a click elsewhere.
    if field.clicked() || ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
        ui.request_repaint();
    }
    // Tab, the arrow keys and Escape are pressed keys like all others while the field has the focus.
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(field_id(), all));
    let ring = if field.has_focus() {
        Stroke::new(FOCUS_RING_WIDTH, tokens.accent)
    } else {
        Stroke::new(1.0, tokens.control)
    };
    ui.painter().rect(rect, CORNER_RADIUS, tokens.page, ring, StrokeKind::Inside);
    let words = crate::ui::widgets::text::lay_out_truncated(
        ui,
        strings::PRESS_KEYS,
        PANEL_BOLD,
        tokens.text,
        rect.width() - 16.0,
    );
    let at = pos2(rect.left() + 8.0, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, tokens.text);
}

/// Shows a message about the pressed keys, which screen readers read at once.
fn show_message(ui: &mut Ui, words: &str) {
    let tokens = theme::tokens(ui);
    let builder = UiBuilder::new().accessibility_role(Role::Alert).accessibility_label(words);
    ui.scope_builder(builder, |ui| {
        ui.accesskit_node_builder(ui.unique_id(), |node| node.set_live(accesskit::Live::Assertive));
        ui.add(Label::new(SMALL.rich_text(words, tokens.warning)).wrap());
    });
}
