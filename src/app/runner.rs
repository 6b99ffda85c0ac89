//! Carries out effects on threads. The window never waits: what comes back is a command.

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
    Command, Compared, DocumentId, Door, Effect, Found, LoadFrom, Loaded, OpenError, PrintJob, SaveAs,
    Searched, SettingsFile, Ticket, TypesetJob,
    draw::PageWorker,
    file,
    instance::Place,
    saver::{Keep, Saver},
    watch::Watch,
};
use crate::{
    analysis::{Abbreviation, Findings, Flow, Query, SearchText},
    output::{
        plan::read_plan,
        printer::{self, PrinterError},
    },
    read::{self, Original, PagePicture, PageRequest, bands},
    report::Report,
};

/// Asks for files; `None` where nobody chose any. Runs on a thread of its own.
pub(crate) type PickFiles = Box<dyn FnOnce() -> Option<Vec<PathBuf>> + Send>;

/// Asks where to save something; `None` where nobody chose a place. Runs on a thread of its own.
pub(crate) type PickPlace = Box<dyn FnOnce() -> Option<PathBuf> + Send>;

/// Nobody cancels a dialog in less time than this; a system without one answers at once, and not otherwise.
const QUICKEST: Duration = Duration::from_millis(250);

/// What is said where nobody can be asked for a place.
const NO_DIALOG: &str = "This system has no dialog to choose a place with. The command line saves as well: findings \
                         summary FILE --out summary.pdf, findings export FILE --format html --out report.html.";

