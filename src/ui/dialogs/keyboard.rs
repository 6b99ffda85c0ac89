//! The dialog of keyboard shortcuts, grouped by task, with a field that filters them. Most shortcuts are taken from the
//! table of actions.

use eframe::egui::{Key, Label, Margin, Modifiers, ScrollArea, TextEdit, Ui, vec2};

use super::has_all_words;
use crate::{
    app::{ACTIONS, Action, Command, Dialog, SettingsPage, action_name},
    ui::{
        actions::{self, keymap},
        strings::window as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL_BOLD},
        widgets::scroll_keys::{self, ARROW_STEP, KeyboardFocus, Scroll},
    },
};

/// Width of the column of keys, in points.
const KEYS_WIDTH: f32 = 180.0;

/// The state of the filter field.
#[derive(Debug, Default)]
pub(super) struct ShortcutFilter {
    /// The typed words.
    text: String,
    /// True once the field has had the keyboard focus since the dialog was opened.
    had_focus: bool,
}

/// A group of shortcuts that are used for the same task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ShortcutGroup {
    Files,
    Search,
    Go,
    Scroll,
    Select,
    View,
    Tabs,
    Help,
}

/// A row of the list: one or more keys with the same effect.
struct Shortcut {
    /// The keys, such as "Ctrl+F or F3".
    keys: String,
    effect: String,
}

/// Shows the dialog.
pub(super) fn show(ui: &Ui, filter: &mut ShortcutFilter, commands: &mut Vec<Command>) {
    super::show_modal(ui, "keyboard shortcuts", 600.0, 16, commands, |ui, commands| {
        super::show_title_row(ui, strings::KEYBOARD_TITLE, strings::KEYBOARD_CLOSE, |ui| {
            actions::show_button(ui, Action::ShowGuide, commands);
            if ui.button(strings::KEYBOARD_CHANGE).clicked() {
                commands.push(Command::OpenDialog(Dialog::Settings(SettingsPage::Shortcuts)));
            }
        });
        ui.add_space(6.0);
        let height = (ui.ctx().content_rect().height() - 160.0).clamp(80.0, 520.0);
        // The keys that scroll must be taken before the field is shown, because the field would use them.
        let distance = scroll_distance(ui, height);
        let has_changed = show_filter(ui, filter);
        ui.add_space(6.0);
        let groups: Vec<(ShortcutGroup, Vec<Shortcut>)> = ShortcutGroup::ALL
            .into_iter()
            .map(|group| (group, matching_shortcuts(ui, group, &filter.text)))
            .filter(|(_, shortcuts)| !shortcuts.is_empty())
            .collect();
        if groups.is_empty() {
            ui.label(PANEL.rich_text(strings::KEYBOARD_NO_MATCH, theme::tokens(ui).secondary));
        }
        // The list keeps its height, because a dialog that changes its size with every letter is hard to read.
        let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false);
        let list = if has_changed { list.vertical_scroll_offset(0.0) } else { list };
        list.show(ui, |ui| {
            ui.scroll_with_delta(vec2(0.0, -distance));
            ui.set_max_width(ui.available_width() - 10.0);
            for (group, shortcuts) in &groups {
                show_group(ui, group.title(), shortcuts);
            }
        });
    });
}

/// Returns the distance that the pressed keys scroll the list, in points; down is positive. `page_height` is the
/// visible height of the list in points.
fn scroll_distance(ui: &Ui, page_height: f32) -> f32 {
    let scrolls = scroll_keys::take_scrolls(ui, KeyboardFocus::Elsewhere, page_height);
    let by_pages = scrolls.into_iter().map(|scroll| match scroll {
        Scroll::Down(distance) => distance,
        Scroll::Right(_) | Scroll::Start | Scroll::End => 0.0,
    });
    // The filter field is a single line and has no use for these arrow keys.
    let arrows = [(Key::ArrowDown, ARROW_STEP), (Key::ArrowUp, -ARROW_STEP)];
    let is_typing = ui.text_edit_focused();
    let by_arrows = arrows
        .into_iter()
        .filter(|(key, _)| is_typing && actions::consume_key(ui, Modifiers::NONE, *key))
        .map(|(_, distance)| distance);
    by_pages.chain(by_arrows).sum()
}

/// Shows the filter field. The field takes the keyboard focus when the dialog opens and whenever no widget has the
/// focus. Returns true if its text changed.
fn show_filter(ui: &mut Ui, filter: &mut ShortcutFilter) -> bool {
    let hint = PANEL.rich_text(strings::KEYBOARD_FILTER_HINT, theme::tokens(ui).secondary);
    let field = TextEdit::singleline(&mut filter.text).hint_text(hint).desired_width(f32::INFINITY);
    let field = ui.add(field.margin(Margin::symmetric(8, 6))).accessible_name(strings::KEYBOARD_FILTER);
    filter.had_focus |= field.has_focus();
    if !filter.had_focus || ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    field.changed()
}

