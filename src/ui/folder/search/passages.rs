//! Passages that occur in several reports.

use eframe::egui::{Role, Sense, Ui, WidgetInfo, pos2};

use super::{
    Shown,
    row::{MAX_TEXT_WIDTH, SIDE_MARGIN, handle_row, report_name},
};
use crate::{
    app::Command,
    library::passages::{SharedPassage, SharedPassages},
    ui::{
        strings::folder_search as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL, SMALL_BOLD},
        widgets::{list_row, text},
    },
};

/// Maximum number of places that are shown of a passage.
const MAX_SHOWN_PLACES: usize = 8;
/// Number of lines of the text of a passage.
const TEXT_ROWS: usize = 3;

/// A row of the list. Passages are indices in their list.
#[derive(Debug, Clone, Copy)]
pub(super) enum PassageRow {
    /// The title of a list.
    Title(PassageList),
    /// The text of a passage.
    Passage(PassageList, usize),
    /// A place of a passage.
    Place(PassageList, usize, usize),
    /// The number of places that are not shown.
    More(PassageList, usize),
}

/// A list of passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PassageList {
    /// Passages of a few reports.
    Several,
    /// Wording of a framework.
    Framework,
}

impl PassageList {
    fn passages(self, passages: &SharedPassages) -> &[SharedPassage] {
        match self {
            Self::Several => &passages.passages,
            Self::Framework => &passages.framework_passages,
        }
    }
}

impl PassageRow {
    /// Returns the height in points.
    pub(super) fn height(self) -> f32 {
        match self {
            Self::Title(_) => 36.0,
            Self::Passage(..) => 104.0,
            Self::Place(..) => 27.0,
            Self::More(..) => 24.0,
        }
    }
}

/// Returns the rows of both lists.
pub(super) fn rows(passages: &SharedPassages) -> Vec<PassageRow> {
    let mut rows = Vec::new();
    for list in [PassageList::Several, PassageList::Framework] {
        let passages = list.passages(passages);
        rows.extend((!passages.is_empty()).then_some(PassageRow::Title(list)));
        for (index, passage) in passages.iter().enumerate() {
            rows.push(PassageRow::Passage(list, index));
            let places = passage.places.len().min(MAX_SHOWN_PLACES);
            rows.extend((0..places).map(|place| PassageRow::Place(list, index, place)));
            rows.extend((passage.report_count > places).then_some(PassageRow::More(list, index)));
        }
    }
    rows
}

/// Shows a row.
pub(super) fn show_row(ui: &mut Ui, shown: Shown<'_>, row: PassageRow, commands: &mut Vec<Command>) {
    let Some(passages) = &shown.tab.search.passages else { return };
    match row {
        PassageRow::Title(list) => show_title(ui, list, list.passages(passages).len()),
        PassageRow::Passage(list, index) => show_passage(ui, &list.passages(passages)[index]),
        PassageRow::Place(list, index, place) => {
            show_place(ui, shown, &list.passages(passages)[index], place, commands);
        }
        PassageRow::More(list, index) => {
            let count = list.passages(passages)[index].report_count;
            show_more(ui, count.saturating_sub(MAX_SHOWN_PLACES));
        }
    }
}

/// Shows the title of a list.
fn show_title(ui: &mut Ui, list: PassageList, count: usize) {
    let words = match list {
        PassageList::Several => strings::section_title(strings::OTHER_PASSAGES, count),
        PassageList::Framework => format!(
            "{}, {}",
            strings::section_title(strings::FRAMEWORK_PASSAGES, count),
            strings::FRAMEWORK_PASSAGES_HINT
        ),
    };
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, words.as_str()));
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    let at = pos2(rect.left() + SIDE_MARGIN, rect.center().y - PANEL_BOLD.line_height / 2.0);
    text::paint_truncated(ui, &words, PANEL_BOLD, tokens.text, at, rect.width() - SIDE_MARGIN * 2.0);
}

/// Shows the size and the beginning of a passage.
fn show_passage(ui: &mut Ui, passage: &SharedPassage) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let title = strings::passage_title(passage.word_count, passage.report_count);
    let name = format!("{title}: {}", passage.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, name.as_str()));
    let tokens = theme::tokens(ui);
    let (left, mut top) = (rect.left() + SIDE_MARGIN, rect.top() + 10.0);
    let width = (rect.width() - SIDE_MARGIN * 2.0).min(MAX_TEXT_WIDTH);
    text::paint_truncated(ui, &title, SMALL_BOLD, tokens.secondary, pos2(left, top), width);
    top += SMALL_BOLD.line_height + 2.0;
    let galley = text::lay_out_in_rows(ui, &passage.text, PANEL, tokens.text, width, TEXT_ROWS);
    ui.painter().galley(pos2(left, top), galley, tokens.text);
}

/// Shows a place of a passage. A click opens the report there.
fn show_place(
    ui: &mut Ui,
    shown: Shown<'_>,
    passage: &SharedPassage,
    index: usize,
    commands: &mut Vec<Command>,
) {
    let Some(place) = passage.places.get(index) else { return };
    let mut words = report_name(shown, &place.report);
    let number = place.number.map(strings::paragraph_label);
    for part in [place.section.clone(), number].into_iter().flatten() {
        words.push_str(" \u{B7} ");
        words.push_str(&part);
    }
    let (rect, response) = list_row::show(ui, &words, false);
    let tokens = theme::tokens(ui);
    let at = pos2(rect.left() + SIDE_MARGIN + 18.0, rect.center().y - SMALL.line_height / 2.0);
    text::paint_truncated(ui, &words, SMALL, tokens.link, at, rect.width() - SIDE_MARGIN * 2.0 - 18.0);
    handle_row(&response, shown, &place.report, (place.place, None), commands);
}

/// Shows the number of reports that are not listed.
fn show_more(ui: &mut Ui, count: usize) {
    let rect = ui.max_rect();
    let words = strings::more_places(count);
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, words.as_str()));
    let tokens = theme::tokens(ui);
    let at = pos2(rect.left() + SIDE_MARGIN + 18.0, rect.center().y - SMALL.line_height / 2.0);
    text::paint_truncated(ui, &words, SMALL, tokens.secondary, at, rect.width() - SIDE_MARGIN * 2.0);
}
