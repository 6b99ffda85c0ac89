//! The judgements tab: each judgement with its grade, its paragraph numbers and the number of points to improve.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use eframe::egui::{Galley, Stroke, Ui, pos2, vec2};

use super::{
    SIDE_MARGIN, choices, group_row_height, lay_out_wrapped, list_row, paint_words, row_menu, show_group_row,
    show_message,
};
use crate::{
    analysis::{
        JudgementExtent, JudgementOrder, JudgementRow, JudgementView, arranged_judgements, gives_no_grades,
    },
    app::{Command, CopiedTable, Document, TableArrangement},
    report::{Judgement, Place, StatementKind, WarningKind},
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL},
        widgets::rows::{RowContent, RowList},
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

/// Shows the table, or a message if the report has no judgements.
pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut RowList, commands: &mut Vec<Command>) {
    let report = document.report();
    if report.judgements.is_empty() {
        return show_message(
            ui,
            if gives_no_grades(report) { strings::GIVES_NO_GRADES } else { strings::NO_GRADES },
        );
    }
    if report.judgements.len() > 1 {
        show_choices(ui, document, commands);
    }
    let view = &document.view.table_arrangement.judgements;
    let entries = arranged_judgements(report, document.findings.as_deref(), view);
    let table = JudgementTable { document, missing_sections: missing_sections(document) };
    ui.painter().hline(
        ui.max_rect().x_range(),
        ui.cursor().top() - 0.5,
        Stroke::new(1.0, theme::tokens(ui).line),
    );
    rows.set_fingerprint(table.height_fingerprint());
    rows.show(
        ui,
        RowContent { owner_id: document.id.0, table_name: strings::JUDGEMENTS },
        entries.len(),
        |ui, row, width| match &entries[row] {
            JudgementRow::Group(group) => group_row_height(ui, group, width),
            JudgementRow::Judgement(index) => table.row_height(ui, *index, width),
        },
        |ui, row| match &entries[row] {
            JudgementRow::Group(group) => show_group_row(ui, group),
            JudgementRow::Judgement(index) => table.show_row(ui, *index, commands),
        },
    );
}

/// Shows the lists for choosing the order of the judgements and which grade is shown.
fn show_choices(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let report = document.report();
    let view = &document.view.table_arrangement.judgements;
    let mut push = |judgements: JudgementView| {
        commands.push(Command::Arrange(TableArrangement {
            judgements,
            ..document.view.table_arrangement.clone()
        }));
    };
    choices::show_choice_line(ui, |ui| {
        let orders = JudgementOrder::ALL.map(|(order, name)| (order, name.to_owned()));
        if let Some(order) = choices::show_choice_list(ui, strings::ORDER, 0.5, &view.order, &orders) {
            push(JudgementView { order, ..view.clone() });
        }
        let given_grades: BTreeSet<(Option<u8>, &str)> =
            report.judgements.iter().map(|item| (item.grade.step, item.grade.label.as_str())).collect();
        let grades = given_grades.into_iter().map(|(_, label)| {
            let count = report.judgements.iter().filter(|item| item.grade.label == label).count();
            (Some(label.to_owned()), strings::name_with_bracketed_count(label, count))
        });
        let all = strings::name_with_bracketed_count(strings::ALL_GRADES, report.judgements.len());
        let grades: Vec<_> = std::iter::once((None, all)).chain(grades).collect();
        if let Some(grade) = choices::show_choice_list(ui, strings::GRADES_SHOWN, 1.0, &view.grade, &grades) {
            push(JudgementView { grade, ..view.clone() });
        }
    });
}

/// Returns the places of the judgements that should have a section in the text, according to the checks. A framework
/// can give a judgement no section of its own, which is not a reason for a warning.
fn missing_sections(document: &Document) -> Vec<Place> {
    let warnings = document.warnings().into_iter();
    let missing = warnings.filter(|warning| warning.kind == WarningKind::RowWithoutSection);
    missing.flat_map(|warning| warning.places.iter().copied()).collect()
}

/// The table of judgements of a report.
struct JudgementTable<'a> {
    document: &'a Document,
    /// The places of the judgements that should have a section in the text and have none.
    missing_sections: Vec<Place>,
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
        let findings = self.document.findings.as_ref()?;
        let count = findings.judgement_points[index];
        (count > 0).then(|| strings::section_point_count(count))
    }

    /// Lays out the row of a judgement in a column of this width in points.
    fn lay_out_row(&self, ui: &Ui, index: usize, width: f32) -> RowParts {
        let report = self.document.report();
        let judgement = &report.judgements[index];
        let tokens = theme::tokens(ui);
        let extent = JudgementExtent::of_judgement(report, judgement);
        let is_missing = judgement.place().is_some_and(|place| self.missing_sections.contains(&place));
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
        let points = self.document.findings.as_ref().map(|findings| findings.judgement_points[index]);
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
        let view = &self.document.view.table_arrangement.judgements;
        let entries = arranged_judgements(self.document.report(), self.document.findings.as_deref(), view);
        let rows = entries.iter().filter_map(|entry| match entry {
            JudgementRow::Judgement(index) => Some(self.copied_cells(*index)),
            JudgementRow::Group(_) => None,
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
