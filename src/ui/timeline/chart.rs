//! The charts of a timeline: a lane for each judgement, below the headings of the inspections.

use std::sync::Arc;

use eframe::egui::{
    Align, Color32, CursorIcon, Galley, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke, Ui,
    WidgetInfo, pos2, text::LayoutJob, vec2,
};

use super::content::{Column, Content, Gap, Lane, Point};
use crate::{
    analysis::timeline::LabelSide,
    app::Command,
    ui::{
        strings::timeline as strings,
        theme::{self, PANEL_BOLD, SMALL, TypeStyle},
        widgets::{
            list_row::{paint_focus_ring, paint_line_below},
            rows::{RowContent, RowList},
            text,
        },
    },
};

/// Space at the left and right of the charts, in points.
const SIDE_MARGIN: f32 = 14.0;
/// Minimum width of a column, in points. Narrower charts scroll sideways.
const MIN_COLUMN_WIDTH: f32 = 88.0;
/// Maximum width of a column, in points. With wider columns, the lines would be too flat.
const MAX_COLUMN_WIDTH: f32 = 240.0;
/// Minimum and maximum distance between the best and the worst grade, in points.
const LEVELS_HEIGHT_RANGE: std::ops::RangeInclusive<f32> = 54.0..=110.0;
/// Usual height of a lane without that distance, in points: its title, and half a mark above and below.
const USUAL_LANE_EDGES: f32 = 62.0;
/// Size of a grade mark, in points.
const MARK_SIZE: f32 = 18.0;
/// Distance of a label from the middle of its mark, in points.
const LABEL_DISTANCE: f32 = MARK_SIZE / 2.0 + 1.0;
/// Minimum distance of the best grade from the title of its lane, in points.
const TITLE_SPACING: f32 = 15.0;
/// Space above and below the content of a lane, in points.
const LANE_PADDING: f32 = 8.0;
/// Space between the labels of neighbouring columns, in points.
const LABEL_SPACING: f32 = 8.0;
/// Maximum width of the names of the lines, in points.
const MAX_NAMES_WIDTH: f32 = 150.0;
/// Space between the names of the lines and the first column, in points.
const NAMES_SPACING: f32 = 10.0;
/// Width of the area around a break that shows its reason, in points.
const BREAK_TARGET_WIDTH: f32 = 24.0;
/// Width of the lines for the steps of a scale, in points.
const GRID_LINE_WIDTH: f32 = 0.6;
/// Width of the lines between grades, in points.
const LINE_WIDTH: f32 = 2.0;

/// The charts as they are laid out for a width.
struct Chart<'a> {
    content: &'a Content,
    /// The width of the names of the lines with the space beside them, in points.
    names_width: f32,
    column_width: f32,
    /// The distance between the best and the worst grade, in points.
    levels_height: f32,
}

/// Shows the headings and the lanes. `owner_id` is the id of the tab, and `revision` that of its timeline.
pub(super) fn show(
    ui: &mut Ui,
    content: &Content,
    (owner_id, revision): (u64, u32),
    lanes: &mut RowList,
    commands: &mut Vec<Command>,
) {
    let count = f32::from(u16::try_from(content.columns.len()).unwrap_or(u16::MAX)).max(1.0);
    let names_width = names_width(ui, content);
    let width = (ui.available_width() - SIDE_MARGIN * 2.0 - names_width) / count;
    let column_width = width.clamp(MIN_COLUMN_WIDTH, MAX_COLUMN_WIDTH);
    let levels_height = levels_height(ui.available_height(), content.lanes.len());
    let chart = Chart { content, names_width, column_width, levels_height };
    lanes.set_fingerprint(u64::from(revision) << 32 | u64::from(levels_height.to_bits()));
    let total_width = names_width + chart.column_width * count + SIDE_MARGIN * 2.0;
    let total_width = total_width.max(ui.available_width());
    ScrollArea::horizontal().id_salt("chart").auto_shrink(false).show(ui, |ui| {
        ui.set_width(total_width);
        chart.show_headings(ui, commands);
        lanes.show(
            ui,
            RowContent { owner_id, table_name: strings::CHART },
            content.lanes.len(),
            |ui, row, width| chart.lane_layout(ui, &content.lanes[row], width).height(),
            |ui, row| chart.show_lane(ui, &content.lanes[row], commands),
        );
    });
}

