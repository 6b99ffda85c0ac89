//! The tab of improvement points, to keep or dismiss.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use eframe::egui::{Button, Galley, Key, Rect, Ui, pos2, vec2};

use super::{
    SIDE, choices, group_row_height, links, list_row, paint_words, show_group_row, show_message, wrapped,
};
use crate::{
    analysis::ImprovementPoint,
    app::{Command, Document, PointFilter, TableArrangement, Verdict},
    report::{Grade, SectionId},
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::rows::Rows,
    },
};

/// Space above and below the words of a row, in points.
const PADDING: f32 = 8.0;
/// Height of the buttons and of their line, in points.
const BUTTON_HEIGHT: f32 = 24.0;
/// Widths of the buttons Keep and Dismiss and of the space between them, in points.
const KEEP_WIDTH: f32 = 56.0;
const DISMISS_WIDTH: f32 = 74.0;
const BUTTON_SPACE: f32 = 4.0;
/// Width of both buttons with the space before them, in points.
const BUTTONS_WIDTH: f32 = KEEP_WIDTH + BUTTON_SPACE + DISMISS_WIDTH + 6.0;
/// Width of the column for the grade mark, in points.
const GRADE_MARK_WIDTH: f32 = 18.0;
/// Maximum length of the heading of the section.
const MAX_HEADING_CHARACTERS: usize = 60;

