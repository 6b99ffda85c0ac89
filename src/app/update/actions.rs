//! Carries out the actions of the table. Must not know how anything is painted.

use crate::{
    app::{
        Action, CopyFormat, Dialog, Document, Effect, ExportKind, Focus, Layout, SettingsPage, Side, State,
        Theme, WidthClass, WindowEffect,
        navigating::{graded_heading_places, recommendation_places},
    },
    output::Format,
};

/// The steps of Zoom in and Zoom out, in percent.
const ZOOM_PERCENTAGES: [f32; 15] =
    [50.0, 67.0, 75.0, 80.0, 90.0, 100.0, 110.0, 125.0, 150.0, 175.0, 200.0, 250.0, 300.0, 350.0, 400.0];

impl State {
    pub(super) fn run_action(&mut self, action: Action) -> Vec<Effect> {
        if !(action.info().is_possible)(&self.action_context()) {
            return Vec::new();
        }
        match action {
            Action::Open => return self.show_open_dialog(),
            Action::OpenFolder => return self.show_folder_dialog(),
            // In the print view, the same action prints.
            Action::Print if self.printing.is_some() => return self.print_pages(),
            Action::Print => return self.open_printing(None),
            Action::Export => self.open_dialog(Dialog::Export),
            Action::ExportPlan => return self.export_front_tab(ExportKind::Report(Format::Xlsx)),
            Action::ImportPlan => return self.show_plan_dialog(),
            Action::Settings => self.open_dialog(Dialog::Settings(SettingsPage::General)),
            Action::Quit => return vec![Effect::Window(WindowEffect::Close)],
            Action::Compare => self.open_dialog(Dialog::CompareWith),
            Action::ShowTimeline => return self.show_timeline(),
            Action::ToggleScrollTogether => {
                if let Some(comparison) = self.front_comparison_mut() {
                    comparison.toggle_scrolling_together();
                }
            }
            Action::SwapSides => return self.swap_compared_sides(),
            Action::Search => self.set_search_panel_open(true),
            Action::Palette => self.open_dialog(Dialog::Palette(String::new())),
            Action::GoToParagraph => self.begin_going_to_paragraph_or_page(),
            Action::Undo => return self.undo_last_change(),
            Action::Copy => return self.copy_selection_or_paragraph(CopyFormat::Words),
            Action::SelectAll => self.select_whole_text(),
            Action::CopyCitation => return self.copy_selection_or_paragraph(CopyFormat::Citation),
            Action::Note => self.begin_note_at_current_paragraph(),
            Action::CopyLink => return self.copy_selection_or_paragraph(CopyFormat::Link),
            Action::Back => self.go_through_history(false),
            Action::Forward => self.go_through_history(true),
            Action::NextJudgement | Action::PreviousJudgement if self.front_comparison().is_some() => {
                self.go_to_adjacent_judgement_pair(if action == Action::NextJudgement { 1 } else { -1 });
            }
            Action::NextRecommendation | Action::PreviousRecommendation
                if self.front_comparison().is_some() =>
            {
                self.go_to_adjacent_recommendation_pair(if action == Action::NextRecommendation {
                    1
                } else {
                    -1
                });
            }
            Action::NextJudgement => self.go_to_adjacent_place(graded_heading_places, 1),
            Action::PreviousJudgement => self.go_to_adjacent_place(graded_heading_places, -1),
            Action::NextRecommendation => self.go_to_adjacent_place(recommendation_places, 1),
            Action::PreviousRecommendation => self.go_to_adjacent_place(recommendation_places, -1),
            Action::NextMatch => self.go_to_adjacent_match(1),
            Action::PreviousMatch => self.go_to_adjacent_match(-1),
            Action::CloseTab if self.printing.is_some() => return self.close_printing(),
            Action::CloseTab => {
                let front = self.tabs.front().map(|tab| tab.id);
                return front.map(|id| self.close_tab(id)).unwrap_or_default();
            }
            Action::ToggleContents => return self.toggle_panel(Side::Contents),
            Action::ToggleSummary => return self.toggle_panel(Side::Summary),
            Action::TogglePages => self.toggle_layout(Layout::Both),
            Action::OnlyPages => self.toggle_layout(Layout::Pages),
            Action::SecondView => self.toggle_layout(Layout::Twice),
            Action::ZoomIn => return self.zoom_by_step(1),
            Action::ZoomOut => return self.zoom_by_step(-1),
            Action::ZoomReset => return self.set_zoom(1.0),
            Action::TextSettings => self.toggle_dialog(Dialog::TextSettings),
            Action::ThemeSystem => return self.change_settings(|settings| settings.theme = Theme::System),
            Action::ThemeLight => return self.change_settings(|settings| settings.theme = Theme::Light),
            Action::ThemeDark => return self.change_settings(|settings| settings.theme = Theme::Dark),
            Action::ThemeHighContrast => {
                return self.change_settings(|settings| settings.theme = Theme::HighContrast);
            }
            Action::NextSection => self.go_to_adjacent_section(1),
            Action::PreviousSection => self.go_to_adjacent_section(-1),
            Action::GoToStart => self.scroll_to_start_or_end(-1),
            Action::GoToEnd => self.scroll_to_start_or_end(1),
            Action::FilterContents => {
                self.panels.focus = Some(Focus::Filter);
                self.prefer_panel(Side::Contents);
                return self.change_settings(|settings| settings.contents.is_open = true);
            }
            Action::NextTab => self.show_adjacent_tab(1),
            Action::PreviousTab => self.show_adjacent_tab(-1),
            Action::MoveTabRight => self.tabs.move_front_tab_by(1),
            Action::MoveTabLeft => self.tabs.move_front_tab_by(-1),
            Action::NextPanel => self.focus_adjacent_panel(1),
            Action::PreviousPanel => self.focus_adjacent_panel(-1),
            Action::Explain => self.explain_abbreviations(),
            Action::Dismiss => return self.handle_escape(),
            Action::ShowGuide => return self.open_guide(),
            Action::ShowKeyboard => self.toggle_dialog(Dialog::Keyboard),
            Action::ShowAbout => self.open_dialog(Dialog::About),
            Action::ReopenTab => return self.reopen_last_closed_tab(),
        }
        Vec::new()
    }

