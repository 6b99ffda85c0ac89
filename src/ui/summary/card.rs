//! The headline card at the top of the summary: the inspection, its overall judgement, all judgements as marks, and
//! links to the recommendations, points to improve and checks.

mod facts;
mod strip;

use std::sync::Arc;

use eframe::egui::{
    Color32, CursorIcon, Frame, Galley, Margin, Pos2, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
    pos2, text::LayoutJob, vec2,
};

use super::{lay_out_wrapped, paint_focus_ring, paint_words};
use crate::{
    analysis::{self, Headline, OverallJudgement},
    app::{Command, Document},
    report::{Judgement, format_date, format_period},
    ui::{
        grade_mark::{self, GradeMark},
        strings::report as strings,
        theme::{
            self, CORNER_RADIUS, HEADLINE_GRADE, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL, SMALL_BOLD, TypeStyle,
        },
        widgets::text::lay_out_truncated,
    },
};

/// Minimum height of the panel for the whole card, in points.
const MIN_HEIGHT_FOR_WHOLE: f32 = 520.0;
/// Minimum height of the panel for the short card, in points.
const MIN_HEIGHT_FOR_SHORT: f32 = 400.0;
/// Space between the parts of the card, in points.
const PART_SPACING: f32 = 5.0;
/// Space between the columns of two overall judgements, in points.
const COLUMN_SPACING: f32 = 12.0;
/// Size of the mark of an overall judgement, in points.
const MARK_SIZE: f32 = 24.0;
/// Width of the column for the mark of an overall judgement, in points.
const MARK_WIDTH: f32 = 32.0;
/// Maximum number of lines of the meaning of a judgement. The tooltip shows all of it.
const MAX_MEANING_LINES: usize = 5;

/// The amount of detail on the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Everything.
    Whole,
    /// The subject, the overall judgement and the links, because the panel is low.
    Short,
    /// Only the grade of the overall judgement on one line, because the panel has only a few lines.
    Line,
}

impl Extent {
    /// Returns how much fits a panel of this height in points, with some rows of the table below.
    fn for_height(height: f32) -> Self {
        if height >= MIN_HEIGHT_FOR_WHOLE {
            Self::Whole
        } else if height >= MIN_HEIGHT_FOR_SHORT {
            Self::Short
        } else {
            Self::Line
        }
    }
}

/// Shows the card.
pub(super) fn show(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let extent = Extent::for_height(ui.available_height());
    let tokens = theme::tokens(ui);
    let frame = Frame::new()
        .fill(tokens.page)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CORNER_RADIUS)
        .outer_margin(Margin { left: 8, right: 8, top: 8, bottom: 6 })
        .inner_margin(Margin { left: 12, right: 12, top: 7, bottom: 5 });
    let card = UiBuilder::new().accessibility_role(Role::Region).accessibility_label(strings::HEADLINE);
    ui.scope_builder(card, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            show_sentence(ui, document, extent, commands);
            let report = document.report();
            let is_overall_alone =
                report.judgements.len() == 1 && analysis::is_overall(&report.judgements[0]);
            if extent == Extent::Whole && !report.judgements.is_empty() && !is_overall_alone {
                strip::show(ui, document, commands);
            }
            if document.has_text() && extent != Extent::Line {
                if extent == Extent::Whole {
                    show_separator(ui);
                }
                facts::show(ui, document, commands);
            }
        });
    });
}

