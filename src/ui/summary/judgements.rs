//! The tab of judgements.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use eframe::egui::{Align2, Ui, pos2, vec2};

use super::{
    SIDE, choices, group_row_height, list_row, paint_words, show_group_row, show_message, show_table_header,
    wrapped,
};
use crate::{
    analysis::{Extent, JudgementOrder, JudgementRow, JudgementView, arranged_judgements},
    app::{Command, Document, TableArrangement},
    report::{Judgement, Report, StatementKind},
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL},
        widgets::rows::Rows,
    },
};

/// Width of the column of paragraph numbers, in points.
const NUMBERS_WIDTH: f32 = 80.0;
/// Width of the column for the grade mark before a grade, in points.
const GRADE_MARK_WIDTH: f32 = 20.0;
/// Space above and below the words of a row, in points.
const PADDING: f32 = 6.0;

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows, commands: &mut Vec<Command>) {
    let report = document.report();
    if report.judgements.is_empty() {
        // The scale of a known framework is always known, unless it gives no grades.
        let gives_none = report.cover.framework.is_some() && report.scale.is_none();
        return show_message(ui, if gives_none { strings::GIVES_NO_GRADES } else { strings::NO_GRADES });
    }
    show_choices(ui, document, commands);
    let view = &document.view.arrange.judgements;
    let entries = arranged_judgements(report, document.findings.as_deref(), view);
    let table = Table { document, grade_width: grade_width(ui, report) };
    let title_width = table.title_width(ui.available_width());
    let columns = [(strings::JUDGEMENT, SIDE), (strings::GRADE, title_width + SIDE)];
    show_table_header(ui, &columns, strings::PARAGRAPHS);
    rows.set_fingerprint(table.fingerprint());
    rows.show(
        ui,
        (document.id.0, strings::JUDGEMENTS),
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

/// Shows the lists to choose the order and the grades shown.
fn show_choices(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let report = document.report();
    let view = &document.view.arrange.judgements;
    let mut push = |judgements: JudgementView| {
        commands.push(Command::Arrange(TableArrangement { judgements, ..document.view.arrange.clone() }));
    };
    choices::show_line(ui, |ui| {
        let orders = JudgementOrder::ALL.map(|(order, name)| (order, name.to_owned()));
        if let Some(order) = choices::show_list(ui, strings::ORDER, 0.5, &view.order, &orders) {
            push(JudgementView { order, ..view.clone() });
        }
        let given: BTreeSet<(Option<u8>, &str)> =
            report.judgements.iter().map(|item| (item.grade.step, item.grade.label.as_str())).collect();
        let grades = given.into_iter().map(|(_, label)| {
            let count = report.judgements.iter().filter(|item| item.grade.label == label).count();
            (Some(label.to_owned()), strings::count_in_brackets(label, count))
        });
        let all = strings::count_in_brackets(strings::ALL_GRADES, report.judgements.len());
        let grades: Vec<_> = std::iter::once((None, all)).chain(grades).collect();
        if let Some(grade) = choices::show_list(ui, strings::GRADES_SHOWN, 1.0, &view.grade, &grades) {
            push(JudgementView { grade, ..view.clone() });
        }
    });
}

/// Returns the width of the column of grades in points: that of the longest grade, within bounds.
fn grade_width(ui: &Ui, report: &Report) -> f32 {
    let labels: BTreeSet<&str> =
        report.judgements.iter().map(|judgement| judgement.grade.label.as_str()).collect();
    let color = theme::tokens(ui).text;
    let widths =
        labels.into_iter().map(|label| wrapped(ui, label, PANEL_BOLD, color, f32::INFINITY).size().x);
    widths.fold(60.0, f32::max).min(110.0) + GRADE_MARK_WIDTH + 8.0
}

/// The table of judgements of a report.
struct Table<'a> {
    document: &'a Document,
    /// Width of the column of grades, in points.
    grade_width: f32,
}

impl Table<'_> {
    /// Returns a number that changes with everything that row heights depend on, except width and zoom.
    fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.document.view.arrange.judgements.hash(&mut hasher);
        self.document.findings.is_some().hash(&mut hasher);
        self.document.view.highlighted.hash(&mut hasher);
        hasher.finish()
    }

    /// Returns the width of the column of titles in a table of this width, both in points.
    fn title_width(&self, width: f32) -> f32 {
        (width - SIDE * 2.0 - self.grade_width - NUMBERS_WIDTH).max(60.0)
    }

    fn is_selected(&self, judgement: &Judgement) -> bool {
        let current = self.document.view.highlighted;
        current.is_some() && judgement.place() == current
    }

    /// Returns the number of points to improve in the section of a judgement, in words.
    fn points_label(&self, index: usize) -> Option<String> {
        let findings = self.document.findings.as_ref()?;
        let count = findings.judgement_points[index];
        (count > 0).then(|| strings::points_in_section(count))
    }

    fn row_height(&self, ui: &Ui, index: usize, width: f32) -> f32 {
        let judgement = &self.document.report().judgements[index];
        let color = theme::tokens(ui).text;
        let title_width = self.title_width(width);
        let title = wrapped(ui, &judgement.title, PANEL, color, title_width - 10.0);
        let grade =
            wrapped(ui, &judgement.grade.label, PANEL_BOLD, color, self.grade_width - GRADE_MARK_WIDTH);
        let numbers = PANEL.line + if self.points_label(index).is_some() { SMALL.line } else { 0.0 };
        let stated = if self.is_selected(judgement) {
            wrapped(ui, &stated(judgement), SMALL, color, width - SIDE * 2.0).size().y + 3.0
        } else {
            0.0
        };
        title.size().y.max(grade.size().y).max(numbers) + PADDING * 2.0 + stated
    }

    fn show_row(&self, ui: &mut Ui, index: usize, commands: &mut Vec<Command>) {
        let report = self.document.report();
        let judgement = &report.judgements[index];
        let scale = report.scale.as_ref();
        let extent = Extent::of_judgement(report, judgement);
        let (words, has_section) = (extent.to_string(), extent != Extent::TableOnly);
        let points = self.points_label(index);
        let selected = self.is_selected(judgement);
        let details = [Some(words.clone()), points.clone(), Some(stated(judgement))];
        let details = details.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let name = format!(
            "{}: {}, {details}",
            judgement.title,
            grade_mark::accessible_grade(&judgement.grade, scale)
        );
        let (rect, response) = list_row::show(ui, &name, selected);
        let tokens = theme::tokens(ui);
        let top = rect.top() + PADDING;
        let width = self.title_width(rect.width());
        let title = wrapped(ui, &judgement.title, PANEL, tokens.text, width - 10.0);
        paint_words(ui, title, pos2(rect.left() + SIDE, top));

        let at = pos2(rect.left() + SIDE + width, top);
        let middle = at.y + PANEL.line / 2.0;
        GradeMark::new(&judgement.grade, scale).paint(ui.painter(), tokens, pos2(at.x + 7.0, middle), 15.0);
        let grade =
            wrapped(ui, &judgement.grade.label, PANEL_BOLD, tokens.text, self.grade_width - GRADE_MARK_WIDTH);
        paint_words(ui, grade, at + vec2(GRADE_MARK_WIDTH, 0.0));

        let color = if has_section { tokens.secondary } else { tokens.warning };
        let font = if has_section { PANEL } else { SMALL }.format(color).font_id;
        let right = rect.right() - SIDE;
        ui.painter().text(pos2(right, middle), Align2::RIGHT_CENTER, words, font, color);
        if let Some(points) = points {
            let place = pos2(right, top + PANEL.line);
            let font = SMALL.format(tokens.secondary).font_id;
            ui.painter().text(place, Align2::RIGHT_TOP, points, font, tokens.secondary);
        }
        if selected {
            let words = wrapped(ui, &stated(judgement), SMALL, tokens.secondary, rect.width() - SIDE * 2.0);
            let top = rect.bottom() - PADDING - words.size().y;
            paint_words(ui, words, pos2(rect.left() + SIDE, top));
        }
        if let Some(place) = judgement.place().filter(|_| response.clicked()) {
            commands.push(Command::GoTo(place));
        }
        response.on_hover_text(stated(judgement));
    }
}

/// Returns the places where a grade is stated: "Stated in the section heading and in the report’s table".
fn stated(judgement: &Judgement) -> String {
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
    strings::stated(&places)
}