    fn show_adjacent_tab(&mut self, step: isize) {
        if let Some(next) = self.tabs.tab_beside_front(step) {
            self.tabs.bring_to_front(next);
        }
    }

    /// Goes to the next (1) or previous (-1) search hit, or to the next or previous difference if a comparison is in
    /// front and the search panel is closed.
    fn go_to_adjacent_match(&mut self, step: isize) {
        if self.front_comparison().is_some() && !self.search.is_open {
            self.go_to_adjacent_change(step);
        } else if !self.search.is_open {
            self.reset_section_of_other_report();
            self.repeat_search(step);
        } else {
            self.go_to_adjacent_hit(step);
        }
    }

    /// Hides a panel that is shown, or else shows it: in place of the other panel if there is room for only one, and over
    /// the text if there is no room for any.
    fn toggle_panel(&mut self, side: Side) -> Vec<Effect> {
        let should_show = !self.is_visible(side);
        if self.panels.width_class == WidthClass::Text {
            (self.panels.covers_text, self.panels.preferred_panel) = (should_show, side);
            // The guide has no summary.
            self.panels.covers_text = self.is_visible(side);
            return Vec::new();
        }
        if should_show {
            self.panels.preferred_panel = side;
            let is_split = self
                .front_document()
                .is_some_and(|document| matches!(document.layout(), Layout::Both | Layout::Twice));
            if side == Side::Summary && is_split && self.panels.width_class < WidthClass::Pages {
                self.show_layout(Layout::Text);
            }
        }
        self.change_settings(|settings| match side {
            Side::Contents => settings.contents.is_open = should_show,
            Side::Summary => settings.summary.is_open = should_show,
        })
    }

    fn zoom_by_step(&mut self, step: isize) -> Vec<Effect> {
        let percent = self.settings.zoom * 100.0;
        let next = if step > 0 {
            ZOOM_PERCENTAGES.into_iter().find(|zoom| *zoom > percent + 0.5)
        } else {
            ZOOM_PERCENTAGES.into_iter().rev().find(|zoom| *zoom < percent - 0.5)
        };
        self.set_zoom(next.map_or(self.settings.zoom, |zoom| zoom / 100.0))
    }

    /// Shows a layout, or only the text if that layout is shown already.
    fn toggle_layout(&mut self, layout: Layout) {
        let shown = self.front_document().map(Document::layout);
        self.show_layout(if shown == Some(layout) { Layout::Text } else { layout });
    }
}
