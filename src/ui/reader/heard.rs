//! The text above and below what is in view, for those who hear it: a screen reader reads on to the end.

use std::ops::Range;

use eframe::egui::{Rect, Role, Sense, Ui, WidgetInfo};

use crate::{
    analysis::{RowPart, row_texts},
    app::Document,
    report::Content,
};

/// So many rows above and below are told; a report of 60 pages has 1,000. What is further away comes when it is scrolled to.
pub(super) const MOST: usize = 1_500;

/// Tells rows that are not in view, in order, as if they stood at the edge of it.
pub(super) fn rows(ui: &Ui, document: &Document, rows: Range<usize>, edge: Rect) {
    let report = document.report();
    for row in rows {
        let texts = row_texts(report, &document.loaded.flow, row);
        let words = texts.join(" ");
        if words.is_empty() {
            continue;
        }
        let response = ui.interact(edge, ui.scope_id().with(("heard", row)), Sense::hover());
        let is_of_table = matches!(document.loaded.flow.rows()[row].part, RowPart::TableRow(_));
        let role = if is_of_table { Role::Row } else { Role::Label };
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
                if let Some(number) = place.and_then(|place| report.number_at(place)) {
                    ui.accesskit_node_builder(response.id, |node| {
                        node.set_description(format!("Paragraph {number}"));
                    });
                }
            }
            _ => {}
        }
    }
}