/// Carries out effects.
pub struct Runner {
    sender: Sender<Command>,
    answers: Receiver<Command>,
    /// Wakes the window when an answer is there.
    wake: Arc<dyn Fn() + Send + Sync>,
    saver: Option<Saver>,
    watch: Option<Watch>,
    drawing: HashMap<DocumentId, PageWorker>,
    /// Where other starts of the program find this one.
    place: Option<Place>,
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
            // Whoever closed the window does not ask.
            let _ = changes.send(Command::FileChanged(path));
            wakes();
        });
        Self { sender, answers, wake, saver, watch, drawing: HashMap::new(), place: None }
    }

    /// Takes what other starts of the program hand over.
    pub fn listen(&mut self, door: Door) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        self.place = Some(door.open(move |command| {
            let is_taken = sender.send(command).is_ok();
            wake();
            is_taken
        }));
    }

    /// Takes nothing more from other starts of the program: the window is closing.
    pub fn leave(&mut self) {
        self.place = None;
    }

    /// What has come back since.
    pub fn poll(&self) -> impl Iterator<Item = Command> {
        self.answers.try_iter()
    }

    /// Reads a report; answers with [`Command::Loaded`].
    pub fn load(&self, ticket: super::Ticket, from: LoadFrom) {
        // One with a password would ask for it in the middle of something else.
        if let (Some(watch), LoadFrom::File(path)) = (&self.watch, &from) {
            watch.add(path);
        }
        let answer = self.answer();
        self.on_thread("read report", move || {
            let first = |pages| answer(Command::Loaded(ticket, Box::new(Ok(pages))));
            let load = || match &from {
                LoadFrom::File(path) => file::load(path, None, first),
                LoadFrom::Protected(path, password) => file::load(path, Some(password), first),
                LoadFrom::Sample(sample) => {
                    read::read(sample.bytes, sample.file).map(Loaded::new).map_err(OpenError::from)
                }
            };
            // A fault of ours in one report must not leave the window waiting for it.
            let result = catch_unwind(AssertUnwindSafe(load)).unwrap_or(Err(OpenError::Fault));
            Some(Command::Loaded(ticket, Box::new(result)))
        });
    }

    /// Asks for files; answers with [`Command::OpenFiles`] where some were chosen, with [`Command::NoFileDialog`] where
    /// nobody can have been asked.
    pub(crate) fn pick_files(&self, pick: PickFiles) {
        self.on_thread("file dialog", move || {
            let asked = Instant::now();
            match pick() {
                Some(files) => Some(Command::OpenFiles(files)),
                None => (asked.elapsed() < QUICKEST).then_some(Command::NoFileDialog),
            }
        });
    }

    /// Carries out an effect that needs no window; gives back the ones that do.
    pub fn run(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Load(ticket, from) => self.load(ticket, from),
            Effect::Save(settings) => self.keep(Keep::Settings(Box::new(settings))),
            Effect::Remember(sha256, said) => self.keep(Keep::Report(sha256, said)),
            Effect::Find(id, report, abbreviations) => self.find(id, report, abbreviations),
            Effect::Search(of, report, flow, text, query) => self.search(of, report, flow, text, query),
            Effect::Draw(id, revision, original, requests) => self.draw((id, revision), original, requests),
            Effect::Compare(documents, reports) => self.compare(documents, reports),
            Effect::StopDrawing(id) => {
                self.drawing.remove(&id);
            }
            Effect::Typeset(ticket, job) => self.typeset(ticket, job),
            Effect::PickFiles
            | Effect::PickPlan(_)
            | Effect::Copy(_)
            | Effect::Quit
            | Effect::Raise
            | Effect::Print(..)
            | Effect::SaveAs(..) => return Some(effect),
        }
        None
    }

    fn keep(&self, keep: Keep) {
        if let Some(saver) = &self.saver {
            saver.save(keep);
        }
    }

    fn search(
        &self,
        of: (DocumentId, u32),
        report: Arc<Report>,
        flow: Arc<Flow>,
        text: Option<Arc<SearchText>>,
        query: Query,
    ) {
        self.on_thread("search", move || {
            let search = || {
                let text = text.unwrap_or_else(|| Arc::new(SearchText::new(&report, &flow)));
                let hits = text.find(&report, &flow, &query);
                (text, hits)
            };
            // A fault in searching one report leaves the report to be read, and is not waited for.
            let (text, hits) = match catch_unwind(AssertUnwindSafe(search)) {
                Ok((text, hits)) => (Some(text), hits),
                Err(_) => (None, Err("Searching this report brings out a fault in Findings.".to_owned())),
            };
            Some(Command::Searched(of, Box::new(Searched { query, text, hits })))
        });
    }

    fn find(&self, id: DocumentId, report: Arc<Report>, abbreviations: Arc<[Abbreviation]>) {
        let folder = self.saver.as_ref().map(Saver::folder);
        self.on_thread("find", move || {
            // A fault in what is found in one report leaves the report to be read.
            let findings = catch_unwind(AssertUnwindSafe(|| Findings::of(&report, abbreviations)));
            let findings = findings.unwrap_or_else(|_| Findings::none(&report));
            let sha256 = report.source.sha256.clone();
            let remembered = folder.map(|folder| folder.load(&sha256)).unwrap_or_default();
            let found = Found { sha256, findings: Arc::new(findings), remembered };
            Some(Command::Found(id, Box::new(found)))
        });
    }

    /// Asks for an action plan and reads it; answers with [`Command::PlanRead`] where one was chosen.
    pub(crate) fn pick_plan(&self, id: DocumentId, pick: PickPlace) {
        self.on_thread("read plan", move || {
            let asked = Instant::now();
            let Some(path) = pick() else {
                return (asked.elapsed() < QUICKEST).then_some(Command::NoFileDialog);
            };
            let read = || {
                read_plan(&file::read_file(&path).map_err(|error| error.to_string())?)
                    .map_err(|error| error.to_string())
            };
            let fault = || Err("This plan brings out a fault in Findings.".to_owned());
            let plan = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| fault());
            Some(Command::PlanRead(id, path, plan))
        });
    }

    fn typeset(&self, ticket: Ticket, job: Box<TypesetJob>) {
        self.on_thread("set pages", move || {
            // A fault in one report's pages leaves the view to be closed.
            let result = catch_unwind(AssertUnwindSafe(|| job.run()));
            let fault = || Err("These pages bring out a fault in Findings.".to_owned());
            Some(Command::Typeset(ticket, Box::new(result.unwrap_or_else(|_| fault()))))
        });
    }

    /// Prints; `parent` names the window in the portal's form.
    pub(crate) fn print(&self, ticket: Ticket, job: PrintJob, parent: String) {
        self.on_thread("print", move || {
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
                // Then it is ours to ask.
                Err(PrinterError::NoDialog) => match printer::printers() {
                    Ok(printers) => Command::ChoosePrinter(ticket, printers),
                    Err(error) => Command::Printed(ticket, Err(error)),
                },
                result => Command::Printed(ticket, result),
            })
        });
    }

    /// Asks where to save something, and saves it there.
    pub(crate) fn save_as(&self, ticket: Ticket, save: Box<SaveAs>, pick: PickPlace) {
        self.on_thread("save", move || {
            let asked = Instant::now();
            match pick() {
                Some(path) => Some(Command::Saved(ticket, Some(save.write(path)))),
                None if asked.elapsed() < QUICKEST => {
                    Some(Command::Saved(ticket, Some(Err(NO_DIALOG.to_owned()))))
                }
                None => Some(Command::Saved(ticket, None)),
            }
        });
    }

    fn compare(&self, documents: [DocumentId; 2], reports: [Arc<Report>; 2]) {
        self.on_thread("compare reports", move || {
            let compare = || Compared::new(documents, &reports);
            // A fault in comparing leaves both reports open.
            let compared = catch_unwind(AssertUnwindSafe(compare)).ok()?;
            Some(Command::Compared(Box::new(compared)))
        });
    }

    fn draw(
        &mut self,
        (id, revision): (DocumentId, u32),
        original: Arc<Original>,
        requests: Vec<PageRequest>,
    ) {
        if !self.drawing.contains_key(&id) {
            let answer = self.answer();
            let drawn = move |request, picture| answer(Command::PageDrawn(id, revision, request, picture));
            match PageWorker::start(original, drawn) {
                Ok(worker) => self.drawing.insert(id, worker),
                Err(error) => return no_thread(&error),
            };
        }
        if let Some(worker) = self.drawing.get(&id) {
            worker.want(requests);
        }
    }

    /// What takes answers from a thread.
    fn answer(&self) -> impl Fn(Command) + Send + 'static {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        move |command| {
            if sender.send(command).is_ok() {
                wake();
            }
        }
    }

    fn on_thread(&self, name: &str, work: impl FnOnce() -> Option<Command> + Send + 'static) {
        let answer = self.answer();
        let started = thread::Builder::new().name(name.to_owned()).spawn(move || {
            if let Some(command) = work() {
                answer(command);
            }
        });
        if let Err(error) = started {
            no_thread(&error);
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

fn no_thread(error: &std::io::Error) {
    eprintln!("findings: no thread could be started: {error}");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::output::sheets::{self, Choice, Subject};

    #[test]
    fn pages_come_whole_to_systems_that_print_pictures() {
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
