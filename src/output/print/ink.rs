//! The colours of printed pages. No other file of the print code defines a colour.

use serde::{Deserialize, Serialize};

use krilla::color::rgb::Color;

use crate::{analysis::GradeMarkShape, output::chart::BarFill};

/// The fill of grade marks, for printers with and without colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    /// Colours that also differ in lightness.
    #[default]
    Colour,
    /// Greys with the same lightness as the colours.
    Grey,
    /// No fill, to save ink. Grades can still be told apart by the shapes of their marks.
    Outline,
}

/// The purpose of a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Text.
    Text,
    /// Less important text, such as the page footer.
    Secondary,
    /// Rules and frames.
    Line,
    /// The background of a group heading in a table.
    Band,
    /// The paper, which hides the line behind a label.
    Paper,
}

impl Ink {
    /// Returns the colour for a purpose; `None` if nothing is painted for it.
    pub(super) fn tone_color(self, tone: Tone) -> Option<Color> {
        Some(match tone {
            Tone::Text => Color::new(0x0B, 0x0C, 0x0C),
            // Dark enough to be legible on a fax.
            Tone::Secondary => Color::new(0x48, 0x49, 0x49),
            Tone::Line => Color::new(0xA0, 0xA4, 0xA8),
            Tone::Paper => Color::new(0xFF, 0xFF, 0xFF),
            Tone::Band if self == Self::Outline => return None,
            Tone::Band if self == Self::Grey => Color::new(0xEE, 0xEE, 0xEE),
            Tone::Band => Color::new(0xED, 0xEF, 0xF1),
        })
    }

    /// Returns the fill of a grade mark; `None` if only the outline is painted.
    pub(super) fn mark_fill(self, shape: GradeMarkShape) -> Option<Color> {
        Some(match (self, shape) {
            (Self::Outline, _) | (_, GradeMarkShape::Step(_) | GradeMarkShape::Unknown) => return None,
            (Self::Colour, GradeMarkShape::Star) => Color::new(0xD6, 0xE9, 0xF8),
            (Self::Colour, GradeMarkShape::Disc) => Color::new(0x7D, 0xB8, 0xDA),
            (Self::Colour, GradeMarkShape::Triangle) => Color::new(0xC0, 0x70, 0x2A),
            (Self::Colour, GradeMarkShape::CrossedSquare) => Color::new(0x5E, 0x0B, 0x15),
            // CIELAB lightness 91, 72, 55 and 19, the same as the colours.
            (Self::Grey, GradeMarkShape::Star) => Color::new(0xE5, 0xE5, 0xE5),
            (Self::Grey, GradeMarkShape::Disc) => Color::new(0xB0, 0xB0, 0xB0),
            (Self::Grey, GradeMarkShape::Triangle) => Color::new(0x84, 0x84, 0x84),
            (Self::Grey, GradeMarkShape::CrossedSquare) => Color::new(0x2F, 0x2F, 0x2F),
        })
    }

    /// Returns the fill of a bar of a chart; `None` if only the outline is painted.
    pub(super) fn bar_fill(self, fill: BarFill) -> Option<Color> {
        match (self, fill) {
            (_, BarFill::Grade(shape)) => self.mark_fill(shape),
            (Self::Colour, BarFill::Plain) => Some(Color::new(0x1D, 0x70, 0xB8)),
            (Self::Grey, BarFill::Plain) => Some(Color::new(0x6E, 0x6E, 0x6E)),
            (Self::Outline, BarFill::Plain) => None,
        }
    }

    /// Returns the colour of the cross on the mark of the lowest grade: white on its dark fill, or black without fill.
    pub(super) fn cross_color(self) -> Color {
        if self == Self::Outline { Color::new(0x0B, 0x0C, 0x0C) } else { Color::new(0xFF, 0xFF, 0xFF) }
    }
}
