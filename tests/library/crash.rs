//! Ends the program while it fills the index of a folder, again and again. The index must open each time, with no wrong
//! row, and the reading must go on.
#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    collections::HashMap,
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, mpsc},
};

use findings::{
    app::read_for_index,
    library::{FileStamp, FolderReader, FolderSource, FolderUpdate, Index, IndexedReport, ReadReport},
};

/// The variable with the folder that a child process is to read.
const CHILD_FOLDER: &str = "FINDINGS_TEST_CHILD_FOLDER";
/// The number of times that a test ends the child process.
const ROUNDS: usize = 50;
/// The number of reports in the folder.
const REPORTS: usize = 400;

fn write_reports(folder: &Path) {
    for number in 0..REPORTS {
        let text = format!(
            "Council {number}\n\nInspection of local authority children's services\n\nInspection dates: {} March 2022 to 18 \
             March 2022\n\nThe council has {number} social workers.\n",
            number % 17 + 1
        );
        fs::write(folder.join(format!("{number:03}.txt")), text).unwrap();
    }
}

/// Reads a folder, and calls `on_update` with news until all files are read.
fn read_folder(folder: &Path, index: &Path, mut on_update: impl FnMut(&FolderUpdate)) {
    let (sender, updates) = mpsc::channel();
    let source = FolderSource { folder: folder.to_owned(), index_file: Some(index.to_owned()), jobs: None };
    let read: ReadReport = Arc::new(read_for_index);
    let _reader = FolderReader::start(source, read, move |update| sender.send(update).is_ok()).unwrap();
    for update in updates {
        on_update(&update);
        if update == FolderUpdate::Complete {
            break;
        }
    }
}

/// Runs only in a child process: reads a folder, and prints a line for each batch of files that is in the index.
#[test]
fn child_process_reads_the_folder() {
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else { return };
    let folder = Path::new(&folder);
    read_folder(&folder.join("reports"), &folder.join("index.sqlite"), |update| {
        println!("{}", if matches!(update, FolderUpdate::Read(..)) { "batch" } else { "news" });
    });
    println!("complete");
}

/// Starts a child process, and ends it once it has printed this many batches. Returns true if it completed before.
fn run_and_kill(folder: &Path, batches: usize) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child_process_reads_the_folder", "--nocapture"])
        .env(CHILD_FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut seen = 0;
    let mut is_complete = false;
    for line in lines.map_while(Result::ok) {
        seen += usize::from(line == "batch");
        is_complete |= line.contains("complete");
        if seen >= batches && line != "batch" || seen > batches || batches == 0 && line == "news" {
            break;
        }
    }
    // On Unix this is SIGKILL, which a program can't handle.
    let _ = child.kill();
    child.wait().unwrap();
    is_complete
}

/// The reports of a folder, by their paths within it.
type Reports = HashMap<PathBuf, IndexedReport>;

/// Returns all reports of a folder.
fn all_reports(folder: &Path) -> Reports {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.file_name().unwrap().into(), read_for_index(&path).unwrap())).collect()
}

/// Checks that every row of the index is what reading its file gives, and returns the number of rows.
fn check_index(folder: &Path, expected: &Reports) -> usize {
    let reports = folder.join("reports");
    let index = Index::open(&folder.join("index.sqlite"), &reports).unwrap();
    let facts: HashMap<String, _> =
        index.facts().unwrap().into_iter().map(|facts| (facts.sha256.clone(), facts)).collect();
    let files = index.files().unwrap();
    for file in &files {
        let path = reports.join(&file.path);
        assert_eq!(Some(file.stamp), FileStamp::of_file(&path));
        let read = &expected[&file.path];
        let sha256 = file.result.as_ref().unwrap();
        assert_eq!(*sha256, read.facts.sha256, "{}", path.display());
        assert_eq!(facts[sha256], read.facts, "{}", path.display());
        assert_eq!(index.text(sha256).unwrap().as_ref(), Some(&read.text), "{}", path.display());
    }
    files.len()
}

#[test]
fn an_index_survives_50_ends_of_the_program_at_any_time() {
    assert_index_survives(0);
}

#[test]
fn an_index_survives_50_ends_of_the_program_after_two_batches() {
    assert_index_survives(2);
}

/// Ends the program again and again, the first time when it has read this many batches.
fn assert_index_survives(first: usize) {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).unwrap();
    write_reports(&reports);
    let expected = all_reports(&reports);
    let mut rows = 0;
    let mut completed = 0;
    for round in 0..ROUNDS {
        completed += usize::from(run_and_kill(folder.path(), (first + round) % 4));
        let now = check_index(folder.path(), &expected);
        assert!(now >= rows, "rows were lost: {rows}, then {now}");
        rows = now;
        if rows == REPORTS {
            // Everything is read, so the next round begins with an empty index.
            fs::remove_file(folder.path().join("index.sqlite")).unwrap();
            for suffix in ["-wal", "-shm"] {
                let _ = fs::remove_file(folder.path().join(format!("index.sqlite{suffix}")));
            }
            rows = 0;
        }
    }
    println!("{ROUNDS} rounds, {completed} completed");
    assert!(
        completed < ROUNDS / 2,
        "the process must be ended before it completes, but {completed} rounds did"
    );
    let mut read = 0;
    read_folder(&reports, &folder.path().join("index.sqlite"), |update| {
        if let FolderUpdate::Read(files, _) = update {
            read += files.len();
        }
    });
    assert_eq!(check_index(folder.path(), &expected), REPORTS);
    assert!(read <= REPORTS - rows, "files that were in the index were read again");
}
