//! The contents beside the text: a tree of sections with the grade, the number of recommendations and the paragraph
//! numbers of each section. The tree scrolls to the section being read.

use std::{ops::Range, sync::Arc};

use eframe::egui::{
    self, Align, Align2, EventFilter, Galley, Key, Rect, Response, Role, ScrollArea, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{
    context_menu::{self, MenuEntry},
    grade_mark::{self, GradeMark},
    icons::Icon,
    strings::report as strings,
    theme::{self, CORNER_RADIUS, PANEL, PANEL_BOLD, SMALL, TREE_ROW_HEIGHT},
    widgets::{badge, text},
};
use crate::{
    analysis::{ContentsRow, Hits, filtered_rows},
    app::{Command, CopyFormat, Dialog, Document, DocumentId, Focus},
    report::{Report, SectionId},
};

/// Indent of each level below the first, in points.
const LEVEL_INDENT: f32 = 15.0;
/// Width of the column of paragraph numbers, in points.
const NUMBERS_WIDTH: f32 = 58.0;
/// Width of the column of the number of search hits, in points.
const HIT_COUNT_WIDTH: f32 = 40.0;
/// Width of the space right of the paragraph numbers, in points.
const RIGHT_MARGIN: f32 = 10.0;
/// Distance from the left edge of a row, without its indent, to its title, in points.
const TITLE_LEFT: f32 = 24.0;
/// Maximum number of lines of a title.
const MAX_TITLE_LINES: usize = 2;
/// Maximum number of rows of a tree that is given to screen readers as a whole. In a longer tree they get only the rows
/// in view.
const MAX_ACCESSIBLE_ROWS: usize = 1_000;

/// Data that the panel keeps between frames.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// The report and section that the tree last scrolled to.
    followed_section: Option<(DocumentId, Option<SectionId>)>,
    row_layout: RowLayout,
}

/// The vertical positions of the rows, for one width of the panel. The height of a row depends on the number of lines
/// of its title.
#[derive(Debug, Default)]
struct RowLayout {
    /// The width of the rows and the pixels per point, as bits, and true if the rows show numbers of search hits.
    key: Option<(u32, u32, bool)>,
    /// The rows that are shown, as indices into the rows of the report.
    shown: Vec<usize>,
    /// The top of each row in points, and the bottom of the last row.
    tops: Vec<f32>,
}

impl RowLayout {
    /// Lays out the rows again if the rows or their width changed.
    fn update(&mut self, ui: &Ui, report: &Report, rows: &[ContentsRow], shown: &[usize], has_hits: bool) {
        let width = ui.max_rect().width();
        let key = Some((width.to_bits(), ui.pixels_per_point().to_bits(), has_hits));
        if self.key == key && self.shown == shown {
            return;
        }
        self.key = key;
        shown.clone_into(&mut self.shown);
        self.tops.clear();
        let mut top = 0.0;
        for index in shown {
            self.tops.push(top);
            let row = &rows[*index];
            let right = title_right(ui, report, row, width, has_hits);
            let title = lay_out_title(ui, report, row, right - title_left(row));
            top += TREE_ROW_HEIGHT + PANEL.line_height * if title.rows.len() > 1 { 1.0 } else { 0.0 };
        }
        self.tops.push(top);
    }

