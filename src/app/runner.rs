//! Carries out effects on threads. The window never waits: the answers are sent back as commands.

use std::{
    collections::{BTreeMap, HashMap},
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    Annotations, Command, ComparisonResult, ComputedFindings, DocumentId, Effect, FileToSave, FolderCommand,
    FolderEffect, FolderRegisterCommand, InstanceListener, LoadedReport, OpenError, PagesEffect, PrintJob,
    ReportSource, SaveRequest, SearchResult, SettingsFile, TabId, Task, Ticket, WindowEffect,
    draw::PageWorker, file, file_manager, folder_readers::FolderReaders, instance::SocketFile, saver::Saver,
    strings, watch::FileWatcher,
};
use crate::{
    analysis::{Findings, SearchText},
    library::SimilarRecommendations,
    output::{
        plan::read_plan,
        printer::{self, PrinterError},
    },
    read::{self, OriginalPages, PagePicture, PageRequest, band_count},
};

/// A function that shows a dialog to choose files. It runs on a separate thread and returns `None` if the user cancels.
pub(crate) type FilesPicker = Box<dyn FnOnce() -> Option<Vec<PathBuf>> + Send>;

/// A function that shows a dialog to choose one file. It runs on a separate thread and returns `None` if the user
/// cancels.
pub(crate) type FilePicker = Box<dyn FnOnce() -> Option<PathBuf> + Send>;

/// The minimum time in which a user can cancel a dialog.
const MIN_DIALOG_TIME: Duration = Duration::from_millis(250);

