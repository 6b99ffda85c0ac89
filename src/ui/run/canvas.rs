//! The pixels of the software window: paints what has changed, and shows it on the display.

use std::{num::NonZeroU32, rc::Rc};

use eframe::egui::{ClippedPrimitive, Color32, TexturesDelta};
use softbuffer::SoftBufferError;

use crate::ui::{Damage, PixelArea, Raster};

/// The surface of a window, with what it shows.
pub(super) struct Canvas {
    surface: softbuffer::Surface<Rc<winit::window::Window>, Rc<winit::window::Window>>,
    /// Width and height of the surface in pixels.
    size: [u32; 2],
    raster: Raster,
    damage: Damage,
    /// True if the display has lost what was shown.
    must_show_all: bool,
}

impl Canvas {
    /// Creates the surface of a window. `raster` has the letters that were drawn already.
    ///
    /// # Errors
    /// Returns an error if pixels can't be shown on this display.
    pub(super) fn new(window: &Rc<winit::window::Window>, raster: Raster) -> Result<Self, SoftBufferError> {
        let context = softbuffer::Context::new(Rc::clone(window))?;
        Ok(Self {
            surface: softbuffer::Surface::new(&context, Rc::clone(window))?,
            size: [0, 0],
            raster,
            damage: Damage::default(),
            must_show_all: true,
        })
    }

    /// Applies the texture changes of a frame, and empties `delta`.
    pub(super) fn apply_textures(&mut self, delta: &mut TexturesDelta) {
        self.raster.apply_textures(delta);
    }

    /// Shows all pixels with the next frame, because the display has lost them.
    pub(super) fn show_all(&mut self) {
        self.must_show_all = true;
    }

    /// Paints a frame on a background colour, and shows it. `size` is the width and height of the window in pixels.
    /// `before_showing` is called if there is something to show.
    ///
    /// # Errors
    /// Returns an error if the display does not take the pixels.
    pub(super) fn paint(
        &mut self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [u32; 2],
        background: Color32,
        before_showing: impl FnOnce(),
    ) -> Result<(), SoftBufferError> {
        let [Some(width), Some(height)] = size.map(NonZeroU32::new) else { return Ok(()) };
        if self.size != size {
            self.surface.resize(width, height)?;
            self.size = size;
            self.must_show_all = true;
        }
        let scene =
            self.raster.scene(primitives, pixels_per_point, size.map(|side| side as usize), background);
        self.damage.update(&scene);
        let changes = self.damage.changed_areas(1);
        if !changes.is_empty() || self.must_show_all {
            let mut buffer = self.surface.buffer_mut()?;
            // The buffer can hold an older frame than the last, or none.
            for area in self.damage.changed_areas(buffer.age()) {
                scene.paint(&mut buffer, area);
            }
            before_showing();
            if self.must_show_all {
                buffer.present()?;
            } else {
                let areas: Vec<_> = changes.into_iter().filter_map(to_rect).collect();
                buffer.present_with_damage(&areas)?;
            }
            self.must_show_all = false;
        }
        self.raster.forget_replaced_texels();
        Ok(())
    }
}

/// Returns an area for softbuffer, or `None` if it is empty.
fn to_rect(area: PixelArea) -> Option<softbuffer::Rect> {
    let side = |start: i32, end: i32| u32::try_from(end - start).ok().and_then(NonZeroU32::new);
    Some(softbuffer::Rect {
        x: u32::try_from(area.left).ok()?,
        y: u32::try_from(area.top).ok()?,
        width: side(area.left, area.right)?,
        height: side(area.top, area.bottom)?,
    })
}