/// Returns the width of the names of the lines with the space beside them, in points; 0 if no line has a name.
fn names_width(ui: &Ui, content: &Content) -> f32 {
    let color = theme::tokens(ui).secondary;
    let width = |name: &String| text::lay_out_truncated(ui, name, SMALL, color, f32::INFINITY).size().x;
    match content.line_names.iter().map(width).fold(0.0, f32::max) {
        0.0 => 0.0,
        widest => widest.min(MAX_NAMES_WIDTH) + NAMES_SPACING,
    }
}

/// Returns the distance between the best and the worst grade with which the lanes fill this height, in points.
fn levels_height(available_height: f32, lane_count: usize) -> f32 {
    /// Usual height of the headings, in points.
    const HEADINGS_HEIGHT: f32 = 66.0;
    let count = f32::from(u16::try_from(lane_count).unwrap_or(u16::MAX)).max(1.0);
    let height = (available_height - HEADINGS_HEIGHT) / count - USUAL_LANE_EDGES;
    height.floor().clamp(*LEVELS_HEIGHT_RANGE.start(), *LEVELS_HEIGHT_RANGE.end())
}

/// The laid-out parts of a lane. Lengths are in points.
struct LaneLayout {
    title: Arc<Galley>,
    /// The labels of the marks that need one.
    labels: Vec<Option<Arc<Galley>>>,
    /// The distance between the best and the worst grade.
    levels_height: f32,
    /// The distance of the best grade from the title, which has room for the labels above the marks.
    above: f32,
    /// The distance of the lower edge from the best grade.
    below: f32,
}

impl LaneLayout {
    /// Arranges a title and the labels of the marks of a lane. `levels_height` is the least distance between the best and
    /// the worst grade.
    fn new(title: Arc<Galley>, lane: &Lane, labels: Vec<Option<Arc<Galley>>>, levels_height: f32) -> Self {
        // A label fits between the line of its mark and the next one.
        let label_height = labels.iter().flatten().map(|label| label.size().y).fold(0.0, f32::max);
        let label_room = if label_height > 0.0 { LABEL_DISTANCE + label_height + 1.0 } else { 0.0 };
        let levels_height = levels_height.max(label_room * f32::from(lane.grid_line_count.saturating_sub(1)));
        let (mut above, mut below) = (TITLE_SPACING, levels_height + LABEL_DISTANCE);
        for (point, label) in lane.points.iter().zip(&labels) {
            let Some(label) = label else { continue };
            let (y, reach) = (point.level * levels_height, LABEL_DISTANCE + label.size().y);
            match point.side {
                LabelSide::Above => above = above.max(reach - y),
                LabelSide::Below => below = below.max(y + reach),
            }
        }
        Self { title, labels, levels_height, above, below }
    }

    /// Returns the height of the lane.
    fn height(&self) -> f32 {
        self.top_level() + self.below + LANE_PADDING
    }

    /// Returns the distance of the best grade from the top of the lane.
    fn top_level(&self) -> f32 {
        LANE_PADDING + self.title.size().y + self.above
    }
}

