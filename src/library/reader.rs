//! Reads the reports of a folder on all cores, in the background, and follows changes of the folder.
//!
//! One thread keeps the list of files and writes to the index; others read files. Must not know how a report is read: the
//! caller gives a function for that.

mod index_access;
mod pass;

use std::{
    collections::HashMap,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use self::{
    index_access::{lock, open_index},
    pass::{Pass, PassEnd, PassOwner},
};
use super::{FileStamp, FolderScan, FoundFile, Index, IndexedReport, ReadFile, ReportFacts, scan_folder};

/// A function that reads the report in a file. It is called by several threads at the same time.
pub type ReadReport = Arc<dyn Fn(&Path) -> Result<IndexedReport, ReadFailure> + Send + Sync>;

/// A file can't be read as a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFailure {
    /// A sentence about the reason.
    pub reason: String,
    /// True if the content is the reason, so that reading the file again does not help before it changes. False for a
    /// reason such as a missing permission.
    pub is_lasting: bool,
}

/// The minimum time between scans of a folder.
const SCAN_INTERVAL: Duration = Duration::from_secs(10);
/// The minimum time between scans, as a multiple of the duration of the last scan, for folders on slow drives.
const SCAN_INTERVAL_FACTOR: u32 = 20;

/// The folder to read, and where its index is kept.
#[derive(Debug, Clone)]
pub struct FolderSource {
    /// The folder.
    pub folder: PathBuf,
    /// The file of the index; `None` to keep it in memory.
    pub index_file: Option<PathBuf>,
    /// The number of threads that read files; `None` for the number of cores.
    pub jobs: Option<NonZeroUsize>,
}

/// An update about a folder.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderUpdate {
    /// The files in the folder. Files that are not in the list are no longer there.
    Files {
        /// The files, sorted by path.
        files: Vec<FolderFile>,
        /// The facts of reports that were not sent before.
        facts: Vec<Arc<ReportFacts>>,
        /// The subfolders that could not be opened, within the folder.
        closed_folders: Vec<PathBuf>,
        /// True if the folder has more files than can be shown.
        is_truncated: bool,
    },
    /// These files were read.
    Read(Vec<FolderFile>, Vec<Arc<ReportFacts>>),
    /// All files are read, until the folder changes.
    Complete,
    /// The user stopped the reading.
    Stopped,
    /// The folder can't be opened, for this reason. What was read before stays valid.
    FolderFailed(String),
    /// The index can't be used, for this reason. Reading goes on without it.
    IndexFailed(String),
}

/// A file in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderFile {
    /// The path within the folder.
    pub path: PathBuf,
    /// The state of the file.
    pub state: FileState,
}

/// The state of a file in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// The file has not been read yet.
    NotRead,
    /// The file has the content with this SHA-256.
    Read(String),
    /// The file can't be read, for this reason.
    Failed(String),
}

/// A request to the thread that reads a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Request {
    /// Reads these files before the others.
    ReadFirst(Vec<PathBuf>),
    /// Scans the folder, and goes on reading.
    Refresh,
    /// Stops reading until the next refresh.
    Stop,
}

/// The thread that reads a folder. It ends when this value is dropped.
#[derive(Debug)]
pub struct FolderReader {
    requests: Sender<Request>,
    index: Arc<Mutex<Index>>,
    thread: JoinHandle<()>,
}

impl FolderReader {
    /// Starts to read a folder. `on_update` is called from another thread with updates, and returns false if nobody
    /// wants them any more.
    ///
    /// # Errors
    /// Returns a sentence if the index in memory or the thread can't be created.
    pub fn start(
        source: FolderSource,
        read: ReadReport,
        on_update: impl Fn(FolderUpdate) -> bool + Send + 'static,
    ) -> Result<Self, String> {
        let (index, problem) = open_index(&source).map_err(|error| error.to_string())?;
        let index = Arc::new(Mutex::new(index));
        let (requests, received) = mpsc::channel();
        let worker = FolderWorker {
            source,
            read,
            index: Arc::clone(&index),
            requests: received,
            on_update: Box::new(on_update),
            known: HashMap::new(),
            known_problems: FolderProblems::default(),
            has_sent_facts: false,
            has_checked_index: false,
            has_index: true,
            must_report: true,
            must_scan: false,
        };
        let run = move || {
            if let Some(problem) = problem {
                (worker.on_update)(FolderUpdate::IndexFailed(problem.to_string()));
            }
            worker.run();
        };
        let thread = thread::Builder::new().name("read folder".to_owned()).spawn(run);
        thread.map(|thread| Self { requests, index, thread }).map_err(|error| error.to_string())
    }

    /// Reads these files, as paths within the folder, before the others.
    pub fn read_first(&self, paths: Vec<PathBuf>) {
        self.send(Request::ReadFirst(paths));
    }

