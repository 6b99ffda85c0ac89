//! Paints egui's triangles on the CPU, to the same bytes on every machine.
//!
//! Owns the pixels and a copy of egui's textures. Must not know about windows, files, or the meaning
//! of the triangles. Textures end at their edges; there is no repeating and there are no mipmaps.

use std::{collections::HashMap, ops::Range, sync::Arc};

use eframe::egui::{
    self, ClippedPrimitive, Color32, ColorImage, ImageData, Mesh, Rangef, TextureFilter, TextureId,
    epaint::{ImageDelta, Primitive, Vertex},
};

/// Coordinates are whole numbers of 1/256 pixel or texel, as on graphics cards. Whole numbers make the
/// fill rule exact, and rounding puts text that is slightly off the pixel grid back on it.
const UNIT: i64 = 256;
const HALF: i64 = UNIT / 2;
/// Maximum coordinate, in units. Up to it, the sums of products below fit in 64 bits.
const MAX_COORDINATE: f32 = (1 << 29) as f32;
/// Maximum side of a picture or texture, in pixels: twice the limit of graphics cards.
const MAX_SIDE_PIXELS: usize = 1 << 15;

/// A painted frame: rows from top to bottom, four bytes (red, green, blue, 255) per pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// `width * height * 4` bytes.
    pub rgba: Vec<u8>,
}

/// The painter. Keeps egui's textures from frame to frame; `Default` has none.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
    freed: Vec<TextureId>,
}

impl Raster {
    /// Applies the texture changes of a frame, and empties `delta`. Call it before [`Self::paint`].
    ///
    /// An impossible change (outside its texture, or with a wrong number of pixels) is skipped.
    pub fn apply(&mut self, delta: &mut egui::TexturesDelta) {
        // A frame may still show the textures it frees, so they are removed with the next frame.
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
            let nearest = change.options.magnification == TextureFilter::Nearest;
            self.textures.insert(id, Texture { image, nearest });
        }
    }

    /// Paints one frame on `background`; `size` is width and height in pixels.
    ///
    /// Callbacks, unknown textures and broken triangles are left out. A side of 0 or of more than
    /// 32768 pixels gives an empty picture.
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
                let columns = clip(clip_rect.x_range(), pixels_per_point, width);
                let rows = clip(clip_rect.y_range(), pixels_per_point, height);
                let mut brush = Brush { pixels: &mut pixels, width, texture, columns, rows };
                brush.paint_mesh(mesh, pixels_per_point);
            }
        }
        let bytes: Vec<_> = pixels.into_iter().map(|color| color.to_array()).collect();
        Picture { width, height, rgba: bytes.into_flattened() }
    }
}

fn is_paintable(size: [usize; 2]) -> bool {
    size.iter().all(|side| (1..=MAX_SIDE_PIXELS).contains(side))
}

/// Returns the pixels inside a side of a clip rectangle, rounded as in egui's own painters.
fn clip(points: Rangef, pixels_per_point: f32, side: usize) -> Range<i64> {
    let pixel = |end: f32| ((end * pixels_per_point).round() as i64).clamp(0, side as i64);
    pixel(points.min)..pixel(points.max)
}

struct Texture {
    image: Arc<ColorImage>,
    nearest: bool,
}

impl Texture {
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

    /// Returns the colour at a point, in units.
    fn sample(&self, u: i64, v: i64) -> Color32 {
        if self.nearest {
            return self.texel(u.div_euclid(UNIT), v.div_euclid(UNIT));
        }
        // A texel has its exact colour at its middle.
        let (u, v) = (u - HALF, v - HALF);
        let (x, y) = (u.div_euclid(UNIT), v.div_euclid(UNIT));
        let [right, down] = [u, v].map(|coordinate| coordinate.rem_euclid(UNIT) as f32 / UNIT as f32);
        let above = self.texel(x, y).lerp_to_gamma(self.texel(x + 1, y), right);
        let below = self.texel(x, y + 1).lerp_to_gamma(self.texel(x + 1, y + 1), right);
        above.lerp_to_gamma(below, down)
    }

