//! The verdict at the top of the panel: both overall grades, how far apart they are, and the numbers of changes.

use eframe::egui::{self, Label, Role, Sense, Ui, UiBuilder, pos2, vec2};

use crate::{
    analysis::compare::{OverallChange, have_same_subject},
    app::{Action, Command, ComparisonTab},
    ui::{
        grade_mark::GradeMark,
        strings::compare as strings,
        theme::{self, PANEL_BOLD, PANEL_TITLE, SMALL, TypeStyle},
        widgets::{cached::Cached, text},
    },
};

/// Height of the overall grades with their captions, in points.
const GRADES_HEIGHT: f32 = 44.0;
/// Maximum width of both overall grades, in points.
const MAX_GRADES_WIDTH: f32 = 480.0;
/// Side of a grade mark, in points.
const MARK_SIZE: f32 = 18.0;
/// Space between a grade mark and its label, in points.
const LABEL_SPACING: f32 = 6.0;
/// Width of the arrow between the grades, in points.
const ARROW_WIDTH: f32 = 30.0;

/// The sentences of a verdict, for the id of the comparison and the number of its result.
pub(super) type VerdictCache = Cached<(u64, u32), VerdictWords>;

/// The sentences of a verdict.
#[derive(Debug)]
pub(super) struct VerdictWords {
    /// The sentences about the overall grades.
    overall: Vec<String>,
    /// All other sentences.
    rest: String,
}

impl VerdictWords {
    fn new(tab: &ComparisonTab) -> Self {
        let comparison = tab.comparison();
        let sentences = comparison.verdict.sentences();
        let overall_count = comparison.verdict.overall.len().max(1).min(sentences.len());
        let (overall, rest) = sentences.split_at(overall_count);
        let checks = match (comparison.cleared_checks.len(), comparison.new_checks.len()) {
            (0, 0) => None,
            (cleared, new) => Some(strings::check_changes(cleared, new)),
        };
        let [left, right] = &tab.result.reports;
        let organisations =
            (!have_same_subject(left, right)).then(|| strings::DIFFERENT_ORGANISATIONS.to_owned());
        let rest: Vec<String> = rest.iter().cloned().chain(checks).chain(organisations).collect();
        Self { overall: overall.to_vec(), rest: rest.join(" ") }
    }
}

/// Shows the title, if there is room for it, and the verdict, and offers to swap the sides if the later report is on the
/// left.
pub(super) fn show(
    ui: &mut Ui,
    tab: &ComparisonTab,
    has_title: bool,
    cache: &mut VerdictCache,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let words = cache.get((super::layout::list_id(tab), tab.result_number), || VerdictWords::new(tab));
    if has_title {
        ui.add(Label::new(PANEL_TITLE.rich_text(strings::COMPARISON, tokens.text)));
        ui.add_space(2.0);
    }
    match &tab.comparison().verdict.overall[..] {
        [overall] if has_room_for_grades(ui, tab, overall) => {
            show_overall_grades(ui, tab, overall, &words.overall.join(" "));
            ui.add(Label::new(PANEL_BOLD.rich_text(format!("{}.", overall.how_far), tokens.text)).wrap());
        }
        _ => {
            for sentence in &words.overall {
                ui.add(Label::new(PANEL_BOLD.rich_text(sentence.as_str(), tokens.text)).wrap());
                ui.add_space(2.0);
            }
        }
    }
    if !words.rest.is_empty() {
        ui.add(Label::new(SMALL.rich_text(words.rest.as_str(), tokens.secondary)).wrap());
    }
    if tab.comparison().verdict.is_left_later {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.label(SMALL.rich_text(strings::LEFT_IS_LATER, tokens.warning));
            if ui.small_button(Action::SwapSides.info().label).clicked() {
                commands.push(Command::Do(Action::SwapSides));
            }
        });
    }
}

/// Returns true if both reports have an overall grade, and there is room to show them side by side in full.
fn has_room_for_grades(ui: &Ui, tab: &ComparisonTab, overall: &OverallChange) -> bool {
    let column_width = grade_column_width(ui.available_width());
    let captions = grade_captions(tab, overall);
    let width = |words: &str, style: TypeStyle| {
        text::lay_out_truncated(ui, words, style, theme::tokens(ui).text, f32::INFINITY).size().x
    };
    [&overall.left, &overall.right].into_iter().zip(captions).all(|(grade, caption)| {
        grade.as_ref().is_some_and(|grade| {
            let label_width = MARK_SIZE + LABEL_SPACING + width(&grade.label, PANEL_BOLD);
            label_width <= column_width && width(&caption, SMALL) <= column_width
        })
    })
}

/// Returns the width of the column of each overall grade, in points, in a panel of this width.
fn grade_column_width(width: f32) -> f32 {
    (width.min(MAX_GRADES_WIDTH) - ARROW_WIDTH) / 2.0
}

/// Returns the captions of both overall grades: "Overall effectiveness, 2022" and "2025".
fn grade_captions(tab: &ComparisonTab, overall: &OverallChange) -> [String; 2] {
    let names = &tab.comparison().verdict.names;
    [strings::overall_title(&overall.title, &names.label(0)), names.label(1)]
}

/// Shows both overall grades with an arrow between them. `sentence` says the same to screen readers.
fn show_overall_grades(ui: &mut Ui, tab: &ComparisonTab, overall: &OverallChange, sentence: &str) {
    let tokens = theme::tokens(ui);
    let captions = grade_captions(tab, overall);
    let builder = UiBuilder::new().accessibility_role(Role::Label).accessibility_label(sentence);
    ui.scope_builder(builder, |ui| {
        let size = vec2(ui.available_width(), GRADES_HEIGHT);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let width = rect.width().min(MAX_GRADES_WIDTH);
        let column_width = grade_column_width(width);
        for (side, grade) in [&overall.left, &overall.right].into_iter().enumerate() {
            let Some(grade) = grade else { continue };
            let left = if side == 0 { rect.left() } else { rect.left() + width - column_width };
            text::paint_truncated(
                ui,
                &captions[side],
                SMALL,
                tokens.secondary,
                pos2(left, rect.top()),
                column_width,
            );
            let middle = rect.top() + SMALL.line_height + 12.0;
            let mark = GradeMark::new(grade, tab.result.reports[side].scale.as_ref());
            mark.paint(ui.painter(), tokens, pos2(left + MARK_SIZE / 2.0, middle), MARK_SIZE);
            let label_left = left + MARK_SIZE + LABEL_SPACING;
            let width = column_width - MARK_SIZE - LABEL_SPACING;
            let label = text::lay_out_truncated(ui, &grade.label, PANEL_BOLD, tokens.text, width);
            let at = pos2(label_left, middle - label.size().y / 2.0);
            ui.painter().galley(at, label, tokens.text);
        }
        let at = pos2(rect.left() + width / 2.0, rect.top() + SMALL.line_height + 12.0);
        let font = PANEL_BOLD.text_format(tokens.text).font_id;
        ui.painter().text(at, egui::Align2::CENTER_CENTER, "→", font, tokens.text);
    });
}