    /// Scans the folder now, and goes on reading if it was stopped. Files that could not be read for a reason that may
    /// pass are read again.
    pub fn refresh(&self) {
        self.send(Request::Refresh);
    }

    /// Stops reading until [`refresh`](Self::refresh). Files that are being read are still finished.
    pub fn stop(&self) {
        self.send(Request::Stop);
    }

    /// Returns the index, for searching the texts.
    #[must_use]
    pub fn index(&self) -> Arc<Mutex<Index>> {
        Arc::clone(&self.index)
    }

    /// Ends the thread. The returned handle is done when the index is closed, so that its file can be deleted.
    #[must_use]
    pub fn end(self) -> JoinHandle<()> {
        self.thread
    }

    fn send(&self, request: Request) {
        // The thread ends only when this value is dropped, or when nobody wants its updates.
        let _ = self.requests.send(request);
    }
}

/// The state of the thread that reads a folder.
struct FolderWorker {
    source: FolderSource,
    read: ReadReport,
    index: Arc<Mutex<Index>>,
    requests: Receiver<Request>,
    on_update: Box<dyn Fn(FolderUpdate) -> bool + Send>,
    /// The files that were read, by path.
    known: HashMap<PathBuf, KnownFile>,
    /// The subfolders that could not be opened and the truncation that were last sent.
    known_problems: FolderProblems,
    /// True once the facts in the index were sent.
    has_sent_facts: bool,
    /// True once files recorded by other versions of Findings were removed from the index.
    has_checked_index: bool,
    /// True while the index can be written.
    has_index: bool,
    /// True if the state of the folder is to be sent although nothing changed.
    must_report: bool,
    /// True if the folder is to be scanned again without waiting.
    must_scan: bool,
}

/// The subfolders that can't be opened, and whether there are too many files.
type FolderProblems = (Vec<PathBuf>, bool);

/// A file that was read.
#[derive(Debug, Clone)]
struct KnownFile {
    stamp: FileStamp,
    state: FileState,
    /// False for a file that could not be read for a reason that may pass.
    is_lasting: bool,
}

/// The receiver of updates is gone, so the thread ends.
struct Ended;

impl FolderWorker {
    fn run(mut self) {
        // Ends when the reader is dropped or its updates are no longer wanted.
        while self.read_and_wait().is_ok() {}
    }

    /// Scans the folder, reads what changed, and waits for the next scan.
    fn read_and_wait(&mut self) -> Result<(), Ended> {
        self.must_scan = false;
        let start = std::time::Instant::now();
        let scan = scan_folder(&self.source.folder, || false);
        let wait = SCAN_INTERVAL.max(start.elapsed() * SCAN_INTERVAL_FACTOR);
        match scan {
            Ok(scan) => self.read_changes(scan)?,
            Err(error) => {
                self.send_indexed_files()?;
                self.send(FolderUpdate::FolderFailed(error.to_string()))?;
                self.must_report = true;
            }
        }
        // The user resumed reading, so the next scan does not wait.
        if self.must_scan {
            return Ok(());
        }
        match self.requests.recv_timeout(wait) {
            Ok(Request::Stop) => {
                self.send(FolderUpdate::Stopped)?;
                self.wait_for_refresh()
            }
            Ok(Request::Refresh) => {
                self.prepare_refresh();
                Ok(())
            }
            Ok(Request::ReadFirst(_)) | Err(RecvTimeoutError::Timeout) => Ok(()),
            Err(RecvTimeoutError::Disconnected) => Err(Ended),
        }
    }

    /// Lets the next scan follow at once, report the state of the folder, and read files again that failed for a reason
    /// that may pass.
    fn prepare_refresh(&mut self) {
        self.known.retain(|_, file| file.is_lasting);
        (self.must_report, self.must_scan) = (true, true);
    }

    fn wait_for_refresh(&mut self) -> Result<(), Ended> {
        loop {
            match self.requests.recv() {
                Ok(Request::Refresh) => {
                    self.prepare_refresh();
                    return Ok(());
                }
                Ok(Request::Stop | Request::ReadFirst(_)) => {}
                Err(_) => return Err(Ended),
            }
        }
    }

    fn send(&self, update: FolderUpdate) -> Result<(), Ended> {
        if (self.on_update)(update) { Ok(()) } else { Err(Ended) }
    }

