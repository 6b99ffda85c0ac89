//! The links at the bottom of the headline card: recommendations with the next due dates, points to improve, and
//! checks.

use std::sync::Arc;

use eframe::egui::{CursorIcon, Galley, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{lay_out_wrapped, paint_focus_ring, paint_words};
use crate::{
    analysis::{self, DueCount, DueTime},
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
#[derive(Debug)]
pub(super) struct Fact {
    /// The number with its noun: "10 recommendations".
    words: String,
    /// The detail after the number: "3 immediately, 6 by 14 August 2012"; empty if there is none.
    detail: String,
    /// The words and the detail, to be used in a sentence: "10 recommendations, 3 immediately".
    pub(super) clause: String,
    /// The explanation of the noun, as a tooltip.
    hint: &'static str,
    /// The tab that lists the findings.
    tab: SummaryTab,
}

/// Returns the facts of a report. `open_points` is the number of points to improve that were not dismissed. They are
/// left out until their number is known.
pub(super) fn report_facts(document: &Document, open_points: Option<usize>) -> Vec<Fact> {
    let words = strings::recommendation_fact(document.report().recommendations.len());
    let overdue = document.overdue_count();
    let overdue = (overdue > 0).then(|| strings::overdue_count(overdue));
    let due = Some(due_dates(document)).filter(|due| !due.is_empty());
    let detail = [overdue, due].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let recommendations = Fact {
        clause: if detail.is_empty() { words.clone() } else { format!("{words}, {detail}") },
        words,
        detail,
        hint: strings::RECOMMENDATIONS_HINT,
        tab: SummaryTab::Recommendations,
    };
    let points = open_points.map(|count| {
        let words = strings::point_fact(count);
        Fact {
            clause: format!("{words} {}", strings::POINTS_DETAIL),
            words,
            detail: strings::POINTS_DETAIL.to_owned(),
            hint: strings::POINTS_HINT,
            tab: SummaryTab::Points,
        }
    });
    let words = strings::check_fact(document.warning_count());
    let checks = Fact {
        clause: words.clone(),
        words,
        detail: String::new(),
        hint: strings::CHECKS_HINT,
        tab: SummaryTab::Checks,
    };
    [Some(recommendations), points, Some(checks)].into_iter().flatten().collect()
}

/// Returns when the recommendations are due: "3 immediately, 6 by 14 August 2012, 1 later". If the report gives no due
/// dates, returns the number of priority actions, and the date when the action plan is due or that there are no dates.
/// Empty if there are no recommendations.
fn due_dates(document: &Document) -> String {
    let report = document.report();
    let counts = analysis::due_counts(report, document.published(), &document.entered_dates());
    if counts.is_empty() {
        let items = report.recommendations.iter();
        let priority_count = items.filter(|item| analysis::is_priority(report, item)).count();
        let plan_due = report.cover.action_plan_due;
        let priority = (priority_count > 0).then(|| match plan_due {
            Some(_) => strings::short_priority_count(priority_count),
            None => strings::priority_count(priority_count),
        });
        let plan_due = plan_due.map(|date| strings::action_plan_due_in_line(&format_date(date)));
        let has_recommendations = !report.recommendations.is_empty();
        // Without these words, a reader wonders if the dates are missing here or in the report.
        let dates = plan_due.or_else(|| has_recommendations.then(|| strings::NO_DUE_DATES.to_owned()));
        return [priority, dates].into_iter().flatten().collect::<Vec<_>>().join(", ");
    }
    // Times in words can be earlier or later than the dates, so they are counted separately.
    let (in_words, exact): (Vec<&DueCount>, Vec<&DueCount>) =
        counts.iter().partition(|due| due.time == DueTime::InWords);
    let (shown, later) = exact.split_at(exact.len().min(MAX_DUE_DATES));
    let mut parts: Vec<String> = shown
        .iter()
        .chain(&in_words)
        .map(|due| {
            let time = match &due.time {
                DueTime::Immediately => strings::DUE_IMMEDIATELY.to_owned(),
                DueTime::By(date) => strings::due_by(&format_date(*date)),
                DueTime::Within(timescale) => timescale.to_lowercase(),
                DueTime::InWords => strings::DUE_IN_WORDS.to_owned(),
            };
            strings::due_count(due.count, &time)
        })
        .collect();
    // The numbers add up to the number of recommendations, so that none seems to be missing.
    let later: usize = later.iter().map(|due| due.count).sum();
    let undated = report.recommendations.len() - counts.iter().map(|due| due.count).sum::<usize>();
    parts
        .splice(shown.len()..shown.len(), (later > 0).then(|| strings::due_count(later, strings::DUE_LATER)));
    parts.extend((undated > 0).then(|| strings::due_count(undated, strings::NOT_DATED)));
    parts.join(", ")
}

/// Shows the facts as links to their tabs, on as many lines as they need.
pub(super) fn show(ui: &mut Ui, facts: &[Fact], commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let width = ui.available_width();
    let mut line = Line::new(ui.cursor().left_top(), width);
    for (index, fact) in facts.iter().enumerate() {
        let link = lay_out_wrapped(ui, &fact.words, PANEL, tokens.link, width);
        let detail = (!fact.detail.is_empty())
            .then(|| lay_out_wrapped(ui, &fact.detail, SMALL, tokens.secondary, width));
        let with_detail = link.size().x + detail.as_ref().map_or(0.0, |detail| SPACING + detail.size().x);
        // A link stays beside its detail if both fit on a line.
        let needed = if with_detail <= width { with_detail } else { link.size().x };
        if !line.has_space(LINK_SPACING + needed) {
            line.break_line();
        }
        let rect = line.place(&link, if index == 0 { 0.0 } else { LINK_SPACING });
        show_link(ui, fact, link, rect, commands);
        if let Some(detail) = detail {
            let rect = line.place(&detail, SPACING);
            paint_words(ui, Arc::clone(&detail), pos2(rect.left(), rect.center().y - detail.size().y / 2.0));
        }
        if fact.tab == SummaryTab::Recommendations {
            // The other links are on a line of their own, so that they do not seem to belong to the due dates.
            line.break_line();
        }
    }
    ui.allocate_exact_size(vec2(width, line.bottom() - ui.cursor().top()), Sense::hover());
}

/// The line that is being filled with words.
struct Line {
    /// The left end, in points.
    start: Pos2,
    /// The end of the last words, in points from the left edge.
    x: f32,
    /// The height of the highest words so far, in points.
    height: f32,
    /// The width, in points.
    width: f32,
}

impl Line {
    /// Creates an empty line of this width in points.
    fn new(start: Pos2, width: f32) -> Self {
        Self { start, x: 0.0, height: LINE_HEIGHT, width }
    }

    /// Returns true if words of this width in points, with the space before them, fit after the last words. An empty
    /// line has space for any words.
    fn has_space(&self, width: f32) -> bool {
        self.x == 0.0 || self.x + width <= self.width
    }

    /// Goes on with the next line, unless this line is empty.
    fn break_line(&mut self) {
        if self.x > 0.0 {
            *self = Self::new(pos2(self.start.x, self.start.y + self.height), self.width);
        }
    }

    /// Returns the rectangle of words after the last words, or on a new line if they do not fit. `spacing` is the space
    /// before the words in points.
    fn place(&mut self, galley: &Galley, spacing: f32) -> Rect {
        let size = galley.size();
        if !self.has_space(spacing + size.x) {
            self.break_line();
        }
        if self.x > 0.0 {
            self.x += spacing;
        }
        let has_one_row = galley.rows.len() <= 1;
        let height = if has_one_row { LINE_HEIGHT } else { size.y + LINE_HEIGHT - SMALL.line_height };
        self.height = self.height.max(height);
        let rect = Rect::from_min_size(pos2(self.start.x + self.x, self.start.y), vec2(size.x, height));
        self.x += size.x;
        rect
    }

    /// Returns the lower edge of the last line with words, in points.
    fn bottom(&self) -> f32 {
        if self.x > 0.0 { self.start.y + self.height } else { self.start.y }
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
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(fact.hint);
}
