//! A folder of reports: reading it in the background, its index, and following its changes.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    collections::BTreeSet,
    fs,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    time::Duration,
};

use findings::{
    app::read_for_index,
    library::{
        Collection, Entry, FolderReader, FolderSource, FolderUpdate, Index, IndexedReport, ReadFailure,
        ReadReport,
    },
};

/// A report.
fn report(council: &str, grade: &str) -> String {
    format!(
        "{council}\n\nInspection of local authority children's services\n\nInspection dates: 7 March 2022 to 18 March \
         2022\n\nOverall effectiveness\n\nThe overall effectiveness is {grade}.\n\nWhat needs to improve\n"
    )
}

/// A folder that is being read, and the updates about it.
struct Reading {
    reader: FolderReader,
    updates: Receiver<FolderUpdate>,
    collection: Collection,
    /// The number of files that were read.
    read_count: Arc<AtomicUsize>,
}

impl Reading {
    fn start(folder: &Path, index_file: Option<&Path>) -> Self {
        let read_count = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&read_count);
        Self::start_with(folder, index_file, read_count, move |path| {
            counter.fetch_add(1, Ordering::SeqCst);
            read_for_index(path)
        })
    }

    fn start_with(
        folder: &Path,
        index_file: Option<&Path>,
        read_count: Arc<AtomicUsize>,
        read: impl Fn(&Path) -> Result<IndexedReport, ReadFailure> + Send + Sync + 'static,
    ) -> Self {
        let (sender, updates) = mpsc::channel();
        let source = FolderSource {
            folder: folder.to_owned(),
            index_file: index_file.map(Path::to_owned),
            jobs: NonZeroUsize::new(2),
        };
        let read: ReadReport = Arc::new(read);
        let reader = FolderReader::start(source, read, move |update| sender.send(update).is_ok()).unwrap();
        Self { reader, updates, collection: Collection::default(), read_count }
    }

    /// Applies updates until `is_last` returns true for one of them, which is returned.
    fn wait_for(&mut self, is_last: impl Fn(&FolderUpdate) -> bool) -> FolderUpdate {
        loop {
            let update = self.updates.recv().unwrap();
            self.collection.apply_update(update.clone());
            if is_last(&update) {
                return update;
            }
        }
    }

    /// Lets one file after another through a gate until `is_last` returns true for an update.
    fn let_through_until(&mut self, gate: &Sender<()>, is_last: impl Fn(&FolderUpdate) -> bool) {
        loop {
            match self.updates.recv_timeout(Duration::from_millis(5)) {
                Ok(update) => {
                    self.collection.apply_update(update.clone());
                    if is_last(&update) {
                        return;
                    }
                }
                Err(_) => gate.send(()).unwrap(),
            }
        }
    }

    fn finish(&mut self) -> &Collection {
        self.wait_for(|update| *update == FolderUpdate::Complete);
        &self.collection
    }

    fn names(&self) -> Vec<String> {
        self.collection.entries().iter().map(Entry::name).collect()
    }
}

fn write_reports(folder: &Path, count: usize) {
    for number in 0..count {
        fs::write(folder.join(format!("{number:03}.txt")), report(&format!("Council {number}"), "good"))
            .unwrap();
    }
}

#[test]
fn reports_are_read_and_identical_files_are_one_entry() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("copies")).unwrap();
    fs::write(folder.path().join("a.txt"), report("Larkmoor Council", "good")).unwrap();
    fs::write(folder.path().join("copies/b.txt"), report("Larkmoor Council", "good")).unwrap();
    fs::write(folder.path().join("broken.pdf"), "%PDF-1.4 nothing").unwrap();
    let mut reading = Reading::start(folder.path(), None);
    reading.finish();
    assert_eq!(reading.names(), ["Larkmoor Council, 2022", "broken.pdf"]);
    let [report, broken] = reading.collection.entries() else { panic!() };
    assert_eq!(report.paths, [PathBuf::from("a.txt"), Path::new("copies").join("b.txt")]);
    assert_eq!(report.facts().unwrap().subject.as_deref(), Some("Larkmoor Council"));
    assert!(
        matches!(&broken.content, findings::library::EntryContent::Failed(reason) if reason.ends_with('.'))
    );
    assert_eq!((reading.collection.done_count(), reading.collection.file_count()), (3, 3));
}

