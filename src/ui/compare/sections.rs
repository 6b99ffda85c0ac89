//! Sections of compared reports: the linked ones, to unlink, and those left over, to link.

use eframe::egui::{self, Align, Layout, Ui, UiBuilder, vec2};

use super::layout::{SIDE, list_id};
use crate::{
    analysis::compare::{ByHand, SectionPair},
    app::{Command, ComparisonTab},
    report::{Report, SectionId},
    ui::{
        theme::{self, PANEL, SMALL},
        widgets::{list_row, rows::Rows, text},
    },
};

/// Room for the button at the right.
const BUTTON: f32 = 84.0;
const ROW_HEIGHT: f32 = 52.0;

pub(super) fn show(ui: &mut Ui, tab: &ComparisonTab, rows: &mut Rows, commands: &mut Vec<Command>) {
    let reports = (&*tab.result.reports[0], &*tab.result.reports[1]);
    rows.show(
        ui,
        (list_id(tab), "sections"),
        tab.sections.len(),
        |_, _, _| ROW_HEIGHT,
        |ui, index| section(ui, tab, index, reports, commands),
    );
}

fn section(
    ui: &mut Ui,
    tab: &ComparisonTab,
    index: usize,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    let pair = tab.sections[index];
    let title = |report: &Report, id: Option<SectionId>| id.map(|id| report.section(id).title.clone());
    let (one, other) = (title(left, pair.left), title(right, pair.right));
    let head = match (&one, &other) {
        (Some(one), Some(other)) if one != other => format!("{one} ↔ {other}"),
        (_, Some(other)) => other.clone(),
        (Some(one), None) => one.clone(),
        (None, None) => String::new(),
    };
    let (rect, response) = list_row::show(ui, &format!("{head}: {}", description(&pair)), false);
    let tokens = theme::tokens(ui);
    let level = pair.right.map(|id| right.section(id).level).or(pair.left.map(|id| left.section(id).level));
    let indent = f32::from(level.unwrap_or(1).saturating_sub(1).min(4)) * 12.0;
    let room =
        egui::Rect::from_min_max(rect.min + vec2(SIDE + indent, 6.0), rect.max - vec2(SIDE + BUTTON, 4.0));
    for (line, (words, kind, color)) in
        [(head.as_str(), PANEL, tokens.text), (description(&pair).as_str(), SMALL, tokens.secondary)]
            .into_iter()
            .enumerate()
    {
        let below = if line == 0 { 0.0 } else { PANEL.line + 1.0 };
        text::paint_truncated(ui, words, kind, color, room.min + vec2(0.0, below), room.width());
    }
    let side = egui::Rect::from_min_max(egui::pos2(rect.right() - SIDE - BUTTON, rect.top()), rect.max);
    let builder = UiBuilder::new().max_rect(side.shrink2(vec2(6.0, 8.0)));
    ui.scope_builder(builder, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            button(ui, tab, pair, (left, right), commands);
        });
    });
    if response.clicked() {
        let places =
            [pair.left.map(|id| left.section(id).place), pair.right.map(|id| right.section(id).place)];
        commands.push(Command::GoToBoth(places));
    }
}

/// Returns how many differences a pair has, or which report the section is in.
fn description(pair: &SectionPair) -> String {
    let plural = if pair.changes == 1 { "" } else { "s" };
    let differences = format!("{} difference{plural}", pair.changes);
    match (pair.left, pair.right) {
        (Some(_), Some(_)) if pair.by_hand => format!("Linked by you, {differences}"),
        (Some(_), Some(_)) => differences,
        (Some(_), None) => "Only in the left report".to_owned(),
        _ => "Only in the right report".to_owned(),
    }
}

/// Shows "Unlink" beside linked sections, and "Link to…" beside one that has no partner.
fn button(
    ui: &mut Ui,
    tab: &ComparisonTab,
    pair: SectionPair,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    if let (Some(one), Some(other)) = (pair.left, pair.right) {
        let part = ui.small_button("Unlink").on_hover_text("These sections do not belong together");
        if part.clicked() {
            commands.push(Command::LinkSections(ByHand { left: one, right: other, together: false }));
        }
        return;
    }
    ui.menu_button("Link to…", |ui| {
        ui.set_max_width(320.0);
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let free = tab.sections.iter().filter(|other| other.left.is_some() != other.right.is_some());
            for other in free {
                let hand = match (pair.left, pair.right, other.left, other.right) {
                    (Some(one), None, None, Some(other)) | (None, Some(other), Some(one), None) => {
                        ByHand { left: one, right: other, together: true }
                    }
                    _ => continue,
                };
                let title = if pair.left.is_some() {
                    &right.section(hand.right).title
                } else {
                    &left.section(hand.left).title
                };
                if ui.button(title.as_str()).clicked() {
                    commands.push(Command::LinkSections(hand));
                }
            }
        });
    });
}
