//! The contents beside the text: a tree that follows the reading, with the grade, the recommendations and the
//! paragraphs of each section.

use eframe::egui::{
    self, Align, Align2, EventFilter, Key, Rect, Response, Role, ScrollArea, Sense, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::{
    icons::Icon,
    mark::{self, Mark},
    theme::{self, CORNER, PANEL, PANEL_BOLD, ROW, SMALL},
    widgets::{badge, text},
};
use crate::{
    analysis::{ContentsRow, Hits, filtered_rows},
    app::{Command, Document, DocumentId, Focus},
    report::{Report, SectionId},
};

/// How far a level stands in, in points.
const INDENT: f32 = 15.0;
/// Room for the numbers of paragraphs.
const NUMBERS: f32 = 58.0;

/// A tree of no more rows than this is told whole to those who hear it.
const HEARD: usize = 1_000;

/// What the panel remembers: where the tree last followed to.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    followed: Option<(DocumentId, Option<SectionId>)>,
}

pub(crate) fn show(
    ui: &mut Ui,
    document: &Document,
    hits: Option<&Hits>,
    cache: &mut Cache,
    focus: Option<Focus>,
    commands: &mut Vec<Command>,
) {
    filter(ui, &document.view.filter, focus == Some(Focus::Filter), commands);
    ui.add_space(4.0);
    let current = document.current_section();
    let (report, view) = (&document.loaded.report, &document.view);
    let rows = &document.loaded.contents;
    let shown = filtered_rows(report, rows, &view.closed, &view.filter);
    if shown.is_empty() {
        let words = match (document.has_text(), rows.is_empty()) {
            _ if document.is_text_pending() => "The contents appear once the text is read.",
            (false, _) => "No contents: this file has no readable text.",
            (true, true) => "This report has no headings.",
            (true, false) => "No heading has these words.",
        };
        ui.label(PANEL.rich(words, theme::tokens(ui).secondary));
        return;
    }
    // The row that stands for the section being read: itself, or the nearest one above it that is not folded away.
    let current_row = current.and_then(|current| {
        report.ancestors(current).find_map(|id| shown.iter().position(|index| rows[*index].section == id))
    });
    let follow = cache.followed != Some((document.id, current));
    cache.followed = Some((document.id, current));

    let builder = UiBuilder::new().accessibility_role(Role::Tree).accessibility_label("Contents");
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt(document.id.0).auto_shrink(false);
        area.show_viewport(ui, |ui, viewport| {
            let top = ui.max_rect().top();
            #[expect(clippy::cast_precision_loss, reason = "rows of one tree")]
            let span = |row: usize| top + row as f32 * ROW;
            ui.set_height(span(shown.len()) - top);
            let across = ui.max_rect().x_range();
            let rect_of = |row: usize| Rect::from_x_y_ranges(across, span(row)..=span(row + 1));
            if let Some(row) = current_row.filter(|_| follow) {
                ui.scroll_to_rect(rect_of(row).expand2(vec2(0.0, ROW * 2.0)), None);
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "rows within the tree"
            )]
            let (first, last) = ((viewport.top() / ROW) as usize, (viewport.bottom() / ROW) as usize + 1);
            // Who hears the tree hears all of it, and not only what has room.
            let is_heard =
                ui.accesskit_node_builder(ui.unique_id(), |_| ()).is_some() && shown.len() <= HEARD;
            let told = if is_heard { 0..shown.len() } else { first..last.min(shown.len()) };
            for row in told {
                let entry = &rows[shown[row]];
                let rect = rect_of(row);
                let builder =
                    UiBuilder::new().scope_id(ui.scope_id().with(("section", entry.section))).max_rect(rect);
                ui.scope_builder(builder, |ui| {
                    let open = entry
                        .has_children
                        .then(|| !view.closed.contains(&entry.section) || !view.filter.trim().is_empty());
                    let found = hits.map(|hits| found(report, hits, entry.section, open == Some(false)));
                    let is_current = current_row == Some(row);
                    let response = tree_row(ui, report, entry, (open, found), is_current, commands);
                    if focus == Some(Focus::Contents) && row == current_row.unwrap_or(first) {
                        response.request_focus();
                    }
                });
            }
        });
    });
}

