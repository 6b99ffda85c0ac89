//! Reads all real reports as a folder: every cell of the matrix must equal the export of its file.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, mpsc},
};

use crate::support::{self, corpus_folder};
use findings::report::FrameworkId;
use findings::{
    analysis::JudgementColumn,
    app::{indexed_report, read_report},
    library::{
        Collection, FolderReader, FolderSource, FolderUpdate, ReadFailure, ReadReport,
        matrix::{self, Matrix, MatrixOptions},
    },
};
use serde_json::Value;

/// The exports of reports, by the SHA-256 of their files.
type Exports = Arc<Mutex<HashMap<String, Value>>>;

/// Returns the reports of a folder, read in the background as the window does it, and their exports.
fn read_folder(folder: &Path) -> (Collection, Exports) {
    let (sender, updates) = mpsc::channel();
    let source = FolderSource { folder: folder.to_owned(), index_file: None, jobs: None };
    let exports = Exports::default();
    let kept = Arc::clone(&exports);
    let read: ReadReport = Arc::new(move |path| {
        let failure =
            |error: findings::app::OpenError| ReadFailure { reason: error.to_string(), is_lasting: true };
        let read = read_report(path, None).map_err(failure)?;
        let exported = support::json_without_findings(&read);
        kept.lock().unwrap().insert(read.report.source.sha256.clone(), exported);
        Ok(indexed_report(read))
    });
    let _reader = FolderReader::start(source, read, move |update| sender.send(update).is_ok()).unwrap();
    let mut collection = Collection::default();
    for update in updates {
        let is_last = update == FolderUpdate::Complete;
        collection.apply_update(update);
        if is_last {
            break;
        }
    }
    (collection, exports)
}

