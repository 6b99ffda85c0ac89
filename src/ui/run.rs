//! Opens the window on this system's display.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use eframe::{NativeOptions, egui};

use super::Window;
use crate::{
    app::{self, Claim, Command, Effect, Notice, Request, Runner, SettingsFile, State},
    trace,
};

/// What the window begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// Each file in a tab.
    Tabs,
    /// The file at the paragraph of this number.
    At(u32),
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

/// How a window is opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct How {
    /// Beside one that is open already.
    pub another: bool,
    /// With its settings beside the program.
    pub portable: bool,
}

/// Opens the window on these files and stays until it is closed. Where a window is open already it is given the files,
/// unless this one is to be another.
///
/// # Errors
/// [`NoWindow`] where there is no display, or none that can be painted on.
pub fn run(files: Vec<PathBuf>, begin: Begin, how: How) -> Result<(), NoWindow> {
    if !has_display() {
        return Err(NoWindow::NoDisplay);
    }
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    let files: Vec<PathBuf> = files.into_iter().map(absolute).collect();
    let (request, command) = match (begin, files.as_slice()) {
        (Begin::Compare, [left, right]) => {
            let files = [left.clone(), right.clone()];
            (Request::Compare(files.clone()), Command::CompareFiles(files))
        }
        (Begin::At(number), [file]) => {
            (Request::OpenAt(file.clone(), number), Command::OpenAt(file.clone(), number))
        }
        // A window of its own is an empty one.
        (Begin::Tabs, []) if !how.another => (Request::Open(Vec::new()), Command::Restore),
        _ => (Request::Open(files.clone()), Command::OpenFiles(files)),
    };
    // What is carried about keeps to itself.
    let door = if how.another || how.portable {
        None
    } else {
        match app::claim(&request) {
            Claim::Handed => return Ok(()),
            Claim::First(door) => Some(door),
            Claim::Alone => None,
        }
    };
    trace::step("no other window");
    let settings_file = if how.portable { SettingsFile::beside_program() } else { SettingsFile::of_user() };
    let (settings, unreadable) = settings_file.as_ref().map(SettingsFile::load_telling).unwrap_or_default();
    let mut state = State::new(settings);
    if let Some((wrong, file)) = unreadable.zip(settings_file.as_ref()) {
        state.notices.push(unreadable_settings(&wrong, file));
    }
    state.settings.keeps_session = door.is_some() || how.portable;
    let size = state.settings.session.window;
    // Threads that answer before there is a window have nobody to wake.
    let window: Arc<OnceLock<egui::Context>> = Arc::default();
    let waker = Arc::clone(&window);
    let wake = move || {
        if let Some(context) = waker.get() {
            context.request_repaint();
        }
    };
    let mut runner = Runner::new(wake, settings_file);
    if let Some(door) = door {
        runner.listen(door);
    }
    // Reports are read while the window connects to the display.
    // Opening something else takes messages away; these are not of what was opened before.
    let notices = std::mem::take(&mut state.notices);
    let waiting: Vec<Effect> =
        state.update(command).into_iter().filter_map(|effect| runner.run(effect)).collect();
    state.notices.extend(notices);
    debug_assert!(waiting.is_empty(), "opening files needs no window");
    trace::step("reports are being read");
    let create = move |context: &eframe::CreationContext<'_>| {
        trace::step("window and GL");
        // Set once, here.
        let _ = window.set(context.egui_ctx.clone());
        let window = Window::new(&context.egui_ctx, state, runner).with_system_clipboard();
        Ok(Box::new(window) as Box<dyn eframe::App>)
    };
    eframe::run_native("findings", options(size), Box::new(create))
        .map_err(|error| NoWindow::System(reason(&error.to_string())))
}

/// Says what of the settings could not be read, and where it is kept.
fn unreadable_settings(wrong: &[String], file: &SettingsFile) -> Notice {
    let aside = file.aside();
    let aside = aside.display();
    match wrong {
        [] => Notice::new(
            "The settings could not be read",
            format!("Findings begins with those it comes with. The old ones are kept as {aside}."),
        ),
        wrong => Notice::new(
            "Some of the settings could not be read",
            format!(
                "These are as Findings comes with them: {}. The others are as they were. The file as it was is kept as {aside}.",
                wrong.join(", ")
            ),
        ),
    }
}

/// `size` is that of the window when it was last left, in points.
fn options(size: Option<[f32; 2]>) -> NativeOptions {
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
