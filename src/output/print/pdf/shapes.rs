//! Draws lines, rectangles and other shapes on a page of a PDF.

use krilla::{
    color::rgb::Color,
    geom::{Path, PathBuilder, Rect},
    num::NormalizedF32,
    paint::{Fill, LineCap, LineJoin, Stroke, StrokeDash},
    surface::Surface,
};

use crate::output::print::{
    ink::{Ink, Tone},
    line_box::LineStyle,
};

/// Line width between two grades of a chart.
const JOIN_WIDTH_POINTS: f32 = 1.5;
/// Line width of a break in a chart.
const BREAK_WIDTH_POINTS: f32 = 0.8;
/// Line width of the steps behind a chart.
const GRID_WIDTH_POINTS: f32 = 0.3;
/// Returns an opaque fill.
pub(super) fn solid_fill(color: Color) -> Fill {
    Fill { paint: color.into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

/// Returns an opaque line of this width in points.
pub(super) fn solid_stroke(color: Color, width: f32) -> Stroke {
    Stroke {
        paint: color.into(),
        width,
        line_cap: LineCap::Butt,
        line_join: LineJoin::Round,
        opacity: NormalizedF32::ONE,
        ..Stroke::default()
    }
}

/// Returns the stroke of a line in a chart. The styles differ in width and dashes, so that they can be told apart in grey.
pub(super) fn chart_stroke(ink: Ink, style: LineStyle) -> Option<Stroke> {
    let (tone, width) = match style {
        LineStyle::Join => (Tone::Text, JOIN_WIDTH_POINTS),
        LineStyle::Break => (Tone::Secondary, BREAK_WIDTH_POINTS),
        LineStyle::Grid => (Tone::Line, GRID_WIDTH_POINTS),
    };
    let mut stroke = solid_stroke(ink.tone_color(tone)?, width);
    if style == LineStyle::Break {
        stroke.dash = Some(StrokeDash { array: vec![3.0, 2.5], offset: 0.0 });
    }
    Some(stroke)
}

/// Draws a path with a fill, an outline or both; nothing if it has neither.
pub(super) fn draw_path(
    surface: &mut Surface<'_>,
    path: Option<Path>,
    fill_color: Option<Color>,
    outline: Option<Stroke>,
) {
    let Some(path) = path.filter(|_| fill_color.is_some() || outline.is_some()) else { return };
    surface.set_fill(fill_color.map(solid_fill));
    surface.set_stroke(outline);
    surface.draw_path(&path);
    surface.set_stroke(None);
}

/// Draws a rectangle with a fill, an outline or both.
pub(super) fn draw_rectangle(
    surface: &mut Surface<'_>,
    (x, y, width, height): (f32, f32, f32, f32),
    fill_color: Option<Color>,
    outline: Option<Stroke>,
) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(rect);
    }
    draw_path(surface, path.finish(), fill_color, outline);
}

/// Returns a straight line between two points.
pub(super) fn line_path(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    path.finish()
}

/// Returns a closed shape with these corners; `None` if there are none.
pub(super) fn polygon_path(corners: &[(f32, f32)]) -> Option<Path> {
    let (first, rest) = corners.split_first()?;
    let mut path = PathBuilder::new();
    path.move_to(first.0, first.1);
    rest.iter().for_each(|corner| path.line_to(corner.0, corner.1));
    path.close();
    path.finish()
}

/// Returns a circle with this centre, made of four Bézier curves.
pub(super) fn circle_path((x, y): (f32, f32), radius: f32) -> Option<Path> {
    /// Length of the handles of a cubic Bézier curve, as a factor of the radius, so that the curve approximates a
    /// quarter of a circle.
    const HANDLE_RATIO: f32 = 0.552_285;
    let handle = radius * HANDLE_RATIO;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + handle, x + handle, y + radius, x, y + radius);
    path.cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y);
    path.cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius);
    path.cubic_to(x + handle, y - radius, x + radius, y - handle, x + radius, y);
    path.close();
    path.finish()
}
