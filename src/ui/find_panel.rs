//! Finding words: what is searched for, and every hit by its section, in place of the summary.

use std::{ops::Range, sync::Arc};

use eframe::egui::{
    self, Align, Button, Frame, Key, Label, Layout, Margin, Modifiers, Rect, Role, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo, accesskit, pos2, text::LayoutJob, vec2,
};

use super::{
    icons::{self, Icon},
    mark::{self, Mark},
    notice::announce,
    theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL, Tokens},
    widgets::{list_row, rows::Rows, text},
};
use crate::{
    analysis::{Hit, Hits, Marker, Query, Scope, row_texts},
    app::{Action, Command, Document, Find},
    report::SectionId,
};

/// Space left and right of what stands in the panel, in points.
const SIDE: f32 = 14.0;
/// A row that names a section.
const GROUP: f32 = 30.0;
/// A hit: two lines.
const HIT: f32 = 46.0;
/// Room for the number of a paragraph.
const NUMBER: f32 = 40.0;
/// How much stands before a hit, and in all, in characters.
const BEFORE: usize = 36;
const CONTEXT: usize = 130;

/// What the panel keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    marker: Option<(Query, Marker)>,
    listed: Option<Arc<Hits>>,
    entries: Vec<Entry>,
    rows: Rows,
    /// The hit that was last brought into view in the list.
    shown: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
enum Entry {
    Group(Option<SectionId>),
    Hit(usize),
}

impl Cache {
    /// What marks the hits of a query.
    pub(crate) fn marker(&mut self, query: &Query) -> &Marker {
        if self.marker.as_ref().is_none_or(|(of, _)| of != query) {
            self.marker = None;
        }
        &self.marker.get_or_insert_with(|| (query.clone(), Marker::new(query))).1
    }

    fn list(&mut self, hits: &Arc<Hits>) {
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

pub(crate) fn show(
    ui: &mut Ui,
    document: &Document,
    find: &Find,
    focus: bool,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = Frame::new().inner_margin(Margin { left: 14, right: 14, top: 10, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        head(ui, commands);
        field(ui, find, focus, commands);
        options(ui, document, find, commands);
        told(ui, document, commands);
    });
    let builder = UiBuilder::new().accessibility_role(Role::TabPanel).accessibility_label("Hits");
    ui.scope_builder(builder, |ui| list(ui, document, cache, commands));
}

fn head(ui: &mut Ui, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label(PANEL_TITLE.rich("Find", theme::tokens(ui).text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icons::button(ui, Icon::Close, "Show the summary again (Escape)", false).clicked() {
                commands.push(Command::CloseFind);
            }
        });
    });
}

/// Where it is typed; Enter goes to the next hit, and the keyboard stays here.
fn field(ui: &mut Ui, find: &Find, focus: bool, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let mut words = find.query.words.clone();
    let edit = TextEdit::singleline(&mut words)
        .id(egui::Id::unique("find"))
        .hint_text(PANEL.rich("Words in this report", tokens.secondary))
        .margin(Margin { left: 30, right: 8, top: 5, bottom: 5 })
        .desired_width(ui.available_width());
    // Asked before the field, which takes the key for itself.
    let back = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter));
    let output = edit.show(ui);
    let response = output.response.response.accessible_name("Find in this report");
    let glass =
        Rect::from_center_size(pos2(response.rect.left() + 16.0, response.rect.center().y), vec2(16.0, 16.0));
    Icon::Search.paint(ui, glass, tokens.secondary);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if back && response.has_focus() {
        commands.push(Command::Do(Action::PreviousChange));
    } else if entered {
        commands.push(Command::Do(Action::NextChange));
    }
    if focus || entered {
        response.request_focus();
    }
    if focus {
        // What was searched before is typed over.
        let mut state = output.state;
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::default(),
            egui::text::CCursor::new(egui::text::CharIndex(find.query.words.chars().count())),
        );
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), response.id);
    }
    if words != find.query.words {
        commands.push(Command::Search(Query { words, ..find.query.clone() }));
    }
}