    /// Returns the height of all rows, in points.
    fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// Returns the rows that are at least partly between these heights, in points.
    fn rows_between(&self, top: f32, bottom: f32) -> Range<usize> {
        let count = self.shown.len();
        let first = self.tops.partition_point(|row_top| *row_top <= top).saturating_sub(1).min(count);
        let end = self.tops.partition_point(|row_top| *row_top < bottom).min(count);
        first..end.max(first)
    }
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
            cache.row_layout.update(ui, report, rows, &shown, hits.is_some());
            let layout = &cache.row_layout;
            ui.set_height(layout.height());
            let (top, x_range) = (ui.max_rect().top(), ui.max_rect().x_range());
            let rect_of = |row: usize| {
                Rect::from_x_y_ranges(x_range, top + layout.tops[row]..=top + layout.tops[row + 1])
            };
            if let Some(row) = current_row.filter(|_| should_follow) {
                ui.scroll_to_rect(rect_of(row).expand2(vec2(0.0, TREE_ROW_HEIGHT * 2.0)), None);
            }
            let in_view = layout.rows_between(viewport.top(), viewport.bottom());
            let first = in_view.start;
            // Screen readers get the whole tree, not only the rows in view.
            let shows_all = ui.accesskit_node_builder(ui.unique_id(), |_| ()).is_some()
                && shown.len() <= MAX_ACCESSIBLE_ROWS;
            let rows_to_show = if shows_all { 0..shown.len() } else { in_view };
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
                    let response = show_row(ui, document, entry, (is_open, hit_count), is_current, commands);
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
    document: &Document,
    row: &ContentsRow,
    (is_open, hit_count): (Option<bool>, Option<u32>),
    is_current: bool,
    commands: &mut Vec<Command>,
) -> Response {
    let report = document.report();
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

    let left = rect.left() + title_left(row);
    // Numbers and marks stand beside the first line of the title.
    let middle = rect.top() + TREE_ROW_HEIGHT / 2.0;
    let right = rect.right() - RIGHT_MARGIN;
    // Grade marks have their own column, left of the longest numbers.
    let mark_center = pos2(right - NUMBERS_WIDTH, middle);
    // During a search, the number of hits takes the place of the paragraph numbers.
    if let Some(hit_count) = hit_count {
        if hit_count > 0 {
            badge::paint_hit_count(ui, hit_count, pos2(right, middle));
        }
    } else if let Some(words) = numbers_label(row) {
        let font = SMALL.text_format(tokens.secondary).font_id;
        ui.painter().text(pos2(right, middle), Align2::RIGHT_CENTER, words, font, tokens.secondary);
    }
    if let Some(grade) = &section.grade {
        let mark = GradeMark::new(&grade.grade, report.scale.as_ref());
        mark.paint(ui.painter(), tokens, mark_center, 14.0);
    }
    if row.recommendation_count > 0 {
        badge::paint_recommendation_count(ui, row.recommendation_count, mark_center);
    }
    if let Some(is_open) = is_open {
        show_triangle(ui, row, is_open, pos2(left - 10.0, middle), &response, commands);
    }
    let width = title_right(ui, report, row, rect.width(), hit_count.is_some()) - title_left(row);
    let galley = lay_out_title(ui, report, row, width);
    let is_cut = galley.elided;
    let text_top = rect.top() + (TREE_ROW_HEIGHT - PANEL.line_height) / 2.0;
    ui.painter().galley(pos2(left, text_top), galley, tokens.text);
    context_menu::show(&response, || menu_entries(document, row), commands);
    let response = if is_cut { response.on_hover_text(section.title.as_str()) } else { response };
    if response.clicked() {
        commands.push(Command::GoTo(section.place));
    }
    fold_row_by_key(ui, row, is_open, &response, commands);
    response
}

/// Returns the entries of the context menu of a row.
fn menu_entries(document: &Document, row: &ContentsRow) -> Vec<MenuEntry> {
    let section = document.report().section(row.section);
    // A link names the file and a paragraph number.
    let place = row.numbers.and_then(|(first, _)| document.loaded.place_at_address(first));
    let can_link = place.is_some() && document.path.is_some();
    let copy_link = Command::Copy(CopyFormat::Link, document.id, place.unwrap_or(section.place));
    vec![
        MenuEntry::new(strings::GO_TO_SECTION, Command::GoTo(section.place)),
        MenuEntry::Separator,
        MenuEntry::new(strings::COPY_TITLE, Command::CopyTitle(section.title.clone())),
        MenuEntry::new(strings::COPY_LINK, copy_link).enabled_if(can_link),
        MenuEntry::Separator,
        MenuEntry::new(strings::PRINT_SECTION, Command::PrintSection(row.section)),
        MenuEntry::new(strings::EXPORT_SECTION, Command::OpenDialog(Dialog::ExportSection(row.section))),
    ]
}

/// Returns the distance from the left edge of a row to its title, in points.
fn title_left(row: &ContentsRow) -> f32 {
    TITLE_LEFT + f32::from(u8::try_from(row.depth.min(8)).unwrap_or(8)) * LEVEL_INDENT
}

/// Returns the distance from the left edge of a row to the right end of its title. `width` is the width of the row,
/// both in points. If `has_hits` is true, the rows show numbers of search hits.
fn title_right(ui: &Ui, report: &Report, row: &ContentsRow, width: f32, has_hits: bool) -> f32 {
    const GAP: f32 = 8.0;
    let right = width - RIGHT_MARGIN;
    if row.recommendation_count > 0 || report.section(row.section).grade.is_some() {
        return right - NUMBERS_WIDTH - 12.0;
    }
    if has_hits {
        return right - HIT_COUNT_WIDTH;
    }
    let color = theme::tokens(ui).secondary;
    let numbers = numbers_label(row);
    numbers.map_or(right, |words| {
        right - text::lay_out_wrapped(ui, &words, SMALL, color, f32::INFINITY).size().x - GAP
    })
}

/// Returns the first and last paragraph number of a section, as shown in its row.
fn numbers_label(row: &ContentsRow) -> Option<String> {
    let (first, last) = row.numbers?;
    Some(if first == last { first.to_string() } else { format!("{first}–{last}") })
}

/// Lays out the title of a row, wrapped to at most two lines of `width` points.
fn lay_out_title(ui: &Ui, report: &Report, row: &ContentsRow, width: f32) -> Arc<Galley> {
    let style = if row.depth == 0 { PANEL_BOLD } else { PANEL };
    let (title, color) = (&report.section(row.section).title, theme::tokens(ui).text);
    text::lay_out_in_rows(ui, title, style, color, width.max(10.0), MAX_TITLE_LINES)
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