    /// Returns the texel at these coordinates, or the nearest texel if they are outside the texture.
    fn texel(&self, x: i64, y: i64) -> Color32 {
        let [width, height] = self.image.size;
        let [x, y] = [(x, width), (y, height)].map(|(n, side)| n.clamp(0, side as i64 - 1) as usize);
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
    /// Returns `None` if a coordinate is not a finite number.
    fn new(vertex: &Vertex, pixels_per_point: f32, texture: &ColorImage) -> Option<Self> {
        Some(Self {
            x: units(vertex.pos.x * pixels_per_point)?,
            y: units(vertex.pos.y * pixels_per_point)?,
            u: units(vertex.uv.x * texture.width() as f32)?,
            v: units(vertex.uv.y * texture.height() as f32)?,
            color: vertex.color,
        })
    }

    fn has_same_appearance(&self, other: &Self) -> bool {
        (self.u, self.v, self.color) == (other.u, other.v, other.color)
    }
}

fn units(coordinate: f32) -> Option<i64> {
    let units = (coordinate * UNIT as f32).round().clamp(-MAX_COORDINATE, MAX_COORDINATE);
    coordinate.is_finite().then_some(units as i64)
}

/// Returns the pixels whose middles are between two coordinates. A middle exactly at the start is inside
/// and a middle exactly at the end is not, so that only one of two neighbours paints the pixels between them.
fn pixels_between(start: i64, end: i64, clip: &Range<i64>) -> Range<i64> {
    let first_from = |coordinate: i64| (coordinate + HALF - 1).div_euclid(UNIT);
    first_from(start).max(clip.start)..first_from(end).min(clip.end)
}

/// Returns the left top and right bottom corners of two triangles that together are an axis-aligned
/// rectangle of one colour; `None` if they are not.
fn as_rectangle(first: &[Corner; 3], second: &[Corner; 3]) -> Option<[Corner; 2]> {
    let corners = || first.iter().chain(second);
    let start = *corners().min_by_key(|corner| corner.x + corner.y)?;
    let end = *corners().max_by_key(|corner| corner.x + corner.y)?;
    // With the corners numbered 0, 1 (above) and 2, 3 (below), each triangle lacks one corner. Together
    // they cover the rectangle if the two missing corners are opposite.
    let missing_corner = |triangle: &[Corner; 3]| {
        let number = |corner: Corner| u8::from(corner.x != start.x) + 2 * u8::from(corner.y != start.y);
        let [a, b, c] = triangle.map(number);
        (a != b && b != c && c != a).then(|| 6 - a - b - c)
    };
    let is_corner = |corner: &Corner| {
        [start, end].iter().any(|end| (end.x, end.u) == (corner.x, corner.u))
            && [start, end].iter().any(|end| (end.y, end.v) == (corner.y, corner.v))
            && corner.color == start.color
    };
    let is_covered = missing_corner(first)? + missing_corner(second)? == 3;
    (is_covered && corners().all(is_corner)).then_some([start, end])
}

/// Returns the offset from each pixel to its texel, in pixels, if every pixel of a rectangle shows exactly one texel.
fn texel_offset([start, end]: [Corner; 2], texture: &ColorImage) -> Option<[i64; 2]> {
    let [x, y] = [start.u - start.x, start.v - start.y];
    let is_exact = x % UNIT == 0 && y % UNIT == 0 && [x, y] == [end.u - end.x, end.v - end.y];
    let [width, height] = texture.size.map(|side| side as i64 * UNIT);
    let is_inside = start.u >= 0 && start.v >= 0 && end.u <= width && end.v <= height;
    (is_exact && is_inside).then_some([x / UNIT, y / UNIT])
}

/// A side of a triangle. The triangle is on its right.
struct Edge {
    from: Corner,
    across: i64,
    down: i64,
}

impl Edge {
    fn new(from: Corner, to: Corner) -> Self {
        Self { from, across: to.x - from.x, down: to.y - from.y }
    }

    /// Returns how far the middle of a pixel is inside: twice the area of the triangle it makes with this side.
    fn value(&self, x: i64, y: i64) -> i64 {
        let [x, y] = [x, y].map(|pixel| pixel * UNIT + HALF);
        self.across * (y - self.from.y) - self.down * (x - self.from.x)
    }

    /// Returns the columns of a row that are inside.
    fn columns_inside(&self, Range { start, end }: Range<i64>, y: i64) -> Range<i64> {
        // As in `pixels_between`, pixels exactly on a left or top edge are inside, and on other edges outside.
        let is_left_or_top = self.down < 0 || (self.down == 0 && self.across > 0);
        let excess = self.value(0, y) - i64::from(!is_left_or_top);
        match -self.down * UNIT {
            0 if excess < 0 => start..start,
            0 => start..end,
            rise @ 1.. => start.max(-excess.div_euclid(rise))..end,
            fall => start..end.min(excess.div_euclid(-fall) + 1),
        }
    }
}

struct Triangle {
    corners: [Corner; 3],
    /// Each edge is opposite the corner with the same index.
    edges: [Edge; 3],
    /// The sum of the values of the edges, which is the same at every pixel.
    area: f32,
}

impl Triangle {
    /// Returns `None` if the triangle has no area.
    fn new([a, b, c]: [Corner; 3]) -> Option<Self> {
        let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        match area {
            0 => None,
            // egui's triangles go either way round. The edges need them clockwise.
            ..0 => Self::new([a, c, b]),
            1.. => Some(Self {
                corners: [a, b, c],
                edges: [Edge::new(b, c), Edge::new(c, a), Edge::new(a, b)],
                area: area as f32,
            }),
        }
    }