fn options(ui: &mut Ui, document: &Document, find: &Find, commands: &mut Vec<Command>) {
    let mut query = find.query.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        ui.checkbox(&mut query.case, "Match case").on_hover_text("Tell capitals from small letters");
        ui.checkbox(&mut query.whole_word, "Whole words");
        ui.checkbox(&mut query.pattern, "Pattern")
            .on_hover_text("A regular expression, as in plans?|visits?");
    });
    let here = document.current_section();
    let mut scopes = vec![(Scope::Everything, "In all of the report".to_owned())];
    let section = match query.scope {
        Scope::Section(section) => Some(section),
        _ => here,
    };
    let titled = section.and_then(|section| Some((section, document.report().sections.get(section.0)?)));
    scopes.extend(titled.map(|(id, section)| (Scope::Section(id), format!("In “{}”", section.title))));
    scopes.push((Scope::Headings, "In headings".to_owned()));
    scopes.push((Scope::Recommendations, "In recommendations".to_owned()));
    let shown =
        scopes.iter().find(|(scope, _)| *scope == query.scope).map_or("", |(_, words)| words.as_str());
    let list = egui::ComboBox::from_id_salt("scope")
        .selected_text(shown)
        .width(ui.available_width() - 4.0)
        .truncate();
    let spoken = format!("Where to search: {shown}");
    let list = list.show_ui(ui, |ui| {
        for (scope, words) in &scopes {
            ui.selectable_value(&mut query.scope, *scope, words);
        }
    });
    ui.accesskit_node_builder(list.response.id, |node| node.set_label(spoken));
    if query != find.query {
        commands.push(Command::Search(query));
    }
}

/// How many hits there are, which one was gone to, and the way to the others.
fn told(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let search = &document.search;
    let (words, color, count) = match &search.found {
        None => (String::new(), tokens.secondary, 0),
        Some((query, _)) if query.words.trim().is_empty() => {
            ("Type to see every hit at once.".to_owned(), tokens.secondary, 0)
        }
        Some((_, Err(error))) => (error.clone(), tokens.warning, 0),
        Some((query, Ok(hits))) if hits.all.is_empty() => {
            let within =
                if query.scope == Scope::Everything { "No hits" } else { "No hits where it is searched" };
            (within.to_owned(), tokens.text, 0)
        }
        Some((_, Ok(hits))) => (counted(hits, search.current), tokens.text, hits.all.len()),
    };
    if matches!(search.found, Some((_, Err(_)))) {
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
            for (action, label) in [(Action::NextChange, "Next"), (Action::PreviousChange, "Previous")] {
                let hint = super::actions::hint(ui, action);
                if ui.add_enabled(count > 0, Button::new(label)).on_hover_text(hint).clicked() {
                    commands.push(Command::Do(action));
                }
            }
        });
    });
}

fn counted(hits: &Hits, current: Option<usize>) -> String {
    let more = if hits.more { " and more" } else { "" };
    match (hits.all.len(), current) {
        (1, None) => "1 hit".to_owned(),
        (count, None) => format!("{count} hits{more}"),
        (count, Some(current)) => format!("{} of {count}{more}", current + 1),
    }
}

fn list(ui: &mut Ui, document: &Document, cache: &mut Cache, commands: &mut Vec<Command>) {
    let Some((query, Ok(hits))) = &document.search.found else { return };
    cache.list(hits);
    cache.marker(query);
    let Cache { marker, entries, rows, shown, .. } = cache;
    let Some((_, marker)) = marker else { return };
    let current = document.search.current;
    if let Some(wanted) = current.filter(|_| *shown != current) {
        let row = entries.iter().position(|entry| matches!(entry, Entry::Hit(index) if *index == wanted));
        row.into_iter().for_each(|row| rows.scroll_to(row));
    }
    *shown = current;
    rows.show(
        ui,
        (document.id.0, "hits"),
        entries.len(),
        |_, row, _| if matches!(entries[row], Entry::Group(_)) { GROUP } else { HIT },
        |ui, row| match entries[row] {
            Entry::Group(section) => group_row(ui, document, section),
            Entry::Hit(index) => {
                let is_current = current == Some(index);
                hit_row(ui, document, marker, (index, hits.all[index]), is_current, commands);
            }
        },
    );
}

