//! A frame as a list of elements: rectangles and triangles in the order in which they are painted.
//!
//! Each pixel of an element depends only on the element, not on the area that is painted. So a part of a frame that is
//! painted alone has the same pixels as in the whole frame.

use std::ops::Range;

use eframe::egui::{ClippedPrimitive, Color32, Mesh, Rangef, epaint::Primitive};

use super::{
    PixelArea, Raster,
    geometry::{Corner, Triangle, UNITS_PER_PIXEL, as_rectangle, extent, pixels_between, texel_offset},
    is_paintable, pixel,
    texture::Texture,
};

/// What an element looks like.
#[derive(Clone, Copy)]
pub(super) enum Look {
    /// A rectangle of one colour.
    Plain { color: u32 },
    /// A rectangle in which each pixel shows the texel at this offset, tinted with a colour.
    Texels { texture: usize, offset: [i32; 2], color: u32 },
    /// A triangle of one colour.
    PlainTriangle { triangle: usize, color: u32 },
    /// A triangle with a texture or several colours.
    Triangle { triangle: usize, texture: usize },
}

/// A rectangle or triangle.
#[derive(Clone, Copy)]
pub(super) struct Element {
    /// The pixels that it can change.
    pub(super) area: PixelArea,
    pub(super) look: Look,
}

/// A frame that is ready to be painted, in whole or in part.
pub struct Scene<'a> {
    /// Width and height in pixels.
    pub(super) size: [usize; 2],
    /// The colour behind all elements.
    pub(super) background: u32,
    pub(super) elements: Vec<Element>,
    /// The corners of the triangles.
    pub(super) triangles: Vec<[Corner; 3]>,
    pub(super) textures: Vec<&'a Texture>,
}

