//! The drawing of the grades of a council over time: a column for each inspection and a lane for each judgement.

use super::{
    ChartDetail, ChartSize, CouncilHistory, CouncilLane, CouncilLink,
    drawing::{LABEL_SIZE, label, secondary, text_width, to_f32},
};
use crate::{
    library::short_kind,
    output::chart::{Anchor, Area, Drawing, DrawingPart, Label, LineKind, Shape},
};

/// Size of a grade mark, in points.
const MARK_SIZE: f32 = 16.0;
/// Distance between the best and the worst grade, in points.
const LEVELS_HEIGHT: f32 = 51.0;
/// Distance between the best and the worst grade in a small chart, in points.
const SMALL_LEVELS_HEIGHT: f32 = 84.0;
/// Height of the heading of the inspections, in points.
const HEADING_HEIGHT: f32 = 42.0;
/// Height of the title of a lane with the space below it, in points.
const TITLE_HEIGHT: f32 = 34.0;
/// Height of the label below the worst grade, with the space below it, in points.
const LABEL_HEIGHT: f32 = 30.0;
/// Maximum width of a column, in points. With wider columns, the lines would be too flat.
const MAX_COLUMN_WIDTH: f32 = 200.0;

/// The positions of the columns.
struct Columns {
    left: f32,
    width: f32,
    count: usize,
}

impl Columns {
    fn middle(&self, index: usize) -> f32 {
        self.left + self.width * (to_f32(index) + 0.5)
    }

    fn right(&self) -> f32 {
        self.left + self.width * to_f32(self.count)
    }
}

impl CouncilHistory {
    /// Returns the lanes below the headings of the inspections. A small drawing has one lane, and the years below it.
    pub(super) fn drawing(&self, size: ChartSize) -> Drawing {
        let mut drawing = Drawing { width: size.width, ..Drawing::default() };
        let count = self.inspections.len();
        let width = (size.width / to_f32(count.max(1))).min(MAX_COLUMN_WIDTH);
        let columns = Columns { left: 0.0, width, count };
        match size.detail {
            ChartDetail::Full => {
                self.draw_headings(&mut drawing, &columns);
                let mut top = HEADING_HEIGHT;
                for lane in self.charted_lanes() {
                    top += self.draw_lane(&mut drawing, &columns, lane, top);
                }
                drawing.height = top;
            }
            ChartDetail::Small => {
                if let Some(lane) = self.lanes.first() {
                    let top = MARK_SIZE / 2.0 + 4.0;
                    self.draw_marks(&mut drawing, &columns, lane, (top, SMALL_LEVELS_HEIGHT));
                    let bottom = top + SMALL_LEVELS_HEIGHT + MARK_SIZE / 2.0 + 12.0;
                    for (index, inspection) in self.inspections.iter().enumerate() {
                        let is_wide = text_width(&inspection.label, LABEL_SIZE) < columns.width;
                        let words = if is_wide {
                            inspection.label.clone()
                        } else {
                            inspection.date.year().to_string()
                        };
                        let words = secondary((columns.middle(index), bottom), words, Anchor::Middle);
                        drawing.shapes.push(Shape::Label(words));
                    }
                    let area = Area { left: 0.0, top: 0.0, width: drawing.width, height: bottom + 10.0 };
                    drawing.parts.push(DrawingPart { area, name: self.lane_words(lane) });
                    drawing.height = bottom + 10.0;
                }
            }
        }
        drawing
    }

    /// Draws the label and the kind of each inspection.
    fn draw_headings(&self, drawing: &mut Drawing, columns: &Columns) {
        for (index, inspection) in self.inspections.iter().enumerate() {
            let x = columns.middle(index);
            let heading = label((x, 10.0), inspection.label.as_str(), Anchor::Middle);
            drawing.shapes.push(Shape::Label(Label { is_bold: true, ..heading }));
            let kind = short_kind(inspection.framework);
            drawing.shapes.push(Shape::Label(secondary((x, 27.0), kind, Anchor::Middle)));
        }
        let line = Shape::Line(
            (columns.left, HEADING_HEIGHT - 4.0),
            (columns.right(), HEADING_HEIGHT - 4.0),
            LineKind::Grid,
        );
        drawing.shapes.push(line);
    }

    /// Draws the title and the marks of a lane with their labels. Returns its height.
    fn draw_lane(&self, drawing: &mut Drawing, columns: &Columns, lane: &CouncilLane, top: f32) -> f32 {
        let title = label((0.0, top + 12.0), lane.column.heading(), Anchor::Start);
        drawing.shapes.push(Shape::Label(Label { is_bold: true, ..title }));
        let best = top + TITLE_HEIGHT;
        self.draw_marks(drawing, columns, lane, (best, LEVELS_HEIGHT));
        for point in &lane.points {
            let (x, y) = (columns.middle(point.inspection), best + point.level * LEVELS_HEIGHT);
            let middle = y + MARK_SIZE / 2.0 + 9.0;
            let width = text_width(&point.grade, LABEL_SIZE) + 4.0;
            let backdrop = Area { left: x - width / 2.0, top: middle - 8.0, width, height: 16.0 };
            drawing.shapes.push(Shape::Backdrop(backdrop));
            let words = label((x, middle), point.grade.as_str(), Anchor::Middle);
            drawing.shapes.push(Shape::Label(words));
        }
        let height = TITLE_HEIGHT + LEVELS_HEIGHT + LABEL_HEIGHT;
        let area = Area { left: 0.0, top, width: drawing.width, height };
        drawing.parts.push(DrawingPart { area, name: self.lane_words(lane) });
        height
    }

    /// Draws the grid, the lines and breaks, and the marks. `top` is the position of the best grade, and `height` the
    /// distance to the worst.
    fn draw_marks(
        &self,
        drawing: &mut Drawing,
        columns: &Columns,
        lane: &CouncilLane,
        (top, height): (f32, f32),
    ) {
        for step in 0_u8..4 {
            let y = top + height * f32::from(step) / 3.0;
            drawing.shapes.push(Shape::Line((columns.left, y), (columns.right(), y), LineKind::Grid));
        }
        let position = |index: usize| {
            let point = &lane.points[index];
            (columns.middle(point.inspection), top + point.level * height)
        };
        for (index, link) in lane.links.iter().enumerate() {
            let (from, to) = (position(index), position(index + 1));
            drawing.shapes.push(match link {
                CouncilLink::Joined => Shape::Line(from, to, LineKind::Join),
                CouncilLink::Broken(_) => {
                    let x = to.0 - columns.width / 2.0;
                    Shape::Line((x, top - 8.0), (x, top + height + 8.0), LineKind::Break)
                }
            });
        }
        for (index, point) in lane.points.iter().enumerate() {
            drawing.shapes.push(Shape::Mark {
                centre: position(index),
                side: MARK_SIZE,
                mark: point.mark,
                is_on_bar: false,
            });
        }
    }
}
