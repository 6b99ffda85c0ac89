//! Opens the window on this system's display, painted by the GPU (`gpu`) or by the processor (`software`).

mod canvas;
mod gpu;
mod pacing;
mod prepared;
mod software;

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use eframe::{UserEvent, egui};
use prepared::Prepared;
use winit::event_loop::EventLoop;

use super::{Window, strings::window::APP_NAME};
use crate::{
    app::{self, Application, InitialView, Renderer, StartOptions, StartOutcome},
    parallel::join,
    trace,
};

/// An error that prevents the window from opening.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// The session has no display.
    #[error("Findings can't open a window because there is no display.")]
    NoDisplay,
    /// The system can't open a window. Contains the message of the system.
    #[error("Findings can't open a window: {0}.")]
    System(String),
    /// The program that opens the window could not be started. Contains its path and the message of the system.
    #[error("{file}: This program could not be started: {1}. Install Findings again.", file = .0.display())]
    NotStarted(PathBuf, String),
}

/// Opens the window with these files, and returns when the window is closed. If a window is open already, hands the
/// files to that window and returns at once, unless `options` asks for another window.
///
/// # Errors
/// Returns [`WindowError::NoDisplay`] if the session has no display, and [`WindowError::System`] if the system can't
/// open a window on the display.
pub fn run_window(
    files: Vec<PathBuf>,
    initial_view: InitialView,
    options: StartOptions,
) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    // Reports are read while the window connects to the display. Until it is connected, there is no window to repaint.
    let context_cell: Arc<OnceLock<egui::Context>> = Arc::default();
    let shared_context = Arc::clone(&context_cell);
    let wake = move || {
        if let Some(context) = shared_context.get() {
            context.request_repaint();
        }
    };
    let start = match app::start(files, initial_view, options, wake) {
        StartOutcome::HandedOver => return Ok(()),
        StartOutcome::Window(start) => start,
    };
    let opening = Opening { application: start.application, context_cell, viewport: viewport(start.size) };
    match start.renderer {
        Renderer::Gpu => {
            let mut event_loop = connect()?;
            match gpu::run(&mut event_loop, opening)? {
                None => Ok(()),
                Some(opening) => {
                    let prepared = Prepared::new(&opening.application.state().settings);
                    software::run(&mut event_loop, opening, prepared)
                }
            }
        }
        Renderer::Software => {
            let settings = opening.application.state().settings.clone();
            let (event_loop, prepared) = join(connect, || Prepared::new(&settings));
            trace::log_step("fonts are ready");
            software::run(&mut event_loop?, opening, prepared)
        }
    }
}

/// Connects to the display.
fn connect() -> Result<EventLoop<UserEvent>, WindowError> {
    let event_loop =
        EventLoop::<UserEvent>::with_user_event().build().map_err(|error| system_error(&error))?;
    trace::log_step("connected to the display");
    Ok(event_loop)
}

/// What is needed to open the window.
struct Opening {
    application: Box<Application>,
    /// Is set to the context of the window, so that threads can wake it.
    context_cell: Arc<OnceLock<egui::Context>>,
    viewport: egui::ViewportBuilder,
}

impl Opening {
    /// Creates the contents of the window.
    fn into_window(self, ctx: &egui::Context) -> Window {
        // Setting the cell cannot fail, because this is the only place that sets it.
        let _ = self.context_cell.set(ctx.clone());
        Window::new(ctx, *self.application).with_system_clipboard()
    }
}

/// Returns what the window system has to know about the window. `size` is its width and height in points when it was
/// last closed.
fn viewport(size: Option<[f32; 2]>) -> egui::ViewportBuilder {
    egui::ViewportBuilder::default()
        .with_title(APP_NAME)
        // Desktops use this name to find the desktop file of the window.
        .with_app_id("io.github.findings_reader.Findings")
        .with_inner_size(size.unwrap_or([1240.0, 720.0]))
        .with_min_inner_size([480.0, 360.0])
        .with_clamp_size_to_monitor_size(true)
        .with_drag_and_drop(true)
        .with_icon(window_icon())
}

/// Returns the icon of the window, for desktops that do not use the icon of the desktop file.
fn window_icon() -> egui::IconData {
    static ICON_PNG: &[u8] = include_bytes!("../../assets/icons/app/findings-64.png");
    let decoded = png::Decoder::new(std::io::Cursor::new(ICON_PNG)).read_info().and_then(|mut reader| {
        let mut rgba = vec![0; reader.output_buffer_size().unwrap_or(0)];
        let frame = reader.next_frame(&mut rgba)?;
        Ok(egui::IconData { rgba, width: frame.width, height: frame.height })
    });
    // An empty icon is better than egui's own.
    decoded.unwrap_or_default()
}

/// Returns the error for a message of the window system.
fn system_error(error: &dyn std::error::Error) -> WindowError {
    WindowError::System(strip_source_locations(&error.to_string()))
}

/// Returns a message of winit without the source code locations at its start.
fn strip_source_locations(error: &str) -> String {
    error.rsplit(": ").next().unwrap_or(error).trim_end_matches('.').to_owned()
}

/// Returns true if this session has a display. This is checked here because winit's own message about a missing display
/// is longer than one line.
fn has_display() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
