//! Carries out effects on threads. The window never waits: the answers are sent back as commands.

mod dialogs;
mod printing;
mod queue;
mod tasks;

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

use self::{queue::BackgroundQueue, tasks::read_report};
use super::{
    Annotations, Command, DocumentId, Effect, FolderEffect, InstanceListener, PagesEffect, SaveRequest,
    SettingsFile, Task, Ticket, WindowEffect, draw::PageWorker, file_manager, folder_readers::FolderReaders,
    instance::SocketFile, saver::Saver, strings, watch::FileWatcher,
};
use crate::read::{OriginalPages, PagePicture, PageRequest};

/// Carries out effects on threads.
pub struct Runner {
    sender: Sender<RunnerAnswer>,
    answers: Receiver<RunnerAnswer>,
    /// Wakes the window when there is an answer.
    wake: Arc<dyn Fn() + Send + Sync>,
    saver: Option<Saver>,
    /// The annotations of each report by its fingerprint, if there is no settings folder to save them in.
    unsaved_annotations: HashMap<String, Annotations>,
    watcher: Option<FileWatcher>,
    page_workers: HashMap<DocumentId, PageWorker>,
    /// Reports that are read for tabs behind the front tab.
    background: BackgroundQueue,
    folder_readers: FolderReaders,
    /// The file of the socket on which other instances send file names; `None` while none are accepted. The file is
    /// removed when this value is dropped.
    socket_file: Option<SocketFile>,
}

/// An answer from a thread.
#[derive(Debug)]
pub enum RunnerAnswer {
    /// A command for the state.
    Command(Command),
    /// A picture for the window, which caches the pictures.
    Page(DrawnPage),
}

/// A picture of a page, or of a band of it.
#[derive(Debug)]
pub struct DrawnPage {
    /// The report or preview.
    pub document: DocumentId,
    /// Its revision when the page was requested.
    pub revision: u32,
    /// The request.
    pub request: PageRequest,
    /// The picture; `None` for a page that cannot be drawn.
    pub picture: Option<PagePicture>,
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").finish_non_exhaustive()
    }
}

impl Runner {
    /// Creates a runner. It calls `wake`, from any thread, when there is something to [`poll`](Self::poll). Without a
    /// settings file, settings and annotations are not saved.
    pub fn new(wake: impl Fn() + Send + Sync + 'static, settings_file: Option<SettingsFile>) -> Self {
        let (sender, answers) = mpsc::channel();
        let indexes = settings_file.as_ref().map(SettingsFile::indexes);
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(wake);
        let send_command = {
            let (sender, wake) = (sender.clone(), Arc::clone(&wake));
            move |command| {
                // Sending fails if the window was closed.
                let _ = sender.send(RunnerAnswer::Command(command));
                wake();
            }
        };
        let watcher = {
            let send_command = send_command.clone();
            FileWatcher::start(move |path| send_command(Command::FileChanged(path)))
        };
        let saver = settings_file.and_then(|file| {
            let saver = Saver::start(file, send_command.clone());
            if saver.is_none() {
                send_command(Command::SavingImpossible);
            }
            saver
        });
        Self {
            sender,
            answers,
            wake,
            saver,
            unsaved_annotations: HashMap::new(),
            watcher,
            page_workers: HashMap::new(),
            background: BackgroundQueue::default(),
            folder_readers: FolderReaders::new(indexes),
            socket_file: None,
        }
    }

