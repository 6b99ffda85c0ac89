//! The command palette: type a command to do, or a place to go to.

use eframe::egui::{
    self, Align, Align2, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::{
    analysis::Selection,
    app::{ACTIONS, Action, Command, Document, DocumentId, State, numbered},
    report::Place,
    ui::{
        summary::cut,
        theme::{self, CORNER, PANEL, PANEL_BOLD, SMALL},
        widgets::text,
    },
};

/// Height of a row, in points.
const ROW_HEIGHT: f32 = 30.0;
/// More entries than this are not listed; another letter narrows them down.
const MAX_ENTRIES: usize = 60;

/// Something that can be chosen.
struct Entry {
    words: String,
    beside: String,
    does: Does,
}

enum Does {
    Action(Action),
    Go(Place),
    /// Select this, and go there.
    Select(DocumentId, Selection, Place),
}

/// Where egui keeps the chosen row.
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
        let hint = "Type a command, >section, #paragraph or !recommendation";
        let edit = TextEdit::singleline(&mut words).hint_text(PANEL.rich(hint, tokens.secondary));
        let output = edit.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 6)).show(ui);
        let field = output.response.response.accessible_name("Command or place");
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !field.has_focus() {
            field.request_focus();
            // Behind what stands there already: "#".
            let mut state = output.state;
            let end = egui::text::CCursor::new(egui::text::CharIndex(words.chars().count()));
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), field.id);
        }
        if words != typed {
            chosen = 0;
            commands.push(Command::TypeInPalette(words.clone()));
        }
        let (entries, none) = entries(ui, state, &words);
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
            ui.label(PANEL.rich(none, tokens.secondary));
        }
        let height = (ui.ctx().content_rect().height() - 200.0).clamp(ROW_HEIGHT, ROW_HEIGHT * 12.0);
        let mut done = entered.then_some(chosen);
        // The list keeps its height: a window that jumps with every letter cannot be read.
        let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false);
        list.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, entry) in entries.iter().enumerate() {
                if row(ui, entry, index == chosen, down || up) {
                    done = Some(index);
                }
            }
        });
        if let Some(entry) = done.and_then(|index| entries.get(index)) {
            forget_choice(ui);
            commands.push(Command::CloseDialog);
            match entry.does {
                Does::Action(action) => commands.push(Command::Do(action)),
                Does::Go(place) => commands.push(Command::GoTo(place)),
                Does::Select(of, selection, place) => {
                    commands.extend([Command::Select(of, selection), Command::GoTo(place)]);
                }
            }
        }
    });
}

/// Lets the palette begin at the first row when it is opened again.
pub(super) fn forget_choice(ui: &Ui) {
    ui.data_mut(|data| data.remove::<usize>(chosen_id()));
}

/// Shows one entry; returns whether it was clicked.
fn row(ui: &mut Ui, entry: &Entry, is_chosen: bool, moved: bool) -> bool {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, entry.words.as_str()));
    if is_chosen || response.hovered() {
        let fill = if is_chosen { tokens.selection } else { tokens.hover };
        ui.painter().rect_filled(rect, CORNER, fill);
    }
    if is_chosen && moved {
        response.scroll_to_me(Some(Align::Center));
    }
    let font = SMALL.format(tokens.secondary).font_id;
    let beside = ui.painter().text(
        pos2(rect.right() - 10.0, rect.center().y),
        Align2::RIGHT_CENTER,
        &entry.beside,
        font,
        tokens.secondary,
    );
    let kind = if is_chosen { PANEL_BOLD } else { PANEL };
    let room = (beside.left() - rect.left() - 24.0).max(20.0);
    let galley = text::truncated(ui, &entry.words, kind, tokens.text, room);
    let at =
        Rect::from_min_size(pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0), galley.size());
    ui.painter().galley(at.min, galley, tokens.text);
    response.clicked()
}