    /// Sends the files in the index, so that the reports of a drive that is not connected can still be looked at. Does
    /// nothing if they were sent before.
    fn send_indexed_files(&mut self) -> Result<(), Ended> {
        if self.has_sent_facts {
            return Ok(());
        }
        let facts = self.load_index()?;
        self.has_sent_facts = true;
        let known = self.known.iter();
        let mut files: Vec<FolderFile> = known
            .map(|(path, known)| FolderFile { path: path.clone(), state: known.state.clone() })
            .collect();
        if files.is_empty() {
            return Ok(());
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let (closed_folders, is_truncated) = self.known_problems.clone();
        self.send(FolderUpdate::Files { files, facts, closed_folders, is_truncated })
    }

    /// Sends the list of files, and reads those that are new or changed.
    fn read_changes(&mut self, mut scan: FolderScan) -> Result<(), Ended> {
        let facts = self.load_index()?;
        self.has_sent_facts = true;
        self.keep_files_of_closed_folders(&mut scan);
        let has_removed_files = self.forget_missing_files(&scan.files)?;
        let problems = (scan.closed_folders.clone(), scan.is_truncated);
        let has_news = std::mem::take(&mut self.must_report)
            || has_removed_files
            || std::mem::replace(&mut self.known_problems, problems.clone()) != problems;
        let unread: Vec<FoundFile> = scan.files.iter().filter(|file| !self.is_read(file)).cloned().collect();
        if !has_news && unread.is_empty() {
            return Ok(());
        }
        let state = |found: &FoundFile| {
            let known = self.known.get(&found.path).filter(|known| known.stamp == found.stamp);
            known.map_or(FileState::NotRead, |known| known.state.clone())
        };
        let file = |found: &FoundFile| FolderFile { path: found.path.clone(), state: state(found) };
        self.send(FolderUpdate::Files {
            files: scan.files.iter().map(file).collect(),
            facts,
            closed_folders: scan.closed_folders,
            is_truncated: scan.is_truncated,
        })?;
        if unread.is_empty() { self.send(FolderUpdate::Complete) } else { self.read_files(unread) }
    }

    /// Adds the known files in subfolders that could not be opened this time. They may still be there.
    fn keep_files_of_closed_folders(&self, scan: &mut FolderScan) {
        if scan.closed_folders.is_empty() {
            return;
        }
        let is_closed = |path: &Path| scan.closed_folders.iter().any(|folder| path.starts_with(folder));
        let hidden = self.known.iter().filter(|(path, _)| is_closed(path));
        let hidden = hidden.map(|(path, known)| FoundFile { path: path.clone(), stamp: known.stamp });
        let hidden: Vec<FoundFile> = hidden.collect();
        scan.files.extend(hidden);
        scan.files.sort_by(|one, other| one.path.cmp(&other.path));
    }

    fn is_read(&self, file: &FoundFile) -> bool {
        self.known.get(&file.path).is_some_and(|known| known.stamp == file.stamp)
    }

    /// Reads files on several threads, saves them in the index, and sends them.
    fn read_files(&mut self, files: Vec<FoundFile>) -> Result<(), Ended> {
        let available = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let jobs = self.source.jobs.map_or(available, NonZeroUsize::get);
        let pass = Pass::new(self.source.folder.clone(), files, Arc::clone(&self.read));
        match pass.run(jobs, self)? {
            PassEnd::Complete => self.send(FolderUpdate::Complete),
            PassEnd::Stopped => {
                self.send(FolderUpdate::Stopped)?;
                self.wait_for_refresh()
            }
        }
    }
}

impl PassOwner for FolderWorker {
    fn follow_requests(&self, pass: &Pass) -> Result<(), Ended> {
        loop {
            match self.requests.try_recv() {
                Ok(Request::ReadFirst(paths)) => pass.read_first(&paths),
                Ok(Request::Stop) => pass.stop(),
                Ok(Request::Refresh) => {}
                Err(mpsc::TryRecvError::Empty) => return Ok(()),
                Err(mpsc::TryRecvError::Disconnected) => return Err(Ended),
            }
        }
    }

    fn take_results(&mut self, read: Vec<ReadFile>) -> Result<(), Ended> {
        if self.has_index {
            let is_lasting =
                |file: &&ReadFile| file.result.as_ref().err().is_none_or(|failure| failure.is_lasting);
            let lasting: Vec<&ReadFile> = read.iter().filter(is_lasting).collect();
            let saved = lock(&self.index).save(&lasting);
            if let Err(error) = saved {
                self.report_index_error(&error)?;
            }
        }
        let mut facts = Vec::new();
        let mut files = Vec::new();
        for ReadFile { path, stamp, result } in read {
            let (state, is_lasting) = match result {
                Ok(indexed) => {
                    let state = FileState::Read(indexed.facts.sha256.clone());
                    facts.push(Arc::new(indexed.facts));
                    (state, true)
                }
                Err(failure) => (FileState::Failed(failure.reason), failure.is_lasting),
            };
            self.known.insert(path.clone(), KnownFile { stamp, state: state.clone(), is_lasting });
            files.push(FolderFile { path, state });
        }
        self.send(FolderUpdate::Read(files, facts))
    }
}