/// Returns the shortcuts of a group whose keys, label or hint contain every typed word, ignoring case.
fn matching_shortcuts(ui: &Ui, group: ShortcutGroup, typed: &str) -> Vec<Shortcut> {
    let keymap = keymap(ui);
    let infos = ACTIONS.iter().filter(|info| ShortcutGroup::from_action(info.action) == group);
    let from_table = infos.filter_map(|info| {
        let keys: Vec<String> =
            keymap.shortcuts(info.action).iter().map(|key| ui.format_shortcut(key)).collect();
        // The label is also the name of the action in the settings file.
        (!keys.is_empty()).then(|| Shortcut {
            keys: strings::keyboard_keys(&keys),
            effect: strings::keyboard_action(action_name(info), info.hint),
        })
    });
    let not_in_table = group.keys_without_action().iter();
    let not_in_table = not_in_table
        .map(|(keys, effect)| Shortcut { keys: (*keys).to_owned(), effect: (*effect).to_owned() });
    from_table
        .chain(not_in_table)
        .filter(|shortcut| has_all_words(&format!("{} {}", shortcut.keys, shortcut.effect), typed))
        .collect()
}

/// Shows a group: its title, and a row for each shortcut.
fn show_group(ui: &mut Ui, title: &str, shortcuts: &[Shortcut]) {
    let tokens = theme::tokens(ui);
    ui.add_space(4.0);
    ui.label(SMALL_BOLD.rich_text(title, tokens.secondary));
    let is_narrow = ui.available_width() < KEYS_WIDTH * 2.0;
    for Shortcut { keys, effect } in shortcuts {
        let keys = Label::new(PANEL_BOLD.rich_text(keys, tokens.text)).wrap();
        let effect = Label::new(PANEL.rich_text(effect, tokens.text)).wrap();
        if is_narrow {
            ui.add(keys);
            ui.add(effect);
        } else {
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(KEYS_WIDTH);
                    ui.add(keys);
                });
                ui.vertical(|ui| ui.add(effect));
            });
        }
    }
    ui.add_space(8.0);
}

impl ShortcutGroup {
    const ALL: [Self; 8] =
        [Self::Files, Self::Search, Self::Go, Self::Scroll, Self::Select, Self::View, Self::Tabs, Self::Help];

    fn title(self) -> &'static str {
        match self {
            Self::Files => strings::KEYBOARD_FILES,
            Self::Search => strings::KEYBOARD_SEARCH,
            Self::Go => strings::KEYBOARD_GO,
            Self::Scroll => strings::KEYBOARD_SCROLL,
            Self::Select => strings::KEYBOARD_SELECT,
            Self::View => strings::KEYBOARD_VIEW,
            Self::Tabs => strings::KEYBOARD_TABS,
            Self::Help => strings::KEYBOARD_HELP,
        }
    }

    /// Returns the keys of the group that are not in the table of actions, with their effects.
    fn keys_without_action(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Scroll => &strings::KEYBOARD_SCROLL_KEYS,
            Self::Select => &strings::KEYBOARD_SELECT_KEYS,
            Self::Tabs => &strings::KEYBOARD_TABS_KEYS,
            Self::Files | Self::Search | Self::Go | Self::View | Self::Help => &[],
        }
    }

    /// Returns the group that an action is listed in.
    fn from_action(action: Action) -> Self {
        match action {
            Action::Open
            | Action::OpenFolder
            | Action::Compare
            | Action::ShowTimeline
            | Action::Print
            | Action::Export
            | Action::ExportPlan
            | Action::ImportPlan => Self::Files,
            Action::Search
            | Action::Palette
            | Action::FilterContents
            | Action::NextMatch
            | Action::PreviousMatch => Self::Search,
            Action::GoToParagraph
            | Action::Back
            | Action::Forward
            | Action::NextSection
            | Action::PreviousSection
            | Action::NextJudgement
            | Action::PreviousJudgement
            | Action::NextRecommendation
            | Action::PreviousRecommendation
            | Action::GoToStart
            | Action::GoToEnd => Self::Go,
            Action::Undo
            | Action::Copy
            | Action::CopyCitation
            | Action::CopyLink
            | Action::SelectAll
            | Action::Explain
            | Action::Note
            | Action::Dismiss => Self::Select,
            Action::ToggleContents
            | Action::ToggleSummary
            | Action::TogglePages
            | Action::OnlyPages
            | Action::SecondView
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::ZoomReset
            | Action::TextSettings
            | Action::ThemeSystem
            | Action::ThemeLight
            | Action::ThemeDark
            | Action::ThemeHighContrast
            | Action::ToggleScrollTogether
            | Action::SwapSides => Self::View,
            Action::CloseTab
            | Action::ReopenTab
            | Action::Settings
            | Action::Quit
            | Action::NextTab
            | Action::PreviousTab
            | Action::MoveTabRight
            | Action::MoveTabLeft
            | Action::NextPanel
            | Action::PreviousPanel => Self::Tabs,
            Action::ShowGuide | Action::ShowKeyboard | Action::ShowAbout => Self::Help,
        }
    }
}