    /// Accepts files from other instances of the program.
    pub(super) fn accept_files_from(&mut self, listener: InstanceListener) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        self.socket_file = Some(listener.serve_requests(move |command| {
            let is_accepted = sender.send(RunnerAnswer::Command(command)).is_ok();
            wake();
            is_accepted
        }));
    }

    /// Stops accepting files from other instances of the program, because the window is closing.
    pub(super) fn stop_listening(&mut self) {
        self.socket_file = None;
    }

    /// Waits at most two seconds until all data is saved or saving has failed, because the window is closing. The answer
    /// about a failure has then arrived.
    pub(super) fn wait_until_saved(&self) {
        /// The longest time to wait. A network drive can take minutes to report an error.
        const MAX_WAIT: Duration = Duration::from_secs(2);
        if let Some(saver) = &self.saver {
            // Without a confirmation in time, the window closes, and the thread goes on saving before the program ends.
            let _ = saver.confirm_saved().recv_timeout(MAX_WAIT);
        }
    }

    /// Wakes the window.
    pub(super) fn wake_window(&self) {
        (self.wake)();
    }

    /// Returns the answers that have arrived since the last call.
    pub fn poll(&self) -> impl Iterator<Item = RunnerAnswer> {
        self.answers.try_iter()
    }

    /// Carries out an effect that nobody waits for, when there is a thread for it. Returns it if it needs the window.
    pub(super) fn run_effect_in_background(&mut self, effect: Effect) -> Option<WindowEffect> {
        match effect {
            Effect::Task(ticket, Task::Load(from)) => {
                self.watch_source(&from);
                let job = self.job(ticket, read_report(ticket, from));
                if let Err(error) = self.background.add(ticket, Box::new(job)) {
                    self.report_failed_start(ticket, &error);
                }
                None
            }
            effect => self.run_effect(effect),
        }
    }

    /// Returns true if reports wait to be read in the background.
    pub(super) fn has_waiting_jobs(&self) -> bool {
        self.background.has_waiting_jobs()
    }

    /// Starts the work with this ticket now if it waits to be done in the background.
    pub(super) fn start_waiting_job(&self, ticket: Ticket) {
        if let Some(job) = self.background.take(ticket) {
            self.spawn("read report", ticket, job);
        }
    }

    /// Carries out an effect, or returns it if it needs the window.
    pub fn run_effect(&mut self, effect: Effect) -> Option<WindowEffect> {
        match effect {
            Effect::Task(ticket, task) => self.run_task(ticket, task),
            Effect::Pages(PagesEffect::Draw { document, revision, original, requests }) => {
                self.draw_pages(document, revision, original, requests);
            }
            Effect::Pages(PagesEffect::Stop(document)) => {
                self.page_workers.remove(&document);
            }
            Effect::Folder(effect) => self.run_folder_effect(effect),
            Effect::Save(request) => self.save_data(request),
            Effect::ShowInFolder(path) => self.show_in_folder(path),
            Effect::FindMissingFiles(paths) => self.find_missing_files(paths),
            Effect::Window(effect) => return Some(effect),
        }
        None
    }

    /// Carries out an effect on the threads that read folders.
    fn run_folder_effect(&mut self, effect: FolderEffect) {
        let send = self.answer_sender();
        self.folder_readers.run_effect(effect, send);
    }

    /// Saves settings or annotations. Without a settings folder, annotations are kept until the program ends.
    fn save_data(&mut self, request: SaveRequest) {
        match (&self.saver, request) {
            (Some(saver), request) => saver.save_data(request),
            (None, SaveRequest::Annotation(sha256, change)) => {
                self.unsaved_annotations.entry(sha256).or_default().apply_change(*change);
            }
            (None, SaveRequest::Settings(_)) => {}
        }
    }

    /// Shows a file in its folder, in the file manager of the system.
    fn show_in_folder(&self, path: PathBuf) {
        let send = self.answer_sender();
        let run = move || {
            if file_manager::show_file(&path).is_err() {
                send(RunnerAnswer::Command(Command::FolderNotShown(path)));
            }
        };
        if let Err(error) = thread::Builder::new().name("show in folder".to_owned()).spawn(run) {
            report_thread_error(&error);
        }
    }

    /// Looks for files, and answers with those that are missing.
    fn find_missing_files(&self, mut paths: Vec<PathBuf>) {
        let send = self.answer_sender();
        let run = move || {
            paths.retain(|path| !path.is_file());
            send(RunnerAnswer::Command(Command::MissingFilesFound(paths)));
        };
        if let Err(error) = thread::Builder::new().name("find missing files".to_owned()).spawn(run) {
            report_thread_error(&error);
        }
    }

    /// Draws pages on the thread of this document, which is started if necessary.
    fn draw_pages(
        &mut self,
        document: DocumentId,
        revision: u32,
        original: Arc<OriginalPages>,
        requests: Vec<PageRequest>,
    ) {
        if !self.page_workers.contains_key(&document) {
            let send = self.answer_sender();
            let drawn = move |request, picture| {
                send(RunnerAnswer::Page(DrawnPage { document, revision, request, picture }));
            };
            match PageWorker::start(original, drawn) {
                Ok(worker) => self.page_workers.insert(document, worker),
                Err(error) => return report_thread_error(&error),
            };
        }
        if let Some(worker) = self.page_workers.get(&document) {
            worker.request_pages(requests);
        }
    }

    /// Returns a function that sends an answer and wakes the window, for use on a thread.
    fn answer_sender(&self) -> impl Fn(RunnerAnswer) + Clone + Send + 'static {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        move |answer| {
            if sender.send(answer).is_ok() {
                wake();
            }
        }
    }

    /// Runs `work` on a separate thread and sends its answer. `work` can send other answers before that. If it
    /// panics, the answer is [`Command::TaskPanicked`], so that the state does not wait for ever.
    fn run_on_thread(
        &self,
        name: &str,
        ticket: Ticket,
        work: impl FnOnce(&dyn Fn(Command)) -> Option<Command> + Send + 'static,
    ) {
        self.spawn(name, ticket, self.job(ticket, work));
    }

    /// Returns a function that does work and sends its answer; see [`Self::run_on_thread`].
    fn job(
        &self,
        ticket: Ticket,
        work: impl FnOnce(&dyn Fn(Command)) -> Option<Command> + Send + 'static,
    ) -> impl FnOnce() + Send + 'static {
        let answer = self.answer_sender();
        move || {
            let send = |command| answer(RunnerAnswer::Command(command));
            let last = catch_unwind(AssertUnwindSafe(|| work(&send)));
            if let Some(command) = last.unwrap_or(Some(Command::TaskPanicked(ticket))) {
                send(command);
            }
        }
    }

    fn spawn(&self, name: &str, ticket: Ticket, job: impl FnOnce() + Send + 'static) {
        if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(job) {
            self.report_failed_start(ticket, &error);
        }
    }

    /// Reports that the system can't start a thread for some work.
    fn report_failed_start(&self, ticket: Ticket, error: &std::io::Error) {
        report_thread_error(error);
        let _ = self.sender.send(RunnerAnswer::Command(Command::TaskPanicked(ticket)));
    }
}

fn report_thread_error(error: &std::io::Error) {
    eprintln!("{}", strings::thread_not_started_message(error));
}
