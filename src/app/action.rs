//! Actions, what is said of each, and when it can be done.

use eframe::egui::KeyboardShortcut;

use super::{Layout, Theme};

/// Something the user can do from anywhere in the window, in the order of the menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Ask for files and open them.
    Open,
    /// Ask which report to hold this one against.
    Compare,
    /// Show what is shown as it would be printed.
    Print,
    /// Save what is shown in another format.
    Export,
    /// Ask for an action plan that people worked on, and import it.
    ImportPlan,
    /// Close the report that is shown.
    CloseTab,
    /// Close the window.
    Quit,
    /// Copy what is selected, else the paragraph that was gone to.
    Copy,
    /// Copy the same with where it is from.
    CopyCitation,
    /// Copy what opens the report at that paragraph.
    CopyLink,
    /// Select the whole report.
    SelectAll,
    /// Say what the letters in a paragraph stand for.
    Explain,
    /// Write a note at the paragraph that was gone to.
    Note,
    /// Show or hide the contents.
    ToggleContents,
    /// Show or hide the summary.
    ToggleSummary,
    /// Show or hide the pages beside the text.
    TogglePages,
    /// Show the pages in place of the text, or the text again.
    OnlyPages,
    /// Show the text twice, or once again.
    SecondView,
    /// Make everything larger.
    ZoomIn,
    /// Make everything smaller.
    ZoomOut,
    /// Reset the zoom to 100%.
    ZoomReset,
    /// Choose font, size, line length and spacing.
    TextSettings,
    /// Colours as the system has them.
    ThemeSystem,
    /// Dark on light.
    ThemeLight,
    /// Light on dark.
    ThemeDark,
    /// White on black.
    ThemeHighContrast,
    /// Show what is searched for, and every hit.
    Find,
    /// Type what is to be done, or where to go.
    Palette,
    /// Type the number of a paragraph and go there.
    GoToParagraph,
    /// To where the text stood before the last jump.
    Back,
    /// To where going back began.
    Forward,
    /// Type to find a heading.
    FilterContents,
    /// To the heading behind the one being read.
    NextSection,
    /// To the heading before.
    PreviousSection,
    /// To the next graded heading.
    NextJudgement,
    /// To the graded heading before.
    PreviousJudgement,
    /// To the next recommendation.
    NextRecommendation,
    /// To the recommendation before.
    PreviousRecommendation,
    /// To the first line.
    Top,
    /// To the last line.
    Bottom,
    /// To the next difference.
    NextChange,
    /// To the difference before.
    PreviousChange,
    /// Let compared texts scroll together, or each for itself.
    ToggleLock,
    /// To the tab on the right.
    NextTab,
    /// To the tab on the left.
    PreviousTab,
    /// Move the tab that is shown to the right.
    MoveTabRight,
    /// Move it to the left.
    MoveTabLeft,
    /// The keyboard to the next panel.
    NextPanel,
    /// The keyboard to the panel before.
    PreviousPanel,
    /// The user guide.
    ShowGuide,
    /// The list of keyboard shortcuts.
    ShowKeyboard,
    /// Take marks and messages away.
    Dismiss,
}

/// The menu an action stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Files and tabs.
    File,
    /// What is selected, and notes.
    Edit,
    /// How things look.
    View,
    /// Places in the text.
    Go,
    /// About the program.
    Help,
    /// In no menu.
    None,
}

/// The words of an action, and its state.
#[derive(Debug)]
pub struct ActionInfo {
    /// The action.
    pub action: Action,
    /// Its name in menus, sentence case; "…" where a dialog follows.
    pub label: &'static str,
    /// Its effect, in a sentence without a full stop.
    pub hint: &'static str,
    /// Its keys; the first one is shown.
    pub keys: &'static [KeyboardShortcut],
    /// Its menu.
    pub menu: Menu,
    /// True if it can be done.
    pub is_possible: fn(&ActionContext) -> bool,
    /// True if the thing it switches is on; false for an action that switches nothing.
    pub is_on: fn(&ActionContext) -> bool,
}

/// The facts that decide whether an action is possible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActionContext {
    /// True if a tab is open.
    pub has_tab: bool,
    /// True if a report or the guide is in front and can be reached.
    pub has_document: bool,
    /// True if the print view is shown.
    pub printing: bool,
    /// True if a report with text, or a comparison, is open to be printed or saved.
    pub has_findings: bool,
    /// True if words are selected in the text that is shown.
    pub selection: bool,
    /// How many hits are shown of what is searched for.
    pub hits: usize,
    /// True if there is a place to go back to.
    pub can_go_back: bool,
    /// True if there is a place to go forward to again.
    pub can_go_forward: bool,
    /// How many tabs there are.
    pub tabs: usize,
    /// The zoom; 1.0 is 100%.
    pub zoom: f32,
    /// True if the contents are shown.
    pub contents: bool,
    /// True if the summary is shown.
    pub summary: bool,
    /// The chosen colours.
    pub theme: Theme,
    /// True if a comparison is shown.
    pub comparing: bool,
    /// True if compared texts scroll together.
    pub locked: bool,
    /// How many differences the comparison has that is shown.
    pub changes: usize,
    /// The part of the report that is shown.
    pub layout: Layout,
    /// True if the report has text.
    pub has_text: bool,
    /// True if the report has pages.
    pub has_pages: bool,
}

/// Smallest and largest zoom.
pub(super) const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=4.0;
