//! The links at the bottom of the headline card: recommendations with the next due dates, points to improve, and
//! checks.

use std::sync::Arc;

use eframe::egui::{CursorIcon, Galley, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{lay_out_wrapped, paint_focus_ring, paint_words};
use crate::{
    analysis::{self, DueTime},
    app::{Command, Document, SummaryTab},
    report::format_date,
    ui::{
        strings::report as strings,
        theme::{self, PANEL, SMALL},
    },
};

/// Height of a line of links, in points: the minimum size of a target in WCAG 2.2 (2.5.8).
const LINE_HEIGHT: f32 = 24.0;
/// Space between a link and the words or the link after it, in points.
const SPACING: f32 = 8.0;
/// Space between two links, in points.
const LINK_SPACING: f32 = 20.0;
/// Maximum number of due dates that are shown. The tab shows all of them.
const MAX_DUE_DATES: usize = 2;

/// A number of findings, with the tab that lists them.
pub(super) struct Fact {
    /// The number with its noun: "10 recommendations".
    words: String,
    /// The detail after the number: "3 immediately, 6 by 14 August 2012"; empty if there is none.
    detail: String,
    /// The tab that lists the findings.
    tab: SummaryTab,
}

impl Fact {
    /// Returns the words and the detail: "10 recommendations, 3 immediately".
    pub(super) fn sentence(&self) -> String {
        let parts = [self.words.as_str(), self.detail.as_str()];
        parts.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Returns the facts of a report. The points to improve are left out until they are known.
pub(super) fn facts(document: &Document) -> Vec<Fact> {
    let fact = |words: String, tab| Fact { words, detail: String::new(), tab };
    let recommendations = Fact {
        words: strings::recommendation_fact(document.report().recommendations.len()),
        detail: due_dates(document),
        tab: SummaryTab::Recommendations,
    };
    let points = super::super::tabs::shown_point_count(document)
        .map(|count| fact(strings::point_fact(count), SummaryTab::Points));
    let checks = fact(strings::check_fact(document.warnings().len()), SummaryTab::Checks);
    [Some(recommendations), points, Some(checks)].into_iter().flatten().collect()
}

/// Returns the first due dates: "3 immediately, 6 by 14 August 2012". If the report gives none, returns the number of
/// priority actions and the date when the action plan is due, or an empty text.
fn due_dates(document: &Document) -> String {
    let report = document.report();
    let counts = analysis::due_counts(report, document.published());
    if counts.is_empty() {
        let items = report.recommendations.iter();
        let priority_count = items.filter(|item| analysis::is_priority(report, item)).count();
        let plan_due = report.cover.action_plan_due;
        let priority = (priority_count > 0).then(|| match plan_due {
            Some(_) => strings::short_priority_count(priority_count),
            None => strings::priority_count(priority_count),
        });
        let plan_due = plan_due.map(|date| strings::action_plan_due_in_line(&format_date(date)));
        return [priority, plan_due].into_iter().flatten().collect::<Vec<_>>().join(", ");
    }
    let shown = counts.iter().take(MAX_DUE_DATES).map(|due| {
        let time = match &due.time {
            DueTime::Immediately => strings::DUE_IMMEDIATELY.to_owned(),
            DueTime::By(date) => strings::due_by(&format_date(*date)),
            DueTime::Within(timescale) => timescale.to_lowercase(),
        };
        strings::due_count(due.count, &time)
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// Shows the facts as links to their tabs, on as many lines as they need.
pub(super) fn show(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let width = ui.available_width();
    let mut line = Line { top: ui.cursor().top(), left: ui.cursor().left(), x: 0.0, width };
    for (index, fact) in facts(document).into_iter().enumerate() {
        let link = lay_out_wrapped(ui, &fact.words, PANEL, tokens.link, width);
        let detail = (!fact.detail.is_empty())
            .then(|| lay_out_wrapped(ui, &fact.detail, SMALL, tokens.secondary, width));
        let rect = line.place(&link, if index == 0 { 0.0 } else { LINK_SPACING });
        show_link(ui, &fact, link, rect, commands);
        if let Some(detail) = detail {
            let rect = line.place(&detail, SPACING);
            paint_words(ui, Arc::clone(&detail), pos2(rect.left(), rect.center().y - detail.size().y / 2.0));
        }
        if fact.tab == SummaryTab::Recommendations {
            // The other links are on a line of their own, so that they do not seem to belong to the due dates.
            line.x = width;
        }
    }
    let bottom = line.top + LINE_HEIGHT;
    ui.allocate_exact_size(vec2(width, bottom - ui.cursor().top()), Sense::hover());
}

/// The line that is being filled with words.
struct Line {
    /// The upper edge, in points.
    top: f32,
    /// The left edge, in points.
    left: f32,
    /// The end of the last words, in points from the left edge.
    x: f32,
    /// The width, in points.
    width: f32,
}

impl Line {
    /// Returns the rectangle of words after the last words, or on a new line if they do not fit. `spacing` is the space
    /// before the words in points.
    fn place(&mut self, galley: &Galley, spacing: f32) -> Rect {
        let size = galley.size();
        if self.x > 0.0 && self.x + spacing + size.x > self.width {
            self.x = 0.0;
            self.top += LINE_HEIGHT;
        } else if self.x > 0.0 {
            self.x += spacing;
        }
        let rect = Rect::from_min_size(pos2(self.left + self.x, self.top), vec2(size.x, LINE_HEIGHT));
        self.x += size.x;
        rect
    }
}

/// Shows the link of a fact. A click shows its tab.
fn show_link(ui: &Ui, fact: &Fact, galley: Arc<Galley>, rect: Rect, commands: &mut Vec<Command>) {
    let response = ui.interact(rect, ui.scope_id().with(("fact", fact.tab as u8)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &fact.words));
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    let underline = at.y + galley.size().y - 1.0;
    paint_words(ui, galley, at);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), underline, Stroke::new(1.0, theme::tokens(ui).link));
    }
    paint_focus_ring(ui, &response, rect.expand2(vec2(3.0, 0.0)));
    if response.clicked() {
        commands.push(Command::ShowTab(fact.tab));
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}
