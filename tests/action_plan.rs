//! Action plans: exporting them, importing edited copies, and merging the edits.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::path::PathBuf;

use findings::{
    analysis::{Findings, ImprovementPoint, abbreviations},
    output::plan::{COLUMNS, EditedPlan, Plan, read_plan},
    report::Report,
};

fn sample() -> Report {
    support::read(&support::project().join("assets/samples/larkmoor_2012.md")).report
}

fn plan_with_two_points(report: &Report, edited: &EditedPlan) -> Plan {
    let findings = Findings::compute(report, abbreviations(report));
    let points: Vec<&ImprovementPoint> = findings.points.iter().take(2).collect();
    Plan::new(report, &findings, &points, report.cover.published, edited)
}

/// Returns the plan as it is imported if nobody edited it.
fn unedited_copy(plan: &Plan) -> EditedPlan {
    EditedPlan { columns: plan.columns().map(str::to_owned).collect(), rows: plan.rows.clone() }
}

#[test]
fn a_plan_has_one_row_per_recommendation_and_kept_point() {
    let report = sample();
    let plan = plan_with_two_points(&report, &EditedPlan::default());
    assert_eq!(plan.rows.len(), report.recommendations.len() + 2);
    for (row, item) in plan.rows.iter().zip(&report.recommendations) {
        assert_eq!(row.len(), COLUMNS.len());
        assert!(row[0].starts_with("R-"));
        // The text must be exactly as printed, because reports do not permit changes.
        assert_eq!(row[2], item.text.plain());
    }
    let due: Vec<&str> = plan.rows.iter().map(|row| row[6].as_str()).filter(|due| !due.is_empty()).collect();
    assert!(due.contains(&"2012-06-01") && due.contains(&"2012-09-01"), "{due:?}");
    assert!(plan.rows[report.recommendations.len()][0].starts_with("P-"));
}

#[test]
fn exported_workbooks_and_tables_are_imported_unchanged() {
    let report = sample();
    let mut edited = unedited_copy(&plan_with_two_points(&report, &EditedPlan::default()));
    edited.columns.push("Cost".to_owned());
    for (index, row) in edited.rows.iter_mut().enumerate() {
        row.push(format!("{}", 100 + index));
        row[8] = format!("@Owner {index}");
        row[9] = "In progress".to_owned();
        row[10] = "=1+1\nand “more”, \"quoted\"; -1".to_owned();
    }
    let filled = plan_with_two_points(&report, &edited);
    let from_book = read_plan(&filled.to_xlsx(&report).unwrap()).unwrap();
    let table = filled.to_csv().unwrap();
    let from_table = read_plan(table.as_bytes()).unwrap();
    assert_eq!(from_book, unedited_copy(&filled));
    assert_eq!(from_table, unedited_copy(&filled));
    // No cell of the table is a formula.
    for record in csv::ReaderBuilder::new().from_reader(table.as_bytes()).records() {
        let record = record.unwrap();
        assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{record:?}");
    }
    let first = from_book.progress(&filled.rows[0][0]).unwrap();
    assert_eq!((first.owner, first.status), ("@Owner 0", "In progress"));
}

#[test]
fn entries_are_kept_when_the_report_no_longer_has_the_recommendation() {
    let report = sample();
    let mut edited = unedited_copy(&plan_with_two_points(&report, &EditedPlan::default()));
    edited.rows[0][8] = "Ada".to_owned();
    edited.rows[1][6] = "2012-12-24".to_owned();
    // A row that people added, an edited row that the report does not have, and an unedited row that it does not have.
    let mut own = vec![String::new(); COLUMNS.len()];
    own[2] = "Tell the parents".to_owned();
    let mut gone = edited.rows[2].clone();
    (gone[0], gone[10]) = ("R-0000000000".to_owned(), "minutes of May".to_owned());
    let mut empty = gone.clone();
    (empty[0], empty[10]) = ("R-1111111111".to_owned(), String::new());
    edited.rows.extend([own, gone, empty]);
    edited.rows.remove(3);
    edited.rows.reverse();
    let again = plan_with_two_points(&report, &edited);
    assert_eq!(again.rows[0][8], "Ada");
    assert_eq!(again.rows[1][6], "2012-12-24");
    let extra: Vec<&str> =
        again.rows[report.recommendations.len() + 2..].iter().map(|row| row[10].as_str()).collect();
    assert_eq!(extra, ["minutes of May", ""]);
    assert_eq!(again.rows.last().unwrap()[2], "Tell the parents");
}

