//! The window as a picture, where there is no display to open it on.

use std::time::{Duration, Instant};

use eframe::{
    App as _,
    egui::{self, Pos2, RawInput, Rect, ViewportId, vec2},
};

use super::{Picture, Raster, Window, theme};
use crate::app::Application;

/// Of what size and in which colours a picture is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PictureOptions {
    /// Width and height of the window, in points.
    pub size: (f32, f32),
    /// Pixels in a point.
    pub scale: f32,
    /// Dark colours.
    pub dark: bool,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self { size: (1280.0, 800.0), scale: 1.0, dark: false }
    }
}

/// Frames until everything stands where it stays: icons loaded, panels measured, the tree scrolled.
const FRAMES: usize = 6;

/// A page that takes longer to draw is left out.
const LONGEST: Duration = Duration::from_secs(30);

/// Paints the window on the CPU, without display, GPU or drivers.
///
/// `wait` returns when a thread has answered, or soon.
#[must_use]
pub fn picture(app: Application, options: PictureOptions, wait: impl Fn()) -> Picture {
    let ctx = egui::Context::default();
    let mut window = Window::new(&ctx, app);
    let theme = if options.dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(theme);

    let mut raster = Raster::default();
    let mut frame = eframe::Frame::_new_kittest();
    let mut output = None;
    let begun = Instant::now();
    let mut number = 0;
    // What threads answer with is waited for: there is nobody to see it come.
    while number < FRAMES || !window.is_settled() && begun.elapsed() < LONGEST {
        let mut full = ctx.run_ui(input(options, number), |ui| {
            window.logic(&ui.ctx().clone(), &mut frame);
            window.ui(ui, &mut frame);
        });
        raster.apply(&mut full.textures_delta);
        output = Some(full);
        number += 1;
        if number >= FRAMES {
            wait();
        }
    }
    let (width, height) = options.size;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bounded by the command line"
    )]
    let size = [(width * options.scale).round() as usize, (height * options.scale).round() as usize];
    let shapes = output.map(|output| (output.shapes, output.pixels_per_point));
    let (shapes, pixels_per_point) = shapes.unwrap_or((Vec::new(), options.scale));
    let triangles = ctx.tessellate(shapes, pixels_per_point);
    raster.paint(&triangles, pixels_per_point, size, theme::page(options.dark))
}

fn input(options: PictureOptions, frame: usize) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(options.size.0, options.size.1))),
        #[expect(clippy::cast_precision_loss, reason = "a few frames")]
        time: Some(frame as f64 / 60.0),
        // The painter has no limit.
        max_texture_side: Some(16_384),
        system_theme: Some(if options.dark { egui::Theme::Dark } else { egui::Theme::Light }),
        ..RawInput::default()
    };
    if let Some(viewport) = input.viewports.get_mut(&ViewportId::ROOT) {
        viewport.native_pixels_per_point = Some(options.scale);
    }
    input
}
