#![allow(clippy::unwrap_used)]

use super::*;
use crate::output::plan::read_plan;

fn line(council: &str, number: usize) -> RegisterLine {
    RegisterLine {
        sha256: format!("{council}-report"),
        id: format!("R-{number:010}"),
        council: council.to_owned(),
        report: "Inspection".to_owned(),
        inspected: "2022-03-18".parse().ok(),
        action: format!("Improve plan number {number} of the council"),
        due: "2022-09-01".to_owned(),
        ..RegisterLine::default()
    }
}

fn lines() -> Vec<RegisterLine> {
    ["Fenby", "Larkmoor"]
        .into_iter()
        .flat_map(|council| (0..3).map(move |number| line(council, number)))
        .collect()
}

fn today() -> Date {
    "2022-10-01".parse().unwrap()
}

/// Writes these lines as a workbook, and reads it.
fn round_trip(lines: Vec<RegisterLine>) -> EditedPlan {
    let sheet = RegisterSheet { title: "Register".to_owned(), lines };
    read_plan(&sheet.to_xlsx(today()).unwrap()).unwrap()
}

#[test]
fn register_that_nobody_filled_in_changes_nothing() {
    let mut known = lines();
    known[1].evidence = "=1+1 is text".to_owned();
    known[2].due = "when funded".to_owned();
    let import = RegisterImport::new(&round_trip(known.clone()), &known, today());
    assert_eq!(import.entries, []);
    assert_eq!((import.totals.rows, import.totals.overdue), (6, 5));
    assert_eq!((import.unmatched_rows, import.other_columns), (Vec::new(), Vec::new()));
}

#[test]
fn due_dates_with_the_month_first_are_named() {
    let mut edited = round_trip(lines());
    let due = edited.columns.iter().position(|column| column == "Due").unwrap();
    edited.rows[0][due] = "05/14/2022".to_owned();
    edited.rows[1][due] = "14/05/2022".to_owned();
    edited.rows[2][due] = "within 3 months".to_owned();
    edited.rows[3][due] = "31 February 2022".to_owned();
    let import = RegisterImport::new(&edited, &lines(), today());
    assert_eq!(import.unclear_dates, ["05/14/2022", "31 February 2022"]);
    assert_eq!(import.entries.len(), 4);
}

#[test]
fn entries_of_a_completed_register_are_found_and_its_other_rows_named() {
    let mut filled = lines();
    filled[0].owner = "Ann Lee".to_owned();
    filled[4].status = "Done".to_owned();
    filled[5].due = String::new();
    let mut stranger = line("Ouseby", 7);
    stranger.owner = "Sam".to_owned();
    filled.insert(3, stranger);
    let mut edited = round_trip(filled);
    edited.columns.push("Cost".to_owned());
    edited.rows.iter_mut().for_each(|row| row.push("100".to_owned()));
    let import = RegisterImport::new(&edited, &lines(), today());
    let entry = |line, column, words: &str| RegisterEntry { line, column, words: words.to_owned() };
    let expected = [
        entry(0, EntryColumn::Owner, "Ann Lee"),
        entry(4, EntryColumn::Status, "Done"),
        entry(5, EntryColumn::Due, ""),
    ];
    assert_eq!(import.entries, expected);
    assert_eq!(import.unmatched_rows, [4]);
    assert_eq!(import.other_columns, ["Cost"]);
    let totals = import.totals;
    assert_eq!((totals.rows, totals.with_owner, totals.closed, totals.overdue), (6, 1, 1, 4));
}

#[test]
fn rows_without_fingerprint_are_matched_by_council_and_words_if_these_are_unique() {
    let mut edited = round_trip(lines());
    let owner = edited.columns.iter().position(|name| name == "Owner").unwrap();
    for row in &mut edited.rows {
        row[0] = String::new();
        row[owner] = "Ann".to_owned();
    }
    let import = RegisterImport::new(&edited, &lines(), today());
    assert_eq!(import.entries.len(), 6);
    let mut twice = lines();
    twice.push(RegisterLine { sha256: "later report".to_owned(), ..line("Fenby", 0) });
    let import = RegisterImport::new(&edited, &twice, today());
    assert_eq!((import.entries.len(), import.unmatched_rows), (5, vec![1]));
}
