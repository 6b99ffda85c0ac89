//! The window as a picture, for computers without a display.

use std::time::{Duration, Instant};

use eframe::{
    App as _,
    egui::{self, Pos2, RawInput, Rect, ViewportId, vec2},
};

use super::{Picture, Raster, Window, theme};
use crate::app::Application;

/// Size and colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PictureOptions {
    /// Width and height of the window, in points.
    pub size: (f32, f32),
    /// Pixels for each point.
    pub scale: f32,
    /// True for dark colours.
    pub dark: bool,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self { size: (1280.0, 800.0), scale: 1.0, dark: false }
    }
}

/// Number of frames until the window has its final layout: icons are loaded, panels measured, the tree scrolled.
const MIN_FRAMES: usize = 6;

/// Maximum time to wait for threads. Pages that are not drawn by then stay white.
const MAX_WAIT: Duration = Duration::from_secs(30);

/// Paints the window on the CPU, without display, GPU or drivers.
///
/// `wait` is called between frames. It returns when a thread has answered, or after a short time.
#[must_use]
pub fn render_window(app: Application, options: PictureOptions, wait: impl Fn()) -> Picture {
    let ctx = egui::Context::default();
    let mut window = Window::new(&ctx, app);
    let theme = if options.dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(theme);

    let mut raster = Raster::default();
    let mut frame = eframe::Frame::_new_kittest();
    let mut output = None;
    let start = Instant::now();
    let mut frame_count = 0;
    // The answers of threads are waited for, because the picture does not change later.
    while frame_count < MIN_FRAMES || !window.is_settled() && start.elapsed() < MAX_WAIT {
        let mut full = ctx.run_ui(raw_input(options, frame_count), |ui| {
            window.logic(&ui.ctx().clone(), &mut frame);
            window.ui(ui, &mut frame);
        });
        raster.apply(&mut full.textures_delta);
        output = Some(full);
        frame_count += 1;
        if frame_count >= MIN_FRAMES {
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
    raster.paint(&triangles, pixels_per_point, size, theme::page_color(options.dark))
}

fn raw_input(options: PictureOptions, frame: usize) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(options.size.0, options.size.1))),
        #[expect(clippy::cast_precision_loss, reason = "a few frames")]
        time: Some(frame as f64 / 60.0),
        // The CPU painter has no limit.
        max_texture_side: Some(16_384),
        system_theme: Some(if options.dark { egui::Theme::Dark } else { egui::Theme::Light }),
        ..RawInput::default()
    };
    if let Some(viewport) = input.viewports.get_mut(&ViewportId::ROOT) {
        viewport.native_pixels_per_point = Some(options.scale);
    }
    input
}
