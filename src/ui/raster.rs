//! Paints egui's triangles on the CPU. The result is the same on every machine, byte for byte.
//!
//! Owns the pixels and a copy of egui's textures. Must not know about windows, files, or the meaning of the triangles.
//! Textures are not repeated beyond their edges, and have no mipmaps.

use std::{collections::HashMap, ops::Range, sync::Arc};

use eframe::egui::{
    self, ClippedPrimitive, Color32, ColorImage, ImageData, Mesh, Rangef, TextureFilter, TextureId,
    epaint::{ImageDelta, Primitive, Vertex},
};

/// Number of units in a pixel or texel. Coordinates are whole numbers of units, as on graphics cards. Whole numbers
/// make the fill rule exact, and rounding aligns text that is slightly off the pixel grid.
const UNITS_PER_PIXEL: i64 = 256;
/// Half a pixel or texel, in units.
const HALF_PIXEL: i64 = UNITS_PER_PIXEL / 2;
/// Maximum coordinate, in units. With larger coordinates, the products in this file would not fit in 64 bits.
const MAX_COORDINATE_UNITS: f32 = (1 << 29) as f32;
/// Maximum width or height of a picture or texture, in pixels: twice the usual limit of graphics cards.
const MAX_SIDE_PIXELS: usize = 1 << 15;

/// A painted frame: rows from top to bottom, four bytes (red, green, blue, 255) per pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// The pixels: `width * height * 4` bytes.
    pub rgba: Vec<u8>,
}

/// A painter that keeps egui's textures from frame to frame. `Default` creates a painter without textures.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
    /// Textures to remove before the next frame.
    freed: Vec<TextureId>,
}

impl Raster {
    /// Applies the texture changes of a frame, and empties `delta`. To be called before [`Self::paint`].
    ///
    /// An impossible change (outside its texture, or with a wrong number of pixels) is skipped.
    pub fn apply_textures(&mut self, delta: &mut egui::TexturesDelta) {
        // A frame may still show the textures that it frees, so they are removed only with the next frame.
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.change_texture(id, change);
            }
        }
        self.freed.extend(delta.free.drain());
    }

    /// Adds, replaces or updates a texture.
    fn change_texture(&mut self, id: TextureId, change: ImageDelta) {
        let ImageData::Color(image) = change.image;
        let [width, height] = image.size;
        if !is_paintable(image.size) || image.pixels.len() != width * height {
            return;
        }
        if let Some(position) = change.pos {
            if let Some(texture) = self.textures.get_mut(&id) {
                texture.replace_part(position, &image);
            }
        } else {
            let uses_nearest_texel = change.options.magnification == TextureFilter::Nearest;
            self.textures.insert(id, Texture { image, uses_nearest_texel });
        }
    }

    /// Paints one frame on a background colour. `size` is the width and height of the picture in pixels.
    ///
    /// Paint callbacks, meshes with an unknown texture, and triangles with infinite or undefined coordinates are not
    /// painted. The picture is empty if its width or height is 0 or more than 32,768 pixels.
    pub fn paint(
        &self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [usize; 2],
        background: Color32,
    ) -> Picture {
        let [width, height] = if is_paintable(size) { size } else { [0, 0] };
        let mut pixels = vec![Color32::BLACK.blend(background); width * height];
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            if let Primitive::Mesh(mesh) = primitive
                && let Some(texture) = self.textures.get(&mesh.texture_id)
            {
                let columns = pixel_range(clip_rect.x_range(), pixels_per_point, width);
                let rows = pixel_range(clip_rect.y_range(), pixels_per_point, height);
                let mut painter = MeshPainter { pixels: &mut pixels, width, texture, columns, rows };
                painter.paint_mesh(mesh, pixels_per_point);
            }
        }
        let bytes: Vec<_> = pixels.into_iter().map(|color| color.to_array()).collect();
        Picture { width, height, rgba: bytes.into_flattened() }
    }
}

