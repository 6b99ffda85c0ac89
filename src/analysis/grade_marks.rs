//! Grade marks: the shape for each step of a scale, the same in the window, in print and on web pages.
//!
//! Must not know colours.

use std::f32::consts::PI;

use crate::report::{Grade, Scale};

/// The shape of a grade mark: four shapes for scales of four steps, and two for all other grades.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GradeMarkShape {
    /// The best of four grades.
    Star,
    /// The second of four grades.
    Disc,
    /// The third of four grades. One corner points down.
    Triangle,
    /// The worst of four grades.
    CrossedSquare,
    /// A ring around the step number, on scales without four steps.
    Step(u8),
    /// A dashed ring around a question mark: the grade is not on a known scale.
    Unknown,
}

impl GradeMarkShape {
    /// Returns the shape for a grade on a scale.
    #[must_use]
    pub fn for_grade(grade: &Grade, scale: Option<&Scale>) -> Self {
        Self::for_step(grade.step, scale.map_or(0, Scale::step_count))
    }

    /// Returns the shape for a step, 1 for the best, on a scale with this number of steps. The step is `None` if the
    /// grade is not on the scale.
    #[must_use]
    pub fn for_step(step: Option<u8>, step_count: u8) -> Self {
        match (step, step_count) {
            (Some(1), 4) => Self::Star,
            (Some(2), 4) => Self::Disc,
            (Some(3), 4) => Self::Triangle,
            (Some(4), 4) => Self::CrossedSquare,
            (Some(step), _) => Self::Step(step),
            (None, _) => Self::Unknown,
        }
    }

    /// Returns the corners of the shape as x and y from about −1 to 1, from left to right and from top to bottom. Round
    /// shapes have no corners.
    #[must_use]
    pub fn corners(self) -> Vec<(f32, f32)> {
        match self {
            // Slightly larger than the square, because thin points look smaller than the sides of other shapes.
            Self::Star => (0_u8..10)
                .map(|corner| {
                    let angle = PI * (f32::from(corner) / 5.0 - 0.5);
                    let distance = 1.12 * if corner % 2 == 0 { 1.0 } else { 0.45 };
                    (distance * angle.cos(), distance * angle.sin())
                })
                .collect(),
            Self::Triangle => vec![(-1.0, -0.86), (1.0, -0.86), (0.0, 0.86)],
            Self::CrossedSquare => vec![(-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)],
            Self::Disc | Self::Step(_) | Self::Unknown => Vec::new(),
        }
    }

    /// Returns the radius of a round shape, in the same units as the corners.
    #[must_use]
    pub fn radius(self) -> f32 {
        if self == Self::Disc { 0.92 } else { 1.0 }
    }

    /// The distance from the centre of the crossed square to the end of each arm of the cross along x and y, in the
    /// same units as the corners.
    pub const CROSS_ARM_LENGTH: f32 = 0.86 * 0.55;

    /// Returns the text inside a ring: the step number, or "?" for an unknown grade. Returns `None` for other shapes.
    #[must_use]
    pub fn ring_text(self) -> Option<String> {
        match self {
            Self::Step(step) => Some(step.to_string()),
            Self::Unknown => Some("?".to_owned()),
            _ => None,
        }
    }
}

/// Returns the description of a grade for screen readers: "Good, step 2 of 4".
#[must_use]
pub fn accessible_grade(grade: &Grade, scale: Option<&Scale>) -> String {
    format!("{}, {}", grade.label, step_label(grade, scale))
}

/// Returns the description of the grade's position on the scale, to show next to the grade: "step 2 of 4".
#[must_use]
pub fn step_label(grade: &Grade, scale: Option<&Scale>) -> String {
    match (grade.step, scale) {
        (Some(step), Some(scale)) => format!("step {step} of {}", scale.step_count()),
        _ => "scale not recognised".to_owned(),
    }
}
