//! A table with column headings that stay in view, and rows of one height. Only the rows in view are shown, so that ten
//! thousand rows cost as much as a hundred.

use eframe::egui::{
    Align, CursorIcon, Rangef, Rect, Response, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2,
    text::LayoutJob, vec2,
};

use crate::ui::{
    strings::folder as strings,
    theme::{self, SMALL, SMALL_BOLD},
    widgets::{list_row, text},
};

/// Height of a row, in points.
pub(super) const ROW_HEIGHT: f32 = 27.0;
/// Height of the headings, in points. There is room for two lines.
const HEADING_HEIGHT: f32 = 44.0;
/// Space between the edge of a column and its text, in points.
pub(super) const CELL_MARGIN: f32 = 8.0;

/// A column of a table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The heading.
    pub(super) heading: String,
    /// The tooltip of the heading; empty if the heading says it all.
    pub(super) hint: String,
    /// The width in points.
    pub(super) width: f32,
    /// The share of the width that is left over which this column takes too, relative to the other columns.
    pub(super) growth: f32,
    /// The alignment of the heading.
    pub(super) align: Align,
    /// The order by this column.
    pub(super) order: ColumnOrder,
}

/// The order of the rows by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnOrder {
    /// The rows can't be sorted by the column.
    NotSortable,
    /// The rows are in another order.
    Unsorted,
    /// The rows are sorted by the column.
    Ascending,
    /// The rows are sorted by the column in reverse.
    Descending,
}

/// The rows of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    /// The name of the table for screen readers.
    pub(super) name: &'static str,
    /// The id of the tab. Each table of a tab has its own scroll position.
    pub(super) owner_id: u64,
    /// The number of rows.
    pub(super) count: usize,
}

/// The outcome of showing a table.
#[derive(Debug, Default)]
pub(super) struct TableOutcome {
    /// The index of the column whose heading was clicked.
    pub(super) clicked_heading: Option<usize>,
    /// The rows in view.
    pub(super) visible_rows: std::ops::Range<usize>,
}

/// Shows a table. `show_row` gets a `ui` of the size of the row, its index, and the horizontal ranges of the columns.
pub(super) fn show(
    ui: &mut Ui,
    rows: Rows,
    columns: &[Column],
    show_row: impl FnMut(&mut Ui, usize, &[Rangef]),
) -> TableOutcome {
    show_with_height(ui, rows, ROW_HEIGHT, columns, show_row)
}

/// Shows a table with rows of this height, in points. See [`show`].
pub(super) fn show_with_height(
    ui: &mut Ui,
    rows: Rows,
    row_height: f32,
    columns: &[Column],
    mut show_row: impl FnMut(&mut Ui, usize, &[Rangef]),
) -> TableOutcome {
    let area = ui.available_rect_before_wrap();
    let widths = column_widths(columns, area.width() - ui.spacing().scroll.allocated_width());
    let total: f32 = widths.iter().sum();
    let heading_rect = Rect::from_min_size(area.min, vec2(area.width(), HEADING_HEIGHT));
    let body = Rect::from_min_max(heading_rect.left_bottom(), area.max);
    let mut outcome = TableOutcome::default();
    let builder =
        UiBuilder::new().max_rect(body).accessibility_role(Role::Table).accessibility_label(rows.name);
    let offset = ui.scope_builder(builder, |ui| {
        ui.accesskit_node_builder(ui.unique_id(), |node| {
            node.set_row_count(rows.count);
            node.set_column_count(columns.len());
        });
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let scroll = ScrollArea::both().id_salt((rows.owner_id, rows.name)).auto_shrink(false);
        let scrolled = scroll.show_rows(ui, row_height, rows.count, |ui, range| {
            outcome.visible_rows = range.clone();
            ui.set_min_width(total);
            for row in range {
                let (_, rect) = ui.allocate_space(vec2(total.max(ui.available_width()), row_height));
                let ranges = column_ranges(&widths, rect.left());
                let builder = UiBuilder::new().scope_id(ui.scope_id().with(("row", row))).max_rect(rect);
                ui.scope_builder(builder, |ui| show_row(ui, row, &ranges));
            }
        });
        scrolled.state.clamped_offset().x
    });
    let ranges = column_ranges(&widths, heading_rect.left() - offset.inner);
    outcome.clicked_heading = show_headings(ui, heading_rect, columns, &ranges);
    outcome
}

/// Returns the widths of the columns in points. Columns that can grow take the width that is left over.
fn column_widths(columns: &[Column], available: f32) -> Vec<f32> {
    let total: f32 = columns.iter().map(|column| column.width).sum();
    let growth: f32 = columns.iter().map(|column| column.growth).sum();
    let left = (available - total).max(0.0) / growth.max(1.0);
    columns.iter().map(|column| column.width + column.growth * left).collect()
}