#[test]
fn a_folder_that_is_opened_again_is_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let indexes = tempfile::tempdir().unwrap();
    let index = indexes.path().join("index.sqlite");
    write_reports(folder.path(), 30);
    let mut first = Reading::start(folder.path(), Some(&index));
    first.finish();
    assert_eq!(first.read_count.load(Ordering::SeqCst), 30);
    let known = first.collection.clone();
    drop(first);
    let mut again = Reading::start(folder.path(), Some(&index));
    again.finish();
    assert_eq!(again.read_count.load(Ordering::SeqCst), 0);
    assert_eq!(again.collection.entries(), known.entries());
    drop(again);
    fs::write(folder.path().join("007.txt"), report("Renamed Council", "outstanding")).unwrap();
    fs::remove_file(folder.path().join("008.txt")).unwrap();
    let mut changed = Reading::start(folder.path(), Some(&index));
    changed.finish();
    assert_eq!(changed.read_count.load(Ordering::SeqCst), 1);
    assert_eq!(changed.collection.file_count(), 29);
    assert!(changed.names().contains(&"Renamed Council, 2022".to_owned()));
    assert!(!changed.names().contains(&"Council 7, 2022".to_owned()));
}

#[test]
fn added_changed_and_removed_files_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    write_reports(folder.path(), 3);
    let mut reading = Reading::start(folder.path(), None);
    reading.finish();
    fs::write(folder.path().join("new.txt"), report("New Council", "good")).unwrap();
    fs::write(folder.path().join("001.txt"), report("Changed Council", "inadequate")).unwrap();
    fs::remove_file(folder.path().join("002.txt")).unwrap();
    reading.reader.refresh();
    reading.finish();
    let names: BTreeSet<String> = reading.names().into_iter().collect();
    let expected = ["Changed Council, 2022", "Council 0, 2022", "New Council, 2022"];
    assert_eq!(names, expected.map(str::to_owned).into_iter().collect());
}

#[test]
fn a_folder_that_disappears_is_reported_and_its_rows_stay() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("reports");
    fs::create_dir(&folder).unwrap();
    write_reports(&folder, 2);
    let mut reading = Reading::start(&folder, None);
    reading.finish();
    fs::rename(&folder, outer.path().join("elsewhere")).unwrap();
    reading.reader.refresh();
    reading.wait_for(
        |update| matches!(update, FolderUpdate::FolderFailed(reason) if reason.contains("not found")),
    );
    assert_eq!(reading.collection.file_count(), 2);
    fs::rename(outer.path().join("elsewhere"), &folder).unwrap();
    reading.reader.refresh();
    reading.finish();
    assert_eq!(reading.collection.file_count(), 2);
}

#[test]
fn a_folder_that_is_missing_when_it_is_opened_shows_the_rows_of_its_index() {
    let outer = tempfile::tempdir().unwrap();
    let (folder, elsewhere) = (outer.path().join("reports"), outer.path().join("elsewhere"));
    let index = outer.path().join("index.sqlite");
    fs::create_dir(&folder).unwrap();
    write_reports(&folder, 2);
    let mut reading = Reading::start(&folder, Some(&index));
    reading.finish();
    let before = reading.collection.entries().to_vec();
    drop(reading);
    fs::rename(&folder, &elsewhere).unwrap();
    let mut reading = Reading::start(&folder, Some(&index));
    reading.wait_for(|update| matches!(update, FolderUpdate::FolderFailed(_)));
    assert_eq!(reading.collection.entries(), before);
    fs::rename(&elsewhere, &folder).unwrap();
    fs::remove_file(folder.join(before[0].path())).unwrap();
    reading.reader.refresh();
    reading.finish();
    assert_eq!(reading.collection.entries(), &before[1..]);
    assert_eq!(reading.read_count.load(Ordering::SeqCst), 0, "nothing is read again");
}

