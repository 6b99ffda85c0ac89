//! The search panel: the search field, its options, and the hits grouped by section. It takes the place of the
//! summary while the search is open.

mod hits;

use std::sync::Arc;

use eframe::egui::{
    self, Align, Button, Frame, Key, Label, Layout, Margin, Modifiers, Rect, Role, TextEdit, Ui, UiBuilder,
    accesskit, pos2, vec2,
};

use self::hits::HitListRow;
use super::{
    icons::{self, Icon},
    notice::announce_changes,
    strings::report as strings,
    theme::{self, PANEL, PANEL_TITLE},
    widgets::rows::RowList,
};
use crate::{
    analysis::{HitHighlighter, Hits, Query, Scope},
    app::{Action, Command, Document, SearchPanel},
};

/// Data that the panel keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// The highlighter, and the query that it was made for.
    highlighter: Option<(Query, HitHighlighter)>,
    /// The hits of each report that the rows were made for.
    listed_hits: Vec<Arc<Hits>>,
    entries: Vec<HitListRow>,
    rows: RowList,
    /// The hit that the list last scrolled into view: the index of its report, and of the hit.
    shown_hit: Option<(usize, usize)>,
}

/// The reports that are searched: one, or both reports of a comparison.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SearchedReports<'a> {
    /// The reports.
    pub(crate) documents: &'a [&'a Document],
    /// Their titles above their hits; none if there is only one report.
    pub(crate) titles: &'a [String],
}

impl<'a> SearchedReports<'a> {
    /// Returns the hits of each report; none until all are searched for the same query without an error.
    fn hits(self) -> Vec<&'a Arc<Hits>> {
        let hits: Vec<&Arc<Hits>> =
            self.documents.iter().filter_map(|document| document.search.hits()).collect();
        if hits.len() == self.documents.len() { hits } else { Vec::new() }
    }

    /// Returns the hit that the user last went to: the index of its report, and of the hit.
    fn current(self) -> Option<(usize, usize)> {
        let mut documents = self.documents.iter().enumerate();
        documents.find_map(|(report, document)| Some((report, document.search.current?)))
    }
}

impl Cache {
    /// Returns the highlighter for the hits of a query. The highlighter is kept until the query changes.
    pub(crate) fn highlighter(&mut self, query: &Query) -> &HitHighlighter {
        if self.highlighter.as_ref().is_none_or(|(previous, _)| previous != query) {
            self.highlighter = None;
        }
        &self.highlighter.get_or_insert_with(|| (query.clone(), HitHighlighter::new(query))).1
    }

    /// Returns the highlighter of the last query that [`Cache::highlighter`] was called with.
    pub(crate) fn known_highlighter(&self) -> Option<&HitHighlighter> {
        self.highlighter.as_ref().map(|(_, highlighter)| highlighter)
    }

    /// Updates the rows of the list if the hits have changed.
    fn update_entries(&mut self, hits: &[&Arc<Hits>], has_titles: bool) {
        let is_known = self.listed_hits.len() == hits.len()
            && self.listed_hits.iter().zip(hits).all(|(listed, hits)| Arc::ptr_eq(listed, hits));
        if is_known {
            return;
        }
        self.entries.clear();
        for (report, hits) in hits.iter().enumerate() {
            if has_titles && !hits.all.is_empty() {
                self.entries.push(HitListRow::Report(report));
            }
            let mut section = None;
            for (index, hit) in hits.all.iter().enumerate() {
                if section != Some(hit.section) {
                    section = Some(hit.section);
                    self.entries.push(HitListRow::Group(report, hit.section));
                }
                self.entries.push(HitListRow::Hit(report, index));
            }
        }
        self.listed_hits = hits.iter().map(|hits| Arc::clone(hits)).collect();
        self.shown_hit = None;
        self.rows = RowList::default();
    }
}

/// Shows the panel. If `takes_focus` is true, the field takes the keyboard focus.
pub(crate) fn show(
    ui: &mut Ui,
    reports: SearchedReports<'_>,
    search: &SearchPanel,
    takes_focus: bool,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = Frame::new().inner_margin(Margin { left: 14, right: 14, top: 10, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        show_title(ui, commands);
        show_field(ui, search, takes_focus, commands);
        show_options(ui, reports, search, commands);
        show_status(ui, reports, commands);
    });
    let builder =
        UiBuilder::new().accessibility_role(Role::TabPanel).accessibility_label(strings::SEARCH_RESULTS);
    ui.scope_builder(builder, |ui| hits::show(ui, reports, cache, commands));
}

/// Shows the title of the panel and its Close button.
fn show_title(ui: &mut Ui, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label(PANEL_TITLE.rich_text(strings::SEARCH, theme::tokens(ui).text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icons::show_button(ui, Icon::Close, strings::CLOSE_SEARCH, false).clicked() {
                commands.push(Command::CloseSearch);
            }
        });
    });
}

