//! Opens the window on this system's display.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use eframe::{NativeOptions, egui};

use super::Window;
use crate::{
    app::{self, Begin, Start, StartOptions},
    trace,
};

/// Why no window could be opened.
#[derive(Debug, thiserror::Error)]
pub enum NoWindow {
    /// There is no display.
    #[error("Findings can't open a window because there is no display.")]
    NoDisplay,
    /// The system refused; the text is its own.
    #[error("Findings can't open a window: {0}.")]
    System(String),
}

/// Opens the window on these files and returns when it is closed. If a window is open already it takes the files over,
/// unless `options` asks for another.
///
/// # Errors
/// Returns [`NoWindow::NoDisplay`] if the session has no display, and [`NoWindow::System`] if a window can't be opened
/// on it.
pub fn run(files: Vec<PathBuf>, begin: Begin, options: StartOptions) -> Result<(), NoWindow> {
    if !has_display() {
        return Err(NoWindow::NoDisplay);
    }
    // Reports are read while the window connects to the display. Until it has, there is no window to wake.
    let context: Arc<OnceLock<egui::Context>> = Arc::default();
    let waker = Arc::clone(&context);
    let wake = move || {
        if let Some(context) = waker.get() {
            context.request_repaint();
        }
    };
    let (application, size) = match app::start(files, begin, options, wake) {
        Start::HandedOver => return Ok(()),
        Start::Window(application, size) => (application, size),
    };
    let create = move |creation: &eframe::CreationContext<'_>| {
        trace::step("window and GL");
        // The only place that sets it.
        let _ = context.set(creation.egui_ctx.clone());
        let window = Window::new(&creation.egui_ctx, *application).with_system_clipboard();
        Ok(Box::new(window) as Box<dyn eframe::App>)
    };
    eframe::run_native("findings", native_options(size), Box::new(create))
        .map_err(|error| NoWindow::System(reason(&error.to_string())))
}

/// `size` is that of the window when it was last left, in points.
fn native_options(size: Option<[f32; 2]>) -> NativeOptions {
    NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Findings")
            // The name of the desktop file, by which desktops know whose window it is.
            .with_app_id("io.github.findings_reader.Findings")
            .with_inner_size(size.unwrap_or([1240.0, 720.0]))
            .with_min_inner_size([480.0, 360.0])
            // On a small screen no larger than that.
            .with_clamp_size_to_monitor_size(true)
            .with_drag_and_drop(true)
            .with_icon(icon()),
        renderer: eframe::Renderer::Glow,
        ..NativeOptions::default()
    }
}

/// The icon of the window, where the desktop does not take it from the desktop file.
fn icon() -> egui::IconData {
    static PNG: &[u8] = include_bytes!("../../assets/icons/app/findings-64.png");
    let decoded = png::Decoder::new(std::io::Cursor::new(PNG)).read_info().and_then(|mut reader| {
        let mut rgba = vec![0; reader.output_buffer_size().unwrap_or(0)];
        let frame = reader.next_frame(&mut rgba)?;
        Ok(egui::IconData { rgba, width: frame.width, height: frame.height })
    });
    // Without one of our own, egui's would be shown.
    decoded.unwrap_or_default()
}

/// What winit says begins with places in its own sources, which help nobody who wants to read a report.
fn reason(error: &str) -> String {
    error.rsplit(": ").next().unwrap_or(error).trim_end_matches('.').to_owned()
}

/// Whether this session has a display at all. Asked before winit does, which would not say it in one line.
fn has_display() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
