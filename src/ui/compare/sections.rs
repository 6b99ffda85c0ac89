//! The sections tab of a comparison. The user can unlink linked sections, and link sections that have no partner.

use eframe::egui::{self, Align, Layout, Ui, UiBuilder, vec2};

use super::layout::{SIDE_MARGIN, list_id};
use crate::{
    analysis::compare::{SectionLink, SectionPair},
    app::{Command, ComparisonTab},
    report::{Report, SectionId},
    ui::{
        strings::compare as strings,
        theme::{self, PANEL, SMALL},
        widgets::{
            list_row,
            rows::{RowContent, RowList},
            text,
        },
    },
};

/// Width of the column at the right for the buttons, in points.
const BUTTON_WIDTH: f32 = 84.0;
/// Height of a row, in points.
const ROW_HEIGHT: f32 = 52.0;

/// Shows the list of sections.
pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, rows: &mut RowList, commands: &mut Vec<Command>) {
    let reports = (&*tab.result.reports[0], &*tab.result.reports[1]);
    rows.show(
        ui,
        RowContent { owner_id: list_id(tab), table_name: strings::SECTIONS },
        tab.sections.len(),
        |_, _, _| ROW_HEIGHT,
        |ui, index| show_row(ui, tab, index, reports, commands),
    );
}

/// Shows a row. A click goes to the section in both reports.
fn show_row(
    ui: &mut Ui,
    tab: &ComparisonTab,
    index: usize,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    let pair = tab.sections[index];
    let title = |report: &Report, id: Option<SectionId>| id.map(|id| report.section(id).title.clone());
    let titles = (title(left, pair.left), title(right, pair.right));
    let heading = match &titles {
        (Some(left), Some(right)) if left != right => strings::linked_titles(left, right),
        (_, Some(right)) => right.clone(),
        (Some(left), None) => left.clone(),
        (None, None) => String::new(),
    };
    let (rect, response) = list_row::show(ui, &format!("{heading}: {}", link_description(&pair)), false);
    let tokens = theme::tokens(ui);
    let level = pair.right.map(|id| right.section(id).level).or(pair.left.map(|id| left.section(id).level));
    let indent = f32::from(level.unwrap_or(1).saturating_sub(1).min(4)) * 12.0;
    let text_rect = egui::Rect::from_min_max(
        rect.min + vec2(SIDE_MARGIN + indent, 6.0),
        rect.max - vec2(SIDE_MARGIN + BUTTON_WIDTH, 4.0),
    );
    for (line_index, (words, style, color)) in
        [(heading.as_str(), PANEL, tokens.text), (link_description(&pair).as_str(), SMALL, tokens.secondary)]
            .into_iter()
            .enumerate()
    {
        let below = if line_index == 0 { 0.0 } else { PANEL.line_height + 1.0 };
        text::paint_truncated(ui, words, style, color, text_rect.min + vec2(0.0, below), text_rect.width());
    }
    let button_rect =
        egui::Rect::from_min_max(egui::pos2(rect.right() - SIDE_MARGIN - BUTTON_WIDTH, rect.top()), rect.max);
    let builder = UiBuilder::new().max_rect(button_rect.shrink2(vec2(6.0, 8.0)));
    ui.scope_builder(builder, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            show_link_button(ui, tab, pair, (left, right), commands);
        });
    });
    if response.clicked() {
        let places =
            [pair.left.map(|id| left.section(id).place), pair.right.map(|id| right.section(id).place)];
        commands.push(Command::GoToBoth(places));
    }
}

/// Returns the number of differences between linked sections, or says which report has a section without a partner.
fn link_description(pair: &SectionPair) -> String {
    let differences = strings::difference_count(pair.changes);
    match (pair.left, pair.right) {
        (Some(_), Some(_)) if pair.is_linked_by_user => strings::linked_by_user(&differences),
        (Some(_), Some(_)) => differences,
        (Some(_), None) => strings::LEFT_ONLY.to_owned(),
        _ => strings::RIGHT_ONLY.to_owned(),
    }
}

/// Shows the button "Unlink" for linked sections, or "Link to…" for a section without a partner.
fn show_link_button(
    ui: &mut Ui,
    tab: &ComparisonTab,
    pair: SectionPair,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    if let (Some(left), Some(right)) = (pair.left, pair.right) {
        let unlink = ui.small_button(strings::UNLINK).on_hover_text(strings::UNLINK_HINT);
        if unlink.clicked() {
            commands.push(Command::LinkSections(SectionLink { left, right, is_linked: false }));
        }
        return;
    }
    ui.menu_button(strings::LINK_TO, |ui| {
        ui.set_max_width(320.0);
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let unlinked = tab.sections.iter().filter(|other| other.left.is_some() != other.right.is_some());
            for other in unlinked {
                let link = match (pair.left, pair.right, other.left, other.right) {
                    (Some(left), None, None, Some(right)) | (None, Some(right), Some(left), None) => {
                        SectionLink { left, right, is_linked: true }
                    }
                    _ => continue,
                };
                let title = if pair.left.is_some() {
                    &right.section(link.right).title
                } else {
                    &left.section(link.left).title
                };
                if ui.button(title.as_str()).clicked() {
                    commands.push(Command::LinkSections(link));
                }
            }
        });
    });
}
