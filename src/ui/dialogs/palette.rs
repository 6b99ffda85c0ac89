//! The command palette: the user types a command or a place to go to.

use eframe::egui::{
    self, Align, Align2, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2,
    vec2,
};

use super::has_all_words;
use crate::{
    analysis::Selection,
    app::{ACTIONS, Action, Command, Document, DocumentId, State, paragraph_range},
    report::Place,
    ui::{
        strings::window as strings,
        summary::shorten,
        theme::{self, CORNER_RADIUS, PANEL, PANEL_BOLD, SMALL},
        widgets::text,
    },
};

/// Height of a row, in points.
const ROW_HEIGHT: f32 = 30.0;
/// No more entries than this are listed. Typing another letter narrows them down.
const MAX_ENTRIES: usize = 60;

/// An entry that can be chosen.
struct Entry {
    words: String,
    /// Secondary text on the right.
    detail: String,
    outcome: Outcome,
}

/// The outcome of choosing an entry.
enum Outcome {
    Action(Action),
    GoTo(Place),
    /// Selects this in a report and goes to the place.
    Select(DocumentId, Selection, Place),
}

/// Returns the id under which egui stores the chosen row.
fn chosen_id() -> Id {
    Id::unique("palette row")
}

pub(super) fn show(ui: &Ui, state: &State, typed: &str, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    super::modal(ui, "palette", 560.0, 10, commands, |ui, commands| {
        let mut chosen = ui.data(|data| data.get_temp::<usize>(chosen_id())).unwrap_or(0);
        let mut words = typed.to_owned();
        let (down, up) = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowDown), pressed(Key::ArrowUp))
        });
        let hint = PANEL.rich(strings::PALETTE_HINT, tokens.secondary);
        let edit = TextEdit::singleline(&mut words).hint_text(hint);
        let output = edit.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 6)).show(ui);
        let field = output.response.response.accessible_name(strings::PALETTE_NAME);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !field.has_focus() {
            field.request_focus();
            // The cursor goes to the end, after a "#" that is already there.
            let mut state = output.state;
            let end = egui::text::CCursor::new(egui::text::CharIndex(words.chars().count()));
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), field.id);
        }
        if words != typed {
            chosen = 0;
            commands.push(Command::TypeInPalette(words.clone()));
        }
        let (entries, empty_message) = entries(ui, state, &words);
        if down {
            chosen += 1;
        }
        if up {
            chosen = chosen.saturating_sub(1);
        }
        chosen = chosen.min(entries.len().saturating_sub(1));
        ui.data_mut(|data| data.insert_temp(chosen_id(), chosen));
        ui.add_space(6.0);
        if entries.is_empty() {
            ui.label(PANEL.rich(empty_message, tokens.secondary));
        }
        let height = (ui.ctx().content_rect().height() - 200.0).clamp(ROW_HEIGHT, ROW_HEIGHT * 12.0);
        let mut picked = entered.then_some(chosen);
        // The list keeps its height, because a dialog that changes its size with every letter is hard to read.
        let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false);
        list.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, entry) in entries.iter().enumerate() {
                if show_row(ui, entry, index == chosen, down || up) {
                    picked = Some(index);
                }
            }
        });
        if let Some(entry) = picked.and_then(|index| entries.get(index)) {
            reset_choice(ui);
            commands.push(Command::CloseDialog);
            match entry.outcome {
                Outcome::Action(action) => commands.push(Command::Do(action)),
                Outcome::GoTo(place) => commands.push(Command::GoTo(place)),
                Outcome::Select(document, selection, place) => {
                    commands.extend([Command::Select(document, selection), Command::GoTo(place)]);
                }
            }
        }
    });
}

/// Makes the palette start at the first row when it is opened again.
pub(super) fn reset_choice(ui: &Ui) {
    ui.data_mut(|data| data.remove::<usize>(chosen_id()));
}

/// Shows one entry. Returns true if it was clicked.
fn show_row(ui: &mut Ui, entry: &Entry, is_chosen: bool, moved: bool) -> bool {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, entry.words.as_str()));
    if is_chosen || response.hovered() {
        let fill = if is_chosen { tokens.selection } else { tokens.hover };
        ui.painter().rect_filled(rect, CORNER_RADIUS, fill);
    }
    if is_chosen && moved {
        response.scroll_to_me(Some(Align::Center));
    }
    let font = SMALL.format(tokens.secondary).font_id;
    let detail = ui.painter().text(
        pos2(rect.right() - 10.0, rect.center().y),
        Align2::RIGHT_CENTER,
        &entry.detail,
        font,
        tokens.secondary,
    );
    let kind = if is_chosen { PANEL_BOLD } else { PANEL };
    let room = (detail.left() - rect.left() - 24.0).max(20.0);
    let galley = text::truncated(ui, &entry.words, kind, tokens.text, room);
    let at =
        Rect::from_min_size(pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0), galley.size());
    ui.painter().galley(at.min, galley, tokens.text);
    response.clicked()
}

