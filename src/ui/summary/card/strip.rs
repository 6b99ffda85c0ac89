//! The strip of the headline card: each judgement as a mark, in the order of the table.

use eframe::egui::{CursorIcon, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{PART_SPACING, add_words, full_title};
use crate::{
    analysis::{self, JudgementExtent, JudgementRow},
    app::{Command, Document},
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{self, CORNER_RADIUS, SMALL},
    },
};

/// Width and height of the target of a mark, in points: the minimum size in WCAG 2.2 (2.5.8).
const TARGET_SIZE: f32 = 24.0;
/// Size of a mark, in points.
const MARK_SIZE: f32 = 17.0;

/// Shows the marks in lines, and the number of judgements with each grade below.
pub(super) fn show(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let report = document.report();
    let counts: Vec<(String, usize)> = analysis::grade_counts(report)
        .into_iter()
        .map(|(grade, count)| (grade.label.clone(), count))
        .collect();
    let words = strings::judgement_count(report.judgements.len(), &counts);
    let judgements: Vec<usize> = analysis::judgement_rows(report)
        .into_iter()
        .filter_map(|row| match row {
            JudgementRow::Judgement(index) => Some(index),
            JudgementRow::Group(_) => None,
        })
        .collect();
    ui.add_space(PART_SPACING);
    let list = UiBuilder::new().accessibility_role(Role::List).accessibility_label(words.as_str());
    ui.scope_builder(list, |ui| {
        // The first mark is in line with the text, and its target begins further left.
        let overhang = (TARGET_SIZE - MARK_SIZE) / 2.0;
        let per_line = targets_per_line(ui.available_width() + overhang);
        for line in judgements.chunks(per_line) {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), TARGET_SIZE), Sense::hover());
            let mut left = rect.left() - overhang;
            for index in line {
                let target = Rect::from_min_size(pos2(left, rect.top()), vec2(TARGET_SIZE, TARGET_SIZE));
                show_mark(ui, document, *index, target, commands);
                left = target.right();
            }
        }
    });
    add_words(ui, &words, SMALL, theme::tokens(ui).secondary);
}

/// Returns the number of targets in a line of this width in points; at least 1.
fn targets_per_line(width: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the width of a panel is positive and at most a few thousand points"
    )]
    let count = (width / TARGET_SIZE).floor() as usize;
    count.max(1)
}

/// Shows the mark of a judgement. A click goes to its place in the report.
fn show_mark(ui: &Ui, document: &Document, index: usize, target: Rect, commands: &mut Vec<Command>) {
    let report = document.report();
    let judgement = &report.judgements[index];
    let scale = report.scale.as_ref();
    // The Tab key skips the marks, because it reaches the rows of the table, which go to the same places.
    let response = ui.interact(target, ui.scope_id().with(("mark", index)), Sense::CLICK);
    let name = strings::judgement_with_grade(
        &full_title(document, judgement),
        &grade_mark::accessible_grade(&judgement.grade, scale),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &name));
    let tokens = theme::tokens(ui);
    if response.hovered() {
        ui.painter().rect_filled(target, CORNER_RADIUS, tokens.hover);
    }
    GradeMark::new(&judgement.grade, scale).paint(ui.painter(), tokens, target.center(), MARK_SIZE);
    if let Some(place) = judgement.place().filter(|_| response.clicked()) {
        commands.push(Command::GoTo(place));
    }
    let extent = JudgementExtent::of_judgement(report, judgement).description();
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(format!("{name}\n{extent}"));
}
