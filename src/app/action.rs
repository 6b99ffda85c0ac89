//! Actions of the user: their kinds, and the facts that decide when each is possible.

use eframe::egui::KeyboardShortcut;

use super::{Layout, Theme};

/// An action that the user can choose from anywhere in the window. The variants are in the order of the menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Chooses files and opens them.
    Open,
    /// Chooses a folder and opens it.
    OpenFolder,
    /// Chooses a report to compare this one with.
    Compare,
    /// Shows the grades of an organisation over time.
    ShowTimeline,
    /// Opens the print view.
    Print,
    /// Chooses a format and saves the report or comparison in it.
    Export,
    /// Saves the action plan as an Excel workbook.
    ExportPlan,
    /// Chooses a completed action plan and imports it.
    ImportPlan,
    /// Closes the print view, or else the front tab.
    CloseTab,
    /// Reopens the last tab that was closed.
    ReopenTab,
    /// Opens the settings.
    Settings,
    /// Closes the window.
    Quit,
    /// Undoes the last decision, change to a note, or closing of a tab.
    Undo,
    /// Copies the selection, or else the current paragraph.
    Copy,
    /// Copies the selection, or else the current paragraph, as a quotation with its source.
    CopyCitation,
    /// Copies a link that opens the report at the current paragraph.
    CopyLink,
    /// Selects the whole text.
    SelectAll,
    /// Explains the abbreviations in the selection or the current paragraph.
    Explain,
    /// Writes a note at the current paragraph.
    Note,
    /// Shows or hides the contents.
    ToggleContents,
    /// Shows or hides the summary.
    ToggleSummary,
    /// Shows or hides the pages beside the text.
    TogglePages,
    /// Shows the pages instead of the text, or the text again.
    OnlyPages,
    /// Shows or hides a second view of the text.
    SecondView,
    /// Makes everything larger.
    ZoomIn,
    /// Makes everything smaller.
    ZoomOut,
    /// Resets the zoom to 100%.
    ZoomReset,
    /// Chooses font, size, line length and spacing.
    TextSettings,
    /// Uses light or dark colours like the system.
    ThemeSystem,
    /// Uses dark text on a light background.
    ThemeLight,
    /// Uses light text on a dark background.
    ThemeDark,
    /// Uses white text on black.
    ThemeHighContrast,
    /// Shows the search panel.
    Search,
    /// Opens the command palette.
    Palette,
    /// Opens the command palette to go to a paragraph, or to a page if paragraphs have no numbers.
    GoToParagraph,
    /// Goes back to the position before the last jump.
    Back,
    /// Goes forward again after going back.
    Forward,
    /// Moves focus to the filter of the contents.
    FilterContents,
    /// Goes to the next heading.
    NextSection,
    /// Goes to the previous heading.
    PreviousSection,
    /// Goes to the next heading with a grade.
    NextJudgement,
    /// Goes to the previous heading with a grade.
    PreviousJudgement,
    /// Goes to the next recommendation.
    NextRecommendation,
    /// Goes to the previous recommendation.
    PreviousRecommendation,
    /// Goes to the start of the text.
    GoToStart,
    /// Goes to the end of the text.
    GoToEnd,
    /// Goes to the next search hit, or to the next difference of a comparison.
    NextMatch,
    /// Goes to the previous search hit, or to the previous difference of a comparison.
    PreviousMatch,
    /// Scrolls compared texts together, or each on its own.
    ToggleScrollTogether,
    /// Swaps the sides of the compared reports.
    SwapSides,
    /// Shows the next tab to the right.
    NextTab,
    /// Shows the next tab to the left.
    PreviousTab,
    /// Moves the front tab to the right.
    MoveTabRight,
    /// Moves the front tab to the left.
    MoveTabLeft,
    /// Moves focus to the next panel.
    NextPanel,
    /// Moves focus to the previous panel.
    PreviousPanel,
    /// Opens the user guide.
    ShowGuide,
    /// Shows the list of keyboard shortcuts.
    ShowKeyboard,
    /// Shows the version, the licences and where settings are kept.
    ShowAbout,
    /// Closes the topmost dialog, message or search, or clears the selection or highlight: see `State::handle_escape`.
    Dismiss,
}

/// The menu that contains an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Files and tabs.
    File,
    /// Copying, selecting, notes and searching.
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
    /// True if a tab was closed that can be opened again.
    pub has_closed_tab: bool,
    /// True if a report or the guide is in front, and no print view covers it.
    pub has_document: bool,
    /// True if the print view is shown.
    pub is_printing: bool,
    /// True if a report with text or a comparison is in front, and no print view covers it.
    pub has_inspection: bool,
    /// True if a report with text, a comparison, a timeline or a chart is in front, so that there is something to print
    /// or save.
    pub has_findings: bool,
    /// True if the findings of the report in front are computed, so that its action plan can be saved.
    pub has_plan: bool,
    /// True if words are selected in the text that is shown.
    pub has_selection: bool,
    /// The number of search hits that are shown.
    pub hit_count: usize,
    /// True if the search panel is closed, and its last search can be repeated.
    pub can_repeat_search: bool,
    /// True if there is a change that can be undone.
    pub can_undo: bool,
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