/// Returns the entries that match the words, and the message to show if there are none.
fn entries(ui: &Ui, state: &State, words: &str) -> (Vec<Entry>, String) {
    let document = state.front_document().filter(|document| document.has_text());
    let without_document = || {
        let message = match state.front_comparison() {
            Some(_) => strings::PALETTE_IN_COMPARISON,
            None => strings::PALETTE_NO_REPORT,
        };
        (Vec::new(), message.to_owned())
    };
    match (words.chars().next(), document) {
        (Some('>' | '#' | '!'), None) => without_document(),
        (Some('>'), Some(document)) => {
            (sections(document, &words[1..]), strings::PALETTE_NO_HEADING.to_owned())
        }
        (Some('#'), Some(document)) => paragraphs(document, &words[1..]),
        (Some('!'), Some(document)) => {
            (recommendations(document, &words[1..]), strings::PALETTE_NO_RECOMMENDATION.to_owned())
        }
        _ => (actions(ui, state, words), strings::PALETTE_NO_COMMAND.to_owned()),
    }
}

fn actions(ui: &Ui, state: &State, typed: &str) -> Vec<Entry> {
    let (now, keymap) = (state.action_context(), &state.keymap);
    let possible = ACTIONS.iter().filter(|info| (info.is_possible)(&now) && info.action != Action::Palette);
    let matching = possible.filter(|info| has_all_words(&format!("{} {}", info.label, info.hint), typed));
    let mut entries: Vec<(bool, Entry)> = matching
        .map(|info| {
            let detail =
                keymap.shortcuts(info.action).first().map(|key| ui.format_shortcut(key)).unwrap_or_default();
            // Actions whose label has the words are listed before those whose hint has them.
            (
                !has_all_words(info.label, typed),
                Entry { words: info.label.to_owned(), detail, outcome: Outcome::Action(info.action) },
            )
        })
        .collect();
    entries.sort_by_key(|(is_in_hint, _)| *is_in_hint);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn sections(document: &Document, typed: &str) -> Vec<Entry> {
    let report = document.report();
    let with_paths = report.section_ids().map(|id| (id, report.section_path(id).join(" ")));
    let matching = with_paths.filter(|(_, path)| has_all_words(path, typed)).take(MAX_ENTRIES);
    matching
        .map(|(id, _)| {
            let section = report.section(id);
            // The parent tells sections with the same title apart.
            let parent = section.parent.map(|parent| shorten(&report.section(parent).title, 36));
            let numbers =
                report.paragraph_numbers_within(id).map(|(first, last)| strings::numbers_range(first, last));
            let detail = [parent, numbers].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            Entry { words: section.title.clone(), detail, outcome: Outcome::GoTo(section.place) }
        })
        .collect()
}

fn paragraphs(document: &Document, typed: &str) -> (Vec<Entry>, String) {
    let report = document.report();
    if typed.trim().is_empty() {
        return (Vec::new(), strings::PALETTE_TYPE_NUMBER.to_owned());
    }
    match paragraph_range(report, typed) {
        Ok([place, last]) => {
            let texts = report.block_texts(place.block);
            let words = texts.first().copied().unwrap_or("");
            let number = |place| {
                report.paragraph_number_at(place).map(|number| number.to_string()).unwrap_or_default()
            };
            let (detail, outcome) = if place == last {
                (strings::paragraph(&number(place)), Outcome::GoTo(place))
            } else {
                // Several paragraphs are selected, so that they can be copied together.
                let flow = &document.loaded.flow;
                let whole = |place| Selection::of_place(report, flow, place);
                let selection = Selection { anchor: whole(place).anchor, head: whole(last).head };
                let numbers = strings::paragraphs(&number(place), &number(last));
                (numbers, Outcome::Select(document.id, selection, place))
            };
            (vec![Entry { words: shorten(words, 90), detail, outcome }], String::new())
        }
        Err(message) => (Vec::new(), message),
    }
}

fn recommendations(document: &Document, typed: &str) -> Vec<Entry> {
    let report = document.report();
    let recommendations = report.recommendations.iter();
    let matching = recommendations.filter(|item| has_all_words(item.text.plain(), typed)).take(MAX_ENTRIES);
    matching
        .map(|item| {
            let detail = item.timescale.as_ref().map(|timescale| timescale.label.clone()).unwrap_or_default();
            Entry { words: item.text.plain().to_owned(), detail, outcome: Outcome::GoTo(item.place) }
        })
        .collect()
}
