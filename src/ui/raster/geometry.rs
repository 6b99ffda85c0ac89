//! Triangles and rectangles in whole numbers of units, and the pixels inside them.

use std::ops::Range;

use eframe::egui::epaint::Vertex;

use super::{pixel, texture::Texture};

/// Number of units in a pixel or texel. Coordinates are whole numbers of units, as on graphics cards. Whole numbers
/// make the fill rule exact, and rounding aligns text that is slightly off the pixel grid.
pub(super) const UNITS_PER_PIXEL: i64 = 256;
/// Half a pixel or texel, in units.
pub(super) const HALF_PIXEL: i64 = UNITS_PER_PIXEL / 2;
/// Maximum coordinate, in units. With larger coordinates, the products in this file would not fit in 64 bits.
const MAX_COORDINATE_UNITS: f64 = (1 << 29) as f64;
/// A vertex, with its coordinates in units of pixels (x, y) and texels (u, v).
#[derive(Clone, Copy)]
pub(super) struct Corner {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) u: i64,
    pub(super) v: i64,
    pub(super) color: u32,
}

impl Corner {
    /// Returns a vertex in units, or `None` if a coordinate is not a finite number.
    pub(super) fn new(vertex: &Vertex, pixels_per_point: f32, [width, height]: [usize; 2]) -> Option<Self> {
        Some(Self {
            x: to_units(vertex.pos.x * pixels_per_point)?,
            y: to_units(vertex.pos.y * pixels_per_point)?,
            u: to_units(vertex.uv.x * width as f32)?,
            v: to_units(vertex.uv.y * height as f32)?,
            color: pixel::from_color(vertex.color),
        })
    }

    /// Returns true if two vertices have the same texel coordinates and colour.
    pub(super) fn has_same_appearance(&self, other: &Self) -> bool {
        (self.u, self.v, self.color) == (other.u, other.v, other.color)
    }
}

/// Returns a coordinate in units, limited to [`MAX_COORDINATE_UNITS`]. Returns `None` if it is not a finite number.
fn to_units(coordinate: f32) -> Option<i64> {
    let units =
        (f64::from(coordinate) * UNITS_PER_PIXEL as f64).clamp(-MAX_COORDINATE_UNITS, MAX_COORDINATE_UNITS);
    // The cast drops the fraction, so a half is added to round. `round` takes longer without newer instructions.
    coordinate.is_finite().then_some((units + 0.5_f64.copysign(units)) as i64)
}

/// Returns the pixels in `clip` whose middles are between two coordinates in units. A middle exactly at the start is
/// inside and a middle exactly at the end is outside, so that two neighbouring shapes never paint the same pixel.
pub(super) fn pixels_between(start: i64, end: i64, clip: &Range<i64>) -> Range<i64> {
    let first_pixel_from = |coordinate: i64| (coordinate + HALF_PIXEL - 1).div_euclid(UNITS_PER_PIXEL);
    first_pixel_from(start).max(clip.start)..first_pixel_from(end).min(clip.end)
}

/// Returns the upper left and lower right corners of two triangles that together are an upright rectangle of one
/// colour, or `None` if they are not.
pub(super) fn as_rectangle(first: &[Corner; 3], second: &[Corner; 3]) -> Option<[Corner; 2]> {
    // Most triangles are rejected here. A half of a rectangle has a side on a row, and another on a column.
    let [one, two, three] = first;
    let has_upright_sides = (one.x == two.x || two.x == three.x || three.x == one.x)
        && (one.y == two.y || two.y == three.y || three.y == one.y);
    if !has_upright_sides {
        return None;
    }
    let corners = || first.iter().chain(second);
    let start = *corners().min_by_key(|corner| corner.x + corner.y)?;
    let end = *corners().max_by_key(|corner| corner.x + corner.y)?;
    // With the corners numbered 0, 1 (above) and 2, 3 (below), each triangle lacks one corner. Together
    // they cover the rectangle if the two missing corners are opposite.
    let missing_corner = |triangle: &[Corner; 3]| {
        let number = |corner: Corner| u8::from(corner.x != start.x) + 2 * u8::from(corner.y != start.y);
        let [first, second, third] = triangle.map(number);
        (first != second && second != third && third != first).then(|| 6 - first - second - third)
    };
    let is_corner = |corner: &Corner| {
        [start, end].iter().any(|other| (other.x, other.u) == (corner.x, corner.u))
            && [start, end].iter().any(|other| (other.y, other.v) == (corner.y, corner.v))
            && corner.color == start.color
    };
    let is_covered = missing_corner(first)? + missing_corner(second)? == 3;
    (is_covered && corners().all(is_corner)).then_some([start, end])
}

