//! The command palette: a field for a command or a place to go to, and a list of the entries that match.

use eframe::egui::{
    self, Align, Align2, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2,
    vec2,
};

use super::{has_all_words, has_words_starting_with};
use crate::{
    analysis::Selection,
    app::{ACTIONS, Action, Command, Document, DocumentId, PAGE_PREFIX, State, paragraph_range},
    report::{Place, Report},
    ui::{
        strings::window as strings,
        summary::shorten_words,
        theme::{self, CORNER_RADIUS, PANEL, PANEL_BOLD, SMALL},
        widgets::text,
    },
};

/// Height of a row, in points.
const ROW_HEIGHT: f32 = 30.0;
/// Maximum number of sections or recommendations listed. Typing another letter narrows them down.
const MAX_LISTED_ENTRIES: usize = 60;

/// An entry of the list.
struct PaletteEntry {
    /// The text on the left.
    words: String,
    /// The secondary text on the right: a shortcut, paragraph numbers or a timescale.
    detail: String,
    outcome: EntryOutcome,
}

/// The effect of choosing an entry.
enum EntryOutcome {
    /// Performs an action.
    Action(Action),
    /// Goes to a place in the report in front.
    GoTo(Place),
    /// Goes to a page, by its number from 1.
    GoToPage(usize),
    /// Selects text in a report and goes to a place in it.
    Select(DocumentId, Selection, Place),
}

/// Returns the key of the index of the chosen row in egui's memory.
fn chosen_row_id() -> Id {
    Id::unique("palette row")
}

/// Shows the palette with the typed words.
pub(super) fn show(ui: &Ui, state: &State, typed: &str, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    super::show_modal(ui, "palette", 560.0, 10, commands, |ui, commands| {
        let mut chosen = ui.data(|data| data.get_temp::<usize>(chosen_row_id())).unwrap_or(0);
        let mut words = typed.to_owned();
        let (down, up) = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowDown), pressed(Key::ArrowUp))
        });
        let hint = PANEL.rich_text(strings::PALETTE_HINT, tokens.secondary);
        let edit = TextEdit::singleline(&mut words).hint_text(hint);
        let output = edit.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 6)).show(ui);
        let field = output.response.response.accessible_name(strings::PALETTE_NAME);
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !field.has_focus() {
            field.request_focus();
            // The palette can open with a "#" in the field. The cursor is placed after it.
            let mut state = output.state;
            let end = egui::text::CCursor::new(egui::text::CharIndex(words.chars().count()));
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), field.id);
        }
        if words != typed {
            chosen = 0;
            commands.push(Command::TypeInPalette(words.clone()));
        }
        let (entries, empty_message) = matching_entries(ui, state, &words);
        if down {
            chosen += 1;
        }
        if up {
            chosen = chosen.saturating_sub(1);
        }
        chosen = chosen.min(entries.len().saturating_sub(1));
        ui.data_mut(|data| data.insert_temp(chosen_row_id(), chosen));
        ui.add_space(6.0);
        if entries.is_empty() {
            ui.label(PANEL.rich_text(empty_message, tokens.secondary));
        }
        let height = (ui.ctx().content_rect().height() - 200.0).clamp(ROW_HEIGHT, ROW_HEIGHT * 12.0);
        let mut picked = is_entered.then_some(chosen);
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
            reset_chosen_row(ui);
            commands.push(Command::CloseDialog);
            match entry.outcome {
                EntryOutcome::Action(action) => commands.push(Command::Do(action)),
                EntryOutcome::GoTo(place) => commands.push(Command::GoTo(place)),
                EntryOutcome::GoToPage(page) => commands.push(Command::GoToPage(page)),
                EntryOutcome::Select(document, selection, place) => {
                    commands.extend([Command::Select(document, selection), Command::GoTo(place)]);
                }
            }
        }
    });
}

/// Makes the palette choose the first row when it is opened again.
pub(super) fn reset_chosen_row(ui: &Ui) {
    ui.data_mut(|data| data.remove::<usize>(chosen_row_id()));
}

/// Shows one entry. Returns true if the entry was clicked. `has_moved` is true if a key moved the choice in this frame;
/// the chosen entry is then scrolled into view.
fn show_row(ui: &mut Ui, entry: &PaletteEntry, is_chosen: bool, has_moved: bool) -> bool {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, entry.words.as_str()));
    if is_chosen || response.hovered() {
        let fill = if is_chosen { tokens.selection } else { tokens.hover };
        ui.painter().rect_filled(rect, CORNER_RADIUS, fill);
    }
    if is_chosen && has_moved {
        response.scroll_to_me(Some(Align::Center));
    }
    let font = SMALL.text_format(tokens.secondary).font_id;
    let detail = ui.painter().text(
        pos2(rect.right() - 10.0, rect.center().y),
        Align2::RIGHT_CENTER,
        &entry.detail,
        font,
        tokens.secondary,
    );
    let style = if is_chosen { PANEL_BOLD } else { PANEL };
    let text_width = (detail.left() - rect.left() - 24.0).max(20.0);
    let galley = text::lay_out_truncated(ui, &entry.words, style, tokens.text, text_width);
    let text_rect =
        Rect::from_min_size(pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0), galley.size());
    ui.painter().galley(text_rect.min, galley, tokens.text);
    response.clicked()
}

