//! Saves settings and annotations on a separate thread, in order. Everything is saved before the program ends.
//!
//! Data that can't be saved is kept and tried again. The state gets a command about it, so that the user is warned before a
//! note is lost.

use std::{
    collections::BTreeMap,
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{
    AnnotationChange, Annotations, AnnotationsFolder, Command, SaveRequest, SavedData, Settings,
    SettingsFile, strings,
};

/// The time after which saving is tried again, for example because a memory stick was unplugged.
const RETRY_INTERVAL: Duration = Duration::from_secs(5);

/// A message to the thread that saves.
enum Message {
    /// Saves data.
    Save(SaveRequest),
    /// Sends an answer once all earlier requests are saved or have failed.
    Confirm(Sender<()>),
}

/// The thread that saves. It ends when this value is dropped.
pub(super) struct Saver {
    sender: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    annotations: AnnotationStore,
}

impl Saver {
    /// Starts the thread; returns `None` if the system cannot start one. The thread calls `send_command` when
    /// data can't be saved, and when it can be saved again.
    pub(super) fn start(file: SettingsFile, send_command: impl Fn(Command) + Send + 'static) -> Option<Self> {
        let (sender, requests) = mpsc::channel::<Message>();
        let annotations = AnnotationStore { folder: file.annotations(), unsaved: Arc::default() };
        let writer = SettingsWriter { saved: None, unsaved: None, file };
        let thread = SaverThread {
            settings: writer,
            annotations: annotations.clone(),
            has_unsaved_annotations: false,
            has_unsaved_settings: false,
            send_command,
        };
        let run = move || thread.run(&requests);
        let thread = thread::Builder::new().name("save settings".to_owned()).spawn(run).ok()?;
        Some(Self { sender: Some(sender), thread: Some(thread), annotations })
    }

    /// Saves data on the thread.
    pub(super) fn save_data(&self, request: SaveRequest) {
        if let Some(sender) = &self.sender {
            // The thread ends when this value is dropped, so it is still running.
            let _ = sender.send(Message::Save(request));
        }
    }

    /// Returns a channel that gets a value, or is closed, once all earlier requests are saved or have failed.
    pub(super) fn confirm_saved(&self) -> Receiver<()> {
        let (answer, confirmation) = mpsc::channel();
        if let Some(sender) = &self.sender {
            // If sending fails, the channel is closed.
            let _ = sender.send(Message::Confirm(answer));
        }
        confirmation
    }

    /// Returns the annotations of all reports.
    pub(super) fn annotations(&self) -> AnnotationStore {
        self.annotations.clone()
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        drop(self.sender.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was reported on standard error already.
            let _ = thread.join();
        }
    }
}

/// The annotations in their folder, with the changes that could not be saved yet.
#[derive(Debug, Clone)]
pub(super) struct AnnotationStore {
    folder: AnnotationsFolder,
    /// The changes that are not saved yet, by the fingerprints of their reports.
    unsaved: Arc<Mutex<UnsavedChanges>>,
}

type UnsavedChanges = BTreeMap<String, Vec<AnnotationChange>>;

impl AnnotationStore {
    /// Returns the annotations of the report with this SHA-256.
    pub(super) fn load(&self, sha256: &str) -> Annotations {
        let unsaved = self.unsaved();
        let mut annotations = self.folder.load(sha256);
        for change in unsaved.get(sha256).into_iter().flatten() {
            annotations.apply_change(change.clone());
        }
        annotations
    }

    /// Returns the annotations of those of these reports that have any, by their SHA-256.
    pub(super) fn load_existing(&self, reports: &[String]) -> BTreeMap<String, Annotations> {
        let unsaved = self.unsaved();
        let mut existing = self.folder.load_existing(reports);
        for sha256 in reports {
            for change in unsaved.get(sha256).into_iter().flatten() {
                existing.entry(sha256.clone()).or_default().apply_change(change.clone());
            }
        }
        existing
    }

    fn unsaved(&self) -> MutexGuard<'_, UnsavedChanges> {
        self.unsaved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a change that is to be saved.
    fn add_change(&self, sha256: String, change: AnnotationChange) {
        let mut unsaved = self.unsaved();
        let changes = unsaved.entry(sha256).or_default();
        // A note that is being typed is a new draft with each letter. Only the last one is saved.
        if let AnnotationChange::Draft(id, _) = &change {
            changes.retain(|earlier| !matches!(earlier, AnnotationChange::Draft(other, _) if other == id));
        }
        changes.push(change);
    }

    /// Saves all changes. Those that can't be saved are kept.
    ///
    /// # Errors
    /// Returns the I/O error of the last report whose changes can't be saved.
    fn save_changes(&self) -> io::Result<()> {
        let mut outcome = Ok(());
        // The lock is held while a file is written, so that no reader misses a change that is being saved.
        self.unsaved().retain(|sha256, changes| match self.folder.apply_changes(sha256, changes) {
            Ok(()) => false,
            Err(error) => {
                outcome = Err(error);
                true
            }
        });
        outcome
    }
}

/// Writes the settings file.
struct SettingsWriter {
    file: SettingsFile,
    /// The settings as this window last read or saved them; `None` until the thread runs.
    saved: Option<Settings>,
    /// The settings that are not saved yet.
    unsaved: Option<Box<Settings>>,
}

impl SettingsWriter {
    /// Saves the settings, if they changed.
    ///
    /// # Errors
    /// Returns the I/O error if the file can't be written. The settings are then kept.
    fn save_changes(&mut self) -> io::Result<()> {
        let Some(settings) = self.unsaved.take() else { return Ok(()) };
        let before = self.saved.take().unwrap_or_else(|| self.file.load());
        match self.file.merge(&settings, &before) {
            Ok(()) => {
                self.saved = Some(*settings);
                Ok(())
            }
            Err(error) => {
                (self.saved, self.unsaved) = (Some(before), Some(settings));
                Err(error)
            }
        }
    }
}

/// The work of the thread.
struct SaverThread<R> {
    settings: SettingsWriter,
    annotations: AnnotationStore,
    /// True if annotations could not be saved the last time.
    has_unsaved_annotations: bool,
    /// True if the settings could not be saved the last time.
    has_unsaved_settings: bool,
    /// Sends a command to the state.
    send_command: R,
}

impl<R: Fn(Command)> SaverThread<R> {
    /// Saves what arrives, until the sender is dropped.
    fn run(mut self, requests: &Receiver<Message>) {
        self.settings.saved = Some(self.settings.file.load());
        loop {
            let first = match self.wait_for_message(requests) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let mut waiting = Vec::new();
            // Zooming with the wheel changes the settings many times a second. Only the last change is saved.
            for message in first.into_iter().chain(requests.try_iter()) {
                match message {
                    Message::Confirm(answer) => waiting.push(answer),
                    Message::Save(SaveRequest::Settings(latest)) => self.settings.unsaved = Some(latest),
                    Message::Save(SaveRequest::Annotation(sha256, change)) => {
                        self.annotations.add_change(sha256, *change);
                    }
                }
            }
            self.save_changes();
            for answer in waiting {
                // Sending fails if nobody waits any more.
                let _ = answer.send(());
            }
        }
        if self.has_unsaved_data() {
            self.save_last_time();
        }
    }

    /// Waits for the next message, or until saving is to be tried again.
    fn wait_for_message(&self, requests: &Receiver<Message>) -> Result<Message, RecvTimeoutError> {
        if self.has_unsaved_data() {
            requests.recv_timeout(RETRY_INTERVAL)
        } else {
            requests.recv().map_err(|_| RecvTimeoutError::Disconnected)
        }
    }

    /// Returns true if data is waiting to be saved again.
    fn has_unsaved_data(&self) -> bool {
        self.has_unsaved_annotations || self.has_unsaved_settings
    }

    /// Saves all changes, and reports when saving starts to fail or works again.
    fn save_changes(&mut self) {
        let outcome = self.annotations.save_changes();
        report_change(&self.send_command, SavedData::Annotations, &mut self.has_unsaved_annotations, outcome);
        let outcome = self.settings.save_changes();
        report_change(&self.send_command, SavedData::Settings, &mut self.has_unsaved_settings, outcome);
    }

    /// Saves all changes before the thread ends. There is no window any more that could show an error.
    fn save_last_time(&mut self) {
        for outcome in [self.annotations.save_changes(), self.settings.save_changes()] {
            if let Err(error) = outcome {
                eprintln!("{}", strings::settings_not_saved_message(&error));
            }
        }
    }
}

/// Tells the state if saving this data worked before and failed now, or the other way round.
fn report_change(
    send_command: &impl Fn(Command),
    data: SavedData,
    is_failing: &mut bool,
    outcome: io::Result<()>,
) {
    let was_failing = std::mem::replace(is_failing, outcome.is_err());
    match outcome {
        Err(error) if !was_failing => send_command(Command::SavingFailed(data, error.to_string())),
        Ok(()) if was_failing => send_command(Command::SavingWorksAgain(data)),
        Ok(()) | Err(_) => {}
    }
}