/// Returns true if a picture or texture of this width and height, in pixels, is neither empty nor too large.
fn is_paintable(size: [usize; 2]) -> bool {
    size.iter().all(|side| (1..=MAX_SIDE_PIXELS).contains(side))
}

/// Returns the columns or rows of pixels in a range of points, rounded as in egui's own painters. `side` is the width
/// or height of the picture in pixels.
fn pixel_range(points: Rangef, pixels_per_point: f32, side: usize) -> Range<i64> {
    let pixel = |end: f32| ((end * pixels_per_point).round() as i64).clamp(0, side as i64);
    pixel(points.min)..pixel(points.max)
}

/// A texture.
struct Texture {
    image: Arc<ColorImage>,
    /// True if a point has the colour of the nearest texel, false if the colours of four texels are mixed.
    uses_nearest_texel: bool,
}

impl Texture {
    /// Replaces the part of the texture whose upper left texel is given. Does nothing if the part does not fit.
    fn replace_part(&mut self, [left, top]: [usize; 2], part: &ColorImage) {
        let [width, height] = self.image.size;
        let right = left.saturating_add(part.width());
        if right > width || top.saturating_add(part.height()) > height {
            return;
        }
        let rows = Arc::make_mut(&mut self.image).pixels.chunks_exact_mut(width).skip(top);
        for (row, part_row) in rows.zip(part.pixels.chunks_exact(part.width())) {
            row[left..right].copy_from_slice(part_row);
        }
    }

    /// Returns the colour at a point, whose coordinates are in units.
    fn color_at_point(&self, u: i64, v: i64) -> Color32 {
        if self.uses_nearest_texel {
            return self.texel_at(u.div_euclid(UNITS_PER_PIXEL), v.div_euclid(UNITS_PER_PIXEL));
        }
        // A texel has its exact colour at its middle, so the four nearest middles are mixed.
        let (u, v) = (u - HALF_PIXEL, v - HALF_PIXEL);
        let (x, y) = (u.div_euclid(UNITS_PER_PIXEL), v.div_euclid(UNITS_PER_PIXEL));
        let [right, down] =
            [u, v].map(|coordinate| coordinate.rem_euclid(UNITS_PER_PIXEL) as f32 / UNITS_PER_PIXEL as f32);
        let above = self.texel_at(x, y).lerp_to_gamma(self.texel_at(x + 1, y), right);
        let below = self.texel_at(x, y + 1).lerp_to_gamma(self.texel_at(x + 1, y + 1), right);
        above.lerp_to_gamma(below, down)
    }

    /// Returns the texel at these coordinates, or the nearest texel if they are outside the texture.
    fn texel_at(&self, x: i64, y: i64) -> Color32 {
        let [width, height] = self.image.size;
        let [x, y] = [(x, width), (y, height)].map(|(index, side)| index.clamp(0, side as i64 - 1) as usize);
        self.image.pixels[y * width + x]
    }
}

/// A vertex, with its coordinates in units of pixels (x, y) and texels (u, v).
#[derive(Clone, Copy)]
struct Corner {
    x: i64,
    y: i64,
    u: i64,
    v: i64,
    color: Color32,
}

impl Corner {
    /// Returns a vertex in units, or `None` if a coordinate is not a finite number.
    fn new(vertex: &Vertex, pixels_per_point: f32, texture: &ColorImage) -> Option<Self> {
        Some(Self {
            x: to_units(vertex.pos.x * pixels_per_point)?,
            y: to_units(vertex.pos.y * pixels_per_point)?,
            u: to_units(vertex.uv.x * texture.width() as f32)?,
            v: to_units(vertex.uv.y * texture.height() as f32)?,
            color: vertex.color,
        })
    }

    /// Returns true if two vertices have the same texel coordinates and colour.
    fn has_same_appearance(&self, other: &Self) -> bool {
        (self.u, self.v, self.color) == (other.u, other.v, other.color)
    }
}

