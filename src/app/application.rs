//! The state together with the runner of its effects. The window drives both through [`Application`].
//!
//! The window can look at the state and give commands. It cannot change the state itself, because only a shared
//! reference to it leaves this file.

use std::path::PathBuf;

use super::{
    Command, DocumentId, DrawnPage, Effect, InstanceListener, LoadedReport, Runner, RunnerAnswer, State,
    Task, Ticket, WindowEffect,
};

/// The running program behind the window.
#[derive(Debug)]
pub struct Application {
    state: State,
    runner: Runner,
    /// Effects that wait for the window.
    window_effects: Vec<WindowEffect>,
    /// Tasks that wait until the window has painted a frame.
    deferred_tasks: Vec<(Ticket, Task)>,
}

impl Application {
    /// Creates an application that runs the effects of `state` on `runner`.
    #[must_use]
    pub fn new(state: State, runner: Runner) -> Self {
        Self { state, runner, window_effects: Vec::new(), deferred_tasks: Vec::new() }
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
    }

    /// Starts the work of an effect. An effect that needs the window waits until the window takes it.
    pub(super) fn run_effect(&mut self, effect: Effect) {
        match effect {
            Effect::Task(ticket, task) if task.should_wait_for_frame() => {
                self.deferred_tasks.push((ticket, task));
                self.runner.wake_window();
            }
            effect => self.window_effects.extend(self.runner.run_effect(effect)),
        }
    }

    /// Applies the answers that have arrived, and returns the pictures of pages among them. Called once at the start of
    /// each frame; tasks that waited for the last frame start here.
    pub fn take_answers(&mut self) -> Vec<DrawnPage> {
        for (ticket, task) in std::mem::take(&mut self.deferred_tasks) {
            self.window_effects.extend(self.runner.run_effect(Effect::Task(ticket, task)));
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

    /// Stops accepting files from other instances of the program, because the window is closing.
    pub fn stop_listening(&mut self) {
        self.runner.stop_listening();
    }
}