#[test]
fn a_file_that_changes_while_it_is_read_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.txt");
    fs::write(&path, report("First Council", "good")).unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut reading = Reading::start_with(folder.path(), None, count, move |path| {
        let read = read_for_index(path);
        if counter.fetch_add(1, Ordering::SeqCst) == 0 {
            // Another program saves the file after it was read, and before that is noted.
            fs::write(path, report("Second Council, longer", "good")).unwrap();
        }
        read
    });
    reading.finish();
    reading.reader.refresh();
    reading.wait_for(|update| matches!(update, FolderUpdate::Read(_, facts) if !facts.is_empty()));
    assert_eq!(reading.read_count.load(Ordering::SeqCst), 2);
    assert!(reading.names()[0].starts_with("Second Council"), "{:?}", reading.names());
}

#[test]
fn a_panic_while_reading_a_file_is_a_row_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    write_reports(folder.path(), 4);
    let mut reading = Reading::start_with(folder.path(), None, Arc::default(), |path| {
        assert!(!path.ends_with("002.txt"), "invented");
        read_for_index(path)
    });
    let collection = reading.finish();
    assert_eq!(collection.reports().count(), 3);
    assert_eq!(collection.done_count(), 4);
}

#[test]
fn a_file_that_failed_for_a_passing_reason_is_read_again_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let indexes = tempfile::tempdir().unwrap();
    let index = indexes.path().join("index.sqlite");
    write_reports(folder.path(), 2);
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut reading = Reading::start_with(folder.path(), Some(&index), count, move |path| {
        if path.ends_with("001.txt") && counter.fetch_add(1, Ordering::SeqCst) == 0 {
            return Err(ReadFailure { reason: "No permission.".to_owned(), is_lasting: false });
        }
        read_for_index(path)
    });
    assert_eq!(reading.finish().reports().count(), 1);
    assert_eq!(Index::open(&index, folder.path()).unwrap().files().unwrap().len(), 1);
    reading.reader.refresh();
    assert_eq!(reading.finish().reports().count(), 2);
}

#[test]
fn the_text_of_replaced_and_deleted_reports_leaves_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let indexes = tempfile::tempdir().unwrap();
    let index = indexes.path().join("index.sqlite");
    fs::write(folder.path().join("draft.txt"), report("Confidential Council", "good")).unwrap();
    fs::write(folder.path().join("other.txt"), report("Other Council", "good")).unwrap();
    let mut reading = Reading::start(folder.path(), Some(&index));
    reading.finish();
    fs::write(folder.path().join("draft.txt"), report("Final Council", "good")).unwrap();
    reading.reader.refresh();
    reading.finish();
    let subjects = || {
        let facts = Index::open(&index, folder.path()).unwrap().facts().unwrap();
        let subjects: BTreeSet<String> = facts.into_iter().filter_map(|facts| facts.subject).collect();
        subjects.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(subjects(), ["Final Council", "Other Council"]);
    fs::remove_file(folder.path().join("draft.txt")).unwrap();
    reading.reader.refresh();
    reading.finish();
    assert_eq!(subjects(), ["Other Council"]);
    reading.reader.end().join().unwrap();
    let bytes = fs::read(&index).unwrap();
    assert!(!bytes.windows(12).any(|part| part == b"Confidential"), "deleted text stays in the file");
}

#[cfg(unix)]
#[test]
fn reports_in_a_subfolder_that_cannot_be_opened_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    write_reports(&inner, 2);
    write_reports(folder.path(), 1);
    let mut reading = Reading::start(folder.path(), None);
    reading.finish();
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o000)).unwrap();
    // The administrator can open every folder.
    let is_closed = fs::read_dir(&inner).is_err();
    reading.reader.refresh();
    reading.finish();
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(reading.collection.file_count(), 3);
    assert_eq!(reading.collection.closed_folders.len(), usize::from(is_closed));
}