/// What can be chosen, and what is said where there is nothing.
fn entries(ui: &Ui, state: &State, words: &str) -> (Vec<Entry>, String) {
    let document = state.front_document().filter(|document| document.has_text());
    let none = || {
        let words = match state.front_comparison() {
            Some(_) => "To go to a place, show one of the reports in its own tab first.",
            None => "No report is open.",
        };
        (Vec::new(), words.to_owned())
    };
    match (words.chars().next(), document) {
        (Some('>' | '#' | '!'), None) => none(),
        (Some('>'), Some(document)) => {
            (sections(document, &words[1..]), "No heading has these words.".to_owned())
        }
        (Some('#'), Some(document)) => paragraphs(document, &words[1..]),
        (Some('!'), Some(document)) => {
            (recommendations(document, &words[1..]), "No recommendation has these words.".to_owned())
        }
        _ => (actions(ui, state, words), "No command has these words.".to_owned()),
    }
}

/// Whether every word that was typed is in what is offered, capitals aside.
fn is_match(offered: &str, typed: &str) -> bool {
    let offered = offered.to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| offered.contains(word))
}

fn actions(ui: &Ui, state: &State, typed: &str) -> Vec<Entry> {
    let (now, keymap) = (state.action_context(), &state.keymap);
    let possible = ACTIONS.iter().filter(|info| (info.is_possible)(&now) && info.action != Action::Palette);
    let fitting = possible.filter(|info| is_match(&format!("{} {}", info.label, info.hint), typed));
    let mut entries: Vec<(bool, Entry)> = fitting
        .map(|info| {
            let beside =
                keymap.of(info.action).first().map(|key| ui.format_shortcut(key)).unwrap_or_default();
            // Those whose name has the words come before those whose hint has them.
            (
                !is_match(info.label, typed),
                Entry { words: info.label.to_owned(), beside, does: Does::Action(info.action) },
            )
        })
        .collect();
    entries.sort_by_key(|(in_hint, _)| *in_hint);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn sections(document: &Document, typed: &str) -> Vec<Entry> {
    let report = document.report();
    let named = report.section_ids().map(|id| (id, report.path(id).join(" ")));
    let fitting = named.filter(|(_, path)| is_match(path, typed)).take(MAX_ENTRIES);
    fitting
        .map(|(id, _)| {
            let section = report.section(id);
            // Which of several of one title it is.
            let within = section.parent.map(|parent| cut(&report.section(parent).title, 36));
            let numbers = report.numbers_within(id).map(|(first, last)| format!("{first} to {last}"));
            let beside = [within, numbers].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            Entry { words: section.title.clone(), beside, does: Does::Go(section.place) }
        })
        .collect()
}

fn paragraphs(document: &Document, typed: &str) -> (Vec<Entry>, String) {
    let report = document.report();
    if typed.trim().is_empty() {
        return (Vec::new(), "Type a paragraph number, for example #42 or #42-48.".to_owned());
    }
    match numbered(report, typed) {
        Ok([place, last]) => {
            let texts = report.texts(place.block);
            let words = texts.first().copied().unwrap_or("");
            let number = |place| report.number_at(place).map(|number| number.to_string()).unwrap_or_default();
            let (beside, does) = if place == last {
                (format!("paragraph {}", number(place)), Does::Go(place))
            } else {
                // Several are selected, to be read or copied together.
                let flow = &document.loaded.flow;
                let end = |place| Selection::of_place(report, flow, place);
                let selection = Selection { anchor: end(place).anchor, head: end(last).head };
                let numbers = format!("paragraphs {} to {}", number(place), number(last));
                (numbers, Does::Select(document.id, selection, place))
            };
            (vec![Entry { words: cut(words, 90), beside, does }], String::new())
        }
        Err(message) => (Vec::new(), message),
    }
}

fn recommendations(document: &Document, typed: &str) -> Vec<Entry> {
    let report = document.report();
    let fitting =
        report.recommendations.iter().filter(|item| is_match(item.text.plain(), typed)).take(MAX_ENTRIES);
    fitting
        .map(|item| {
            let beside = item.timescale.as_ref().map(|timescale| timescale.label.clone()).unwrap_or_default();
            Entry { words: item.text.plain().to_owned(), beside, does: Does::Go(item.place) }
        })
        .collect()
}
