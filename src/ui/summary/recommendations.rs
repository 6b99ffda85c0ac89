//! The table of recommendations, by section and timescale as the report has them.

use eframe::egui::{Ui, pos2, vec2};

use super::{SIDE, clickable_row, group_height, group_row, laid_out, nothing, paint_words};
use crate::{
    analysis,
    app::{Command, Document},
    report::{Recommendation, Report, long_date},
    ui::{
        rows::Rows,
        theme::{self, PANEL, SMALL, SMALL_BOLD},
    },
};

/// Space above and below the words of a row, in points.
const PADDING: f32 = 8.0;

enum Entry<'a> {
    /// Where the recommendations that follow stand.
    Group(String),
    Item(&'a Recommendation),
}

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows, commands: &mut Vec<Command>) {
    let report = document.report();
    let marked = document.view.marked;
    if report.recommendations.is_empty() {
        return nothing(ui, "This report makes no recommendations, or none that Findings can tell.");
    }
    let entries = entries(report);
    rows.show(
        ui,
        (document.id.0, "recommendations"),
        entries.len(),
        |ui, row, width| match &entries[row] {
            Entry::Group(group) => group_height(ui, group, width),
            Entry::Item(item) => {
                let text = theme::tokens(ui).text;
                let words = laid_out(ui, item.text.plain(), PANEL, text, width - SIDE * 2.0);
                PADDING * 2.0 + SMALL.line + 2.0 + words.size().y + address_height(ui, item, width)
            }
        },
        |ui, row| match &entries[row] {
            Entry::Group(group) => group_row(ui, group),
            Entry::Item(item) => item_row(ui, report, item, marked == Some(item.place), commands),
        },
    );
}

fn entries(report: &Report) -> Vec<Entry<'_>> {
    let mut entries = Vec::with_capacity(report.recommendations.len() + 4);
    let mut section = None;
    for item in &report.recommendations {
        if section != Some(item.section) {
            section = Some(item.section);
            entries.extend(item.section.map(|id| Entry::Group(group(report, id))));
        }
        entries.push(Entry::Item(item));
    }
    entries
}

/// "Safeguarding services: Areas for improvement": such titles come once in each part.
fn group(report: &Report, section: crate::report::SectionId) -> String {
    report.path(section).join(": ")
}

fn item_row(
    ui: &mut Ui,
    report: &Report,
    item: &Recommendation,
    selected: bool,
    commands: &mut Vec<Command>,
) {
    let when = when(report, item);
    let (rect, response) = clickable_row(ui, &format!("{when}: {}", item.text.plain()), selected);
    let tokens = theme::tokens(ui);
    let at = rect.min + vec2(SIDE, PADDING);
    let width = rect.width() - SIDE * 2.0;
    paint_words(ui, laid_out(ui, &when, SMALL_BOLD, tokens.link, width), at);
    if let Some(number) = item.paragraph.and_then(|id| report.paragraph(id).number) {
        let number = laid_out(ui, &format!("paragraph {number}"), SMALL, tokens.secondary, width);
        paint_words(ui, number.clone(), pos2(rect.right() - SIDE - number.size().x, at.y));
    }
    let words = laid_out(ui, item.text.plain(), PANEL, tokens.text, width);
    let below = words.size().y + SMALL.line + 2.0;
    paint_words(ui, words, at + vec2(0.0, SMALL.line + 2.0));
    if let Some(address) = address(ui, item, rect.width()) {
        paint_words(ui, address, at + vec2(0.0, below + 3.0));
    }
    if response.clicked() {
        commands.push(Command::GoTo(item.place));
    }
}

/// "Within three months · by 14 August 2012".
fn when(report: &Report, item: &Recommendation) -> String {
    let Some(timescale) = &item.timescale else { return "No timescale".to_owned() };
    match analysis::due(report, item) {
        Some(due) => format!("{} · by {}", timescale.label, long_date(due)),
        None => timescale.label.clone(),
    }
}

fn address(ui: &Ui, item: &Recommendation, width: f32) -> Option<std::sync::Arc<eframe::egui::Galley>> {
    let responsible = item.responsible.as_ref()?;
    let color = theme::tokens(ui).secondary;
    Some(laid_out(ui, &format!("For {responsible}"), SMALL, color, width - SIDE * 2.0))
}

fn address_height(ui: &Ui, item: &Recommendation, width: f32) -> f32 {
    address(ui, item, width).map_or(0.0, |address| address.size().y + 3.0)
}