#[test]
fn files_that_are_wanted_first_are_read_first_and_reading_stops_and_goes_on() {
    const FILES: usize = 200;
    let folder = tempfile::tempdir().unwrap();
    write_reports(folder.path(), FILES);
    let (gate, wait) = mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let mut reading = Reading::start_with(folder.path(), None, Arc::default(), move |path| {
        // Each file waits until it is let through. After the end of the gate, all are.
        let _ = wait.lock().unwrap().recv();
        read_for_index(path)
    });
    reading.wait_for(|update| matches!(update, FolderUpdate::Files { .. }));
    let wanted = PathBuf::from("150.txt");
    reading.reader.read_first(vec![wanted.clone()]);
    let has_wanted = |update: &FolderUpdate| matches!(update, FolderUpdate::Read(files, _) if files.iter().any(|file| file.path == wanted));
    reading.let_through_until(&gate, has_wanted);
    assert!(reading.collection.done_count() < FILES / 2, "it was not read before others");
    reading.reader.stop();
    reading.let_through_until(&gate, |update| *update == FolderUpdate::Stopped);
    assert!(reading.collection.done_count() < FILES);
    drop(gate);
    reading.reader.refresh();
    reading.finish();
    assert_eq!(reading.collection.done_count(), FILES);
}

#[test]
fn an_index_that_cannot_be_used_is_reported_and_the_folder_is_read() {
    let folder = tempfile::tempdir().unwrap();
    write_reports(folder.path(), 2);
    let missing = folder.path().join("none").join("index.sqlite");
    let mut reading = Reading::start(folder.path(), Some(&missing));
    reading.wait_for(|update| matches!(update, FolderUpdate::IndexFailed(_)));
    assert_eq!(reading.finish().reports().count(), 2);
}

#[test]
fn a_damaged_index_is_made_again_and_one_of_a_newer_version_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let indexes = tempfile::tempdir().unwrap();
    write_reports(folder.path(), 2);
    let damaged = indexes.path().join("damaged.sqlite");
    fs::write(&damaged, "this is no database".repeat(1000)).unwrap();
    let mut reading = Reading::start(folder.path(), Some(&damaged));
    assert_eq!(reading.finish().reports().count(), 2);
    assert!(Index::open(&damaged, folder.path()).unwrap().facts().unwrap().len() == 2);
    let newer = indexes.path().join("newer.sqlite");
    drop(Index::open(&newer, folder.path()).unwrap());
    let connection = rusqlite::Connection::open(&newer).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let mut reading = Reading::start(folder.path(), Some(&newer));
    reading
        .wait_for(|update| matches!(update, FolderUpdate::IndexFailed(reason) if reason.contains("newer")));
    assert_eq!(reading.finish().reports().count(), 2);
    let connection = rusqlite::Connection::open(&newer).unwrap();
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 99);
}

#[cfg(unix)]
#[test]
fn only_this_user_can_read_an_index() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let indexes = tempfile::tempdir().unwrap();
    write_reports(folder.path(), 2);
    let index = indexes.path().join("index.sqlite");
    let mut reading = Reading::start(folder.path(), Some(&index));
    reading.finish();
    for entry in fs::read_dir(indexes.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.path());
    }
}

#[test]
fn two_windows_use_one_index_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    let indexes = tempfile::tempdir().unwrap();
    write_reports(folder.path(), 60);
    let index = indexes.path().join("index.sqlite");
    let mut one = Reading::start(folder.path(), Some(&index));
    let mut other = Reading::start(folder.path(), Some(&index));
    assert_eq!(one.finish().reports().count(), 60);
    assert_eq!(other.finish().reports().count(), 60);
    let index = Index::open(&index, folder.path()).unwrap();
    assert_eq!((index.facts().unwrap().len(), index.files().unwrap().len()), (60, 60));
}
