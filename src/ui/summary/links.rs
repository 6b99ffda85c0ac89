//! Links to places of the report, one behind the other in lines.

use std::{collections::HashSet, sync::Arc};

use eframe::egui::{
    self, CursorIcon, Galley, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::{focus_ring, paint_words, wrapped};
use crate::{
    app::Command,
    report::{Place, Report},
    ui::theme::{self, SMALL},
};

/// More links than this are counted.
const MOST: usize = 24;
/// Space between two links, and from line to line, in points.
const BETWEEN: f32 = 9.0;
/// A line of links: enough to aim at.
const LINE: f32 = 24.0;

/// Words at an offset, and the name and place of the link that they are.
type Piece = (Vec2, Arc<Galley>, Option<(Place, String)>);

/// Links behind a word, as they are set in lines of a width.
pub(super) struct Links {
    pieces: Vec<Piece>,
    pub(super) height: f32,
}

impl Links {
    /// `lead` is said before them; each is a name and a place.
    pub(super) fn new(ui: &Ui, lead: &str, links: &[(String, Place)], width: f32) -> Self {
        let tokens = theme::tokens(ui);
        let mut set = Self { pieces: Vec::new(), height: LINE };
        let mut at = 0.0;
        if !lead.is_empty() {
            set.push(wrapped(ui, lead, SMALL, tokens.secondary, width), &mut at, width, None);
        }
        for (name, place) in links.iter().take(MOST) {
            let galley = wrapped(ui, name, SMALL, tokens.link, width);
            set.push(galley, &mut at, width, Some((*place, name.clone())));
        }
        if links.len() > MOST {
            let words = format!("and {} more", links.len() - MOST);
            set.push(wrapped(ui, &words, SMALL, tokens.secondary, width), &mut at, width, None);
        }
        set
    }

    fn push(&mut self, galley: Arc<Galley>, at: &mut f32, width: f32, link: Option<(Place, String)>) {
        if *at > 0.0 && *at + galley.size().x > width {
            *at = 0.0;
            self.height += LINE;
        }
        let place = vec2(*at, self.height - LINE);
        *at += galley.size().x + BETWEEN;
        self.pieces.push((place, galley, link));
    }

    /// Paints them; `salt` tells them from other links of the row.
    pub(super) fn show(self, ui: &Ui, at: Pos2, salt: usize, commands: &mut Vec<Command>) {
        for (index, (offset, galley, link)) in self.pieces.into_iter().enumerate() {
            let top = at + offset + vec2(0.0, (LINE - galley.size().y) / 2.0);
            match link {
                Some((place, name)) => one(ui, galley, top, (salt, index), &name, place, commands),
                None => paint_words(ui, galley, top),
            }
        }
    }
}

/// A link of its own: its words at a place.
pub(super) fn one(
    ui: &Ui,
    galley: Arc<Galley>,
    at: Pos2,
    salt: (usize, usize),
    name: &str,
    place: Place,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let rect = Rect::from_min_size(at, galley.size());
    // At least as high as a line, at least as wide as a finger's tip or a pointer needs.
    let room = ((LINE - rect.width()) / 2.0).max(2.0);
    let target = Rect::from_center_size(rect.center(), vec2(rect.width() + room * 2.0, LINE));
    let response = ui.interact(target, ui.scope_id().with(("place", salt)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    paint_words(ui, galley, rect.min);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.link));
    }
    focus_ring(ui, &response, rect.expand2(egui::vec2(3.0, 2.0)));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        commands.push(Command::GoTo(place));
    }
}

/// What a place is called where there is little room: its paragraph's number, else the heading it stands under.
pub(super) fn short_name(report: &Report, place: Place) -> String {
    if let Some(number) = report.number_at(place) {
        return number.to_string();
    }
    let block = report.block(place.block);
    let title = block.section.map(|section| report.section(section).title.as_str());
    let page = block.origin.page.map(|page| format!("page {page}"));
    match (page, title) {
        (Some(page), _) => page,
        (None, Some(title)) => cut(title, 28),
        (None, None) => "cover".to_owned(),
    }
}

/// No more than so many characters, at the end of a word where there is one.
pub(crate) fn cut(words: &str, most: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(most) else { return words.to_owned() };
    let end = words[..end].rfind(' ').filter(|space| *space > 0).unwrap_or(end);
    format!("{} …", &words[..end])
}

/// Places by their names; those of one name are one link.
pub(super) fn named(report: &Report, places: &[Place]) -> Vec<(String, Place)> {
    let mut named: Vec<(String, Place)> = Vec::with_capacity(places.len());
    let mut seen = HashSet::new();
    for place in places {
        let name = short_name(report, *place);
        if seen.insert(name.clone()) {
            named.push((name, *place));
        }
    }
    named
}

/// Where something begins in a row.
pub(super) fn start(rect: Rect, side: f32, top: f32) -> Pos2 {
    pos2(rect.left() + side, rect.top() + top)
}
