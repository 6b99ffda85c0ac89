//! A card of the start screen: a report with its council, year and headline grade.

use std::path::Path;

use eframe::egui::{
    self, CursorIcon, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::{
    app::{RememberedGrade, RememberedHeadline, ReportFacts},
    ui::{
        grade_mark::GradeMark,
        icons::Icon,
        strings::window as strings,
        theme::{self, CORNER_RADIUS, FOCUS_RING_WIDTH, PANEL, PANEL_BOLD, SMALL},
        widgets::text,
    },
};

/// Height of a card, in points.
pub(super) const CARD_HEIGHT: f32 = 128.0;
/// Space between cards, in points.
pub(super) const CARD_GAP: f32 = 12.0;
/// Space between the edge of a card and its words, in points.
const MARGIN: f32 = 12.0;
/// Size of a grade mark, in points.
const MARK_SIZE: f32 = 18.0;
/// Maximum number of lines of the title.
const MAX_TITLE_LINES: usize = 2;
/// Side of the button that removes a card, in points.
const REMOVE_SIZE: f32 = 24.0;

/// The words of a card.
#[derive(Debug, Clone, Copy)]
pub(super) struct Card<'a> {
    /// The title, which contains the council and the year if they are known.
    pub(super) title: &'a str,
    /// The facts; `None` if they are not known.
    pub(super) facts: Option<&'a ReportFacts>,
    /// The file and its folder, or what kind of report this is.
    pub(super) place: &'a str,
    /// The path of the file; `None` for a sample.
    pub(super) path: Option<&'a Path>,
    /// True if the file was looked for and not found.
    pub(super) is_missing: bool,
}

impl Card<'_> {
    /// Shows the card as a button. The caller opens the report if the button is clicked.
    pub(super) fn show(self, ui: &Ui, rect: Rect) -> Response {
        let tokens = theme::tokens(ui);
        let response =
            ui.interact(rect, ui.scope_id().with(("card", self.title, self.place)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.accessible_name()));
        if response.gained_focus() {
            ui.scroll_to_rect(rect.expand(CARD_GAP), None);
        }
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let fill = if response.hovered() { tokens.hover } else { tokens.panel };
        let ring = if response.has_focus() {
            Stroke::new(FOCUS_RING_WIDTH, tokens.accent)
        } else {
            Stroke::new(1.0, tokens.line)
        };
        ui.painter().rect(rect, CORNER_RADIUS, fill, ring, StrokeKind::Inside);
        self.paint_words(ui, rect.shrink(MARGIN));
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        match self.hint() {
            Some(hint) => response.on_hover_text(hint),
            None => response,
        }
    }

    /// Paints the title, the year and the headline from the top, and the place at the bottom.
    fn paint_words(self, ui: &Ui, inner: Rect) {
        let tokens = theme::tokens(ui);
        // The button that removes the card is beside the title.
        let title_width = inner.width() - REMOVE_SIZE;
        let (name, year) = self.name_and_year();
        let title = text::lay_out_in_rows(ui, name, PANEL_BOLD, tokens.text, title_width, MAX_TITLE_LINES);
        let mut top = inner.top() + title.size().y;
        ui.painter().galley(inner.min, title, tokens.text);
        if let Some(year) = year {
            let at = pos2(inner.left(), top);
            text::paint_truncated(ui, &year, PANEL, tokens.secondary, at, inner.width());
            top += PANEL.line_height;
        }
        if let Some(facts) = self.facts {
            paint_headline(ui, &facts.headline, pos2(inner.left(), top + 4.0), inner.width());
        }
        let at = pos2(inner.left(), inner.bottom() - SMALL.line_height);
        if self.is_missing {
            let icon = Rect::from_min_size(at, vec2(16.0, 16.0));
            Icon::Warning.paint(ui, icon, tokens.warning);
            let words = strings::missing_file(self.place);
            let at = at + vec2(20.0, 0.0);
            text::paint_truncated(ui, &words, SMALL, tokens.warning, at, inner.width() - 20.0);
        } else {
            text::paint_truncated(ui, self.place, SMALL, tokens.secondary, at, inner.width());
        }
    }

    /// Returns the council and the year, or else the title alone.
    fn name_and_year(&self) -> (&str, Option<String>) {
        match self.facts {
            Some(ReportFacts { subject: Some(subject), year, .. }) => {
                (subject, year.map(|year| year.to_string()))
            }
            Some(ReportFacts { subject: None, .. }) | None => (self.title, None),
        }
    }

    /// Returns the name of the card for screen readers: everything that it shows.
    fn accessible_name(&self) -> String {
        let mut parts = vec![self.title.to_owned()];
        if let Some(facts) = self.facts {
            match &facts.headline {
                RememberedHeadline::Grades(grades) => {
                    let grade = |grade: &RememberedGrade| {
                        strings::remembered_grade(&grade.label, grade.step, grade.steps)
                    };
                    parts.extend(grades.iter().map(grade));
                }
                other => parts.extend(words_without_grade(other).map(str::to_owned)),
            }
        }
        if self.is_missing {
            parts.push(strings::FILE_MISSING.to_owned());
        }
        parts.push(self.place.to_owned());
        strings::joined_sentences(&parts)
    }

    /// Returns the tooltip, if the card needs one.
    fn hint(&self) -> Option<String> {
        let path = self.path?.display().to_string();
        let has_no_grades = self.facts.is_some_and(|facts| facts.headline == RememberedHeadline::NoGrades);
        Some(if self.is_missing {
            format!("{path}\n{}", strings::FILE_MISSING_HINT)
        } else if has_no_grades {
            format!("{path}\n{}", strings::NO_GRADES_HINT)
        } else {
            path
        })
    }
}

