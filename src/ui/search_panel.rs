//! The search panel: the field and options of a search, and its results by section. It takes the place of the summary.

use std::{ops::Range, sync::Arc};

use eframe::egui::{
    self, Align, Button, Frame, Key, Label, Layout, Margin, Modifiers, Rect, Role, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo, accesskit, pos2, text::LayoutJob, vec2,
};

use super::{
    grade_mark::{self, GradeMark},
    icons::{self, Icon},
    notice::announce,
    strings::report as strings,
    theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL, Tokens},
    widgets::{list_row, rows::Rows, text},
};
use crate::{
    analysis::{Hit, HitHighlighter, Hits, Query, Scope, row_texts},
    app::{Action, Command, Document, SearchPanel},
    report::SectionId,
};

/// Space left and right of the content of the panel, in points.
const SIDE: f32 = 14.0;
/// Height of a row with the name of a section, in points.
const GROUP_HEIGHT: f32 = 30.0;
/// Height of a result in points: two lines.
const HIT_HEIGHT: f32 = 46.0;
/// Width of the column of paragraph numbers, in points.
const NUMBER_WIDTH: f32 = 40.0;
/// Maximum number of characters shown before the words found.
const MAX_CHARACTERS_BEFORE: usize = 36;
/// Maximum number of characters shown for a result.
const MAX_CONTEXT_CHARACTERS: usize = 130;

/// Data that the panel keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    highlighter: Option<(Query, HitHighlighter)>,
    listed: Option<Arc<Hits>>,
    entries: Vec<Entry>,
    rows: Rows,
    /// The result that the list last scrolled into view.
    shown: Option<usize>,
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
enum Entry {
    /// The section of the results below it, or `None` for text before the first heading.
    Group(Option<SectionId>),
    /// A result by its index.
    Hit(usize),
}

impl Cache {
    /// Returns the highlighter for the results of a query.
    pub(crate) fn highlighter(&mut self, query: &Query) -> &HitHighlighter {
        if self.highlighter.as_ref().is_none_or(|(previous, _)| previous != query) {
            self.highlighter = None;
        }
        &self.highlighter.get_or_insert_with(|| (query.clone(), HitHighlighter::new(query))).1
    }

    /// Updates the rows of the list for these results.
    fn update_entries(&mut self, hits: &Arc<Hits>) {
        if self.listed.as_ref().is_some_and(|listed| Arc::ptr_eq(listed, hits)) {
            return;
        }
        self.entries.clear();
        let mut section = None;
        for (index, hit) in hits.all.iter().enumerate() {
            if section != Some(hit.section) {
                section = Some(hit.section);
                self.entries.push(Entry::Group(hit.section));
            }
            self.entries.push(Entry::Hit(index));
        }
        self.listed = Some(Arc::clone(hits));
        self.shown = None;
        self.rows = Rows::default();
    }
}

/// Shows the panel. With `focus`, the field takes the keyboard focus.
pub(crate) fn show(
    ui: &mut Ui,
    document: &Document,
    search: &SearchPanel,
    focus: bool,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = Frame::new().inner_margin(Margin { left: 14, right: 14, top: 10, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        show_title(ui, commands);
        show_field(ui, search, focus, commands);
        show_options(ui, document, search, commands);
        show_status(ui, document, commands);
    });
    let builder =
        UiBuilder::new().accessibility_role(Role::TabPanel).accessibility_label(strings::SEARCH_RESULTS);
    ui.scope_builder(builder, |ui| show_results(ui, document, cache, commands));
}

fn show_title(ui: &mut Ui, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label(PANEL_TITLE.rich(strings::SEARCH, theme::tokens(ui).text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icons::button(ui, Icon::Close, strings::CLOSE_SEARCH, false).clicked() {
                commands.push(Command::CloseSearch);
            }
        });
    });
}

