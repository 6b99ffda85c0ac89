//! `findings table`: the tables of many reports.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output},
};

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use findings::output::tables::Table;
use serde_json::Value;

/// Runs `findings table` on a folder.
fn run_table(folder: &Path, out: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_findings"))
        .arg("table")
        .arg(folder)
        .arg("--out")
        .arg(out)
        .args(arguments)
        .output()
        .unwrap()
}

fn stderr_text(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Copies a sample into a folder, under another name.
fn copy_sample(sample: &str, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(support::project().join("assets/samples").join(sample), to).unwrap();
}

/// Returns a folder with two reports in subfolders, a copy of one, a file that can't be read, and files to skip.
fn folder_of_reports() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    copy_sample("larkmoor_2012.md", &path("b/later.md"));
    copy_sample("larkmoor_2009.txt", &path("a/earlier.txt"));
    copy_sample("larkmoor_2009.txt", &path("c/copy.txt"));
    copy_sample("larkmoor_2009.txt", &path(".hidden/x.txt"));
    copy_sample("larkmoor_2009.txt", &path("b/.hidden.txt"));
    copy_sample("larkmoor_2009.txt", &path("b/~$later.docx"));
    copy_sample("larkmoor_2009.txt", &path("b/data.xlsx"));
    fs::write(path("b/broken.pdf"), "%PDF-1.7 no more").unwrap();
    folder
}

/// Returns the rows of a table of JSON Lines.
fn json_rows(out: &Path, table: Table) -> Vec<Value> {
    let text = fs::read_to_string(out.join(format!("{}.jsonl", table.name()))).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns the rows of a CSV table as maps from the columns to the cells.
fn csv_rows(out: &Path, table: Table) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(out.join(format!("{}.csv", table.name()))).unwrap();
    let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{FEFF}').unwrap().as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(columns, table.columns());
    let to_map =
        |row: csv::StringRecord| columns.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| to_map(row.unwrap())).collect()
}

#[test]
fn tables_have_every_report_once_in_the_order_of_the_paths() {
    let folder = folder_of_reports();
    let out = folder.path().join("tables");
    let run = run_table(folder.path(), &out, &["--format", "jsonl"]);
    assert_eq!(run.status.code(), Some(2), "{}", stderr_text(&run));
    assert!(stderr_text(&run).contains("broken.pdf: "), "{}", stderr_text(&run));
    let reports = json_rows(&out, Table::Reports);
    let files: Vec<&str> = reports.iter().map(|row| row["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["earlier.txt", "broken.pdf", "later.md", "copy.txt"]);
    assert!(reports.iter().all(|row| Path::new(row["path"].as_str().unwrap()).is_absolute()));
    assert!(reports[1]["error"].as_str().unwrap().contains("PDF"), "{}", reports[1]);
    assert_eq!(reports[3]["same_as"], reports[0]["path"]);
    let keys: Vec<&String> = reports[0].as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), Table::Reports.columns().len());
    assert_eq!((&reports[2]["year"], &reports[2]["overall_grade"]), (&2012.into(), &"Good".into()));

    for table in &Table::ALL[1..] {
        let rows = json_rows(&out, *table);
        assert!(!rows.is_empty(), "{table:?}");
        let keys: Vec<(String, i64)> = rows
            .iter()
            .map(|row| (row["sha256"].as_str().unwrap().to_owned(), row["position"].as_i64().unwrap()))
            .collect();
        let mut unique = keys.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), keys.len(), "{table:?}: a key is there twice");
        let count = |report: &Value| report[table.name()].as_u64().unwrap_or_default();
        let expected = count(&reports[0]) + count(&reports[2]);
        assert_eq!(rows.len() as u64, expected, "{table:?}");
        assert!(rows.iter().all(|row| row.as_object().unwrap().len() == table.columns().len()));
    }
    let first = &json_rows(&out, Table::Judgements)[0];
    assert_eq!((&first["position"], &first["year"]), (&1.into(), &2009.into()));
}

