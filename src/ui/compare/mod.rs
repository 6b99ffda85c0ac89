//! Two reports side by side: the facts in a panel, then both texts, scrolling together.

mod checks;
mod chooser;
mod panel;
mod recommendations;
mod sections;

use eframe::egui::{self, Align, Layout, Panel, Ui, UiBuilder, pos2, vec2};

use super::{
    reader,
    rows::Rows,
    theme::{self, PANEL_BOLD, SMALL},
};
use crate::{
    app::{Action, Command, Compared, Document, Selection},
    report::{long_date, period_words},
};

pub(crate) use chooser::show as choose;

/// Width of the panel, in points, and its bounds.
const PANEL_WIDTH: f32 = 400.0;
const PANEL_WIDTHS: std::ops::RangeInclusive<f32> = 300.0..=620.0;
/// Height of the titles over the texts.
const HEAD: f32 = 46.0;

/// What is kept of a comparison between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    readers: [reader::Cache; 2],
    judgements: Rows,
    recommendations: Rows,
    changes: Rows,
    sections: Rows,
    /// The change that was last brought into view in the list.
    brought: Option<usize>,
}

/// Shows the comparison; `documents` are its reports, left and right.
pub(crate) fn show(
    ui: &mut Ui,
    compared: &mut Compared,
    documents: [&mut Document; 2],
    selections: [Option<Selection>; 2],
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let [left, right] = documents;
    let frame = egui::Frame::new().fill(theme::tokens(ui).panel);
    let side = Panel::left("comparison").default_size(PANEL_WIDTH).size_range(PANEL_WIDTHS).resizable(true);
    side.frame(frame).show(ui, |ui| {
        ui.set_max_width(ui.available_width());
        panel::show(ui, compared, [left, right], cache, commands);
        ui.take_available_space();
    });
    egui::CentralPanel::no_frame()
        .show(ui, |ui| texts(ui, compared, ([left, right], selections), cache, commands));
}

fn texts(
    ui: &mut Ui,
    compared: &Compared,
    ([left, right], selections): ([&mut Document; 2], [Option<Selection>; 2]),
    cache: &mut Cache,
    commands: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let middle = area.center().x.round();
    // A draft and the final report have one title: the files tell them apart.
    let same_title = left.title() == right.title();
    let jumps = [left.view.jump.is_some(), right.view.jump.is_some()];
    let mut scrolled = [false; 2];
    let [left_cache, right_cache] = &mut cache.readers;
    let halves = [
        (egui::Rect::from_min_max(area.min, pos2(middle - 1.0, area.bottom())), &mut *left, left_cache),
        (egui::Rect::from_min_max(pos2(middle, area.top()), area.max), &mut *right, right_cache),
    ];
    for (index, (rect, document, cache)) in halves.into_iter().enumerate() {
        let salt = ui.scope_id().with(("half", index));
        ui.scope_builder(UiBuilder::new().scope_id(salt).max_rect(rect), |ui| {
            head(ui, compared, document, (index == 0, same_title), commands);
            // No pages are shown here that could lead.
            document.view.pages.leads = false;
            let marks = reader::Marks { of: &compared.marks[index], gone: index == 0 };
            let mut asked = Vec::new();
            let shown = reader::Shown {
                marks: Some(&marks),
                selection: selections[index],
                // Keys go to the left text, and to the right one once it was pressed.
                only_with_focus: index == 1,
                ..Default::default()
            };
            scrolled[index] = reader::show(ui, document, cache, &shown, &mut asked);
            // A link leads to a place of its own report.
            commands.extend(asked.into_iter().map(|command| match command {
                Command::GoTo(place) if index == 0 => Command::GoToBoth([Some(place), None]),
                Command::GoTo(place) => Command::GoToBoth([None, Some(place)]),
                other => other,
            }));
            scrolled[index] |= jumps[index] && !jumps[1 - index];
        });
    }
    ui.painter().vline(middle - 0.5, area.y_range(), egui::Stroke::new(1.0, theme::tokens(ui).line));
    if compared.locked && scrolled.contains(&true) {
        if scrolled[0] {
            right.view.follow = Some(compared.partner(left.view.eye, true));
        } else {
            left.view.follow = Some(compared.partner(right.view.eye, false));
        }
        ui.request_repaint();
    }
}

/// Which report a text is of.
fn head(
    ui: &mut Ui,
    compared: &Compared,
    document: &Document,
    (is_left, same_title): (bool, bool),
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.panel).inner_margin(egui::Margin::symmetric(14, 4));
    Panel::top("head").exact_size(HEAD).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let titles = |ui: &mut Ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let title = match same_title {
                    true => format!("{} – {}", document.report().source.file, document.title()),
                    false => document.title(),
                };
                ui.add(egui::Label::new(PANEL_BOLD.rich(title, tokens.text)).truncate());
                ui.add(egui::Label::new(SMALL.rich(facts(document), tokens.secondary)).truncate());
            };
            if is_left {
                ui.vertical(titles);
                return;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let action = Action::ToggleLock.info();
                let lock = egui::Button::selectable(compared.locked, action.label);
                let lock = ui.add(lock).on_hover_text(super::actions::hint(ui, Action::ToggleLock));
                if lock.clicked() {
                    commands.push(Command::Do(Action::ToggleLock));
                }
                let room = vec2(ui.available_width(), HEAD - 8.0);
                ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), titles);
            });
        });
    });
}

/// When it was inspected, and when published.
fn facts(document: &Document) -> String {
    let cover = &document.report().cover;
    let inspected: Vec<String> = cover.inspected.iter().map(|period| period_words(*period)).collect();
    let inspected = (!inspected.is_empty()).then(|| format!("Inspected {}", inspected.join(" and ")));
    let published = cover.published.map(|date| format!("published {}", long_date(date)));
    let facts: Vec<String> = [inspected, published].into_iter().flatten().collect();
    if facts.is_empty() { document.report().source.file.clone() } else { facts.join(", ") }
}