/// Shows the field. Enter goes to the next result and keeps the focus in the field; Escape closes the search.
fn show_field(ui: &mut Ui, search: &SearchPanel, focus: bool, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let mut words = search.query.words.clone();
    let edit = TextEdit::singleline(&mut words)
        .id(egui::Id::unique("find"))
        .hint_text(PANEL.rich(strings::SEARCH_FIELD, tokens.secondary))
        .margin(Margin { left: 30, right: 8, top: 5, bottom: 5 })
        .desired_width(ui.available_width());
    // Checked before the field is shown, because the field would consume the key.
    let is_backwards = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter));
    let output = edit.show(ui);
    let response = output.response.response.accessible_name(strings::SEARCH_FIELD);
    let glass =
        Rect::from_center_size(pos2(response.rect.left() + 16.0, response.rect.center().y), vec2(16.0, 16.0));
    Icon::Search.paint(ui, glass, tokens.secondary);
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        commands.push(Command::CloseSearch);
    }
    if is_backwards && response.has_focus() {
        commands.push(Command::Do(Action::PreviousChange));
    } else if is_entered {
        commands.push(Command::Do(Action::NextChange));
    }
    if focus || is_entered {
        response.request_focus();
    }
    if focus {
        // The previous words are selected, so that typing replaces them.
        let mut state = output.state;
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::default(),
            egui::text::CCursor::new(egui::text::CharIndex(search.query.words.chars().count())),
        );
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), response.id);
    }
    if words != search.query.words {
        commands.push(Command::Search(Query { words, ..search.query.clone() }));
    }
}

fn show_options(ui: &mut Ui, document: &Document, search: &SearchPanel, commands: &mut Vec<Command>) {
    let mut query = search.query.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.checkbox(&mut query.match_case, strings::MATCH_CASE).on_hover_text(strings::MATCH_CASE_HINT);
        ui.checkbox(&mut query.whole_word, strings::WHOLE_WORDS);
        ui.checkbox(&mut query.is_regex, strings::REGULAR_EXPRESSION)
            .on_hover_text(strings::REGULAR_EXPRESSION_HINT);
    });
    let current_section = document.current_section();
    let mut scopes = vec![(Scope::WholeReport, strings::SEARCH_EVERYTHING.to_owned())];
    let section = match query.scope {
        Scope::Section(section) => Some(section),
        _ => current_section,
    };
    let titled = section.and_then(|section| Some((section, document.report().sections.get(section.0)?)));
    scopes.extend(titled.map(|(id, section)| (Scope::Section(id), strings::search_section(&section.title))));
    scopes.push((Scope::Headings, strings::SEARCH_HEADINGS.to_owned()));
    scopes.push((Scope::Recommendations, strings::SEARCH_RECOMMENDATIONS.to_owned()));
    let shown =
        scopes.iter().find(|(scope, _)| *scope == query.scope).map_or("", |(_, words)| words.as_str());
    let list = egui::ComboBox::from_id_salt("scope")
        .selected_text(shown)
        .width(ui.available_width() - 4.0)
        .truncate();
    let spoken = strings::search_scope(shown);
    let list = list.show_ui(ui, |ui| {
        for (scope, words) in &scopes {
            ui.selectable_value(&mut query.scope, *scope, words);
        }
    });
    ui.accesskit_node_builder(list.response.id, |node| node.set_label(spoken));
    if query != search.query {
        commands.push(Command::Search(query));
    }
}

/// Shows the number of results, the current one, and the buttons to go to the next and previous one.
fn show_status(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let search = &document.search;
    let (words, color, count) = match &search.results {
        None => (String::new(), tokens.secondary, 0),
        Some((query, _)) if query.words.trim().is_empty() => {
            (strings::TYPE_TO_SEARCH.to_owned(), tokens.secondary, 0)
        }
        Some((_, Err(error))) => (error.clone(), tokens.warning, 0),
        Some((query, Ok(hits))) if hits.all.is_empty() => {
            let is_everywhere = query.scope == Scope::WholeReport;
            let message = if is_everywhere { strings::NO_RESULTS } else { strings::NO_RESULTS_IN_PART };
            (message.to_owned(), tokens.text, 0)
        }
        Some((_, Ok(hits))) => {
            let count = hits.all.len();
            (strings::search_count(count, search.current, hits.is_truncated), tokens.text, count)
        }
    };
    if matches!(search.results, Some((_, Err(_)))) {
        let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words.as_str());
        ui.scope_builder(builder, |ui| {
            announce(ui, accesskit::Live::Polite);
            ui.add(Label::new(PANEL.rich(words, color)).wrap())
        });
        return;
    }
    ui.horizontal(|ui| {
        let builder = UiBuilder::new().accessibility_role(Role::Status).accessibility_label(words.as_str());
        ui.scope_builder(builder, |ui| {
            announce(ui, accesskit::Live::Polite);
            ui.set_max_width((ui.available_width() - 150.0).max(60.0));
            ui.add(Label::new(PANEL.rich(words, color)).wrap());
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (action, label) in
                [(Action::NextChange, strings::NEXT), (Action::PreviousChange, strings::PREVIOUS)]
            {
                let hint = super::actions::hint(ui, action);
                if ui.add_enabled(count > 0, Button::new(label)).on_hover_text(hint).clicked() {
                    commands.push(Command::Do(action));
                }
            }
        });
    });
}

