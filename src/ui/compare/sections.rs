//! Which section is which: the pairs that were worked out, to be parted, and those left over, to be paired.

use eframe::egui::{self, Align, Layout, Ui, UiBuilder, vec2};

use super::panel::{SIDE, row};
use crate::{
    analysis::compare::{ByHand, SectionPair},
    app::{Command, Compared},
    report::{Report, SectionId},
    ui::{
        rows::Rows,
        theme::{self, PANEL, SMALL},
    },
};

/// Room for the button at the right.
const BUTTON: f32 = 84.0;
const HEIGHT: f32 = 52.0;

pub(super) fn show(
    ui: &mut Ui,
    compared: &Compared,
    (id, left, right): (u64, &Report, &Report),
    rows: &mut Rows,
    commands: &mut Vec<Command>,
) {
    rows.show(
        ui,
        (id, "sections"),
        compared.sections.len(),
        |_, _, _| HEIGHT,
        |ui, index| section(ui, compared, index, (left, right), commands),
    );
}

fn section(
    ui: &mut Ui,
    compared: &Compared,
    index: usize,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    let pair = compared.sections[index];
    let title = |report: &Report, id: Option<SectionId>| id.map(|id| report.section(id).title.clone());
    let (one, other) = (title(left, pair.left), title(right, pair.right));
    let head = match (&one, &other) {
        (Some(one), Some(other)) if one != other => format!("{one} ↔ {other}"),
        (_, Some(other)) => other.clone(),
        (Some(one), None) => one.clone(),
        (None, None) => String::new(),
    };
    let (rect, response) = row(ui, &format!("{head}: {}", says(&pair)), false);
    let tokens = theme::tokens(ui);
    let level = pair.right.map(|id| right.section(id).level).or(pair.left.map(|id| left.section(id).level));
    let indent = f32::from(level.unwrap_or(1).saturating_sub(1).min(4)) * 12.0;
    let room =
        egui::Rect::from_min_max(rect.min + vec2(SIDE + indent, 6.0), rect.max - vec2(SIDE + BUTTON, 4.0));
    for (line, (words, kind, color)) in
        [(head.as_str(), PANEL, tokens.text), (says(&pair).as_str(), SMALL, tokens.secondary)]
            .into_iter()
            .enumerate()
    {
        let text = egui::WidgetText::from(kind.rich(words, color));
        let galley =
            text.into_galley(ui, Some(egui::TextWrapMode::Truncate), room.width(), egui::TextStyle::Body);
        let below = if line == 0 { 0.0 } else { PANEL.line + 1.0 };
        ui.painter().galley(room.min + vec2(0.0, below), galley, color);
    }
    let side = egui::Rect::from_min_max(egui::pos2(rect.right() - SIDE - BUTTON, rect.top()), rect.max);
    let builder = UiBuilder::new().max_rect(side.shrink2(vec2(6.0, 8.0)));
    ui.scope_builder(builder, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            button(ui, compared, pair, (left, right), commands);
        });
    });
    if response.clicked() {
        let places =
            [pair.left.map(|id| left.section(id).place), pair.right.map(|id| right.section(id).place)];
        commands.push(Command::GoToBoth(places));
    }
}

/// What is said of a pair.
fn says(pair: &SectionPair) -> String {
    let plural = if pair.changes == 1 { "" } else { "s" };
    let differences = format!("{} difference{plural}", pair.changes);
    match (pair.left, pair.right) {
        (Some(_), Some(_)) if pair.by_hand => format!("Paired by hand, {differences}"),
        (Some(_), Some(_)) => differences,
        (Some(_), None) => "In the left report only".to_owned(),
        _ => "In the right report only".to_owned(),
    }
}

/// "Part" beside a pair; "Pair…" beside a section that has no partner.
fn button(
    ui: &mut Ui,
    compared: &Compared,
    pair: SectionPair,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    if let (Some(one), Some(other)) = (pair.left, pair.right) {
        let part = ui.small_button("Part").on_hover_text("These sections do not belong together");
        if part.clicked() {
            commands.push(Command::PairByHand(ByHand { left: one, right: other, together: false }));
        }
        return;
    }
    ui.menu_button("Pair…", |ui| {
        ui.set_max_width(320.0);
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            let free = compared.sections.iter().filter(|other| other.left.is_some() != other.right.is_some());
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
                    commands.push(Command::PairByHand(hand));
                }
            }
        });
    });
}
