//! The search panel: the search field, its options, and the hits grouped by section. It takes the place of the
//! summary while the search is open.

use std::{ops::Range, sync::Arc};

use eframe::egui::{
    self, Align, Button, Frame, Key, Label, Layout, Margin, Modifiers, Rect, Role, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo, accesskit, pos2, text::LayoutJob, vec2,
};

use super::{
    grade_mark::{self, GradeMark},
    icons::{self, Icon},
    notice::announce_changes,
    strings::report as strings,
    theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL, Tokens},
    widgets::{
        list_row,
        rows::{RowContent, RowList},
        text,
    },
};
use crate::{
    analysis::{Hit, HitHighlighter, Hits, Query, Scope, row_texts},
    app::{Action, Command, Document, SearchPanel},
    report::SectionId,
};

/// Space between the content of the panel and its left and right edges, in points.
const SIDE_MARGIN: f32 = 14.0;
/// Height of a row with the name of a section, in points.
const GROUP_HEIGHT: f32 = 30.0;
/// Height of a hit in points: two lines.
const HIT_HEIGHT: f32 = 46.0;
/// Width of the column of paragraph numbers, in points.
const NUMBER_WIDTH: f32 = 40.0;
/// Maximum number of characters shown before a hit.
const MAX_CHARACTERS_BEFORE_HIT: usize = 36;
/// Maximum number of characters shown of a hit with the text around it.
const MAX_CONTEXT_CHARACTERS: usize = 130;

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

/// A row of the list. Reports are indices in [`SearchedReports::documents`].
#[derive(Debug, Clone, Copy)]
enum HitListRow {
    /// The report of the hits below this row.
    Report(usize),
    /// The section of the hits below this row, or `None` for text before the first heading.
    Group(usize, Option<SectionId>),
    /// A hit, as its index in [`Hits::all`].
    Hit(usize, usize),
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
    ui.scope_builder(builder, |ui| show_hits(ui, reports, cache, commands));
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

/// Shows the hits, grouped by report and section.
fn show_hits(ui: &mut Ui, reports: SearchedReports<'_>, cache: &mut Cache, commands: &mut Vec<Command>) {
    let hits = reports.hits();
    let Some(first) = reports.documents.first() else { return };
    let Some((query, Ok(_))) = &first.search.outcome else { return };
    cache.update_entries(&hits, !reports.titles.is_empty());
    cache.highlighter(query);
    let Cache { highlighter, entries, rows, shown_hit, .. } = cache;
    let Some((_, highlighter)) = highlighter else { return };
    let current = reports.current();
    if let Some(wanted) = current.filter(|_| *shown_hit != current) {
        let is_wanted = |entry: &HitListRow| matches!(entry, HitListRow::Hit(report, index) if (*report, *index) == wanted);
        let row = entries.iter().position(is_wanted);
        row.into_iter().for_each(|row| rows.scroll_to(row));
    }
    *shown_hit = current;
    rows.show(
        ui,
        RowContent { owner_id: first.id.0, table_name: strings::SEARCH_RESULTS },
        entries.len(),
        |_, row, _| match entries[row] {
            HitListRow::Report(_) | HitListRow::Group(..) => GROUP_HEIGHT,
            HitListRow::Hit(..) => HIT_HEIGHT,
        },
        |ui, row| match entries[row] {
            HitListRow::Report(report) => {
                let title = reports.titles.get(report).map_or("", String::as_str);
                show_report_title(ui, title, hits[report].all.len());
            }
            HitListRow::Group(report, section) => show_section(ui, reports.documents[report], section),
            HitListRow::Hit(report, index) => {
                let is_current = current == Some((report, index));
                let hit = (index, hits[report].all[index]);
                show_hit(ui, reports.documents[report], highlighter, hit, is_current, commands);
            }
        },
    );
}

/// Shows the title of one of several reports, with the number of its hits.
fn show_report_title(ui: &mut Ui, title: &str, count: usize) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let words = format!("{title}: {}", strings::search_count(count, None, false));
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, words.as_str()));
    let tokens = theme::tokens(ui);
    let at = pos2(rect.left() + SIDE_MARGIN, rect.center().y - PANEL_TITLE.line_height / 2.0);
    text::paint_truncated(ui, &words, PANEL_TITLE, tokens.text, at, rect.width() - SIDE_MARGIN * 2.0);
}

