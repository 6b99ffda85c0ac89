//! Runs the application's window without a display, so that tests can drive it by role and label.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use eframe::egui;
use egui_kittest::{Harness, TestRenderer};
use findings::{
    app::{Application, Command, Document, Runner, Settings, State, Theme},
    ui::{Raster, Window},
};

/// Returns the window in light colours, without an open report. `size` is in points.
pub fn window(size: [f32; 2]) -> Harness<'static, Window> {
    window_with(size, 1.0, Theme::Light)
}

pub fn window_with(size: [f32; 2], pixels_per_point: f32, theme: Theme) -> Harness<'static, Window> {
    let settings = Settings { theme, ..Settings::default() };
    window_with_state(size, pixels_per_point, State::new(settings))
}

/// Returns the window of a program in this state.
pub fn window_with_state(size: [f32; 2], pixels_per_point: f32, state: State) -> Harness<'static, Window> {
    Harness::builder()
        .with_size(size)
        .with_pixels_per_point(pixels_per_point)
        .renderer(CpuRenderer(Raster::default()))
        .with_max_steps(12)
        .build_eframe(move |context| {
            let wake = context.egui_ctx.clone();
            let runner = Runner::new(move || wake.request_repaint(), None);
            Window::new(&context.egui_ctx, Application::new(state, runner))
        })
}

/// Opens a file as the command line does, and waits until it is loaded.
pub fn open(harness: &mut Harness<'_, Window>, path: &Path) {
    harness.state_mut().run_command(Command::OpenFiles(vec![path.to_owned()]));
    wait_for_load(harness);
}

/// Runs frames until the findings of all open reports are computed.
pub fn wait_for_findings(harness: &mut Harness<'_, Window>) {
    wait_until(harness, |state| !state.documents().into_iter().any(Document::is_awaiting_findings));
}

/// Runs frames until no file is being loaded.
pub fn wait_for_load(harness: &mut Harness<'_, Window>) {
    wait_until(harness, |state| state.pending.loads().next().is_none());
}

/// Runs frames until the condition is true.
///
/// # Panics
/// Panics if the condition is still false after 30 seconds.
pub fn wait_until(harness: &mut Harness<'_, Window>, is_done: impl Fn(&State) -> bool) {
    let start = Instant::now();
    loop {
        harness.step();
        if is_done(harness.state().state()) {
            break;
        }
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "the condition did not become true within 30 seconds"
        );
        std::thread::yield_now();
    }
    harness.run();
}

/// Paints on the CPU instead of a GPU, with the same bits on every machine.
struct CpuRenderer(Raster);

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.0.apply_textures(delta);
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let triangles = ctx.tessellate(output.shapes.clone(), scale);
        let size = ctx.content_rect().size() * scale;
        let background = ctx.global_style().visuals.panel_fill;
        let picture =
            self.0.paint(&triangles, scale, [size.x.round() as usize, size.y.round() as usize], background);
        let (width, height) = (picture.width as u32, picture.height as u32);
        image::RgbaImage::from_raw(width, height, picture.rgba).ok_or_else(|| "no picture".to_owned())
    }
}