/// Returns the horizontal range of each column.
fn column_ranges(widths: &[f32], left: f32) -> Vec<Rangef> {
    let mut at = left;
    let mut range = |width: &f32| {
        let range = Rangef::new(at, at + width);
        at += width;
        range
    };
    widths.iter().map(&mut range).collect()
}

/// Shows the headings, and returns the index of the one that was clicked.
fn show_headings(ui: &mut Ui, rect: Rect, columns: &[Column], ranges: &[Rangef]) -> Option<usize> {
    let tokens = theme::tokens(ui);
    let mut clicked = None;
    let builder = UiBuilder::new().id_salt("headings").max_rect(rect);
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        ui.painter().rect_filled(rect, 0.0, tokens.panel);
        for (index, (column, range)) in columns.iter().zip(ranges).enumerate() {
            let cell = Rect::from_x_y_ranges(*range, rect.y_range());
            let response = show_heading(ui, cell, column, index);
            if response.clicked() && column.order != ColumnOrder::NotSortable {
                clicked = Some(index);
            }
        }
        list_row::paint_line_below(ui, rect, tokens);
    });
    clicked
}

/// Shows the heading of a column.
fn show_heading(ui: &Ui, cell: Rect, column: &Column, index: usize) -> Response {
    /// Width of the arrow that shows the order, in points.
    const ARROW_WIDTH: f32 = 14.0;
    let tokens = theme::tokens(ui);
    let is_sortable = column.order != ColumnOrder::NotSortable;
    let sense = if is_sortable { Sense::click() } else { Sense::hover() };
    let response = ui.interact(cell, ui.scope_id().with(("heading", index)), sense);
    let is_sorted = matches!(column.order, ColumnOrder::Ascending | ColumnOrder::Descending);
    let is_descending = column.order == ColumnOrder::Descending;
    let name = match (is_sortable, column.heading.as_str()) {
        (true, heading) => strings::sort_by(heading, is_sorted, is_descending),
        (false, "") => column.hint.clone(),
        (false, heading) => heading.to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
    if is_sortable && response.hovered() {
        ui.painter().rect_filled(cell, 0.0, tokens.hover);
    }
    let style = if is_sorted { SMALL_BOLD } else { SMALL };
    let arrow = if is_sorted { ARROW_WIDTH } else { 0.0 };
    // Centred headings are short, and their words may fill the column.
    let margin = if column.align == Align::Center { 2.0 } else { CELL_MARGIN };
    let width = cell.width() - margin * 2.0 - arrow;
    let mut job = LayoutJob::single_section(column.heading.clone(), style.text_format(tokens.secondary));
    (job.wrap.max_width, job.wrap.max_rows, job.halign) = (width, 2, column.align);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    // Centred text is laid out around its anchor.
    let anchor = match column.align {
        Align::Center => cell.center().x - arrow / 2.0,
        Align::Min | Align::Max => cell.left() + CELL_MARGIN,
    };
    let at = pos2(anchor, cell.bottom() - 6.0 - galley.size().y);
    let end = pos2(anchor + galley.rect.right() + 1.0, cell.bottom() - 8.0 - SMALL.line_height / 2.0);
    ui.painter().galley(at, galley, tokens.secondary);
    if is_sorted {
        paint_arrow(ui, end, is_descending);
    }
    list_row::paint_focus_ring(ui, &response, cell);
    let hint = if column.hint.is_empty() { name } else { column.hint.clone() };
    if is_sortable {
        response.on_hover_text(hint).on_hover_cursor(CursorIcon::PointingHand)
    } else {
        response.on_hover_text(hint)
    }
}

/// Paints a small triangle that points up, or down for the reverse order. `at` is the middle of its left side.
fn paint_arrow(ui: &Ui, at: eframe::egui::Pos2, is_descending: bool) {
    let tokens = theme::tokens(ui);
    let (tip, base) = if is_descending { (3.0, -2.0) } else { (-3.0, 2.0) };
    let corner = |x: f32, y: f32| pos2(at.x + 6.0 + x, at.y + y);
    let triangle = vec![corner(-4.0, base), corner(4.0, base), corner(0.0, tip)];
    ui.painter().add(eframe::egui::Shape::convex_polygon(
        triangle,
        tokens.secondary,
        eframe::egui::Stroke::NONE,
    ));
}

/// Paints text in one line of a cell, in the middle of its height.
pub(super) fn paint_cell(ui: &Ui, row: Rect, column: Rangef, words: &str, color: eframe::egui::Color32) {
    let width = column.span() - CELL_MARGIN * 2.0;
    let galley = text::lay_out_truncated(ui, words, theme::PANEL, color, width.max(0.0));
    let at = pos2(column.min + CELL_MARGIN, row.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
}
