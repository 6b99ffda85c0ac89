//! The checks tab: inconsistencies in the report, with links to the places where they occur.

use eframe::egui::{Rect, Ui, pos2, vec2};

use super::{SIDE_MARGIN, lay_out_wrapped, links, list_row, paint_words, row_menu, show_message};
use crate::{
    app::{Command, CopiedTable, Document},
    report::{Content, Place, Report, Warning},
    ui::{
        icons::Icon,
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD},
        widgets::rows::{RowContent, RowList},
    },
};

/// Space above and below the text of a row, in points.
const ROW_PADDING: f32 = 10.0;
/// Width of the column for the icon, in points.
const ICON_WIDTH: f32 = 26.0;
/// Height of the line of a link, in points.
const LINK_HEIGHT: f32 = 24.0;
/// Maximum number of places that are listed for a check.
const MAX_LISTED_PLACES: usize = 8;
/// Maximum number of characters of a place name that would be wider than the panel.
const MAX_NAME_CHARACTERS: usize = 44;

/// Shows the list of warnings, or a message if there are none.
pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut RowList, commands: &mut Vec<Command>) {
    let warnings = document.warnings();
    if warnings.is_empty() {
        return show_message(ui, strings::NO_WARNINGS);
    }
    rows.show(
        ui,
        RowContent { owner_id: document.id.0, table_name: strings::CHECKS },
        warnings.len(),
        |ui, row, width| {
            let warning = &warnings[row];
            let text = theme::tokens(ui).text;
            let words =
                lay_out_wrapped(ui, &warning.message, PANEL, text, width - SIDE_MARGIN * 2.0 - ICON_WIDTH);
            #[expect(
                clippy::cast_precision_loss,
                reason = "the count is at most MAX_LISTED_PLACES, which f32 holds exactly"
            )]
            let link_count = warning.places.len().min(MAX_LISTED_PLACES) as f32;
            ROW_PADDING * 2.0 + PANEL_BOLD.line_height + 3.0 + words.size().y + link_count * LINK_HEIGHT
        },
        |ui, row| show_warning(ui, document, warnings[row], commands),
    );
}

/// Shows the row of a warning: its title, its message and links to its places. A click goes to the first place.
fn show_warning(ui: &mut Ui, document: &Document, warning: &Warning, commands: &mut Vec<Command>) {
    let report = document.report();
    let title = warning.kind.title();
    let (rect, response) = list_row::show(ui, &format!("{title}: {}", warning.message), false);
    let place = warning.places.first().copied();
    if let Some(place) = place.filter(|_| response.clicked()) {
        commands.push(Command::GoTo(place));
    }
    let (row, table) = (|| copied_cells(report, warning), || copied_table(document));
    row_menu::show(&response, place, Vec::new, row, table, commands);
    let tokens = theme::tokens(ui);
    let at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
    Icon::Warning.paint(ui, Rect::from_min_size(at + vec2(0.0, 1.0), vec2(17.0, 17.0)), tokens.warning);
    let left = at.x + ICON_WIDTH;
    let width = rect.width() - SIDE_MARGIN * 2.0 - ICON_WIDTH;
    paint_words(ui, lay_out_wrapped(ui, title, PANEL_BOLD, tokens.text, width), pos2(left, at.y));
    let message = lay_out_wrapped(ui, &warning.message, PANEL, tokens.text, width);
    let mut top = at.y + PANEL_BOLD.line_height + 3.0 + message.size().y;
    paint_words(ui, message, pos2(left, at.y + PANEL_BOLD.line_height + 3.0));
    for (index, place) in warning.places.iter().take(MAX_LISTED_PLACES).enumerate() {
        let line_rect = Rect::from_min_size(pos2(left, top), vec2(width, LINK_HEIGHT));
        show_place_link(ui, report, *place, line_rect, index, commands);
        top += LINK_HEIGHT;
    }
}

/// Returns the cells of a warning, to copy them.
fn copied_cells(report: &Report, warning: &Warning) -> Vec<String> {
    let places: Vec<String> = warning.places.iter().map(|place| place_name(report, *place)).collect();
    vec![warning.kind.title().to_owned(), warning.message.clone(), places.join("; ")]
}

/// Returns all warnings, to copy them.
fn copied_table(document: &Document) -> CopiedTable {
    let warnings = document.warnings().into_iter();
    let rows = warnings.map(|warning| copied_cells(document.report(), warning)).collect();
    CopiedTable { columns: vec![strings::CHECK_COLUMN, strings::DETAILS_COLUMN, strings::PARAGRAPHS], rows }
}

/// Shows a link to a place on its own line. `index` makes the id of the link unique in its row.
fn show_place_link(
    ui: &Ui,
    report: &Report,
    place: Place,
    line_rect: Rect,
    index: usize,
    commands: &mut Vec<Command>,
) {
    let words = place_name(report, place);
    let color = theme::tokens(ui).link;
    let mut galley = lay_out_wrapped(ui, &words, PANEL, color, f32::INFINITY);
    if galley.size().x > line_rect.width() {
        galley = lay_out_wrapped(
            ui,
            &links::shorten_words(&words, MAX_NAME_CHARACTERS),
            PANEL,
            color,
            line_rect.width(),
        );
    }
    let at = pos2(line_rect.left(), line_rect.center().y - galley.size().y / 2.0 + 2.0);
    links::show_link(ui, galley, at, (index, 0), &words, (report, place), commands);
}

/// Returns the name of a place: the row of a table, or the heading and the paragraph number.
fn place_name(report: &Report, place: Place) -> String {
    let block = report.block(place.block);
    if let (Content::Table(table), Some(part)) = (&block.content, place.part) {
        let row =
            usize::try_from(part).ok().and_then(|part| table.rows.get(part)).and_then(|row| row.first());
        return row.map_or_else(|| strings::TABLE.to_owned(), |cell| strings::table_place(cell.plain()));
    }
    let heading = match &block.content {
        Content::ContentsEntry(index) => report.contents[*index].title.clone(),
        _ => block.section.map_or_else(String::new, |section| report.section(section).title.clone()),
    };
    match report.paragraph_number_at(place) {
        Some(number) => strings::paragraph_place(number, &heading),
        None => heading,
    }
}
