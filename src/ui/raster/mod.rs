//! Paints egui's triangles on the CPU. The result is the same on every machine, byte for byte.
//!
//! Owns the pixels and a copy of egui's textures. Must not know about windows, files, or the meaning of the triangles.
//! `scene` makes a frame from triangles and paints it, `damage` finds the areas that have changed. Textures are not repeated beyond their edges, and have no mipmaps.

mod area;
mod damage;
mod geometry;
mod pixel;
mod scene;
mod texture;

use std::collections::HashMap;

use eframe::egui::{self, ClippedPrimitive, Color32, ImageData, TextureId, epaint::ImageDelta};

use texture::Texture;

use crate::app::PictureFile;

pub use area::PixelArea;
pub use damage::Damage;
pub use scene::Scene;

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

impl Picture {
    /// Returns the picture to save as a file.
    #[must_use]
    pub fn into_file(self) -> PictureFile {
        PictureFile { width: self.width, height: self.height, rgba: self.rgba }
    }
}

/// A painter that keeps egui's textures from frame to frame. `Default` creates a painter without textures.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
    /// Textures to remove before the next frame.
    freed: Vec<TextureId>,
}

impl Raster {
    /// Applies the texture changes of a frame, and empties `delta`. To be called before [`Self::paint`] or
    /// [`Self::scene`].
    ///
    /// An impossible change (outside its texture, or with a wrong number of pixels) is skipped.
    pub fn apply_textures(&mut self, delta: &mut egui::TexturesDelta) {
        // A frame may still show the textures that it frees, so they are removed only with the next frame.
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.change_texture(id, &change);
            }
        }
        self.freed.extend(delta.free.drain());
    }

    /// Adds, replaces or updates a texture.
    fn change_texture(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(image) = &change.image;
        let [width, height] = image.size;
        if !is_paintable(image.size) || image.pixels.len() != width * height {
            return;
        }
        if let Some(position) = change.pos {
            if let Some(texture) = self.textures.get_mut(&id) {
                texture.replace_part(position, image);
            }
        } else {
            self.textures.insert(id, Texture::new(image, change.options));
        }
    }

    /// Prepares a frame on a background colour to be painted. `size` is the width and height of the picture in pixels.
    ///
    /// Paint callbacks, meshes with an unknown texture, and triangles with infinite or undefined coordinates are not
    /// painted. The scene is empty if its width or height is 0 or more than 32,768 pixels.
    #[must_use]
    pub fn scene(
        &self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [usize; 2],
        background: Color32,
    ) -> Scene<'_> {
        Scene::new(self, primitives, pixels_per_point, size, background)
    }

    /// Paints one frame on a background colour, as described at [`Self::scene`].
    pub fn paint(
        &self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [usize; 2],
        background: Color32,
    ) -> Picture {
        let scene = self.scene(primitives, pixels_per_point, size, background);
        let [width, height] = scene.size;
        let mut pixels = vec![0; width * height];
        scene.paint(&mut pixels, scene.area());
        let bytes: Vec<_> = pixels.into_iter().map(pixel::to_rgba).collect();
        Picture { width, height, rgba: bytes.into_flattened() }
    }

    /// Forgets which texels were replaced. To be called after [`Damage::update`], which paints them again.
    pub fn forget_replaced_texels(&mut self) {
        self.textures.values_mut().for_each(|texture| texture.replaced = PixelArea::EMPTY);
    }
}

/// Returns true if a picture or texture of this width and height, in pixels, is neither empty nor too large.
fn is_paintable(size: [usize; 2]) -> bool {
    size.iter().all(|side| (1..=MAX_SIDE_PIXELS).contains(side))
}
