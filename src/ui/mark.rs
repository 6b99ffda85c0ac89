//! The marks of grades: a shape, a fill and an outline for each step, never colour alone.

use eframe::egui::{self, Color32, Mesh, Painter, Pos2, Shape, Stroke, StrokeKind, pos2, vec2};

use super::theme::{self, Tokens};
use crate::report::{Grade, Scale};

/// Width of the outline, in points.
const OUTLINE: f32 = 1.5;

/// What a mark shows: a grade and how many steps its scale has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    step: Option<u8>,
    steps: u8,
}

impl Mark {
    /// The mark of a grade on a scale.
    pub(crate) fn new(grade: &Grade, scale: Option<&Scale>) -> Self {
        Self { step: grade.step, steps: scale.map_or(0, Scale::steps) }
    }

    /// Paints it into a square around `center`.
    pub(crate) fn paint(self, painter: &Painter, tokens: &Tokens, center: Pos2, size: f32) {
        let outline = Stroke::new(OUTLINE, tokens.mark_outline);
        let radius = size / 2.0 - OUTLINE / 2.0;
        match (self.step, self.steps) {
            (Some(1), 4) => star(painter, center, radius * 1.12, outline),
            (Some(2), 4) => {
                painter.circle(center, radius * 0.92, theme::MARK_FILLS[1], outline);
            }
            (Some(3), 4) => triangle(painter, center, radius, outline),
            (Some(4), 4) => crossed_square(painter, center, radius * 0.86, outline),
            (Some(step), _) => ring(painter, center, radius, outline, &step.to_string()),
            (None, _) => dashed_ring(painter, center, radius, outline),
        }
    }
}

/// "Good, step 2 of 4", for those who hear the window.
pub(crate) fn spoken(grade: &Grade, scale: Option<&Scale>) -> String {
    match (grade.step, scale) {
        (Some(step), Some(scale)) => format!("{}, step {step} of {}", grade.label, scale.steps()),
        _ => format!("{}, scale not known", grade.label),
    }
}

fn star(painter: &Painter, center: Pos2, radius: f32, outline: Stroke) {
    let points: Vec<Pos2> = (0_u8..10)
        .map(|corner| {
            let angle = std::f32::consts::PI * (f32::from(corner) / 5.0 - 0.5);
            let distance = if corner % 2 == 0 { radius } else { radius * 0.45 };
            center + distance * vec2(angle.cos(), angle.sin())
        })
        .collect();
    // A star is not convex, which egui's filled paths have to be: triangles around the middle.
    let mut fill = Mesh::default();
    fill.colored_vertex(center, theme::MARK_FILLS[0]);
    for point in &points {
        fill.colored_vertex(*point, theme::MARK_FILLS[0]);
    }
    for corner in 1..=10_u32 {
        fill.add_triangle(0, corner, corner % 10 + 1);
    }
    painter.add(fill);
    painter.add(Shape::closed_line(points, outline));
}

fn triangle(painter: &Painter, center: Pos2, radius: f32, outline: Stroke) {
    let (width, height) = (radius, radius * 0.86);
    let points = vec![
        pos2(center.x - width, center.y - height),
        pos2(center.x + width, center.y - height),
        pos2(center.x, center.y + height),
    ];
    painter.add(Shape::convex_polygon(points, theme::MARK_FILLS[2], outline));
}

fn crossed_square(painter: &Painter, center: Pos2, half: f32, outline: Stroke) {
    let rect = egui::Rect::from_center_size(center, vec2(half * 2.0, half * 2.0));
    painter.rect(rect, 0.0, theme::MARK_FILLS[3], outline, StrokeKind::Middle);
    let arm = half * 0.55;
    let cross = Stroke::new(OUTLINE, theme::MARK_CROSS);
    painter.line_segment([center + vec2(-arm, -arm), center + vec2(arm, arm)], cross);
    painter.line_segment([center + vec2(-arm, arm), center + vec2(arm, -arm)], cross);
}

/// A step of a scale that has no shapes of its own.
fn ring(painter: &Painter, center: Pos2, radius: f32, outline: Stroke, words: &str) {
    painter.circle(center, radius, Color32::TRANSPARENT, outline);
    let font = egui::FontId::new(radius * 1.5, theme::bold());
    painter.text(center, egui::Align2::CENTER_CENTER, words, font, outline.color);
}

fn dashed_ring(painter: &Painter, center: Pos2, radius: f32, outline: Stroke) {
    let circle: Vec<Pos2> = (0_u8..=32)
        .map(|step| {
            let angle = std::f32::consts::TAU * f32::from(step) / 32.0;
            center + radius * vec2(angle.cos(), angle.sin())
        })
        .collect();
    painter.extend(Shape::dashed_line(&circle, outline, 2.5, 2.0));
    let font = egui::FontId::new(radius * 1.4, theme::bold());
    painter.text(center, egui::Align2::CENTER_CENTER, "?", font, outline.color);
}