/// Returns the offset from each pixel to its texel, in pixels, or `None` unless every pixel of a rectangle shows
/// exactly one texel.
pub(super) fn texel_offset([start, end]: [Corner; 2], size: [usize; 2]) -> Option<[i32; 2]> {
    let [right, down] = [start.u - start.x, start.v - start.y];
    let is_exact = right % UNITS_PER_PIXEL == 0
        && down % UNITS_PER_PIXEL == 0
        && [right, down] == [end.u - end.x, end.v - end.y];
    let [width, height] = size.map(|side| side as i64 * UNITS_PER_PIXEL);
    let is_inside = start.u >= 0 && start.v >= 0 && end.u <= width && end.v <= height;
    (is_exact && is_inside).then_some([right, down].map(|units| (units / UNITS_PER_PIXEL) as i32))
}

/// A side of a triangle. Seen along the side, the triangle is on the right. Lengths are in units.
struct Edge {
    /// The first corner of the side.
    from: Corner,
    /// The distance from the first corner to the second, to the right.
    across: i64,
    /// The distance from the first corner to the second, downwards.
    down: i64,
}

impl Edge {
    /// Returns the side from one corner to the next, in clockwise order.
    fn new(from: Corner, to: Corner) -> Self {
        Self { from, across: to.x - from.x, down: to.y - from.y }
    }

    /// Returns twice the area of the triangle between the middle of a pixel and this side. The area is negative if the
    /// pixel is outside the side.
    fn doubled_area(&self, x: i64, y: i64) -> i64 {
        let [x, y] = [x, y].map(|pixel| pixel * UNITS_PER_PIXEL + HALF_PIXEL);
        self.across * (y - self.from.y) - self.down * (x - self.from.x)
    }

    /// Returns the columns of row `y` that are inside this side.
    fn columns_inside(&self, Range { start, end }: Range<i64>, y: i64) -> Range<i64> {
        // As in `pixels_between`, pixels exactly on a left or top edge are inside, and on other edges outside.
        let is_left_or_top = self.down < 0 || (self.down == 0 && self.across > 0);
        let excess = self.doubled_area(0, y) - i64::from(!is_left_or_top);
        match -self.down * UNITS_PER_PIXEL {
            0 if excess < 0 => start..start,
            0 => start..end,
            rise @ 1.. => start.max(-excess.div_euclid(rise))..end,
            fall => start..end.min(excess.div_euclid(-fall) + 1),
        }
    }
}

/// A triangle with its corners in clockwise order.
pub(super) struct Triangle {
    pub(super) corners: [Corner; 3],
    /// The sides. Each is opposite the corner with the same index.
    edges: [Edge; 3],
    /// Twice the area of the triangle, in square units. At every pixel, this is the sum of the doubled areas of the
    /// edges.
    doubled_area: f32,
}

impl Triangle {
    /// Returns a triangle with these corners, or `None` if it has no area.
    pub(super) fn new([first, second, third]: [Corner; 3]) -> Option<Self> {
        let doubled_area =
            (second.x - first.x) * (third.y - first.y) - (second.y - first.y) * (third.x - first.x);
        match doubled_area {
            0 => None,
            // The corners of egui's triangles can be in clockwise or anticlockwise order.
            ..0 => Self::new([first, third, second]),
            1.. => Some(Self {
                corners: [first, second, third],
                edges: [Edge::new(second, third), Edge::new(third, first), Edge::new(first, second)],
                doubled_area: doubled_area as f32,
            }),
        }
    }

    /// Returns true if the whole triangle has the colour of its first corner.
    pub(super) fn is_plain(corners: &[Corner; 3]) -> bool {
        corners[0].has_same_appearance(&corners[1]) && corners[0].has_same_appearance(&corners[2])
    }

    /// Returns the columns of row `y` that are inside the triangle and among `columns`.
    pub(super) fn columns_inside(&self, columns: Range<i64>, y: i64) -> Range<i64> {
        self.edges.iter().fold(columns, |columns, edge| edge.columns_inside(columns, y))
    }

    /// Returns the colour at a pixel: the colour of the texture, tinted with the mixed colours of the corners.
    pub(super) fn color_at(&self, texture: &Texture, x: i64, y: i64) -> u32 {
        let weights = self.edges.each_ref().map(|edge| edge.doubled_area(x, y) as f32 / self.doubled_area);
        let mix = |values: [f32; 3]| {
            // With the half added, the casts below round to the nearest integer.
            values[0] * weights[0] + values[1] * weights[1] + values[2] * weights[2] + 0.5
        };
        let u = mix(self.corners.map(|corner| corner.u as f32)) as i64;
        let v = mix(self.corners.map(|corner| corner.v as f32)) as i64;
        let colors = self.corners.map(|corner| corner.color.to_le_bytes());
        let channels = [0, 1, 2, 3].map(|index| mix(colors.map(|color| f32::from(color[index]))) as u8);
        pixel::tint(texture.color_at_point(u, v), u32::from_le_bytes(channels))
    }
}

/// Returns the smallest and the largest of three numbers.
pub(super) fn extent(values: [i64; 3]) -> Range<i64> {
    let [first, second, third] = values;
    first.min(second).min(third)..first.max(second).max(third)
}
