//! The contents beside the text: a tree of sections with the grade, the number of recommendations and the paragraph
//! numbers of each section. The tree scrolls to the section being read.

use eframe::egui::{
    self, Align, Align2, EventFilter, Key, Rect, Response, Role, ScrollArea, Sense, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::{
    grade_mark::{self, GradeMark},
    icons::Icon,
    strings::report as strings,
    theme::{self, CORNER_RADIUS, PANEL, PANEL_BOLD, SMALL, TREE_ROW_HEIGHT},
    widgets::{badge, text},
};
use crate::{
    analysis::{ContentsRow, Hits, filtered_rows},
    app::{Command, Document, DocumentId, Focus},
    report::{Report, SectionId},
};

/// Indent of each level below the first, in points.
const LEVEL_INDENT: f32 = 15.0;
/// Width of the column of paragraph numbers, in points.
const NUMBERS_WIDTH: f32 = 58.0;
/// Maximum number of rows of a tree that is given to screen readers as a whole. In a longer tree they get only the rows
/// in view.
const MAX_ACCESSIBLE_ROWS: usize = 1_000;

/// Data that the panel keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// The report and section that the tree last scrolled to.
    followed_section: Option<(DocumentId, Option<SectionId>)>,
}

/// Shows the filter and the tree. If `hits` is given, each row shows its number of search hits.
pub(crate) fn show(
    ui: &mut Ui,
    document: &Document,
    hits: Option<&Hits>,
    cache: &mut Cache,
    focus: Option<Focus>,
    commands: &mut Vec<Command>,
) {
    show_filter(ui, &document.view.filter, focus == Some(Focus::Filter), commands);
    ui.add_space(4.0);
    let current = document.current_section();
    let (report, view) = (&document.loaded.report, &document.view);
    let rows = &document.loaded.contents;
    let shown = filtered_rows(report, rows, &view.collapsed_sections, &view.filter);
    if shown.is_empty() {
        let words = match (document.has_text(), rows.is_empty()) {
            _ if document.is_text_pending() => strings::CONTENTS_PENDING,
            (false, _) => strings::NO_READABLE_TEXT,
            (true, true) => strings::NO_HEADINGS,
            (true, false) => strings::NO_MATCHING_HEADINGS,
        };
        ui.label(PANEL.rich_text(words, theme::tokens(ui).secondary));
        return;
    }
    // The row of the section being read, or of the nearest section around it that is not collapsed.
    let current_row = current.and_then(|current| {
        report.ancestors(current).find_map(|id| shown.iter().position(|index| rows[*index].section == id))
    });
    let should_follow = cache.followed_section != Some((document.id, current));
    cache.followed_section = Some((document.id, current));

    let builder = UiBuilder::new().accessibility_role(Role::Tree).accessibility_label(strings::CONTENTS);
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt(document.id.0).auto_shrink(false);
        area.show_viewport(ui, |ui, viewport| {
            let top = ui.max_rect().top();
            #[expect(
                clippy::cast_precision_loss,
                reason = "f32 holds integers up to 16 million exactly, and a tree has far fewer rows"
            )]
            let row_top = |row: usize| top + row as f32 * TREE_ROW_HEIGHT;
            ui.set_height(row_top(shown.len()) - top);
            let x_range = ui.max_rect().x_range();
            let rect_of = |row: usize| Rect::from_x_y_ranges(x_range, row_top(row)..=row_top(row + 1));
            if let Some(row) = current_row.filter(|_| should_follow) {
                ui.scroll_to_rect(rect_of(row).expand2(vec2(0.0, TREE_ROW_HEIGHT * 2.0)), None);
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the view is inside the tree, so both row numbers are small and not negative"
            )]
            let (first, last) = (
                (viewport.top() / TREE_ROW_HEIGHT) as usize,
                (viewport.bottom() / TREE_ROW_HEIGHT) as usize + 1,
            );
            // Screen readers get the whole tree, not only the rows in view.
            let shows_all = ui.accesskit_node_builder(ui.unique_id(), |_| ()).is_some()
                && shown.len() <= MAX_ACCESSIBLE_ROWS;
            let rows_to_show = if shows_all { 0..shown.len() } else { first..last.min(shown.len()) };
            for row in rows_to_show {
                let entry = &rows[shown[row]];
                let rect = rect_of(row);
                let builder =
                    UiBuilder::new().scope_id(ui.scope_id().with(("section", entry.section))).max_rect(rect);
                ui.scope_builder(builder, |ui| {
                    let is_open = entry.has_children.then(|| {
                        !view.collapsed_sections.contains(&entry.section) || !view.filter.trim().is_empty()
                    });
                    let is_collapsed = is_open == Some(false);
                    let hit_count = hits.map(|hits| hit_count(report, hits, entry.section, is_collapsed));
                    let is_current = current_row == Some(row);
                    let response = show_row(ui, report, entry, (is_open, hit_count), is_current, commands);
                    if focus == Some(Focus::Contents) && row == current_row.unwrap_or(first) {
                        response.request_focus();
                    }
                });
            }
        });
    });
}

