//! The one table of actions. Menu, buttons, shortcuts and the sheet of keys are all made from it.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::{Layout, Theme};

/// Something a person can do from anywhere in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Ask for files and open them.
    Open,
    /// Show what is shown as it would be printed.
    Print,
    /// Save what is shown in another format.
    Export,
    /// Ask for an action plan that people worked on, and read it back.
    ReadPlan,
    /// Close the report that is shown.
    CloseTab,
    /// Close the window.
    Quit,
    /// Show or hide the contents.
    ToggleContents,
    /// Show or hide the summary.
    ToggleSummary,
    /// Show or hide the pages beside the text.
    TogglePages,
    /// Show the pages in place of the text, or the text again.
    OnlyPages,
    /// Ask which report to hold this one against.
    Compare,
    /// Let compared texts scroll together, or each for itself.
    ToggleLock,
    /// To the next difference.
    NextChange,
    /// To the difference before.
    PreviousChange,
    /// Make everything larger.
    ZoomIn,
    /// Make everything smaller.
    ZoomOut,
    /// Back to 100 %.
    ZoomReset,
    /// Colours as the system has them.
    ThemeSystem,
    /// Dark on light.
    ThemeLight,
    /// Light on dark.
    ThemeDark,
    /// To the heading behind the one being read.
    NextSection,
    /// To the heading before.
    PreviousSection,
    /// To the first line.
    Top,
    /// To the last line.
    Bottom,
    /// Type to find a heading.
    FilterContents,
    /// To the tab on the right.
    NextTab,
    /// To the tab on the left.
    PreviousTab,
    /// Take marks and messages away.
    Dismiss,
    /// The user guide.
    ShowGuide,
    /// The sheet of keys.
    ShowKeys,
}

/// The menu an action stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Files and tabs.
    File,
    /// How things look.
    View,
    /// Places in the text.
    Go,
    /// About the program.
    Help,
    /// In no menu.
    None,
}

/// What is said of an action.
#[derive(Debug)]
pub struct ActionInfo {
    /// Which action.
    pub action: Action,
    /// Its name in menus, sentence case; "…" where a dialog follows.
    pub label: &'static str,
    /// What it does, in a sentence without a full stop.
    pub hint: &'static str,
    /// Its keys; the first one is shown.
    pub keys: &'static [KeyboardShortcut],
    /// Its menu.
    pub menu: Menu,
    /// Whether it can be done.
    pub is_possible: fn(&Circumstances) -> bool,
    /// Whether what it switches is on; never, for one that switches nothing.
    pub is_on: fn(&Circumstances) -> bool,
}

/// What decides whether an action is possible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circumstances {
    /// Whether a report is shown.
    pub has_document: bool,
    /// Whether the print view is shown.
    pub printing: bool,
    /// Whether a report with text, or a comparison, is open to be printed or saved.
    pub has_findings: bool,
    /// How many tabs there are.
    pub tabs: usize,
    /// 1 for 100 %.
    pub zoom: f32,
    /// Whether the contents are shown.
    pub contents: bool,
    /// Whether the summary is shown.
    pub summary: bool,
    /// Which colours were chosen.
    pub theme: Theme,
    /// Whether a comparison is shown.
    pub comparing: bool,
    /// Whether compared texts scroll together.
    pub locked: bool,
    /// How many differences the comparison has that is shown.
    pub changes: usize,
    /// What of the report is shown.
    pub layout: Layout,
    /// Whether the report has text.
    pub has_text: bool,
    /// Whether the report has pages.
    pub has_pages: bool,
}

/// Smallest and largest zoom.
pub(super) const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=4.0;

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;
const NONE: Modifiers = Modifiers::NONE;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const ALWAYS: fn(&Circumstances) -> bool = |_| true;
const NEVER: fn(&Circumstances) -> bool = |_| false;
const WITH_REPORT: fn(&Circumstances) -> bool = |now| now.has_document;

