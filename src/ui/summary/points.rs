//! The tab of points to improve, which the user can keep or dismiss.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use eframe::egui::{Button, Galley, Key, Rect, Ui, pos2, vec2};

use super::{
    SIDE_MARGIN, choices, group_row_height, lay_out_wrapped, links, list_row, paint_words, row_menu,
    show_group_row, show_message,
    version::{ContentVersion, TableCache},
};
use crate::{
    analysis::ImprovementPoint,
    app::{Command, CopiedTable, Document, PointDecision, PointFilter, TableArrangement},
    report::{Grade, SectionId},
    ui::{
        context_menu::MenuEntry,
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{self, PANEL, SMALL, SMALL_BOLD},
        widgets::{choice_list, rows::RowContent},
    },
};

/// Space above and below the text of a row, in points.
const ROW_PADDING: f32 = 8.0;
/// Height of the buttons, in points.
const BUTTON_HEIGHT: f32 = 24.0;
/// Width of the Keep button, in points.
const KEEP_WIDTH: f32 = 56.0;
/// Width of the Dismiss button, in points.
const DISMISS_WIDTH: f32 = 74.0;
/// Space between the two buttons, in points.
const BUTTON_SPACING: f32 = 4.0;
/// Width of both buttons with the space before them, in points.
const BUTTONS_WIDTH: f32 = KEEP_WIDTH + BUTTON_SPACING + DISMISS_WIDTH + 6.0;
/// Width of the column for the grade mark, in points.
const GRADE_MARK_WIDTH: f32 = 18.0;
/// Maximum number of characters of the heading of a section.
const MAX_HEADING_CHARACTERS: usize = 60;

/// Data that the tab keeps between frames.
pub(super) type Cache = TableCache<(ContentVersion, PointFilter), PointList>;

/// The number of points to improve by the decision of the user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PointTotals {
    /// Points that were not dismissed.
    pub(super) open: usize,
    /// Points that were kept.
    kept: usize,
    /// Points that were dismissed.
    dismissed: usize,
}

impl PointTotals {
    /// Counts the points of a report; `None` until they are known.
    pub(super) fn new(document: &Document) -> Option<Self> {
        let points = &document.findings.as_ref()?.points;
        let count = |filter: PointFilter| {
            points.iter().filter(|point| filter.should_show(decision_on(document, point))).count()
        };
        Some(Self {
            open: count(PointFilter::Open),
            kept: count(PointFilter::Kept),
            dismissed: count(PointFilter::Dismissed),
        })
    }

    /// Returns the number of points that a filter shows.
    pub(super) fn shown_by(self, filter: PointFilter) -> usize {
        match filter {
            PointFilter::Open => self.open,
            PointFilter::Kept => self.kept,
            PointFilter::Dismissed => self.dismissed,
        }
    }
}

/// Returns the decision of the user on a point.
fn decision_on(document: &Document, point: &ImprovementPoint) -> Option<PointDecision> {
    document.annotations.points.get(&point.id).copied()
}

