//! Action plans: exporting them, importing edited copies, and merging the edits.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{io::Write as _, path::PathBuf};

use findings::{
    analysis::{Findings, ImprovementPoint, abbreviations},
    output::plan::{COLUMNS, EditedPlan, Plan, PlanMatch, PlanTotals, RowOrigin, read_plan},
    report::{Date, Report},
};

use crate::support;

const TODAY: Date = Date::constant(2012, 7, 1);

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
    let columns = plan.columns().map(str::to_owned).collect();
    EditedPlan { columns, rows: plan.rows.clone(), ..EditedPlan::default() }
}

/// Returns the cell of a row in the column with this heading.
fn cell<'a>(plan: &'a EditedPlan, row: usize, heading: &str) -> &'a str {
    let column = plan.columns.iter().position(|name| name == heading).unwrap();
    &plan.rows[row][column]
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
        row[11] = "=1+1\nand “more”, \"quoted\"; -1".to_owned();
    }
    let filled = plan_with_two_points(&report, &edited);
    let from_book = read_plan(&filled.to_xlsx(&report, TODAY).unwrap()).unwrap();
    let table = filled.to_csv().unwrap();
    let from_table = read_plan(table.as_bytes()).unwrap();
    assert_eq!(from_book, unedited_copy(&filled));
    assert_eq!(from_table, unedited_copy(&filled));
    // No cell of the table is a formula.
    for record in csv::ReaderBuilder::new().from_reader(table.as_bytes()).records() {
        let record = record.unwrap();
        assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{record:?}");
    }
    assert_eq!(cell(&from_book, 0, "Owner"), "@Owner 0");
    assert_eq!(cell(&from_book, 0, "Status"), "In progress");
}

