//! The judgements tab of a comparison: both grades of each judgement, and how they differ.

use std::collections::HashSet;

use eframe::egui::{self, Align2, Sense, Ui, pos2, vec2};

use super::{
    layout::{ROW_PADDING, SIDE_MARGIN},
    section_choice,
};
use crate::{
    analysis::compare::{JudgementPair, ReportNames, TextMode},
    app::{Command, ComparedPair, ComparisonTab},
    report::{Grade, Judgement, Report},
    ui::{
        context_menu,
        grade_mark::{self, GradeMark},
        strings::compare as strings,
        theme::{self, PANEL, PANEL_BOLD, SMALL, SMALL_BOLD},
        widgets::{list_row, text},
    },
};

/// Height of the line with both grades, in points.
const GRADES_HEIGHT: f32 = 24.0;
/// Width of the column beside a title that shows the change of grade, in points.
const CHANGE_WIDTH: f32 = 118.0;
/// Width of the column for a grade mark before a grade, in points.
const GRADE_MARK_WIDTH: f32 = 21.0;

/// The rows of the judgements tab.
pub(super) struct JudgementRows<'a> {
    tab: &'a ComparisonTab,
    pairs: &'a [JudgementPair],
    names: &'a ReportNames,
    reports: [&'a Report; 2],
    /// The titles that several pairs have.
    repeated_titles: &'a HashSet<String>,
    /// The pair that the user went to.
    current: Option<usize>,
}

impl<'a> JudgementRows<'a> {
    pub(super) fn new(comparison: &'a ComparisonTab) -> Self {
        let reports = [&*comparison.result.reports[0], &*comparison.result.reports[1]];
        let result = &comparison.result.comparison;
        let current = match comparison.current_pair {
            Some(ComparedPair::Judgement(current)) => Some(current),
            _ => None,
        };
        Self {
            tab: comparison,
            pairs: &result.judgements,
            names: &result.verdict.names,
            reports,
            repeated_titles: &comparison.result.repeated_titles,
            current,
        }
    }

    /// Returns the title of the top-level section of a judgement if another judgement has the same title, so that the
    /// two can be told apart. Returns `None` if the title is unique.
    fn distinguishing_section(&self, pair: &JudgementPair) -> Option<&'a str> {
        if !self.repeated_titles.contains(&pair.title) {
            return None;
        }
        let title = pair.title.as_str();
        let top_section = |report: &'a Report, index: Option<usize>| {
            let section = report.judgements[index?].section?;
            report.section_path(section).first().copied().filter(|section| *section != title)
        };
        top_section(self.reports[1], pair.right).or_else(|| top_section(self.reports[0], pair.left))
    }

    /// Returns the height of a row, in points. `width` is the width of the row in points.
    pub(super) fn row_height(&self, ui: &Ui, row: usize, width: f32) -> f32 {
        let pair = &self.pairs[row];
        let text_width = width - SIDE_MARGIN * 2.0;
        let height = |words: Option<&str>| {
            words.map_or(0.0, |words| text::wrapped_height(ui, words, SMALL, text_width))
        };
        let title = text::wrapped_height(ui, &pair.title, PANEL_BOLD, text_width - CHANGE_WIDTH);
        title
            + height(self.distinguishing_section(pair))
            + GRADES_HEIGHT
            + height(pair.reason.as_deref())
            + ROW_PADDING * 2.0
    }

    /// Shows a row. A click goes to the judgement in both reports.
    pub(super) fn show_row(&self, ui: &mut Ui, row: usize, commands: &mut Vec<Command>) {
        let pair = &self.pairs[row];
        let [left, right] = self.reports;
        let sides = [
            (pair.left.map(|index| &left.judgements[index]), left),
            (pair.right.map(|index| &right.judgements[index]), right),
        ];
        let symbol = pair.change.symbol();
        let label = pair.change_label(self.names);
        let [before, after] = sides.map(|(judgement, report)| accessible_judgement_grade(judgement, report));
        let name = strings::accessible_judgement_change(&pair.title, &label, &before, &after);
        let (rect, response) = list_row::show(ui, &name, self.current == Some(row));
        let tokens = theme::tokens(ui);
        let width = rect.width() - SIDE_MARGIN * 2.0;
        let mut at = rect.min + vec2(SIDE_MARGIN, ROW_PADDING);
        let font = SMALL_BOLD.text_format(tokens.text).font_id;
        let beside = pos2(rect.right() - SIDE_MARGIN, at.y + PANEL.line_height / 2.0);
        ui.painter().text(beside, Align2::RIGHT_CENTER, format!("{symbol} {label}"), font, tokens.text);
        at.y += text::paint_wrapped(ui, &pair.title, PANEL_BOLD, tokens.text, at, width - CHANGE_WIDTH);
        if let Some(section) = self.distinguishing_section(pair) {
            at.y += text::paint_wrapped(ui, section, SMALL, tokens.secondary, at, width);
        }
        let column_width = width * 0.5;
        for (index, (judgement, report)) in sides.into_iter().enumerate() {
            let x = if index == 0 { at.x } else { at.x + column_width };
            let grade = judgement.map(|judgement| (&judgement.grade, report));
            paint_grade(ui, grade, pos2(x, at.y + GRADES_HEIGHT / 2.0), column_width);
        }
        at.y += GRADES_HEIGHT;
        if let Some(reason) = &pair.reason {
            text::paint_wrapped(ui, reason, SMALL, tokens.secondary, at, width);
        }
        if response.clicked() {
            commands.push(Command::GoToPair(ComparedPair::Judgement(row)));
        }
        if self.tab.comparison().mode == TextMode::Inspections {
            let entries = || section_choice::menu_entries(self.tab, self.tab.filter_for_judgement(row));
            context_menu::show(&response, entries, commands);
        }
    }
}