/// The rows of the list.
#[derive(Debug, Default)]
pub(super) struct PointList {
    rows: Vec<PointRow>,
    /// A number that changes with the points that are shown.
    fingerprint: u64,
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
enum PointRow {
    /// The heading of the section of the points below this row.
    Group(SectionId),
    /// A point, as an index into the points of the findings.
    Point(usize),
}

impl PointList {
    /// Returns the rows of the points that a filter shows, with the heading of each section above its points.
    fn new(document: &Document, points: &[ImprovementPoint], filter: PointFilter) -> Self {
        let mut rows = Vec::new();
        let mut group = None;
        let mut hasher = DefaultHasher::new();
        for (index, point) in points.iter().enumerate() {
            if !filter.should_show(decision_on(document, point)) {
                continue;
            }
            if point.section != group {
                rows.extend(point.section.map(PointRow::Group));
            }
            group = point.section;
            rows.push(PointRow::Point(index));
            point.id.hash(&mut hasher);
        }
        Self { rows, fingerprint: hasher.finish() }
    }
}

/// Shows the list of points, or a message if there are none to show.
pub(super) fn show(
    ui: &mut Ui,
    document: &Document,
    totals: Option<PointTotals>,
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let Some(findings) = document.findings.as_ref() else {
        return show_message(ui, strings::LOOKING_FOR_POINTS);
    };
    if findings.points.is_empty() {
        return show_message(ui, strings::NO_POINTS);
    }
    let filter = document.view.table_arrangement.points;
    show_filter(ui, document, totals.unwrap_or_default(), commands);
    let key = (ContentVersion::of_document(document), filter);
    let list = cache.content.get(key, || PointList::new(document, &findings.points, filter));
    if list.rows.is_empty() {
        let words = match filter {
            PointFilter::Open => strings::ALL_POINTS_DISMISSED,
            PointFilter::Kept => strings::NO_POINTS_KEPT,
            PointFilter::Dismissed => strings::NO_POINTS_DISMISSED,
        };
        return show_message(ui, words);
    }
    cache.rows.set_fingerprint(list.fingerprint);
    let section_title = |section: SectionId| document.report().section(section).title.as_str();
    cache.rows.show(
        ui,
        RowContent { owner_id: document.id.0, table_name: strings::POINTS },
        list.rows.len(),
        |ui, row, width| match list.rows[row] {
            PointRow::Group(section) => group_row_height(ui, section_title(section), width),
            PointRow::Point(index) => point_row_height(ui, document, &findings.points[index], width),
        },
        |ui, row| match list.rows[row] {
            PointRow::Group(section) => show_group_row(ui, section_title(section)),
            PointRow::Point(index) => {
                let point = &findings.points[index];
                show_point(ui, document, point, decision_on(document, point), commands);
            }
        },
    );
}

/// Returns the height of the row of an improvement point. `width` is the width of the row. Both are in screen points.
fn point_row_height(ui: &Ui, document: &Document, point: &ImprovementPoint, width: f32) -> f32 {
    let words = lay_out_wrapped(ui, &point.text, PANEL, theme::tokens(ui).text, width - SIDE_MARGIN * 2.0);
    ROW_PADDING * 2.0
        + words.size().y
        + 2.0
        + BUTTON_HEIGHT.max(lay_out_location(ui, document, point, width).size().y)
}

/// Shows the list for choosing which points are shown: all that are not dismissed, kept, or dismissed.
fn show_filter(ui: &mut Ui, document: &Document, totals: PointTotals, commands: &mut Vec<Command>) {
    choices::show_choice_line(ui, |ui| {
        let filters = PointFilter::ALL.map(|(filter, name)| {
            (filter, strings::name_with_bracketed_count(name, totals.shown_by(filter)))
        });
        let current = document.view.table_arrangement.points;
        if let Some(points) =
            choice_list::show(ui, strings::POINTS_SHOWN, ui.available_width() * 0.5, &current, &filters)
        {
            commands.push(Command::Arrange(TableArrangement {
                points,
                ..document.view.table_arrangement.clone()
            }));
        }
        let words = strings::POINTS_GO_TO_PLAN;
        ui.add(eframe::egui::Label::new(SMALL.rich_text(words, theme::tokens(ui).secondary)).wrap());
    });
}

/// Returns the grade of a section, or of the nearest section around it that has one.
fn section_grade(document: &Document, section: Option<SectionId>) -> Option<&Grade> {
    document.report().nearest_grade(section?)
}

/// Returns the location of a point: "Paragraph 42 · Staying safe".
fn location_label(document: &Document, point: &ImprovementPoint) -> String {
    let report = document.report();
    let number = report.paragraph(point.paragraph).number.map(strings::paragraph_label);
    let page = || report.page_at(point.place).map(strings::page_label);
    let number = number.or_else(page);
    let title = point
        .section
        .map(|section| links::shorten_words(&report.section(section).title, MAX_HEADING_CHARACTERS));
    [number, title].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Lays out the location of a point beside the buttons, in a row of this width in points.
fn lay_out_location(ui: &Ui, document: &Document, point: &ImprovementPoint, width: f32) -> Arc<Galley> {
    let text_width = width
        - SIDE_MARGIN * 2.0
        - BUTTONS_WIDTH
        - if section_grade(document, point.section).is_some() { GRADE_MARK_WIDTH } else { 0.0 };
    lay_out_wrapped(ui, &location_label(document, point), SMALL, theme::tokens(ui).secondary, text_width)
}

/// Shows the row of a point with its buttons. A click goes to the point. K and D press the buttons while the row has
/// the focus.
fn show_point(
    ui: &mut Ui,
    document: &Document,
    point: &ImprovementPoint,
    decision: Option<PointDecision>,
    commands: &mut Vec<Command>,
) {
    let scale = document.report().scale.as_ref();
    let grade = section_grade(document, point.section);
    let decision_suffix = match decision {
        Some(PointDecision::Keep) => strings::KEPT_SUFFIX,
        Some(PointDecision::Dismiss) => strings::DISMISSED_SUFFIX,
        None => "",
    };
    let grade_suffix =
        grade.map(|grade| format!(", {}", grade_mark::accessible_grade(grade, scale))).unwrap_or_default();
    let name = format!("{}: {}{grade_suffix}{decision_suffix}", location_label(document, point), point.text);
    let is_selected = document.view.highlighted == Some(point.place);
    let (rect, response) = list_row::show(ui, &name, is_selected);
    let tokens = theme::tokens(ui);
    let color = if decision == Some(PointDecision::Dismiss) { tokens.secondary } else { tokens.text };
    let words = lay_out_wrapped(ui, &point.text, PANEL, color, rect.width() - SIDE_MARGIN * 2.0);
    let top = rect.top() + ROW_PADDING;
    let below = top + words.size().y + 2.0;
    paint_words(ui, words, pos2(rect.left() + SIDE_MARGIN, top));
    let mut left = rect.left() + SIDE_MARGIN;
    if let Some(grade) = grade {
        GradeMark::new(grade, scale).paint(
            ui.painter(),
            tokens,
            pos2(left + 6.5, below + BUTTON_HEIGHT / 2.0),
            13.0,
        );
        left += GRADE_MARK_WIDTH;
    }
    let location = lay_out_location(ui, document, point, rect.width());
    let offset = (BUTTON_HEIGHT - location.size().y).max(0.0) / 2.0;
    paint_words(ui, location, pos2(left, below + offset));
    if response.clicked() {
        commands.push(Command::GoTo(point.place));
    }
    row_menu::show(
        &response,
        Some(point.place),
        || decision_entries(point, decision),
        || copied_cells(document, point),
        || copied_table(document),
        commands,
    );
    let keys = [(Key::K, PointDecision::Keep), (Key::D, PointDecision::Dismiss)];
    let pressed_key =
        keys.into_iter().find(|(key, _)| response.has_focus() && ui.input(|input| input.key_pressed(*key)));
    let right = rect.right() - SIDE_MARGIN;
    let dismiss_left = right - DISMISS_WIDTH;
    for (choice, label, left, width) in [
        (PointDecision::Keep, strings::KEEP, dismiss_left - BUTTON_SPACING - KEEP_WIDTH, KEEP_WIDTH),
        (PointDecision::Dismiss, strings::DISMISS, dismiss_left, DISMISS_WIDTH),
    ] {
        let is_on = decision == Some(choice);
        let rect = Rect::from_min_size(pos2(left, below), vec2(width, BUTTON_HEIGHT));
        let style = if is_on { SMALL_BOLD } else { SMALL };
        let button = Button::selectable(is_on, style.rich_text(label, tokens.text)).frame_when_inactive(true);
        let is_clicked = ui.put(rect, button).on_hover_text(decision_hint(choice)).clicked();
        if is_clicked || pressed_key.is_some_and(|(_, decision)| decision == choice) {
            // Choosing the same decision again clears it.
            commands.push(Command::JudgePoint(point.id.clone(), (!is_on).then_some(choice)));
        }
    }
}

/// Returns the entries of the context menu that keep or dismiss a point, or undo that.
fn decision_entries(point: &ImprovementPoint, decision: Option<PointDecision>) -> Vec<MenuEntry> {
    let entry = |choice: PointDecision, label: &'static str, undo_label: &'static str| {
        let is_on = decision == Some(choice);
        let command = Command::JudgePoint(point.id.clone(), (!is_on).then_some(choice));
        MenuEntry::new(if is_on { undo_label } else { label }, command)
    };
    vec![
        entry(PointDecision::Keep, strings::KEEP, strings::UNDO_KEEP_POINT),
        entry(PointDecision::Dismiss, strings::DISMISS, strings::UNDO_DISMISS_POINT),
    ]
}

/// Returns the cells of a point, to copy them.
fn copied_cells(document: &Document, point: &ImprovementPoint) -> Vec<String> {
    let report = document.report();
    let decision = match document.annotations.points.get(&point.id) {
        Some(PointDecision::Keep) => strings::KEPT,
        Some(PointDecision::Dismiss) => strings::DISMISSED,
        None => "",
    };
    let section = point.section.map(|section| report.section(section).title.clone());
    let grade = section_grade(document, point.section).map(|grade| grade.label.clone());
    vec![
        point.text.clone(),
        links::short_place_name(report, point.place),
        section.unwrap_or_default(),
        grade.unwrap_or_default(),
        decision.to_owned(),
    ]
}

/// Returns the points that are shown, to copy them.
fn copied_table(document: &Document) -> CopiedTable {
    let filter = document.view.table_arrangement.points;
    let points = document.findings.iter().flat_map(|findings| &findings.points);
    let shown = points
        .filter(|point| filter.should_show(document.annotations.points.get(&point.id).copied()))
        .map(|point| copied_cells(document, point));
    let columns = vec![
        strings::POINT_COLUMN,
        strings::PARAGRAPH_COLUMN,
        strings::SECTION_COLUMN,
        strings::GRADE_COLUMN,
        strings::DECISION_COLUMN,
    ];
    CopiedTable { columns, rows: shown.collect() }
}

/// Returns the tooltip of the button for a decision.
fn decision_hint(decision: PointDecision) -> &'static str {
    match decision {
        PointDecision::Keep => strings::KEEP_HINT,
        PointDecision::Dismiss => strings::DISMISS_HINT,
    }
}
