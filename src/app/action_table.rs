//! The one table of actions. Menus, buttons, shortcuts, the command palette and the keyboard list all use it.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::{
    Layout, Theme,
    action::{Action, ActionContext, ActionInfo, Menu, ZOOM_LIMITS},
};

/// Returns the shortcut of this key with these modifiers.
const fn shortcut(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

/// Ctrl, or Command on a Mac.
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;
const NO_MODIFIER: Modifiers = Modifiers::NONE;
const ALT_SHIFT: Modifiers = Modifiers::ALT.plus(Modifiers::SHIFT);
/// Ctrl and Shift, or Command and Shift on a Mac.
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// Returns true: the action is always possible.
const ALWAYS: fn(&ActionContext) -> bool = |_| true;
/// Returns false: the action switches nothing on or off.
const NEVER: fn(&ActionContext) -> bool = |_| false;
/// Returns true if a report or the guide is in front.
const HAS_DOCUMENT: fn(&ActionContext) -> bool = |now| now.has_document;
/// Returns true if a report with panels is in front. A scan has none.
const HAS_PANELS: fn(&ActionContext) -> bool = |now| now.has_document && (now.has_text || !now.has_pages);
/// Returns true if words are selected, or the report in front has a paragraph to copy.
const HAS_TEXT_TO_COPY: fn(&ActionContext) -> bool =
    |now| now.has_selection || now.has_document && now.has_text;

/// Returns true if there are differences or search results to go to, or a search to repeat.
const HAS_MATCHES: fn(&ActionContext) -> bool =
    |now| now.change_count > 0 || now.hit_count > 0 || now.can_repeat_search;

/// All actions, in the order of the menus.
pub static ACTIONS: &[ActionInfo] = &ACTION_TABLE;

/// Names that actions had in earlier versions. Shortcuts in settings files may still use them.
pub(super) static FORMER_NAMES: &[(&str, Action)] = &[
    ("Read action plan", Action::ImportPlan),
    ("Close report", Action::CloseTab),
    ("Note", Action::Note),
    ("Pages beside the text", Action::TogglePages),
    ("Pages in place of the text", Action::OnlyPages),
    ("Larger", Action::ZoomIn),
    ("Smaller", Action::ZoomOut),
    ("Normal size", Action::ZoomReset),
    ("Text", Action::TextSettings),
    ("Colours of the system", Action::ThemeSystem),
    ("Search", Action::Search),
    ("Paragraph", Action::GoToParagraph),
    ("Go to paragraph", Action::GoToParagraph),
    ("Find a heading", Action::FilterContents),
    ("Beginning", Action::GoToStart),
    ("End", Action::GoToEnd),
    ("Next hit or difference", Action::NextMatch),
    ("Previous hit or difference", Action::PreviousMatch),
    ("Next report", Action::NextTab),
    ("Previous report", Action::PreviousTab),
    ("Keyboard", Action::ShowKeyboard),
    ("Take away marks", Action::Dismiss),
];

impl Action {
    /// Returns the row of the table for this action.
    #[must_use]
    pub fn info(self) -> &'static ActionInfo {
        &ACTIONS[self as usize]
    }

    /// Returns true if a menu shows a line above the action.
    #[must_use]
    pub fn starts_group(self) -> bool {
        GROUP_STARTS.contains(&self)
    }

    /// Returns true if the action switches something on or off, or chooses one of several settings.
    #[must_use]
    pub fn is_toggle(self) -> bool {
        TOGGLES.contains(&self)
    }
}

/// The actions before which menus show a line, because another group of actions begins.
const GROUP_STARTS: &[Action] = &[
    Action::Compare,
    Action::Print,
    Action::CloseTab,
    Action::Settings,
    Action::Quit,
    Action::Explain,
    Action::Search,
    Action::TogglePages,
    Action::ZoomIn,
    Action::ThemeSystem,
    Action::ToggleScrollTogether,
    Action::Back,
    Action::FilterContents,
    Action::GoToStart,
    Action::NextMatch,
    Action::NextTab,
    Action::NextPanel,
    Action::ShowAbout,
];