#[test]
fn tables_do_not_depend_on_the_number_of_jobs_or_the_format() {
    let folder = folder_of_reports();
    let out = |name: &str| folder.path().join(name).join("out.d");
    let content = |jobs: &str| {
        // Folders of tables have no files that are read as reports.
        let out = out(&format!("jobs{jobs}"));
        run_table(folder.path(), &out, &["-j", jobs]);
        Table::ALL.map(|table| fs::read(out.join(format!("{}.csv", table.name()))).unwrap())
    };
    assert_eq!(content("1"), content("3"));
    let (jsonl, xlsx) = (out("jsonl"), out("xlsx"));
    run_table(folder.path(), &jsonl, &["--format", "jsonl"]);
    let run = run_table(folder.path(), &xlsx, &["--format", "xlsx"]);
    assert_eq!(run.status.code(), Some(2), "{}", stderr_text(&run));
    let mut workbook: Xlsx<_> = open_workbook(xlsx.join("findings.xlsx")).unwrap();
    assert_eq!(workbook.sheet_names(), Table::ALL.map(Table::name));
    for table in Table::ALL {
        let json = json_rows(&jsonl, table);
        let csv = csv_rows(&out("jobs1"), table);
        let sheet = workbook.worksheet_range(table.name()).unwrap();
        let cells: Vec<&[Data]> = sheet.rows().skip(1).collect();
        assert_eq!((json.len(), cells.len()), (csv.len(), csv.len()), "{table:?}");
        for (index, row) in csv.iter().enumerate() {
            for (column, name) in table.columns().iter().enumerate() {
                let text = match &json[index][name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(
                    row[*name].trim_start_matches('\''),
                    text.trim_start_matches('\''),
                    "{table:?} {name}"
                );
                if !matches!(cells[index][column], Data::DateTime(_) | Data::Bool(_)) {
                    assert_eq!(cells[index][column].to_string(), text, "{table:?} {name}");
                }
            }
        }
    }
}

#[test]
fn formulas_in_reports_are_guarded() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("r.md"),
        "# Town Council\n\n## Recommendations\n\n- =HYPERLINK(\"http://x\") must be ensured.\n\n## Text\n\n1. =1+1 is a sum.\n",
    )
    .unwrap();
    let out = folder.path().join("out");
    let run = run_table(folder.path(), &out, &[]);
    assert!(run.status.success(), "{}", stderr_text(&run));
    let paragraphs = csv_rows(&out, Table::Paragraphs);
    assert!(paragraphs.iter().any(|row| row["text"].starts_with("'=1+1")), "{paragraphs:?}");
}

#[test]
fn existing_tables_are_replaced_only_with_force_and_nothing_is_left_of_a_refused_run() {
    let folder = folder_of_reports();
    let out = folder.path().join("tables");
    run_table(folder.path(), &out, &[]);
    fs::remove_file(out.join("reports.csv")).unwrap();
    let run = run_table(folder.path(), &out, &[]);
    assert_eq!(run.status.code(), Some(2));
    assert!(stderr_text(&run).contains("--force"), "{}", stderr_text(&run));
    assert_eq!(fs::read_dir(&out).unwrap().count(), 4, "no temporary file and no incomplete set");
    run_table(folder.path(), &out, &["--force"]);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 5);
    let run = run_table(folder.path(), &folder.path().join("x.csv"), &[]);
    assert!(stderr_text(&run).contains("name of a folder"), "{}", stderr_text(&run));
    let empty = tempfile::tempdir().unwrap();
    let run = run_table(empty.path(), &empty.path().join("out"), &[]);
    assert_eq!(run.status.code(), Some(2));
    assert!(stderr_text(&run).contains("No reports found"), "{}", stderr_text(&run));
}

#[test]
#[cfg(unix)]
fn links_to_files_are_read_and_links_to_folders_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    copy_sample("larkmoor_2009.txt", &elsewhere.path().join("sub/earlier.txt"));
    copy_sample("larkmoor_2012.md", &elsewhere.path().join("later.md"));
    std::os::unix::fs::symlink(elsewhere.path().join("sub"), folder.path().join("linked")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("later.md"), folder.path().join("link.md")).unwrap();
    let out = elsewhere.path().join("out");
    let run = run_table(folder.path(), &out, &["--format", "jsonl"]);
    assert!(run.status.success(), "{}", stderr_text(&run));
    let files: Vec<Value> =
        json_rows(&out, Table::Reports).into_iter().map(|row| row["file"].clone()).collect();
    assert_eq!(files, ["link.md"]);
}
