//! The table of judgements.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use eframe::egui::{Align2, Ui, pos2, vec2};

use super::{SIDE, choosing, group_height, group_row, list_row, nothing, paint_words, table_head, wrapped};
use crate::{
    analysis::{Extent, JudgementOrder, JudgementRow, JudgementView, arranged_judgements},
    app::{Arrange, Command, Document},
    report::{Judgement, Report, Stated},
    ui::{
        mark::{self, Mark},
        theme::{self, PANEL, PANEL_BOLD, SMALL},
        widgets::rows::Rows,
    },
};

/// Width of the column of paragraph numbers, in points.
const NUMBERS: f32 = 80.0;
/// Room for the mark before the word of a grade.
const MARK: f32 = 20.0;
/// Space above and below the words of a row.
const PADDING: f32 = 6.0;

pub(super) fn show(ui: &mut Ui, document: &Document, rows: &mut Rows, commands: &mut Vec<Command>) {
    let report = document.report();
    if report.judgements.is_empty() {
        return nothing(ui, "This report states no grades, or none that Findings can tell.");
    }
    choose(ui, document, commands);
    let view = &document.view.arrange.judgements;
    let entries = arranged_judgements(report, document.findings.as_deref(), view);
    let table = Table { document, grades: grade_width(ui, report) };
    let titles = table.titles(ui.available_width());
    table_head(ui, &[("Judgement", SIDE), ("Grade", titles + SIDE)], "Paras");
    rows.set_fingerprint(table.fingerprint());
    rows.show(
        ui,
        (document.id.0, "judgements"),
        entries.len(),
        |ui, row, width| match &entries[row] {
            JudgementRow::Group(group) => group_height(ui, group, width),
            JudgementRow::Judgement(index) => table.height(ui, *index, width),
        },
        |ui, row| match &entries[row] {
            JudgementRow::Group(group) => group_row(ui, group),
            JudgementRow::Judgement(index) => table.row(ui, *index, commands),
        },
    );
}

/// In which order, and of which grade.
fn choose(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let report = document.report();
    let view = &document.view.arrange.judgements;
    let mut push = |judgements: JudgementView| {
        commands.push(Command::Arrange(Arrange { judgements, ..document.view.arrange.clone() }));
    };
    choosing::line(ui, |ui| {
        let orders = JudgementOrder::ALL.map(|(order, name)| (order, name.to_owned()));
        if let Some(order) = choosing::choose(ui, "Order", 0.5, &view.order, &orders) {
            push(JudgementView { order, ..view.clone() });
        }
        let given: BTreeSet<(Option<u8>, &str)> =
            report.judgements.iter().map(|item| (item.grade.step, item.grade.label.as_str())).collect();
        let grades = given.into_iter().map(|(_, label)| {
            let count = report.judgements.iter().filter(|item| item.grade.label == label).count();
            (Some(label.to_owned()), format!("{label} ({count})"))
        });
        let grades: Vec<_> = std::iter::once((None, format!("All grades ({})", report.judgements.len())))
            .chain(grades)
            .collect();
        if let Some(grade) = choosing::choose(ui, "Grades shown", 1.0, &view.grade, &grades) {
            push(JudgementView { grade, ..view.clone() });
        }
    });
}

/// The column of grades is as wide as the longest word of the scale asks.
fn grade_width(ui: &Ui, report: &Report) -> f32 {
    let labels: BTreeSet<&str> =
        report.judgements.iter().map(|judgement| judgement.grade.label.as_str()).collect();
    let color = theme::tokens(ui).text;
    let widths =
        labels.into_iter().map(|label| wrapped(ui, label, PANEL_BOLD, color, f32::INFINITY).size().x);
    widths.fold(60.0, f32::max).min(110.0) + MARK + 8.0
}

/// The table of one report, with the width of its column of grades.
struct Table<'a> {
    document: &'a Document,
    grades: f32,
}

impl Table<'_> {
    /// What heights of rows follow from, but for width and zoom.
    fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.document.view.arrange.judgements.hash(&mut hasher);
        self.document.findings.is_some().hash(&mut hasher);
        self.document.view.marked.hash(&mut hasher);
        hasher.finish()
    }

    fn titles(&self, width: f32) -> f32 {
        (width - SIDE * 2.0 - self.grades - NUMBERS).max(60.0)
    }

    fn is_selected(&self, judgement: &Judgement) -> bool {
        let marked = self.document.view.marked;
        marked.is_some() && judgement.place() == marked
    }

    /// How much there is to improve in its section.
    fn points(&self, index: usize) -> Option<String> {
        let findings = self.document.findings.as_ref()?;
        let count = findings.judgement_points[index];
        (count > 0).then(|| format!("{count} to improve"))
    }

    fn height(&self, ui: &Ui, index: usize, width: f32) -> f32 {
        let judgement = &self.document.report().judgements[index];
        let color = theme::tokens(ui).text;
        let titles = self.titles(width);
        let title = wrapped(ui, &judgement.title, PANEL, color, titles - 10.0);
        let grade = wrapped(ui, &judgement.grade.label, PANEL_BOLD, color, self.grades - MARK);
        let numbers = PANEL.line + if self.points(index).is_some() { SMALL.line } else { 0.0 };
        let stated = if self.is_selected(judgement) {
            wrapped(ui, &stated(judgement), SMALL, color, width - SIDE * 2.0).size().y + 3.0
        } else {
            0.0
        };
        title.size().y.max(grade.size().y).max(numbers) + PADDING * 2.0 + stated
    }

    fn row(&self, ui: &mut Ui, index: usize, commands: &mut Vec<Command>) {
        let report = self.document.report();
        let judgement = &report.judgements[index];
        let scale = report.scale.as_ref();
        let extent = Extent::of(report, judgement);
        let (words, fits) = (extent.to_string(), extent != Extent::TableOnly);
        let points = self.points(index);
        let selected = self.is_selected(judgement);
        let spoken = [Some(words.clone()), points.clone(), Some(stated(judgement))];
        let spoken = spoken.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let name = format!("{}: {}, {spoken}", judgement.title, mark::spoken(&judgement.grade, scale));
        let (rect, response) = list_row::show(ui, &name, selected);
        let tokens = theme::tokens(ui);
        let top = rect.top() + PADDING;
        let width = self.titles(rect.width());
        let title = wrapped(ui, &judgement.title, PANEL, tokens.text, width - 10.0);
        paint_words(ui, title, pos2(rect.left() + SIDE, top));

        let at = pos2(rect.left() + SIDE + width, top);
        let middle = at.y + PANEL.line / 2.0;
        Mark::new(&judgement.grade, scale).paint(ui.painter(), tokens, pos2(at.x + 7.0, middle), 15.0);
        let grade = wrapped(ui, &judgement.grade.label, PANEL_BOLD, tokens.text, self.grades - MARK);
        paint_words(ui, grade, at + vec2(MARK, 0.0));

        let color = if fits { tokens.secondary } else { tokens.warning };
        let font = if fits { PANEL } else { SMALL }.format(color).font_id;
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

/// "Stated in the text and in the table."
fn stated(judgement: &Judgement) -> String {
    let places: Vec<&str> = judgement
        .stated
        .iter()
        .map(|statement| match statement.stated {
            Stated::Heading => "in its heading",
            Stated::Line => "under its heading",
            Stated::Cover => "on the cover",
            Stated::Table => "in the report’s table",
        })
        .collect();
    format!("Stated {}", places.join(" and "))
}
