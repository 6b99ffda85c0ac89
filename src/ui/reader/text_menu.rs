//! The context menu of the text: copying, notes, the original page, related paragraphs, and printing or exporting the
//! section.

use eframe::egui::{Response, Ui, vec2};

use super::{
    column::Column,
    words::{PlacedWords, nearest_words},
};
use crate::{
    analysis::{CaretPosition, Selection, section_of_block},
    app::{Action, Command, CopyFormat, Dialog, Layout, SummaryTab},
    report::Place,
    ui::{
        context_menu::{self, MenuEntry, MenuOpening},
        strings::report as strings,
    },
};

/// The place that the context menu was opened on, and whether the selection was there.
#[derive(Debug, Clone, Copy)]
pub(super) struct MenuTarget {
    place: Place,
    /// True if the menu was opened on selected words, and so applies to the selection.
    is_in_selection: bool,
}

/// Shows the menu while it is open. `has_keyboard` is true if the text reacts to keys: the Menu key and Shift+F10 then
/// open the menu of the selection, or else of the current paragraph.
pub(super) fn show(
    ui: &Ui,
    response: &Response,
    column: &Column<'_>,
    words: &[PlacedWords],
    has_keyboard: bool,
    target: &mut Option<MenuTarget>,
    commands: &mut Vec<Command>,
) {
    let mut opening = MenuOpening::by_pointer(response);
    if opening.is_some()
        && let Some(point) = response.interact_pointer_pos()
        && let Some(nearest) = nearest_words(words, point)
    {
        let position = CaretPosition { row: nearest.row, text: nearest.text, byte: nearest.byte_at(point) };
        let is_in_selection = column.options.selection.is_some_and(|selection| {
            let (from, to) = selection.ends();
            from <= position && position < to
        });
        let place = column.document.loaded.flow.place_of(nearest.row);
        *target = place.map(|place| MenuTarget { place, is_in_selection });
    } else if has_keyboard && let Some((found, row)) = keyboard_target(column) {
        let row_below = words.iter().find(|words| words.row == row).map(|words| words.rect().left_bottom());
        let position = row_below.unwrap_or(response.rect.left_top() + vec2(60.0, 40.0));
        opening = MenuOpening::by_key(ui.ctx(), position);
        if opening.is_some() {
            *target = Some(found);
        }
    }
    let Some(target) = *target else { return };
    context_menu::show_opened(response, opening, || entries(column, target), commands);
}

/// Returns the target of a menu that a key opens, and its row: the selection, or else the current paragraph.
fn keyboard_target(column: &Column<'_>) -> Option<(MenuTarget, usize)> {
    let flow = &column.document.loaded.flow;
    if let Some(Selection { head, .. }) = column.options.selection.filter(|selection| !selection.is_empty()) {
        let place = flow.place_of(head.row)?;
        return Some((MenuTarget { place, is_in_selection: true }, head.row));
    }
    let place = column.document.current_place_in(column.view)?;
    Some((MenuTarget { place, is_in_selection: false }, flow.row_of(place)))
}

/// Returns the entries of the menu.
fn entries(column: &Column<'_>, target: MenuTarget) -> Vec<MenuEntry> {
    let (document, report, place) = (column.document, column.report, target.place);
    let can_link = document.path.is_some() && report.paragraph_number_at(place).is_some();
    let mut entries: Vec<MenuEntry> = CopyFormat::ALL
        .into_iter()
        .map(|(format, paragraph_label, selection_label)| {
            let entry = if target.is_in_selection {
                MenuEntry::new(selection_label, Command::Do(format.action()))
            } else {
                MenuEntry::new(paragraph_label, Command::Copy(format, document.id, place))
            };
            entry.enabled_if(format != CopyFormat::Link || can_link)
        })
        .collect();
    let has_note = document.note_at(place.block).is_some();
    let note_label = if has_note { strings::EDIT_NOTE } else { strings::ADD_NOTE };
    entries.push(MenuEntry::Separator);
    entries.push(MenuEntry::new(note_label, Command::BeginNote(document.id, place)));
    // The other commands are about the report in front, and a comparison has two.
    if column.options.changes.is_none() {
        entries.extend(report_entries(column, target));
    }
    entries
}

/// Returns the entries for a report that is not compared.
fn report_entries(column: &Column<'_>, target: MenuTarget) -> Vec<MenuEntry> {
    let (document, report, place) = (column.document, column.report, target.place);
    let mut explain = vec![Command::Do(Action::Explain)];
    if !target.is_in_selection {
        explain.insert(0, Command::Highlight(document.id, place));
    }
    let mut entries = vec![MenuEntry::with_commands(strings::EXPLAIN, explain), MenuEntry::Separator];
    if document.loaded.original.is_some() {
        let page = report.page_at(place);
        let label = page.map_or_else(|| strings::GO_TO_ORIGINAL.to_owned(), strings::go_to_original_page);
        let go = vec![Command::GoTo(place), Command::Show(Layout::Both)];
        entries.push(MenuEntry::with_commands(label, go).enabled_if(page.is_some()));
    }
    if let Some((label, related)) = related_recommendation(column, place) {
        let tab = SummaryTab::Recommendations;
        entries.push(MenuEntry::new(label, Command::ShowInSummary(tab, related)));
    }
    if let Some(section) = section_of_block(report, place.block) {
        if !matches!(entries.last(), Some(MenuEntry::Separator)) {
            entries.push(MenuEntry::Separator);
        }
        entries.push(MenuEntry::new(strings::PRINT_SECTION, Command::PrintSection(section)));
        let export = Command::OpenDialog(Dialog::ExportSection(section));
        entries.push(MenuEntry::new(strings::EXPORT_SECTION, export));
    }
    while matches!(entries.last(), Some(MenuEntry::Separator)) {
        entries.pop();
    }
    entries
}

/// Returns the place of the recommendation at a place, or else of the first recommendation that the paragraph there
/// supports, and the label of the entry that shows it.
fn related_recommendation(column: &Column<'_>, place: Place) -> Option<(&'static str, Place)> {
    let (document, report) = (column.document, column.report);
    let items = &report.recommendations;
    if let Some(item) = items.iter().find(|item| item.place.block == place.block) {
        return Some((strings::SHOW_RELATED_PARAGRAPHS, item.place));
    }
    let number = report.paragraph_number_at(place);
    let related = document.findings.as_ref().map(|findings| findings.related.as_slice()).unwrap_or_default();
    let supports = |index: usize| {
        let cites = number.is_some_and(|number| items[index].cites.contains(&number));
        let related = related.get(index).into_iter().flatten();
        cites || related.into_iter().any(|related| related.place.block == place.block)
    };
    let index = (0..items.len()).find(|index| supports(*index))?;
    Some((strings::SHOW_RELATED_RECOMMENDATION, items[index].place))
}
