//! The notes tab: each note with the beginning of its paragraph.

use eframe::egui::{Button, Frame, Margin, Ui, pos2, vec2};

use super::{
    SIDE_MARGIN, lay_out_wrapped, links, list_row, paint_words, row_menu, show_message, show_table_header,
    version::{ContentVersion, TableCache},
};
use crate::{
    app::{Command, CopiedTable, Document, Note},
    report::Place,
    ui::{
        context_menu::MenuEntry,
        strings::report as strings,
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::rows::RowContent,
    },
};

/// Space above and below the text of a row, in points.
const ROW_PADDING: f32 = 8.0;
/// Space beside the row of a draft, in points. The button in the row adds a little.
const DRAFT_MARGIN: i8 = 10;
/// Maximum number of characters of the beginning of a paragraph.
const MAX_BEGINNING_CHARACTERS: usize = 90;

/// Data that the tab keeps between frames.
pub(super) type Cache = TableCache<ContentVersion, NoteList>;

/// The notes and drafts of a report, each with its place.
#[derive(Debug)]
pub(super) struct NoteList {
    notes: Vec<(Option<Place>, Note)>,
    drafts: Vec<(Place, String)>,
}

impl NoteList {
    fn new(document: &Document) -> Self {
        Self {
            notes: document.notes().into_iter().map(|(place, note)| (place, note.clone())).collect(),
            drafts: document.drafts().into_iter().map(|(place, words)| (place, words.to_owned())).collect(),
        }
    }
}

/// Shows the list of notes, or a message if there are none.
pub(super) fn show(ui: &mut Ui, document: &Document, cache: &mut Cache, commands: &mut Vec<Command>) {
    let version = ContentVersion::of_document(document);
    let NoteList { notes, drafts } = cache.content.get(version, || NoteList::new(document));
    let rows = &mut cache.rows;
    show_drafts(ui, document, drafts, commands);
    if notes.is_empty() {
        if drafts.is_empty() {
            show_message(ui, strings::NO_NOTES);
        }
        return;
    }
    let header = strings::name_with_count(strings::NOTES, notes.len());
    show_table_header(ui, &[(header.as_str(), SIDE_MARGIN)], "");
    rows.set_fingerprint(u64::from(document.annotations_revision) + 1_000);
    rows.show(
        ui,
        RowContent { owner_id: document.id.0, table_name: strings::NOTES },
        notes.len(),
        |ui, row, width| {
            let note = &notes[row].1;
            let words = note_text_or_bookmark(&note.text);
            let text = lay_out_wrapped(ui, words, PANEL, theme::tokens(ui).text, width - SIDE_MARGIN * 2.0);
            let beginning = lay_out_wrapped(
                ui,
                &links::shorten_words(&note.beginning, MAX_BEGINNING_CHARACTERS),
                SMALL,
                theme::tokens(ui).text,
                width - SIDE_MARGIN * 2.0,
            );
            ROW_PADDING * 2.0 + SMALL.line_height + text.size().y + beginning.size().y + 4.0
        },
        |ui, row| {
            let (place, note) = (notes[row].0, &notes[row].1);
            let location = location_label(document, place);
            let name = format!("{location}: {}", note_text_or_bookmark(&note.text));
            let is_current = place.is_some() && document.view.highlighted == place;
            let (rect, response) = list_row::show(ui, &name, is_current);
            let tokens = theme::tokens(ui);
            let width = rect.width() - SIDE_MARGIN * 2.0;
            let mut at = pos2(rect.left() + SIDE_MARGIN, rect.top() + ROW_PADDING);
            paint_words(ui, lay_out_wrapped(ui, &location, SMALL_BOLD, tokens.link, width), at);
            at += vec2(0.0, SMALL.line_height);
            let color = if note.text.is_empty() { tokens.secondary } else { tokens.text };
            let text = lay_out_wrapped(ui, note_text_or_bookmark(&note.text), PANEL, color, width);
            let height = text.size().y + 4.0;
            paint_words(ui, text, at);
            at += vec2(0.0, height);
            paint_words(
                ui,
                lay_out_wrapped(
                    ui,
                    &links::shorten_words(&note.beginning, MAX_BEGINNING_CHARACTERS),
                    SMALL,
                    tokens.secondary,
                    width,
                ),
                at,
            );
            if let Some(place) = place.filter(|_| response.clicked()) {
                commands.push(Command::GoTo(place));
            }
            let (row, table) = (|| copied_cells(document, place, note), || copied_table(document));
            let edit = || {
                let edit = place.map(|place| Command::BeginNote(document.id, place));
                edit.map(|command| MenuEntry::new(strings::EDIT_NOTE, command)).into_iter().collect()
            };
            row_menu::show(&response, place, edit, row, table, commands);
        },
    );
}

/// Returns the location of a note: its paragraph number, or else its page. `place` is `None` if this version of the
/// report no longer has the paragraph.
fn location_label(document: &Document, place: Option<Place>) -> String {
    let Some(place) = place else { return strings::PARAGRAPH_GONE.to_owned() };
    let report = document.report();
    let number = report.paragraph_number_at(place).map(strings::paragraph_label);
    let page = || report.page_at(place).map(strings::page_label);
    number.or_else(page).unwrap_or_else(|| strings::UNNUMBERED_PARAGRAPH.to_owned())
}

/// Returns the cells of a note, to copy them.
fn copied_cells(document: &Document, place: Option<Place>, note: &Note) -> Vec<String> {
    let text = note_text_or_bookmark(&note.text).to_owned();
    vec![location_label(document, place), text, note.beginning.clone()]
}

/// Returns all notes, to copy them.
fn copied_table(document: &Document) -> CopiedTable {
    let notes = document.notes().into_iter();
    let rows = notes.map(|(place, note)| copied_cells(document, place, note)).collect();
    let columns = vec![strings::PARAGRAPH_COLUMN, strings::NOTE_COLUMN, strings::BEGINNING_COLUMN];
    CopiedTable { columns, rows }
}

/// Shows the drafts of notes that were not saved. A click opens the note to finish it.
fn show_drafts(ui: &mut Ui, document: &Document, drafts: &[(Place, String)], commands: &mut Vec<Command>) {
    if drafts.is_empty() {
        return;
    }
    let header = strings::name_with_count(strings::DRAFTS, drafts.len());
    show_table_header(ui, &[(header.as_str(), SIDE_MARGIN)], "");
    let tokens = theme::tokens(ui);
    for (place, words) in drafts {
        let location = location_label(document, Some(*place));
        let words = links::shorten_words(words, MAX_BEGINNING_CHARACTERS);
        let margin = Margin::symmetric(DRAFT_MARGIN, 0);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let label = PANEL.rich_text(format!("{location}: {words}"), tokens.link);
            let button = Button::new(label).frame(false).truncate().min_size(vec2(0.0, 26.0));
            if ui.add(button).on_hover_text(strings::DRAFT_HINT).clicked() {
                commands.push(Command::BeginNote(document.id, *place));
            }
        });
    }
    ui.add_space(ROW_PADDING);
}

/// Returns the text of a note, or "Bookmark" if the note is empty.
fn note_text_or_bookmark(text: &str) -> &str {
    if text.is_empty() { strings::BOOKMARK } else { text }
}