/// All actions, in the order of the menus.
pub static ACTIONS: &[ActionInfo] = &[
    ActionInfo {
        action: Action::Open,
        label: "Open…",
        hint: "Choose a report and open it",
        keys: &[key(CTRL, Key::O)],
        menu: Menu::File,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Compare,
        label: "Compare with…",
        hint: "Hold this report against another one",
        keys: &[key(CTRL, Key::D)],
        menu: Menu::File,
        is_possible: |now| now.has_document && now.has_text,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Print,
        label: "Print summary…",
        hint: "See the summary as it is printed; from there print it or save it as a PDF",
        keys: &[key(CTRL, Key::P)],
        menu: Menu::File,
        is_possible: |now| now.has_findings,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Export,
        label: "Export…",
        hint: "Save what the report says as a web page, a table or text",
        keys: &[key(CTRL, Key::E)],
        menu: Menu::File,
        is_possible: |now| now.has_findings && !now.printing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ReadPlan,
        label: "Read action plan…",
        hint: "Read back an action plan that was filled in, to show its owners and how far it is",
        keys: &[],
        menu: Menu::File,
        is_possible: |now| now.has_document && now.has_text,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::CloseTab,
        label: "Close report",
        hint: "Close the report that is shown",
        keys: &[key(CTRL, Key::W)],
        menu: Menu::File,
        is_possible: |now| now.has_document || now.comparing || now.printing,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Quit,
        label: "Quit",
        hint: "Close the window",
        keys: &[key(CTRL, Key::Q)],
        menu: Menu::File,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ToggleContents,
        label: "Contents",
        hint: "Show or hide the contents beside the text",
        keys: &[key(NONE, Key::F9)],
        menu: Menu::View,
        is_possible: WITH_REPORT,
        is_on: |now| now.contents,
    },
    ActionInfo {
        action: Action::ToggleSummary,
        label: "Summary",
        hint: "Show or hide judgements and recommendations beside the text",
        keys: &[key(NONE, Key::F10)],
        menu: Menu::View,
        is_possible: WITH_REPORT,
        is_on: |now| now.summary,
    },
    ActionInfo {
        action: Action::TogglePages,
        label: "Pages beside the text",
        hint: "Show or hide the pages as they are printed, beside the text",
        keys: &[key(NONE, Key::F7)],
        menu: Menu::View,
        is_possible: |now| now.has_pages && now.has_text,
        is_on: |now| now.layout == Layout::Both,
    },
    ActionInfo {
        action: Action::OnlyPages,
        label: "Pages in place of the text",
        hint: "Show the pages as they are printed in place of the text, or the text again",
        keys: &[key(NONE, Key::F8)],
        menu: Menu::View,
        is_possible: |now| now.has_pages && now.has_text,
        is_on: |now| now.layout == Layout::Pages,
    },
    ActionInfo {
        action: Action::ZoomIn,
        label: "Larger",
        hint: "Make everything larger",
        keys: &[key(CTRL, Key::Plus), key(CTRL, Key::Equals)],
        menu: Menu::View,
        is_possible: |now| now.zoom < *ZOOM.end(),
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ZoomOut,
        label: "Smaller",
        hint: "Make everything smaller",
        keys: &[key(CTRL, Key::Minus)],
        menu: Menu::View,
        is_possible: |now| now.zoom > *ZOOM.start(),
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ZoomReset,
        label: "Normal size",
        hint: "Back to 100 %",
        keys: &[key(CTRL, Key::Num0)],
        menu: Menu::View,
        is_possible: |now| (now.zoom - 1.0).abs() > 1e-3,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ThemeSystem,
        label: "Colours of the system",
        hint: "Light or dark, as the system is set",
        keys: &[],
        menu: Menu::View,
        is_possible: ALWAYS,
        is_on: |now| now.theme == Theme::System,
    },
    ActionInfo {
        action: Action::ThemeLight,
        label: "Light",
        hint: "Dark text on a light page",
        keys: &[],
        menu: Menu::View,
        is_possible: ALWAYS,
        is_on: |now| now.theme == Theme::Light,
    },
    ActionInfo {
        action: Action::ThemeDark,
        label: "Dark",
        hint: "Light text on a dark page",
        keys: &[],
        menu: Menu::View,
        is_possible: ALWAYS,
        is_on: |now| now.theme == Theme::Dark,
    },
    ActionInfo {
        action: Action::FilterContents,
        label: "Find a heading",
        hint: "Type a part of a heading to find it in the contents",
        keys: &[key(CTRL_SHIFT, Key::F)],
        menu: Menu::Go,
        is_possible: WITH_REPORT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::NextSection,
        label: "Next heading",
        hint: "Go to the next heading",
        keys: &[key(ALT, Key::ArrowDown)],
        menu: Menu::Go,
        is_possible: WITH_REPORT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::PreviousSection,
        label: "Previous heading",
        hint: "Go to the heading before",
        keys: &[key(ALT, Key::ArrowUp)],
        menu: Menu::Go,
        is_possible: WITH_REPORT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Top,
        label: "Beginning",
        hint: "Go to the first line",
        keys: &[key(CTRL, Key::Home)],
        menu: Menu::Go,
        is_possible: WITH_REPORT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Bottom,
        label: "End",
        hint: "Go to the last line",
        keys: &[key(CTRL, Key::End)],
        menu: Menu::Go,
        is_possible: WITH_REPORT,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::NextChange,
        label: "Next difference",
        hint: "Go to the next difference of the compared texts",
        keys: &[key(NONE, Key::F3)],
        menu: Menu::Go,
        is_possible: |now| now.changes > 0,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::PreviousChange,
        label: "Previous difference",
        hint: "Go to the difference before",
        keys: &[key(Modifiers::SHIFT, Key::F3)],
        menu: Menu::Go,
        is_possible: |now| now.changes > 0,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ToggleLock,
        label: "Scroll together",
        hint: "Let compared texts scroll together, or each for itself",
        keys: &[key(CTRL, Key::L)],
        menu: Menu::View,
        is_possible: |now| now.comparing,
        is_on: |now| now.locked,
    },
    ActionInfo {
        action: Action::NextTab,
        label: "Next report",
        hint: "Show the report in the tab on the right",
        keys: &[key(CTRL, Key::Tab), key(CTRL, Key::PageDown)],
        menu: Menu::Go,
        is_possible: |now| now.tabs > 1,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::PreviousTab,
        label: "Previous report",
        hint: "Show the report in the tab on the left",
        keys: &[key(CTRL_SHIFT, Key::Tab), key(CTRL, Key::PageUp)],
        menu: Menu::Go,
        is_possible: |now| now.tabs > 1,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ShowGuide,
        label: "Guide",
        hint: "Open the user guide in a tab",
        keys: &[key(NONE, Key::F1)],
        menu: Menu::Help,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::ShowKeys,
        label: "Keyboard",
        hint: "Show all keys",
        keys: &[key(Modifiers::SHIFT, Key::F1)],
        menu: Menu::Help,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
    ActionInfo {
        action: Action::Dismiss,
        label: "Take away marks",
        hint: "Take away the mark in the text, the filter or a message",
        keys: &[key(NONE, Key::Escape)],
        menu: Menu::None,
        is_possible: ALWAYS,
        is_on: NEVER,
    },
];

impl Action {
    /// What the table says of it.
    #[must_use]
    pub fn info(self) -> &'static ActionInfo {
        let found = ACTIONS.iter().find(|info| info.action == self);
        // A test holds that every action is in the table once.
        found.unwrap_or(&ACTIONS[0])
    }
}
