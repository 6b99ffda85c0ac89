//! Renders the window as a picture, for computers without a display.

use std::time::{Duration, Instant};

use eframe::{
    App as _,
    egui::{self, Pos2, RawInput, Rect, ViewportId, vec2},
};

use super::{Picture, Raster, Window, theme};
use crate::app::Application;

/// Size and colours of a picture of the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PictureOptions {
    /// Width and height of the window, in points.
    pub size: (f32, f32),
    /// Pixels for each point.
    pub scale: f32,
    /// True for the dark theme, false for the light theme.
    pub is_dark: bool,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self { size: (1280.0, 800.0), scale: 1.0, is_dark: false }
    }
}

/// The minimum number of frames until the window has its final layout: icons are loaded, panels are measured, and the
/// contents are scrolled.
const MIN_FRAMES: usize = 6;

/// Maximum time to wait for background threads. Pages that are not drawn by then stay white.
const DRAWING_TIMEOUT: Duration = Duration::from_secs(30);

/// Paints the window on the CPU, without a display, GPU or drivers.
///
/// `wait` is called between frames. It must return when a thread has answered, or after a short time.
#[must_use]
pub fn render_window(app: Application, options: PictureOptions, wait: impl Fn()) -> Picture {
    let ctx = egui::Context::default();
    let mut window = Window::new(&ctx, app);
    let theme = if options.is_dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(theme);

    let mut raster = Raster::default();
    let mut frame = eframe::Frame::_new_kittest();
    let mut output = None;
    let start = Instant::now();
    let mut frame_count = 0;
    // The picture is made only once, so it must include the results of background threads.
    while frame_count < MIN_FRAMES || !window.is_settled() && start.elapsed() < DRAWING_TIMEOUT {
        let mut frame_output = ctx.run_ui(raw_input(options, frame_count), |ui| {
            window.logic(&ui.ctx().clone(), &mut frame);
            window.ui(ui, &mut frame);
        });
        raster.apply_textures(&mut frame_output.textures_delta);
        output = Some(frame_output);
        frame_count += 1;
        if frame_count >= MIN_FRAMES {
            wait();
        }
    }
    let (width, height) = options.size;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the command line limits the size, so the product fits usize"
    )]
    let size = [(width * options.scale).round() as usize, (height * options.scale).round() as usize];
    let shapes = output.map(|output| (output.shapes, output.pixels_per_point));
    let (shapes, pixels_per_point) = shapes.unwrap_or((Vec::new(), options.scale));
    let triangles = ctx.tessellate(shapes, pixels_per_point);
    raster.paint(&triangles, pixels_per_point, size, theme::page_color(options.is_dark))
}

/// Returns the input of a frame. Each frame is 1/60 second later than the frame before.
fn raw_input(options: PictureOptions, frame: usize) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(options.size.0, options.size.1))),
        #[expect(clippy::cast_precision_loss, reason = "f64 holds the number of a few frames exactly")]
        time: Some(frame as f64 / 60.0),
        // The CPU painter accepts larger textures than most graphics cards.
        max_texture_side: Some(16_384),
        system_theme: Some(if options.is_dark { egui::Theme::Dark } else { egui::Theme::Light }),
        ..RawInput::default()
    };
    if let Some(viewport) = input.viewports.get_mut(&ViewportId::ROOT) {
        viewport.native_pixels_per_point = Some(options.scale);
    }
    input
}