/// Shows the field that filters the contents, with a button that clears it.
fn show_filter(ui: &mut Ui, filter: &str, takes_focus: bool, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let mut words = filter.to_owned();
    let width = ui.available_width();
    let edit = TextEdit::singleline(&mut words)
        .hint_text(PANEL.rich_text(strings::FILTER_CONTENTS, tokens.secondary))
        .margin(egui::Margin { left: 30, right: 28, top: 5, bottom: 5 })
        .desired_width(width);
    let response = ui.add(edit).accessible_name(strings::FILTER_CONTENTS);
    let rect = response.rect;
    let icon_rect = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), vec2(16.0, 16.0));
    Icon::Search.paint(ui, icon_rect, tokens.secondary);
    if takes_focus {
        response.request_focus();
    }
    if !filter.is_empty() {
        let clear_rect = Rect::from_center_size(pos2(rect.right() - 15.0, rect.center().y), vec2(24.0, 24.0));
        let clear = ui.interact(clear_rect, response.id.with("clear"), Sense::click());
        clear.widget_info(|| WidgetInfo::labeled(Role::Button, true, strings::CLEAR_FILTER));
        Icon::Close.paint(ui, clear_rect.shrink(4.0), tokens.secondary);
        if clear.clicked() {
            words.clear();
        }
    }
    if words != filter {
        commands.push(Command::FilterContents(words));
    }
}

/// Shows the row of a section. `is_open` is `None` if the section has no subsections, and `hit_count` is `None` without
/// a search. A click goes to the section.
fn show_row(
    ui: &mut Ui,
    report: &Report,
    row: &ContentsRow,
    (is_open, hit_count): (Option<bool>, Option<u32>),
    is_current: bool,
    commands: &mut Vec<Command>,
) -> Response {
    let section = report.section(row.section);
    let rect = ui.max_rect();
    let response = ui.allocate_rect(rect, Sense::click());
    describe_row(ui, report, row, &response, (is_open, hit_count), is_current);

    let tokens = theme::tokens(ui);
    let body = rect.shrink2(vec2(2.0, 0.0));
    if is_current {
        ui.painter().rect_filled(body, CORNER_RADIUS, tokens.selection);
        let edge = Rect::from_min_size(body.min, vec2(3.0, body.height()));
        ui.painter().rect_filled(edge, 2.0, tokens.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(body, CORNER_RADIUS, tokens.hover);
    }
    if response.has_focus() {
        let ring = egui::Stroke::new(theme::FOCUS_RING_WIDTH, tokens.accent);
        ui.painter().rect_stroke(body.shrink(1.0), CORNER_RADIUS, ring, egui::StrokeKind::Inside);
    }

    let depth = f32::from(u8::try_from(row.depth.min(8)).unwrap_or(8));
    let left = rect.left() + 6.0 + depth * LEVEL_INDENT;
    let middle = rect.center().y;
    let mut right = rect.right() - 10.0;
    // Grade marks have their own column, left of the longest numbers.
    let mark_center = pos2(right - NUMBERS_WIDTH, middle);
    // During a search, the number of hits takes the place of the paragraph numbers.
    if let Some(hit_count) = hit_count {
        if hit_count > 0 {
            right = badge::paint_hit_count(ui, hit_count, pos2(right, middle)).left() - 8.0;
        }
    } else if let Some((first, last)) = row.numbers {
        let words = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let font = SMALL.text_format(tokens.secondary).font_id;
        let painted =
            ui.painter().text(pos2(right, middle), Align2::RIGHT_CENTER, words, font, tokens.secondary);
        right = painted.left() - 8.0;
    }
    if let Some(grade) = &section.grade {
        let mark = GradeMark::new(&grade.grade, report.scale.as_ref());
        mark.paint(ui.painter(), tokens, mark_center, 14.0);
        right = mark_center.x - 12.0;
    }
    if row.recommendation_count > 0 {
        right = badge::paint_recommendation_count(ui, row.recommendation_count, mark_center).left() - 6.0;
    }
    if let Some(is_open) = is_open {
        show_triangle(ui, row, is_open, pos2(left + 8.0, middle), &response, commands);
    }
    let style = if row.depth == 0 { PANEL_BOLD } else { PANEL };
    let text_width = (right - left - 20.0).max(10.0);
    let lay_out_title = |words: &str| text::lay_out_truncated(ui, words, style, tokens.text, text_width);
    let mut galley = lay_out_title(&section.title);
    let is_cut = galley.elided;
    // Titles that begin with the same words differ at the end, so words are left out from the start of the title.
    for (space, _) in
        section.title.match_indices(' ').take_while(|(space, _)| *space <= row.shared_prefix_bytes)
    {
        if !galley.elided {
            break;
        }
        galley = lay_out_title(&format!("\u{2026}{}", &section.title[space..]));
    }
    ui.painter().galley(pos2(left + 18.0, middle - galley.size().y / 2.0), galley, tokens.text);
    let response = if is_cut { response.on_hover_text(section.title.as_str()) } else { response };
    if response.clicked() {
        commands.push(Command::GoTo(section.place));
    }
    fold_row_by_key(ui, row, is_open, &response, commands);
    response
}

/// Describes a row for screen readers: its title, grade, paragraph numbers, counts and level in the tree.
fn describe_row(
    ui: &Ui,
    report: &Report,
    row: &ContentsRow,
    response: &Response,
    (is_open, hit_count): (Option<bool>, Option<u32>),
    is_current: bool,
) {
    let section = report.section(row.section);
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, is_current, section.title.as_str()));
    let mut details: Vec<String> = Vec::new();
    if let Some(grade) = &section.grade {
        details.push(grade_mark::accessible_grade(&grade.grade, report.scale.as_ref()));
    }
    if let Some((first, last)) = row.numbers {
        details.push(strings::accessible_paragraphs(first, last));
    }
    if row.recommendation_count > 0 {
        details.push(strings::recommendation_count(row.recommendation_count));
    }
    if let Some(hit_count) = hit_count.filter(|count| *count > 0) {
        details.push(strings::result_count(hit_count));
    }
    ui.accesskit_node_builder(response.id, |node| {
        // egui describes every selectable widget as a toggle, which is wrong for a row of a tree.
        node.clear_toggled();
        node.set_selected(is_current);
        node.set_level(row.depth + 1);
        node.set_description(details.join(", "));
        if let Some(is_open) = is_open {
            node.set_expanded(is_open);
        }
    });
}