/// Returns a coordinate in units, limited to [`MAX_COORDINATE_UNITS`]. Returns `None` if it is not a finite number.
fn to_units(coordinate: f32) -> Option<i64> {
    let units =
        (coordinate * UNITS_PER_PIXEL as f32).round().clamp(-MAX_COORDINATE_UNITS, MAX_COORDINATE_UNITS);
    coordinate.is_finite().then_some(units as i64)
}

/// Returns the pixels in `clip` whose middles are between two coordinates in units. A middle exactly at the start is
/// inside and a middle exactly at the end is outside, so that two neighbouring shapes never paint the same pixel.
fn pixels_between(start: i64, end: i64, clip: &Range<i64>) -> Range<i64> {
    let first_pixel_from = |coordinate: i64| (coordinate + HALF_PIXEL - 1).div_euclid(UNITS_PER_PIXEL);
    first_pixel_from(start).max(clip.start)..first_pixel_from(end).min(clip.end)
}

/// Returns the upper left and lower right corners of two triangles that together are an upright rectangle of one
/// colour, or `None` if they are not.
fn as_rectangle(first: &[Corner; 3], second: &[Corner; 3]) -> Option<[Corner; 2]> {
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
fn texel_offset([start, end]: [Corner; 2], texture: &ColorImage) -> Option<[i64; 2]> {
    let [right, down] = [start.u - start.x, start.v - start.y];
    let is_exact = right % UNITS_PER_PIXEL == 0
        && down % UNITS_PER_PIXEL == 0
        && [right, down] == [end.u - end.x, end.v - end.y];
    let [width, height] = texture.size.map(|side| side as i64 * UNITS_PER_PIXEL);
    let is_inside = start.u >= 0 && start.v >= 0 && end.u <= width && end.v <= height;
    (is_exact && is_inside).then_some([right / UNITS_PER_PIXEL, down / UNITS_PER_PIXEL])
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
struct Triangle {
    corners: [Corner; 3],
    /// The sides. Each is opposite the corner with the same index.
    edges: [Edge; 3],
    /// Twice the area of the triangle, in square units. At every pixel, this is the sum of the doubled areas of the
    /// edges.
    doubled_area: f32,
}

impl Triangle {
    /// Returns a triangle with these corners, or `None` if it has no area.
    fn new([first, second, third]: [Corner; 3]) -> Option<Self> {
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

    /// Returns the colour at a pixel: the colour of the texture, tinted with the mixed colours of the corners.
    fn color_at(&self, texture: &Texture, x: i64, y: i64) -> Color32 {
        let weights = self.edges.each_ref().map(|edge| edge.doubled_area(x, y) as f32 / self.doubled_area);
        let mix = |values: [f32; 3]| {
            // With the half added, the casts below round to the nearest integer.
            values[0] * weights[0] + values[1] * weights[1] + values[2] * weights[2] + 0.5
        };
        let u = mix(self.corners.map(|corner| corner.u as f32)) as i64;
        let v = mix(self.corners.map(|corner| corner.v as f32)) as i64;
        let channel = |index: usize| mix(self.corners.map(|corner| f32::from(corner.color[index]))) as u8;
        let color = Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), channel(3));
        texture.color_at_point(u, v) * color
    }
}

/// A painter of one mesh, with the texture and the clip rectangle of the mesh.
struct MeshPainter<'a> {
    /// The pixels of the picture, row by row.
    pixels: &'a mut [Color32],
    /// Width of the picture, in pixels.
    width: usize,
    texture: &'a Texture,
    /// The columns of pixels inside the clip rectangle.
    columns: Range<i64>,
    /// The rows of pixels inside the clip rectangle.
    rows: Range<i64>,
}

