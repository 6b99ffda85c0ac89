//! What does not fit in the report, with links to the places.

use eframe::egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{SIDE, line_below, links, nothing, paint_words, wrapped};
use crate::{
    app::{Command, Document},
    report::{Content, Place, Report, Warning},
    ui::{
        icons::Icon,
        theme::{self, PANEL, PANEL_BOLD},
        widgets::rows::Rows,
    },
};

/// Space above and below the words of a row, in points.
const PADDING: f32 = 10.0;
/// Room for the icon.
const ICON: f32 = 26.0;
/// A link, with the space above it.
const LINK: f32 = 24.0;
/// More places than this are not listed.
const MOST: usize = 8;

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows, commands: &mut Vec<Command>) {
    let warnings = document.warnings();
    if warnings.is_empty() {
        return nothing(
            ui,
            "Nothing was found that does not fit: grades, table, contents, numbers and dates agree.",
        );
    }
    rows.show(
        ui,
        (document.id.0, "checks"),
        warnings.len(),
        |ui, row, width| {
            let warning = &warnings[row];
            let text = theme::tokens(ui).text;
            let words = wrapped(ui, &warning.message, PANEL, text, width - SIDE * 2.0 - ICON);
            #[expect(clippy::cast_precision_loss, reason = "eight at most")]
            let links = warning.places.len().min(MOST) as f32;
            PADDING * 2.0 + PANEL_BOLD.line + 3.0 + words.size().y + links * LINK
        },
        |ui, row| warning_row(ui, document.report(), warnings[row], commands),
    );
}

fn warning_row(ui: &mut Ui, report: &Report, warning: &Warning, commands: &mut Vec<Command>) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    let title = warning.kind.title();
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, format!("{title}: {}", warning.message)));
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.page);
    line_below(ui, rect, tokens);
    let at = rect.min + vec2(SIDE, PADDING);
    Icon::Warning.paint(ui, Rect::from_min_size(at + vec2(0.0, 1.0), vec2(17.0, 17.0)), tokens.warning);
    let left = at.x + ICON;
    let width = rect.width() - SIDE * 2.0 - ICON;
    paint_words(ui, wrapped(ui, title, PANEL_BOLD, tokens.text, width), pos2(left, at.y));
    let message = wrapped(ui, &warning.message, PANEL, tokens.text, width);
    let mut top = at.y + PANEL_BOLD.line + 3.0 + message.size().y;
    paint_words(ui, message, pos2(left, at.y + PANEL_BOLD.line + 3.0));
    for (index, place) in warning.places.iter().take(MOST).enumerate() {
        let strip = Rect::from_min_size(pos2(left, top), vec2(width, LINK));
        place_link(ui, report, *place, strip, index, commands);
        top += LINK;
    }
}

fn place_link(
    ui: &Ui,
    report: &Report,
    place: Place,
    strip: Rect,
    index: usize,
    commands: &mut Vec<Command>,
) {
    let words = name(report, place);
    let link = theme::tokens(ui).link;
    let mut galley = wrapped(ui, &words, PANEL, link, f32::INFINITY);
    if galley.size().x > strip.width() {
        galley = wrapped(ui, &links::cut(&words, 44), PANEL, link, strip.width());
    }
    let at = pos2(strip.left(), strip.center().y - galley.size().y / 2.0 + 2.0);
    links::one(ui, galley, at, (index, 0), &words, place, commands);
}

/// What a place is called: the row of a table, or the heading with its paragraphs.
fn name(report: &Report, place: Place) -> String {
    let block = report.block(place.block);
    if let (Content::Table(table), Some(part)) = (&block.content, place.part) {
        let row =
            usize::try_from(part).ok().and_then(|part| table.rows.get(part)).and_then(|row| row.first());
        return row.map_or_else(|| "Table".to_owned(), |cell| format!("Table: {}", cell.plain()));
    }
    let words = match &block.content {
        Content::ContentsEntry(index) => report.contents[*index].title.clone(),
        _ => block.section.map_or_else(String::new, |section| report.section(section).title.clone()),
    };
    match report.number_at(place) {
        Some(number) => format!("Paragraph {number}, {words}"),
        None => words,
    }
}