    /// Returns the colour at a pixel, mixed from the colours of the corners.
    fn color(&self, texture: &Texture, x: i64, y: i64) -> Color32 {
        let weights = self.edges.each_ref().map(|edge| edge.value(x, y) as f32 / self.area);
        let mix = |values: [f32; 3]| {
            // With the half added, the casts below round to the nearest integer.
            values[0] * weights[0] + values[1] * weights[1] + values[2] * weights[2] + 0.5
        };
        let u = mix(self.corners.map(|corner| corner.u as f32)) as i64;
        let v = mix(self.corners.map(|corner| corner.v as f32)) as i64;
        let channel = |n: usize| mix(self.corners.map(|corner| f32::from(corner.color[n]))) as u8;
        let color = Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), channel(3));
        texture.sample(u, v) * color
    }
}

/// Paints a mesh with its texture, within its clip rectangle.
struct Brush<'a> {
    pixels: &'a mut [Color32],
    width: usize,
    texture: &'a Texture,
    columns: Range<i64>,
    rows: Range<i64>,
}

impl Brush<'_> {
    fn paint_mesh(&mut self, mesh: &Mesh, pixels_per_point: f32) {
        let image = &self.texture.image;
        let corners = mesh.vertices.iter().map(|vertex| Corner::new(vertex, pixels_per_point, image));
        let corners: Vec<_> = corners.collect();
        let corner = |index: u32| corners.get(index as usize).copied().flatten();
        let (triples, _) = mesh.indices.as_chunks();
        let triangle = |&[a, b, c]: &[u32; 3]| Some([corner(a)?, corner(b)?, corner(c)?]);
        let mut triangles = triples.iter().filter_map(triangle).peekable();
        while let Some(first) = triangles.next() {
            let rectangle = triangles.peek().and_then(|second| as_rectangle(&first, second));
            if rectangle.is_some_and(|ends| self.paint_rectangle(ends)) {
                triangles.next();
            } else if let Some(triangle) = Triangle::new(first) {
                self.paint_triangle(&triangle);
            }
        }
    }

    /// Returns false without painting if the texture would be stretched. The two triangles are then painted instead.
    fn paint_rectangle(&mut self, [start, end]: [Corner; 2]) -> bool {
        let columns = pixels_between(start.x, end.x, &self.columns);
        let rows = pixels_between(start.y, end.y, &self.rows);
        if start.has_same_appearance(&end) {
            rows.for_each(|y| self.fill(&columns, y, &start));
        } else if let Some(offset) = texel_offset([start, end], &self.texture.image) {
            rows.for_each(|y| self.copy(&columns, y, offset, start.color));
        } else {
            return false;
        }
        true
    }

    fn paint_triangle(&mut self, triangle: &Triangle) {
        let [a, b, c] = &triangle.corners;
        let is_plain = a.has_same_appearance(b) && a.has_same_appearance(c);
        let texture = self.texture;
        for y in pixels_between(a.y.min(b.y).min(c.y), a.y.max(b.y).max(c.y), &self.rows) {
            let columns =
                triangle.edges.iter().fold(self.columns.clone(), |rest, edge| edge.columns_inside(rest, y));
            if is_plain {
                self.fill(&columns, y, a);
            } else {
                for (pixel, x) in self.span(&columns, y).iter_mut().zip(columns) {
                    *pixel = pixel.blend(triangle.color(texture, x, y));
                }
            }
        }
    }

    /// Paints part of a row in the colour of one corner.
    fn fill(&mut self, columns: &Range<i64>, y: i64, corner: &Corner) {
        let color = self.texture.sample(corner.u, corner.v) * corner.color;
        let span = self.span(columns, y);
        if color.is_opaque() {
            span.fill(color);
        } else {
            span.iter_mut().for_each(|pixel| *pixel = pixel.blend(color));
        }
    }

    /// Paints part of a row with the texels at this offset.
    fn copy(&mut self, columns: &Range<i64>, y: i64, [right, down]: [i64; 2], color: Color32) {
        let image = &self.texture.image;
        let first = (y + down) * image.width() as i64 + columns.start + right;
        let texels = image.pixels.iter().skip(first as usize);
        for (pixel, texel) in self.span(columns, y).iter_mut().zip(texels) {
            // Empty texels are skipped, because most of a glyph's rectangle is empty.
            if *texel != Color32::TRANSPARENT {
                *pixel = pixel.blend(*texel * color);
            }
        }
    }

    /// Returns the pixels of part of a row. `columns` may be empty or end before it starts.
    fn span(&mut self, columns: &Range<i64>, y: i64) -> &mut [Color32] {
        let row = y as usize * self.width;
        let span = (!columns.is_empty()).then(|| row + columns.start as usize..row + columns.end as usize);
        span.and_then(|span| self.pixels.get_mut(span)).unwrap_or_default()
    }
}
