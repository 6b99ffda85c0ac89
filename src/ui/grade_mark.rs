//! Grade marks: a shape, a fill and an outline for each step of a grading scale, so that grades are never shown by
//! colour alone.

use eframe::egui::{self, Color32, Mesh, Painter, Pos2, Shape, Stroke, vec2};

pub(crate) use crate::analysis::accessible_grade;

use super::theme::{self, Tokens};
use crate::{
    analysis::GradeMarkShape,
    app::RememberedGrade,
    report::{Grade, Scale},
};

/// Width of the outline, in points.
const OUTLINE_WIDTH: f32 = 1.5;

/// A grade mark, ready to be painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GradeMark(GradeMarkShape);

impl GradeMark {
    /// Returns the grade mark of a grade. `scale` is `None` if the scale of the report was not recognised.
    pub(crate) fn new(grade: &Grade, scale: Option<&Scale>) -> Self {
        Self(GradeMarkShape::for_grade(grade, scale))
    }

    /// Returns the grade mark with this shape.
    pub(crate) fn from_shape(shape: GradeMarkShape) -> Self {
        Self(shape)
    }

    /// Returns true if the mark is a number, which means little without the number of steps.
    pub(crate) fn is_number(self) -> bool {
        matches!(self.0, GradeMarkShape::Step(_))
    }

    /// Returns the grade mark of a grade that is remembered from a report.
    pub(crate) fn of_remembered(grade: &RememberedGrade) -> Self {
        Self(GradeMarkShape::for_step(grade.step, grade.steps))
    }

    /// Paints the grade mark into a square around `center`. `size` is the side of the square in points.
    pub(crate) fn paint(self, painter: &Painter, tokens: &Tokens, center: Pos2, size: f32) {
        let outline = Stroke::new(OUTLINE_WIDTH, tokens.grade_mark_outline);
        let radius = size / 2.0 - OUTLINE_WIDTH / 2.0;
        let position = |(x, y): (f32, f32)| center + radius * vec2(x, y);
        let corners: Vec<Pos2> = self.0.corners().into_iter().map(position).collect();
        let ring_radius = radius * self.0.radius();
        match self.0 {
            GradeMarkShape::Star => paint_star(painter, center, corners, outline),
            GradeMarkShape::Disc => {
                painter.circle(center, ring_radius, theme::GRADE_MARK_FILLS[1], outline);
            }
            GradeMarkShape::Triangle => {
                painter.add(Shape::convex_polygon(corners, theme::GRADE_MARK_FILLS[2], outline));
            }
            GradeMarkShape::CrossedSquare => {
                painter.add(Shape::convex_polygon(corners, theme::GRADE_MARK_FILLS[3], outline));
                let (arm, cross) =
                    (GradeMarkShape::CROSS_ARM_LENGTH, Stroke::new(OUTLINE_WIDTH, theme::GRADE_MARK_CROSS));
                painter.line_segment([position((-arm, -arm)), position((arm, arm))], cross);
                painter.line_segment([position((-arm, arm)), position((arm, -arm))], cross);
            }
            GradeMarkShape::Step(_) => {
                painter.circle(center, ring_radius, Color32::TRANSPARENT, outline);
            }
            GradeMarkShape::Unknown => paint_dashed_ring(painter, center, ring_radius, outline),
        }
        if let Some(sign) = self.0.ring_text() {
            let font = egui::FontId::new(radius * 1.45, theme::upright_family(false, true));
            painter.text(center, egui::Align2::CENTER_CENTER, sign, font, outline.color);
        }
    }
}

/// Paints a star with five points. It is filled as triangles around its middle, because egui can fill only convex
/// shapes.
fn paint_star(painter: &Painter, center: Pos2, points: Vec<Pos2>, outline: Stroke) {
    let mut fill = Mesh::default();
    fill.colored_vertex(center, theme::GRADE_MARK_FILLS[0]);
    for point in &points {
        fill.colored_vertex(*point, theme::GRADE_MARK_FILLS[0]);
    }
    for corner in 1..=10_u32 {
        fill.add_triangle(0, corner, corner % 10 + 1);
    }
    painter.add(fill);
    painter.add(Shape::closed_line(points, outline));
}

/// Paints a dashed circle, for a grade that is not on the scale.
fn paint_dashed_ring(painter: &Painter, center: Pos2, radius: f32, outline: Stroke) {
    let circle: Vec<Pos2> = (0_u8..=32)
        .map(|step| {
            let angle = std::f32::consts::TAU * f32::from(step) / 32.0;
            center + radius * vec2(angle.cos(), angle.sin())
        })
        .collect();
    painter.extend(Shape::dashed_line(&circle, outline, 2.5, 2.0));
}