/// Returns the grade of a judgement in words for screen readers, or "not judged" if a report lacks the judgement.
fn accessible_judgement_grade(judgement: Option<&Judgement>, report: &Report) -> String {
    let grade =
        judgement.map(|judgement| grade_mark::accessible_grade(&judgement.grade, report.scale.as_ref()));
    grade.unwrap_or_else(|| strings::NOT_JUDGED.to_owned())
}

/// Paints a grade, or a dash if `grade` is `None`. `left_middle` is the middle of the left edge of its column, and
/// `column_width` is the width of the column in points.
fn paint_grade(ui: &Ui, grade: Option<(&Grade, &Report)>, left_middle: egui::Pos2, column_width: f32) {
    let tokens = theme::tokens(ui);
    let Some((grade, report)) = grade else {
        let font = PANEL.text_format(tokens.secondary).font_id;
        let at = left_middle + vec2(4.0, 0.0);
        ui.painter().text(at, Align2::LEFT_CENTER, "–", font, tokens.secondary);
        return;
    };
    let mark = GradeMark::new(grade, report.scale.as_ref());
    mark.paint(ui.painter(), tokens, left_middle + vec2(7.0, 0.0), 15.0);
    let label =
        text::lay_out_truncated(ui, &grade.label, PANEL, tokens.text, column_width - GRADE_MARK_WIDTH - 6.0);
    let at = pos2(left_middle.x + GRADE_MARK_WIDTH, left_middle.y - label.size().y / 2.0);
    ui.painter().galley(at, label, tokens.text);
}

/// Shows the titles of both reports above their columns of grades.
pub(super) fn show_column_titles(ui: &mut Ui, comparison: &ComparisonTab) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let tokens = theme::tokens(ui);
    let column_width = (rect.width() - SIDE_MARGIN * 2.0) * 0.5;
    for (index, title) in column_titles(comparison).into_iter().enumerate() {
        let x = rect.left() + SIDE_MARGIN + if index == 0 { 0.0 } else { column_width };
        let galley = text::lay_out_truncated(ui, &title, SMALL_BOLD, tokens.secondary, column_width - 10.0);
        ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, tokens.secondary);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, tokens.line));
}

/// Returns the titles above the columns of grades: the short titles of the reports, or "Left" and "Right" if they are the
/// same, as those of two versions of one file are.
fn column_titles(comparison: &ComparisonTab) -> [String; 2] {
    let titles = comparison.distinct_titles();
    if titles[0] == titles[1] { [strings::LEFT.to_owned(), strings::RIGHT.to_owned()] } else { titles }
}
