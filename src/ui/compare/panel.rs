//! The facts of a comparison: judgements, recommendations, and the list of what changed in the text.

use eframe::egui::{self, Align2, Color32, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{Cache, checks, recommendations, sections};
use crate::{
    analysis::compare::{Change, JudgementPair, Kind, TextChange, are_of_one_body},
    app::{Command, CompareTab, Compared, Document},
    report::{Grade, Report},
    ui::{
        mark::{self, Mark},
        theme::{self, CORNER, PANEL, PANEL_BOLD, SMALL, SMALL_BOLD},
    },
};

/// Space around what stands in the panel.
pub(super) const SIDE: f32 = 14.0;
pub(super) const PADDING: f32 = 8.0;
/// Height of the line with both grades.
const GRADES: f32 = 24.0;
/// Room beside a title for how the judgement fared.
const FARED: f32 = 118.0;
/// Room for a mark before its word.
const MARK: f32 = 21.0;

pub(super) fn show(
    ui: &mut Ui,
    compared: &Compared,
    [left, right]: [&Document; 2],
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 14, top: 12, bottom: 8 }).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            let title = egui::Label::new(theme::PANEL_TITLE.rich("Comparison", tokens.text));
            ui.add(title);
            ui.add(egui::Label::new(SMALL.rich(summary(compared), tokens.secondary)).wrap());
        },
    );
    tabs(ui, compared, commands);
    let comparison = &compared.comparison;
    let id = (compared.documents[0].0 << 32) ^ compared.documents[1].0;
    let (one, other) = (left.title(), right.title());
    let (left, right) = (left.report(), right.report());
    if compared.tab == CompareTab::Judgements {
        // Of one council the years tell them apart; there is no room for more.
        let short = |title: &str| match title.rsplit_once(", ") {
            Some((_, year)) if are_of_one_body(&compared.reports[0], &compared.reports[1]) => year.to_owned(),
            _ => title.to_owned(),
        };
        let titles = match short(&one) == short(&other) {
            true => ["Left".to_owned(), "Right".to_owned()],
            false => [short(&one), short(&other)],
        };
        heads(ui, titles);
    }
    match compared.tab {
        CompareTab::Judgements => cache.judgements.show(
            ui,
            (id, "judgements"),
            comparison.judgements.len() + checks::count(comparison),
            |ui, row, width| {
                if let Some(check) = row.checked_sub(comparison.judgements.len()) {
                    return checks::height(ui, comparison, check, width);
                }
                let part = part(&comparison.judgements, row, (left, right));
                judgement_height(ui, &comparison.judgements[row], part, width)
            },
            |ui, row| {
                if let Some(check) = row.checked_sub(comparison.judgements.len()) {
                    return checks::show(ui, comparison, check, commands);
                }
                let part = part(&comparison.judgements, row, (left, right));
                judgement(ui, &comparison.judgements[row], part, (left, right), commands);
            },
        ),
        CompareTab::Recommendations => cache.recommendations.show(
            ui,
            (id, "recommendations"),
            comparison.recommendations.len(),
            |ui, row, width| {
                recommendations::height(ui, &comparison.recommendations[row], (left, right), width)
            },
            |ui, row| recommendations::show(ui, &comparison.recommendations[row], (left, right), commands),
        ),
        CompareTab::Sections => {
            sections::show(ui, compared, (id, left, right), &mut cache.sections, commands);
        }
        CompareTab::Text => {
            kinds(ui, compared, commands);
            let listed = compared.listed();
            if cache.brought != compared.current {
                cache.brought = compared.current;
                let row = listed.iter().position(|change| Some(*change) == compared.current);
                row.into_iter().for_each(|row| cache.changes.bring(row));
            }
            cache.changes.show(
                ui,
                (id, "changes"),
                listed.len(),
                |_, _, _| PANEL.line * 2.0 + PADDING * 2.0,
                |ui, row| change(ui, compared, listed[row], (left, right), commands),
            );
        }
    }
}

