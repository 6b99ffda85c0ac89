//! The improvement points in the text, to keep or drop.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use eframe::egui::{Button, Galley, Key, Rect, Ui, pos2, vec2};

use super::{SIDE, choosing, links::cut, list_row, nothing, paint_words, wrapped};
use crate::{
    analysis::ImprovementPoint,
    app::{Arrange, Command, Document, PointFilter, Verdict},
    report::{Grade, SectionId},
    ui::{
        mark::{self, Mark},
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::rows::Rows,
    },
};

/// Space above and below the words of a row, in points.
const PADDING: f32 = 8.0;
/// A button, and the line that it stands in.
const BUTTON: f32 = 24.0;
/// Room for both buttons.
const BUTTONS: f32 = 122.0;

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows, commands: &mut Vec<Command>) {
    let Some(findings) = document.findings.as_ref() else {
        return nothing(ui, "Sentences that say something falls short are being looked for …");
    };
    if findings.points.is_empty() {
        return nothing(
            ui,
            "No sentence of this report says that something falls short, or none that Findings can tell.",
        );
    }
    let filter = document.view.arrange.points;
    let verdict = |point: &ImprovementPoint| document.annotations.points.get(&point.id).copied();
    choose(ui, document, commands);
    let shown: Vec<&ImprovementPoint> =
        findings.points.iter().filter(|point| filter.should_show(verdict(point))).collect();
    if shown.is_empty() {
        let words = match filter {
            PointFilter::Open => "All improvement points were dropped.",
            PointFilter::Kept => "None is kept yet. What is kept goes into the action plan.",
            PointFilter::Dropped => "None was dropped.",
        };
        return nothing(ui, words);
    }
    let mut hasher = DefaultHasher::new();
    shown.iter().for_each(|point| point.id.hash(&mut hasher));
    rows.set_fingerprint(hasher.finish());
    rows.show(
        ui,
        (document.id.0, "points"),
        shown.len(),
        |ui, row, width| {
            let text = theme::tokens(ui).text;
            let words = wrapped(ui, &shown[row].text, PANEL, text, width - SIDE * 2.0);
            PADDING * 2.0
                + words.size().y
                + 2.0
                + BUTTON.max(whence(ui, document, shown[row], width).size().y)
        },
        |ui, row| point_row(ui, document, shown[row], verdict(shown[row]), commands),
    );
}

fn choose(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let points = document.findings.iter().flat_map(|findings| &findings.points);
    let verdicts = points.map(|point| document.annotations.points.get(&point.id).copied());
    let count = |filter: PointFilter| verdicts.clone().filter(|verdict| filter.should_show(*verdict)).count();
    choosing::line(ui, |ui| {
        let choices = PointFilter::ALL.map(|(filter, name)| (filter, format!("{name} ({})", count(filter))));
        let now = document.view.arrange.points;
        if let Some(points) = choosing::choose(ui, "Points shown", 0.5, &now, &choices) {
            commands.push(Command::Arrange(Arrange { points, ..document.view.arrange.clone() }));
        }
        let words = "What is kept goes into the action plan.";
        ui.add(eframe::egui::Label::new(SMALL.rich(words, theme::tokens(ui).secondary)).wrap());
    });
}

/// The grade that the section of a point was given, or the one that it stands in.
fn grade(document: &Document, section: Option<SectionId>) -> Option<&Grade> {
    document.report().grade_around(section?)
}

/// "Paragraph 42 · Staying safe".
fn place_words(document: &Document, point: &ImprovementPoint) -> String {
    let report = document.report();
    let number = report.paragraph(point.paragraph).number.map(|number| format!("Paragraph {number}"));
    let page = || report.block(point.place.block).origin.page.map(|page| format!("Page {page}"));
    let number = number.or_else(page);
    let title = point.section.map(|section| cut(&report.section(section).title, 60));
    [number, title].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn whence(ui: &Ui, document: &Document, point: &ImprovementPoint, width: f32) -> Arc<Galley> {
    let room =
        width - SIDE * 2.0 - BUTTONS - if grade(document, point.section).is_some() { 18.0 } else { 0.0 };
    wrapped(ui, &place_words(document, point), SMALL, theme::tokens(ui).secondary, room)
}

fn point_row(
    ui: &mut Ui,
    document: &Document,
    point: &ImprovementPoint,
    verdict: Option<Verdict>,
    commands: &mut Vec<Command>,
) {
    let scale = document.report().scale.as_ref();
    let grade = grade(document, point.section);
    let said = match verdict {
        Some(Verdict::Keep) => ", kept",
        Some(Verdict::Drop) => ", dropped",
        None => "",
    };
    let graded = grade.map(|grade| format!(", {}", mark::spoken(grade, scale))).unwrap_or_default();
    let name = format!("{}: {}{graded}{said}", place_words(document, point), point.text);
    let selected = document.view.marked == Some(point.place);
    let (rect, response) = list_row::show(ui, &name, selected);
    let tokens = theme::tokens(ui);
    let color = if verdict == Some(Verdict::Drop) { tokens.secondary } else { tokens.text };
    let words = wrapped(ui, &point.text, PANEL, color, rect.width() - SIDE * 2.0);
    let top = rect.top() + PADDING;
    let below = top + words.size().y + 2.0;
    paint_words(ui, words, pos2(rect.left() + SIDE, top));
    let mut left = rect.left() + SIDE;
    if let Some(grade) = grade {
        Mark::new(grade, scale).paint(ui.painter(), tokens, pos2(left + 6.5, below + BUTTON / 2.0), 13.0);
        left += 18.0;
    }
    let whence = whence(ui, document, point, rect.width());
    let middle = (BUTTON - whence.size().y).max(0.0) / 2.0;
    paint_words(ui, whence, pos2(left, below + middle));
    if response.clicked() {
        commands.push(Command::GoTo(point.place));
    }
    let keys = [(Key::K, Verdict::Keep), (Key::D, Verdict::Drop)];
    let pressed =
        keys.into_iter().find(|(key, _)| response.has_focus() && ui.input(|input| input.key_pressed(*key)));
    let right = rect.right() - SIDE;
    for (index, (verdict_of, label)) in
        [(Verdict::Keep, "Keep"), (Verdict::Drop, "Dismiss")].into_iter().enumerate()
    {
        let is_on = verdict == Some(verdict_of);
        let left = if index == 0 { right - 116.0 } else { right - 56.0 };
        let rect = Rect::from_min_size(pos2(left, below), vec2(56.0, BUTTON));
        let kind = if is_on { SMALL_BOLD } else { SMALL };
        let button = Button::selectable(is_on, kind.rich(label, tokens.text)).frame_when_inactive(true);
        let clicked = ui.put(rect, button).on_hover_text(hint(verdict_of)).clicked();
        if clicked || pressed.is_some_and(|(_, pressed)| pressed == verdict_of) {
            // Said once more, it is taken back.
            commands.push(Command::JudgePoint(point.id.clone(), (!is_on).then_some(verdict_of)));
        }
    }
}

fn hint(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Keep => "Put it into the action plan (K)",
        Verdict::Drop => "This is no improvement point (D)",
    }
}