/// Shows the field for the words that the contents are filtered by.
fn filter(ui: &mut Ui, filter: &str, focus: bool, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let mut words = filter.to_owned();
    let width = ui.available_width();
    let edit = TextEdit::singleline(&mut words)
        .hint_text(PANEL.rich("Filter contents", tokens.secondary))
        .margin(egui::Margin { left: 30, right: 28, top: 5, bottom: 5 })
        .desired_width(width);
    let response = ui.add(edit).accessible_name("Filter contents");
    let rect = response.rect;
    let glass = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), vec2(16.0, 16.0));
    Icon::Search.paint(ui, glass, tokens.secondary);
    if focus {
        response.request_focus();
    }
    if !filter.is_empty() {
        let cross = Rect::from_center_size(pos2(rect.right() - 15.0, rect.center().y), vec2(24.0, 24.0));
        let clear = ui.interact(cross, response.id.with("clear"), Sense::click());
        clear.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Clear the filter"));
        Icon::Close.paint(ui, cross.shrink(4.0), tokens.secondary);
        if clear.clicked() {
            words.clear();
        }
    }
    if words != filter {
        commands.push(Command::FilterContents(words));
    }
}

fn tree_row(
    ui: &mut Ui,
    report: &Report,
    row: &ContentsRow,
    (open, found): (Option<bool>, Option<u32>),
    current: bool,
    commands: &mut Vec<Command>,
) -> Response {
    let section = report.section(row.section);
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::click());
    describe(ui, report, row, &response, (open, found), current);

    let tokens = theme::tokens(ui);
    let body = rect.shrink2(vec2(2.0, 0.0));
    if current {
        ui.painter().rect_filled(body, CORNER, tokens.selection);
        let edge = Rect::from_min_size(body.min, vec2(3.0, body.height()));
        ui.painter().rect_filled(edge, 2.0, tokens.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(body, CORNER, tokens.hover);
    }
    if response.has_focus() {
        let ring = egui::Stroke::new(theme::RING, tokens.accent);
        ui.painter().rect_stroke(body.shrink(1.0), CORNER, ring, egui::StrokeKind::Inside);
    }

    let depth = f32::from(u8::try_from(row.depth.min(8)).unwrap_or(8));
    let left = rect.left() + 6.0 + depth * INDENT;
    let middle = rect.center().y;
    let mut right = rect.right() - 10.0;
    // Marks stand in a column of their own, left of the longest numbers.
    let marks = pos2(right - NUMBERS, middle);
    // While something is searched for its hits count, and not where paragraphs are.
    if let Some(found) = found {
        if found > 0 {
            right = badge::hits(ui, found, pos2(right, middle)).left() - 8.0;
        }
    } else if let Some((first, last)) = row.numbers {
        let words = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let font = SMALL.format(tokens.secondary).font_id;
        let painted =
            ui.painter().text(pos2(right, middle), Align2::RIGHT_CENTER, words, font, tokens.secondary);
        right = painted.left() - 8.0;
    }
    if let Some(grade) = &section.grade {
        Mark::new(&grade.grade, report.scale.as_ref()).paint(ui.painter(), tokens, marks, 14.0);
        right = marks.x - 12.0;
    }
    if row.recommendations > 0 {
        right = badge::count(ui, row.recommendations, marks).left() - 6.0;
    }
    if let Some(open) = open {
        fold(ui, row, open, pos2(left + 8.0, middle), &response, commands);
    }
    let kind = if row.depth == 0 { PANEL_BOLD } else { PANEL };
    let room = (right - left - 20.0).max(10.0);
    let set = |words: &str| text::truncated(ui, words, kind, tokens.text, room);
    let mut galley = set(&section.title);
    let is_cut = galley.elided;
    // What tells it apart from the others is at its end, so the words they share go first.
    for (space, _) in section.title.match_indices(' ').take_while(|(space, _)| *space <= row.shared) {
        if !galley.elided {
            break;
        }
        galley = set(&format!("\u{2026}{}", &section.title[space..]));
    }
    ui.painter().galley(pos2(left + 18.0, middle - galley.size().y / 2.0), galley, tokens.text);
    let response = if is_cut { response.on_hover_text(section.title.as_str()) } else { response };
    if response.clicked() {
        commands.push(Command::GoTo(section.place));
    }
    fold_by_key(ui, row, open, &response, commands);
    response
}

