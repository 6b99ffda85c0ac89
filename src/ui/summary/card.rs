//! The headline card at the top of the summary: the inspection, its overall judgement, all judgements as marks, and
//! links to the recommendations, points to improve and checks.

mod content;
mod facts;
mod overall;
mod strip;

use eframe::egui::{Color32, Frame, Margin, Role, Sense, Stroke, Ui, UiBuilder, vec2};

use super::{lay_out_wrapped, paint_focus_ring, paint_words};
use crate::{
    app::{Command, Document},
    ui::{
        strings::report as strings,
        theme::{self, CORNER_RADIUS, PANEL, PANEL_TITLE, SMALL, TypeStyle},
        widgets::{cached::Cached, text::lay_out_truncated},
    },
};

use super::version::ContentVersion;
use content::{CardHeadline, OverallMark};

pub(super) use content::CardContent;

/// Minimum height of the panel for the whole card, in points.
const MIN_HEIGHT_FOR_WHOLE: f32 = 520.0;
/// Minimum height of the panel for the short card, in points.
const MIN_HEIGHT_FOR_SHORT: f32 = 400.0;
/// Space between the parts of the card, in points.
const PART_SPACING: f32 = 5.0;
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

/// Shows the card. `open_points` is the number of points to improve that were not dismissed, or `None` until it is
/// known.
pub(super) fn show(
    ui: &mut Ui,
    document: &Document,
    open_points: Option<usize>,
    cache: &mut Cached<ContentVersion, CardContent>,
    commands: &mut Vec<Command>,
) {
    let version = ContentVersion::of_document(document);
    let content = cache.get(version, || CardContent::new(document, open_points));
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
            show_sentence(ui, content, extent, commands);
            if let Some(strip) = content.strip.as_ref().filter(|_| extent == Extent::Whole) {
                strip::show(ui, strip, commands);
            }
            if content.has_text && extent != Extent::Line {
                if extent == Extent::Whole {
                    show_separator(ui);
                }
                facts::show(ui, &content.facts, commands);
            }
        });
    });
}

/// Shows the subject, the facts of the inspection and the overall judgement, which screen readers read as a sentence.
fn show_sentence(ui: &mut Ui, content: &CardContent, extent: Extent, commands: &mut Vec<Command>) {
    let sentence = content.sentence.as_str();
    let mut links = Vec::new();
    let builder = UiBuilder::new().accessibility_role(Role::Label).accessibility_label(sentence);
    ui.scope_builder(builder, |ui| {
        ui.accesskit_node_builder(ui.unique_id(), |node| node.set_value(sentence));
        let tokens = theme::tokens(ui);
        if extent != Extent::Line || !content.has_text {
            add_words(ui, &content.subject, PANEL_TITLE, tokens.text);
        }
        if extent == Extent::Whole {
            let lines = lines_of_pieces(ui, &content.details, ui.available_width());
            lines.iter().for_each(|line| add_words(ui, line, SMALL, tokens.secondary));
        }
        if extent != Extent::Line {
            ui.add_space(PART_SPACING);
        }
        if content.has_text {
            match &content.headline {
                CardHeadline::Overall(judgements) if extent == Extent::Line => {
                    overall::show_on_line(ui, judgements);
                }
                CardHeadline::Overall(judgements) => links = overall::show(ui, judgements, extent),
                CardHeadline::Message(words) => add_words(ui, words, PANEL, tokens.text),
            }
        }
    });
    // The links are after the sentence, so that screen readers do not read them as part of it.
    for (index, rect, judgement) in links {
        overall::show_link(ui, judgement, index, rect, commands);
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

/// Shows a line between the judgements and the links.
fn show_separator(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, theme::tokens(ui).line));
}
