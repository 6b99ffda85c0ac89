//! What several tests share: where the fixtures are, and reading them.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::{Path, PathBuf};

use findings::{
    analysis::{self, Findings},
    output,
    read::{self, Read},
    report::InputFormat,
};
use serde_json::Value;

/// The project's folder.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Fixtures and samples: every report in the project.
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
        .is_some_and(|name| name != "README.md" && InputFormat::of_file_name(name).is_some())
}

/// Folders of the corpus with reports that are partly read wrongly today. Each gets tests of its own, with what reads it
/// rightly; the tests that hold every report to the same standard leave them out.
const NOT_READ_RIGHTLY_YET: [&str; 6] =
    ["audit", "pairs", "word", "recommendations", "assessments", "tagged"];

/// Real reports of the kinds that are read rightly.
pub fn corpus_of_known_kinds() -> Vec<PathBuf> {
    let is_known =
        |path: &PathBuf| !path.iter().any(|part| NOT_READ_RIGHTLY_YET.iter().any(|folder| part == *folder));
    let known: Vec<PathBuf> = corpus().into_iter().filter(is_known).collect();
    println!("{} of them are of kinds that are read rightly", known.len());
    known
}

/// Real reports that can be read, where `FINDINGS_CORPUS` names their folder; says how many there are.
pub fn corpus() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("FINDINGS_CORPUS").map(PathBuf::from) else {
        println!("FINDINGS_CORPUS is not set: no real reports are read");
        return Vec::new();
    };
    let mut files = Vec::new();
    walk(&folder, &mut files);
    files.sort();
    println!("{} real reports are read", files.len());
    assert!(!files.is_empty(), "FINDINGS_CORPUS holds no report that can be read");
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if is_report(&path) && !path.iter().any(|folder| folder == "damaged") {
            files.push(path);
        }
    }
}

pub fn read(path: &Path) -> Read {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    read::read(&bytes, &name).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn read_text(text: &str, name: &str) -> Read {
    read::read(text.as_bytes(), name).unwrap()
}

/// The JSON export of a report, with the warnings that the program gives.
pub fn json(read: &Read) -> Value {
    let mut warnings = read.warnings.clone();
    let abbreviations = analysis::abbreviations(&read.report);
    warnings.extend(analysis::checks(&read.report, &abbreviations));
    let findings = Findings::of(&read.report, abbreviations);
    serde_json::from_str(&output::to_json(&read.report, &warnings, &findings).unwrap()).unwrap()
}
