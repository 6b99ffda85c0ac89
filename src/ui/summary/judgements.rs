//! The judgements tab: a table of judgements with their grades and paragraph numbers.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use eframe::egui::{Align2, Ui, pos2, vec2};

use super::{
    SIDE_MARGIN, choices, group_row_height, lay_out_wrapped, list_row, paint_words, show_group_row,
    show_message, show_table_header,
};
use crate::{
    analysis::{JudgementExtent, JudgementOrder, JudgementRow, JudgementView, arranged_judgements},
    app::{Command, Document, TableArrangement},
    report::{Judgement, Report, StatementKind},
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL},
        widgets::rows::{RowContent, RowList},
    },
};

/// Width of the column of paragraph numbers, in points.
const NUMBERS_WIDTH: f32 = 80.0;
/// Width of the column for the grade mark before a grade, in points.
const GRADE_MARK_WIDTH: f32 = 20.0;
/// Space above and below the text of a row, in points.
const ROW_PADDING: f32 = 6.0;

/// Shows the table, or a message if the report has no judgements.
pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut RowList, commands: &mut Vec<Command>) {
    let report = document.report();
    if report.judgements.is_empty() {
        // Every known framework that gives grades has a known scale.
        let has_no_grades = report.cover.framework.is_some() && report.scale.is_none();
        return show_message(ui, if has_no_grades { strings::GIVES_NO_GRADES } else { strings::NO_GRADES });
    }
    show_choices(ui, document, commands);
    let view = &document.view.table_arrangement.judgements;
    let entries = arranged_judgements(report, document.findings.as_deref(), view);
    let table = JudgementTable { document, grade_width: grade_width(ui, report) };
    let title_width = table.title_width(ui.available_width());
    let columns = [(strings::JUDGEMENT, SIDE_MARGIN), (strings::GRADE, title_width + SIDE_MARGIN)];
    show_table_header(ui, &columns, strings::PARAGRAPHS);
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

/// Returns the width of the column of grades in points: the width of the longest grade, within limits.
fn grade_width(ui: &Ui, report: &Report) -> f32 {
    let labels: BTreeSet<&str> =
        report.judgements.iter().map(|judgement| judgement.grade.label.as_str()).collect();
    let color = theme::tokens(ui).text;
    let widths =
        labels.into_iter().map(|label| lay_out_wrapped(ui, label, PANEL_BOLD, color, f32::INFINITY).size().x);
    widths.fold(60.0, f32::max).min(110.0) + GRADE_MARK_WIDTH + 8.0
}

/// The table of judgements of a report.
struct JudgementTable<'a> {
    document: &'a Document,
    /// Width of the column of grades, in points.
    grade_width: f32,
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

    /// Returns the width of the column of titles in a table of this width, both in points.
    fn title_width(&self, width: f32) -> f32 {
        (width - SIDE_MARGIN * 2.0 - self.grade_width - NUMBERS_WIDTH).max(60.0)
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

    /// Returns the height of the row of a judgement, in points. `width` is the width of the row in points.
    fn row_height(&self, ui: &Ui, index: usize, width: f32) -> f32 {
        let judgement = &self.document.report().judgements[index];
        let color = theme::tokens(ui).text;
        let title_width = self.title_width(width);
        let title = lay_out_wrapped(ui, &judgement.title, PANEL, color, title_width - 10.0);
        let grade = lay_out_wrapped(
            ui,
            &judgement.grade.label,
            PANEL_BOLD,
            color,
            self.grade_width - GRADE_MARK_WIDTH,
        );
        let numbers =
            PANEL.line_height + if self.points_label(index).is_some() { SMALL.line_height } else { 0.0 };
        let stated_height = if self.is_selected(judgement) {
            lay_out_wrapped(ui, &stated_label(judgement), SMALL, color, width - SIDE_MARGIN * 2.0).size().y
                + 3.0
        } else {
            0.0
        };
        title.size().y.max(grade.size().y).max(numbers) + ROW_PADDING * 2.0 + stated_height
    }

    /// Shows the row of a judgement. A click goes to its place in the report.
    fn show_row(&self, ui: &mut Ui, index: usize, commands: &mut Vec<Command>) {
        let report = self.document.report();
        let judgement = &report.judgements[index];
        let scale = report.scale.as_ref();
        let extent = JudgementExtent::of_judgement(report, judgement);
        let (words, has_section) = (extent.to_string(), extent != JudgementExtent::TableOnly);
        let points = self.points_label(index);
        let is_selected = self.is_selected(judgement);
        let details = [Some(words.clone()), points.clone(), Some(stated_label(judgement))];
        let details = details.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let name = format!(
            "{}: {}, {details}",
            judgement.title,
            grade_mark::accessible_grade(&judgement.grade, scale)
        );
        let (rect, response) = list_row::show(ui, &name, is_selected);
        let tokens = theme::tokens(ui);
        let top = rect.top() + ROW_PADDING;
        let width = self.title_width(rect.width());
        let title = lay_out_wrapped(ui, &judgement.title, PANEL, tokens.text, width - 10.0);
        paint_words(ui, title, pos2(rect.left() + SIDE_MARGIN, top));

        let at = pos2(rect.left() + SIDE_MARGIN + width, top);
        let middle = at.y + PANEL.line_height / 2.0;
        GradeMark::new(&judgement.grade, scale).paint(ui.painter(), tokens, pos2(at.x + 7.0, middle), 15.0);
        let grade = lay_out_wrapped(
            ui,
            &judgement.grade.label,
            PANEL_BOLD,
            tokens.text,
            self.grade_width - GRADE_MARK_WIDTH,
        );
        paint_words(ui, grade, at + vec2(GRADE_MARK_WIDTH, 0.0));

        let color = if has_section { tokens.secondary } else { tokens.warning };
        let font = if has_section { PANEL } else { SMALL }.text_format(color).font_id;
        let right = rect.right() - SIDE_MARGIN;
        ui.painter().text(pos2(right, middle), Align2::RIGHT_CENTER, words, font, color);
        if let Some(points) = points {
            let place = pos2(right, top + PANEL.line_height);
            let font = SMALL.text_format(tokens.secondary).font_id;
            ui.painter().text(place, Align2::RIGHT_TOP, points, font, tokens.secondary);
        }
        if is_selected {
            let words = lay_out_wrapped(
                ui,
                &stated_label(judgement),
                SMALL,
                tokens.secondary,
                rect.width() - SIDE_MARGIN * 2.0,
            );
            let top = rect.bottom() - ROW_PADDING - words.size().y;
            paint_words(ui, words, pos2(rect.left() + SIDE_MARGIN, top));
        }
        if let Some(place) = judgement.place().filter(|_| response.clicked()) {
            commands.push(Command::GoTo(place));
        }
        response.on_hover_text(stated_label(judgement));
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