impl<'a> Scene<'a> {
    /// Makes the scene of these primitives. See [`Raster::scene`].
    pub(super) fn new(
        raster: &'a Raster,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [usize; 2],
        background: Color32,
    ) -> Self {
        let size = if is_paintable(size) { size } else { [0, 0] };
        // The picture is opaque even if the background is not.
        let background = pixel::blend(0xff00_0000, pixel::from_color(background));
        let (elements, triangles, textures) = (Vec::new(), Vec::new(), Vec::new());
        let mut scene = Self { size, background, elements, triangles, textures };
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            if let Primitive::Mesh(mesh) = primitive
                && let Some(texture) = raster.textures.get(&mesh.texture_id)
            {
                let columns = pixel_range(clip_rect.x_range(), pixels_per_point, size[0]);
                let rows = pixel_range(clip_rect.y_range(), pixels_per_point, size[1]);
                if !columns.is_empty() && !rows.is_empty() {
                    scene.add_mesh(mesh, pixels_per_point, texture, &columns, &rows);
                }
            }
        }
        scene
    }

    /// Adds the triangles of a mesh. Pairs of triangles that form a rectangle become one element.
    fn add_mesh(
        &mut self,
        mesh: &Mesh,
        pixels_per_point: f32,
        texture: &'a Texture,
        columns: &Range<i64>,
        rows: &Range<i64>,
    ) {
        if !self.textures.last().is_some_and(|last| std::ptr::eq(*last, texture)) {
            self.textures.push(texture);
        }
        let corners = mesh.vertices.iter().map(|vertex| Corner::new(vertex, pixels_per_point, texture.size));
        let corners: Vec<_> = corners.collect();
        let corner = |index: u32| corners.get(index as usize).copied().flatten();
        let (triples, _) = mesh.indices.as_chunks();
        let triangle =
            |&[first, second, third]: &[u32; 3]| Some([corner(first)?, corner(second)?, corner(third)?]);
        let mut triangles = triples.iter().filter_map(triangle).peekable();
        while let Some(first) = triangles.next() {
            let rectangle = triangles.peek().and_then(|second| as_rectangle(&first, second));
            if rectangle.is_some_and(|ends| self.try_add_rectangle(ends, texture, columns, rows)) {
                triangles.next();
            } else {
                self.add_triangle(first, texture, columns, rows);
            }
        }
    }

    /// Adds a rectangle and returns true. If the texture would be stretched, adds nothing and returns false; the two
    /// triangles are then added instead.
    fn try_add_rectangle(
        &mut self,
        [start, end]: [Corner; 2],
        texture: &Texture,
        columns: &Range<i64>,
        rows: &Range<i64>,
    ) -> bool {
        let look = if start.has_same_appearance(&end) {
            Look::Plain { color: plain_color(texture, &start) }
        } else if let Some(offset) = texel_offset([start, end], texture.size) {
            Look::Texels { texture: self.textures.len() - 1, offset, color: start.color }
        } else {
            return false;
        };
        let columns = pixels_between(start.x, end.x, columns);
        self.add_element(&columns, &pixels_between(start.y, end.y, rows), look);
        true
    }

    /// Adds a triangle, unless it has no pixels.
    fn add_triangle(
        &mut self,
        corners: [Corner; 3],
        texture: &Texture,
        columns: &Range<i64>,
        rows: &Range<i64>,
    ) {
        let (across, down) = (extent(corners.map(|corner| corner.x)), extent(corners.map(|corner| corner.y)));
        let columns = pixels_between(across.start, across.end, columns);
        let rows = pixels_between(down.start, down.end, rows);
        if columns.is_empty() || rows.is_empty() {
            return;
        }
        let triangle = self.triangles.len();
        let look = if Triangle::is_plain(&corners) {
            Look::PlainTriangle { triangle, color: plain_color(texture, &corners[0]) }
        } else {
            Look::Triangle { triangle, texture: self.textures.len() - 1 }
        };
        self.triangles.push(corners);
        self.add_element(&columns, &rows, look);
    }

    /// Adds an element, unless it has no pixels.
    fn add_element(&mut self, columns: &Range<i64>, rows: &Range<i64>, look: Look) {
        let area = PixelArea::new(columns, rows);
        if !area.is_empty() {
            self.elements.push(Element { area, look });
        }
    }

    /// Returns the area of the whole scene.
    #[must_use]
    pub fn area(&self) -> PixelArea {
        PixelArea::of_size(self.size)
    }

    /// Paints an area of the scene. `pixels` are all pixels of the scene, row by row. Each has 8 bits of blue, green and
    /// red, from the lowest bits up. The highest bits are set.
    ///
    /// Paints nothing if `pixels` has not as many pixels as the scene.
    pub fn paint(&self, pixels: &mut [u32], area: PixelArea) {
        let area = area.intersection(self.area());
        if area.is_empty() || pixels.len() != self.size[0] * self.size[1] {
            return;
        }
        let mut target = Target { pixels, width: self.size[0], area };
        // What is behind a plain rectangle that covers the area is not seen.
        let covers = |element: &Element| {
            matches!(element.look, Look::Plain { color } if pixel::alpha(color) == 255)
                && element.area.contains(area)
        };
        let first = self.elements.iter().rposition(covers);
        if first.is_none() {
            target.fill(area, self.background);
        }
        for element in &self.elements[first.unwrap_or(0)..] {
            if element.area.intersects(area) {
                self.paint_element(element, &mut target);
            }
        }
    }

    /// Paints the pixels of an element that are in the area of the target.
    fn paint_element(&self, element: &Element, target: &mut Target<'_>) {
        let area = element.area.intersection(target.area);
        match element.look {
            Look::Plain { color } => target.fill(area, color),
            Look::Texels { texture, offset, color } => {
                target.paint_texels(area, self.textures[texture], offset, color);
            }
            Look::PlainTriangle { triangle, color } => {
                let Some(triangle) = Triangle::new(self.triangles[triangle]) else { return };
                for y in area.rows() {
                    let columns = triangle.columns_inside(area.columns(), y);
                    pixel::fill_row(target.row(&columns, y), color);
                }
            }
            Look::Triangle { triangle, texture } => {
                let Some(triangle) = Triangle::new(self.triangles[triangle]) else { return };
                for y in area.rows() {
                    let columns = triangle.columns_inside(area.columns(), y);
                    for (pixel, x) in target.row(&columns, y).iter_mut().zip(columns) {
                        *pixel = pixel::blend(*pixel, triangle.color_at(self.textures[texture], x, y));
                    }
                }
            }
        }
    }
}