/// Shows the field. Enter goes to the next hit, and Shift+Enter to the previous hit; both keep the focus in the
/// field. Escape closes the search.
fn show_field(ui: &mut Ui, search: &SearchPanel, takes_focus: bool, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let mut words = search.query.words.clone();
    let edit = TextEdit::singleline(&mut words)
        .id(egui::Id::unique("find"))
        .hint_text(PANEL.rich_text(strings::SEARCH_FIELD, tokens.secondary))
        .margin(Margin { left: 30, right: 8, top: 5, bottom: 5 })
        .desired_width(ui.available_width());
    // The key is taken before the field is shown, because the field would take it too.
    let is_backwards = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter));
    let output = edit.show(ui);
    let response = output.response.response.accessible_name(strings::SEARCH_FIELD);
    let icon_rect =
        Rect::from_center_size(pos2(response.rect.left() + 16.0, response.rect.center().y), vec2(16.0, 16.0));
    Icon::Search.paint(ui, icon_rect, tokens.secondary);
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        commands.push(Command::CloseSearch);
    }
    if is_backwards && response.has_focus() {
        commands.push(Command::Do(Action::PreviousMatch));
    } else if is_entered {
        commands.push(Command::Do(Action::NextMatch));
    }
    if takes_focus || is_entered {
        response.request_focus();
    }
    if takes_focus {
        // The previous words are selected, so that typing replaces them.
        let mut state = output.state;
        let whole_text = egui::text::CCursorRange::two(
            egui::text::CCursor::default(),
            egui::text::CCursor::new(egui::text::CharIndex(search.query.words.chars().count())),
        );
        state.cursor.set_char_range(Some(whole_text));
        state.store(ui.ctx(), response.id);
    }
    if words != search.query.words {
        commands.push(Command::Search(Query { words, ..search.query.clone() }));
    }
}

/// Shows the options of the search: case, whole words, regular expression, and the part of the report to search.
fn show_options(
    ui: &mut Ui,
    reports: SearchedReports<'_>,
    search: &SearchPanel,
    commands: &mut Vec<Command>,
) {
    let mut query = search.query.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.checkbox(&mut query.matches_case, strings::MATCH_CASE).on_hover_text(strings::MATCH_CASE_HINT);
        ui.checkbox(&mut query.matches_whole_words, strings::WHOLE_WORDS);
        ui.checkbox(&mut query.is_regex, strings::REGULAR_EXPRESSION)
            .on_hover_text(strings::REGULAR_EXPRESSION_HINT);
    });
    let is_one_report = reports.documents.len() == 1;
    let everything = if is_one_report { strings::SEARCH_EVERYTHING } else { strings::SEARCH_BOTH };
    let mut scopes = vec![(Scope::WholeReport, everything.to_owned())];
    // A section is a part of only one report.
    let document = reports.documents.first().filter(|_| is_one_report);
    let section = match query.scope {
        Scope::Section(section) => Some(section),
        _ => document.and_then(|document| document.current_section()),
    };
    let listed_section = document
        .zip(section)
        .and_then(|(document, section)| Some((section, document.report().sections.get(section.0)?)));
    scopes.extend(
        listed_section.map(|(id, section)| (Scope::Section(id), strings::search_section(&section.title))),
    );
    scopes.push((Scope::Headings, strings::SEARCH_HEADINGS.to_owned()));
    scopes.push((Scope::Recommendations, strings::SEARCH_RECOMMENDATIONS.to_owned()));
    let shown =
        scopes.iter().find(|(scope, _)| *scope == query.scope).map_or("", |(_, words)| words.as_str());
    let list = egui::ComboBox::from_id_salt("scope")
        .selected_text(shown)
        .width(ui.available_width() - 4.0)
        .truncate();
    let accessible_name = strings::search_scope_name(shown);
    let list = list.show_ui(ui, |ui| {
        for (scope, words) in &scopes {
            ui.selectable_value(&mut query.scope, *scope, words);
        }
    });
    ui.accesskit_node_builder(list.response.id, |node| node.set_label(accessible_name));
    if query != search.query {
        commands.push(Command::Search(query));
    }
}

/// Shows the number of hits and the number of the current hit, or an error message, and the buttons that go to
/// the next and previous hit.
fn show_status(ui: &mut Ui, reports: SearchedReports<'_>, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let Some(search) = reports.documents.first().map(|document| &document.search) else { return };
    let count: usize = reports.hits().iter().map(|hits| hits.all.len()).sum();
    let (words, color) = match &search.outcome {
        None => (String::new(), tokens.secondary),
        Some((query, _)) if query.words.trim().is_empty() => {
            (strings::TYPE_TO_SEARCH.to_owned(), tokens.secondary)
        }
        Some((_, Err(error))) => (error.clone(), tokens.warning),
        Some((query, Ok(_))) if count == 0 => {
            let is_everywhere = query.scope == Scope::WholeReport;
            let message = if is_everywhere { strings::NO_RESULTS } else { strings::NO_RESULTS_IN_PART };
            (message.to_owned(), tokens.text)
        }
        Some((_, Ok(_))) => {
            let hits = reports.hits();
            // The hits of the reports before the current one count too.
            let current = reports.current().map(|(report, index)| {
                hits.iter().take(report).map(|hits| hits.all.len()).sum::<usize>() + index
            });
            let is_truncated = hits.iter().any(|hits| hits.is_truncated);
            (strings::search_count(count, current, is_truncated), tokens.text)
        }
    };
    if matches!(search.outcome, Some((_, Err(_)))) {
        let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words.as_str());
        ui.scope_builder(builder, |ui| {
            announce_changes(ui, accesskit::Live::Polite);
            ui.add(Label::new(PANEL.rich_text(words, color)).wrap())
        });
        return;
    }
    ui.horizontal(|ui| {
        let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words.as_str());
        ui.scope_builder(builder, |ui| {
            announce_changes(ui, accesskit::Live::Polite);
            ui.set_max_width((ui.available_width() - 150.0).max(60.0));
            ui.add(Label::new(PANEL.rich_text(words, color)).wrap());
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (action, label) in
                [(Action::NextMatch, strings::NEXT), (Action::PreviousMatch, strings::PREVIOUS)]
            {
                let hint = super::actions::hint_with_shortcut(ui, action);
                if ui.add_enabled(count > 0, Button::new(label)).on_hover_text(hint).clicked() {
                    commands.push(Command::Do(action));
                }
            }
        });
    });
}
