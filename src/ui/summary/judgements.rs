//! The judgements tab: each judgement with its grade, its paragraph numbers and the number of points to improve.

use std::{
    collections::{BTreeMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use eframe::egui::{Galley, Stroke, Ui, pos2, vec2};

use super::{
    SIDE_MARGIN, choices, group_row_height, lay_out_wrapped, list_row, paint_words, row_menu, show_group_row,
    show_message,
    version::{ContentVersion, TableCache},
};
use crate::{
    analysis::{
        ImprovementPoint, JudgementExtent, JudgementOrder, JudgementRow, JudgementView, PointCounts,
        arranged_judgements, gives_no_grades,
    },
    app::{Command, CopiedTable, Document, PointFilter, SummaryTab, TableArrangement},
    report::{Judgement, Place, Report, StatementKind, WarningKind},
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL},
        widgets::{choice_list, rows::RowContent},
    },
};

/// Width of the space for the grade mark before a grade, in points.
const GRADE_MARK_WIDTH: f32 = 21.0;
/// Space above and below the text of a row, in points.
const ROW_PADDING: f32 = 6.0;
/// Space between the title and the grade, in points.
const LINE_SPACING: f32 = 1.0;
/// Minimum space between a grade and the words to its right, in points.
const MIN_DETAILS_SPACING: f32 = 10.0;

/// Data that the tab keeps between frames.
pub(super) type Cache = TableCache<(ContentVersion, JudgementView), TableContent>;

/// The content of the table.
#[derive(Debug)]
pub(super) struct TableContent {
    rows: Vec<Row>,
    /// The grades to choose from, each with the number of its judgements.
    grades: Vec<(Option<String>, String)>,
    /// The places of the judgements that should have a section in the text and have none.
    missing_sections: HashSet<Place>,
    /// The numbers of points to improve that were not dismissed; `None` until they are known.
    points: Option<PointCounts>,
}

/// A row of the table.
#[derive(Debug)]
enum Row {
    /// The title of the group of rows below.
    Group(String),
    /// A judgement, as an index into the judgements of the report.
    Judgement(usize),
    /// The number of points to improve that are in no section of a judgement.
    PointsElsewhere(usize),
}

impl TableContent {
    fn new(document: &Document, view: &JudgementView) -> Self {
        let report = document.report();
        let points = document.findings.as_ref().map(|findings| {
            let is_open = |point: &&ImprovementPoint| {
                PointFilter::Open.should_show(document.annotations.points.get(&point.id).copied())
            };
            let open = findings.points.iter().filter(is_open);
            PointCounts::new(report, open.map(|point| point.section))
        });
        let mut rows: Vec<Row> = arranged_judgements(report, points.as_ref(), view)
            .into_iter()
            .map(|row| match row {
                JudgementRow::Group(title) => Row::Group(title.to_owned()),
                JudgementRow::Judgement(index) => Row::Judgement(index),
            })
            .collect();
        // With this row, the numbers of the table include all points.
        let elsewhere = points.as_ref().map_or(0, |points| points.elsewhere);
        rows.extend((elsewhere > 0 && view.grade.is_none()).then_some(Row::PointsElsewhere(elsewhere)));
        Self { rows, grades: grades_to_choose(report), missing_sections: missing_sections(document), points }
    }
}

