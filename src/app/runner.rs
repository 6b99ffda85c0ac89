//! Carries out effects on threads. The window never waits: the answers come back as commands.

use std::{
    collections::HashMap,
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
    AnnotationsFolder, Command, ComparisonResult, ComputedFindings, DocumentId, Effect, InstanceListener,
    Keep, LoadFrom, Loaded, OpenError, PagesEffect, PrintJob, SaveAs, SearchResult, SettingsFile, Task,
    Ticket, WindowEffect, draw::PageWorker, file, instance::SocketFile, saver::Saver, watch::Watch,
};
use crate::{
    analysis::{Findings, SearchText},
    output::{
        plan::read_plan,
        printer::{self, PrinterError},
    },
    read::{self, Original, PagePicture, PageRequest, bands},
};

/// Asks for files; `None` if the user chose none. Runs on a thread of its own.
pub(crate) type PickFiles = Box<dyn FnOnce() -> Option<Vec<PathBuf>> + Send>;

/// Asks where to save something; `None` if the user chose no file. Runs on a thread of its own.
pub(crate) type PickPlace = Box<dyn FnOnce() -> Option<PathBuf> + Send>;

/// Nobody cancels a dialog in less time than this. A system without dialogs answers at once.
const MIN_DIALOG_TIME: Duration = Duration::from_millis(250);

/// The message where the system has no dialog to save with.
const NO_SAVE_DIALOG: &str = "Findings can't show a Save dialog on this computer. You can save from the command line: \
                              findings summary FILE --out summary.pdf, findings export FILE --format html --out \
                              report.html.";

/// Carries out effects.
pub struct Runner {
    sender: Sender<RunnerAnswer>,
    answers: Receiver<RunnerAnswer>,
    /// Wakes the window when an answer is there.
    wake: Arc<dyn Fn() + Send + Sync>,
    saver: Option<Saver>,
    watch: Option<Watch>,
    drawing: HashMap<DocumentId, PageWorker>,
    /// Where other starts of the program find this one.
    socket: Option<SocketFile>,
}

/// An answer from a thread.
#[derive(Debug)]
pub enum RunnerAnswer {
    /// Something for the state.
    Command(Command),
    /// A picture for the window, which caches pictures itself.
    Page(DrawnPage),
}

/// A picture of a page, or of a band of it.
#[derive(Debug)]
pub struct DrawnPage {
    /// The report or preview.
    pub document: DocumentId,
    /// Its revision when the page was asked for.
    pub revision: u32,
    /// The request.
    pub request: PageRequest,
    /// The picture; `None` for a page that can't be drawn.
    pub picture: Option<PagePicture>,
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").finish_non_exhaustive()
    }
}

impl Runner {
    /// `wake` is called, from any thread, when there is something to [`poll`](Self::poll). Without a settings file
    /// nothing is kept.
    pub fn new(wake: impl Fn() + Send + Sync + 'static, settings_file: Option<SettingsFile>) -> Self {
        let (sender, answers) = mpsc::channel();
        let saver = settings_file.and_then(Saver::start);
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(wake);
        let (changes, wakes) = (sender.clone(), Arc::clone(&wake));
        let watch = Watch::start(move |path| {
            // A closed window does not listen.
            let _ = changes.send(RunnerAnswer::Command(Command::FileChanged(path)));
            wakes();
        });
        Self { sender, answers, wake, saver, watch, drawing: HashMap::new(), socket: None }
    }