/// "Judgements: 3 up, 1 down. Checks: 1 gone, 2 new.".
fn summary(compared: &Compared) -> String {
    let count =
        |wanted: Change| compared.comparison.judgements.iter().filter(|pair| pair.change == wanted).count();
    let judgements = [
        (Change::Up, "up"),
        (Change::Down, "down"),
        (Change::Same, "the same"),
        (Change::NotComparable, "not comparable"),
        (Change::New, "new"),
        (Change::Gone, "no longer made"),
    ];
    let parts: Vec<String> = judgements
        .into_iter()
        .map(|(change, word)| (count(change), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let judgements = if parts.is_empty() {
        "No judgements".to_owned()
    } else {
        format!("Judgements: {}", parts.join(", "))
    };
    let checks = (compared.comparison.checks_gone.len(), compared.comparison.checks_come.len());
    let checks = match checks {
        (0, 0) => String::new(),
        (gone, come) => format!(". Checks: {gone} gone, {come} new"),
    };
    let apart = match are_of_one_body(&compared.reports[0], &compared.reports[1]) {
        true => "",
        false => " The reports are of different bodies: up and down say which is graded higher.",
    };
    format!("{judgements}{checks}.{apart}")
}

fn tabs(ui: &mut Ui, compared: &Compared, commands: &mut Vec<Command>) {
    let comparison = &compared.comparison;
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().button_padding.x = 7.0;
        for (tab, name, count) in [
            (CompareTab::Judgements, "Judgements", comparison.judgements.len()),
            (CompareTab::Recommendations, "Recommendations", comparison.recommendations.len()),
            (CompareTab::Text, "Text", comparison.changes.len()),
            (CompareTab::Sections, "Sections", compared.sections.len()),
        ] {
            let is_shown = compared.tab == tab;
            let kind = if is_shown { SMALL_BOLD } else { SMALL };
            let words = format!("{name} {count}");
            let button = egui::Button::selectable(is_shown, kind.rich(words.as_str(), tokens.text));
            let response = ui.add(button);
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, words.as_str()));
            if response.clicked() {
                commands.push(Command::ShowCompareTab(tab));
            }
        }
    });
    ui.add_space(6.0);
    let line = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), line, egui::Stroke::new(1.0, tokens.line));
}

/// Which column of grades is of which report.
fn heads(ui: &mut Ui, titles: [String; 2]) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let tokens = theme::tokens(ui);
    let column = (rect.width() - SIDE * 2.0) * 0.5;
    for (index, title) in titles.into_iter().enumerate() {
        let x = rect.left() + SIDE + if index == 0 { 0.0 } else { column };
        let text = egui::WidgetText::from(SMALL_BOLD.rich(title, tokens.secondary));
        let room = column - 10.0;
        let galley = text.into_galley(ui, Some(egui::TextWrapMode::Truncate), room, egui::TextStyle::Body);
        ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley, tokens.secondary);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, tokens.line));
}

pub(super) fn set(
    ui: &Ui,
    words: &str,
    kind: theme::Type,
    color: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::single_section(words.to_owned(), kind.format(color));
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

pub(super) fn height(ui: &Ui, words: &str, kind: theme::Type, width: f32) -> f32 {
    set(ui, words, kind, theme::tokens(ui).text, width - SIDE * 2.0).size().y
}

/// The part of the report a judgement stands in, where another one has the same title.
fn part<'a>(pairs: &[JudgementPair], row: usize, (left, right): (&'a Report, &'a Report)) -> Option<&'a str> {
    let pair = &pairs[row];
    if pairs.iter().filter(|other| other.title == pair.title).count() < 2 {
        return None;
    }
    let top = |report: &'a Report, index: Option<usize>| {
        let section = report.judgements[index?].section?;
        report.path(section).first().copied().filter(|top| *top != pair.title)
    };
    top(right, pair.right).or_else(|| top(left, pair.left))
}

fn judgement_height(ui: &Ui, pair: &JudgementPair, part: Option<&str>, width: f32) -> f32 {
    let reason = pair.reason.as_deref().map_or(0.0, |reason| height(ui, reason, SMALL, width));
    let part = part.map_or(0.0, |part| height(ui, part, SMALL, width));
    height(ui, &pair.title, PANEL_BOLD, width - FARED) + part + GRADES + reason + PADDING * 2.0
}

/// A row that can be clicked, with its ring and its line below.
pub(super) fn row(ui: &mut Ui, name: &str, selected: bool) -> (egui::Rect, egui::Response) {
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, name));
    let tokens = theme::tokens(ui);
    if selected || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, if selected { tokens.selection } else { tokens.hover });
    }
    if response.has_focus() {
        let ring = egui::Stroke::new(theme::RING, tokens.accent);
        ui.painter().rect_stroke(rect.shrink(1.0), CORNER, ring, egui::StrokeKind::Inside);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, tokens.line));
    (rect, response)
}

pub(super) fn paint(
    ui: &Ui,
    words: &str,
    kind: theme::Type,
    color: Color32,
    at: egui::Pos2,
    width: f32,
) -> f32 {
    let galley = set(ui, words, kind, color, width);
    let height = galley.size().y;
    ui.painter().galley(at, galley, color);
    height
}