/// Returns the entries that match the typed words, and the message to show if no entry matches. The first character
/// chooses what to list: ">" sections, "#" paragraphs, "!" recommendations. A number lists the paragraph and the page
/// with this number. Other words list commands, then sections.
fn matching_entries(ui: &Ui, state: &State, words: &str) -> (Vec<PaletteEntry>, String) {
    let document = state.front_document().filter(|document| document.has_text());
    let without_document = || {
        let message = match (state.front_comparison(), state.front_timeline()) {
            (Some(_), _) => strings::PALETTE_IN_COMPARISON,
            (_, Some(_)) => strings::PALETTE_IN_TIMELINE,
            (None, None) => strings::PALETTE_NO_REPORT,
        };
        (Vec::new(), message.to_owned())
    };
    match (words.chars().next(), document) {
        (Some('>' | '#' | '!'), None) => without_document(),
        (Some('>'), Some(document)) => {
            (section_entries(document, &words[1..]), strings::PALETTE_NO_HEADING.to_owned())
        }
        (Some('#'), Some(document)) => paragraph_entries(document, &words[1..]),
        (Some('!'), Some(document)) => {
            (recommendation_entries(document, &words[1..]), strings::PALETTE_NO_RECOMMENDATION.to_owned())
        }
        _ => match (TypedNumber::parse(words), state.front_document()) {
            (Some(TypedNumber::Page(number)), Some(document)) => page_entries(document, number),
            (Some(TypedNumber::Page(_) | TypedNumber::Paragraph(_)), None) => without_document(),
            (Some(TypedNumber::Paragraph(numbers)), Some(document)) => {
                let (mut entries, message) = paragraph_entries(document, numbers);
                // Without pages, a bare number is never meant for a page.
                let has_pages = !document.report().pages.is_empty();
                let pages = if has_pages { page_entries(document, numbers).0 } else { Vec::new() };
                let has_same = entries.iter().any(|entry| matches!(entry.outcome, EntryOutcome::GoToPage(_)));
                entries.extend(pages.into_iter().filter(|_| !has_same));
                (entries, message)
            }
            (None, document) => {
                let mut entries = action_entries(ui, state, words);
                let document = document.filter(|document| document.has_text() && !words.trim().is_empty());
                entries.extend(document.map(|document| section_entries(document, words)).unwrap_or_default());
                (entries, strings::PALETTE_NO_MATCH.to_owned())
            }
        },
    }
}

/// A typed number of a paragraph or a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TypedNumber<'a> {
    /// "42", "42-48" or "paragraph 42": the text of the numbers.
    Paragraph(&'a str),
    /// "page 12" or "p 12": the text of the number, which may not be typed yet.
    Page(&'a str),
}

impl<'a> TypedNumber<'a> {
    /// Parses the typed words; returns `None` if they are something else.
    fn parse(words: &'a str) -> Option<Self> {
        const PAGE_WORDS: [&str; 3] = ["page", "p.", "p"];
        const PARAGRAPH_WORDS: [&str; 6] = ["paragraphs", "paragraph", "paras", "para", "par.", "par"];
        let words = words.trim_start();
        let is_numbers = |text: &str| {
            text.starts_with(|first: char| first.is_ascii_digit())
                && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '\u{2013}' | ' '))
        };
        let after = |word: &str| {
            let start = words.get(..word.len())?;
            start.eq_ignore_ascii_case(word).then(|| words[word.len()..].trim_start())
        };
        if is_numbers(words) {
            return Some(Self::Paragraph(words));
        }
        // The palette can open with these words, and the number is typed next.
        if words == PAGE_PREFIX {
            return Some(Self::Page(""));
        }
        let numbers_after =
            |list: &[&str]| list.iter().filter_map(|word| after(word)).find(|rest| is_numbers(rest));
        numbers_after(&PAGE_WORDS)
            .map(Self::Page)
            .or_else(|| numbers_after(&PARAGRAPH_WORDS).map(Self::Paragraph))
    }
}

/// Returns the page with the typed number, and a message if there is none. Without pages, returns the section that the
/// printed contents list on that page or the nearest page before it.
fn page_entries(document: &Document, typed: &str) -> (Vec<PaletteEntry>, String) {
    let report = document.report();
    let count = report.pages.len();
    let Ok(page) = typed.trim().parse::<usize>() else {
        return (Vec::new(), strings::PALETTE_TYPE_PAGE.to_owned());
    };
    if count == 0 {
        let section = section_on_printed_page(report, page);
        return (section.into_iter().collect(), strings::PALETTE_NO_PAGES.to_owned());
    }
    if page == 0 || page > count {
        return (Vec::new(), strings::no_such_page(page, count));
    }
    let words = strings::page_position(page, count);
    (
        vec![PaletteEntry { words, detail: String::new(), outcome: EntryOutcome::GoToPage(page) }],
        String::new(),
    )
}