/// Shows the table, or a message if the report has no judgements.
pub(super) fn show(ui: &mut Ui, document: &Document, cache: &mut Cache, commands: &mut Vec<Command>) {
    let report = document.report();
    if report.judgements.is_empty() {
        return show_message(
            ui,
            if gives_no_grades(report) { strings::GIVES_NO_GRADES } else { strings::NO_GRADES },
        );
    }
    let view = &document.view.table_arrangement.judgements;
    let key = (ContentVersion::of_document(document), view.clone());
    let content = cache.content.get(key, || TableContent::new(document, view));
    if report.judgements.len() > 1 {
        show_choices(ui, document, &content.grades, commands);
    }
    let table = JudgementTable { document, content };
    ui.painter().hline(
        ui.max_rect().x_range(),
        ui.cursor().top() - 0.5,
        Stroke::new(1.0, theme::tokens(ui).line),
    );
    cache.rows.set_fingerprint(table.height_fingerprint());
    cache.rows.show(
        ui,
        RowContent { owner_id: document.id.0, table_name: strings::JUDGEMENTS },
        content.rows.len(),
        |ui, row, width| match &content.rows[row] {
            Row::Group(group) => group_row_height(ui, group, width),
            Row::Judgement(index) => table.row_height(ui, *index, width),
            Row::PointsElsewhere(_) => PANEL.line_height + ROW_PADDING * 2.0,
        },
        |ui, row| match &content.rows[row] {
            Row::Group(group) => show_group_row(ui, group),
            Row::Judgement(index) => table.show_row(ui, *index, commands),
            Row::PointsElsewhere(count) => show_points_elsewhere(ui, *count, commands),
        },
    );
}

/// Returns all grades of a report and then each of them, with the numbers of their judgements.
fn grades_to_choose(report: &Report) -> Vec<(Option<String>, String)> {
    let mut counts: BTreeMap<(Option<u8>, &str), usize> = BTreeMap::new();
    for judgement in &report.judgements {
        *counts.entry((judgement.grade.step, judgement.grade.label.as_str())).or_insert(0) += 1;
    }
    let all = strings::name_with_bracketed_count(strings::ALL_GRADES, report.judgements.len());
    let grades = counts.into_iter().map(|((_, label), count)| {
        (Some(label.to_owned()), strings::name_with_bracketed_count(label, count))
    });
    std::iter::once((None, all)).chain(grades).collect()
}

/// Shows the lists for choosing the order of the judgements and which grade is shown.
fn show_choices(
    ui: &mut Ui,
    document: &Document,
    grades: &[(Option<String>, String)],
    commands: &mut Vec<Command>,
) {
    let view = &document.view.table_arrangement.judgements;
    let mut push = |judgements: JudgementView| {
        commands.push(Command::Arrange(TableArrangement {
            judgements,
            ..document.view.table_arrangement.clone()
        }));
    };
    choices::show_choice_line(ui, |ui| {
        let orders = JudgementOrder::ALL.map(|(order, name)| (order, name.to_owned()));
        if let Some(order) =
            choice_list::show(ui, strings::ORDER, ui.available_width() * 0.5, &view.order, &orders)
        {
            push(JudgementView { order, ..view.clone() });
        }
        if let Some(grade) =
            choice_list::show(ui, strings::GRADES_SHOWN, ui.available_width(), &view.grade, grades)
        {
            push(JudgementView { grade, ..view.clone() });
        }
    });
}

/// Shows the row with the number of points to improve outside the sections of judgements. A click shows the points.
fn show_points_elsewhere(ui: &mut Ui, count: usize, commands: &mut Vec<Command>) {
    let (rect, response) = list_row::show(ui, &strings::points_elsewhere(count), false);
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE_MARGIN * 2.0;
    let title = lay_out_wrapped(ui, strings::ELSEWHERE, PANEL, tokens.secondary, width);
    paint_words(ui, title, rect.min + vec2(SIDE_MARGIN, ROW_PADDING));
    let words = lay_out_wrapped(ui, &strings::section_point_count(count), SMALL, tokens.secondary, width);
    let at = pos2(rect.right() - SIDE_MARGIN - words.size().x, rect.center().y - words.size().y / 2.0);
    paint_words(ui, words, at);
    if response.clicked() {
        commands.push(Command::ShowTab(SummaryTab::Points));
    }
    response.on_hover_text(strings::ELSEWHERE_HINT);
}

/// Returns the places of the judgements that should have a section in the text, according to the checks. A framework
/// can give a judgement no section of its own, which is not a reason for a warning.
fn missing_sections(document: &Document) -> HashSet<Place> {
    let warnings = document.warnings().into_iter();
    let missing = warnings.filter(|warning| warning.kind == WarningKind::RowWithoutSection);
    missing.flat_map(|warning| warning.places.iter().copied()).collect()
}