/// A row of the list.
enum PointRow<'a> {
    /// The heading of the section that the points after it are in.
    Group(&'a str),
    Point(&'a ImprovementPoint),
}

/// Returns the points, each group after the heading of its section.
fn point_rows<'a>(document: &'a Document, points: &[&'a ImprovementPoint]) -> Vec<PointRow<'a>> {
    let mut rows = Vec::with_capacity(points.len() + 8);
    let mut group = None;
    for point in points {
        if point.section.is_some() && point.section != group {
            rows.extend(
                point.section.map(|section| PointRow::Group(&document.report().section(section).title)),
            );
        }
        group = point.section;
        rows.push(PointRow::Point(point));
    }
    rows
}

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows, commands: &mut Vec<Command>) {
    let Some(findings) = document.findings.as_ref() else {
        return show_message(ui, strings::LOOKING_FOR_POINTS);
    };
    if findings.points.is_empty() {
        return show_message(ui, strings::NO_POINTS);
    }
    let filter = document.view.arrange.points;
    let verdict = |point: &ImprovementPoint| document.annotations.points.get(&point.id).copied();
    show_filter(ui, document, commands);
    let shown: Vec<&ImprovementPoint> =
        findings.points.iter().filter(|point| filter.should_show(verdict(point))).collect();
    if shown.is_empty() {
        let words = match filter {
            PointFilter::Open => strings::ALL_POINTS_DISMISSED,
            PointFilter::Kept => strings::NO_POINTS_KEPT,
            PointFilter::Dismissed => strings::NO_POINTS_DISMISSED,
        };
        return show_message(ui, words);
    }
    let list = point_rows(document, &shown);
    let mut hasher = DefaultHasher::new();
    shown.iter().for_each(|point| point.id.hash(&mut hasher));
    rows.set_fingerprint(hasher.finish());
    rows.show(
        ui,
        (document.id.0, strings::POINTS),
        list.len(),
        |ui, row, width| match list[row] {
            PointRow::Group(title) => group_row_height(ui, title, width),
            PointRow::Point(point) => point_row_height(ui, document, point, width),
        },
        |ui, row| match list[row] {
            PointRow::Group(title) => show_group_row(ui, title),
            PointRow::Point(point) => show_point(ui, document, point, verdict(point), commands),
        },
    );
}

/// Returns the height of the row of a point of this width, both in points of the screen.
fn point_row_height(ui: &Ui, document: &Document, point: &ImprovementPoint, width: f32) -> f32 {
    let words = wrapped(ui, &point.text, PANEL, theme::tokens(ui).text, width - SIDE * 2.0);
    PADDING * 2.0 + words.size().y + 2.0 + BUTTON_HEIGHT.max(location(ui, document, point, width).size().y)
}

/// Shows the list to choose which points are shown.
fn show_filter(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let points = document.findings.iter().flat_map(|findings| &findings.points);
    let verdicts = points.map(|point| document.annotations.points.get(&point.id).copied());
    let count = |filter: PointFilter| verdicts.clone().filter(|verdict| filter.should_show(*verdict)).count();
    choices::show_line(ui, |ui| {
        let filters =
            PointFilter::ALL.map(|(filter, name)| (filter, strings::count_in_brackets(name, count(filter))));
        let current = document.view.arrange.points;
        if let Some(points) = choices::show_list(ui, strings::POINTS_SHOWN, 0.5, &current, &filters) {
            commands.push(Command::Arrange(TableArrangement { points, ..document.view.arrange.clone() }));
        }
        let words = strings::POINTS_GO_TO_PLAN;
        ui.add(eframe::egui::Label::new(SMALL.rich(words, theme::tokens(ui).secondary)).wrap());
    });
}

/// Returns the grade of a section, or of the nearest section around it that has one.
fn section_grade(document: &Document, section: Option<SectionId>) -> Option<&Grade> {
    document.report().nearest_grade(section?)
}

/// Returns where a point is: "Paragraph 42 · Staying safe".
fn location_label(document: &Document, point: &ImprovementPoint) -> String {
    let report = document.report();
    let number = report.paragraph(point.paragraph).number.map(strings::paragraph);
    let page = || report.block(point.place.block).origin.page.map(strings::page);
    let number = number.or_else(page);
    let title =
        point.section.map(|section| links::shorten(&report.section(section).title, MAX_HEADING_CHARACTERS));
    [number, title].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Lays out the location of a point beside the buttons, in a row of this width in points.
fn location(ui: &Ui, document: &Document, point: &ImprovementPoint, width: f32) -> Arc<Galley> {
    let room = width
        - SIDE * 2.0
        - BUTTONS_WIDTH
        - if section_grade(document, point.section).is_some() { GRADE_MARK_WIDTH } else { 0.0 };
    wrapped(ui, &location_label(document, point), SMALL, theme::tokens(ui).secondary, room)
}

fn show_point(
    ui: &mut Ui,
    document: &Document,
    point: &ImprovementPoint,
    verdict: Option<Verdict>,
    commands: &mut Vec<Command>,
) {
    let scale = document.report().scale.as_ref();
    let grade = section_grade(document, point.section);
    let spoken_verdict = match verdict {
        Some(Verdict::Keep) => strings::SPOKEN_KEPT,
        Some(Verdict::Dismiss) => strings::SPOKEN_DISMISSED,
        None => "",
    };
    let spoken_grade =
        grade.map(|grade| format!(", {}", grade_mark::accessible_grade(grade, scale))).unwrap_or_default();
    let name = format!("{}: {}{spoken_grade}{spoken_verdict}", location_label(document, point), point.text);
    let selected = document.view.highlighted == Some(point.place);
    let (rect, response) = list_row::show(ui, &name, selected);
    let tokens = theme::tokens(ui);
    let color = if verdict == Some(Verdict::Dismiss) { tokens.secondary } else { tokens.text };
    let words = wrapped(ui, &point.text, PANEL, color, rect.width() - SIDE * 2.0);
    let top = rect.top() + PADDING;
    let below = top + words.size().y + 2.0;
    paint_words(ui, words, pos2(rect.left() + SIDE, top));
    let mut left = rect.left() + SIDE;
    if let Some(grade) = grade {
        GradeMark::new(grade, scale).paint(
            ui.painter(),
            tokens,
            pos2(left + 6.5, below + BUTTON_HEIGHT / 2.0),
            13.0,
        );
        left += GRADE_MARK_WIDTH;
    }
    let location = location(ui, document, point, rect.width());
    let middle = (BUTTON_HEIGHT - location.size().y).max(0.0) / 2.0;
    paint_words(ui, location, pos2(left, below + middle));
    if response.clicked() {
        commands.push(Command::GoTo(point.place));
    }
    let keys = [(Key::K, Verdict::Keep), (Key::D, Verdict::Dismiss)];
    let pressed =
        keys.into_iter().find(|(key, _)| response.has_focus() && ui.input(|input| input.key_pressed(*key)));
    let right = rect.right() - SIDE;
    let dismiss_left = right - DISMISS_WIDTH;
    for (choice, label, left, width) in [
        (Verdict::Keep, strings::KEEP, dismiss_left - BUTTON_SPACE - KEEP_WIDTH, KEEP_WIDTH),
        (Verdict::Dismiss, strings::DISMISS, dismiss_left, DISMISS_WIDTH),
    ] {
        let is_on = verdict == Some(choice);
        let rect = Rect::from_min_size(pos2(left, below), vec2(width, BUTTON_HEIGHT));
        let kind = if is_on { SMALL_BOLD } else { SMALL };
        let button = Button::selectable(is_on, kind.rich(label, tokens.text)).frame_when_inactive(true);
        let clicked = ui.put(rect, button).on_hover_text(hint(choice)).clicked();
        if clicked || pressed.is_some_and(|(_, pressed)| pressed == choice) {
            // Choosing the same verdict again clears it.
            commands.push(Command::JudgePoint(point.id.clone(), (!is_on).then_some(choice)));
        }
    }
}

fn hint(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Keep => strings::KEEP_HINT,
        Verdict::Dismiss => strings::DISMISS_HINT,
    }
}
