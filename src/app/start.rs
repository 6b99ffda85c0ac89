//! Starts the program: settings, single instance, session and runner. `ui::run_window` opens the window on the
//! [`Application`] that [`start`] returns.

use std::path::{Component, Path, PathBuf};

use super::{
    Application, ClaimOutcome, Command, GraphicsFacts, InstanceRequest, Renderer, RendererSetting, Runner,
    SettingsFile, State, appearance, choose_renderer, claim_instance, strings,
};
use crate::{report::ParagraphAddress, trace};

/// The first view of the files that the program is started with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InitialView {
    /// Each file in a tab.
    Tabs,
    /// The file at the paragraph at this address.
    Paragraph(ParagraphAddress),
    /// The two files side by side.
    Compare,
    /// The timeline of the files.
    Timeline,
}

/// Options of starting the program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StartOptions {
    /// True to open a new window even if one is open already.
    pub opens_new_window: bool,
    /// True to save the settings in a folder beside the program.
    pub is_portable: bool,
    /// The renderer that paints the window; `None` for the one in the settings.
    pub renderer: Option<RendererSetting>,
}

/// The program in the state in which its window opens.
#[derive(Debug)]
pub struct WindowStart {
    /// The application to open the window on.
    pub application: Box<Application>,
    /// The saved width and height of the window in points.
    pub size: Option<[f32; 2]>,
    /// The renderer that paints the window.
    pub renderer: Renderer,
}

/// The outcome of [`start`].
#[derive(Debug)]
pub enum StartOutcome {
    /// Another window accepted the files.
    HandedOver,
    /// A window is to be opened.
    Window(WindowStart),
}

/// Starts the program with these files, and starts to read them.
///
/// Calls `wake`, from any thread, when the window has to take answers.
pub fn start(
    files: Vec<PathBuf>,
    view: InitialView,
    options: StartOptions,
    wake: impl Fn() + Send + Sync + 'static,
) -> StartOutcome {
    let options =
        StartOptions { is_portable: options.is_portable || SettingsFile::is_beside_program(), ..options };
    let files: Vec<PathBuf> = files.into_iter().map(absolute_path).collect();
    let (request, command) = match (view, files.as_slice()) {
        (InitialView::Compare, [left, right]) => {
            let files = [left.clone(), right.clone()];
            (InstanceRequest::Compare(files.clone()), Command::CompareFiles(files))
        }
        (InitialView::Timeline, [_, _, ..]) => {
            (InstanceRequest::Timeline(files.clone()), Command::ShowTimelineOf(files))
        }
        (InitialView::Paragraph(number), [file]) => {
            (InstanceRequest::OpenAt(file.clone(), number), Command::OpenAt(file.clone(), number))
        }
        // A new window beside another window starts empty, because the other window has restored the session.
        (InitialView::Tabs, []) if !options.opens_new_window => {
            (InstanceRequest::Open(Vec::new()), Command::Restore)
        }
        (InitialView::Tabs | InitialView::Paragraph(_) | InitialView::Compare | InitialView::Timeline, _) => {
            (InstanceRequest::Open(files.clone()), Command::OpenFiles(files))
        }
    };
    let file = if options.is_portable { SettingsFile::beside_program() } else { SettingsFile::for_user() };
    let listener = if options.opens_new_window {
        None
    } else {
        // A portable program has its own settings, so it hands files only to a window with the same settings.
        let own_settings = file.as_ref().filter(|_| options.is_portable).map(SettingsFile::path);
        match claim_instance(&request, own_settings.and_then(Path::parent)) {
            ClaimOutcome::HandedOver => return StartOutcome::HandedOver,
            ClaimOutcome::First(listener) => Some(listener),
            ClaimOutcome::NoSocket => None,
        }
    };
    trace::log_step("no other window");
    let mut state = load_state(file.as_ref());
    if file.is_none() {
        state.report_saving_impossible(strings::no_notes_folder_notice());
    }
    state.settings_path = file.as_ref().map(|file| file.path().to_owned());
    state.settings.keeps_session = listener.is_some();
    state.is_high_contrast_system = appearance::is_high_contrast_system();
    let size = state.settings.session.window;
    let setting = options.renderer.unwrap_or(state.settings.renderer);
    let renderer = choose_renderer(setting, &GraphicsFacts::collect());
    let effects = state.run_start_command(command, listener.is_some());
    let mut application = Application::new(state, Runner::new(wake, file));
    if let Some(listener) = listener {
        application.accept_files_from(listener);
    }
    effects.into_iter().for_each(|effect| application.run_effect(effect));
    trace::log_step("reports are being read");
    StartOutcome::Window(WindowStart { application: Box::new(application), size, renderer })
}

/// Returns the absolute path of a file, without "..", so that a file that is open already is recognised.
fn absolute_path(path: PathBuf) -> PathBuf {
    let has_parent = path.components().any(|part| part == Component::ParentDir);
    // On Windows, `absolute` removes ".."; elsewhere that is wrong after a link.
    let resolved = if has_parent && cfg!(unix) { path.canonicalize().ok() } else { None };
    resolved.or_else(|| std::path::absolute(&path).ok()).unwrap_or(path)
}

/// Returns a state with the settings in a file, and a notice about settings that could not be read.
fn load_state(file: Option<&SettingsFile>) -> State {
    let (settings, problems) = file.map(SettingsFile::load_with_problems).unwrap_or_default();
    let mut state = State::new(settings);
    if let Some((problems, file)) = problems.zip(file) {
        let old_file = file.unreadable_copy();
        state.messages.notices.push(match problems.as_slice() {
            [] => strings::unreadable_settings_file_notice(&old_file),
            entries => strings::unreadable_settings_notice(entries, &old_file),
        });
    }
    state
}
