//! A chart as plain data: its title, sentences, shapes, and the table of the same numbers.
//!
//! The window, printed pages and pictures paint the same shapes, each in its own colours. Must not know what a chart is
//! about.

mod svg;

use crate::analysis::GradeMarkShape;

pub use svg::chart_to_svg;

/// A chart with everything that is shown, printed or saved of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartSheet {
    /// The title.
    pub title: String,
    /// The sentences below the title; the first says the main thing.
    pub sentences: Vec<String>,
    /// The picture.
    pub drawing: Drawing,
    /// The numbers of the chart.
    pub table: ChartTable,
}

/// The numbers of a chart as a table. Each row has a cell for each heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChartTable {
    /// The column headings.
    pub header: Vec<String>,
    /// The rows. The first cell of a row is its heading.
    pub rows: Vec<Vec<String>>,
}

/// A picture made of shapes. All lengths are in points, from the upper left corner.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
    /// The shapes, from back to front.
    pub shapes: Vec<Shape>,
    /// The parts with a meaning of their own, such as bars.
    pub parts: Vec<DrawingPart>,
}

/// A part of a drawing with a meaning of its own, such as a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawingPart {
    /// The area.
    pub area: Area,
    /// The name for screen readers and tooltips.
    pub name: String,
}

/// A rectangle, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Distance from the left edge of the drawing.
    pub left: f32,
    /// Distance from the top of the drawing.
    pub top: f32,
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

impl Area {
    /// Returns the middle.
    #[must_use]
    pub fn centre(self) -> (f32, f32) {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }
}

/// A shape of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled rectangle with an outline.
    Bar(Area, BarFill),
    /// A straight line between two points.
    Line((f32, f32), (f32, f32), LineKind),
    /// The background, which hides the lines behind a label.
    Backdrop(Area),
    /// A line of text.
    Label(Label),
    /// A grade mark.
    Mark {
        /// The middle.
        centre: (f32, f32),
        /// The side of the square that it fills.
        side: f32,
        /// The shape.
        mark: GradeMarkShape,
        /// True if the mark is on a bar, whose colour is the same in all themes.
        is_on_bar: bool,
    },
}

/// The fill of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarFill {
    /// The colour of a grade mark.
    Grade(GradeMarkShape),
    /// The colour of numbers that are no grades.
    Plain,
}

/// The kind of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A thin line behind the bars or marks.
    Grid,
    /// A line between two grades.
    Join,
    /// A dashed line where grades can't be compared.
    Break,
}

/// A line of text in a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The point that the text is anchored to, at half the height of the line.
    pub at: (f32, f32),
    /// The text.
    pub words: String,
    /// The size.
    pub size: f32,
    /// True for bold text.
    pub is_bold: bool,
    /// The colour.
    pub ink: LabelInk,
    /// The part of the text that is at the point.
    pub anchor: Anchor,
}

/// The colour of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelInk {
    /// The colour of text.
    Text,
    /// The colour of secondary text.
    Secondary,
    /// A colour that is legible on a bar with this fill.
    OnBar(BarFill),
}

/// The part of a label that is at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

impl BarFill {
    /// Returns true if text on the bar must be light.
    #[must_use]
    pub fn is_dark(self) -> bool {
        match self {
            Self::Grade(shape) => shape == GradeMarkShape::CrossedSquare,
            Self::Plain => true,
        }
    }
}

impl ChartSheet {
    /// Returns the words that stand for the picture: its main sentence, and the names of its parts.
    #[must_use]
    pub fn alt_text(&self) -> String {
        let names = self.drawing.parts.iter().map(|part| format!("{}.", part.name.trim_end_matches('.')));
        let first = self.sentences.first().cloned();
        std::iter::once(format!("{}.", self.title)).chain(first).chain(names).collect::<Vec<_>>().join(" ")
    }
}