/// What the row is by ear: its title, grade and paragraphs, and its place in the tree.
fn describe(
    ui: &Ui,
    report: &Report,
    row: &ContentsRow,
    response: &Response,
    (open, found): (Option<bool>, Option<u32>),
    current: bool,
) {
    let section = report.section(row.section);
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, current, section.title.as_str()));
    let mut says: Vec<String> = Vec::new();
    if let Some(grade) = &section.grade {
        says.push(mark::spoken(&grade.grade, report.scale.as_ref()));
    }
    if let Some((first, last)) = row.numbers {
        says.push(if first == last {
            format!("paragraph {first}")
        } else {
            format!("paragraphs {first} to {last}")
        });
    }
    if row.recommendations > 0 {
        let plural = if row.recommendations == 1 { "" } else { "s" };
        says.push(format!("{} recommendation{plural}", row.recommendations));
    }
    if let Some(found) = found.filter(|found| *found > 0) {
        says.push(if found == 1 { "1 hit".to_owned() } else { format!("{found} hits") });
    }
    ui.accesskit_node_builder(response.id, |node| {
        // egui calls whatever can be chosen a toggle.
        node.clear_toggled();
        node.set_selected(current);
        node.set_level(row.depth + 1);
        node.set_description(says.join(", "));
        if let Some(open) = open {
            node.set_expanded(open);
        }
    });
}

/// How many hits stand in a section, and where its sections are folded away in those too.
fn found(report: &Report, hits: &Hits, section: SectionId, folded: bool) -> u32 {
    let sections = if folded { report.sections_within(section) } else { section.0..section.0 + 1 };
    hits.by_section.get(sections).map_or(0, |counts| counts.iter().sum())
}

fn fold(
    ui: &Ui,
    row: &ContentsRow,
    open: bool,
    center: egui::Pos2,
    of: &Response,
    commands: &mut Vec<Command>,
) {
    let rect = Rect::from_center_size(center, vec2(22.0, ROW));
    // Not in the order of the Tab key: by key a row folds with Left and Right.
    let response = ui.interact(rect, of.id.with("fold"), Sense::CLICK);
    let tokens = theme::tokens(ui);
    let icon = if open { Icon::ChevronDown } else { Icon::ChevronRight };
    let color = if response.hovered() { tokens.text } else { tokens.secondary };
    icon.paint(ui, Rect::from_center_size(center, vec2(14.0, 14.0)), color);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::DisclosureTriangle, true, if open { "Fold" } else { "Unfold" })
    });
    if response.clicked() {
        commands.push(Command::Fold(row.section));
    }
}

fn fold_by_key(
    ui: &Ui,
    row: &ContentsRow,
    open: Option<bool>,
    response: &Response,
    commands: &mut Vec<Command>,
) {
    if !response.has_focus() {
        return;
    }
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    if open == Some(true) && pressed(Key::ArrowLeft) || open == Some(false) && pressed(Key::ArrowRight) {
        commands.push(Command::Fold(row.section));
    }
    // Left and Right fold; without this they would also lead the focus away.
    let folds = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, folds));
    // A row that was tabbed to is brought into view.
    if response.gained_focus() {
        response.scroll_to_me(Some(Align::Center));
    }
}
