//! Puts the program together: settings, the single instance, the session and the runner. `ui::run` opens the window on
//! what [`start`] returns.

use std::path::PathBuf;

use super::{Application, Claim, Command, Notice, Request, Runner, SettingsFile, State, claim};
use crate::trace;

/// The content that the window begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// Each file in a tab.
    Tabs,
    /// The file at the paragraph with this number.
    At(u32),
    /// The two files side by side.
    Compare,
}

/// How the program is started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StartOptions {
    /// Open a window of its own, beside one that is open already.
    pub another_window: bool,
    /// Keep the settings beside the program.
    pub portable: bool,
}

/// The outcome of starting.
#[derive(Debug)]
pub enum Start {
    /// Another window took the files over.
    HandedOver,
    /// This program shows them, in a window of this width and height in points, if one was remembered.
    Window(Box<Application>, Option<[f32; 2]>),
}

/// Starts the program on these files. They are being read when this returns.
///
/// `wake` is called, from any thread, when the window has to take answers.
pub fn start(
    files: Vec<PathBuf>,
    begin: Begin,
    options: StartOptions,
    wake: impl Fn() + Send + Sync + 'static,
) -> Start {
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
        // A window of its own begins empty.
        (Begin::Tabs, []) if !options.another_window => (Request::Open(Vec::new()), Command::Restore),
        (Begin::Tabs | Begin::At(_) | Begin::Compare, _) => {
            (Request::Open(files.clone()), Command::OpenFiles(files))
        }
    };
    // A portable program keeps to itself.
    let listener = if options.another_window || options.portable {
        None
    } else {
        match claim(&request) {
            Claim::Handed => return Start::HandedOver,
            Claim::First(listener) => Some(listener),
            Claim::Alone => None,
        }
    };
    trace::step("no other window");
    let file = if options.portable { SettingsFile::beside_program() } else { SettingsFile::of_user() };
    let mut state = state_from_settings(file.as_ref());
    state.settings.keeps_session = listener.is_some() || options.portable;
    let size = state.settings.session.window;
    // Opening files closes messages, but these are not about anything that was open before.
    let notices = std::mem::take(&mut state.messages.notices);
    let effects = state.update(command);
    state.messages.notices.extend(notices);
    let mut application = Application::new(state, Runner::new(wake, file));
    if let Some(listener) = listener {
        application.listen(listener);
    }
    effects.into_iter().for_each(|effect| application.run(effect));
    trace::step("reports are being read");
    Start::Window(Box::new(application), size)
}

/// A state with the settings in a file, and a message about those that could not be read.
fn state_from_settings(file: Option<&SettingsFile>) -> State {
    let (settings, problems) = file.map(SettingsFile::load_with_problems).unwrap_or_default();
    let mut state = State::new(settings);
    if let Some((problems, file)) = problems.zip(file) {
        state.messages.notices.push(unreadable_settings(&problems, file));
    }
    state
}

/// Says which settings could not be read, and where the file is kept.
fn unreadable_settings(problems: &[String], file: &SettingsFile) -> Notice {
    let aside = file.aside();
    let aside = aside.display();
    match problems {
        [] => Notice::new(
            "Your settings could not be read",
            format!("Default settings were used. The old settings file was kept as {aside}."),
        ),
        problems => Notice::new(
            "Some of your settings could not be read",
            format!(
                "Default settings were used for these: {}. Your other settings are unchanged. The old file was kept as {aside}.",
                problems.join(", ")
            ),
        ),
    }
}