/// The table of judgements of a report.
struct JudgementTable<'a> {
    document: &'a Document,
    content: &'a TableContent,
}

/// The laid-out parts of the row of a judgement, from top to bottom.
struct RowParts {
    title: Arc<Galley>,
    grade: Arc<Galley>,
    /// The paragraphs and the number of points to improve.
    details: Arc<Galley>,
    /// True if the details are to the right of the grade, false if they are below it.
    has_details_beside_grade: bool,
    /// The places that state the grade, if the user went to the judgement.
    stated: Option<Arc<Galley>>,
}

impl RowParts {
    /// Returns the height of the parts with the space between them, in points.
    fn height(&self) -> f32 {
        let details = if self.has_details_beside_grade { 0.0 } else { self.details.size().y };
        let stated = self.stated.as_ref().map_or(0.0, |stated| stated.size().y + LINE_SPACING);
        self.title.size().y + LINE_SPACING + self.grade.size().y + details + stated
    }
}

impl JudgementTable<'_> {
    /// Returns a number that changes if row heights can change for a reason other than the width or zoom.
    fn height_fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.document.view.table_arrangement.judgements.hash(&mut hasher);
        self.document.findings.is_some().hash(&mut hasher);
        self.document.annotations_revision.hash(&mut hasher);
        self.document.view.highlighted.hash(&mut hasher);
        hasher.finish()
    }

    /// Returns true if the user went to the place of a judgement.
    fn is_selected(&self, judgement: &Judgement) -> bool {
        let current = self.document.view.highlighted;
        current.is_some() && judgement.place() == current
    }

    /// Returns the number of points to improve in the section of a judgement, such as "3 to improve", or `None` if
    /// there are none or they are not computed yet.
    fn points_label(&self, index: usize) -> Option<String> {
        let count = self.content.points.as_ref()?.by_judgement[index];
        (count > 0).then(|| strings::section_point_count(count))
    }

    /// Lays out the row of a judgement in a column of this width in points.
    fn lay_out_row(&self, ui: &Ui, index: usize, width: f32) -> RowParts {
        let report = self.document.report();
        let judgement = &report.judgements[index];
        let tokens = theme::tokens(ui);
        let extent = JudgementExtent::of_judgement(report, judgement);
        let is_missing =
            judgement.place().is_some_and(|place| self.content.missing_sections.contains(&place));
        let color = if is_missing { tokens.warning } else { tokens.secondary };
        let details =
            [Some(extent.description()).filter(|words| !words.is_empty()), self.points_label(index)];
        let details = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let details = lay_out_wrapped(ui, &details, SMALL, color, width);
        let grade = lay_out_wrapped(ui, &judgement.grade.label, PANEL, tokens.text, width - GRADE_MARK_WIDTH);
        let used_width = GRADE_MARK_WIDTH + grade.size().x + MIN_DETAILS_SPACING + details.size().x;
        RowParts {
            title: lay_out_wrapped(ui, &judgement.title, PANEL_BOLD, tokens.text, width),
            grade,
            details,
            has_details_beside_grade: used_width <= width,
            stated: self
                .is_selected(judgement)
                .then(|| lay_out_wrapped(ui, &stated_label(judgement), SMALL, tokens.secondary, width)),
        }
    }

    /// Returns the height of the row of a judgement, in points. `width` is the width of the row in points.
    fn row_height(&self, ui: &Ui, index: usize, width: f32) -> f32 {
        self.lay_out_row(ui, index, width - SIDE_MARGIN * 2.0).height() + ROW_PADDING * 2.0
    }

    /// Returns the name of a row for screen readers.
    fn row_name(&self, index: usize) -> String {
        let report = self.document.report();
        let judgement = &report.judgements[index];
        let grade = grade_mark::accessible_grade(&judgement.grade, report.scale.as_ref());
        let details = [
            Some(JudgementExtent::of_judgement(report, judgement).to_string()),
            self.points_label(index),
            Some(stated_label(judgement)),
        ];
        let details = details.into_iter().flatten().collect::<Vec<_>>().join(", ");
        format!("{}, {details}", strings::judgement_with_grade(&judgement.title, &grade))
    }

    /// Shows the row of a judgement. A click goes to its place in the report.
    fn show_row(&self, ui: &mut Ui, index: usize, commands: &mut Vec<Command>) {
        let report = self.document.report();
        let judgement = &report.judgements[index];
        let (rect, response) = list_row::show(ui, &self.row_name(index), self.is_selected(judgement));
        let parts = self.lay_out_row(ui, index, rect.width() - SIDE_MARGIN * 2.0);
        let mut at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
        let title_height = parts.title.size().y + LINE_SPACING;
        paint_words(ui, parts.title, at);
        at.y += title_height;
        let middle = at.y + PANEL.line_height / 2.0;
        let mark = GradeMark::new(&judgement.grade, report.scale.as_ref());
        mark.paint(ui.painter(), theme::tokens(ui), pos2(at.x + 7.5, middle), 15.0);
        let grade_height = parts.grade.size().y;
        paint_words(ui, parts.grade, pos2(at.x + GRADE_MARK_WIDTH, at.y));
        let details_size = parts.details.size();
        if parts.has_details_beside_grade {
            let left = rect.right() - SIDE_MARGIN - details_size.x;
            paint_words(ui, parts.details, pos2(left, middle - details_size.y / 2.0));
            at.y += grade_height;
        } else {
            paint_words(ui, parts.details, pos2(at.x + GRADE_MARK_WIDTH, at.y + grade_height));
            at.y += grade_height + details_size.y;
        }
        if let Some(stated) = parts.stated {
            paint_words(ui, stated, pos2(at.x, at.y + LINE_SPACING));
        }
        if let Some(place) = judgement.place().filter(|_| response.clicked()) {
            commands.push(Command::GoTo(place));
        }
        let (row, table) = (|| self.copied_cells(index), || self.copied_table());
        row_menu::show(&response, judgement.place(), Vec::new, row, table, commands);
        response.on_hover_text(stated_label(judgement));
    }

    /// Returns true if judgements of the report are in groups.
    fn has_groups(&self) -> bool {
        self.document.report().judgements.iter().any(|judgement| judgement.group.is_some())
    }

    /// Returns the cells of a judgement, to copy them.
    fn copied_cells(&self, index: usize) -> Vec<String> {
        let report = self.document.report();
        let judgement = &report.judgements[index];
        let group = self.has_groups().then(|| judgement.group.clone().unwrap_or_default());
        let points = self.content.points.as_ref().map(|points| points.by_judgement[index]);
        let cells = [
            judgement.title.clone(),
            judgement.grade.label.clone(),
            JudgementExtent::of_judgement(report, judgement).to_string(),
            points.map(|count| count.to_string()).unwrap_or_default(),
        ];
        group.into_iter().chain(cells).collect()
    }

    /// Returns the judgements that are shown, to copy them.
    fn copied_table(&self) -> CopiedTable {
        let group = self.has_groups().then_some(strings::GROUP_COLUMN);
        let columns =
            [strings::JUDGEMENT_COLUMN, strings::GRADE_COLUMN, strings::PARAGRAPHS, strings::POINTS];
        let rows = self.content.rows.iter().filter_map(|entry| match entry {
            Row::Judgement(index) => Some(self.copied_cells(*index)),
            Row::Group(_) | Row::PointsElsewhere(_) => None,
        });
        CopiedTable { columns: group.into_iter().chain(columns).collect(), rows: rows.collect() }
    }
}

/// Returns text with the places where a grade is stated: "Stated in the section heading and in the report’s table".
fn stated_label(judgement: &Judgement) -> String {
    let places: Vec<&str> = judgement
        .statements
        .iter()
        .map(|statement| match statement.kind {
            StatementKind::Heading => strings::STATED_IN_HEADING,
            StatementKind::Line => strings::STATED_BELOW_HEADING,
            StatementKind::Cover => strings::STATED_ON_COVER,
            StatementKind::Table => strings::STATED_IN_TABLE,
        })
        .collect();
    strings::stated_places(&places)
}