impl Chart<'_> {
    /// Returns the middle of a column. `left` is the left edge of the chart.
    fn middle(&self, column: usize, left: f32) -> f32 {
        let column = f32::from(u16::try_from(column).unwrap_or(u16::MAX));
        left + SIDE_MARGIN + self.names_width + self.column_width * (column + 0.5)
    }

    /// Returns text in lines that fit into a column. Its middle is at the horizontal position where it is painted.
    fn lay_out_label(&self, ui: &Ui, words: &str, style: TypeStyle, color: Color32) -> Arc<Galley> {
        let mut job = LayoutJob::single_section(words.to_owned(), style.text_format(color));
        job.wrap.max_width = self.column_width - LABEL_SPACING;
        job.halign = Align::Center;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// Shows the label and the kind of each inspection. A click opens its report.
    fn show_headings(&self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let tokens = theme::tokens(ui);
        let galleys: Vec<[Arc<Galley>; 2]> = self
            .content
            .columns
            .iter()
            .map(|column| {
                let kind = match column.note {
                    "" => column.kind.clone(),
                    note => format!("{}\n{note}", column.kind),
                };
                [
                    self.lay_out_label(ui, &column.label, PANEL_BOLD, tokens.text),
                    self.lay_out_label(ui, &kind, SMALL, tokens.secondary),
                ]
            })
            .collect();
        let heights = galleys.iter().map(|parts| parts.iter().map(|part| part.size().y).sum::<f32>());
        let height = heights.fold(0.0, f32::max) + 12.0;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        paint_line_below(ui, rect, tokens);
        for (index, (column, [label, kind])) in self.content.columns.iter().zip(galleys).enumerate() {
            let middle = self.middle(index, rect.left());
            let target = Rect::from_center_size(
                pos2(middle, rect.center().y),
                vec2(self.column_width - 2.0, height - 2.0),
            );
            let response =
                show_target(ui, ui.scope_id().with(("column", index)), target, column_info(column));
            let y = rect.top() + 6.0;
            let label_height = label.size().y;
            ui.painter().galley(pos2(middle, y), label, tokens.text);
            ui.painter().galley(pos2(middle, y + label_height), kind, tokens.secondary);
            if response.clicked() {
                commands.push(Command::OpenTimelinePoint(index, None));
            }
        }
    }

    fn lane_layout(&self, ui: &Ui, lane: &Lane, width: f32) -> LaneLayout {
        let tokens = theme::tokens(ui);
        let width = width - SIDE_MARGIN * 2.0;
        let label = |point: &Point| {
            point.needs_label.then(|| self.lay_out_label(ui, &point.label, SMALL, tokens.text))
        };
        let labels = lane.points.iter().map(label).collect();
        let title = text::lay_out_wrapped(ui, &lane.title, PANEL_BOLD, tokens.text, width);
        LaneLayout::new(title, lane, labels, self.levels_height)
    }

    /// Shows a lane: its title, the lines, and the marks with their labels.
    fn show_lane(&self, ui: &mut Ui, lane: &Lane, commands: &mut Vec<Command>) {
        let rect = ui.max_rect();
        let tokens = theme::tokens(ui);
        let layout = self.lane_layout(ui, lane, rect.width());
        let response = ui.allocate_rect(rect, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &lane.title));
        ui.accesskit_node_builder(response.id, |node| node.set_description(lane.description.as_str()));
        let top = rect.top() + layout.top_level();
        self.paint_columns_without_grades(ui, rect);
        paint_line_below(ui, rect, tokens);
        ui.painter().galley(
            rect.min + vec2(SIDE_MARGIN, LANE_PADDING),
            Arc::clone(&layout.title),
            tokens.text,
        );
        let levels_height = layout.levels_height;
        self.paint_grid(ui, lane, rect, (top, levels_height));
        let position = |point: &Point| {
            pos2(self.middle(point.inspection, rect.left()), top + point.level * levels_height)
        };
        for (index, (points, gap)) in lane.points.windows(2).zip(&lane.gaps).enumerate() {
            let [from, to] = [position(&points[0]), position(&points[1])];
            match gap {
                Gap::Line => {
                    ui.painter().line_segment([from, to], Stroke::new(LINE_WIDTH, tokens.text));
                }
                Gap::Break(reason) => {
                    self.show_break(ui, index, to.x - self.column_width / 2.0, (top, levels_height), reason);
                }
            }
        }
        for (index, (point, label)) in lane.points.iter().zip(layout.labels).enumerate() {
            show_point(ui, index, point, position(point), label, commands);
        }
    }

    /// Paints the columns of inspections that give no grades in another colour.
    fn paint_columns_without_grades(&self, ui: &Ui, rect: Rect) {
        let tokens = theme::tokens(ui);
        for (index, column) in self.content.columns.iter().enumerate() {
            if !column.note.is_empty() {
                let middle = self.middle(index, rect.left());
                let half = self.column_width / 2.0;
                let x_range = middle - half..=middle + half;
                ui.painter().rect_filled(Rect::from_x_y_ranges(x_range, rect.y_range()), 0.0, tokens.panel);
            }
        }
    }

    /// Paints a line for each step of the scale, with its name. `top` is the position of the best grade, and
    /// `levels_height` the distance of the worst grade from it.
    fn paint_grid(&self, ui: &Ui, lane: &Lane, rect: Rect, (top, levels_height): (f32, f32)) {
        let last = self.content.columns.len().saturating_sub(1);
        let half = self.column_width / 2.0;
        let x_range = self.middle(0, rect.left()) - half..=self.middle(last, rect.left()) + half;
        for line in 0..lane.grid_line_count {
            let level = f32::from(line) / f32::from(lane.grid_line_count.max(2) - 1);
            let tokens = theme::tokens(ui);
            let y = (top + level * levels_height).round() - 0.5;
            ui.painter().hline(x_range.clone(), y, Stroke::new(GRID_LINE_WIDTH, tokens.line));
            let Some(name) = lane.line_names.get(usize::from(line)) else { continue };
            let width = self.names_width - NAMES_SPACING;
            let name = text::lay_out_truncated(ui, name, SMALL, tokens.secondary, width);
            let at = pos2(rect.left() + SIDE_MARGIN, y - name.size().y / 2.0);
            ui.painter().galley(at, name, tokens.secondary);
        }
    }

    /// Shows a dashed line between grades that can't be compared, with the reason under the pointer.
    fn show_break(&self, ui: &Ui, index: usize, x: f32, (top, levels_height): (f32, f32), reason: &str) {
        let y_range = top - LABEL_DISTANCE..=top + levels_height + LABEL_DISTANCE;
        let stroke = Stroke::new(1.5, theme::tokens(ui).control);
        let ends = [pos2(x, *y_range.start()), pos2(x, *y_range.end())];
        ui.painter().extend(Shape::dashed_line(&ends, stroke, 4.0, 4.0));
        let half = BREAK_TARGET_WIDTH / 2.0;
        let target = Rect::from_x_y_ranges(x - half..=x + half, y_range);
        // Screen readers and the Tab key find the reason at the next grade.
        ui.interact(target, ui.scope_id().with(("break", index)), Sense::hover()).on_hover_text(reason);
    }
}

