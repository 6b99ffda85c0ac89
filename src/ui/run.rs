//! Opens the window on this system's display.

use std::path::PathBuf;

use eframe::{NativeOptions, egui};

use super::Window;
use crate::app::{Command, Runner, SettingsFile, State};

/// What the window begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// Each file in a tab.
    Tabs,
    /// The two files side by side.
    Compare,
}

/// Why no window could be opened.
#[derive(Debug, thiserror::Error)]
pub enum NoWindow {
    /// There is no display.
    #[error("There is no display to open a window on.")]
    NoDisplay,
    /// What the system said.
    #[error("No window could be opened: {0}.")]
    System(String),
}

/// Opens the window on these files and stays until it is closed.
///
/// # Errors
/// [`NoWindow`] where there is no display, or none that can be painted on.
pub fn run(files: Vec<PathBuf>, begin: Begin) -> Result<(), NoWindow> {
    if !has_display() {
        return Err(NoWindow::NoDisplay);
    }
    let options = NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Findings")
            .with_app_id("findings")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([480.0, 360.0])
            .with_drag_and_drop(true)
            // Without one of our own, egui's would be shown.
            .with_icon(egui::IconData::default()),
        renderer: eframe::Renderer::Glow,
        ..NativeOptions::default()
    };
    let create = move |context: &eframe::CreationContext<'_>| {
        let settings_file = SettingsFile::of_user();
        let settings = settings_file.as_ref().map(SettingsFile::load).unwrap_or_default();
        let wake = context.egui_ctx.clone();
        let runner = Runner::new(move || wake.request_repaint(), settings_file);
        let mut window = Window::new(&context.egui_ctx, State::new(settings), runner);
        match (begin, <[PathBuf; 2]>::try_from(files)) {
            (Begin::Compare, Ok(files)) => window.command(Command::CompareFiles(files)),
            (_, Ok(files)) => window.command(Command::OpenFiles(files.into())),
            (_, Err(files)) if !files.is_empty() => window.command(Command::OpenFiles(files)),
            (_, Err(_)) => {}
        }
        Ok(Box::new(window) as Box<dyn eframe::App>)
    };
    eframe::run_native("findings", options, Box::new(create))
        .map_err(|error| NoWindow::System(reason(&error.to_string())))
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
