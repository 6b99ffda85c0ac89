//! Textures: pictures that triangles are painted with, such as the letters of all fonts.

use std::sync::atomic::{AtomicU64, Ordering};

use eframe::egui::{Color32, ColorImage, TextureFilter, TextureOptions};

use super::{
    area::PixelArea,
    geometry::{HALF_PIXEL, UNITS_PER_PIXEL},
    pixel,
};

/// A texture.
pub(super) struct Texture {
    /// Width and height in texels.
    pub(super) size: [usize; 2],
    /// The texels, row by row.
    pub(super) texels: Vec<u32>,
    /// True if a point has the colour of the nearest texel, false if the colours of four texels are mixed.
    uses_nearest_texel: bool,
    /// True if no texel is transparent.
    pub(super) is_opaque: bool,
    /// A number that no other texture has or had, except that a part of it has been replaced.
    pub(super) stamp: u64,
    /// The texels that were replaced since the last frame, or more.
    pub(super) replaced: PixelArea,
}

impl Texture {
    /// Creates a texture. `image` has as many pixels as its size says.
    pub(super) fn new(image: &ColorImage, options: TextureOptions) -> Self {
        static NEXT_STAMP: AtomicU64 = AtomicU64::new(1);
        Self {
            size: image.size,
            texels: image.pixels.iter().copied().map(pixel::from_color).collect(),
            uses_nearest_texel: options.magnification == TextureFilter::Nearest,
            is_opaque: image.pixels.iter().all(Color32::is_opaque),
            stamp: NEXT_STAMP.fetch_add(1, Ordering::Relaxed),
            replaced: PixelArea::EMPTY,
        }
    }

    /// Replaces the part of the texture whose upper left texel is given. Does nothing if the part does not fit.
    pub(super) fn replace_part(&mut self, [left, top]: [usize; 2], part: &ColorImage) {
        let [width, height] = self.size;
        let [right, bottom] = [left.saturating_add(part.width()), top.saturating_add(part.height())];
        if right > width || bottom > height {
            return;
        }
        let rows = self.texels.chunks_exact_mut(width).skip(top);
        for (row, part_row) in rows.zip(part.pixels.chunks_exact(part.width())) {
            for (texel, color) in row[left..right].iter_mut().zip(part_row) {
                *texel = pixel::from_color(*color);
            }
        }
        self.is_opaque &= part.pixels.iter().all(Color32::is_opaque);
        let [left, top, right, bottom] = [left, top, right, bottom].map(|side| side as i32);
        self.replaced = self.replaced.union(PixelArea { left, top, right, bottom });
    }

    /// Returns the colour at a point, whose coordinates are in units.
    pub(super) fn color_at_point(&self, u: i64, v: i64) -> u32 {
        if self.uses_nearest_texel {
            return self.texel_at(u.div_euclid(UNITS_PER_PIXEL), v.div_euclid(UNITS_PER_PIXEL));
        }
        // A texel has its exact colour at its middle, so the four nearest middles are mixed.
        let (u, v) = (u - HALF_PIXEL, v - HALF_PIXEL);
        let (x, y) = (u.div_euclid(UNITS_PER_PIXEL), v.div_euclid(UNITS_PER_PIXEL));
        let texels = [
            self.texel_at(x, y),
            self.texel_at(x + 1, y),
            self.texel_at(x, y + 1),
            self.texel_at(x + 1, y + 1),
        ];
        if texels == [texels[0]; 4] {
            // Plain areas are common, and mixing equal colours gives the same colour.
            return texels[0];
        }
        let [right, down] =
            [u, v].map(|coordinate| coordinate.rem_euclid(UNITS_PER_PIXEL) as f32 / UNITS_PER_PIXEL as f32);
        let above = pixel::mix(texels[0], texels[1], right);
        let below = pixel::mix(texels[2], texels[3], right);
        pixel::mix(above, below, down)
    }

    /// Returns the texel at these coordinates, or the nearest texel if they are outside the texture.
    fn texel_at(&self, x: i64, y: i64) -> u32 {
        let [width, height] = self.size;
        let [x, y] = [(x, width), (y, height)].map(|(index, side)| index.clamp(0, side as i64 - 1) as usize);
        self.texels[y * width + x]
    }
}
