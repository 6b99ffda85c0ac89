//! The tabs over the tables, and the list of those that are looked at less often.

use std::sync::Arc;

use eframe::egui::{self, Galley, Popup, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::wrapped;
use crate::{
    app::{Command, Document, SummaryTab},
    ui::{
        icons::Icon,
        theme::{self, PANEL, PANEL_BOLD, SMALL, SMALL_BOLD},
        widgets::tab_shape,
    },
};

/// Room for the sign that a list opens, in points.
const CHEVRON: f32 = 16.0;

/// Space beside the words of a tab is no less than this, in points.
const LEAST_PADDING: f32 = 2.0;

/// A tab: what it shows, its name, and how many there are of it.
type Tab = (SummaryTab, &'static str, Option<usize>);

/// The tabs; with `focus` the one that is shown takes the keyboard.
pub(super) fn show(ui: &mut Ui, document: &Document, focus: bool, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let (strip, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, Stroke::new(1.0, tokens.line));
    let (mut tabs, mut more) = (tabs(document).to_vec(), more(document).to_vec());
    // In a narrow panel in small type, then without the counts, so that all of them are there; in a very narrow one the
    // last goes into the list.
    let ways = [(PANEL, PANEL_BOLD, true), (SMALL, SMALL_BOLD, true), (SMALL, SMALL_BOLD, false)];
    let room = |padding: f32| strip.width() - 12.0 - CHEVRON - 5.0 * 2.0 * padding;
    let shown = document.view.tab;
    let lay = |tabs: &[Tab], more: &[Tab], way| {
        let is_listed = more.iter().any(|(tab, ..)| *tab == shown);
        lay_names(ui, (tabs, shown, is_listed), way)
    };
    let width = |laid: &[Laid]| laid.iter().map(|(_, _, galley)| galley.size().x).sum::<f32>();
    let mut fitting = ways.iter().map(|way| lay(&tabs, &more, *way));
    let laid = fitting.find(|laid| width(laid) <= room(4.0));
    // At closest up to the edge of the panel.
    let closest = || Some(lay(&tabs, &more, ways[2])).filter(|laid| width(laid) <= room(LEAST_PADDING) + 6.0);
    let laid = laid.or_else(closest);
    let laid = laid.unwrap_or_else(|| {
        more.splice(0..0, tabs.pop());
        lay(&tabs, &more, ways[2])
    });
    let listed = more.iter().find(|(tab, ..)| *tab == shown);
    let padding = ((strip.width() - 12.0 - CHEVRON - width(&laid)) / 10.0).clamp(LEAST_PADDING, 11.0);
    let mut left = strip.left() + 6.0;
    for (index, (words, active, galley)) in laid.iter().enumerate() {
        let tab = tabs.get(index).map(|(tab, name, count)| (*tab, *name, *count));
        let sign = if tab.is_none() { CHEVRON } else { 0.0 };
        let rect = Rect::from_min_size(
            pos2(left, strip.top()),
            vec2(galley.size().x + padding * 2.0 + sign, strip.height()),
        );
        left = rect.right();
        let spoken = match (tab, listed) {
            (Some((_, name, Some(count))), _) => format!("{name} {count}"),
            (None, Some((_, name, _))) => format!("More: {name}"),
            _ => words.clone(),
        };
        let response = one(ui, rect, index, *active, Arc::clone(galley), &spoken, sign);
        if focus && *active {
            response.request_focus();
        }
        match tab {
            Some((tab, ..)) if response.clicked() => commands.push(Command::ShowTab(tab)),
            Some(_) => {}
            None => list(&response, &more, document.view.tab, commands),
        }
    }
}

/// The name of a tab, whether it is shown, and its words.
type Laid = (String, bool, Arc<Galley>);

/// The names of tabs, and of the list behind them, in this type and with their counts or without.
fn lay_names(
    ui: &Ui,
    (tabs, shown, is_listed): (&[Tab], SummaryTab, bool),
    (regular, bold, counts): (theme::Type, theme::Type, bool),
) -> Vec<Laid> {
    let tokens = theme::tokens(ui);
    let named = tabs.iter().map(|(tab, name, count)| {
        let words = count.filter(|_| counts).map_or((*name).to_owned(), |count| format!("{name} {count}"));
        (words, *tab == shown)
    });
    let all = named.chain([("More".to_owned(), is_listed)]).map(|(words, active)| {
        let color = if active { tokens.text } else { tokens.secondary };
        let galley = wrapped(ui, &words, if active { bold } else { regular }, color, f32::INFINITY);
        (words, active, galley)
    });
    all.collect()
}

fn tabs(document: &Document) -> [Tab; 4] {
    let report = document.report();
    let points = document.findings.as_ref().map(|findings| {
        let shown =
            |id: &str| document.view.arrange.points.should_show(document.annotations.points.get(id).copied());
        findings.points.iter().filter(|point| shown(&point.id)).count()
    });
    [
        (SummaryTab::Judgements, "Judgements", Some(report.judgements.len())),
        (SummaryTab::Recommendations, "Recommendations", Some(report.recommendations.len())),
        (SummaryTab::Points, "To improve", points),
        (SummaryTab::Checks, "Checks", Some(document.warnings().len())),
    ]
}

fn more(document: &Document) -> [Tab; 6] {
    let findings = document.findings.as_deref();
    let scale = document.report().scale.as_ref();
    [
        (SummaryTab::Scale, "Scale", scale.map(|scale| scale.grades.len())),
        (SummaryTab::Notes, "Notes", Some(document.annotations.notes.len())),
        (SummaryTab::Abbreviations, "Abbreviations", findings.map(|findings| findings.abbreviations.len())),
        (SummaryTab::Bodies, "Bodies", findings.map(|findings| findings.bodies.len())),
        (SummaryTab::Figures, "Figures", findings.map(|findings| findings.figures.len())),
        (
            SummaryTab::EarlierInspections,
            "Earlier inspections",
            findings.map(|findings| findings.earlier_inspections.len()),
        ),
    ]
}

/// One tab; with a `sign` of some width it opens a list.
fn one(
    ui: &Ui,
    rect: Rect,
    index: usize,
    active: bool,
    galley: Arc<Galley>,
    words: &str,
    sign: f32,
) -> Response {
    let tokens = theme::tokens(ui);
    let response = ui.interact(rect, ui.scope_id().with(("tab", index)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, words));
    ui.accesskit_node_builder(response.id, |node| node.set_selected(active));
    tab_shape::paint(ui, rect, active, &response);
    let at = rect.center() - (galley.size() + vec2(sign, 0.0)) / 2.0;
    let end = at.x + galley.size().x;
    ui.painter().galley(at, galley, tokens.text);
    if sign > 0.0 {
        let chevron =
            Rect::from_center_size(pos2(end + sign / 2.0 + 1.0, rect.center().y + 1.0), vec2(12.0, 12.0));
        Icon::ChevronDown.paint(ui, chevron, tokens.secondary);
    }
    response
}

fn list(response: &Response, more: &[Tab], shown: SummaryTab, commands: &mut Vec<Command>) {
    Popup::menu(response).show(|ui| {
        ui.set_min_width(190.0);
        for (tab, name, count) in more {
            let mut entry = egui::Button::selectable(*tab == shown, *name);
            if let Some(count) = count {
                entry = entry.shortcut_text(SMALL.rich(count.to_string(), theme::tokens(ui).secondary));
            }
            if ui.add(entry).clicked() {
                commands.push(Command::ShowTab(*tab));
            }
        }
    });
}