/// Returns the number of search hits in a section. If the section is collapsed, hits in its subsections count
/// too.
fn hit_count(report: &Report, hits: &Hits, section: SectionId, is_collapsed: bool) -> u32 {
    let sections = if is_collapsed { report.sections_within(section) } else { section.0..section.0 + 1 };
    hits.by_section.get(sections).map_or(0, |counts| counts.iter().sum())
}

/// Shows the triangle that collapses or expands a row.
fn show_triangle(
    ui: &Ui,
    row: &ContentsRow,
    is_open: bool,
    center: egui::Pos2,
    row_response: &Response,
    commands: &mut Vec<Command>,
) {
    let rect = Rect::from_center_size(center, vec2(22.0, TREE_ROW_HEIGHT));
    // The Tab key skips the triangle: with the keyboard, Left and Right collapse and expand a row.
    let response = ui.interact(rect, row_response.id.with("fold"), Sense::CLICK);
    let tokens = theme::tokens(ui);
    let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    let color = if response.hovered() { tokens.text } else { tokens.secondary };
    icon.paint(ui, Rect::from_center_size(center, vec2(14.0, 14.0)), color);
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::DisclosureTriangle,
            true,
            if is_open { strings::COLLAPSE } else { strings::EXPAND },
        )
    });
    if response.clicked() {
        commands.push(Command::Fold(row.section));
    }
}

/// Collapses a row if Left is pressed, or expands it if Right is pressed. Does nothing if the row is not focused.
fn fold_row_by_key(
    ui: &Ui,
    row: &ContentsRow,
    is_open: Option<bool>,
    response: &Response,
    commands: &mut Vec<Command>,
) {
    if !response.has_focus() {
        return;
    }
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    if is_open == Some(true) && pressed(Key::ArrowLeft) || is_open == Some(false) && pressed(Key::ArrowRight)
    {
        commands.push(Command::Fold(row.section));
    }
    // Without this filter, egui would also move the focus with Left and Right.
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    // A row reached with the Tab key is scrolled into view.
    if response.gained_focus() {
        response.scroll_to_me(Some(Align::Center));
    }
}