/// Returns true if a dialog that gave no file after this time was never shown, and false if the user cancelled it.
/// Windows and macOS always have dialogs. Other systems may lack them, and then answer faster than any user.
fn is_missing_dialog(time: Duration) -> bool {
    let always_has_dialogs = cfg!(any(target_os = "windows", target_os = "macos"));
    !always_has_dialogs && time < MIN_DIALOG_TIME
}

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
        let saver = settings_file.and_then(Saver::start);
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(wake);
        let (changes, wakes) = (sender.clone(), Arc::clone(&wake));
        let watcher = FileWatcher::start(move |path| {
            // Sending fails if the window was closed.
            let _ = changes.send(RunnerAnswer::Command(Command::FileChanged(path)));
            wakes();
        });
        Self {
            sender,
            answers,
            wake,
            saver,
            unsaved_annotations: HashMap::new(),
            watcher,
            page_workers: HashMap::new(),
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

    /// Wakes the window.
    pub(super) fn wake_window(&self) {
        (self.wake)();
    }

    /// Returns the answers that have arrived since the last call.
    pub fn poll(&self) -> impl Iterator<Item = RunnerAnswer> {
        self.answers.try_iter()
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

    fn run_task(&self, ticket: Ticket, task: Task) {
        match task {
            Task::Load(from) => self.load_report(ticket, from),
            Task::Compare(reports, abbreviations, mode) => {
                self.run_on_thread("compare reports", ticket, move |_| {
                    let result = ComparisonResult::new(reports, &abbreviations, mode);
                    Some(Command::Compared(ticket, Arc::new(result)))
                });
            }
            Task::Search { report, flow, text, query } => self.run_on_thread("search", ticket, move |_| {
                let text = text.unwrap_or_else(|| Arc::new(SearchText::new(&report, &flow)));
                let hits = text.search(&report, &flow, &query);
                Some(Command::Searched(ticket, Box::new(SearchResult { text, hits })))
            }),
            Task::ComputeFindings(report, abbreviations) => {
                let saved =
                    self.saver.as_ref().map(|saver| (saver.annotations_folder(), saver.confirm_saved()));
                let unsaved = self.unsaved_annotations.get(&report.source.sha256).cloned();
                self.run_on_thread("compute findings", ticket, move |_| {
                    let findings = Arc::new(Findings::compute(&report, abbreviations));
                    let annotations = saved.map(|(folder, is_saved)| {
                        // A report that is opened again gets the words that were typed just before it was closed.
                        let _ = is_saved.recv();
                        folder.load(&report.source.sha256)
                    });
                    let annotations = annotations.or(unsaved).unwrap_or_default();
                    let computed = ComputedFindings { findings, annotations };
                    Some(Command::FindingsComputed(ticket, Box::new(computed)))
                });
            }
            Task::LoadPlans(tab, reports) => self.load_plans(ticket, tab, reports),
            Task::FindSimilar(tab, reports) => self.run_on_thread("find similar", ticket, move |_| {
                let similar = Arc::new(SimilarRecommendations::new(&reports));
                let command = FolderRegisterCommand::SimilarFound(ticket, similar);
                Some(Command::Folder(tab, FolderCommand::Register(command)))
            }),
            Task::LayOutPages(job) => self.run_on_thread("lay out pages", ticket, move |_| {
                Some(Command::Typeset(ticket, Box::new(job.lay_out_pages())))
            }),
        }
    }

    /// Loads the annotations of reports in the folder of a tab.
    fn load_plans(&self, ticket: Ticket, tab: TabId, reports: Vec<String>) {
        let saved = self.saver.as_ref().map(|saver| (saver.annotations_folder(), saver.confirm_saved()));
        let unsaved: BTreeMap<String, Annotations> = self
            .unsaved_annotations
            .iter()
            .map(|(sha256, annotations)| (sha256.clone(), annotations.clone()))
            .collect();
        self.run_on_thread("load plans", ticket, move |_| {
            let plans = saved.map_or(unsaved, |(folder, is_saved)| {
                let _ = is_saved.recv();
                folder.load_existing(&reports)
            });
            let command = FolderRegisterCommand::PlansLoaded(ticket, plans);
            Some(Command::Folder(tab, FolderCommand::Register(command)))
        });
    }

    /// Reads a report. Answers with [`Command::Loaded`], twice for a long file.
    fn load_report(&self, ticket: Ticket, from: ReportSource) {
        // A protected file is not watched: reading it again could open the password dialog at an unexpected moment.
        if let (Some(watcher), ReportSource::File(path)) = (&self.watcher, &from) {
            watcher.watch_file(path);
        }
        self.run_on_thread("read report", ticket, move |answer| {
            let first = |pages| answer(Command::Loaded(ticket, Box::new(Ok(pages))));
            let result = match &from {
                ReportSource::File(path) => file::load_report(path, None, first),
                ReportSource::Protected(path, password) => file::load_report(path, Some(password), first),
                ReportSource::Sample(sample) | ReportSource::Guide(sample) => {
                    read::read(sample.bytes, sample.file).map(LoadedReport::new).map_err(OpenError::from)
                }
            };
            Some(Command::Loaded(ticket, Box::new(result)))
        });
    }

    /// Shows the Open dialog. Answers with [`Command::FilesPicked`], or [`Command::NoFileDialog`] if the system has no
    /// dialog.
    pub(crate) fn pick_files(&self, ticket: Ticket, pick: FilesPicker) {
        self.run_on_thread("file dialog", ticket, move |_| {
            let opened = Instant::now();
            Some(match pick() {
                Some(files) => Command::FilesPicked(ticket, files),
                None if is_missing_dialog(opened.elapsed()) => Command::NoFileDialog(ticket),
                None => Command::FilesPicked(ticket, Vec::new()),
            })
        });
    }

    /// Shows a dialog to choose a folder. Answers with [`Command::FolderPicked`], or [`Command::NoFileDialog`] if the
    /// system has no dialog.
    pub(crate) fn pick_folder(&self, ticket: Ticket, pick: FilePicker) {
        self.run_on_thread("folder dialog", ticket, move |_| {
            let opened = Instant::now();
            Some(match pick() {
                None if is_missing_dialog(opened.elapsed()) => Command::NoFileDialog(ticket),
                folder => Command::FolderPicked(ticket, folder),
            })
        });
    }

    /// Shows a dialog to choose an action plan, and reads it. Answers with [`Command::PlanRead`], or
    /// [`Command::NoFileDialog`] if the system has no dialog.
    pub(crate) fn pick_plan(&self, ticket: Ticket, pick: FilePicker) {
        self.run_on_thread("read plan", ticket, move |_| {
            let opened = Instant::now();
            let Some(path) = pick() else {
                let has_no_dialog = is_missing_dialog(opened.elapsed());
                return Some(match has_no_dialog {
                    true => Command::NoFileDialog(ticket),
                    false => Command::PlanRead(ticket, None),
                });
            };
            let bytes = file::read_file(&path).map_err(|error| error.to_string());
            let plan = bytes.and_then(|bytes| read_plan(&bytes).map_err(|error| error.to_string()));
            Some(Command::PlanRead(ticket, Some((path, plan))))
        });
    }

    /// Prints pages. `parent` is the id of the window in the format of the desktop portal. Answers with
    /// [`Command::Printed`], or [`Command::ChoosePrinter`] if the system has no print dialog.
    pub(crate) fn print(&self, ticket: Ticket, job: PrintJob, parent: String) {
        self.run_on_thread("print", ticket, move |_| {
            let result = match &job.job_options {
                Some(job_options) => {
                    let draw_pages = |scale: f32, take: &mut dyn FnMut(printer::Picture)| {
                        draw_for_printing(&job.pdf, scale, take)
                    };
                    let (pdf, title, paper) = (job.pdf.as_slice(), job.title.as_str(), job.paper);
                    printer::print_on(
                        job_options,
                        &printer::Job { pdf, title, paper, draw_pages: &draw_pages },
                    )
                }
                None => printer::print_with_dialog(&job.pdf, &job.title, &parent),
            };
            Some(match result {
                Err(PrinterError::NoDialog) => match printer::printers() {
                    Ok(printers) => Command::ChoosePrinter(ticket, printers),
                    Err(error) => Command::Printed(ticket, Err(error)),
                },
                result => Command::Printed(ticket, result),
            })
        });
    }

    /// Shows the Save dialog, and saves the file. Answers with [`Command::Saved`].
    pub(crate) fn save_as(&self, ticket: Ticket, save: Box<FileToSave>, pick: FilePicker) {
        self.run_on_thread("save", ticket, move |_| {
            let opened = Instant::now();
            let saved = match pick() {
                Some(path) => Some(save.write(path)),
                None if is_missing_dialog(opened.elapsed()) => Some(Err(strings::NO_SAVE_DIALOG.to_owned())),
                None => None,
            };
            Some(Command::Saved(ticket, saved))
        });
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
        let answer = self.answer_sender();
        let run = move || {
            let send = |command| answer(RunnerAnswer::Command(command));
            let last = catch_unwind(AssertUnwindSafe(|| work(&send)));
            if let Some(command) = last.unwrap_or(Some(Command::TaskPanicked(ticket))) {
                send(command);
            }
        };
        if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(run) {
            report_thread_error(&error);
            let _ = self.sender.send(RunnerAnswer::Command(Command::TaskPanicked(ticket)));
        }
    }
}

/// Draws the pages of a PDF, for systems that print pictures. `scale` is in pixels per point. Calls `take` with each
/// page.
fn draw_for_printing(
    pdf: &Arc<Vec<u8>>,
    scale: f32,
    take: &mut dyn FnMut(printer::Picture),
) -> Result<(), String> {
    let original =
        OriginalPages::open(Arc::clone(pdf), "print.pdf", None).map_err(|error| error.to_string())?;
    let sizes = original.as_ref().map(|original| original.page_sizes().to_vec()).unwrap_or_default();
    let mut requests = sizes.iter().enumerate().flat_map(|(page, size)| {
        (0..band_count(*size, scale)).map(move |band| PageRequest { page, scale, band })
    });
    let mut rgba: Vec<u8> = Vec::new();
    let mut has_failed = false;
    let drawn = |request: PageRequest, picture: Option<PagePicture>| {
        let Some(picture) = picture else {
            has_failed = true;
            return;
        };
        // A large page is drawn in bands, from the top.
        rgba.extend_from_slice(&picture.rgba);
        if request.band + 1 == band_count(sizes[request.page], scale) {
            let rgba = std::mem::take(&mut rgba);
            let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
            let height = side(rgba.len() / 4 / picture.width.max(1));
            take(printer::Picture { width: side(picture.width), height, rgba });
        }
    };
    if let Some(original) = original {
        original.draw_pictures(|| requests.next(), drawn).map_err(|error| error.to_string())?;
    }
    if has_failed { Err(strings::PAGE_NOT_DRAWN.to_owned()) } else { Ok(()) }
}

fn report_thread_error(error: &std::io::Error) {
    eprintln!("{}", strings::thread_not_started_message(error));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::output::printout::{self, PrintOptions, Printable};

    #[test]
    fn pages_drawn_in_bands_are_joined_for_printing() {
        let sample = &crate::app::SAMPLES[0];
        let report = read::read(sample.bytes, sample.file).unwrap().report;
        let pages = printout::typeset_printout(
            Printable::Report(&report, &[], None),
            &PrintOptions::default(),
            printout::today(),
        );
        let pdf = Arc::new(pages.to_pdf().unwrap());
        let mut sizes = Vec::new();
        draw_for_printing(&pdf, 300.0 / 72.0, &mut |picture| {
            assert_eq!(picture.rgba.len(), picture.width as usize * picture.height as usize * 4);
            let dark = picture.rgba.chunks_exact(4).filter(|pixel| pixel[0] < 100).count();
            sizes.push((picture.width, picture.height, dark > 1000));
        })
        .unwrap();
        assert_eq!(sizes, [(2480, 3508, true); 2]);
    }
}
