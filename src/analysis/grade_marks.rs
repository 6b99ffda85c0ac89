//! Grade marks: the shape for each step of a scale, the same in the window, in print and on web pages.
//!
//! Must not know colours.

use std::f32::consts::PI;

use crate::report::{Grade, Scale};

/// The shape of a grade mark: four shapes for scales of four steps, and two for all other grades.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GradeMarkShape {
    /// The best of four.
    Star,
    /// The second of four.
    Disc,
    /// The third of four; the point is at the bottom.
    Triangle,
    /// The last of four.
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
        match (grade.step, scale.map_or(0, Scale::step_count)) {
            (Some(1), 4) => Self::Star,
            (Some(2), 4) => Self::Disc,
            (Some(3), 4) => Self::Triangle,
            (Some(4), 4) => Self::CrossedSquare,
            (Some(step), _) => Self::Step(step),
            (None, _) => Self::Unknown,
        }
    }

    /// Returns the corners within a square from −1 to 1, with y downwards. Round shapes have none.
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

    /// The length of the cross's arms from the centre.
    pub const CROSS: f32 = 0.86 * 0.55;

    /// Returns the character within a ring.
    #[must_use]
    pub fn sign(self) -> Option<String> {
        match self {
            Self::Step(step) => Some(step.to_string()),
            Self::Unknown => Some("?".to_owned()),
            _ => None,
        }
    }
}

/// Returns the text for screen readers: "Good, step 2 of 4".
#[must_use]
pub fn accessible_grade(grade: &Grade, scale: Option<&Scale>) -> String {
    format!("{}, {}", grade.label, step_label(grade, scale))
}

/// Returns "step 2 of 4", for use next to the grade itself.
#[must_use]
pub fn step_label(grade: &Grade, scale: Option<&Scale>) -> String {
    match (grade.step, scale) {
        (Some(step), Some(scale)) => format!("step {step} of {}", scale.step_count()),
        _ => "scale not recognised".to_owned(),
    }
}