/// Shows the results, grouped by section.
fn show_results(ui: &mut Ui, document: &Document, cache: &mut Cache, commands: &mut Vec<Command>) {
    let Some((query, Ok(hits))) = &document.search.results else { return };
    cache.update_entries(hits);
    cache.highlighter(query);
    let Cache { highlighter, entries, rows, shown, .. } = cache;
    let Some((_, highlighter)) = highlighter else { return };
    let current = document.search.current;
    if let Some(wanted) = current.filter(|_| *shown != current) {
        let row = entries.iter().position(|entry| matches!(entry, Entry::Hit(index) if *index == wanted));
        row.into_iter().for_each(|row| rows.scroll_to(row));
    }
    *shown = current;
    rows.show(
        ui,
        (document.id.0, strings::SEARCH_RESULTS),
        entries.len(),
        |_, row, _| if matches!(entries[row], Entry::Group(_)) { GROUP_HEIGHT } else { HIT_HEIGHT },
        |ui, row| match entries[row] {
            Entry::Group(section) => show_section(ui, document, section),
            Entry::Hit(index) => {
                let is_current = current == Some(index);
                show_hit(ui, document, highlighter, (index, hits.all[index]), is_current, commands);
            }
        },
    );
}

fn show_section(ui: &mut Ui, document: &Document, section: Option<SectionId>) {
    let report = document.report();
    let title =
        section.map_or(strings::BEFORE_FIRST_HEADING, |section| report.section(section).title.as_str());
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    let grade = section.and_then(|section| report.nearest_grade(section));
    let mut right = rect.right() - SIDE;
    if let Some(grade) = grade {
        let mark = GradeMark::new(grade, report.scale.as_ref());
        mark.paint(ui.painter(), tokens, pos2(right - 7.0, rect.center().y), 14.0);
        right -= 24.0;
    }
    let spoken_grade = grade
        .map(|grade| format!(", {}", grade_mark::accessible_grade(grade, report.scale.as_ref())))
        .unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, format!("{title}{spoken_grade}")));
    let galley = text::truncated(ui, title, PANEL_BOLD, tokens.text, right - rect.left() - SIDE);
    ui.painter().galley(
        pos2(rect.left() + SIDE, rect.center().y - galley.size().y / 2.0),
        galley,
        tokens.text,
    );
}

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
    let (context, highlighted) = context(text, range);
    let number = document.loaded.flow.place_of(hit.row).and_then(|place| report.paragraph_number_at(place));
    let spoken = match number {
        Some(number) => format!("{}: {context}", strings::paragraph(number)),
        None => context.clone(),
    };
    let (rect, response) = list_row::show(ui, &spoken, is_current);
    let tokens = theme::tokens(ui);
    if let Some(number) = number {
        let font = SMALL.format(tokens.secondary).font_id;
        let at = pos2(rect.left() + SIDE + NUMBER_WIDTH - 12.0, rect.top() + 14.0);
        ui.painter().text(at, egui::Align2::RIGHT_CENTER, number, font, tokens.secondary);
    }
    let job = layout_job(&context, &highlighted, tokens, rect.width() - SIDE * 2.0 - NUMBER_WIDTH);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = rect.top() + ((HIT_HEIGHT - galley.size().y) / 2.0).max(3.0);
    ui.painter().galley(pos2(rect.left() + SIDE + NUMBER_WIDTH, top), galley, tokens.text);
    if response.clicked() {
        commands.push(Command::GoToHit(index));
    }
}

/// Returns a result with some words around it, and the range of the result in them, in bytes.
fn context(text: &str, hit: Range<usize>) -> (String, Range<usize>) {
    let start = text[..hit.start]
        .char_indices()
        .rev()
        .take(MAX_CHARACTERS_BEFORE)
        .last()
        .map_or(hit.start, |(at, _)| at);
    // The context starts at the start of a word.
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

/// Lays out the context of a result on at most two lines of this width in points.
fn layout_job(context: &str, highlighted: &Range<usize>, tokens: &Tokens, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = SMALL.format(tokens.text);
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