/// The actions that switch something on or off, or choose one of several settings. Menus show a tick while it is on.
const TOGGLES: &[Action] = &[
    Action::ToggleContents,
    Action::ToggleSummary,
    Action::TogglePages,
    Action::OnlyPages,
    Action::SecondView,
    Action::ThemeSystem,
    Action::ThemeLight,
    Action::ThemeDark,
    Action::ThemeHighContrast,
    Action::ToggleScrollTogether,
];

// The rows follow the order of the enum, so that `Action::info` is an index and cannot fail.
const _: () = {
    let mut index = 0;
    while index < ACTION_TABLE.len() {
        assert!(
            ACTION_TABLE[index].action as usize == index,
            "the rows of ACTION_TABLE must be in the order of Action"
        );
        index += 1;
    }
};

const ACTION_TABLE: [ActionInfo; 60] = [
    ActionInfo {
        action: Action::Open,
        label: "Open…",
        hint: "Choose a report to open",
        keys: &[shortcut(CTRL, Key::O)],
        menu: Menu::File,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::OpenFolder,
        label: "Open folder…",
        hint: "Open all reports in a folder, with their grades and recommendations in one table",
        keys: &[shortcut(CTRL_SHIFT, Key::O)],
        menu: Menu::File,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Compare,
        label: "Compare with…",
        hint: "Compare this report with another",
        keys: &[shortcut(CTRL, Key::D)],
        menu: Menu::File,
        is_possible: |now| now.has_document && now.has_text,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ShowTimeline,
        label: "Show timeline…",
        hint: "Show how the grades changed over all open inspections of this council, or choose more",
        keys: &[],
        menu: Menu::File,
        is_possible: |now| now.has_inspection,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Print,
        label: "Print summary…",
        hint: "Preview the summary, then print it or save it as a PDF",
        keys: &[shortcut(CTRL, Key::P)],
        menu: Menu::File,
        is_possible: |now| now.has_findings,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Export,
        label: "Export…",
        hint: "Save as a web page, spreadsheet or text file",
        keys: &[shortcut(CTRL, Key::E)],
        menu: Menu::File,
        is_possible: |now| now.has_findings && !now.is_printing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ExportPlan,
        label: "Export action plan…",
        hint: "Save the recommendations as an Excel workbook, to fill in owners and progress",
        keys: &[],
        menu: Menu::File,
        is_possible: |now| now.has_plan,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ImportPlan,
        label: "Import action plan…",
        hint: "Import a completed plan to show owners and progress",
        keys: &[],
        menu: Menu::File,
        is_possible: |now| now.has_document && now.has_text,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::CloseTab,
        label: "Close tab",
        hint: "Close this tab",
        keys: &[shortcut(CTRL, Key::W)],
        menu: Menu::File,
        is_possible: |now| now.has_tab,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ReopenTab,
        label: "Reopen closed tab",
        hint: "Reopen the last tab you closed",
        keys: &[shortcut(CTRL_SHIFT, Key::T)],
        menu: Menu::File,
        is_possible: |now| now.has_closed_tab,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Settings,
        label: "Settings…",
        hint: "Choose colours, text, zoom, panels and keyboard shortcuts",
        keys: &[shortcut(CTRL, Key::Comma)],
        menu: Menu::File,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Quit,
        label: "Quit",
        hint: "Close the window",
        keys: &[shortcut(CTRL, Key::Q)],
        menu: Menu::File,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Undo,
        label: "Undo",
        hint: "Undo the last decision, change to a note, or closing of a tab",
        keys: &[shortcut(CTRL, Key::Z)],
        menu: Menu::Edit,
        is_possible: |now| now.can_undo,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Copy,
        label: "Copy",
        hint: "Copy the selection, or the current paragraph, with paragraph numbers",
        keys: &[shortcut(CTRL, Key::C)],
        menu: Menu::Edit,
        is_possible: HAS_TEXT_TO_COPY,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::CopyCitation,
        label: "Copy with citation",
        hint: "Copy the selection, or the current paragraph, as a quotation with its source",
        keys: &[shortcut(CTRL_SHIFT, Key::C)],
        menu: Menu::Edit,
        is_possible: HAS_TEXT_TO_COPY,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::CopyLink,
        label: "Copy link",
        hint: "Copy a link to this paragraph, such as report.pdf#para=42, to open it from the command line",
        keys: &[shortcut(CTRL_SHIFT, Key::L)],
        menu: Menu::Edit,
        is_possible: HAS_TEXT_TO_COPY,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::SelectAll,
        label: "Select all",
        hint: "Select all the text of the report",
        keys: &[shortcut(CTRL, Key::A)],
        menu: Menu::Edit,
        is_possible: |now| now.has_document && now.has_text,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Explain,
        label: "Explain abbreviations",
        hint: "Explain abbreviations in the selection or current paragraph",
        keys: &[shortcut(CTRL, Key::I)],
        menu: Menu::Edit,
        is_possible: |now| now.has_document && now.has_text,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Note,
        label: "Add note…",
        hint: "Add a note to the current paragraph; leave it empty for a bookmark",
        keys: &[shortcut(CTRL, Key::B)],
        menu: Menu::Edit,
        is_possible: |now| now.has_document && now.has_text,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ToggleContents,
        label: "Contents",
        hint: "Show or hide the contents",
        keys: &[shortcut(NO_MODIFIER, Key::F9)],
        menu: Menu::View,
        is_possible: HAS_PANELS,
        is_on: |now| now.is_contents_visible,
    },
    ActionInfo {
        action: Action::ToggleSummary,
        label: "Summary",
        hint: "Show or hide the summary of judgements and recommendations",
        keys: &[shortcut(NO_MODIFIER, Key::F10)],
        menu: Menu::View,
        is_possible: HAS_PANELS,
        is_on: |now| now.is_summary_visible,
    },
    ActionInfo {
        action: Action::TogglePages,
        label: "Pages beside text",
        hint: "Show or hide the original pages beside the text",
        keys: &[shortcut(NO_MODIFIER, Key::F7)],
        menu: Menu::View,
        is_possible: |now| now.has_pages && now.has_text,
        is_on: |now| now.layout == Layout::Both,
    },
    ActionInfo {
        action: Action::OnlyPages,
        label: "Pages only",
        hint: "Show the original pages instead of the text",
        keys: &[shortcut(NO_MODIFIER, Key::F8)],
        menu: Menu::View,
        is_possible: |now| now.has_pages && now.has_text,
        is_on: |now| now.layout == Layout::Pages,
    },
    ActionInfo {
        action: Action::SecondView,
        label: "Second view",
        hint: "Show the text twice, side by side, to read two places at once",
        keys: &[shortcut(NO_MODIFIER, Key::F4)],
        menu: Menu::View,
        is_possible: |now| now.has_document && now.has_text,
        is_on: |now| now.layout == Layout::Twice,
    },
    ActionInfo {
        action: Action::ZoomIn,
        label: "Zoom in",
        hint: "Make everything larger",
        keys: &[shortcut(CTRL, Key::Plus), shortcut(CTRL, Key::Equals)],
        menu: Menu::View,
        is_possible: |now| now.zoom < *ZOOM_LIMITS.end(),
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ZoomOut,
        label: "Zoom out",
        hint: "Make everything smaller",
        keys: &[shortcut(CTRL, Key::Minus)],
        menu: Menu::View,
        is_possible: |now| now.zoom > *ZOOM_LIMITS.start(),
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ZoomReset,
        label: "Reset zoom",
        hint: "Go back to 100%",
        keys: &[shortcut(CTRL, Key::Num0)],
        menu: Menu::View,
        is_possible: |now| (now.zoom - 1.0).abs() > 1e-3,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::TextSettings,
        label: "Text settings…",
        hint: "Choose font, size, line length and spacing",
        keys: &[shortcut(CTRL, Key::T)],
        menu: Menu::View,
        is_possible: |now| now.has_document || now.is_comparing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ThemeSystem,
        label: "Match system",
        hint: "Use light or dark colours to match your system",
        keys: &[],
        menu: Menu::View,
        is_possible: ALWAYS,
        is_on: |now| now.theme == Theme::System,
    },
    ActionInfo {
        action: Action::ThemeLight,
        label: "Light",
        hint: "Dark text on a light background",
        keys: &[],
        menu: Menu::View,
        is_possible: ALWAYS,
        is_on: |now| now.theme == Theme::Light,
    },
    ActionInfo {
        action: Action::ThemeDark,
        label: "Dark",
        hint: "Light text on a dark background",
        keys: &[],
        menu: Menu::View,
        is_possible: ALWAYS,
        is_on: |now| now.theme == Theme::Dark,
    },
    ActionInfo {
        action: Action::ThemeHighContrast,
        label: "High contrast",
        hint: "White text on black, with strong outlines",
        keys: &[],
        menu: Menu::View,
        is_possible: ALWAYS,
        is_on: |now| now.theme == Theme::HighContrast,
    },
    ActionInfo {
        action: Action::Search,
        label: "Find",
        // Users may also type "search" in the palette.
        hint: "Search for words in the report and list all results",
        keys: &[shortcut(CTRL, Key::F)],
        menu: Menu::Edit,
        is_possible: |now| now.has_document && now.has_text || now.is_comparing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Palette,
        label: "Command palette",
        hint: "Type a command, or > to go to a section, # to a paragraph, ! to a recommendation",
        keys: &[shortcut(CTRL, Key::K)],
        menu: Menu::Go,
        is_possible: |now| !now.is_printing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::GoToParagraph,
        label: "Go to paragraph or page…",
        hint: "Type a paragraph number, or a page number if paragraphs have none, and go there",
        keys: &[shortcut(CTRL, Key::G)],
        menu: Menu::Go,
        is_possible: |now| now.has_document && (now.has_text || now.has_pages),
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Back,
        label: "Back",
        hint: "Go back to where you were before the last jump",
        keys: &[shortcut(ALT, Key::ArrowLeft)],
        menu: Menu::Go,
        is_possible: |now| now.can_go_back,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Forward,
        label: "Forward",
        hint: "Go forward again",
        keys: &[shortcut(ALT, Key::ArrowRight)],
        menu: Menu::Go,
        is_possible: |now| now.can_go_forward,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::FilterContents,
        label: "Filter contents",
        hint: "Type part of a heading to list only matching headings",
        keys: &[shortcut(CTRL_SHIFT, Key::F)],
        menu: Menu::Go,
        is_possible: HAS_DOCUMENT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::NextSection,
        label: "Next heading",
        hint: "Go to the next heading",
        keys: &[shortcut(ALT, Key::ArrowDown)],
        menu: Menu::Go,
        is_possible: HAS_DOCUMENT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::PreviousSection,
        label: "Previous heading",
        hint: "Go to the previous heading",
        keys: &[shortcut(ALT, Key::ArrowUp)],
        menu: Menu::Go,
        is_possible: HAS_DOCUMENT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::NextJudgement,
        label: "Next judgement",
        hint: "Go to the next heading with a grade",
        keys: &[shortcut(ALT, Key::J)],
        menu: Menu::Go,
        is_possible: |now| now.has_document || now.is_comparing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::PreviousJudgement,
        label: "Previous judgement",
        hint: "Go to the previous heading with a grade",
        keys: &[shortcut(ALT_SHIFT, Key::J)],
        menu: Menu::Go,
        is_possible: |now| now.has_document || now.is_comparing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::NextRecommendation,
        label: "Next recommendation",
        hint: "Go to the next recommendation",
        keys: &[shortcut(ALT, Key::R)],
        menu: Menu::Go,
        is_possible: |now| now.has_document || now.is_comparing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::PreviousRecommendation,
        label: "Previous recommendation",
        hint: "Go to the previous recommendation",
        keys: &[shortcut(ALT_SHIFT, Key::R)],
        menu: Menu::Go,
        is_possible: |now| now.has_document || now.is_comparing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::GoToStart,
        label: "Go to start",
        hint: "Go to the start of the text",
        keys: &[shortcut(CTRL, Key::Home)],
        menu: Menu::Go,
        is_possible: HAS_DOCUMENT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::GoToEnd,
        label: "Go to end",
        hint: "Go to the end of the text",
        keys: &[shortcut(CTRL, Key::End)],
        menu: Menu::Go,
        is_possible: HAS_DOCUMENT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::NextMatch,
        label: "Next result or difference",
        hint: "Go to the next search result, or the next difference in a comparison",
        keys: &[shortcut(NO_MODIFIER, Key::F3)],
        menu: Menu::Go,
        is_possible: HAS_MATCHES,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::PreviousMatch,
        label: "Previous result or difference",
        hint: "Go to the previous search result or difference",
        keys: &[shortcut(Modifiers::SHIFT, Key::F3)],
        menu: Menu::Go,
        is_possible: HAS_MATCHES,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ToggleScrollTogether,
        label: "Scroll together",
        hint: "Scroll both reports together, or each on its own",
        keys: &[shortcut(CTRL, Key::L)],
        menu: Menu::View,
        is_possible: |now| now.is_comparing,
        is_on: |now| now.scrolls_together,
    },
    ActionInfo {
        action: Action::SwapSides,
        label: "Swap sides",
        hint: "Show the left report on the right, and the right report on the left",
        keys: &[],
        menu: Menu::View,
        is_possible: |now| now.is_comparing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::NextTab,
        label: "Next tab",
        hint: "Show the tab to the right",
        keys: &[shortcut(CTRL, Key::Tab), shortcut(CTRL, Key::PageDown)],
        menu: Menu::Go,
        is_possible: |now| now.tab_count > 1,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::PreviousTab,
        label: "Previous tab",
        hint: "Show the tab to the left",
        keys: &[shortcut(CTRL_SHIFT, Key::Tab), shortcut(CTRL, Key::PageUp)],
        menu: Menu::Go,
        is_possible: |now| now.tab_count > 1,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::MoveTabRight,
        label: "Move tab right",
        hint: "Move this tab one place to the right",
        keys: &[shortcut(CTRL_SHIFT, Key::PageDown)],
        menu: Menu::Go,
        is_possible: |now| now.has_document && now.tab_count > 1,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::MoveTabLeft,
        label: "Move tab left",
        hint: "Move this tab one place to the left",
        keys: &[shortcut(CTRL_SHIFT, Key::PageUp)],
        menu: Menu::Go,
        is_possible: |now| now.has_document && now.tab_count > 1,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::NextPanel,
        label: "Next panel",
        hint: "Move focus to the next panel",
        keys: &[shortcut(NO_MODIFIER, Key::F6)],
        menu: Menu::Go,
        is_possible: HAS_DOCUMENT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::PreviousPanel,
        label: "Previous panel",
        hint: "Move focus to the previous panel",
        keys: &[shortcut(Modifiers::SHIFT, Key::F6)],
        menu: Menu::Go,
        is_possible: HAS_DOCUMENT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ShowGuide,
        label: "Guide",
        hint: "Open the user guide",
        keys: &[shortcut(Modifiers::SHIFT, Key::F1)],
        menu: Menu::Help,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ShowKeyboard,
        label: "Keyboard shortcuts",
        hint: "Show all keyboard shortcuts",
        keys: &[shortcut(NO_MODIFIER, Key::F1)],
        menu: Menu::Help,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ShowAbout,
        label: "About Findings",
        hint: "Show the version, the licences and where settings are kept",
        keys: &[],
        menu: Menu::Help,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Dismiss,
        label: "Clear highlights",
        hint: "Close a dialog, a message, the tips, a panel over the text or the search; or clear the \
            selection, filter or highlight",
        keys: &[shortcut(NO_MODIFIER, Key::Escape)],
        menu: Menu::None,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
];
