//! The state together with the runner of its effects. The window drives both through [`Application`].
//!
//! The window can look at the state and give commands. It cannot change the state itself, because only a shared
//! reference to it leaves this file.

use std::path::PathBuf;

use super::{
    Command, DocumentId, DrawnPage, Effect, FolderEffect, InstanceListener, LoadedReport, Runner,
    RunnerAnswer, State, WindowEffect,
};

/// The running program behind the window.
#[derive(Debug)]
pub struct Application {
    state: State,
    runner: Runner,
    /// Effects that wait for the window.
    window_effects: Vec<WindowEffect>,
    /// Effects that wait until the window has painted a frame.
    deferred_effects: Vec<Effect>,
}

impl Application {
    /// Creates an application that runs the effects of `state` on `runner`.
    #[must_use]
    pub fn new(state: State, runner: Runner) -> Self {
        Self { state, runner, window_effects: Vec::new(), deferred_effects: Vec::new() }
    }

    /// Returns the state of the program.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the runner, for effects that need the window.
    #[must_use]
    pub fn runner(&self) -> &Runner {
        &self.runner
    }

    /// Carries out a command and starts its effects.
    pub fn run_command(&mut self, command: Command) {
        for effect in self.state.update(command) {
            self.run_effect(effect);
        }
        // The user may have brought a tab to the front whose report waits to be read.
        if self.runner.has_waiting_jobs() {
            for ticket in self.state.front_loads() {
                self.runner.start_waiting_job(ticket);
            }
        }
    }

    /// Starts the work of an effect. An effect that needs the window waits until the window takes it.
    pub(super) fn run_effect(&mut self, effect: Effect) {
        let can_wait = match &effect {
            // Reports in other tabs, such as those of the last session, are read after the front tab has been painted.
            Effect::Task(ticket, task) => {
                task.should_wait_for_frame() || self.state.is_for_background_tab(*ticket)
            }
            Effect::Folder(FolderEffect::Read { tab, .. }) => self.state.front_tab() != Some(*tab),
            Effect::Folder(_)
            | Effect::Window(_)
            | Effect::Pages(_)
            | Effect::Save(_)
            | Effect::ShowInFolder(_)
            | Effect::FindMissingFiles(_) => false,
        };
        if can_wait {
            self.deferred_effects.push(effect);
            self.runner.wake_window();
        } else {
            self.window_effects.extend(self.runner.run_effect(effect));
        }
    }

    /// Applies the answers that have arrived, and returns the pictures of pages among them. Called once at the start of
    /// each frame; effects that waited for the last frame start here.
    pub fn take_answers(&mut self) -> Vec<DrawnPage> {
        // The folder of a tab that was closed meanwhile must not be read, because nothing would stop the reading.
        let is_for_closed_tab = |effect: &Effect| match effect {
            Effect::Folder(FolderEffect::Read { tab, .. }) => self.state.tabs.get(*tab).is_none(),
            _ => false,
        };
        self.deferred_effects.retain(|effect| !is_for_closed_tab(effect));
        for effect in std::mem::take(&mut self.deferred_effects) {
            self.window_effects.extend(self.runner.run_effect_in_background(effect));
        }
        let answers: Vec<RunnerAnswer> = self.runner.poll().collect();
        let mut pages = Vec::new();
        for answer in answers {
            match answer {
                RunnerAnswer::Command(command) => self.run_command(command),
                RunnerAnswer::Page(page) => pages.push(page),
            }
        }
        pages
    }

    /// Opens a report that was read already, in front, and returns its document.
    pub fn add_report(&mut self, path: Option<PathBuf>, loaded: LoadedReport) -> Option<DocumentId> {
        let (document, effects) = self.state.add_report(path, loaded);
        effects.into_iter().for_each(|effect| self.run_effect(effect));
        document
    }

    /// Takes answers until no work is in flight and all folders are read, for programs without a window. `wait` returns when a thread has
    /// answered, or after a short time.
    pub fn finish_work(&mut self, wait: impl Fn()) {
        while self.state.is_working() {
            // There is no window to show the pictures.
            drop(self.take_answers());
            if self.state.is_working() {
                wait();
            }
        }
    }

    /// Returns the effects that need the window, and removes them from the list.
    pub fn take_window_effects(&mut self) -> Vec<WindowEffect> {
        std::mem::take(&mut self.window_effects)
    }

    /// Accepts files from other instances of the program.
    pub(super) fn accept_files_from(&mut self, listener: InstanceListener) {
        self.runner.accept_files_from(listener);
    }

    /// Waits at most two seconds until all data is saved or saving has failed, because the window is closing. A failure
    /// is among the next answers.
    pub fn wait_until_saved(&self) {
        self.runner.wait_until_saved();
    }

    /// Stops accepting files from other instances of the program, because the window is closing.
    pub fn stop_listening(&mut self) {
        self.runner.stop_listening();
    }
}