    /// Accepts files from other starts of the program.
    pub(super) fn listen(&mut self, listener: InstanceListener) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        self.socket = Some(listener.serve(move |command| {
            let is_accepted = sender.send(RunnerAnswer::Command(command)).is_ok();
            wake();
            is_accepted
        }));
    }

    /// Accepts nothing more from other starts of the program, because the window is closing.
    pub(super) fn stop_listening(&mut self) {
        self.socket = None;
    }

    /// Wakes the window.
    pub(super) fn wake(&self) {
        (self.wake)();
    }

    /// Returns the answers that have arrived since the last call.
    pub fn poll(&self) -> impl Iterator<Item = RunnerAnswer> {
        self.answers.try_iter()
    }

    /// Carries out an effect that needs no window; gives back one that does.
    pub fn run(&mut self, effect: Effect) -> Option<WindowEffect> {
        match effect {
            Effect::Task(ticket, task) => self.run_task(ticket, task),
            Effect::Pages(PagesEffect::Draw { document, revision, original, requests }) => {
                self.draw(document, revision, original, requests);
            }
            Effect::Pages(PagesEffect::Stop(document)) => {
                self.drawing.remove(&document);
            }
            Effect::Keep(keep) => self.keep(keep),
            Effect::Window(effect) => return Some(effect),
        }
        None
    }

    fn keep(&self, keep: Keep) {
        if let Some(saver) = &self.saver {
            saver.save(keep);
        }
    }

    fn run_task(&self, ticket: Ticket, task: Task) {
        match task {
            Task::Load(from) => self.load(ticket, from),
            Task::Compare(reports, abbreviations) => self.on_thread("compare reports", ticket, move |_| {
                Some(Command::Compared(ticket, Arc::new(ComparisonResult::new(reports, &abbreviations))))
            }),
            Task::Search { report, flow, text, query } => self.on_thread("search", ticket, move |_| {
                let text = text.unwrap_or_else(|| Arc::new(SearchText::new(&report, &flow)));
                let hits = text.find(&report, &flow, &query);
                Some(Command::Searched(ticket, Box::new(SearchResult { text, hits })))
            }),
            Task::ComputeFindings(report, abbreviations) => {
                let folder: Option<AnnotationsFolder> = self.saver.as_ref().map(Saver::folder);
                self.on_thread("compute findings", ticket, move |_| {
                    let findings = Arc::new(Findings::of(&report, abbreviations));
                    let annotations = folder.map(|folder| folder.load(&report.source.sha256));
                    let annotations = annotations.unwrap_or_default();
                    let computed = ComputedFindings { findings, annotations };
                    Some(Command::FindingsComputed(ticket, Box::new(computed)))
                });
            }
            Task::LayOutPages(job) => self.on_thread("lay out pages", ticket, move |_| {
                Some(Command::Typeset(ticket, Box::new(job.run())))
            }),
        }
    }

    /// Reads a report; answers with [`Command::Loaded`], twice for a long file.
    fn load(&self, ticket: Ticket, from: LoadFrom) {
        // A protected file would ask for its password in the middle of something else.
        if let (Some(watch), LoadFrom::File(path)) = (&self.watch, &from) {
            watch.add(path);
        }
        self.on_thread("read report", ticket, move |answer| {
            let first = |pages| answer(Command::Loaded(ticket, Box::new(Ok(pages))));
            let result = match &from {
                LoadFrom::File(path) => file::load(path, None, first),
                LoadFrom::Protected(path, password) => file::load(path, Some(password), first),
                LoadFrom::Sample(sample) | LoadFrom::Guide(sample) => {
                    read::read(sample.bytes, sample.file).map(Loaded::new).map_err(OpenError::from)
                }
            };
            Some(Command::Loaded(ticket, Box::new(result)))
        });
    }

    /// Asks for files; answers with [`Command::FilesPicked`], or [`Command::NoFileDialog`] where the system has none.
    pub(crate) fn pick_files(&self, ticket: Ticket, pick: PickFiles) {
        self.on_thread("file dialog", ticket, move |_| {
            let asked = Instant::now();
            Some(match pick() {
                Some(files) => Command::FilesPicked(ticket, files),
                None if asked.elapsed() < MIN_DIALOG_TIME => Command::NoFileDialog(ticket),
                None => Command::FilesPicked(ticket, Vec::new()),
            })
        });
    }

    /// Asks for an action plan and reads it; answers with [`Command::PlanRead`].
    pub(crate) fn pick_plan(&self, ticket: Ticket, pick: PickPlace) {
        self.on_thread("read plan", ticket, move |_| {
            let asked = Instant::now();
            let Some(path) = pick() else {
                let has_no_dialog = asked.elapsed() < MIN_DIALOG_TIME;
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

    /// Prints; `parent` names the window in the portal's form. Answers with [`Command::Printed`], or
    /// [`Command::ChoosePrinter`] where the system has no print dialog.
    pub(crate) fn print(&self, ticket: Ticket, job: PrintJob, parent: String) {
        self.on_thread("print", ticket, move |_| {
            let result = match &job.queue {
                Some(queue) => {
                    let pictures =
                        |scale: f32, take: &mut dyn FnMut(printer::Picture)| pictures(&job.pdf, scale, take);
                    let (pdf, title, paper) = (job.pdf.as_slice(), job.title.as_str(), job.paper);
                    printer::on(queue, &printer::Job { pdf, title, paper, pictures: &pictures })
                }
                None => printer::with_dialog(&job.pdf, &job.title, &parent),
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

    /// Asks where to save something, and saves it there; answers with [`Command::Saved`].
    pub(crate) fn save_as(&self, ticket: Ticket, save: Box<SaveAs>, pick: PickPlace) {
        self.on_thread("save", ticket, move |_| {
            let asked = Instant::now();
            let saved = match pick() {
                Some(path) => Some(save.write(path)),
                None if asked.elapsed() < MIN_DIALOG_TIME => Some(Err(NO_SAVE_DIALOG.to_owned())),
                None => None,
            };
            Some(Command::Saved(ticket, saved))
        });
    }

    fn draw(
        &mut self,
        document: DocumentId,
        revision: u32,
        original: Arc<Original>,
        requests: Vec<PageRequest>,
    ) {
        if !self.drawing.contains_key(&document) {
            let answer = self.answer();
            let drawn = move |request, picture| {
                answer(RunnerAnswer::Page(DrawnPage { document, revision, request, picture }));
            };
            match PageWorker::start(original, drawn) {
                Ok(worker) => self.drawing.insert(document, worker),
                Err(error) => return report_no_thread(&error),
            };
        }
        if let Some(worker) = self.drawing.get(&document) {
            worker.want(requests);
        }
    }

    /// Returns what takes answers from a thread.
    fn answer(&self) -> impl Fn(RunnerAnswer) + Send + 'static {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        move |answer| {
            if sender.send(answer).is_ok() {
                wake();
            }
        }
    }

    /// Does some work on a thread of its own and sends its answer. `work` can send answers before its last one. A panic
    /// is answered with [`Command::TaskPanicked`], so that nobody waits for an answer that never comes.
    fn on_thread(
        &self,
        name: &str,
        ticket: Ticket,
        work: impl FnOnce(&dyn Fn(Command)) -> Option<Command> + Send + 'static,
    ) {
        let answer = self.answer();
        let run = move || {
            let send = |command| answer(RunnerAnswer::Command(command));
            let last = catch_unwind(AssertUnwindSafe(|| work(&send)));
            if let Some(command) = last.unwrap_or(Some(Command::TaskPanicked(ticket))) {
                send(command);
            }
        };
        if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(run) {
            report_no_thread(&error);
            let _ = self.sender.send(RunnerAnswer::Command(Command::TaskPanicked(ticket)));
        }
    }
}

/// Draws the pages of a file for systems that print pictures.
fn pictures(pdf: &Arc<Vec<u8>>, scale: f32, take: &mut dyn FnMut(printer::Picture)) -> Result<(), String> {
    let original = Original::open(Arc::clone(pdf), "print.pdf", None).map_err(|error| error.to_string())?;
    let sizes = original.as_ref().map(|original| original.sizes().to_vec()).unwrap_or_default();
    let mut requests = sizes
        .iter()
        .enumerate()
        .flat_map(|(page, size)| (0..bands(*size, scale)).map(move |band| PageRequest { page, scale, band }));
    let mut rgba: Vec<u8> = Vec::new();
    let mut failed = false;
    let drawn = |request: PageRequest, picture: Option<PagePicture>| {
        let Some(picture) = picture else {
            failed = true;
            return;
        };
        // A large page comes in bands, from the top.
        rgba.extend_from_slice(&picture.rgba);
        if request.band + 1 == bands(sizes[request.page], scale) {
            let rgba = std::mem::take(&mut rgba);
            let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
            let height = side(rgba.len() / 4 / picture.width.max(1));
            take(printer::Picture { width: side(picture.width), height, rgba });
        }
    };
    if let Some(original) = original {
        original.draw(|| requests.next(), drawn).map_err(|error| error.to_string())?;
    }
    if failed { Err("A page could not be drawn.".to_owned()) } else { Ok(()) }
}

fn report_no_thread(error: &std::io::Error) {
    eprintln!("findings: no thread could be started: {error}");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::output::sheets::{self, Choice, Subject};

    #[test]
    fn systems_that_print_pictures_get_whole_pages() {
        let sample = &crate::app::SAMPLES[0];
        let report = read::read(sample.bytes, sample.file).unwrap().report;
        let pages = sheets::pages(Subject::Report(&report, &[], None), &Choice::default(), sheets::today());
        let pdf = Arc::new(pages.to_pdf().unwrap());
        let mut sizes = Vec::new();
        pictures(&pdf, 300.0 / 72.0, &mut |picture| {
            assert_eq!(picture.rgba.len(), picture.width as usize * picture.height as usize * 4);
            let dark = picture.rgba.chunks_exact(4).filter(|pixel| pixel[0] < 100).count();
            sizes.push((picture.width, picture.height, dark > 1000));
        })
        .unwrap();
        assert_eq!(sizes, [(2480, 3508, true); 2]);
    }
}