#[test]
fn entries_are_kept_when_the_report_no_longer_has_the_recommendation() {
    let report = sample();
    let mut edited = unedited_copy(&plan_with_two_points(&report, &EditedPlan::default()));
    edited.rows[0][8] = "Ada".to_owned();
    edited.rows[1][6] = "2012-12-24".to_owned();
    // A row that people added, and two recommendations that the report does not have, of which one was filled in.
    let mut own = vec![String::new(); COLUMNS.len()];
    own[2] = "Tell the parents".to_owned();
    let mut gone = edited.rows[2].clone();
    (gone[0], gone[11]) = ("R-0000000000".to_owned(), "minutes of May".to_owned());
    let mut empty = gone.clone();
    (empty[0], empty[11]) = ("R-1111111111".to_owned(), String::new());
    gone[2] = "Publish the minutes of the board".to_owned();
    empty[2] = "Renew the lease of the family centre".to_owned();
    edited.rows.extend([own, gone, empty]);
    edited.rows.remove(3);
    edited.rows.reverse();
    let again = plan_with_two_points(&report, &edited);
    assert_eq!(again.rows[0][8], "Ada");
    assert_eq!(again.rows[1][6], "2012-12-24");
    let extra: Vec<[&str; 3]> = again.rows[report.recommendations.len() + 2..]
        .iter()
        .map(|row| [1, 2, 11].map(|column| row[column].as_str()))
        .collect();
    let withdrawn = "Recommendation (no longer in the report)";
    assert_eq!(
        extra,
        [
            [withdrawn, "Renew the lease of the family centre", ""],
            [withdrawn, "Publish the minutes of the board", "minutes of May"],
            ["", "Tell the parents", ""],
        ]
    );
    // Another update does not mark them twice.
    assert_eq!(plan_with_two_points(&report, &unedited_copy(&again)).rows, again.rows);
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
    assert_eq!(again.extra_columns, ["Notes", "Notes", "Column 15", "Column 16"]);
    assert_eq!(again.rows[0][12..], ["one", "two", "three", "four"]);
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
    assert_eq!(cell(&edited, 0, "owner"), "J\u{FC}rgen");
    assert_eq!(edited.rows.len(), 1);
    // A title row with a comma, dates as people write them, and UTF-16.
    let titled = "Our plan, 2012\nId;Due;Owner\nR-3;14/08/2012;Ada\nR-4;1 Sep 2012;\nR-5;autumn;\n";
    let utf_16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(titled.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [titled.as_bytes(), &utf_16] {
        let edited = read_plan(bytes).unwrap();
        let due: Vec<&str> = (0..edited.rows.len()).map(|row| cell(&edited, row, "Due")).collect();
        assert_eq!(due, ["2012-08-14", "2012-09-01", "autumn"]);
    }
    let tabs = "\u{FEFF}Id\tAction\tOwner\nR-2\tDo it\t'=none\n";
    assert_eq!(cell(&read_plan(tabs.as_bytes()).unwrap(), 0, "Owner"), "=none");
}

#[test]
fn files_that_are_not_plans_are_refused_with_a_sentence() {
    let report = sample();
    let book = plan_with_two_points(&report, &EditedPlan::default()).to_xlsx(&report, TODAY).unwrap();
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

/// Returns a report with the recommendations of the sample, each in other words, as a later draft has them.
fn reworded_sample() -> Report {
    let mut report = sample();
    for item in &mut report.recommendations {
        let words =
            item.text.plain().replace("ensure that", "make sure that").replace(" and ", " as well as ");
        item.text =
            findings::report::Text::new(format!("{} across the borough", words.trim_end_matches(['.', ';'])));
    }
    report
}

#[test]
fn a_reworded_recommendation_keeps_its_entries_and_is_marked() {
    let report = sample();
    let findings = Findings::compute(&report, abbreviations(&report));
    let first = Plan::new(&report, &findings, &[], report.cover.published, &EditedPlan::default());
    let mut edited = unedited_copy(&first);
    for (index, row) in edited.rows.iter_mut().enumerate() {
        row[8] = format!("Owner {index}");
        row[9] = "In progress".to_owned();
    }
    let draft = reworded_sample();
    let draft_findings = Findings::compute(&draft, abbreviations(&draft));
    let count = draft.recommendations.len();
    assert!(draft_findings.recommendation_ids.iter().all(|id| !findings.recommendation_ids.contains(id)));
    let plan_match = PlanMatch::new(&draft, &draft_findings, &edited);
    assert!(plan_match.is_of_report());
    let again = Plan::new(&draft, &draft_findings, &[], draft.cover.published, &edited);
    assert_eq!(again.rows.len(), count);
    for ((before, after), item) in first.rows.iter().zip(&again.rows).zip(&draft.recommendations) {
        assert_eq!(after[2], item.text.plain());
        assert_eq!(after[1], "Recommendation (reworded)", "{before:?}");
    }
    let owners: Vec<&str> = again.rows.iter().map(|row| row[8].as_str()).collect();
    let expected: Vec<String> = (0..count).map(|index| format!("Owner {index}")).collect();
    assert_eq!(owners, expected);
}

#[test]
fn changes_in_columns_that_the_report_fills_in_are_named_as_losses() {
    let report = sample();
    let findings = Findings::compute(&report, abbreviations(&report));
    let plan = plan_with_two_points(&report, &EditedPlan::default());
    let mut edited = read_plan(&plan.to_xlsx(&report, TODAY).unwrap()).unwrap();
    let losses = |edited: &EditedPlan| PlanMatch::new(&report, &findings, edited).losses(edited);
    assert!(losses(&edited).is_empty(), "an unchanged plan loses nothing: {}", losses(&edited));
    edited.rows[0][2] = "Something else completely".to_owned();
    edited.rows[1][3] = "99".to_owned();
    edited.rows[1][8] = "Ada".to_owned();
    assert_eq!(losses(&edited).changed_cells, 2, "entries such as owners are kept");
    assert!(losses(&edited).to_string().starts_with("2 changed cells"));
}

#[test]
fn formulas_without_a_result_and_links_are_named_as_losses() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in [(0, "Id"), (1, "Owner"), (2, "Cost")] {
        sheet.write_string(0, column, name).unwrap();
    }
    // Without this, the formula gets the result 0.
    sheet.set_formula_result_default("");
    sheet.write_formula(1, 2, "=1+1").unwrap();
    sheet.write_url(1, 1, "https://example.org").unwrap();
    let edited = read_plan(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!((edited.losses.formulas.len(), edited.losses.links), (0, 1));
    assert_eq!(edited.losses.formulas_without_result, ["C2"]);
}

#[test]
fn the_plan_of_another_report_does_not_belong_to_this_one() {
    let report = sample();
    let findings = Findings::compute(&report, abbreviations(&report));
    let other = support::read(&support::project().join("assets/samples/larkmoor_2009.txt")).report;
    let other_findings = Findings::compute(&other, abbreviations(&other));
    let plan = Plan::new(&other, &other_findings, &[], other.cover.published, &EditedPlan::default());
    assert!(!plan.rows.is_empty());
    assert!(!PlanMatch::new(&report, &findings, &unedited_copy(&plan)).is_of_report());
}

#[test]
fn the_own_plan_of_a_council_is_matched_by_its_wording() {
    let report = sample();
    let findings = Findings::compute(&report, abbreviations(&report));
    let words: Vec<&str> = report.recommendations.iter().map(|item| item.text.plain()).collect();
    let table = format!(
        "Improvement plan\nRef,Recommendation,Action,Lead officer,Target date,RAG rating,Progress update\n\
         1.1,\"{}\",Write a guide,Ada Lark,31/12/2012,Amber,First draft\n\
         1.2,\"{}\",Train staff,Bob Moor,,Green,\n",
        words[0], words[1]
    );
    let edited = read_plan(table.as_bytes()).unwrap();
    let plan = Plan::new(&report, &findings, &[], report.cover.published, &edited);
    assert_eq!(plan.extra_columns, ["Ref", "Action"]);
    assert_eq!(plan.rows.len(), words.len());
    let row = &plan.rows[0];
    assert_eq!(
        [6, 8, 10, 11, 12, 13].map(|column| row[column].as_str()),
        ["2012-12-31", "Ada Lark", "Amber", "First draft", "1.1", "Write a guide"]
    );
    assert_eq!((row[2].as_str(), row[1].as_str()), (words[0], "Recommendation"));
}

#[test]
fn rows_with_one_id_are_reported_by_their_numbers() {
    let table = "Our plan\nId,Action,Owner\nR-1,Do it,Ada\n,,\nR-2,Stop it,\nr-1,Do it again,Bob\n";
    let edited = read_plan(table.as_bytes()).unwrap();
    // Rows of a spreadsheet are counted from 1, and empty rows count.
    assert_eq!(edited.repeated_ids, [[3, 6]]);
    assert!(edited.repeated_ids_message().unwrap().contains("3 and 6"));
    assert_eq!(read_plan(b"Id,Owner\nR-1,Ada\n").unwrap().repeated_ids_message(), None);
}

#[test]
fn due_dates_that_people_moved_are_kept_even_if_all_were_moved_to_one_day() {
    let report = sample();
    let findings = Findings::compute(&report, abbreviations(&report));
    let first = Plan::new(&report, &findings, &[], report.cover.published, &EditedPlan::default());
    let mut edited = unedited_copy(&first);
    let label = edited.rows.iter().find(|row| row[6] == "2012-09-01").unwrap()[5].clone();
    let moved: Vec<usize> = (0..edited.rows.len()).filter(|row| edited.rows[*row][5] == label).collect();
    assert!(moved.len() > 1, "{label}");
    moved.iter().for_each(|row| "2012-12-24".clone_into(&mut edited.rows[*row][6]));
    let again = Plan::new(&report, &findings, &[], report.cover.published, &edited);
    assert!(moved.iter().all(|row| again.rows[*row][6] == "2012-12-24"));
}

#[test]
fn totals_say_what_was_filled_in() {
    let report = sample();
    let findings = Findings::compute(&report, abbreviations(&report));
    let first = Plan::new(&report, &findings, &[], report.cover.published, &EditedPlan::default());
    let mut edited = unedited_copy(&first);
    let due = |row: &Vec<String>| row[6].parse::<Date>().is_ok_and(|due| due < TODAY);
    let overdue: Vec<usize> = (0..edited.rows.len()).filter(|row| due(&edited.rows[*row])).collect();
    assert!(overdue.len() > 1);
    edited.rows[overdue[0]][9] = "Completed (May)".to_owned();
    edited.rows[0][8] = "Ada".to_owned();
    let mut own = vec![String::new(); COLUMNS.len()];
    (own[2], own[6]) = ("Tell the parents".to_owned(), "2012-06-30".to_owned());
    edited.rows.push(own);
    let plan_match = PlanMatch::new(&report, &findings, &edited);
    let totals = PlanTotals::of_edited_plan(&report, &edited, &plan_match, report.cover.published, TODAY);
    assert_eq!(
        totals,
        PlanTotals {
            rows: report.recommendations.len() + 1,
            with_owner: 1,
            closed: 1,
            // One is closed, and the row that was added is overdue too.
            overdue: overdue.len(),
            added: 1,
            ..PlanTotals::default()
        }
    );
    assert_eq!(plan_match.other_rows, [(report.recommendations.len(), RowOrigin::Added)]);
}

#[test]
fn losses_of_a_workbook_are_named() {
    let report = sample();
    let plan = plan_with_two_points(&report, &EditedPlan::default());
    assert!(read_plan(&plan.to_xlsx(&report, TODAY).unwrap()).unwrap().losses.is_empty());
    let mut book = rust_xlsxwriter::Workbook::new();
    let red = rust_xlsxwriter::Format::new().set_background_color(0xFF_00_00);
    let sheet = book.add_worksheet();
    sheet.set_name("Plan").unwrap();
    sheet.write_string(0, 0, "Board of 3 May").unwrap();
    for (column, name) in [(0, "Id"), (1, "Owner"), (2, "Cost")] {
        // The colours of the headings are not counted.
        sheet.write_string_with_format(2, column, name, &red).unwrap();
    }
    sheet.write_string_with_format(3, 0, "R-1", &red).unwrap();
    sheet.write_formula(3, 2, rust_xlsxwriter::Formula::new("=1+1").set_result("2")).unwrap();
    sheet.insert_note(3, 1, &rust_xlsxwriter::Note::new("Ask Ada")).unwrap();
    book.add_worksheet().set_name("Budget").unwrap();
    let edited = read_plan(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(cell(&edited, 0, "Cost"), "2");
    assert_eq!(
        edited.losses.to_string(),
        "1 formula (C4; its result is kept), the sheet “Budget”, “Board of 3 May” above the table, the colour of 1 cell \
         and 1 comment"
    );
    let plan_match = PlanMatch::default();
    assert!(plan_match.losses_message(&edited).unwrap().contains("the sheet “Budget”"));
}

/// Returns an OpenDocument spreadsheet with this markup in its tables and styles.
fn spreadsheet(styles: &str, tables: &str) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    package.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let xml = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         <office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    package.write_all(xml.as_bytes()).unwrap();
    package.finish().unwrap().into_inner()
}

#[test]
fn open_document_spreadsheets_are_read() {
    let styles = "<style:style style:name=\"ce1\"><style:table-cell-properties fo:background-color=\"#ff0000\"/>\
                  </style:style><number:number-style><style:text-properties fo:color=\"#ff0000\"/></number:number-style>";
    let text = |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let heading: String = ["Id", "Action", "Due", "Owner", "Cost"].iter().map(|name| text(name)).collect();
    let tables = format!(
        "<table:table table:name=\"Notes\"><table:table-row>{}</table:table-row></table:table>\
         <table:table table:name=\"Plan\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell/>\
         </table:table-row><table:table-row>{heading}</table:table-row>\n<table:table-row>\n\
         <table:table-cell table:style-name=\"ce1\">\n <text:p>R-1</text:p></table:table-cell>\
         <table:table-cell><office:annotation><text:p>hidden</text:p></office:annotation>\
         <text:p>Do &amp; say<text:s text:c=\"2\"/>it</text:p><text:p>soon</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2012-12-24\"><text:p>24/12/12</text:p>\
         </table:table-cell><table:table-cell table:number-columns-repeated=\"1\"><text:p>Ada</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"><text:p>£2</text:p>\
         </table:table-cell></table:table-row><table:table-row table:number-rows-repeated=\"1048000\">\
         <table:table-cell table:style-name=\"ce1\" table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
        text("x")
    );
    let edited = read_plan(&spreadsheet(styles, &tables)).unwrap();
    assert_eq!(edited.columns, ["Id", "Action", "Due", "Owner", "Cost"]);
    assert_eq!(edited.rows, [["R-1", "Do & say  it\nsoon", "2012-12-24", "Ada", "2"]]);
    assert_eq!(
        edited.losses.to_string(),
        "1 formula (E4; its result is kept), the sheet “Notes”, the colour of 1 cell and 1 comment"
    );
}

#[test]
fn repeated_cells_of_a_spreadsheet_are_refused_as_too_large() {
    let cell =
        "<table:table-cell table:number-columns-repeated=\"90\"><text:p>Owner</text:p></table:table-cell>";
    for (rows, cells) in [("1048576", cell.to_owned()), ("1", cell.replace("90", "16384"))] {
        let tables = format!(
            "<table:table><table:table-row table:number-rows-repeated=\"{rows}\">{cells}</table:table-row></table:table>"
        );
        let error = read_plan(&spreadsheet("", &tables)).unwrap_err();
        assert!(error.to_string().contains("too large"), "{error}");
    }
}

#[test]
fn the_workbook_is_laid_out_for_the_screen_and_for_paper() {
    let report = sample();
    let mut edited = unedited_copy(&plan_with_two_points(&report, &EditedPlan::default()));
    edited.rows[0][8] = "Ada".to_owned();
    edited.rows[1][9] = "Done".to_owned();
    let book = plan_with_two_points(&report, &edited).to_xlsx(&report, TODAY).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(package.by_name(name).unwrap()).unwrap();
    let sheet = part("xl/worksheets/sheet1.xml");
    let rows = report.recommendations.len() + 2;
    let last = rows + 4;
    for expected in [
        "<col min=\"1\" max=\"1\" width=\"14.7109375\" hidden=\"1\" customWidth=\"1\"/>".to_owned(),
        "topLeftCell=\"A5\"".to_owned(),
        format!("<autoFilter ref=\"A4:L{last}\"/>"),
        "orientation=\"landscape\"".to_owned(),
        "fitToHeight=\"0\"".to_owned(),
        format!("sqref=\"J5:J{}\"", last + 200),
        format!("sqref=\"K5:K{}\"", last + 200),
        "TODAY()".to_owned(),
        format!("Progress: 1 of {rows} closed, 1 with an owner"),
    ] {
        assert!(sheet.contains(&expected), "{expected}\n{}", &sheet[..2000]);
    }
    // Each row has its height.
    assert_eq!(sheet.matches("customHeight=\"1\"").count(), rows + 4);
    assert!(part("xl/workbook.xml").contains("'Action plan'!$4:$4"));
}

#[test]
fn ids_are_unique_within_each_fixture() {
    assert_ids_are_unique(&support::reports());
}

support::tests_by_share!(ids_are_unique_within_each_real_report, support::corpus(), assert_ids_are_unique);

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
