//! Links to places in the report, laid out on lines one after the other.

use std::{collections::HashSet, sync::Arc};

use eframe::egui::{
    self, CursorIcon, Galley, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::{lay_out_wrapped, paint_focus_ring, paint_words};
use crate::{
    app::Command,
    report::{Place, Report},
    ui::{
        preview,
        strings::report as strings,
        theme::{self, SMALL},
    },
};

/// Maximum number of links shown. The other links are counted.
const MAX_SHOWN_LINKS: usize = 24;
/// Space between two links, in points.
const LINK_SPACING: f32 = 9.0;
/// Height of a line of links, in points: the minimum size of a target in WCAG 2.2 (2.5.8).
const LINE_HEIGHT: f32 = 24.0;
/// Maximum number of characters of a heading that names a place.
const MAX_HEADING_CHARACTERS: usize = 28;

/// Words at an offset in points, with the place and name of the link, or `None` if the words are not a link.
type LinkPiece = (Vec2, Arc<Galley>, Option<(Place, String)>);

/// Links laid out on lines.
pub(super) struct Links {
    pieces: Vec<LinkPiece>,
    /// Height of all lines, in points.
    pub(super) height: f32,
}

impl Links {
    /// Lays out links, each with a name and a place, on lines of this width in points, after the introductory words
    /// `lead`.
    pub(super) fn new(ui: &Ui, lead: &str, links: &[(String, Place)], width: f32) -> Self {
        let tokens = theme::tokens(ui);
        let mut laid_out = Self { pieces: Vec::new(), height: LINE_HEIGHT };
        let mut x = 0.0;
        if !lead.is_empty() {
            laid_out.push_piece(
                lay_out_wrapped(ui, lead, SMALL, tokens.secondary, width),
                &mut x,
                width,
                None,
            );
        }
        for (name, place) in links.iter().take(MAX_SHOWN_LINKS) {
            let galley = lay_out_wrapped(ui, name, SMALL, tokens.link, width);
            laid_out.push_piece(galley, &mut x, width, Some((*place, name.clone())));
        }
        if links.len() > MAX_SHOWN_LINKS {
            let words = strings::more_links(links.len() - MAX_SHOWN_LINKS);
            laid_out.push_piece(
                lay_out_wrapped(ui, &words, SMALL, tokens.secondary, width),
                &mut x,
                width,
                None,
            );
        }
        laid_out
    }

    /// Adds words after the last words, or on a new line if they do not fit. `x` is the end of the last words in
    /// points.
    fn push_piece(&mut self, galley: Arc<Galley>, x: &mut f32, width: f32, link: Option<(Place, String)>) {
        if *x > 0.0 && *x + galley.size().x > width {
            *x = 0.0;
            self.height += LINE_HEIGHT;
        }
        let offset = vec2(*x, self.height - LINE_HEIGHT);
        *x += galley.size().x + LINK_SPACING;
        self.pieces.push((offset, galley, link));
    }

    /// Shows the links at a position. `salt` makes their ids different from the ids of other links in the row.
    pub(super) fn show(self, ui: &Ui, report: &Report, at: Pos2, salt: usize, commands: &mut Vec<Command>) {
        for (index, (offset, galley, link)) in self.pieces.into_iter().enumerate() {
            let link_position = at + offset + vec2(0.0, (LINE_HEIGHT - galley.size().y) / 2.0);
            match link {
                Some((place, name)) => {
                    show_link(ui, galley, link_position, (salt, index), &name, (report, place), commands);
                }
                None => paint_words(ui, galley, link_position),
            }
        }
    }
}

/// Shows a link at a position, with a preview of its place in the report. A click goes to the place. `salt` makes its
/// id unique in the row.
pub(super) fn show_link(
    ui: &Ui,
    galley: Arc<Galley>,
    at: Pos2,
    salt: (usize, usize),
    name: &str,
    (report, place): (&Report, Place),
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let rect = Rect::from_min_size(at, galley.size());
    // The target is at least as wide as it is high.
    let margin = ((LINE_HEIGHT - rect.width()) / 2.0).max(2.0);
    let target = Rect::from_center_size(rect.center(), vec2(rect.width() + margin * 2.0, LINE_HEIGHT));
    let response = ui.interact(target, ui.scope_id().with(("place", salt)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    paint_words(ui, galley, rect.min);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.link));
    }
    paint_focus_ring(ui, &response, rect.expand2(egui::vec2(3.0, 2.0)));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if preview::show(response, report, place).clicked() {
        commands.push(Command::GoTo(place));
    }
}

/// Returns a short name for a place: its paragraph number, or else its page, or else its heading, or else "cover".
pub(super) fn short_place_name(report: &Report, place: Place) -> String {
    if let Some(number) = report.paragraph_number_at(place) {
        return number.to_string();
    }
    let block = report.block(place.block);
    let title = block.section.map(|section| report.section(section).title.as_str());
    let page = report.page_at(place).map(strings::page_link);
    match (page, title) {
        (Some(page), _) => page,
        (None, Some(title)) => shorten_words(title, MAX_HEADING_CHARACTERS),
        (None, None) => strings::COVER_LINK.to_owned(),
    }
}

/// Shortens words to at most this many characters, at the end of a word if possible, and adds an ellipsis. Shorter
/// words are returned unchanged.
pub(crate) fn shorten_words(words: &str, max_characters: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(max_characters) else { return words.to_owned() };
    let end = words[..end].rfind(' ').filter(|space| *space > 0).unwrap_or(end);
    format!("{} …", &words[..end])
}

/// Returns the names and places of links to these places. Of several places with the same name, only the first is
/// returned.
pub(super) fn link_targets(report: &Report, places: &[Place]) -> Vec<(String, Place)> {
    let mut targets: Vec<(String, Place)> = Vec::with_capacity(places.len());
    let mut seen = HashSet::new();
    for place in places {
        let name = short_place_name(report, *place);
        if seen.insert(name.clone()) {
            targets.push((name, *place));
        }
    }
    targets
}

/// Returns the position in a row at a distance from its left and top edges. Distances are in points.
pub(super) fn position_in_row(rect: Rect, from_left: f32, from_top: f32) -> Pos2 {
    pos2(rect.left() + from_left, rect.top() + from_top)
}