/// Returns the colour of a shape of one colour with this corner.
fn plain_color(texture: &Texture, corner: &Corner) -> u32 {
    pixel::tint(texture.color_at_point(corner.u, corner.v), corner.color)
}

/// Returns the columns or rows of pixels in a range of points, rounded as in egui's own painters. `side` is the width
/// or height of the picture in pixels.
fn pixel_range(points: Rangef, pixels_per_point: f32, side: usize) -> Range<i64> {
    let pixel = |end: f32| ((end * pixels_per_point).round() as i64).clamp(0, side as i64);
    pixel(points.min)..pixel(points.max)
}

/// The pixels that a scene is painted on.
struct Target<'a> {
    /// The pixels of the picture, row by row.
    pixels: &'a mut [u32],
    /// Width of the picture, in pixels.
    width: usize,
    /// The area to paint.
    area: PixelArea,
}

impl Target<'_> {
    /// Paints an area with one colour.
    fn fill(&mut self, area: PixelArea, color: u32) {
        for y in area.rows() {
            pixel::fill_row(self.row(&area.columns(), y), color);
        }
    }

    /// Paints an area with the texels at an offset in pixels, tinted with a colour.
    fn paint_texels(&mut self, area: PixelArea, texture: &Texture, offset: [i32; 2], color: u32) {
        let texels = area.translated(offset);
        let is_copy = texture.is_opaque && color == u32::MAX;
        for (y, v) in area.rows().zip(texels.rows()) {
            let start = v as usize * texture.size[0];
            let texels = &texture.texels[start + texels.left as usize..start + texels.right as usize];
            let row = self.row(&area.columns(), y);
            if is_copy {
                row.copy_from_slice(texels);
            } else {
                pixel::paint_texels(row, texels, color);
            }
        }
    }

    /// Returns the pixels of the columns of row `y`, or no pixels if the end of `columns` is not after its start.
    fn row(&mut self, columns: &Range<i64>, y: i64) -> &mut [u32] {
        let row = y as usize * self.width;
        let span = (!columns.is_empty()).then(|| row + columns.start as usize..row + columns.end as usize);
        span.and_then(|span| self.pixels.get_mut(span)).unwrap_or_default()
    }
}

impl Element {
    /// Returns the texels of its texture that the element can show, with the texture. `None` if it does not depend on
    /// the texels, because its colour is known.
    pub(super) fn texels<'a>(&self, scene: &Scene<'a>) -> Option<(PixelArea, &'a Texture)> {
        match self.look {
            Look::Plain { .. } | Look::PlainTriangle { .. } => None,
            Look::Texels { texture, offset, .. } => {
                Some((self.area.translated(offset), scene.textures[texture]))
            }
            Look::Triangle { triangle, texture } => {
                let corners = &scene.triangles[triangle];
                let [u, v] = [extent(corners.map(|corner| corner.u)), extent(corners.map(|corner| corner.v))];
                // Texels are mixed with their neighbours, and points outside the texture show the nearest texel.
                let [width, height] = scene.textures[texture].size;
                let texels = |range: Range<i64>, side: usize| {
                    let (first, last) = (range.start / UNITS_PER_PIXEL - 2, range.end / UNITS_PER_PIXEL + 2);
                    first.clamp(0, side as i64 - 1)..last.clamp(1, side as i64)
                };
                Some((PixelArea::new(&texels(u, width), &texels(v, height)), scene.textures[texture]))
            }
        }
    }
}