/// Returns the last section that the printed contents list on this page or an earlier one.
fn section_on_printed_page(report: &Report, page: usize) -> Option<PaletteEntry> {
    let printed = |id| Some((report.contents[report.section(id).contents_entry?].page?, id));
    let listed = report.section_ids().filter_map(printed);
    let (page, id) = listed
        .filter(|(listed, _)| usize::try_from(*listed).is_ok_and(|listed| listed <= page))
        .max_by_key(|(listed, _)| *listed)?;
    let section = report.section(id);
    let detail = strings::printed_page_position(page);
    Some(PaletteEntry { words: section.title.clone(), detail, outcome: EntryOutcome::GoTo(section.place) })
}

/// Returns the possible actions that match every typed word by their label, their hint or a synonym. Actions that match
/// by their label come first.
fn action_entries(ui: &Ui, state: &State, typed: &str) -> Vec<PaletteEntry> {
    let (now, keymap) = (state.action_context(), &state.keymap);
    let possible = ACTIONS.iter().filter(|info| (info.is_possible)(&now) && info.action != Action::Palette);
    let matching = possible.filter(|info| {
        let all_words = format!("{} {} {}", info.label, info.hint, info.action.synonyms());
        has_words_starting_with(&all_words, typed)
    });
    let mut entries: Vec<(bool, PaletteEntry)> = matching
        .map(|info| {
            let detail =
                keymap.shortcuts(info.action).first().map(|key| ui.format_shortcut(key)).unwrap_or_default();
            let outcome = EntryOutcome::Action(info.action);
            let entry = PaletteEntry { words: info.label.to_owned(), detail, outcome };
            (!has_words_starting_with(info.label, typed), entry)
        })
        .collect();
    entries.sort_by_key(|(is_in_hint, _)| *is_in_hint);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// Returns the sections whose title and parent titles contain every typed word.
fn section_entries(document: &Document, typed: &str) -> Vec<PaletteEntry> {
    let report = document.report();
    let with_paths = report.section_ids().map(|id| (id, report.section_path(id).join(" ")));
    let matching = with_paths.filter(|(_, path)| has_all_words(path, typed)).take(MAX_LISTED_ENTRIES);
    matching
        .map(|(id, _)| {
            let section = report.section(id);
            // The parent tells sections with the same title apart.
            let parent = section.parent.map(|parent| shorten_words(&report.section(parent).title, 36));
            let numbers =
                report.paragraph_numbers_within(id).map(|(first, last)| strings::numbers_range(first, last));
            let detail = [parent, numbers].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            PaletteEntry { words: section.title.clone(), detail, outcome: EntryOutcome::GoTo(section.place) }
        })
        .collect()
}

/// Returns the paragraph or range of paragraphs with the typed numbers, and a message if there is no entry.
fn paragraph_entries(document: &Document, typed: &str) -> (Vec<PaletteEntry>, String) {
    let report = document.report();
    let has_numbers = document.loaded.numbers.highest().is_some() || report.has_chapter_numbers();
    if !has_numbers && !report.pages.is_empty() {
        return page_entries(document, typed);
    }
    if typed.trim().is_empty() {
        return (Vec::new(), strings::PALETTE_TYPE_NUMBER.to_owned());
    }
    match paragraph_range(&document.loaded, typed) {
        Ok([place, last]) => {
            let texts = report.block_texts(place.block);
            let words = texts.first().copied().unwrap_or("");
            let number = |place| match report.paragraph_number_at(place) {
                Some(number) => number.to_string(),
                None => report.chapter_number_at(place).unwrap_or_default().to_owned(),
            };
            let (detail, outcome) = if place == last {
                (strings::paragraph_label(&number(place)), EntryOutcome::GoTo(place))
            } else {
                // Several paragraphs are selected, so that they can be copied together.
                let flow = &document.loaded.flow;
                let whole = |place| Selection::of_place(report, flow, place);
                let selection = Selection { anchor: whole(place).anchor, head: whole(last).head };
                let numbers = strings::paragraphs_label(&number(place), &number(last));
                (numbers, EntryOutcome::Select(document.id, selection, place))
            };
            (vec![PaletteEntry { words: shorten_words(words, 90), detail, outcome }], String::new())
        }
        Err(message) => (Vec::new(), message),
    }
}

/// Returns the recommendations whose text contains every typed word.
fn recommendation_entries(document: &Document, typed: &str) -> Vec<PaletteEntry> {
    let report = document.report();
    let recommendations = report.recommendations.iter();
    let matching =
        recommendations.filter(|item| has_all_words(item.text.plain(), typed)).take(MAX_LISTED_ENTRIES);
    matching
        .map(|item| {
            let detail = item.timescale.as_ref().map(|timescale| timescale.label.clone()).unwrap_or_default();
            PaletteEntry {
                words: item.text.plain().to_owned(),
                detail,
                outcome: EntryOutcome::GoTo(item.place),
            }
        })
        .collect()
}