impl MeshPainter<'_> {
    /// Paints all triangles of a mesh. Pairs of triangles that form a rectangle are painted as one rectangle.
    fn paint_mesh(&mut self, mesh: &Mesh, pixels_per_point: f32) {
        let image = &self.texture.image;
        let corners = mesh.vertices.iter().map(|vertex| Corner::new(vertex, pixels_per_point, image));
        let corners: Vec<_> = corners.collect();
        let corner = |index: u32| corners.get(index as usize).copied().flatten();
        let (triples, _) = mesh.indices.as_chunks();
        let triangle =
            |&[first, second, third]: &[u32; 3]| Some([corner(first)?, corner(second)?, corner(third)?]);
        let mut triangles = triples.iter().filter_map(triangle).peekable();
        while let Some(first) = triangles.next() {
            let rectangle = triangles.peek().and_then(|second| as_rectangle(&first, second));
            if rectangle.is_some_and(|ends| self.try_paint_rectangle(ends)) {
                triangles.next();
            } else if let Some(triangle) = Triangle::new(first) {
                self.paint_triangle(&triangle);
            }
        }
    }

    /// Paints a rectangle and returns true. If the texture would be stretched, paints nothing and returns false; the
    /// two triangles are then painted instead.
    fn try_paint_rectangle(&mut self, [start, end]: [Corner; 2]) -> bool {
        let columns = pixels_between(start.x, end.x, &self.columns);
        let rows = pixels_between(start.y, end.y, &self.rows);
        if start.has_same_appearance(&end) {
            rows.for_each(|y| self.fill_columns(&columns, y, &start));
        } else if let Some(offset) = texel_offset([start, end], &self.texture.image) {
            rows.for_each(|y| self.copy_texels(&columns, y, offset, start.color));
        } else {
            return false;
        }
        true
    }

    /// Paints a triangle pixel by pixel, or row by row if it has one colour.
    fn paint_triangle(&mut self, triangle: &Triangle) {
        let [first, second, third] = &triangle.corners;
        let is_plain = first.has_same_appearance(second) && first.has_same_appearance(third);
        let texture = self.texture;
        let top = first.y.min(second.y).min(third.y);
        let bottom = first.y.max(second.y).max(third.y);
        for y in pixels_between(top, bottom, &self.rows) {
            let columns = triangle
                .edges
                .iter()
                .fold(self.columns.clone(), |columns, edge| edge.columns_inside(columns, y));
            if is_plain {
                self.fill_columns(&columns, y, first);
            } else {
                for (pixel, x) in self.row_span(&columns, y).iter_mut().zip(columns) {
                    *pixel = pixel.blend(triangle.color_at(texture, x, y));
                }
            }
        }
    }

    /// Paints the columns of row `y` in the colour of one corner.
    fn fill_columns(&mut self, columns: &Range<i64>, y: i64, corner: &Corner) {
        let color = self.texture.color_at_point(corner.u, corner.v) * corner.color;
        let span = self.row_span(columns, y);
        if color.is_opaque() {
            span.fill(color);
        } else {
            span.iter_mut().for_each(|pixel| *pixel = pixel.blend(color));
        }
    }

    /// Paints the columns of row `y` with the texels at an offset in pixels, tinted with a colour.
    fn copy_texels(&mut self, columns: &Range<i64>, y: i64, [right, down]: [i64; 2], color: Color32) {
        let image = &self.texture.image;
        let first = (y + down) * image.width() as i64 + columns.start + right;
        let texels = image.pixels.iter().skip(first as usize);
        for (pixel, texel) in self.row_span(columns, y).iter_mut().zip(texels) {
            // Empty texels are skipped, because most of a glyph's rectangle is empty.
            if *texel != Color32::TRANSPARENT {
                *pixel = pixel.blend(*texel * color);
            }
        }
    }

    /// Returns the pixels of the columns of row `y`, or no pixels if the end of `columns` is not after its start.
    fn row_span(&mut self, columns: &Range<i64>, y: i64) -> &mut [Color32] {
        let row = y as usize * self.width;
        let span = (!columns.is_empty()).then(|| row + columns.start as usize..row + columns.end as usize);
        span.and_then(|span| self.pixels.get_mut(span)).unwrap_or_default()
    }
}
