//! The strings of the settings dialog.

use crate::app::{RendererSetting, SettingsPage, ShortcutRefusal};

pub(crate) const TITLE: &str = "Settings";
pub(crate) const CLOSE: &str = "Close settings";
pub(crate) const PAGES: &str = "Settings pages";

/// Returns the name of a page.
pub(crate) fn page_name(page: SettingsPage) -> &'static str {
    match page {
        SettingsPage::General => "General",
        SettingsPage::Text => "Text",
        SettingsPage::Shortcuts => "Keyboard shortcuts",
        SettingsPage::Folders => "Folders",
    }
}

// Page: general
pub(crate) const COLOURS: &str = "Colours";
pub(crate) const ZOOM: &str = "Zoom";
pub(crate) const ZOOM_EXPLANATION: &str =
    "Zoom makes the whole window larger or smaller. To change only the text of reports, choose Text.";
pub(crate) const PANELS: &str = "Panels beside the text";
pub(crate) const SHOW_CONTENTS: &str = "Show the contents";
pub(crate) const SHOW_SUMMARY: &str = "Show the summary";
pub(crate) const AT_START: &str = "When Findings starts";
pub(crate) const REOPEN: &str = "Reopen the reports that were open last time";
pub(crate) const RENDERER: &str = "Drawing the window";
pub(crate) const RENDERER_EXPLANATION: &str = "Choose Software if the window flickers or does not open. Changes apply \
    the next time Findings starts.";

/// Returns the name of a choice of what draws the window.
pub(crate) fn renderer_name(renderer: RendererSetting) -> &'static str {
    match renderer {
        RendererSetting::Automatic => "Automatic",
        RendererSetting::Gpu => "GPU",
        RendererSetting::Software => "Software",
    }
}

/// Returns the tooltip of a choice of what draws the window.
pub(crate) fn renderer_hint(renderer: RendererSetting) -> &'static str {
    match renderer {
        RendererSetting::Automatic => "Use the GPU if this computer has one",
        RendererSetting::Gpu => "Always use the GPU, through OpenGL",
        RendererSetting::Software => "Never use the GPU",
    }
}

// Page: text
pub(crate) const TEXT_EXAMPLE_TITLE: &str = "Example";
pub(crate) const TEXT_EXAMPLE: &str = "Inspectors visited the children's home in March. Managers know what works well \
    and what they need to improve next.";

// Page: keyboard shortcuts
pub(crate) const FILTER: &str = "Filter actions";
pub(crate) const FILTER_HINT: &str = "Filter by action or key, for example “zoom” or “Ctrl+F”";
pub(crate) const NO_MATCH: &str = "No actions match";
pub(crate) const RESET: &str = "Reset";
pub(crate) const RESET_ALL: &str = "Reset all";
pub(crate) const RESET_ALL_HINT: &str = "Reset every shortcut to its default";
pub(crate) const NO_SHORTCUT: &str = "No shortcut";
pub(crate) const REMOVE_SHORTCUT: &str = "Remove shortcut";
pub(crate) const USE_HERE: &str = "Use it here instead";
pub(crate) const PRESS_KEYS: &str = "Press the new keys";
pub(crate) const PRESS_KEYS_HINT: &str = "Hold Ctrl or Alt and press a letter, or press a function key such as F2. \
    Escape cancels.";

/// Returns the accessible name of the button that changes the shortcut of an action.
pub(crate) fn change_shortcut(action: &str, keys: &str) -> String {
    format!("Change shortcut for {action}. Current shortcut: {keys}")
}

/// Returns the accessible name of the button that resets the shortcut of an action.
pub(crate) fn reset_shortcut(action: &str) -> String {
    format!("Reset shortcut for {action}")
}

/// Returns the tooltip of the button that resets the shortcut of an action. `keys` is empty if the action has no
/// shortcut by default.
pub(crate) fn reset_hint(keys: &str) -> String {
    if keys.is_empty() { "Remove the shortcut".to_owned() } else { format!("Reset to {keys}") }
}

/// Returns the accessible name of the field that takes the new shortcut of an action.
pub(crate) fn press_keys_for(action: &str) -> String {
    format!("Press the new keys for {action}")
}

/// Returns a message that another action has these keys.
pub(crate) fn keys_in_use(keys: &str, other: &str) -> String {
    format!("{other} already uses {keys}.")
}

/// Returns a message that the action has these keys already.
pub(crate) fn same_shortcut(keys: &str) -> String {
    format!("{keys} is the shortcut of this action now.")
}

/// Returns a message that an action can't have these keys, with the reason.
pub(crate) fn refused_keys(keys: &str, refusal: ShortcutRefusal) -> String {
    let reason = match refusal {
        ShortcutRefusal::Escape => "closes dialogs and messages",
        ShortcutRefusal::TypesOrScrolls => "types a character or scrolls. Hold Ctrl or Alt as well",
        ShortcutRefusal::EditsText => "edits or selects text",
        ShortcutRefusal::UsesControls => "is used to move between buttons and fields, or to press them",
        ShortcutRefusal::TypesSpecialCharacters => "types special characters on many keyboards",
        ShortcutRefusal::System => "is used by your system",
    };
    format!("You can't use {keys}: it {reason}.")
}

// Page: folders
pub(crate) const SETTINGS_FILE: &str = "Settings, recent reports and open reports";
pub(crate) const SETTINGS_FILE_EXPLANATION: &str = "A text file. Close Findings before you edit it.";
pub(crate) const INDEXES: &str = "Indexes of folders";
pub(crate) const INDEXES_EXPLANATION: &str = "The grades, recommendations and text of the reports in folders that you opened. To \
     delete the index of a folder, open the folder, click “Index kept” below the table, then choose Close and \
     delete the index.";
pub(crate) const NOTES_FOLDER: &str = "Notes, decisions and action plans";
pub(crate) const NOTES_FOLDER_EXPLANATION: &str =
    "A file for each report. Copy this folder to back up your notes.";
pub(crate) const NOTHING_SAVED: &str = "Findings can't save settings or notes: it found no folder for them. To keep \
    them beside the program, start Findings with --portable.";

/// Returns the accessible name of the button that shows a file or folder in the file manager.
pub(crate) fn show_in_folder(what: &str) -> String {
    format!("Show in folder: {what}")
}
