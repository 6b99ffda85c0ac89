//! Shared by several tests: paths of fixtures and real reports, and functions that read them.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use findings::{
    analysis::{self, Findings},
    library::{FileState, FolderFile, FolderUpdate, ReportFacts},
    output,
    read::{self, Read},
    report::InputFormat,
};
use serde_json::Value;

/// Returns the project's folder.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns all fixtures and samples: every report in the project that opens without a password.
pub fn reports() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = ["tests/fixtures", "assets/samples"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(project().join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| is_report(path) && path.file_stem().unwrap() != "protected_by_a_password")
        .collect();
    files.sort();
    files
}

/// Returns true if the name of a file has the extension of an input format and is not a folder's README.
fn is_report(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name != "README.md" && InputFormat::from_file_name(name).is_some())
}

/// Folders of real reports that are still partly misread. Tests that expect the same of every report leave them out.
const MISREAD_FOLDERS: [&str; 6] = ["audit", "pairs", "word", "recommendations", "assessments", "tagged"];

/// Returns the real reports of the kinds that are read correctly.
///
/// # Panics
/// Panics if `FINDINGS_CORPUS` is not set.
pub fn corpus_of_known_kinds() -> Vec<PathBuf> {
    let is_known =
        |path: &PathBuf| !path.iter().any(|part| MISREAD_FOLDERS.iter().any(|folder| part == *folder));
    let known: Vec<PathBuf> = corpus().into_iter().filter(is_known).collect();
    println!("{} of them are of kinds that are read correctly", known.len());
    known
}

/// Folders of real documents that are not inspection reports of councils or schools.
const OTHER_FOLDERS: [&str; 4] = ["word", "recommendations", "assessments", "tagged"];

/// Returns the real inspection reports.
///
/// # Panics
/// Panics if `FINDINGS_CORPUS` is not set.
pub fn corpus_of_inspections() -> Vec<PathBuf> {
    let is_other =
        |path: &PathBuf| path.iter().any(|part| OTHER_FOLDERS.iter().any(|folder| part == *folder));
    let inspections: Vec<PathBuf> = corpus().into_iter().filter(|path| !is_other(path)).collect();
    println!("{} of them are inspection reports", inspections.len());
    inspections
}

/// Returns the folder of real reports, which are not in the repository. Every test that needs it is ignored by default.
///
/// # Panics
/// Panics if `FINDINGS_CORPUS` is not set.
pub fn corpus_folder() -> PathBuf {
    let folder = std::env::var_os("FINDINGS_CORPUS");
    PathBuf::from(folder.expect("this test needs real reports: set FINDINGS_CORPUS to their folder"))
}

/// Returns the path of the reference report, a real report whose facts were written down by hand.
///
/// # Panics
/// Panics if `FINDINGS_CORPUS` is not set.
pub fn reference_report() -> PathBuf {
    corpus_folder().join("slac/york_2012.txt")
}

/// Returns all real reports that can be read, and prints their number.
///
/// # Panics
/// Panics if `FINDINGS_CORPUS` is not set or its folder has no reports.
pub fn corpus() -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect_reports(&corpus_folder(), &mut files);
    files.sort();
    println!("{} real reports are read", files.len());
    assert!(!files.is_empty(), "the folder in FINDINGS_CORPUS has no report that can be read");
    files
}

fn collect_reports(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_reports(&path, files);
        } else if is_report(&path) && !path.iter().any(|folder| folder == "damaged") {
            files.push(path);
        }
    }
}

/// Defines a module with eight tests, each of which checks every eighth of the items, so that none takes long. `$items`
/// returns the items, for which real reports are needed, or is `fixtures` for all fixtures and samples. `$check` takes a
/// list of items.
#[allow(unused_macros)]
macro_rules! tests_by_share {
    ($module:ident, fixtures, $check:expr) => {
        $crate::support::tests_by_share!(@module $module, [], $crate::support::reports(), $check);
    };
    ($module:ident, $items:expr, $check:expr) => {
        $crate::support::tests_by_share!(
            @module $module, [#[ignore = "needs real reports: set FINDINGS_CORPUS"]], $items, $check
        );
    };
    (@module $module:ident, $attributes:tt, $items:expr, $check:expr) => {
        mod $module {
            #[allow(unused_imports)]
            use super::*;

            $crate::support::tests_by_share! {
                @tests $attributes, $items, $check,
                share_1 0, share_2 1, share_3 2, share_4 3, share_5 4, share_6 5, share_7 6, share_8 7
            }
        }
    };
    (@tests $attributes:tt, $items:expr, $check:expr, $($test:ident $index:literal),+) => {
        $($crate::support::tests_by_share!(@test $attributes, $items, $check, $test $index);)+
    };
    (@test [$($attribute:tt)*], $items:expr, $check:expr, $test:ident $index:literal) => {
        #[test]
        $($attribute)*
        fn $test() {
            ($check)(&$crate::support::share($items, $index));
        }
    };
}
#[allow(unused_imports)]
pub(crate) use tests_by_share;

/// Returns every eighth item, beginning with this index.
pub fn share<T>(items: impl IntoIterator<Item = T>, index: usize) -> Vec<T> {
    items.into_iter().skip(index).step_by(8).collect()
}

/// Calls `work` with each item, on as many threads as the computer can run at the same time, and returns the results in
/// the order of the items.
pub fn map_in_threads<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    // Each thread takes the next item when it is done with one, because some reports take much longer than others.
    let work_on_next = || {
        let mut results: Vec<(usize, R)> = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return results };
            results.push((index, work(item)));
        }
    };
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work_on_next)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

pub fn read(path: &Path) -> Read {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    read::read(&bytes, &name).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn read_text(text: &str, name: &str) -> Read {
    read::read(text.as_bytes(), name).unwrap()
}

/// Returns the facts of a report without its warnings and points to improve, which take longest to find.
pub fn facts(path: &Path) -> ReportFacts {
    ReportFacts::new(&read(path).report, &[], 0)
}

/// Returns an update of a folder that has only these reports, as "0.txt", "1.txt" and so on.
pub fn folder_update(facts: &[Arc<ReportFacts>]) -> FolderUpdate {
    let file = |(number, facts): (usize, &Arc<ReportFacts>)| FolderFile {
        path: format!("{number}.txt").into(),
        state: FileState::Read(facts.sha256.clone()),
    };
    FolderUpdate::Files {
        files: facts.iter().enumerate().map(file).collect(),
        facts: facts.to_vec(),
        closed_folders: Vec::new(),
        is_truncated: false,
    }
}

/// Returns the JSON export of a report without its findings, which take longest to compute. The text, the judgements and
/// the recommendations are the same.
pub fn json_without_findings(read: &Read) -> Value {
    let findings = Findings::ids_only(&read.report);
    serde_json::from_str(&output::to_json(&read.report, &read.warnings, &findings).unwrap()).unwrap()
}

/// Returns the JSON export of a report, with the warnings that the program shows.
pub fn json(read: &Read) -> Value {
    let mut warnings = read.warnings.clone();
    let abbreviations = analysis::abbreviations(&read.report);
    warnings.extend(analysis::run_checks(&read.report, &abbreviations));
    let findings = Findings::compute(&read.report, abbreviations);
    serde_json::from_str(&output::to_json(&read.report, &warnings, &findings).unwrap()).unwrap()
}
