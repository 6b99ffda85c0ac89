//! The summary beside the text: the headline card, and tabs with tables of its findings.

mod card;
mod checks;
mod choices;
mod judgements;
mod links;
mod mentions;
mod notes;
mod points;
mod published;
mod recommendations;
mod row_menu;
mod scale;
mod tabs;

use std::sync::Arc;

pub(crate) use links::shorten_words;

use eframe::egui::{self, Align2, Galley, Pos2, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{
    strings::report as strings,
    theme::{self, PANEL, PANEL_BOLD, SMALL_BOLD},
    widgets::{
        list_row::{self, paint_focus_ring, paint_line_below},
        rows::RowList,
        text::lay_out_wrapped,
    },
};
use crate::app::{Command, Document, SummaryTab};

/// Space between the content of the panel and its left and right edges, in points.
const SIDE_MARGIN: f32 = 14.0;

/// Data that the summary keeps between frames: the measured rows of each table.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    judgements: RowList,
    recommendations: RowList,
    points: RowList,
    scale: RowList,
    /// The rows of the tabs with mentions and of the Notes tab.
    mentions: RowList,
    checks: RowList,
}

/// Shows the summary. If `takes_focus` is true, the current tab takes the keyboard focus.
pub(crate) fn show(
    ui: &mut Ui,
    document: &Document,
    cache: &mut Cache,
    takes_focus: bool,
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    card::show(ui, document, commands);
    tabs::show(ui, document, takes_focus, commands);
    let builder = UiBuilder::new().accessibility_role(Role::TabPanel).accessibility_label(strings::SUMMARY);
    ui.scope_builder(builder, |ui| match document.view.tab {
        // Without this message, a file without readable text would look like a report without judgements.
        tab if tab != SummaryTab::Checks && !document.has_text() => {
            show_message(ui, document.why_no_text().unwrap_or_default());
        }
        SummaryTab::Judgements => judgements::show(ui, document, &mut cache.judgements, commands),
        SummaryTab::Recommendations => {
            recommendations::show(ui, document, &mut cache.recommendations, commands);
        }
        SummaryTab::Points => points::show(ui, document, &mut cache.points, commands),
        SummaryTab::Notes => notes::show(ui, document, &mut cache.mentions, commands),
        SummaryTab::Scale => scale::show(ui, document, &mut cache.scale),
        SummaryTab::Checks => checks::show(ui, document, &mut cache.checks, commands),
        tab => mentions::show(ui, document, tab, &mut cache.mentions, commands),
    });
}

/// Shows a row with the title of the group of rows below it.
fn show_group_row(ui: &mut Ui, words: &str) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, words));
    let tokens = theme::tokens(ui);
    ui.painter().rect_filled(rect, 0.0, tokens.bar);
    paint_line_below(ui, rect, tokens);
    let galley = lay_out_wrapped(ui, words, PANEL_BOLD, tokens.text, rect.width() - SIDE_MARGIN * 2.0);
    ui.painter().galley(
        pos2(rect.left() + SIDE_MARGIN, rect.center().y - galley.size().y / 2.0),
        galley,
        tokens.text,
    );
}

/// Returns the height of a group row, in points. `width` is the width of the row in points.
fn group_row_height(ui: &Ui, words: &str, width: f32) -> f32 {
    lay_out_wrapped(ui, words, PANEL_BOLD, theme::tokens(ui).text, width - SIDE_MARGIN * 2.0).size().y + 10.0
}

/// Shows the names of columns, each with its distance from the left edge in points. The last name is at the right edge;
/// it can be empty.
fn show_table_header(ui: &mut Ui, names: &[(&str, f32)], last: &str) {
    let tokens = theme::tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, tokens.page);
    paint_line_below(ui, rect, tokens);
    let font = SMALL_BOLD.text_format(tokens.secondary).font_id;
    for (name, x) in names {
        let position = pos2(rect.left() + x, rect.center().y);
        let shown = ui.painter().text(position, Align2::LEFT_CENTER, name, font.clone(), tokens.secondary);
        add_column_header(ui, shown, name);
    }
    let position = pos2(rect.right() - SIDE_MARGIN, rect.center().y);
    let shown = ui.painter().text(position, Align2::RIGHT_CENTER, last, font, tokens.secondary);
    add_column_header(ui, shown, last);
}

/// Adds a painted column name to the accessibility tree.
fn add_column_header(ui: &Ui, rect: Rect, name: &str) {
    if !name.is_empty() {
        let response = ui.interact(rect, ui.scope_id().with(("column", name)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name));
    }
}

/// Shows a message in place of a table.
fn show_message(ui: &mut Ui, words: &str) {
    let tokens = theme::tokens(ui);
    egui::Frame::new().inner_margin(egui::Margin::same(14)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(PANEL.rich_text(words, tokens.secondary)).wrap());
    });
}

/// Paints laid-out words at a position.
fn paint_words(ui: &Ui, galley: Arc<Galley>, at: Pos2) {
    ui.painter().galley(at, galley, theme::tokens(ui).text);
}