/// Shows the subject, the facts of the inspection and the overall judgement, which screen readers read as a sentence.
fn show_sentence(ui: &mut Ui, document: &Document, extent: Extent, commands: &mut Vec<Command>) {
    let sentence = headline_sentence(document);
    let mut links = Vec::new();
    let builder = UiBuilder::new().accessibility_role(Role::Label).accessibility_label(sentence.as_str());
    ui.scope_builder(builder, |ui| {
        ui.accesskit_node_builder(ui.unique_id(), |node| node.set_value(sentence.as_str()));
        let tokens = theme::tokens(ui);
        if extent != Extent::Line || !document.has_text() {
            add_words(ui, &subject(document), PANEL_TITLE, tokens.text);
        }
        if extent == Extent::Whole {
            let details = inspection_details(document);
            let lines = lines_of_pieces(ui, &details, ui.available_width());
            lines.iter().for_each(|line| add_words(ui, line, SMALL, tokens.secondary));
        }
        if extent != Extent::Line {
            ui.add_space(PART_SPACING);
        }
        if document.has_text() {
            match analysis::headline(document.report()) {
                Headline::Overall(judgements) if extent == Extent::Line => {
                    show_grades_on_line(ui, document, &judgements);
                }
                Headline::Overall(judgements) => {
                    links = show_overall_judgements(ui, document, &judgements, extent);
                }
                Headline::NoOverallGrade => add_words(ui, strings::NO_OVERALL_GRADE, PANEL, tokens.text),
                Headline::GivesNoGrades => add_words(ui, strings::GIVES_NO_GRADES, PANEL, tokens.text),
                Headline::NoGradesFound => add_words(ui, strings::NO_GRADES, PANEL, tokens.secondary),
            }
        }
    });
    // The links are after the sentence, so that screen readers do not read them as part of it.
    for (index, rect, hint) in links {
        show_judgement_link(ui, document, index, rect, &hint, commands);
    }
}

/// Adds words in lines as wide as the card.
fn add_words(ui: &mut Ui, words: &str, style: TypeStyle, color: Color32) {
    let galley = lay_out_wrapped(ui, words, style, color, ui.available_width());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
    paint_words(ui, galley, rect.min);
}

/// Joins pieces of text with dots into lines of this width in points. A line does not begin or end with a dot.
fn lines_of_pieces(ui: &Ui, pieces: &[String], width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        let joined = lines.last().map(|line| format!("{line} · {piece}"));
        let color = theme::tokens(ui).secondary;
        let fits = |line: &String| lay_out_wrapped(ui, line, SMALL, color, f32::INFINITY).size().x <= width;
        match (joined.filter(fits), lines.last_mut()) {
            (Some(joined), Some(last)) => *last = joined,
            _ => lines.push(strings::with_capital(piece)),
        }
    }
    lines
}

/// The index of an overall judgement, the rectangle of its mark and grade, and its tooltip.
type JudgementLink = (usize, Rect, String);