fn judgement(
    ui: &mut Ui,
    pair: &JudgementPair,
    part: Option<&str>,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    let (before, after) =
        (pair.left.map(|index| &left.judgements[index]), pair.right.map(|index| &right.judgements[index]));
    let (sign, word) = pair.change.says();
    let spoken = |grade: Option<&Grade>, report: &Report| {
        grade.map_or_else(|| "not judged".to_owned(), |grade| mark::spoken(grade, report.scale.as_ref()))
    };
    let grades = (before.map(|item| &item.grade), after.map(|item| &item.grade));
    let name = format!("{}: {word}. {} to {}", pair.title, spoken(grades.0, left), spoken(grades.1, right));
    let (rect, response) = row(ui, &name, false);
    let tokens = theme::tokens(ui);
    let width = rect.width() - SIDE * 2.0;
    let mut at = rect.min + vec2(SIDE, PADDING);
    let words = format!("{sign} {word}");
    let font = SMALL_BOLD.format(tokens.text).font_id;
    let beside = pos2(rect.right() - SIDE, at.y + PANEL.line / 2.0);
    ui.painter().text(beside, Align2::RIGHT_CENTER, words, font, tokens.text);
    at.y += paint(ui, &pair.title, PANEL_BOLD, tokens.text, at, width - FARED);
    if let Some(part) = part {
        at.y += paint(ui, part, SMALL, tokens.secondary, at, width);
    }
    let middle = at.y + GRADES / 2.0;
    let column = width * 0.5;
    for (index, (grade, report)) in [(grades.0, left), (grades.1, right)].into_iter().enumerate() {
        let x = if index == 0 { at.x } else { at.x + column };
        match grade {
            Some(grade) => {
                Mark::new(grade, report.scale.as_ref()).paint(
                    ui.painter(),
                    tokens,
                    pos2(x + 7.0, middle),
                    15.0,
                );
                let label = set(ui, &grade.label, PANEL, tokens.text, f32::INFINITY);
                let room = egui::Rect::from_x_y_ranges(x..=x + column - 6.0, rect.y_range());
                ui.painter().with_clip_rect(room).galley(
                    pos2(x + MARK, middle - label.size().y / 2.0),
                    label,
                    tokens.text,
                );
            }
            None => {
                let font = PANEL.format(tokens.secondary).font_id;
                ui.painter().text(pos2(x + 4.0, middle), Align2::LEFT_CENTER, "–", font, tokens.secondary);
            }
        }
    }
    at.y += GRADES;
    if let Some(reason) = &pair.reason {
        paint(ui, reason, SMALL, tokens.secondary, at, width);
    }
    if response.clicked() {
        let place = |judgement: Option<&crate::report::Judgement>| {
            judgement.and_then(crate::report::Judgement::place)
        };
        commands.push(Command::GoToBoth([place(before), place(after)]));
    }
}

/// Switches for the kinds of differences that are there, with how many of each.
fn kinds(ui: &mut Ui, compared: &Compared, commands: &mut Vec<Command>) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(8.0);
        for kind in [Kind::Inserted, Kind::Deleted, Kind::Changed, Kind::Replaced, Kind::Moved] {
            let count = compared.comparison.changes.iter().filter(|change| change.kind == kind).count();
            if count == 0 {
                continue;
            }
            let (sign, word) = kind.says();
            let on = !compared.hidden.contains(&kind);
            let words = SMALL.rich(format!("{sign} {word} {count}"), theme::tokens(ui).text);
            let hint = if on { "Leave these out of the list" } else { "List these again" };
            if ui.add(egui::Button::selectable(on, words)).on_hover_text(hint).clicked() {
                commands.push(Command::ToggleKind(kind));
            }
        }
    });
    ui.add_space(4.0);
    let line = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), line, egui::Stroke::new(1.0, theme::tokens(ui).line));
}

fn change(
    ui: &mut Ui,
    compared: &Compared,
    index: usize,
    (left, right): (&Report, &Report),
    commands: &mut Vec<Command>,
) {
    let comparison = &compared.comparison;
    let TextChange { kind, left: one, right: other } = &comparison.changes[index];
    let (sign, word) = kind.says();
    let units = (one.map(|index| &comparison.left[index]), other.map(|index| &comparison.right[index]));
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let numbers =
        (units.0.and_then(|unit| number(unit.number)), units.1.and_then(|unit| number(unit.number)));
    let where_it_stands = match numbers {
        (Some(one), Some(other)) if one != other => format!("paragraph {one}, now {other}"),
        (Some(one), _) | (None, Some(one)) => format!("paragraph {one}"),
        (None, None) => String::new(),
    };
    let section = units.1.map(|unit| (right, unit)).or(units.0.map(|unit| (left, unit)));
    let title = section.and_then(|(report, unit)| Some(report.section(unit.section?).title.as_str()));
    let head: Vec<&str> = [word, where_it_stands.as_str(), title.unwrap_or("")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let head = head.join(" · ");
    let words = units.1.or(units.0).map_or("", |unit| unit.words.as_str());
    let (rect, response) = row(ui, &format!("{head}: {words}"), compared.current == Some(index));
    let tokens = theme::tokens(ui);
    let at = rect.min + vec2(SIDE, PADDING);
    let clipped = |ui: &Ui, words: &str, kind: theme::Type, color: Color32, at: egui::Pos2| {
        let text = egui::WidgetText::from(kind.rich(words, color));
        let room = rect.right() - SIDE - at.x;
        let galley = text.into_galley(ui, Some(egui::TextWrapMode::Truncate), room, egui::TextStyle::Body);
        ui.painter().galley(at, galley, color);
    };
    clipped(ui, sign, PANEL_BOLD, tokens.text, at);
    clipped(ui, &head, SMALL_BOLD, tokens.text, at + vec2(18.0, 1.0));
    clipped(ui, words, PANEL, tokens.secondary, at + vec2(18.0, PANEL.line));
    if response.clicked() {
        commands.push(Command::GoToChange(index));
    }
}
