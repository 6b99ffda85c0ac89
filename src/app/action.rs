//! Actions of the user: their kinds, and the facts that decide when each is possible.

use eframe::egui::KeyboardShortcut;

use super::{Layout, Theme};

/// An action that the user can choose from anywhere in the window. The variants are in the order of the menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Choose files and open them.
    Open,
    /// Choose a report to compare this one with.
    Compare,
    /// Open the print view.
    Print,
    /// Choose a format and save the report or comparison in it.
    Export,
    /// Choose a completed action plan and import it.
    ImportPlan,
    /// Close the print view, or else the front tab.
    CloseTab,
    /// Close the window.
    Quit,
    /// Copy the selection, or else the current paragraph.
    Copy,
    /// Copy the selection, or else the current paragraph, as a quotation with its source.
    CopyCitation,
    /// Copy a link that opens the report at the current paragraph.
    CopyLink,
    /// Select the whole text.
    SelectAll,
    /// Explain the abbreviations in the selection or the current paragraph.
    Explain,
    /// Write a note at the current paragraph.
    Note,
    /// Show or hide the contents.
    ToggleContents,
    /// Show or hide the summary.
    ToggleSummary,
    /// Show or hide the pages beside the text.
    TogglePages,
    /// Show the pages instead of the text, or the text again.
    OnlyPages,
    /// Show or hide a second view of the text.
    SecondView,
    /// Make everything larger.
    ZoomIn,
    /// Make everything smaller.
    ZoomOut,
    /// Reset the zoom to 100%.
    ZoomReset,
    /// Choose font, size, line length and spacing.
    TextSettings,
    /// Use light or dark colours like the system.
    ThemeSystem,
    /// Dark text on a light background.
    ThemeLight,
    /// Light text on a dark background.
    ThemeDark,
    /// White text on black.
    ThemeHighContrast,
    /// Show the search panel.
    Search,
    /// Open the command palette.
    Palette,
    /// Open the command palette to go to a paragraph.
    GoToParagraph,
    /// Go back to the position before the last jump.
    Back,
    /// Go forward again after going back.
    Forward,
    /// Move focus to the filter of the contents.
    FilterContents,
    /// Go to the next heading.
    NextSection,
    /// Go to the previous heading.
    PreviousSection,
    /// Go to the next heading with a grade.
    NextJudgement,
    /// Go to the previous heading with a grade.
    PreviousJudgement,
    /// Go to the next recommendation.
    NextRecommendation,
    /// Go to the previous recommendation.
    PreviousRecommendation,
    /// Go to the start of the text.
    Top,
    /// Go to the end of the text.
    Bottom,
    /// Go to the next search result, or difference of a comparison.
    NextChange,
    /// Go to the previous search result, or difference of a comparison.
    PreviousChange,
    /// Scroll compared texts together, or each on its own.
    ToggleLock,
    /// Show the tab on the right.
    NextTab,
    /// Show the tab on the left.
    PreviousTab,
    /// Move the front tab to the right.
    MoveTabRight,
    /// Move the front tab to the left.
    MoveTabLeft,
    /// Move focus to the next panel.
    NextPanel,
    /// Move focus to the previous panel.
    PreviousPanel,
    /// Open the user guide.
    ShowGuide,
    /// Show the list of keyboard shortcuts.
    ShowKeyboard,
    /// Close the topmost dialog, message or search, or clear the selection or highlight: see `State::handle_escape`.
    Dismiss,
}

/// The menu that contains an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Files and tabs.
    File,
    /// Copying, selecting and notes.
    Edit,
    /// Panels, pages, zoom and colours.
    View,
    /// Places in the text, and tabs.
    Go,
    /// Help with the program.
    Help,
    /// In no menu.
    None,
}

/// A row of the table of actions: the texts, keys and menu of an action, and when the action is possible.
#[derive(Debug)]
pub struct ActionInfo {
    /// The action.
    pub action: Action,
    /// The name in menus, in sentence case; it ends with "…" if a dialog opens.
    pub label: &'static str,
    /// The effect of the action, as a sentence without a full stop.
    pub hint: &'static str,
    /// The default shortcuts; menus and tooltips show the first one.
    pub keys: &'static [KeyboardShortcut],
    /// The menu that lists the action.
    pub menu: Menu,
    /// Returns true if the action is possible.
    pub is_possible: fn(&ActionContext) -> bool,
    /// Returns true if the panel, layout or setting that the action switches is on; always false for other actions.
    pub is_on: fn(&ActionContext) -> bool,
}

/// The facts that decide whether an action is possible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActionContext {
    /// True if a tab is open.
    pub has_tab: bool,
    /// True if a report or the guide is in front, and no print view covers it.
    pub has_document: bool,
    /// True if the print view is shown.
    pub is_printing: bool,
    /// True if a report with text or a comparison is in front, so that there is something to print or save.
    pub has_findings: bool,
    /// True if words are selected in the text that is shown.
    pub has_selection: bool,
    /// The number of search results that are shown.
    pub result_count: usize,
    /// True if there is a place to go back to.
    pub can_go_back: bool,
    /// True if there is a place to go forward to again.
    pub can_go_forward: bool,
    /// The number of tabs.
    pub tab_count: usize,
    /// The zoom; 1.0 is 100%.
    pub zoom: f32,
    /// True if the contents are shown.
    pub is_contents_visible: bool,
    /// True if the summary is shown.
    pub is_summary_visible: bool,
    /// The chosen colours.
    pub theme: Theme,
    /// True if a comparison is shown.
    pub is_comparing: bool,
    /// True if compared texts scroll together.
    pub scrolls_together: bool,
    /// The number of differences in the comparison that is shown.
    pub change_count: usize,
    /// The layout of the report in front.
    pub layout: Layout,
    /// True if the report has text.
    pub has_text: bool,
    /// True if the report has pages.
    pub has_pages: bool,
}

/// The smallest and largest zoom; 1.0 is 100%.
pub(super) const ZOOM_LIMITS: std::ops::RangeInclusive<f32> = 0.5..=4.0;