/// Shows the overall judgements in columns, each with its mark, its grade and its meaning. Returns the links to them.
fn show_overall_judgements(
    ui: &mut Ui,
    document: &Document,
    judgements: &[OverallJudgement<'_>],
    extent: Extent,
) -> Vec<JudgementLink> {
    let column_count = if judgements.len() == 1 { 1.0 } else { 2.0 };
    let width = (ui.available_width() - COLUMN_SPACING * (column_count - 1.0)) / column_count;
    let mut links = Vec::new();
    // The meaning is the same for both columns if the grade is the same.
    let shared_meaning = judgements[0].meaning;
    let is_meaning_shared = judgements.iter().all(|judgement| judgement.meaning == shared_meaning);
    let title = &document.report().judgements[judgements[0].index].title;
    add_words(ui, title, SMALL, theme::tokens(ui).secondary);
    for row in judgements.chunks(2) {
        let (left, top) = (ui.cursor().left(), ui.cursor().top());
        let part_height = part_titles_height(ui, row, width);
        let mut height = 0.0_f32;
        for (column, judgement) in (0_u8..).zip(row) {
            let at = pos2(left + f32::from(column) * (width + COLUMN_SPACING), top);
            if let Some(part) = judgement.part {
                let words = lay_out_part(ui, part, width);
                let above = pos2(at.x, at.y + part_height - words.size().y);
                paint_words(ui, words, above);
            }
            let rect = paint_grade(ui, document, judgement.index, pos2(at.x, top + part_height), width);
            let mut bottom = rect.bottom() + 2.0;
            if extent == Extent::Whole && !is_meaning_shared {
                bottom += paint_meaning(ui, judgement.meaning, pos2(at.x, bottom), width);
            }
            height = height.max(bottom - top);
            let hint = judgement_hint(document, judgement);
            links.push((judgement.index, rect, hint));
        }
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    }
    if extent == Extent::Whole && is_meaning_shared {
        let height = paint_meaning(ui, shared_meaning, ui.cursor().left_top(), ui.available_width());
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    }
    links
}

/// Shows the marks and grades of the overall judgements on one line.
fn show_grades_on_line(ui: &mut Ui, document: &Document, judgements: &[OverallJudgement<'_>]) {
    let height = PANEL_BOLD.line_height + 2.0;
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let tokens = theme::tokens(ui);
    let mut left = line.left();
    for judgement in judgements {
        let grade = &document.report().judgements[judgement.index].grade;
        let mark = GradeMark::new(grade, document.report().scale.as_ref());
        mark.paint(ui.painter(), tokens, pos2(left + 8.0, line.center().y), 16.0);
        let available = (line.right() - left - 22.0).max(0.0);
        let words = lay_out_truncated(ui, &grade.label, PANEL_BOLD, tokens.text, available);
        let width = words.size().x;
        paint_words(ui, words, pos2(left + 22.0, line.top() + 1.0));
        left += 22.0 + width + COLUMN_SPACING;
    }
}

/// Lays out the title of a part of the report in a column of this width in points.
fn lay_out_part(ui: &Ui, part: &str, width: f32) -> Arc<Galley> {
    lay_out_wrapped(ui, part, SMALL_BOLD, theme::tokens(ui).text, width)
}

/// Returns the height of the highest title of a part in a row of columns. Lengths are in points.
fn part_titles_height(ui: &Ui, row: &[OverallJudgement<'_>], width: f32) -> f32 {
    let parts = row.iter().filter_map(|judgement| judgement.part);
    parts.map(|part| lay_out_part(ui, part, width).size().y).fold(0.0, f32::max)
}

/// Paints the mark and the grade of an overall judgement in a column of this width, and returns their rectangle.
/// Lengths are in points.
fn paint_grade(ui: &Ui, document: &Document, index: usize, at: Pos2, width: f32) -> Rect {
    let stated = &document.report().judgements[index];
    let grade = lay_out_grade(ui, &stated.grade.label, width - MARK_WIDTH);
    let height = grade.size().y.max(MARK_SIZE + 2.0);
    let mark = GradeMark::new(&stated.grade, document.report().scale.as_ref());
    let middle = at.y + height / 2.0;
    mark.paint(ui.painter(), theme::tokens(ui), pos2(at.x + MARK_SIZE / 2.0, middle), MARK_SIZE);
    let size = grade.size();
    paint_words(ui, grade, pos2(at.x + MARK_WIDTH, middle - size.y / 2.0));
    Rect::from_min_size(at, vec2(MARK_WIDTH + size.x, height))
}

/// Lays out a grade in large type, or in smaller type if it would need several lines in this width in points.
fn lay_out_grade(ui: &Ui, label: &str, width: f32) -> Arc<Galley> {
    let color = theme::tokens(ui).text;
    let large = lay_out_wrapped(ui, label, HEADLINE_GRADE, color, width);
    if large.rows.len() == 1 { large } else { lay_out_wrapped(ui, label, PANEL_BOLD, color, width) }
}

/// Paints the meaning of a judgement, and returns its height. Lengths are in points.
fn paint_meaning(ui: &Ui, meaning: Option<&str>, at: Pos2, width: f32) -> f32 {
    let Some(meaning) = meaning else { return 0.0 };
    let tokens = theme::tokens(ui);
    let mut job = LayoutJob::single_section(meaning.to_owned(), SMALL.text_format(tokens.secondary));
    job.wrap.max_width = width;
    job.wrap.max_rows = MAX_MEANING_LINES;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let height = galley.size().y;
    paint_words(ui, galley, at);
    height
}

/// Shows the link of an overall judgement over its mark and grade. A click goes to the judgement.
fn show_judgement_link(
    ui: &Ui,
    document: &Document,
    index: usize,
    rect: Rect,
    hint: &str,
    commands: &mut Vec<Command>,
) {
    let judgement = &document.report().judgements[index];
    let response = ui.interact(rect, ui.scope_id().with(("overall", index)), Sense::click());
    let name = strings::go_to_section(&full_title(document, judgement));
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
    if response.hovered() {
        let line = Stroke::new(1.0, theme::tokens(ui).link);
        ui.painter().hline(rect.left() + MARK_WIDTH..=rect.right(), rect.bottom() - 1.0, line);
    }
    paint_focus_ring(ui, &response, rect.expand(2.0));
    if let Some(place) = judgement.place().filter(|_| response.clicked()) {
        commands.push(Command::GoTo(place));
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint);
}

/// Returns the tooltip of an overall judgement: its title, its grade and its meaning.
fn judgement_hint(document: &Document, overall: &OverallJudgement<'_>) -> String {
    let report = document.report();
    let judgement = &report.judgements[overall.index];
    let grade = strings::judgement_with_grade(
        &full_title(document, judgement),
        &grade_mark::accessible_grade(&judgement.grade, report.scale.as_ref()),
    );
    [Some(grade.as_str()), overall.meaning].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Returns the title of a judgement after its group, because several judgements can have the same title.
fn full_title(document: &Document, judgement: &Judgement) -> String {
    let is_title = |other: &&Judgement| other.title == judgement.title;
    let is_ambiguous = document.report().judgements.iter().filter(is_title).count() > 1;
    match judgement.group.as_deref().filter(|_| is_ambiguous) {
        Some(group) => strings::judgement_in_group(group, &judgement.title),
        None => judgement.title.clone(),
    }
}

/// Shows a line between the judgements and the links.
fn show_separator(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, theme::tokens(ui).line));
}

/// Returns the subject of the report, or else its title, or else the file name.
fn subject(document: &Document) -> String {
    let report = document.report();
    let cover = &report.cover;
    cover.subject.as_ref().or(cover.title.as_ref()).unwrap_or(&report.source.file).clone()
}

/// Returns the type of inspection, the inspection dates and the publication date.
fn inspection_details(document: &Document) -> Vec<String> {
    let cover = &document.report().cover;
    let title = cover.title.clone().filter(|_| cover.subject.is_some());
    let kind = cover.framework.map(|framework| framework.name().to_owned()).or(title);
    let periods: Vec<String> = cover.inspected.iter().map(|period| format_period(*period)).collect();
    let inspected = (!periods.is_empty()).then(|| strings::inspection_periods_in_line(&periods));
    let published = document.published().map(|date| strings::publication_date_in_line(&format_date(date)));
    [kind, inspected, published].into_iter().flatten().collect()
}

/// Returns the sentence of the card for screen readers: "City of York Council: single inspection, published 14 May
/// 2012; Overall effectiveness: Good, step 2 of 4; 10 recommendations, 3 immediately."
fn headline_sentence(document: &Document) -> String {
    let report = document.report();
    let details = inspection_details(document);
    let inspection = if details.is_empty() {
        subject(document)
    } else {
        format!("{}: {}", subject(document), details.join(", "))
    };
    if !document.has_text() {
        return format!("{inspection}.");
    }
    let mut parts = vec![inspection];
    match analysis::headline(report) {
        Headline::Overall(judgements) => parts.extend(judgements.iter().map(|overall| {
            let judgement = &report.judgements[overall.index];
            let title = match overall.part {
                Some(part) => strings::judgement_in_group(part, &judgement.title),
                None => judgement.title.clone(),
            };
            let grade = grade_mark::accessible_grade(&judgement.grade, report.scale.as_ref());
            let meaning = overall.meaning.map(|meaning| format!(" ({})", meaning.trim_end_matches('.')));
            format!("{}{}", strings::judgement_with_grade(&title, &grade), meaning.unwrap_or_default())
        })),
        Headline::NoOverallGrade => parts.push(strings::NO_OVERALL_GRADE.trim_end_matches('.').to_owned()),
        Headline::GivesNoGrades => parts.push(strings::GIVES_NO_GRADES.trim_end_matches('.').to_owned()),
        Headline::NoGradesFound => parts.push(strings::NO_GRADES.trim_end_matches('.').to_owned()),
    }
    parts.extend(facts::facts(document).into_iter().map(|fact| fact.sentence()));
    format!("{}.", parts.join("; "))
}
