//! Adds rows above and below the view to the accessibility tree, so that a screen reader can read on to the end.

use std::ops::Range;

use eframe::egui::{Rect, Role, Sense, Ui, WidgetInfo};

use crate::{
    analysis::{RowPart, row_texts},
    app::Document,
    report::Content,
    ui::strings::report as strings,
};

/// Maximum number of rows added above the view, and also below the view. A report of 60 pages has about 1,000 rows.
/// Rows further away are added when the text is scrolled near them.
pub(super) const MAX_ROWS_BEYOND_EDGE: usize = 1_500;

/// Adds rows that are out of view to the accessibility tree, in order. `edge` is the edge of the view that they are
/// beyond; it is used as the position of all of them.
pub(super) fn add_rows(ui: &Ui, document: &Document, rows: Range<usize>, edge: Rect) {
    let report = document.report();
    for row in rows {
        let texts = row_texts(report, &document.loaded.flow, row);
        let words = texts.join(" ");
        if words.is_empty() {
            continue;
        }
        let response = ui.interact(edge, ui.scope_id().with(("out of view", row)), Sense::hover());
        let is_table_row = matches!(document.loaded.flow.rows()[row].part, RowPart::TableRow(_));
        let role = if is_table_row { Role::Row } else { Role::Label };
        response.widget_info(|| WidgetInfo::labeled(role, true, words.as_str()));
        let block = document.loaded.flow.rows()[row].block;
        let place = document.loaded.flow.place_of(row);
        match &report.block(block).content {
            Content::Heading(section) => {
                let level = usize::from(report.section(*section).level);
                ui.accesskit_node_builder(response.id, |node| {
                    node.set_role(Role::Heading);
                    node.set_level(level);
                });
            }
            Content::Paragraph(_) if place.is_some_and(|place| place.part.is_none()) => {
                if let Some(number) = place.and_then(|place| report.paragraph_number_at(place)) {
                    ui.accesskit_node_builder(response.id, |node| {
                        node.set_description(strings::paragraph_label(number));
                    });
                }
            }
            _ => {}
        }
    }
}