#[test]
fn added_columns_and_rows_are_kept_whatever_their_names() {
    let report = sample();
    let first = plan_with_two_points(&report, &EditedPlan::default());
    let mut edited = unedited_copy(&first);
    // Two columns with the same name, one without a name, cells beyond the last column, a row with a new id, a copied row.
    edited.columns.extend(["Notes".to_owned(), "Notes".to_owned(), String::new()]);
    for row in &mut edited.rows {
        row.extend(["one".to_owned(), "two".to_owned(), "three".to_owned(), "four".to_owned()]);
    }
    let width = edited.rows[0].len();
    let mut own = vec![String::new(); width];
    (own[0], own[2]) = ("X1".to_owned(), "My own action".to_owned());
    let mut copy = edited.rows[0].clone();
    copy[6] = "2012-12-24".to_owned();
    edited.rows.extend([own, copy]);
    let again = plan_with_two_points(&report, &edited);
    assert_eq!(again.extra_columns, ["Notes", "Notes", "Column 14", "Column 15"]);
    assert_eq!(again.rows[0][11..], ["one", "two", "three", "four"]);
    let extra: Vec<&str> = again.rows[first.rows.len()..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(extra, ["X1", first.rows[0][0].as_str()]);
    assert_eq!(again.rows.last().unwrap()[6], "2012-12-24");
}

#[test]
fn a_row_without_an_id_is_matched_by_its_wording() {
    let report = sample();
    let first = plan_with_two_points(&report, &EditedPlan::default());
    let mut edited = unedited_copy(&first);
    edited.rows[0][8] = "Ada".to_owned();
    edited.rows[0][0] = String::new();
    edited.rows[1][0] = edited.rows[1][0].to_uppercase();
    edited.rows[1][8] = "Bob".to_owned();
    let again = plan_with_two_points(&report, &edited);
    assert_eq!(again.rows.len(), first.rows.len());
    assert_eq!((again.rows[0][8].as_str(), again.rows[1][8].as_str()), ("Ada", "Bob"));
}

#[test]
fn due_dates_follow_the_publication_date_unless_edited() {
    let report = sample();
    let findings = Findings::compute(&report, abbreviations(&report));
    let plan_published_on = |day: &str, edited: &EditedPlan| {
        Plan::new(&report, &findings, &[], Some(day.parse().unwrap()), edited)
    };
    let mut edited = unedited_copy(&plan_published_on("2010-01-01", &EditedPlan::default()));
    let dated = (0..edited.rows.len()).filter(|row| !edited.rows[*row][6].is_empty()).collect::<Vec<_>>();
    edited.rows[dated[0]][6] = "2010-05-05".to_owned();
    let again = plan_published_on("2011-01-01", &edited);
    let fresh = plan_published_on("2011-01-01", &EditedPlan::default());
    assert_eq!(again.rows[dated[0]][6], "2010-05-05");
    assert_eq!(again.rows[dated[1]][6], fresh.rows[dated[1]][6]);
}

#[test]
fn tables_written_by_other_programs_are_read() {
    let with_semicolons = "Our plan;;\r\nID;Action;owner\r\nR-1;Do it;J\u{FC}rgen\r\n;;\r\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(with_semicolons);
    // The header row is not the first row, and semicolons separate its cells.
    let edited = read_plan(&bytes).unwrap();
    assert_eq!(edited.columns, ["ID", "Action", "owner"]);
    assert_eq!(edited.progress("R-1").unwrap().owner, "J\u{FC}rgen");
    assert_eq!(edited.rows.len(), 1);
    // A title row with a comma, dates as people write them, and UTF-16.
    let titled = "Our plan, 2012\nId;Due;Owner\nR-3;14/08/2012;Ada\nR-4;1 Sep 2012;\nR-5;autumn;\n";
    let utf_16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(titled.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [titled.as_bytes(), &utf_16] {
        let edited = read_plan(bytes).unwrap();
        let due: Vec<&str> = edited.rows.iter().map(|row| edited.cell(row, "Due")).collect();
        assert_eq!(due, ["2012-08-14", "2012-09-01", "autumn"]);
    }
    let tabs = "\u{FEFF}Id\tAction\tOwner\nR-2\tDo it\t'=none\n";
    assert_eq!(read_plan(tabs.as_bytes()).unwrap().progress("R-2").unwrap().owner, "=none");
}

#[test]
fn files_that_are_not_plans_are_refused_with_a_sentence() {
    let report = sample();
    let book = plan_with_two_points(&report, &EditedPlan::default()).to_xlsx(&report).unwrap();
    for bytes in
        [&b""[..], b"a,b\n1,2\n", b"PK\x03\x04 nothing", b"%PDF-1.7", b"\0\0\0\0", &book[..book.len() / 2]]
    {
        let error = read_plan(bytes).unwrap_err().to_string();
        assert!(error.ends_with('.'), "{error}");
    }
    // A file with damaged bytes is read or refused without a panic.
    for at in (0..book.len()).step_by(37) {
        let mut broken = book.clone();
        broken[at] ^= 0x55;
        let _ = read_plan(&broken);
    }
}

#[test]
fn a_cell_in_the_last_corner_is_refused_as_too_large() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in [(0, "Id"), (1, "Owner")] {
        sheet.write_string(0, column, name).unwrap();
        sheet.write_string(1, column, "R-1").unwrap();
    }
    sheet.write_string(1_048_575, 16_383, "far away").unwrap();
    // The file is refused, so that the cell is not lost silently and no memory is used for the empty cells before it.
    let error = read_plan(&book.save_to_buffer().unwrap()).unwrap_err();
    assert!(error.to_string().contains("too large"), "{error}");
}

#[test]
fn a_long_string_repeated_in_many_cells_is_refused() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let long = "x".repeat(32_000);
    sheet.write_string(0, 0, "Id").unwrap();
    sheet.write_string(0, 1, "Owner").unwrap();
    for row in 1..15_000 {
        sheet.write_string(row, 0, &long).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    assert!(bytes.len() < 500_000);
    assert!(read_plan(&bytes).is_err());
}

#[test]
fn ids_are_unique_within_each_fixture() {
    assert_ids_are_unique(&support::reports());
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn ids_are_unique_within_each_real_report() {
    assert_ids_are_unique(&support::corpus());
}

fn assert_ids_are_unique(paths: &[PathBuf]) {
    for path in paths {
        let ids = all_ids(&support::read(path).report);
        let distinct: std::collections::HashSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "{}", path.display());
    }
}

#[test]
#[ignore = "needs real reports: set FINDINGS_CORPUS"]
fn ids_are_the_same_in_every_format_of_a_report() {
    let files = [
        "york_2012.txt",
        "york_2012_remade.docx",
        "york_2012_remade.html",
        "york_2012_remade-writer-tagged.pdf",
    ];
    let folder = support::corpus_folder().join("slac");
    let ids = |report: &Report| Findings::compute(report, abbreviations(report)).recommendation_ids;
    let ids = files.map(|file| ids(&support::read(&folder.join(file)).report));
    assert!(!ids[0].is_empty() && ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
}

fn all_ids(report: &Report) -> Vec<String> {
    let findings = Findings::compute(report, abbreviations(report));
    let points = findings.points.into_iter().map(|point| point.id);
    findings.recommendation_ids.into_iter().chain(points).collect()
}