fn group_row(ui: &mut Ui, document: &Document, section: Option<SectionId>) {
    let report = document.report();
    let title = section.map_or("Before the first heading", |section| report.section(section).title.as_str());
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    let grade = section.and_then(|section| report.grade_around(section));
    let mut right = rect.right() - SIDE;
    if let Some(grade) = grade {
        Mark::new(grade, report.scale.as_ref()).paint(
            ui.painter(),
            tokens,
            pos2(right - 7.0, rect.center().y),
            14.0,
        );
        right -= 24.0;
    }
    let spoken =
        grade.map(|grade| format!(", {}", mark::spoken(grade, report.scale.as_ref()))).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, format!("{title}{spoken}")));
    let galley = text::truncated(ui, title, PANEL_BOLD, tokens.text, right - rect.left() - SIDE);
    ui.painter().galley(
        pos2(rect.left() + SIDE, rect.center().y - galley.size().y / 2.0),
        galley,
        tokens.text,
    );
}

fn hit_row(
    ui: &mut Ui,
    document: &Document,
    marker: &Marker,
    (index, hit): (usize, Hit),
    is_current: bool,
    commands: &mut Vec<Command>,
) {
    let report = document.report();
    let texts = row_texts(report, &document.loaded.flow, hit.row);
    let found = texts.get(hit.text).copied().unwrap_or("");
    let range = marker.ranges(found).into_iter().nth(hit.nth).unwrap_or(0..0);
    let (context, marked) = context(found, range);
    let number = document.loaded.flow.place_of(hit.row).and_then(|place| report.number_at(place));
    let spoken = number.map_or_else(|| context.clone(), |number| format!("Paragraph {number}: {context}"));
    let (rect, response) = list_row::show(ui, &spoken, is_current);
    let tokens = theme::tokens(ui);
    if let Some(number) = number {
        let font = SMALL.format(tokens.secondary).font_id;
        let at = pos2(rect.left() + SIDE + NUMBER - 12.0, rect.top() + 14.0);
        ui.painter().text(at, egui::Align2::RIGHT_CENTER, number, font, tokens.secondary);
    }
    let job = job(&context, &marked, tokens, rect.width() - SIDE * 2.0 - NUMBER);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = rect.top() + ((HIT - galley.size().y) / 2.0).max(3.0);
    ui.painter().galley(pos2(rect.left() + SIDE + NUMBER, top), galley, tokens.text);
    if response.clicked() {
        commands.push(Command::GoToHit(index));
    }
}

/// The hit with some words around it, and where in them it stands.
fn context(text: &str, hit: Range<usize>) -> (String, Range<usize>) {
    let start = text[..hit.start].char_indices().rev().take(BEFORE).last().map_or(hit.start, |(at, _)| at);
    // From the beginning of a word.
    let start = if start == 0 {
        0
    } else {
        text[start..hit.start].find(' ').map_or(start, |space| start + space + 1)
    };
    let end = text[start..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| start + at).max(hit.end);
    let before = if start > 0 { "… " } else { "" };
    let after = if end < text.len() { " …" } else { "" };
    let from = before.len() + hit.start - start;
    (format!("{before}{}{after}", &text[start..end]), from..from + hit.len())
}

fn job(context: &str, marked: &Range<usize>, tokens: &Tokens, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = SMALL.format(tokens.text);
    job.append(&context[..marked.start], 0.0, plain.clone());
    job.append(&context[marked.clone()], 0.0, egui::TextFormat { background: tokens.hit, ..plain.clone() });
    job.append(&context[marked.end..], 0.0, plain);
    job.wrap.max_width = width;
    job.wrap.max_rows = 2;
    job
}