/// Returns the words for a report without an overall grade; `None` if it has one.
fn words_without_grade(headline: &RememberedHeadline) -> Option<&'static str> {
    match headline {
        RememberedHeadline::Grades(_) => None,
        RememberedHeadline::NoOverallGrade => Some(strings::NO_OVERALL_GRADE),
        RememberedHeadline::NoGrades => Some(strings::NO_GRADES),
        RememberedHeadline::NoGradesFound => Some(strings::NO_GRADES_FOUND),
    }
}

/// Paints the marks and words of the grades in a line of this width in points, or the words for a report without an
/// overall grade.
fn paint_headline(ui: &Ui, headline: &RememberedHeadline, at: egui::Pos2, width: f32) {
    let tokens = theme::tokens(ui);
    if let Some(words) = words_without_grade(headline) {
        text::paint_truncated(ui, words, PANEL, tokens.secondary, at, width);
        return;
    }
    let RememberedHeadline::Grades(grades) = headline else { return };
    let (mut left, right) = (at.x, at.x + width);
    for grade in grades {
        let middle = pos2(left + MARK_SIZE / 2.0, at.y + PANEL.line_height / 2.0);
        GradeMark::of_remembered(grade).paint(ui.painter(), tokens, middle, MARK_SIZE);
        left += MARK_SIZE + 6.0;
        let room = (right - left).max(0.0);
        let words = text::lay_out_truncated(ui, &grade.label, PANEL_BOLD, tokens.text, room);
        let words_width = words.size().x;
        ui.painter().galley(pos2(left, at.y), words, tokens.text);
        left += words_width + 12.0;
        if left + MARK_SIZE > right {
            break;
        }
    }
}

/// Shows the button that removes a card from the list, while the pointer or the keyboard focus is on the card. Returns
/// true if it was clicked.
pub(super) fn show_remove_button(ui: &Ui, card: Rect, card_response: &Response, title: &str) -> bool {
    let rect =
        Rect::from_min_size(card.right_top() + vec2(-6.0 - REMOVE_SIZE, 6.0), vec2(REMOVE_SIZE, REMOVE_SIZE));
    let remove = ui.interact(rect, card_response.id.with("remove"), Sense::click());
    remove.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::remove_recent(title)));
    let tokens = theme::tokens(ui);
    let is_shown = card_response.contains_pointer() || card_response.has_focus() || remove.has_focus();
    if remove.hovered() || remove.has_focus() {
        let ring =
            if remove.has_focus() { Stroke::new(FOCUS_RING_WIDTH, tokens.accent) } else { Stroke::NONE };
        ui.painter().rect(rect, CORNER_RADIUS, tokens.page, ring, StrokeKind::Inside);
    }
    if is_shown {
        Icon::Close.paint(ui, rect.shrink(4.0), tokens.secondary);
    }
    remove.on_hover_text(strings::REMOVE_RECENT).clicked()
}