/// Compares the facts and cells of reports in a subfolder of the real reports with their exports: of every `count`th
/// report, beginning with this index.
fn check_cells(subfolder: &str, (index, count): (usize, usize)) {
    let subfolder = corpus_folder().join(subfolder);
    let share = tempfile::tempdir().unwrap();
    if count > 1 {
        let files = std::fs::read_dir(&subfolder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
        files.sort();
        for file in files.iter().skip(index).step_by(count) {
            std::fs::copy(file, share.path().join(file.file_name().unwrap())).unwrap();
        }
    }
    let (collection, exports) = read_folder(if count > 1 { share.path() } else { &subfolder });
    let exports = exports.lock().unwrap();
    let matrix = Matrix::new(&collection, &MatrixOptions::default(), &HashMap::new());
    let mut cell_count = 0;
    for entry in collection.entries() {
        let name = entry.path().display();
        let Some(facts) = entry.facts() else { continue };
        let exported = &exports[&facts.sha256];
        let judgements = exported["judgements"].as_array().unwrap();
        assert_eq!(facts.judgements.len(), judgements.len(), "{name}");
        for (fact, judgement) in facts.judgements.iter().zip(judgements) {
            assert_eq!(fact.title, judgement["title"].as_str().unwrap(), "{name}");
            assert_eq!(fact.grade.label, judgement["grade"].as_str().unwrap(), "{name}");
            assert_eq!(fact.grade.step.map(u64::from), judgement["step"].as_u64(), "{name}");
        }
        cell_count += matrix.columns.iter().filter(|column| matrix::cell(facts, column).is_some()).count();
        // Each judgement is in exactly one column.
        let listed: usize = matrix.all_columns.iter().map(|column| facts.judgements_in(column).count()).sum();
        assert_eq!(listed, judgements.len(), "{name}");
        let items = exported["recommendations"].as_array().unwrap();
        assert_eq!(facts.recommendations.len(), items.len(), "{name}");
        for (item, exported) in facts.recommendations.iter().zip(items) {
            assert!(item.text.starts_with(exported["text"].as_str().unwrap()), "{name}: {}", item.text);
            assert_eq!(item.due.map(|due| due.to_string()).as_deref(), exported["due"].as_str(), "{name}");
        }
    }
    let report_count = collection.reports().count();
    println!("{report_count} reports of {} files, {cell_count} cells", collection.file_count());
    assert!(report_count > 0);
}

/// Defines a test for each subfolder of the real reports, or for each of several shares of it, so that they run at the
/// same time.
macro_rules! cells_equal_exports_in {
    ($($name:ident: $folder:literal, $index:literal of $count:literal;)*) => {
        $(
            #[test]
            #[ignore = "needs real reports: set FINDINGS_CORPUS"]
            fn $name() {
                check_cells($folder, ($index - 1, $count));
            }
        )*
    };
}

cells_equal_exports_in! {
    cells_equal_exports_of_slac_reports: "slac", 1 of 1;
    cells_equal_exports_of_lac_reports: "lac", 1 of 1;
    cells_equal_exports_of_sif_reports_share_1: "sif", 1 of 3;
    cells_equal_exports_of_sif_reports_share_2: "sif", 2 of 3;
    cells_equal_exports_of_sif_reports_share_3: "sif", 3 of 3;
    cells_equal_exports_of_ilacs_reports: "ilacs", 1 of 1;
    cells_equal_exports_of_visit_letters: "focused-visit", 1 of 1;
    cells_equal_exports_of_jtai_letters: "jtai", 1 of 1;
    cells_equal_exports_of_send_reports: "send", 1 of 1;
    cells_equal_exports_of_school_reports: "school", 1 of 1;
    cells_equal_exports_of_damaged_files: "damaged", 1 of 1;
    cells_equal_exports_of_audited_reports: "audit", 1 of 1;
    cells_equal_exports_of_pairs_share_1: "pairs", 1 of 3;
    cells_equal_exports_of_pairs_share_2: "pairs", 2 of 3;
    cells_equal_exports_of_pairs_share_3: "pairs", 3 of 3;
    cells_equal_exports_of_word_files_share_1: "word", 1 of 3;
    cells_equal_exports_of_word_files_share_2: "word", 2 of 3;
    cells_equal_exports_of_word_files_share_3: "word", 3 of 3;
    cells_equal_exports_of_other_bodies: "recommendations", 1 of 1;
    cells_equal_exports_of_assessments: "assessments", 1 of 1;
    cells_equal_exports_of_tagged_files: "tagged", 1 of 1;
}

/// The keys of grades in `expected.json`, each with its column.
const EXPECTED_COLUMNS: [(&str, JudgementColumn); 6] = [
    ("protection", JudgementColumn::HelpAndProtection),
    ("care", JudgementColumn::InCare),
    ("care_and_leavers", JudgementColumn::InCare),
    ("adoption", JudgementColumn::Adoption),
    ("leavers", JudgementColumn::CareLeavers),
    ("leaders", JudgementColumn::Leadership),
];

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn the_grades_of_the_matrix_are_those_that_were_written_down_by_hand() {
    let folder = corpus_folder();
    let text = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let expected: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
    let mut cell_count = 0;
    for (file, report) in &expected {
        let Some(grades) = report.get("grades").and_then(Value::as_object) else { continue };
        let facts = support::facts(&folder.join(file));
        for (key, grade) in grades {
            // A report on one subject has its overall judgement in the column of that subject.
            let column = match facts.framework {
                _ if key != "overall" => {
                    EXPECTED_COLUMNS.iter().find(|(known, _)| known == key).unwrap().1.clone()
                }
                Some(FrameworkId::LscbReview) => JudgementColumn::Board,
                Some(FrameworkId::LookedAfterChildren) => JudgementColumn::InCare,
                _ => JudgementColumn::Overall,
            };
            let Some(grade) = grade.as_str() else { continue };
            let cell =
                matrix::cell(&facts, &column).map(|(_, judgement)| judgement.grade.label.to_lowercase());
            // The public data set has a grade here, but the report says "Not judged".
            if cell.as_deref() == Some("not judged") {
                continue;
            }
            assert_eq!(cell.as_deref(), Some(grade.to_lowercase().as_str()), "{file}: {key}");
            cell_count += 1;
        }
    }
    println!("{cell_count} cells");
    assert!(cell_count > 50);
}
