//! The timeline of an organisation: a chart for each judgement, and beside the charts a table of all grades. In a narrow
//! window, one of the two is shown.

mod chart;
mod content;
mod table;
#[cfg(test)]
mod tests;

use eframe::egui::{self, Button, Panel, Role, Ui, WidgetInfo};

use self::content::Content;
use super::{
    strings::timeline as strings,
    theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL},
    widgets::{
        cached::Cached,
        panel_edge::{self, EdgeChange},
        rows::RowList,
    },
};
use crate::app::{Command, State, TabId, TimelineTab, TimelineView, WidthClass};

/// Width of the table before the user drags its edge, in points.
const DEFAULT_TABLE_WIDTH: f32 = 352.0;
/// Minimum and maximum width of the table, in points.
const TABLE_WIDTH_RANGE: std::ops::RangeInclusive<f32> = 300.0..=620.0;

/// Data that a timeline keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// The content for a revision of the timeline.
    content: Cached<u32, Content>,
    lanes: RowList,
    rows: RowList,
    /// The width of the table that the user dragged its edge to, in points.
    dragged_width: Option<f32>,
}

/// Shows a timeline: the charts, and the table on the right.
pub(crate) fn show(
    ui: &mut Ui,
    state: &State,
    (id, tab): (TabId, &TimelineTab),
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let Cache { content, lanes, rows, dragged_width } = cache;
    let content = content.get(tab.revision, || Content::new(tab));
    rows.set_fingerprint(tab.revision.into());
    let page = egui::Frame::new().fill(theme::tokens(ui).page);
    if state.panels.width_class < WidthClass::Panels {
        egui::CentralPanel::no_frame().frame(page).show(ui, |ui| {
            show_header(ui, content, Some(tab.view), commands);
            match tab.view {
                TimelineView::Chart => chart::show(ui, content, (id.0, tab.revision), lanes, commands),
                TimelineView::Table => table::show(ui, content, id.0, rows, commands),
            }
        });
        return;
    }
    let max_width = TABLE_WIDTH_RANGE.end().min((ui.available_width() / 2.0).max(*TABLE_WIDTH_RANGE.start()));
    let width = dragged_width.unwrap_or(DEFAULT_TABLE_WIDTH).clamp(*TABLE_WIDTH_RANGE.start(), max_width);
    let frame = egui::Frame::new().fill(theme::tokens(ui).panel);
    let side = Panel::right("timeline table").exact_size(width).resizable(false).frame(frame);
    let side = side.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        show_table_title(ui);
        table::show(ui, content, id.0, rows, commands);
        ui.take_available_space();
    });
    egui::CentralPanel::no_frame().frame(page).show(ui, |ui| {
        show_header(ui, content, None, commands);
        chart::show(ui, content, (id.0, tab.revision), lanes, commands);
    });
    let rect = side.response.rect;
    match panel_edge::show(ui, strings::EDGE, rect.left(), rect.y_range()) {
        Some(EdgeChange::Dragged(x)) => *dragged_width = Some(rect.right() - x),
        Some(EdgeChange::Reset) => *dragged_width = None,
        Some(EdgeChange::Released) | None => {}
    }
}

/// Shows the title and the sentences about the timeline and, in a narrow window, the choice between charts and table.
fn show_header(ui: &mut Ui, content: &Content, view: Option<TimelineView>, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 14, top: 12, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = ui.add(egui::Label::new(PANEL_TITLE.rich_text(&content.title, tokens.text)).wrap());
        title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &content.title));
        ui.add_space(2.0);
        ui.add(egui::Label::new(SMALL.rich_text(&content.sentences, tokens.secondary)).wrap());
        ui.add(egui::Label::new(SMALL.rich_text(strings::CHART_NOTE, tokens.secondary)).wrap());
        if let Some(view) = view {
            ui.add_space(6.0);
            show_view_choice(ui, view, commands);
        }
    });
}

/// Shows the choice between the charts and the table.
fn show_view_choice(ui: &mut Ui, view: TimelineView, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        for (choice, name) in [(TimelineView::Chart, strings::CHART), (TimelineView::Table, strings::TABLE)] {
            let is_shown = view == choice;
            let style = if is_shown { PANEL_BOLD } else { PANEL };
            let response = ui.add(Button::selectable(is_shown, style.rich_text(name, tokens.text)));
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, name));
            if response.clicked() {
                commands.push(Command::ShowTimelineView(choice));
            }
        }
    });
}

/// Shows the title above the table.
fn show_table_title(ui: &mut Ui) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 14, top: 12, bottom: 8 });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(PANEL_TITLE.rich_text(strings::TABLE, tokens.text)));
    });
    let line = egui::Stroke::new(1.0, tokens.line);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, line);
}