/// Shows the row of a section: its title and the nearest grade.
fn show_section(ui: &mut Ui, document: &Document, section: Option<SectionId>) {
    let report = document.report();
    let title =
        section.map_or(strings::BEFORE_FIRST_HEADING, |section| report.section(section).title.as_str());
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    let grade = section.and_then(|section| report.nearest_grade(section));
    let mut right = rect.right() - SIDE_MARGIN;
    if let Some(grade) = grade {
        let mark = GradeMark::new(grade, report.scale.as_ref());
        mark.paint(ui.painter(), tokens, pos2(right - 7.0, rect.center().y), 14.0);
        right -= 24.0;
    }
    let grade_suffix = grade
        .map(|grade| format!(", {}", grade_mark::accessible_grade(grade, report.scale.as_ref())))
        .unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, format!("{title}{grade_suffix}")));
    let galley =
        text::lay_out_truncated(ui, title, PANEL_BOLD, tokens.text, right - rect.left() - SIDE_MARGIN);
    ui.painter().galley(
        pos2(rect.left() + SIDE_MARGIN, rect.center().y - galley.size().y / 2.0),
        galley,
        tokens.text,
    );
}

/// Shows the row of a hit: the number of the paragraph or else the page, and the hit with the text around it. A click goes to the hit.
fn show_hit(
    ui: &mut Ui,
    document: &Document,
    highlighter: &HitHighlighter,
    (index, hit): (usize, Hit),
    is_current: bool,
    commands: &mut Vec<Command>,
) {
    let report = document.report();
    let texts = row_texts(report, &document.loaded.flow, hit.row);
    let text = texts.get(hit.text).copied().unwrap_or("");
    let range = highlighter.ranges(text).into_iter().nth(hit.nth).unwrap_or(0..0);
    let (context, highlighted) = hit_context(text, range);
    let number = document.loaded.flow.place_of(hit.row).and_then(|place| report.paragraph_number_at(place));
    let block = document.loaded.flow.rows().get(hit.row).map(|row| report.block(row.block));
    // Text without a number, such as a heading or a letter, is found by its page.
    let page = block.and_then(|block| block.areas.first()).map(|area| area.page);
    let accessible_name = match (number, page) {
        (Some(number), _) => format!("{}: {context}", strings::paragraph_label(number)),
        (None, Some(page)) => format!("{}: {context}", strings::page_label(page)),
        (None, None) => context.clone(),
    };
    let location = number.map(|number| number.to_string()).or_else(|| page.map(strings::short_page_label));
    let (rect, response) = list_row::show(ui, &accessible_name, is_current);
    let tokens = theme::tokens(ui);
    if let Some(location) = location {
        let font = SMALL.text_format(tokens.secondary).font_id;
        let at = pos2(rect.left() + SIDE_MARGIN + NUMBER_WIDTH - 12.0, rect.top() + 14.0);
        ui.painter().text(at, egui::Align2::RIGHT_CENTER, location, font, tokens.secondary);
    }
    let job =
        context_layout_job(&context, &highlighted, tokens, rect.width() - SIDE_MARGIN * 2.0 - NUMBER_WIDTH);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = rect.top() + ((HIT_HEIGHT - galley.size().y) / 2.0).max(3.0);
    ui.painter().galley(pos2(rect.left() + SIDE_MARGIN + NUMBER_WIDTH, top), galley, tokens.text);
    if response.clicked() {
        commands.push(Command::GoToHit(document.id, index));
    }
}

/// Returns a hit with some text around it, and the byte range of the hit in that text. `hit` is the byte range of
/// the hit in `text`.
fn hit_context(text: &str, hit: Range<usize>) -> (String, Range<usize>) {
    let start = text[..hit.start]
        .char_indices()
        .rev()
        .take(MAX_CHARACTERS_BEFORE_HIT)
        .last()
        .map_or(hit.start, |(at, _)| at);
    // The context begins with a whole word.
    let start = if start == 0 {
        0
    } else {
        text[start..hit.start].find(' ').map_or(start, |space| start + space + 1)
    };
    let end = text[start..]
        .char_indices()
        .nth(MAX_CONTEXT_CHARACTERS)
        .map_or(text.len(), |(at, _)| start + at)
        .max(hit.end);
    let before = if start > 0 { "… " } else { "" };
    let after = if end < text.len() { " …" } else { "" };
    let from = before.len() + hit.start - start;
    (format!("{before}{}{after}", &text[start..end]), from..from + hit.len())
}

/// Returns the layout job of a hit with the text around it, on at most two lines. `highlighted` is the byte range of
/// the hit, and `width` the width of a line in points.
fn context_layout_job(context: &str, highlighted: &Range<usize>, tokens: &Tokens, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = SMALL.text_format(tokens.text);
    job.append(&context[..highlighted.start], 0.0, plain.clone());
    job.append(
        &context[highlighted.clone()],
        0.0,
        egui::TextFormat { background: tokens.hit, ..plain.clone() },
    );
    job.append(&context[highlighted.end..], 0.0, plain);
    job.wrap.max_width = width;
    job.wrap.max_rows = 2;
    job
}
