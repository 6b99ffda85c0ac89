//! The marks of grades: which shape stands for which step, wherever it is drawn. Knows no colour.

use std::f32::consts::PI;

use crate::report::{Grade, Scale};

/// The shape that stands for a grade: four for a scale of four steps, and one each for what has no shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkShape {
    /// The best of four.
    Star,
    /// The second of four.
    Disc,
    /// The third of four, its point down.
    Triangle,
    /// The last of four.
    CrossedSquare,
    /// A ring around the number of a step, on a scale of other than four.
    Step(u8),
    /// A dashed ring around a question mark: the grade is on no known scale.
    Unknown,
}

impl MarkShape {
    /// The shape of a grade on a scale.
    #[must_use]
    pub fn of(grade: &Grade, scale: Option<&Scale>) -> Self {
        match (grade.step, scale.map_or(0, Scale::steps)) {
            (Some(1), 4) => Self::Star,
            (Some(2), 4) => Self::Disc,
            (Some(3), 4) => Self::Triangle,
            (Some(4), 4) => Self::CrossedSquare,
            (Some(step), _) => Self::Step(step),
            (None, _) => Self::Unknown,
        }
    }

    /// Its corners, where it has any, around the middle of a square that reaches from −1 to 1; y grows downwards.
    #[must_use]
    pub fn corners(self) -> Vec<(f32, f32)> {
        match self {
            // A little over the square: its points weigh less than other shapes' sides.
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

    /// The radius of a round shape.
    #[must_use]
    pub fn radius(self) -> f32 {
        if self == Self::Disc { 0.92 } else { 1.0 }
    }

    /// How far the arms of the cross reach from the middle.
    pub const CROSS: f32 = 0.86 * 0.55;

    /// The character within a ring.
    #[must_use]
    pub fn sign(self) -> Option<String> {
        match self {
            Self::Step(step) => Some(step.to_string()),
            Self::Unknown => Some("?".to_owned()),
            _ => None,
        }
    }
}

/// "Good, step 2 of 4", for those who hear a mark.
#[must_use]
pub fn spoken(grade: &Grade, scale: Option<&Scale>) -> String {
    format!("{}, {}", grade.label, step_of(grade, scale))
}

/// "step 2 of 4", where the word of the grade stands beside it.
#[must_use]
pub fn step_of(grade: &Grade, scale: Option<&Scale>) -> String {
    match (grade.step, scale) {
        (Some(step), Some(scale)) => format!("step {step} of {}", scale.steps()),
        _ => "scale not known".to_owned(),
    }
}
