//! Other words for actions, so that the command palette finds an action by the word that a user has in mind.

use super::Action;

/// The words for each action that its label and its hint do not have, in lower case.
const SYNONYMS: &[(Action, &str)] = &[
    (Action::Open, "file load browse pdf word"),
    (Action::Compare, "difference changes diff versus side by side previous inspection"),
    (Action::ShowTimeline, "history years trend chart slope over time all inspections compare several"),
    (Action::Print, "paper pdf briefing"),
    (Action::Export, "download csv excel xlsx json html markdown action plan convert"),
    (Action::ImportPlan, "excel xlsx spreadsheet load read"),
    (Action::CloseTab, "shut"),
    (Action::Settings, "preferences options configure customise theme font size keys hotkeys folders"),
    (Action::Quit, "exit leave"),
    (Action::Undo, "revert restore reopen"),
    (Action::Copy, "clipboard"),
    (Action::CopyCitation, "quote reference cite source clipboard"),
    (Action::CopyLink, "address url share clipboard"),
    (Action::Explain, "acronyms glossary meaning initials"),
    (Action::Note, "comment annotation bookmark remark"),
    (Action::ToggleContents, "outline sections left panel sidebar"),
    (Action::ToggleSummary, "grades ratings right panel sidebar"),
    (Action::TogglePages, "original pdf scan"),
    (Action::OnlyPages, "original pdf scan"),
    (Action::SecondView, "split"),
    (Action::ZoomIn, "bigger magnify text size font"),
    (Action::ZoomOut, "text size font"),
    (Action::ZoomReset, "actual normal size"),
    (Action::TextSettings, "typeface serif sans bigger options preferences"),
    (Action::ThemeSystem, "theme appearance settings options preferences"),
    (Action::ThemeLight, "theme colours appearance settings options preferences day"),
    (Action::ThemeDark, "theme colours appearance settings options preferences night"),
    (Action::ThemeHighContrast, "theme colours appearance settings options preferences accessibility"),
    (Action::Search, "find search look for text"),
    (Action::GoToParagraph, "jump page number"),
    (Action::Back, "previous place return"),
    (Action::FilterContents, "search headings sections"),
    (Action::NextSection, "section chapter"),
    (Action::PreviousSection, "section chapter"),
    (Action::NextJudgement, "rating"),
    (Action::PreviousJudgement, "rating"),
    (Action::GoToStart, "top beginning cover"),
    (Action::GoToEnd, "bottom last page"),
    (Action::ToggleScrollTogether, "synchronise lock"),
    (Action::SwapSides, "exchange reverse order left right earlier later"),
    (Action::ShowGuide, "help manual how to"),
    (Action::ShowKeyboard, "hotkeys help settings"),
];

impl Action {
    /// Returns other words for the action, separated by spaces; empty if it has none.
    #[must_use]
    pub fn synonyms(self) -> &'static str {
        SYNONYMS.iter().find(|(action, _)| *action == self).map_or("", |(_, words)| words)
    }
}