/// The name of a target for screen readers, its words under the pointer, and its role.
#[derive(Clone, Copy)]
struct TargetInfo<'a> {
    role: Role,
    name: &'a str,
    hint: &'a str,
}

fn column_info(column: &Column) -> TargetInfo<'_> {
    TargetInfo { role: Role::ColumnHeader, name: &column.name, hint: &column.hint }
}

/// Shows a grade: its mark and its label. A click opens the report at the judgement.
fn show_point(
    ui: &Ui,
    index: usize,
    point: &Point,
    at: eframe::egui::Pos2,
    label: Option<Arc<Galley>>,
    commands: &mut Vec<Command>,
) {
    let tokens = theme::tokens(ui);
    let label_rect = label.as_ref().map(|label| {
        let size = label.size();
        let top = match point.side {
            LabelSide::Above => at.y - LABEL_DISTANCE - size.y,
            LabelSide::Below => at.y + LABEL_DISTANCE,
        };
        Rect::from_min_size(pos2(at.x - size.x / 2.0, top), size)
    });
    let mark_rect = Rect::from_center_size(at, vec2(MARK_SIZE + 8.0, MARK_SIZE + 8.0));
    let info = TargetInfo { role: Role::Button, name: &point.name, hint: &point.hint };
    // The background keeps a label legible where a line crosses it.
    if let Some(rect) = label_rect {
        ui.painter().rect_filled(rect, 0.0, tokens.page);
    }
    let target = label_rect.map_or(mark_rect, |rect| mark_rect.union(rect.expand2(vec2(2.0, 0.0))));
    let response = show_target(ui, ui.scope_id().with(("point", index)), target, info);
    if let (Some(label), Some(rect)) = (label, label_rect) {
        ui.painter().galley(pos2(at.x, rect.top()), label, tokens.text);
    }
    point.mark.paint(ui.painter(), tokens, at, MARK_SIZE);
    if response.clicked() {
        commands.push(Command::OpenTimelinePoint(point.inspection, Some(point.judgement)));
    }
}

/// Shows the background and the focus ring of an area that can be clicked. Its hint is shown under the pointer, and while
/// it has the keyboard focus.
fn show_target(ui: &Ui, id: eframe::egui::Id, rect: Rect, info: TargetInfo<'_>) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(info.role, true, info.name));
    if response.hovered() {
        ui.painter().rect_filled(rect, theme::CORNER_RADIUS, theme::tokens(ui).hover);
    }
    paint_focus_ring(ui, &response, rect);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.has_focus() && !response.hovered() {
        response.show_tooltip_text(info.hint);
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(info.hint)
}
